"""Instructions read into operations: `cases/instructions.txt` holds each with what a lawyer reads in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.law.amending.instruction import read_instruction
from draftkit.law.amending.placed import Said
from tests.helpers import each

CASES = (Path(__file__).parent / "cases/instructions.txt").read_text(encoding="utf-8").strip().split("\n\n")


def shown(one: Said) -> str:
    """An operation in the notation of the cases."""
    told = f"{one.op}: {' / '.join(map(str, one.target.path)) or '—'}"
    told += f" [{one.target.part}]" if one.target.part else ""
    told += f" ({one.act.key})" if one.act else ""
    told += f" > {' / '.join(map(str, one.after))}" if one.after else ""
    told += f" < {' / '.join(map(str, one.before))}" if one.before else ""
    if one.old is not None or one.new is not None:
        told += f" “{one.old or ''}” → “{one.new or ''}”" + (f" {one.beside}" if one.beside else "")
    return told


@each(CASES, lambda case: case.split("\n")[0])
def test_an_instruction_says_these_operations(case: str) -> None:
    instruction, *expected = case.split("\n")
    assert [shown(one) for one in read_instruction(instruction).operations] == [line.strip() for line in expected]


@pytest.mark.parametrize(
    "text",
    [
        "Giấy phép được sửa đổi, bổ sung trong các trường hợp sau đây",
        "Nghị định này thay thế Nghị định số 10/2010/NĐ-CP ngày 01 tháng 02 năm 2010 của Chính phủ",
        "Cơ quan cấp giấy phép có quyền sửa đổi, bổ sung, gia hạn, cấp lại giấy phép",
    ],
)
def test_a_rule_that_speaks_of_changes_is_no_clean_instruction(text: str) -> None:
    instruction = read_instruction(text)
    assert instruction.subject or instruction.words


@pytest.mark.parametrize(
    "text",
    [
        "Sửa đổi, bổ sung Điều 7. Khung nhuận bút",
        "Sửa đổi Điều 12. Ưu đãi đầu tư",
        "Sửa đổi khoản 3 Điều 4 Quyết định số 12/2015/QĐ-UBND của Ủy ban nhân dân tỉnh về thu phí",
    ],
)
def test_names_leave_nothing_that_nobody_understood(text: str) -> None:
    instruction = read_instruction(text)
    assert len(instruction.operations) == 1
    assert instruction.words == ()
