"""How far a document has come."""

from __future__ import annotations

from draftkit.library.document import Document
from draftkit.model.message import Translate, word
from draftkit.plugins import behaviour


def standing(document: Document, translate: Translate) -> str:
    """What its own kind says of it, else whether it has number and date."""
    told = behaviour(document.bound.draft.kind).standing
    if document.frame.draft_mark or (told is None and not document.frame.issued):
        return translate("draft")
    return translate("issued") if told is None else word(told(document.bound, document.frame), translate)
