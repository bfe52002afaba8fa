"""What a text says by hand of a document of the project that it names: its provisions, how many there are, when it
takes effect, what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from draftkit.checks.rules.provisions import said_by
from draftkit.checks.truth import amended, begun, doubts, drafted, effects, inner, provisions, tasks, unplaced
from draftkit.checks.truth.aligned import label_of, listed
from draftkit.checks.truth.apart import DRAFTS, YEAR, ways
from draftkit.checks.truth.dated import ROUND, is_present, rounds
from draftkit.checks.truth.explained import is_right
from draftkit.checks.truth.named import Named, called_of
from draftkit.checks.truth.placed import (
    article_of,
    by_term,
    by_title,
    elsewhere,
    laid_down,
    made_of,
    named_behind,
    of_that_name,
    spoken_of,
    with_form,
)
from draftkit.checks.truth.sentences import Sentence
from draftkit.checks.truth.spoken import OF_DRAFT, OTHER_ACT, Spoken, meant
from draftkit.checks.truth.tabled import Has
from draftkit.law.dates import iso, short_date
from draftkit.law.lists import Step
from draftkit.law.references import Citation
from draftkit.law.units import called
from draftkit.model.message import Fault, Message, fault_at, msg
from draftkit.model.tree import Unit, counted, units

_COUNTED, _OF_ALL, _DIVIDED, _BEGUN, _BESIDE = ways("documents", "counted of_all divided begun beside")
_GOES_ON, _OPTION, _APART, _FROM = ways("documents", "goes_on option apart from")
_IN_PART = {"điều": "article", "mục": "section"}
"""What a chapter is said to hold so many of."""
_PLACED = {"article", "annex", "chapter", "part", "section"}
"""Levels of which one must be named where a document has articles, lest its place be that of what was cited before."""
_GROUPS = ("part", "chapter", "section")
"""Units that say too much for one figure to be held against all of theirs."""
_DATED, _ITSELF, _PLAN = ways("documents", "dated itself plan")


def unlike(sentence: Sentence, spoken: Spoken, of_earlier: bool) -> Iterator[Fault]:
    """Where a sentence says of a document what that document does not; `of_earlier`: it tells of an earlier round."""
    named, only = spoken.named, spoken.only
    about = None if of_earlier else spoken.about
    yield from _unplaced(sentence, about)
    yield from drafted.unlike(sentence, about) if about and not about.symbol else ()
    for at, text in begun.unlike(sentence, about.later, about.provisions) if about and sentence.days else ():
        yield Fault("DK-V005", text, sentence.place(at))
    for at, citation in enumerate(sentence.citations if named else ()):
        document = meant(citation, sentence.text, named)
        if not document and not citation.document.other and _GOES_ON.match(sentence.text, citation.end):
            document = spoken.of
        if document and (not document.does or OF_DRAFT.match(sentence.text, citation.units_end)):
            yield from _cited(sentence, at, document)
    explained = [one for one in named.values() if sentence.key and one.does and one.explained(sentence)]
    for one in explained or ([only] if only and only.does and not of_earlier else []):
        for start, wrong in amended.unlike(sentence, one.does, called_of(one)):
            yield Fault("DK-V005", wrong, sentence.place(start))
        unit = one.explained(sentence)
        for citation in sentence.citations if unit else ():
            if article_of(citation)[0] == one.bound.numbers.get(unit.serial if unit else 0):
                yield from _inner(sentence, citation, unit, one)
    if (only or spoken.of) and not of_earlier:
        yield from _counted(sentence, only, spoken.of)
    if only:
        yield from _rounds(sentence, only)
    yield from effects.unlike(sentence, spoken, of_earlier)


def _cited(sentence: Sentence, at: int, document: Named) -> Iterator[Fault]:
    """Where a place that a sentence cites of a document, by its index, is not there, is another than the one spoken of,
    or holds another number of khoản or điểm."""
    citation = sentence.citations[at]
    said = sentence.text[citation.start : citation.end].strip()
    found = [(None, None) if one.here else document.units.named(one.path) for one in citation.members]
    absent = [missing for _, missing in found]
    of_other = OTHER_ACT.search(sentence.text) and not OF_DRAFT.match(sentence.text, citation.units_end)
    for missing in () if of_other else filter(None, absent):  # “Theo Luật …, dự thảo hướng dẫn Điều 54”
        whole = document.articles and not _PLACED.intersection(one.level for one in citation.members[0].path)
        if not whole and (missing.level != "point" or missing.number.isalpha()):
            yield Fault("DK-V005", has_no(document, missing, said), sentence.place(citation.start))
    yield from _inner(sentence, citation, found[0][0], document)
    titled = None if any(absent) or citation.members[0].here else _titled(sentence, at, document)
    if titled:
        text, place = msg("“{said}”: {part} of {document} is “{name}”"), sentence.place(citation.start)
        part, name = titled
        yield fault_at("DK-V005", place, text, said=said, part=part, document=called_of(document), name=name)


def _inner(sentence: Sentence, citation: Citation, unit: object, document: Named) -> Iterator[Fault]:
    """Another count of the khoản or điểm of the unit that is cited than its own."""
    if not isinstance(unit, Unit) or unplaced.speaks_otherwise(sentence.text, ""):
        return
    for start, end, own, what in inner.unlike(sentence, citation, unit):
        holder = f"{label_of(*article_of(citation))} {called_of(document)}"
        yield Fault("DK-V005", has(holder, own, what, sentence.text[start:end].strip()), sentence.place(start))


def _titled(sentence: Sentence, at: int, document: Named) -> tuple[str, str] | None:
    """The part of a document that a sentence speaks of where it cites another, by the index of what it cites, and how
    that part is called."""
    called, citation, parts = document.provisions.title, sentence.citations[at], document.parts
    text = sentence.text.replace(called, " " * len(called), 1) if called else sentence.text
    laid = laid_down(text, citation.start, citation.end, document.title_words)
    cited = spoken_of(citation, parts) if laid else ()
    if laid and not cited and named_behind(text, citation.end):  # “Điều 18 và Điều 16 (Điều tra, …)”
        cited = spoken_of(citation._replace(members=citation.members[-1:]), parts)
    other = elsewhere(laid, cited, parts) if laid else None
    if other and {other.number} & {step.number for one in citation.members for step in one.path[:1]}:
        other = None  # “Điều 14 và Điều 15 về tiêu chí của Danh mục”
    after = sentence.citations[at - 1].units_end if at else 0
    other = other or of_that_name(text, citation, after, parts) or with_form(text, citation, after, parts)
    other = other or made_of(text, sentence.citations, at, parts)
    if other:
        return str(other), other.name
    titles = text, citation, after, lambda: document.titles
    return by_title(*titles) or by_term(*titles)


def _rounds(sentence: Sentence, document: Named) -> Iterator[Fault]:
    """A later round than that of a draft, another one that is said to be the present one, its own of another day."""
    day = str(document.bound.draft.meta.draft_turn.get("ngay") or "")
    for found, number in rounds(sentence.text, document.turn):
        dated = _DATED.match(sentence.text, found.end())
        if number > document.turn or (number < document.turn and is_present(sentence.text, found)):
            text = msg("the draft is round {own}, here {said}", own=round(document.turn), said=found[1])
            yield Fault("DK-V005", text, sentence.place(found.start()))
        elif number == document.turn and dated and day and iso(dated[1]) != day:
            text = msg("this round of the draft is dated {own}, here {said}", own=short_date(day), said=dated[1])
            yield Fault("DK-V005", text, sentence.place(found.start()))


def doubtful(sentence: Sentence, spoken: Spoken) -> Iterator[Fault]:
    """What a sentence says of a document in words of a provision that is of other bodies, or stands elsewhere; and the
    provisions it cites of a draft that its text does not name."""
    for citation in spoken.unnamed(sentence):
        said = sentence.text[citation.start : citation.end].strip()
        text = msg("“{said}”: the text names no such draft (van_ban), so nothing it says of one was held against it")
        yield fault_at("DK-V007", sentence.place(citation.start), text, said=said)
    unheard = spoken.unheard(sentence)
    if unheard >= 0:
        text = msg("the text speaks of a draft and names none (van_ban), so nothing it says of one was held against it")
        yield Fault("DK-V007", text, sentence.place(unheard))
    spoken.read(sentence)
    document = spoken.about
    yield from drafted.doubtful(sentence, document) if document and not document.symbol else ()
    if document is None or document.does or _of_another_round(sentence, document) or OTHER_ACT.search(sentence.text):
        return
    yield from (Fault("DK-V007", text, sentence.place(at)) for at, text in _doubts(sentence, document))


def _doubts(sentence: Sentence, document: Named) -> Iterator[tuple[int, Message]]:
    called, own = called_of(document), document.meant_by(sentence)
    for at, said, task in document.offices.doubtful(sentence) if not sentence.citations else ():
        yield at, unplaced.rather(said, task.provision.called(called), f"{task.office}: {task.provision.text}")
    explained = document.explained(sentence)
    for at, said, says in inner.of_no_list(sentence, document, explained) if explained else ():
        yield at, unplaced.rather(said, called, says)
    shown = set[int]()
    for at, said, provision in doubts.doubtful(sentence, own, called, document.bodies):
        if document.offices.has(sentence.text, at):
            continue
        shown.add(at)
        yield at, unplaced.rather(said, provision.called(called), provision.text)
    ends = 0
    for citation in sentence.citations if not _OPTION.search(sentence.text) else ():
        before = sentence.text[ends : citation.start]
        ends = citation.units_end
        rest = f"{before} {sentence.text[ends:]}" if len(sentence.citations) == 1 else before
        article, _, _ = article_of(citation)
        said = unplaced.of_what(rest.replace(own.title or called, " "), document.bodies)
        own_place = article == document.article_explained(sentence)  # what is answered is about it, in any words
        part = None if own_place or effects.force(rest) >= 0 else document.by_words.rather(said, article)
        if part and citation.start not in shown:
            where = f"Điều {part.number} {called}"
            yield citation.start, unplaced.rather(f"Điều {article}", where, part.says)


def spoken_of_in(sentence: Sentence, named: Mapping[str, Named]) -> list[str]:
    """What the provisions say that a sentence is about: those it explains, or in each document the one that has most of
    its words."""
    texts: list[str] = []
    for document in named.values():
        own = document.meant_by(sentence)
        if not own.whole:
            texts += (one.text for one in own.all)
        elif meant := own.about(unplaced.of_what(sentence.text, document.bodies)):
            texts.append(meant.provision.text)
    return texts


def of_earlier_round(sentence: Sentence, spoken: Spoken) -> bool:
    """Whether a sentence tells of an earlier round of the draft, of which facts and draft say nothing."""
    turn = spoken.only.turn if spoken.only else 0
    told = rounds(sentence.text, turn)
    return any(number < turn and not is_present(sentence.text, found) for found, number in told)


def _of_another_round(sentence: Sentence, document: Named) -> bool:
    """Whether a sentence speaks of another round of a draft than this."""
    return any(number != document.turn for _, number in rounds(sentence.text, document.turn))


def told_of_provisions(sentence: Sentence, spoken: Spoken) -> Iterator[tuple[provisions.Told, Message]]:
    """The figures that a sentence gives as those of provisions it cites, with what is said of another."""
    told_of = spoken.only or spoken.of
    for citation in sentence.citations if spoken.named else ():
        member = citation.members[0]
        document = meant(citation, sentence.text, spoken.named) or (None if citation.document.type else told_of)
        if document is None or len(citation.members) > 1 or member.here:
            continue
        worded = amended.worded(document.does, citation) if document.does else ""
        for one in provisions.told(sentence, citation, citation.end, worded) if worded else ():
            yield one, unplaced.otherwise(one.said, called_of(document), one.own, worded)
        target = None if document.does else document.units.named(member.path)[0]
        if isinstance(target, Unit) and target.level.name not in _GROUPS:
            draft = OF_DRAFT.match(sentence.text, citation.units_end)
            end = max(citation.end, draft.end() if draft else 0)
            lists = (listed(document.bound, unit) for unit in (target, *units(target.body)) if article_of(citation)[0])
            says = " ".join((said_by(document.bound, (target,)), *lists))
            for one in provisions.told(sentence, citation, end, says):
                yield one, unplaced.otherwise(one.said, called_of(document), one.own, says)


def told_of_reasons(sentence: Sentence, spoken: Spoken) -> Iterator[tuple[provisions.Told, Message]]:
    """The figures that a sentence gives as those of the provision whose reasons it says, or on which the comment is
    that it answers, with what is said of another."""
    explains = sentence.key[:1] in ("@", ">") and not (ROUND.search(sentence.text) or spoken.of_unnamed(sentence))
    for document in spoken.named.values() if explains else ():
        unit = document.explained(sentence)
        cites = any(not member.here for one in sentence.citations for member in one.members)
        if unit is None or (cites and not document.does):  # what it amends is cited
            continue
        if unit.level.name in _GROUPS:
            number = document.bound.numbers.get(unit.serial, "")
            yield from _made_of(sentence, unit, f"{called(unit.level.name)} {number} {called_of(document)}")
            continue
        bound = document.bound
        says = said_by(bound, (unit,), True)
        lists = " ".join(listed(bound, one) for one in (unit, *units(unit.body)))
        for one in provisions.told_of_reasons(sentence, says, lists):
            if OTHER_ACT.search(sentence.text, sentence.text.rfind(";", 0, one.start) + 1, one.start):
                continue
            if is_right(sentence, one, document):
                continue
            yield one, unplaced.otherwise(one.said, called_of(document), one.own, lists if one.own in lists else says)


def _made_of(sentence: Sentence, unit: Unit, called: str) -> Iterator[tuple[provisions.Told, Message]]:
    """Counts of mục and điều in a sentence that says the reasons of a chapter, with how many that has."""
    held = counted(unit)
    for one in sentence.figures:
        word = _COUNTED.match(sentence.text, one.counted)
        own = held.get(_IN_PART.get(word[1].lower(), "")) if word else None
        if word and own and _OF_ALL.search(sentence.text, 0, one.start):
            said = sentence.text[one.start : one.counted]
            yield provisions.Told(one.start, said, "" if one.low == own else f"{own}"), has(called, own, word[1], said)


def told_without_place(sentence: Sentence, spoken: Spoken) -> list[tuple[provisions.Told, Message]]:
    """The figures that a sentence gives as those of a draft, without citing where (“Theo dự thảo, …”), held against the
    one provision that has nearly all of its words; of several drafts, where but one has it."""
    text = sentence.text
    compared = not sentence.citations and provisions.figures_of(text) and effects.force(text) < 0
    compared = compared and not (sentence.days and effects.IN_TIME.search(text))
    compared = compared and not (ROUND.search(text) or OTHER_ACT.search(text) or spoken.of_unnamed(sentence))
    compared = compared and not (sentence.key == "|" and YEAR.search(text))
    near = [*((spoken.about,) if spoken.about else spoken.named.values())] if compared else []
    plan = _PLAN.search(text) if compared else None
    of_points = [
        (found, unplaced.otherwise(found.said, where.called(called_of(one)), found.own, where.text))
        for one in near
        if not one.does
        for found, where in one.points.told(sentence)
        if not unplaced.speaks_otherwise(text, where.text)
    ]
    if of_points:
        return of_points
    drafts = (one for one in near if not plan or plan[1] >= one.in_force[:4])  # else it has ended
    told = (
        [
            each
            for each in unplaced.told(sentence, one.meant_by(sentence), called_of(one), one.bodies)
            if not is_right(sentence, each[0], one)
        ]
        for one in drafts
    )
    several = list(filter(None, told))
    return several[0] if len(several) == 1 else []


def told_of_cells(sentence: Sentence, spoken: Spoken, known: Has) -> Iterator[tuple[provisions.Told, Message]]:
    """The figures that a sentence gives of a row of a table in a document, with what is said of another."""
    for one in spoken.named.values() if sentence.figures and not OTHER_ACT.search(sentence.text) else ():
        for figure, cell in one.cells.told(sentence.text, sentence.plain, sentence.figures, known):
            said, (own, says) = sentence.text[figure.start : figure.end].strip(), cell[3:5] if cell else ("", "")
            yield provisions.Told(figure.start, said, own), unplaced.otherwise(said, called_of(one), own, says)


def _unplaced(sentence: Sentence, document: Named | None) -> Iterator[Fault]:
    """What a sentence says otherwise of whose task something is, whether it must be done, and in which article."""
    if document is None or _of_another_round(sentence, document):
        return
    if OTHER_ACT.search(sentence.text):
        reasons = document.provisions_of(unit).all if (unit := document.explained(sentence)) else ()
        roles = tasks.of_role(sentence.text, reasons, called_of(document), document.bodies)
        yield from (Fault("DK-V005", told, sentence.place(at)) for at, told in roles)
        return
    cited = [article_of(one) for one in sentence.citations]
    own = document.meant_by(sentence)
    if document.does and cited:
        return
    about = document.provisions, called_of(document), document.bodies, cited
    found = list(unplaced.unlike(sentence, own, *about[1:])) if all(article for article, *_ in cited) else []
    target = document.units.named(sentence.citations[0].members[0].path)[0] if len(cited) == 1 and cited[0][0] else None
    if not found and isinstance(target, Unit):
        where = f"{label_of(*cited[0])} {called_of(document)}"
        places = [one for one in document.provisions.all if one.is_at(cited[0])]
        found += tasks.unlike(sentence.text, places, where, document.bodies)
    explained = document.explained(sentence) if not cited else None
    if explained and not found and explained.level.name not in _GROUPS:
        places = document.provisions_of(explained).all
        found += tasks.unlike(sentence.text, places, called_of(document), document.bodies)
    found = [one for one in found if not document.offices.has(sentence.text, one[0])]
    for at, said, task in document.offices.told(sentence) if not found and not cited else ():
        where, says = task.provision.called(about[1]), task.provision.text
        if not unplaced.speaks_otherwise(sentence.text, says) and not unplaced.ASKED.search(sentence.text):
            found.append((at, unplaced.otherwise(said, where, task.office, says)))
    text, spots = sentence.text, [(one.start, one.end) for one in sentence.citations]
    of_force = {
        at for at, end in spots if _APART.search(text, 0, at) and _FROM.match(text, end) and effects.force(text) >= 0
    }
    for at, told in found or unplaced.misplaced(sentence, *about):
        if at not in of_force:  # “có hiệu lực từ ngày …, riêng Điều 2 từ ngày …”
            yield Fault("DK-V005", told, sentence.place(at))


def has(document: str, own: int, unit: str, said: str) -> Message:
    """What is to be said where a text gives another count than a document, or a part of it, has."""
    return msg("{document} has {own} {unit}, here {said}", document=document, own=own, unit=unit, said=said)


def has_no(document: Named, step: Step, said: str) -> Message:
    """What is to be said where a document lacks a provision that is cited."""
    missing = f"{called(step.level)} {step.number}".strip()
    return msg("“{said}”: {document} has no {missing}", said=said, document=called_of(document), missing=missing)


def _counted(sentence: Sentence, only: Named | None, spoken_of: Named | None) -> Iterator[Fault]:
    """Counts of chương, điều and phụ lục unlike those of the document that the sentence speaks of; where it speaks of
    none, two of them side by side are those of the document `spoken_of` before."""
    found = [(one, unit) for one in sentence.figures if (unit := _COUNTED.match(sentence.text, one.counted))]
    beside: set[int] = set()
    for (one, unit), (other, _) in pairwise(found):
        if _BESIDE.fullmatch(sentence.text, unit.end(), other.start):
            beside |= {one.start, other.start}
    for figure, unit in found:
        document = only or spoken_of
        before = document.by_number(sentence.text[: figure.start]) if document else ""
        of_all = ((only or _ITSELF.match(before)) and _OF_ALL.search(before)) or figure.start in beside
        parted = _DIVIDED if only else _BEGUN
        word = unit[1].lower()
        opens = bool(document and not before.strip(" *-|") and parted.match(sentence.text, unit.end()))
        if document and not before.strip(" *-|") and word in ("chương", "phụ lục"):
            entry = sentence.text[unit.end() :].lstrip("* ").startswith(":")  # “- **05 chương**: …”
            opens = opens or entry or figure.low > document.counts[word]  # “- 4 phụ lục về …”, more than there are
        part = re.search(r"(Chương|Mục|Phần)\s+([IVXL\d]+)(?!\w)(?:(?!Chương|Mục|Phần)[^.;])*$", before)
        chapter = part and part[1] == "Chương" and word in _IN_PART
        of_part = chapter and (_OF_ALL.search(before) or before.rstrip().endswith(":"))
        if document is None or (part and not of_part):
            continue
        drafts = DRAFTS.findall(before.lower())  # “cùng với Nghị định, … dự thảo Thông tư gồm 8 điều”
        if not (part or of_all or opens) or drafts[-1:] not in ([], [document.act.lower()]):
            continue
        chapters = (one for one in document.parts if part and (one.level, one.number) == ("chapter", part[2]))
        own = next((one.holds(_IN_PART[word]) for one in chapters), None) if part else document.counts.get(word)
        if own is not None and figure.low != own:
            called = f"{part[1]} {part[2]} {called_of(document)}" if part else called_of(document)
            text = has(called, own, word, sentence.text[figure.start : figure.counted])
            yield Fault("DK-V005", text, sentence.place(figure.start))
