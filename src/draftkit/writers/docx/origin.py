"""Which document a Word file was made of, and from what state of its sources."""

from __future__ import annotations

from hashlib import sha256

from draftkit.model.fingerprint import fingerprint
from draftkit.model.meta import Metadata
from draftkit.model.place import Source
from draftkit.readers.comments import unnoted
from draftkit.resolve.bound import Bound
from draftkit.word.identity import KIND, NAME, PRINT, SOURCE


def source_state(source: Source, meta: Metadata) -> str:
    """A short digest of the text and metadata of a document: tells two states of its sources apart, and nothing of the
    machine."""
    return sha256(
        f"{unnoted(source.typed)}\0{fingerprint(dict(meta.values))}".encode("utf-8", "surrogatepass")
    ).hexdigest()[:16]


def identity(bound: Bound, document: bytes) -> dict[str, str]:
    """The properties of a document whose body part is `document`."""
    draft = bound.draft
    return {
        NAME: draft.name,
        KIND: draft.kind.name,
        SOURCE: source_state(draft.source, draft.meta),
        PRINT: sha256(document).hexdigest()[:16],
    }
