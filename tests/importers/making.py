"""Importing in tests: a Word file made by hand, or a draft, in; the files of a draft out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from draftkit.files.cache import default_cache
from draftkit.importers.report import Report
from draftkit.library.importing import Imported
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.model.tree import units
from tests.conftest import CHECKOUT
from tests.word.word import docx, p, r


@lru_cache(maxsize=1)
def session() -> Session:
    return Session(open_project(CHECKOUT, default_cache()))


@cache
def taken_in(path: Path) -> Imported:
    """A file that stays as it is, taken in once for all who look at it."""
    return session().import_word(path)


def imported(folder: Path, data: bytes, kind: str = "", changes: str = "accept") -> tuple[Mapping[str, bytes], Report]:
    path = folder / "tep.docx"
    path.write_bytes(data)
    return session().import_word(path, kind, changes)[:2]


def source(files: Mapping[str, bytes], name: str = "01-noi-dung.md") -> str:
    return files[name].decode()


def read_back(folder: Path, files: Mapping[str, bytes], name: str = "du-thao") -> Document:
    target = folder / name
    target.mkdir()
    for name, data in files.items():
        (target / name).write_bytes(data)
    return session().read(target)


def outline(document: Document) -> list[tuple[str, str]]:
    """Level and printed number of every unit outside quotations."""
    return [(unit.level.name, document.bound.numbers[unit.serial]) for unit in units(document.bound.draft.blocks)]


BOLD = "<w:b/>"
CENTRE = '<w:jc w:val="center"/>'


def centred(text: str, rpr: str = BOLD) -> str:
    return p("", CENTRE, r(text, rpr))


def bold(text: str) -> str:
    return p("", "", r(text, BOLD))


def cell(*paragraphs: str, tcpr: str = "") -> str:
    return f"<w:tc><w:tcPr>{tcpr}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def table(*rows: str, borders: str = "single") -> str:
    sides = "".join(
        f'<w:{side} w:val="{borders}"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders>"
        f"</w:tblPr>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    )


def circular(body: str, annexes: str = "", **others: str) -> bytes:
    """A circular with header and ending in tables; `body` stands between enactment and ending."""
    head = table(
        cell(centred("BỘ CÔNG THƯƠNG"), centred("-------"))
        + cell(
            centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            centred("Độc lập - Tự do - Hạnh phúc"),
            centred("---------------"),
        ),
        cell(centred("Số: 15/2026/TT-BCT", "")) + cell(centred("Hà Nội, ngày 05 tháng 3 năm 2026", "<w:i/>")),
        borders="nil",
    )
    front = [
        centred("THÔNG TƯ"),
        centred("QUY ĐỊNH VỀ THIẾT BỊ LỌC BỤI CỦA VIỆT NAM"),
        p("Căn cứ Luật Bảo vệ môi trường số 72/2020/QH14;"),
        p("Theo đề nghị của Cục trưởng Cục Kỹ thuật an toàn;"),
        p("Bộ trưởng Bộ Công Thương ban hành Thông tư quy định về thiết bị lọc bụi của Việt Nam."),
    ]
    end = table(
        cell(p("Nơi nhận:"), p("- Văn phòng Chính phủ;"), p("- Lưu: VT, ATMT (3)."))
        + cell(centred("KT. BỘ TRƯỞNG"), centred("THỨ TRƯỞNG"), p(), p(), centred("Trần Văn B")),
        borders="nil",
    )
    return docx(head + "".join(front) + body + end + annexes, **others)
