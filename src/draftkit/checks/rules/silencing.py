"""Rules on comments: those that silence rules, and notes for colleagues."""

from __future__ import annotations

from draftkit.checks.rule import noted
from draftkit.checks.sources import CHECKING
from draftkit.model.finding import Severity

UNUSED = noted("DK-K001", "Silenced rule that finds nothing any more", Severity.WARNING, CHECKING, "files")(
    "The comment silences a rule that finds nothing there: the text was mended, or the comment stands in the wrong "
    "place. A comment left behind would hide the next mistake."
)
UNKNOWN = noted("DK-K002", "Silencing of a rule that is not known", Severity.ERROR, CHECKING, "files")(
    "A comment to the checker names rules by their ids: <!-- draftkit: ignore DK-T001 reason -->, or ignore-file "
    "for the whole file."
)
NO_REASON = noted("DK-K003", "Silencing without a reason", Severity.INFO, CHECKING, "files")(
    "Whoever reads the draft next wants to know why the rule does not count here."
)
NOTE = noted("DK-K004", "Note for colleagues", Severity.INFO, CHECKING, "files")(
    "What stands behind %% and a blank, on a line of its own or at the end of one, is for those who write the draft "
    "and is never printed. It is told so that nobody takes it for text, and none is left when the document goes out. "
    "Where the two signs are meant, a backslash stands before them."
)
DIVIDES = noted("DK-K005", "Note within a paragraph", Severity.WARNING, CHECKING, "files")(
    "A note on a line of its own is an empty line to the reader: between two lines of a paragraph or of a table it "
    "parts them, and they are printed apart."
)
