"""What a line can open: headings by keyword, khoản and điểm by marker, blocks by their first sign."""

from __future__ import annotations

import re
from typing import NamedTuple

from draftkit.model.kind import Level, Outline

_NUMERALS = {"arabic": r"[0-9]{1,5}[a-zđ]{0,2}", "vi_letter": r"[a-zđ][0-9]{0,2}", "latin_letter": r"[a-z][0-9]{0,2}", "roman": r"[IVXLC]{1,7}[a-zđ]?",
             "padded": r"[0-9]{1,3}[a-zđ]?"}  # fmt: skip
_ATTRIBUTES = re.compile(r"[ \t]*\{(?=[#.])(?:#([^\W\d_](?:(?:[^\W_]|-)*[^\W_])?))?((?:[ \t]*\.[\w-]+)*)\}[ \t]*$")
OPENERS = frozenset("#|`>!$:[-")
HEADING = re.compile(r"(#{1,6})[ \t]+(.*)$")


class Grammar(NamedTuple):
    """An outline ready for reading lines: headings by keyword, and one pattern for all markers."""

    keywords: re.Pattern[str] | None
    by_keyword: dict[str, Level]
    marker: re.Pattern[str] | None
    marked: dict[str, Level]

    @classmethod
    def of(cls, outline: Outline, extra: tuple[Level, ...] = ()) -> Grammar:
        """Compile an outline; `extra` adds heading levels (the annex level of the kind)."""
        by_keyword = {**outline.by_keyword(), **{level.keyword.lower(): level for level in extra}}
        words = "|".join(re.escape(word) for word in sorted(by_keyword, key=len, reverse=True))
        marks = []
        marked = {}
        for level in outline.levels:
            if level.marker:
                marks.append(f"(?P<{level.name}>{_NUMERALS[level.numeral]}){re.escape(level.marker.partition('{n}')[2])}")
                marked[level.name] = level
        return cls(
            re.compile(rf"({words})(?:[ \t]+([0-9IVXLC]+[a-zđ]{{0,2}}))?(?:[.:][ \t]*|[ \t]*$)(.*)$", re.IGNORECASE) if words else None,
            by_keyword,
            re.compile(rf"([“\"]?)(?:{'|'.join(marks)})(?:[ \t]+|$)") if marks else None,
            marked,
        )


def find_attributes(text: str) -> re.Match[str] | None:
    """`{#label .class}` at the end of a text, with the blanks before it. Matched from its brace: a search would try every letter of the text."""
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
    return (match[3] if match else text).strip(), attributes
