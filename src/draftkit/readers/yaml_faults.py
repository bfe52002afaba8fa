"""Why YAML cannot be read, told from the line that stands there rather than from what the parser expected, and what to
write instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.readers.source import UNPRINTED, unprintable
from draftkit.text.passage import shortened

_LINE = re.compile(r"([ \t]*(?:-[ ]+)*)(?:([^\s:#\"'\[{][^:]*):(?=[ \t]|$)[ \t]*)?(.*)$")
_WORDS = r"(?P<text>(?=[^\s\"'])(?:\{{\{{[^{{}}]*\}}\}}|[^{{}}\[\]\"{but}])*?)"
_ENTRY = {
    "{": re.compile(rf"(?P<lead>\w: +){_WORDS.format(but='')}(?=,\s*\w+:|\s*\}})"),
    "[": re.compile(rf"(?P<lead>[\[,] *){_WORDS.format(but=',')}(?= *[,\]])"),
}
"""The unquoted texts between brackets."""
_BEFORE_KEY = re.compile(r"[!&]\S*")
_CLOSED = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'")}
"""A line up to the sign that closes a quotation."""
_SHOWN = 200
"""Signs of a value that is shown with its cure."""
_STARTS = "@`%*&!|>[]{}?,"
"""Signs that mean something to YAML at the start of a text."""
_TAB = msg("a tab stands at the start of the line; YAML takes blanks only: delete it and type two blanks")
_DOCUMENTS = msg("a line --- starts a second document here; one file holds one")
_KEY = msg("this is no line “key: value”; a colon and a blank stand behind the key")
_COLUMN = msg(
    "the line starts at another column than its neighbours; keys, and the - of a list, stand under each other"
)
_OPEN_QUOTE = msg("the quotation mark that opens here is never closed")
_ANY = msg("write lines of “key: value”, lists as lines of “- …”; texts with signs such as : # [ @ stand in quotes")


class Broken(NamedTuple):
    """A line (counted from 0), what it reads, and what is wrong with it."""

    line: int
    shown: str
    problem: Message


class _Parts(NamedTuple):
    """A line of YAML: what stands before the value, and the value without a note behind it."""

    head: str
    key: str
    value: str

    @classmethod
    def of(cls, line: str) -> _Parts:
        found = _LINE.match(line)
        lead, key, value = (found[1], found[2] or "", found[3]) if found else ("", "", line)
        if "-" in lead and " " in key:  # an entry of a list that has a colon, hardly a key
            key, value = "", line[len(lead) :]
        value = re.sub(r"[ \t]+#.*$", "", value).strip(" \t")
        return cls(lead.strip(" \t") + (" " if lead.strip(" \t") else "") + (f"{key}: " if key else ""), key, value)

    def quoted(self, sign: str = "") -> str:
        """The line with its value in quotes."""
        sign = sign or ("'" if '"' in self.value or "\\" in self.value else '"')
        inside = self.value.replace("'", "''") if sign == "'" else self.value
        return f"{self.head}{sign}{shortened(inside, _SHOWN)}{sign}"


def explain(error: Any, text: str) -> Broken:
    """What is wrong with a text that the parser gave up on; `error` has its marks."""
    lines = text.split("\n")
    mark = error.problem_mark or error.context_mark
    opened = min(error.context_mark.line, len(lines) - 1) if error.context_mark else 0
    at = min(mark.line, len(lines) - 1) if mark else 0
    while at and not lines[at].strip():  # an open bracket is only noticed at the end of the text
        at -= 1
    line, problem = _told(error.problem or "", lines, at, opened)
    return Broken(line, lines[line].strip(), problem)


def _told(problem: str, lines: Sequence[str], at: int, opened: int) -> tuple[int, Message]:
    parts = _Parts.of(lines[at])
    if (quoted := _left_open(lines, at)) is not None:
        return quoted, _OPEN_QUOTE
    if re.match(r"[ ]*\t", lines[at]):
        return at, _TAB
    if "another document" in problem:
        return at, _DOCUMENTS
    if "end of stream" in problem:
        return opened, _OPEN_QUOTE
    if "could not find expected ':'" in problem:
        return opened, _KEY
    if "escape" in problem:
        form = parts.quoted("'") if parts.value[:1] != '"' else _Parts(parts.head, "", parts.value[1:-1]).quoted("'")
        return at, msg("a \\ between double quotes starts a sign; write {form}", form=form)
    if "',' or '" in problem:
        return opened, _filled(_Parts.of(lines[opened])) or _unclosed(lines[opened]) or msg(
            "entries between brackets are parted by commas; write {form}", form="{lan: 1, ngay: 2026-11-20}"
        )
    if parts.value[:1] in ("'", '"') and "expected key" in problem:
        form = _Parts(parts.head, "", parts.value.replace(parts.value[0], "")).quoted()
        return at, msg("words stand behind the closing quotation mark; write {form}", form=form)
    if parts.value and parts.value[0] in _STARTS:
        return at, _unclosed(lines[at]) or starts_with(lines[at])
    if "mapping values" in problem and re.search(r":(?:[ \t]|$)", parts.value):
        return at, msg("a colon and a blank stand within the text; put it in quotes: {form}", form=parts.quoted())
    if "mapping values" in problem or "expected key" in problem or "'-' indicator" in problem:
        above = next((number for number in range(at - 1, -1, -1) if lines[number].strip()), at)
        return (above, _KEY) if re.match(r"[ \t]*[^\W\d_]\w*:[^\s:/]", lines[above]) else (at, _COLUMN)
    return at, _ANY


_BLOCK = re.compile(r":[ \t]+[|>][-+\d]*[ \t]*$")
"""What a text in several lines opens with."""


def _left_open(lines: Sequence[str], at: int) -> int | None:
    """The line of a quotation mark that is open where a line starts, though a key or an entry of a list is between."""
    opened, sign, block = None, "", -1
    for number, line in enumerate(lines[:at]):
        indent = len(line) - len(line.lstrip())
        if (
            not sign and block >= 0 and (indent > block or not line.strip())
        ):  # a quotation mark of a text in several lines
            continue
        block = indent if _BLOCK.search(line) else -1
        rest = line if sign else _LINE.sub(r"\3", line)
        if not sign and rest[:1] in _CLOSED:
            opened, sign, rest = number, rest[0], rest[1:]
        if sign and _CLOSED[sign].match(rest):
            sign = ""
    return opened if sign and opened is not None and _Parts.of(lines[opened + 1]).head else None


def starts_with(line: str) -> Message:
    """A text whose first sign YAML takes for its own."""
    parts = _Parts.of(line)
    return _filled(parts) or msg(
        "a text that starts with {sign} stands in quotes: {form}", sign=parts.value[:1], form=parts.quoted()
    )


def _filled(parts: _Parts) -> Message | None:
    """What is wrong where brackets hold a text with {{ name }} that is not in quotes."""
    value = parts.value
    for one in reversed([*_ENTRY[value[0]].finditer(value)] if value[:1] in ("{", "[") and value[:2] != "{{" else ()):
        if "{{" in one["text"]:
            value = f'{value[: one.start("text")]}"{one["text"]}"{value[one.end("text") :]}'
    if value != parts.value:
        said = "between brackets a text with {mark} stands in quotes: {form}"
        return msg(said, mark="{{ … }}", form=shortened(parts.head + value, _SHOWN))
    return None


def _unclosed(line: str) -> Message | None:
    value = _Parts.of(line).value
    for left, right in ("[]", "{}"):
        if value.count(left) > value.count(right):
            return msg("{left} is never closed with {right}", left=left, right=right)
    return None


def misread(lines: Sequence[str], node: Any) -> Message | None:
    """What is wrong with a node that YAML reads, but not as written: `&x` and `!x` vanish, lines of a list that start
    at no column of theirs become one text, `{{ x }}` a map, `"\\0"` a sign that cannot be printed."""
    start, end = node.start_mark, node.end_mark
    first = lines[start.line]
    before_key = _BEFORE_KEY.match(first, start.column, end.column) if re.match(r"\s*:", first[end.column :]) else None
    if (node.tag and (node.id != "scalar" or node.style)) or before_key:
        said = msg("{tag} is for programs and is not printed: delete it, or put the whole text in quotes")
        return said._replace(values={"tag": before_key[0] if before_key else (re.findall(r"!\S*", first) or ["!"])[-1]})
    if getattr(node, "style", None) in ("'", '"', "|", ">"):
        return unprintable(next(filter(UNPRINTED.match, node.value)))
    sign = first[start.column : start.column + 1]
    if sign in ("!", "{") or (sign == "&" and "*" + first[start.column + 1 :].split(" ")[0] not in "\n".join(lines)):
        return starts_with(first)
    if any(re.match(r"[ \t]*-", line) for line in lines[start.line + 1 : end.line + 1]):
        return _COLUMN
    return None
