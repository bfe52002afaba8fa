"""What a source owes its reader: every letter, digit and sign that is not mark-up.

What counts as mark-up is said here once more, in patterns of its own: a check that asked the reader would lose whatever
the reader loses."""

from __future__ import annotations

import re
import unicodedata

_WORDS = "Phần|Chương|Mục|Tiểu mục|Điều|Phụ lục|Mẫu|Kèm theo"
_MARK_UP = (
    r"<!-- draftkit:.*?-->",
    rf"^[ \t>]*(?:#+[ \t]+(?i:{_WORDS})|[“\"]?(?:{_WORDS}))(?:[ \t]+[0-9IVXLC]+[a-zđ]{{0,2}})?[.:]",
    r"^[ \t>]*#+[ \t]+(?:[0-9.]+[ \t])?",
    r"^[ \t>]*[“\"]?(?:[0-9]{1,5}[a-zđ]{0,2}\.|[a-zđ][0-9]{0,2}\))(?=[ \t]|$)",
    r"^[ \t>]*:::.*$",
    r"^[ \t>]*Bảng\.(?=[ \t\0]|$)",
    r"\{[#.][^{}\n]*\}[^\S\n]*$",
    r"\{\{[^{}]*\}\}",
    r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)",
    r"\[\^[\w-]+\]:?",
    r"@[^\W\d_][\w.-]*",
    r"^[ \t>]*\|[-:| \t]+\|?[ \t]*$",
)
_SIGNS: dict[int, str | None] = dict.fromkeys(map(ord, '*^~[]\\|#>`$:@{}!-_"'))
_SIGNS |= str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉⁺", "0123456789" * 2 + "+", "⁻")
"""Plain text prints a digit that is raised by the sign it has for that: m^3^, m³."""


def owed(text: str) -> str:
    """A source with its mark-up taken out, line by line; `\\0` stands where something generated may be printed. Mark-up
    is mark-up with a byte order mark in it, too, or with a sign that turns the direction."""
    text = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]", "", text)
    text = re.sub(r"^(```+)\w+ .*?^\1`*[ \t]*$", lambda found: "\n" * found[0].count("\n"), text, flags=re.M | re.S)
    text = re.sub(r"^[ \t]*!\[.*\]\(.*?(?:\"(.*)\")?\)(?:\{.*\})?[ \t]*$", r"\1", text, flags=re.M)
    for pattern in _MARK_UP:
        text = re.sub(pattern, lambda found: "\0" + "\n" * found[0].count("\n"), text, flags=re.M)
    return text


def letters(text: str) -> str:
    """A text without blanks, without the signs that mark up, without what is not seen, in small letters."""
    text = unicodedata.normalize("NFC", text).casefold().translate(_SIGNS)
    return "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) not in ("Cf", "Cc", "Cn"))
