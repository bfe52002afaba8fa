"""A body that issues, receives or is named in documents: an entry of `organisations.yaml`."""

from __future__ import annotations

from draftkit.model.named import NamedTuple


class Organisation(NamedTuple):
    """Name, abbreviation used in document numbers, title of its head, id of the body above it."""

    id: str
    name: str
    abbreviation: str = ""
    head: str = ""
    parent: str = ""
