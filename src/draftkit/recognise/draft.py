"""A Word file as a draft: what is recognised is written as source and read as any source is, so that a provision is
the same value whichever medium it comes in. Places are told by the paragraphs of the file."""

from __future__ import annotations

from pathlib import Path

from draftkit.model.kind import KindSpec
from draftkit.model.meta import Metadata
from draftkit.model.place import Part, Place, Source
from draftkit.model.tree import Draft
from draftkit.readers.document import Raw, read_draft
from draftkit.recognise.source import Written


def draft_of(written: Written, kind: KindSpec, name: str) -> Draft:
    """The draft that a recognised file is. `name` is how messages call the file."""
    main, annexes = written.main.trimmed(), written.annexes.trimmed()
    lines, ordinals = main.lines, main.ordinals
    if annexes.lines:
        lines, ordinals = [*lines, "", *annexes.lines], [*ordinals, 0, *annexes.ordinals]
    keys = list(written.places)
    source = Source(
        "\n".join(lines),
        (Part(name, 0),),
        meta_file=name,
        paragraphs=tuple(ordinals),
        front_paragraphs=(0, *(written.places[key] for key in keys)),
    )
    places = {key: Place(-at) for at, key in enumerate(keys, 2)}
    raw = Raw(Path(name).stem, Metadata(written.front, places), source, Path(), (), ())
    return read_draft(raw, kind, Path(), None, written.files)
