"""Word files typed by hand: one paragraph a line, tables of rows; and random edits of their lines."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from lxml import etree

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_NS}}}"
DOCUMENT = "word/document.xml"
MARKS = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    '.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def typed(lines: Iterable[str]) -> dict[str, bytes]:
    """The parts of a Word file with these paragraphs; neighbouring lines `| a | b |` are a table."""
    body = "".join(
        _table(list(group)) if is_row else "".join(map(_paragraph, group))
        for is_row, group in groupby(lines, key=lambda line: line.startswith("|"))
    )
    document = f'<w:document xmlns:w="{W_NS}"><w:body>{body}<w:p/><w:sectPr/></w:body></w:document>'
    return {"[Content_Types].xml": _TYPES.encode(), "_rels/.rels": _RELATIONS.encode(), DOCUMENT: document.encode()}


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _table(rows: Sequence[str]) -> str:
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    grid = "<w:gridCol/>" * len(cells[0])
    printed = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{_paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in cells
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{printed}</w:tbl>"


def marks(data: bytes) -> int:
    """How many marks of tracked changes a document holds, those of ends of paragraphs and of rows counted."""
    return sum(1 for _ in etree.fromstring(data).iter(*MARKS))


def places(data: bytes) -> int:
    """How many changes Word steps through: neighbouring marks of one sort are one."""
    count, last = 0, ""
    for item in etree.fromstring(data).iter(*MARKS, W + "t", W + "delText", W + "p"):
        if item.tag in MARKS:
            if item.getparent().tag != W + "rPr" and item.tag != last:
                count, last = count + 1, item.tag
        elif item.tag != W + "p":
            last = last if any(parent.tag in MARKS for parent in item.iterancestors()) else ""
    return count


# -- a decree of few sorts of paragraphs, and what people do to it

SORTS = (
    "Bộ Công Thương chủ trì, phối hợp với các bộ, cơ quan ngang bộ tổ chức thực hiện quy định tại Điều này.",
    "Ủy ban nhân dân cấp tỉnh tổ chức thực hiện trên địa bàn và báo cáo trước ngày 15 tháng 12 hằng năm.",
    "Hồ sơ gồm đơn đề nghị theo mẫu, bản sao giấy phép và tài liệu kỹ thuật kèm theo.",
    "Trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ, cơ quan tiếp nhận trả lời bằng văn bản.",
    "Kinh phí thực hiện do ngân sách nhà nước bảo đảm theo quy định của pháp luật.",
)
Decree = list[list[str]]
"""Articles: a heading, then khoản, all without numbers."""


def decree(articles: int) -> Decree:
    """Articles with the same few khoản over and over."""
    return [
        [f"Trách nhiệm thực hiện {at % 3}", *(SORTS[(at + k) % len(SORTS)] for k in range(3))] for at in range(articles)
    ]


def numbered(articles: Decree) -> list[str]:
    """The lines of a decree, numbered as it stands."""
    out: list[str] = []
    for number, (title, *clauses) in enumerate(articles, 1):
        out.append(f"Điều {number}. {title}")
        out.extend(f"{count}. {clause}" for count, clause in enumerate(clauses, 1))
    return out


def reword(articles: Decree, rng: random.Random) -> None:
    """Another word in a khoản."""
    article = rng.choice(articles)
    at = rng.randrange(1, len(article))
    words = article[at].split(" ")
    words[rng.randrange(len(words))] = rng.choice(("thay thế", "bổ sung", "quyết định", "30%"))
    article[at] = " ".join(words)


def insert(articles: Decree, rng: random.Random) -> None:
    """A khoản at the end of an article."""
    rng.choice(articles).append(rng.choice((*SORTS, "Tổ chức, cá nhân chịu trách nhiệm về tính chính xác của hồ sơ.")))


def insert_amid(articles: Decree, rng: random.Random) -> None:
    """A khoản before others, which are renumbered."""
    rng.choice(articles).insert(1, "Tổ chức, cá nhân nộp hồ sơ qua Cổng dịch vụ công quốc gia.")


def delete(articles: Decree, rng: random.Random) -> None:
    """A khoản less."""
    article = rng.choice(articles)
    if len(article) > 2:
        del article[rng.randrange(1, len(article))]


def insert_article(articles: Decree, rng: random.Random) -> None:
    """A new article somewhere."""
    articles.insert(rng.randrange(len(articles)), ["Điều khoản chuyển tiếp", SORTS[rng.randrange(5)], SORTS[1]])


def delete_article(articles: Decree, rng: random.Random) -> None:
    """An article less."""
    if len(articles) > 3:
        del articles[rng.randrange(len(articles))]


def move_article(articles: Decree, rng: random.Random) -> None:
    """An article elsewhere."""
    articles.insert(rng.randrange(len(articles)), articles.pop(rng.randrange(len(articles))))


DEEDS: tuple[Callable[[Decree, random.Random], None], ...] = (
    reword,
    reword,
    insert,
    insert_amid,
    delete,
    insert_article,
    delete_article,
    move_article,
)
