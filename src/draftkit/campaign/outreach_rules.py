"""Rules on outreach material. Limits of channels and habits of reading are practice: warnings and infos, never errors."""

from __future__ import annotations

from draftkit.checks.rule import Rule, noted
from draftkit.checks.sources import practice
from draftkit.model.finding import Provision, Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_SET = "outreach"
_FILE = Provision("draftkit", "docs/outreach.md")
_RADIO = practice("bài viết để đọc: số và chữ viết tắt thành lời")

RADIO_RULES: tuple[Rule, ...] = (
    noted("DK-O020", "Abbreviation read letter by letter",
        "Nobody hears what unknown letters stand for. Write the words out, or add them to doc_la of the script or to doc-thanh-loi.yaml of the kind.",
        severity=_W, source=_RADIO, rule_set=_SET),
    noted("DK-O021", "Sign that cannot be read",
        "A sign that has no words is left as it is, and the reader stumbles over it. Write what is to be said.",
        severity=_W, source=_RADIO, rule_set=_SET),
    noted("DK-O022", "Number that can be read in two ways",
        "24/7 may be a day or a rate, 1.5 a number or a heading, 1,000,000 is not how Vietnamese numbers are written. It was read in the likelier way.",
        severity=_I, source=_RADIO, rule_set=_SET),
    noted("DK-O023", "Something that cannot be heard",
        "Tables, pictures and formulas are for the eye. A script says in sentences what they show; what was made of them is only a makeshift.",
        severity=_W, source=_RADIO, rule_set=_SET),
    noted("DK-O024", "Script longer than planned",
        "The reading time is the number of syllables over the pace (toc_do, 200 a minute unless said otherwise; 180 to 220 is usual, not measured).",
        severity=_W, source=_RADIO, rule_set=_SET),
)  # fmt: skip
