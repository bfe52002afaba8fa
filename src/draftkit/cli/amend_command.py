"""draftkit amend"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from draftkit.cli.common import Decorator, open_session, put_data, style_option
from draftkit.cli.language import Translate, word
from draftkit.cli.written import NEW_FOLDER
from draftkit.errors import ConfigError, SourceError, UndecidedError
from draftkit.files.names import keep_what_is_there
from draftkit.library.document import Document
from draftkit.model.message import msg

if TYPE_CHECKING:
    from draftkit.amend.act_facts import ActText
    from draftkit.amend.proof import Sides


partial_option = click.option(
    "--partial",
    is_flag=True,
    help="Leave out operations that contradict each other or cannot be read, and do the others.",
)
"""Whether operations that contradict each other or cannot be read are left out."""


@click.command("read", help="List what an amending act changes, unit by unit.")
@click.argument("act", metavar="VĂN-BẢN | TỆP")
@style_option("text", "json")
@click.pass_obj
def _read(translate: Translate, /, act: str, style: str) -> int:
    from draftkit.amend.act_facts import nothing
    from draftkit.amending.operation import as_data
    from draftkit.amending.read import read_lines
    from draftkit.amending.terminal import reading_lines

    source = act_text(act)
    reading = read_lines(source.lines, source.number, source.head)
    if style == "json":
        put_data(as_data(reading))
    else:
        for line in reading_lines(reading, translate):
            click.echo(line)
    if not reading.operations:
        click.echo(word(nothing(source.name), translate), err=True)
    return int(not reading.operations)


def _folder(help: str) -> Decorator:
    """Where the files go."""
    return click.option("--out", type=NEW_FOLDER, required=True, metavar="THƯ-MỤC", help=help)


@contextmanager
def offering_partial() -> Iterator[None]:
    """What cannot be decided is refused with the option that leaves it out."""
    try:
        yield
    except UndecidedError as error:
        raise SourceError("{problem} With --partial it is left out.", problem=error.message) from error


@click.command("apply", help="Write the amended act as it reads after amending acts.")
@click.argument("base", metavar="VĂN-BẢN-GỐC | TỆP")
@click.argument("acts", nargs=-1, required=True, metavar="VĂN-BẢN-SỬA-ĐỔI...")
@_folder(help="Folder for the amended text; it must be new or empty.")
@click.option("--kind", default="", metavar="LOẠI", help="The kind of the base when it is plain text.")
@partial_option
@style_option("text", "json")
@click.pass_obj
def _apply(
    translate: Translate, /, base: str, acts: tuple[str, ...], out: Path, kind: str, partial: bool, style: str
) -> int:
    from draftkit.amend.laid_out import put
    from draftkit.amend.run import amended, files_of
    from draftkit.amending.terminal import outcome_lines, outcomes_data, undone

    keep_what_is_there(out)
    session = open_session(names=(base,))
    text, document = act_and_document(base)
    with offering_partial():
        result = amended(text, [act_text(name) for name in acts], partial)
    files, result = files_of(result, text, document, session.project.registry.all(), kind)
    put(session, files, out.resolve(), document)
    told = [(reading.act, outcomes, reading.residue) for reading, outcomes in result.acts]
    if style == "json":
        put_data(outcomes_data(told))
    else:
        for line in outcome_lines(told, translate):
            click.echo(line)
    return int(undone(told) > 0)


@click.command("blame", help="Tell for each sentence of a unit which act it comes from.")
@click.argument("base", metavar="VĂN-BẢN-GỐC | TỆP")
@click.argument("acts", nargs=-1, required=True, metavar="[VĂN-BẢN-SỬA-ĐỔI]... [CHỖ]")
@click.option("--place", default="", metavar="CHỖ", help="The unit, for example “khoản 2 Điều 5”; or given last.")
@click.pass_obj
def _blame(translate: Translate, /, base: str, acts: tuple[str, ...], place: str) -> int:
    from draftkit.amend.act_facts import amending
    from draftkit.amend.consolidate import blame as told
    from draftkit.amend.consolidate import consolidated

    *named, place = acts + ((place,) if place else ())
    text, document = act_and_document(base)
    changes = [act_text(name) for name in named]
    if not changes and document:
        changes = amending(open_session(names=(base,)), document)
    found = told(consolidated(text, changes, partial=True), place, translate)
    if not found:
        raise ConfigError("{base} has no {unit}: write it as it is cited, “khoản 2 Điều 5”", base=base, unit=place)
    for said, source in found:
        click.echo(f"{source}\t{said}")
    return 0


@click.command("write", help="Write the act that turns one text into another, and prove it.")
@click.argument("old", metavar="BẢN-CŨ | TỆP | REV[..REV]")
@click.argument("new", metavar="BẢN-MỚI | TỆP")
@_folder(help="Folder for the amending draft; it must be new or empty.")
@click.option("--kind", default="", metavar="LOẠI", help="The kind of the amending draft.")
@click.pass_obj
def _write(translate: Translate, /, old: str, new: str, out: Path, kind: str) -> int:
    from draftkit.amend.laid_out import put
    from draftkit.amend.proof import proved_draft

    keep_what_is_there(out)
    session = open_session(names=(old, new), apart=True)
    with ExitStack() as stack:
        proved = proved_draft(session, _both(old, new, stack), out, kind)
    put(session, proved.files, out.resolve())
    for line in proved.lines:
        click.echo(line)
    for text in proved.unsaid:
        said = msg("“{text}…”: no instruction changes this (bases, name, widths of columns)", text=text)
        click.echo(word(said, translate))
    return 0


def _both(old: str, new: str, stack: ExitStack) -> Sides:
    """Two acts: `old` may be a git revision, or two (`v1..v2`), of the document `new`, there as long as `stack` is
    open; that as it was then is no document of the project any more."""
    from draftkit.amend.act_facts import is_file, text_of_document
    from draftkit.amend.proof import Sides
    from draftkit.library.comparing import AsDraft, pairs

    if is_file(old) or is_file(new) or old.startswith("@"):
        return Sides(*act_and_document(old), act_text(new))
    session = open_session(names=(old, new), apart=True)
    found = pairs(session, [old, new], Path.cwd(), stack)
    left, right = found[0] if len(found) == 1 else (None, None)
    if not isinstance(left, AsDraft) or not isinstance(right, AsDraft):
        raise SourceError("“{name}”: name one document that is there in both versions.", name=new)
    before, after = left.own, right.own
    return Sides(text_of_document(before), before, text_of_document(after), left.session is session)


def act_text(name: str) -> ActText:
    """The act of a name: a file, an act of references.yaml (`@id`), or a document of the project."""
    return act_and_document(name)[0]


def act_and_document(name: str) -> tuple[ActText, Document | None]:
    """The act of a name, and the document of the project that it is, if it is one."""
    from draftkit.amend.act_facts import act_and_document

    return act_and_document(lambda: open_session(names=(name,)), name, Path())


command = click.Group("amend", commands=[_read, _apply, _blame, _write])
