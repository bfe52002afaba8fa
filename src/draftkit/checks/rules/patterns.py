"""What is wrong wherever it stands: the patterns of `patterns.txt`, with what is said of each match, and the rules that
are no more than that.

An entry of the table begins with the id of its rule. Where severity, set, ground, title and explanation follow, as in
`noted.txt`, the entry is the whole rule, which looks at the words as printed (`own`: those of other texts left out;
`body`: before the annexes); else a module has the rule and asks for its patterns here. Then come, each behind its sign:

    ! what is said of all that follows; {text} is the match, {wanted} what shall stand there, {name} its group of a name
    @ the key of the metadata whose texts the pattern below it looks at, each by itself
    / a pattern, and `+` the rest of a long one
    ? signs of which one stands in every match (␣ a blank, ⏎ a line end, ⇥ a tab)
    = what must match among the words of the text, as `Pattern` has it
    ~ a cheap pattern: the one above is tried only near what this one matches
    # why

A pattern that can start anywhere is tried at every letter of the text; one that starts with a rare sign is found at
once. So patterns here start with the rarest sign they have and look back from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path

from draftkit.checks.rule import Check, Hit, Rule, Spot, Subject, rule_told
from draftkit.law.dates import with_zeros
from draftkit.model.message import Mend, Message
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import to_roman, whole
from draftkit.readers.near import CAPITAL, NUMBER
from draftkit.text.cells import ERROR
from draftkit.text.passage import shortened
from draftkit.text.pattern import LOWER, UPPER, Pattern
from draftkit.text.together import UNIT

_TABLE = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n").split("\n\n")
_NAMES = {"UNIT": UNIT, "CAPITAL": CAPITAL, "NUMBER": NUMBER, "LOWER": LOWER, "UPPER": UPPER, "ERROR": ERROR}
"""What stands in the patterns between ‹ and ›."""
_BLANKS = str.maketrans("␣⏎⇥", " \n\t")
_WINDOW = 60
_BELONGS = {"+": 0, "?": 1, "=": 2}


class Wrong(NamedTuple):
    """A pattern, what is said of what it matches, the key of the metadata it looks at (empty: it looks at the words as
    printed), and the patterns near whose matches alone it is tried."""

    pattern: Pattern
    message: Message
    key: str = ""
    around: tuple[Pattern, ...] = ()

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in a text."""
        if not self.around:
            yield from self.pattern.finditer(text)
            return
        end = 0
        for first, last in sorted(spot.span() for anchor in self.around for spot in anchor.finditer(text)):
            found = self.pattern.search(text, max(end, first - _WINDOW // 3), last + _WINDOW)
            if found and found.start() <= first < found.end():
                end = found.end()
                yield found


def _read(lines: Iterable[str]) -> tuple[Wrong, ...]:
    said = key = ""
    rows: list[tuple[str, str, str, list[str]]] = []
    for line in (line for line in lines if line[0] != "#"):
        sign, text = line[0], line[2:]
        if sign == "!":
            said = text
        elif sign == "@":
            key = text
        elif sign in _BELONGS:
            rows[-1][3][_BELONGS[sign]] += text
        else:
            rows.append((sign, said, key, [text, "", ""]))
    found: list[Wrong] = []
    for sign, said, key, (source, anchors, words) in rows:
        signs = (one.translate(_BLANKS) for one in anchors.split())
        pattern = Pattern(_named(source), *signs, flags=re.MULTILINE, words=_named(words))
        if sign == "/":
            found.append(Wrong(pattern, Message(said), key))
        else:
            found[-1] = found[-1]._replace(around=(*found[-1].around, pattern))
    return tuple(found)


def _named(source: str) -> str:
    return re.sub("‹([A-Z]+)›", lambda name: _NAMES[name[1]], source)


def _parted(entry: str) -> tuple[str, tuple[Wrong, ...]]:
    head, _, lines = entry.partition("\n! ")
    return head, _read(f"! {lines}".split("\n"))


_ENTRIES = dict(map(_parted, _TABLE))
MESSAGES = tuple(one.message.text for found in _ENTRIES.values() for one in found)
"""All that is said of matches."""
WRONG: Mapping[str, Sequence[Wrong]] = {head: found for head, found in _ENTRIES.items() if "\n" not in head}
"""The patterns that rules of other modules look for, by the head of their entry."""

Rewrite = Callable[[re.Match[str]], str]
"""What shall stand in the place of a match; the match itself where that is not certain."""


def _closed(found: re.Match[str]) -> str:
    parted = found[0][-1] in ",;." and found.string[found.end() : found.end() + 1].isalpha()
    return found[0].replace(" ", "") + " " * parted


_CURRENCIES = {"VND": "đồng", "₫": "đồng", "$": "USD", "€": "EUR"}
_MENDS: Mapping[str, Rewrite] = {
    "DK-C004": lambda found: found[0].lower(),
    "DK-T002": lambda found: " ",
    "DK-T003": _closed,
    "DK-T004": lambda found: "đồng",
    "DK-T005": lambda found: f"{found[0][:-1]}^{found[0][-1]}^",
    "DK-T006": lambda found: found[0].replace(".", ","),
    "DK-T007": lambda found: found[0].translate(str.maketrans(",.", ".,")),
    "DK-T008": lambda found: " - ",
    "DK-T012": lambda found: re.sub(r"(?<=[0-9])(?=[^0-9,])", " ", found[0], count=1),
    "DK-T013": lambda found: with_zeros(found[0]),
    "DK-T045": lambda found: f"{found[2]} {_CURRENCIES.get(found[1], found[1])}",
    "DK-T022": lambda found: re.sub(r"\d+$", lambda number: to_roman(whole(number[0], 0)) or number[0], found[0]),
}


def _found(one: Wrong, subject: Subject, where: Collection[str]) -> Iterator[tuple[Spot, re.Match[str]]]:
    """All matches where a pattern looks, each with its place."""
    if one.key:
        texts = enumerate(subject.bound.meta.texts(one.key))
        yield from ((f"{one.key}.{index}", found) for index, text in texts for found in one.finditer(text))
        return
    prose = subject.own_prose if "own" in where else subject.prose
    end = subject.body_end if "body" in where else len(prose)
    yield from ((found, found) for found in takewhile(lambda found: found.start() < end, one.finditer(prose)))


def _check(wrong: Sequence[Wrong], where: Collection[str], mend: Rewrite) -> Check:
    def check(subject: Subject) -> Iterator[Hit]:
        for one in wrong:
            for spot, found in _found(one, subject, where):
                new = mend(found)
                mends = (Mend(found[0], new),) if new != found[0] else ()
                text = shortened(found[0]) if one.key else found[0].strip("\x00\n")
                values = {"key": one.key, "wanted": new, **found.groupdict()}
                told = {name: value for name, value in values.items() if f"{{{name}}}" in one.message.text}
                yield subject.hit(spot, one.message._replace(values={"text": text, **told}), *mends)

    return check


def _rule(head: str, wrong: Sequence[Wrong]) -> Rule:
    told = rule_told(head)
    where = head.partition(" | ")[0].split()
    return told._replace(check=_check(wrong, where, _MENDS.get(told.id, lambda found: found[0])))


RULES = tuple(_rule(head, wrong) for head, wrong in _ENTRIES.items() if "\n" in head)
