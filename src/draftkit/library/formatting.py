"""The sources of a document in their canonical layout."""

from __future__ import annotations

from pathlib import Path

from draftkit.errors import ConfigError, InternalError
from draftkit.library.reading import Reading
from draftkit.model.finding import Fault


def formatted(session: Reading, path: Path, numbers: str, link: bool = False) -> list[tuple[Path, str, str]]:
    """The canonical layout of a document's files: (file, text now, text then). `link` turns typed references into
    labels first.

    Raises InternalError when the result would not be read as the same document, ConfigError when written numbers
    cannot be dropped."""
    from draftkit.edits.layout import DROP, lay_out, same_meaning
    from draftkit.readers.source import join
    from draftkit.writers.text import write_text

    before = session.read(path)
    raw = session.raw(path)
    start = before
    if link:
        from draftkit.edits.links import link_typed

        raw = raw._replace(source=raw.source._replace(text=link_typed(before.bound)))
        start = session.bind_raw(raw, path)
    out: list[tuple[Path, str, str]] = []
    bodies: list[tuple[str, str, list[Fault], int]] = []
    for file, part, body in zip(raw.files, raw.source.parts, lay_out(start.bound, numbers), strict=True):
        now, front = _now(session, file, part.offset)
        bodies.append((part.name, body, [], part.offset))
        out.append((file, now, "\n".join([*front, body, ""])))
    after = session.bind_raw(raw._replace(source=join(bodies, raw.source.folder, raw.source.meta_file)[0]), path)
    if not same_meaning(start.bound, after.bound) or write_text(before.bound, before.frame) != write_text(
        after.bound, after.frame
    ):
        if numbers == DROP:
            raise ConfigError(
                (
                    "{file}: the numbers cannot be dropped: counting would give others. Run “draftkit check” and "
                    "mend them first."
                ),
                file=path.name,
            )
        raise InternalError("formatting would change what {file} says", file=path.name)
    return out


def _now(session: Reading, file: Path, offset: int) -> tuple[str, list[str]]:
    """The text of a file as it stands, and its lines above the body."""
    from draftkit.readers.source import clean

    edited = session.texts.get(file.resolve())
    now = file.read_bytes().decode("utf-8") if edited is None else edited
    return now, clean(now.removeprefix("\ufeff"))[0].split("\n")[:offset]
