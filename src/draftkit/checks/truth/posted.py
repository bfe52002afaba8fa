"""How long a draft is open for comments, said in any words that end with its posting, “… ngày kể từ khi đăng tải”; to
whom they go."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from draftkit.checks.truth.apart import hedge, is_limited, of_other_draft, ways
from draftkit.checks.truth.facts import Known, fault
from draftkit.checks.truth.sentences import Sentence
from draftkit.checks.truth.spoken import OTHER_ACT
from draftkit.model.message import Fault
from draftkit.text.figures import TIMES

_SINCE, _ASKED, _DONE, _NAMED, _WITHIN, _WHAT = ways("posted", "since asked done named within what")
_LASTS, _SENT, _RECEIVER, _WITH, _PARTNER, _HELD = ways("posted", "lasts sent receiver with partner held")
_DAY = 24
"""Hours."""
_NEAR = 60
"""Signs between how long and since when."""


def unlike(sentence: Sentence, facts: Known, judged: Container[int]) -> Iterator[Fault]:
    """The time that a sentence gives from the posting of a draft, where no fact of the comments on it is so long; not
    one that begins where another is `judged`."""
    text = sentence.text
    none = OTHER_ACT.search(text) or _DONE.search(text)
    since = None if none or not _ASKED.search(text) else _SINCE.search(text) or _WITHIN.search(text)
    since = since or (None if none else _LASTS.search(text))
    held = [one for one in facts.all if since and one.amount and one.amount.unit in TIMES and _NAMED.search(one.name)]
    own = held[0] if len(held) == 1 else next((one for one in held if one.name.endswith("dang_tai")), None)
    at = since.start() if since and own else -1
    lasts = since is not None and since.re.pattern == _LASTS.pattern
    what = lasts or (since and since.re.pattern == _WITHIN.pattern and _WHAT.search(text, 0, since.start()))
    within = since.end() if since and what else -1
    alike = [own] if own and own.name.endswith("dang_tai") else held
    said = {one.amount.low for one in alike if one.amount}
    if since and lasts and own:
        other = of_other_draft(text, facts.own(own)) or said & {one.low for one in sentence.figures}
        own = None if other else own
    for one in sentence.figures:
        near = 0 <= at - one.end < _NEAR or one.start == within
        long = one.unit in TIMES and one.low >= _DAY and one.start not in judged
        if near and long and own and one.low not in said and hedge(sentence.plain, one.start) not in ("least", "most"):
            yield fault(sentence.place(one.start), text[one.start : one.end], own)
            return


def elsewhere(sentence: Sentence, facts: Known, bodies: Sequence[str]) -> Iterator[Fault]:
    """The one of some bodies to which a sentence has comments sent, where a fact has another of its rank; and with whom
    something is held."""
    text = sentence.text
    for way, name in ((_SENT, _RECEIVER), (_WITH, _PARTNER)) if not OTHER_ACT.search(text) else ():
        asked = way.search(text)
        said = next((one for one in bodies if asked and text.startswith(one, asked.end())), "")
        if not asked or not said or (way is _WITH and not _HELD.match(text, asked.end() + len(said))):
            continue
        held = [one for one in facts.all if name.search(one.name) and one.text in bodies]
        if way is _WITH:
            held = rank = [one for one in held if sentence.words.issuperset(one.group)]
        else:
            rank = [one for one in held if one.text.split()[0] == said.split()[0]]
        right = any(one.text in text or said in one.text for one in held)
        if rank and not right and not is_limited(text[: asked.end()], facts.own(rank[0])):
            yield fault(sentence.place(asked.end()), said, rank[0])
