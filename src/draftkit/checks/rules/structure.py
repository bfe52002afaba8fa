"""How units nest, what each must have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import DIALECT, law64, nd30, nd78, practice
from draftkit.model.finding import Severity
from draftkit.model.inline import plain
from draftkit.model.message import msg
from draftkit.model.place import Place
from draftkit.model.tree import Block, Paragraph, Unit

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO


def _at(unit: Unit) -> Place:
    return Place(unit.line, unit.column)


def _name(subject: Subject, unit: Unit) -> str:
    return f"{unit.level.cite} {subject.bound.numbers.get(unit.line, '')}".strip()


@rule("DK-S004", "Unit without a name", severity=_E, source=law64("Điều 7 khoản 2"), rule_set="structure")
def unit_without_name(subject: Subject) -> Iterator[Hit]:
    """Phần, chương, mục, tiểu mục and điều must have a name."""
    for unit in subject.units:
        if unit.level.title_required and not plain(unit.title).strip():
            yield Hit(msg("{unit} has no name", unit=_name(subject, unit)), _at(unit))


@rule("DK-S005", "Unit in the wrong place", severity=_E, source=nd78("Điều 63 khoản 1"), rule_set="structure")
def wrong_parent(subject: Subject) -> Iterator[Hit]:
    """A document divides into phần, chương or điều; a chương into mục or điều; a mục into tiểu mục or điều; a điều into khoản; a khoản into điểm."""

    def visit(parent: Unit, body: tuple[Block, ...]) -> Iterator[Hit]:
        for child in body:
            if isinstance(child, Unit):
                if child.level.parents and parent.level.name not in child.level.parents:
                    message = msg("{child} stands directly in {parent}", child=_name(subject, child), parent=_name(subject, parent))
                    yield Hit(message, _at(child))
                yield from visit(child, child.body)

    draft = subject.bound.draft
    for block in draft.body:
        if isinstance(block, Unit):
            if block.level.parents and "root" not in block.level.parents:
                yield Hit(msg("{child} stands outside any điều", child=_name(subject, block)), _at(block))
            yield from visit(block, block.body)
    for annex in draft.annexes:
        yield from visit(annex, annex.body)


@rule("DK-S006", "Dash inside a điểm", severity=_E, source=nd78("Điều 63 khoản 2"), rule_set="structure")
def dash_in_point(subject: Subject) -> Iterator[Hit]:
    """A điểm holds one idea and no other signs (dashes, plus signs, i, ii) that divide it further."""
    sign = re.compile(r"(?:[-+–•*]|\(?[ivx]+\))\s")
    for unit in subject.units:
        if unit.level.name == "point":
            for block in unit.body[1:]:
                if isinstance(block, Paragraph) and sign.match(plain(block.content)):
                    yield Hit(msg("{unit} is divided further by “{sign}”", unit=_name(subject, unit), sign=plain(block.content).split()[0]), Place(block.line))


@rule("DK-S007", "Empty unit", severity=_W, source=practice("một đơn vị bố cục phải có nội dung"), rule_set="structure")
def empty_unit(subject: Subject) -> Iterator[Hit]:
    """A unit without any content is usually a slip of the pen."""
    for unit in subject.units:
        body = unit.body
        if not body or (len(body) == 1 and isinstance(body[0], Paragraph) and not plain(body[0].content).strip()):
            yield Hit(msg("{unit} is empty", unit=_name(subject, unit)), _at(unit))


@rule("DK-S008", "Single khoản or điểm", severity=_W, source=practice("chỉ chia khi có từ hai đơn vị trở lên"), rule_set="qppl")
def single_child(subject: Subject) -> Iterator[Hit]:
    """A điều with one khoản, or a khoản with one điểm, needs no division."""
    for unit in subject.units:
        marked = [child for child in unit.body if isinstance(child, Unit) and child.level.marker]
        if len(marked) == 1 and unit.level.name in ("article", "clause"):
            yield Hit(msg("{unit} is the only one of its parent", unit=_name(subject, marked[0])), _at(marked[0]))


@rule("DK-S009", "Two modes of division in one parent", severity=_W, source=nd78("Điều 63 khoản 1"), rule_set="qppl")
def mixed_children(subject: Subject) -> Iterator[Hit]:
    """A chương divides into mục or into điều, not both; điều before the first mục are seen and not reported."""
    for unit in subject.units:
        if unit.level.heading != "stacked" or unit.level.name in ("annex", "form"):
            continue
        names = [child.level.name for child in unit.body if isinstance(child, Unit)]
        for child, before in zip([child for child in unit.body if isinstance(child, Unit)][1:], names, strict=False):
            if child.level.name == "article" and before != "article":
                yield Hit(msg("{unit} stands beside mục in the same chương", unit=_name(subject, child)), _at(child))


@rule("DK-S010", "Phụ lục nobody refers to", severity=_E, source=nd30("Phụ lục I, Phần I, III.1.a"), rule_set="structure")
def orphan_annex(subject: Subject) -> Iterator[Hit]:
    """The text must point to each phụ lục."""
    bound = subject.bound
    wanted = {annex.line: annex for annex in bound.draft.annexes}
    inside = {unit.line: annex.line for annex in bound.draft.annexes for unit in _below(annex)}
    for use in bound.uses:
        target = bound.labels.get(use.label)
        if target and target.chain and inside.get(use.unit_line) != target.chain[0].line:
            wanted.pop(target.chain[0].line, None)
    if wanted:
        text = subject.own_prose
        for line, annex in wanted.items():
            number = bound.numbers.get(line, "")
            if not re.search(rf"Phụ lục(?: {re.escape(number)}(?!\w))?" if number else "Phụ lục", _main_text(subject, text)) or (number and not re.search(
                    rf"Phụ lục {re.escape(number)}(?!\w)", _main_text(subject, text))):  # fmt: skip
                yield Hit(msg("no provision refers to {unit}", unit=_name(subject, annex)), _at(annex))


def _main_text(subject: Subject, text: str) -> str:
    first = subject.bound.draft.annexes[0].line
    return "\n".join(text.split("\n")[:first])


def _below(unit: Unit) -> Iterator[Unit]:
    yield unit
    for child in unit.body:
        if isinstance(child, Unit):
            yield from _below(child)


@rule("DK-S011", "Looks like a heading", severity=_I, source=DIALECT, rule_set="structure")
def heading_without_mark(subject: Subject) -> Iterator[Hit]:
    """A line such as “Điều 5. Tên điều” is a heading only when it starts with #."""
    words = "|".join(re.escape(level.keyword) for level in subject.bound.draft.kind.outline.levels if level.keyword)
    if words:
        for found in re.finditer(rf"^[ \t]*(?:{words}) [0-9IVXLC]+[a-zđ]?\.[ \t]+\S.*$", subject.own_prose, re.MULTILINE):
            yield Hit(msg("“{text}” looks like a heading; put # before it", text=found[0].strip()[:50]), subject.place(found.start()))


@rule("DK-S012", "End mark missing", severity=_W, source=nd30("Phụ lục III, Mục II"), rule_set="qppl")
def end_mark(subject: Subject) -> Iterator[Hit]:
    """The text ends with “./.”; read in the forms of the decree, so a matter of practice for normative documents."""
    last: Paragraph | None = None
    body: tuple[Block, ...] = subject.bound.draft.body
    while body:
        block = body[-1]
        if isinstance(block, Paragraph):
            last = block
        body = block.body if isinstance(block, Unit) else ()
    if last is not None and not plain(last.content).rstrip().endswith("./."):
        yield Hit(msg("the last provision does not end with “./.”"), Place(last.line))


@rule("DK-S013", "Transition article under another name", severity=_W, source=nd78("Điều 67 khoản 1"), rule_set="qppl")
def transition_name(subject: Subject) -> Iterator[Hit]:
    """An article of its own for transition is named “Điều khoản chuyển tiếp”."""
    for unit in subject.units:
        title = plain(unit.title).strip()
        if unit.level.name == "article" and re.search(r"chuyển tiếp", title, re.IGNORECASE) and title != "Điều khoản chuyển tiếp":
            yield Hit(msg("“{title}” is usually named “Điều khoản chuyển tiếp”", title=title), _at(unit))


@rule("DK-S014", "Label where it does not count", severity=_W, source=DIALECT, rule_set="structure")
def stray_label(subject: Subject) -> Iterator[Hit]:
    """A {#label} names a unit only at the end of its heading, or of the first paragraph of a khoản or điểm. Elsewhere it is printed."""
    known = set(subject.bound.labels)
    for found in re.finditer(r"\{#([^}\s]+)[^}\n]*\}", subject.bound.draft.source.text):
        if found[1] not in known:
            yield Hit(msg("label “{label}” names nothing here and is printed as typed", label=found[1]), subject.place(found.start()))


@rule("DK-S015", "Nothing between the headings", severity=_E, source=law64("Điều 7 khoản 2"), rule_set="structure")
def empty_document(subject: Subject) -> Iterator[Hit]:
    """A document has content."""
    if not subject.bound.draft.body:
        yield Hit(msg("the document has no text"), Place(0))
