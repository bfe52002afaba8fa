"""Technical regulations and standards: words of obligation, fixed clauses, notes, annexes, normative references.

Most facts are of the second hand (ISO/IEC Directives Part 2 as taken over by TCVN 1-2, published documents): warnings
and hints, no errors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import practice, tcvn12
from draftkit.checks.standard_parts import clauses, is_terms, title_of
from draftkit.model.finding import Severity
from draftkit.model.inline import plain
from draftkit.model.message import msg
from draftkit.model.place import Place
from draftkit.model.tree import Block, Figure, Formula, Paragraph, Table, Unit, bodies
from draftkit.text.pattern import Pattern

_W, _I = Severity.WARNING, Severity.INFO
_TYPED_DEAD = practice("viện dẫn bảng, hình, công thức, phụ lục có thật")


_MIXED = Pattern(
    r"(?<!\w)(?<!không )(?:cần phải|phải cần|phải nên|nên phải|nên cần|có thể phải|phải có thể|có thể nên|nên được phép"
    r"|bắt buộc phải|phải bắt buộc|được phép phải)(?!\w)",
    flags=re.IGNORECASE,
)


@rule("DK-Q001", "Mixed words of obligation", _W, tcvn12("từ ngữ diễn đạt yêu cầu, khuyến nghị, cho phép"), "standards")
def mixed_obligation(subject: Subject) -> Iterator[Hit]:
    """One provision says one thing: “phải” (requirement), “nên” (recommendation), “được phép” (permission) or “có thể”
    (possibility).

    “cần phải”, “phải nên” leave it open; “không cần phải” says that there is no requirement.
    """
    for found in _MIXED.finditer(subject.own_prose):
        text = " ".join(found[0].split())
        yield subject.hit(found, "“{text}” mixes words of obligation; choose phải, nên, được phép or có thể", text=text)


_WEAK = Pattern(
    r"(?<!\w)(?:nên(?! để| mà| là)(?= \w)|khuyến khích|khuyến nghị)(?!\w)", "nên", "khuyến khích", "khuyến nghị"
)
_THUS = Pattern(r"(?:,|vì vậy|do đó|trở|tạo|gây|cho|thành) ?$")


@rule("DK-Q002", "Recommendation in a mandatory text", _I, practice("quy chuẩn nêu yêu cầu bắt buộc"), "mandatory")
def weak_requirement(subject: Subject) -> Iterator[Hit]:
    """A technical regulation binds: a sentence with “nên” or “khuyến khích” belongs to an informative annex, or says
    “phải”."""
    text = subject.own_prose
    annexes = {annex.line for annex in subject.bound.draft.annexes if "tham-khao" in annex.classes}
    first = min(annexes, default=1 << 60)
    for found in _WEAK.finditer(text):
        place = subject.place(found.start())
        if place.line < first and not _THUS.search(text[max(found.start() - 12, 0) : found.start()]):
            yield subject.hit(place, "“{text}” recommends, in a text whose provisions are mandatory", text=found[0])


@rule("DK-Q003", "Fixed clause missing", _W, tcvn12("bố cục của tiêu chuẩn"), "voluntary")
def fixed_clauses(subject: Subject) -> Iterator[Hit]:
    """A standard opens with the clauses its kind names: scope, normative references, terms and definitions, in this
    order."""
    wanted = [name for name in subject.bound.draft.kind.words.get("fixed_clauses", "").split("|") if name]
    tops = clauses(subject.bound.draft)
    titles = [title_of(unit).casefold() for unit in tops]
    for place, name in enumerate(wanted):
        if name.casefold() not in titles:
            line = tops[min(place, len(tops) - 1)].line if tops else 0
            yield subject.hit(Place(line), "clause {number} “{name}” is missing", number=place + 1, name=name)
        elif titles.index(name.casefold()) != place:
            message = msg("“{name}” should be clause {number}", number=place + 1, name=name)
            yield subject.hit(tops[titles.index(name.casefold())], message)


_NOTE = Pattern(r"(CHÚ THÍCH|VÍ DỤ)(?: ([0-9]+))?(:?)", "CHÚ THÍCH", "VÍ DỤ")


@rule("DK-Q004", "Note badly numbered", _W, tcvn12("chú thích và ví dụ"), "standards")
def note_numbers(subject: Subject) -> Iterator[Hit]:
    """A single note is “CHÚ THÍCH:”; several in a row are “CHÚ THÍCH 1:”, “CHÚ THÍCH 2:”. Examples (VÍ DỤ) alike."""
    for body in bodies(subject.bound.draft.blocks):
        row: list[tuple[Paragraph, re.Match[str]]] = []
        for block in (*body, None):
            found = _NOTE.match(plain(block.content)) if isinstance(block, Paragraph) else None
            if row and (found is None or found[1] != row[0][1][1]):
                yield from _bad_notes(row)
                row = []
            if isinstance(block, Paragraph) and found:
                row.append((block, found))


def _bad_notes(row: list[tuple[Paragraph, re.Match[str]]]) -> Iterator[Hit]:
    for place, (block, found) in enumerate(row, 1):
        wanted = f"{found[1]} {place}:" if len(row) > 1 else f"{found[1]}:"
        if found[0] != wanted:
            yield Hit(msg("“{found}” should be “{wanted}”", found=found[0], wanted=wanted), Place(block.line))


@rule("DK-Q005", "Annex without its status", _W, tcvn12("phụ lục quy định, phụ lục tham khảo"), "standards")
def annex_status(subject: Subject) -> Iterator[Hit]:
    """Each annex says whether it is normative (quy định) or informative (tham khảo): `{.quy-dinh}` or `{.tham-khao}` at
    the end of its heading."""
    for annex in subject.bound.draft.annexes:
        if annex.level.status and not set(annex.level.status).intersection(annex.classes):
            classes = " / ".join("{." + name + "}" for name in annex.level.status)
            yield subject.hit(annex, "the annex does not say whether it is normative; add {classes}", classes=classes)


_CODE = Pattern(
    r"(?<!\w)(?:TCVN|QCVN|ISO|IEC)(?:/?[A-Z]{2,4})*(?: [A-Z]{2,4}(?:/[A-Z]{2,4})?)? \d+(?:-\d+)*(?::\d{4})?"
    r"(?:/[A-ZĐ]+)?",
    "TCVN",
    "QCVN",
    "ISO",
    "IEC",
)


@rule("DK-Q006", "Normative reference not in its list", _W, tcvn12("tài liệu viện dẫn"), "standards", of_source=True)
def normative_references(subject: Subject) -> Iterator[Hit]:
    """Every standard cited is in `vien_dan`, in the same form (with or without year), and every entry there is cited.
    A document of the bibliography may be cited as
    well: it informs."""
    draft = subject.bound.draft
    entries = draft.meta.values.get("vien_dan")
    if not isinstance(entries, list):
        return
    listed = {
        str(entry["so"]): f"vien_dan.{index}"
        for index, entry in enumerate(entries)
        if isinstance(entry, dict) and entry.get("so")
    }
    lines = [annex.line for annex in draft.annexes if annex.level is not draft.kind.annex_level]
    text = subject.prose
    end = min(lines, default=1 << 60)
    own = subject.frame.number
    informative = {found[0] for found in _CODE.finditer(text) if subject.place(found.start()).line >= end}
    cited = {found[0]: subject.place(found.start()) for found in reversed([*_CODE.finditer(text)])}
    tables = " ".join(plain(cell) for table in _tables(draft.blocks) for row in table.rows for cell in row)
    for code, place in sorted(cited.items(), key=lambda item: item[1]):
        if code not in listed and code != own and place.line < end and code not in informative:
            near = next((other for other in listed if other.partition(":")[0] == code.partition(":")[0]), "")
            message = msg("“{code}” is not among the normative references (vien_dan)", code=code)
            yield subject.hit(
                place, msg("“{code}” stands in vien_dan as “{near}”", code=code, near=near) if near else message
            )
    for code, key in listed.items():
        if code not in cited and code not in tables:
            yield subject.hit(key, "“{code}” is listed in vien_dan and never cited", code=code)


def _tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    for body in bodies(blocks):
        yield from (block for block in body if isinstance(block, Table))


_TYPED = Pattern(
    r"(?<!\w)(Bảng|Hình|[Pp]hụ lục|công thức) (\(?)([A-Z]\.[0-9]+|[A-Z](?![\w.])|[0-9]+)\)?(?![\w,.]?\d)",
    "Bảng",
    "Hình",
    "hụ lục",
    "công thức",
)


@rule("DK-Q007", "Typed reference to nothing", _W, _TYPED_DEAD, "standards", of_source=True)
def typed_dead(subject: Subject) -> Iterator[Hit]:
    """A table, figure, formula or annex named by hand must exist. Better give it a label and write `@label`."""
    bound = subject.bound
    known = {("phụ lục", bound.numbers.get(annex.serial, "")) for annex in bound.draft.annexes}
    words = {Table: "bảng", Figure: "hình"}
    for body in bodies(bound.draft.blocks):
        known |= {
            (words.get(type(block), "công thức"), bound.counted.get(block.serial, ""))
            for block in body
            if isinstance(block, (Table, Figure, Formula))
        }
    for found in _TYPED.finditer(subject.own_prose):
        if (found[1].lower(), found[3]) not in known:
            yield subject.hit(found, "“{text}” does not exist in this document")


@rule("DK-Q008", "Term without its English", _I, tcvn12("thuật ngữ và định nghĩa"), "voluntary")
def term_without_english(subject: Subject) -> Iterator[Hit]:
    """In the clause of terms and definitions each term is followed by its English in brackets: **vận tốc lọc**
    (*filtration velocity*)."""
    for unit in subject.body_units:
        if not is_terms(unit):
            continue
        for child in unit.body:
            if isinstance(child, Unit) and child.level.bare:
                lead = child.body[0] if child.body and not child.title else None
                text = plain(lead.content) if isinstance(lead, Paragraph) else title_of(child)
                if not re.search(r"\([A-Za-z][\x20-\x7e]*\)", text):
                    yield subject.hit(child, "the term “{term}” has no English in brackets", term=text[:40])


@rule("DK-Q009", "Table or figure without caption", _I, tcvn12("bảng và hình"), "standards", of_source=True)
def without_caption(subject: Subject) -> Iterator[Hit]:
    """Tables and figures of a standard carry a number and a name. A table that only lays out text can stand in `:::
    khong-vien`."""
    for body in bodies(subject.bound.draft.body, frozenset(("khong-vien",))):
        for block in body:
            if isinstance(block, (Table, Figure)) and not block.caption:
                message = msg("no caption: write “Bảng. Tên” above a table, a title in the line of a picture")
                yield subject.hit(block, message)
