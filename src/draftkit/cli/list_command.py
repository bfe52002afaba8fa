"""draftkit list"""

from __future__ import annotations

import click

from draftkit.cli.clock import now
from draftkit.cli.common import chosen, kind_option, open_session, shown_path, style_option
from draftkit.cli.language import Translate
from draftkit.errors import DraftkitError
from draftkit.library.session import Session
from draftkit.library.standing import standing
from draftkit.model.tree import Occasion


def make(translate: Translate) -> click.Command:
    """The command, its help in the chosen language."""

    @click.command("list")
    @kind_option(translate)
    @click.option("--kinds", is_flag=True, help=translate("List kinds of documents instead."))
    @style_option(translate, "text", "json")
    def list_documents(kind: str | None, kinds: bool, style: str) -> int:
        session = open_session(Occasion(now()))
        rows = _kinds(session) if kinds else _documents(session, kind, translate)
        if style == "json":
            import json

            click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            for row in rows:
                click.echo("\t".join(row.values()))
        return 0

    return list_documents


def _kinds(session: Session) -> list[dict[str, str]]:
    return [{"name": kind.name, "title": kind.title} for kind in session.project.registry.all()]


def _documents(session: Session, kind: str | None, translate: Translate) -> list[dict[str, str]]:
    rows = []
    for path in chosen(session, (), kind):
        try:
            document = session.read(path)
        except DraftkitError as error:
            rows.append({"name": path.stem, "kind": "?", "state": str(error), "path": shown_path(path)})
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
