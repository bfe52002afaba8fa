"""An amending act read: its articles walked, each instruction understood within those it stands below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from draftkit.amending.base_acts import Names
from draftkit.amending.below import (
    ELSEWHERE,
    announces_children,
    corrected,
    divided,
    led_by_act,
    named_by_wording,
    wording_follows,
)
from draftkit.amending.effect import dated, without_days
from draftkit.amending.lines import ROMAN, Line, decimal, has_articles, labelled, lines_of, named_in_full
from draftkit.amending.meaning import ends_acts, holds, settled, speaks_of_own, told_within
from draftkit.amending.new_wording import ENDING, OPENERS, Own, Wording, follows, like_instruction, wording
from draftkit.amending.operation import GLUED, UNCLOSED, Operation, Reading, Residue, Slip
from draftkit.amending.shares import left_out, named_within, opens, shares, worded_by_hand, words_more
from draftkit.amending.walk import DEPTH, Scope, Walk
from draftkit.law.acts.named import ActName, act_at
from draftkit.law.amending import NEEDS
from draftkit.law.amending.instruction import Instruction, changes_phrases, read_instruction
from draftkit.law.amending.one_form import outside_quotes
from draftkit.law.amending.placed import Said, Target, completed
from draftkit.law.amending.tokens import tokens
from draftkit.law.exceptions import BY_OWN, KEEPS
from draftkit.law.units import REPEALED
from draftkit.law.ways import ways

_NUMBER, _HEADER, _SYMBOL, _STANDARD_NUMBER = ways("read", "number header symbol standard_number")
_CHANGES, _STEP, _NAMED, _CITED, _PARTLY, _EFFECT = ways("read", "changes step named cited partly effect")
_NUMBERED, _UNNAMED, _DASH, _BEGINS, _LEAD = ways("of_standards", "numbered unnamed dash begins lead")


_STANDARD = Scope("article", amends=True)
"""What amends a standard does so from its first instruction to its end."""


def read_act(text: str, name: str = "") -> Reading:
    """An amending act as plain text: its number on the first line (or `name`), then its articles. Lines of no article
    are `outside`."""
    lines = lines_of(text)
    return read_lines(lines, name or number_of(lines))


def number_of(lines: Sequence[Line]) -> str:
    """The number of an act: its first line, what stands after “Số:” in its header, that of a standard; or empty."""
    for line in lines[:12]:
        if standard := _STANDARD_NUMBER.match(line.text):
            return re.sub("^SỬA ĐỔI", "Sửa đổi", " ".join(standard[1].split()))
        if found := _NUMBER.match(line.text) or _HEADER.match(line.text) or _SYMBOL.search(line.text):
            return re.sub(r"\s+", "", found[1])
    return ""


def read_lines(lines: Sequence[Line], number: str, head: Sequence[str] = ()) -> Reading:
    """An amending act as lines; `head` are those above them that are none of its text, as of a draft."""
    walk = Walk([*named_in_full(lines)])
    if not has_articles(lines):  # what amends a standard: its own clauses have no number, or those of the base
        walk.lines, walk.at = as_instructions(lines)
        walk.own, walk.outer, walk.scopes = Own(""), (_STANDARD,), [_STANDARD]
    while walk.at < len(lines):
        _step(walk)
    _left_alone(walk)
    below = {one.target.path[:end] for one, *_ in walk.told for end in range(9)}
    held = [one for one in walk.held if one[0].op not in (*NEEDS, "other") and one[0].target.path not in below]
    walk.told = sorted([*walk.told, *(one for one in held if one[0].target.path[-1].label)], key=lambda one: one[-1])
    names = Names(lines, number, head)
    operations = [_operation(said, act, own, text, line, names) for said, act, own, text, line in walk.told]
    operations = names.settled(operations)
    own = [line for line, role in zip(walk.lines, walk.roles, strict=True) if role != "quoted"]
    told, effect = dated(operations, own)
    return Reading(number, tuple(told), tuple(walk.residue), tuple(walk.roles), tuple(walk.slips), effect)


def _left_alone(walk: Walk) -> None:
    """Announcements after which nothing comes are residue."""
    told = {line for *_, line in walk.told}
    for at, line in enumerate(walk.lines):
        after = walk.roles[at + 1] if at + 1 < len(walk.lines) else ""
        beside = after == "instruction" and line.level in ("clause", "point") and line.level == walk.lines[at + 1].level
        if (
            walk.roles[at] == "instruction"
            and line.number not in told
            and (beside or after not in ("instruction", "quoted", "residue", "heading"))
        ):
            walk.roles[at] = "residue"
            walk.residue.append(Residue(line.number, line.text, "what it announces does not follow"))
    walk.residue.sort(key=lambda one: one.line)


def _operation(
    said: Said, act: ActName | None, own: Own, text: tuple[str, ...] | None, line: int, names: Names
) -> Operation:
    base = names.key(said.act if said.act and said.act.known else act)
    if [unit.kind for unit in said.target.path] == ["Tên"]:  # “tại phần Tên, Căn cứ ban hành”: that of the act
        said = said._replace(target=Target((), "tên"))
    return Operation(
        at_of(own), said.op, base, said.target.path, said.target.part, said.after, said.before,
        said.old, said.new, said.beside, text, "", line,
    )  # fmt: skip


def at_of(own: Own) -> str:
    """The place of an instruction in its act: `điểm a khoản 1 Điều 1`."""
    clause = "khoản" if own.article else "mục"  # of what amends a standard
    point = own.point.rpartition(".")[2]
    steps = (("điểm", point if point.isalpha() else own.point), (clause, own.clause), ("Điều", own.article))
    return " ".join(f"{kind} {label}" for kind, label in steps if label)


def main_act(acts: Sequence[ActName]) -> ActName | None:
    """The act that is changed of those that an announcement names: “Luật Thuế số 67/2025/QH15 và Luật số 116/2025/QH15”
    names another that changed it before; “Luật Đất đai và Nghị định số …” names two that are changed."""
    named = [one for one in acts if one.name]
    alike = len({one.type for one in acts}) == 1
    return acts[0] if len(acts) == 1 else named[0] if len(named) == 1 and alike else None


def _step(walk: Walk) -> None:
    """Read the line the walk stands at."""
    line = walk.lines[walk.at]
    if line.level == "article" and walk.scopes and _STEP.match(line.text) and not follows(line, walk.own):
        line = line._replace(level="clause", label="", rest=line.text)  # “Điều 15: Bãi bỏ khoản 2”: of the other act
    walk.final = walk.final or (bool(walk.outer) and _EFFECT.match(line.rest) is not None)
    before = walk.lines[walk.at - 1].level if walk.at and walk.roles[walk.at - 1] == "heading" else None
    titled = line.level == "capitals" and (walk.outer or before is not None)
    titled = titled or (not line.level and (before == "heading" or (before is not None and line.text.isupper())))
    if line.level == "heading" or titled or (walk.outer and decimal(line.text) and not like_instruction(line.rest)):
        walk.roles[walk.at], walk.scopes = "heading", list(walk.outer)
        walk.head(line)
        walk.at += 1
        return
    if line.level == "article":
        walk.own = Own(line.label)
        walk.scopes = []
    elif walk.own.article == "0" or ENDING.match(line.text) or not line.text.strip():
        if ENDING.match(line.text):
            walk.scopes, walk.own = [], Own("0")
        walk.at += 1
        return
    else:
        if line.level == "clause" and walk.outer and line.label:
            walk.own = Own("", line.label)
        elif line.level == "point" and walk.outer and walk.own.clause and line.text[0] not in "-–+":
            walk.own = Own("", walk.own.clause, line.label)
        elif line.level == "clause" and not walk.outer:
            walk.own = Own(walk.own.article, line.label)
        elif line.level == "point" and not walk.outer:
            outer = line.label.rpartition(".")[0] or walk.own.clause  # “2.b) …” behind a khoản 1
            _close(walk, "point" if outer == walk.own.clause else "clause")
            walk.own = Own(walk.own.article, outer, line.label)
        _close(walk, line.level if line.level in ("clause", "point") else "")
    _read(walk, line)


def _close(walk: Walk, level: str) -> None:
    while walk.scopes and DEPTH[walk.scopes[-1].level] >= DEPTH[level]:
        walk.scopes.pop()


def _read(walk: Walk, line: Line) -> None:
    """A line that is the act's own: an instruction, the announcement of some, or neither."""
    scope = walk.scope()
    rest, level = _stands(walk, line)
    said, inline = divided(rest)
    pair = corrected(walk)
    named, said = led_by_act(without_days(said).rstrip(" :") + pair)
    if inline and inline[0] not in OPENERS:
        above, (said, inline) = said, _told_on(said, inline)
        if not said.startswith(above):  # “Bãi bỏ cụm từ tại Nghị định số … như sau: bãi bỏ “A” tại …”
            named = named or main_act(read_instruction(above).acts)
    if not (scope.amends or _CHANGES.search(said[:400].lower())):
        if level == "article" and (act := act_at(said, 0)) and not act.own:  # “Điều 2. Nghị định số …:”
            walk.scopes.append(Scope(level, act, amends=like_instruction(walk.below().rest)))
        walk.at += 1
        return
    tells = scope.amends or like_instruction(said) or like_instruction(rest)
    if len(said) > 6000 or not (tells or _CITED.search(said) or _NAMED.search(said)):
        walk.at += 1
        return
    instruction = read_instruction(said, scope.verb if scope.open else "")
    if named:
        instruction = instruction.of_act(named)
    told = told_within(instruction, scope)
    unsaid = [one.op == "other" and one.old and one.new is None for one in told]
    if inline.startswith(tuple(OPENERS)) and unsaid and all(unsaid):
        new = inline.strip('“”"‘’.; ')
        told, inline = [one._replace(op="replace-phrase", new=new) for one in told], ""
    instruction, told = settled(walk, instruction, told, said)
    put = all(one.new and one.old is None and one.op == "other" and not one.becomes for one in told)
    if line.text.endswith(":") and told and put:
        told = [Said("append", one.target, one.act) for one in told]  # “Bổ sung định nghĩa “A” vào Điều 3 như sau:”
    if not holds(walk, level, instruction, told, said):
        _leave(walk, line, scope, instruction)
        return
    act = main_act(instruction.acts) or scope.act
    start = walk.at
    walk.at += 3 if pair else 1
    walk.roles[start : walk.at] = ["instruction"] * (walk.at - start)
    if instruction.verb == "regroup" and not inline and not wording_follows(walk, start):
        told = [one._replace(op="other") for one in told if one.op != "insert"]  # nothing says how what stays reads
    ends = ends_acts(told)
    if told and not (inline or (ends and KEEPS.search(said))) and announces_children(walk, told, instruction, walk.at):
        walk.held += [(one, act, walk.own, None, walk.lines[start].number) for one in told]
        told = []
    if not told and not inline:
        told = named_by_wording(walk, instruction, scope)
    if told:
        whole = instruction.whole.within(scope.around) if instruction.whole else None
        _finish(walk, told, act, inline, start, whole)
    if told and ends:
        return  # of acts that are repealed nothing stands below but what is excepted
    template = tuple(one for one in instruction.operations if one.old or one.new) if not told else ()
    template = template or (() if told or instruction.verb else scope.template)
    outer = completed(instruction.around, scope.around)
    several = not act and (scope.several or len(instruction.acts) > 1)
    walk.scopes.append(
        Scope(level, act, outer, instruction.verb or scope.verb, template, instruction.places, True, not told, several)
    )


def _told_on(said: str, inline: str) -> tuple[str, str]:
    """An instruction with what follows “như sau:” on its line where that is no new wording but says what is done, and
    the new wording that is left."""
    if ELSEWHERE.match(inline):
        return f"{said} bằng {inline}", ""  # “Sửa đổi Mẫu số 02 như sau: Mẫu số 02 ban hành kèm theo …”
    told = read_instruction(said).operations if like_instruction(inline) else ()
    if like_instruction(inline) and not told:
        return inline, ""  # “Thay một số cụm từ như sau: thay “A” bằng “B” tại …”
    if told and all(one.op == "other" and one.whole for one in told):
        return f"{said}: {inline}", ""  # “Bãi bỏ một phần Quyết định số … như sau: bãi bỏ Điều 5”
    if changes_phrases(both := f"{said}: {inline}"):
        return both, ""  # “Khoản 3 Điều 9 được sửa đổi như sau: thay “A” bằng “B””
    return said, inline


def _stands(walk: Walk, line: Line) -> tuple[str, str]:
    """What a line says, and the level it says it on: the first khoản on the line of its điều (`Điều 2. 1. Bãi bỏ …`),
    words below a bare “Điều 1.”, and what announces the list below it (`Bãi bỏ các văn bản sau đây:`) stand higher."""
    if line.level == "article" and (inner := re.match(r"1\.\s+(?=\D)", line.rest)):
        walk.own = Own(line.label, "1")
        return line.rest[inner.end() :], "clause"
    if not line.level and walk.at and walk.lines[walk.at - 1].level == "article" and not walk.lines[walk.at - 1].rest:
        return line.rest, "article"
    if not line.level and line.text.endswith(":") and walk.at + 1 < len(walk.lines):
        below = walk.lines[walk.at + 1]
        return line.rest, {("clause", "1"): "article", ("point", "a"): "clause"}.get((below.level, below.label), "")
    return line.rest, line.level


def _leave(walk: Walk, line: Line, scope: Scope, instruction: Instruction) -> None:
    """A line that is no instruction: nothing outside an amending article, residue within one, unless it says of which
    act the lines below speak: “A- Luật thuế tiêu thụ đặc biệt”."""
    if walk.outer and line.label and line.rest.isupper():  # “II. TỔ CHỨC THỰC HIỆN” of an act without điều
        walk.roles[walk.at], walk.scopes = "heading", list(walk.outer)
        walk.at += 1
        return
    heads = len(instruction.acts) == 1 and not (instruction.verb or instruction.places or instruction.words[1:])
    if scope.amends and heads and (not line.level or line.text.endswith(":")):
        led = (scope if line.level else walk.scopes[0])._replace(act=instruction.acts[0], several=False)
        walk.roles[walk.at] = "heading"
        walk.scopes = [*walk.scopes, led._replace(level=line.level)] if line.level else [led]
    elif line.rest == REPEALED:  # of an amending act that was amended itself
        walk.roles[walk.at] = "heading"
    elif (not walk.final or (instruction.places and instruction.acts)) if scope.amends else _tells(line, instruction):
        reason = "no place is named" if instruction.verb else "nothing is changed"
        if instruction.words:
            reason = "not understood: " + " ".join(instruction.words[:6])
        walk.roles[walk.at] = "residue"
        walk.residue.append(Residue(line.number, line.text, reason))
        if scope.amends and line.level and any(one != scope.act for one in instruction.acts):  # whose are those below?
            walk.scopes.append(Scope(line.level, main_act(instruction.acts), amends=True, several=True))
    walk.at += 1
    if scope.amends:
        _pass_over(walk, line)


def _tells(line: Line, instruction: Instruction) -> bool:
    """Whether a line that stands in no instruction seems to change another act all the same."""
    said = without_days(line.rest).rstrip(" .;")
    if not instruction.verb or speaks_of_own(said) or (instruction.words and BY_OWN.search(line.rest)):
        return False
    ended = said.endswith((" được bãi bỏ", " bị bãi bỏ"))
    if instruction.acts and (instruction.places or ended) and not instruction.words:
        return True  # “Luật Đất đai sửa đổi khoản 2.”, “Các quy định tại Luật Đất đai bị bãi bỏ.”
    if not _CITED.search(said):
        first = [one for one in tokens(said)[:3] if one.kind != "some"][:2]  # “Bãi bỏ các khoản Điều 6”: of which act?
        opens = not instruction.subject and [one.kind for one in first] == ["verb", "unit"]
        return opens and bool(first[1].atoms[0].number)
    if not instruction.words or ended:
        return True
    return like_instruction(said) and not said.startswith(instruction.words[0])


def _pass_over(walk: Walk, line: Line) -> None:
    """Pass over wording that a line announces and nothing takes: it holds no instruction of this act."""
    if line.text.endswith(":") and walk.at < len(walk.lines) and walk.lines[walk.at].text[0] in OPENERS:
        _quoted(walk)


def _quoted(walk: Walk, inline: str = "") -> Wording:
    """The wording that begins here, or in the rest of the line above (`inline`), passed over."""
    found = wording(walk.lines, walk.at, walk.own, inline)
    walk.roles[walk.at : found.end] = ["quoted"] * (found.end - walk.at)
    walk.at = found.end
    return found


def _finish(walk: Walk, told: list[Said], act: ActName | None, inline: str, start: int, whole: Said | None) -> None:
    """Take the new wording of an instruction and keep its operations; `whole` is the change of the unit that holds
    them, if the wording may be that of all of it."""
    line = walk.lines[start].text
    below = walk.lines[walk.at].text if line.endswith(":") and walk.at < len(walk.lines) else ""
    last = told[0].target.path[-1:]
    quoted = (inline or below or " ")[0] in OPENERS or bool(below and last and opens(labelled(below), last[0]))
    if quoted:  # “Thay thế Bảng 3 bằng Bảng 3 như sau: “…””
        told = [one._replace(op="replace") if one.op == "replace-annex" and not one.new else one for one in told]
    wants = any(one.op in NEEDS and not one.text for one in told)
    alone = worded_by_hand(told) and (quoted or line.endswith(":")) and not ends_acts(told)
    found = Wording((), walk.at)
    if (wants or alone) and (inline or wording_follows(walk, start)):
        found = _quoted(walk, inline)
        slips = ((UNCLOSED, found.unclosed), (GLUED, bool(inline)))
        walk.slips += [Slip(walk.lines[start].number, sort) for sort, there in slips if there]
    elif not wants:
        _pass_over(walk, walk.lines[start])
    if whole and words_more(whole, told, found.texts):
        told = [whole]
    while walk.at < len(walk.lines) and left_out(told, found.texts, walk.lines[walk.at]):
        found = found._replace(texts=(*found.texts, *_quoted(walk).texts))
    told, texts = named_within(told, shares(told, found.texts))
    number = walk.lines[start].number
    if alone and not _PARTLY.search(line):  # “Sửa đổi giá đất tại số thứ tự 12 …: “12 | …””
        worded = [
            bool(one.target.path) and row is not None and opens(labelled(row[0]), one.target.path[-1])
            for one, row in zip(told, texts, strict=True)
        ]
        told = [one._replace(op="replace") for one in told] if all(worded) else told
        texts = [text if len(told) == 1 or one.op != "other" else None for one, text in zip(told, texts, strict=True)]
    for one, text in zip(told, texts, strict=True):  # a form whose new wording does not follow is issued anew
        walk.told.append((one if text else one.issued(), act, walk.own, text, number))


def as_instructions(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """The lines as those of one article, khoản and điểm for what bears no number; which is the first instruction."""
    levelled = [_levelled(line) for line in lines]
    parts = [ROMAN.match(line.text) for line in lines]
    if any(one and like_instruction(line.text[one.end() :]) for one, line in zip(parts, lines, strict=True)):
        levelled = [_of_part(line, one) for line, one in zip(levelled, parts, strict=True)]
    return levelled, next((at for at, line in enumerate(levelled) if _instructs(line)), len(lines))


def _levelled(line: Line) -> Line:
    if found := _DASH.match(line.text):
        return line._replace(level="point", label="a", rest=line.text[found.end() :])
    numbered = _NUMBERED.match(line.text)
    rest = line.text[numbered.end() :] if numbered and not line.level else line.rest
    if not like_instruction(rest):
        return line
    named = partial(_UNNAMED.sub, lambda one: f"{one[0]}điểm " if one["bare"] else one[0])
    return line._replace(level=line.level or "clause", rest=outside_quotes(named, rest))


def _of_part(line: Line, part: re.Match[str] | None) -> Line:
    """A line of what is divided into “I- Sửa đổi mục II …”, “1- Điểm 3 …”, one level lower but for these."""
    if part:
        return line._replace(level="clause", label=part[1], rest=line.text[part.end() :])
    return line._replace(level={"clause": "point", "point": ""}.get(line.level or "", line.level))


def _instructs(line: Line) -> bool:
    """Whether a line tells by itself that a unit is changed."""
    if not _BEGINS.match(line.rest) or not like_instruction(line.rest):
        return False
    end = _LEAD.search(line.rest)
    instruction = read_instruction(line.rest[: end.start()] if end else line.rest)
    return any(one.target.path for one in instruction.operations) or bool(instruction.around)
