"""What stands on a printed piece, as data: its cover, then a panel for each heading of the first level.

Blocks are told apart by what they are for the eye: points that open with a figure are tiles, those that open with bold
words are cards, numbered items are steps, a chart is bars. What has no form of its own is printed as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, takewhile
from pathlib import Path
from typing import Any

from draftkit.campaign.charts import Chart, chart, is_chart
from draftkit.campaign.points import Point, in_words, is_figure, led, point
from draftkit.campaign.posts import shown
from draftkit.errors import SourceError
from draftkit.model.inline import Break, Content, Emph, Link, Math, Note, Strong, Sub, Sup, plain
from draftkit.model.measure import NBSP
from draftkit.model.message import Place
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Equation, Grid, Line, Picture
from draftkit.model.tree import Block, Division, Figure, Paragraph, Quote, Unit
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import block_flow
from draftkit.text.together import in_heading
from draftkit.word.equations import parts_of
from draftkit.word.omml import linear

Shown = dict[str, Any]
Drawn = Callable[[Chart], Shown]
Seen = Callable[[str], Shown]
_DASHES = ("—", "–", "-")
"""What the last paragraph of a quotation begins with that says whose words they are."""
_NAMED = re.compile(r"[^;:, ][^;:,]{1,20}:")
_STYLES = {Strong: "b", Emph: "i", Sup: "^", Sub: "_"}


class Panel(NamedTuple):
    """A panel: its heading (the cover has none) and its blocks."""

    title: str
    blocks: list[Shown]


_COVER = ("text", "quote", "source", "closing-title", "closing-text")
"""What stands on the ground of the title of a single sheet; the rest begins its body."""


_SEEN = ("picture", "source")
_BESIDE = ("title", "text", "tiles", "cards", "steps", "points")
"""What may stand beside a picture of a single sheet; a chart may where it stands before it and no words behind."""


def opened(found: list[Panel]) -> list[Panel]:
    """The panels of a single sheet: its cover holds words only, and what belongs to a picture stands beside it."""
    first, *others = found
    at = next((at for at, item in enumerate(first.blocks) if item["sort"] not in _COVER), len(first.blocks))
    rest, shown = first.blocks[at:], list[Panel]()
    for title, blocks in [Panel("", rest)] * bool(rest) + others:
        above = [one["sort"] for one in shown[-1].blocks] if shown else []
        alone = "picture" in above and {*above} <= {*_SEEN}
        if alone and blocks and blocks[0]["sort"] in _BESIDE:  # these words belong to it
            shown[-1].blocks.extend(({"sort": "title", "text": in_heading(title)}, *blocks))
        else:
            shown.append(Panel(title, [*blocks]))
    return [Panel(first.title, first.blocks[:at]), *(Panel(title, _paired(blocks)) for title, blocks in shown)]


def _paired(blocks: list[Shown]) -> list[Shown]:
    """Blocks, each picture put together with the words behind it, else with those before it."""
    out: list[Shown] = []
    at = 0
    while at < len(blocks):
        if blocks[at]["sort"] != "picture":
            out.append(blocks[at])
            at += 1
            continue
        seen = [blocks[at], *takewhile(lambda one: one["sort"] == "source", blocks[at + 1 :])]
        words = [*takewhile(lambda one: one["sort"] in _BESIDE, blocks[at + len(seen) :])]
        at += len(seen) + len(words)
        after = not words
        while after and out and out[-1]["sort"] in (*_BESIDE, "chart"):
            words.insert(0, out.pop())
        out += [{"sort": "aside", "after": after, "picture": seen, "blocks": words}] if words else seen
    return out


def panels(bound: Bound, drawn: Drawn, seen: Seen) -> tuple[list[Panel], list[Shown]]:
    """The panels of a piece in reading order, the cover first, and its closing part: contacts, footnotes.

    `drawn` gives a chart as it is drawn, `seen` the file of a picture and what of it must be seen."""
    parts: list[tuple[str, list[Block]]] = [("", [])]
    closing: list[Block] = []
    for block in bound.draft.body:
        if isinstance(block, Unit) and block.level.name == "heading1":
            parts.append((shown(bound.text(block)), list(block.body)))
        elif isinstance(block, Division) and block.role.startswith("closing"):
            closing.append(block)
        elif not (isinstance(block, Division) and block.role == "subtitle"):  # it stands below the title
            parts[-1][1].append(block)
    reader = _Reader(bound, drawn, seen)
    found = [Panel(title, reader._replace(panel=title).blocks(blocks)) for title, blocks in parts]
    notes = [
        {"sort": "source", "runs": [[f"{number} ", "^"], *runs(note.content, bound)]}
        for number, note in enumerate(bound.notes, 1)
    ]
    return found, [*map(_reached, reader.blocks(closing)), *notes]


def _reached(block: Shown) -> Shown:
    """A part of the contacts; what a number or an address is called (“Thư điện tử:”) stays on one line."""
    if "blocks" in block:
        return block | {"blocks": [_reached(one) for one in block["blocks"]]}
    runs = [[_NAMED.sub(lambda found: found[0].replace(" ", NBSP), run[0]), *run[1:]] for run in block.get("runs", ())]
    return block | ({"runs": runs} if runs else {})


class _Reader(NamedTuple):
    bound: Bound
    drawn: Drawn
    seen: Seen
    panel: str = ""

    def blocks(self, blocks: Sequence[Block]) -> list[Shown]:
        """The blocks as they are shown; neighbours of one sort are one list."""
        made = [item for block in blocks for item in self.block(block)]
        out: list[Shown] = []
        for sort, items in groupby(made, key=lambda item: item["sort"]):
            if sort in ("point", "step"):
                out.extend(_listed(sort, list(items)))
            else:
                out.extend(items)
        return out

    def block(self, block: Block) -> Iterator[Shown]:
        bound = self.bound
        if isinstance(block, Paragraph):
            content = bound.text(block)
            told = point(content)
            yield {"sort": "point", **_point(told, bound)} if told else {"sort": "text", "runs": runs(content, bound)}
        elif isinstance(block, Division) and is_chart(block) and (found := chart(block, bound)):
            yield self.charted(found)
        elif isinstance(block, Division) and block.role.startswith("closing"):
            yield {"sort": block.role, "blocks": self.blocks(block.blocks)}
        elif isinstance(block, Quote):
            if block.blocks:  # an empty one is still to be written
                yield self.quoted(block)
        elif isinstance(block, Figure):
            if not block.alt.strip():
                text = "{file}: the picture has no text for those who cannot see it: ![what it shows]({name})"
                raise SourceError(text, file=bound.draft.source.span(Place(block.line)), name=Path(block.path).name)
            yield {"sort": "picture", **self.seen(block.path), "alt": block.alt}
            if block.caption:
                yield {"sort": "source", "runs": runs(block.caption, bound)}
        elif isinstance(block, Unit) and block.level.marker and block.body and isinstance(block.body[0], Paragraph):
            line = next(item for item in block_flow(bound, (block,)) if isinstance(item, Line))
            yield {"sort": "step", "mark": line.mark, **_point(led(line.content), bound)}
            yield from self.blocks(block.body[1:])
        elif isinstance(block, Unit) and not block.level.marker:
            yield {"sort": "heading", "text": in_heading(shown(bound.text(block))), "level": 3 if self.panel else 2}
            yield from self.blocks(block.body)
        else:
            yield from self.printed(block)

    def quoted(self, block: Quote) -> Shown:
        """A quotation; a last paragraph that begins with a dash says whose words they are."""
        *words, last = block.blocks
        by = shown(self.bound.text(last)) if words and isinstance(last, Paragraph) else ""
        if not by.startswith(_DASHES):
            return {"sort": "quote", "blocks": self.blocks(block.blocks), "by": ""}
        return {"sort": "quote", "blocks": self.blocks(words), "by": by.lstrip("".join(_DASHES) + " ")}

    def charted(self, found: Chart) -> Shown:
        title = "" if found.title == self.panel else found.title
        said = {"title": title, "notes": list(found.notes), "alt": found.described()}
        return {"sort": "chart", **said, "chart": self.drawn(found)}

    def printed(self, block: Block) -> Iterator[Shown]:
        """Any other block as every writer prints it."""
        for item in block_flow(self.bound, (block,)):
            if isinstance(item, Line):
                number = item.number()
                quiet = item.role in ("chart-source", "figure-caption", "table-caption")
                yield {"sort": "source" if quiet else "text", "runs": [[number, ""], *runs(item.content, self.bound)]}
            elif isinstance(item, Grid):
                cells = [[runs(cell, self.bound) for cell in row] for row in item.rows]
                yield {"sort": "table", "rows": cells, "heads": item.heads(), "align": list(item.align)}
            elif isinstance(item, Picture):
                yield {"sort": "picture", **self.seen(item.path), "alt": item.alt}
            elif isinstance(item, Equation):
                yield {"sort": "formula", "runs": [_formula(item.tex, "")], "number": item.number}


def runs(content: Content, bound: Bound, style: str = "") -> list[list[Any]]:
    """A content as texts, each with its styles (`b`, `i`, `^`, `_`) and, of a formula, its parts; the address of a link
    stands after its words."""
    out: list[list[Any]] = []
    for item in content:
        if isinstance(item, str):
            out.append([in_heading(item), style])
        elif isinstance(item, (Strong, Emph, Sup, Sub)):
            out += runs(item.content, bound, style + _STYLES[type(item)])
        elif isinstance(item, Link):
            words = plain(item.content)
            out += runs(item.content, bound, style)
            out += [] if words == item.url else [[f" ({item.url})", style]]
        elif isinstance(item, Note):
            out.append([str(bound.note_numbers[item.key]), style + "^"])
        elif isinstance(item, Break):
            out.append(["\n", style])
        elif isinstance(item, Math):
            out.append(_formula(item.tex, style))
        else:
            out.append([plain((item,)), style])
    return out


def _formula(tex: str, style: str) -> list[Any]:
    """A formula as a run, heard as said on one line; one that cannot be read is printed as typed (DK-F014 tells)."""
    drawn = parts_of(tex)
    return [linear(drawn).strip(), style, drawn] if drawn else [tex, style]


def _point(found: Point, bound: Bound) -> Shown:
    """A point: the bold words it opens with, the rest, and what parts them."""
    words = [one for one in runs(found.rest, bound) if one[0]]
    return {"lead": in_words(found.lead).rstrip(" :"), "runs": words, "between": found.between}


def _listed(sort: str, items: list[Shown]) -> Iterator[Shown]:
    if sort == "step":
        yield {"sort": "steps", "items": items}
    elif all(item["lead"] and is_figure(item["lead"]) for item in items):
        yield {"sort": "tiles", "items": [item | {"lead": in_heading(item["lead"])} for item in items]}
    elif len(items) > 1 and all(item["lead"] and item["runs"] for item in items):
        yield {"sort": "cards", "items": items}
    else:
        yield {"sort": "points", "items": items}
