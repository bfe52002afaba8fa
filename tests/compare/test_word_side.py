"""Word files: what a bookmark tells, and what it does not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.compare.compare import compare
from draftkit.word.identity import lasting
from tests.helpers import document, word, word_side
from tests.word.word import docx, p

OLD = """\
### Điều. Quyền {#quyen}
1. Được tiếp cận thông tin về thị trường trong nước và ngoài nước.
2. Phải báo cáo số liệu sản xuất, kinh doanh trước ngày 31 tháng 01 hằng năm. {#bao-cao}
### Điều. Nghĩa vụ {#nghia-vu}
1. Tuân thủ quy chuẩn kỹ thuật quốc gia về chất thải.
"""
NEW = """\
### Điều. Quyền {#quyen}
1. Được tiếp cận thông tin về thị trường trong nước và ngoài nước.
### Điều. Nghĩa vụ {#nghia-vu}
1. Tuân thủ quy chuẩn kỹ thuật quốc gia về chất thải.
2. Mỗi quý một lần gửi cơ quan quản lý bảng kê sản lượng đã tiêu thụ. {#bao-cao}
"""


def test_a_labelled_clause_moved_and_written_anew_is_known_in_our_word_files(tmp_path: Path) -> None:
    files = [word_side(word(document(tmp_path / name, text)), name) for name, text in (("cu", OLD), ("moi", NEW))]
    (found,) = compare(*files).changes
    assert found.kinds == ("moved", "reworded")


def marked(text: str, name: str) -> str:
    start = f'<w:bookmarkStart w:id="{len(text)}" w:name="{name}"/><w:bookmarkEnd w:id="{len(text)}"/>'
    return p(text).replace("<w:r>", f"{start}<w:r>", 1)


def articles(texts: Sequence[str]) -> bytes:
    """A file as a law database gives it out: each điều has a bookmark with its number."""
    return docx("".join(marked(f"Điều {at}. {text}", f"dieu_{at}") for at, text in enumerate(texts, 1)))


def test_a_bookmark_that_counts_tells_nothing() -> None:
    old = ["Phạm vi điều chỉnh của Thông tư", "Kinh phí thực hiện hằng năm", "Hiệu lực thi hành của Thông tư"]
    new = [old[0], "Trách nhiệm của các bộ, ngành", *old[1:]]
    found = compare(word_side(articles(old), "cu"), word_side(articles(new), "moi"))
    assert [change.kinds for change in found.shown()] == [("inserted",)]
    assert [(run.old.number, run.old_last.number, run.length) for run in found.renumbered] == [("2", "3", 2)]


@pytest.mark.parametrize(
    ("names", "ours", "kept"),
    [
        (["dieu_5", "bookmark1", "_GoBack", "OLE_LINK1"], False, []),
        (["pham_vi", "_GoBack"], True, ["pham_vi"]),
        (["pham_vi", "_dk_0a1b2c3d"], False, ["pham_vi", "_dk_0a1b2c3d"]),
        (["_dk_0a1b2c3d", "_dk_0a1b2c3d_1", "_dk_00000000"], True, ["_dk_00000000"]),
        (["_Ref123456789", "_Toc12"], False, ["_Ref123456789"]),
    ],
)
def test_bookmarks_that_last(names: list[str], ours: bool, kept: list[str]) -> None:
    assert lasting(names, ours) == frozenset(kept)


PORTAL = """\
BỘ CÔNG THƯƠNG\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 15/2026/TT-BCT\tHà Nội, ngày 05 tháng 3 năm 2026
THÔNG TƯ
QUY ĐỊNH VỀ THIẾT BỊ LỌC BỤI
Bộ trưởng Bộ Công Thương ban hành Thông tư quy định về thiết bị lọc bụi.

Điều 1. Phạm vi
1. Thiết bị dùng trong nhà.
2. Thiết bị dùng ngoài trời:
a) Loại nhỏ;
b) Loại lớn.
Điều 2. Hiệu lực
Thông tư này có hiệu lực từ ngày ký./.
PHỤ LỤC
DANH MỤC
TT\tTên\tMức
1\tLọc túi\t5
"""


def test_an_act_copied_from_a_portal_is_read_as_a_word_file_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cu.txt").write_bytes(PORTAL.replace("\n", "\r\n").encode("utf-8-sig"))
    new = PORTAL.replace("Loại lớn", "Loại rất lớn").replace("Lọc túi\t5", "Lọc túi\t7")
    (tmp_path / "moi.txt").write_text(new, encoding="utf-16")
    assert main(["--lang", "en", "diff", "cu.txt", "moi.txt"]) == 1
    told = capsys.readouterr().out
    assert "Điểm b khoản 2 Điều 1  reworded" in told
    assert "Dòng 1 bảng 1, Phụ lục  reworded" in told
    assert "changes: 2" in told
    assert main(["diff", "cu.txt", "cu.txt"]) == 0
    capsys.readouterr()
    (tmp_path / "so.txt").write_text(PORTAL.replace("Điều 2.", "Điều 3."), encoding="utf-8")
    assert main(["--lang", "en", "diff", "cu.txt", "so.txt"]) == 1
    assert "only numbers and references that follow" in capsys.readouterr().out, "it does differ"


def test_a_text_that_is_no_unicode_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cu.txt").write_bytes(b"\xfe\x80\x81")
    assert main(["--lang", "en", "diff", "cu.txt", "cu.txt"]) == 2
    assert "Unicode" in capsys.readouterr().err
