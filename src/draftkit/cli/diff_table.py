"""`draftkit diff --table`"""

from __future__ import annotations

from pathlib import Path

import click

from draftkit.cli.common import print_findings, shown_path
from draftkit.cli.language import Translate, word
from draftkit.compare.terminal import change_lines
from draftkit.compare.values import Comparison
from draftkit.library.comparing import Pair
from draftkit.library.session import Session
from draftkit.model.finding import Severity


def write_table(pair: Pair, found: Comparison, path: Path, explanations: Path | None, translate: Translate) -> None:
    """Write the comparison and explanation table of two documents, or of one that replaces nothing. What was `found` to
    differ besides the letters has no cell: it is told, and nothing is then said to be unchanged."""
    from draftkit.dossier.standalone import comparison_table
    from draftkit.files.whole import write_whole

    old, new = pair
    session, draft = (new.session, new.draft()) if new else (None, None)
    if new is None or draft is None or not isinstance(session, Session):
        raise click.UsageError(
            translate("A table compares a document with what it is to replace: name the new one last.")
        )
    before = old.draft() if old else None
    beside = [change for change in found.changes if change.marks] if old else []
    document, findings = comparison_table(
        session, before, draft, explanations, old.name if old else "", claims=not beside
    )
    if beside:
        click.echo(translate("What differs besides the letters is not in the table:"), err=True)
    for change in beside:
        click.echo("\n".join(change_lines(change, lambda message: word(message, translate))), err=True)
    print_findings(findings, translate, Severity.WARNING)
    write_whole(path, session.docx(document))
    click.echo(shown_path(path), err=True)
