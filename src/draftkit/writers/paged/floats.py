"""Where pictures, lines and text boxes of Word that float stand on our pages (ECMA-376 Part 1, 20.4.2.3).

What text goes around (`Square`, `Tight`, `Through`) cannot float here: it stands in the line."""

from __future__ import annotations

from typing import Any

from draftkit.model.named import NamedTuple
from draftkit.word.values import Drawing, Floating, Section
from draftkit.writers.paged.room import EDGES, Room, pt

Data = dict[str, Any]

_ALIGNED = {"left": 0.0, "top": 0.0, "inside": 0.0, "center": 0.5, "right": 1.0, "bottom": 1.0, "outside": 1.0}
_BEFORE = ("leftMargin", "insideMargin", "topMargin")
_AFTER = ("rightMargin", "outsideMargin", "bottomMargin")
_FREE = ("None", "TopAndBottom")


class Axis(NamedTuple):
    """A page along one axis, in points: how long it is, its margins."""

    whole: float
    before: float
    after: float

    def place(self, origin: str, at: float | str, size: float, room: float) -> Data:
        """Where something of a size stands: on the `page`, or from where its paragraph stands (`block`), whose column
        is `room` long."""
        inner = self.whole - self.before - self.after
        spans = {
            "page": (0.0, self.whole),
            "margin": (self.before, inner),
            **dict.fromkeys(_BEFORE, (0.0, self.before)),
            **dict.fromkeys(_AFTER, (self.whole - self.after, self.after)),
        }
        start, length = spans.get(origin, (0.0, room))
        moved = (length - size) * _ALIGNED.get(at, 0) if isinstance(at, str) else pt(at)
        return {"page" if origin in spans else "block": round(start + moved, 3)}


class Sheet(NamedTuple):
    """The page that something floats on."""

    across: Axis
    down: Axis

    @classmethod
    def of(cls, section: Section) -> Sheet:
        (width, height), side = section.page_mm, {name: pt(section.margin_mm.get(name, 0)) for name in EDGES}
        return cls(Axis(pt(width), side["left"], side["right"]), Axis(pt(height), side["top"], side["bottom"]))


NOWHERE = Sheet(Axis(0, 0, 0), Axis(0, 0, 0))


def floating(drawing: Drawing) -> Floating | None:
    """Where a drawing floats on our pages; None when it stands in the line."""
    place = drawing.floating
    return place if place and place.wrap in _FREE and drawing.kind != "other" else None


def misplaced(drawing: Drawing) -> bool:
    """Whether our pages show a drawing elsewhere than Word, or not at all."""
    return drawing.kind == "other" or (drawing.floating is not None and not floating(drawing))


def afloat(drawing: Drawing, place: Floating, shown: Data, sheet: Sheet, room: Room) -> Data:
    """A drawing that floats, as `shown`, with its place."""
    width, height = pt(drawing.width_mm), pt(drawing.height_mm)
    return {
        "across": sheet.across.place(place.across_from, place.across, width, room.width),
        "down": sheet.down.place(place.down_from, place.down, height, 0.0),
        "height": height,
        "top": sheet.down.before,
        "behind": place.behind,
        "pushes": place.wrap == "TopAndBottom",
        "shown": shown,
    }
