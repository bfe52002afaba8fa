"""Blocks between lines of ```, as the scanner, editors, reviews and amendments read them."""

from __future__ import annotations

import pytest

from draftkit.readers.fence import TABLE, fence_at


@pytest.mark.parametrize(
    ("text", "named", "argument"),
    [
        ("```bang so-lieu.csv\n```", "bang", "so-lieu.csv"),
        ("  ```{bảng} Số liệu 2026.csv {#bang-1 .dung}\nrong: [1, 2]\n  ```", "bảng", "Số liệu 2026.csv"),
        ("````hanghoa danh-muc.csv\n```\n````", "hanghoa", "danh-muc.csv"),
    ],
)
def test_the_head_of_a_block_says_what_it_is_and_which_file(text: str, named: str, argument: str) -> None:
    block = fence_at(text.split("\n"), 0)
    assert block is not None
    assert block.inner is not None
    assert (block.name, block.argument) == (named, argument)
    assert (block.name in TABLE) == named.startswith("b")


def test_settings_within_a_quotation_are_read_without_its_signs() -> None:
    lines = "> 2. Bảng sau:\n> ```bang muc-phi.csv\n> ten: Mức phí\n> rong:\n>   - 10\n>   - 20\n> ```\n> Hết.".split(
        "\n"
    )
    block = fence_at(lines, 1)
    assert block is not None
    assert block.options() == {"ten": "Mức phí", "rong": [10, 20]}
    assert block.inner == ["ten: Mức phí", "rong:", "  - 10", "  - 20"]


def test_a_block_that_is_never_closed_has_no_lines_and_no_settings() -> None:
    block = fence_at(["```bang so-lieu.csv", "ten: Bảng", "Điều 2."], 0)
    assert block is not None
    assert block.inner is None
    assert block.options() == {}
    assert fence_at(["```", "text", "```"], 0) is None
