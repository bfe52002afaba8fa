"""draftkit init"""

from __future__ import annotations

from pathlib import Path

import click

from draftkit.cli.common import tell_user
from draftkit.cli.language import Translate, word


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".", metavar="[THƯ-MỤC]")
@click.pass_obj
def command(translate: Translate, /, folder: Path) -> int:
    from draftkit.library.new_project import start

    for step in start(folder):
        state = translate("done") if step.changed else translate("already so")
        click.echo(f"{word(step.text, translate)}  ({state})")
    tell_user(
        translate,
        "The project is ready. Next, in {folder}: draftkit serve opens it in the browser; or draftkit list --kinds, "
        "then draftkit new KIND content/NAME",
        folder=folder.resolve(),
    )
    return 0
