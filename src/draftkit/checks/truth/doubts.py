"""What a sentence says that a draft may say otherwise: who does something, who gets it, whether it must be done, in
words too few to be sure. What is told is to be looked at; both may be right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.truth.aligned import Provision, Provisions
from draftkit.checks.truth.apart import clause, ways
from draftkit.checks.truth.duties import MODAL, are_opposed
from draftkit.checks.truth.placed import article_of
from draftkit.checks.truth.sentences import Sentence
from draftkit.checks.truth.unplaced import GOES_ON, is_body, of_what, speaks_otherwise
from draftkit.law.references import Citation

_DIRECTED, _ENTRY, _BY, _TASK, _FALLS_TO, _SENT = ways("doubts", "directed entry by task falls_to sent")
_RATHER, _RATHER_TOLD = 0.5, 1.6
"""The share of a sentence, and how much its words tell, where a provision is but shown beside it."""
_TIED, _TIED_TOLD = 0.85, 0.75
"""The same for several provisions, none of which names a body of the sentence."""
_FEW_TOLD = 0.45
"""The same where they say who does what the sentence gives another to do."""
_OF_DUTY = 1.2
"""The same where they say otherwise of a duty."""
_PLACED, _HARDLY = 2.0, 0.3
"""How much words before a place tell, and the share of them that the place has, where they stand elsewhere."""
_BEFORE = 60
"""Signs before what somebody does, or gets, in which a provision names them."""
Doubt = tuple[int, str, Provision]
"""Where something stands, what it is, and the provision that may say otherwise."""


def doubtful(sentence: Sentence, own: Provisions, called: str, bodies: re.Pattern[str]) -> Iterator[Doubt]:
    """What a sentence says of a draft, which is `called` so, of the tasks of `bodies` and of duties that may be
    otherwise."""
    text = sentence.text
    if text.startswith("|") or speaks_otherwise(text, "") or _DIRECTED.search(text):
        return
    title = own.title or called
    yield from _sent(text, own, title, bodies, sentence.citations)
    if not sentence.citations:
        yield from _named_by_none(text, own, title, bodies)
        yield from _done(text, own, title, bodies)
    yield from _duties(text, own, title, bodies, sentence.citations)
    yield from _elsewhere(text, own, title, bodies, sentence.citations)


def _named_by_none(text: str, own: Provisions, title: str, bodies: re.Pattern[str]) -> Iterator[Doubt]:
    """Bodies that no provision names which has most of the words of a text, and that names others."""
    spoken = of_what(text.replace(title, " "), bodies)
    only = own.about(spoken, lambda says: bool(bodies.search(says)))
    meant = [only.provision] if only and only.share >= _RATHER and only.told >= _RATHER_TOLD else []
    meant += _tied(own, spoken, _TIED_TOLD)
    held = [(one, [each[0] for each in bodies.finditer(f"{one.heading} {one.text}")]) for one in meant]
    theirs = [(body, one) for one, some in held for body in some]
    for one in bodies.finditer(text) if theirs else ():
        if not any(is_body(one[0], each) for each, _ in theirs) and not _ENTRY.match(text, one.end()):
            yield one.start(), one[0], theirs[0][1]


def _done(text: str, own: Provisions, title: str, bodies: re.Pattern[str]) -> Iterator[Doubt]:
    """Bodies by whom something is done, or to whom it falls, that others do in the provisions which have all the words
    of that: “danh mục do Bộ … ban hành”, “việc công nhận trung tâm thuộc về …”."""
    for one in bodies.finditer(text):
        left, right = clause(text, one.start(), one.end())
        does = GOES_ON.match(text, one.end(), right) if _BY.search(text, left, one.start()) else None
        task = _TASK.search(text, left, one.start()) if _FALLS_TO.search(text, left, one.start()) else None
        verb = task["verb"] if task else does[1] if does else ""
        spoken = of_what(text[task.start("verb") if task else left : right].replace(title, " "), bodies) if verb else ""
        spoken = _FALLS_TO.sub(" ", spoken.rstrip())
        doers = [
            (who, each)
            for each in (_tied(own, spoken, _FEW_TOLD) if spoken else ())
            for at in re.finditer(rf"(?i:(?<!\w){re.escape(verb)}(?!\w))", each.text)
            for who in [body[0] for body in bodies.finditer(each.text, max(0, at.start() - _BEFORE), at.start())][-1:]
        ]
        if doers and not any(is_body(one[0], who) for who, _ in doers):
            yield one.start(), one[0], doers[0][1]


def _sent(
    text: str, own: Provisions, title: str, bodies: re.Pattern[str], cited: tuple[Citation, ...]
) -> Iterator[Doubt]:
    """The one body to which something is sent, where the article that is cited of that, or the provisions which have
    all the words of it, have it sent to others."""
    named = list(bodies.finditer(text))
    sends = _SENT.search(text, 0, named[0].start()) if len(named) == 1 else None
    if not sends:
        return
    articles = {
        step.number for one in cited for member in one.members for step in member.path if step.level == "article"
    }
    spoken = of_what(text[: named[0].start()].replace(title, " "), bodies)
    near = [one for one in own.all if one.article in articles] if cited else _tied(own, spoken, _TIED_TOLD)
    gets = [
        (who[0], one)
        for one in near
        for at in re.finditer(rf"(?i:(?<!\w){re.escape(sends['verb'])}(?!\w))", one.text)
        for who in [*bodies.finditer(one.text, at.end(), at.end() + _BEFORE)][:1]
    ]
    if gets and not any(is_body(named[0][0], who) for who, _ in gets):
        yield named[0].start(), named[0][0], gets[0][1]


def _duties(
    text: str, own: Provisions, title: str, bodies: re.Pattern[str], cited: tuple[Citation, ...]
) -> Iterator[Doubt]:
    """A duty in a part of a sentence, where the provision that is cited, or those which have all the words of that part
    say otherwise of it."""
    places = [place for place in map(article_of, cited) if place[1]]
    for one in MODAL.finditer(text) if places or not cited else ():
        left, right = clause(text, one.start(), one.end())
        spoken = of_what(text[left:right].replace(title, " "), bodies)
        at = [each for each in own.all if each.is_at(places[0])] if places else []
        near = _tied(own, spoken, _OF_DUTY) if not at else at if own.share(spoken, *places[0]) >= _TIED else []
        said = [(each, list(MODAL.finditer(each.text))) for each in near]
        said = [(each, modals) for each, modals in said if modals]
        if said and all(are_opposed(one, other) for _, modals in said for other in modals):
            yield one.start(), one[0], said[0][0]


def _elsewhere(
    text: str, own: Provisions, title: str, bodies: re.Pattern[str], cited: tuple[Citation, ...]
) -> Iterator[Doubt]:
    """A place that has hardly any of the words before it, which are all in provisions of other articles."""
    ends = 0
    for one in cited:
        spoken, place = of_what(text[ends : one.start].replace(title, " "), bodies), article_of(one)
        ends = one.end
        near = _tied(own, spoken, _PLACED) if place[0] else []
        if near and own.share(spoken, place[0]) <= _HARDLY:
            yield one.start, text[one.start : one.end].strip(), near[0]


def _tied(own: Provisions, spoken: str, told: float) -> list[Provision]:
    """The provisions that have nearly all words of what is spoken of, where these tell so much; of an article
    that is explained, any."""
    return [one.provision for one in own.tied(spoken) if one.share >= _TIED and one.told >= told * own.whole]
