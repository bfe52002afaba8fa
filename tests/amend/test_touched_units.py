"""Units of one decree after one instruction each, as careful reading expects them (`cases/units.txt`): the instruction,
then every unit it touches, or must not touch."""

from __future__ import annotations

import re
from pathlib import Path

from draftkit.amending.apply import apply_operations
from draftkit.amending.lines import lines_of
from draftkit.amending.read import read_act
from draftkit.amending.rows import rows_of
from draftkit.amending.tree import Tree
from draftkit.law.amending.instruction import read_instruction
from tests.helpers import each

BASE, TEXT = (Path(__file__).parent / "cases/units.txt").read_text(encoding="utf-8").split("======\n")
CASES = [case for case in re.split(r"\n(?=[^=])", TEXT.strip()) if not case.startswith("#")]
HEAD = "15/2026/NĐ-CP\nĐiều 1. Sửa đổi, bổ sung một số điều của Nghị định số 12/2020/NĐ-CP\n1. "
TAIL = "\nĐiều 2. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.\n"
UNITS = re.compile(r"= (?P<unit>[^:,]+)(?:, (?P<some>lines|last) (?P<count>\d+))?: (?P<text>.*)")


def test_there_are_enough_of_them() -> None:
    assert TEXT.count("\n= ") >= 120


@each(CASES, lambda case: case.split("\n")[0])
def test_a_unit_reads_as_careful_reading_expects(case: str) -> None:
    instruction, *units = case.split("\n")
    reading = read_act(HEAD + instruction.replace(" ⏎ ", "\n") + TAIL)
    applied = apply_operations(rows_of(lines_of(BASE)), reading.operations)
    assert [str(one.message) for one in applied.outcomes if one.status == "not done"] == []
    assert not reading.residue
    tree = Tree(applied.rows)
    for line in units:
        found = UNITS.fullmatch(line)
        assert found, line
        node = tree.find(read_instruction(found["unit"]).places[0].target.path)
        texts = [row.text for row in applied.rows[node.start : node.end]] if node else []
        if not node and found["text"].endswith("(được bãi bỏ)"):
            texts = [row.text for row in applied.rows if row.text == found["text"]]
        count = int(found["count"] or 0)
        texts = texts[-count:] if found["some"] == "last" else texts[: count or None]
        assert " ⏎ ".join(texts) == found["text"]
