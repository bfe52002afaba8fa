"""Blocks × forms: what stands in a source stands in every form its kind can be written in, or a finding says that this
form shows none. Each block has a word that nothing else has."""

from __future__ import annotations

import html
import io
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest

from draftkit.errors import OutputError
from draftkit.library.document import Document
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.message import Severity
from draftkit.writers.formats import PDF_WORD
from tests.conftest import CHECKOUT
from tests.samples import one_of_each_make

BLOCKS = {
    "paragraph": "Lời ‹xoàizê›.",
    "emphasis": "Chữ **‹mítzê›**, *‹ổizê›*, m^‹nhãnzê›^, H~‹vảizê›~.",
    "line break": "Dòng ‹camzê›\\\nrồi ‹quýtzê›.",
    "link": "Xem [‹bưởizê›](https://vidu.vn/dua).",
    "note": "Có chú[^1].\n\n[^1]: Lời ‹khếzê›.",
    "value": "Giá trị {{ chu }}.",
    "khoản": "1. Khoản ‹mezê›;\n2. Khoản ‹roizê›.",
    "điểm": "1. Gồm:\na) Điểm ‹thịzê›;\nb) Điểm ‹hồngzê›.",
    "dash": "- Gạch ‹lựuzê›.",
    "quotation": "> “Trích ‹măngzê›.”\n>\n> — Ông ‹Mậnzê›",
    "quoted law": "> “1. Khoản ‹chanhzê›.\n> a) Điểm ‹cóczê›.”",
    "table": "Bảng. Tên ‹sấuzê›\n| Cột ‹lêzê› | Cột hai |\n|---|--:|\n| Ô ‹táozê› | 5 |\n| Ô ‹đàozê› | 7 |",
    "merged table": "```bang gop.csv\ngop: [A1:A2, B1:C1]\n```",
    "layout table": "::: khong-vien\n| Ô ‹gấczê› | Ô ‹sungzê› |\n|---|---|\n| Ô ‹bòngzê› | 2 |\n:::",
    "picture": '![Hình ‹dâuzê›](so-do.png "Chú ‹vảzê›")',
    "formula": "$$ \\text{‹thanhzê›} = \\frac{a}{b} $$",
    "formula in text": "Đặt $\\text{‹longzê›}_1$ là số.",
    "centred": "::: giua\nGiữa ‹trámzê›\n:::",
    "right": "::: phai\nPhải ‹bứazê›\n:::",
    "chart": "::: bieu-do-cot\n| Năm | Tỷ lệ ‹bơzê› |\n|---|---|\n"
    "| Mục ‹nhozê› | 3% |\n| Mục ‹chuốizê› | 4% |\n\nNguồn: Bộ ‹dứazê›.\n:::",
}
GROUPED = "Khối,Số ‹ngôzê›,\n,Một ‹khoaizê›,Hai ‹sắnzê›\nHàng ‹lạczê›,1,2\n"
OTHERS = {"merged table": GROUPED, "value": "‹mơzê›"}
"""What stands in the file beside, and in a value."""
_TOGETHER = 5
"""Blocks of which a small sheet holds as many, as a rule."""
_ALIKE = ("leaflet-half", "flyer", "placard")
"""Sheets that one program lays out as it does leaflets and infographics."""


def said(end: str, data: bytes) -> str:
    """The words of a file, by readers that are not ours."""
    end = end.rpartition(".")[2]
    if end in ("docx", "pptx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
        marks = re.findall(r'(?:descr|title)="([^"]*)"', " ".join(parts))
        text = " ".join(re.sub(r"</(?:w|a):p>|<[^>]*(?:br|tab)/>", " ", part) for part in parts)
        return html.unescape(re.sub(r"<[^>]+>", "", text) + " ".join(marks))
    if end == "eml":
        made = BytesParser(policy=policy.default).parsebytes(data)
        return " ".join(_page(str(part.get_content())) for part in made.walk() if part.get_content_maintype() == "text")
    if end == "pdf":
        import pikepdf
        import pypdfium2

        text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
        with pikepdf.open(io.BytesIO(data)) as file:
            kept = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
            return " ".join((text, *(str(one.Alt) for one in kept)))
    return _page(data.decode(errors="replace"))


def _page(text: str) -> str:
    alts = re.findall(r'alt="([^"]*)"', text)
    return html.unescape(re.sub(r"<(?!desc|title)/?[a-z][^>]*>", "", text) + " ".join(alts))


def plain(text: str) -> str:
    return re.sub("[‹›]", "", text)


def document(root: Path, kind: str, only: Sequence[str] = ()) -> tuple[Document, dict[str, range]]:
    """A document of a kind with every block, or with some only, and on which lines each stands."""
    root.mkdir(exist_ok=True)
    shutil.copytree(CHECKOUT / "templates" / kind / "sample", root / "content/bai")
    shutil.copy(CHECKOUT / "tests/readers/cases/files/so-do.png", root / "content/bai")
    (root / "content/bai/gop.csv").write_text(plain(GROUPED), encoding="utf-8")
    (root / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    path = root / "content/bai/draft.md"
    text = path.read_text(encoding="utf-8").replace("---\n", "---\ngia_tri: {chu: mơzê}\n", 1).rstrip() + "\n"
    if only:
        text = f"{text.rpartition('---')[0]}---\n\n# Một mặt\n"
    lines = {}
    for name in only or BLOCKS:
        start = text.count("\n") + 2
        text += f"\n{plain(BLOCKS[name])}\n"
        lines[name] = range(start, text.count("\n") + 1)
    path.write_text(text, encoding="utf-8")
    return Session(open_project(root, None)).read(path), lines


@pytest.mark.parametrize("kind", one_of_each_make())
def test_every_block_stands_in_every_form(kind: str, tmp_path: Path) -> None:
    made, lines = document(tmp_path, kind)
    session = made.home
    assert isinstance(session, Session)
    refused = [finding for finding in made.check() if finding.severity >= Severity.WARNING]
    wrong = []
    for form in session.formats(made):
        said_of = _said(session, made, form, kind, tmp_path)
        for name, block in BLOCKS.items():
            words = re.findall("‹(.*?)›", OTHERS.get(name, block))
            text = said_of(name)
            missing = [word for word in words if text and word not in text]
            told = [finding.rule for finding in refused if finding.span.line in lines[name]]
            if missing and not told:
                wrong.append(f"{name} in {form}: {', '.join(missing)}")
    assert not wrong, "\n".join(wrong)


def _said(session: Session, made: Document, form: str, kind: str, root: Path) -> Callable[[str], str]:
    """The words of a form, by block: of a sheet that cannot hold them all, as many as fit are printed together."""

    def words(session: Session, made: Document) -> str:
        files = {} if form in (PDF_WORD, "bieu-do", "png") else session.files(made, form)
        found = " ".join(said(end, data) for end, data in files.items())
        return unicodedata.normalize("NFC", found)

    def by_block(names: Sequence[str]) -> dict[str, str]:
        some, _ = document(root / f"{form}-{names[0]}-{len(names)}", kind, names)
        assert isinstance(some.home, Session)
        try:
            return dict.fromkeys(names, words(some.home, some))
        except OutputError as error:
            if "hold too much" not in error.text or len(names) == 1:
                raise
            half = len(names) // 2
            return {**by_block(names[:half]), **by_block(names[half:])}

    names = [*BLOCKS]
    if form == "in" or (form == "pdf" and kind in _ALIKE):
        names = names[::4]  # the same sheet as the PDF, with more around it; the same as another, of other measures
    else:
        try:
            return dict.fromkeys(BLOCKS, words(session, made)).__getitem__
        except OutputError as error:
            if "hold too much" not in error.text:
                raise
    found: dict[str, str] = {}
    for at in range(0, len(names), _TOGETHER):
        found |= by_block(names[at : at + _TOGETHER])
    return lambda name: found.get(name, "")
