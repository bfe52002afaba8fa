"""What a line can open: headings by keyword, khoản and điểm by marker, blocks by their first sign."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from draftkit.model.kind import Level, Outline
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import ORDINAL_WORDS
from draftkit.text.pattern import alternatives

_NUMERALS = {
    "arabic": r"[0-9]{1,5}[a-zđ]{0,2}",
    "vi_letter": r"(?:a[a-eghik-vxyđ]|[a-zđ])[0-9]{0,2}",  # after y come aa, ab, …
    "latin_letter": r"[a-zđ][0-9]{0,2}",
    "roman": r"[IVXLC]{1,7}[a-zđ]?",
    "padded": r"[0-9]{1,3}[a-zđ]?",
}
_HEADED = {"ordinal": ORDINAL_WORDS, "capital": "[A-Z]", "written": f"{ORDINAL_WORDS}|[A-Z]"}
"""Numbers of headings that are no digits."""
_ATTRIBUTES = re.compile(r"[ \t]*\{(?=[#.])(?:#([^\W\d_](?:(?:[^\W_]|-)*[^\W_])?))?((?:[ \t]*\.[\w-]+)*)\}[ \t]*$")
_BARE = re.compile(r"(?:([0-9]{1,3}(?:\.[0-9]{1,3})*|[A-Z](?:\.[0-9]{1,3})+)\.?(?=[ \t]|$)[ \t]*)?(\.[ \t]+)?(.*)$")
OPENERS = frozenset("#|`>!$:[-")
CAPTIONS = ("Bảng.", "Table.")
"""What the line above a table that is its caption begins with."""
HEADING = re.compile(r"(#{1,6})[ \t]+(.*)$")


class Grammar(NamedTuple):
    """An outline ready for reading lines: headings by keyword or by number of `#`, and one pattern for all markers."""

    keywords: re.Pattern[str] | None
    by_keyword: dict[str, Level]
    marker: re.Pattern[str] | None
    marked: dict[str, Level]
    bare: Mapping[int, Level] = MappingProxyType({})
    divisions: tuple[str, ...] = ()
    namesakes: Mapping[str, tuple[Level, ...]] = MappingProxyType({})

    @classmethod
    def of(cls, outline: Outline, extra: tuple[Level, ...] = (), divisions: tuple[str, ...] = ()) -> Grammar:
        """Compile an outline; `extra` adds heading levels (the annex level of the kind), `divisions` names blocks
        between `:::`."""
        by_keyword = {**outline.by_keyword(), **{level.keyword.lower(): level for level in extra}}
        words = alternatives(by_keyword)
        known = {level.numeral for level in by_keyword.values()}
        more = [pattern for numeral, pattern in _HEADED.items() if numeral in known]
        number = "|".join((*more, "[0-9IVXLC]+[a-zđ]{0,2}"))
        marks = []
        marked = {}
        for level in outline.levels:
            if level.marker:
                marks.append(
                    f"(?P<{level.name}>{_NUMERALS[level.numeral]}){re.escape(level.marker.partition('{n}')[2])}"
                )
                marked[level.name] = level
        return cls(
            re.compile(rf"({words})(?:[ \t]+(?:số[ \t]+)?({number}))?(?:[.:][ \t]*|[ \t]*$)(.*)$", re.IGNORECASE)
            if words
            else None,
            by_keyword,
            re.compile(rf"([“\"]?)(?:{'|'.join(marks)})(?:[ \t]+|$)") if marks else None,
            marked,
            outline.by_hashes(),
            divisions,
            outline.namesakes(),
        )

    def bare_heading(self, text: str, hashes: int) -> tuple[Level, str, bool, str] | None:
        """Level, number as written, whether running text follows, and the text of a heading without a keyword."""
        level = self.bare.get(hashes)
        found = (_BARE if level is None or level.whole else _counted(level.label, level.cite)).match(text)
        if level is None or found is None:
            return None
        if not level.shows_number:
            return level, "", False, text.strip()
        if found[1] and not level.bears(found[1]):
            return level, "", False, text
        return level, found[1] or "", bool(found[2]), found[3].strip()


@lru_cache(maxsize=16)
def _counted(label: str, cite: str) -> re.Pattern[str]:
    """How a heading that is counted alone bears its number: as printed, or as people type it, `1.`, `Câu hỏi số 1:`;
    not `5 mức`."""
    word = alternatives(filter(None, (label.partition("{n}")[0].strip(), cite)))
    number, ends = "[0-9]{1,3}", r"[ \t]*[.:)/–—-](?=[ \t]|$)[ \t]*"
    before = rf"(?:(?:{word})[ \t]+(?:số[ \t]+)?(?={number}{ends})|(?={number}[.)]))"
    return re.compile(rf"(?:{before}({number}){ends})?(\.[ \t]+)?(.*)$", re.IGNORECASE)


def find_attributes(text: str) -> re.Match[str] | None:
    """`{#label .class}` at the end of a text, with the blanks before it. Matched from its brace: a search would try
    every letter of the text."""
    brace = text.rfind("{")
    return _ATTRIBUTES.match(text, len(text[:brace].rstrip(" \t"))) if brace >= 0 else None


def starts_block(grammar: Grammar, line: str) -> bool:
    """Whether a line (leading blanks cut off) would be read as anything but running text."""
    return bool(line) and (line[0] in OPENERS or bool(grammar.marker and grammar.marker.match(line)))


def heading_parts(grammar: Grammar, line: str) -> tuple[str, str]:
    """Title and attributes (`{#label .class}`) of a heading line, as typed."""
    found = HEADING.match(line.lstrip(" \t"))
    text = found[2] if found else line
    cut = find_attributes(text)
    attributes = cut[0].strip() if cut else ""
    text = text[: cut.start()] if cut else text
    match = grammar.keywords.match(text) if grammar.keywords else None
    bare = grammar.bare_heading(text, len(found[1])) if found and not match else None
    if bare:
        return (". " if bare[2] else "") + bare[3], attributes
    return (match[3] if match else text).strip(), attributes
