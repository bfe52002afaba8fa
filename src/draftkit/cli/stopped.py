"""How errors are said, one way for all commands, and what they leave out of several documents."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from traceback import walk_tb

import click

from draftkit.cli.common import shown_path, tell_user
from draftkit.cli.gate import print_aside
from draftkit.cli.language import Translate, word
from draftkit.errors import DraftkitError, InternalError, OutputError, as_error, refused


def print_error(error: Exception, translate: Translate) -> int:
    """One line on the error stream: what stopped us; and whose mistake it is when it is ours. Its exit status."""
    told = as_error(_named(error))
    print_aside(told.aside, translate)
    text = word(told.message, translate)
    click.echo(f"{click.style(translate('Error:'), fg='red')} {text}", err=True)
    if isinstance(error, InternalError):
        tell_user(translate, "This is a mistake in draftkit: please report it, without the real draft.")
    return told.exit_status


def _named(error: Exception) -> Exception:
    """An error that names no file: that of standard output where it came while something was printed."""
    if isinstance(error, OSError) and [*walk_tb(error.__traceback__)][-1][0].f_code is click.echo.__code__:
        return OutputError("Standard output cannot be written ({reason}).", reason=refused(error))
    return error


Stopped = dict[str, tuple[DraftkitError, list[str]]]
"""What stopped something, by how it reads, and the documents left out because of it."""
_NAMED = 20
"""Documents named of those that one error stopped."""


def leave_out(stopped: Stopped, error: Exception, path: Path | None, of: Sequence[object]) -> int:
    """Note what stopped one document of several, since the others go on, or (without `path`) one form of it; its exit
    status. Raises that of an only document."""
    if (path and len(of) == 1) or (isinstance(error, OSError) and not error.filename):
        raise error  # the output is that of all
    told = as_error(error)
    first, named = stopped.setdefault(str(told), (told, []))
    named += [shown_path(path)] if path else []
    first.aside = tuple(dict.fromkeys((*first.aside, *told.aside)))
    return told.exit_status


def of_each(
    paths: Sequence[Path],
    work: Callable[[Path], int | None],
    translate: Translate,
    stopped: Stopped | None = None,
    reported: bool = False,
) -> int:
    """Do a work on each of several files or documents, said where somebody watches; what stops some is told at the end
    and keeps no other. The worst exit status of all. Raises what stops an only one, unless a report is made of the
    rest (`reported`: who reads it as data gets it, empty, too), and that nobody reads any more."""
    status, stopped = 0, Stopped() if stopped is None else stopped
    for number, path in enumerate(paths, 1):
        if len(paths) > 1 and sys.stderr.isatty():
            click.echo(f"{number}/{len(paths)} {path.stem} …", err=True)
        try:
            status = max(status, work(path) or 0)
        except Exception as error:
            status = max(status, leave_out(stopped, error, path, () if reported else paths))
    print_stopped(stopped, translate)
    return status


def print_stopped(stopped: Stopped, translate: Translate) -> None:
    """Say what stopped documents, each error once."""
    for error, files in stopped.values():
        print_error(error, translate)
        if files:
            named = ", ".join(files[:_NAMED]) + (f", … ({len(files)})" if len(files) > _NAMED else "")
            tell_user(translate, "{file}: left out because of this error.", file=named)
