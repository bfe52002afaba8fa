"""Rules that say the same of a draft and of a Word file: a Word file is not read as a draft is, so one provision has a
rule for each. Both have one severity, and one ground (`Rule.firm`)."""

from __future__ import annotations

PAIRS: tuple[tuple[str, str], ...] = (
    # header and legal bases
    ("DK-H002", "DK-W022"),
    ("DK-H002", "DK-W035"),
    ("DK-H002", "DK-W046"),
    ("DK-H002", "DK-W047"),
    ("DK-H002", "DK-W071"),
    ("DK-H002", "DK-W078"),
    ("DK-H013", "DK-W041"),
    ("DK-H020", "DK-W042"),
    ("DK-H021", "DK-W043"),
    ("DK-H031", "DK-W031"),
    ("DK-H032", "DK-W030"),
    # units
    ("DK-N001", "DK-W063"),
    ("DK-N001", "DK-W080"),
    ("DK-N002", "DK-W063"),
    ("DK-N003", "DK-W062"),
    ("DK-N003", "DK-W064"),
    ("DK-R010", "DK-W069"),
    ("DK-S004", "DK-W061"),
    ("DK-S004", "DK-W068"),
    ("DK-S005", "DK-W066"),
    ("DK-S006", "DK-W067"),
    ("DK-S010", "DK-W081"),
    # ending
    ("DK-S012", "DK-W070"),
    ("DK-H008", "DK-W076"),
    ("DK-H037", "DK-W076"),
    ("DK-H038", "DK-W076"),
    ("DK-H009", "DK-W075"),
    ("DK-H010", "DK-W073"),
    ("DK-H039", "DK-W074"),
    # characters
    ("DK-F002", "DK-W014"),
)
"""The rule of drafts, and that of Word files."""


def twins(id: str) -> tuple[str, ...]:
    """The rules that say of the other medium what a rule says."""
    return tuple(other for pair in PAIRS if id in pair for other in pair if other != id)
