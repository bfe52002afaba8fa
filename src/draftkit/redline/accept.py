"""Accepts the tracked changes a file already has, so that what is compared is plain text."""

from __future__ import annotations

from draftkit.redline.marks import HYPERLINK
from draftkit.word.identity import LOCK, LOCK_ON, is_term_mark
from draftkit.word.names import DEL, INS, MOVE_FROM, MOVE_TO, SDT, SDT_CONTENT, Element, P, W
from draftkit.word.revisions import FORMER_LOOKS, RANGES, accept

_CELLS = tuple(W + name for name in ("cellIns", "cellDel", "cellMerge"))


def accept_all(root: Element) -> int:
    """Accept every revision in a part, in place. Returns how many there were."""
    count = sum(1 for _ in root.iter(DEL, MOVE_FROM, INS, MOVE_TO, *FORMER_LOOKS, *RANGES, *_CELLS))
    if count:
        accept(root)
    return count


def unwrap_made(root: Element) -> None:
    """Take out, in place, what draftkit writes around the text of a part and nobody typed: links of terms to their
    definitions, and locks, in which no change could be accepted."""
    for item in list(root.iter(HYPERLINK, SDT)):
        if item.tag == HYPERLINK:
            if is_term_mark(item.get(W + "anchor") or ""):
                _unwrapped(item)
            continue
        tag, content = (item.find(path) for path in (f"{W}sdtPr/{W}tag", SDT_CONTENT))
        lock = "" if tag is None or content is None else tag.get(W + "val") or ""
        if lock.startswith(LOCK):
            item[:] = content[1 if lock.startswith(LOCK_ON) and len(content) and content[0].tag == P else 0 :]
            _unwrapped(item)


def _unwrapped(element: Element) -> None:
    parent = element.getparent()
    at = parent.index(element)
    parent[at : at + 1] = list(element)
