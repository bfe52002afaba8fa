"""The inside of a paragraph.

After this: 1. the content's plain text is the paragraph's text without its marks; 2. every `@label`, `{{ name }}`,
`[^note]` and `$formula$` is a value with its place; 3. anything that is not one of the marks of the dialect is text as
typed: a star between letters, digits or brackets multiplies or points to a note, a bracket before `(2)` is a bracket.

Most paragraphs of a legal text hold no mark at all and are returned as they are. All others are read once from left to
right, so the time grows with the text alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from draftkit.model.inline import Break, Content, Emph, Inline, Link, Math, Note, Reference, Strong, Sub, Sup, Value
from draftkit.model.message import Place
from draftkit.model.named import NamedTuple
from draftkit.text.address import WEB
from draftkit.word.in_line import FORMULA, is_money

_ADDRESS = (
    rf"{WEB}+|(?:mailto:)?[^\s()@:/<>\"]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:[\w.~%-]+/){0,20}[\w~%-][\w.~%-]{0,200}\."
    r"(?:md|docx?|xlsx?|pptx?|odt|pdf|csv|txt|html|eml|png|jpe?g|svg|zip)(?:#[\w-]+)?"
)
"""What a link may lead to: a page, a mail address, a file of the project."""
_VALUES = (
    r"@(?<![\w@./}]@)(?P<ref>[^\W\d_](?:[\w-]*[^\W_])?(?:\.[^\W\d_](?:[\w-]*[^\W_])?)?)"
    r"|(?P<value>\{\{(?:\s*(?P<name>[^\W\d_]\w*(?:\.\w+)*)\s*\}\}|[^{}\n]*\}{0,2}))"
)
_TOKEN = re.compile(
    r"\\(?:(?P<newline>\n)|(?P<escaped>[!-/:-@\[-`{-~]))"
    r"|(?P<stars>\*+)"
    r"|\[\^(?P<note>[\w-]+)\]"
    r"|(?P<bracket>(?<!!)\[)"
    rf"|\](?:\([ \t]*(?P<address>{_ADDRESS})[ \t]*\))?(?P<close>)"
    rf"|{_VALUES}"
    rf"|{FORMULA}"
    r"|\^(?<!\^\^)(?P<sup>[^\s^~]{1,40})\^(?!\^)"
    r"|~(?<!~~)(?P<sub>[^\s^~]{1,40})~(?!~)"
    r"|(?P<br><br[ \t]*/?>)"
)
_VALUE = re.compile(_VALUES)
_BEFORE_OPENING = frozenset(" \t\n\u00a0([{>“\"'‘«-–—/*\\^~@|")
_AFTER_CLOSING = frozenset(" \t\n\u00a0)]}<”\"'’».,;:!?…-–—/*\\^~|")
_LONGEST, _DEEPEST = 3, 20
"""Stars in a row, and emphasis within emphasis, beyond any text: left as typed."""


class _Stars(NamedTuple):
    """A run of stars, and whether emphasis may start and end there."""

    length: int
    opens: bool
    closes: bool


class _Opener:
    """Stars that wait for their match: where among the items, how many are left, how deep emphasis lies behind."""

    __slots__ = ("at", "count", "depth")

    def __init__(self, at: int, count: int) -> None:
        self.at, self.count, self.depth = at, count, 0


def parse_inline(text: str, line: int, column: int = 0, cell: bool = False) -> Content:
    """Parse the raw text of a paragraph (source line breaks included) that starts at `line`, `column`. In a `cell`,
    which cannot hold a line end, `<br>` breaks the line."""
    if not _has_others(text):
        if "@" not in text and "{" not in text:
            return (_folded(text),) if text else ()
        if "\n" not in text:
            return _valued(text, line, column)
    items: list[Inline | _Stars] = []
    brackets: list[int] = []
    counted = last = 0
    start = -column
    for found in _TOKEN.finditer(text):
        at = found.start()
        newline = text.rfind("\n", counted, at)
        if newline >= 0:
            line, start = line + text.count("\n", counted, at), newline + 1
        items.append(text[last:at])
        counted, last = at, found.end()
        name = found.lastgroup or ""
        if name == "close":
            _close(items, brackets, found)
        elif name == "bracket":
            brackets.append(len(items))
            items.append("[")
        elif name == "newline":
            items.append(Break())
        elif name == "br":
            items.append(Break() if cell else found[0])
        else:
            items.append(_item(found, name, text, Place(line, at - start)))
    items.append(text[last:])
    return _merged(_emphasised(items))


def is_words(text: str) -> bool:
    """Whether a text is a line without any marks."""
    return not (_has_others(text) or "@" in text or "{" in text or "\n" in text)


def _has_others(text: str) -> bool:
    """Whether a text holds marks besides references and values. Looking for each sign takes a quarter of the time of an
    expression that looks for any."""
    return "$" in text or "*" in text or "[" in text or "\\" in text or "^" in text or "~" in text or "<" in text


def _valued(text: str, line: int, column: int) -> Content:
    """A line whose only marks are references and values, as most of those that have any."""
    out: list[Inline] = []
    last = 0
    for found in _VALUE.finditer(text):
        start, end = found.span()
        if start > last:
            out.append(text[last:start])
        place = Place(line, column + start)
        written = found["ref"]
        out.append(Reference(written, place) if written else Value(found["name"] or "", found["value"], place))
        last = end
    if last < len(text):
        out.append(text[last:])
    return tuple(out)


def is_address(text: str) -> bool:
    """Whether a link may lead there."""
    return re.fullmatch(_ADDRESS, text) is not None


def _item(found: re.Match[str], name: str, text: str, place: Place) -> Inline | _Stars:
    written = found[name]
    if name == "stars":
        return _stars(text, found.start(), found.end())
    if name == "note":
        return Note(written, place)
    if name == "ref":
        return Reference(written, place)
    if name == "value":
        return Value(found["name"] or "", written, place)
    if name == "math":
        return found[0] if is_money(written) else Math(written, place)
    if name in ("sup", "sub"):
        return (Sup if name == "sup" else Sub)((written,))
    return written


def _stars(text: str, start: int, end: int) -> _Stars:
    """Emphasis starts behind a blank or opening sign, before any but a closing one, and ends the other way round."""
    before, after = text[start - 1 : start], text[end : end + 1]
    short = end - start <= _LONGEST
    opens = short and bool(after.strip()) and after not in ")]}”’»,;:!?" and (not before or before in _BEFORE_OPENING)
    closes = (
        short
        and bool(before.strip())
        and before not in "([{“‘«"
        and (not after or after in _AFTER_CLOSING or text.startswith("[^", end) or (after == "(" and end - start > 1))
    )
    return _Stars(end - start, opens, closes)


def _close(items: list[Inline | _Stars], brackets: list[int], found: re.Match[str]) -> None:
    """A closing bracket: what stands since the opening one is a link when an address follows."""
    address = found["address"]
    if not brackets or not address:
        if brackets:
            brackets.pop()
        items.append(found[0])
        return
    at = brackets.pop()
    url = f"mailto:{address}" if "@" in address and ":" not in address and "/" not in address else address
    items[at:] = [Link(_merged(_emphasised(items[at + 1 :])), url)]
    brackets.clear()  # no link within a link


def _emphasised(items: Iterable[Inline | _Stars]) -> list[Inline]:
    """The items with matching stars taken for emphasis, the nearest opening ones first; all others are text."""
    out: list[Inline] = []
    openers: list[_Opener] = []
    for item in items:
        if not isinstance(item, _Stars):
            out.append(item)
            continue
        left = item.length
        while item.closes and left and openers and openers[-1].depth < _DEEPEST:
            opener = openers[-1]
            used = 2 if left > 1 and opener.count > 1 else 1
            made = (Strong if used == 2 else Emph)(_merged(out[opener.at + 1 :]))
            left -= used
            opener.count -= used
            opener.depth += 1
            if opener.count:
                out[opener.at :] = ["*" * opener.count, made]
                continue
            out[opener.at :] = [made]
            openers.pop()
            if openers:
                openers[-1].depth = max(openers[-1].depth, opener.depth)
        if left:
            if item.opens:
                openers.append(_Opener(len(out), left))
            out.append("*" * left)
    return out


def _merged(items: Iterable[Inline]) -> Content:
    """Join neighbouring texts and fold source line breaks into single spaces."""
    out: list[Inline] = []
    texts: list[str] = []
    for item in items:
        if isinstance(item, str):
            texts.append(item)
            continue
        _flush(texts, out)
        out.append(item)
    _flush(texts, out)
    return tuple(out)


def _flush(texts: list[str], out: list[Inline]) -> None:
    text = "".join(texts)
    texts.clear()
    if text:
        out.append(_folded(text))


def _folded(text: str) -> str:
    """Line breaks of the source with the blanks around them as single spaces."""
    if "\n" not in text:
        return text
    first, *middle, last = text.split("\n")
    return " ".join((first.rstrip(" \t"), *(part.strip(" \t") for part in middle), last.lstrip(" \t")))
