"""How units nest, what each must have and is called; provisions written twice, what the last chapter holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import DIALECT, E, I, W, law64, nd30, nd78, practice
from draftkit.checks.standard_parts import title_of
from draftkit.law.lookup import canonical
from draftkit.law.references import find
from draftkit.model.inline import plain
from draftkit.model.kind import AS_IT_STANDS
from draftkit.model.message import Place
from draftkit.model.numeral import parse, whole
from draftkit.model.tree import Block, Paragraph, Quote, Unit, is_plain, units
from draftkit.text.passage import shortened
from draftkit.text.pattern import Pattern, Searched, holds, occurrences

_TRANSITION, _UNNAMED_DAY = ways("structure", "transition unnamed_day")


@rule("DK-S004", "Unit without a name", E, law64("Điều 7 khoản 2"), "structure", of_tree=True)
def unit_without_name(subject: Subject) -> Iterator[Hit]:
    """Phần, chương, mục, tiểu mục and điều must have a name. An annex or form that begins with the header of what is to
    be filled in takes its name from there: a warning."""
    for unit in subject.named:
        if AS_IT_STANDS not in unit.classes and not plain(unit.title).strip():
            kind = subject.bound.draft.kind
            outer = any(unit.level is level for level in (*kind.annex.levels, *kind.outer_levels))
            ground = nd30("Phụ lục I, Phần I, III.1") if outer else None
            yield subject.hit(unit, "{unit} has no name", sure=not outer, source=ground)


@rule("DK-S005", "Unit in the wrong place", E, nd78("Điều 63 khoản 1"), "structure", of_tree=True)
def wrong_parent(subject: Subject) -> Iterator[Hit]:
    """A document divides into phần, chương or điều; a chương into mục or điều; a mục into tiểu mục or điều; a điều into
    khoản; a khoản into điểm."""

    draft = subject.bound.draft

    def visit(parent: Unit, body: tuple[Block, ...]) -> Iterator[Hit]:
        for child in body:
            if type(child) is Unit:
                name = "root" if parent.level is draft.kind.attachment_level else parent.level.name
                if child.level.parents and name not in child.level.parents:
                    yield subject.hit(child, "{child} stands directly in {parent}", child=child, parent=parent)
                if not is_plain(child.body):
                    yield from visit(child, child.body)

    cites = {level.name: level.cite for level in draft.kind.outline.levels}
    for block in draft.body:
        if isinstance(block, Unit):
            if block.level.parents and "root" not in block.level.parents:
                parents = ", ".join(cites.get(name, name) for name in block.level.parents)
                yield subject.hit(block, "{child} stands outside any {parents}", child=block, parents=parents)
            yield from visit(block, block.body)
    for annex in draft.annexes:
        yield from visit(annex, annex.body)


_DIVIDING_SIGN = Pattern(r"[ \t]*([-+–•*]|\([ivx]{1,5}\)|[ivx]{2,5}\))[ \t]")
_DIVIDED_LINE = Pattern("\n" + _DIVIDING_SIGN.source)


@rule("DK-S006", "Dash inside a điểm", W, nd78("Điều 63 khoản 2"), "structure")
def dash_in_point(subject: Subject) -> Iterator[Hit]:
    """A điểm holds one idea and no other signs (dashes, plus signs, i, ii) that divide it further. Many acts divide it
    all the same, so this is a warning; a project that will have none of it says so in draftkit.yaml: `kiem_tra:
    {muc_do: {DK-S006: lỗi}}`."""
    if not _DIVIDED_LINE.search(subject.own_prose):
        return
    text = subject.own_prose
    found = subject.body_units
    ends = (*(subject.printed.at(unit.line) for unit in found[1:]), subject.body_end)
    for unit, until in zip(found, ends, strict=False):
        if unit.level.name != "point":
            continue
        for sign in _DIVIDED_LINE.finditer(text, subject.printed.at(unit.line), until):
            # “2026 / - 2030” broken over two lines is no division
            if text[max(sign.start() - 40, 0) : sign.start()].rstrip()[-1:] in ("", ":", ";", ".", ",", "\x00"):
                yield subject.hit(sign.start(1), "{unit} is divided further by “{sign}”", unit=unit, sign=sign[1])


@rule("DK-S007", "Empty unit", W, practice("một đơn vị bố cục phải có nội dung"), "structure", of_tree=True)
def empty_unit(subject: Subject) -> Iterator[Hit]:
    """A unit without any content is usually a slip of the pen. A điều whose heading is a whole sentence says all it has
    to say."""
    bare = [unit for unit in subject.units if not unit.body]
    for unit in (*bare, *(unit for unit, words in subject.said if not words.strip() and len(unit.body) == 1)):
        if not plain(unit.title).rstrip().endswith("."):
            yield subject.hit(unit, "{unit} is empty")


@rule("DK-S008", "Single khoản or điểm", W, practice("chỉ chia khi có từ hai đơn vị trở lên"), "qppl", of_tree=True)
def single_child(subject: Subject) -> Iterator[Hit]:
    """A điều with one khoản, or a khoản with one điểm, needs no division."""
    for unit in subject.holders:
        marked = [child for child in unit.body if isinstance(child, Unit) and child.level.marker]
        if len(marked) == 1 and unit.level.name in ("article", "clause"):
            yield subject.hit(marked[0], "{unit} is the only one of its parent")


@rule("DK-S009", "Two modes of division in one document", W, nd78("Điều 63 khoản 1"), "qppl")
def mixed_children(subject: Subject) -> Iterator[Hit]:
    """A document divides into phần, into chương or into điều, not into several. Điều before the first mục of a chương
    are seen and not reported."""
    tops = [block for block in subject.bound.draft.body if isinstance(block, Unit) and "root" in block.level.parents]
    for before, unit in pairwise(tops):
        if before.level is not unit.level:
            yield subject.hit(unit, "{unit} stands beside {other} in one document", other=before)


_ALL_ANNEXES = Pattern(r"[Cc]ác [Pp]hụ lục(?: ban hành)? kèm theo", "kèm theo")


@rule("DK-S010", "Phụ lục nobody refers to", E, nd30("Phụ lục I, Phần I, III.1.a"), "structure")
def orphan_annex(subject: Subject) -> Iterator[Hit]:
    """The text must point to each phụ lục, or to a form in it."""
    bound = subject.bound
    outer = (bound.draft.kind.annex_level, bound.draft.kind.attachment_level)
    wanted = {
        annex.serial: annex
        for annex in bound.draft.annexes
        if any(annex.level is level for level in outer) and AS_IT_STANDS not in annex.classes
    }
    inside = {unit.serial: annex.serial for annex in bound.draft.annexes for unit in units((annex,))}
    for use in bound.uses:
        target = bound.labels.get(use.label)
        if target and target.chain and inside.get(use.unit) != target.chain[0].serial:
            wanted.pop(target.chain[0].serial, None)
    for one in subject.typed.references if wanted else ():  # “Mẫu số 01 ban hành kèm theo Thông tư này”
        holder = inside.get(one.target.serial, -1) if isinstance(one.target, Unit) else -1
        if holder not in {inside.get(unit.serial) for unit in one.here}:
            wanted.pop(holder, None)
    if not wanted:
        return
    text = subject.prose[: subject.body_end]
    typed = _typed_annexes(text)
    for annex in wanted.values():
        number = bound.numbers.get(annex.serial, "")
        if number and parse(number, annex.level.numeral) is None:
            continue  # a number of another kind is said to be one
        if (not number or annex.level is bound.draft.kind.attachment_level) and "kèm theo" in text:
            title = plain(annex.title)
            called = bound.draft.kind.attached(title) or " ".join(title.split()[:2])
            if called and called.lower() in text.lower():
                continue
        if not (canonical(number) in typed or _ALL_ANNEXES.search(text) or (not number and "hụ lục" in text)):
            yield subject.hit(annex, "no provision refers to {unit}")


def _typed_annexes(text: str) -> set[str]:
    """Numbers of the phụ lục that a text names, one by one, in a list or as a range, as they are compared."""
    found: set[str] = set()
    for citation in find(text):
        last = ""
        for member in citation.members if not citation.document.other else ():
            level, number = member.path[0]
            here = canonical(number) if level == "annex" else ""
            first, end = whole(last), whole(here)
            if member.joint == "đến" and first is not None and end is not None:
                found.update(map(str, range(first, min(end, first + 100))))
            found.add(here)
            last = here
    return found - {""}


@rule("DK-S012", "End mark missing", W, nd30("Phụ lục III, Mục II"), "structure")
def end_mark(subject: Subject) -> Iterator[Hit]:
    """The text ends with “./.”; read in the forms of the decree, so a matter of practice for normative documents.
    What a body passes ends with the line that says when, a copy with what was copied."""
    if subject.frame.closing or not (subject.bound.draft.kind.family and subject.frame.nation):
        return
    last: Paragraph | None = None
    body: tuple[Block, ...] = subject.bound.draft.body
    while body:
        block = body[-1]
        if isinstance(block, Paragraph):
            last = block
        body = block.body if isinstance(block, Unit) else ()
    if last is not None and not plain(last.content).rstrip().endswith("./."):
        yield subject.hit(last, "the last provision does not end with “./.”")


@rule("DK-S013", "Transition article under another name", W, nd78("Điều 67 khoản 1"), "qppl")
def transition_name(subject: Subject) -> Iterator[Hit]:
    """An article of its own for transition is named “Điều khoản chuyển tiếp”. One that holds more than the transition
    is not meant."""
    for unit in subject.body_articles:
        title = plain(unit.title).strip()
        if _TRANSITION.fullmatch(title) and title != "Điều khoản chuyển tiếp" and " và " not in title:
            yield subject.hit(unit, "“{title}” is to be named “Điều khoản chuyển tiếp”", title=title)


@rule("DK-S014", "Label where it does not count", W, DIALECT, "files", of_tree=True)
def stray_label(subject: Subject) -> Iterator[Hit]:
    """A {#label} names a unit only at the end of its heading, or of the first paragraph of a khoản or điểm. Elsewhere
    it is printed. One that is asked for is told there (DK-R001), as is a block that cannot be made (DK-F010); a
    backslash before it says that it is meant."""
    bound = subject.bound
    known = {*bound.labels, *(fault.message.values.get("label") for fault in bound.faults if fault.rule == "DK-R001")}
    unmade = {fault.place.line for fault in bound.faults if fault.rule == "DK-F010"}
    text = bound.draft.source.text
    for found in re.finditer(r"\{#(?<!\\..)([^{}\s]{1,100})[^{}\n]{0,100}\}(?=([ \t]*[^\s{])?)", text):
        place = subject.printed.line_place(found.start())
        if place.line not in unmade and (found[1] not in known or (found[2] and text.count(f"{{#{found[1]}") > 1)):
            yield subject.hit(
                place,
                "label “{label}” names nothing here, is printed as typed: end a heading or the line “Bảng. …” with it",
                label=found[1],
            )


@rule("DK-S015", "Document without text", E, nd78("Điều 71 khoản 2"), "structure")
def empty_document(subject: Subject) -> Iterator[Hit]:
    """A document has content."""
    if not subject.bound.draft.body:
        yield subject.hit(Place(0), "the document has no text")


_EFFECT = Pattern(r"có\s+hiệu\s+lực", "hiệu")


@rule("DK-S016", "No day of effect", E, nd78("Điều 67 khoản 2"), "qppl")
def no_effect(subject: Subject) -> Iterator[Hit]:
    """The text says from which day it has effect: “Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026”."""
    articles = subject.body_articles
    if articles and not (_EFFECT.search(subject.own_prose) or _EFFECT.search(subject.frame.closing)):
        yield subject.hit(articles[-1], "no provision says from which day the document has effect")


@rule("DK-S017", "Effect from a day that is not named", W, nd78("Điều 67 khoản 2"), "qppl")
def unnamed_day(subject: Subject) -> Iterator[Hit]:
    """The day of effect is given with day, month and year, not counted from the signing or the publication."""
    own = subject.bound.draft.kind.words.get("this", "")
    text = subject.own_prose
    for found in _UNNAMED_DAY.finditer(text):
        before = " ".join(text[max(found.start() - 40, 0) : found.start()].split())
        if own and before.endswith(own):
            yield subject.hit(found, "“{text}”: give day, month and year", text=" ".join(found[0].split()))


_SHORT = 40  # signs
_TITLE_SIGN = practice("tên chương, mục, điều không có dấu ở cuối")


@rule("DK-S018", "Only mục of its chương", W, practice("chỉ chia khi có từ hai đơn vị trở lên"), "qppl")
def single_section(subject: Subject) -> Iterator[Hit]:
    """A chương with one mục, or a mục with one tiểu mục, needs no division."""
    for unit in subject.headed:
        inner = [
            child for child in unit.body if isinstance(child, Unit) and child.level.name in ("section", "subsection")
        ]
        if len(inner) == 1 and unit.level.name in ("chapter", "section"):
            yield subject.hit(inner[0], "{unit} is the only one of its parent")


@rule("DK-S019", "Two điều of one name", W, practice("mỗi điều một tên"), "qppl", of_tree=True)
def same_title(subject: Subject) -> Iterator[Hit]:
    """Two điều of one chương or mục with one name cannot be told apart in a list of contents."""
    for body in (subject.bound.draft.body, *(unit.body for unit in subject.headed if unit.level.name != "article")):
        seen: dict[str, Unit] = {}
        for unit in body:
            title = title_of(unit) if isinstance(unit, Unit) and unit.level.name == "article" else ""
            if not title or not isinstance(unit, Unit):
                continue
            key = title.lower()
            if key in seen:
                said = "{unit} has the name of {other}: “{title}”"
                yield subject.hit(unit, said, other=seen[key], title=shortened(title))
            seen.setdefault(key, unit)


@rule("DK-S020", "Sign at the end of a name", W, _TITLE_SIGN, "qppl", of_tree=True)
def title_sign(subject: Subject) -> Iterator[Hit]:
    """The name of a unit has no full stop, comma or semicolon at its end. A điều whose heading is its whole text is a
    sentence and ends like one."""
    for unit in subject.headed:
        title = title_of(unit)
        if unit.body and title.endswith((".", ";", ",")) and not title.endswith(("...", "./.")) and len(title) < 160:
            yield subject.hit(unit, "the name of {unit} ends with “{sign}”", sign=title[-1])


@rule("DK-S021", "Provision written twice", W, practice("không lặp lại quy định"), "qppl", of_tree=True)
def twice(subject: Subject) -> Iterator[Hit]:
    """Two khoản of one điều, or two điểm of one khoản, with the same words: one of them was copied and not changed."""
    texts = [words.rstrip(".; ") for _, words in subject.said]
    repeated = len(set(texts)) < len(texts)
    for parent in subject.body_holders if repeated else ():
        seen: dict[str, Unit] = {}
        for unit in parent.body:
            said = subject.first_words.get(unit.serial, "") if isinstance(unit, Unit) and unit.level.marker else ""
            text = said.rstrip(".; ")
            if len(text) < _SHORT or text[-1] == ":" or not isinstance(unit, Unit):
                continue
            if text in seen:
                yield subject.hit(unit, "{unit} says the same as {other}", other=seen[text])
            seen.setdefault(text, unit)


@rule("DK-S022", "Introduction without anything after it", W, nd78("Điều 63 khoản 1"), "qppl", of_tree=True)
def nothing_follows(subject: Subject) -> Iterator[Hit]:
    """A khoản or điểm that ends with “như sau:” or “sau đây:” is followed by what it announces."""
    for unit, after in zip_longest(subject.units, subject.units[1:]):
        last = unit.body[-1] if unit.body else None
        if (
            isinstance(last, Paragraph)
            and last.content
            and last.content[-1]
            and str(last.content[-1])[-1] == ":"
            and unit.level.marker
        ):
            text = plain(last.content).rstrip()
            # what counts anew is the list; the rest of a quotation stands in the next paragraphs
            listed = after is not None and after.level.marker and after.number in ("1", "a")
            quoted = text.startswith(("“", '"')) or text.count("“") > text.count("”")
            if text.endswith(("như sau:", "sau đây:", "sau:", "bao gồm:", "gồm:")) and not listed and not quoted:
                yield subject.hit(last, "“{text}” is followed by nothing", text=text[-30:])


_RESPONSIBLE = Pattern(r"(?:trách\s+nhiệm|tổ\s+chức)[^.;\n]{0,90}$", flags=re.IGNORECASE)
_CARRIED_OUT = ("Nghị định này", "Thông tư này", "Thông tư liên tịch này", "Quyết định này")


def _carried_out(text: Searched) -> bool:
    """Whether a text says who carries it out: “… chịu trách nhiệm … thi hành”."""
    for words in ("hi hành", "hực hiện", "HI HÀNH", "HỰC HIỆN"):
        for at in occurrences(text, words):
            if _RESPONSIBLE.compiled.search(text, max(at - 110, 0), at - 2):
                return True
    return False


@rule(
    "DK-S023", "Responsibility for carrying out not stated", W, practice("điều cuối giao trách nhiệm thi hành"), "qppl"
)
def responsibility(subject: Subject) -> Iterator[Hit]:
    """The last điều says who is responsible for carrying the document out: “… chịu trách nhiệm thi hành Nghị định
    này”."""
    articles = subject.articles
    own = subject.bound.draft.kind.words.get("this", "")
    if len(articles) >= 5 and own in _CARRIED_OUT and not _carried_out(subject.own_prose):
        yield subject.hit(articles[-1], "no provision says who is responsible for carrying out this document")


@rule("DK-S024", "Scope without a điều", I, practice("điều đầu nêu phạm vi điều chỉnh, đối tượng áp dụng"), "qppl")
def scope(subject: Subject) -> Iterator[Hit]:
    """A document of some length opens with its scope: what it governs and to whom it applies. Amending documents have
    none."""
    articles = subject.articles
    if len(articles) < 10 or re.match("sửa đổi|bãi bỏ|bổ sung", subject.bound.meta.title.lower()):
        return
    if not any(re.search("phạm vi|đối tượng", title_of(unit).lower()) for unit in articles[:4]):
        yield subject.hit(articles[0], "none of the first điều is named “Phạm vi điều chỉnh” or “Đối tượng áp dụng”")


@rule("DK-S025", "Quoted provision outside a quotation", I, nd78("Điều 69 khoản 3"), "qppl")
def quoted_outside(subject: Subject) -> Iterator[Hit]:
    """New wording of another document stands in a quotation (`>`); typed as running text its khoản would be counted as
    those of this document."""
    for unit in subject.body_units if holds(subject.bound.draft.source.text, "\n“") else ():
        for block in unit.body:
            if isinstance(block, Paragraph):
                text = plain(block.content)
                if re.match(r"“(?:Điều \d+\w?\.|\d+\w?\. )", text) and not any(
                    isinstance(other, Quote) for other in unit.body
                ):
                    yield subject.hit(block, "“{text}” looks like new wording; put > before its lines", text=text[1:40])
