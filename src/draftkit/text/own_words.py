"""The few words that we add to a document, in its language."""

from __future__ import annotations

from pathlib import Path

_TABLE = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
_ENGLISH = dict(line.split("|") for line in _TABLE.splitlines())


def said(language: str, words: str) -> str:
    """Vietnamese words as they are in a language (`vi-VN`, `en-GB`). Raises KeyError when they are not known there."""
    return _ENGLISH[words] if language.startswith("en") else words
