"""How a technical regulation in Word is set (Circular 26/2019/TT-BKHCN, Điều 13): one fault at a time in a file as it
is built, which itself has none."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest

from draftkit.checks.word.check import WordChecker
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.word.package import zip_bytes
from tests.conftest import CHECKOUT
from tests.helpers import parts


@cache
def _built() -> dict[str, bytes]:
    return parts(Session(open_project(CHECKOUT, None)).read(CHECKOUT / "templates/qcvn/sample/draft.md").docx())


Change = Callable[[str, str], str]


def _told(checker: WordChecker, change: Change) -> set[str]:
    file = {
        name: change(name, body.decode()).encode() if name.endswith(".xml") else body for name, body in _built().items()
    }
    found = checker.check(zip_bytes(file), "quy-chuan.docx").findings
    return {finding.rule for finding in found if finding.rule.startswith("DK-W")}


def _in_styles(id: str, pattern: str, text: str) -> Change:
    """The style with this id with something in it replaced."""
    style = re.compile(rf'<w:style [^>]*w:styleId="{id}".*?</w:style>', re.DOTALL)
    return lambda name, body: (
        style.sub(lambda found: re.sub(pattern, text, found[0]), body) if "styles" in name else body
    )


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("", lambda name, body: body),
        ("DK-W701", lambda name, body: body.replace("Arial", "Times New Roman")),
        ("DK-W702", lambda name, body: re.sub(r'<w:sz(Cs)? w:val="2[4-8]"', r'<w:sz\1 w:val="22"', body)),
        ("DK-W703", lambda name, body: re.sub(r"<w:headerReference[^>]*/>", "", body)),
        ("DK-W703", _in_styles("SoHieuDau", r"<w:b( [^>]*)?/>", "")),
        ("DK-W704", lambda name, body: body.replace("<w:evenAndOddHeaders/>", "")),
        ("DK-W704", _in_styles("SoHieuDauChan", r'w:jc w:val="\w+"', 'w:jc w:val="center"')),
        ("DK-W705", lambda name, body: re.sub(r"<w:footerReference[^>]*/>", "", body)),
        ("DK-W705", _in_styles("SoTrang", r'w:jc w:val="\w+"', 'w:jc w:val="right"')),
        ("DK-W705", lambda name, body: body.replace("<w:titlePg/>", "")),
    ],
)
def test_one_fault_in_the_look_of_a_regulation_is_told(checker: WordChecker, rule: str, change: Change) -> None:
    assert _told(checker, change) == ({rule} if rule else set())
