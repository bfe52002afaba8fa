"""Articles of other acts that a text cites, beside those that a draft cites of the same act: of a law with hundreds of
articles a draft and its papers speak of a few, and two digits exchanged make another of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from draftkit.checks.truth.acts import Act
from draftkit.checks.truth.named import Named
from draftkit.checks.truth.sentences import Sentence
from draftkit.law.references import Citation
from draftkit.model.message import Fault, fault_at, msg

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


def unlike(
    sentence: Sentence, acts: Mapping[str, Act], cites: Callable[[], Sequence[tuple[str, Cited]]]
) -> Iterator[Fault]:
    """Articles of an act that a draft does not cite, where it cites the one with the same digits in another order;
    `cites`: what messages call each draft, and what it cites."""
    for citation in sentence.citations:
        act = _act(citation, sentence.text, acts)
        said = [number for number in _articles(citation) if len(number) > 1]
        if act is None or not said:
            continue
        for called, cited in cites():
            own = cited.get(act.number, ())
            for number in said:
                like = [one for one in own if one != number and sorted(one) == sorted(number)]
                if number not in own and len(like) == 1:
                    text = msg("“Điều {said}”: {document} cites Điều {own} of {act}")
                    place, name = sentence.place(citation.start), f"{act.type} {act.name}".strip() or act.number
                    yield fault_at("DK-V005", place, text, said=number, document=called, own=like[0], act=name)


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
