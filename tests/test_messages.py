"""Every text shown to users has its Vietnamese, with the same blanks."""

from __future__ import annotations

import string
import subprocess
import sys
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
PO = ROOT / "src/draftkit/locale/vi/LC_MESSAGES/draftkit.po"


def fields(text: str) -> set[str]:
    return (
        {name for _, name, _, _ in string.Formatter().parse(text) if name}
        if "{" in text and "{#" not in text and "{{ " not in text
        else set()
    )


def test_every_message_is_translated() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools/update_messages.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.stdout == ""
    assert done.returncode == 0


def test_translations_have_the_same_blanks() -> None:
    with PO.open("rb") as file:
        for message in read_po(file, locale="vi"):
            if message.id:
                assert fields(message.id) == fields(message.string), message.id


def test_a_text_in_the_line_above_its_call_is_a_message_too() -> None:
    with PO.open("rb") as file:
        assert read_po(file, locale="vi").get("“{total}” is said to be made of {parts}, which make another sum")
