"""All rules, gathered from the modules that hold them."""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module

from draftkit.checks import rules as package
from draftkit.checks.rule import Rule
from draftkit.errors import InternalError


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by id. Raises InternalError when two share one."""
    found: dict[str, Rule] = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = import_module(f"{package.__name__}.{info.name}")
        for value in vars(module).values():
            if isinstance(value, Rule) and found.setdefault(value.id, value) is not value:
                raise InternalError("two rules share the id {id}", id=value.id)
    return tuple(found[key] for key in sorted(found))


@lru_cache(maxsize=1)
def successors() -> dict[str, tuple[str, ...]]:
    """The rules that go on for each id that is no rule any more."""
    found: dict[str, tuple[str, ...]] = {}
    for one in all_rules():
        for old in one.formerly:
            found[old] = (*found.get(old, ()), one.id)
    return found


def meant(name: str, rule: str) -> bool:
    """Whether a name (an id, the beginning of ids, or an id of earlier days) means a rule."""
    return rule.startswith(name) or rule in successors().get(name, ())
