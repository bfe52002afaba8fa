"""The clauses of technical regulations and standards: what may stand where, and how clauses are divided.

The grounds are of the second hand (ISO/IEC Directives Part 2 and TCVN 1-2 as others state them): warnings and hints,
no errors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import directives, practice
from draftkit.checks.standard_parts import NOTE, clauses, is_terms, passages, title_of
from draftkit.model.finding import Mend, Provision, Severity
from draftkit.model.inline import plain
from draftkit.model.message import msg
from draftkit.model.place import Place
from draftkit.model.tree import Paragraph, Unit, bodies
from draftkit.text.pattern import Pattern

_W, _I = Severity.WARNING, Severity.INFO


_MUST = Pattern(
    r"(?<!\w)(?<!bên )(?<!không )(?<!phía )(?<!tay )(?<!cần )(?<!trái )"
    r"(?:phải|bắt buộc)(?! (?:là|chăng|trái)(?!\w))(?!\w)",
    "phải",
    "bắt buộc",
)
_WHERE = {
    "note": msg("a note"),
    "scope": msg("the scope"),
    "terms": msg("a definition"),
    "informative": msg("an informative annex"),
}
_SECTIONS = Provision("Thông tư 26/2019/TT-BKHCN", "Điều 12")


@rule("DK-Q010", "Requirement where none may stand", _W, directives("14.4, 16.5, 20.2, 24.4"), "standards")
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


@rule("DK-Q011", "Section of a technical regulation missing", _I, _SECTIONS, "mandatory")
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
            yield subject.hit(
                Place(line), "section {number} “{name}” is missing", number=place + 1, name=name.split("/")[0]
            )
    first = top[0] if top else None
    inner = [title_of(block).casefold() for block in (first.body if first else ()) if isinstance(block, Unit)]
    for name in draft.kind.words.get("first_section", "").split("|"):
        if name and first is not None and name.casefold() not in inner:
            yield subject.hit(first, "“{name}” is missing in section 1", name=name)


@rule("DK-Q012", "Clause with one subclause", _W, directives("22.3.2"), "standards")
def only_child(subject: Subject) -> Iterator[Hit]:
    """A clause is divided into two or more, or not at all; a list of one item is a sentence. A single
    term is a list of terms all the same."""
    for unit in subject.holders:
        inner = [block for block in unit.body if isinstance(block, Unit)]
        if len(inner) == 1 and not is_terms(unit):
            number = subject.bound.numbers.get(inner[0].serial, "")
            yield subject.hit(inner[0], "{number} is the only one of its level here; do not divide", number=number)


@rule("DK-Q013", "Subclauses with and without titles", _W, directives("22.3.3"), "standards")
def mixed_titles(subject: Subject) -> Iterator[Hit]:
    """Within a clause either all subclauses of a level have titles, or none; the fewer are named."""
    for body in bodies(subject.bound.draft.blocks):
        inner = [block for block in body if isinstance(block, Unit) and not block.level.marker and block.level.bare]
        titled = [unit for unit in inner if unit.title]
        bare = [unit for unit in inner if not unit.title]
        if titled and bare:
            for unit in titled if len(titled) < len(bare) else bare:
                number = subject.bound.numbers.get(unit.serial, "")
                text = (
                    msg("{number} has a title, the others of its level have none", number=number)
                    if unit.title
                    else msg("{number} has no title, the others of its level have one", number=number)
                )
                yield subject.hit(unit, text)


@rule("DK-Q014", "Hanging paragraph", _I, directives("22.3.3"), "standards")
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


_CLAUSE = Pattern(
    r"(?<!\w)(?:theo|tại|xem|ở|trong|mục|điều|với|của)(?: mục| điều| điểm| khoản)? "
    r"(?P<number>(?:[A-Z]\.)?[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}|[A-Z]\.[0-9]{1,2})(?![\w,.]?[0-9])"
    r"(?! ?(?:%|°C|m|mm|cm|kg|g|mg|l|ml|h|min|s|lần|của (?:TCVN|QCVN|ISO|IEC))(?!\w))",
    flags=re.IGNORECASE,
)
_OTHER = Pattern(r"(?:TCVN|QCVN|ISO|IEC)[^;.\n]{0,40}$")


@rule("DK-Q015", "Clause that does not exist", _W, practice("viện dẫn điều mục có thật"), "standards")
def dead_clause(subject: Subject) -> Iterator[Hit]:
    """A clause named by a typed number must exist. Better give it a label and write `@label`."""
    numbers = set(subject.bound.numbers.values())
    text = subject.own_prose
    for found in _CLAUSE.finditer(text):
        number = found["number"].upper()
        if number not in numbers and not _OTHER.search(text[max(found.start() - 60, 0) : found.start()]):
            yield subject.hit(found.start("number"), "there is no clause {number}", number=number)


_WRONG_NOTE = Pattern(r"(Ghi chú|Chú thích|GHI CHÚ|Ví dụ|Lưu ý|LƯU Ý)(?: [0-9]+)? ?:")


@rule("DK-Q016", "Note under another name", _W, directives("24.5"), "standards")
def note_name(subject: Subject) -> Iterator[Hit]:
    """Notes begin with “CHÚ THÍCH:”, examples with “VÍ DỤ:”, in capitals."""
    for passage in passages(subject.bound):
        found = _WRONG_NOTE.match(passage.text) if passage.kind == "text" else None
        if found:
            wanted = "VÍ DỤ" if found[1] == "Ví dụ" else "CHÚ THÍCH"
            message = msg("“{found}” should be “{wanted}:”", found=found[0], wanted=wanted)
            new = found[0].replace(found[1], wanted).replace(" :", ":")
            yield subject.hit(passage, message, Mend(found[0], new))


_TYPE = Pattern(r"(?:quy chuẩn|tiêu chuẩn)(?: kỹ thuật)?(?: quốc gia)?(?!\w)", flags=re.IGNORECASE)


@rule("DK-Q017", "Name repeats the type", _W, directives("11.4"), "standards")
def repeated_type(subject: Subject) -> Iterator[Hit]:
    """The cover prints the type above the name; the name does not begin with it again."""
    meta = subject.bound.draft.meta
    for key, pattern in (("ten_goi", _TYPE), ("ten_tieng_anh", re.compile(r"(?:Vietnam )?standard\b", re.IGNORECASE))):
        found = pattern.match(meta.text(key))
        if found:
            yield subject.hit(key, "the name begins with “{text}”, which is printed above it", text=found[0])
