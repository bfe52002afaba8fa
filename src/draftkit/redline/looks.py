"""What differs in the look of paragraphs that are on both sides. A redline does not track it: the look is that of the
new file, and that is said."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from draftkit.model.message import Message, msg
from draftkit.text.passage import shortened
from draftkit.word.markup import W_NS
from draftkit.word.names import PPR, RPR, RUN, SECT, TBL, TC, Element, P, T, W, tags
from draftkit.word.read import ACCEPT, REJECT, read_parts
from draftkit.word.values import paragraphs
from draftkit.word.xml import WP, A, is_on

_QUIET = {
    SECT,
    *tags("rPr pPrChange rPrChange lang noProof bCs iCs szCs numPr webHidden rtl tblLook cnfStyle tblW tcW"),
    *tags("tblPrChange tcPrChange trPrChange ins del keepNext"),
}
"""What says nothing of the look, or is told as letters."""
_SAID: Mapping[str, Message] = (
    {"jc": msg("alignment"), "ind": msg("indents"), "spacing": msg("spacing"), "b": msg("bold type")}
    | {"i": msg("italics"), "u": msg("underlining")}
    | dict.fromkeys(("strike", "dstrike"), msg("words struck through"))
    | {"vanish": msg("hidden words"), "vertAlign": msg("raised or lowered signs"), "color": msg("colour of type")}
    | {"sz": msg("size of type"), "rFonts": msg("fonts"), **dict.fromkeys(("pStyle", "rStyle"), msg("styles"))}
    | {"numPr": msg("automatic numbers"), "tblPr": msg("layout of tables")}
    | {"drawing": msg("size, crop or description of pictures")}
)
_OTHER = msg("other formatting")
_OF_TABLES = tags("tblPr tblGrid trPr tcPr")
_DRAWN = {WP + "extent": ("cx", "cy"), WP + "docPr": ("descr", "title"), A + "srcRect": tuple("ltrb")}
"""What of a picture is its look; its number and name are given anew by whatever saves it."""
_QUOTED = 50  # signs of a paragraph that a message quotes
_IDS = re.compile(rb' w:rsid\w*="[^"]*"')
_SAYS = re.compile(rb"<w:t(?: [^>/]*)?>([^<]*)")
_NUMBERED = b"numPr>"
_NUMBERING = ("word/document.xml", "word/styles.xml")

Properties = tuple[tuple[str, Any, Any], ...]
Look = tuple[Properties, tuple[tuple[Properties, str], ...]]


class Looks:
    """Gathers the paragraphs whose look differs."""

    def __init__(self) -> None:
        self.first = ""
        self.count = 0
        self._names: dict[str, None] = {}

    def equal(self, old: Element, new: Element, cut: Sequence[Sequence[bytes]] | None = None) -> None:
        """Compare the paragraphs below two roots that say the same, the first with the first, and so on. `cut` are the
        pieces of the bytes that the roots were read from and still say."""
        before, after = _written_otherwise((old, new), cut) if cut else [list(root.iter(P)) for root in (old, new)]
        known: dict[str, list[Look]] = defaultdict(list)
        for paragraph in before:
            look = _look(paragraph)
            known[_text(look)].append(look)
        seen: dict[str, int] = defaultdict(int)
        for paragraph in after:
            look = _look(paragraph)
            text = _text(look)
            others, at = known.get(text, ()), seen[text]
            seen[text] += 1
            if text and at < len(others) and others[at] != look:
                self._note(others[at], look, text)
        tables: dict[tuple[str, ...], list[Element]] = defaultdict(list)
        for table in old.iter(TBL):
            tables[_cells(table)].append(table)
        for table in new.iter(TBL):
            like = tables.get(_cells(table))
            if like:
                self.table(like.pop(0), table)

    def table(self, old: Element, new: Element) -> None:
        """Compare the layout of two tables: of the whole, and of rows and cells where both have as many."""
        before, after = (
            [_properties(item) for item in table.iter(*_OF_TABLES) if item.getparent() is not None]
            for table in (old, new)
        )
        if before[:2] != after[:2] or (len(before) == len(after) and before != after):
            self._differs("tblPr", "".join(item.text or "" for item in new.iter(T)))

    def pair(self, old: Element, new: Element) -> None:
        """Compare two paragraphs that do not say the same: how another word looks says nothing of this one."""
        if _plainly_alike(old, new):
            return
        before, after = _look(old), _look(new)
        if _which(before) != _which(after):
            self._note(_which(before), _which(after), _text(after))

    def drawing(self, old: Element, new: Element) -> None:
        """Compare how a picture that is on both sides is shown and described."""
        if _drawn(old) != _drawn(new):
            self._differs("drawing", next((item.get("descr") or "" for item in new.iter(WP + "docPr")), ""))

    def numbers(self, old: Mapping[str, bytes], redline: Mapping[str, bytes]) -> None:
        """Compare the automatic numbers, which no word of a paragraph says, with those that rejecting all gives: a list
        counts again by itself what comes back."""
        if not any(_NUMBERED in parts.get(part, b"") for parts in (old, redline) for part in _NUMBERING):
            return
        known = dict(_numbers(old, ACCEPT))
        for key, number in _numbers(redline, REJECT):
            if known.get(key, number) != number:
                self._differs("numPr", f"{number} {key[0]}")

    def _differs(self, name: str, text: str) -> None:
        self.count += 1
        self.first = self.first or text
        self._names[name] = None

    def _note(self, before: Look, after: Look, text: str) -> None:
        self.count += 1
        self.first = self.first or " ".join(text.split())
        looks = [{one for one, _ in runs} for _, runs in (before, after)]
        common = set.intersection(*map(set, looks[0] | looks[1])) if looks[0] or looks[1] else set()
        differing = set(before[0]) ^ set(after[0]) | {item for one in looks[0] | looks[1] for item in one} - common
        self._names |= dict.fromkeys(item[0].rpartition("}")[2] for item in sorted(differing))

    def notices(self, file: str) -> Iterator[Message]:
        """What the reader of the redline should know; `file` is the new one."""
        if self.count:
            found = (_SAID.get(name, _OTHER) for name in self._names)
            said = list({one.text: one for one in found}.values()) or [_OTHER]
            short = shortened(self.first, _QUOTED)
            what = said[0]
            for one in said[1:]:
                what = msg("{first}, {second}", first=what, second=one)
            text = (
                "Layout differs in {count} paragraphs ({what}) and is not tracked: it is as in {file}. First: “{text}”"
            )
            yield msg(text, count=self.count, what=what, file=file, text=short)


def _written_otherwise(roots: Sequence[Element], cut: Sequence[Sequence[bytes]]) -> list[list[Element]]:
    """The paragraphs of both sides that say the same in other bytes, by which most are told not to differ. All, where
    the bytes do not tell paragraphs apart."""
    sides = [[_IDS.sub(b"", piece) if b" w:rsid" in piece else piece for piece in side[1:]] for side in cut]
    says = {piece: b"".join(_SAYS.findall(piece)) for piece in {*sides[0], *sides[1]}}
    untold = any(b"txbxContent" in piece or b"<!" in piece for piece in says)
    if untold or any(len(side) != _count()(root) for side, root in zip(sides, roots, strict=True)):
        return [list(root.iter(P)) for root in roots]
    written = Counter(says.values())
    odd = {piece for piece, text in says.items() if text and written[text] > 1}
    return [
        [one for one, piece in zip(root.iter(P), side, strict=True) if piece in odd] if odd else []
        for root, side in zip(roots, sides, strict=True)
    ]


@cache
def _count() -> Any:
    """Counts the paragraphs of a part."""
    from lxml import etree

    return etree.XPath("count(descendant::w:p)", namespaces={"w": W_NS})


def _plainly_alike(old: Element, new: Element) -> bool:
    """Whether two paragraphs have the same properties, and their words with none of their own, as most are."""
    from lxml import etree

    before, after = ([etree.tostring(item) for item in paragraph.iter(PPR, RPR)] for paragraph in (old, new))
    return len(before) < 2 and before == after


def _which(look: Look) -> Look:
    """The looks that occur in a paragraph, whatever they stand on; how far the lines of a heading are set in from both
    sides follows its words."""
    return tuple(one for one in look[0] if not _is_even(one)), tuple(
        (one, "") for one in sorted({one for one, _ in look[1]})
    )


def _is_even(one: tuple[str, Any, Any]) -> bool:
    values = dict(one[1])
    return one[0] == W + "ind" and len(values) == 2 and values.get(W + "left") == values.get(W + "right")


def _numbers(parts: Mapping[str, bytes], changes: str) -> Iterator[tuple[tuple[str, int], str]]:
    """The automatic number of each paragraph, by its words and how many with the same come before it."""
    seen: dict[str, int] = defaultdict(int)
    for section in read_parts(parts, "", changes=changes).sections:
        for paragraph in paragraphs(section.blocks):
            words = " ".join(paragraph._replace(number="").text().split())
            yield (words, seen[words]), paragraph.number
            seen[words] += 1


def _cells(table: Element) -> tuple[str, ...]:
    return tuple("".join(item.text or "" for item in cell.iter(T)) for cell in table.iter(TC))


def _text(look: Look) -> str:
    return "".join(text for _, text in look[1])


def _drawn(drawing: Element) -> list[tuple[str, tuple[str, ...]]]:
    said = ((item.tag, tuple(item.get(key) or "" for key in _DRAWN[item.tag])) for item in drawing.iter(*_DRAWN))
    return [one for one in said if any(one[1])]


def _look(paragraph: Element) -> Look:
    runs: list[tuple[Properties, str]] = []
    for run in paragraph.iter(RUN):
        text, properties = "", None
        for child in run:
            if child.tag == T:
                text += child.text or ""
            elif child.tag == RPR:
                properties = child
        if not text:
            continue
        look = _properties(properties)
        if runs and (runs[-1][0] == look or not text.strip()):
            runs[-1] = runs[-1][0], runs[-1][1] + text
        else:
            runs.append((look, text))
    return _properties(paragraph.find(PPR)), tuple(runs)


def _properties(element: Element | None) -> Properties:
    if element is None or not len(element):
        return ()
    return tuple(
        sorted(
            (item.tag, _attributes(item), tuple((one.tag, _attributes(one)) for one in item))
            for item in element
            if item.tag not in _QUIET and is_on(item)
        )
    )


def _attributes(element: Element) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(element.attrib.items()))
