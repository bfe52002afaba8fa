"""What became of each operation when it was carried out."""

from __future__ import annotations

from draftkit.amending.operation import Operation
from draftkit.model.message import Message
from draftkit.model.named import NamedTuple

DONE, TIDIED, NOT_DONE = "done", "tidied", "not done"


class Outcome(NamedTuple):
    """An operation and what became of it: `done`, `tidied` (done, and something was set right that `message` names) or
    `not done`, and why."""

    operation: Operation
    status: str
    message: Message | None = None
