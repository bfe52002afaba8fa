"""All rules, gathered from the modules that hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from draftkit.checks import rules as package
from draftkit.checks.rule import Rule
from draftkit.errors import InternalError

Held = TypeVar("Held")
_FORMER = Path(package.__path__[0], "former.txt").read_text(encoding="utf-8")
SUCCESSORS = {old: tuple(now) for old, *now in map(str.split, _FORMER.splitlines())}
"""The rules that go on for each id that is no rule any more; it goes on naming them."""


def held(package: ModuleType, sort: type[Held]) -> Iterator[Held]:
    """What the modules of a package hold of a sort, alone or in tuples."""
    for path in sorted(Path(package.__path__[0]).glob("[!_]*.py")):
        yield from held_by(vars(import_module(f"{package.__name__}.{path.stem}")), sort)


def held_by(names: Mapping[str, object], sort: type[Held]) -> Iterator[Held]:
    """What a module (the names in it) holds of a sort, alone or in tuples."""
    for value in names.values():
        for one in value if isinstance(value, tuple) and not isinstance(value, sort) else (value,):
            if isinstance(one, sort):
                yield one


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by id. Raises InternalError when two share one."""
    found: dict[str, Rule] = {}
    for one in held(package, Rule):
        if found.setdefault(one.id, one) is not one:
            raise InternalError("two rules share the id {id}", id=one.id)
    return tuple(found[key] for key in sorted(found))


def former_ids(rule: str) -> list[str]:
    """The ids that a rule had, or that rules it took in had."""
    return [old for old, now in SUCCESSORS.items() if rule in now]


def meant(name: str, rule: str) -> bool:
    """Whether a name (an id, the beginning of ids, or an id of earlier days) means a rule."""
    return rule.startswith(name) or rule in SUCCESSORS.get(name, ())
