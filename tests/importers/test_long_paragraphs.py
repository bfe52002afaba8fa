"""Reading, importing and comparing Word files take time that grows with the file alone, whatever one paragraph is made
of."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from draftkit.cli.main import main
from tests.importers.making import bold, circular, imported
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


def taken_in(folder: Path, name: str, count: int) -> float:
    folder.mkdir()
    start = time.process_time()
    imported(folder, paragraph(name, count))
    return time.process_time() - start


def compared(folder: Path, name: str, count: int) -> float:
    folder.mkdir()
    (folder / "a.docx").write_bytes(circular(bold("Điều 1. Tên") + p("Chữ.")))
    (folder / "b.docx").write_bytes(paragraph(name, count))
    start = time.process_time()
    assert main(["diff", str(folder / "a.docx"), str(folder / "b.docx")]) == 1
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("name", PIECES)
@pytest.mark.parametrize("done", [taken_in, compared])
def test_a_paragraph_four_times_as_long_takes_about_four_times_as_long(name: str, done, tmp_path: Path) -> None:
    done(tmp_path / "first", name, 5)
    short = done(tmp_path / "a", name, 5_000)
    long = done(tmp_path / "b", name, 20_000)
    assert long < 6 * short + 0.5
