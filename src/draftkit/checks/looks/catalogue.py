"""All rules on Word files, gathered from the modules that hold them."""

from __future__ import annotations

from functools import lru_cache

from draftkit.checks.catalogue import held
from draftkit.checks.looks import rules as package
from draftkit.checks.looks.rule import WordRule
from draftkit.checks.rule import Rule
from draftkit.checks.sources import nd30
from draftkit.errors import InternalError
from draftkit.model.message import Severity

UNKNOWN = Rule(
    "DK-W000",
    "File not recognised",
    Severity.INFO,
    nd30("Điều 8"),
    "word",
    "A Word file is measured against the rules of its family, which its header, number and kind tell; --profile or "
    "--as names them when the file does not.",
)


@lru_cache(maxsize=1)
def word_rules() -> tuple[WordRule, ...]:
    """Every rule, by id. Raises InternalError when two share one."""
    found = list(held(package, WordRule))
    own: dict[str, WordRule] = {}
    for item in found:
        if item.rule.rule_set == "word" and own.setdefault(item.rule.id, item) is not item:
            raise InternalError("two rules share the id {id}", id=item.rule.id)
    return tuple(sorted(found, key=lambda item: item.rule.id))


def described() -> tuple[Rule, ...]:
    """The rules that look at Word files only, as lists of rules show them."""
    from draftkit.checks.looks.rendered import RENDERED

    found = {rule.rule.id: rule.rule for rule in word_rules() if rule.rule.rule_set == "word"}
    found |= {rule.id: rule for rule in (UNKNOWN, *RENDERED)}
    return tuple(found[key] for key in sorted(found))
