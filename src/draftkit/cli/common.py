"""What several commands share: options, opening the project, printing findings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import draftkit as dk
from draftkit.cli.language import Translate, word
from draftkit.errors import ConfigError, SourceError
from draftkit.files.cache import no_folder
from draftkit.files.whole import write_whole
from draftkit.library.project import root_around
from draftkit.library.session import Session, select
from draftkit.model.message import Finding, Message, Severity
from draftkit.model.numeral import whole
from draftkit.model.tree import Occasion

if TYPE_CHECKING:
    from draftkit.bulk.rows import Rows


SEVERITY_WORDS = {severity: severity.word for severity in reversed(Severity)}
SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
"""A file that is read: a type of options."""


def open_session(occasion: Occasion | None = None, names: Iterable[str | Path] = (), apart: bool = False) -> Session:
    """A session on the project of the files named, which may be another than the one around the current folder; on that
    one when the names tell none. Raises ConfigError when they lie in several and are not each read in its own
    (`apart`)."""
    cwd = Path.cwd()
    homes: dict[Path, str | Path] = {}
    for name in names:
        if root := root_around((cwd / name).resolve()):
            homes.setdefault(root, name)
    if len(homes) > 1 and not apart:
        one, other, *_ = homes.values()
        said = "“{one}” and “{other}” are of two projects: name those of one at a time."
        raise ConfigError(said, one=one, other=other)
    session = dk.open(next(iter(homes), cwd), occasion)
    tell_all((*no_folder(session.project.cache), *session.project.told), click.get_current_context().obj)
    return session


def chosen(session: Session, names: Sequence[str], kind: str | None) -> list[Path]:
    """The documents named, or all; only those of `kind` when it is given.

    Raises KindError when the kind is unknown, SourceError when nothing is left: to have done nothing is no success.
    """
    found = select(session, names, kind, Path.cwd())
    if found:
        return found
    if kind is not None:
        raise SourceError("No document of the kind “{kind}” here; “draftkit list” shows what there is.", kind=kind)
    folder = shown_path(session.project.content)
    said = "No documents in {folder}. Start one with “draftkit new KIND {example}”, a project with “draftkit init”."
    raise SourceError(said, folder=folder, example=shown_path(session.project.content / "ten-van-ban"))


def print_findings(findings: Sequence[Finding], translate: Translate, least: Severity = Severity.INFO) -> None:
    """One line a finding: place, severity, rule, message."""
    for finding in findings:
        if finding.severity >= least:
            severity = click.style(translate(SEVERITY_WORDS[finding.severity]), fg=_COLOURS[finding.severity])
            click.echo(f"{finding.span}: {severity} {finding.rule} {word(finding.message, translate)}")


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
    put(json.dumps(data, ensure_ascii=False, indent=2) + "\n", out)


def put(text: str, out: Path | None, colour: bool | None = None) -> None:
    """A text to the screen, its last line ended, or into a file as it is."""
    if out:
        write_whole(out, text.encode())
    else:
        click.echo(text, color=colour, nl=bool(text) and not text.endswith("\n"))


def tell_all(messages: Iterable[Message], translate: Translate) -> None:
    """What the user should know beside the result, a line each."""
    for message in messages:
        click.echo(word(message, translate), err=True)


def tell_user(translate: Translate, text: str, /, **values: object) -> None:
    """The same of one text, `{name}` in it standing for a value."""
    click.echo(translate(text).format(**values), err=True)


def shown_path(path: Path) -> str:
    """A path relative to the current folder where it lies inside."""
    cwd = Path.cwd()
    return str(path.relative_to(cwd)) if path.is_relative_to(cwd) else str(path)


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
    said = "How to print. Default: the first of these."
    return click.option("--format", name, type=click.Choice(styles), default=styles[0], help=said)


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


def read_table(path: Path, sheet: str, translate: Translate, of: Path | None) -> Rows:
    """The rows of a data file, of a workbook those of a sheet, for the text at a path, having said what who sees it in
    their program should know. Raises SourceError when it cannot be read."""
    from draftkit.bulk.rows import read_rows

    rows = read_rows(path, shown_path(path), sheet, of)
    tell_all(rows.told, translate)
    return rows
