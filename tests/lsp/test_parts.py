"""Positions, edits and names, without a server."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftkit.cli.main import main
from draftkit.live.outline import edits
from draftkit.live.positions import composed_column, index_at, lines_of, raw_index, units_before
from draftkit.live.symbols import token_at
from tests.helpers import examples

_TEXT = st.text(alphabet="aếộ🏭đe\u0301\u0323 @{}ff", max_size=20)


@examples(60)
@given(_TEXT, st.sampled_from(["NFC", "NFD"]))
def test_columns_go_there_and_back(text: str, form: str) -> None:
    raw = unicodedata.normalize(form, text)
    composed = unicodedata.normalize("NFC", raw)
    for column in range(len(composed) + 1):
        index = raw_index(raw, column)
        assert unicodedata.normalize("NFC", raw[:index]) == composed[:column] or composed_column(raw, index) <= column
    for units in ("utf-8", "utf-16", "utf-32"):
        for index in range(len(raw) + 1):
            assert index_at(raw, units_before(raw, index, units), units) == index


def test_a_position_inside_a_pair_of_units_is_that_of_its_sign() -> None:
    assert index_at("🏭a", 1, "utf-16") == 0
    assert index_at("🏭a", 2, "utf-16") == 1


def test_columns_of_decomposed_text() -> None:
    raw = unicodedata.normalize("NFD", "Điều ế x")
    assert raw[raw_index(raw, 7) :] == "x"
    assert composed_column(raw, len(raw)) == len("Điều ế x")


@examples(60)
@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), max_size=8))
def test_edits_turn_one_text_into_the_other(before: list[str], after: list[str]) -> None:
    now, then = "".join(f"{line}\n" for line in before), "".join(f"{line}\n" for line in after)
    lines = lines_of(now)
    for edit in sorted(edits(now, then), key=lambda item: -item.first):
        lines[edit.first : edit.end] = edit.text.split("\n")[:-1]
    assert "\n".join(lines) == then


@pytest.mark.parametrize(
    ("line", "column", "found"),
    [
        ("Theo @khoan-hai, và", 5, "khoan-hai"),
        ("Theo @khoan-hai, và", 15, "khoan-hai"),
        ("Theo @khoan-hai, và", 16, ""),
        ("thư a@khoan-hai", 8, ""),
        (r"thư \\@khoan-hai", 8, ""),
        ("{{ muc_tieu.nam }}", 1, "muc_tieu.nam"),
        ("### Điều. A {#nhan .ngang}", 15, "nhan"),
        ("@nghi_dinh.k1", 12, "k1"),
    ],
)
def test_tokens(line: str, column: int, found: str) -> None:
    token = token_at(line.replace("\\\\", "\\"), column)
    assert (token.name if token else "") == found


def test_without_pygls_a_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pygls", None)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    monkeypatch.delitem(sys.modules, "draftkit.lsp.server", raising=False)
    assert main(["--lang", "en", "lsp"]) == 2
    assert "pip install 'draftkit-vn[lsp]'" in capsys.readouterr().err
