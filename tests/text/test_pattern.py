"""Looking for rare things: what a text holds, and whether the anchors of each pattern are in all that it can match."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from re import _constants as sign  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftkit.checks import rules
from draftkit.checks.rule import Rule
from draftkit.law import dates
from draftkit.text.pattern import Pattern, Searched, occurrences
from tests.corpus.convert import to_dialect
from tests.helpers import examples

ACTS = ("03-2016-qh14", "06-2024-tt-nhnn", "13-1999-n-cp", "25-2025-tt-nhnn")
"""Short acts in which nearly as many patterns find something as in the longest."""
MOST = 4000
"""Words that one stretch of a pattern can make; beyond it, its letters are taken one by one."""


def test_a_text_knows_what_it_holds() -> None:
    text = Searched("Điều 5. Quỹ\n1. Doanh nghiệp và hợp tác xã; v.v.\n\n“Khác” là khác")
    for words in ("v.v", "hợp tác xã", "tác  xã", "xã; v.v.\n", "xã hợp", "Khác", "khác.", "", " ", "\n\n“", "Điều 5"):
        assert (words in text) is (words in str(text)), words


def test_a_cut_text_holds_no_more_than_what_is_left() -> None:
    whole = Searched("Quỹ này “bảo vệ môi trường” hỗ trợ")
    part = Searched.cut("Quỹ này                     hỗ trợ", whole)
    assert "môi" not in part
    assert "môi trường" not in part
    assert "hỗ trợ" in part


def test_a_text_with_words_blanked_out_finds_what_is_left_of_the_whole() -> None:
    whole = Searched("và và, “và” và")
    part = whole.blanked(whole.replace("“và”", "\0" * 4))
    assert list(part.spots("và")) == [0, 3, 12]
    assert list(whole.spots("và")) == [0, 3, 8, 12]
    assert "“" not in part
    assert "“" in whole


def test_occurrences_are_all_and_do_not_overlap() -> None:
    text = Searched("và và và, và")
    assert list(occurrences(text, "và và")) == [0]
    assert list(text.spots("và và")) == [0, 3]
    assert list(occurrences(text, "hay")) == []


def _patterns() -> Iterator[tuple[str, Pattern]]:
    modules = [
        importlib.import_module(f"{rules.__name__}.{module.name}") for module in pkgutil.iter_modules(rules.__path__)
    ]
    for held in (*modules, dates):
        for name, value in vars(held).items():
            for index, pattern in enumerate(_within(value)):
                yield f"{held.__name__.rpartition('.')[2]}.{name}.{index}", pattern


def _within(value: object) -> Iterator[Pattern]:
    if isinstance(value, Pattern):
        yield value
    elif isinstance(value, Rule):
        yield from _closed_over(value.check)
    elif isinstance(value, tuple):
        for item in value:
            yield from _within(item)


def _closed_over(function: object) -> Iterator[Pattern]:
    for cell in getattr(function, "__closure__", None) or ():
        yield from _within(cell.cell_contents)
        yield from _closed_over(cell.cell_contents)


PATTERNS = dict(_patterns())


def test_the_rules_have_patterns() -> None:
    assert len(PATTERNS) > 90
    assert sum(bool(pattern.anchors) for pattern in PATTERNS.values()) > 20
    assert sum(bool(pattern.words) for pattern in PATTERNS.values()) > 8


@pytest.mark.parametrize("name", [name for name, pattern in PATTERNS.items() if pattern.anchors])
def test_an_anchor_stands_in_all_that_a_pattern_matches(name: str) -> None:
    pattern = PATTERNS[name]
    assert not pattern.flags & re.IGNORECASE
    assert _always(_parser.parse(pattern.source), pattern.anchors)


@pytest.mark.parametrize("name", [name for name, pattern in PATTERNS.items() if pattern.words])
@examples(40)
@given(data=st.data())
def test_words_are_found_wherever_a_pattern_matches(name: str, data: st.DataObject) -> None:
    pattern = PATTERNS[name]
    around = st.text("a1 .,(\n", max_size=3)
    text = data.draw(around) + data.draw(st.from_regex(pattern.source)) + data.draw(around)
    if re.search(pattern.source, text, pattern.flags):
        assert pattern.may_match(Searched(text))


@pytest.mark.shared
def test_patterns_find_in_real_acts_what_plain_expressions_find(shared: Path) -> None:
    finds = set()
    for act in ACTS:
        file = shared / f"samples/legal-text/{act}.json"
        text = Searched(to_dialect(json.loads(file.read_text(encoding="utf-8"))))
        for name, pattern in PATTERNS.items():
            wanted = [found.span() for found in re.finditer(pattern.source, str(text), pattern.flags)]
            assert [found.span() for found in pattern.finditer(text)] == wanted, (act, name)
            finds |= {name} if wanted else set()
    assert len(finds) > 95


def test_the_proof_sees_an_anchor_that_is_not_always_there() -> None:
    for source, anchors in (
        (r"Điều \d+(?: này)?", ("này",)),
        (r"(?:Luật|Nghị định) số", ("Luật",)),
        (r"[Cc]ác Điều", ("các",)),
        (r"(?i:cần)", ("cần",)),
        (r"(?=khoản)\w+", ("khoản",)),
        (r"(?:ab)*c", ("ab",)),
    ):
        assert not _always(_parser.parse(source), anchors), source
    for source, anchors in (
        (r"Điều \d+(?: này)?", ("Điều ",)),
        (r"(?:Luật|Nghị định) số", ("Luật", "định")),
        (r"[Cc]ác Điều", ("ác Điều",)),
        (r"x?(?:ab)+c", ("abc", "b")),
        (r"số:? \d", ("số",)),
        (r"\n-{3,}$", ("---",)),
        (r"(?<=\w  )\n(?=\w)", ("  \n",)),
    ):
        assert _always(_parser.parse(source), anchors), source


def _always(tree: Any, anchors: tuple[str, ...]) -> bool:
    """Whether every match of a parsed expression has one of the anchors in it."""
    run: set[str] | None = {""}
    (first, what), *rest = tree
    if first is sign.ASSERT and what[0] < 0:  # what stands before the match stands in the text, too
        tree = [*what[1], *rest]
    for op, value in tree:
        made = _made(op, value)
        if made == "nothing":
            continue
        joined = {one + other for one in run or {""} for other in made} if isinstance(made, set) else set()
        if not joined or len(joined) > MOST:
            if _held(run, anchors):
                return True
            joined = made if isinstance(made, set) else {""}
        run = joined
        if not isinstance(made, set) and _item_always(op, value, anchors):
            return True
    return _held(run, anchors)


def _held(run: set[str] | None, anchors: tuple[str, ...]) -> bool:
    return bool(run) and all(any(anchor in text for anchor in anchors) for text in run or ())


def _item_always(op: Any, value: Any, anchors: tuple[str, ...]) -> bool:
    if op is sign.SUBPATTERN:
        return not value[1] & re.IGNORECASE and _always(value[3], anchors)
    if op is sign.BRANCH:
        return all(_always(part, anchors) for part in value[1])
    if op in _REPEATS:
        once = _sequence(value[2]) if value[0] <= 3 else None
        least = {"".join(parts) for parts in product(once, repeat=value[0])} if once else None
        return value[0] > 0 and (_held(least, anchors) or _always(value[2], anchors))
    return False


_REPEATS = (sign.MAX_REPEAT, sign.MIN_REPEAT, sign.POSSESSIVE_REPEAT)


def _made(op: Any, value: Any) -> set[str] | str | None:
    """All texts that a part of an expression can match; "nothing" for what has no width, None for too many."""
    if op is sign.LITERAL:
        return {chr(value)}
    if op in (sign.ASSERT, sign.ASSERT_NOT, sign.AT):
        return "nothing"
    if op is sign.IN and all(kind in (sign.LITERAL, sign.RANGE) for kind, _ in value):
        codes = (code if isinstance(code, tuple) else (code, code) for _, code in value)
        return {chr(code) for first, last in codes for code in range(first, last + 1)}
    if op is sign.SUBPATTERN and not value[1] & re.IGNORECASE:
        return _sequence(value[3])
    if op is sign.BRANCH:
        parts = [_sequence(part) for part in value[1]]
        return set().union(*(part for part in parts if part)) if all(parts) else None
    if op in _REPEATS and value[1] <= 3:
        once = _sequence(value[2])
        return (
            {"".join(parts) for times in range(value[0], value[1] + 1) for parts in product(once, repeat=times)}
            if once
            else None
        )
    return None


def _sequence(tree: Any) -> set[str] | None:
    made: set[str] = {""}
    for op, value in tree:
        part = _made(op, value)
        if part == "nothing":
            continue
        if not isinstance(part, set) or len(made) * len(part) > MOST:
            return None
        made = {one + other for one in made for other in part}
    return made
