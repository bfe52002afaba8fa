"""Articles of other acts that a text cites, beside those that a draft cites of the same act: of a law with hundreds of
articles a draft and its papers speak of a few, and two digits exchanged make another of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import ne

from draftkit.checks.truth.acts import Act
from draftkit.checks.truth.apart import content_words, ways
from draftkit.checks.truth.named import Named, called_of
from draftkit.checks.truth.placed import article_of
from draftkit.checks.truth.sentences import Sentence
from draftkit.checks.truth.unplaced import rather as shown
from draftkit.law.references import Citation, find
from draftkit.model.message import Fault, fault_at, msg

_TELLS, _MOST, _HALF = 1.2, 0.5, 0.5
"""How much the words before an article tell; the share of it that a provision has which cites another, and of that at
most those which cite this one."""
_AT, _CITES, _APART = ways("elsewhere", "at cites apart")
_BEHIND = 60
"""Signs behind the type of an act in which its number stands."""
Cited = Mapping[str, Collection[str]]
"""The articles of other acts that a document cites, by the numbers of the acts."""


def cited_by(document: Named, acts: Mapping[str, Act]) -> Cited:
    """The articles that a document cites of known acts."""
    found = defaultdict[str, set[str]](set)
    for citation, text in document.cites:
        act = _act(citation, text, acts)
        found[act.number if act else ""].update(_articles(citation))
    return found


_Cites = Callable[[], Sequence[tuple[str, Cited]]]
"""What messages call each draft, and what it cites."""


def unlike(sentence: Sentence, acts: Mapping[str, Act], cites: _Cites) -> Iterator[Fault]:
    """Articles of an act that a draft does not cite, where it cites the one with the same digits in another order."""
    for act, number, called, own in _uncited(sentence, acts, cites):
        like = [one for one in own if sorted(one) == sorted(number)]
        if len(like) == 1:
            yield _told("DK-V005", sentence, act, number, called, like[0])


def doubtful(
    sentence: Sentence, acts: Mapping[str, Act], cites: _Cites, meant: Callable[[], Sequence[str]]
) -> Iterator[Fault]:
    """The same where it cites one that differs in one digit, in a provision that a sentence may be about, of which
    `meant` tells what they say: articles side by side are often of one thing."""
    for act, number, called, own in _uncited(sentence, acts, cites):
        like = [one for one in own if _differ(one, number) and _is_cited(one, act, meant(), acts)]
        if len(like) == 1:
            yield _told("DK-V007", sentence, act, number, called, like[0])


def rather(sentence: Sentence, acts: Mapping[str, Act], document: Named) -> Iterator[Fault]:
    """One article of an act that a sentence cites, where provisions that cite another one of it have its words, and
    those that cite this one hardly any."""
    citation = sentence.citations[0] if len(sentence.citations) == 1 else None
    act = _act(citation, sentence.text, acts) if citation else None
    said = _articles(citation) if citation and act else []
    if len(said) != 1 or citation is None or act is None:
        return
    own, words = document.provisions, {*content_words(sentence.text[: citation.start])}
    most = defaultdict[str, float](float)
    for one, text in document.cites if words else ():
        if _act(one, text, acts) is act:
            told = own.tells(words.intersection(content_words(text)))
            most |= {number: max(told, most[number]) for number in _articles(one)}
    best = max(most, key=lambda number: most[number], default="")
    if best != said[0] and most[best] >= max(_TELLS, _MOST * own.tells(words), most.get(said[0], 0) / _HALF):
        yield _told("DK-V005", sentence, act, said[0], called_of(document), best)


def misplaced(sentence: Sentence, acts: Mapping[str, Act], document: Named) -> Iterator[Fault]:
    """A place of a draft in which a sentence says that it cites an article of another act, which it does elsewhere:
    “Điều 143 của Luật …, tại khoản 3 Điều 3”."""
    for one, other in pairwise(sentence.citations):
        act, place = _act(one, sentence.text, acts), article_of(other)
        said = _articles(one) if place[0] and _AT.match(sentence.text, one.end, other.start) else []
        texts = [
            text for each, text in document.cites if act and _act(each, text, acts) is act and said == _articles(each)
        ]
        held = [each for each in document.provisions.all if each.text in texts or each.heading in texts]
        at = {each.article for each in held}
        here = (cited for each in document.provisions.all if each.is_at(place) for cited in find(each.text))
        led_to = any(article_of(cited)[0] in at for cited in here)  # khoản 4 leads to khoản 1 Điều 16, which cites it
        if held and not led_to and not any(each.is_at(place) for each in held):
            where, whole = held[0].called(called_of(document)), sentence.text[other.start : other.end].strip()
            yield Fault("DK-V007", shown(whole, where, held[0].text), sentence.place(other.start))


def unexplained(sentence: Sentence, acts: Mapping[str, Act], document: Named) -> Iterator[Fault]:
    """An article of another act that an explanation says a provision cites, which cites others of that act."""
    unit = document.explained(sentence)
    texts = [one.text for one in document.provisions_of(unit).all] if unit else []
    cites = [(one, text) for text in texts for one in find(text)]
    for citation in sentence.citations if cites and not _APART.search(sentence.text) else ():
        act = _act(citation, sentence.text, acts)
        own = [number for one, text in cites if act and _act(one, text, acts) is act for number in _articles(one)]
        for number in _articles(citation) if own and _CITES.search(sentence.text, 0, citation.start) else ():
            if act and number not in own:
                yield _told("DK-V007", sentence, act, number, called_of(document), own[0])


def _uncited(
    sentence: Sentence, acts: Mapping[str, Act], cites: _Cites
) -> Iterator[tuple[Act, str, str, Collection[str]]]:
    """The articles of acts that a sentence cites and a draft does not, which cites others of the act: with what
    messages call that, and those it cites."""
    for citation in sentence.citations:
        act = _act(citation, sentence.text, acts)
        said = [number for number in _articles(citation) if len(number) > 1]
        for called, cited in cites() if act and said else ():
            own = cited.get(act.number, ()) if act else ()
            yield from ((act, one, called, own) for one in said if act and own and one not in own)


def _told(rule: str, sentence: Sentence, act: Act, number: str, called: str, own: str) -> Fault:
    at = next(one.start for one in sentence.citations if number in _articles(one))
    text, name = msg("“Điều {said}”: {document} cites Điều {own} of {act}"), f"{act.type} {act.name}".strip()
    return fault_at(rule, sentence.place(at), text, said=number, document=called, own=own, act=name or act.number)


def _differ(one: str, other: str) -> bool:
    return len(one) == len(other) > 1 and sum(map(ne, one, other)) == 1


def _is_cited(number: str, act: Act, texts: Sequence[str], acts: Mapping[str, Act]) -> bool:
    """Whether some texts cite an article of an act."""
    found = ((one, text) for text in texts for one in find(text) if number in _articles(one))
    return any(_act(one, text, acts) is act for one, text in found)


def _articles(citation: Citation) -> list[str]:
    return [step.number for one in citation.members for step in one.path if step.level == "article"]


def _act(citation: Citation, text: str, acts: Mapping[str, Act]) -> Act | None:
    """The known act whose articles are cited: by its number, else by its name."""
    document = citation.document
    if not document.type or document.own:
        return None
    behind = text[document.said : document.said + _BEHIND]
    numbered = next((one for one in acts.values() if one.number in behind), None)
    names = (one for one in acts.values() if one.name and behind.startswith(f"{one.type} {one.name}"))
    return numbered or max(names, key=lambda one: len(one.name), default=None)
