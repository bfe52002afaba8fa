"""When a document of the project takes effect, said by hand, beside the day on which it does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.truth import begun
from draftkit.checks.truth.acts import another_effect
from draftkit.checks.truth.apart import ways
from draftkit.checks.truth.dated import only_talked_of
from draftkit.checks.truth.named import Named, called_of
from draftkit.checks.truth.sentences import Sentence
from draftkit.checks.truth.spoken import OTHER_ACT, Spoken
from draftkit.checks.truth.unplaced import speaks_otherwise
from draftkit.model.message import Fault

_FORCE, _SINCE_FORCE, IN_TIME, _THAT, _GUIDES, _OWN = ways("effects", "force since_force in_time that guides own")


def unlike(sentence: Sentence, spoken: Spoken, of_earlier: bool) -> Iterator[Fault]:
    """Another day of effect than that of the document which a sentence speaks of, or whose article of its effect it
    explains; `of_earlier`: it tells of an earlier round."""
    at = force(sentence.text) if not of_earlier and (spoken.only or sentence.key) else -1
    if at < 0 or (not spoken.only and spoken.of_unnamed(sentence)):
        return
    own = not spoken.only and _OWN.fullmatch(sentence.text, 0, at) and not speaks_otherwise(sentence.text, "")
    of_force = spoken.named.values() if own else ()
    only = spoken.only or next((one for one in of_force if _of_effect(sentence, one)), None)
    in_force = only.in_force if only else ""
    if only and in_force and not begun.of_part(sentence, only.later, only.provisions):
        days = sentence.days_of(in_force[:4])
        told = [day for day in days if not only_talked_of(("hieu", "luc"), sentence.plain, day.start)]
        another = told and OTHER_ACT.search(sentence.text, 0, max(at, told[-1].start))  # behind, what it replaces
        that = _THAT.findall(sentence.text, 0, told[-1].start)[-1:] if told else []
        another = another or (that and that[0].lower() != only.act.lower()) or _GUIDES.search(sentence.text, 0, at)
        if told and not another and not any(day.holds(in_force) for day in told):
            text = another_effect(called_of(only), in_force, sentence.text[told[-1].start : told[-1].end])
            yield Fault("DK-V005", text, sentence.place(told[-1].start))


def _of_effect(sentence: Sentence, document: Named) -> bool:
    """Whether a sentence explains the article of a document that says when it takes effect."""
    own = document.article_explained(sentence)
    return any(one.number == own and "hiệu lực" in one.name.lower() for one in document.articles)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def force(text: str) -> int:
    """Where a text says when a document takes effect; -1 where it does not."""
    blanked = (IN_TIME.sub(_blank, _SINCE_FORCE.sub(_blank, text))) if "hiệu lực" in text else text
    found = _FORCE.search(blanked)
    return found.start() if found else text.lower().find("co hieu luc") if text.isascii() else -1
