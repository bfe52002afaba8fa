"""Effect, repeal, transition, and instructions that amend other documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.amended import read
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import E, I, W, nd78, practice
from draftkit.law.acts import RULING
from draftkit.law.dates import long_date
from draftkit.model.inline import plain
from draftkit.model.keys import TITLE
from draftkit.model.message import msg
from draftkit.model.numeral import parse
from draftkit.model.tree import Block, Paragraph, Quote, Unit, opening
from draftkit.text.passage import shortened
from draftkit.text.pattern import Pattern, start_of_line

_BLANKET, _TARGET, _PHRASE, _OLD_WORDS = ways("effect", "blanket target phrase old_words")

_AMENDS = Pattern(r"(?:sửa đổi|bổ sung|bãi bỏ|thay thế)")
_NEW_WORDING = Pattern(r"(?:Sửa đổi|Bổ sung)[^.]*như sau:$")
_OLD_WORDS_SOURCE = practice("các từ sửa đổi, bổ sung, bãi bỏ, thay thế … bằng …")


def _text(unit: Unit) -> str:
    """What a unit says first, on one line."""
    return " ".join(opening(unit).split())


_POWER = Pattern(r"[Đđ]ình chỉ|thẩm quyền|[Kk]iến nghị|[Đđ]ề nghị|[Xx]em xét|có quyền")


@rule("DK-A001", "Repeal that names nothing", E, nd78("Điều 67 khoản 3, khoản 4"), "qppl")
def blanket_repeal(subject: Subject) -> Iterator[Hit]:
    """The documents, chương, điều, khoản, điểm that lose effect are listed by name. “Các quy định trước đây trái với …
    đều bãi bỏ” leaves every reader to find out."""
    text = subject.own_prose
    for at in (found.start() for found in re.finditer("trái với", text)):
        found = _BLANKET.search(text, max(start_of_line(text, at), at - 160), at + 120)
        # “đình chỉ, bãi bỏ theo thẩm quyền …” gives a power and repeals nothing
        power = found and _POWER.search(text, max(found.start() - 40, 0), at)
        if found and not power and found.start() < at < found.end():
            message = msg("“{text}”: list the provisions that lose effect")
            yield subject.hit(found, message, text=shortened(" ".join(found[0].split()), 80))


@rule("DK-A002", "Two days of effect", W, nd78("Điều 67 khoản 2"), "qppl")
def two_days(subject: Subject) -> Iterator[Hit]:
    """The document as a whole has one day of effect; provisions with another are named as exceptions."""
    first = ""
    for day in subject.days_of_effect:
        if first and day.iso != first:
            said = msg("the document takes effect on {day} here, on {other} above")
            yield subject.hit(day.start, said, day=long_date(day.iso), other=long_date(first))
        first = first or day.iso


@rule("DK-A003", "Name of an amending document does not say so", W, nd78("Điều 69 khoản 2"), "qppl")
def amending_name(subject: Subject) -> Iterator[Hit]:
    """A document most of whose điều amend another is named “sửa đổi, bổ sung một số điều của …”."""
    articles = subject.articles if subject.instructs else ()
    amending = [unit for unit in articles if re.match(r"(?:Sửa đổi|Bổ sung|Bãi bỏ)", _text(unit))]
    if articles and 2 * len(amending) > len(articles) and not _AMENDS.search(subject.bound.meta.title.lower()):
        yield subject.hit(TITLE, "most điều amend another document, but the name of this one does not say so")


@rule("DK-A004", "Amended document not named exactly", E, nd78("Điều 69 khoản 2"), "qppl")
def amended_unnamed(subject: Subject) -> Iterator[Hit]:
    """The name of a document that amends one other names that one by type, number and name. Several may be named by a
    common name."""
    meta = subject.bound.meta
    name = meta.title
    found = re.search(
        r"(?:một số điều|điều \d+|khoản \d+) của (Nghị định|Thông tư|Quyết định|Nghị quyết)(?! số)(?!, )(?= )", name
    )
    if _AMENDS.match(name.lower()) and found and " các " not in name and "số" not in name.partition(found[1])[2][:8]:
        yield subject.hit(TITLE, "the name names a {type} without its number", type=found[1].lower())


@rule("DK-A005", "New wording missing", W, nd78("Điều 69 khoản 3"), "qppl")
def wording_missing(subject: Subject) -> Iterator[Hit]:
    """After “Sửa đổi, bổ sung … như sau:” stands the new wording in a quotation, or the điểm that go on dividing the
    instruction."""
    for unit, following in _instructions(subject):
        if not any(
            isinstance(block, (Quote, Unit))
            or (isinstance(block, Paragraph) and plain(block.content).lstrip().startswith(("“", '"')))
            for block in following
        ):
            yield subject.hit(unit, "“… như sau:” is not followed by the new wording")


def _instructions(subject: Subject) -> Iterator[tuple[Unit, tuple[Block, ...]]]:
    """Units that announce new wording, with the blocks after the announcement."""
    if not subject.instructs or "như sau:" not in subject.prose:
        return
    for unit in subject.body_units:
        first = unit.body[0] if unit.body else None
        if unit.title:
            if _NEW_WORDING.match(_text(unit)):
                yield unit, unit.body
        elif isinstance(first, Paragraph) and _NEW_WORDING.match(" ".join(plain(first.content).split())):
            yield unit, unit.body[1:]


@rule("DK-A006", "New wording of another unit", E, nd78("Điều 69 khoản 4"), "qppl")
def other_unit(subject: Subject) -> Iterator[Hit]:
    """The quoted wording opens with the number of the unit that the instruction names: “Bổ sung Điều 5a … như sau:
    “Điều 5a. …””."""
    for unit, following in _instructions(subject):
        found = _TARGET.match(_text(unit))
        quote = next((block for block in following if isinstance(block, Quote)), None)
        inner = next((block for block in quote.blocks if isinstance(block, Unit)), None) if quote else None
        if not found or inner is None or not inner.number:
            continue
        if inner.level.cite.lower() == found[1].lower() and inner.number != found[2]:
            said = msg("the instruction names {level} {named}, the new wording is of {level} {number}")
            yield subject.hit(inner, said, level=found[1], named=found[2], number=inner.number)


@rule("DK-A007", "New wording not between quotation marks", W, practice("lời văn mới đặt trong ngoặc kép cong"), "qppl")
def unquoted(subject: Subject) -> Iterator[Hit]:
    """New wording opens with “ before the number of its unit and closes with ”."""
    lines: list[str] = []
    for _, following in _instructions(subject):
        lines = lines or subject.bound.draft.source.text.split("\n")
        for block in following:
            if isinstance(block, Quote) and not lines[block.line].lstrip(" \t>*#").startswith(("“", '"')):
                yield subject.hit(block, "the new wording does not open with “")


@rule("DK-A008", "Phrase replaced by itself", W, practice("cụm từ mới khác cụm từ cũ"), "qppl")
def same_phrase(subject: Subject) -> Iterator[Hit]:
    """“Thay thế cụm từ “A” bằng cụm từ “A”” changes nothing."""
    if "cụm từ" in subject.prose:
        for found in _PHRASE.finditer(subject.prose):
            if " ".join(found[1].split()) == " ".join(found[2].split()):
                yield subject.hit(found, "“{text}” is replaced by itself", text=shortened(found[1]))


_ORDER = Pattern(r"(?:Sửa đổi, bổ sung|Sửa đổi|Bổ sung) [^“”.]*?Điều (\d+[a-zđ]?)(?!\w)")


_NAMES_ANOTHER = Pattern(rf" của (?:{RULING}) ")


@rule("DK-A009", "Instructions out of order", W, nd78("Điều 69 khoản 3"), "qppl")
def instruction_order(subject: Subject) -> Iterator[Hit]:
    """Within one điều the khoản follow the order of the document they amend. The last khoản may gather phrases and
    repeals. What is held against that document itself DK-B007 tells."""
    held = {amendment.place(one).line for amendment in read(subject) for _, one, _ in amendment.met}
    for article in subject.articles if subject.instructs else ():
        targets = []
        for clause in article.body:
            found = None
            if isinstance(clause, Unit) and not _NAMES_ANOTHER.search(_text(clause)):
                found = _ORDER.match(_text(clause))
            number = parse(found[1], "arabic") if found else None
            if number and isinstance(clause, Unit):
                targets.append((number, clause))
        for (before, _), (after, clause) in pairwise(targets):
            if after < before and clause.line not in held:
                yield subject.hit(clause, "Điều {number} is amended after a later one", number=f"{after[0]}")


_OTHERS = Pattern(rf"(?:Sửa đổi|Bổ sung|Bãi bỏ)[^.;\n“”]{{0,120}}? của (?:{RULING})(?: [^.;\n]{{0,80}}?)? số \d")


@rule("DK-A010", "Other documents amended before the last chương", W, nd78("Điều 66 khoản 1"), "qppl")
def amended_too_early(subject: Subject) -> Iterator[Hit]:
    """A document that is not itself an amending one changes others in its last chương or in the điều on effect."""
    chapters = [unit for unit in subject.bound.draft.body if isinstance(unit, Unit) and unit.level.name == "chapter"]
    if len(chapters) < 2 or not subject.instructs or _AMENDS.search(subject.bound.meta.title.lower()):
        return
    for article in subject.articles:
        if article.line < chapters[-1].line and not re.search("hiệu lực|thi hành", plain(article.title).lower()):
            for unit in (article, *(child for child in article.body if isinstance(child, Unit))):
                if _OTHERS.match(_text(unit)):
                    yield subject.hit(unit, "this amends another document; it belongs into the last chương")


@rule("DK-A011", "Instruction in words of its own", I, _OLD_WORDS_SOURCE, "qppl")
def old_words(subject: Subject) -> Iterator[Hit]:
    """The words of amendment are sửa đổi, bổ sung, bãi bỏ, thay thế … bằng …; readers and databases look for these."""
    if _AMENDS.search(subject.bound.meta.title.lower()):
        for found in _OLD_WORDS.finditer(subject.prose):
            message = msg("“{text}”: the usual words are “Bãi bỏ”, “Thay thế … bằng …”")
            yield subject.hit(found, message, text=shortened(found[0].strip(), 40))
