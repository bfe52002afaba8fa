"""An amending act read: its articles walked, each instruction understood within those it stands below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from draftkit.amending.base_acts import Names
from draftkit.amending.effect import dated
from draftkit.amending.lines import Line, decimal, has_articles, labelled, lines_of
from draftkit.amending.new_wording import ENDING, OPENERS, Own, Wording, follows, like_instruction, slips_of, wording
from draftkit.amending.of_standards import as_instructions
from draftkit.amending.operation import Operation, Reading, Residue, Slip
from draftkit.amending.shares import NEEDS, shares
from draftkit.law.amending.acts import ActName
from draftkit.law.amending.instruction import Instruction, read_instruction
from draftkit.law.amending.placed import Placed
from draftkit.law.amending.said import Said
from draftkit.law.amending.units import Path, Target, Unit, completed
from draftkit.law.whose import RULING
from draftkit.text.pattern import Pattern

_AS_FOLLOWS = Pattern(
    r"(?:như\s*sau|sau\s+đây|sau)\s*(?:[:.;]|$)\s*(?=[“\"‘«]|$)|như\s+sau\s*[:;.]?\s*|:\s*(?=[“\"‘«]\s*(?:\d"
    r"|[a-zđ]\)|Điều))"
)
_PHRASES_FOLLOW = Pattern(r"(?:cụm\s+từ|từ\s+ngữ|từ|chữ)\s+(?:như\s+sau|sau\s+đây|sau)\s*:\s*$", flags=re.IGNORECASE)
_PLACED_PHRASE = Pattern(r"[“\"][^“”\"]{1,200}[”\"]\s*(?:tại|bằng|thành|trong|ở|và|,)\s")
_OF_ACTS = Pattern(rf"\s(?:của|tại|trong)\s+(?:các|một số)\s+(?:{RULING.lower()}|văn bản)", flags=re.IGNORECASE)
_NUMBER = Pattern(r"(\d+[/-][\w/-]+)$")
_HEADER = Pattern(r"(?:\w+\s+số|Số)\s*:?\s*(\d+\s*/[\w/-]+)")
_CHANGES = Pattern(
    r"sửa|bổ,?\s*sung|bãi|bỏ|thay|đổi|chuyển|thêm|xóa|xoá|đánh số|đính chính|điều chỉnh|chèn|viết lại|trở thành"
    r"|sắp xếp",
    flags=re.IGNORECASE,
)


class _Scope(NamedTuple):
    """What the lines below an instruction take from it."""

    level: str
    act: ActName | None = None
    around: Path = ()
    verb: str = ""
    template: tuple[Said, ...] = ()
    places: tuple[Placed, ...] = ()
    amends: bool = False
    open: bool = False
    """Whether places that stand alone below are what the verb acts on."""


_STANDARD = _Scope("article", amends=True)
"""What amends a standard does so from its first instruction to its end."""


class _Walk:
    """The state of reading: how far, what is open, what was found."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.roles: list[str] = ["outside"] * len(lines)
        self.told: list[tuple[Said, ActName | None, Own, tuple[str, ...] | None, int]] = []
        self.residue: list[Residue] = []
        self.slips: list[Slip] = []
        self.own = Own("0")
        self.outer: tuple[_Scope, ...] = ()
        self.scopes: list[_Scope] = []
        self.at = 0

    def scope(self) -> _Scope:
        """The innermost open instruction."""
        return self.scopes[-1] if self.scopes else _Scope("")


_DEPTH = {"article": 0, "clause": 1, "point": 2, "": 3, "capitals": 3}


def read_act(text: str, name: str = "") -> Reading:
    """An amending act as plain text: its number on the first line (or `name`), then its articles. Lines of no article
    are `outside`."""
    lines = lines_of(text)
    return read_lines(lines, name or number_of(lines))


def number_of(lines: Sequence[Line]) -> str:
    """The number of an act: its first line, or what stands after “Số:” in its header; empty when there is none."""
    for line in lines[:12]:
        if found := _NUMBER.match(line.text) or _HEADER.search(line.text):
            return re.sub(r"\s+", "", found[1])
    return ""


def read_lines(lines: Sequence[Line], number: str) -> Reading:
    """An amending act as lines."""
    walk = _Walk(lines)
    if not has_articles(lines):  # what amends a standard: its own clauses have no number, or those of the base
        walk.lines, walk.at = as_instructions(lines)
        walk.own, walk.outer, walk.scopes = Own(""), (_STANDARD,), [_STANDARD]
    while walk.at < len(lines):
        _step(walk)
    _left_alone(walk)
    names = Names(lines, number)
    operations = [_operation(said, act, own, text, line, names) for said, act, own, text, line in walk.told]
    operations = names.settled(operations)
    return Reading(number, tuple(dated(operations, lines)), tuple(walk.residue), tuple(walk.roles), tuple(walk.slips))


def _left_alone(walk: _Walk) -> None:
    """Announcements after which nothing comes are residue."""
    told = {line for *_, line in walk.told}
    for at, line in enumerate(walk.lines):
        after = walk.roles[at + 1] if at + 1 < len(walk.lines) else ""
        if (
            walk.roles[at] == "instruction"
            and line.number not in told
            and after not in ("instruction", "quoted", "residue")
        ):
            walk.roles[at] = "residue"
            walk.residue.append(Residue(line.number, line.text, "what it announces does not follow"))
    walk.residue.sort(key=lambda one: one.line)


def _operation(
    said: Said, act: ActName | None, own: Own, text: tuple[str, ...] | None, line: int, names: Names
) -> Operation:
    return Operation(
        at_of(own), said.op, names.key(said.act or act), said.target.path, said.target.part, said.after, said.before,
        said.old, said.new, said.beside, text, "", line,
    )  # fmt: skip


def at_of(own: Own) -> str:
    """The place of an instruction in its act: `điểm a khoản 1 Điều 1`."""
    point = f"điểm {own.point} " if own.point else ""
    clause = f"khoản {own.clause} " if own.clause else ""
    return f"{point}{clause}Điều {own.article}" if own.article else f"{point}{clause}".rstrip()


def _step(walk: _Walk) -> None:
    """Read the line the walk stands at."""
    line = walk.lines[walk.at]
    titled = line.level == "capitals" and (walk.outer or (walk.at and walk.roles[walk.at - 1] == "heading"))
    if line.level == "heading" or titled or (walk.outer and decimal(line.text)):
        walk.roles[walk.at], walk.scopes = "heading", list(walk.outer)
        walk.at += 1
        return
    if line.level == "article":
        walk.own = Own(line.label)
        walk.scopes = []
    elif walk.own.article == "0" or ENDING.match(line.text):
        if ENDING.match(line.text):
            walk.scopes, walk.own = [], Own("0")
        walk.at += 1
        return
    else:
        if line.level == "clause" and not walk.outer:
            walk.own = Own(walk.own.article, line.label)
        elif line.level == "point" and not walk.outer:
            walk.own = Own(walk.own.article, walk.own.clause, line.label)
        _close(walk, line.level if line.level in ("clause", "point") else "")
    _read(walk, line)


def _close(walk: _Walk, level: str) -> None:
    while walk.scopes and _DEPTH[walk.scopes[-1].level] >= _DEPTH[level]:
        walk.scopes.pop()


def _read(walk: _Walk, line: Line) -> None:
    """A line that is the act's own: an instruction, the announcement of some, or neither."""
    scope = walk.scope()
    rest, level = line.rest, line.level
    if not level and walk.at and walk.lines[walk.at - 1].level == "article" and not walk.lines[walk.at - 1].rest:
        level = "article"  # “Điều 1.” stands on a line of its own
    elif level == "article":
        deeper = _nested(walk, line)
        if deeper is not None:
            rest, level = deeper
    said, inline = _divided(rest)
    if inline and inline[0] not in OPENERS and like_instruction(inline) and not read_instruction(said).operations:
        said, inline = inline, ""  # “Thay một số cụm từ như sau: thay “A” bằng “B” tại …”
    if not (scope.amends or _CHANGES.search(said[:400])):
        walk.at += 1
        return
    if len(said) > 6000 or (not scope.amends and len(said) > 1500 and not like_instruction(said)):
        walk.at += 1
        return
    instruction = read_instruction(said, scope.verb if scope.open else "")
    told = _told(instruction, scope)
    if inline[:1] in OPENERS and told and all(one.op == "other" and one.old and one.new is None for one in told):
        new = inline.strip('“”"‘’.; ')
        told, inline = [one._replace(op="replace-phrase", new=new) for one in told], ""
    if not told and _obscure(instruction, scope, said):
        told = [Said("other", one.target, one.act).within(scope.around) for one in instruction.places]
        told = [] if _announces_children(walk, told, instruction, walk.at + 1) else told
        instruction = instruction._replace(words=(), verb="other")
    elif told and _obscure(instruction, scope, said):
        told = [one._replace(op="other") for one in told]
        instruction = instruction._replace(words=(), verb="other", operations=tuple(told))
    if not told and instruction.words and _lists_places(walk, instruction, said):
        instruction = instruction._replace(words=(), verb="other", some=True)
    if not _holds(instruction, told, scope, line, said):
        _leave(walk, line, scope, instruction)
        return
    act = next((one for one in instruction.acts), None) if len(instruction.acts) == 1 else None
    act = act or scope.act
    walk.roles[walk.at] = "instruction"
    start = walk.at
    walk.at += 1
    if told and not inline and _announces_children(walk, told, instruction, walk.at):
        told = []
    if not told and not inline:
        told = _named_by_wording(walk, instruction, scope)
    if told:
        _finish(walk, told, act, inline, start, said)
    around = instruction.around
    template = tuple(one for one in instruction.operations if one.old or one.new) if not told else ()
    outer = scope.around if not around else completed(around, scope.around)
    walk.scopes.append(
        _Scope(level, act, outer, instruction.verb or scope.verb, template, instruction.places, True, not told)
    )


def _nested(walk: _Walk, line: Line) -> tuple[str, str] | None:
    """`Điều 2. 1. Bãi bỏ …`: the first khoản on the line of the article."""
    inner = re.match(r"(\d{1,2})\.\s+(?=\D)", line.rest)
    if inner and inner[1] == "1":
        walk.own = Own(line.label, "1")
        return line.rest[inner.end() :], "clause"
    return None


def _divided(text: str) -> tuple[str, str]:
    """An instruction and the new wording that begins on its line."""
    for found in _AS_FOLLOWS.finditer(text):
        rest = text[found.end() :].strip()
        if _PHRASES_FOLLOW.search(text[: found.end()]) and _PLACED_PHRASE.match(rest):
            continue
        if not rest or rest[0] in OPENERS or found[0].lstrip().startswith("như"):
            return text[: found.start()].rstrip(" ,:"), rest
    return text, ""


def _told(instruction: Instruction, scope: _Scope) -> list[Said]:
    """The operations an instruction tells, with what those above it say."""
    told = list(instruction.operations)
    if not told and not instruction.verb and instruction.places and not instruction.words and scope.open:
        act = instruction.acts[0] if len(instruction.acts) == 1 else None
        for one in scope.template or _verb_template(scope.verb):
            told += [one._replace(target=place.target, act=place.act or act) for place in instruction.places]
    found: list[Said] = []
    for one in told:
        bare = not one.target.path and not one.target.part
        if bare and (one.old or one.new) and scope.places:
            found += [one._replace(target=place.target, act=place.act) for place in scope.places]
        elif bare and one.op == "repeal":
            found.append(one)
        else:
            found.append(one)
    around = scope.around
    if instruction.acts and around and around[0].rank == 0:  # the act itself is named: not what it issues
        around = tuple(unit for unit in around if unit.rank > 0)
    if around:
        found = [one if one.op == "repeal" and not one.target.path else one.within(around) for one in found]
    return found


def _obscure(instruction: Instruction, scope: _Scope, said: str) -> bool:
    """Whether a line changes something that no unit or phrase names: `bãi bỏ các quy định về … tại khoản 1 Điều 19`.
    It is an operation all the same, which a person must carry out."""
    if not instruction.verb or instruction.subject or len(instruction.words) <= max(2, len(said) // 60):
        return False
    if any(one.old or one.new for one in instruction.operations) or not like_instruction(said):
        return False
    named = bool(instruction.acts) or scope.amends
    return named and bool(instruction.places)


def _lists_places(walk: _Walk, instruction: Instruction, said: str) -> bool:
    """Whether the line below, `a) Khoản 2 Điều 7 của Luật …`, says where an instruction that names no place acts."""
    if walk.at + 1 >= len(walk.lines) or not instruction.verb or instruction.subject or not like_instruction(said):
        return False
    line = walk.lines[walk.at + 1]
    if line.label not in ("a", "1") or not line.level or not walk.lines[walk.at].text.endswith((":", "sau đây")):
        return False
    below = read_instruction(line.rest)
    return bool(below.places) and bool(below.acts) and not below.words and not below.verb


def _verb_template(verb: str) -> tuple[Said, ...]:
    op = {"exchange": "replace"}.get(verb, verb)
    return (Said(op, Target(())),) if op in ("replace", "insert", "repeal", "other") else ()


def _holds(instruction: Instruction, told: list[Said], scope: _Scope, line: Line, said: str) -> bool:
    """Whether a line is an instruction, and no rule that speaks of changes."""
    if instruction.subject:
        return False
    words = len(instruction.words)
    if line.level == "article" and instruction.some and _OF_ACTS.search(said) and like_instruction(said):
        return True
    if scope.amends:
        return (
            bool(instruction.verb or told)
            and words <= max(2, len(said) // 60)
            and (bool(told) or instruction.some or not words or bool(instruction.acts) or bool(instruction.places))
        )
    if words > 1 + len(said) // 150:
        return False
    if line.level == "article" and (told or instruction.some or instruction.acts or instruction.places):
        return bool(instruction.verb) and (bool(instruction.acts) or not words) and like_instruction(said)
    if (
        told
        and not words
        and like_instruction(said)
        and all(one.target.path and one.target.path[0].rank <= 6 for one in told)
    ):
        return " này" not in said
    if instruction.verb and instruction.some and not words and like_instruction(said) and _OF_ACTS.search(said):
        return True
    return bool(instruction.verb) and bool(instruction.acts) and like_instruction(said)


def _leave(walk: _Walk, line: Line, scope: _Scope, instruction: Instruction) -> None:
    """A line that is no instruction: nothing outside an amending article, residue within one."""
    if scope.amends:
        walk.roles[walk.at] = "residue"
        reason = "no place is named" if instruction.verb else "nothing is changed"
        if instruction.words:
            reason = "not understood: " + " ".join(instruction.words[:6])
        walk.residue.append(Residue(line.number, line.text, reason))
    walk.at += 1


def _announces_children(walk: _Walk, told: list[Said], instruction: Instruction, at: int) -> bool:
    """Whether the lines below tell what an instruction announces: the next opens a level below with a change of its
    own, or with a place where the phrase is to be changed."""
    if at >= len(walk.lines):
        return False
    line = walk.lines[at]
    own = walk.own
    wants = any(one.op in NEEDS for one in told) or walk.lines[at - 1].level == "article"
    if not line.level and line.text[0] not in OPENERS and like_instruction(line.rest) and wants:
        return True
    first = (line.level == "clause" and line.label == "1" and not own.clause) or (
        line.level == "point" and line.label == "a" and not own.point
    )
    if not first:
        return False
    if like_instruction(line.rest):
        return True
    below = read_instruction(_divided(line.rest)[0])
    bare = any(not one.target.path for one in told)
    return bool(below.places) and not below.words and not below.verb and (bare or instruction.some)


def _named_by_wording(walk: _Walk, instruction: Instruction, scope: _Scope) -> list[Said]:
    """`Sửa đổi một số khoản của Điều 8 như sau: “2. …”`: only the new wording says which."""
    opened = walk.at < len(walk.lines) and walk.lines[walk.at].text[0] in OPENERS
    path = completed(instruction.around, scope.around) if instruction.around else scope.around
    if not opened or not instruction.some or instruction.verb not in NEEDS or not path:
        return []
    kind = {"Điều": ("clause", "khoản"), "khoản": ("point", "điểm")}.get(path[-1].kind)
    lines = wording(walk.lines, walk.at, walk.own, "").texts
    labels = [one.label for text in lines for line in text if (one := labelled(line)) and kind and one.level == kind[0]]
    return [Said(instruction.verb, Target((*path, Unit(kind[1], label)))) for label in labels if kind]


def _finish(walk: _Walk, told: list[Said], act: ActName | None, inline: str, start: int, said: str) -> None:
    """Take the new wording of an instruction and keep its operations."""
    wants = any(one.op in NEEDS and not one.text for one in told)
    found = Wording((), walk.at)
    if wants and (inline or _wording_follows(walk, start)):
        found = wording(walk.lines, walk.at, walk.own, inline)
        for at in range(walk.at, found.end):
            walk.roles[at] = "quoted"
        walk.at = found.end
        walk.slips += slips_of(walk.lines[start].number, found, inline)
    texts = shares(told, found.texts)
    number = walk.lines[start].number
    for one, text in zip(told, texts, strict=True):
        walk.told.append((one, act, walk.own, text, number))


def _wording_follows(walk: _Walk, start: int) -> bool:
    """Whether the next line begins the new wording of an instruction."""
    if walk.at >= len(walk.lines):
        return False
    line = walk.lines[walk.at]
    if line.text[0] in OPENERS:
        return True
    if line.level == "heading" or ENDING.match(line.text):
        return False
    asked = walk.lines[start].text.rstrip().endswith((":", "sau", "sau.", "sau;"))
    if line.level and follows(line, walk.own) and (like_instruction(line.rest) or not asked):
        return False
    return asked or not (line.level == "article" and follows(line, walk.own))
