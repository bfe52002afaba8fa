"""What is read again, and what is not, when something is edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.errors import DraftkitError
from draftkit.live.desk import Desk
from tests.helpers import FACTS, META, write_project

BODY = "\n### Điều 1. Phạm vi {#pham-vi}\n\nĐến năm {{ muc_tieu.nam }} theo @luat-a./.\n"
RELEASE = "---\nloai: Thông cáo báo chí\nten_goi: Tiêu đề\nvan_ban: {nghi_dinh: thu.md}\n---\nXem @nghi_dinh.pham-vi.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    write_project(tmp_path, BODY)
    (tmp_path / "content/khac.md").write_text(f"---\n{META}---\n{BODY}", encoding="utf-8")
    (tmp_path / "content/tin.md").write_text(RELEASE, encoding="utf-8")
    return Desk(tmp_path, None)


def test_only_the_document_that_changes_is_read_again(desk: Desk) -> None:
    first, other = desk.root / "content/thu.md", desk.root / "content/khac.md"
    documents = desk.read(first), desk.read(other)
    desk.edit(first, desk.text(first).replace("Phạm vi", "Mục đích"))
    assert desk.read(other) is documents[1]
    assert desk.read(first) is not documents[0]
    assert desk.read(first).bound.draft.body[0].title == ("Mục đích",)  # type: ignore[union-attr]
    assert desk.read(first) is desk.read(first)


def test_documents_that_refer_to_the_changed_one_are_read_again(desk: Desk) -> None:
    first, release = desk.root / "content/thu.md", desk.root / "content/tin.md"
    assert not [item for item in desk.check(release)[release] if item.rule == "DK-R001"]
    desk.edit(first, desk.text(first).replace("{#pham-vi}", "{#khac}"))
    assert [item for item in desk.check(release)[release] if item.rule == "DK-R001"]


def test_shared_facts_are_read_again_when_their_file_changes(desk: Desk) -> None:
    path = desk.root / "content/thu.md"
    session = desk.session
    assert "DK-V001" not in {item.rule for item in desk.check(path)[path]}
    facts = desk.root / "content/_shared/facts.yaml"
    facts.write_text(FACTS.replace("nam:", "khac:"), encoding="utf-8")
    assert "DK-V001" not in {item.rule for item in desk.check(path)[path]}
    desk.changed(facts)
    assert "DK-V001" in {item.rule for item in desk.check(path)[path]}
    assert desk.session is session


def test_settings_make_everything_new(desk: Desk) -> None:
    session = desk.session
    settings = desk.root / "draftkit.yaml"
    settings.write_text("noi_dung: content\nkiem_tra: {bo_qua: [DK-S012]}\n", encoding="utf-8")
    desk.changed(settings)
    assert desk.session is not session
    assert desk.session.project.silenced == (("**", ("DK-S012",)),)


def test_closing_a_file_goes_back_to_what_is_on_the_disk(desk: Desk) -> None:
    path = desk.root / "content/thu.md"
    desk.edit(path, "---\nloai: không có\n---\n")
    with pytest.raises(DraftkitError):
        desk.read(path)
    desk.edit(path, None)
    assert desk.read(path).bound.draft.name == "thu"


def test_files_know_their_document(desk: Desk) -> None:
    folder = desk.root / "content/nghi-dinh"
    folder.mkdir()
    for name, text in (("draft.yaml", META), ("01.md", BODY), ("README.md", "# Đọc")):
        (folder / name).write_text(text, encoding="utf-8")
    assert [desk.owner(folder / name) for name in ("draft.yaml", "01.md", "README.md")] == [folder, folder, None]
    assert desk.owner(desk.root / "content/_shared/facts.yaml") is None
    assert set(desk.check(folder)) == {folder / "draft.yaml", folder / "01.md"}
