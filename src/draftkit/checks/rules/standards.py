"""Technical regulations and standards: words of obligation, fixed clauses, notes, annexes, normative references.

Most facts are of the second hand (ISO/IEC Directives Part 2 as taken over by TCVN 1-2, published documents): warnings
and hints, no errors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import I, W, directives, practice, tcvn12
from draftkit.checks.standard_parts import NOTE, clauses, is_terms, passages, title_of
from draftkit.model.inline import plain
from draftkit.model.message import Mend, Place, Provision, msg
from draftkit.model.tree import Figure, Formula, Paragraph, Table, Unit, bodies
from draftkit.text.passage import shortened
from draftkit.text.pattern import Pattern

_WEAK, _CODE, _TYPED, _MUST, _CLAUSE = ways("standards", "weak code typed must clause")

_TYPED_DEAD = practice("viện dẫn bảng, hình, công thức, phụ lục có thật")


_THUS = Pattern(r"(?:,|vì vậy|do đó|trở|tạo|gây|cho|thành) ?$")


@rule("DK-Q002", "Recommendation in a mandatory text", I, practice("quy chuẩn nêu yêu cầu bắt buộc"), "mandatory")
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


@rule("DK-Q003", "Fixed clause missing", W, tcvn12("bố cục của tiêu chuẩn"), "voluntary")
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


@rule("DK-Q004", "Note badly numbered", W, tcvn12("chú thích và ví dụ"), "standards")
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


@rule("DK-Q005", "Annex without its status", W, tcvn12("phụ lục quy định, phụ lục tham khảo"), "standards")
def annex_status(subject: Subject) -> Iterator[Hit]:
    """Each annex says whether it is normative (quy định) or informative (tham khảo): `{.quy-dinh}` or `{.tham-khao}` at
    the end of its heading."""
    for annex in subject.bound.draft.annexes:
        if annex.level.status and not set(annex.level.status).intersection(annex.classes):
            classes = " / ".join("{." + name + "}" for name in annex.level.status)
            yield subject.hit(annex, "the annex does not say whether it is normative; add {classes}", classes=classes)


@rule("DK-Q006", "Normative reference not in its list", W, tcvn12("tài liệu viện dẫn"), "standards", of_source=True)
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
    tables = " ".join(plain(cell) for table in subject.tables for row in table.rows for cell in row)
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


@rule("DK-Q007", "Typed reference to nothing", W, _TYPED_DEAD, "standards", of_source=True)
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


@rule("DK-Q008", "Term without its English", I, tcvn12("thuật ngữ và định nghĩa"), "voluntary")
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
                    yield subject.hit(child, "the term “{term}” has no English in brackets", term=shortened(text, 40))


@rule("DK-Q009", "Table or figure without caption", I, tcvn12("bảng và hình"), "standards", of_source=True)
def without_caption(subject: Subject) -> Iterator[Hit]:
    """Tables and figures of a standard carry a number and a name. A table that only lays out text can stand in `:::
    khong-vien`."""
    for body in bodies(subject.bound.draft.body, frozenset(("khong-vien",))):
        for block in body:
            if isinstance(block, (Table, Figure)) and not block.caption:
                message = msg("no caption: write “Bảng. Tên” above a table, a title in the line of a picture")
                yield subject.hit(block, message)


_WHERE = {
    "note": msg("a note"),
    "scope": msg("the scope"),
    "terms": msg("a definition"),
    "informative": msg("an informative annex"),
}
_SECTIONS = Provision("Thông tư 26/2019/TT-BKHCN", "Điều 12")


@rule("DK-Q010", "Requirement where none may stand", W, directives("14.4, 16.5, 20.2, 24.4"), "standards")
def misplaced_requirement(subject: Subject) -> Iterator[Hit]:
    """Notes, examples, the scope, definitions and informative annexes explain; what binds (“phải”) stands in a
    clause of its own."""
    if not _MUST.may_match(subject.prose):
        return
    for passage in passages(subject.bound):
        where = _WHERE.get(passage.where)
        if where is None or passage.kind == "cell":
            continue
        for found in _MUST.finditer(passage.text):
            yield subject.hit(passage, "“{text}” in {where}: it holds no requirements", text=found[0], where=where)


@rule("DK-Q011", "Section of a technical regulation missing", I, _SECTIONS, "mandatory")
def sections(subject: Subject) -> Iterator[Hit]:
    """A technical regulation has six sections, and its first begins with “Phạm vi điều chỉnh” and “Đối tượng áp dụng”.
    Whether the circular is still in force since Decree 22/2026 is not shown: a hint."""
    draft = subject.bound.draft
    wanted = [name for name in draft.kind.words.get("sections", "").split("|") if name]
    top = clauses(draft)
    titles = [title_of(unit).casefold() for unit in top]
    for place, name in enumerate(wanted):
        forms = [form.casefold() for form in name.split("/")]
        if not any(form in title for form in forms for title in titles):
            line = top[min(place, len(top) - 1)].line if top else 0
            said = "section {number} “{name}” is missing"
            yield subject.hit(Place(line), said, number=place + 1, name=name.split("/")[0])
    first = top[0] if top else None
    inner = [title_of(block).casefold() for block in (first.body if first else ()) if isinstance(block, Unit)]
    for name in draft.kind.words.get("first_section", "").split("|"):
        if name and first is not None and name.casefold() not in inner:
            yield subject.hit(first, "“{name}” is missing in section 1", name=name)


@rule("DK-Q012", "Clause with one subclause", W, directives("22.3.2"), "standards")
def only_child(subject: Subject) -> Iterator[Hit]:
    """A clause is divided into two or more, or not at all; a list of one item is a sentence. A single
    term is a list of terms all the same."""
    for unit in subject.holders:
        inner = [block for block in unit.body if isinstance(block, Unit)]
        if len(inner) == 1 and not is_terms(unit):
            number = subject.bound.numbers.get(inner[0].serial, "")
            yield subject.hit(inner[0], "{number} is the only one of its level here; do not divide", number=number)


@rule("DK-Q013", "Subclauses with and without titles", W, directives("22.3.3"), "standards")
def mixed_titles(subject: Subject) -> Iterator[Hit]:
    """Within a clause either all subclauses of a level have titles, or none; the fewer are named."""
    for body in bodies(subject.bound.draft.blocks):
        inner = [block for block in body if isinstance(block, Unit) and not block.level.marker and block.level.bare]
        titled = [unit for unit in inner if unit.title]
        bare = [unit for unit in inner if not unit.title]
        if titled and bare:
            for unit in titled if len(titled) < len(bare) else bare:
                number = subject.bound.numbers.get(unit.serial, "")
                text = msg("{number} has no title, the others of its level have one", number=number)
                if unit.title:
                    text = msg("{number} has a title, the others of its level have none", number=number)
                yield subject.hit(unit, text)


@rule("DK-Q014", "Hanging paragraph", I, directives("22.3.3"), "standards")
def hanging(subject: Subject) -> Iterator[Hit]:
    """Text between the title of a clause and its first subclause cannot be cited: “5” would mean the subclauses too.
    The clause of terms has such a sentence by rule."""
    for body in bodies(subject.bound.draft.blocks):
        for unit in body:
            if not isinstance(unit, Unit) or is_terms(unit) or unit.level.marker:
                continue
            first = unit.body[0] if unit.body else None
            divided = any(isinstance(block, Unit) and not block.level.marker for block in unit.body)
            if divided and unit.title and isinstance(first, Paragraph) and not NOTE.match(plain(first.content)):
                number = subject.bound.numbers.get(unit.serial, "")
                text = msg("text of {number} before its first subclause cannot be cited; number it", number=number)
                yield subject.hit(first, text)


_OTHER = Pattern(r"(?:TCVN|QCVN|ISO|IEC)[^;.\n]{0,40}$")


@rule("DK-Q015", "Clause that does not exist", W, practice("viện dẫn điều mục có thật"), "standards")
def dead_clause(subject: Subject) -> Iterator[Hit]:
    """A clause named by a typed number must exist. Better give it a label and write `@label`."""
    numbers = set(subject.bound.numbers.values())
    text = subject.own_prose
    for found in _CLAUSE.finditer(text):
        number = found["number"].upper()
        if number not in numbers and not _OTHER.search(text[max(found.start() - 60, 0) : found.start()]):
            yield subject.hit(found.start("number"), "there is no clause {number}", number=number)


_WRONG_NOTE = Pattern(r"(Ghi chú|Chú thích|GHI CHÚ|Ví dụ|Lưu ý|LƯU Ý)(?: [0-9]+)? ?:")


@rule("DK-Q016", "Note under another name", W, directives("24.5"), "standards")
def note_name(subject: Subject) -> Iterator[Hit]:
    """Notes begin with “CHÚ THÍCH:”, examples with “VÍ DỤ:”, in capitals."""
    for passage in passages(subject.bound):
        found = _WRONG_NOTE.match(passage.text) if passage.kind == "text" else None
        if found:
            wanted = "VÍ DỤ" if found[1] == "Ví dụ" else "CHÚ THÍCH"
            message = msg("“{found}” should be “{wanted}:”", found=found[0], wanted=wanted)
            new = found[0].replace(found[1], wanted).replace(" :", ":")
            yield subject.hit(passage, message, Mend(found[0], new))
