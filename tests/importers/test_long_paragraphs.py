"""Reading, importing and comparing Word files is work that grows with the file alone, whatever one paragraph is made
of."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.cli.main import main
from tests.importers.making import bold, circular, imported
from tests.steps import steps
from tests.word.word import p, r

PIECES = {
    "runs": lambda at: r(f"chữ {at} "),
    "looks in turn": lambda at: r(f"chữ{at} ", "<w:b/>" if at % 2 else ""),
    "tabs": lambda at: f"<w:r><w:tab/></w:r>{r(f'x{at}')}",
    "lines": lambda at: f"<w:r><w:br/></w:r>{r(f'x{at}')}",
    "fields": lambda at: (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> REF a{at} </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(str(at))}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
}


def paragraph(name: str, count: int) -> bytes:
    return circular(bold("Điều 1. Tên") + p("", "", "".join(map(PIECES[name], range(count)))))


def taken_in(folder: Path, name: str, count: int) -> int:
    folder.mkdir()
    data = paragraph(name, count)
    return steps(lambda: imported(folder, data))


def compared(folder: Path, name: str, count: int) -> int:
    folder.mkdir()
    (folder / "a.docx").write_bytes(circular(bold("Điều 1. Tên") + p("Chữ.")))
    (folder / "b.docx").write_bytes(paragraph(name, count))
    return steps(lambda: main(["diff", str(folder / "a.docx"), str(folder / "b.docx")]))


@pytest.mark.parametrize("name", PIECES)
@pytest.mark.parametrize("done", [taken_in, compared])
def test_a_paragraph_four_times_as_long_is_about_four_times_as_much_work(name: str, done, tmp_path: Path) -> None:
    done(tmp_path / "first", name, 5)
    short = done(tmp_path / "a", name, 200)
    assert short < done(tmp_path / "b", name, 800) < 5 * short
