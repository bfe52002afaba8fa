"""How elements of Akoma Ntoso stand to each other: what is within a line of text, what opens a unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from draftkit.importers.akn.document import tag
from draftkit.importers.akn.texts import BREAKING
from draftkit.importers.akn.units import HIERARCHY
from draftkit.word.values import Run, RunFormat

WRAPPING = ("list", "sublist", "alinea", "subparagraph")
"""Units that only enclose what has no number of its own."""
INLINE = frozenset(
    (
        *tuple("b i u a sub sup span abbr strong em ref mref rref mod mmod rmod".split()),
        *("ins", "del", "omissis", "embeddedText", "quotedText", "def", "term", "date", "time", "person", "location"),
        *("organization", "concept", "object", "event", "process", "role", "quantity", "entity", "docType", "docTitle"),
        *("docNumber", "docProponent", "docDate", "legislature", "session", "shortTitle", "docAuthority", "docPurpose"),
        *("docCommittee", "docIntroducer", "docStage", "docStatus", "docJurisdiction", "docketNumber", "signature"),
        *tuple("inline remark placeholder fillIn decoration eol br authorialNote noteRef subFlow".split()),
        *("marker", "recordedTime", "vote", "outcome", "opinion", "party", "judge", "lawyer", "argument", "courtType"),
    )
)


def holds(element: Element) -> bool:
    """Whether a line of text holds something that is none."""
    return any(tag(one) in BREAKING or tag(one) in HIERARCHY or tag(one) == "component" for one in _within(element))


def _within(element: Element) -> Iterable[Element]:
    for one in element:
        if tag(one) in ("authorialNote", "subFlow"):
            continue
        yield one
        yield from _within(one)


def opening(rest: Sequence[Element]) -> tuple[Element | None, list[Element]]:
    """The first paragraph of a unit, when it opens with one, and what follows."""
    first = rest[0] if rest else None
    if first is not None and tag(first) == "p":
        if not holds(first) and not first.get("class"):
            return first, list(rest[1:])
    elif first is not None and tag(first) in ("content", "intro", *WRAPPING) and not (first.text or "").strip():
        inner, left = opening(list(first))
        if inner is not None:
            return inner, [*left, *rest[1:]]
    return None, list(rest)


def spaced(text: str | None) -> list[Run]:
    """Text between elements as runs: blanks stay one blank."""
    return (
        [Run(" ".join(text.split("\n")), RunFormat())]
        if text and text.strip()
        else [Run(" ", RunFormat())]
        if text
        else []
    )


def annex_number(said: str, keyword: str) -> tuple[str, str]:
    """The number of an annex, and what calls it where that is not its own word."""
    found = re.fullmatch(
        rf"({re.escape(keyword)}(?:\s+số)?)\s+([0-9IVXLC]+[a-zđ]{{0,2}}|[A-Z])\.?", said, re.IGNORECASE
    )
    if not found:
        return "", ""
    return found[2], "" if found[1] == keyword else found[1]
