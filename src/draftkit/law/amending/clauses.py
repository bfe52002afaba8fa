"""The verbs of an instruction, each with what stands before it, where that is what it tells of, and behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draftkit.law.amending.tokens import NAMED, Token
from draftkit.law.amending.unit_operations import PIECES
from draftkit.model.named import NamedTuple


class Clause(NamedTuple):
    """A verb; whether it tells of what stands before it, its subject; what it is said with."""

    verb: str
    passive: bool
    subject: tuple[Token, ...]
    said: tuple[Token, ...]


def clauses_of(found: Sequence[Token]) -> Iterator[Clause]:
    """The verbs, each with what stands before it (when it is passive) and after it."""
    verbs = [at for at, one in enumerate(found) if one.kind == "verb"]
    before: tuple[Token, ...] = tuple(found[: verbs[0]]) if verbs else ()
    shared: tuple[Token, ...] = ()
    first_where = bool(before) and before[0].kind == "of" and names(before)
    for order, at in enumerate(verbs):
        follow = verbs[order + 1] if order + 1 < len(verbs) else len(found)
        alone = all(one.kind == "to" or one.text in PIECES for one in found[at + 1 :])
        bare = len(verbs) == 1 and alone and names(before)  # “Khoản 2 Điều 6 sửa đổi như sau”, “… sửa đổi thành”
        said = tuple(found[at + 1 : follow])
        more = bool(shared) and said[:1] and said[0].kind == "to"  # “được sửa đổi và chuyển thành khoản 6”
        passive = bare or bool(more) or _passive(found, at)
        if passive and not names(before):
            before = shared
        next_passive = follow < len(found) and _passive(found, follow)
        taken: tuple[Token, ...] = ()
        cut = _leading(said) if first_where and not passive and follow < len(found) else 0
        if cut:  # “Tại khoản 1, bổ sung “A”; tại khoản 2, bỏ “B””
            yield Clause(found[at].text, False, before, said[:cut])
            before = said[cut + 1 :]
            continue
        if next_passive and names(said):
            cut = _result_end(said) if passive else _next_subject(said)
            taken, said = said[cut:], said[:cut]
        yield Clause(found[at].text, passive, before if passive or first_where or not order else (), said)
        shared = before if passive else shared
        before = taken or (before if first_where and not passive else ())


def stands_alone(clause: Clause, before: Clause) -> bool:
    """Whether phrases without a place mean all of the act: `cụm từ “A” tại Điều 5 được thay bằng “B”; cụm từ “C” được
    thay bằng “D”`."""
    own = [one.kind for one in clause.subject]
    return (
        clause.passive
        and own[:1] == ["sep"]
        and clause.subject[0].text == ";"
        and not (names(clause.subject, ("unit", "part")) or names(clause.said, ("unit", "part")))
        and [one.kind for one in before.subject if one.kind in ("of", "phrase")][:1] == ["phrase"]
    )


def _passive(found: Sequence[Token], at: int) -> bool:
    """Whether a verb tells of what stands before it: `khoản 2 được sửa đổi`, `khoản 2 sửa đổi thành “…”`."""
    if not at:
        return False
    follow = next(iter(found[at + 1 :]), None)
    becomes = follow is not None and follow.kind == "to" and found[at].text not in ("insert", "repeal", "other")
    bare = becomes or follow is None or follow.kind == "sep"
    return found[at - 1].kind == "by" or (bare and found[at - 1].kind in NAMED[: 2 + becomes])


def _leading(said: Sequence[Token]) -> int:
    """Where the place begins that the next verb acts in: behind a sign, up to that verb; else 0."""
    of = [at for at, one in enumerate(said) if one.kind == "of"]
    for at in range(len(said) - 1, 0, -1):
        if said[at].kind not in ("unit", "part", "of", "sep"):
            return 0
        leads = said[at].kind == "of" and (said[-1].kind == "sep" or said[at - 1].text == ";")
        if said[at - 1].kind == "sep" and (leads or (said[at].kind in ("unit", "part") and not of)):
            return at - 1
    return 0


def _result_end(said: Sequence[Token]) -> int:
    """Where the result of a passive verb ends: past the first phrase after `bằng`, at once if there is none."""
    to = next((at for at, one in enumerate(said) if one.kind == "to"), None)
    if to is None:
        return 0
    return next((at for at in range(to, len(said)) if said[at].kind == "sep"), len(said))


def _next_subject(said: Sequence[Token]) -> int:
    """Where that begins of which the next verb tells: `bỏ khoản 2; khoản 3 chuyển thành khoản 2`."""
    last = max((at for at, one in enumerate(said) if one.kind == "sep" and one.text == ";"), default=len(said))
    return last if last and names(said[last:]) else len(said)


def names(found: Sequence[Token], kinds: Sequence[str] = NAMED) -> bool:
    """Whether one of these kinds is among tokens."""
    return any(one.kind in kinds for one in found)
