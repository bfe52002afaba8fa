"""All rules, gathered from the modules that hold them."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pathlib import Path

from draftkit.checks import rules as package
from draftkit.checks.rule import Rule
from draftkit.errors import InternalError

SUCCESSORS = {
    "DK-F020": ("DK-M002",),
    "DK-T041": ("DK-T020",),
    "DK-W014": ("DK-F002",),
    "DK-W022": ("DK-H002",),
    "DK-W031": ("DK-H006", "DK-H031"),
    "DK-W035": ("DK-H002",),
    "DK-W041": ("DK-H013",),
    "DK-W042": ("DK-H020",),
    "DK-W043": ("DK-H021",),
    "DK-W046": ("DK-H002",),
    "DK-W047": ("DK-H002",),
    "DK-W061": ("DK-S004",),
    "DK-W062": ("DK-N003",),
    "DK-W063": ("DK-N001", "DK-N002"),
    "DK-W064": ("DK-N003",),
    "DK-W066": ("DK-S005",),
    "DK-W067": ("DK-S006",),
    "DK-W068": ("DK-S004",),
    "DK-W069": ("DK-R010",),
    "DK-W070": ("DK-S012",),
    "DK-W071": ("DK-H002",),
    "DK-W073": ("DK-H010",),
    "DK-W074": ("DK-H039",),
    "DK-W075": ("DK-H009",),
    "DK-W076": ("DK-H008", "DK-H037", "DK-H038"),
    "DK-W077": ("DK-H008",),
    "DK-W078": ("DK-H002",),
    "DK-W079": ("DK-H041",),
    "DK-W081": ("DK-S010",),
}
"""The rules that go on for each id that is no rule any more; it goes on naming them."""


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by id. Raises InternalError when two share one."""
    found: dict[str, Rule] = {}
    for path in sorted(Path(package.__path__[0]).glob("[!_]*.py")):
        module = import_module(f"{package.__name__}.{path.stem}")
        for value in vars(module).values():
            for one in value if isinstance(value, tuple) and not isinstance(value, Rule) else (value,):
                if isinstance(one, Rule) and found.setdefault(one.id, one) is not one:
                    raise InternalError("two rules share the id {id}", id=one.id)
    return tuple(found[key] for key in sorted(found))


def former_ids(rule: str) -> list[str]:
    """The ids that a rule had, or that rules it took in had."""
    return [old for old, now in SUCCESSORS.items() if rule in now]


def meant(name: str, rule: str) -> bool:
    """Whether a name (an id, the beginning of ids, or an id of earlier days) means a rule."""
    return rule.startswith(name) or rule in SUCCESSORS.get(name, ())
