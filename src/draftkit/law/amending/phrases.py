"""Operations on phrases: `thay cụm từ “A” bằng cụm từ “B” tại …`, `bỏ từ “A” tại …`, `bổ sung cụm từ “A” vào sau cụm
từ “B” tại …`, one operation for each place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from draftkit.law.amending.placed import Placed, acts_alone, placed
from draftkit.law.amending.said import Said
from draftkit.law.amending.tokens import Token
from draftkit.law.amending.units import Target


class _Entry:
    """One change of a phrase, while the words are read."""

    def __init__(self) -> None:
        self.old: list[str] = []
        self.new: list[str] = []
        self.beside = ""
        self.near: dict[str, str] = {}  # what stands beside a phrase that is meant, and on which side
        self.where: list[Token] = []


def phrase_operations(verb: str, said: Sequence[Token], around: list[Placed]) -> Iterator[Said]:
    """What a verb does to the phrases said with it, in the order of the places. `around` holds the places that stand
    before the verb."""
    if verb == "repeal" and said and said[0].kind in ("unit", "part", "of"):
        cut = next((at for at, one in enumerate(said) if one.kind in ("term", "phrase")), len(said))
        whole = said[:cut]
        if said[0].kind != "of" and not any(one.kind == "to" for one in said):
            yield from (Said("repeal", one.target, one.act) for one in placed(whole))
            said = said[cut:]
    entries = _entries(verb, said)
    _share(entries)
    op = {"insert": "insert-phrase", "repeal": "delete-phrase"}.get(verb, "replace-phrase")
    for entry in entries:
        alone, where = acts_alone(entry.where), placed(entry.where)
        yield from (told._replace(whole=True) for place in alone for told in _told(op, entry, place))
        for place in where or (() if alone else around or [Placed(Target(()), None)]):
            yield from _told(op, entry, place)


def _told(op: str, entry: _Entry, place: Placed) -> Iterator[Said]:
    if op == "insert-phrase":
        anchor = entry.old[0] if entry.old else None
        for new in entry.new:
            yield Said(
                op, place.target, place.act, old=anchor, new=new, beside=entry.beside or ("end" if not anchor else "")
            )
        return
    paired = len(entry.new) == len(entry.old)
    for at, old in enumerate(entry.old):
        changed = entry.new[at if paired else 0] if entry.new else None
        found = op if changed is not None or op == "delete-phrase" else "other"
        yield Said(found, place.target, place.act, old=old, new=changed, beside=entry.near.get(old, entry.beside))


def _entries(verb: str, said: Sequence[Token]) -> list[_Entry]:
    entries: list[_Entry] = []
    now = _Entry()
    result, beside = False, ""
    for at, one in enumerate(said):
        if one.kind == "phrase" and beside:
            now.near[now.old[-1]] = f"{beside} “{one.text}”"  # “dấu “,” ngay sau số “14””: where it stands
            beside = ""
        elif one.kind == "phrase":
            if verb == "insert":
                taken = bool(now.new) and not result and bool(now.old or now.where)
            else:
                taken = not result and bool(now.new or (now.old and any(token.kind == "unit" for token in now.where)))
            if taken:
                entries.append(now)
                now = _Entry()
            if verb == "insert":
                (now.old if result else now.new).append(one.text)
                result = False
            else:
                (now.new if result else now.old).append(one.text)
        elif one.kind == "to":
            result = True
        elif one.text == "trong" and now.old and not any(token.kind == "unit" for token in now.where):
            beside = "within" if _names_next(said, at) else ""  # “từ “A” trong cụm từ “B””: where it stands
            result = result and not beside
        elif one.kind in ("after", "before", "start", "end") and verb == "insert" and now.new:
            # “…; vào cuối điểm i”, “… và trước cụm từ “B” tại khoản 2”
            if any(token.kind == "unit" for token in now.where) and (
                one.kind in ("start", "end") or (now.old and _names_next(said, at))
            ):
                entries.append(now)
                said_new, now = now.new, _Entry()
                now.new = list(said_new)
            result, now.beside = one.kind in ("after", "before"), one.kind
        elif one.kind in ("after", "before") and verb != "insert" and now.old and not result:
            beside = one.kind
        elif one.kind in ("start", "end") and verb != "insert" and now.old:
            result, now.beside = False, one.kind  # “tại cuối điểm c”: that one only
        elif one.kind in ("unit", "part", "act", "own", "of", "into"):
            result = False
            now.where.append(one)
        elif one.kind == "sep":
            now.where.append(one)
            if verb != "insert" and now.new:
                result = result and len(now.new) < len(now.old) and not _becomes(said, at)
    return [*entries, now] if now.old or now.new else entries


def _names_next(said: Sequence[Token], at: int) -> bool:
    """Whether a phrase follows before any place does."""
    kinds = (one.kind for one in said[at + 1 :])
    return next((kind for kind in kinds if kind in ("phrase", "unit", "part", "act")), "") == "phrase"


def _becomes(said: Sequence[Token], start: int) -> bool:
    """Whether the next phrase is one that is changed: `…, “D” bằng “E”`."""
    kinds = [one.kind for one in said[start:] if one.kind in ("phrase", "to", "of", "sep")]
    at = kinds.index("phrase") if "phrase" in kinds else len(kinds)
    while at < len(kinds) and kinds[at] in ("phrase", "sep"):
        at += 1
    return at < len(kinds) and kinds[at] == "to"


def _share(entries: list[_Entry]) -> None:
    """`“A” thành “B”, “C” thành “D” tại X`: what one leaves unsaid is said by the next that says it."""
    for one, follow in zip(reversed(entries[:-1]), reversed(entries[1:]), strict=True):
        if not any(token.kind in ("unit", "part") for token in one.where):
            one.where = [*one.where, *follow.where]
        if one.old and not one.new:
            one.new = follow.new
    for before, one in pairwise(entries):
        if not any(token.kind in ("unit", "part") for token in one.where):
            one.where = before.where
