"""Captions are counted by Word itself, and say the right number before it counts."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from draftkit.library.project import open_project
from draftkit.library.session import Session
from tests.conftest import CHECKOUT

TABLE = "Bảng. {name}{label}\n| A | B |\n|---|---|\n| 1 | 2 |\n\n"


def fields(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    """The code and the shown number of each SEQ field, in order."""
    head = "---\nloai: Nghị định\nten_goi: về việc thử\n---\n\n"
    (tmp_path / "bai.md").write_text(head + text, encoding="utf-8")
    session = Session(open_project(CHECKOUT, None))
    with zipfile.ZipFile(io.BytesIO(session.docx(session.read(tmp_path / "bai.md")))) as package:
        body = package.read("word/document.xml").decode()
    return re.findall(r'<w:fldSimple w:instr="( SEQ [^"]*)"><w:r><w:t>(\d+)</w:t></w:r></w:fldSimple>', body)


def counted(found: list[tuple[str, str]]) -> list[int]:
    """What Word makes of the fields when it updates them: the next number of the series, or the one of `\\r`."""
    last: dict[str, int] = {}
    out = []
    for code, _ in found:
        words = code.split()
        last[words[1]] = int(words[-1]) if "\\r" in words else last.get(words[1], 0) + 1
        out.append(last[words[1]])
    return out


def test_each_caption_is_a_field_with_its_number(tmp_path: Path) -> None:
    text = "### Điều. A\nXem @hai.\n\n" + TABLE.format(name="Một", label="") + TABLE.format(name="Hai", label=" {#hai}")
    annex = "# Phụ lục. B\n\n" + TABLE.format(name="Ba", label="") + TABLE.format(name="Bốn", label="")
    found = fields(tmp_path, text + annex + annex.replace("B\n", "C\n", 1))
    assert len(found) == 6
    assert counted(found) == [int(number) for _, number in found]
    assert found[0][0] == " SEQ Bảng \\* ARABIC "


def test_tables_and_figures_count_apart(tmp_path: Path) -> None:
    (tmp_path / "h.png").write_bytes((CHECKOUT / "tests/readers/cases/files/so-do.png").read_bytes())
    text = "### Điều. A\n\n" + TABLE.format(name="Một", label="") + '![x](h.png "Một")\n\n![y](h.png "Hai")\n\n'
    found = fields(tmp_path, text + TABLE.format(name="Hai", label=""))
    assert [code.split()[1] for code, _ in found] == ["Bảng", "Hình", "Hình", "Bảng"]
    assert counted(found) == [int(number) for _, number in found]
