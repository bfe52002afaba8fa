"""Operations on phrases: `thay cụm từ “A” bằng cụm từ “B” tại …`, `bỏ từ “A” tại …`, `bổ sung cụm từ “A” vào sau cụm
từ “B” tại …`, one operation for each place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from draftkit.law.amending.placed import Placed, Said, Target, acts_alone, perhaps_in_title, placed
from draftkit.law.amending.tokens import LINKS, Token


class _Entry:
    """One change of a phrase, while the words are read."""

    def __init__(self) -> None:
        self.old: list[str] = []
        self.new: list[str] = []
        self.beside = ""
        self.near: dict[str, str] = {}  # what stands beside a phrase that is meant, and on which side
        self.where: list[Token] = []
        self.each = False  # whether each phrase is for a place of its own: “lần lượt tại khoản 1 và khoản 2”


def phrase_operations(verb: str, said: Sequence[Token], around: list[Placed]) -> Iterator[Said]:
    """What a verb does to the phrases said with it, in the order of the places. `around` holds the places that stand
    before the verb."""
    if verb == "repeal" and said and said[0].kind in ("unit", "part", "of"):
        cut = next((at for at, one in enumerate(said) if one.kind in ("term", "phrase")), len(said))
        whole = said[:cut]
        if said[0].kind != "of" and not any(one.kind == "to" for one in said):
            yield from (Said("repeal", one.target, one.act) for one in placed(whole))
            said = said[cut:]
    entries = _Entries(verb, said).read()
    _share(entries)
    op = {"insert": "insert-phrase", "repeal": "delete-phrase"}.get(verb, "replace-phrase")
    for entry in entries:
        alone, where = acts_alone(entry.where), placed(entry.where)
        doubtful = perhaps_in_title(entry.where)
        for place in alone:
            yield from _told("other" if place.act in doubtful else op, entry, place, whole=True)
        places = where or (() if alone else around or [Placed(Target(()), None)])
        for at, place in enumerate(places):
            found = [*_told(op, entry, place)]
            yield from found[at : at + 1] if entry.each and len(found) == len(places) else found


def _told(op: str, entry: _Entry, place: Placed, whole: bool = False) -> Iterator[Said]:
    paired = len(entry.new) == len(entry.old)
    if op == "insert-phrase":
        for anchor in entry.old or [""]:
            beside = f"{entry.beside or 'end'} {entry.near.get(anchor, '')}".rstrip()
            for new in [entry.new[entry.old.index(anchor)]] if paired else entry.new:
                yield Said(op, place.target, place.act, old=anchor or None, new=new, beside=beside, whole=whole)
        return
    for at, old in enumerate(entry.old):
        changed = entry.new[at if paired else 0] if entry.new else None
        found = op if changed is not None or op == "delete-phrase" else "other"
        beside = entry.near.get(old, entry.beside)
        yield Said(found, place.target, place.act, old=old, new=changed, beside=beside, whole=whole)


class _Entries:
    """What a verb does to phrases, read piece by piece: the entry that is open, whether a phrase said next is the
    result, and on which side of another it stands."""

    def __init__(self, verb: str, said: Sequence[Token]) -> None:
        self.verb, self.said = verb, said
        self.done: list[_Entry] = []
        self.now = _Entry()
        self.result, self.beside, self.each = False, "", False

    def read(self) -> list[_Entry]:
        """The entries in the order they are said."""
        for at, one in enumerate(self.said):
            if each := one.text.lower().startswith("lần lượt"):
                self.now.each = one.kind in ("of", "into", "start", "end")
                self.each = self.each or each
            if one.kind == "phrase":
                self._phrase(at, one.text)
            elif one.kind == "to":
                self.result = True
            elif one.text == "trong" and self.now.old and not _has_place(self.now):
                self.beside = "within" if _names_next(self.said, at) else ""  # “từ “A” trong cụm từ “B””
                self.result = self.result and not self.beside
            elif one.kind in ("after", "before", "start", "end") and self._side(at, one.kind):
                continue
            elif one.kind in ("unit", "part", "act", "own", "of", "into"):
                self.result = False
                self.now.where.append(one)
            elif one.kind == "sep":
                self.now.where.append(one)
                if self.verb != "insert" and self.now.new:
                    olds = len(self.now.old) + sum(
                        len(one.old) for one in takewhile(lambda one: not one.new, self.done[::-1])
                    )
                    self.result = self.result and len(self.now.new) < olds and not _becomes(self.said, at)
        return [*self.done, self.now] if self.now.old or self.now.new else self.done

    def _phrase(self, at: int, text: str) -> None:
        now, insert = self.now, self.verb == "insert"
        if self.beside:
            now.near[now.old[-1]] = f"{self.beside} “{text}”"  # “dấu “,” ngay sau số “14””: where it stands
            self.beside = ""
            return
        if insert:
            more = bool(now.old) and self.said[at - 1].kind in ("sep", "term") and not _has_place(now)
            self.result = self.result or (more and not _anchors_next(self.said, at))  # “vào sau “A” và “B” tại khoản 2”
        taken = (
            bool(now.new and (now.old or any(one.kind != "sep" for one in now.where)))
            if insert
            else bool(now.new or (now.old and _has_place(now)))
        )
        if taken and not self.result:
            self.done.append(now)
            self.now = now = _Entry()
        (now.old if insert == self.result else now.new).append(text)
        self.result = self.result and not insert

    def _side(self, at: int, kind: str) -> bool:
        """On which side of another phrase, or at which end of a place; False where it says neither."""
        now, beside = self.now, kind in ("after", "before")
        if self.verb != "insert":
            if not now.old or (beside and self.result):
                return False
            if beside:
                self.beside = kind
            else:
                self.result, now.beside = False, kind  # “tại cuối điểm c”: that one only
        elif not now.new:
            return False
        elif now.old and beside and not _has_place(now):
            self.beside = kind  # “vào sau “A” và trước “B””
        else:  # “…; vào cuối điểm i”, “… và trước cụm từ “B” tại khoản 2”
            if _has_place(now) and (not beside or (now.old and _names_next(self.said, at))):
                self.done.append(now)
                self.now = _Entry()
                one_each = self.each and len(now.new) > 1  # “A”, “B” lần lượt vào sau “C” tại …, sau “D” tại …
                self.now.new = now.new[one_each:]
                now.new = now.new[:1] if one_each else now.new
            self.result, self.now.beside = beside, kind
        return True


def _has_place(entry: _Entry) -> bool:
    return any(token.kind == "unit" for token in entry.where)


def _anchors_next(said: Sequence[Token], at: int) -> bool:
    """Whether a phrase is one that is put in: it is said beside what."""
    follow = next((one.kind for one in said[at + 1 :] if one.kind != "term"), "")
    return follow in LINKS


def _names_next(said: Sequence[Token], at: int) -> bool:
    """Whether a phrase follows before any place or result does."""
    kinds = (one.kind for one in said[at + 1 :])
    return next((kind for kind in kinds if kind in ("phrase", "unit", "part", "act", "own", "to")), "") == "phrase"


def _becomes(said: Sequence[Token], start: int) -> bool:
    """Whether the next phrase is one that is changed: `…, “D” bằng “E”`."""
    kinds = [one.kind for one in said[start:] if one.kind in ("phrase", "to", "of", "sep")]
    at = kinds.index("phrase") if "phrase" in kinds else len(kinds)
    while at < len(kinds) and kinds[at] in ("phrase", "sep"):
        at += 1
    return at < len(kinds) and kinds[at] == "to"


def _share(entries: list[_Entry]) -> None:
    """`“A” thành “B”, “C” thành “D” tại X`: what one leaves unsaid is said by the next that says it."""
    waiting: list[_Entry] = []
    for one in entries:  # “A” tại Điều 4 và “B” tại Điều 5 thành “C” và “D”
        waiting.append(one)
        if one.new and len(waiting) > 1 and len(one.new) == sum(len(each.old) for each in waiting):
            news = one.new
            for each in waiting:
                each.new, news = news[: len(each.old)], news[len(each.old) :]
        waiting = [] if one.new else waiting
    for one, follow in zip(reversed(entries[:-1]), reversed(entries[1:]), strict=True):
        if not any(token.kind in ("unit", "part") for token in one.where):
            one.where = [*one.where, *follow.where]
        if one.old and not one.new:
            one.new = follow.new
    for before, one in pairwise(entries):
        if not any(token.kind in ("unit", "part") for token in one.where):
            one.where = before.where
