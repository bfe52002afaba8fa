"""How provisions begin and end: capitals, the sign at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import nd30, nd78, practice
from draftkit.model.finding import Mend, Severity
from draftkit.model.inline import Strong, plain
from draftkit.model.message import msg
from draftkit.model.place import Place
from draftkit.model.tree import Block, Paragraph, Unit

_W, _I = Severity.WARNING, Severity.INFO
_LEADS = (" sau", " gồm", " có", " như", " sau đây", " như sau.", " sau đây.", " gồm.")
"""How a sentence ends that introduces a list and lacks its sign."""
_NAME = 60  # signs; what is longer is a sentence without its end


@rule("DK-T016", "Sign at the end of a khoản or điểm", _W, practice("dấu câu cuối khoản, điểm"), "qppl", of_tree=True)
def end_sign(subject: Subject) -> Iterator[Hit]:
    """What introduces khoản, điểm or dashes ends with “:”, a điểm with “;”, the last one with “.”.

    A khoản that only has a name, and điểm of several sentences that all end with “.”, are in use and not reported.
    """
    for unit in subject.body_holders:
        for lead, item in pairwise(unit.body):
            text = plain(lead.content).rstrip() if isinstance(lead, Paragraph) and _listed(item) else ""
            halved = unit.level.name == "clause" and isinstance(item, Unit) and text.endswith((";", ","))
            if halved or (text.endswith(_LEADS) and not text.startswith("- ")):
                yield subject.hit(lead, "introduces a list but does not end with “:”")
        if len(unit.body) < 2 or not (isinstance(unit.body[-1], Unit) and unit.body[-1].level.name == "point"):
            continue
        points = [child for child in unit.body if isinstance(child, Unit)]
        ends = [_end_of(point, subject.first_words) for point in points]
        if "".join(ends) != ";" * (len(points) - 1) + ".":
            yield from _bad_ends(points, ends)


def _bad_ends(points: list[Unit], ends: list[str]) -> Iterator[Hit]:
    for point, end in zip(points[:-1], ends, strict=False):
        if end and end not in ";:…”" and not (end == "." and ";" not in ends[:-1]):
            yield Hit(msg("a điểm before the last one ends with “;”"), Place(point.line, point.column))
    if ends[-1] and ends[-1] in ";,":
        yield Hit(msg("the last điểm ends with “.”"), Place(points[-1].line, points[-1].column))


def _listed(block: Block) -> bool:
    """Whether a list starts here, of units or of dashes."""
    if isinstance(block, Paragraph):
        return plain(block.content[:1]).startswith("- ")
    return isinstance(block, Unit) and bool(block.level.marker)


def _end_of(point: Unit, words: Mapping[int, str]) -> str:
    """The last sign of a điểm that is one paragraph; empty when it is longer, or open-ended on purpose (“…”, “; và”, “;
    hoặc”)."""
    text = words.get(point.serial, "") if len(point.body) == 1 else ""
    return "" if text.endswith(("...", "…", "; và", "; hoặc")) else text[-1:]


@rule("DK-S026", "Name of a khoản not bold", _I, nd30("Phụ lục I, Phần I, II.6.đ"), "nd30", of_tree=True)
def plain_name(subject: Subject) -> Iterator[Hit]:
    """Where a khoản has a name, its number and name stand on a line of their own in bold; the number follows by
    itself."""
    for unit in subject.body_holders:
        name = unit.body[0] if unit.body else None
        if unit.level.name != "clause" or not isinstance(name, Paragraph):
            continue
        text = plain(name.content)
        if len(text) > _NAME or not text[-1:].isalpha() or text.endswith(_LEADS):
            continue
        if not all(isinstance(item, Strong) for item in name.content):
            mends = (Mend(text, f"**{text}**"),) if name.content == (text,) else ()
            yield subject.hit(unit, "the name of a khoản is bold: **{text}**", *mends, text=text)


@rule("DK-T021", "Khoản or điểm in lower case", _W, nd78("Phụ lục I, Mục 2"), "qppl", of_tree=True)
def lower_case_start(subject: Subject) -> Iterator[Hit]:
    """The first letter of each khoản and điểm is a capital."""
    for unit, words in subject.said:
        if not words[:1].islower() or words[1:2].isupper():
            continue
        if unit.level.marker and not subject.annexed(unit):
            name = f"{unit.level.cite} {subject.bound.numbers.get(unit.serial, '')}"
            yield subject.hit(unit, "{unit} starts in lower case", unit=name)


@rule("DK-T018", "Sentence in capitals", _I, nd30("Phụ lục I, Phần I, II.6.e"), "qppl")
def shouting(subject: Subject) -> Iterator[Hit]:
    """The text is set in lower case; titles of chương are put in capitals by draftkit."""
    for unit in subject.named:
        title = plain(unit.title)
        if len(title) > 8 and title.upper() == title and any(sign.isalpha() for sign in title):
            message = msg("“{title}” is typed in capitals; draftkit sets them where they belong", title=title[:40])
            yield subject.hit(unit, message)
