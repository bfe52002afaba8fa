"""A Word file as plain data for `paged.typ`: sections of blocks, measures in pt, everything a value.

Nothing of it is evaluated: texts are texts wherever they end up. How lines are spaced follows Word: a line of a
paragraph is as high as its spacing says, between two paragraphs stands the larger of their spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from draftkit.word import values
from draftkit.word.omml import parts
from draftkit.writers.paged.floats import NOWHERE, Sheet, afloat, floating
from draftkit.writers.paged.room import EDGES, FONT, USUAL, Room, family, ink, kept_whole, pt, strokes, told
from draftkit.writers.paged.spots import Spots
from draftkit.writers.paged.tables import table

Data = dict[str, Any]

_SINGLE = 1.149
"""A single line as a share of the size, in both families: what Word spaces lines by."""
_UNSHOWN = ("\ufeff", "\ufffe", "\uffff")
"""Signs that say nothing and that no PDF/A may hold."""
_LARGEST = 1638
"""The largest size of letters in Word, in pt."""
_LANGUAGE = re.compile("([a-z]{2,3})(?:-([a-z]{2}))?")
_LABEL = re.compile(r"\(?[\w.]*\)?,?")
"""What stands beside a formula on a line of its own."""


class Names:
    """What pictures are called in the folder of a run, by their names in the package; and the headings that are open,
    since the depth of a heading may grow by one at a time only (PDF/UA-1, 7.4.2). With `spots`, each paragraph has an
    area of its own that can be told from others."""

    def __init__(self, pictures: Mapping[str, str], spots: Spots | None = None) -> None:
        self.pictures, self.spots, self.sheet = pictures, spots, NOWHERE
        self.behind = False
        """Whether something floats behind the text."""
        self.wanted: set[str] = set()
        self.marked: set[str] = set()
        self.links: list[Data] = []
        self.notes: Mapping[str, Sequence[values.Block]] = {}
        self.noted: list[Data] = []  # those laid out
        self._open: list[int] = []

    def marks(self, bookmarks: Sequence[str]) -> list[str]:
        """Those of the bookmarks that something leads to; of several with one name the first."""
        found = [name for name in bookmarks if name in self.wanted and name not in self.marked]
        self.marked.update(found)
        return found

    def settle(self) -> None:
        """Links to bookmarks that stand nowhere are none."""
        for run in self.links:
            if run["link"][1:] not in self.marked:
                run["link"] = ""

    def depth(self, outline: int) -> int:
        """How deep a heading of an outline level stands; 0 for text."""
        if not outline:
            return 0
        while self._open and self._open[-1] >= outline:
            self._open.pop()
        self._open.append(outline)
        return len(self._open)


def layout(file: values.WordFile, names: Names, title: str) -> Data:
    """The whole file, in the language that it is of. `title` is what viewers show."""
    language = _LANGUAGE.fullmatch(file.properties.get("language", "").lower())
    runs = [run for paragraph in values.every_paragraph(file) for run in paragraph.runs]
    names.wanted = {run.link[1:] for run in runs if run.link.startswith("#")} | {run.target for run in runs}
    names.wanted.discard("")
    if names.spots:
        names.spots.wanted = names.wanted
    numbers = {run.target: run.text for run in runs if run.kind == "note"}
    names.notes = {key: _numbered(numbers.get(key, ""), blocks) for key, blocks in file.footnotes.items()}
    sections = [_section(section, names) for section in file.sections]
    for blocks in file.endnotes.values():
        sections[-1]["blocks"].extend(_blocks(blocks, names, Room.of(file.sections[-1])))
    names.settle()
    return {
        "title": title,
        "language": language.groups() if language else ("vi", "vn"),
        "usual": {**USUAL, "linked": True},
        "sections": sections,
        "wanted": sorted(names.wanted & names.marked),
        "behind": names.behind,
    }


def _numbered(number: str, blocks: Sequence[values.Block]) -> Sequence[values.Block]:
    """A note with its number, which the file only marks, before its first words."""
    first = blocks[0] if blocks else None
    if not isinstance(first, values.Paragraph) or not number:
        return blocks
    form = first.runs[0].format if first.runs else first.mark_format
    mark = values.Run(number, form._replace(vertical="superscript"))
    gap = () if first.text()[:1].isspace() else (values.Run(" ", form),)
    return (first._replace(runs=(mark, *gap, *first.runs)), *blocks[1:])


def _section(section: values.Section, names: Names) -> Data:
    width, height = section.page_mm
    room = Room.of(section)
    names.sheet = Sheet.of(section)
    return {
        "width": pt(width),
        "height": pt(height),
        "margin": {side: pt(section.margin_mm.get(side, 0)) for side in EDGES},
        "header_at": pt(section.header_mm),
        "footer_at": pt(section.footer_mm),
        "own_first": section.title_page,
        "columns": section.columns,
        "gutter": pt(section.gutter_mm),
        "lined": section.lined,
        "first_number": None if section.first_number is None else max(section.first_number, 0),
        "headers": {which: list(_blocks(blocks, names, room)) for which, blocks in section.headers.items()},
        "footers": {which: list(_blocks(blocks, names, room)) for which, blocks in section.footers.items()},
        "blocks": list(_blocks(section.blocks, names, room, flows=True)),
    }


# -- blocks


def _blocks(blocks: Sequence[values.Block], names: Names, room: Room, *, flows: bool = False) -> Iterator[Data]:
    """Blocks with the space above each; neighbours in one frame of lines are one box. Pages and columns end only where
    blocks flow from one to the next: not in cells, boxes, headers and notes."""

    def cells(inner: Sequence[values.Block], place: Room) -> list[Data]:
        return list(_blocks(inner, names, place))

    below = more = 0.0
    style = ""
    for framed, group in groupby(blocks, _frame):
        made: list[Data] = []
        for block in group:
            if isinstance(block, values.Table):
                make, before = partial(table, block, room, cells), len(names.noted)
                data = names.spots.table(block, room, make) if names.spots else make()
                made.append(data | {"gap": below + more} | ({"noted": True} if names.noted[before:] else {}))
                below, more, style = 0.0, 0.0, ""
                continue
            form = block.format
            alike = form.contextual and form.style == style
            data = _paragraph(block, names, room, flows=flows)
            if form.page_break_before:
                made.append({"kind": "page-break", "gap": 0})
                below = more = 0.0
            data["gap"] = more if alike else max(below, form.before_pt) + more
            if "floats" in data:
                data["lift"] = max(data["gap"] - below - more, 0)
            below, more, style = form.after_pt, data.get("more", 0.0), form.style
            if below + more:
                data["after"] = below + more
            made.extend(_divided(data))
        breaks = [item for item in made if item["kind"] in _BREAKS]
        if framed is not None or not flows:
            made = [item for item in made if item["kind"] not in _BREAKS]
        if framed is None:
            yield from _with_notes(made) if flows else made
        elif made:
            if flows:
                yield from breaks[:1]
            gap, made[0]["gap"] = made[0]["gap"], 0
            yield {
                "kind": "box",
                "gap": gap,
                "after": below + more,
                "strokes": strokes(form.strokes),
                "fill": ink(form.fill),
                "left": pt(form.left_mm),
                "right": pt(form.right_mm),
                "sticky": made[-1].get("sticky", False),
                "blocks": [{**item, "left": 0, "right": 0} for item in made],
            }


_BREAKS = frozenset(("page-break", "column-break"))
_BRIEF = 90.0
"""Points that a paragraph of three lines takes at most; one so short is never divided by widows and orphans."""
_HEADS = 3
"""So many headings stand above a paragraph: chương, its name, điều."""


def _with_notes(made: Sequence[Data]) -> Iterator[Data]:
    """Blocks in which a short paragraph with a note is one piece with the headings above it: where it goes to the next
    page for want of room, typst 0.15 leaves them behind, or the note."""
    heads: list[Data] = []
    for item in made:
        if item["kind"] == "paragraph" and item.get("whole") and heads and _noted(item["runs"]):
            gap, heads[0] = heads[0]["gap"], {**heads[0], "gap": 0}
            yield {"kind": "kept", "gap": gap, "blocks": [*heads, item]}
            heads = []
        elif item.get("sticky") and "floats" not in item and len(heads) < _HEADS:
            heads.append(item)
        else:
            yield from (*heads, item)
            heads = []
    yield from heads


def _noted(runs: Sequence[Mapping[str, Any]]) -> bool:
    return any(run["kind"] == "note" for run in runs)


def _divided(data: Data) -> Iterator[Data]:
    """A paragraph cut where a page or column ends within it; what stands before or after and is empty goes."""
    runs: list[Data] = []
    for run in (*data["runs"], None):
        if run is not None and run["kind"] not in _BREAKS:
            runs.append(run)
            continue
        if runs or (run is None and not any(item["kind"] in _BREAKS for item in data["runs"])):
            yield {**data, "runs": runs}
        if run is not None:
            yield {"kind": run["kind"], "gap": 0}
        runs, data = [], {**data, "gap": 0}


def _frame(block: values.Block) -> tuple[object, ...] | None:
    """What neighbouring paragraphs must share to stand in one box; None for what stands in none."""
    if isinstance(block, values.Table) or not (block.format.strokes or block.format.fill):
        return None
    form = block.format
    return (tuple(sorted(form.strokes.items())), form.fill, round(form.left_mm, 1), round(form.right_mm, 1))


def _paragraph(paragraph: values.Paragraph, names: Names, room: Room, *, flows: bool = False) -> Data:
    alone = names.wanted.isdisjoint(paragraph.bookmarks)
    known = names.spots.again(paragraph, room, flows) if names.spots and alone else None
    if known:
        return known
    form = paragraph.format
    size = max([run.format.size_pt for run in paragraph.runs if run.text.strip()] or [paragraph.mark_format.size_pt])
    font = next((run.format.font for run in paragraph.runs if run.text.strip()), paragraph.mark_format.font)
    top, bottom, more = edges(form, size, font)
    runs = [*_number(paragraph), *kept_whole([*_inline(paragraph.runs, paragraph.drawings, names, room)], room)]
    whole = form.keep_lines or (flows and _noted(runs) and room.reach(paragraph) < _BRIEF)
    hanging = max(-form.first_mm, 0)
    said = {
        "align": form.align,
        "first": pt(max(form.first_mm, 0)),
        "hanging": pt(hanging),
        "left": pt(form.left_mm - hanging),
        "right": pt(form.right_mm),
        "top": top,
        "bottom": bottom,
        "more": more,
        "outline": names.depth(form.outline),
        "sticky": flows and form.keep_next and room.holds([paragraph]),
        "whole": whole and room.holds([paragraph]),
        "foot": form.frame,
        "marks": names.marks(paragraph.bookmarks),
        "stops": [
            {"at": pt(at), "kind": kind, "leader": form.leaders.get(at, "")} for at, kind in form.tabs if kind != "bar"
        ],
        "runs": runs,
    }
    data = {"kind": "paragraph", **told("paragraph", said)}
    if paragraph.drawings:
        data["floats"] = list(_floats(paragraph.drawings, names, room))
    if names.spots:
        return {**data, "spot": names.spots.keep(paragraph, room, flows, data)}
    return data


def edges(form: values.ParagraphFormat, size: float, font: str) -> tuple[float, float, float]:
    """How far a line reaches above and below its base, and what stands between it and the next, in pt (ECMA-376 Part 1,
    17.3.1.33). What several lines have more than a single one stands below, and not at the foot of a page."""
    descent, _ = family(font)
    natural = _SINGLE * size
    height, below, more = natural, descent * size, 0.0
    if form.line_rule == "exact":
        height = form.line
        below = min(below, height * 0.2)
    elif form.line_rule != "auto":
        height = max(form.line, natural)
    elif form.line < 1:
        height *= form.line
    else:
        more = (form.line - 1) * natural
    return round(height - below, 3), round(below, 3), round(more, 3)


def _number(paragraph: values.Paragraph) -> list[Data]:
    if not paragraph.number:
        return []
    return [_text(values.Run(f"{paragraph.number} ", paragraph.number_format))]


def _inline(runs: Sequence[values.Run], drawings: Sequence[values.Drawing], names: Names, room: Room) -> Iterator[Data]:
    shown = iter(drawings)
    code = ""
    alone = all(_LABEL.fullmatch(run.text.strip()) for run in runs if run.kind == "text")
    for run in runs:
        if run.revision and run.revision.kind in ("del", "moveFrom"):
            continue
        if run.kind == "field-code":
            code = run.text
        elif run.kind in ("text", "symbol"):
            counted = run.target and (run.target in ("PAGE", "NUMPAGES") or code.upper().startswith("PAGEREF"))
            if not run.format.hidden:
                made = _text(run, room) | ({"counted": run.target} if counted else {})
                if run.link.startswith("#"):
                    names.links.append(made)
                yield made
        elif run.kind == "tab":
            yield {"kind": "tab"}
        elif run.kind in ("break", "page-break"):
            yield {"kind": "column-break" if run.target == "column" else run.kind}
        elif run.kind == "note":
            if run.target in names.notes:
                blocks = list(_blocks(names.notes[run.target], names, room))
                names.noted.append(_text(run) | {"kind": "note", "text": run.text, "blocks": blocks})
                yield names.noted[-1]
        elif run.kind == "endnote":
            yield _text(run) | {"vertical": "superscript"}
        elif run.kind == "math":
            yield _text(run) | {"kind": "formula", "parts": parts(run.target), "display": alone}
        elif run.kind == "drawing":
            drawing = next(shown, values.Drawing("other"))
            if not floating(drawing):
                yield from _drawing(drawing, names, room)


def _floats(drawings: Sequence[values.Drawing], names: Names, room: Room) -> Iterator[Data]:
    for drawing in drawings:
        place = floating(drawing)
        if place:
            names.behind = names.behind or place.behind
            for shown in _drawing(drawing, names, room):
                yield afloat(drawing, place, shown, names.sheet, room)


def _drawing(drawing: values.Drawing, names: Names, room: Room) -> Iterator[Data]:
    if drawing.kind == "picture" and drawing.target in names.pictures:
        yield {
            "kind": "picture",
            "file": names.pictures[drawing.target],
            "alt": drawing.alt,
            "width": pt(drawing.width_mm),
            "height": pt(drawing.height_mm),
        }
    elif drawing.kind == "picture":  # none that can be shown here: its description stands for it
        yield _text(values.Run(f"[{drawing.alt or 'hình'}]", values.RunFormat()), room)
    elif drawing.kind == "textbox":
        place = room._replace(width=pt(drawing.width_mm))
        yield {"kind": "framed", "width": place.width, "blocks": list(_blocks(drawing.blocks, names, place))}
    elif drawing.kind == "line":
        yield {"kind": "rule", "width": pt(drawing.width_mm)}


def _text(run: values.Run, room: Room | None = None) -> Data:
    form = run.format
    text = run.text.upper() if form.caps else run.text
    for sign in _UNSHOWN:
        text = text.replace(sign, "")
    size = min(max(form.size_pt, 1), _LARGEST)
    said = {
        "kind": "text",
        "text": room.parted(text, size) if room else text,
        "size": size,
        "link": "" if run.link == "#" else run.link,
    }
    look = {
        "fonts": [form.font or FONT, *family(form.font)[1]],
        "bold": form.bold,
        "italic": form.italic,
        "underline": form.underline and not form.strike,
        "strike": form.strike,
        "color": ink(form.color),
        "vertical": form.vertical,
        "raised": form.raised_pt,
        "small_caps": form.small_caps,
    }
    return said | told("run", look)
