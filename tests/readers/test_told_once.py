"""One fault of the metadata is one finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.library.project import open_project
from draftkit.library.session import Session
from tests.forms.project import RELEASE, press_project

GUESSED = "unknown key “{}”; did you mean “{}”?"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("co_quan:", "co_quann:", [GUESSED.format("co_quann", "co_quan")]),
        ("ten_goi:", "ten_gooi:", [GUESSED.format("ten_gooi", "ten_goi")]),
        ("ten_goi:", "Tiêu đề:", [GUESSED.format("tieu_de", "ten_goi")]),  # as its help calls it, not `tieu_de_phu`
        ("dia_danh: Hà Nội", '"": Hà Nội', ["unknown key “”"]),
        ("dia_danh: Hà Nội", "noi_ban_hanh: Hà Nội", ["unknown key “noi_ban_hanh”"]),
        ("ten_goi: Bộ", "xyz: Bộ", ["unknown key “xyz”"]),
        ("hinh_anh:", "lien_hee: {ten_gio: A}\nhinh_anh:", [GUESSED.format("lien_hee", "lien_he")]),
        (
            "{ho_ten: Nguyễn Văn Bình, chuc_vu: Chánh Văn phòng,",
            "{ho_ten: Nguyễn Văn Bình, Trưởng ban, chuc_vu: Chánh Văn phòng,",
            ["“Trưởng ban” is no key"],
        ),
        ("mo_ta: Toàn cảnh hội trường,", "mo_ta: Toàn cảnh hội trường, Hà Nội,", ["“Hà Nội” is no key"]),
    ],
)
def test_of_a_document(tmp_path: Path, old: str, new: str, told: list[str]) -> None:
    assert old in RELEASE
    path = press_project(tmp_path, RELEASE.replace(old, new, 1))
    bound = Session(open_project(tmp_path, None)).read(path).bound
    said = [str(one.message) for one in bound.faults if one.rule in ("DK-H001", "DK-H002", "DK-H004")]
    missing = [one for one in said if "is missing" in one]
    assert len(said) - len(missing) == len(told)
    assert all(any(one.startswith(text) for one in said) for text in told)
    assert "“”; did you mean" not in " ".join(said)
    assert len(missing) == (old == "ten_goi: Bộ")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("dien_thoai:", "dien_thoi:", ["DK-H001"]),
        ("dien_thoai:", "sdt:", ["DK-H001", "DK-P003"]),  # which may be anything
        ("lien_he:", "lien_hee:", ["DK-H001"]),
        ("ngay:", "ngayy:", ["DK-H001"]),
        ("mo_ta:", "mo_taa:", ["DK-H001"]),
        ("mo_ta:", "xyz:", ["DK-H001", "DK-P004"]),
    ],
)
def test_what_a_mistyped_key_was_meant_for_is_not_told_as_missing(
    tmp_path: Path, old: str, new: str, told: list[str]
) -> None:
    assert old in RELEASE
    path = press_project(tmp_path, RELEASE.replace(old, new, 1))
    session = Session(open_project(tmp_path, None))
    before = {one.rule for one in Session(open_project(tmp_path, None)).check(session.read(path))}
    assert sorted(before & {"DK-H001", "DK-H002", "DK-P001", "DK-P003", "DK-P004"}) == told
