"""Points of a list as they are shown large: `- **lead**: rest`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from draftkit.campaign.ways import ways
from draftkit.model.inline import HOLDERS, Content, Inline, Math, Note, Strong, Sup, plain
from draftkit.model.named import NamedTuple
from draftkit.word.equations import said
from draftkit.word.in_line import RAISED

(FIGURE,) = ways("points", "figure")

_SIGN = "- "
_BETWEEN = " :,"


class Point(NamedTuple):
    """The bold words that a point opens with (none: empty), the rest, and what parts them as it is typed."""

    lead: Content
    rest: Content
    between: str = ""


def sentences(texts: Iterable[str]) -> str:
    """Texts one behind the other, each with the mark it ends with, else a full stop: `Con ăn gì? Dự thảo.`"""
    said = (text.strip() for text in texts)
    return " ".join(text if text.endswith(("?", "!", "…")) else f"{text.rstrip(' .')}." for text in said if text)


def point(content: Content) -> Point | None:
    """What a paragraph says as a point of a list; None when it is none."""
    first = content[0] if content else ""
    if not isinstance(first, str) or not first.startswith(_SIGN):
        return None
    rest = first[len(_SIGN) :]
    return led((rest, *content[1:]) if rest else content[1:])


def led(content: Content) -> Point:
    """A text by the bold words it opens with."""
    if not content or not isinstance(content[0], Strong):
        return Point((), content)
    lead, rest, between = content[0].content, content[1:], ""
    if rest and isinstance(rest[0], str):
        bare = rest[0].lstrip(_BETWEEN)
        between, rest = rest[0].removesuffix(bare), (bare, *rest[1:])
    return Point(lead, rest, f":{between}" if plain(lead).rstrip().endswith(":") else between)


def in_words(content: Content, held: Callable[[Inline, str], str] = lambda _, words: words) -> str:
    """A content as one text: formulas in words, marks of footnotes left out; raised signs raised (m² is no m2);
    what `held` makes of emphasis, raised letters and links, and their words, in their place."""
    out = []
    for item in content:
        if isinstance(item, HOLDERS):
            words = in_words(item.content, held)
            out.append(held(item, words.translate(RAISED) if isinstance(item, Sup) else words))
        elif not isinstance(item, Note):
            out.append(said(item.tex) if isinstance(item, Math) else plain((item,)))
    return "".join(out)
