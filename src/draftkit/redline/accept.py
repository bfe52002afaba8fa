"""Accepts the tracked changes a file already has, so that what is compared is plain text."""

from __future__ import annotations

from draftkit.redline.marks import HYPERLINK
from draftkit.word.identity import LOCK, LOCK_ON, is_term_mark
from draftkit.word.names import DEL, INS, MOVE_FROM, MOVE_TO, PPR, RPR, SDT, SDT_CONTENT, TR, TRPR, Element, P, W
from draftkit.word.revisions import FORMER_LOOKS, RANGES

_GONE = (DEL, MOVE_FROM)
_KEPT = (INS, MOVE_TO)
_OLD_FORMATS = (*FORMER_LOOKS, W + "numberingChange")
_CELLS = (W + "cellIns", W + "cellMerge")


def accept_all(root: Element) -> int:
    """Accept every revision in a part, in place. Returns how many there were."""
    found = list(root.iter(*_GONE, *_KEPT, *_OLD_FORMATS, *RANGES, *_CELLS, W + "cellDel"))
    if not found:
        return 0
    for row in list(root.iter(TR)):
        properties = row.find(TRPR)
        if properties is not None and any(properties.find(name) is not None for name in _GONE):
            row.getparent().remove(row)
    for cell in [item.getparent().getparent() for item in root.iter(W + "cellDel")]:
        if cell.getparent() is not None:
            cell.getparent().remove(cell)
    joined = [p for p in root.iter(P) if any(p.find(f"{PPR}/{RPR}/{name}") is not None for name in _GONE)]
    for element in list(root.iter(*_GONE)):
        if element.getparent().tag not in (RPR, TRPR):
            _removed(element)
    for element in list(root.iter(*_KEPT)):
        _unwrapped(element) if element.getparent().tag not in (RPR, TRPR) else _removed(element)
    for element in list(root.iter(*_OLD_FORMATS, *RANGES, *_CELLS)):
        _removed(element)
    for paragraph in joined:
        _into_next(paragraph)
    for table in list(root.iter(W + "tbl")):
        if table.find(TR) is None and table.find(W + "sdt") is None and table.find(W + "customXml") is None:
            _removed(table)
    return len(found)


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
            item[:] = content[1 if lock.startswith(LOCK_ON) and content[0].tag == P else 0 :]
            _unwrapped(item)


def _removed(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrapped(element: Element) -> None:
    parent = element.getparent()
    at = parent.index(element)
    parent[at : at + 1] = list(element)


def _into_next(paragraph: Element) -> None:
    """A paragraph whose mark is gone runs on in the next one."""
    mark = paragraph.find(f"{PPR}/{RPR}")
    for name in _GONE:
        for element in mark.findall(name):
            mark.remove(element)
    following = paragraph.getnext()
    inner = [child for child in paragraph if child.tag != PPR]
    if following is not None and following.tag == P:
        at = 1 if len(following) and following[0].tag == PPR else 0
        following[at:at] = inner
        _removed(paragraph)
    elif not any(child.tag == W + "r" for child in inner) and paragraph.getparent().tag != W + "tc":
        _removed(paragraph)
