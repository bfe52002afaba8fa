"""draftkit new"""

from __future__ import annotations

from pathlib import Path

import click

from draftkit.cli.common import open_session, shown_path
from draftkit.cli.language import Translate
from draftkit.errors import KindError, OutputError
from draftkit.readers.document import DRAFT_FILE
from draftkit.readers.metadata import split_front_matter
from draftkit.readers.source import read_text

SAMPLE = "sample/draft.md"
FIRST_PART = "01-noi-dung.md"


def make(translate: Translate) -> click.Command:
    """The command, its help in the chosen language."""

    @click.command("new")
    @click.argument("kind", metavar="LOẠI")
    @click.argument("path", type=click.Path(path_type=Path), metavar="ĐƯỜNG-DẪN")
    def new(kind: str, path: Path) -> int:
        from draftkit.files.whole import write_whole

        spec = open_session().project.registry.find(kind)
        sample = Path(spec.folder) / SAMPLE
        if not sample.is_file():
            raise KindError("kind “{kind}” has no sample to start from", kind=spec.title)
        if path.exists():
            raise OutputError("{file}: exists already; nothing was changed.", file=path)
        text = read_text(sample, SAMPLE)[0]
        if path.suffix == ".md":
            write_whole(path, text.encode())
            click.echo(shown_path(path))
            return 0
        front, body, _ = split_front_matter(text)
        for name, part in ((DRAFT_FILE, front), (FIRST_PART, body)):
            write_whole(path / name, part.encode())
            click.echo(shown_path(path / name))
        return 0

    return new
