"""The two forms of a printed piece; what makes them is imported when one is made."""

from __future__ import annotations

from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame
from draftkit.writers.formats import Format, Workshop, Writer

BLEED_MM = 3.0
"""What is printed beyond the cut: the usual 3 mm of printers."""


def _printed(bleed: float) -> Writer:
    def write(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
        from draftkit.campaign.print.write import write_sheet

        return write_sheet(bound, frame, workshop, bleed)

    return write


PRINTED = (
    Format("pdf", "pdf", "PDF", _printed(0)),
    Format("in", "in.pdf", "PDF cho nhà in", _printed(BLEED_MM), asked=True),
)
