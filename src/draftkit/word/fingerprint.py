"""What in a Word file changes its meaning without changing its letters, for every command that compares or takes over
such files: struck and hidden words, small letters shown as capitals, raised and lowered figures, formulas, pictures by
their bytes and what is cut off them, text boxes, headers and footers, addresses of links, codes of fields, comments and
whether they are resolved, charts and embedded files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import groupby
from xml.etree import ElementTree

from draftkit.model.named import NamedTuple
from draftkit.text import marks as kinds
from draftkit.text.marks import Fingerprint, Gatherer, Mark, normal
from draftkit.word.markup import LIST_STYLE
from draftkit.word.read import plain
from draftkit.word.story import COUNTED
from draftkit.word.values import Block, Drawing, Paragraph, Run, Section, Table, WordFile
from draftkit.word.xml import Element, M, W

_WHITE = "FFFFFF"
_NO_GROUND = ("", _WHITE)
_TINY_PT = 2
_CONTENTS = ("toc ", LIST_STYLE)
"""Begins the names of the styles of contents lists."""
_MADE_AGAIN = frozenset(("TOC", "SEQ", "HYPERLINK", *COUNTED))
"""Fields that are told otherwise, or that Word makes again from what stands elsewhere."""
_SWITCH = re.compile(r'\\\*\s*\w+|\\[#@]\s*(?:"[^"]*"|\S+)|\\\w+')
_LETTERS = re.compile(rb"<(?:\w+:)?(?:v|t)(?: [^>]*)?>([^<]*)<")


def fingerprint(file: WordFile) -> Fingerprint:
    """The fingerprint of a file, tracked changes as they were read (of kept ones as if accepted). Two files of the
    same letters say the same only when `text.marks.differences` of theirs finds nothing.

    Marks of the text carry the ordinal of their paragraph, those of a note that of the paragraph which marks it; those
    of a text box, which are also told by themselves, that of the paragraph it is anchored in."""
    reading = _Reading(file)
    for at, section in enumerate(file.sections):
        reading.blocks(section.blocks)
        reading.edges(section, file.sections[at - 1] if at else None)
    for kind, notes in (("note", file.footnotes), ("endnote", file.endnotes)):
        for id, blocks in notes.items():
            reading.blocks(blocks, kinds.NOTES, reading.marked.get((kind, id), 0))
    for comment in file.comments:
        words = f"{comment.author}: {comment.text}"
        mark = Mark(kinds.COMMENT, words, kinds.DONE if comment.done else kinds.OPEN)
        reading.out.paragraph(comment.quote, [mark], kinds.COMMENTS, comment.paragraph)
    for name, data in file.objects.items():
        words = b" ".join(_LETTERS.findall(data)).decode("utf-8", "replace") if name.endswith(".xml") else ""
        reading.out.paragraph("", [Mark(kinds.OBJECT, words, "" if words else _sum(data))], kinds.BODY)
    return reading.out.fingerprint()


class Look(NamedTuple):
    """What of the format of a run changes its meaning."""

    struck: bool
    hidden: bool
    vertical: str
    link: str
    capitals: bool = False


_PLAIN = Look(struck=False, hidden=False, vertical="", link="")


class _Reading:
    def __init__(self, file: WordFile) -> None:
        self.media: Mapping[str, bytes] = file.media
        self.out = Gatherer()
        self.marked: dict[tuple[str, str], int] = {}
        self._sums: dict[str, str] = {}
        self.unseen = False
        """Whether the row of a table that is read is hidden, or the cell covered by the one above."""

    def blocks(self, blocks: Iterable[Block], part: str = kinds.BODY, ordinal: int = 0, cell: bool = False) -> None:
        """Take in blocks; `ordinal` is the paragraph they hang on when they are not the text itself."""
        for block in blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    for one in row.cells:
                        before, self.unseen = self.unseen, self.unseen or row.hidden or not one.down
                        self.blocks(one.blocks, part, ordinal, cell=True)
                        self.unseen = before
            else:
                self.paragraph(block, part, ordinal or (block.ordinal if part == kinds.BODY else 0), cell)

    def paragraph(self, paragraph: Paragraph, part: str, ordinal: int, cell: bool) -> None:
        runs = shown_runs(paragraph)
        shown = [(run, letters_of(run)) for run in runs]
        letters = "".join(text for _, text in shown)
        marks = [*self._looks(shown, cell or paragraph.format.fill not in _NO_GROUND), *self._things(shown)]
        if self.unseen and letters.strip():
            marks.append(Mark(kinds.HIDDEN, letters))
        for run in runs:
            if run.kind in ("note", "endnote"):
                self.marked.setdefault((run.kind, run.target), ordinal)
        marks += (mark for drawing in paragraph.drawings for mark in self._drawn(drawing))
        if letters.strip() or marks:
            self.out.paragraph(letters, marks, part, ordinal)
        for drawing in paragraph.drawings:
            self.blocks(drawing.blocks, part, ordinal)

    def edges(self, section: Section, before: Section | None) -> None:
        """The headers and footers of a section that are not those of the section before."""
        for kind, found, earlier in (
            (kinds.HEADER, section.headers, before.headers if before else {}),
            (kinds.FOOTER, section.footers, before.footers if before else {}),
        ):
            for which, blocks in found.items():
                if earlier.get(which) is blocks or (which == "first" and not section.title_page):
                    continue
                words = _edge_words(blocks)
                if words != _edge_words(earlier.get(which, ())):
                    self.out.paragraph(words, [Mark(kind, words, which)], kinds.EDGES)
                self.blocks(blocks, kinds.EDGES)

    @staticmethod
    def _looks(shown: list[tuple[Run, str]], ground: bool) -> Iterator[Mark]:
        """Stretches of letters that are struck, hidden, raised, lowered, or lead to an address."""
        own = [(look_of(run, ground), text) for run, text in shown if text]
        if all(look == _PLAIN for look, _ in own):
            return
        letters = "".join(text for _, text in own)
        looks = [look for look, text in own for _ in text]
        for kind, of in _WAYS:
            if not any(of(look) for look, _ in own):
                continue
            start, starts = 0, _Starts(letters)
            for value, group in groupby(_bridged(letters, [of(look) for look in looks])):
                end = start + sum(1 for _ in group)
                words = letters[start:end]
                if value and words.strip():
                    before = letters[:start].removesuffix("\n") if kind in (kinds.RAISED, kinds.LOWERED) else ""
                    joined = before.rsplit(None, 1)[-1] if before and not before[-1].isspace() else ""
                    yield Mark(kind, words, value if kind == kinds.LINK else "", joined, start=starts.of(start))
                start = end

    @staticmethod
    def _things(shown: list[tuple[Run, str]]) -> Iterator[Mark]:
        """Formulas and fields."""
        at, starts = 0, _Starts("".join(text for _, text in shown))
        for run, text in shown:
            if run.kind == "math":
                yield Mark(kinds.FORMULA, text, structure(run.target), start=starts.of(at))
            elif run.kind == "field-code" and (code := field(run.text)):
                yield Mark(kinds.FIELD, "", code, start=starts.of(at))
            at += len(text)

    def _drawn(self, drawing: Drawing) -> Iterator[Mark]:
        if drawing.kind == "picture":
            if drawing.target not in self._sums:
                data = self.media.get(drawing.target)
                self._sums[drawing.target] = drawing.target if data is None else _sum(data)
            yield Mark(kinds.PICTURE, drawing.alt, f"{self._sums[drawing.target]} {drawing.crop}".strip())
        elif drawing.kind == "textbox":
            words = " / ".join(filter(None, (normal(plain(block)) for block in drawing.blocks)))
            if words:
                yield Mark(kinds.BOX, words)


_WAYS = (
    (kinds.STRUCK, lambda look: "1" if look.struck else ""),
    (kinds.HIDDEN, lambda look: "1" if look.hidden else ""),
    (kinds.RAISED, lambda look: "1" if look.vertical == "superscript" else ""),
    (kinds.LOWERED, lambda look: "1" if look.vertical == "subscript" else ""),
    (kinds.CAPITALS, lambda look: "1" if look.capitals else ""),
    (kinds.LINK, lambda look: look.link),
)


def look_of(run: Run, ground: bool) -> Look:
    """How a run looks, in a cell or on another `ground`, or on the page: white letters are unseen on white only."""
    shown = run.format
    ground = ground or shown.fill not in _NO_GROUND
    unseen = (shown.color.upper() == _WHITE and not ground) or 0 < shown.size_pt < _TINY_PT
    link = "" if run.link.startswith("#_") else run.link  # Word makes these marks again with each table of contents
    vertical = "" if run.kind in ("note", "endnote") else shown.vertical
    capitals = (shown.caps or shown.small_caps) and run.text.upper() != run.text
    return Look(shown.strike, shown.hidden or unseen, vertical, link, capitals)


class _Starts:
    """Where in the letters of a paragraph as they are compared something stands, by its offset as they are. Asked from
    left to right, nothing is gone through twice: between two plain letters nothing is composed or squeezed."""

    def __init__(self, letters: str) -> None:
        self.letters, self.done, self.length = letters, 0, 0

    def of(self, offset: int) -> int:
        for cut in range(offset - 1, max(self.done, offset - 100), -1):  # a place to go on from is near
            if (around := self.letters[cut - 1 : cut + 1]).isascii() and around.isalnum():
                self.length += len(normal(self.letters[self.done : cut]))
                self.done = cut
                break
        return self.length + len(normal(f"{self.letters[self.done : offset]}|")) - 1


def _bridged(letters: str, values: list[str]) -> list[str]:
    """Values by letter; blanks between two letters of one value have it too, others none."""
    out = list(values)
    for blank in re.finditer(r"\s+", letters):
        start, end = blank.span()
        same = start and end < len(values) and values[start - 1] == values[end]
        out[start:end] = [values[end] if same else ""] * (end - start)
    return out


def shown_runs(paragraph: Paragraph) -> list[Run]:
    """The runs of a paragraph that are there, its automatic number as the first."""
    runs = [run for run in paragraph.runs if not (run.revision and run.revision.gone)]
    if paragraph.format.style_name.lower().startswith(_CONTENTS):
        runs = [run._replace(link="") for run in runs]  # a list of contents is made again, and leads where it says
        if len(runs) > 1 and runs[-2].kind == "tab":
            runs[-1] = runs[-1]._replace(target="PAGE")  # a page, whether by a field of its own or written by the list
    return [Run(f"{paragraph.number} ", paragraph.number_format), *runs] if paragraph.number else runs


def letters_of(run: Run) -> str:
    """The letters of a run: without marks of notes, codes of fields, and what is counted when the file is shown."""
    if run.kind in ("note", "endnote", "field-code", "drawing"):
        return ""
    return "#" if run.target in COUNTED and run.kind == "text" else run.text


def field(code: str) -> str:
    """The code of a field without its switches; empty for one that says nothing of the text."""
    words = _SWITCH.sub(" ", code).split()
    if not words or words[0].upper() in _MADE_AGAIN or (len(words) > 1 and words[1].startswith(("_Toc", "_Ref"))):
        return ""
    return " ".join((words[0].upper(), *words[1:]))


def structure(omml: str) -> str:
    """A formula as what it is built of, without looks and without what says no more than the usual."""
    return _built(ElementTree.fromstring(omml))  # noqa: S314 (written by us from a tree that was read)


_USUAL = {"type": "bar", "begChr": "(", "endChr": ")", "sepChr": "|", "degHide": "0", "grow": "1"}
_TOLD = frozenset(("chr", "begChr", "endChr", "sepChr", "type", "pos", "vertJc", "subHide", "supHide"))


def _built(element: Element) -> str:
    out: list[str] = []
    for item in element:
        name = item.tag.rpartition("}")[2]
        if item.tag in (M + "t", W + "t"):
            out.append(item.text or "")
        elif name.endswith("Pr"):
            told = ((one.tag.rpartition("}")[2], one.get(M + "val", "")) for one in item)
            out += [f"<{key}={value}>" for key, value in told if key in _TOLD and _USUAL.get(key) != value]
        elif name == "r":
            out.append(_built(item))
        else:
            out.append(f"{name}({_built(item)})")
    return "".join(out)


def _edge_words(blocks: Iterable[Block]) -> str:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(normal("".join(map(letters_of, block.runs))))
            found += [_edge_words(drawing.blocks) for drawing in block.drawings]
        else:
            found += [_edge_words(cell.blocks) for row in block.rows for cell in row.cells]
    return " / ".join(filter(None, found))


def _sum(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]
