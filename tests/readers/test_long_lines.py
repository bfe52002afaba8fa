"""Reading, checking and writing take time that grows with the text alone, whatever one line is made of."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from draftkit.checks.catalogue import all_rules
from draftkit.library.document import Document
from draftkit.writers.text import write_text
from tests.checks.case_files import found_by
from tests.helpers import document, word

LINES = {
    "blanks": lambda count: f"a{' ' * count}b",
    "pipes": lambda count: "|" * count,
    "a table of pipes": lambda count: f"{'|' * count}\n{'|-' * count}|\n{'|' * count}",
    "emphasis": lambda count: "chữ *nghiêng* và **đậm** " * (count // 24),
    "open emphasis": lambda count: "*a " * (count // 3),
    "open brackets": lambda count: "[a](" * (count // 4),
    "open quotation marks": lambda count: "“a " * (count // 3),
    "open braces": lambda count: "{{ a " * (count // 5),
    "dots": lambda count: ". " * (count // 2),
    "references": lambda count: "khoản 1, " * (count // 9),
    "captions": lambda count: "Bảng. a\n" * (count // 8),
    "a number behind a sign of money": lambda count: f"Mã ${'9' * count} het $ roi.",
    "open blocks": lambda count: "::: giua\n" * (count // 9),
}


def spent(folder: Path, text: str) -> float:
    start = time.process_time()
    made = document(folder, f"### Điều. Một\n{text}\n")
    rules = [rule for rule in all_rules() if rule.id != "DK-F014"]
    found_by(rules, made.bound, made.frame)
    write_text(made.bound, made.frame)
    word(made)
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("name", LINES)
def test_a_line_four_times_as_long_takes_about_four_times_as_long(name: str, tmp_path: Path) -> None:
    spent(tmp_path / "first", "x")
    short = spent(tmp_path / "a", LINES[name](25_000))
    long = spent(tmp_path / "b", LINES[name](100_000))
    assert long < 6 * short + 0.5


def test_a_table_that_word_cannot_hold_is_an_error_and_stays_text(tmp_path: Path) -> None:
    made = document(tmp_path, f"### Điều. Một\n{'|a' * 64}|\n{'|-' * 64}|\n{'|b' * 64}|\n")
    assert [(fault.rule, fault.message.values["count"]) for fault in made.bound.faults] == [("DK-F010", 64)]
    assert "|a" * 64 in write_text(made.bound, made.frame)
    assert "|b" * 64 in write_text(made.bound, made.frame)


def test_a_table_of_columns_without_end_is_told_and_read_no_further(tmp_path: Path) -> None:
    made = document(tmp_path, f"### Điều. Một\nTrước.\n\n{'|a' * 9000}|\n{'|-' * 9000}|\n{'|b' * 9000}|\n\nSau.\n")
    assert [(fault.rule, fault.message.values["count"]) for fault in made.bound.faults] == [("DK-F010", 9000)]
    written = write_text(made.bound, made.frame)
    assert ("Trước." in written, "Sau." in written, "|a|a" in written) == (True, True, False)


def test_a_table_of_63_columns_is_printed(tmp_path: Path) -> None:
    made: Document = document(tmp_path, f"### Điều. Một\n{'|a' * 63}|\n{'|-' * 63}|\n{'|b' * 63}|\n")
    assert not made.bound.faults
    assert "|b" not in write_text(made.bound, made.frame)
