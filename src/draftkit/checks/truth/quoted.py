"""Quotations that a text signs by hand with a provision, beside what that says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from draftkit.checks.rule import Subject
from draftkit.checks.rules.provisions import quotes, said_by, signed, unlike_words
from draftkit.checks.truth.aligned import label_of
from draftkit.checks.truth.apart import content_words, ways
from draftkit.checks.truth.documents import has_no
from draftkit.checks.truth.named import Named, called_of
from draftkit.checks.truth.sentences import metadata_of
from draftkit.checks.truth.spoken import OTHER_ACT, Spoken, alone, meant
from draftkit.checks.truth.unplaced import otherwise
from draftkit.law.references import find
from draftkit.model.message import Fault, Place, fault_at, msg
from draftkit.model.tree import Unit

_QUOTED, _QUOTES, _SAYS, _BY, _PLACED = ways("quoted", "quoted quotes says by placed")
_OF_IT, _NOT_ITS, _GOES_ON, _OPENS, _PUT, _AT = ways("quoted", "of_it not_its goes_on opens put at")
_FEWEST, _ALIKE, _MOSTLY, _AROUND = 6, 0.6, 0.7, 2
"""Words of what is quoted with no colon before it, and the share of them that a provision has from which that is, and
wherever in a sentence that begins; words on either side of where it begins."""


def misquoted(subject: Subject, named: Mapping[str, Named], spoken: Spoken) -> Iterator[Fault]:
    """Quotations signed by hand with a provision that says otherwise: `> — khoản 1 Điều 4`, `“…” (khoản 1 Điều 4 dự
    thảo Nghị định)`."""
    only = alone(named)
    for quote in quotes(subject.bound.draft.blocks):
        words, source, line, below = signed(quote)
        if source:
            places = Place(line), Place(below)
            yield from _misquoted(said_by(subject.bound, words, quoted=True), source, places, named, only)
    held: list[tuple[str, Callable[[int], Place], str]] = [(subject.printed.text, subject.place, "")]
    held += ((text, partial(own, 0), key) for key, text, own in metadata_of(subject) if "“" in text)
    for text, place_of, key in held if named else ():
        for found in _QUOTED.finditer(text):
            near, ahead = ((max(found.start() - many, 0), found.start()) for many in (120, 200))
            before = _QUOTES.search(text, *near) or _OPENS.search(text, *near)
            says = None if before else _SAYS.search(text, *ahead) or _BY.search(text, *ahead)
            says = says if says and _follows(says) else None
            joint = _joint(text, found) if says and says.re.pattern == _BY.pattern else ""
            place = (place_of(found.start("words")),) * 2
            other = OTHER_ACT.search(text, max(found.start() - 300, 0), found.end())
            led = re.split(r"[.;] ", before[1])[-1] if before else ""  # “… vườn ươm. Khoản 4 Điều 4 viết: “…””
            put = _AT.match(text, found.end("words") + 1) if _PUT.search(text, *near) else None
            for source in filter(None, (found["source"], found["where"], led, says and says[1], put and put[1])):
                least = _ALIKE if source in (says and says[1], put and put[1]) else 0
                of_draft = not other and (
                    key[:1] in ("@", ">") or (source in (found["source"], led) and _PLACED.match(source))
                )
                only_one = spoken.alone if of_draft else None
                yield from _misquoted(found["words"], source, place, named, only_one, least, joint if least else "")
            if found["signed"] and (not other or "dự thảo" in found["signed"]):
                yield from _misquoted(found["words"], found["signed"], place, named, None if other else only)


def _follows(says: re.Match[str]) -> bool:
    """Whether it is a provision that says what is quoted behind it with no colon: nothing but its draft stands between
    both, or it is what the sentence is of, and no other who has said it, or meant by it."""
    citation = next(iter(find(says[1])), None)
    behind = says[1][citation.units_end :] if citation else "?"
    between = says[0].rpartition(says[1])[2] if says.re.pattern == _BY.pattern else ""
    return bool(_OF_IT.fullmatch(behind)) and not _NOT_ITS.search(between)


def _joint(text: str, quoted: re.Match[str]) -> str:
    """Words around where a quotation begins, of which what stands before goes on in it: “chất lượng “được đánh …””."""
    goes_on = _GOES_ON.search(text, 0, quoted.start())
    before = text[: quoted.start()].split()[-_AROUND:] if goes_on else []
    return " ".join((*before, *quoted["words"].split()[:_AROUND])) if before else ""


def _misquoted(
    said: str,
    source: str,
    places: tuple[Place, Place],
    named: Mapping[str, Named],
    only: Named | None,
    least: float = 0,
    joint: str = "",
) -> Iterator[Fault]:
    """Whether words are those of the provision they are said to be from, or of another; `places` are those of both,
    `only` the document where none is named. Where it is not certain that they are quoted, a provision has `least` such
    a share of them, and the words where they begin (`joint`)."""
    citation = next(iter(find(source)), None)
    if citation is None or len(citation.members) != 1:
        return
    document = meant(citation, source, named) or only
    if document is None or (citation.document.other and citation.document.type != document.act):
        return
    target, missing = document.units.named(citation.members[0].path)
    label = source[citation.start :].strip(" —–-:")
    if isinstance(target, Unit):
        says = said_by(document.bound, (target,))
        words = content_words(said)
        shared = len({*words}.intersection(content_words(says)))
        goes_on = joint.casefold() in says.casefold() or shared >= _MOSTLY * len({*words})
        if least and (len(words) < _FEWEST or not goes_on):
            return
        piece = unlike_words(said, says)
        of = [one for one in document.provisions.all if piece and not unlike_words(said, one.text)]
        if len(of) == 1:
            yield Fault("DK-V005", otherwise(label, called_of(document), label_of(*of[0][:3]), of[0].text), places[1])
        elif piece and shared >= least * len({*words}):
            place = places[0]
            text = msg("the quotation of “{label}” says “{quoted}”; the provision says “{says}”")
            yield fault_at("DK-V005", place, text, label=label, quoted=piece[:300], says=says[:300])
    elif missing and only:  # a sentence is told by itself
        yield Fault("DK-V005", has_no(document, missing, label), places[0])
