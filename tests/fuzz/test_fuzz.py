"""A few spoilt files of each sort in CI; `make fuzz` tries many: `python -m tests.fuzz.run`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fuzz import judge
from tests.fuzz.sorts import SORTS, Project, one


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    before = Path.cwd()
    yield Project(tmp_path_factory.mktemp("fuzz"))
    os.chdir(before)


@pytest.mark.slow
@pytest.mark.parametrize("sort", SORTS)
def test_spoilt_files(project: Project, sort: str) -> None:
    wrong = [fault for number in range(12) if (fault := one(project, sort, number))]
    assert not wrong, "\n".join(wrong)


def test_the_judge_misses_a_word_that_is_not_printed() -> None:
    source = "---\nloai: decree\n---\n1. Cơ sở **phải** báo cáo.\n\n| Chất | Mức |\n|---|---|\n| A | {{ x }} hai |\n"
    printed = "Cơ sở phải\nbáo cáo.\nChất\nMức\nA\n5 hai\n"
    assert not judge.untold(source, printed, set())
    assert judge.untold(source, printed.replace("phải", ""), set()) == ["4: Cơ sở **phải** báo cáo."]
    assert judge.untold(source, printed.replace("Mức", ""), set()) == ["6: Mức"]
    assert not judge.untold(source, printed.replace("Mức", ""), {8})


def test_the_judge_knows_metadata_behind_a_line_with_signs_that_are_not_seen() -> None:
    assert not judge.untold("--\u202e-\n# lời ghi\nloai: decree\n---\u200b\nNội dung.\n", "Nội dung.", set())


def test_the_judge_knows_mark_up_with_signs_in_it_that_are_not_seen() -> None:
    assert not judge.untold(
        "##\u202e . **màng trắng** (*blank filter*) {#mang}\u200b\n", "màng trắng (blank filter)", set()
    )


def test_the_judge_asks_no_words_of_a_block_whose_end_has_more_signs_than_its_beginning() -> None:
    assert not judge.untold("Lời.\n\n```tientrinh cac-buoc.yaml\n``````\n\nHết.\n", "Lời. Hết.", set())
