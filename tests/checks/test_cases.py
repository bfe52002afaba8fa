"""Each rule alone, at exact places: the files in `cases` say where it fires and where it keeps silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from .case_files import CASES, Case, found_places, read_cases

_ALL = [case for path in sorted(CASES.glob("*.md")) for case in read_cases(path)]


@pytest.mark.parametrize("case", _ALL, ids=str)
def test_rule_fires_exactly_where_stated(case: Case, tmp_path: Path) -> None:
    assert sorted(found_places(case, tmp_path)) == sorted(case.places)
