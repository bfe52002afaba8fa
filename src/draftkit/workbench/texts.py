"""The words of the screen (`words.yaml`), by the names that the script knows."""

from __future__ import annotations

from pathlib import Path

import yaml

from draftkit.model.message import Translate


def words() -> dict[str, str]:
    """Every word of the screen as it is in English."""
    found: dict[str, str] = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
    return found


def texts(translate: Translate) -> dict[str, str]:
    """Every word of the screen in the language of the reader."""
    return {name: translate(text) for name, text in words().items()}
