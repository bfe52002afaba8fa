"""Digits that are no number: what a drafter, a spreadsheet or a Word file may hold where a number is awaited."""

from __future__ import annotations

import re
import zipfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from draftkit.cli.main import main
from draftkit.hs.code import read_code
from draftkit.law.dates import is_date, long_date, short_date
from draftkit.model.numeral import decimal, number, parse, whole, write
from draftkit.readers.metadata import read_metadata
from draftkit.redline.redline import redline
from draftkit.word.read import plain, read_word
from draftkit.writers.text import write_text
from tests.helpers import META, document, kind, parts, word, write_project
from tests.looks.papers import bare_checker

LONG = "9" * 5000
ODD = ["²", "①", "٣", "１２", "৩", "½", "Ⅳ", "1²", "1_000", "+1", "1e3", "0x1", LONG]
"""Texts that Python calls digits, takes for a number, or refuses for their length, and no drafter means by a number."""


def shown(text: str) -> str:
    return f"{len(text)} digits" if len(text) > 20 else text


odd = pytest.mark.parametrize("text", ODD, ids=shown)


@odd
def test_only_ascii_digits_are_a_number(text: str) -> None:
    assert whole(text) is None
    assert whole(text, 7) == 7
    assert number(text, 7) == 7
    assert decimal(text) is None
    assert [parse(text, numeral) for numeral in ("arabic", "padded", "vi_letter", "roman", "capital")] == [None] * 5
    assert parse(f"a{text}", "vi_letter") is None


@pytest.mark.parametrize("numeral", ["arabic", "padded", "roman", "vi_letter", "latin_letter", "capital"])
@pytest.mark.parametrize("text", ["", "a", "đ", "5", "I", "5a", "Ia", "a1", "5ab5", " "])
def test_whatever_the_numeral_what_is_read_is_written_the_same(text: str, numeral: str) -> None:
    read = parse(text, numeral)
    assert read is None or write(read, numeral) in (text, text.upper(), f"0{text}")


def test_plain_numbers_are_read() -> None:
    assert [whole(text) for text in ("0", "007", "12", "9" * 18)] == [0, 7, 12, 10**18 - 1]
    assert [whole(text) for text in ("", None, " 5", "-5", "9" * 19)] == [None] * 5
    assert [number(text) for text in ("-5", " 5 ", "", None)] == [-5, 5, 0, 0]
    assert [decimal(text) for text in ("1.5", "-2", ".75", "3.")] == [1.5, -2.0, 0.75, 3.0]
    assert [decimal(text) for text in ("", ".", "1.2.3", "nan", "inf")] == [None] * 5


@odd
def test_a_key_of_the_metadata_may_hold_them(tmp_path: Path, text: str) -> None:
    for key in sorted(kind().keys):
        meta = "".join(line + "\n" for line in META.splitlines() if line.partition(":")[0] != key)
        made = document(tmp_path, "### Điều. Tên\nChữ còn nguyên.\n", f'{meta}{key}: "{text}"\n')
        assert "Chữ còn nguyên." in write_text(made.bound, made.frame), key


@odd
def test_a_size_pair_that_is_no_number_is_the_usual_one(tmp_path: Path, text: str) -> None:
    plain = document(tmp_path, "### Điều. Tên\n")
    assert document(tmp_path, "### Điều. Tên\n", META + f'co_chu: "{text}"\n').frame == plain.frame


@odd
def test_a_long_or_foreign_number_of_the_metadata_stays_text(text: str) -> None:
    assert read_metadata(f"so: {text}\n", "thu.md", 2)[0].values["so"] == text


@odd
@pytest.mark.parametrize("line", ["### Điều {}. Tên", "# Chương {}. Tên", "{}. Khoản", "{}) Điểm", "# Phụ lục {}. Tên"])
def test_a_unit_so_numbered_keeps_its_words(tmp_path: Path, line: str, text: str) -> None:
    made = document(tmp_path, f"### Điều. Trước\n{line.format(text)}\nChữ còn nguyên.\n")
    assert "Chữ còn nguyên." in write_text(made.bound, made.frame)


@odd
def test_a_date_of_such_digits_is_none(text: str) -> None:
    for date in (f"2026-06-{text}", f"2026-{text}-05", f"{text}-06-05"):
        assert not is_date(date)
        assert (long_date(date), short_date(date)) == (date, date)


def test_a_week_is_no_date() -> None:
    assert not is_date("2026-W01-1")


@odd
@pytest.mark.parametrize("is_number", [True, False])
def test_a_cell_of_such_digits_is_no_code(is_number: bool, text: str) -> None:
    assert read_code(text, is_number).digits == ""
    assert read_code(f"8421{text}", is_number).digits == ""


def spoiled(docx: bytes, pattern: str, text: str) -> bytes:
    """A Word file in whose parts every match of a pattern stands changed."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts(docx).items():
            package.writestr(name, re.sub(pattern.encode(), text.encode(), data) if name.endswith(".xml") else data)
    return out.getvalue()


@lru_cache(maxsize=1)
def _made() -> bytes:
    with TemporaryDirectory() as folder:
        return word(document(Path(folder), "### Điều. Tên\n1. Chữ còn nguyên.\n"))


@pytest.mark.parametrize("text", ["²", "１２", "1e3", LONG], ids=shown)
@pytest.mark.parametrize("what", ["w:w", "w:h", "w:top", "w:val", "w:id", "w:abstractNumId"])
def test_a_word_file_with_such_measures_is_read(tmp_path: Path, what: str, text: str) -> None:
    made = _made()
    data = spoiled(made, rf'\b{what}="-?[0-9.]+"', f'{what}="{text}"')
    assert data != made
    seen = [plain(block) for section in read_word(data, "thu.docx").sections for block in section.blocks]
    assert any("Chữ còn nguyên." in line for line in seen)
    assert bare_checker(tmp_path).check(data, "thu.docx").profile
    assert redline(parts(made), parts(data)).parts.keys() >= {"word/document.xml"}


@odd
@pytest.mark.parametrize("option", [["build", "--jobs"], ["lsp", "--port"]], ids=" ".join)
def test_an_option_refuses_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], option: list[str], text: str
) -> None:
    write_project(tmp_path, "### Điều. Tên\n")
    monkeypatch.chdir(tmp_path)
    assert main([*option, text]) == 2
    assert text in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build", "check", "diff", "dossier", "fmt", "import", "pull", "text"])
def test_a_name_too_long_for_a_path_is_no_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    write_project(tmp_path, "### Điều. Tên\n")
    monkeypatch.chdir(tmp_path)
    assert main([command, *[LONG] * (1 + (command == "diff"))]) == 2
    assert LONG in capsys.readouterr().err
