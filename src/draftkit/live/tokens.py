"""What stands under the cursor: a reference, a label, a value."""

from __future__ import annotations

import re

from draftkit.model.named import NamedTuple

NAME = r"[^\W\d_](?:(?:[^\W_]|-)*[^\W_])?"
_REFERENCE = re.compile(
    rf"@(?<![\w@./\\]@)(?P<document>[^\W\d_]\w*)\.(?P<inner>{NAME})(?![\w-])|@(?<![\w@./\\]@)(?P<name>{NAME})(?![\w-])"
)
_LABEL = re.compile(rf"\{{#(?P<name>{NAME})(?=[\s}}.])")
_VALUE = re.compile(r"\{\{\s*(?P<name>[^\W\d_]\w*(?:\.\w+)*)\s*\}\}")
LABEL = re.compile(rf"{NAME}$")


class Token(NamedTuple):
    """`sort` is `reference`, `label` or `value`; `document` is the name of another document in `@document.name`;
    columns of the name, in composed text."""

    sort: str
    name: str
    start: int
    end: int
    document: str = ""


def token_at(line: str, column: int) -> Token | None:
    """The token of a composed line that a column lies in or right after."""
    return next((token for token in tokens(line) if _head(line, token) <= column <= token.end), None)


def _head(line: str, token: Token) -> int:
    """Where a token begins with its sign, so that the cursor on `@` or `{{` finds it too."""
    sign = {"reference": "@", "label": "{#", "value": "{{"}[token.sort]
    return max(line.rfind(sign, 0, token.start), 0)


def tokens(line: str) -> list[Token]:
    """All tokens of a composed line."""
    found = []
    if "@" in line:
        for match in _REFERENCE.finditer(line):
            name = "inner" if match["inner"] else "name"
            found.append(Token("reference", match[name], match.start(name), match.end(name), match["document"] or ""))
    if "{" in line:
        found += [
            Token("label", match["name"], match.start("name"), match.end("name")) for match in _LABEL.finditer(line)
        ]
        found += [
            Token("value", match["name"], match.start("name"), match.end("name")) for match in _VALUE.finditer(line)
        ]
    return found
