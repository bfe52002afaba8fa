"""draftkit verify"""

from __future__ import annotations

from pathlib import Path

import click

from draftkit.cli.common import FILE, shown_path
from draftkit.cli.language import Translate, word
from draftkit.cli.stopped import of_each


@click.command("verify")
@click.argument("files", nargs=-1, required=True, metavar="[TỆP.docx | TỆP.pdf]...", type=FILE)
@click.option(
    "--receipt",
    type=FILE,
    metavar="TỆP.receipt.json",
    help="The receipt to hold the file against. Default: beside it, else in the folder of results.",
)
@click.pass_obj
def command(translate: Translate, /, files: tuple[Path, ...], receipt: Path | None) -> int:
    from draftkit.library.verifying import verify

    def look(file: Path) -> int:
        found = verify(file, receipt)
        for difference in found.differences:
            click.echo(f"{shown_path(file)}:{word(difference, translate)}")
        if found.differences:
            text = translate("{file}: not what was built ({count} differences; receipt: {receipt})")
        elif found.exact:
            text = translate("{file}: as it was built, byte for byte (receipt: {receipt})")
        else:
            text = translate("{file}: says what was built; saved again since (receipt: {receipt})")
        place = shown_path(found.receipt)
        click.echo(text.format(file=shown_path(file), count=len(found.differences), receipt=place))
        return int(bool(found.differences))

    return of_each(files, look, translate)
