"""Tracked changes accepted or rejected, on the tree of a part before it is read: numbers then count what is left
(ECMA-376 Part 1, 17.13.5)."""

from __future__ import annotations

from collections import Counter

from draftkit.model.named import NamedTuple
from draftkit.word.xml import VAL, Element, M, W, tags

_P, _PPR, _RPR, _TR, _TC, _TBL = W + "p", W + "pPr", W + "rPr", W + "tr", W + "tc", W + "tbl"
_RANGED = "moveFromRange moveToRange customXmlInsRange customXmlDelRange customXmlMoveFromRange customXmlMoveToRange"
RANGES = frozenset((W + "numberingChange", *(kind + end for kind in tags(_RANGED) for end in ("Start", "End"))))
"""Marks of where something moved, or was put in or taken out, begins and ends; and what an automatic number was."""
STILL = frozenset(tags("bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd proofErr permStart permEnd"))
"""Points in a text, of which nothing is seen."""
FORMER_LOOKS = frozenset(
    tags("rPrChange pPrChange sectPrChange tblPrChange tblPrExChange trPrChange tcPrChange tblGridChange")
)
"""What keeps the look of something before it was changed."""
_PLAIN = {W + "delText": W + "t", W + "delInstrText": W + "instrText"}
_KEPT_IN_OLD = {
    W + "pPrChange": (_RPR, W + "sectPr"),
    W + "rPrChange": (W + "ins", W + "del", W + "moveFrom", W + "moveTo"),
    W + "trPrChange": (W + "ins", W + "del"),
    W + "tcPrChange": (W + "cellIns", W + "cellDel", W + "cellMerge"),
}


_BLOCKS = frozenset((_P, _TC, _TR, _TBL, W + "body"))
_AUTHOR = W + "author"
_CHANGES = frozenset(tags("ins del moveFrom moveTo cellIns cellDel"))


class _View(NamedTuple):
    gone: frozenset[str]
    kept: frozenset[str]
    cell: str
    old: bool


_ACCEPT = _View(frozenset((W + "del", W + "moveFrom")), frozenset((W + "ins", W + "moveTo")), W + "cellDel", old=False)
_REJECT = _View(frozenset((W + "ins", W + "moveTo")), frozenset((W + "del", W + "moveFrom")), W + "cellIns", old=True)


def accept(root: Element) -> None:
    """Make all tracked changes in a part, in place."""
    _settle(root, _ACCEPT)


def reject(root: Element) -> None:
    """Take all tracked changes in a part back, in place."""
    _settle(root, _REJECT)


def has_revisions(data: bytes) -> bool:
    """Whether a part may hold tracked changes; quick, and never wrong when it says no."""
    return any(
        sign in data for sign in (b":ins ", b":del ", b":ins>", b":del>", b":moveFrom", b":moveTo", b"Change", b":cell")
    )


def changed_by(root: Element) -> tuple[Counter[str], Counter[str]]:
    """Who changed the text of a part under tracked changes, and who only its looks, and how many times. What one person
    takes out and puts in at one place is one change; looks count once a paragraph, cell, row or table."""
    text: Counter[str] = Counter()
    looks: Counter[str] = Counter()
    _count(root, text, looks, set(), None)
    return text, looks


def _count(parent: Element, text: Counter[str], looks: Counter[str], here: set[str], before: str | None) -> None:
    """Count the changes below an element. `here` gathers who changed the looks of the block around it, or of what a
    change put in, which nobody counts; `before`: who changed what stands right before."""
    mark = parent.findall(_PPR) if parent.tag == _P else []  # it stands behind the text of its paragraph
    for item in (*(one for one in parent if one not in mark), *mark):
        if item.tag in RANGES or item.tag in STILL:
            continue
        who, change = item.get(_AUTHOR, ""), item.tag in _CHANGES
        if item.tag in FORMER_LOOKS:
            here.add(who)
            continue
        if change and before != who:
            text[who] += 1
        block: set[str] = set() if change or item.tag in _BLOCKS else here
        _count(item, text, looks, block, before if item.tag in (_PPR, _RPR) else None)
        if item.tag in _BLOCKS and not change:
            looks.update(block)
        before = who if change else before if parent.tag in (_PPR, _RPR) else None


def _settle(parent: Element, view: _View) -> None:
    out: list[Element] = []
    joined: list[Element] = []
    for item in _opened(parent, view):
        tag = item.tag
        if tag == _TR and _gone(item, W + "trPr", view):
            continue
        if tag == _TC and _cell_gone(item, view):
            continue
        _properties(item, view)
        goes = tag == _P and _gone(item, f"{_PPR}/{_RPR}", view)
        _settle(item, view)
        if tag == _TBL and not any(True for _ in item.iter(_TR)):
            continue
        if goes:
            joined.append(item)
            continue
        if joined and tag == _P:
            _join(joined, item)
            joined = []
        elif joined and tag not in STILL:
            out += [left for left in joined if _holds(left)]
            joined = []
        out.append(item)
    out += [left for left in joined if _holds(left)]
    if parent.tag == _TC and not any(item.tag == _P for item in out[-1:]) and joined:
        out.append(joined[-1])
    parent[:] = out


def _opened(parent: Element, view: _View) -> list[Element]:
    """The children without what goes, and what stays out of its marks. Marks in properties are no containers."""
    if parent.tag in (_RPR, _PPR, W + "trPr", W + "tcPr", M + "ctrlPr"):
        return [item for item in parent if item.tag not in view.gone | view.kept]
    out: list[Element] = []
    for item in parent:
        if item.tag in RANGES or item.tag in view.gone:
            continue
        if item.tag in view.kept:
            out += _opened(item, view)
        else:
            if view.old and item.tag in _PLAIN:
                item.tag = _PLAIN[item.tag]
            out.append(item)
    return out


def _gone(element: Element, properties: str, view: _View) -> bool:
    """Whether the properties of a paragraph mark or row say that it goes."""
    marks = element.find(properties)
    return marks is not None and any(item.tag in view.gone for item in marks)


def _cell_gone(cell: Element, view: _View) -> bool:
    tcpr = cell.find(W + "tcPr")
    if tcpr is None:
        return False
    merge = tcpr.find(W + "cellMerge")
    if merge is not None:
        kind = merge.get(W + ("vMergeOrig" if view.old else "vMerge"))
        tcpr.remove(merge)
        for known in tcpr.findall(W + "vMerge"):
            tcpr.remove(known)
        if kind:
            tcpr.append(tcpr.makeelement(W + "vMerge", {VAL: "restart" if kind == "rest" else "continue"}))
    return tcpr.find(view.cell) is not None


def _properties(item: Element, view: _View) -> None:
    """Formatting as it is, or as it was before the change."""
    if not item.tag.endswith(("Pr", "PrEx", "tblGrid")):
        return
    for change in [part for part in item if part.tag in FORMER_LOOKS]:
        old = change[0] if len(change) else None
        if view.old:
            kept = [part for part in item if part.tag in _KEPT_IN_OLD.get(change.tag, ())]
            item[:] = [*(old if old is not None else []), *kept]
            break
        item.remove(change)


def _join(before: list[Element], into: Element) -> None:
    """Put the content of paragraphs whose marks go before that of the next one, whose mark and properties stay."""
    own = into.find(_PPR)
    content = [part for paragraph in before for part in paragraph if part.tag != _PPR]
    rest = [part for part in into if part.tag != _PPR]
    into[:] = [*([own] if own is not None else []), *content, *rest]


def _holds(paragraph: Element) -> bool:
    return any(part.tag != _PPR for part in paragraph)
