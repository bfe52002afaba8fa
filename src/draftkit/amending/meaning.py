"""What an instruction means where it stands: with what those above it say, and in the light of the lines below it."""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.amending.below import announces_children, lists_acts, lists_places
from draftkit.amending.new_wording import like_instruction
from draftkit.amending.walk import Scope, Walk
from draftkit.law.amending.instruction import Instruction
from draftkit.law.amending.placed import ARTICLE, Path, Placed, Said, Target
from draftkit.law.exceptions import KEEPS
from draftkit.law.ways import ways

_OF_ACTS, _WHOLE_ACTS, _ACTS_BY, _THING = ways("meaning", "of_acts whole_acts acts_by thing")
(_ENCLOSED,) = ways("meaning", "enclosed")


def told_within(instruction: Instruction, scope: Scope) -> list[Said]:
    """The operations an instruction tells, with what those above it say."""
    told = list(instruction.operations)
    listed = scope.open and not (told or instruction.verb or instruction.words)
    if listed:
        act = instruction.acts[0] if len(instruction.acts) == 1 else None
        for one in scope.template or _verb_template(scope.verb):
            places = [_announced(place, scope.places) for place in instruction.places]
            told += [one._replace(target=place.target, act=place.act or act) for place in places]
    if listed and not told:
        ends = {"repeal": "repeal", "other": "other", "partly": "other"}.get(scope.verb, "")
        wholly = scope.template or _verb_template(ends)
        told += [one._replace(act=act, whole=True) for one in wholly for act in instruction.acts]
        told = [one._replace(op="other") if one.act in instruction.doubtful else one for one in told]
    if listed and instruction.partly:
        told = [one if one.op == "replace-phrase" else one._replace(op="other") for one in told]
    found: list[Said] = []
    for one in told:
        if one.target == Target(()) and not one.whole and (one.old or one.new) and scope.places:
            found += [one._replace(target=place.target, act=place.act) for place in scope.places]
        else:
            found.append(one)
    around = scope.around
    held = [one.target.path for one in scope.places if one.target.path[: len(around)] == around]
    if instruction.acts and around and around[0].rank <= 0:  # the act itself is named: not what it issues
        around = tuple(unit for unit in around if unit.rank > 0)
    found = [
        one if one.op == "repeal" and one.target == Target(()) else one.within(_held(one, held, around))
        for one in found
    ]
    found = [  # “khoản 4 Điều này”, where nothing says which điều
        one if all(unit.label for unit in one.target.path if unit.rank >= ARTICLE) else one._replace(op="other")
        for one in found
    ]
    if scope.several and not instruction.acts:
        found = [one._replace(op="other") for one in found]
    if instruction.verb == scope.verb == "insert":  # “Bổ sung khoản 3 …: a) Khoản 3 được bổ sung như sau”
        put = [(op, place.target) for place in scope.places for op in ("replace", "append")]
        found = [one._replace(op="insert") if (one.op, one.target) in put else one for one in found]
    return found


def _announced(place: Placed, announced: Sequence[Placed]) -> Placed:
    """A place named again below, with the part announced: “a) Số thứ tự 4: “…”” below “cột “Mã” tại số thứ tự 4”."""
    own = place.target.path
    same = {one.target.part for one in announced if own and one.target.path[-len(own) :] == own}
    part = place.target.part or (same.pop() if len(same) == 1 else "")
    return place._replace(target=place.target._replace(part=part))


def _held(one: Said, announced: Sequence[Path], around: Path) -> Path:
    """What holds a unit named below: “điểm b” below “một số điểm của khoản 4 Điều 7 và tên Điều 7” is of khoản 4, “tên
    Mục 2” below “tên Mục 2 Chương I và tên Điều 5” of Chương I."""
    path = one.target.path
    again = {held for held in announced if path and held[-len(path) :] == path}
    if len(again) == 1:
        return again.pop()[: -len(path)]
    if not path or path[0].kind != "điểm" or not around or around[-1].rank != ARTICLE:
        return around
    found = {path for path in announced if path[-1].kind == "khoản"}
    return found.pop() if len(found) == 1 else around


def settled(walk: Walk, instruction: Instruction, told: list[Said], said: str) -> tuple[Instruction, list[Said]]:
    """An instruction that names no unit to change in the light of the lines below it: what a person must carry out, or
    the announcement of places or acts."""
    scope = walk.scope()
    if not told and _obscure(instruction, scope, said):
        told = [Said("other", one.target, one.act).within(scope.around) for one in instruction.places]
        told = [] if announces_children(walk, told, instruction, walk.at + 1) else told
        instruction = instruction._replace(words=(), verb="other")
    elif told and _obscure(instruction, scope, said):
        adds = _adds(walk, told)
        if not adds and all(one.op != "other" for one in told):  # else the words are those of one of its changes
            told = [one._replace(op="other") for one in told]
        instruction = instruction._replace(words=(), verb="insert" if adds else "other", operations=tuple(told))
    if ends_acts(told) and KEEPS.search(said):
        return instruction, told  # what is listed below stays
    acts = None if told and told[0].target.path else _WHOLE_ACTS.match(said)
    if acts and (lists_acts(walk) or lists_places(walk, instruction, said)):
        partly = acts["part"] or KEEPS.search(said)
        instruction = instruction._replace(words=(), verb="partly" if partly else "repeal", some=True)
        told = []
    bare = bool(told) and told[0].target == Target(()) and not scope.amends
    if bare and (lists_acts(walk) or lists_places(walk, instruction, said)):
        instruction = instruction._replace(some=True, acts=())  # “Thay “A” bằng “B” tại các văn bản sau đây:”
        told = []
    if not told and lists_places(walk, instruction, said):
        verb = "other" if instruction.words or KEEPS.search(said) else instruction.verb
        instruction = instruction._replace(words=(), verb=verb, some=True)
    return instruction, told


def ends_acts(told: Sequence[Said]) -> bool:
    """Whether acts are repealed from beginning to end."""
    return bool(told) and all(one.whole and not one.old for one in told)


def _adds(walk: Walk, told: Sequence[Said]) -> bool:
    """Whether things that have no name here come into one list, and the lines below say them all."""
    below = walk.lines[walk.at].text.endswith(":") and walk.at + 1 < len(walk.lines)
    alone = told[0].target.path[-1:] if below and len(told) == 1 and told[0].op == "append" else ()
    return any(unit.annexed for unit in alone)


def _obscure(instruction: Instruction, scope: Scope, said: str) -> bool:
    """Whether a line changes something that no unit or phrase names: `bãi bỏ các quy định về … tại khoản 1 Điều 19`.
    It is an operation all the same, which a person must carry out."""
    listed = scope.open and not instruction.verb and bool(instruction.acts)  # “b) Quy định về … của Nghị định số …”
    few = len(instruction.words) <= (0 if listed else max(2, len(said) // 60))
    if few or instruction.subject or not (listed or (instruction.verb and like_instruction(said))):
        return False
    if _THING.match(said) or any(one.old or one.new for one in instruction.operations):
        return False
    named = bool(instruction.acts) or scope.amends
    return named and bool(instruction.places)


def speaks_of_own(said: str) -> bool:
    """Whether a line speaks of places of its own act, which are not what comes in the place of something."""
    return " này" in _ENCLOSED.sub("", said)


def _verb_template(verb: str) -> tuple[Said, ...]:
    op = {"exchange": "replace", "partly": "repeal"}.get(verb, verb)
    return (Said(op, Target(())),) if op in ("replace", "insert", "repeal", "other") else ()


def holds(walk: Walk, level: str, instruction: Instruction, told: list[Said], said: str) -> bool:
    """Whether a line is an instruction, and no rule that speaks of changes."""
    scope, line = walk.scope(), walk.lines[walk.at]
    if instruction.subject:
        return False
    some = instruction.some or (bool(instruction.verb) and like_instruction(walk.below().rest))
    if level == "article" and some and instruction.acts and like_instruction(said):
        return True  # whatever else its title says
    words = len(instruction.words)
    if instruction.verb in ("repeal", "partly") and instruction.some and not words and _WHOLE_ACTS.match(said):
        return True
    own = speaks_of_own(said)
    ends = instruction.verb in ("repeal", "other") and not own and _ACTS_BY.search(said) is None
    named = bool(told) and all(one.op == "other" and one.act and one.act.number for one in told)
    if ends and named and like_instruction(said):
        return True  # whatever else of these acts it is that ends
    if level == "article" and instruction.some and _OF_ACTS.search(said) and like_instruction(said):
        return True
    changed = bool(told) and all(one.op == "replace-phrase" and one.target.path for one in told)
    if changed and (scope.amends or (instruction.acts and like_instruction(said))):
        return True  # “Sửa đổi mức phạt tiền tại khoản 2 Điều 10 từ “A” thành “B””: what the phrase is may be said
    if scope.amends:
        return (
            bool(instruction.verb or told)
            and words <= max(2, len(said) // 60)
            and (bool(told) or instruction.some or not words or bool(instruction.acts) or bool(instruction.places))
        ) or (bool(instruction.around) and not words and line.text.endswith(":"))
    if words > 1 + len(said) // 150:
        return False
    said_so = like_instruction(said) or (bool(told) and not words and all(one.act and one.act.known for one in told))
    if level == "article" and (told or instruction.some or instruction.acts or instruction.places):
        speaks = own and bool(told) and all(one.op == "other" for one in told)  # “… tại Điều 1 Quyết định này là …”
        return bool(instruction.verb) and (bool(instruction.acts) or not words) and said_so and not speaks
    if (
        told
        and not words
        and said_so
        and all(one.target.path and one.target.path[0].rank <= ARTICLE for one in told)
        and all(one.act or one.target.path[1:] or one.target.path[0].label for one in told)  # “Bổ sung Điều lệ;”
    ):
        return not own
    if instruction.verb and instruction.some and not words and said_so:
        return bool(instruction.acts or _OF_ACTS.search(said) or lists_places(walk, instruction, said))
    return bool(instruction.verb) and bool(instruction.acts) and said_so
