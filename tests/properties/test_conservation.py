"""Conservation from the source on: every letter, digit and sign of a source is printed, or is named mark-up, or stands
on a line with a finding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draftkit.checks.catalogue import all_rules
from draftkit.checks.rule import Subject
from draftkit.checks.rules import conserved
from draftkit.checks.rules.conserved import _text, not_printed
from draftkit.library.document import Document
from draftkit.library.project import documents, open_project
from draftkit.library.session import Session
from draftkit.model.inline import plain
from draftkit.model.printed import Item
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.writers.text import write_text
from tests.checks.case_files import found_by
from tests.helpers import document
from tests.owed import letters, owed
from tests.properties.test_reading import soups, texts

ROOT = Path(__file__).parents[2]
QUICK = settings(max_examples=60, deadline=None)
_RULES = tuple(all_rules())


def must_print(text: str, findings: set[int]) -> Counter[str]:
    """Letters, digits and signs that a source owes its reader, lines with findings left out."""
    lines = (line for number, line in enumerate(owed(text).split("\n"), 1) if number not in findings)
    return Counter(letters("".join(lines)))


def lost(made: Document, text: str, above: int = 0) -> Counter[str]:
    """What is owed and not printed."""
    lines = text.split("\n")
    findings = set()
    for finding in found_by(_RULES, made.bound, made.frame):
        line = finding.span.line - above
        findings.add(line)
        while finding.rule == "DK-R006" and line < len(lines) and lines[line].strip():  # a note has several lines
            line += 1
            findings.add(line)
    assert not list(not_printed.check(Subject(made.bound, made.frame)))  # told by another rule, if at all
    frame = "".join((*made.frame.texts(), *(plain(base) for base in made.frame.bases)))
    printed = Counter(write_text(made.bound, made.frame, public=False).casefold()) - Counter(frame.casefold())
    return must_print(text, findings) - printed


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("conservation")


def read_body(folder: Path, text: str) -> tuple[Document, int]:
    made = document(folder, text)
    return made, made.bound.draft.source.parts[0].offset


@QUICK
@given(text=texts() | soups().map(lambda soup: "x\n\n" + soup))
def test_no_letter_of_any_mix_of_marks_is_lost_without_a_finding(folder: Path, text: str) -> None:
    made, above = read_body(folder, text)
    assert not lost(made, text, above)


CONSTRUCTS = (
    "*ab* **cd** ***ef*** *gh **ij** kl*",
    "ab*cd*ef và gh**ij**kl, 4*6*8, 5 * 3 * 2",
    "_ab_ __cd__ ab_cd_ef",
    "*ab **cd* ef**",
    "**ab*cd**",
    "`ab` ``cd ` ef``",
    "~~ab~~ ~cd~ ^ef^",
    "[ab](https://ab.vn) [cd][ef] [gh] [ij]()",
    '[ab](<b c> "de") [f](g h)',
    "[ab *cd*](https://ef.vn/a_(b)) [gh [ij](https://k.vn) lm](https://n.vn)",
    "[ab]: https://cd.vn 'ef'",
    "![ab](cd.png) ef ![gh](ij.png)",
    "![ab](cd",
    "<https://ab.vn> <ab@cd.vn>",
    "<div>\nab <b>cd</b>\n</div>",
    "<!-- ab cd -->",
    "<table>\n<tr><td>ab</td></tr>\n</table>",
    "&nbsp;ab &copy; cd &#35; ef &unknown;",
    "\\*ab\\* \\# \\[cd\\] \\ef \\\\",
    "ab\\\ncd",
    "ab  \ncd",
    "ab\\",
    "ab\n===\ncd\n---",
    "---\n\n***\n\n___",
    "# ab\n\n## cd ##\n\n#ef\n\n####### gh",
    "    ab\n\tcd",
    "```\nab\n```",
    "``` ab\ncd\n```",
    "~~~ ab\ncd\n~~~",
    "- ab\n- cd\n  - ef\n\n+ gh\n* ij",
    "1. ab\n2. cd\n   1. ef",
    "1) ab\n2) cd",
    "3. ab\n3. cd",
    "a) ab\nb) cd\nă) ef",
    "> ab\ncd\n> > ef\n\n> - gh",
    "> Điều 17\n> ab\n> “Điều 18. cd",
    "| ab | cd |\n|---|---|\n| ef | gh |\n| ij |\n| k | l | m |",
    "| ab | cd |\n| ef | gh |",
    "ab | cd\n---|---\nef | gh",
    "+----+\n| ab |\n+----+",
    "> Bảng. ab\n> | cd |\n> |---|\n> | ef |",
    "Bảng. ab\n\ncd",
    "ab[^1] cd[^1] ef[^2]\n\n[^1]: gh\n\n[^3]: ij",
    "$ab$ cd$ $ef $$gh$$",
    "$$ ab $$ cd\n\n$$\nef",
    "{ab} {#cd} ef {.gh}\n\nij {#kl} mn",
    "ab @cd ef@gh.vn {{ ij }} {{ kl",
    "::: giua\nab\n:::\n\n:::\ncd\n\n::: ef\ngh\n:::",
    "Khoản 1: ab\n\nĐiều 5. cd\n\n**Điều 6. ef**\n\n### Điều 7 gh",
    "１. ab\n\n1.\u00a0cd\n\n\u200ba) ef",
)
"""The constructs of CommonMark and its kin, whole and broken, in words of their own."""


@settings(max_examples=120, deadline=None)
@given(parts=st.lists(st.sampled_from(CONSTRUCTS), min_size=1, max_size=4), joint=st.sampled_from(["\n", "\n\n"]))
def test_no_letter_of_other_sorts_of_markdown_is_lost_without_a_finding(
    folder: Path, parts: list[str], joint: str
) -> None:
    text = "x\n\n" + joint.join(parts) + "\n"
    made, above = read_body(folder, text)
    assert not lost(made, text, above)


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_no_letter_of_a_construct_is_lost_without_a_finding(tmp_path: Path, construct: str) -> None:
    made, above = read_body(tmp_path, f"x\n\n{construct}\n")
    assert not lost(made, f"x\n\n{construct}\n", above)


@settings(max_examples=200, deadline=None)
@given(
    text=st.lists(
        st.tuples(st.sampled_from("123xyz)"), st.sampled_from(["*", "**", "~", "~~", "^^", "[", "](", "|", "_", "`"])),
        min_size=1,
        max_size=12,
    ).map(lambda pairs: "a" + "".join(letter + sign for letter, sign in pairs) + "9")
)
def test_signs_between_letters_digits_and_brackets_are_printed_as_typed(folder: Path, text: str) -> None:
    if re.search(r"~[^\s^~]+~(?!~)|\]\([^)]*\.", text):  # H~2~O lowers its 2
        return
    made, _ = read_body(folder, text + "\n")
    assert text in write_text(made.bound, made.frame)


BROKEN = """### Điều 1. Phạm vi {#pham-vi}

1. Quy định về @pham-vi và **mức** thu.

2. Đoạn này viết
trên hai dòng.

> Bảng. Tên của bảng
> | Nhóm | Mức |
> |---|---|
> | A | Hai mươi |

# Phụ lục. DANH MỤC

Xem chú thích[^1].

[^1]: Lời của chú thích.
"""
"""A text of which each printed line, left out, is a loss."""


@pytest.mark.parametrize("words", ["PHẠM VI", "thu", "hai dòng", "Tên của bảng", "Hai mươi", "DANH MỤC", "chú thích"])
def test_what_an_output_leaves_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """The walk that every output is made from is broken on purpose."""

    def told() -> list[int]:
        return [hit.place.line - above for hit in not_printed.check(Subject(made.bound, made.frame))]

    made, above = read_body(tmp_path, BROKEN)
    assert not told()

    def without(items: Iterator[Item]) -> Iterator[Item]:
        return (item for item in items if words.casefold() not in _text(item).casefold())

    monkeypatch.setattr(conserved, "body_flow", lambda bound: without(body_flow(bound)))
    monkeypatch.setattr(conserved, "annex_flow", lambda *given: without(annex_flow(*given)))
    assert told()


@pytest.mark.parametrize("path", documents(open_project(ROOT, None)), ids=lambda path: path.stem)
def test_no_letter_of_the_content_is_lost(path: Path) -> None:
    made = Session(open_project(ROOT, None)).read(path)
    assert not lost(made, made.bound.draft.source.text)
