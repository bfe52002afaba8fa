"""draftkit text"""

from __future__ import annotations

from pathlib import Path

import click

from draftkit.cli.language import Translate


@click.command("text")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="TỆP.docx")
@click.pass_obj
def command(translate: Translate, /, file: Path) -> int:
    from draftkit.library.word_document import text_of

    click.echo(text_of(file, translate), nl=False)
    return 0
