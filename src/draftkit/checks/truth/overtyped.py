"""What somebody has typed since a text was last saved, in lines that otherwise stand as they did: over values and
provisions that were printed (where {{ name }} or @label stood now stands what they would not print), and over figures
and names that were typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set

from draftkit.checks.truth.acts import NUMBER
from draftkit.checks.truth.apart import ways
from draftkit.law.references import find
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import from_roman, whole
from draftkit.text.edits import likeness, matched, spliced
from draftkit.text.figures import figures, number_said
from draftkit.text.pattern import alternatives

_PRINTS = r"(?P<prints>\{\{[^{}]*\}\}|(?<![\w.])@[\w-]+(?:\.[\w-]+)*)"
_ROMAN, _THOUSANDS, _WORD = map(re.compile, (r"(?<!\w)[IVX]+(?!\w)", r"(?<=\d)\.(?=\d{3}(?!\d))", r"\w+"))
(_BODY,) = ways("named", "body")
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
    token = re.compile(rf"{_PRINTS}|(?P<name>(?<!\w)(?:{alternatives(names) or '(?!)'})(?!\w))|\w+|[^\w\s]")
    for span in matched(before, now):
        for line in range(span.a0, span.a1) if not span.same and span.b0 < span.b1 else ():
            as_many = span.a1 - span.a0 == span.b1 - span.b0
            here = (span.b0 + line - span.a0,) if as_many else range(span.b0, span.b1)
            at = max(here, key=lambda each, line=line: likeness(before[line], now[each]))
            yield from _of_line(line, before[line], at, now[at], token, prints)


def _of_line(line: int, before: str, at: int, now: str, token: re.Pattern[str], prints: Prints) -> Iterator[Overtyped]:
    old, new = [*token.finditer(before)], [*token.finditer(now)]
    found = [*matched(*([one[0].casefold() for one in some] for some in (old, new)))]
    kept = sum(not one["prints"] for span in found if span.same for one in old[span.a0 : span.a1])
    changed = [span for span in found if not span.same and span.a0 < span.a1 and span.b0 < span.b1]
    for span in changed if kept >= _KEPT * sum(not one["prints"] for one in old) else ():
        gone, here = old[span.a0 : span.a1], new[span.b0 : span.b1]
        source, typed = before[gone[0].start() : gone[-1].end()], now[here[0].start() : here[-1].end()]
        printing = [one for one in gone if one["prints"]]
        if any(one["prints"] for one in here) or len(gone) - len(printing) > _BESIDE:
            continue
        shift = gone[0].start()
        put = [(*one.span(), prints(line, one.start(), one[0]) or "") for one in printing]
        value = spliced(source, ((start - shift, end - shift, text) for start, end, text in put))
        if len(here) > len(token.findall(value)) + _MORE or not all(text for *_, text in put):
            continue
        named = not printing and any(one["name"] for one in gone) and (here[0]["name"] or _BODY.match(typed))
        if named or differs(value, typed, of_numbers=not printing):
            yield Overtyped(at, here[0].start(), typed, source, value if printing else "")


def differs(value: str, typed: str, of_numbers: bool = False) -> bool:
    """Whether words typed in place of a value say another: other provisions, other numbers, or (but not asked
    `of_numbers`) a name with a word or two put for others. Words that say more than a value, or less, may be right."""
    numbers = [{one[0] for one in NUMBER.finditer(text)} for text in (value, typed)]
    if all(numbers):  # of the other days of an act its own comparison tells
        return not (numbers[0] <= numbers[1] or numbers[1] <= numbers[0])
    own, said = ([member.path for one in find(text) for member in one.members] for text in (value, typed))
    if own and said:
        return not any(one[: len(other)] == other[: len(one)] for one in own for other in said)
    amounts = [_amounts(text) for text in (value, typed)]
    held, here = amounts if all(amounts) else [_numbers(text) for text in (value, typed)]
    if held or here:
        return bool(held and here) and not (held <= here or here <= held)
    words, others = (_WORD.findall(text.casefold()) for text in (value, typed))
    unlike = sum(one != other for one, other in zip(words, others, strict=False))
    names = all(word[:1].isupper() for word in _WORD.findall(f"{value} {typed}"))
    as_many = len(words) == len(others) > 1 and not of_numbers
    return as_many and unlike > 0 and (names or unlike <= len(words) / 2)


def _amounts(text: str) -> Set[object]:
    """The measured figures of a text, in one unit of their sort."""
    return {(end, one.unit) for one in figures(text) if one.unit for end in (one.low, one.high)}


def _numbers(text: str) -> Set[object]:
    """The numbers of a text, in digits, words and Roman numerals."""
    digits = {float(whole(one, 0)) for one in re.findall(r"\d+", _THOUSANDS.sub("", text))}
    if digits:
        return digits | {float(number) for one in _ROMAN.findall(text) if (number := from_roman(one))}
    said = (text, *(text[one.start : one.counted] for one in figures(text)))
    return {spelt for one in said if (spelt := number_said(one.strip())) is not None}
