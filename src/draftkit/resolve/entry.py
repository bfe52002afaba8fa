"""What to write into references.yaml for a legal document that is not there."""

from __future__ import annotations

from draftkit.law.whose import ACTS
from draftkit.text.fold import bare


def entry(label: str) -> str:
    """The line to paste; empty when the label does not look like that of a legal document (`luat-dat-dai`, `nd-08`)."""
    called = _type(label)
    return f"{label}: {{loai: {called}, ten: …, so: …, ngay: …, co_quan: …}}" if called else ""


def _type(label: str) -> str:
    start, _, rest = label.lower().partition("-")
    for called in ACTS.split("|") if rest else ():
        words = bare(called.lower()).split()
        initials = "".join(word[0] for word in words)
        if label.startswith("-".join(words) + "-") or (start == initials and "0" <= rest[:1] <= "9"):
            return called
    return ""
