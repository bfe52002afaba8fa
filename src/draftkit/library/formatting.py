"""The sources of a document in their canonical layout."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path

from draftkit.errors import ConfigError, InternalError, SourceError
from draftkit.files.line_ends import ended_as
from draftkit.library.document import Document
from draftkit.library.reading import Reading
from draftkit.model.inline import plain
from draftkit.model.message import Fault, Place, Span
from draftkit.model.tree import Paragraph, Source, Unit, inside
from draftkit.readers.document import Raw
from draftkit.readers.source import clean, join, retyped
from draftkit.resolve.bound import Bound

Tell = Callable[[Span, str, str], None]
"""Takes the place of a citation that stays typed, its words, and what labels would print instead."""


def formatted(
    session: Reading, path: Path, numbers: str, link: bool = False, tell: Tell | None = None
) -> list[tuple[Path, str, str]]:
    """The canonical layout of a document's files: (file, text now, text then). `link` turns typed references into
    labels first; `tell` is called for each that stays. Raises InternalError when the result would not be read as the
    same document, ConfigError when written numbers cannot be dropped."""
    from draftkit.edits.layout import DROP, lay_out, same_meaning
    from draftkit.writers.text import write_text

    before = session.read(path)
    raw = session.raw(path)
    start = before
    if link:
        raw, start = _linked(session, path, before, raw, tell)
    out: list[tuple[Path, str, str]] = []
    bodies: list[tuple[str, str, list[Fault], int]] = []
    for file, part, body in zip(raw.files, raw.source.parts, lay_out(start.bound, numbers), strict=True):
        now, front = _now(session, file, part.offset)
        bodies.append((part.name, body, [], part.offset))
        out.append((file, now, ended_as(now, "\n".join([*front, body, ""]))))
    after = session.bind_raw(raw._replace(source=join(bodies, raw.source.folder, raw.source.meta_file)[0]), path)
    said = (write_text(one.bound, one.frame, public=False) for one in (before, after))
    if not same_meaning(start.bound, after.bound) or next(said) != next(said):
        if numbers == DROP:
            raise ConfigError(
                "{file}: the numbers cannot be dropped: counting would give others. Run “draftkit check” and "
                "mend them first.",
                file=path.name,
            )
        _refuse_open_fence(raw.source)
        raise InternalError("formatting would change what {file} says", file=path.name)
    return out


def _linked(session: Reading, path: Path, before: Document, raw: Raw, tell: Tell | None) -> tuple[Raw, Document]:
    """The document with labels for typed references, so that it prints the same: what would not stays typed."""
    from draftkit.edits.links import Linked, link_typed
    from draftkit.writers.text import write_text

    now = write_text(before.bound, before.frame, public=False)
    without: set[Place] = set()
    while True:
        linked = link_typed(before.bound, without)
        new = raw._replace(source=retyped(raw.source, linked.text))
        then = session.bind_raw(new, path)
        if write_text(then.bound, then.frame, public=False) == now:
            break
        wrong = set(linked.places) & _changed(before.bound, then.bound, linked.places) or set(linked.places)
        if not wrong:
            linked, new, then = Linked(raw.source.typed), raw, before
            break
        without |= wrong
    if tell:
        for one in linked.left:
            tell(raw.source.span(one.place), one.text, one.printed)
    return new, then


def _changed(before: Bound, after: Bound, places: Sequence[Place]) -> set[Place]:
    """The places in paragraphs that print other words than before."""
    old, new = (
        [one for one in inside(side.draft.blocks) if isinstance(one, (Paragraph, Unit))] for side in (before, after)
    )
    lines = [(a.line, plain(before.text(a)) != plain(after.text(b))) for a, b in zip(old, new, strict=False)]
    starts = [line for line, _ in lines]
    return {place for place in places if lines and lines[max(bisect_right(starts, place.line) - 1, 0)][1]}


def _now(session: Reading, file: Path, offset: int) -> tuple[str, list[str]]:
    """The text of a file as it stands, and its lines above the body."""
    edited = session.texts.get(file.resolve())
    now = file.read_bytes().decode("utf-8") if edited is None else edited
    return now, clean(now.removeprefix("\ufeff"))[0].split("\n")[:offset]


def _refuse_open_fence(source: Source) -> None:
    """Raises SourceError where a block opens in one file of a draft and closes in another, which no layout keeps."""
    for part, lines in zip(source.parts, source.parted(source.text.split("\n")), strict=True):
        fences = [number for number, line in enumerate(lines, part.first) if line.lstrip().startswith("```")]
        if len(fences) % 2:
            span = source.span(Place(fences[-1]))
            said = "{file}:{line}: the block that opens here is not closed in this file: add a line ``` below it."
            raise SourceError(said, **span.at)
