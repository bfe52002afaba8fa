"""A paper of a dossier says what its draft says now, while both are edited."""

from __future__ import annotations

from pathlib import Path

from draftkit.live.desk import Desk
from draftkit.resolve.prose import Prose
from tests.dossier.project import DRAFT, make_project

MORE = DRAFT.replace("# Chương. Thi hành", "### Điều. Thêm\nMột điều nữa.\n\n# Chương. Thi hành")


def _says(desk: Desk, paper: Path) -> str:
    return Prose(desk.read(paper).bound).text


def test_an_edit_of_the_draft_is_seen_in_the_paper(tmp_path: Path) -> None:
    make_project(tmp_path)
    draft, paper = tmp_path / "content/thu.md", tmp_path / "content/ho-so/cong-van.md"
    desk = Desk(tmp_path, None)
    assert "02 chương, 03 điều" in _says(desk, paper)
    desk.edit(draft, draft.read_text(encoding="utf-8").replace(DRAFT, MORE))
    assert "02 chương, 04 điều" in _says(desk, paper)
    desk.edit(draft, None)
    assert "02 chương, 03 điều" in _says(desk, paper)
    draft.write_text(draft.read_text(encoding="utf-8").replace(DRAFT, MORE), encoding="utf-8")
    desk.changed(draft)
    assert "02 chương, 04 điều" in _says(desk, paper)


def test_a_paper_without_a_draft_of_its_own_is_not_read_again(tmp_path: Path) -> None:
    make_project(tmp_path)
    alone = tmp_path / "content/khac.md"
    alone.write_text((tmp_path / "content/thu.md").read_text(encoding="utf-8"), encoding="utf-8")
    desk = Desk(tmp_path, None)
    kept = desk.read(alone)
    desk.edit(tmp_path / "content/thu.md", "---\n---\n")
    assert desk.read(alone) is kept
