"""What a sentence says of a duty beside the provision it is about: must, need not, must not, may; what is denied."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.truth import provisions
from draftkit.checks.truth.apart import content_words, ways
from draftkit.checks.truth.sentences import WORD
from draftkit.text.fold import bare

_NARROWER, MODAL, _NOT, _UNDONE, _DENIED = ways("unplaced", "narrower modal not undone denied")
_OF_THING, _IS_NOT = ways("unplaced", "of_thing is_not")
_NEARLY_ALL, _MOST_OF = 0.9, 0.55
"""Shares of the words of a sentence, and of a provision, that the other has where both are of one case."""
_OPPOSED = ({"must", "free"}, {"must", "spared"}, {"never", "free"}, {"may", "must"}, {"earlier", "later"})
_DONE = 2
"""Words of what is done."""
_OPENS_PART = re.compile(r";\s+$")
"""Before what is done where it is not denied: “Không nấu ăn trong phòng; nấu ăn tại bếp chung”."""


def unlike(text: str, says: str, share: float) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """What a text says of a duty, and what a provision does that has a `share` of its words: must, need not, may."""
    here, must = ({one.lastgroup: one for one in MODAL.finditer(each)} for each in (text, says))
    pairs = ((here[one], must[other]) for one in here if one not in must for other in must if other not in here)
    opposed = next((pair for pair in pairs if are_opposed(*pair)), None)
    words, said = {*content_words(provisions.EXCEPT.split(says, 1)[0])}, {*content_words(text)}
    limits = (*_NARROWER.finditer(text), *_NOT.finditer(MODAL.sub(" ", text) if here else ""))
    if any(one[0].lower() not in says.lower() for one in limits) or provisions.of_exception(text, says):
        return
    if _word_by_word(text) in _word_by_word(says):  # the half of a provision before a semicolon
        return
    whole = share >= _NEARLY_ALL and ("không được" in says or len(words & said) >= _MOST_OF * len(words))
    if share >= _NEARLY_ALL and (turned := _turned(text, says) or _turned(says, text)):
        yield turned if turned[0].string == text else turned[::-1]
        return
    if opposed and (whole or opposed[0].lastgroup not in ("may", "earlier", "later")):
        does = content_words(text[opposed[0].end() :])[:1]  # who must not take money leaves others free of paying
        theirs = content_words(says[opposed[1].end() :])[:1]
        of_other = opposed[1].lastgroup == "may" and not said.issuperset(theirs)  # “04 người được phép chở”
        never = "never" in (opposed[0].lastgroup, opposed[1].lastgroup)
        if not of_other and (not never or not does or words.issuperset(does)):
            yield opposed
        return
    for at, (one, other) in enumerate(((text, says), (says, text)) if whole else ()):
        denied, there = ({each["what"].lower(): each for each in _DENIED.finditer(said)} for said in (one, other))
        for what, found in denied.items() if not there else ():
            done, *_ = (*_done(what, other), None)
            allowed = any(_OPENS_PART.search(one, 0, each.start()) for each in _done(what, one))
            allowed = allowed or bool(done and _as_there(done, other, one))
            if done and not allowed and not _UNDONE.search(other, 0, done.start()):
                yield (done, found) if at else (found, done)
                return


def _turned(text: str, says: str) -> tuple[re.Match[str], re.Match[str]] | None:
    """Where one text says that something is what the other says it is not."""
    for denied in _IS_NOT.finditer(says):
        said = re.search(rf"(?i:(?<!\w)(?<!phải )là {re.escape(denied['what'])}(?!\w))", text)
        if said and not any(each["what"].lower() == denied["what"].lower() for each in _IS_NOT.finditer(text)):
            return said, denied
    return None


def are_opposed(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two words of a duty say otherwise of it: who must, and who need not; of what may and must not be done,
    where that is the same."""
    both = {one.lastgroup, other.lastgroup}
    if both != {"never", "may"}:
        return both in _OPPOSED
    here, there = (content_words(each.string[each.end() :])[:_DONE] for each in (one, other))
    return here == there


def _as_there(done: re.Match[str], text: str, other: str) -> bool:
    """Whether what is said to be done is a thing that another text has too: who “nhận hỗ trợ”, and what is “không hỗ
    trợ”."""
    thing = _OF_THING.search(text, 0, done.start())
    return thing is not None and f"{thing[1]} {done[0]}".lower() in other.lower()


def _word_by_word(text: str) -> str:
    return " ".join(WORD.findall(bare(text).lower()))


def _done(what: str, text: str) -> list[re.Match[str]]:
    """Where a text says that something is done, or denies it."""
    return list(re.finditer(rf"(?i:(?<!\w)(?:được |phải )*{re.escape(what)}(?!\w))", text))
