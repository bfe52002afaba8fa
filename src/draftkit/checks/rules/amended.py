"""What an amending draft does, held against the document it amends."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from typing import TYPE_CHECKING

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.provisions import dead
from draftkit.checks.sources import E, I, W, law64, nd78, practice
from draftkit.law.amending import IN_WORDS, NEEDS
from draftkit.model.message import Message, Place, msg
from draftkit.model.numeral import VI_LETTERS
from draftkit.text.passage import shortened

if TYPE_CHECKING:  # the reading of amending acts is loaded where a draft amends
    from draftkit.amending.operation import Operation
    from draftkit.amending.phrase import Match
    from draftkit.amending.tree import Tree
    from draftkit.checks.amendment import Amendment, Base
    from draftkit.law.amending.placed import Path

amending_rule = partial(rule, rule_set="amending")
"""Makes a rule on amending drafts, as `rule` does."""
_UNITS = ("replace", "repeal", "append", "rename", "renumber", "replace-annex")


_FOLLOWING = {"Điều": 0, "Phụ lục": 1}
"""Annexes follow the articles."""
_STILL_CITED = practice("điều khoản bãi bỏ, đánh số lại không còn được viện dẫn theo số cũ")


def read(subject: Subject) -> Iterator[Amendment]:
    """The draft as an amendment; nothing where no words of amendment occur: it is not read then."""
    if subject.instructs:
        yield subject.amendment


def met(subject: Subject, *sorts: str) -> Iterator[tuple[Amendment, Operation, Base]]:
    """The operations of these sorts that meet a document at hand."""
    return ((amendment, one, base) for amendment in read(subject) for one, base in amendment.on(*sorts))


def _nearest(amendment: Amendment, tree: Tree, path: Path) -> str:
    """The longest part of a path that is there, with the numbers of the units in it."""
    for length in range(len(path) - 1, -1, -1):
        around = tree.find(path[:length])
        if around is not None:
            like = [child for child in tree.walk(around) if child.kind == path[length].kind]
            there = ", ".join(child.label for child in like or around.children)
            return f"{amendment.cited(path[:length])}: {there}".removeprefix(": ")
    return ""


@amending_rule("DK-B001", "Amended unit that is not there", E, law64("Điều 8 khoản 3"))
def target_missing(subject: Subject) -> Iterator[Hit]:
    """What is amended must be named exactly: the điều, khoản or điểm stands in the document that `van_ban: {goc: …}`
    names."""
    for amendment, one, base in met(subject, *_UNITS, *IN_WORDS):
        if one.target and base.tree.find(one.target) is None:
            near = _nearest(amendment, base.tree, one.target)
            said = "{unit} is not in {base}; there: {near}"
            yield subject.hit(amendment.place(one), said, unit=amendment.cited(one.target), base=base.short, near=near)
        elif one.part and one.op in _UNITS and (why := amendment.refusal(one, base)):
            yield subject.hit(amendment.place(one), why)


@amending_rule("DK-B002", "Phrase that is not there", E, law64("Điều 8 khoản 3"))
def phrase_missing(subject: Subject) -> Iterator[Hit]:
    """A phrase that is replaced or deleted stands in the unit that is named, in its spelling."""
    for amendment, one, base in met(subject, *IN_WORDS):
        found = _found(amendment, one, base)
        if found is None:
            continue
        unit = amendment.cited(one.target) or base.number
        if found and one.part and (why := amendment.refusal(one, base)):  # it stands elsewhere in the unit
            yield subject.hit(amendment.place(one), why)
        if not found:
            yield subject.hit(amendment.place(one), "“{phrase}” stands nowhere in {unit}", phrase=one.old, unit=unit)
        elif not any(hit.same for hit in found):
            message = msg("“{phrase}” stands in {unit} in another spelling only, {count} times")
            yield subject.hit(amendment.place(one), message, phrase=one.old, unit=unit, count=len(found), sure=False)


@amending_rule(
    "DK-B003", "Phrase that stands several times", I, practice("cụm từ được thay thế ở mọi chỗ trong đơn vị được nêu")
)
def phrase_often(subject: Subject) -> Iterator[Hit]:
    """A phrase is replaced wherever it stands in the unit that is named: where it stands several times, see that all
    are meant."""
    for amendment, one, base in met(subject, *IN_WORDS):
        meant = one.beside if one.op != "insert-phrase" else " " in one.beside
        count = len(_found(amendment, one, base) or ()) if not meant and not one.part else 0
        if count > 1:
            said = "“{phrase}” stands {count} times in {unit}: all are changed"
            yield subject.hit(
                amendment.place(one), said, phrase=one.old, count=count, unit=amendment.cited(one.target) or base.number
            )


def _found(amendment: Amendment, one: Operation, base: Base) -> list[Match] | None:
    """Where the phrase of an operation stands in its unit, or in the whole document; None where there is neither."""
    node = base.tree.find(one.target)
    if not one.old or node is None:
        return None
    end = node.end if node.kind else len(base.tree.rows)
    return [hit for at in range(node.start, end) for hit in amendment.matches(base.tree.rows[at].text, one.old)]


@amending_rule("DK-B004", "Inserted number that is taken or follows none", E, nd78("Điều 69 khoản 4"))
def inserted(subject: Subject) -> Iterator[Hit]:
    """An inserted unit carries a number that the document does not have yet, and the one before it is there or inserted
    by the same act: 5b stands after 5a."""
    new = {one.target for _, one, _ in met(subject, "insert")}
    moved = {one.target for _, one, _ in met(subject, "renumber")}
    for amendment, one, base in met(subject, "insert"):
        if not one.target or one.part or one.target in moved:
            continue
        if (there := base.tree.find(one.target)) is not None and there.kind:
            message = msg("{unit} is in {base} already", unit=amendment.cited(one.target), base=base.short)
            yield subject.hit(amendment.place(one), message)
            continue
        if one.after and one.after not in new and base.tree.find(one.after) is None:
            values = {"unit": amendment.cited(one.after), "base": base.short}
            within = msg("{unit}, into which it comes, is not in {base}", **values)
            behind = msg("{unit}, after which it stands, is not in {base}", **values)
            yield subject.hit(amendment.place(one), within if one.beside == "into" else behind)
            continue
        if wrong := _astray(amendment, one, base, new):
            yield subject.hit(amendment.place(one), wrong, sure=False)
            continue
        before = _before(one.target)
        if before and before not in new and base.tree.find(before) is None:
            said = "{unit} without {before}: neither the document nor this act has it"
            yield subject.hit(
                amendment.place(one), said, unit=amendment.cited(one.target), before=amendment.cited(before)
            )


def _astray(amendment: Amendment, one: Operation, base: Base, new: Collection[Path]) -> Message | None:
    """What is wrong with where an inserted unit stands among its brothers, by their numbers."""
    around, unit = base.tree.around(one.target), one.target[-1]
    if around is None:
        return None
    own = amendment.order(unit)
    articles = (node for one in base.tree.sequences for node in one.values())
    brothers = [node.unit for node in (articles if unit.kind == "Điều" else around.children) if node.kind == unit.kind]
    if one.after and one.after[-1].kind == unit.kind:
        after = amendment.order(one.after[-1])
        if own <= after or any(after < amendment.order(brother) < own for brother in brothers):
            values = {"unit": amendment.cited(one.target), "after": amendment.cited(one.after)}
            return msg("{unit} stands after {after}: not in the order of numbers", **values)
    brothers += [path[-1] for path in new if path[:-1] == one.target[:-1] and path[-1].kind == unit.kind]
    first, added = own
    if added or first < 2 or any(amendment.order(brother)[0] == first - 1 for brother in brothers):
        return None
    return msg("{unit}: neither the document nor this act has the number before it", unit=amendment.cited(one.target))


def _before(path: Path) -> Path:
    """The unit that an inserted number supposes: 5a for 5b, d1 for d2; empty for the first."""
    label = path[-1].label
    if len(label) < 2 or not (label[-1].isalpha() or label[0].isalpha()):
        return ()
    last = label[-1]
    if last in VI_LETTERS and label[0] not in VI_LETTERS:
        place = VI_LETTERS.index(last)
        return (*path[:-1], path[-1]._replace(label=label[:-1] + VI_LETTERS[place - 1])) if place else ()
    if last in "23456789" and label[0] in VI_LETTERS:
        return (*path[:-1], path[-1]._replace(label=f"{label[0]}{'123456789'['23456789'.index(last)]}"))
    return ()


@amending_rule("DK-B005", "New wording under another number", E, nd78("Điều 69 khoản 3"))
def other_label(subject: Subject) -> Iterator[Hit]:
    """The new wording opens with the number of the unit that the instruction names."""
    for amendment, one in ((found, one) for found in read(subject) for one in found.reading.operations):
        if (
            one.op in ("replace", "insert")
            and one.new_text
            and one.target
            and not one.part
            and not amendment.opens_wording(one)
        ):
            said = "the new wording of {unit} opens with “{start}”"
            message = msg(said, unit=amendment.cited(one.target), start=shortened(one.new_text[0], 40))
            yield subject.hit(amendment.place(one), message, sure=False)


@amending_rule("DK-B006", "Instruction that is not understood", W, nd78("Điều 69 khoản 2"))
def not_understood(subject: Subject) -> Iterator[Hit]:
    """Each line of an amending article says what is done to which unit, or is new wording between quotes that are
    closed."""
    for amendment in read(subject):
        for rest in amendment.reading.residue:
            message = msg("it is neither an instruction nor new wording: “{text}”", text=shortened(rest.text))
            yield subject.hit(Place(rest.line - 1), message)
        told = {hit.place.line for hit in dead(subject, "annex", "form")}  # DK-R024, DK-R034
        for one in amendment.reading.operations:
            awaited = one.op in NEEDS and one.target and not one.target[-1].annexed
            if awaited and not one.new_text:
                message = msg("no new wording follows for {unit}", unit=amendment.cited(one.target))
                yield subject.hit(amendment.place(one), message)
            elif (why := amendment.unenclosed(one)) and amendment.place(one).line not in told:
                yield subject.hit(amendment.place(one), why)


@amending_rule("DK-B007", "Instructions out of the order of the amended document", W, nd78("Điều 69 khoản 3"))
def out_of_order(subject: Subject) -> Iterator[Hit]:
    """The khoản of an amending article follow the order of the document that is amended."""
    last: dict[tuple[Path | str, ...], Path] = {}
    for amendment, one, base in met(subject, "replace", "insert", "append", "rename", "replace-annex", "repeal"):
        issued = one.target[: len(one.target) > 1 and one.target[0].rank <= 0 and one.target[0].kind not in _FOLLOWING]
        target = one.target[len(issued) :]  # what the document issues has articles of its own
        if not target or target[0].kind not in _FOLLOWING:
            continue
        key = (base.name, one.at.rpartition("Điều ")[2], issued)
        repeals = (*key, "repeal")  # they may stand behind all others
        before = last.get(repeals if one.op == "repeal" else key, ())
        was, here = ([(_FOLLOWING.get(unit.kind, 0), amendment.order(unit)) for unit in path]
                     for path in (before, target))  # fmt: skip
        at = next((at for at, (one, other) in enumerate(zip(was, here, strict=False)) if one != other), None)
        if at is not None and here[at] < was[at] and (not at or before[at].kind == target[at].kind):
            shown = [amendment.cited(path[: at + 1]) for path in (target, before)]
            yield subject.hit(amendment.place(one), "{unit} is amended after {before}", unit=shown[0], before=shown[1])
        last[key] = target
        if one.op == "repeal":
            last[repeals] = target


@amending_rule("DK-B008", "More than half of the articles amended", W, law64("Điều 8 khoản 4"))
def too_much(subject: Subject) -> Iterator[Hit]:
    """A document of which more than half of the điều change is replaced by a new one."""
    for amendment, base in ((found, base) for found in read(subject) for base in found.bases):
        total = len(base.tree.sequences[0])
        changed: set[str] = set()
        for one, of in amendment.on(*_UNITS, *IN_WORDS):
            if of is base and one.target and one.target[0].kind == "Điều":
                changed.add(one.target[0].label)
            elif of is base and one.op in ("replace", "repeal") and one.target and not one.part:
                node = base.tree.find(one.target)  # a chapter is its articles
                changed |= {inner.label for inner in base.tree.walk(node) if inner.kind == "Điều"} if node else set()
        if total and len(changed) * 2 > total:
            first = next(one for one, of in amendment.on(*_UNITS, *IN_WORDS) if of is base)
            said = "{count} of {total} điều of {base} change: it should be replaced as a whole"
            yield subject.hit(amendment.place(first), said, count=len(changed), total=total, base=base.short)


@amending_rule("DK-B009", "Repealed unit that is still cited", W, _STILL_CITED)
def still_cited(subject: Subject) -> Iterator[Hit]:
    """A unit that is repealed, or gets another number, is cited by none that stay in the amended document, nor by its
    new wording."""
    for amendment, one, base in met(subject, "repeal", "renumber"):
        node = base.tree.find(one.target)
        if one.part or node is None or not node.kind:
            continue
        citing = amendment.citing(base, one.target)
        if citing:
            yield subject.hit(amendment.place(one), amendment.still_cited(one, amendment.cited(citing)))
