"""All rules there are: on drafts, on Word files, and those that kinds bring."""

from __future__ import annotations

from draftkit.checks.catalogue import SUCCESSORS, all_rules
from draftkit.checks.looks.catalogue import described
from draftkit.checks.rule import Rule
from draftkit.errors import SourceError
from draftkit.model.message import msg
from draftkit.model.nearest import nearest, or_near
from draftkit.plugins import brought_rules


def every_rule() -> list[Rule]:
    """All rules by id."""
    return sorted((*all_rules(), *described(), *brought_rules()), key=lambda rule: rule.id)


def known_ids() -> set[str]:
    """The ids of all rules, and those of earlier days, which name the rules that go on for them."""
    return {rule.id for rule in every_rule()} | SUCCESSORS.keys()


def rules_of(name: str) -> list[Rule]:
    """The rules that an id stands for: several where one of earlier days was parted. Raises SourceError, with the
    nearest id, when there is none."""
    rules = {item.id: item for item in every_rule()}
    found = [rules[id] for id in SUCCESSORS.get(name.upper(), (name.upper(),)) if id in rules]
    if not found:
        said = msg("there is no rule {rule} (“draftkit rules” shows all)", rule=name)
        raise SourceError.of(or_near(said, nearest(name.upper(), rules)))
    return found
