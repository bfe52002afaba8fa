"""What follows an instruction: its new wording, on its own line or below, or lines that say where or what."""

from __future__ import annotations

from draftkit.amending.lines import labelled
from draftkit.amending.new_wording import ENDING, NAMED_FIRST, OPENERS, breaks, follows, like_instruction, wording
from draftkit.amending.shares import INNER
from draftkit.amending.walk import Scope, Walk
from draftkit.law.acts.named import ActName, act_at
from draftkit.law.amending import NEEDS
from draftkit.law.amending.instruction import Instruction, inside, read_instruction
from draftkit.law.amending.placed import Said, Target, Unit, completed
from draftkit.law.ways import ways

_AS_FOLLOWS, _PHRASES_FOLLOW, _COLON = ways("below", "as_follows phrases_follow colon")
_PLACED_PHRASE, _WRONG, _RIGHT, ELSEWHERE = ways("below", "placed_phrase wrong right elsewhere")


def divided(text: str) -> tuple[str, str]:
    """An instruction and the new wording that begins on its line."""
    for found in _AS_FOLLOWS.finditer(text):
        before, rest = text[: found.start()], text[found.end() :].strip()
        opened = [(part.count("“") - part.count("”"), part.count('"') % 2) for part in (before, rest)]
        if opened[0][0] > 0 > opened[1][0] or (opened[0][1] and opened[1][1]):
            continue  # within a phrase: “Bãi bỏ cụm từ “bao gồm các nguyên tắc sau:” tại Điều 7”
        if found[0].lstrip()[0] == ":" and any(sign in OPENERS for sign in text[: found.start()]):
            continue  # “đã in “Điều 21”, nay đính chính là: “Điều 22””
        if _PHRASES_FOLLOW.search(text[: found.end()]) and _PLACED_PHRASE.match(rest):
            continue
        if not rest or rest[0] in OPENERS or found[0].lstrip().startswith("như"):
            return text[: found.start()].rstrip(" ,:"), rest
    colon = _COLON.search(text)
    if colon and not any(sign in OPENERS for sign in text[: colon.start()]):
        return text[: colon.start()].rstrip(" ,"), text[colon.end() :].strip()
    named = NAMED_FIRST.match(text)  # “Khoản 1: Hồ sơ gồm …”
    if named and text[named.end()].isupper() and not like_instruction(text[named.end() :]):
        return named[1], text[named.end() :]
    return text, ""


def led_by_act(text: str) -> tuple[ActName | None, str]:
    """The act that an instruction names first, and what it says of it: `Thông tư số 14/2020/TT-BYT: Bãi bỏ Điều 8`."""
    act = act_at(text, 0)
    if act is None or act.own or text[act.end : act.end + 1] != ":":
        return None, text
    said = text[act.end + 1 :].strip()
    return (act, said) if like_instruction(said) else (None, text)


def corrected(walk: Walk) -> str:
    """What two lines below “Tại khoản 1 Điều 9:” say in one: “- Đã in: A”, “- Nay sửa lại là: B”; else empty."""
    wrong, right = ([line.text for line in walk.lines[walk.at + 1 : walk.at + 3]] + ["", ""])[:2]
    old, new = _WRONG.match(wrong), _RIGHT.match(right)
    if not old or not new:
        return ""
    before, after = (text[one.end() :].strip(' .;“”"') for text, one in ((wrong, old), (right, new)))
    return f", cụm từ “{before}” được sửa thành “{after}”" if before and after else ""


def announces_children(walk: Walk, told: list[Said], instruction: Instruction, at: int) -> bool:
    """Whether the lines below tell what an instruction announces: the next opens a level below with a change of its
    own, or with a place where the phrase is to be changed."""
    if at >= len(walk.lines):
        return False
    line = walk.lines[at]
    own = walk.own
    last = told[-1].target.path[-1:] if told else ()
    if line.level == "article" and not line.rest and last and last[0] == Unit("Điều", line.label):
        return announces_children(walk, told, instruction, at + 1)  # “Điều 15:” again
    wants = any(one.op in NEEDS for one in told) or walk.lines[at - 1].level == "article"
    if not line.level and line.text[0] not in OPENERS and like_instruction(line.rest.lstrip("-–+ ")) and wants:
        return True
    first = (
        (line.level == "clause" and line.label == "1" and not own.clause)
        or (line.level == "point" and line.label in ("a", "1", f"{own.clause}.1") and not own.point)
        or _dashed_below(walk, at)
    )
    if not first:
        return False
    leads = not instruction.verb and walk.lines[at - 1].text.endswith(":") and not any(one.target.path for one in told)
    if leads or like_instruction(line.rest):  # “1. Nghị định số …:” leads what follows
        return True
    names, inline = divided(line.rest)
    below = read_instruction(names)
    bare = any(not one.target.path for one in told)
    said = [one.target.path for one in told]
    asks = bool(inline) or line.text.endswith(":")  # “Sửa đổi Điều 5:”, then “a) Khoản 1:”
    restated = asks and all(any(inside(one.target, path) for path in said) for one in below.places)
    named = bool(below.places) or bool(below.acts)
    verbless = not below.verb or inline.startswith(tuple(OPENERS))
    return named and not below.words and verbless and (bare or instruction.some or restated)


def lists_places(walk: Walk, instruction: Instruction, said: str) -> bool:
    """Whether the line below, `a) Khoản 2 Điều 7 của Luật …`, says where an instruction that names no place acts."""
    if not instruction.verb or instruction.subject or not like_instruction(said):
        return False
    line = walk.lines[walk.at]
    asks = line.text.endswith((":", "sau đây")) or line.level == "article"  # “Điều 3. Bãi bỏ quy định”
    below = _listed(walk) if asks else None
    return below is not None and bool(below.places)


def lists_acts(walk: Walk) -> bool:
    """Whether the line below, `1. Nghị định số …`, names an act and no more."""
    below = _listed(walk)
    return below is not None and not below.places


def _listed(walk: Walk, ahead: int = 1) -> Instruction | None:
    """The first line below, where it names an act or places of one and says nothing of them; the places below an act
    that stands alone (`a) Nghị định số …:`) are its own."""
    at = walk.at + ahead
    line = walk.lines[at] if at < len(walk.lines) else None
    if line is None or not (line.label in ("a", "1") or _dashed_below(walk, at)):
        return None
    named, said = led_by_act(line.rest)
    below = read_instruction(said)
    if named:
        return below.of_act(named)
    begun = walk.lines[walk.at].text.endswith(":") and (act_at(said, 0) or (below.acts and below.places))
    if not (begun or not below.words) or below.verb or not (below.acts or ahead > 1):
        return None
    inner = None if below.places or not line.text.endswith(":") else _listed(walk, ahead + 1)
    return inner.of_act(below.acts[0]) if inner and inner.places else below


def _dashed_below(walk: Walk, at: int) -> bool:
    """Whether a line is the first item behind a dash below another line."""
    first, before = walk.lines[at].text[0], walk.lines[at - 1].text[0]
    return first in "-–+" and before != first


def named_by_wording(walk: Walk, instruction: Instruction, scope: Scope) -> list[Said]:
    """`Sửa đổi một số khoản của Điều 8 như sau: “2. …”`: only the new wording says which."""
    opened = walk.at < len(walk.lines) and walk.lines[walk.at].text[0] in OPENERS
    path = completed(instruction.around, scope.around) if instruction.around else scope.around
    if not opened or not instruction.some or instruction.verb not in NEEDS or not path:
        return []
    kind = INNER.get(path[-1].kind)
    lines = wording(walk.lines, walk.at, walk.own, "").texts
    labels = [one.label for text in lines for line in text if (one := labelled(line)) and kind and one.level == kind[0]]
    if not labels and instruction.verb == "insert":  # “Bổ sung một khoản vào Điều 6 như sau: “Chợ đóng …””
        return [Said("append", Target(path))]
    return [Said(instruction.verb, Target((*path, Unit(kind[1], label)))) for label in labels if kind]


def wording_follows(walk: Walk, start: int) -> bool:
    """Whether the next line begins the new wording of an instruction."""
    if walk.at >= len(walk.lines):
        return False
    line = walk.lines[walk.at]
    if line.text[0] in OPENERS:
        return True
    if line.level == "heading" or ENDING.match(line.text) or breaks(line, walk.own):
        return False
    asked = walk.lines[start].text.rstrip().endswith((":", "sau", "sau.", "sau;"))
    if line.level and follows(line, walk.own) and (like_instruction(line.rest) or not asked):
        return False
    return asked or not (line.level == "article" and follows(line, walk.own))
