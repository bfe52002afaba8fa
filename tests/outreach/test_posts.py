"""Posts: how channels count, and a file for each channel."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from draftkit.campaign.points import is_figure, sentences
from draftkit.campaign.posts import channels, length, messages, unmarked, weighted
from draftkit.campaign.tables import read_table
from draftkit.errors import ConfigError, EngineMissing
from draftkit.kinds.registry import packaged_templates
from draftkit.library.project import open_project
from draftkit.library.session import Session

COUNTED = {
    "": 0,
    "abc": 3,
    "đăng ký": 7,
    "Bộ": 3,
    "ấấ": 4,
    "https://example.vn/mot-duong-dan-rat-dai?x=1": 23,
    "xem example.vn nhé": 4 + 23 + 4,
    "😀": 2,
    "👨‍👩‍👧": 2,
    "👍🏽": 2,
}


@pytest.mark.parametrize(("text", "size"), COUNTED.items())
def test_x_weighs_letters_and_addresses(text: str, size: int) -> None:
    assert weighted(text) == size


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("ấ" * 70, 1),
        ("ấ" * 71, 2),
        ("ấ" * 134, 2),
        ("ấ" * 135, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("", 0),
    ],
)
def test_text_messages_are_counted_in_parts(text: str, count: int) -> None:
    assert messages(text) == count


def test_composed_and_decomposed_letters_count_the_same() -> None:
    assert length("e\u0302\u0301", "ky-tu") == length("ế", "ky-tu") == 1
    assert length("😀", "utf-16") == 2


def test_accents_are_taken_off() -> None:
    assert unmarked("Đề nghị “góp ý” – gửi trước…") == 'De nghi "gop y" - gui truoc...'


def test_every_channel_has_source_and_confidence() -> None:
    table = read_table(packaged_templates() / "posts/kenh.yaml")
    assert channels(table, "kenh.yaml")
    assert all(entry["nguon"] and entry["tin_cay"] in ("cao", "vua", "thap") for entry in table.values())


def test_a_broken_channel_is_named() -> None:
    with pytest.raises(ConfigError, match="mới"):
        channels({"mới": {"ten": "Mới", "dem": "ky-tu", "gioi_han": 10}}, "kenh.yaml")


TEXT = """---
loai: Bài mạng xã hội
ten_goi: Mời góp ý dự thảo
co_quan: Bộ Công Thương
kenh: [Facebook, YouTube, SMS không dấu]
---
Mục tiêu là **{{ ty_le }}**[^1], xem [trang tin](https://example.vn).

- Một
- Hai

1. Việc đầu.
2. Việc sau.

# X

Lời riêng: {{ ty_le }}.

[^1]: Nguồn.
"""


def test_each_channel_has_a_file_to_paste(tmp_path: Path) -> None:
    (tmp_path / "content/_shared").mkdir(parents=True)
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content/_shared/facts.yaml").write_text("ty_le: 70 - 80%\n", encoding="utf-8")
    (tmp_path / "content/bai.md").write_text(TEXT, encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    made = session.build(session.read(tmp_path / "content/bai.md"), (), tmp_path / "out")
    texts = {path.name: path.read_text(encoding="utf-8") for path in made if path.suffix == ".txt"}
    channels = {"bai.txt", "bai.facebook.txt", "bai.youtube.txt", "bai.sms-khong-dau.txt", "bai.x.txt"}
    assert set(texts) == channels | {"bai.the.mo-ta.txt"}
    with Image.open(tmp_path / "out/bai.the.png") as card:
        assert card.size == (1200, 630)
    assert texts["bai.the.mo-ta.txt"].startswith("Mời góp ý dự thảo. ")
    assert sentences(("Con ăn gì ở trường?", "", "Dự thảo.", "Bộ Thử")) == "Con ăn gì ở trường? Dự thảo. Bộ Thử."
    said = "Mục tiêu là 70 - 80%, xem trang tin (https://example.vn). (Nguồn.)"
    body = f"{said}\n\n• Một\n• Hai\n\n1. Việc đầu.\n2. Việc sau.\n"
    assert texts["bai.facebook.txt"] == body.replace("• Hai\n\n1.", "• Hai\n1.")
    assert texts["bai.youtube.txt"].startswith("Mời góp ý dự thảo\n\nMục tiêu")
    assert texts["bai.sms-khong-dau.txt"].isascii()
    assert texts["bai.x.txt"] == "Lời riêng: 70 - 80%.\n"
    (tmp_path / "content/bai.md").write_text(TEXT.replace("kenh:", "du_thao: {lan: 2}\nkenh:"), encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    draft = session.files(session.read(tmp_path / "content/bai.md"), "posts")
    assert draft["x.txt"].decode() == f"DỰ THẢO (Lần 2)\n\n{texts['bai.x.txt']}"
    assert draft["sms-khong-dau.txt"].decode().startswith("DU THAO (Lan 2)\n\nMuc tieu")
    assert draft["facebook.txt"].decode() == f"DỰ THẢO (Lần 2)\n\n{texts['bai.facebook.txt']}"


def test_a_picture_brings_its_credit_and_a_second_one_is_told(tmp_path: Path) -> None:
    """Only the first stands on the card; what the others show, and who made them, was left out without a word."""
    (tmp_path / "draftkit.yaml").write_text("noi_dung: .\n", encoding="utf-8")
    Image.new("RGB", (60, 40)).save(tmp_path / "a.png")
    text = "---\nloai: Bài mạng xã hội\nten_goi: A\nkenh: [X]\ndu_thao: true\n---\nB\n"
    for name in ("cũ", "mới"):
        text += f'\n![Bến {name} bên sông](a.png "Bến {name}. Ảnh: Lê Hà")\n'
    (tmp_path / "bai.md").write_text(text, "utf-8")
    session = Session(open_project(tmp_path, None))
    document = session.read(tmp_path / "bai.md")
    assert "Bến cũ bên sông. Bến cũ. Ảnh: Lê Hà." in session.files(document, "posts")["the.mo-ta.txt"].decode()
    (told,) = [one for one in document.check() if one.rule == "DK-O005"]
    assert told.span.line == text[: text.index("![Bến mới")].count("\n") + 1


def test_cells_of_a_table_are_said_with_both_rows_of_their_headings(tmp_path: Path) -> None:
    """The years below “Năm” were said as a row of their own, and both figures of a line as “Năm: 5; 6”."""
    (tmp_path / "draftkit.yaml").write_text("noi_dung: .\n", encoding="utf-8")
    (tmp_path / "bang.csv").write_text("Tỉnh,Xã,Năm,\n,,2026,2027\nHuế,A,5,6\n,B,7,\n", encoding="utf-8")
    table = "Câu.\n\n```bang bang.csv\ngop: [A1:A2, B1:B2, C1:D1, A3:A4]\n```\n"
    posted = "• Huế; Xã: A; Năm 2026: 5; Năm 2027: 6\n• Huế; Xã: B; Năm 2026: 7\n"
    read = "Tỉnh: Huế; Xã: A; Năm hai nghìn không trăm hai mươi sáu: năm; Năm hai nghìn không trăm hai mươi bảy: sáu."
    for kind, form, said in (("Bài mạng xã hội", "posts", posted), ("Bài phát thanh", "txt", read)):
        (tmp_path / "bai.md").write_text(f"---\nloai: {kind}\nten_goi: A\ndu_thao: true\n---\n{table}", "utf-8")
        session = Session(open_project(tmp_path, None))
        made = session.files(session.read(tmp_path / "bai.md"), form)
        assert said in made["x.txt" if form == "posts" else "txt"].decode()


def test_a_missing_typeface_is_told_and_no_picture_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("draftkit.campaign.card.font_files", lambda name: [])
    (tmp_path / "draftkit.yaml").write_text("noi_dung: .\n", encoding="utf-8")
    (tmp_path / "bai.md").write_text(
        "---\nloai: Bài mạng xã hội\nten_goi: A\nkenh: [X]\ndu_thao: true\n---\nB\n", "utf-8"
    )
    session = Session(open_project(tmp_path, None))
    with pytest.raises(EngineMissing, match="Manrope"):
        session.written(session.read(tmp_path / "bai.md"), "posts")


@pytest.mark.parametrize(
    ("lead", "large"),
    [
        *(
            (text, True)
            for text in ("3", "15 ngày", "6,1%/năm", "25m²", "7h30", "3.500đ", "-5%", "20%-30%", "70 - 80%")
        ),
        *((text, True) for text in ("âm 3%", "từ 20 đến 35%", "1.200 tỷ đồng - 1.900 tỷ đồng", "không quá 5 ngày")),
        *((text, False) for text in ("3 bước doanh nghiệp cần làm ngay", "300 triệu đến 5 tỷ", "PM2.5: 40")),
        *((text, False) for text in ("Tiêu chuẩn", "24/11/2026", "15/2026/NĐ-CP", "01.2026.NOXH.0001", "HN-01")),
    ],
)
def test_a_figure_is_known_with_its_unit_apart_or_not(lead: str, large: bool) -> None:
    assert is_figure(lead) is large


def test_one_other_name_of_a_channel_needs_no_list() -> None:
    """A text was read letter by letter, and a number was a mistake of ours."""
    table = {"x": {"ten": "X", "dem": "x", "gioi_han": 280, "ten_khac": "Twitter"}}
    assert channels(table, "kenh.yaml")[0].answers("twitter")
    assert channels({"x": table["x"] | {"ten_khac": 12}}, "kenh.yaml")[0].aliases == ("12",)
