"""Which part of the new wording belongs to which target of an instruction that has several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from draftkit.amending.lines import Line, labelled
from draftkit.amending.new_wording import CLOSED, like_instruction
from draftkit.law.amending import NEEDS
from draftkit.law.amending.placed import Said, Target, Unit
from draftkit.model.numeral import whole
from draftkit.text.pattern import UPPER

ENTRIES = ("số thứ tự", "nhóm")
"""What a row of a list or table is called by."""
INNER = {"Điều": ("clause", "khoản"), "khoản": ("point", "điểm")}
"""The level of lines that open the units of a unit, and what these are called."""
Text = tuple[str, ...] | None


def worded_by_hand(told: Sequence[Said]) -> bool:
    """Whether what a person must carry out may have its wording too: it is one change, or of whole units."""
    named = all(one.target.path and not one.target.part for one in told)
    return (len(told) == 1 or named) and all(one.op == "other" and not one.old for one in told)


def shares(told: Sequence[Said], texts: Sequence[tuple[str, ...]]) -> list[tuple[str, ...] | None]:
    """The new wording of each operation, None where it has none. Lines that only repeat where a unit stands (`Điều 27.
    Tên` above `2. …`) belong to none."""
    wanting = [at for at, one in enumerate(told) if (one.op in NEEDS or worded_by_hand(told)) and not one.text]
    found: list[tuple[str, ...] | None] = [(one.text,) if one.text else None for one in told]
    if not texts or not wanting:
        return found
    flat = [line for text in texts for line in text]
    if len(wanting) > 1:  # “…” on a line of its own: what stands between two units is left out
        flat = [line for line in flat if line.strip(" .…")]
    if len(wanting) == 1:
        found[wanting[0]] = tuple(_from_label(flat, told[wanting[0]]))
        return found
    starts = _starts([labelled(line) for line in flat], [told[at] for at in wanting])
    if None in starts and (
        divided := _divided(flat, [told[at] for at, one in zip(wanting, starts, strict=True) if one is None])
    ):
        flat = divided
        starts = _starts([labelled(line) for line in flat], [told[at] for at in wanting])
    if not any(start is not None for start in starts) and len(flat) == len(wanting):
        return [(flat[wanting.index(at)],) if at in wanting else one for at, one in enumerate(found)]
    alike = {(one.op, one.target.part or one.target.path[-1:]) for one in (told[at] for at in wanting)}
    if len(alike) == len(texts) == 1 and not any(starts):
        return [tuple(flat) if at in wanting else one for at, one in enumerate(found)]  # “điểm a khoản 3 các điều 5, 6”
    if None in starts and len(texts) == len(wanting):
        return [texts[wanting.index(at)] if at in wanting else one for at, one in enumerate(found)]
    known = sorted(start for start in starts if start is not None)
    for at, start in zip(wanting, starts, strict=True):
        if start is not None:
            end = next((other for other in known if other > start), len(flat))
            if told[at].target.part == "tên" and told[at].target.path[-1].kind == "Điều":
                end = start + 1
            found[at] = tuple(_trimmed([flat[start].lstrip('“"« '), *flat[start + 1 : end]], told, told[at]))
    missing = [at for at, start in zip(wanting, starts, strict=True) if start is None]
    if len(missing) == 1 and known and known[0] > 0:
        outer = told[missing[0]].target.path[:-1]
        left = [line for line in flat[: known[0]] if not any(opens(labelled(line), unit) for unit in outer)]
        found[missing[0]] = tuple(left) or None
    elif len(missing) == len(wanting):
        found[wanting[0]] = tuple(flat)
    return found


def left_out(told: Sequence[Said], texts: Sequence[tuple[str, ...]], line: Line) -> bool:
    """Whether a line behind new wording opens a unit the instruction names and the wording lacks: closed too early."""
    units = [one.target.path[-1] for one in told if one.op in NEEDS and one.target.path]
    lines = [labelled(text) for lines in texts for text in lines]
    return (
        len(units) > 1
        and bool(lines)
        and not like_instruction(line.rest)
        and any(opens(line, unit) and not any(opens(one, unit) for one in lines) for unit in units)
    )


def named_within(told: Sequence[Said], texts: Sequence[Text]) -> tuple[list[Said], list[Text]]:
    """Operations with their wording; what is put into a unit and bears a number is a unit of its own: `Bổ sung vào
    Điều 4 như sau: “18. …”`."""
    found: list[tuple[Said, Text]] = []
    for one, text in zip(told, texts, strict=True):
        path = one.target.path
        added = bool(path) and one.op == "append" and not one.target.part
        level, kind = INNER.get(path[-1].kind, ("", "")) if added else ("", "")
        lines = [labelled(line) for line in text or ()]
        if lines and added and opens(lines[0], path[-1]):
            one = one._replace(op="replace")  # “Khoản 3 Điều 5 được bổ sung thêm như sau: “3. …””: all of it
        starts = [at for at, line in enumerate(lines) if level and line.level == level]
        if text is None or starts[:1] != [0]:
            found.append((one, text))
            continue
        for start, end in pairwise([*starts, len(text)]):
            target = Target((*path, Unit(kind, lines[start].label)))
            found.append((one._replace(op="insert", target=target), text[start:end]))
    return [one for one, _ in found], [text for _, text in found]


def words_more(whole: Said, told: Sequence[Said], texts: Sequence[tuple[str, ...]]) -> bool:
    """Whether new wording holds units of a whole beside those that operations in it name."""
    path = whole.target.path
    level = INNER[path[-1].kind][0] if path and path[-1].kind in INNER else ""
    named = {one.target.path[len(path)].label for one in told if len(one.target.path) > len(path)}
    lines = (labelled(line) for text in texts for line in text)
    return any(line.level == level and line.label not in named for line in lines)


def _divided(flat: Sequence[str], told: Sequence[Said]) -> list[str]:
    """The lines with those parted that a copy glued: `… quy định.2. Căn cứ …`; empty when none is."""
    found = list(flat)
    for one in told:
        label = re.escape(one.target.path[-1].label) if one.target.path and not one.target.part else ""
        glued = re.compile(rf"(?<=[.;])\s?(?={label}[.)]\s?[{UPPER}])")
        for at, line in enumerate(found):
            if label and (cut := glued.search(line)):
                found[at : at + 1] = [line[: cut.start()], line[cut.end() :]]
                break
    return found if len(found) > len(flat) else []


def _starts(lines: Sequence[Line], told: Sequence[Said]) -> list[int | None]:
    """The line that each target begins at: searched onward from the one before, else from the top."""
    starts: list[int | None] = []
    place, whole_before = 0, Unit("", "")
    for one in told:
        path = one.target.path
        order = [at for at in (*range(place, len(lines)), *range(place)) if at not in starts]
        found = [at for at in order if path and opens(lines[at], path[-1])]
        outer = next((unit for unit in path[:-1] if unit.kind == whole_before.kind), whole_before)
        if outer != whole_before:  # “Điều 13 và khoản 1 Điều 14”: the article has a khoản 1 of its own
            level = "article" if outer.kind == "Điều" else "clause"
            end = next((at for at in range(place, len(lines)) if lines[at].level == level), len(lines))
            headed = end < len(lines) and opens(lines[end], outer)
            found = [at for at in found if (at > end if headed else place <= at < end)][headed - 1 :] or found
        starts.append(found[0] if found else None)
        place = found[0] + 1 if found else place
        whole_before = path[-1] if path and not one.target.part else Unit("", "")
    return starts


def opens(line: Line, unit: Unit) -> bool:
    """Whether a line of a quoted text begins a unit."""
    if unit.kind == "Điều":
        return (line.level == "article" and line.label == unit.label) or (
            line.level == "clause" and line.label == unit.label and whole(unit.label) is None
        )
    bare_label = unit.kind in ("khoản", "điểm", "tiết", "số thứ tự", "nhóm", "Mục")
    if bare_label and "." not in unit.label and line.level in ("clause", "point"):
        return line.label == unit.label
    bare = re.sub(r"(?<=\d\.)\s(?=\d)", "", line.text.lstrip("“\"‘«' ").lower())
    label = unit.label.lower()
    if unit.annexed:  # “Mẫu số 02”
        bare = re.sub(r"^(mẫu|biểu|bảng|phụ lục)\s+số(?=\s)", r"\1", bare)
    if unit.kind == "điểm" and "(" in label:
        return bare.startswith((label, label[label.index("(") :]))
    if bare_label and (bare == label or bare.startswith(tuple(f"{label}{sign}" for sign in " .)\t"))):
        return True
    return bare.startswith(f"{unit.kind.lower()} {label}") and not bare[len(f"{unit.kind} {label}") :][:1].isalnum()


def _from_label(flat: Sequence[str], one: Said) -> Sequence[str]:
    """The wording from the target's own label on, when only what it stands in is repeated before it."""
    path = one.target.path
    if len(path) < 2 or one.target.part:
        return flat
    lines = [labelled(line) for line in flat[:6]]
    for at, line in enumerate(lines):
        if opens(line, path[-1]):
            outer = [not above.level or any(opens(above, unit) for unit in path[:-1]) for above in lines[:at]]
            return flat[at:] if all(outer) and any(one.level for one in lines[:at]) else flat
    return flat


def _trimmed(flat: Sequence[str], told: Sequence[Said], one: Said) -> Sequence[str]:
    """Without the repeated heading of the next target's unit at the end."""
    outer = {unit for other in told for unit in other.target.path[:-1] if unit not in one.target.path}
    while len(flat) > 1 and any(opens(labelled(flat[-1]), unit) for unit in outer if unit.kind != "điểm"):
        flat = flat[:-1]
    closed = CLOSED.search(flat[-1]) if "\n".join(flat).count("”") > "\n".join(flat).count("“") else None
    return [*flat[:-1], flat[-1][: closed.start()].rstrip()] if closed else flat
