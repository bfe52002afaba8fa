"""The behaviour that brings lists of goods to kinds: the same door that other packages use. Every build comes through
it, so what reads a list is imported when a draft has one. With it come the rules on such lists, whose faults are noted
while one is read and compared."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from draftkit.checks.rule import noted_rules
from draftkit.model.message import Fault
from draftkit.model.tree import Block, Draft
from draftkit.plugins import Behaviour, Plugin
from draftkit.readers.side_files import Request

RULES = noted_rules(Path(__file__).with_name("rules.txt"))


def _list_of_goods(request: Request) -> tuple[Block, Sequence[Fault]]:
    from draftkit.hs.directive import list_of_goods

    return list_of_goods(request)


def _typed(draft: Draft) -> tuple[Draft, Sequence[Fault]]:
    from draftkit.hs.directive import typed_codes

    return draft, [*typed_codes(draft)] if "|" in draft.source.text else ()


PLUGIN = Plugin(behaviours={"hs-list": Behaviour(rules=RULES, directives={"hs": _list_of_goods}, reshape=_typed)})
