"""Texts without what people spell in many ways: accents, capitals, signs between words."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def bare(text: str) -> str:
    """A text without accents; đ becomes d, Đ becomes D."""
    split = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in split if not unicodedata.combining(sign))


@lru_cache(maxsize=1024)  # titles of columns and names of bodies come again and again
def fold(text: str) -> str:
    """Only the letters and digits of a text, without accents and capitals: for comparing what people spell in many
    ways."""
    return "".join(sign for sign in bare(text.lower()) if sign.isalnum())
