"""Quotations that a text signs by hand with a provision, beside what that says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from draftkit.checks.rule import Subject
from draftkit.checks.rules.provisions import quotes, said_by, signed, unlike_words
from draftkit.checks.truth.aligned import label_of
from draftkit.checks.truth.apart import ways
from draftkit.checks.truth.documents import has_no
from draftkit.checks.truth.named import Named, called_of
from draftkit.checks.truth.spoken import OTHER_ACT, Spoken, alone, meant
from draftkit.checks.truth.unplaced import otherwise
from draftkit.law.references import find
from draftkit.model.message import Fault, fault_at, msg
from draftkit.model.place import Place
from draftkit.model.tree import Unit

_QUOTED, _QUOTES, _PLACED = ways("quoted", "quoted quotes placed")


def misquoted(subject: Subject, named: Mapping[str, Named], spoken: Spoken) -> Iterator[Fault]:
    """Quotations signed by hand with a provision that says otherwise: `> — khoản 1 Điều 4`, `“…” (khoản 1 Điều 4 dự
    thảo Nghị định)`."""
    only = alone(named)
    for quote in quotes(subject.bound.draft.blocks):
        words, source, line, below = signed(quote)
        if source:
            places = Place(line), Place(below)
            yield from _misquoted(said_by(subject.bound, words, quoted=True), source, places, named, only)
    for found in _QUOTED.finditer(subject.prose) if named else ():
        before = _QUOTES.search(subject.prose, max(found.start() - 120, 0), found.start())
        place = (subject.place(found.start("words")),) * 2
        other = OTHER_ACT.search(subject.prose, max(found.start() - 300, 0), found.end())
        bare_place = found["source"] and not other and _PLACED.match(found["source"])
        for source in filter(None, (found["source"], found["where"], before and before[1])):
            yield from _misquoted(found["words"], source, place, named, spoken.alone if bare_place else None)
        if found["signed"] and not other:
            yield from _misquoted(found["words"], found["signed"], place, named, only)


def _misquoted(
    said: str, source: str, places: tuple[Place, Place], named: Mapping[str, Named], only: Named | None
) -> Iterator[Fault]:
    """Whether words are those of the provision they are said to be from, or of another; `places` are those of both,
    `only` the document where none is named."""
    citation = next(iter(find(source)), None)
    if citation is None or len(citation.members) != 1:
        return
    document = meant(citation, source, named) or only
    if document is None or (citation.document.other and citation.document.type != document.act):
        return
    target, missing = document.units.named(citation.members[0].path)
    label = source.strip(" —–-")
    if isinstance(target, Unit):
        says = said_by(document.bound, (target,))
        piece = unlike_words(said, says)
        of = [one for one in document.provisions.all if piece and not unlike_words(said, one.text)]
        if len(of) == 1:
            yield Fault("DK-V005", otherwise(label, called_of(document), label_of(*of[0][:3]), of[0].text), places[1])
        elif piece:
            place = places[0]
            text = msg("the quotation of “{label}” says “{quoted}”; the provision says “{says}”")
            yield fault_at("DK-V005", place, text, label=label, quoted=piece[:300], says=says[:300])
    elif missing and only:  # a sentence is told by itself
        yield Fault("DK-V005", has_no(document, missing, label), places[0])
