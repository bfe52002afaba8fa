"""References of 38 real texts, held against a count that shares nothing with the grammar: it walks words, not
patterns. And no sound reference of theirs is called dead, while planted ones are."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from draftkit.checks.rule import Subject
from draftkit.checks.rules import provisions
from draftkit.law.references import find
from tests.corpus.convert import body_lines, to_dialect
from tests.corpus.test_legal_text import NAMES
from tests.helpers import document

pytestmark = pytest.mark.shared

_OTHER_WORDS = {"khoản": {"tài", "điều"}, "điểm": {"thời", "địa", "quan", "đặc", "trọng", "thang"}, "điều": set()}
_AMOUNTS = {"triệu", "tỷ", "đồng", "ngày", "%"}


_TRUE = {"37-2005-n-cp": 2, "75-2000-n-cp": 1}
"""What is true of the samples as they stand: a heading of a mục left out, a khoản run into another line."""


def _words(line: str) -> list[tuple[str, int]]:
    return [(found[0], found.start()) for found in re.finditer(r"[^\s,;:.()“”\"]+|[,;:.()“”\"]", line)]


def _counts(level: str, word: str) -> bool:
    if word == "này":
        return True
    return bool(re.fullmatch(r"[a-zđ]\d?" if level == "điểm" else r"\d{1,3}[a-zđ]?", word))


def counted(line: str) -> list[int]:
    """Where each provision of a line is named: behind khoản, điểm, Điều, and in lists behind “các”."""
    words = _words(line)
    found = []
    at = 0
    while at + 1 < len(words):
        level = words[at][0].lower()
        number, after = words[at + 1][0], words[at + 2][0] if at + 2 < len(words) else ""
        before = words[at - 1][0].lower() if at else ""
        decimal = after == "." and at + 3 < len(words) and words[at + 3][0][0].isdigit() and number.isdigit()
        this = words[at][0] == "điều" and number == "này"
        if (
            level not in _OTHER_WORDS
            or before in _OTHER_WORDS[level]
            or not _counts(level, number)
            or after in _AMOUNTS
            or decimal
            or this
        ):
            at += 1
            continue
        found.append(words[at + 1][1])
        end = at + 2
        while before == "các" and end + 1 < len(words) and words[end][0] in (",", "và", "hoặc"):
            step = 2 if words[end][0] == "," and words[end + 1][0] in ("và", "hoặc") else 1
            if end + step >= len(words) or words[end + step][0] == "này" or not _counts(level, words[end + step][0]):
                break
            found.append(words[end + step][1])
            end += step + 1
        at = end
    return found


def _lines(shared: Path, name: str) -> list[str]:
    law = json.loads((shared / "samples/legal-text" / f"{name}.json").read_text(encoding="utf-8"))
    articles = [article for chapter in law["chapters"] for article in chapter["articles"]]
    return [unicodedata.normalize("NFC", line) for article in articles for line in body_lines(article)]


def test_the_grammar_finds_what_is_counted(shared: Path) -> None:
    named = missed = 0
    for name in NAMES:
        for line in _lines(shared, name):
            spans = [(found.start, found.units_end) for found in find(line)]
            places = counted(line)
            named += len(places)
            missed += sum(not any(start <= at < end for start, end in spans) for at in places)
    assert named > 3_500
    assert missed / named < 0.001


@pytest.mark.parametrize("name", NAMES)
def test_sound_references_pass_and_planted_ones_are_found(name: str, shared: Path, tmp_path: Path) -> None:
    law = json.loads((shared / "samples/legal-text" / f"{name}.json").read_text(encoding="utf-8"))
    text = unicodedata.normalize("NFC", to_dialect(law))
    rules = (provisions.typed_dead, provisions.outer_dead, provisions.backwards, provisions.list_order)
    made = document(tmp_path / "sound", text)
    subject = Subject(made.bound, made.frame)
    found = [hit for rule in rules for hit in rule.check(subject)]  # type: ignore[misc]
    assert len(found) == _TRUE.get(name, 0), [str(hit.message) for hit in found]
    if found:
        return
    places = list(re.finditer(r"(?<=khoản )\d{1,2}(?= Điều này)|(?<=, )\d{1,2}(?=(?: và \d{1,2})? Điều này)", text))
    own = subject.own_prose
    wanted = [found for found in places if own[found.start()] != "\x00"]
    wanted = wanted[:: max(len(wanted) // 6, 1)]
    for found in reversed(wanted):
        text = f"{text[: found.start()]}97{text[found.end() :]}"
    made = document(tmp_path / "planted", text)
    hits = list(provisions.typed_dead.check(Subject(made.bound, made.frame)))  # type: ignore[misc]
    assert len(hits) == len(wanted)
