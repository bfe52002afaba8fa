"""Operations on units: `bãi bỏ khoản 2 Điều 5`, `Điều 9 được sửa đổi`, `chuyển khoản 3 thành khoản 4`, one for each;
units that are put in: `bổ sung khoản 3a vào sau khoản 3 Điều 5`, `bổ sung vào cuối điểm a …`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftkit.law.amending.placed import (
    ARTICLE,
    FORMS,
    Path,
    Placed,
    Said,
    Target,
    Unit,
    acts_alone,
    common,
    completed,
    perhaps_in_title,
    placed,
    unit_of,
)
from draftkit.law.amending.tokens import LINKS, Token
from draftkit.law.units import LEVELS
from draftkit.model.numeral import whole


def unit_operations(verb: str, said: Sequence[Token]) -> Iterator[Said]:
    """What a verb does to the units said with it."""
    results = ("to", "into") if verb == "regroup" else ("to",)
    to = next((at for at, one in enumerate(said) if one.kind in results), len(said))
    objects, result = said[:to], said[to + 1 :]
    text = next((one.text for one in result if one.kind == "phrase"), "")
    again = next((at for at in range(to + 1, len(said)) if said[at].kind == "to"), 0)
    ends = [at for at in range(to, again) if said[at].kind == "sep"] if text or verb != "insert" else []
    if ends:  # “tên A thành “X”; tên B thành “Y””, “khoản 3 thành khoản 4, khoản 4 thành khoản 5”
        cut = ends[0 if text else -1]
        yield from unit_operations(verb, said[:cut])
        yield from unit_operations(verb, said[cut + 1 :])
        return
    own = [*placed(result)] if any(one.kind == "own" for one in result) else []
    if verb == "insert":
        put = [*inserted(objects, text)]
        called = [one.target.path for one in own] if len(own) == len(put) else [() for _ in put]
        yield from (one.issued(path) for one, path in zip(put, called, strict=True))
        return
    found = [*placed(objects)]
    new = [] if text or any(one.kind == "own" for one in result) else [*placed(result)]
    new = [one for one in new if not one.target.path or one.target.path[-1].label or one.target.path[-1].annexed]
    if verb == "exchange" and not found:  # “các phụ lục … bằng Phụ lục 1 và Phụ lục 2 ban hành kèm theo Thông tư này”
        found = [one for one in placed(result) if one.target.path and one.target.path[-1].annexed]
    if verb == "exchange" and len(own) > len(found) > 0 and all(_of_forms(one) for one in own):
        new = own  # “mẫu số 03 bằng các mẫu số 03a và 03b ban hành kèm theo Thông tư này”
    around = found[0].target.path[:-1] if found else ()
    fewer = {one.target.within(around) for one in new} < {one.target for one in found}
    if verb == "regroup" or (
        verb == "exchange" and new and (len(new) > len(found) > 0 or fewer) and said[to].text.lower() == "bằng"
    ):
        into = found[-1:] if to < len(said) and said[to].kind == "into" else []  # “nhập khoản 3 vào khoản 2”
        yield from _regrouped([*found, *(new if into else [])], new)
        return
    same = [one.target.path[-1:] for one in found] == [one.target.path[-1:] for one in new]
    if (
        to < len(said)
        and not (same and verb == "exchange")
        and (verb == "renumber" or (verb in ("exchange", "replace") and _like(found, new)))
    ):
        for at, one in enumerate(found):
            path = new[min(at, len(new) - 1)].target.path if new else ()
            target = one.target.within(path[:-1])
            yield Said("renumber", target, one.act, new="", becomes=path).renamed()
        return
    issued = verb == "exchange" or (verb == "replace" and to < len(said))
    if verb == "exchange" and len(own) == 1 < len(found) and all(map(_annexed, found)):
        own = own * len(found)  # “các Phụ lục I, II, III bằng Phụ lục I ban hành kèm theo Thông tư này”
    for at, one in enumerate(found):
        op = {"exchange": "replace", "renumber": "other"}.get(verb, verb) if all(map(_annexed, own)) else "other"
        made = Said(op, one.target, one.act, text=text)
        yield made.issued(own[at].target.path if len(own) == len(found) else ()) if issued else made
    if verb in ("repeal", "other") and not any(one.kind == "some" for one in objects):
        yield from _whole_acts(verb, objects, bool(found))


def _whole_acts(verb: str, objects: Sequence[Token], placed_too: bool) -> Iterator[Said]:
    """What is done to acts from beginning to end; to those that may belong to the title of another, nobody can tell."""
    named = [Placed(Target(()), one.act) for one in objects if one.kind == "act" and not placed_too][:1]
    doubtful = perhaps_in_title(objects)
    for one in acts_alone(objects) or named:
        yield Said("other" if one.act in doubtful else verb, one.target, one.act, whole=True)


def _of_forms(one: Placed) -> bool:
    return bool(one.target.path) and one.target.path[-1].kind in FORMS


def _annexed(one: Placed) -> bool:
    return bool(one.target.path) and one.target.path[-1].annexed


def _regrouped(found: list[Placed], new: list[Placed]) -> Iterator[Said]:
    """`gộp khoản 2 và khoản 3 thành khoản 2`, `tách khoản 2 thành khoản 2 và khoản 3`: a unit that stays is worded
    anew, one that is new comes in behind, the others go. What becomes a unit of another kind a person must tell."""
    outer = new[0].target.path[:-1] if new else ()
    old = [one._replace(target=one.target.within(outer)) for one in found]
    left = [one.target.within(old[0].target.path[:-1]) for one in new if old]
    clear = bool(left) and len({one.path[:-1] for one in (*left, *(one.target for one in old))}) == 1
    for one in old:
        yield Said("other" if not clear else "replace" if one.target in left else "repeal", one.target, one.act)
    last = old[-1].target.path if old else ()
    for target in left if clear else ():
        if all(one.target != target for one in old):
            yield Said("insert", target, old[-1].act, after=last)
            last = target.path


def _like(found: list[Placed], new: list[Placed]) -> bool:
    """Whether places become places of the same kind: they are renumbered."""
    pairs = [*zip(found, new, strict=False)]
    return [a.target for a, _ in pairs] != [b.target for _, b in pairs] and all(
        a.target.path and b.target.path and a.target.path[-1].kind == b.target.path[-1].kind
        and not a.target.path[-1].annexed and a.target.path[-1].label
        for a, b in pairs
    )  # fmt: skip


_SENTENCE = re.compile(r"câu \w+$")
PIECES = ("câu", "đoạn", "ý", "dòng", "gạch")
"""What of a unit may be put in without a number."""


def inserted(said: Sequence[Token], text: str) -> Iterator[Said]:
    """The units, or what is added to one, with their place; `text` is wording that stands in the instruction itself."""
    for one in _inserted(said, text):
        yield as_sentence(one, said)


def as_sentence(one: Said, said: Sequence[Token]) -> Said:
    """What is added to a unit where it is told to be a sentence, no paragraph."""
    sentence = one.op == "append" and any(word.kind == "word" and word.text == "câu" for word in said)
    return one._replace(beside="sentence") if sentence else one


def _inserted(said: Sequence[Token], text: str) -> Iterator[Said]:
    link = next((at for at, one in enumerate(said) if one.kind in LINKS), None)
    piece = next((one.text for one in said if one.kind == "word" and one.text in PIECES), "")
    if link is None:  # also “Bổ sung Điều 69 một đoạn”
        for one in placed(said):
            yield Said("append" if piece else "insert", one.target, one.act, text=text)
        return
    kind = said[link].kind
    new, rest = said[:link], said[link + 1 :]
    again = next((at for at, one in enumerate(rest) if one.kind in LINKS), None)
    more: Sequence[Token] = ()
    beyond: Path = ()
    named = rest
    if (
        again is not None
        and kind == "into"
        and rest[again].kind == "after"
        and not any(one.kind == "sep" for one in rest[:again])
    ):
        beyond = common([one.target.path for one in placed(rest[again + 1 :])])  # “vào Điều 4 (sau khoản 3)”
        rest = rest[:again]
    elif again is not None:
        cut = next((at for at in range(again - 1, -1, -1) if rest[at].kind == "sep"), again)
        both = {kind, rest[again].kind} == {"after", "before"} and cut + 1 == again and _alone(rest[:cut])
        rest, more = rest[:cut], () if both else rest[cut:]  # “vào sau Điều 35 và trước Mục 5”: one place
    where = [*placed(rest)]
    anchor: Placed | None = where[0] if where else None
    if piece and kind in ("after", "before") and anchor and anchor.target.part.startswith(f"{piece} "):
        yield _piece(piece, kind, anchor, text)
    elif not any(one.kind in ("unit", "part") for one in new):
        yield from _into(kind, where, text, _downward(rest))
    else:
        units = placed(new)
        beside = kind in ("after", "before")
        more_places = [one for one in where[1:] if one.target.path and one.target.path[-1].rank >= ARTICLE]
        alike = len({one.target.path[-1].kind for one in where if one.target.path}) == 1
        each = beside and alike and len(where) == len(units) > 1
        anchors = where if each else [anchor] * len(units)
        for one, anchor in zip(units, anchors, strict=True):  # “khoản 3a, khoản 5a lần lượt vào sau khoản 3, khoản 5”
            path, part = anchor.target if anchor else Target(())
            brothers = beside and _level(path, one.target)
            outer = path[:-1] if brothers and not (part and one.target.part) else path
            target = _of_paragraph(one.target.within(outer or _containers(named, one.target)), part)
            path = completed(path, target.path[:-1]) if path else ()
            holder = (
                not beside and one.target.path[:1] and path and 0 < path[-1].rank < ARTICLE == one.target.path[0].rank
            )
            brother = completed(beyond, path) if beyond else path if holder or (kind == "after" and not part) else ()
            yield Said(
                "insert", target, one.act or (anchor.act if anchor else None), text=text, after=brother,
                before=path if kind == "before" and not part else (),
                beside="into" if holder else f"{kind} {part}" if part else "",  # “sau gạch đầu dòng thứ hai”
            )  # fmt: skip
        if beside and not each:  # “vào sau khoản 3 Điều 5 và khoản 4 Điều 6”: each, or which?
            yield from (Said("other", one.target, one.act) for one in more_places)
    if more:
        yield from _inserted([one for one in more if one.kind != "sep" or one is not more[0]], text)


def _alone(said: Sequence[Token]) -> bool:
    """Whether a place is whole by itself: “khoản 3” takes its article from the place behind it."""
    return all(one.target.path and one.target.path[0].rank <= ARTICLE for one in placed(said))


def _piece(piece: str, kind: str, anchor: Placed, text: str) -> Said:
    """`một đoạn vào sau đoạn 2 khoản 3`: it is đoạn 3."""
    part = anchor.target.part
    number = whole(part.rpartition(" ")[2])
    named = f"{piece} {number + (kind == 'after')}" if number else part
    return Said("insert", anchor.target._replace(part=named), anchor.act, text=text, beside=f"{kind} {part}")


def _of_paragraph(target: Target, part: str) -> Target:
    """A sentence with the paragraph it comes into: `câu thứ hai vào sau câu thứ nhất đoạn 2`."""
    _, found, number = part.rpartition("đoạn ")
    return target._replace(part=f"{target.part} đoạn {number}") if found and _SENTENCE.match(target.part) else target


def _containers(found: Sequence[Token], target: Target) -> Path:
    """The chapter that a mục comes into, where it is said behind an article: `vào sau Điều 30 của Chương II`."""
    units = [unit_of(atom) for one in found if one.kind == "unit" for atom in one.atoms[:1]]
    path = target.path
    holds: list[Unit] = [one for one in units if path and one.rank < path[0].rank < ARTICLE]
    return tuple(sorted(holds, key=lambda one: one.rank))


def _level(path: Path, target: Target) -> bool:
    """Whether an anchor is a brother of what is inserted and not the unit that holds it."""
    if path and path[-1].kind == "Bảng" and target.part:  # “chú thích 3 vào dưới Bảng 3”
        return False
    return bool(path) and (not target.path or path[-1].rank >= target.path[0].rank or bool(target.part))


def _downward(found: Sequence[Token]) -> bool:
    """Whether units are said from the largest down: `vào Điều 5 khoản 4`."""
    units = [LEVELS[one.atoms[0].level] for one in found if one.kind == "unit"]
    return len({*units}) > 1 and units == sorted(units)


def _into(kind: str, where: list[Placed], text: str, downward: bool) -> Iterator[Said]:
    """`bổ sung vào khoản 3 …` appends; `bổ sung vào sau khoản 3 Điều 5 khoản 3a` says first where, then what."""
    beside = kind in ("after", "before")
    named = len(where) > 1 and all(one.target.path for one in where)
    if named and (beside or where[-1].target.path[0].rank > where[0].target.path[-1].rank):
        anchor = where[0].target.path
        after, before = (anchor if kind == side else () for side in ("after", "before"))
        for one in where[1:]:
            target = one.target.within(anchor[:-1] if beside else anchor)
            if beside and target.path[-1].kind == anchor[-1].kind:  # “vào sau điểm đ khoản 1 Điều 25 điểm e”
                target = target._replace(path=(*anchor[:-1], target.path[-1]))
            yield Said("insert", target, one.act or where[0].act, after, before, text=text)
        return
    outer = where[-1].target.path if where else ()
    inner = where[0].target.path if where and kind == "into" else ()
    within = [one.target.path for one in where[1:] if not one.target.part]  # “vào khoản 3 Điều 4 điểm đ, điểm e”
    if within and inner and all(path and path[:-1] == inner[:-1] and path[-1].rank > inner[-1].rank for path in within):
        yield from (Said("insert", Target((*inner, path[-1])), where[0].act, text=text) for path in within)
        return
    if kind == "into" and len(where) == 2 and where[1].target.part and where[0].target.path[: len(outer)] == outer:
        target = where[0].target._replace(part=where[1].target.part)  # “vào khoản 3 Điều 13 đoạn cuối”
        yield Said("insert", target, where[0].act, text=text)
        return
    for one in where:
        appends = "insert" if downward else "append"
        yield Said(appends if kind in ("into", "end") else "other", one.target, one.act, text=text)
