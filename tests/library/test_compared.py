"""What tells the state of all that a document is held against."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from draftkit.library.ground import Ground, as_compared
from draftkit.library.project import open_project
from draftkit.library.session import Session

_HEAD = "loai: Thông cáo báo chí\nten_goi: {}\nco_quan: Bộ X\nngay: 2026-11-20\n"
_OLD_NS = 10**18


def _write(path: Path, title: str, more: str = "", body: str = "Lời.") -> None:
    path.write_text(f"---\n{_HEAD.format(title)}{more}---\n\n{body}\n", encoding="utf-8")
    os.utime(path, ns=(_OLD_NS, _OLD_NS))


def _key(root: Path) -> str:
    project = open_project(root, None)
    document = Session(project).read(root / "content/tin/a.md")
    return as_compared(Ground(project, time.time_ns()), document, (), {})


@pytest.mark.parametrize(
    ("more", "wide"),
    [
        ("", False),
        ("van_ban: {nghi_dinh: ../khac/b.md}\n", False),  # read, so that all it names is known
        ("van_ban: {nghi_dinh: ../khac/mat.md}\n", False),  # not there
        ("van_ban: {nghi_dinh: ../khac/hong.md}\n", True),  # cannot be read: what it names is anywhere
    ],
)
def test_a_named_draft_that_was_not_loaded_counts_all_content(tmp_path: Path, more: str, wide: bool) -> None:
    for folder in ("tin", "khac", "xa"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    os.utime(tmp_path / "draftkit.yaml", ns=(_OLD_NS, _OLD_NS))
    _write(tmp_path / "content/tin/a.md", "A", more)
    _write(tmp_path / "content/khac/b.md", "B")
    _write(tmp_path / "content/xa/c.md", "C")
    _write(tmp_path / "content/khac/hong.md", "[")
    before = _key(tmp_path)
    assert before != ""
    assert _key(tmp_path) == before
    _write(tmp_path / "content/xa/c.md", "C", body="Lời khác.")
    assert (_key(tmp_path) != before) == wide
    _write(tmp_path / "content/tin/a.md", "A", more, "Lời thêm.")
    assert _key(tmp_path) != before


def test_a_named_draft_that_appears_is_another_state(tmp_path: Path) -> None:
    for folder in ("tin", "khac"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    os.utime(tmp_path / "draftkit.yaml", ns=(_OLD_NS, _OLD_NS))
    _write(tmp_path / "content/tin/a.md", "A", "van_ban: {nghi_dinh: ../khac/b.md}\n")
    before = _key(tmp_path)
    _write(tmp_path / "content/khac/b.md", "B")
    assert _key(tmp_path) != before
