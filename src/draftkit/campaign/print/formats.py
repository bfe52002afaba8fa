"""The forms of a printed piece; what makes them is imported when one is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame
from draftkit.writers.formats import Format, Workshop

BLEED_MM = 3.0
"""What is printed beyond the cut: the usual 3 mm of printers."""


def _sheet(bleed: float = 0, several: bool = False, **how: Any) -> Any:
    """The writer of a sheet with so much beyond the cut; `how` it is drawn when it is no PDF, `several`: each side."""

    def write(bound: Bound, frame: Frame, workshop: Workshop) -> bytes | Mapping[str, bytes]:
        from draftkit.campaign.print.write import write_sheet

        pages = write_sheet(bound, frame, workshop, bleed, **how)
        return {f"trang-{number:02}.png": page for number, page in enumerate(pages, 1)} if several else pages[0]

    return write


PRINTED = (
    Format("pdf", "pdf", "PDF", _sheet()),
    Format("png", "", "ảnh từng trang", _sheet(several=True, format="png", ppi=110.0), asked=True),
    Format("in", "in.pdf", "PDF cho nhà in", _sheet(BLEED_MM), asked=True),
)
DRAWN_PAGE = (
    PRINTED[0]._replace(asked=True),
    PRINTED[2],
    Format("svg", "svg", "hình vẽ", _sheet(format="svg")),
    Format("png", "png", "hình", _sheet(format="png", ppi=200.0)),
)
"""A piece of one page that is a picture for the web before it is a sheet."""
