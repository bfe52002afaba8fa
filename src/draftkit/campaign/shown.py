"""Documents with their charts drawn: the picture before its table, so that every form has both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from draftkit.campaign.charts import all_charts, chart, divisions, is_chart, parted
from draftkit.campaign.points import Point, is_figure, point
from draftkit.files.whole import scratch
from draftkit.kinds.identity import Identity
from draftkit.model.inline import Inline, Link, plain
from draftkit.model.tree import Block, Division, Figure, Paragraph, Unit, rebuilt
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame
from draftkit.text.cells import csv_bytes
from draftkit.writers.formats import Workshop, Writer

_PRINTED = "docx"
"""The form whose readers cannot follow a link: it goes to paper."""
EXCHANGED = "akn"
"""The form whose readers take the table of a chart, with all it says, and draw it themselves."""
_SCREEN_MM, MAIL_MM = 100.0, 72.0
"""Width of a chart that is read on a screen, and in a mail, which a telephone shows in 260 px: its letters stay large
enough."""


def _told(bound: Bound) -> Bound:
    """The document with the address of each link behind its words; what is linked in headings and tables stays."""

    def told(block: Block) -> tuple[Block, ...] | None:
        if not isinstance(block, Paragraph):
            return None
        content: list[Inline] = []
        for item in bound.text(block):
            content += (item, f" ({item.url})") if isinstance(item, Link) and _hidden(item) else (item,)
        return (block if len(content) == len(bound.text(block)) else block._replace(content=tuple(content)),)

    return bound._replace(draft=bound.draft._replace(body=rebuilt(bound.draft.body, told)))


def _hidden(link: Link) -> bool:
    """Whether the words of a link do not say where it leads."""
    return link.url.startswith(("http://", "https://")) and plain(link.content).strip("/") not in link.url


def plain_text(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
    """A document as plain text, the address of each link behind its words."""
    return workshop.made("txt", _told(bound))


def drawn(form: str, sheet: bool = False) -> Writer:
    """The writer of one of our formats for kinds with charts; on a `sheet` to be handed out figures are large, and a
    chart stands in place of its table."""

    def write(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
        printed = form == _PRINTED
        wide = bound.profile.text_width_mm() if printed else MAIL_MM if form == "eml" else _SCREEN_MM
        with pictured(_told(bound) if printed else bound, workshop.identity(), wide, sheet) as shown:
            return workshop.made(form, _large(shown) if sheet else shown)

    return write


def _large(bound: Bound) -> Bound:
    """The document with the figures that points open with above their words; lists of other points stay."""

    def read(block: Block) -> Point | None:
        return point(bound.text(block)) if isinstance(block, Paragraph) else None

    def parts(blocks: Iterable[Block]) -> Iterator[Block]:
        for points, group in groupby(blocks, key=lambda one: bool(read(one))):
            found = list(group)
            told = [read(one) for one in found] if points else []
            if not told or not all(one and is_figure(plain(one.lead).rstrip(" :")) for one in told):
                yield from (one._replace(body=(*parts(one.body),)) if isinstance(one, Unit) else one for one in found)
                continue
            for block, one in zip(found, filter(None, told), strict=True):
                yield Division("figure-lead", (Paragraph(one.lead, block.line),), block.line)
                yield Division("figure-words", (Paragraph(one.rest, block.line),), block.line)

    return bound._replace(draft=bound.draft._replace(body=(*parts(bound.draft.body),)))


@contextmanager
def pictured(bound: Bound, identity: Identity, wide: float = _SCREEN_MM, alone: bool = False) -> Iterator[Bound]:
    """The document with its charts drawn, so many mm wide, as long as their files are there."""
    if not any(True for _ in divisions(bound.draft.blocks)):
        yield bound
        return
    with scratch() as folder:
        yield _with_pictures(bound, Path(folder), identity, wide, alone)


def _with_pictures(bound: Bound, folder: Path, identity: Identity, wide: float, alone: bool = False) -> Bound:
    """The document with a picture (in `folder`) of each chart before its table, all figures in its alternative text.
    The caption is that of the picture, so that the table may go on to the next page by itself; `alone` the picture,
    which shows all figures, stands in its place."""
    from draftkit.campaign.draw import WIDE, png

    counter = iter(range(1, 10_000))

    def shown(block: Block) -> tuple[Block, ...] | None:
        if not isinstance(block, Division) or not is_chart(block):
            return None
        table, rest = parted(block, bound)
        out: list[Block] = [table] if table else []
        if table and (found := chart(block, bound)):
            path = folder / f"bieu-do-{next(counter)}.png"
            path.write_bytes(png(found, identity, min(wide or WIDE, WIDE)))
            picture = Figure(str(path), found.described(), table.line, caption=bound.text(table))
            table = table._replace(caption=())
            out = [picture] if alone else [picture, table]
        return (*out, *([Division("chart-source", tuple(rest), block.line)] if rest else []))

    return bound._replace(draft=bound.draft._replace(body=rebuilt(bound.draft.body, shown)))


def charts(bound: Bound, frame: Frame, workshop: Workshop) -> Mapping[str, bytes]:
    """Each chart as SVG, PNG, its figures as CSV and its description as text."""
    from draftkit.campaign.draw import png, svg

    out: dict[str, bytes] = {}
    above, identity = frame.notice, workshop.identity()
    for number, found in enumerate(all_charts(bound), 1):
        name = f"bieu-do-{number}"
        heads = [found.head, *(series.name for series in found.series)]
        rows = [
            [category, *(amount.text if (amount := series.amounts[at]) else "" for series in found.series)]
            for at, category in enumerate(found.categories)
        ]
        out |= {
            f"{name}.svg": svg(found, identity, above),
            f"{name}.png": png(found, identity, above=above),
            f"{name}.csv": csv_bytes([*([[above]] if above else []), heads, *rows], ";"),
            f"{name}.mo-ta.txt": "".join(f"{line}\n" for line in (above, found.described()) if line).encode(),
        }
    return out
