"""A kind of its own: a comment slip that opens with a warning line and must name what it comments on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.model.message import Provision, Severity, msg
from draftkit.model.printed import Item, Line
from draftkit.plugins import Behaviour, Plugin
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame


@rule("EX-001", "Slip without a provision", Severity.WARNING, Provision("Quy chế của đơn vị", "Điều 1"), "ext-kind")
def names_provision(subject: Subject) -> Iterator[Hit]:
    """A slip names the điều it speaks of."""
    if "Điều" not in subject.prose:
        yield Hit(msg("the slip names no điều"), subject.bound.draft.meta.place("ten_goi"))


def opening(bound: Bound, frame: Frame) -> Iterator[Item]:
    """The line above the text."""
    yield Line("giua", (f"Phiếu dùng nội bộ của {frame.agency[0] if frame.agency else '…'}",))


plugin = Plugin(
    folders=(Path(__file__).parent / "kinds" / "phieu-gop-y",),
    behaviours={"phieu-gop-y": Behaviour(rules=(names_provision,), opening=opening)},
)
