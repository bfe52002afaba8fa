"""Rules on lists of goods. Their faults are noted while a list is read and compared; severity follows the ground."""

from __future__ import annotations

from pathlib import Path

from draftkit.checks.rule import noted_rules

RULES = noted_rules(Path(__file__).with_name("rules.txt"))
