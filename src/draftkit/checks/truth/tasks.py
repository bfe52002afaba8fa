"""Whose task it is what a cited provision lays down: a body that a sentence names there, and the provision does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftkit.checks.truth.aligned import Provision
from draftkit.checks.truth.apart import clause, content_words, ways
from draftkit.checks.truth.placed import NUMBER
from draftkit.checks.truth.unplaced import (
    ASKED,
    ASKS,
    GOES_ON,
    IN_TASK,
    WITHIN,
    is_body,
    otherwise,
    speaks_otherwise,
    who_does,
)
from draftkit.model.message import Message

_FEWEST = 2
"""Words of what a body does that a provision has too."""
_ANY_TASK = frozenset(("tham", "giup", "chu", "dau"))
"""How tasks begin that are those of whoever does what a provision says: “tham mưu”, “giúp”."""
_HAS_TASK, _IS_IT, _LED, _ROLE, _IS_ROLE = ways("tasks", "has_task is_it led role is_role")


def unlike(text: str, cited: Sequence[Provision], where: str, bodies: re.Pattern[str]) -> Iterator[tuple[int, Message]]:
    """The bodies that a text gives a task which the provisions it has `cited`, called `where`, give to others."""
    says = " ".join(one.text for one in cited)
    if not cited or ASKED.search(text) or speaks_otherwise(text, says):
        return
    yield from of_role(text, cited, where, bodies)
    headings = " ".join(dict.fromkeys(one.heading for one in cited))
    theirs = [one[0] for one in bodies.finditer(f"{headings} {says}")]
    named = list(bodies.finditer(text))
    others = [one for one in named if not any(is_body(one[0], each) for each in theirs)]
    offices = {one for one in theirs if WITHIN.match(one)}
    above = [one[0] for one in bodies.finditer(headings) if not any(is_body(one[0], each[0]) for each in named)]
    left = [one for one in bodies.finditer(says) if not any(is_body(one[0], each[0]) for each in named)]
    for one in others if theirs else ():
        if ASKS.match(text, one.end()):
            continue
        led = _LED.search(text, 0, one.start())
        beside = next((each for each in left if led and says.endswith(led[0], 0, each.start())), None)
        it = _IS_IT.match(text, one.end())
        what = content_words(text[it.end() :])[:1] if it else []
        does = not what or _ANY_TASK.issuperset(what) or not {*content_words(says)}.isdisjoint(what)
        has = does and (it or _HAS_TASK.search(text, 0, one.start()))
        alone = has and left and len(others) == len(named)
        own = beside[0] if beside and len(left) == 1 else left[0][0] if alone else _done(text, one, says, bodies)
        own = own or _listed(_does(text, one), cited, bodies)
        if not own and it and does and len({*above}) == 1:  # “Sở … là cơ quan tham mưu, có trách nhiệm:”
            own = above[0]
        if not own and len(offices) == 1 and WITHIN.match(one[0]) and IN_TASK.search(text, 0, one.start()):
            (own,) = offices  # all that stands below “Bộ trưởng phân công Cục …”
        if own:
            yield one.start(), otherwise(one[0], where, own, says)


def of_role(
    text: str, cited: Sequence[Provision], where: str, bodies: re.Pattern[str]
) -> Iterator[tuple[int, Message]]:
    """A body that is said to be what one of some provisions says another is, who does not stand there too: “Đầu mối là
    Cục …”, “Cục … là đơn vị đầu mối”."""
    found = _ROLE.search(text)
    body = bodies.match(text, found.end()) if found else None
    pairs = ((one, _IS_ROLE.match(text, one.end())) for one in bodies.finditer(text) if not found)
    body, found = next(((one, role) for one, role in pairs if role), (body, found))
    held = [one.text for one in cited if found and found["role"].lower() in one.text]
    at = held[0].find(found["role"].lower()) if found and len(held) == 1 else 0
    theirs = [each[0] for each in bodies.finditer(held[0], 0, at)] if at else []
    alike = found and {*content_words(held[0] if held else "")}.issuperset(content_words(found["of"] or ""))
    if body and alike and theirs and not any(each in text or is_body(body[0], each) for each in theirs[-1:]):
        yield body.start(), otherwise(body[0], where, theirs[-1], held[0])


def _done(text: str, body: re.Match[str], says: str, bodies: re.Pattern[str]) -> str:
    """The body that does in a provision what a text says another one does; empty where none does it."""
    does = _does(text, body)
    what = content_words(text[does.end() : clause(text, does.end(), does.end())[1]])[:_FEWEST] if does else []
    who = who_does(says, bodies, does) if what and {*content_words(says)}.issuperset(what) else []
    return who[0] if who else ""


def _listed(does: re.Match[str] | None, cited: Sequence[Provision], bodies: re.Pattern[str]) -> str:
    """The body whose duties the one provision cited is among, which begins with what a text says another one does:
    “Trách nhiệm của Ủy ban nhân dân cấp tỉnh”, “a) Ban hành kế hoạch …”."""
    duty = NUMBER.sub("", cited[0].text).lower() if does and len(cited) == 1 else ""
    whose = [one[0] for one in bodies.finditer(cited[0].heading)] if does and duty.startswith(does[1].lower()) else []
    return whose[-1] if whose else ""


def _does(text: str, body: re.Match[str]) -> re.Match[str] | None:
    """What a body does to which a text gives a task."""
    return GOES_ON.match(text, body.end()) if IN_TASK.search(text, 0, body.start()) else None
