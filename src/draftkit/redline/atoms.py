"""The content of a paragraph cut into atoms: words, blanks and signs of text, other things a run holds, and things that
hold runs themselves (links, fields, controls)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from draftkit.model.named import NamedTuple
from draftkit.redline.carry import canonical
from draftkit.redline.marks import HYPERLINK, INSTR, WRAPPERS
from draftkit.text.edits import tokens
from draftkit.word.edit import Package
from draftkit.word.names import FIELD, MC, RPR, RUN, SDT, TXBX, Element, M, R, T, W

_STILL_IN_RUN = frozenset((W + "lastRenderedPageBreak", W + "annotationRef"))
DRAWN = frozenset((W + "drawing", W + "pict", W + "object", MC + "AlternateContent"))
NOTES = {W + "footnoteReference": "word/footnotes.xml", W + "endnoteReference": "word/endnotes.xml"}


class Atom(NamedTuple):
    """`key` is equal for equal atoms. Text and other pieces belong to a `run`; `nodes` are elements that stand in the
    paragraph themselves."""

    key: Hashable
    run: Element | None = None
    piece: str | Element = ""
    nodes: tuple[Element, ...] = ()


def atoms(children: Iterable[Element], package: Package, part: str) -> Iterator[Atom]:
    """The content of a paragraph of `part`, cut."""
    waiting = list(children)
    at = 0
    while at < len(waiting):
        child = waiting[at]
        at += 1
        if child.tag == RUN:
            end = _field_end(waiting, at - 1)
            if end:
                nodes = tuple(waiting[at - 1 : end])
                code = "".join(item.text or "" for part in nodes for item in part.iter(INSTR))
                whole = "" if field_parts(nodes)[2] else "".join(text for part in nodes for text in part.itertext())
                yield Atom(("field", " ".join(code.split()), whole), nodes=nodes)
                at = end
            else:
                yield from _run(child, package, part)
        elif child.tag in WRAPPERS:
            yield Atom(_sign(child, package, part), nodes=(child,))
        elif child.tag in (M + "oMath", M + "oMathPara"):
            yield Atom(("math", canonical(child)), nodes=(child,))
        else:
            yield Atom(None, nodes=(child,))


def _run(run: Element, package: Package, part: str) -> Iterator[Atom]:
    for child in run:
        if child.tag == T:
            for token in tokens(child.text or ""):
                yield Atom(token, run, token)
        elif child.tag in _STILL_IN_RUN:
            continue
        elif child.tag != RPR:
            yield Atom(_piece(child, package, part), run, child)


def _piece(child: Element, package: Package, part: str) -> Hashable:
    if child.tag in NOTES:
        return (child.tag,)
    if child.tag in DRAWN:
        links = tuple(
            package.sign(part, value)
            for item in child.iter()
            for key, value in item.attrib.items()
            if key.startswith(R)
        )
        boxes = sum(1 for _ in child.iter(TXBX))
        return ("drawing", boxes, links, "" if boxes or any(links) else canonical(child))
    return (child.tag, child.text or "", *sorted(child.attrib.items()))


def _sign(child: Element, package: Package, part: str) -> Hashable:
    """What makes a link, field or control the same on both sides."""
    if child.tag == HYPERLINK:
        return (child.tag, package.sign(part, child.get(R + "id") or ""), child.get(W + "anchor") or "")
    if child.tag == FIELD:
        return (child.tag, " ".join((child.get(W + "instr") or "").split()))
    if child.tag == SDT:
        names = tuple(item.get(W + "val") or "" for item in child.iter(W + "tag", W + "alias"))
        return (child.tag, names)
    return (child.tag, child.get(W + "element") or "")


def _field_end(children: Sequence[Element], start: int) -> int:
    """Where a complex field that begins in the run at `start` ends (the index after its last run); 0 when none begins
    there, or it runs out of the paragraph."""
    depth = 0
    for at in range(start, len(children)):
        if children[at].tag != RUN:
            continue
        for sign in children[at].iter(W + "fldChar"):
            kind = sign.get(W + "fldCharType")
            depth += 1 if kind == "begin" else -1 if kind == "end" else 0
        if not depth:
            return at + 1 if at > start or children[at].find(W + "fldChar") is not None else 0
    return 0


def field_parts(nodes: Sequence[Element]) -> tuple[list[Element], list[Element], list[Element]]:
    """The runs of a complex field up to its separator, its result, and its end."""
    signs = [next((sign.get(W + "fldCharType") for sign in node.iter(W + "fldChar")), "") for node in nodes]
    if (
        "separate" not in signs
        or signs.count("begin") > 1
        or any(len(list(node.iter(W + "fldChar"))) > 1 for node in nodes)
    ):
        return list(nodes), [], []
    first = signs.index("separate") + 1
    return list(nodes[:first]), list(nodes[first:-1]), list(nodes[-1:])
