"""`{{ name }}` in the metadata stands for a value wherever that text is printed."""

from __future__ import annotations

from pathlib import Path

from tests.helpers import META, document, faults, parts, word, word_paragraphs

BODY = "### Điều. Một\nĐến năm {{ muc_tieu.nam }}.\n"


def test_a_title_takes_values(tmp_path: Path) -> None:
    made = document(tmp_path, BODY, META.replace("về thử nghiệm", '"về mục tiêu đến năm {{ muc_tieu.nam }}"'))
    assert faults(made) == []
    assert made.frame.title == "Về mục tiêu đến năm 2030"
    assert "Về mục tiêu đến năm 2030" in word_paragraphs(word(made))
    assert made.bound.draft.meta.text("ten_goi") == "về mục tiêu đến năm {{ muc_tieu.nam }}"
    assert b"{{" not in parts(word(made))["docProps/core.xml"]


def test_own_values_stand_above_those_of_the_project(tmp_path: Path) -> None:
    meta = (
        META.replace("về thử nghiệm", '"về {{ viec }}, năm {{ muc_tieu.nam }}"')
        + "gia_tri: {viec: thử, muc_tieu: {nam: 2035}}\n"
    )
    assert document(tmp_path, BODY, meta).frame.title == "Về thử, năm 2035"


def test_lists_and_maps_take_values_too(tmp_path: Path) -> None:
    meta = META.replace("[Ban Bí thư Trung ương Đảng]", '["Hội nghị năm {{ muc_tieu.nam }}"]').replace(
        "THỦ TƯỚNG", '"THỦ TƯỚNG {{ muc_tieu.nam }}"'
    )
    made = document(tmp_path, BODY, meta)
    assert made.frame.recipients[0] == "- Hội nghị năm 2030;"
    assert made.frame.signatures[0].titles[-1] == "THỦ TƯỚNG 2030"


def test_an_unknown_name_is_printed_as_typed_and_told_at_its_key(tmp_path: Path) -> None:
    made = document(tmp_path, "### Điều. Một\nNội dung.\n", META.replace("về thử nghiệm", '"về {{ khong_co }}"'))
    assert made.frame.title == "Về {{ khong_co }}"
    assert faults(made) == ["DK-V001 meta"]
    assert made.bound.draft.source.span(made.bound.faults[0].place).line == 3


def test_values_of_the_title_are_among_those_printed(tmp_path: Path) -> None:
    made = document(tmp_path, "### Điều. Một\nNội dung.\n", META.replace("về thử nghiệm", '"về {{ muc_tieu.ty_le }}"'))
    assert made.bound.values == {"muc_tieu.ty_le": "70 - 80%"}


def test_number_year_and_date_may_be_values(tmp_path: Path) -> None:
    meta = META.replace('"7"', '"{{ so_vb }}"').replace("nam: 2026", 'nam: "{{ nam_vb }}"')
    meta = meta.replace("ngay: 2026-06-05", 'ngay: "{{ ngay_vb }}"')
    given = "gia_tri: {so_vb: 7, nam_vb: 2026, ngay_vb: '2026-06-05'}\n"
    made = document(tmp_path, BODY, meta + given)
    assert faults(made) == []
    assert made.frame.number == "Số: 07/2026/NĐ-CP"
    assert faults(document(tmp_path, BODY, meta + given.replace("2026-06-05", "hôm nay"))) == ["DK-H004 meta"]


def test_a_value_that_names_what_is_not_known_has_a_blank_there(tmp_path: Path) -> None:
    given = "gia_tri: {w1: 'x y {{ w2 }}', w2: 'a {{ w1 }}', w3: 'z {{ khong_co }}', w4: 'b {{ Số bến'}\n"
    made = document(tmp_path, "### Điều. Một\nW1={{ w1 }}; W3={{ w3 }}; W4={{ w4 }}.\n", META + given)
    assert faults(made) == ["DK-V001 line 2"] * 3
    assert "W1=x y a ……; W3=z ……; W4=b ……." in "\n".join(word_paragraphs(word(made)))
