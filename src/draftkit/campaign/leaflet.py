"""Leaflets folded from one sheet: each heading of the first level opens a panel; panels lie in the order of folding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.campaign.charts import divisions
from draftkit.campaign.shown import drawn
from draftkit.errors import ConfigError
from draftkit.model.measure import MM_PER_PT, SANS_WIDER, twips, wrap
from draftkit.model.message import Fault, Place, fault_at, msg
from draftkit.model.printed import Grid, Line, Picture
from draftkit.model.tree import Block, Table, Unit
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import block_flow
from draftkit.resolve.frame import Frame, size_pair
from draftkit.word.package import read_package, zip_bytes
from draftkit.writers.docx.about import held_line
from draftkit.writers.docx.columns import column_widths, lines_of_rows
from draftkit.writers.formats import Workshop

ORDERS = {3: (5, 6, 1, 2, 3, 4), 2: (4, 1, 2, 3)}
"""Panels in the order of the sheet, outside then inside, counted as read: the cover is 1, the back the last."""
_BREAK = '<w:r><w:br w:type="column"/></w:r>'
_TOP = re.compile(r"<w:p[ >]|<w:tbl>|<w:sectPr[ >]")
_PICTURE_MM = 50.0


def folds(bound: Bound) -> int:
    """How many panels one side has. Raises ConfigError when the kind says a number that cannot be folded."""
    said = bound.draft.kind.words.get("so_mat", "3")
    sides = {"2": 2, "3": 3}.get(said)
    if sides is None:
        raise ConfigError("{file}: so_mat must be 2 or 3", file="kind.yaml")
    return sides


def write_leaflet(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
    """The Word file of a leaflet: what the template and the body make, cut into panels and laid out for folding."""
    parts = read_package(drawn("docx", sheet=True)(bound, frame, workshop), bound.draft.kind.title)
    heading = bound.profile.roles["heading1"].id
    parts["word/document.xml"] = imposed(
        parts["word/document.xml"].decode(), heading, folds(bound), frame.held
    ).encode()
    return zip_bytes(parts)


def imposed(document: str, heading: str, count: int, held: str = "") -> str:
    """A document part with its panels in the order of the sheet, each opened by a column break. Nothing is left out,
    however many panels there are. `held` is the line that each bears as long as it must not be published; the cover has
    it already."""
    start = document.index("<w:body>") + len("<w:body>")
    end = document.rindex("<w:sectPr")
    panels: list[list[str]] = [[]]
    for block in _blocks(document[start:end]):
        if block.startswith("<w:p") and f'<w:pStyle w:val="{heading}"/>' in block:
            panels.append([])
        panels[-1].append(block)
    if held:
        panels[1:] = [[held_line(held), *panel] for panel in panels[1:]]
    order = ORDERS[count]
    panels += [[] for _ in range(len(order) - len(panels))]
    placed = [panels[number - 1] for number in order] + panels[len(order) :]
    body = "".join("".join(_opened(panel, first=not number)) for number, panel in enumerate(placed))
    return document[:start] + body + document[end:]


def _opened(panel: list[str], first: bool) -> list[str]:
    """The blocks of a panel, a column break before them; one that opens with a table gets a paragraph for it."""
    if first:
        return panel or ["<w:p/>"]
    if not panel or not panel[0].startswith("<w:p"):
        return [f"<w:p>{_BREAK}</w:p>", *panel]
    head = panel[0]
    if "<w:spacing" not in head:
        head = head.replace("</w:pPr>", '<w:spacing w:before="0"/></w:pPr>', 1)  # all columns begin level
    at = head.index("</w:pPr>") + len("</w:pPr>") if "</w:pPr>" in head else head.index(">") + 1
    return [head[:at] + _BREAK + head[at:], *panel[1:]]


def _blocks(body: str) -> Iterator[str]:
    """The paragraphs and tables of a body, one after another."""
    at = 0
    while at < len(body):
        found = _TOP.match(body, at)
        if not found:
            raise ConfigError("template {file}: panels hold only paragraphs and tables", file="docx")
        close = "</w:tbl>" if found[0] == "<w:tbl>" else "</w:p>"
        opened = body.index(">", at)
        end = opened + 1 if body[opened - 1] == "/" else body.index(close, at) + len(close)
        yield body[at:end]
        at = end


def faults(bound: Bound) -> Iterator[Fault]:
    """Too many panels, too few, or one with more text than it holds."""
    count = folds(bound)
    panels: list[tuple[int, list[Block]]] = [(0, [])]
    for block in bound.draft.body:
        if isinstance(block, Unit) and block.level.name == "heading1":
            panels.append((block.line, [block]))
        else:
            panels[-1][1].append(block)
    most = len(ORDERS[count])
    if len(panels) > most:
        message = msg("{found} panels with the cover; a sheet folded in {count} has {most}")
        yield fault_at("DK-O040", Place(panels[most][0]), message, found=len(panels), count=count, most=most)
    empty = most - 1 - len(panels)  # the back has the contacts
    if empty > 0:
        text = msg("{count} panels of {most} stay empty: give each # heading less, or write {need} of them")
        yield fault_at("DK-O043", Place(panels[-1][0]), text, count=empty, most=most, need=most - 2)
    height = bound.profile.page_mm[1] - bound.profile.margin_mm["top"] - bound.profile.margin_mm["bottom"]
    for number, (line, blocks) in enumerate(panels[:most], 1):
        need = _height(bound, blocks) + (70 if number == 1 else 0)  # the cover has the title too
        if need > height:
            message = msg("panel {number} needs about {need} mm, it has {height}; shorten it")
            yield fault_at("DK-O041", Place(line), message, number=number, need=round(need), height=round(height))


def _height(bound: Bound, blocks: list[Block]) -> float:
    pair, styles, width = size_pair(bound), bound.profile.roles, bound.profile.text_width_mm()
    drawings = list(divisions(blocks))
    charted = {block.line for one in drawings for block in one.blocks if isinstance(block, Table)}
    total = _PICTURE_MM * len(drawings)
    for item in block_flow(bound, tuple(blocks)):
        if isinstance(item, Line):
            style = styles.get(item.role) or styles["paragraph"]
            wide = (width - style.left_mm - style.right_mm) / SANS_WIDER
            lines = len(wrap(item.text(), wide, style.sizes[pair], bold=style.bold))
            total += (
                lines * style.sizes[pair] * 1.16 * bound.profile.line_spacing + style.before + style.after
            ) * MM_PER_PT
        elif isinstance(item, Grid) and item.line not in charted:
            size = styles["table-cell"].sizes[pair]
            widths, _ = column_widths(item, twips(width), size)
            total += sum(
                lines * size * 1.16 * MM_PER_PT + 2 for lines in lines_of_rows(item, widths, size * SANS_WIDER)
            )
        elif isinstance(item, Picture):
            total += _PICTURE_MM
    return total
