"""Operations on units: `bãi bỏ khoản 2 Điều 5`, `Điều 9 được sửa đổi`, `chuyển khoản 3 thành khoản 4`, one for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draftkit.law.amending.insertions import inserted
from draftkit.law.amending.placed import FORMS, Placed, Said, Target, acts_alone, perhaps_in_title, placed
from draftkit.law.amending.tokens import Token


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
