"""Files nobody here wrote, and files built here: what goes in comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.importers.report import LEFT_OUT
from draftkit.library.importing import import_word
from draftkit.writers.text import write_text
from tests.importers.making import outline, read_back, session, taken_in
from tests.judge import word_faults

# counted by hand: paragraphs that open with “Điều n.” before the first annex
ARTICLES = {
    "30_2020_ND_CP": 38,
    "Nghị định 151-2024-NĐ-CP": 39,
    "Nghị định 156-2024-NĐ-CP": 29,
    "Thông tư 36-2024-TT-BYT": 10,
    "Thông tư 38-2024-TT-BGTVT": 12,
    "Thông tư 45-2024-TT-BGTVT": 19,
    "Thông tư 52-2024-TT-BGTVT": 7,
    "Thông tư 65-2024-TT-BCA": 11,
    "Thông tư 83-2024-TT-BCA": 14,
}
# a note where the signature goes
LISTED = {"30_2020_ND_CP": 1}


@pytest.mark.shared
@pytest.mark.parametrize("name", ARTICLES)
def test_real_files(name: str, tmp_path: Path, shared: Path) -> None:
    files, report, _ = taken_in(shared / f"samples/docx/{name}.docx")
    assert report.units["Điều"] == ARTICLES[name]
    assert report.counts[LEFT_OUT] == LISTED.get(name, 0)
    assert report.counts["added"] == 0
    built = session().docx(read_back(tmp_path, files))
    assert word_faults(shared, built) == []


OWN = (
    "content/decree/nghi-dinh-cong-nghiep-moi-truong",
    "content/hs-rules/thong-tu-danh-muc-hang-hoa-moi-truong",
    "content/standards/qcvn-nuoc-thai-sinh-hoat/thong-tu",
    "content/dossier/nghi-dinh-cong-nghiep-moi-truong/to-trinh.md",
)


@pytest.mark.parametrize("name", OWN)
def test_our_own_documents(name: str, tmp_path: Path) -> None:
    made = session().read(session().project.root / name)
    path = tmp_path / "tep.docx"
    path.write_bytes(session().docx(made))
    files, report, _ = session().import_word(path)
    again = read_back(tmp_path, files)
    assert report.complete
    assert outline(again) == outline(made)
    assert blanks(write_text(again.bound, again.frame)) == blanks(write_text(made.bound, made.frame))


def blanks(text: str) -> str:
    """A kind makes blanks that hold a line together itself; what comes home has plain ones."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("name", "headings"),
    [("content/standards/qcvn-nuoc-thai-sinh-hoat/quy-chuan", 78), ("content/standards/tcvn-bo-loc-bui", 54)],
)
def test_headings_by_number_alone_come_home(name: str, headings: int, tmp_path: Path) -> None:
    made = session().read(Path(__file__).parents[2] / name)
    typed = [line for line in made.bound.draft.source.text.split("\n") if line.startswith("#")]
    path = tmp_path / "tep.docx"
    path.write_bytes(session().docx(made, pages=False))
    files, report, _ = import_word(session(), path)
    found = [line for name in files for line in files[name].decode("utf-8", "replace").split("\n") if line[:1] == "#"]
    assert len(typed) == len(found) == headings
    assert report.folder == made.bound.draft.kind.name
    assert report.complete
    again = read_back(tmp_path, files)
    assert outline(again) == outline(made)
    for key in ("ten_goi", "ten_tieng_anh", "so", "nam", "viet_tat"):
        kept, typed_in = (document.bound.draft.meta.text(key).lower() for document in (again, made))
        assert kept == typed_in  # capitals of a name printed in capitals nobody can know


@pytest.mark.shared
def test_files_of_other_languages_lose_nothing(shared: Path) -> None:
    """Word files of a test suite, with tracked changes, text boxes, tables in tables, notes: none stops the import,
    none loses a line."""
    paths = sorted((shared / "samples/tracked").glob("*Accepted.docx"))
    lost = {
        path.name: report.counts[LEFT_OUT]
        for path in paths
        if not (report := session().import_word(path).report).complete
    }
    assert lost == {}
