"""Work done in a second process gives what it would have given here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from draftkit.files.aside import aside
from draftkit.library.project import open_project
from draftkit.library.session import Session

LONG = "### Điều. Tên\n" + "1. Nội dung VNĐ của khoản.\n" * 15_000


def test_the_result_comes_back() -> None:
    assert aside(lambda: {"số": [1, 2]})() == {"số": [1, 2]}


def test_it_runs_in_another_process_where_there_are_two() -> None:
    if (os.cpu_count() or 1) > 1:
        assert aside(os.getpid)() != os.getpid()


def test_an_error_is_raised_where_the_result_is_asked_for() -> None:
    def fail() -> None:
        raise ValueError("hỏng")

    wait = aside(fail)
    with pytest.raises(ValueError, match="hỏng"):
        wait()


def test_findings_of_a_large_document_are_the_same_aside(tmp_path: Path) -> None:
    path = tmp_path / "dai.md"
    path.write_text(f"---\nloai: Nghị định\nten_goi: về mẫu\n---\n{LONG}", encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    document = session.read(path)
    assert len(document.bound.draft.source.text) > 300_000
    findings, _ = session.check_aside(document)()
    assert findings == session.check(document)
    assert len(findings) > 15_000
