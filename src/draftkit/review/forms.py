"""How the numbers of a kind look in print, and how a printed line is typed in the source."""

from __future__ import annotations

import re

from draftkit.model.kind import KindSpec, Level
from draftkit.model.named import NamedTuple
from draftkit.readers.grammar import OPENERS, Grammar, starts_block
from draftkit.text.pattern import alternatives

_CAPTIONS = ("Bảng", "Hình", "Biểu")
NUMBER_ONLY = " #"
"""How the key of a paragraph ends that says nothing but its number."""
_MARK = r"[0-9]{1,3}(?:\.[0-9]{1,3})+\.?|[0-9]{1,4}[a-zđ]{0,2}[.)]|[a-zđ][0-9]{0,2}\)|[A-Z](?:\.[0-9]{1,3})+\.?"


class Typed(NamedTuple):
    """A printed line as in the source: its level (None for a plain paragraph), its number, and the text after it."""

    level: Level | None
    number: str
    text: str


class Forms:
    """The numbers of one kind of document."""

    def __init__(self, kind: KindSpec) -> None:
        self.kind = kind
        self.keywords = {level.keyword.lower(): level for level in kind.levels if level.keyword}
        words = alternatives((*self.keywords, *map(str.lower, _CAPTIONS)))
        number = r"(?:[0-9]+(?:\.[0-9]+)*[a-zđ]{0,2}|[IVXLC]+[a-zđ]?|[A-Z])(?![^\W_])"
        self.number = re.compile(rf"[“\"]?(?:(?:{words})\s+{number}[.:]?|{_MARK})(?:\s+|$)", re.IGNORECASE)
        keyword = alternatives(self.keywords) or "(?!)"
        self.heading = re.compile(rf"({keyword})\s+(?:số\s+)?({number})[.:]?(?:\s+(.*))?$", re.IGNORECASE)
        self.grammar = Grammar.of(kind.outline, kind.outer_levels)
        self.annex = Grammar.of(kind.annex, kind.outer_levels)

    def key(self, text: str) -> str:
        """A printed paragraph without its number, for pairing: paragraphs are the same when only numbers moved."""
        found = self.number.match(text)
        if not found:
            return text
        rest = text[found.end() :]
        return rest or re.sub(r"\s.*", NUMBER_ONLY, found[0])

    def parted(self, text: str, prefix: str) -> tuple[str, str]:
        """A printed paragraph as number and text. `prefix` is the number it had; a number of the same make counts as
        such, anything else is text."""
        if prefix and text.startswith(prefix):
            return prefix, text[len(prefix) :].lstrip(" ")
        if not prefix:
            return "", text
        found, own = self.number.match(text), self.number.match(prefix + " ")
        rest = prefix[own.end() :].strip() if own else ""
        if not found or not text.startswith(rest, found.end()):
            return "", text
        return text[: found.end()].strip(), text[found.end() + len(rest) :].lstrip(" ")

    def headed(self, text: str) -> Level | None:
        """The level whose word and number a printed line starts with: `Điều 5. …`."""
        found = self.heading.match(text) if text[:1].isupper() else None
        return self.keywords.get(found[1].lower() if found else text.lower())  # the only annex has no number

    def marked(self, text: str) -> bool:
        """Whether a printed line starts with the number of a unit."""
        return self.typed(text, False).level is not None

    def opens(self, text: str) -> bool:
        """Whether a line of source that starts so would be read as more than text."""
        return text[:1] in OPENERS or starts_block(self.grammar, text)

    def typed(self, text: str, in_annex: bool) -> Typed:
        """What a printed line is in the source."""
        grammar = self.annex if in_annex else self.grammar
        heading = self.heading.match(text)
        if heading and text[:1].isupper():
            return Typed(self.keywords[heading[1].lower()], heading[2], heading[3] or "")
        marker = grammar.marker.match(text) if grammar.marker else None
        if marker and not marker[1]:
            name = marker.lastgroup or ""
            return Typed(grammar.marked[name], marker[name], text[marker.end() :])
        bare = re.match(r"([0-9]{1,3}(?:\.[0-9]{1,3})*)\.?\s+(.*)$", text)
        if bare and grammar.bare:
            level = grammar.bare.get(bare[1].count(".") + 1)
            if level:
                return Typed(level, bare[1], bare[2])
        return Typed(None, "", text)
