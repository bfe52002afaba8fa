"""What a text says by hand of a document of the project that it names: its provisions, how many there are, when it
takes effect, what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from draftkit.checks.rule import Subject
from draftkit.checks.rules.quotes import quotes, said_by, signed, unlike_words
from draftkit.checks.truth.sentences import Sentence
from draftkit.law.dates import days, short_date
from draftkit.law.lists import Step
from draftkit.law.references import Citation, find
from draftkit.law.units import called
from draftkit.model.finding import Fault
from draftkit.model.message import msg
from draftkit.model.numeral import whole
from draftkit.model.place import Place
from draftkit.model.tree import Unit, units
from draftkit.resolve.bound import Bound
from draftkit.resolve.typed import Index

_COUNT = re.compile(r"(?<![\w/.,])(\d{1,4})\s+(chương|điều|phụ lục)(?!\w)", re.IGNORECASE)
_OF_ALL = re.compile(r"(?:gồm|có|với|bố cục)\s+(?:\d+\s+\w+(?:\s+\w+)?\s*(?:,|và)\s+)*$", re.IGNORECASE)
_FORCE = re.compile(r"(?:có hiệu lực|hiệu lực thi hành)", re.IGNORECASE)
_ROUND = re.compile(r"dự thảo\s+(?:\(\s*)?lần\s+(?:thứ\s+)?(\d+)", re.IGNORECASE)
_DRAFT = re.compile(r"dự thảo", re.IGNORECASE)


class Named:
    """A document of the project: what it is, and its units by the way to them; `symbol` is its number when it was
    issued."""

    def __init__(self, bound: Bound, symbol: str = "") -> None:
        self.act = bound.draft.kind.words.get("act", "")
        self.symbol = symbol
        self.bound = bound

    @cached_property
    def units(self) -> Index:
        """Its units; gone through when one is asked for."""
        return Index(self.bound)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many chương, điều and phụ lục it has."""
        body = [unit.level.name for unit in units(self.bound.draft.body)]
        annexes = len(self.bound.draft.annexes)
        return {"chương": body.count("chapter"), "điều": body.count("article"), "phụ lục": annexes}


def unlike(subject: Subject, sentence: Sentence, named: Mapping[str, Named]) -> Iterator[Fault]:
    """Where a sentence says of a document what that document does not."""
    for citation in find(sentence.text) if named else ():
        document = _meant(citation, sentence.text, named)
        if document is None:
            continue
        for member in citation.members:
            target, missing = (None, None) if member.here else document.units.named(member.path)
            if target is None and missing:
                text = msg(
                    "“{said}”: {document} has no {missing}",
                    said=sentence.text[citation.start : citation.end],
                    document=_called(document),
                    missing=_step(missing),
                )
                yield Fault("DK-V005", text, sentence.place(subject, citation.start))
    only = next(iter(named.values())) if len(named) == 1 else None
    if only is None or not _tells(only, sentence.text):
        return
    yield from _counted(subject, sentence, only)
    own = only.bound.meta.effective_date
    if own and _FORCE.search(sentence.text):
        told = list(days(sentence.text))
        if told and own not in {day.iso for day in told}:
            text = msg(
                "{document} takes effect on {own}, here {said}",
                document=_called(only),
                own=short_date(own),
                said=short_date(told[-1].iso),
            )
            yield Fault("DK-V005", text, sentence.place(subject, told[-1].start))
    turn = str(only.bound.draft.meta.draft_turn.get("lan") or "")
    for found in _ROUND.finditer(sentence.text):
        if turn and whole(found[1]) != whole(turn):
            text = msg("the draft is round {own}, here {said}", own=turn, said=found[1])
            yield Fault("DK-V005", text, sentence.place(subject, found.start()))


def _step(step: Step) -> str:
    """A step as it is named."""
    return f"{called(step.level)} {step.number}".strip()


def _called(document: Named) -> str:
    draft = "" if document.symbol else "dự thảo "
    return f"{draft}{document.act}{f' số {document.symbol}' if document.symbol else ''}"


def _tells(document: Named, text: str) -> bool:
    """Whether a sentence speaks of a document: by its type, or as the draft."""
    return bool(document.act and document.act in text) or (not document.symbol and bool(_DRAFT.search(text)))


def _meant(citation: Citation, text: str, named: Mapping[str, Named]) -> Named | None:
    """The document whose provision is cited: named with its type, or the only draft there is."""
    document = citation.document
    after = text[citation.units_end : citation.units_end + 60]
    for one in named.values():
        if one.symbol and one.symbol in after:
            return one
        if not one.symbol and document.type == one.act and not document.own:
            rest = text[document.end : document.end + 25]
            return None if re.match(r"\s+(?:số\s+)?\d", rest) else one
        if not one.symbol and re.match(r",?\s+(?:của\s+|tại\s+|trong\s+)?dự thảo", after, re.IGNORECASE):
            return one
    return None


def _counted(subject: Subject, sentence: Sentence, document: Named) -> Iterator[Fault]:
    for found in _COUNT.finditer(sentence.text):
        before = sentence.text[: found.start()]
        if re.search(r"(?:Chương|Mục|Phần)\s+[IVXL\d]+[^.;]*$", before) or not _OF_ALL.search(before):
            continue
        word = found[2].lower()
        own = document.counts[word]
        if whole(found[1]) != own:
            text = msg(
                "{document} has {own} {unit}, here {said}",
                document=_called(document),
                own=own,
                unit=word,
                said=found[1],
            )
            yield Fault("DK-V005", text, sentence.place(subject, found.start()))


def misquoted(subject: Subject, named: Mapping[str, Named]) -> Iterator[Fault]:
    """Block quotations signed by hand with a provision that says otherwise: `> — khoản 1 Điều 4`."""
    for quote in quotes(subject.bound.draft.blocks):
        words, source, line = signed(quote)
        citation = next(iter(find(source)), None) if source else None
        if citation is None or len(citation.members) != 1:
            continue
        document = _meant(citation, source, named) or (next(iter(named.values())) if len(named) == 1 else None)
        if document is None or (citation.document.other and citation.document.type != document.act):
            continue
        target, missing = document.units.named(citation.members[0].path)
        if not isinstance(target, Unit):
            if missing:
                text = msg(
                    "“{said}”: {document} has no {missing}",
                    said=source.strip(" —–-"),
                    document=_called(document),
                    missing=_step(missing),
                )
                yield Fault("DK-V005", text, Place(line))
            continue
        yield from _quoted(subject, words, document, target, source, line)


def _quoted(subject: Subject, words: object, document: Named, target: Unit, source: str, line: int) -> Iterator[Fault]:
    says = said_by(document.bound, (target,))
    piece = unlike_words(said_by(subject.bound, words, quoted=True), says)  # type: ignore[arg-type]
    if piece:
        text = msg(
            "the quotation of “{label}” says “{quoted}”; the provision says “{says}”",
            label=source.strip(" —–-"),
            quoted=piece[:300],
            says=says[:300],
        )
        yield Fault("DK-V005", text, Place(line))
