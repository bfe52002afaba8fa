"""Files to a source: parts in name order, places that people can follow, YAML scalars as typed, shared values."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from draftkit.errors import ConfigError
from draftkit.model.message import Place
from draftkit.readers.metadata import split_front_matter
from draftkit.readers.shared import look_up, read_shared
from draftkit.readers.yaml_text import fold_key, load, parse
from tests.helpers import META, outline, read, write_project


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_project(tmp_path, "x\n")
    folder = tmp_path / "content/hai"
    folder.mkdir()
    (folder / "draft.yaml").write_text(META + "la: 1\n", encoding="utf-8")
    (folder / "02-hai.md").write_text("### Điều. Hai\n\nTheo @mot và @khong.\n", encoding="utf-8")
    (folder / "01-mot.md").write_text("### Điều. Một {#mot}\n1. Khoản.", encoding="utf-8")
    (folder / "README.md").write_text("### Điều. Không đọc\n", encoding="utf-8")
    return folder


def test_parts_are_read_in_name_order_without_the_readme(folder: Path, tmp_path: Path) -> None:
    assert outline(read(folder, tmp_path).bound) == "Đ1(K1) Đ2"


def test_places_name_the_part_its_line_and_column(folder: Path, tmp_path: Path) -> None:
    bound = read(folder, tmp_path).bound
    places = {fault.rule: str(bound.draft.source.span(fault.place)) for fault in bound.faults}
    assert places == {"DK-H001": "content/hai/draft.yaml:12:1", "DK-R001": "content/hai/02-hai.md:3:14"}


def test_a_place_after_front_matter_counts_from_the_top_of_the_file(tmp_path: Path) -> None:
    bound = read(write_project(tmp_path, "\nChữ.\n\nDòng @khong\n@nua\n"), tmp_path).bound
    assert [str(bound.draft.source.span(fault.place)) for fault in bound.faults] == [
        "content/thu.md:17:6",
        "content/thu.md:18:1",
    ]


def test_front_matter_ends_at_the_second_line_of_dashes() -> None:
    assert split_front_matter("---\na: 1\n---\nBody\n---\n") == ("a: 1\n", "Body\n---\n", 3)
    assert split_front_matter("Body\n---\n") == ("", "Body\n---\n", 0)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("01", "01"),
        ("1", 1),
        ("-1", -1),
        ("-0", "-0"),
        ("1.50", 1.5),
        ("1,5", "1,5"),
        ("2026-12-05", "2026-12-05"),
        ("true", True),
        ("yes", "yes"),
        ("no", "no"),
        ("off", "off"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("12:30", "12:30"),
        ('"1"', "1"),
        ("null", None),
        ("~", None),
        ("", None),
        ("70 - 80%", "70 - 80%"),
        ("1_000", "1_000"),
    ],
)
def test_a_scalar_stays_as_typed_unless_it_is_plainly_a_number(typed: str, value: object) -> None:
    assert load(f"a: {typed}\n", "x.yaml") == {"a": value}


@pytest.mark.parametrize(
    ("key", "plain"),
    [
        ("Tên gọi", "ten_goi"),
        ("ĐỊA-DANH", "dia_danh"),
        ("luat-bvmt", "luat-bvmt"),
        ("ten_goi", "ten_goi"),
        ("Số  ", "so"),
    ],
)
def test_keys_are_folded(key: str, plain: str) -> None:
    assert fold_key(key) == plain


def test_keys_below_gia_tri_are_the_drafters_own() -> None:
    data, places, _ = parse("Giá trị: {Mức Thải: 1}\n", "x.yaml", folded=True)
    assert data == {"gia_tri": {"Mức Thải": 1}}
    assert places["gia_tri.Mức Thải"] == Place(-1, 10)


def test_broken_yaml_names_file_line_and_shows_it() -> None:
    with pytest.raises(ConfigError, match=r"x\.yaml:2: “b: : c” cannot be read"):
        load("a: 1\nb: : c\n", "x.yaml")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("facts", "a: {b: {gia_trị: 5}}\n", "gia_tri"),
        ("facts", "a: {b: {Giá-trị: 5, ghi_chu: x}}\n", "gia_tri"),
        ("facts", "a: {b: {gia_tr: 5}}\n", "gia_tri"),
        ("facts", "a: {b: {gia_tra: 5, nguon: x}}\n", "gia_tri"),
        ("facts", "a: {b: {gia_tri: 5, nguồnn: x}}\n", "nguon"),
        ("facts", "a: {b: 1, b: 2}\n", "twice"),
        ("facts", "a: Phòng #2\n", "note"),
        ("facts", "a: {gia_thue: 5, gia_tra: 4, gia: 3, gia_tran: 2, nguon_von: {gia_tri: 3, don_vi: x}}\n", ""),
        ("facts", "a: {gia_tri_cu: 4, gia_tri_moi: 5, nguon: x}\n", ""),
        ("references", "l: {loai: Luật, ten: X, so: 1, nagy: 2}\n", "ngay"),
        ("references", "l: {loai: Luật, ten: X, so: 1, hieu_luc: {tu_ngay: 2}}\n", "hieu_luc.tu_ngay"),
        ("references", "l: {loai: Luật, ten: X, so: 1, sua_doi: [{loai: Luật, soo: 1}]}\n", "so"),
        ("organisations", "b: {ten: X, viet_tatt: Y}\n", "viet_tat"),
    ],
)
def test_a_key_of_a_shared_file_that_nobody_reads_is_told(name: str, text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"{name}.yaml.*{told}") if told else nullcontext():
        read_shared(tmp_path)


def test_a_value_is_looked_up_in_the_document_first() -> None:
    own, facts = {"a": {"b": 2}}, {"a": {"b": 3, "c": {"gia_tri": 0.25, "nguon": "x"}}, "d": [1], "e": True}
    assert look_up("a.b", own, facts) == "2"
    assert look_up("a.c", own, facts) == "0.25"
    assert look_up("a", own, facts) is None
    assert look_up("d", own, facts) is None
    assert look_up("a.b.c", own, facts) is None
