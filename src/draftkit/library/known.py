"""All rules there are: on drafts, on Word files, and those that kinds bring."""

from __future__ import annotations

from draftkit.checks.catalogue import all_rules
from draftkit.checks.catalogue import successors as successors
from draftkit.checks.looks.catalogue import described
from draftkit.checks.rule import Rule
from draftkit.plugins import brought_rules


def every_rule() -> list[Rule]:
    """All rules by id."""
    return sorted((*all_rules(), *described(), *brought_rules()), key=lambda rule: rule.id)


def known_ids() -> set[str]:
    """The ids of all rules, and those of earlier days, which name the rules that go on for them."""
    return {rule.id for rule in every_rule()} | successors().keys()
