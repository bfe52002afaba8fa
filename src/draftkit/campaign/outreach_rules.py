"""Rules on outreach. Limits of channels and habits of reading are practice: warnings and infos, never errors."""

from __future__ import annotations

from pathlib import Path

from draftkit.checks.rule import Rule, noted_rules


def rules_of(form: str) -> tuple[Rule, ...]:
    """Those on a form or a part of it: `posts`, `charts`."""
    return noted_rules(Path(__file__).parent / "rules" / f"{form}.txt")


CHART_RULES = rules_of("charts")
