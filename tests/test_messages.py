"""Every text shown to users has its Vietnamese, with the same blanks."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from tools import update_messages

ROOT = Path(__file__).parents[1]
PO = ROOT / "src/draftkit/locale/vi/LC_MESSAGES/draftkit.po"


def fields(text: str) -> set[str]:
    return (
        {name for _, name, _, _ in string.Formatter().parse(text) if name}
        if "{" in text and "{#" not in text and "{{ " not in text
        else set()
    )


def test_every_message_is_translated(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["update_messages.py", "--check"])
    status = update_messages.main()
    assert capsys.readouterr().out == ""
    assert status == 0


def test_translations_have_the_same_blanks() -> None:
    with PO.open("rb") as file:
        for message in read_po(file, locale="vi"):
            if message.id:
                assert fields(message.id) == fields(message.string), message.id


def test_a_text_in_the_line_above_its_call_is_a_message_too() -> None:
    with PO.open("rb") as file:
        assert read_po(file, locale="vi").get("“{total}” is said to be made of {parts}, which make another sum")
