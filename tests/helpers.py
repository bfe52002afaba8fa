"""Small makers: a document from a short text, and the outline notation `Đ1(K1 K2(a b đ)) Đ2`.

Notation: P phần, C chương, M mục, TM tiểu mục, Đ điều, K khoản, a bare letter điểm, PL phụ lục, MS mẫu; the number
follows, children stand in brackets, quoted legal text in square brackets."""

from __future__ import annotations

import ast
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from hypothesis import settings
from lxml import etree

from draftkit.compare.values import Side
from draftkit.kinds.registry import Registry, packaged_templates
from draftkit.library.comparing import AsWord
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.model.inline import Break, Content, Emph, Field, Inline, Link, Math, Note, Strong, Sub, Sup
from draftkit.model.kind import KindSpec
from draftkit.model.message import Fault
from draftkit.model.printed import AnnexStart, Equation, Grid, Item, Line, Picture
from draftkit.model.profile import FormatProfile
from draftkit.model.tree import Block, Division, Quote, Unit
from draftkit.readers.document import read_draft, read_raw
from draftkit.readers.shared import read_shared
from draftkit.resolve.bind import bind
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.resolve.frame import make_frame
from draftkit.writers.docx.writer import write_docx

SERIES = """\
---
loai: Thông cáo báo chí
ten_goi: Bộ X khởi công tại {{ tinh }}
co_quan: Bộ X
nam: 2026
ngay: 2026-11-20
lien_he: {ho_ten: Trần Thị B, dien_thoai: 024 2222 1234, thu_dien_tu: bc@bo.vn}
---
Tại {{ tinh }} có {{ so_co_so }} cơ sở.
"""
"""A release for each row of a table: of a province, with how many places it has."""
META = """\
loai: decree
ten_goi: về thử nghiệm
so: "7"
nam: 2026
dia_danh: Hà Nội
ngay: 2026-06-05
can_cu: [Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15]
theo_de_nghi: Bộ trưởng Bộ Công Thương
chu_ky: {quyen_han: [TM. CHÍNH PHỦ, THỦ TƯỚNG], ho_ten: Nguyễn Văn A}
noi_nhan: [Ban Bí thư Trung ương Đảng]
luu: VT, CN (2)
"""
REFERENCES = """\
luat-a: {loai: Luật, ten: Bảo vệ môi trường, so: 72/2020/QH14, ngay: 2020-11-17, co_quan: Quốc hội}
luat-b:
  loai: Luật
  ten: Chất lượng sản phẩm
  so: 05/2007/QH12
  sua_doi: [{so: 78/2025/QH15}, {loai: Bộ luật, so: 91/2015/QH13}]
nd-c: {loai: Nghị định, ten: quy định chi tiết, so: 08/2022/NĐ-CP, ngay: 2022-01-10, co_quan: Chính phủ}
qd-d: {loai: Quyết định, ten: phê duyệt Chương trình, so: 1894/QĐ-TTg, ngay: 2025-09-04, co_quan: Thủ tướng Chính phủ}
"""
FACTS = (
    "muc_tieu: {nam: 2030, ty_le: {gia_tri: 70 - 80%, nguon: QĐ}, he_so: 0.5, nho: 0.00005, deu: 1.50, dung: true,"
    ' dai: "{{ muc_tieu.nam }} năm"}\n'
)
RELEASE = """---
loai: Thông cáo báo chí
ten_goi: Chợ nổi mở lại
co_quan: Bộ Công Thương
dia_danh: Hà Nội
ngay: 2026-11-20
lien_he:
  - ho_ten: Lê Thị C
    dien_thoai: 024 3974 2271
    thu_dien_tu: baochi@chonoi.vn
---
Chợ nổi mở lại tại Hà Nội.
"""
"""A release with nothing left to be filled in."""
TEMPLATES = packaged_templates()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def each(items: Iterable[Any], label: Callable[[Any], object] = str) -> Callable[[Callable[[Any], None]], Any]:
    """Makes one test that looks at all items and names those that are wrong: for looks so short that a test for each
    would cost more than the look."""
    every = list(items)

    def made(look: Callable[[Any], None]) -> Callable[[], None]:
        def whole() -> None:
            wrong = []
            for item in every:
                try:
                    look(item)
                except AssertionError as error:
                    wrong.append(f"{label(item)}: {error}")
            assert every
            assert not wrong, "\n".join(wrong)

        whole.__name__, whole.__doc__, whole.__module__ = look.__name__, look.__doc__, look.__module__
        return whole

    return made


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """All nodes of a module of ours as it is parsed: once for all who look at the code, who leave it as it is."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def examples(count: int, **more: Any) -> settings:
    """The settings of a property: how many examples it tries in a usual run. A profile that asks for more than 100
    tries so many times more of them."""
    return settings(max_examples=count * settings().max_examples // 100, **more)


@lru_cache(maxsize=1)
def registry() -> Registry:
    """The templates of the checkout."""
    return Registry((TEMPLATES,))


@lru_cache(maxsize=1)
def kind() -> KindSpec:
    """The kind that most tests use."""
    return registry().find("decree")


@lru_cache(maxsize=1)
def profile() -> FormatProfile:
    """Its format profile."""
    return registry().profile(kind())


def template() -> Path:
    """Its Word template."""
    return TEMPLATES / "decree" / "decree.docx"


def write_project(root: Path, body: str, meta: str = META, files: Mapping[str, str | bytes] | None = None) -> Path:
    """A project in `root` with one document, `content/thu.md`; returns its path. Other files stand beside it."""
    content = root / "content"
    (content / "_shared").mkdir(parents=True, exist_ok=True)
    (root / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (content / "_shared/references.yaml").write_text(REFERENCES, encoding="utf-8")
    (content / "_shared/facts.yaml").write_text(FACTS, encoding="utf-8")
    for name, data in (files or {}).items():
        (content / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    path = content / "thu.md"
    path.write_text(f"---\n{meta}---\n{body}", encoding="utf-8")
    return path


def shorten(paths: Iterable[Path]) -> None:
    """Let provisions that have no label and no figure say little: a look at a whole draft takes as long as it is."""
    for path in paths:
        text = path.read_text(encoding="utf-8")
        short = re.sub(r"(?m)^((?:\d+\.|[a-zđ]\)) )(?!.*{#)[^\d\n]*([;.])$", r"\1Một việc\2", text)
        path.write_text(short, encoding="utf-8")


def document(root: Path, body: str, meta: str = META, files: Mapping[str, str | bytes] | None = None) -> Document:
    """Write, read, bind and frame a document."""
    return read(write_project(root, body, meta, files), root)


def read(path: Path, root: Path) -> Document:
    """Read, bind and frame the document at `path` (kind and profile are read once for all tests)."""
    draft = read_draft(read_raw(path, root), kind())
    bound = bind(draft, profile(), read_shared(root / "content/_shared"))
    return Document(path, bound, make_frame(bound))


def word(made: Document, cache: Path | None = None) -> bytes:
    """The Word file of a document."""
    return write_docx(made.bound, made.frame, template(), cache)


def parts(docx: bytes) -> dict[str, bytes]:
    """The parts of a Word file."""
    with zipfile.ZipFile(BytesIO(docx)) as package:
        return {name: package.read(name) for name in package.namelist()}


def xml(docx: bytes, part: str = "word/document.xml") -> etree._Element:
    """One part of a Word file as a tree."""
    return etree.fromstring(parts(docx)[part])


def word_paragraphs(docx: bytes) -> list[str]:
    """The visible paragraphs of a Word file, read by lxml (not by our own verifier); formulas and pictures as U+FFFC,
    empty ones left out; a space that does not break is one."""
    found = []
    for paragraph in xml(docx).iter(f"{W}p"):
        text = "".join(_visible(node) for node in paragraph.iter())
        if text.strip("\t"):
            found.append(text.strip("\t"))
    return found


def _visible(node: etree._Element) -> str:
    if node.tag == f"{W}t":
        return re.sub(r"(?<!\s)\u00a0(?!\s)", " ", node.text or "")
    if node.tag == f"{W}tab" and node.getparent().tag == f"{W}r":
        return "\t"
    return {f"{W}br": "\n", f"{M}oMath": "\ufffc", f"{W}drawing": "\ufffc"}.get(node.tag, "")


# -- what was read, in one line


_LETTER = {
    "part": "P",
    "chapter": "C",
    "section": "M",
    "subsection": "TM",
    "article": "Đ",
    "clause": "K",
    "point": "",
    "annex": "PL",
    "form": "MS",
    "heading": "M",
}


def outline(bound: Bound) -> str:
    """The units of a draft in the notation."""
    return _outline(bound.draft.blocks, bound.numbers)


def _outline(blocks: Iterable[Block], numbers: Mapping[int, str]) -> str:
    out = []
    for block in blocks:
        if isinstance(block, Unit):
            inner = _outline(block.body, numbers)
            number = numbers.get(block.serial, block.number)
            out.append(f"{_LETTER[block.level.name]}{number}" + (f"({inner})" if inner else ""))
        elif isinstance(block, Division):
            out.append(_outline(block.blocks, numbers))
        elif isinstance(block, Quote):
            out.append(f"[{_outline(block.blocks, {})}]")
    return " ".join(item for item in out if item)


_HEADS = {
    "P": "# Phần",
    "C": "# Chương",
    "M": "## Mục",
    "TM": "## Tiểu mục",
    "Đ": "### Điều",
    "PL": "# Phụ lục",
    "MS": "## Mẫu",
}


def source(notation: str) -> str:
    """The text of a draft with these units; those without a number are left to be counted."""
    lines = []
    for found in re.finditer(r"(PL|MS|TM|[PCMĐK])?([0-9IVXLC]*[a-zđ]?[0-9]*)", notation):
        letter, number = found[1], found[2]
        if letter == "K":
            lines.append(f"{number or 1}. Nội dung khoản.")
        elif letter:
            lines += ["", f"{_HEADS[letter]}{' ' + number if number else ''}. Tên gọi"]
        elif number:
            lines.append(f"{number}) Nội dung điểm;")
    return "\n".join(lines).lstrip("\n") + "\n"


def shape(content: Content) -> str:
    """A content with its marks made visible."""
    return "".join(_shape(item) for item in content)


def _shape(item: Inline) -> str:
    if isinstance(item, str):
        return item
    if isinstance(item, Strong | Emph | Sup | Sub):
        name = {"Strong": "b", "Emph": "i", "Sup": "sup", "Sub": "sub"}[type(item).__name__]
        return f"<{name}>{shape(item.content)}</{name}>"
    if isinstance(item, Link):
        return f"<a {item.url}>{shape(item.content)}</a>"
    if isinstance(item, Break):
        return "<br>"
    if isinstance(item, Note):
        return f"<note {item.key}{' again' if item.again else ''}>"
    if isinstance(item, Math):
        return f"<math {item.tex}>"
    assert isinstance(item, Field)
    return item.text


def printed(bound: Bound, annexed: str = "") -> list[str]:
    """Every printed item as `role: text`."""
    return [_item(item) for flow in (body_flow(bound), annex_flow(bound, annexed)) for item in flow]


def _item(item: Item) -> str:
    if isinstance(item, Line):
        page = " (new page)" if item.new_page else ""
        return f"{item.role}{page}: {item.before}{item.mark}{item.after}{shape(item.content)}"
    if isinstance(item, Grid):
        rows = " / ".join(" | ".join(shape(cell) for cell in row) for row in item.rows)
        return f"{'table' if item.ruled else 'plain table'} {' '.join(item.align)}: {rows}"
    if isinstance(item, Picture):
        return f"picture {Path(item.path).name}: {item.alt}"
    if isinstance(item, Equation):
        return f"formula{f' ({item.number})' if item.number else ''}: {item.tex}"
    assert isinstance(item, AnnexStart)
    return "annex starts (landscape)" if item.landscape else "annex starts"


def text_of(bound: Bound, start: str) -> str:
    """The one printed line that starts with these words."""
    found = [line.partition(": ")[2] for line in printed(bound)]
    found = [line for line in found if line.startswith(start)]
    assert len(found) == 1, found
    return found[0]


def faults(made: Document) -> list[str]:
    """The faults as `rule line`, metadata lines as `rule meta`."""
    return [_fault(fault) for fault in made.bound.faults]


def _fault(fault: Fault) -> str:
    return f"{fault.rule} {'meta' if fault.place.line < 0 else f'line {fault.place.line + 1}'}"


# -- prose fixtures


def cases(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Id, source and expectation of every case in `folder`: title, `.`, source, `.`, expectation, `.`, each sign on a
    line of its own."""
    for path in sorted(folder.glob("*.md")):
        pieces = re.split(r"^\.\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert len(pieces) % 3 == 1, f"{path.name}: a case is not closed"
        for title, body, expected in zip(pieces[0::3], pieces[1::3], pieces[2::3], strict=False):
            yield f"{path.stem}: {title.strip().splitlines()[-1]}", body, expected


def word_side(data: bytes, name: str = "tep.docx") -> Side:
    """The nodes of a Word file, as `draftkit diff` compares them."""
    return AsWord(_home(), data, name).side()


@lru_cache(maxsize=1)
def _home() -> Session:
    """A project without documents; all kinds are read once for all tests."""
    return Session(open_project(TEMPLATES, None))
