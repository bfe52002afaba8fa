"""Formulas: LaTeX to equations of Word, and back."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from draftkit.importers.formulas import latex
from draftkit.word.equations import equation, equations
from draftkit.word.mathml import mathml
from draftkit.word.omml import linear as as_text
from draftkit.word.omml import parts, parts_in
from tests.conftest import CHECKOUT
from tests.helpers import each

M_NS = "http://schemas.openxmlformats.org/officeDocument/2006/math"

LETTERS = dict(
    line.split("\t") for line in (Path(__file__).parent / "formulas.tsv").read_text(encoding="utf-8").splitlines()
)
"""Formulas of the samples and of their sort, and what Pandoc 3.9 showed in Word for each: letters and structures."""


def shown(omml: str) -> str:
    return "".join(
        unescape(match[1] or "") or f"[{match[2]}]"
        for match in re.finditer(
            r"<m:t>([^<]*)</m:t>|<m:(f|rad|nary|d|acc|bar|m|sSub|sSup|sSubSup|limLow|limUpp)>", omml
        )
    )


@each(LETTERS)
def test_word_shows_what_it_showed(tex: str) -> None:
    assert shown(equation(tex)) == LETTERS[tex]


def test_formulas_of_the_samples_are_among_them() -> None:
    found = set()
    for path in (CHECKOUT / "content").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        found |= {match.strip() for match in re.findall(r"\$\$ (.+?) \$\$", text)}
    assert found
    assert found - set(LETTERS) == set()


def test_limits_stand_where_word_puts_them() -> None:
    """Below and above a sum also within a fraction, beside an integral: pages are as high as those of Word."""
    root = f'<m:oMath xmlns:m="{M_NS}">{{}}</m:oMath>'
    sorts = [parts(root.format(equation(tex)))[0][0] for tex in (r"\sum_{k=1}^{n} a", r"\int_{a}^{b} x", "x_{1}^{2}")]
    assert sorts == ["limits", "attach", "attach"]
    assert as_text(parts(root.format(equation(r"\sum_{k=1}^{n} a")))).startswith("∑_(k=1)")


@each(LETTERS)
def test_a_formula_comes_home(tex: str) -> None:
    """Read from the Word file, it shows the same again."""
    omml = equation(tex).replace("<m:oMath>", f'<m:oMath xmlns:m="{M_NS}">', 1)
    again = latex([omml])[omml]
    assert re.sub(r"\[\w+\]", "", shown(equation(again))) == re.sub(r"\[\w+\]", "", shown(omml))


@pytest.mark.parametrize("alone", ["‾", "¯"])
def test_an_accent_is_the_same_as_an_office_program_writes_it(alone: str) -> None:
    made = equation(r"\bar{C} \hat{x} \tilde{y} \check{q} \grave{e} \dot{x}")
    saved = made.translate(str.maketrans("\u0305\u0302\u0303\u030c\u0300\u0307", f"{alone}^~ˇ`˙"))
    assert saved != made
    one, other = (text.replace("<m:oMath>", f'<m:oMath xmlns:m="{M_NS}">', 1) for text in (made, saved))
    assert latex([one])[one] == latex([other])[other]
    assert parts_in(ElementTree.fromstring(one)) == parts_in(ElementTree.fromstring(other))


@pytest.mark.parametrize(
    "tex",
    [
        "",
        " ",
        "{}",
        r"\frac{a",
        r"x_{a",
        "a}",
        "a^",
        r"\foo{x}",
        r"\ce{H2O}",
        r"50% hoặc",  # LaTeX would drop what follows the sign
        "x & y",
        r"\begin{x} a \end{x}",
        r"b\dfrac,",  # a fraction without its lower part
        r"\rule{1em}{2em}",  # says letters that would not be shown
        r"\href{javascript:alert(1)}{x}",
        r"\color{red}{x}",
        "{" * 200 + "a" + "}" * 200,
        "a" * 5000,
    ],
)
def test_what_is_not_read_whole_is_no_formula(tex: str) -> None:
    assert equations([tex]) == {}
    assert mathml(tex) == ""


def test_what_an_import_would_lose_is_missing() -> None:
    """A sign that no LaTeX of ours can say is not dropped: the equation is missing, and the import tells it."""
    lost = f'<m:oMath xmlns:m="{M_NS}"><m:r><m:t>a$b</m:t></m:r></m:oMath>'
    assert latex([lost]) == {}


def test_a_sum_under_a_root_is_a_sign() -> None:
    assert shown(equation(r"\sqrt\sum x")) == "[rad]∑x"
