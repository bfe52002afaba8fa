"""Proof of a redline: what it says when all changes are accepted, and when all are rejected.

Written apart from the writer and shares no code with it: the files are read anew from their bytes. A note is read where
it is marked; what stands in text boxes is read after the rest of its part."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from draftkit.errors import InternalError
from draftkit.model.named import NamedTuple
from draftkit.word.names import Element, W, parse, tags

_DOCUMENT = "word/document.xml"
_P, _T, _DEL_TEXT, _TAB, _BR, _CR, _HYPHEN, _BOX = tags("p t delText tab br cr noBreakHyphen txbxContent")
_NOTES = {W + "footnote": "word/footnotes.xml", W + "endnote": "word/endnotes.xml"}
_START = "\x85"
"""Where a paragraph starts, in the text of a whole part."""
_SIGNS = {_P: _START, _TAB: "\t", _BR: "\n", _CR: "\n", _HYPHEN: "-"}
_SAID = (_T, _DEL_TEXT, *_SIGNS, *(f"{tag}Reference" for tag in _NOTES))
_ADDED, _DROPPED = (W + "ins", W + "moveTo"), (W + "del", W + "moveFrom")
_EDGES = re.compile(r"word/(?:header|footer)\d*\.xml")
_MARKED = re.compile(rb"<w:(?:ins|del|move|footnoteR|endnoteR)")
"""What makes that a paragraph does not say the same wherever it stands."""
_END = b"</w:p>"
_STANDS_FOR = "\ue000".encode()

Parts = Mapping[str, bytes]


class View(NamedTuple):
    """The paragraphs of the body with their notes, and those of each header and footer."""

    body: list[str]
    edges: dict[str, list[str]]


def view(parts: Parts, name: str = "", without: tuple[str, ...] = _DROPPED, root: Element | None = None) -> View:
    """What a file says without what stands in some marks: as it is, the changes it tracks accepted. `root` is that of
    its document, when it was read already."""
    if _DOCUMENT not in parts:
        raise InternalError("{file} holds no document", file=name)
    notes: dict[tuple[str, str], str] = {}
    for tag, part in _NOTES.items():
        for note in parse(parts[part], name).iter(tag) if part in parts else ():
            notes[f"{tag}Reference", note.get(W + "id") or ""] = "\n".join(_texts(note, without))
    body = _texts(parse(parts[_DOCUMENT], name) if root is None else root, without, notes)
    edges = (part for part in sorted(parts) if _EDGES.fullmatch(part))
    return View(body, {part: _texts(parse(parts[part], name), without) for part in edges})


def check_redline(
    old: Parts, new: Parts, redline: Parts, names: tuple[str, str] = ("old", "new"), cut: Sequence[list[bytes]] = ()
) -> None:
    """Raise InternalError unless accepting all changes gives the new text and rejecting all the old one. Headers and
    footers count where both files have them. `cut` are the pieces of both documents, where they are known.

    Paragraphs that are written the same in all three files, unmarked and in the same order, say the same: each run of
    them is read as one sign. Only where what is left proves nothing all is read."""
    documents = [parts.get(_DOCUMENT, b"") for parts in (old, new, redline)]
    short = _abridged([*(cut or map(pieces, documents[:2])), pieces(documents[2])])
    try:
        _check(old, new, redline, names, short or documents)
    except InternalError:
        if not short:
            raise
        _check(old, new, redline, names, documents)


def _check(old: Parts, new: Parts, redline: Parts, names: tuple[str, str], documents: Sequence[bytes]) -> None:
    """The check, `documents` being read as those of the three files."""
    roots = [parse(data, name) if data else None for data, name in zip(documents, (*names, "redline"), strict=True)]
    before, after = view(old, names[0], root=roots[0]), view(new, names[1], root=roots[1])
    shared = set(before.edges) & set(after.edges)
    _compare(after, view(redline, "redline", root=roots[2]), shared)
    _compare(before, view(redline, "redline", _ADDED, roots[2]), shared)


def _abridged(cut: Sequence[list[bytes]]) -> list[bytes]:
    """Three documents in pieces as bytes, with one paragraph in place of each run of paragraphs that all have; none
    when they are not in the same order."""
    counts = [Counter(found) for found in cut]
    same = {piece for piece, count in counts[0].items() if count == counts[1][piece] == counts[2][piece]}
    same = {piece for piece in same if piece.find(_END) == len(piece) - len(_END) and not _MARKED.search(piece)}
    orders = [[piece for piece in found if piece in same] for found in cut]
    if orders[0] != orders[1] or orders[0] != orders[2]:
        return []
    firsts = {0}
    for found in cut:
        at = 0
        for piece in found:
            if piece in same:
                at += 1
            else:
                firsts.add(at)
    short = [START.join(_shortened(found, same, firsts)) for found in cut]
    numbered = len(firsts - {len(orders[0])})
    return short if all(data.count(_STANDS_FOR) == numbered for data in short) else []


def _shortened(found: Iterable[bytes], same: Set[bytes], firsts: Set[int]) -> Iterator[bytes]:
    """The pieces of a document; of those that are the same in all, which `firsts` counts, only the first of each run,
    saying its number."""
    at = 0
    for piece in found:
        if piece not in same:
            yield piece
            continue
        if at in firsts:
            yield b"><w:r><w:t>%b%d</w:t></w:r></w:p>" % (_STANDS_FOR, at)
        at += 1


def _texts(root: Element, without: tuple[str, ...], notes: Mapping[tuple[str, str], str] | None = None) -> list[str]:
    """The texts of the paragraphs below `root` that are not empty."""
    special = _special(root, without, notes or {})
    boxed: list[str] = []
    for box in reversed(list(root.iter(_BOX))):  # an inner one before the one around it
        boxed += [_START, *_said(box, special)]
        special.update((item, "") for item in box.iter(*_SAID))
    return _paragraphs([*_said(root, special), *boxed])


def _said(root: Element, special: Mapping[Element, str]) -> list[str]:
    """What is said below `root` in order."""
    return [special[item] if item in special else _SIGNS.get(item.tag) or item.text or "" for item in root.iter(*_SAID)]


def _special(root: Element, without: tuple[str, ...], notes: Mapping[tuple[str, str], str]) -> dict[Element, str]:
    """What does not say what its name says: marks of notes, tabs that only set a stop, what is not there."""
    special: dict[Element, str] = {}
    for item in root.iter(*_SAID[-2:]):
        special[item] = f"[{notes.get((item.tag, item.get(W + 'id') or ''), '')}]"
    special.update((item, "") for item in root.iter(_TAB) if item.getparent().tag != W + "r")
    special.update((item, "") for item in _unsaid(root, without))
    return special


def _unsaid(root: Element, dropped: tuple[str, ...]) -> Iterator[Element]:
    """All that is not there any more. A paragraph whose mark is gone runs on in the next one, so that one starts no
    new paragraph (ECMA-376 Part 1, 17.13.5)."""
    for mark in root.iter(*dropped):
        parent = mark.getparent()
        if parent.tag == W + "trPr":
            yield from parent.getparent().iter(*_SAID)
        elif parent.tag != W + "rPr":
            yield from mark.iter(*_SAID)
        elif parent.getparent().tag == W + "pPr":
            following = parent.getparent().getparent().getnext()
            if following is not None and following.tag == _P:
                yield following


def _paragraphs(said: Iterable[Any]) -> list[str]:
    text = "".join(said)
    plain = text if text.isascii() else unicodedata.normalize("NFC", text)
    return [paragraph for paragraph in map(str.strip, plain.split(_START)) if paragraph]


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
        told = "the redline does not say what both files say: expected “{wanted}”, found “{found}”"
        raise InternalError(told, wanted=before, found=after)


START = b"<w:p"
_PARAGRAPH = re.compile(START + rb"(?=[\s/>])")
_BOOKMARK, _CLOSED = re.compile(rb"<w:bookmark[^>]*>"), re.compile(rb"</w:bookmark[^>]*>")


def pieces(part: bytes) -> list[bytes]:
    """What comes before the first paragraph, then each paragraph with what follows it up to the next one. Joined by
    START they are the part without its bookmarks, whose numbers each saving counts anew."""
    part = _BOOKMARK.sub(b"", part)
    if b"</w:bookmark" in part:
        part = _CLOSED.sub(b"", part)
    return _PARAGRAPH.split(part)
