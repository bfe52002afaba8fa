"""draftkit new"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from draftkit.cli.common import chosen, open_session, shown_path
from draftkit.cli.language import Translate
from draftkit.errors import KindError, OutputError
from draftkit.readers.document import DRAFT_FILE, readable_name
from draftkit.readers.metadata import split_front_matter
from draftkit.readers.source import read_text

if TYPE_CHECKING:
    from draftkit.library.document import Document
    from draftkit.model.kind import KindSpec

SAMPLE = "sample/draft.md"
FIRST_PART = "01-noi-dung.md"


def make(translate: Translate) -> click.Command:
    """The command, its help in the chosen language."""

    @click.command("new")
    @click.argument("kind", metavar="LOẠI")
    @click.argument("path", type=click.Path(path_type=Path), metavar="ĐƯỜNG-DẪN")
    @click.option("--amends", metavar="VĂN-BẢN", help=translate("The document of the project that the new one amends."))
    def new(kind: str, path: Path, amends: str | None) -> int:
        from draftkit.files.whole import write_whole

        session = open_session()
        spec = session.project.registry.find(kind)
        starter_of(spec)
        sample = Path(spec.folder) / SAMPLE
        readable_name(path)
        base = session.read(chosen(session, (amends,), None)[0]) if amends else None
        files = _files(sample, path, base)
        for file in (path, *(one for one, data in files.items() if one.exists() and one.read_bytes() != data)):
            if file.exists():
                raise OutputError("{file}: exists already; nothing was changed.", file=file)
        for file, data in files.items():
            write_whole(file, data)
            click.echo(shown_path(file))
        return 0

    return new


def starter_of(spec: KindSpec) -> tuple[str, str]:
    """Front matter and body of the starter of a kind. Raises KindError when it has none."""
    sample = Path(spec.folder) / SAMPLE
    if not sample.is_file():
        raise KindError("kind “{kind}” has no starter: draftkit makes it from other papers", kind=spec.title)
    return split_front_matter(read_text(sample, SAMPLE)[0])[:2]


def _files(sample: Path, path: Path, base: Document | None) -> dict[Path, bytes]:
    """What is to be written: the draft, in a file or in a folder, and the files beside it that the starter shows
    (steps, terms)."""
    text = read_text(sample, SAMPLE)[0]
    if base:
        from draftkit.amend.starter import amending_starter

        front, body, _ = split_front_matter(text)
        front, body = amending_starter(front, body, base, (path.parent if path.suffix == ".md" else path).resolve())
        text = f"---\n{front}---\n{body}"
    if path.suffix == ".md":
        folder, out = path.parent, {path: text.encode()}
    else:
        front, body, _ = split_front_matter(text)
        folder, out = path, {path / DRAFT_FILE: front.encode(), path / FIRST_PART: body.encode()}
    beside = (file for file in sorted(sample.parent.iterdir()) if file.suffix != ".md")
    return out | {folder / file.name: file.read_bytes() for file in beside}
