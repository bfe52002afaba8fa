"""The metadata of an Akoma Ntoso document: ours as it was written, of others what the standard says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from draftkit.importers.akn.document import OWN, child, every, tag, words
from draftkit.importers.akn.texts import Texts
from draftkit.model import keys
from draftkit.model.kind import KindSpec
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.recognise.source import open_kind
from draftkit.writers.akn.metadata import UNKNOWN_DAY

_ENDS = ";.,"


class Front(NamedTuple):
    """The metadata, and the elements around the text that did not become part of it."""

    values: dict[str, Data]
    before: tuple[Element, ...] = ()
    after: tuple[Element, ...] = ()


def own_values(document: Element) -> dict[str, Data] | None:
    """The metadata that draftkit wrote; None when another wrote the file."""
    found = next(every(child(document, "meta"), "draft"), None)
    if found is None or found.tag != f"{OWN}draft":
        return None
    try:
        values = json.loads(found.text or "")
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None


def kind_of(document: Element, kinds: Sequence[KindSpec], forced: KindSpec | None) -> KindSpec:
    """The kind of a document: as told, as draftkit wrote, else one for any type of its family."""
    named = next((kind for kind in kinds if kind.name == document.get("name")), None)
    found = forced or (named if own_values(document) is not None else None)
    if found:
        return found
    ruled = tag(document) in ("act", "bill") and next(every(document, "article", "section"), None) is not None
    family = "qppl" if ruled else "nd30"
    return open_kind(kinds, family)


def front(document: Element, kind: KindSpec, texts: Texts) -> Front:
    """The metadata of a document of a kind."""
    own = own_values(document)
    cited = [texts.text(one).rstrip(_ENDS) for one in every(child(document, "preamble"), "citation")]
    if own is not None:
        if cited and cited[-1] == f"Theo đề nghị của {str(own.get(keys.PROPOSER)).rstrip(' ;.')}":
            cited.pop()  # worded from a key of its own
        bases: dict[str, Data] = {keys.BASES: list(cited)} if cited and keys.BASES in kind.keys else {}
        return Front({keys.KIND: kind.title, **own, **bases})
    values: dict[str, Data] = {keys.KIND: kind.title}
    preface = child(document, "preface")
    taken = _from_preface(preface, values, kind)
    preamble = child(document, "preamble")
    if cited and keys.BASES in kind.keys:
        values[keys.BASES] = list(cited)
        taken |= set(every(preamble, "citation"))
    values |= {key: text for key, text in _from_meta(child(document, "meta"), kind).items() if not values.get(key)}
    cover, end = child(document, "coverPage"), child(document, "conclusions")
    return Front(values, (*_left(cover, taken), *_left(preface, taken), *_left(preamble, taken)), _left(end, taken))


def _from_preface(preface: Element | None, values: dict[str, Data], kind: KindSpec) -> set[Element]:
    """What the preface says of itself; the paragraphs that say nothing else."""
    taken: set[Element] = set()
    for name, key in (("docTitle", keys.TITLE), ("docType", keys.TYPE_NAME)):
        found = next(every(preface, name), None)
        text = words(found)
        if not text or key not in kind.keys or preface is None:
            continue
        holder = next((one for one in preface if found in list(one.iter())), None)
        if holder is not None and words(holder) == text and tag(holder) in ("p", "longTitle"):
            taken.add(holder)
            values[key] = text
    return taken


def _from_meta(meta: Element | None, kind: KindSpec) -> dict[str, Data]:
    """What the identification says."""
    work = next(every(meta, "FRBRWork"), None)
    day = next((one.get("date") or "" for one in every(work, "FRBRdate")), "")[:10]
    number = next((one.get("value") or "" for one in every(work, "FRBRnumber")), "")
    shown = {one.get("eId") or one.get("id") or "": one.get("showAs") or "" for one in every(meta, "TLCOrganization")}
    author = next((shown.get((one.get("href") or "").lstrip("#"), "") for one in every(work, "FRBRauthor")), "")
    name = next((one.get("value") or "" for one in every(work, "FRBRname", "FRBRalias", "FRBRsubtype")), "")
    found: dict[str, Data] = {keys.DATE: day if day != UNKNOWN_DAY else "", keys.AGENCIES: author}
    found |= {keys.NUMBER: number, keys.TITLE: name, keys.TYPE_NAME: kind.title}
    return {key: text for key, text in found.items() if text and key in kind.keys}


def _left(element: Element | None, taken: set[Element]) -> tuple[Element, ...]:
    """The children of an element that were not taken, those of a holder of taken ones too."""
    if element is None:
        return ()
    out: list[Element] = []
    for one in element:
        if one in taken:
            continue
        out += _left(one, taken) if any(inner in taken for inner in one.iter()) else [one]
    return tuple(out)
