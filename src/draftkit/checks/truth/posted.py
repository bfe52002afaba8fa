"""How long a draft is open for comments, said in any words that end with its posting: “… ngày kể từ khi đăng tải”."""

from __future__ import annotations

from collections.abc import Container, Iterator

from draftkit.checks.truth.apart import hedge, ways
from draftkit.checks.truth.facts import Known, fault
from draftkit.checks.truth.sentences import Sentence
from draftkit.checks.truth.spoken import OTHER_ACT
from draftkit.model.message import Fault
from draftkit.text.figures import TIMES

_SINCE, _ASKED, _DONE, _NAMED, _WITHIN, _WHAT = ways("posted", "since asked done named within what")
_DAY = 24
"""Hours."""
_NEAR = 60
"""Signs between how long and since when."""


def unlike(sentence: Sentence, facts: Known, judged: Container[int]) -> Iterator[Fault]:
    """The time that a sentence gives from the posting of a draft, where no fact of the comments on it is so long; not
    one that begins where another is `judged`."""
    text = sentence.text
    none = OTHER_ACT.search(text) or not _ASKED.search(text) or _DONE.search(text)
    since = None if none else _SINCE.search(text) or _WITHIN.search(text)
    held = [one for one in facts.all if since and one.amount and one.amount.unit in TIMES and _NAMED.search(one.name)]
    own = held[0] if len(held) == 1 else next((one for one in held if one.name.endswith("dang_tai")), None)
    at = since.start() if since and own else -1
    within = since.end() if since and since.re is _WITHIN and _WHAT.search(text, 0, since.start()) else -1
    for one in sentence.figures:
        near = (
            (0 <= at - one.end < _NEAR or one.start == within)
            and one.unit in TIMES
            and one.low >= _DAY
            and one.start not in judged
        )
        said = {one.amount.low for one in held if one.amount}
        if near and own and one.low not in said and hedge(sentence.plain, one.start) not in ("least", "most"):
            yield fault(sentence.place(one.start), text[one.start : one.end], own)
            return
