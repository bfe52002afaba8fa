"""Which units of an act its own text cites: what stays behind when one is repealed or gets another number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from draftkit.amending.lines import labelled
from draftkit.amending.new_wording import like_instruction
from draftkit.amending.tree import Tree
from draftkit.law.acts.named import act_at
from draftkit.law.amending.placed import Path, Unit
from draftkit.law.lists import Step, between
from draftkit.law.references import HERE, Citation, Member, find
from draftkit.law.units import called

_LEVELS = ("article", "clause", "point")
_TOP = ("part", "chapter", "section", "subsection", "annex")


def citations(tree: Tree) -> list[tuple[Path, Path]]:
    """The units of an act that its own text cites, each behind the unit that cites it."""
    found = []
    for node in tree.walk():
        own = [*range(node.start, node.body), *range(node.tail, node.end)]
        texts = (tree.rows[at].text for at in dict.fromkeys(own))
        here = node.path()
        found += [(here, path) for path in cited_in(texts, here)]
    return found


def cited_in(texts: Iterable[str], here: Path) -> Iterator[Path]:
    """The units that texts cite which stand in the unit `here` of the same act; those of other acts are left out."""
    for text in texts:
        for citation in find(text):
            if not citation.document.other and not citation.document.attached:
                yield from _paths(citation, here)


def called_by_number(texts: Iterable[str], label: str) -> Iterator[str]:
    """How the text of an article calls that article by its number, where it is “Điều này”."""
    for text in texts:
        for citation in find(labelled(text).rest):
            own = not citation.document.other and not citation.document.attached
            if own and any(Step("article", label) in member.path for member in citation.members):
                yield labelled(text).rest[citation.start : citation.units_end]


def cited_of(texts: Iterable[str], number: str, called: str) -> Iterator[Path]:
    """The units of the act of this number, or called so (`Luật Đất đai`), that texts of other documents cite; what says
    that they are repealed or amended cites none."""
    for text in texts:
        if like_instruction(text) or "bãi bỏ" in text.lower():
            continue
        for citation in find(text):
            act = act_at(text, citation.document.said) if citation.document.other else None
            if act and (act.number == number if act.number else act.key.lower() == called.lower()):
                yield from _paths(citation, ())


def _paths(citation: Citation, here: Path) -> Iterator[Path]:
    last: Path = ()
    for member in citation.members:
        path = _path(member, here)
        if member.joint == "đến" and last and path and last[:-1] == path[:-1]:
            for number in between(last[-1].label, path[-1].label):
                yield (*path[:-1], path[-1]._replace(label=number))
        elif path:
            yield path
        last = path


def _path(member: Member, here: Path) -> Path:
    steps = [step for step in member.path if step.level in _LEVELS]
    if not steps or any(step.level == "annex" for step in member.path):
        tops = [step for step in member.path if step.level in _TOP and step.number not in ("", HERE)]
        return tuple(_unit(step) for step in tops[-1:])
    outer = _LEVELS[: _LEVELS.index(steps[0].level)]
    around = tuple(unit for unit in here if unit.kind in [called(level) for level in outer])
    if len(around) != len(outer):
        return ()
    path: list[Unit] = list(around)
    for step in steps:
        same = next((unit for unit in here if unit.kind == called(step.level)), None)
        if step.number == HERE and same is None:
            return ()
        path.append(same if step.number == HERE and same else _unit(step))
    return tuple(path)


def _unit(step: Step) -> Unit:
    return Unit(called(step.level), step.number)
