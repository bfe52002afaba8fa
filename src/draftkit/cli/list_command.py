"""draftkit list"""

from __future__ import annotations

import click

from draftkit.cli.clock import now
from draftkit.cli.common import chosen, kind_option, open_session, put_data, shown_path, style_option
from draftkit.cli.language import Translate
from draftkit.errors import DraftkitError
from draftkit.library.document import standing
from draftkit.library.session import Session
from draftkit.model.message import msg, word
from draftkit.model.tree import Occasion

TYPES = {
    "text": msg("a text"),
    "number": msg("a number"),
    "date": msg("a date"),
    "list": msg("a list"),
    "map": msg("keys of its own"),
    "document": msg("a document of the project"),
    "documents": msg("documents of the project"),
    "any": msg("a text, a list or keys of its own"),
}
"""What a key of the metadata may hold, in words."""


@click.command("list")
@kind_option
@click.option("--kinds", is_flag=True, help="List kinds of documents instead.")
@click.option("--keys", metavar="LOẠI", help="List the keys of the metadata of a kind instead.")
@style_option("text", "json")
@click.pass_obj
def command(translate: Translate, /, kind: str | None, kinds: bool, keys: str | None, style: str) -> int:
    session = open_session(Occasion(now()))
    if kinds:
        rows = [{"name": kind.name, "title": kind.title} for kind in session.project.registry.all()]
    else:
        rows = _keys(session, keys, translate) if keys else _documents(session, kind, translate)
    if style == "json":
        put_data(rows)
    else:
        for before, row in zip([{}, *rows], rows, strict=False):
            if row.get("kind") == "?" and row.get("state") == before.get("state"):  # a fault of a file that all read
                row = {**row, "state": translate("as above")}
            cells = (" ".join(value.replace("\t", " ").splitlines()) for value in row.values())  # a row is one line
            click.echo("\t".join(cells))
    return 0


def _keys(session: Session, kind: str, translate: Translate) -> list[dict[str, str]]:
    """The keys of a kind: first those that must be there, `*` before their type."""
    found = sorted(session.project.registry.find(kind).keys.values(), key=lambda key: not key.required)
    return [
        {
            "key": key.name,
            "type": ("* " if key.required else "") + word(TYPES[key.type], translate),
            "help": "; ".join(filter(None, (key.help, ", ".join(key.keys)))),
        }
        for key in found
    ]


def _documents(session: Session, kind: str | None, translate: Translate) -> list[dict[str, str]]:
    rows = []
    for path in chosen(session, (), kind):
        try:
            document = session.read(path)
        except DraftkitError as error:
            why = word(error.message, translate)
            rows.append({"name": path.stem, "kind": "?", "state": why, "path": shown_path(path)})
            continue
        state = standing(document, translate)
        rows.append(
            {
                "name": document.bound.draft.name,
                "kind": document.bound.draft.kind.title,
                "state": state,
                "path": shown_path(path),
            }
        )
    return rows
