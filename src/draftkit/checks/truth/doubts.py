"""What a sentence says that a draft may say otherwise: who does something, who gets it, whether it must be done, in
words too few to be sure. What is told is to be looked at; both may be right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.truth.aligned import Provision, Provisions
from draftkit.checks.truth.apart import clause, content_words, ways
from draftkit.checks.truth.duties import MODAL, are_opposed
from draftkit.checks.truth.placed import article_of
from draftkit.checks.truth.sentences import Sentence
from draftkit.checks.truth.unplaced import CITED, GOES_ON, PARTS, WITHIN, is_body, of_what, speaks_otherwise
from draftkit.law.references import Citation
from draftkit.model.named import NamedTuple

_DIRECTED, _ENTRY, _BY, _TASK, _FALLS_TO, _SENT, _HELPED = ways("doubts", "directed entry by task falls_to sent helped")
_SENDS, _DENIES, _DENIED, _SUPPOSED, _EVEN, _EXCEPTS = ways("doubts", "sends denies denied supposed even excepts")
_RATHER, _RATHER_TOLD = 0.5, 1.6
"""The share of a sentence, and how much its words tell, where a provision is but shown beside it."""
_TIED, _TIED_TOLD = 0.85, 0.75
"""The same for several provisions, none of which names a body of the sentence."""
_FEW_TOLD = 0.45
"""The same where they say who does what the sentence gives another to do."""
_OF_DUTY, _FEWEST = 1.2, 2
"""The same where they say otherwise of a duty, or have something sent; words of what is sent that a provision has."""
_AROUND = 2
"""Words on either side of a denial that stand together in a provision; twice as many where those behind do alone."""
_PLACED, _HARDLY = 2.0, 0.3
"""How much words before a place tell, and the share of them that the place has, where they stand elsewhere."""
_OPENS = re.compile(r"\W*(?:Tại|Theo)?\s*")
_BEHIND = 60
"""Signs behind “gửi” in which a provision names who gets something."""
Doubt = tuple[int, str, Provision]
"""Where something stands, what it is, and the provision that may say otherwise."""


class _Draft(NamedTuple):
    """A draft that sentences are held against: its provisions, what it is called, and the bodies it may name."""

    own: Provisions
    called: str
    bodies: re.Pattern[str]

    def spoken(self, text: str) -> str:
        """What a text speaks of, but the draft."""
        return of_what(text.replace(self.own.title or self.called, " "), self.bodies)

    def tied(self, spoken: str, told: float) -> list[Provision]:
        """The provisions that have nearly all words of what is spoken of, where these tell so much; where but one
        article is explained, whatever they tell."""
        least = told if self.own.whole else 0
        return [one.provision for one in self.own.tied(spoken) if one.share >= _TIED and one.told >= least]

    def among(self, body: str, spoken: str) -> bool:
        """Whether what is spoken of is among the tasks below the name of a body: “Bộ Tài chính có trách nhiệm:”."""
        words = {*content_words(spoken)}
        theirs = (words.intersection(content_words(one.text)) for one in self.own.all if body in one.heading)
        return any(self.own.tells(one) >= _RATHER * self.own.tells(words) for one in theirs)


def doubtful(sentence: Sentence, own: Provisions, called: str, bodies: re.Pattern[str]) -> Iterator[Doubt]:
    """What a sentence says of a draft, which is `called` so, of the tasks of `bodies` and of duties that may be
    otherwise."""
    text, cited, draft = sentence.text, sentence.citations, _Draft(own, called, bodies)
    if text.startswith("|") or speaks_otherwise(text, "") or _DIRECTED.search(text):
        return
    yield from _sent(text, draft, cited)
    if not cited:
        yield from _named_by_none(text, draft)
        yield from _done(text, draft)
        yield from _denied(text, draft)
    yield from _duties(text, draft, cited)
    yield from _elsewhere(text, draft, cited)


def _named_by_none(text: str, draft: _Draft) -> Iterator[Doubt]:
    """Bodies that no provision names which has most of the words of a text, and that names others."""
    spoken = draft.spoken(text)
    only = draft.own.about(spoken, lambda says: bool(draft.bodies.search(says)))
    meant = [only.provision] if only and only.share >= _RATHER and only.told >= _RATHER_TOLD else []
    meant += draft.tied(spoken, _TIED_TOLD)
    held = [(one, [each[0] for each in draft.bodies.finditer(f"{one.heading} {one.text}")]) for one in meant]
    theirs = [(body, one) for one, some in held for body in some]
    for one in draft.bodies.finditer(text) if theirs else ():
        named = any(is_body(one[0], each) for each, _ in theirs) or draft.among(one[0], spoken)
        sends = _SENDS.match(text, one.end()) and any(each in text for each, _ in theirs)  # “hồ sơ được gửi Bộ …”
        if not named and not sends and not _ENTRY.match(text, one.end()):
            yield one.start(), one[0], theirs[0][1]


def _done(text: str, draft: _Draft) -> Iterator[Doubt]:
    """Bodies by whom something is done, or to whom it falls, that others do in the provisions which have all the words
    of that: “danh mục do Bộ … ban hành”, “việc công nhận trung tâm thuộc về …”."""
    for one in draft.bodies.finditer(text):
        left, right = clause(text, one.start(), one.end())
        does = GOES_ON.match(text, one.end(), right) if _BY.search(text, left, one.start()) else None
        task = _TASK.search(text, left, one.start()) if _FALLS_TO.search(text, left, one.start()) else None
        verb = task["verb"] if task else does[1] if does else ""
        spoken = draft.spoken(text[task.start("verb") if task else left : right]) if verb else ""
        spoken = _FALLS_TO.sub(" ", spoken.rstrip())
        doers = [
            (who, each)
            for each in (draft.tied(spoken, _FEW_TOLD) if spoken else ())
            for who in _doers(each.text, verb, draft.bodies)
        ]
        if doers and not any(_may_be(one[0], who) for who, _ in doers) and not draft.among(one[0], spoken):
            yield one.start(), one[0], doers[0][1]


def _doers(says: str, verb: str, bodies: re.Pattern[str]) -> Iterator[str]:
    """The bodies that do something in a provision: the last before it in its part, but for those who help to: “Bộ …
    chủ trì, phối hợp với Bộ … xây dựng đề án”."""
    for at in _said(verb, says):
        before = list(bodies.finditer(says, says.rfind(";", 0, at.start()) + 1, at.start()))
        helped = _HELPED.search(says, before[0].end(), at.start()) if before else None
        alone = [one for one in before if not helped or one.start() < helped.start() or one.start() > helped.end()]
        yield from (one[0] for one in alone[-1:])


def _sent(text: str, draft: _Draft, cited: tuple[Citation, ...]) -> Iterator[Doubt]:
    """The one body to which something is sent, by another or by none that is named, where the article that is cited of
    that, or the provisions which have all the words of it, have it sent to others."""
    bodies = list(draft.bodies.finditer(text))
    sends = _SENT.search(text, 0, bodies[-1].start()) if bodies else None
    named = [one for one in bodies if sends and one.start() > sends.start()]
    if not sends or len(named) != 1:
        return
    articles = {article_of(one)[0] for one in cited} - {""}
    spoken = draft.spoken(text[: named[0].start()])
    words = {*content_words(CITED.sub(" ", spoken))} - {*content_words(sends["verb"])}
    near = [
        one for one in draft.own.all if one.article in articles and len(words & {*content_words(one.text)}) >= _FEWEST
    ]
    near = near if cited else draft.tied(spoken, _OF_DUTY)
    gets = [
        (who[0], one)
        for one in near
        for at in _said(sends["verb"], one.text)
        for who in [*draft.bodies.finditer(one.text, at.end(), at.end() + _BEHIND)][:1]
    ]
    senders = {one[0] for one in bodies} - {named[0][0]}
    gets = [one for one in gets if any(who in one[1].text for who in senders)] or gets
    if gets and not any(_may_be(named[0][0], who) for who, _ in gets):
        yield named[0].start(), named[0][0], gets[0][1]


def _duties(text: str, draft: _Draft, cited: tuple[Citation, ...]) -> Iterator[Doubt]:
    """A duty in a part of a sentence, where the provision that is cited, or those which have all the words of that part
    say otherwise of it."""
    for one in MODAL.finditer(text):
        left, right = clause(text, one.start(), one.end())
        behind = next((each for each in cited if each.start > one.start()), None)
        place = article_of(behind) if behind else ("", "", "")
        if cited and not place[1]:
            continue
        spoken = draft.spoken(text[left:right])
        if not cited:
            near = draft.tied(spoken, _OF_DUTY)
        else:
            said_there = draft.own.share(spoken, *place) >= _TIED
            near = [each for each in draft.own.all if said_there and each.is_at(place)]
        words = {*content_words(spoken)}
        parts = [(each, _nearest_part(each.text, words)) for each in near]
        said = [(each, modals) for each, part in parts if (modals := list(MODAL.finditer(part)))]
        if said and all(_say_otherwise(one, other) for _, modals in said for other in modals):
            yield one.start(), one[0], said[0][0]


def _denied(text: str, draft: _Draft) -> Iterator[Doubt]:
    """What a sentence denies of what a provision that has all its words says in the same words: “… kể cả khi nhà sản
    xuất không đồng ý”, “không cần có đại diện đơn vị sử dụng”; nothing that is supposed, is of others or of some, or
    stands beside another denial: what is not so for those of whom it is said is right."""
    found = [*_DENIES.finditer(text)]
    if len(found) != 1 or _SUPPOSED.search(text) or draft.bodies.search(text):
        return
    left, right = clause(text, *found[0].span())
    before, behind = text[left : found[0].start()].split(), text[found[0].end() : right].split()
    around, alone = (*before[-_AROUND:], *behind[:_AROUND]), behind[: 2 * _AROUND]
    said = [" ".join(each) for each in (around, alone) if len(each) == 2 * _AROUND]
    spoken = draft.spoken(_EVEN.sub(" ", f"{text[: found[0].start()]} {text[found[0].end() :]}"))
    for one in draft.tied(spoken, _OF_DUTY) if said else ():
        whole = {*content_words(f"{one.heading} {one.text}")}.issuperset(content_words(spoken))
        excepts = any(each.article == one.article and _EXCEPTS.search(each.text) for each in draft.own.all)
        if whole and not excepts and any(_says_plainly(each, one.text) for each in said):
            yield found[0].start(), text[found[0].start() : right].strip(), one
            return


def _says_plainly(words: str, says: str) -> bool:
    """Whether a provision says some words, and denies them nowhere."""
    found = [*_said(words, says)]
    return bool(found) and not any(_DENIED.search(says, 0, one.start()) for one in found)


def _nearest_part(says: str, words: set[str]) -> str:
    """The part of a provision that has most of some words."""
    return max(PARTS.split(says), key=lambda one: len(words.intersection(content_words(one))))


def _say_otherwise(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two words of a duty are opposed, and not only of when, or of who else may."""
    weak = {one.lastgroup, other.lastgroup}
    return are_opposed(one, other) and weak.isdisjoint(("earlier", "later")) and weak != {"may", "must"}


def _elsewhere(text: str, draft: _Draft, cited: tuple[Citation, ...]) -> Iterator[Doubt]:
    """A place that has hardly any of the words before it, or behind it where it opens the sentence, which are all in
    provisions of other articles or, of an article, in one other khoản."""
    ends = 0
    for one in cited:
        opens = len(cited) == 1 and _OPENS.fullmatch(text, 0, one.start)
        spoken, place = draft.spoken(text[one.units_end :] if opens else text[ends : one.start]), article_of(one)
        ends = one.end
        of_other = one.document.own and one.document.type not in draft.called  # “Điều 141 của Luật này”
        near = draft.tied(spoken, _PLACED) if place[0] and not of_other else []
        beside = len(near) == 1 and near[0].article == place[0] and draft.own.share(spoken, *place) <= _HARDLY
        if near and (beside or draft.own.share(spoken, place[0]) <= _HARDLY):
            yield one.start, text[one.start : one.end].strip(), near[0]


def _said(words: str, text: str) -> Iterator[re.Match[str]]:
    """Where a text says some words, whole, in any capitals."""
    return re.finditer(rf"(?i:(?<!\w){re.escape(words)}(?!\w))", text)


def _may_be(said: str, other: str) -> bool:
    """Whether a body may do what another does: it is that, or a part of a ministry, to which that may leave it."""
    return is_body(said, other) or bool(WITHIN.match(said) and not WITHIN.match(other))
