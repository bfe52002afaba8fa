"""Every feature of docs/en/dialect.md, as prose cases: a text, and what is read and printed of it.

An expectation holds `= outline` (optional), `role: text` lines (all printed items in order; optional), `! RULE line N`
faults (always all of them)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import cases, document, faults, outline, printed

HERE = Path(__file__).parent / "cases"
FILES = {path.name: path.read_bytes() for path in sorted((HERE / "files").iterdir())}
CASES = list(cases(HERE))


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_text_is_read_as_the_case_says(tmp_path: Path, body: str, expected: str) -> None:
    made = document(tmp_path, body, files=FILES)
    lines = [line for line in expected.splitlines() if line]
    wanted_outline = [line[2:] for line in lines if line.startswith("= ")]
    wanted_faults = [line[2:] for line in lines if line.startswith("! ")]
    wanted_text = [line for line in lines if line[:2] not in ("= ", "! ")]
    assert sorted(faults(made)) == sorted(wanted_faults)
    if wanted_outline:
        assert outline(made.bound) == wanted_outline[0]
    if wanted_text:
        assert printed(made.bound) == wanted_text
    assert wanted_outline or wanted_text, "a case must expect something"


def test_case_titles_are_unique() -> None:
    titles = [case[0] for case in CASES]
    assert len(titles) == len(set(titles))
