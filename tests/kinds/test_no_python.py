"""A new kind is YAML and Markdown: a folder, nothing else, and everything works."""

from __future__ import annotations

from pathlib import Path

from draftkit.cli.main import main
from draftkit.library.project import open_project
from draftkit.library.session import Session
from tests.helpers import parts, word_paragraphs

KIND = """\
base: nd30
title: Phiếu kiểm soát
outline:
  - {name: item, hashes: 1, keyword: Việc, label: "Việc {n}.", cite: việc, numeral: arabic, heading: inline, \
parents: [root]}
  - {name: step, marker: "{n}.", label: "{n}.", cite: bước, numeral: arabic, parents: [item]}
words:
  code: PKS
  act: Phiếu kiểm soát
  this: Phiếu kiểm soát này
  type_line: PHIẾU KIỂM SOÁT
  addressed: "{co_quan} giao {nguoi_nhan}:"
  closing: "Thời hạn: {thoi_han}."
metadata:
  nguoi_nhan: {required: true, help: người được giao}
  thoi_han: {type: date, help: thời hạn}
"""
DRAFT = """\
---
loai: Phiếu kiểm soát
ten_goi: xử lý hồ sơ
co_quan: Văn phòng
viet_tat: VP
so: "3"
ngay: 2026-06-05
nguoi_nhan: tổ thư ký
thoi_han: 2026-07-01
kinh_gui: tổ trưởng
chu_ky: {quyen_han: [CHÁNH VĂN PHÒNG], ho_ten: Nguyễn Văn A}
---
# Việc. Tiếp nhận {#tiep-nhan}
1. Ghi sổ.
2. Chuyển người có trách nhiệm ở @tra. {#chuyen}
# Việc. Trả kết quả {#tra}
1. Đối chiếu với @chuyen.
2. Trả hồ sơ./.
"""


def test_a_kind_of_yaml_alone_builds_checks_and_formats(tmp_path: Path) -> None:
    folder = tmp_path / "templates/control-slip"
    (folder / "sample").mkdir(parents=True)
    (tmp_path / "content").mkdir()
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (folder / "kind.yaml").write_text(KIND, encoding="utf-8")
    (folder / "sample/draft.md").write_text(DRAFT, encoding="utf-8")
    path = tmp_path / "content/thu.md"
    path.write_text(DRAFT, encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    made = session.read(path)
    found = {finding.rule for finding in session.check(made)}
    assert found == {"DK-S028", "DK-V007", "DK-H043"}, "its starter, word for word; nothing says figures and place"
    (docx,) = session.build(made, ["docx"])
    assert parts(docx.read_bytes())["word/styles.xml"]
    text = word_paragraphs(docx.read_bytes())
    for line in (
        "Số: 03/PKS-VP",
        "PHIẾU KIỂM SOÁT",
        "Văn phòng giao tổ thư ký: tổ trưởng",
        "Việc 1. Tiếp nhận",
        "2. Chuyển người có trách nhiệm ở việc 2 của Phiếu kiểm soát này.",
        "1. Đối chiếu với bước 2 việc 1 của Phiếu kiểm soát này.",
        "Thời hạn: ngày 01 tháng 7 năm 2026.",
    ):
        assert line in text, text
    assert session.formatted(path, "keep"), "the canonical layout means the same"
    path.write_text(DRAFT.replace("2026-07-01", "01/07/2026"), encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    made = session.read(path)
    assert {finding.rule for finding in session.check(made)} == found, "a day as people write it"
    assert word_paragraphs(session.build(made, ["docx"])[0].read_bytes()) == text
    path.write_text(DRAFT.replace("2026-07-01", "31/06/2026"), encoding="utf-8")
    assert "DK-H004" in {one.rule for one in session.check(Session(open_project(tmp_path, None)).read(path))}


def test_the_starter_of_a_kind_can_be_taken_from_the_command_line(tmp_path: Path) -> None:
    target = tmp_path / "moi.md"
    assert main(["new", "Giấy mời", str(target)]) == 0
    assert "loai: Giấy mời" in target.read_text(encoding="utf-8")
