"""Tables, tiles of figures and runs of text on a slide."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Any

from draftkit.campaign.slides.deck import TABLE_AREA, TILE_WORDS, Par, Sheet, Tiles
from draftkit.campaign.slides.fit import WIDEST, Run, column_shares, table_setting, texts_of
from draftkit.model.measure import EMU_PER_MM, text_mm
from draftkit.text.figures import SCALES
from draftkit.text.passage import xml_text

_SCALE = "|".join((*SCALES, "thousand", "million", "billion"))
_NUMBER = re.compile(rf"[^\d]{{0,20}}\d[\d.,/:h]*(?: ?[-–] ?\d[\d.,]*)?(?: ?%| (?:{_SCALE})(?!\w))?(?=\s|$)(?!.* \d)")
"""The number of a figure that holds no other: 7 giờ 30, 8h30, 12/15 stay together."""
_TILE_PT, _TILE_HIGH, _PAD_MM = (66, 60, 54, 48, 40, 36, 32), 0.85, 6
"""Sizes of the figure of a tile, its share of the height, the space within its edges."""


def add_tiles(slide: Any, shown: Tiles, area: tuple[int, int, int, int]) -> None:
    """Figures as boxes of one height side by side, the figure on one line, whatever face stands in for ours."""
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.enum.text import MSO_AUTO_SIZE
    from pptx.util import Pt

    left, top, width, height = area
    gap, count, pad = int(8 * EMU_PER_MM), len(shown.items), int(_PAD_MM * EMU_PER_MM)
    wide, high = (width - gap * (count - 1)) // count, int(height * _TILE_HIGH)
    room = (wide - 2 * pad) / EMU_PER_MM / WIDEST
    items = shown.items
    if _largest(items, room) < _TILE_PT[-2]:  # what is counted goes to the words below its number
        items = tuple(_counted(lead, par) for lead, par in items)
    size = _largest(items, room)
    for number, (lead, par) in enumerate(items):
        box = slide.shapes.add_textbox(left + number * (wide + gap), top, wide, high)
        edge = slide.shapes.add_textbox(box.left, top, gap // 4, high)
        for shape, colour in ((box, MSO_THEME_COLOR.BACKGROUND_2), (edge, MSO_THEME_COLOR.ACCENT_1)):
            shape.fill.solid()
            shape.fill.fore_color.theme_color = colour
        describe(box, f"Số liệu {number + 1}", "")
        describe(edge, f"Nền {number + 1}", "")
        frame = box.text_frame
        frame.auto_size, frame.word_wrap = MSO_AUTO_SIZE.NONE, True
        frame.margin_left, frame.margin_right, frame.margin_top = pad, pad, high // 4
        parts = (
            (frame.paragraphs[0], (Run(lead, bold=True),), size, MSO_THEME_COLOR.ACCENT_1, "+mj-lt"),
            (frame.add_paragraph(), par.runs, TILE_WORDS.size, MSO_THEME_COLOR.TEXT_1, "+mn-lt"),
        )
        for paragraph, runs, pt, colour, face in parts:
            write_runs(paragraph, runs, pt)
            for run in paragraph.runs:
                run.font.color.theme_color, run.font.name = colour, face
        frame.paragraphs[1].space_before = Pt(size / 3)


def _largest(items: tuple[tuple[str, Par], ...], room: float) -> int:
    return next((pt for pt in _TILE_PT if all(text_mm(lead, pt, bold=True) <= room for lead, _ in items)), 24)


def _counted(lead: str, par: Par) -> tuple[str, Par]:
    """A number, and what it counts before the words below it: `3,6 triệu học sinh` and `ăn trưa`."""
    found = _NUMBER.match(lead)
    rest = lead[found.end() :].strip() if found else ""
    runs = (Run(f"{rest} "), *par.runs) if par.runs else (Run(rest),)
    return (lead[: found.end()].strip(), par._replace(runs=runs)) if found and rest else (lead, par)


def add_table(slide: Any, sheet: Sheet, area: tuple[int, int, int, int], most: float) -> float:
    """A table in letters as large as fit, at most so large (pt), its rows as tall as there is room; their size."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

    left, top, width, _ = area
    sides = [getattr(PP_ALIGN, side.upper()) for side in sheet.align]
    texts = texts_of(sheet.rows)
    count = len(texts[0])
    size, heights = table_setting(texts, TABLE_AREA, most)
    high = int(sum(heights) * EMU_PER_MM)
    shape = slide.shapes.add_table(len(sheet.rows), count, left, top, width, high)
    describe(shape, sheet.caption or "Bảng", sheet.caption or "Bảng")
    for column, share in zip(shape.table.columns, column_shares(texts, TABLE_AREA), strict=True):
        column.width = int(width * share)
    for index, (row, cells) in enumerate(zip(shape.table.rows, sheet.rows, strict=True)):
        row.height = int(heights[index] * EMU_PER_MM)
        for cell, runs, side in zip_longest(list(row.cells)[: len(cells)], cells, sides[: len(cells)]):
            cell.text_frame.paragraphs[0].alignment = side
            shown = tuple(run._replace(bold=True) for run in runs) if 0 < index < sheet.heads else runs
            write_runs(cell.text_frame.paragraphs[0], shown, size)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            for run in cell.text_frame.paragraphs[0].runs:
                run.font.name = "+mn-lt"
        if len(cells) == 1 < count:  # the heading of a group
            row.cells[0].merge(row.cells[count - 1])
    for merge in sheet.merges:
        last = shape.table.cell(merge.row + merge.down - 1, merge.column + merge.across - 1)
        shape.table.cell(merge.row, merge.column).merge(last)
    return size


def write_runs(paragraph: Any, runs: tuple[Run, ...], size: float = 0) -> None:
    """Add runs to a paragraph, in a size in pt or the usual one."""
    from pptx.util import Pt

    for run in runs:
        for number, text in enumerate(run.text.split("\n")):
            if number:
                paragraph.add_line_break()
            made = paragraph.add_run()
            made.text = xml_text(text)
            made.font.bold, made.font.italic = run.bold or None, run.italic or None
            if run.shift:
                made._r.get_or_add_rPr().set("baseline", "30000" if run.shift > 0 else "-25000")
            if run.url.startswith(("http://", "https://", "mailto:")):
                made.hyperlink.address = run.url
            if size:
                made.font.size = Pt(size)


def describe(shape: Any, name: str, text: str) -> None:
    """The name and alternative text of a shape."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", xml_text(name)[:120])
    properties.set("descr", xml_text(text))
