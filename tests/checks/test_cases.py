"""Each rule alone, at exact places: the files in `cases` say where it fires and where it keeps silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from .case_files import CASES, found_places, read_cases


@pytest.mark.parametrize("path", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_rule_fires_exactly_where_stated(path: Path, tmp_path: Path) -> None:
    stated = {str(case): sorted(case.places) for case in read_cases(path)}
    found = {str(case): sorted(found_places(case, tmp_path / str(case.number))) for case in read_cases(path)}
    assert found == stated
