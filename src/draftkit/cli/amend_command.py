"""draftkit amend"""

from __future__ import annotations

import json
from pathlib import Path

import click

from draftkit.cli.common import chosen, open_session, style_option
from draftkit.cli.language import Translate, word
from draftkit.model.message import Message, msg

TYPE_CHECKING = False
if TYPE_CHECKING:
    from draftkit.amend.source import ActText


def make(translate: Translate) -> click.Command:
    """The command, its help in the chosen language."""
    group = click.Group("amend")
    group.add_command(_read(translate))
    return group


def _read(translate: Translate) -> click.Command:
    @click.command("read", help=translate("List what an amending act changes, unit by unit."))
    @click.argument("act", metavar="VĂN-BẢN | TỆP")
    @style_option(translate, "text", "json")
    def read(act: str, style: str) -> int:
        from draftkit.amend.operation import as_data
        from draftkit.amend.read import read_lines
        from draftkit.amend.terminal import reading_lines

        source = act_text(act)
        reading = read_lines(source.lines, source.number)
        if style == "json":
            click.echo(json.dumps(as_data(reading), ensure_ascii=False, indent=1))
        else:
            for line in reading_lines(reading, translate):
                click.echo(line)
        if not reading.operations:
            click.echo(word(nothing(source.name), translate), err=True)
        return int(not reading.operations)

    return read


def nothing(name: str) -> Message:
    """What is said of an act that amends none."""
    return msg(
        "{file} amends nothing: it holds no instruction such as “Sửa đổi, bổ sung khoản 2 Điều 5 như sau:”.", file=name
    )


def act_text(name: str) -> ActText:
    """The act of a name: a file, or a document of the project."""
    from draftkit.amend.source import is_file, text_of_document, text_of_file

    if is_file(name):
        return text_of_file(Path(name))
    session = open_session()
    return text_of_document(session.read(chosen(session, (name,), None)[0]))
