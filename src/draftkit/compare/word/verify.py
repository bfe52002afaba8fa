"""Proof of a redline: what it says when all changes are accepted, and when all are rejected.

Written apart from the writer and shares no code with it: the file is read anew from its bytes. A note is read where it is marked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from draftkit.compare.word.names import Element, parse
from draftkit.errors import InternalError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _T, _DEL_TEXT, _TAB, _BR, _CR, _HYPHEN, _BOX = (_W + name for name in ("p", "t", "delText", "tab", "br", "cr", "noBreakHyphen", "txbxContent"))
_NOTE, _END_NOTE = _W + "footnoteReference", _W + "endnoteReference"
_SIGNS = {_TAB: "\t", _BR: "\n", _CR: "\n", _HYPHEN: "-"}
_ADDED, _DROPPED = (_W + "ins", _W + "moveTo"), (_W + "del", _W + "moveFrom")
_EDGES = re.compile(r"word/(?:header|footer)\d*\.xml")

Parts = Mapping[str, bytes]


class View(NamedTuple):
    """The paragraphs of the body with their notes, and those of each header and footer."""

    body: list[str]
    edges: dict[str, list[str]]


class Reader:
    """Reads one package; each part is parsed once."""

    def __init__(self, parts: Parts, name: str) -> None:
        self.parts = parts
        self.name = name
        self.roots: dict[str, Element] = {}

    def view(self, accept: bool) -> View:
        """All it says with the changes accepted, or rejected."""
        notes: dict[str, dict[str, str]] = {}
        for tag, part in ((_NOTE, "footnote"), (_END_NOTE, "endnote")):
            root = self._root(f"word/{part}s.xml")
            if root is not None:
                notes[tag] = {note.get(_W + "id") or "": "\n".join(_texts(note, accept, {})) for note in root.iter(_W + part)}
        body = self._root("word/document.xml")
        if body is None:
            raise InternalError("{file} holds no document", file=self.name)
        edges = {name: _texts(self._root(name), accept, {}) for name in sorted(self.parts) if _EDGES.fullmatch(name)}
        return View(_texts(body, accept, notes), edges)

    def _root(self, part: str) -> Element:
        if part not in self.roots:
            self.roots[part] = parse(self.parts[part], self.name) if part in self.parts else None
        return self.roots[part]


def _texts(root: Element, accept: bool, notes: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The texts of the paragraphs below `root` that are not empty."""
    gone, joined = _gone(root, _DROPPED if accept else _ADDED)
    boxed = next(root.iter(_BOX), None) is not None
    order: list[Element] = []
    said: dict[Element, list[str]] = {}
    current: Element | None = None
    for item in root.iter(_P, _T, _DEL_TEXT, _NOTE, _END_NOTE, *_SIGNS):
        tag = item.tag
        if item in gone:
            continue
        if tag == _P:
            current = item
            order.append(item)
            said[item] = []
            continue
        if tag in _SIGNS and item.getparent().tag != _W + "r":
            continue
        holder = next(item.iterancestors(_P), None) if boxed else current
        if holder not in said:
            continue
        text = _SIGNS.get(tag)
        if text is None:
            text = f"[{notes[tag].get(item.get(_W + 'id'), '')}]" if tag in notes else item.text or ""
        said[holder].append(text)
    out: list[str] = []
    carried: dict[Element, str] = {}
    for paragraph in order:
        text = carried.pop(paragraph, "") + "".join(said[paragraph])
        following = paragraph.getnext()
        if paragraph in joined and following is not None and following.tag == _P and following in said:
            carried[following] = text
            continue
        text = unicodedata.normalize("NFC", text).strip()
        if text:
            out.append(text)
    return out


def _gone(root: Element, dropped: tuple[str, str]) -> tuple[set[Element], set[Element]]:
    """All that is not there any more, and the paragraphs whose mark is not."""
    gone: set[Element] = set()
    joined: set[Element] = set()
    for mark in root.iter(*dropped):
        parent = mark.getparent()
        if parent.tag == _W + "rPr":
            if parent.getparent().tag == _W + "pPr":
                joined.add(parent.getparent().getparent())
        elif parent.tag == _W + "trPr":
            gone.update(parent.getparent().iter())
        else:
            gone.update(mark.iter())
    return gone, joined


def check_redline(old: Parts, new: Parts, redline: Parts) -> None:
    """Raise InternalError unless accepting all changes gives the new text and rejecting all the old one. Headers and footers count where both files have them."""
    made = Reader(redline, "redline")
    for wanted, accept in ((Reader(new, "new"), True), (Reader(old, "old"), False)):
        _compare(wanted.view(True), made.view(accept), set(old) & set(new))


def _compare(wanted: View, found: View, shared: set[str]) -> None:
    lists = [(wanted.body, found.body), *((texts, found.edges.get(name, [])) for name, texts in wanted.edges.items() if name in shared)]
    for expected, said in lists:
        if expected == said:
            continue
        at = next((at for at, pair in enumerate(zip(expected, said, strict=False)) if pair[0] != pair[1]), min(len(expected), len(said)))
        before, after = (items[at] if at < len(items) else "" for items in (expected, said))
        raise InternalError("the redline does not say what both files say: expected “{wanted}”, found “{found}”", wanted=before, found=after)
