"""Findings of the dossier, stamped with the rule they fall under."""

from __future__ import annotations

from functools import cached_property

from draftkit.checks.catalogue import all_rules
from draftkit.checks.rule import Rule
from draftkit.model.message import Finding, Message, with_values
from draftkit.model.place import Span
from draftkit.plugins import brought_rules


class Remarks:
    """Gathers findings in the order they are made; `typed` tells where the words of a register stand in it, by line of
    the tables that are made of them."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.typed: dict[str, Span] = {}

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        """All rules by id; most registers have nothing to tell, and need none."""
        return {rule.id: rule for rule in (*all_rules(), *brought_rules())}

    def tell(self, rule: str, span: Span, said: str | Message, /, **values: object) -> None:
        """Note a finding under a rule of the catalogue."""
        known = self._rules[rule]
        finding = Finding(rule, known.severity, with_values(said, values), span, known.source)
        if finding not in self.findings:
            self.findings.append(finding)
