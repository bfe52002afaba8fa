"""New wording as the rows that stand in the base: its label as the base writes it, the old one where it has none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftkit.amending.lines import labelled
from draftkit.amending.rows import Row, rows_of_wording
from draftkit.amending.shares import opens
from draftkit.amending.tree import Node
from draftkit.law.amending.placed import Unit
from draftkit.law.units import REPEALED
from draftkit.model.numeral import whole


def heading(unit: Unit, rest: str) -> str:
    """The first row of a unit: `5. rest`, `a) rest`, `Điều 5. rest`."""
    if unit.kind == "Điều":
        return f"Điều {unit.label}. {rest}".rstrip()
    if unit.kind == "khoản":
        return f"{unit.label}. {rest}".rstrip()
    if unit.kind in ("điểm", "tiết"):
        label = unit.label
        if "(" in label:
            return f"{label[label.index('(') :]} {rest}".rstrip()
        sign = "" if "." in label else "." if whole(label[:1]) is not None else ")"
        return f"{label}{sign} {rest}".rstrip()
    entry = unit.kind in ("số thứ tự", "nhóm")
    return f"{unit.label if entry else unit} {rest}".rstrip()


def bare(text: str, unit: Unit) -> str | None:
    """What a row says after the label of a unit; None when it does not open that unit."""
    line = labelled(text)
    if not opens(line, unit):
        return None
    if line.level and line.label == unit.label:
        return line.rest
    label = re.escape(unit.label.split("(")[-1].rstrip(")"))
    return re.sub(rf"^\W*(?:{unit.kind}\s+)?{label}\s*[.):]?\s*", "", text, flags=re.IGNORECASE)


def wording_rows(unit: Unit, texts: Sequence[str], old: Node | None, rows: Sequence[Row]) -> tuple[list[Row], bool]:
    """The rows of a unit's new wording; and whether its label had to be set right."""
    if not texts:
        return [], False
    given = rows_of_wording(texts)
    if unit.kind in ("Chương", "Mục", "Phần", "Tiểu mục", "Phụ lục", "Mẫu", "Bảng", "số thứ tự", "nhóm"):
        return given, False
    first = given[0]  # which parts “Điều 14. 1. Lời” in two
    rest = bare(first.text, unit)
    kind = unit.kind if unit.kind in ("Điều", "khoản", "điểm", "tiết") else ""
    if rest is not None:
        own = first.text.strip()
        like = old is not None and _sign(own, unit) == _sign(rows[old.start].text, unit) != ""  # “3- Lời”
        text = own if like or "." in unit.label else heading(unit, rest)
        return [Row(text, kind, unit.label), *given[1:]], text != own
    if unit.kind == "Điều":
        kept = rows[old.start].text if old else heading(unit, "")
        return [Row(kept, kind, unit.label), *given], True
    if first.kind and first.kind == unit.kind:  # a wrong number in front: the instruction says which unit it is
        return [Row(heading(unit, labelled(texts[0]).rest), kind, unit.label), *given[1:]], True
    return [Row(heading(unit, texts[0]), kind, unit.label), *given[1:]], True


def _sign(text: str, unit: Unit) -> str:
    """What stands between the number of a unit and its text."""
    found = re.match(rf"(?:Điều\s+)?{re.escape(unit.label)}([\W_]+)", text)
    return found[1] if found else ""


def name_rows(unit: Unit, texts: Sequence[str]) -> list[Row]:
    """The heading of a unit that gets another name."""
    if unit.kind == "Điều":
        rest = bare(texts[0], unit)
        return [Row(heading(unit, texts[0] if rest is None else rest), unit.kind, unit.label)]
    first = labelled(texts[0])
    if bare(first.text, unit) is None:
        texts = (str(unit), *texts)
    return [Row(texts[0], unit.kind, unit.label), *(Row(text, title=True) for text in texts[1:])]


def repealed(unit: Unit, was: str) -> Row:
    """What stands where a unit was: its number as the base writes it (`II.`, `2-`), and that it was repealed."""
    kept = ("Phần", "Chương", "Mục", "Tiểu mục", "Phụ lục", "Điều", "khoản", "điểm", "tiết")
    sign = "" if unit.kind == "Điều" else _sign(was, unit).rstrip()
    text = f"{unit.label}{sign} {REPEALED}" if sign else heading(unit, REPEALED)
    return Row(text, unit.kind if unit.kind in kept else "", unit.label)
