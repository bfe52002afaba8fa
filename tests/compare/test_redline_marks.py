"""A redline marks what was changed and nothing else, also where paragraphs repeat."""

from __future__ import annotations

import copy
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from draftkit.compare.compare import compare
from draftkit.compare.values import View
from draftkit.redline.redline import Redline, redline
from draftkit.word.package import zip_bytes
from tests.compare.oracle import paragraphs
from tests.compare.typed import DEEDS, DOCUMENT, SORTS, decree, marks, numbered, places, typed
from tests.helpers import word_side
from tests.judge import word_faults


def marked(old: list[str], new: list[str]) -> Redline:
    """The redline of two typed files, true both ways."""
    before, after = typed(old), typed(new)
    found = redline(before, after)
    assert paragraphs(found.parts[DOCUMENT], "accept") == paragraphs(after[DOCUMENT], "accept")
    assert paragraphs(found.parts[DOCUMENT], "reject") == paragraphs(before[DOCUMENT], "accept")
    return found


def reported(old: list[str], new: list[str]) -> int:
    """How many changes `draftkit diff` reports on two typed files; moved and reworded are two."""
    sides = [word_side(zip_bytes(typed(lines)), "x") for lines in (old, new)]
    return sum(len(change.kinds) for change in compare(*sides).shown(View.DETAILS))


def reworded(line: str) -> str:
    """Another word near the end."""
    first, _, last = line.rpartition(" ")
    assert first
    return f"{first.rpartition(' ')[0]} khác {last}"


def test_like_lines_with_some_reworded_and_some_new() -> None:
    old = [SORTS[at % 5] for at in range(400)]
    new = [reworded(line) if at in (17, 102, 204, 391) else line for at, line in enumerate(old)]
    new.insert(300, "Tổ chức, cá nhân chịu trách nhiệm về hồ sơ.")
    new.insert(50, SORTS[2])
    assert reported(old, new) == 6
    assert places(marked(old, new).parts[DOCUMENT]) <= 10
    assert marks(marked(old, new).parts[DOCUMENT]) <= 12


def test_many_like_lines_with_many_changed() -> None:
    old = [SORTS[at % 5] for at in range(5000)]
    new = [reworded(line) if at % 50 == 2 else line for at, line in enumerate(old)]
    assert marks(marked(old, new).parts[DOCUMENT]) <= 200


def test_identical_lines_with_two_changed() -> None:
    old = [SORTS[0]] * 320
    new = [reworded(line) if at in (100, 200) else line for at, line in enumerate(old)]
    assert marks(marked(old, new).parts[DOCUMENT]) == 4


def test_rows_of_a_long_table() -> None:
    old = [f"| {SORTS[at % 5]} | {at % 7}0% |" for at in range(2000)]
    new = [line.replace("0%", "5%") if at % 50 == 3 else line for at, line in enumerate(old)]
    assert marks(marked(old, new).parts[DOCUMENT]) == 80


@pytest.mark.parametrize("articles", [20, 200])
def test_two_rewordings_in_a_decree_of_repeated_paragraphs(articles: int) -> None:
    old = decree(articles)
    new = copy.deepcopy(old)
    new[3][1] = reworded(new[3][1])
    new[articles - 5][2] = reworded(new[articles - 5][2])
    assert marks(marked(numbered(old), numbered(new)).parts[DOCUMENT]) == 4


def edited(seed: int) -> tuple[list[str], list[str]]:
    """A decree, and what one to five deeds made of it."""
    rng = random.Random(seed)
    articles = decree(rng.randrange(4, 12))
    old = numbered(articles)
    for _ in range(rng.randrange(1, 6)):
        rng.choice(DEEDS)(articles, rng)
    return old, numbered(articles)


def test_any_edits_are_marked_at_most_three_times_each() -> None:
    total = all_marks = 0
    for seed in range(int(os.environ.get("DRAFTKIT_FUZZ", "0")) or 100):
        old, new = edited(seed)
        found, count = marked(old, new), reported(old, new)
        total, all_marks = total + count, all_marks + marks(found.parts[DOCUMENT])
        assert places(found.parts[DOCUMENT]) <= 3 * count, seed
    assert all_marks <= 3 * total  # 2.97 over 500: an article that moved is one change, marked at each paragraph


@pytest.mark.shared
def test_any_edits_make_valid_files_that_say_both_texts(shared: Path, tmp_path: Path) -> None:
    made: list[Path] = []
    for seed in range(0, 500, 25):
        files = [tmp_path / f"{seed}-{name}.docx" for name in ("cu", "moi", "redline")]
        old, new = edited(seed)
        for file, parts in zip(files, (typed(old), typed(new), marked(old, new).parts), strict=True):
            file.write_bytes(zip_bytes(parts))
        judged([shared / "tools/redline_oracle.py", "check", *files])
        made.append(files[2])
    assert word_faults(shared, *made) == []


def judged(command: list[Path | str]) -> None:
    """Run a judge that shares nothing with the project."""
    done = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_number_that_follows_a_move_is_no_mark() -> None:
    old = decree(6)
    new = [old[0], *old[2:5], old[1], old[5]]
    text = marked(numbered(old), numbered(new)).parts[DOCUMENT].decode()
    assert "Điều 2. Trách nhiệm thực hiện 1</w:t>" in text
    assert "Điều 5. Trách nhiệm thực hiện 1</w:t>" in text
