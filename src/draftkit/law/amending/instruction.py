"""What an instruction says: operations of a verb on places of an act, and what it leaves to those below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from draftkit.law.acts.named import ActName
from draftkit.law.amending import NEEDS
from draftkit.law.amending.clauses import Clause, clauses_of, names, stands_alone
from draftkit.law.amending.phrases import phrase_operations
from draftkit.law.amending.placed import (
    ARTICLE,
    Path,
    Placed,
    Said,
    Target,
    common,
    ends_in_title,
    perhaps_in_title,
    placed,
)
from draftkit.law.amending.tokens import NAMED, Token, tokens
from draftkit.law.amending.unit_operations import PIECES, as_sentence, unit_operations
from draftkit.law.exceptions import APART
from draftkit.law.units import HERE, LEVELS, level_of
from draftkit.law.ways import ways
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole

_KIND, _SAID_BEFORE, _ANNOUNCED, _BRACKETED = ways("instruction", "kind said_before announced bracketed")


class Instruction(NamedTuple):
    """An instruction read. `operations` are in the order they are said; `acts` are the other acts it names; `around`
    is the path that instructions below it stand in; `verb` holds for places below that name none; `some` says that it
    only announces (“một số khoản của Điều 3”); `words` are those that were not understood."""

    operations: tuple[Said, ...]
    acts: tuple[ActName, ...]
    around: Path
    verb: str
    some: bool
    words: tuple[str, ...]
    subject: bool
    """Whether something that is no place stands before the verb, so that it tells of a change and makes none."""
    places: tuple[Placed, ...]
    """Where, whether or not a verb says what is done there."""
    whole: Said | None = None
    """The change of the unit within which brackets name what is changed: the new wording may be that of all of it."""
    partly: bool = False
    """Whether only a part of what it names is meant, or something is excepted."""
    doubtful: frozenset[ActName | None] = frozenset()
    """Acts that may belong to the title of another."""

    def of_act(self, act: ActName) -> Instruction:
        """The instruction where it is led by the act that it changes."""
        operations = tuple(one if one.act else one._replace(act=act) for one in self.operations)
        places = tuple(one if one.act else one._replace(act=act) for one in self.places)
        return self._replace(operations=operations, places=places, acts=(act, *self.acts))


def read_instruction(text: str, verb: str = "") -> Instruction:
    """The instruction that a line is, without its label and what follows “như sau:”. Whatever the line, it is read;
    its verb is empty when it changes nothing. `verb` is that of the lines above, for phrases that stand without one."""
    if read := _told_within(text, verb) or _told_apart(text, verb):
        return read
    found = tokens(text)
    acts = tuple(dict.fromkeys(one.act for one in found if one.kind == "act" and one.act and one.act.known))
    phrases = names(found, ("phrase",))
    some = names(found, ("some",) if phrases else ("some", "term"))
    words = tuple(one.text for one in found if one.kind == "word")
    clauses = [*clauses_of(found)]
    if not clauses and verb and (phrases or any(one.kind == "to" for one in found)):
        clauses = [Clause(verb, False, (), tuple(found))]
    if not clauses:
        places = tuple(placed(found))
        around = common([one.target.path for one in places])
        partly = any(one.kind in ("except", "partly") for one in found)
        doubtful = perhaps_in_title(found)
        return Instruction((), acts, around, "", some, words, False, places, partly=partly, doubtful=doubtful)
    first = clauses[0]
    around = common([one.target.path for one in placed(first.subject)])
    told = [_operations(clauses, at) for at in range(len(clauses))]
    told = [*_beside_titles(told, clauses)]
    cuts = [0, *(at for at in range(1, len(clauses)) if stands_alone(clauses[at], clauses[at - 1])), len(told)]
    operations = [one for start, end in pairwise(cuts) for one in _joined(told[start:end], () if start else around)]
    if found[-1].kind == "own" and any(one.kind == "to" for one in found):  # “… theo các Mẫu kèm theo Thông tư này”
        operations = [one.issued() for one in operations]
    default = acts[0] if len(acts) == 1 else None
    operations = [*dict.fromkeys(one._replace(act=one.act or default) for one in operations)]
    places = tuple(Placed(one.target, one.act) for one in operations)
    if operations:
        awaited = [one.target.path for one in operations if one.op in NEEDS]
        around = common([one.target.path for one in operations]) or common(awaited) or around
    if not phrases and ((some and _announces(found)) or any(one.kind == "term" for one in found)):
        operations = []
    placed_in = bool(first.subject) and first.subject[0].kind in ("of", "after", "before", "end")
    placed_in = placed_in or (names(first.subject, ("unit",)) and not names(first.said, ("act",)))
    subject = not first.passive and names(first.subject, ("word", "own") if placed_in else ("word", "own", "act"))
    verbs = [one.verb for one in clauses if one.verb] or [""]
    verb = verbs[-1] if verbs[0] == "repeal" and verbs[-1] in ("replace", "insert") else verbs[0]  # what is told below
    return Instruction(tuple(operations), acts, around, verb, some, words, subject, places)


def changes_phrases(text: str) -> bool:
    """Whether what is said behind a colon changes phrases of the unit before it, and is no new wording of that unit."""
    told = _told_within(text, "")
    return told is not None and all(one.op.endswith("-phrase") and one.old for one in told.operations)


def _told_within(text: str, verb: str) -> Instruction | None:
    """`Sửa đổi Phụ lục V: dòng thứ 5 được sửa đổi thành “…”`, `Sửa đổi Điều 24 (bổ sung khoản 3)`: what is done in
    the unit stands behind the colon or in brackets."""
    bracketed = _BRACKETED.fullmatch(text)
    announced = bracketed or _ANNOUNCED.match(text)
    if announced is None:
        return None
    outer = read_instruction(announced["place"] + (bracketed["more"] if bracketed else ""), verb)
    inner = read_instruction(announced["told"])
    if len(outer.operations) != 1 or inner.words or inner.subject or (inner.acts and bracketed):
        return None
    around = outer.operations[0]
    told = inner.operations or tuple(Said(around.op, one.target, one.act) for one in inner.places)
    if not told or not all(inside(one.target, around.target.path) for one in told):
        return None
    operations = tuple(one._replace(act=one.act or around.act).within(around.target.path) for one in told)
    return outer._replace(
        operations=operations,
        acts=tuple(dict.fromkeys((*outer.acts, *inner.acts))),
        around=common([one.target.path for one in operations]),
        verb=inner.verb or outer.verb,
        places=tuple(Placed(one.target, one.act) for one in operations),
        whole=around if bracketed else None,
    )


def _told_apart(text: str, verb: str) -> Instruction | None:
    """`Bãi bỏ khoản 2 và khoản 3 Điều 9, riêng khoản 3 …`: some of it otherwise, at another time, or not at all."""
    cut = APART.search(text)
    main = read_instruction(text[: cut.start()].rstrip(" ,;"), verb) if cut else None
    if cut is None or main is None or not main.operations or {"“", '"'} & {*text}:
        return None
    own = read_instruction(text[cut.end() :])
    act = main.acts[0] if len(main.acts) == 1 else None
    places = [Said("", one.target, one.act or act).within(main.around) for one in own.places]
    told = [one._replace(act=one.act or act).within(main.around) for one in own.operations]
    told = told or [one._replace(op=main.operations[0].op) for one in places if not own.words]
    left = {one.target for one in told}
    kept = [
        one._replace(op="other") if one.op == "repeal" and _holds_any(one.target.path, places) else one
        for one in main.operations
        if one.target not in left
    ]
    return main._replace(operations=(*kept, *told), places=tuple(Placed(one.target, one.act) for one in (*kept, *told)))


def inside(target: Target, around: Path) -> bool:
    """Whether a target may be in what a path leads to."""
    path = target.path
    return not path or not around or path[0].rank > around[-1].rank or path[0] in around


def _announces(found: Sequence[Token]) -> bool:
    """Whether `một số …` is what the verb acts on: nothing concrete stands before it, or becomes of it."""
    to = next((at for at, one in enumerate(found) if one.kind == "to"), len(found))
    if any(one.kind == "unit" and one.atoms[0].number for one in found[to:]):
        return False
    for at, one in enumerate(found):
        if one.kind == "some":
            its = [token.kind for token in found[max(at - 2, 0) : at]]  # “Điều 5 được sửa đổi một số khoản”
            return its == ["by", "verb"] or not any(token.kind in ("unit", "phrase") for token in found[:at])
    return False


def _operations(clauses: Sequence[Clause], at: int) -> list[Said]:
    """What one verb does."""
    clause, previous = clauses[at], clauses[at - 1] if at else None
    said, around = clause.said, clause.subject
    beside = clause.verb == "insert" and _brothers(clause.subject, said)
    to = any(one.kind == "to" for one in said)
    if clause.verb == "insert" and around[:1] and around[0].kind in ("after", "before", "end"):
        said, around = (*said, *around), ()  # “Sau khoản 4 bổ sung khoản 4a”
    if clause.passive and (not names(said) or to or beside or names(clause.subject, ("phrase",))):
        said, around = (*clause.subject, *said), ()
    if not said and previous and clause.verb == "replace":  # “chuyển Điều 9 thành Điều 10 và sửa đổi như sau”
        said = previous.said[: next((at for at, one in enumerate(previous.said) if one.kind == "to"), 0)]
    unnamed = bool(clauses[1:]) and [one.kind for one in said].count("word") > 1  # “và bổ sung danh mục đồ dùng …”
    if not names(said) and not (unnamed or any(one.kind == "act" for one in said)):
        return []
    outer = common([one.target.path for one in placed(around)])
    if names(said, ("phrase",)) and _of_phrases(clause.verb, said):
        told = _sure(clause.verb, said, phrase_operations(clause.verb, said, placed(around)))
    else:
        told = []
        for some in _apart(clause.verb, said):
            obscure = {one.kind for one in some} - {"sep", *(unnamed * ("of", "act"))} == {"word"}
            own = _sure(clause.verb, some, unit_operations(clause.verb, some))
            told += own or [Said("other", Target(()), whole=True)] * obscure  # a person must find it in the act
    if clause.verb == "rename":  # “Đổi tên Điều 6 từ “A” thành “B””
        told = [
            one._replace(target=one.target._replace(part="tên")) if one.op.endswith("-phrase") else one for one in told
        ]
    excepted = next((at for at, one in enumerate(said) if one.kind == "except"), 0)
    if excepted:  # in brackets behind one of several places: that one only
        last = max(len(placed(said[:excepted])) - 1, 0)
        near = [one.target for one in placed(said)[last : last + 1]] if said[excepted].text[0] == "(" else []
        out = placed(tokens(said[excepted].text.partition("rừ ")[2]))
        whose = {one.act.key for one in out if one.act}  # “A và B, trừ Phụ lục 3 của A”
        only = [one for one in told if one.target in near or (not near and _holds_any(one.target.path, out))]
        only = [one for one in only if near or not (whose and one.act) or one.act.key in whose]
        elsewhere = out and all(one.target.path and one.target.path[0].rank <= ARTICLE for one in out)
        told = [one._replace(op="other") if one in only or not (only or elsewhere) else one for one in told]
    elif any(one.kind == "partly" for one in (*said, *clause.subject)):
        told = [one if one.op == "replace-phrase" and _found(one.target) else one._replace(op="other") for one in told]
    if clause.passive and clause.verb == "insert" and not names(clause.said):  # “Khoản 2 được bổ sung như sau”
        told = [one._replace(op="append") if one.op == "insert" and _first_numbered(one) else one for one in told]
        told = [as_sentence(one, clause.said) for one in told]
    return [one.within(outer) for one in told]


def _beside_titles(told: Sequence[list[Said]], clauses: Sequence[Clause]) -> Iterator[list[Said]]:
    """What each verb does, left to a person where it may be one of the title of the act before it: an exception behind
    it is then one of that act."""
    titled = False
    for own, clause, follow in zip(told, clauses, (*clauses[1:], None), strict=True):
        ends = ends_in_title(clause.said, titled)
        excepted = ends and follow and any(one.kind == "except" for one in follow.said)
        doubtful = excepted or (titled and all(one.act for one in own))
        yield [one._replace(op="other") for one in own] if doubtful else own
        titled = ends


def _found(target: Target) -> bool:
    """Whether a place is one of the text, wherever it is printed; the lines of a page are not."""
    return bool(target.path) and not target.part.startswith("dòng")


def _holds_any(path: Path, places: Iterable[Placed | Said]) -> bool:
    """Whether a unit holds one that is excepted: “khoản 2 và khoản 3 Điều 9, trừ điểm b khoản 3”."""
    inner = [one.target.within(path[:-1]).path for one in places if one.target.path]
    bare = tuple(unit._replace(label="") for unit in path[-1:])  # “Điều 46, trừ tên điều”
    return any(one[-1:] == bare for one in inner) or any(
        one[: len(path)] == path or path[-1].rank < ARTICLE == one[0].rank for one in inner
    )


def _brothers(subject: Sequence[Token], said: Sequence[Token]) -> bool:
    """Whether what a verb tells of is of the kind that it comes beside: “khoản 3a được bổ sung vào sau khoản 3”."""
    new, old = ([one.atoms[0].level for one in some if one.kind == "unit"] for some in (subject, said))
    return bool(new and old) and new[0] == old[0] and said[0].kind in ("after", "before", "into")


def _apart(verb: str, said: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """What a verb acts on, cut where something without a name begins or ends: “khoản 2 và các quy định về phí tại khoản
    3”, “các quy định về phí; khoản 3”."""
    parted = [at for at, one in enumerate(said[:-1]) if at and one.kind == "sep" and one.text != ","]
    unnamed = [at for at in parted if {one.kind for one in said[:at]} <= {"word", "sep"} and said[at].text == ";"]
    cuts = [at for at in parted if said[at + 1].kind == "word" or at in unnamed]
    if not cuts or verb not in ("repeal", "replace", "other") or any(one.kind == "to" for one in said):
        return [said]
    parts = [(said[start:end], said[end:]) for start, end in pairwise([0, *cuts, len(said)])]
    acts = ([one for one in after if one.kind == "act"][: own[-1].kind != "act"] for own, after in parts)
    return [(*own, *act) for (own, _), act in zip(parts, acts, strict=True)]  # an act is said behind its places


def _sure(verb: str, said: Sequence[Token], told: Iterable[Said]) -> list[Said]:
    """The operations, `other` where a word of what the verb acts on was not understood, “CHÚ THÍCH của Bảng 1”, “điểm
    a, ô thứ hai, Mục 2”, or it stands beside the unit, “đoạn dưới điểm a”: else they would be done to a wider unit."""
    ends = ("to", "into", "after", "before", "start", "end")[: None if verb == "insert" else 1]
    named = said[: next((at for at, one in enumerate(said) if one.kind in ends), len(said))]
    last = max((at for at, one in enumerate(named) if one.kind in ("unit", "part")), default=len(named))
    named = named[: last + 1] if verb == "insert" else named
    obscure = any(_narrows(named, at) for at in range(len(named)))
    obscure = obscure and (verb != "insert" or names(named))
    where = next((at for at, one in enumerate(said) if one.kind in ("of", "into", "unit", "part")), len(said))
    beside = [one.kind for one in said[:where]][-1:] in (["after"], ["before"])
    told = [*told]
    doubtful = len({one.target for one in told}) > 1 and _perhaps_one(said)
    obscure = obscure or (verb in ("replace", "repeal") and beside) or doubtful
    elsewhere = doubtful or any(_narrows(said, at) for at in range(where, len(said)))  # “mức phạt tại khoản 2 từ “A””
    unsure = {"replace-phrase": elsewhere, "insert-phrase": obscure or elsewhere}
    return [one._replace(op="other") if unsure.get(one.op, obscure) else one for one in told]


def _perhaps_one(said: Sequence[Token]) -> bool:
    """Whether units of several levels may be the way to one or be two: “Chương II, Điều 4”, “Điều 4, Mục 2”."""
    places = [at for at, one in enumerate(said) if one.kind in ("unit", "part")]
    between = {one.text if one.kind == "sep" else one.kind for one in said[places[0] : places[-1]]} if places else {""}
    levels = [LEVELS[atom.level] for at in places for atom in said[at].atoms]
    one_way = levels in (sorted({*levels}), sorted({*levels}, reverse=True))
    chapters = any(LEVELS["annex"] < level < LEVELS["form"] for level in levels)
    return chapters and one_way and between <= {",", "unit", "part", "of"}


def _narrows(named: Sequence[Token], at: int) -> bool:
    """Whether a token may say which part of the units beside it is meant, in words that are not understood."""
    one = named[at]
    if one.kind == "remark" and not _SAID_BEFORE.match(one.text):  # not behind what has a name, an act or an annex
        before = named[at - 1] if at else one
        held = before.kind in ("act", "own", "phrase", "history")
        return not held and not (before.kind == "unit" and LEVELS[before.atoms[0].level] < ARTICLE)
    levels = [atom.level for token in named[at + 1 : at + 2] for atom in token.atoms]
    calls = _KIND.fullmatch(one.text) and level_of(one.text) in levels  # “các điều từ Điều 12”, not “các khoản Điều 12”
    follow = next((token.kind for token in named[at + 1 :] if token.kind not in ("word", "sep", "term")), "")
    strange = one.kind == "word" and one.text not in PIECES and not calls
    said = names(named[:at], ("some", "term", "unit", "part", "phrase"))
    return strange and not (follow == "phrase" and said)


def _first_numbered(one: Said) -> bool:
    """Whether a unit has a number that acts have from the start, and not one that came between two."""
    label = one.target.path[-1].label.replace(".", "") if one.target.path else ""
    return label.isalpha() or whole(label) is not None


def _of_phrases(verb: str, said: Sequence[Token]) -> bool:
    """Whether the quotes hold phrases of the act, and no new wording of a whole unit."""
    signs = [one.kind for one in said if one.kind in ("phrase", "to")]
    if said[0].kind == "part" and signs == ["to", "phrase"] and not names(said, ("term",)):
        return False  # “Tên Chương III được đổi thành “X””
    if verb in ("exchange", "repeal") or signs == ["phrase", "to", "phrase"] or names(said, ("term",)):
        return True
    kinds = [one.kind for one in said]
    joined = [("phrase", side, "phrase") for side in ("after", "before")]
    if verb == "insert" and any(three in joined for three in zip(kinds, kinds[1:], kinds[2:], strict=False)):
        return True  # “Bổ sung vào Điều 5 “A” sau “B””
    return next((kind for kind in kinds if kind in NAMED), "") == "phrase"


def _joined(told: list[list[Said]], around: Path) -> list[Said]:
    """The operations of all verbs: what one leaves unsaid is said by the next, else by the one before."""
    for at in range(len(told) - 2, -1, -1):  # “bổ sung “A” vào sau “B” và bỏ “C” tại khoản 2 Điều 5”
        told[at] = _beside(told[at], told[at + 1])
    for at in range(1, len(told)):  # “tại khoản 3 Điều 22, cụm từ “A” được thay bằng “B” và cụm từ “C” được bãi bỏ”
        told[at] = _beside(told[at], told[at - 1])
    found = [one for group in told for one in group]
    right: Path = ()
    for at in range(len(found) - 1, -1, -1):
        path = found[at].target.path
        own = path and path[0].kind in ("Điều", "Chương") and right and right[0].kind == "Phụ lục"
        if not own:  # “Điều 6; Mục I Phụ lục 2”
            found[at] = found[at].within(right)
        right = _outer(found[at]) or right
    left: Path = around
    for at, one in enumerate(found):
        if at and one.target.part == HERE:  # “và sửa đổi đoạn này”
            one = one._replace(target=found[at - 1].target)
        bare = next((place for place, unit in enumerate(one.target.path) if not unit.label), -1)
        if at and bare >= 0:  # “và sửa đổi điểm này”, “tại điểm c khoản này”
            path = found[at - 1].target.path
            same = [unit for unit in path if unit.kind == one.target.path[bare].kind]
            path = (*path[: path.index(same[0]) + 1], *one.target.path[bare + 1 :]) if same else one.target.path
            one = one._replace(target=one.target._replace(path=path))
        path = one.target.path
        before = found[at - 1].target.path if at and path and path[0].kind == "điểm" else ()
        if before and before[-1].kind == "khoản" and before[:-1] == left:  # “Khoản 3 được sửa đổi và bổ sung điểm c”
            left = before
        found[at] = one.within(left) if left and (not path or path[0].rank > 6 or not path[0].label) else one
        left = _outer(found[at]) or left
    return found


def _beside(group: list[Said], other: Sequence[Said]) -> list[Said]:
    """Changes of phrases that name no place, in the places of those said beside them."""
    phrases = all(one.op.endswith("-phrase") for one in (*group, *other))
    if not phrases or not other or any(one.target != Target(()) for one in group):
        return group
    places = dict.fromkeys((one.target, one.act) for one in other) if all(one.target.path for one in other) else {}
    return [one._replace(target=target, act=act) for one in group for target, act in places] if places else group


def _outer(one: Said) -> Path:
    """The path an operation hands to its neighbours: down to what holds its target, if it begins at the top."""
    path = one.target.path
    if not path or (path[0].rank == 6 and not path[0].label):
        return ()
    if one.target.part or (len(path) == 1 and path[0].rank == ARTICLE and one.op != "insert"):
        return path
    return path[:-1]
