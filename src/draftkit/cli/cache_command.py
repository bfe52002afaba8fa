"""draftkit cache"""

from __future__ import annotations

import click

from draftkit.cli.common import tell_all
from draftkit.cli.language import Translate


@click.command("cache")
@click.option("--clear", is_flag=True, help="Delete all that is kept; it is made again when needed.")
@click.pass_obj
def command(translate: Translate, /, clear: bool) -> int:
    from draftkit.files.cache import default_cache, held, is_anothers, no_folder, trim

    folder = default_cache()
    if folder is None:
        click.echo(translate("The cache is switched off (DRAFTKIT_CACHE=off)."))
        return 0
    tell_all(no_folder(folder), translate)
    if is_anothers(folder):
        said = "{folder} is open to others and holds other files, so nothing is kept there: name one of its own."
        click.echo(translate(said).format(folder=folder))
    found = trim(folder, 0, 0) if clear else held(folder)
    text = translate("{folder}: {files} files, {size} MB")
    if clear:
        text = translate("{folder}: {files} files deleted, {size} MB")
    click.echo(text.format(folder=folder, files=found.files, size=f"{found.size / 1_000_000:.1f}"))
    return 0
