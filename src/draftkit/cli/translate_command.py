"""draftkit translate"""

from __future__ import annotations

from pathlib import Path

import click

from draftkit.cli.common import open_session, shown_path
from draftkit.cli.language import Translate
from draftkit.cli.stopped import of_each
from draftkit.library.session import select


@click.command("translate")
@click.argument("names", nargs=-1, required=True, metavar="VĂN-BẢN...")
@click.pass_obj
def command(translate: Translate, /, names: tuple[str, ...]) -> int:
    from draftkit.library.starter import begin_translation

    session = open_session(names=names)

    def begin(path: Path) -> None:
        for file in begin_translation(session, path, "en"):
            click.echo(shown_path(file))
            begun.append(file)

    begun: list[Path] = []
    status = of_each(select(session, names, None, Path.cwd()), begin, translate)
    if begun:
        click.echo(translate("Word the copy in English; “draftkit check” tells what is not translated yet."))
    return status
