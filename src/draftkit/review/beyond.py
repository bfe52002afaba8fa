"""What a reviewer changed without changing letters: struck words, pictures, links, headers. What no edit of the source
brings about is asked."""

from __future__ import annotations

from collections import Counter

from draftkit.edits.values import Question
from draftkit.model.message import msg
from draftkit.review.desk import Desk
from draftkit.review.model import Found
from draftkit.review.origin import Base
from draftkit.text.marks import COMMENT, FOOTER, HEADER, Difference, Fingerprint, differences, said
from draftkit.word.fingerprint import fingerprint
from draftkit.word.read import read_word
from draftkit.word.values import WordFile

_EDGES = (HEADER, FOOTER)


def beyond(base: Base, rebuilt: Base, word: WordFile, found: Found, author: str) -> list[Question]:
    """Questions about what the reviewed file says otherwise than our build and, still, than the build with the edits
    in it. Comments are no change."""
    now = fingerprint(word)
    left = _differences(base, now)
    if not left:
        return []
    still = Counter(map(_key, left if rebuilt is base else _differences(rebuilt, now)))
    desk = Desk(base, author)
    for one in left:
        if still[_key(one)] > 0:
            still[_key(one)] -= 1
            line = found.lines.get(one.mark.ordinal, -1) if one.new else -1
            reason = msg("changed without changing the words: {what}; say it in the source", what=said(one))
            old, new = (mark.shown() if mark else "" for mark in one)
            desk.ask(line, old, new, reason)
    return desk.questions


def _differences(build: Base, now: Fingerprint) -> list[Difference]:
    own = fingerprint(read_word(build.docx, build.path.name))
    edges = [{(mark.kind, mark.words) for mark in one.marks if mark.kind in _EDGES} for one in (own, now)]
    both = edges[0] & edges[1]
    return [one for one in differences(own, now) if one.mark.kind != COMMENT and not _is_copied(one, both)]


def _is_copied(one: Difference, both: set[tuple[str, str]]) -> bool:
    """Whether a header or footer is that of another section, or has no words: programs give each section its own."""
    marks = [mark for mark in one if mark is not None and mark.kind in _EDGES]
    return bool(marks) and all(
        (mark.kind, mark.words) in both or not any(map(str.isalpha, mark.words)) for mark in marks
    )


def _key(one: Difference) -> tuple[object, ...]:
    return tuple((mark.kind, mark.words, mark.value) if mark else None for mark in one)
