"""`draftkit diff --table`"""

from __future__ import annotations

from pathlib import Path

import click

from draftkit.cli.common import print_findings
from draftkit.cli.language import Translate
from draftkit.library.comparing import Pair
from draftkit.model.finding import Severity


def write_table(pair: Pair, path: Path, explanations: Path | None, translate: Translate) -> None:
    """Write the comparison and explanation table of two drafts, or of one that replaces nothing."""
    from draftkit.dossier.standalone import comparison_table
    from draftkit.files.whole import write_whole

    old, new = pair
    if new is None or new.document is None or new.session is None or (old and old.document is None):
        raise click.UsageError(
            translate("A comparison table is made of drafts, not of Word files; import the files first.")
        )
    document, findings = comparison_table(
        new.session, old.document if old else None, new.document, explanations, old.name if old else ""
    )
    print_findings(findings, translate, Severity.WARNING)
    write_whole(path, new.session.docx(document))
