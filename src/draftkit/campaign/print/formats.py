"""The forms of a printed piece; what makes them is imported when one is made."""

from __future__ import annotations

from collections.abc import Mapping

from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame
from draftkit.writers.formats import Format, Workshop, Writer

BLEED_MM = 3.0
"""What is printed beyond the cut: the usual 3 mm of printers."""


def _printed(bleed: float) -> Writer:
    def write(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
        from draftkit.campaign.print.write import write_sheet

        return write_sheet(bound, frame, workshop, bleed)[0]

    return write


def _pictures(bound: Bound, frame: Frame, workshop: Workshop) -> Mapping[str, bytes]:
    from draftkit.campaign.print.write import write_sheet

    pages = write_sheet(bound, frame, workshop, 0, format="png", ppi=110.0)
    return {f"trang-{number:02}.png": page for number, page in enumerate(pages, 1)}


def _drawing(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
    from draftkit.campaign.print.write import write_drawing

    return write_drawing(bound, frame, workshop)


def _picture(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
    from draftkit.campaign.print.write import write_sheet

    return write_sheet(bound, frame, workshop, 0, format="png", ppi=200.0)[0]


PRINTED = (
    Format("pdf", "pdf", "PDF", _printed(0)),
    Format("png", "", "ảnh từng trang", _pictures, asked=True),
    Format("in", "in.pdf", "PDF cho nhà in", _printed(BLEED_MM), asked=True),
)
DRAWN_PAGE = (
    PRINTED[0]._replace(asked=True),
    PRINTED[2],
    Format("svg", "svg", "hình vẽ", _drawing),
    Format("png", "png", "hình", _picture),
)
"""A piece of one page that is a picture for the web before it is a sheet."""
