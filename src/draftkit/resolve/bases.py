"""The legal bases (căn cứ) of a document, from its metadata."""

from __future__ import annotations

from draftkit.model.inline import Content, Inline
from draftkit.model.keys import BASES, PROPOSER
from draftkit.model.place import Place
from draftkit.model.tree import Draft
from draftkit.readers.inline import parse_inline


def legal_bases(draft: Draft) -> tuple[Content, ...]:
    """One content a legal basis, without its end sign. A bare citation is introduced by “Căn cứ”, or by what the
    kind says instead. None of a kind that has no bases: the key is told."""
    found = []
    if BASES not in draft.kind.keys:
        return ()
    for index, text in enumerate(draft.meta.bases):
        place = draft.meta.places.get(f"can_cu.{index}", draft.meta.place(BASES))
        found.append(_basis(text.rstrip(" ;."), place, draft.kind.words.get("pursuant_to", "Căn cứ")))
    proposer = draft.meta.proposer
    if proposer:
        said = f"{draft.kind.words.get('proposed_by', 'Theo đề nghị của')} {proposer.rstrip(' ;.')}"
        found.append(parse_inline(said, draft.meta.place(PROPOSER).line))
    return tuple(found)


def _basis(text: str, place: Place, opening: str) -> Content:
    content: list[Inline] = list(parse_inline(text, place.line, place.column))
    return (f"{opening} ", *content) if text.startswith("@") else tuple(content)
