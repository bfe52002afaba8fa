"""Metadata are set key by key; what stands around a key stays as typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.edits.data_files import grid
from draftkit.errors import DraftkitError
from draftkit.live.changes import Change, Stale, write
from draftkit.live.desk import Desk
from draftkit.live.fields import SetKey, called, fields, without_keys
from draftkit.live.provisions import propose
from draftkit.model.meta import Data
from tests.helpers import write_project


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    write_project(tmp_path, "\n### Điều 1. Phạm vi\n\nNội dung./.\n")
    return Desk(tmp_path, None)


def set_key(desk: Desk, key: str, value: Data = None, source: str = "") -> str:
    path = desk.root / "content/thu.md"
    field = fields(desk, path)[key.partition(".")[0]]
    change = propose(desk, path, SetKey(key, field.hash, value, source))
    assert isinstance(change, Change)
    assert write(desk, change) is None
    return path.read_text(encoding="utf-8")


def test_fields_are_those_of_the_kind(desk: Desk) -> None:
    found = fields(desk, desk.root / "content/thu.md")
    assert found["ten_goi"].value == "về thử nghiệm"
    assert (found["ten_goi"].first, found["ten_goi"].text) == (3, "ten_goi: về thử nghiệm")
    assert found["ten_goi"].key.required
    assert found["ngay_hieu_luc"].first == 0
    assert found["ngay_hieu_luc"].key.help


VALUES: list[tuple[str, Data, str]] = [
    ("ten_goi", "về: cái mới #1", '\nten_goi: "về: cái mới #1"\nso:'),
    ("so", "12", '\nso: "12"\nnam: 2026\n'),
    ("can_cu", ["@luat-a", "Căn cứ Luật số 1: khác"], '\ncan_cu:\n  - "@luat-a"\n  - "Căn cứ Luật số 1: khác"\ntheo'),
    ("chu_ky.ho_ten", "Trần Thị B", "chu_ky: {quyen_han: [TM. CHÍNH PHỦ, THỦ TƯỚNG], ho_ten: Trần Thị B}\n"),
    ("chu_ky", {"quyen_han": ["TM. CP"], "ho_ten": "B"}, "\nchu_ky:\n  quyen_han:\n    - TM. CP\n  ho_ten: B\nnoi"),
    ("ngay_hieu_luc", "2026-07-01", "\nluu: VT, CN (2)\nngay_hieu_luc: 2026-07-01\n---\n"),
    ("luu", None, "\nnoi_nhan: [Ban Bí thư Trung ương Đảng]\n---\n"),
]


@pytest.mark.parametrize(("key", "value", "then"), VALUES)
def test_a_key_is_set(desk: Desk, key: str, value: Data, then: str) -> None:
    before = (desk.root / "content/thu.md").read_text(encoding="utf-8").split("\n")
    text = set_key(desk, key, value)
    assert then in text
    assert desk.read(desk.root / "content/thu.md").bound.draft.meta.values.get("nam") == 2026
    assert [line for line in before if not line.startswith(key.partition(".")[0])] == [
        line for line in text.split("\n") if line in before and not line.startswith(key.partition(".")[0])
    ]


def test_a_source_is_taken_as_typed_but_changes_no_other_key(desk: Desk) -> None:
    assert "\nten_goi: về  # tạm\nso:" in set_key(desk, "ten_goi", source="ten_goi: về  # tạm")
    with pytest.raises(DraftkitError):
        set_key(desk, "ten_goi", source="ten_goi: về\nso: 9")
    with pytest.raises(DraftkitError):
        set_key(desk, "ten_goi", source="ten_goi: [về")


def test_a_stale_key_is_a_conflict(desk: Desk) -> None:
    path = desk.root / "content/thu.md"
    assert isinstance(propose(desk, path, SetKey("ten_goi", "0" * 16, "khác")), Stale)


def test_a_table_is_a_grid_and_back() -> None:
    text = "Bảng. Tên {#b}\n\n| A \\| B | C |\n|---|:-:|\n| 1 | x |\n| 2 |  |"
    found = grid(text)
    assert found is not None
    assert found.rows == (("A \\| B", "C"), ("1", "x"), ("2", ""))
    assert found.source() == text.replace("|---|:-:|", "| --- | :-: |")
    assert found._replace(rows=(*found.rows, ("a|b", "c\nd"))).source().endswith("\n| a\\|b | c d |")
    assert grid("1. Không phải bảng.") is None


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("còn là dự thảo (du_thao)", "còn là dự thảo (“lần dự thảo và ngày”)"),
        ("key “ten_goi” is missing", "key “tên gọi của văn bản” is missing"),
        ("`so` chỉ ghi số", "`số` chỉ ghi số"),
        ("“co_chu: 15” không dùng được", "“cỡ chữ: 15” không dùng được"),
        ("thiếu chu_ky.ho_ten.", "thiếu “họ và tên”."),
        ("viết {{ du_thao.ten }}, {{du_thao.lan}}", None),
        ("so với bản trước, nam, luu", None),
        ("draft.yaml, van_ban_khac, tệp so_lieu.csv, /du_thao/x, my_du_thao", None),
    ],
)
def test_keys_are_called_as_the_form_calls_them(desk: Desk, text: str, then: str | None) -> None:
    keys = called(desk.read(desk.root / "content/thu.md").bound.draft.kind)
    assert without_keys(text, lambda: keys) == (text if then is None else then)
