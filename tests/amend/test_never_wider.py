"""What an instruction says in words that nobody understands is never done to the unit that holds what is meant."""

from __future__ import annotations

from itertools import combinations

import pytest

from draftkit.amending.operation import Operation
from draftkit.law.amending.placed import ARTICLE, Unit
from tests.amend.test_read import act

WAY = (
    ("Phụ lục", "II"), ("Phần", "B"), ("Chương", "I"), ("Mục", "2"), ("Điều", "5"), ("khoản", "4"), ("điểm", "c"),
    ("tiết", "2"),
)  # fmt: skip
STRANGE = (
    "", "ô thứ ba", "dấu hoa thị", "vế thứ hai", "(ý hai)", "(phần chữ in nghiêng)", "biểu đồ 3", "mức phí",
    "nhóm từ cuối", "nội dung hướng dẫn",
)  # fmt: skip
SAID = ("Bãi bỏ {}.", "{} bị bãi bỏ.", "Thay thế {} như sau:", "{} được sửa đổi như sau:", "Bỏ cụm từ “A” tại {}.")


def ways() -> list[tuple[Unit, ...]]:
    """Ways to a provision, outermost first, that name it without doubt."""
    found = [tuple(Unit(*WAY[at]) for at in some) for size in (2, 3, 4) for some in combinations(range(len(WAY)), size)]
    return [way for way in found if way[0].rank <= ARTICLE]


def done(
    way: tuple[Unit, ...], at: int, strange: str, joint: str, said: str, outer_first: bool = False
) -> tuple[str, list[Operation]]:
    """A line that names a provision, a strange word before the unit at a place, and what is read as done by it."""
    names = [str(unit) for unit in (way if outer_first else reversed(way))]
    names[at:at] = [strange] if strange else []
    line = said.format(joint.join(names))
    line = line[0].upper() + line[1:]
    lines = (f"1. {line}", "“Lời mới.”.") if line.endswith(":") else (f"1. {line}",)
    return line, [one for one in act(*lines).operations if one.op != "other"]


@pytest.mark.parametrize("joint", [" ", ", "])
@pytest.mark.parametrize("strange", STRANGE)
def test_a_part_that_is_not_understood_never_makes_the_change_wider(strange: str, joint: str) -> None:
    tried = 0
    for number, way in enumerate(ways()[STRANGE.index(strange) % 4 :: 4]):
        if joint != " " and len(way) == 2 and way[1].rank <= ARTICLE and way[0].annexed:
            continue  # “Điều 5, Phụ lục II” are two
        at, said = number % (len(way) if strange else 1), SAID[number % len(SAID)]
        line, operations = done(way, at, strange, joint, said)
        tried += 1
        for one in operations:
            assert one.target[-1:] == way[-1:], line
            assert not strange or at, line
    assert tried > 20


@pytest.mark.parametrize("joint", [" ", ", "])
@pytest.mark.parametrize("said", SAID)
def test_a_unit_before_the_one_that_it_holds_or_stands_in_is_never_left_out(said: str, joint: str) -> None:
    """“Mục 2, Điều 4” of old acts is khoản 2 of it; of “Chương I, Mục 2, Điều 4” nobody can tell."""
    for way in ways()[SAID.index(said) % 3 :: 3]:
        if any(unit.annexed for unit in way) and joint != " ":
            continue  # a list: annexes stand behind the articles, and before them
        line, operations = done(way, 0, "", joint, said, outer_first=True)
        narrow = [(Unit("Điều", "5"), Unit("Mục", "2"))]
        assert all(one.target[-1:] == way[-1:] or one.target[-2:] in narrow for one in operations), line


def test_what_is_understood_is_done() -> None:
    told = {joint: [done(way, 0, "", joint, "Bãi bỏ {}.")[1] for way in ways()] for joint in (" ", ", ")}
    assert all(len(one) == 1 for one in told[" "])
    assert sum(len(one) == 1 for one in told[", "]) > 0.9 * len(told[", "])
