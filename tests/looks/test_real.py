"""Real signed acts: the errors that are found, each read by a person (decision 031), and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.message import Severity
from tests.conftest import CHECKOUT

TRUE = {
    "Thông tư 38-2024-TT-BGTVT.docx": {"DK-W033"},
    "Thông tư 45-2024-TT-BGTVT.docx": {"DK-W010", "DK-W012", "DK-W500"},
}
PORTAL = {"DK-W001", "DK-W002"}
"""Paper and margins that a legal portal sets."""


@pytest.mark.shared
@pytest.mark.parametrize("profile", ["", "qppl"])
def test_every_error_is_true(profile: str, shared: Path) -> None:
    checker = Session(open_project(CHECKOUT, None)).word_checker(profile=profile)
    paths = sorted((shared / "samples/docx").glob("*.docx"))
    assert len(paths) >= 9
    for path in paths:
        found = checker.check(path.read_bytes(), path.name)
        errors = {one.rule for one in found.findings if one.severity >= Severity.ERROR}
        assert errors - PORTAL == (TRUE.get(path.name, set()) if profile else set()), path.name
