"""Links of terms and locks are nobody's words: they come home as nothing, and no command tells them as a difference."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from draftkit.errors import ConfigError
from draftkit.library.session import Document
from draftkit.redline.redline import redline
from draftkit.text.marks import differences
from draftkit.word.fingerprint import fingerprint
from draftkit.word.package import read_package
from draftkit.word.read import read_word
from tests.helpers import META, document, word, word_paragraphs
from tests.importers.making import session
from tests.judge import word_faults
from tests.writers.test_captions import body

TERMS = (
    "### Điều. Phạm vi\nVề hàng xanh.\n### Điều. Giải thích từ ngữ\n1. *Hàng xanh* là hàng. {#hx}\n"
    "2. Khoá sạch là khóa dùng cho hàng xanh.\n3. *Kg chuẩn* là đơn vị.\n### Điều. Ưu đãi\n"
    "1. Hàng\u00a0xanh\n2. Có 02 kg chuẩn, *khóa sạch*, khóa sạch; hàng xanh.\n"
    "# Phụ lục. Mẫu\nVề hàng xanh.\n# Phụ lục. Mẫu khác {.ngang}\nXem khoản 2 Điều 3.\n"
)


def made(root: Path, more: str = "", text: str = TERMS, meta: str = META) -> bytes:
    return word(document(root, text, meta + more))


def changes(old: bytes, new: bytes) -> tuple[int, list[object]]:
    """What a redline of two files marks, and what a comparison finds beside the letters."""
    marked = redline(read_package(old, "a"), read_package(new, "b"))
    assert not marked.notices
    assert b"w:sdt>" not in marked.parts["word/document.xml"]
    return marked.changes, [*differences(*(fingerprint(read_word(one)) for one in (old, new)))]


def test_the_first_use_of_a_term_leads_to_its_definition(tmp_path: Path) -> None:
    linked, plain = made(tmp_path), made(tmp_path, "lien_ket_tu_ngu: false\n")
    shown = re.findall(r'<w:hyperlink w:anchor="(\w+)">(.*?)</w:hyperlink>', body(linked))
    assert [re.sub("<[^>]+>", "", inner) for _, inner in shown] == ["Hàng\xa0xanh", "kg chuẩn", "khóa sạch"]
    assert not any("rPr" in inner for _, inner in shown), "letters like those around them"
    assert all(f'w:name="{anchor}"' in body(linked) for anchor, _ in shown)
    assert "hyperlink" not in body(plain)
    assert word_paragraphs(linked) == word_paragraphs(plain)
    assert changes(linked, plain) == changes(plain, linked) == (0, [])


def test_a_first_use_that_comes_earlier_is_no_change_of_the_later_one(tmp_path: Path) -> None:
    old = made(tmp_path)
    new = made(
        tmp_path, text=TERMS.replace("### Điều. Ưu đãi\n", "### Điều. Mới\nHàng xanh là quý.\n### Điều. Ưu đãi\n")
    )
    inside = redline(read_package(old, "a"), read_package(new, "b")).parts["word/document.xml"].decode()
    assert "".join(re.findall(r"<w:delText[^>]*>([^<]*)", inside)) == "3", "only the number of the article behind it"


@pytest.mark.shared
@pytest.mark.parametrize("locked", ["[phan_dau, phan_ky]", "noi_dung", "[phan_dau, noi_dung, phan_ky]"])
def test_what_is_locked_says_the_same(locked: str, tmp_path: Path, shared: Path) -> None:
    plain, closed = made(tmp_path), made(tmp_path, f"bao_ve: {locked}\n")
    assert word_paragraphs(closed) == word_paragraphs(plain)
    assert changes(plain, closed) == changes(closed, plain) == (0, [])
    tags = re.findall(r'<w:tag w:val="draftkit.khoa.(?:tiep.)?(\w+)"/><w:lock w:val="sdtContentLocked"/>', body(closed))
    assert set(tags) == set(re.findall(r"\w+", locked))
    controls = re.split(r"<w:sdt>|</w:sdt>", body(closed))
    assert not any("<w:sectPr" in one for one in controls[1::2]), "a section ends in no control"
    assert word_faults(shared, closed) == []


def test_number_and_date_that_are_blank_stay_open(tmp_path: Path) -> None:
    open_ = r"khoa\.o_trong.*?<w:t(?: [^>]*)?>([^<]*)"
    blank = META.replace('so: "7"', "so:").replace("ngay: 2026-06-05", "ngay:")
    found = re.findall(open_, body(made(tmp_path, "bao_ve: phan_dau\n", meta=blank)))
    assert [" ".join(text.split()) for text in found] == ["Số: /2026/NĐ-CP", "Hà Nội, ngày tháng năm 2026"]
    assert re.findall(open_, body(made(tmp_path, "bao_ve: phan_dau\n"))) == []


def test_locks_are_called_by_their_names_in_the_language_of_the_document(tmp_path: Path) -> None:
    path = tmp_path / "tin.en.md"
    path.write_text("---\nloai: press\nten_goi: on X\nbao_ve: noi_dung\n---\nA paragraph.\n", encoding="utf-8")
    assert re.findall('w:alias w:val="([^"]*)', body(session().read(path).docx())) == ["Text (locked)"]


def test_a_part_that_is_none_is_told(tmp_path: Path) -> None:
    faults = document(tmp_path, TERMS, META + "bao_ve: [phan_dau, chu_ky]\nlien_ket_tu_ngu: có\n").bound.faults
    assert [str(fault.message) for fault in faults if fault.rule == "DK-H004"] == [
        "“bao_ve”: “chu_ky” is none of phan_dau, noi_dung, phan_ky",
        "“lien_ket_tu_ngu” is true or false, without quotes",
    ]


def standard(root: Path, text: str) -> Document:
    (root / "bai.md").write_text(f"---\nloai: Tiêu chuẩn quốc gia\nten_goi: Thử\n{text}", encoding="utf-8")
    return session().read(root / "bai.md")


def test_a_standard_has_terms_too(tmp_path: Path) -> None:
    text = (
        "---\n# Thuật ngữ và định nghĩa\n## . **kg chuẩn** (*standard kg*)\nĐơn vị, như kg thử.\n"
        "## . **kg thử**\nĐơn vị.\n# Cách thử\na) cân 02 kg chuẩn;\n"
    )
    found = body(standard(tmp_path, text).docx())
    assert re.findall(r'<w:hyperlink w:anchor="_tn[^>]*><w:r><w:t>([^<]*)', found) == ["kg chuẩn"]
    assert "02\u00a0</w:t>" in found, "what holds together on one line holds where a link begins"


def test_a_template_without_a_head_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="phan_dau"):
        standard(tmp_path, "bao_ve: phan_dau\n---\n# Cách thử\nCân.\n").docx()
