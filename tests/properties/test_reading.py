"""What holds for every text, however odd: it is read, bound and printed, and nothing but markup disappears.

Texts are made of pieces that hold words `tu1`, `tu2` …; a word of the source must be printed, in order, unless it
stands where the dialect keeps names: a label, a class, an address, a footnote key."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftkit.errors import ConfigError
from draftkit.library.session import Document
from draftkit.model.tree import Unit, units
from draftkit.readers.metadata import read_metadata
from draftkit.readers.source import clean
from draftkit.writers.text import write_text
from tests.helpers import META, document, examples, word, word_paragraphs

QUICK = examples(150)
WORD = re.compile(r"tu\d+", re.IGNORECASE)

LINES = [
    "# Chương. {}",
    "## Mục. {}",
    "### Điều. {}",
    "### Điều 5a. {}",
    "# Phần. {} {{#nhan}}",
    "## Tiểu mục. **{}**",
    "# Phụ lục. {}",
    "## Mẫu. {}",
    "1. {}",
    "1. {} {{#nhan-2}}",
    "2a. {}",
    "a) {}",
    "đ) {};",
    "- {}",
    "  3. {}",
    "{}",
    "{} {}",
    "“{}”",
    "**{}** *{}* {}^{}^ {}~{}~",
    "**{}",
    "*{} **{}*",
    "[{}](https://example.vn)",
    "[{}",
    "{} | {}",
    "> {}",
    "> “1. {}",
    "> Điều 7. {}",
    "> > {}",
    "| {} | {} |\n|---|:-:|\n| {} | {} |\n| {} |",
    "| {} |",
    "::: giua\n{}\n:::",
    "::: phai\n1. {}\n:::",
    "::: {}",
    "::: {}\n{}\n:::",
    ":::",
    "{{{{ {} }}}}",
    "{{{{ {}",
    "@{} và @{}",
    "{}@{}.vn",
    "${}$",
    "{}$ {}$",
    "$$ {} $$",
    "$$ {}",
    "# {}",
    "#{}",
    "```bang {}.csv\n{}: {}\n```",
    "``` {}",
    "```{}",
    "Bảng. {}",
    "Bảng. {}\n\n```bang {}.csv\n```",
    "Hình. {}",
    "![{}]({}.png)",
    "\\{}",
    "{}\\",
    "\\*{}*",
    "<w:p>{}</w:p>",
    "{{% {} %}}",
    "{}\t{}",
    "",
    "",
]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Random lines of the dialect, well-formed or not, each word of its own."""
    counter = 0
    out = []
    for line in draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=25)):
        names = [f"tu{counter + index}" for index in range(line.count("{}"))]
        counter += len(names)
        out.append(line.format(*names))
    return draw(st.sampled_from(["\n", "\n\n"])).join(out) + "\n"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("properties")


def printed_words(made: Document) -> list[str]:
    text = write_text(made.bound, made.frame)
    return [found.lower() for found in WORD.findall(text[text.index(made.frame.enactment) :])]


@QUICK
@given(text=texts())
def test_every_word_of_any_mix_of_marks_is_printed_in_order(folder: Path, text: str) -> None:
    pictures = re.compile(r"^!\[.*$", re.MULTILINE)  # a picture that is not there is an error, never text
    assert printed_words(document(folder, text)) == WORD.findall(pictures.sub("", text))


SIGNS = [
    "#",
    "*",
    "**",
    "^",
    "~",
    "[",
    "]",
    "(",
    ")",
    "!",
    "|",
    "> ",
    ":::",
    "- ",
    ".",
    "{",
    "}",
    "{{",
    "}}",
    "{#",
    "$",
    "$$",
    "@",
    "\\",
    "`",
    "```",
    "“",
    "”",
    '"',
    "\n",
    "\n\n",
    " ",
    "\t",
    "1. ",
    "a) ",
    "đ)",
    "### Điều. ",
    "# Chương. ",
    "# Phụ lục. ",
    "## Mẫu. ",
    "[^1]",
    "[^1]: ",
    "---",
    "|---|",
    "Bảng. ",
    "bang",
    "<",
    "&",
    "\u00a0",
    "\ufeff",
    "e\u0301",
]


@st.composite
def soups(draw: st.DrawFn) -> str:
    """Signs of the dialect and words in any order."""
    counter = 0
    out = []
    for sign in draw(st.lists(st.sampled_from([*SIGNS, *["tu"] * 12]), max_size=60)):
        out.append(f"tu{counter} " if sign == "tu" else sign)
        counter += sign == "tu"
    return "".join(out)


@QUICK
@given(text=soups())
def test_only_names_disappear_from_any_soup_of_signs(folder: Path, text: str) -> None:
    made = document(folder, "x\n\n" + text)
    lost = set(WORD.findall(text)) - set(printed_words(made))
    names = set()
    for spot in re.findall(
        r"\{[^{}\n]*\}|\]\([^)\n]*\)|\[\^[^\]\n]*\]", text
    ):  # a label or class, an address, a footnote key
        names.update(WORD.findall(spot))
    unused = {
        word
        for key, note in made.bound.draft.notes.items()
        if key not in made.bound.note_numbers
        for word in WORD.findall(str(note.content))
    }
    assert lost <= names | unused


@QUICK
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{}[]()$"), max_size=300))
def test_any_unicode_text_is_read_and_written_to_word(folder: Path, text: str) -> None:
    made = document(folder, "x\n\n" + text)
    shown = iter("".join(word_paragraphs(word(made))))
    assert all(letter in shown for letter in clean(text)[0] if letter.isalpha())


@QUICK
@given(text=soups())
def test_any_soup_of_signs_becomes_a_word_file(folder: Path, text: str) -> None:
    made = document(folder, "x\n\n" + text.replace("$", ""))
    assert word_paragraphs(word(made))


@QUICK
@given(text=texts())
def test_units_nest_by_level_and_start_on_lines_of_their_own(folder: Path, text: str) -> None:
    made = document(folder, text)
    lines = [unit.line for unit in units(made.bound.draft.blocks)]
    assert lines == sorted(set(lines))
    for unit in units(made.bound.draft.blocks):
        assert all(child.level.depth > unit.level.depth for child in unit.body if isinstance(child, Unit))
        assert made.bound.numbers[unit.serial] is not None


@QUICK
@given(text=texts())
def test_every_fault_has_a_place_inside_the_source_and_a_message(folder: Path, text: str) -> None:
    made = document(folder, text)
    length = made.bound.draft.source.text.count("\n") + 1
    for fault in made.bound.faults:
        assert fault.place.line < length
        assert str(fault.message)
        assert made.bound.draft.source.span(fault.place).line > 0


YAML_SIGNS = [
    "a",
    ": ",
    "\n",
    "  ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "&x",
    "*x",
    '"',
    "'",
    "|",
    "#",
    "!",
    "---",
    "? ",
    "<<: ",
    "2026-01-01",
    "\t",
]


@QUICK
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
    | st.lists(st.sampled_from(YAML_SIGNS)).map("".join)
)
def test_any_metadata_is_read_or_refused_with_its_place(text: str) -> None:
    message, values = "", None
    try:
        values = read_metadata(clean(text)[0], "thu.md", 2)[0].values
    except ConfigError as error:
        message = str(error)
    assert isinstance(values, dict) or "thu.md" in message


LEAVES = st.none() | st.booleans() | st.integers(-5, 99) | st.sampled_from(["", "x", "2026-06-05", "²"])
NAMES = st.sampled_from(["lan", "ngay", "quyen_han", "ho_ten", "a"])
KEYS = [line.partition(":")[0] for line in META.splitlines()[1:]] + [
    "du_thao",
    "co_chu",
    "gia_tri",
    "co_quan",
    "co_quan_chu_quan",
    "ngay_hieu_luc",
]


@QUICK
@given(
    value=st.recursive(
        LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=5
    ),
    key=st.sampled_from(KEYS),
)
def test_a_frame_is_made_whatever_a_key_holds(folder: Path, key: str, value: object) -> None:
    meta = "".join(line + "\n" for line in META.splitlines() if line.partition(":")[0] != key)
    made = document(folder, "### Điều. A\nTheo {{ a }}.\n", f"{meta}{key}: {json.dumps(value, ensure_ascii=False)}\n")
    assert write_text(made.bound, made.frame).count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 1
