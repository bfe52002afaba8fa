"""Proof of a redline: what it says when all changes are accepted, and when all are rejected.

Written apart from the writer and shares no code with it: the file is read anew from its bytes. A note is read where it
is marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from draftkit.errors import InternalError
from draftkit.word.names import Element, parse

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _T, _DEL_TEXT, _TAB, _BR, _CR, _HYPHEN, _BOX = (
    _W + name for name in ("p", "t", "delText", "tab", "br", "cr", "noBreakHyphen", "txbxContent")
)
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

    def __init__(self, parts: Parts, name: str, roots: Mapping[str, Element] | None = None) -> None:
        """`roots` are parts that were parsed already and not changed since."""
        self.parts = parts
        self.name = name
        self.roots: dict[str, Element] = dict(roots or {})

    def view(self, accept: bool) -> View:
        """All it says with the changes accepted, or rejected."""
        notes: dict[str, dict[str, str]] = {}
        for tag, part in ((_NOTE, "footnote"), (_END_NOTE, "endnote")):
            root = self._root(f"word/{part}s.xml")
            if root is not None:
                notes[tag] = {
                    note.get(_W + "id") or "": "\n".join(_texts(note, accept, {})) for note in root.iter(_W + part)
                }
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
    order: list[tuple[Element, list[str]]] = []
    said: dict[Element, list[str]] = {}
    current: list[str] | None = None
    for item in root.iter(_P, _T, _DEL_TEXT, _NOTE, _END_NOTE, *_SIGNS):
        if gone and item in gone:
            continue
        tag = item.tag
        if tag == _P:
            current = []
            order.append((item, current))
            if boxed:
                said[item] = current
            continue
        if boxed:
            current = said.get(next(item.iterancestors(_P), None))
        if current is None:
            continue
        if tag in (_T, _DEL_TEXT):
            current.append(item.text or "")
        elif tag in notes:
            current.append(f"[{notes[tag].get(item.get(_W + 'id'), '')}]")
        elif tag in _SIGNS and item.getparent().tag == _W + "r":
            current.append(_SIGNS[tag])
    return list(_joined(order, joined, gone))


def _joined(order: list[tuple[Element, list[str]]], joined: set[Element], gone: set[Element]) -> Iterator[str]:
    """Paragraphs whose mark is gone run on in the next one, which then stands where they stood; those that say
    something."""
    texts: list[str] = []
    places: dict[Element, int] = {}
    for paragraph, parts in order:
        at = places.pop(paragraph, -1) if places else -1
        if at < 0:
            at = len(texts)
            texts.append("".join(parts))
        else:
            texts[at] += "".join(parts)
        if joined and paragraph in joined:
            following = paragraph.getnext()
            if following is not None and following.tag == _P and following not in gone:
                places[following] = at
    for text in texts:
        plain = text if text.isascii() else unicodedata.normalize("NFC", text)
        if plain.strip():
            yield plain.strip()


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


def check_redline(old: View, new: View, redline: Parts) -> None:
    """Raise InternalError unless accepting all changes gives the new text and rejecting all the old one. Headers and
    footers count where both files have them."""
    made = Reader(redline, "redline")
    shared = set(old.edges) & set(new.edges)
    _compare(new, made.view(True), shared)
    _compare(old, made.view(False), shared)


def view(parts: Parts, name: str = "") -> View:
    """What a file says, the changes it tracks accepted."""
    return Reader(parts, name).view(True)


def _compare(wanted: View, found: View, shared: set[str]) -> None:
    lists = [
        (wanted.body, found.body),
        *((texts, found.edges.get(name, [])) for name, texts in wanted.edges.items() if name in shared),
    ]
    for expected, said in lists:
        if expected == said:
            continue
        at = next(
            (at for at, pair in enumerate(zip(expected, said, strict=False)) if pair[0] != pair[1]),
            min(len(expected), len(said)),
        )
        before, after = (items[at] if at < len(items) else "" for items in (expected, said))
        raise InternalError(
            "the redline does not say what both files say: expected “{wanted}”, found “{found}”",
            wanted=before,
            found=after,
        )
