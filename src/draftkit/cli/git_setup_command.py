"""draftkit git-setup"""

from __future__ import annotations

from pathlib import Path

import click

from draftkit.cli.language import Translate, word


@click.command("git-setup")
@click.option("--undo", is_flag=True, help="Take back what this command wrote.")
@click.pass_obj
def command(translate: Translate, /, undo: bool) -> int:
    from draftkit.library.git_setup import set_up, take_back

    for step in take_back(Path.cwd()) if undo else set_up(Path.cwd()):
        state = translate("done") if step.changed else translate("already so")
        click.echo(f"{word(step.text, translate)}  ({state})")
    return 0
