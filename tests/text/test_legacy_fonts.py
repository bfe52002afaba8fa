"""Which code a font shows, by its name."""

from __future__ import annotations

import pytest

from draftkit.text.legacy import TCVN3, VNI, code_of_font


@pytest.mark.parametrize(
    ("font", "code"),
    [
        (".VnTime", TCVN3),
        (".VNTIME", TCVN3),
        ("VnArial", TCVN3),
        ("VNI-Times", VNI),
        ("VNtimes new roman", VNI),
        ("VNF-Futura", ""),
        ("Times New Roman", ""),
    ],
)
def test_fonts_of_old_codes_are_told_from_fonts_of_unicode(font: str, code: str) -> None:
    assert code_of_font(font) == code
