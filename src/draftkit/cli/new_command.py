"""draftkit new"""

from __future__ import annotations

from pathlib import Path

import click

from draftkit.cli.common import chosen, open_session, shown_path
from draftkit.cli.language import Translate
from draftkit.library.starter import start, started, starter_of
from draftkit.readers.document import readable_name


def make(translate: Translate) -> click.Command:
    """The command, its help in the chosen language."""

    @click.command("new")
    @click.argument("kind", metavar="LOẠI")
    @click.argument("path", type=click.Path(path_type=Path), metavar="ĐƯỜNG-DẪN")
    @click.option("--amends", metavar="VĂN-BẢN", help=translate("The document of the project that the new one amends."))
    def new(kind: str, path: Path, amends: str | None) -> int:
        session = open_session()
        spec = session.project.registry.find(kind)
        front, body = starter_of(spec)
        readable_name(path)
        if amends:
            from draftkit.amend.starter import amending_starter

            base = session.read(chosen(session, (amends,), None)[0])
            front, body = amending_starter(front, body, base, (path.parent if path.suffix == ".md" else path).resolve())
        files = started(spec, path, front, body)
        start(files)
        for file in files:
            click.echo(shown_path(file))
        return 0

    return new
