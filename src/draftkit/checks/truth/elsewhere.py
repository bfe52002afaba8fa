"""Articles of other acts that a text cites, beside those that a draft cites of the same act: of a law with hundreds of
articles a draft and its papers speak of a few, and two digits exchanged make another of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from draftkit.checks.truth.acts import Act
from draftkit.checks.truth.named import Named, called_of
from draftkit.checks.truth.sentences import Sentence
from draftkit.law.references import Citation
from draftkit.model.message import Fault, fault_at, msg

_BEHIND = 60
"""Signs behind the type of an act in which its number stands."""


def unlike(sentence: Sentence, named: Collection[Named], acts: Mapping[str, Act]) -> Iterator[Fault]:
    """Articles of an act that a draft does not cite, where it cites the one with the same digits in another order."""
    for citation in sentence.citations if named else ():
        act = _act(citation, sentence.text, acts)
        said = [number for number in _articles(citation) if act and len(number) > 1]
        for document in named if said else ():
            cited = {
                one for other, text in document.cites for one in _articles(other) if _act(other, text, acts) == act
            }
            for number in said:
                like = [one for one in cited if one != number and sorted(one) == sorted(number)]
                if act and number not in cited and len(like) == 1:
                    text = msg("“Điều {said}”: {document} cites Điều {own} of {act}")
                    name = f"{act.type} {act.name}".strip() or act.number
                    place, called = sentence.place(citation.start), called_of(document)
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
