"""Rules whose faults are noted where something is read, bound or gathered: tables of text, an empty line between two
rules. The first line of each is its id, severity, set and ground, the second its title, the rest what it is for."""

from __future__ import annotations

from pathlib import Path

from draftkit.checks.rule import Rule, explained
from draftkit.checks.sources import DIALECT, GROUNDS
from draftkit.model.finding import Severity


def noted_rules(table: Path) -> tuple[Rule, ...]:
    """The rules of a table, in its order."""
    return tuple(map(_rule, table.read_text(encoding="utf-8").rstrip("\n").split("\n\n")))


def _rule(entry: str) -> Rule:
    head, title, text = entry.split("\n", 2)
    said, _, ground = head.partition(" | ")
    id, severity, rule_set, *of_source = said.split()
    name, _, place = ground.partition(" ")  # `nd78 Điều 71`
    source = GROUNDS[name](place)
    ours = bool(of_source) or source.act == DIALECT.act
    return Rule(id, title, Severity[severity.upper()], source, rule_set, explained(text), of_source=ours)
