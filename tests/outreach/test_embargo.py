"""Made before its time, every file of every kind says so: all formats there are, each page and each picture."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from draftkit.files.cache import default_cache
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.tree import Occasion
from draftkit.plugins import behaviour
from draftkit.writers.formats import PDF_WORD
from tests.conftest import CHECKOUT
from tests.outreach.marks import LINE, shown, unmarked

GATED = [kind.name for kind in Session(open_project(CHECKOUT, None)).kinds() if behaviour(kind).gate]
CHART = "\n::: bieu-do-cot\n| Năm | Tỷ lệ |\n|---|---|\n| 2026 | 3% |\n| 2027 | 4% |\n\nNguồn: Bộ X.\n:::\n"
EARLY, LATE = "2027-01-05T02:59+00:00", "2027-01-05T03:00+00:00"


def made(root: Path, path: Path, now: str, *left_out: str) -> dict[str, bytes]:
    """Every file of a document at a time, by what its name ends with, but for some forms."""
    session = Session(open_project(root, default_cache()), Occasion(now))
    document = session.read(path)
    forms = [name for name in session.formats(document) if name not in (PDF_WORD, *left_out)]
    return {end: data for name in forms for end, data in session.files(document, name).items()}


@pytest.mark.parametrize("kind", GATED)
def test_every_file_of_every_kind_says_that_it_is_early(kind: str, tmp_path: Path) -> None:
    shutil.copytree(CHECKOUT / "templates" / kind / "sample", tmp_path / "content/bai")
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    path = tmp_path / "content/bai/draft.md"
    text = path.read_text(encoding="utf-8").replace("---\n", "---\ncam_cong_bo: 2027-01-05 10:00 Asia/Ho_Chi_Minh\n", 1)
    path.write_text(text.replace("\ndu_thao:", "\n# du_thao:") + CHART, encoding="utf-8")
    early = made(tmp_path, path, EARLY)
    assert {"docx", "pdf", "html", "txt", "eml"} <= set(early)
    assert any(end.endswith("png") for end in early)
    wrong = [f"{end}: {place}" for end, data in early.items() for place in unmarked(end, data, early)]
    assert wrong == []
    late = made(tmp_path, path, LATE, "png", "in")  # the page as a picture, and the sheet with more around it
    assert [end for end, data in late.items() if LINE in shown(end, data)] == []
