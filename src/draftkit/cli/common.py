"""What several commands share: options, opening the project, printing findings; options that name what is written: a
file, a folder, or a pipe or device, which takes the one file that is made."""

from __future__ import annotations

import io
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

import draftkit as dk
from draftkit.cli.language import SEVERITY_WORDS, Translate, print_error, word
from draftkit.errors import OutputError, SourceError, as_error
from draftkit.files.whole import write_whole
from draftkit.library.project import root_around
from draftkit.library.session import Session, select
from draftkit.model.message import Finding, Severity
from draftkit.model.numeral import whole
from draftkit.model.tree import Occasion

if TYPE_CHECKING:
    from draftkit.bulk.rows import Rows


_FILES = frozenset((".docx", ".pdf", ".html", ".txt", ".png", ".eml", ".md", ".xml", ".xlsx", ".csv", ".zip"))
"""Ends of names that nobody gives to a folder."""


class Written(click.Path):
    """The path of a file, or of a folder (`file_okay=False`). For a pipe or a device a command gets a path in a folder
    of its own; the file it makes there is written through at its end. What goes to standard output is not mixed with
    what the command says: that goes to standard error."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from draftkit.files.whole import is_stream

        if ctx is not None and value is not None and is_stream(Path(value)):
            return ctx.with_resource(_through(Path(value)))
        if (
            value is not None
            and not self.file_okay
            and Path(value).suffix.lower() in _FILES
            and not Path(value).exists()
        ):
            raise OutputError(
                "{file} is called like a file: a folder is wanted, in which files get their names.", file=value
            )
        return super().convert(value, param, ctx)


@contextmanager
def _through(stream: Path) -> Iterator[Path]:
    """A path to write to instead of a stream. Raises OutputError when more than one file came of it."""
    from tempfile import TemporaryDirectory

    from draftkit.files.whole import write_whole
    from draftkit.library.receipt import ENDING

    with TemporaryDirectory(prefix="draftkit-") as folder:
        aim = Path(folder) / stream.name
        told = _Naming(sys.stderr, aim, stream)
        with redirect_stderr(told), redirect_stdout(told if _is_output(stream) else _Naming(sys.stdout, aim, stream)):
            yield aim
        made = [path for path in Path(folder).rglob("*") if path.is_file() and not path.name.endswith(ENDING)]
        if len(made) > 1:
            raise OutputError(
                "{file}: a pipe or a device takes one file, and {count} were made; name one document and one format.",
                file=stream,
                count=len(made),
            )
        for path in made:
            write_whole(stream, path.read_bytes())


def _is_output(stream: Path) -> bool:
    """Whether a stream is what standard output goes to."""
    with suppress(OSError):
        return os.path.samestat(os.stat(stream), os.fstat(1))
    return False


class _Naming(io.TextIOBase):
    """What is said, which calls a path by the name it was given."""

    def __init__(self, below: TextIO, path: Path, name: Path) -> None:
        self.below, self.path, self.name = below, path, name

    def write(self, text: str) -> int:
        for path in (str(self.path), os.path.relpath(self.path)):
            text = text.replace(path, str(self.name))
        return self.below.write(text)

    def flush(self) -> None:
        self.below.flush()


SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE, NEW_FOLDER = Written(dir_okay=False, path_type=Path), Written(file_okay=False, path_type=Path)
"""A file that is read, and one or a folder that is written: types of options."""


def open_session(occasion: Occasion | None = None, names: Iterable[str | Path] = ()) -> Session:
    """A session on the project of the files named, which may be another than the one around the current folder; on that
    one when the names tell none."""
    cwd = Path.cwd()
    named = (path if path.is_dir() else path.parent for path in map(Path.resolve, map(cwd.joinpath, names)))
    return dk.open(next((path for path in named if path.is_dir() and root_around(path)), cwd), occasion)


def chosen(session: Session, names: Sequence[str], kind: str | None) -> list[Path]:
    """The documents named, or all; only those of `kind` when it is given.

    Raises KindError when the kind is unknown, SourceError when nothing is left: to have done nothing is no success.
    """
    found = select(session, names, kind, Path.cwd())
    if found:
        return found
    if kind is not None:
        raise SourceError("No document of the kind “{kind}” here; “draftkit list” shows what there is.", kind=kind)
    raise SourceError(
        "No documents in {folder}. Start one with “draftkit new KIND {example}”, a project with “draftkit init”.",
        folder=shown_path(session.project.content),
        example=shown_path(session.project.content / "ten-van-ban"),
    )


def print_findings(findings: Sequence[Finding], translate: Translate, least: Severity = Severity.INFO) -> None:
    """One line a finding: place, severity, rule, message."""
    for finding in findings:
        if finding.severity >= least:
            severity = click.style(translate(SEVERITY_WORDS[finding.severity]), fg=_COLOURS[finding.severity])
            click.echo(f"{finding.span}: {severity} {finding.rule} {word(finding.message, translate)}")


Stopped = dict[str, tuple[Exception, list[str]]]
"""What stopped something, by how it reads, and the documents left out because of it."""
_NAMED = 20
"""Documents named of those that one error stopped."""


def leave_out(stopped: Stopped, error: Exception, path: Path | None, of: Sequence[Path]) -> int:
    """Note what stopped one document of several, since the others go on, or (without `path`) one form of it; its exit
    status. Raises that of an only document."""
    if path and len(of) == 1:
        raise error
    told = as_error(error)
    stopped.setdefault(str(told), (error, []))[1].extend([shown_path(path)] if path else [])
    return told.exit_status


def print_stopped(stopped: Stopped, translate: Translate) -> None:
    """Say what stopped documents, each error once."""
    for error, files in stopped.values():
        print_error(error, translate)
        if files:
            named = ", ".join(files[:_NAMED]) + (f", … ({len(files)})" if len(files) > _NAMED else "")
            click.echo(translate("{file}: left out because of this error.").format(file=named), err=True)


def summary(findings: Iterable[Finding], translate: Translate) -> str:
    """How many of each severity."""
    counts = Counter(finding.severity for finding in findings)
    if not counts:
        return translate("no findings")
    return ", ".join(
        f"{counts[severity]} {translate(SEVERITY_WORDS[severity])}"
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
        if counts[severity]
    )


def put_data(data: Any, out: Path | None = None) -> None:
    """Data as JSON, to the screen or into a file."""
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if out:
        write_whole(out, text.encode())
    else:
        click.echo(text, nl=False)


def show_progress(number: int, total: int, path: Path) -> None:
    """Which document is being worked on; nothing when there is only one or nobody watches."""
    if total > 1 and sys.stderr.isatty():
        click.echo(f"{number}/{total} {path.stem} …", err=True)


def shown_path(path: Path) -> str:
    """A path relative to the current folder where it lies inside."""
    cwd = Path.cwd()
    return str(path.relative_to(cwd)) if path.is_relative_to(cwd) else str(path)


def refuse_full(folder: Path) -> None:
    """Raises OutputError where a folder that is to be written is there already and holds something."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError("{file}: exists already; nothing was changed.", file=folder)


class WholeNumber(click.IntRange):
    """A number between two, in plain digits: `１２` is none, as in a draft."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, str) and whole(value) is None:
            self.fail(f"{value!r} is not a valid {self.name}.", param, ctx)
        return super().convert(value, param, ctx)


Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def options(*decorators: Decorator) -> Decorator:
    """Several options as one, listed in this order."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(decorators):
            command = option(command)
        return command

    return add


def style_option(*styles: str, name: str = "style") -> Decorator:
    """How to print: one of these, the first by default."""
    return click.option(
        "--format", name, type=click.Choice(styles), default=styles[0], help="How to print. Default: text."
    )


names_argument = click.argument("names", nargs=-1, metavar="[TÊN | ĐƯỜNG DẪN]...")
"""The documents a command works on."""


kind_option = click.option(
    "--kind", metavar="LOẠI", help="Only documents of this kind, for example decree or “Nghị định”."
)
"""Limit a command to one kind."""

fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(list(SEVERITIES)),
    default="error",
    help="Exit with 1 when a finding is at least this severe. Default: error.",
)
"""From which severity on a check fails."""


def read_table(path: Path, translate: Translate) -> Rows:
    """The rows of a data file, having said what who sees it in their program should know. Raises SourceError when it
    cannot be read."""
    from draftkit.bulk.rows import read_rows

    rows = read_rows(path, shown_path(path))
    for message in rows.told:
        click.echo(word(message, translate), err=True)
    return rows
