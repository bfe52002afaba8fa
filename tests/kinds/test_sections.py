"""Mục of administrative documents: in a chương as in a law, else numbered I, II (Decree 30/2020, Appendix I, Part I,
V, 6a and 6b)."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.writers.text import write_text
from tests.helpers import META, write_project

CHAPTERS = """# Chương. Quy định chung

## Mục. Phạm vi {#pham-vi}

### Điều. Phạm vi

Theo @doi-tuong.

## Mục. Đối tượng {#doi-tuong}

### Tiểu mục. Cá nhân

### Điều. Cá nhân

Theo @pham-vi./.
"""
PLAIN = """## Mục. Sự cần thiết

1. Một.

2. Hai.

## Mục. Nội dung

Ba./.
"""


@pytest.mark.parametrize("kind", ["regulation", "decision", "provisions", "plan"])
def test_a_muc_within_a_chapter_is_set_as_in_a_law_and_elsewhere_in_roman_numerals(kind: str, tmp_path: Path) -> None:
    def printed(body: str) -> list[str]:
        path = write_project(tmp_path, body, META.replace("loai: decree", f"loai: {kind}"))
        made = Session(open_project(tmp_path, None)).read(path)
        return write_text(made.bound, made.frame).split("\n")

    lines = printed(CHAPTERS)
    at = lines.index("Mục 1")
    assert lines[at : at + 9] == [
        "Mục 1",
        "PHẠM VI",
        "Điều 1. Phạm vi",
        "Theo Mục 2 Chương này.",
        "Mục 2",
        "ĐỐI TƯỢNG",
        "Tiểu mục 1",
        "CÁ NHÂN",
        "Điều 2. Cá nhân",
    ]
    lines = printed(PLAIN)
    assert "I. SỰ CẦN THIẾT" in lines
    assert "II. NỘI DUNG" in lines
