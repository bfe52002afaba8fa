"""Plain text for those who read it; what is compared keeps what was typed."""

from __future__ import annotations

from pathlib import Path

from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.writers.text import write_text


def test_formulas_of_a_decree_are_words_in_the_text_that_people_download(tmp_path: Path) -> None:
    """The text of a draft decree held `$$T = \\frac{S - X}{S}$$`, that of a release was read as people do."""
    (tmp_path / "content").mkdir()
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    path = tmp_path / "content/nghi-dinh.md"
    path.write_text(
        "---\nloai: Nghị định\nten_goi: Về nước\n---\n### Điều. Tỷ lệ\n1. Tính theo $x_0 < y^2$, khí CO~2~:\n\n"
        "$$ T = \\frac{S - X}{S} $$\n",
        encoding="utf-8",
    )
    session = Session(open_project(tmp_path, None))
    made = session.read(path)
    text = session.files(made, "txt")["txt"].decode()
    assert "T = (S − X)/S" in text
    assert "x_0 < y², khí CO₂" in text
    assert "$" not in text
    assert "$$T = \\frac{S - X}{S}$$" in write_text(made.bound, made.frame, public=False)
