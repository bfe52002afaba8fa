"""What somebody has typed since a text was last saved, in lines that otherwise stand as they did: over values and
provisions that were printed (where {{ name }} or @label stood now stands what they would not print), and over figures,
names, words of a duty and of how often something is done that were typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set

from draftkit.checks.truth.acts import NUMBER
from draftkit.checks.truth.apart import ways
from draftkit.checks.truth.duties import MODAL, are_opposed
from draftkit.checks.truth.sentences import days_said
from draftkit.law.references import find
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import from_roman, whole
from draftkit.text.edits import likeness, matched, spliced
from draftkit.text.figures import TIMES, figures, measured, number_said
from draftkit.text.pattern import alternatives

_PRINTS = r"(?P<prints>\{\{[^{}]*\}\}|(?<![\w.])@[\w-]+(?:\.[\w-]+)*)"
_DAY = r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?"
_LISTED = re.compile(r"\s*(?:\d+|[a-zđ])[.)](?=\s)")
_YEARS, _LONGEST, _NEAR = range(1900, 2100), 50_000, 10
"""Numbers that are years; signs of two lines that are put side by side; how far from its place a line is looked for."""
_ROMAN, _THOUSANDS, _WORD = map(re.compile, (r"(?<!\w)[IVX]+(?!\w)", r"(?<=\d)\.(?=\d{3}(?!\d))", r"\w+"))
(_BODY,) = ways("named", "body")
_OFTEN, _SPELT = ways("overtyped", "often spelt")
_KEPT, _BESIDE, _MORE = 0.6, 3, 12
"""The share of the other words of a line that stand as they did; how many beside a value may have gone with it, and how
many more may stand in its place."""

Prints = Callable[[int, int, str], str | None]
"""What is printed for a `{{ name }}` or `@label` at a line and a column; None where nothing is."""


class Overtyped(NamedTuple):
    """Words typed in place of others: the line, counted from 0, and the column where they stand, the words, what stood
    there, and what that prints; nothing where it was typed itself."""

    line: int
    column: int
    typed: str
    source: str
    value: str = ""

    @property
    def message(self) -> Message:
        """What is to be said of it."""
        said = "“{typed}” is typed where {source} stood in the last saved version, which prints “{value}”"
        plain = "“{typed}” stands where “{source}” stood in the last saved version: see whether it is right"
        return msg(said if self.value else plain, typed=self.typed, source=self.source, value=self.value)


def overtyped(before: Sequence[str], now: Sequence[str], names: Iterable[str], prints: Prints) -> Iterator[Overtyped]:
    """What the lines of a text said `before` and say otherwise `now`: what it printed, figures, and the `names` that a
    project knows."""
    token = re.compile(rf"{_PRINTS}|(?P<name>(?<!\w)(?:{alternatives(names) or '(?!)'})(?!\w))|{_DAY}|\w+|[^\w\s]")
    for span in matched(before, now):
        for line in range(span.a0, span.a1) if not span.same and span.b0 < span.b1 else ():
            at = span.b0 + (line - span.a0) * (span.b1 - span.b0) // (span.a1 - span.a0)
            if span.a1 - span.a0 != span.b1 - span.b0:
                here = range(max(at - _NEAR, span.b0), min(at + _NEAR, span.b1))
                like = {each: likeness(before[line][:_LONGEST], now[each][:_LONGEST]) for each in here}
                at = max(like, key=lambda each: like[each])
            if len(before[line]) + len(now[at]) <= _LONGEST:
                yield from _of_line(line, _unlisted(before[line]), at, _unlisted(now[at]), token, prints)


def _unlisted(line: str) -> str:
    """A line without the number of an entry, which follows from those before it; sign for sign."""
    found = _LISTED.match(line)
    return " " * found.end() + line[found.end() :] if found else line


def _of_line(line: int, before: str, at: int, now: str, token: re.Pattern[str], prints: Prints) -> Iterator[Overtyped]:
    old, new = [*token.finditer(before)], [*token.finditer(now)]
    found = [*matched(*([one[0].casefold() for one in some] for some in (old, new)))]
    said = sum(one[0][:1].isalnum() for one in old)
    kept = sum(one[0][:1].isalnum() for span in found if span.same for one in old[span.a0 : span.a1])
    changed = [span for span in found if not span.same and span.a0 < span.a1 and span.b0 < span.b1]
    left = [one for span in found if not span.same for one in old[span.a0 : span.a1] if one["prints"]]
    grown = any(one[0][:1].isalnum() for span in found if span.a0 == span.a1 for one in new[span.b0 : span.b1])
    others = [prints(line, one.start(), one[0]) or "" for one in left] if kept < said else []
    for span in changed if kept >= _KEPT * said else ():
        gone, here = old[span.a0 : span.a1], new[span.b0 : span.b1]
        said_so = _said_otherwise(before, gone, now, here)
        if said_so:
            yield Overtyped(at, said_so[1].start(), said_so[1][0], said_so[0][0])
            continue
        source, typed = before[gone[0].start() : gone[-1].end()], now[here[0].start() : here[-1].end()]
        printing = [one for one in gone if one["prints"]]
        if any(one["prints"] for one in here) or len(gone) - len(printing) > _BESIDE:
            continue
        shift = gone[0].start()
        put = [(*one.span(), prints(line, one.start(), one[0]) or "") for one in printing]
        value = spliced(source, ((start - shift, end - shift, text) for start, end, text in put))
        if len(here) > len(token.findall(value)) + _MORE or not all(text for *_, text in put):
            continue
        if printing and grown and value in now:  # it stands elsewhere in what is more than before
            continue
        if any(_numbers(one) and not differs(one, typed) for one in others if one not in value):
            continue  # two values of the line changed places
        if printing and _of_other(gone, typed):
            continue
        named = not printing and any(one["name"] for one in gone) and (here[0]["name"] or _BODY.match(typed))
        if named or differs(value, typed, of_numbers=not printing):
            yield Overtyped(at, here[0].start(), typed, source, value if printing else "")


def _said_otherwise(
    before: str, gone: Sequence[re.Match[str]], now: str, here: Sequence[re.Match[str]]
) -> tuple[re.Match[str], re.Match[str]] | None:
    """Words of a duty, or of how often something is done, that are put for others: “vẫn được” for “không được”, “hằng
    quý” for “hằng năm”."""
    for way in (MODAL, _OFTEN):
        old, new = (
            [one for one in way.finditer(text) if one.end() > some[0].start() and one.start() < some[-1].end()]
            for text, some in ((before, gone), (now, here))
        )
        if old and new and (are_opposed(old[0], new[0]) if way is MODAL else _how_often(old[0]) != _how_often(new[0])):
            return old[0], new[0]
    return None


def _how_often(said: re.Match[str]) -> str:
    """How often, in words that are the same in whatever way it is said."""
    return _SPELT.sub("", said[0].casefold()).replace("annual", "year").strip()


def _of_other(gone: Sequence[re.Match[str]], typed: str) -> bool:
    """Whether words that stood beside a value are gone, and none of them is typed again: “4 hội chợ” where “{{ so }}
    nhiệm vụ” stood."""
    beside = {one[0].casefold() for one in gone if not one["prints"] and one[0][:1].isalpha()}
    return bool(beside) and beside.isdisjoint(_WORD.findall(typed.casefold()))


def differs(value: str, typed: str, of_numbers: bool = False) -> bool:
    """Whether words typed in place of a value say another: other provisions, other numbers, or (but not asked
    `of_numbers`) a name with a word or two put for others. Words that say more than a value, or less, may be right."""
    numbers = [{one[0] for one in NUMBER.finditer(text)} for text in (value, typed)]
    if all(numbers):  # of the other days of an act its own comparison tells
        return not (numbers[0] <= numbers[1] or numbers[1] <= numbers[0])
    own, said = ([member.path for one in find(text) for member in one.members] for text in (value, typed))
    if own or said:  # a chapter may hold the article
        levels = {one[0].level for one in own} & {one[0].level for one in said}
        return bool(levels) and not any(one[: len(other)] == other[: len(one)] for one in own for other in said)
    days, told = (days_said(text) for text in (value, typed))
    if days and told:
        return not any(one.holds(day.first) or day.holds(one.first) for day in days for one in told)
    amounts = [_amounts(text) for text in (value, typed)]
    if all(amounts):
        within = "%" not in typed and all(
            any(low <= one <= high and unit == each for low, high, each in amounts[0]) for one, _, unit in amounts[1]
        )
        return not within and not (amounts[0] <= amounts[1] or amounts[1] <= amounts[0])
    held, here = _numbers(value), _numbers(typed)
    if numbers[0]:  # a year is no number of an act
        here = {one for one in here if one not in _YEARS}
    if held or here:
        return bool(held and here) and not (held <= here or here <= held)
    words, others = (_WORD.findall(text.casefold()) for text in (value, typed))
    unlike = sum(one != other for one, other in zip(words, others, strict=False))
    names = all(word[:1].isupper() for word in _WORD.findall(f"{value} {typed}"))
    as_many = len(words) == len(others) > 1 and not of_numbers
    return as_many and unlike > 0 and (names or unlike <= len(words) / 2)


def _amounts(text: str) -> Set[tuple[float, float, str]]:
    """The measured figures of a text, in one unit of their sort."""
    return {(one.low, one.high, one.unit) for one in figures(text) if one.unit in TIMES or one.unit in measured()}


def _numbers(text: str) -> Set[float]:
    """The numbers of a text, in digits, words and Roman numerals."""
    digits = {float(whole(one, 0)) for one in re.findall(r"\d+", _THOUSANDS.sub("", text))}
    if digits:
        return digits | {float(number) for one in _ROMAN.findall(text) if (number := from_roman(one))}
    said = (text, *(text[one.start : one.counted] for one in figures(text)))
    return {spelt for one in said if (spelt := number_said(one.strip())) is not None}
