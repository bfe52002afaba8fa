"""How a text for the press reads: lengths, one idea a paragraph, abbreviations, figures with unit and source,
quotations with a speaker, plain words.

All are habits of the trade: warnings and infos only. The limits are words of the kind (`gioi_han.…`), so a ministry
sets its own."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from pathlib import Path

from draftkit.campaign.ways import ways
from draftkit.checks.catalogue import held_by
from draftkit.checks.rule import Hit, Rule, Subject, rule
from draftkit.checks.sources import practice
from draftkit.law.references import find
from draftkit.model.inline import Content, Reference, plain
from draftkit.model.keys import TITLE
from draftkit.model.message import Place, Severity, msg
from draftkit.model.meta import Data, Metadata
from draftkit.model.numeral import whole
from draftkit.model.printed import Line
from draftkit.model.tree import Block, Paragraph, Quote, Unit, inside
from draftkit.readers.yaml_text import load
from draftkit.resolve.flow import body_flow
from draftkit.resolve.prose import without_wording
from draftkit.text.pattern import UPPER
from draftkit.text.sentences import split

_FIGURE, _BEFORE, _SOURCED, _POST = ways("language", "figure before sourced post")

_W, _I = Severity.WARNING, Severity.INFO
_RUNNING = frozenset(("lead", "paragraph", "bullet", "item", "subitem"))
_SENTENCE_END = re.compile(rf"(?<=[\w%)”\"]{{2}}[.?!])[”\")]*\s+(?=[{UPPER}“\"(0-9])")
_SOURCES, _ROWS = ("— ", "– ", "- "), "so_lieu"


def _limit(subject: Subject, name: str) -> int:
    """A limit of the kind; 0 when it has none."""
    text = subject.bound.draft.kind.words.get(f"gioi_han.{name}", "")
    return whole(text, 0)


def _lines(subject: Subject) -> Iterator[Line]:
    """The running text, what the metadata adds after it left out."""
    yield from (
        item for item in body_flow(subject.bound) if isinstance(item, Line) and item.role in _RUNNING and item.line >= 0
    )


def _words(text: str) -> int:
    return len([word for word in text.split() if any(sign.isalnum() for sign in word)])


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph; a full stop after an abbreviation of one letter or in a number ends none."""
    return [part for part in split(text, _SENTENCE_END) if part.strip()]


@rule("DK-P020", "Headline too long", _I, practice("tiêu đề đến khoảng 100 ký tự"), "style")
def headline_long(subject: Subject) -> Iterator[Hit]:
    """A headline is one short sentence: search results and phones cut what is longer."""
    limit, length = _limit(subject, "tieu_de"), len(subject.bound.meta.title)
    if limit and length > limit:
        said = msg("the headline has {count} characters; up to about {limit} are read")
        yield subject.hit(TITLE, said, count=length, limit=limit)


@rule("DK-P021", "Lead too long", _I, practice("mở đầu nhiều nhất hai câu, khoảng 50 từ"), "style")
def lead_long(subject: Subject) -> Iterator[Hit]:
    """The lead says who, what, when and where in at most two sentences of about 25 words."""
    words, many = _limit(subject, "mo_dau"), _limit(subject, "mo_dau_cau")
    for line in _lines(subject):
        if line.role == "lead":
            text = line.text()
            count, said = _words(text), len(sentences(text))
            if words and count > words:
                told = "the lead has {count} words; up to about {limit} are read"
                yield subject.hit(line, told, count=count, limit=words)
            elif many and said > many:
                yield subject.hit(line, "the lead has {count} sentences; {limit} are enough", count=said, limit=many)


@rule("DK-P022", "More than one idea in a paragraph", _I, practice("mỗi đoạn một ý"), "style")
def many_ideas(subject: Subject) -> Iterator[Hit]:
    """A paragraph of many sentences, or many words, holds more than one idea: journalists cut from the end, paragraph
    by paragraph."""
    words, many = _limit(subject, "doan"), _limit(subject, "doan_cau")
    for line in _lines(subject):
        text = line.text()
        count, said = _words(text), len(sentences(text))
        if line.role != "lead" and ((many and said > many) or (words and count > words)):
            message = msg("the paragraph has {sentences} sentences and {words} words; split it: one idea a paragraph")
            yield subject.hit(line, message, sentences=said, words=count)


@rule("DK-P023", "Long sentence", _I, practice("câu ngắn, khoảng 35 từ trở xuống"), "style")
def long_sentence(subject: Subject) -> Iterator[Hit]:
    """Long sentences are hard to read, and impossible to read out."""
    limit = _limit(subject, "cau")
    for line in _lines(subject):
        for sentence in sentences(line.text()):
            count = _words(sentence)
            if limit and count > limit:
                message = msg("a sentence of {count} words (“{start} …”); up to about {limit} are easy to read")
                yield subject.hit(line, message, count=count, start=" ".join(sentence.split()[:5]), limit=limit)


_ABBREVIATION = re.compile(r"(?<![\w/.@-])([^\W\d_]{2,12}(?:&[^\W\d_]+)?)(?![\w@/-]|\.\d)")
_SHOUTED = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}(?:[ ,]+[^\W\d_]{2,}){2,}")


@rule("DK-P024", "Abbreviation not explained", _W, practice("giải thích chữ viết tắt ở lần đầu"), "style")
def unexplained(subject: Subject) -> Iterator[Hit]:
    """The first time an abbreviation is used, its full name stands with it: `Hiệp định X (FTA)` or `FTA (hiệp định …)`.
    Well-known ones are in a list."""
    known = well_known() | {
        body.abbreviation for body in subject.bound.organisations.values() if f"({body.abbreviation})" in subject.prose
    }
    seen: set[str] = set()
    for item in body_flow(subject.bound):
        if isinstance(item, Line) and item.line >= 0 and not item.role.startswith(("closing", "end")):
            for short in unexplained_in(item.text(), known, seen):
                yield subject.hit(item, "“{short}” is not explained where it is first used", short=short)


def unexplained_in(typed: str, known: Container[str], seen: set[str]) -> Iterator[str]:
    """The abbreviations that a paragraph uses without explanation, neither known nor `seen` before it; all that it uses
    are seen from now on. Capitals among capitals are words."""
    text = _SHOUTED.sub(lambda found: "" if found[0].isupper() else found[0], typed)
    for found in _ABBREVIATION.finditer(text):
        short = found[1]
        if not short.isupper() or short in known or short in seen or re.fullmatch(r"[IVXLC]+", short):
            continue
        seen.add(short)
        in_brackets = text.rfind("(", 0, found.start()) > text.rfind(")", 0, found.start())
        if not in_brackets and not text.startswith(" (", found.end()):
            yield short


def well_known() -> frozenset[str]:
    """Abbreviations that need no explanation."""
    listed = _data("viet-tat.yaml")
    return frozenset(map(str, listed)) if isinstance(listed, list) else frozenset()


_NUMBERED = re.compile(r"\d[ .-]$")
"""What stands before the second group of a telephone number."""
_CALLED = re.compile(r"(?:19|20)\d\d(?!\d)|\d+[ .-]\d{3,4}")
"""A year, or a telephone number."""
_UNIT = re.compile(r"\s*(?:%|[^\W\d_]|°)")


@rule("DK-P025", "Figure without unit or source", _W, practice("số liệu có đơn vị và nguồn"), "style")
def bare_figure(subject: Subject) -> Iterator[Hit]:
    """A number is followed by its unit; a percentage comes from facts.yaml by {{ name }}, or its paragraph says whose
    figure it is (`theo …`)."""
    bound = subject.bound
    values = set(bound.values.values())
    for text, spot, sourced in _figured(subject):
        for found in _FIGURE.finditer(text):
            before = text[max(0, found.start() - 20) : found.start()]
            if (
                _BEFORE.search(before)
                or _NUMBERED.search(before)
                or _CALLED.match(found[0])
                or any(found[1] in value for value in values)
            ):
                continue
            after = found[4]
            if found[3]:
                if not sourced:
                    figure = found[0][: found.end(3) - found.start()].strip()
                    message = msg("“{figure}” has no source: say whose figure it is, or take it from facts.yaml")
                    yield subject.hit(spot, message, figure=figure)
            elif len(found[1]) > 1 and not _UNIT.match(after):
                yield subject.hit(spot, "“{figure}” has no unit", figure=found[1])


def _figured(subject: Subject) -> Iterator[tuple[str, Line | Place, bool]]:
    """What says figures, where it stands, and whether a source is named: paragraphs, and rows of figures."""
    for line in _lines(subject):
        text = plain(line.content)
        yield text, line, bool(_SOURCED.search(text))
    for at, row in enumerate(subject.bound.meta.tables(_ROWS) if _ROWS in subject.bound.draft.kind.words else ()):
        text, source = (without_wording(Metadata(row).text(key)) for key in ("gia_tri", "nguon"))
        yield text, subject.bound.meta.nearest_place(f"{_ROWS}.{at}.gia_tri"), bool(source)


@rule("DK-P026", "Quotation without name and post", _W, practice("phát biểu kèm tên và chức vụ"), "style")
def nameless_quote(subject: Subject) -> Iterator[Hit]:
    """A block quotation ends with a line that says who speaks, `— Họ tên, chức vụ`, or which provision is quoted, `—
    @nghi_dinh.khoan-hai`."""
    for quote in (one for one in inside(subject.bound.draft.body, quoted=False) if isinstance(one, Quote)):
        last = _last(quote.blocks)
        text = plain(last) if last else ""
        if not text.lstrip().startswith(_SOURCES):
            yield subject.hit(quote, "the quotation does not say whose words it holds: end it with “— name, post”")
        elif (
            not any(isinstance(item, Reference) for item in last or ())
            and "," not in text
            and not (_POST.search(text) or next(iter(find(text)), None))
        ):
            yield subject.hit(quote, "“{text}” names no post: write “— name, post”", text=text.strip())


def _last(blocks: tuple[Block, ...]) -> Content | None:
    last = blocks[-1] if blocks else None
    if isinstance(last, Unit):
        return _last(last.body)
    return last.content if isinstance(last, Paragraph) else None


@rule("DK-P027", "Plainer words at hand", _I, practice("diễn đạt dễ hiểu"), "style")
def plain_words(subject: Subject) -> Iterator[Hit]:
    """Words of the office that a reader of the paper would not use; the list is a data file. Quotations are left
    alone."""
    pattern, plainer = _plainer()
    for found in pattern.finditer(subject.own_prose):
        words = " ".join(found[0].split())
        yield subject.hit(found, "“{words}”: perhaps “{plainer}”", words=words, plainer=plainer[words.lower()])


@rule("DK-P028", "Long answer", _I, practice("câu trả lời khoảng 80 từ"), "style")
def long_answer(subject: Subject) -> Iterator[Hit]:
    """An answer that is read out or posted has about 80 words."""
    limit = _limit(subject, "tra_loi")
    if not limit:
        return
    counted: dict[int, int] = {}
    heading = -1
    for item in body_flow(subject.bound):
        if isinstance(item, Line) and item.role.startswith("heading"):
            heading = item.line
        elif isinstance(item, Line) and heading >= 0 and item.line >= 0:
            counted[heading] = counted.get(heading, 0) + _words(item.text())
    for line, count in counted.items():
        if count > limit:
            said = msg("the answer has {count} words; up to about {limit} are read", count=count, limit=limit)
            yield subject.hit(Place(line), said)


@lru_cache(maxsize=4)
def _data(name: str) -> Data:
    return load(Path(__file__).with_name("data").joinpath(name).read_text(encoding="utf-8"), name)


@lru_cache(maxsize=1)
def _plainer() -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the words of the list, the longest first, and what to say instead."""
    data = _data("dien-dat.yaml")
    plainer = {str(key).lower(): str(value) for key, value in data.items()} if isinstance(data, dict) else {}
    longest = sorted(plainer, key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), plainer


LANGUAGE = tuple(held_by(vars(), Rule))
