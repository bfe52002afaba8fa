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
