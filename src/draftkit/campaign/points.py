"""Points of a list as they are shown large: `- **lead**: rest`; and tables as they are said row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest

from draftkit.campaign.ways import ways
from draftkit.model.inline import HOLDERS, Content, Inline, Math, Note, Strong, plain
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Merge, headings
from draftkit.text.figures import amount
from draftkit.word.equations import said
from draftkit.word.in_line import SHIFTED

(_FIGURE,) = ways("points", "figure")
_UNIT_WORDS = 4
"""Words of a unit that can be shown large: more of them are a sentence."""

_SIGN = "- "
_BETWEEN = " :,"


class Point(NamedTuple):
    """The bold words that a point opens with (none: empty), the rest, and what parts them as it is typed."""

    lead: Content
    rest: Content
    between: str = ""


def is_figure(lead: str) -> bool:
    """Whether a lead is shown large: a figure with its unit, or an amount as charts take it."""
    found = amount(lead)
    return bool(_FIGURE.fullmatch(lead)) or (found is not None and len(found.unit.split()) <= _UNIT_WORDS)


def sentences(texts: Iterable[str]) -> str:
    """Texts one behind the other, each with the mark it ends with, else a full stop: `Con ăn gì? Dự thảo.`"""
    said = (text.strip() for text in texts)
    return " ".join(text if text.endswith(("?", "!", "…")) else f"{text.rstrip(' .')}." for text in said if text)


def by_row(
    rows: Iterable[Iterable[str]], merges: Sequence[Merge], ruled: bool
) -> tuple[list[str], Sequence[Sequence[str]]]:
    """What the columns of a table are called (`Năm 2026` in two rows of headings; nothing in one without lines or with
    one row), and the rows below; a merged cell says the same in each row, a heading in each column that it takes."""
    full = [list(row) for row in rows]
    heads = headings(len(full), merges) if ruled and len(full) > 1 else 0
    for merge in merges:
        across = merge.across if merge.row < heads else 1
        for row in full[merge.row : merge.row + merge.down]:
            row[merge.column : merge.column + across] = [full[merge.row][merge.column]] * across
    columns = zip_longest(*full[:heads], fillvalue="")
    return [" ".join(filter(None, dict.fromkeys(names))) for names in columns], full[heads:]


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
    """A content as one text: formulas in words, marks of footnotes left out; digits raised and lowered (m² is no m2);
    what `held` makes of emphasis, raised letters and links, and their words, in their place."""
    out = []
    for item in content:
        if isinstance(item, HOLDERS):
            words = in_words(item.content, held)
            out.append(held(item, words.translate(SHIFTED.get(type(item), {}))))
        elif not isinstance(item, Note):
            out.append(said(item.tex) if isinstance(item, Math) else plain((item,)))
    return "".join(out)
