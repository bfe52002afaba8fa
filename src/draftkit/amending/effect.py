"""From which day each operation has effect: the final clauses of an act give a day for all and others for some."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftkit.amending.lines import Line
from draftkit.amending.operation import Operation
from draftkit.law.acts import RULING
from draftkit.law.amending.placed import Path, Unit, placed
from draftkit.law.amending.tokens import tokens
from draftkit.law.dates import iso
from draftkit.law.exceptions import APART, KEEPS, as_but
from draftkit.law.ways import ways
from draftkit.text.sentences import split

_CLAUSE, _REPLACED, _EXCHANGED, _SINCE, _LISTED = ways("effect", "clause replaced exchanged since listed")
_FROM, _ENDING, _EXPIRED, _UNTIL, _SUSPENDED = ways("effect", "from ending expired until suspended")
_NUMBERED, _REPEAL, _SENTENCE, _OWN, _TAKES_AWAY = ways("effect", "numbered repeal sentence own takes_away")
_WHOLE, _QUOTE = ways("effect", "whole quote")

_EFFECT = ("hiệu", "ngày", "đến năm", "khi", "an hành", "này bãi", "này h", "này thay", "ị bãi", "ợc bãi")
"""One of these stands in whatever the three above find; most instructions have none."""


def without_days(said: str) -> str:
    """An instruction without its day of effect, what expires being repealed; words in quotation marks stay."""
    said = as_but(said.removesuffix("/.").replace(" kê từ ngày ", " kể từ ngày "))  # “./.” ends an act
    if not any(word in said for word in _EFFECT):
        return said
    said = _ENDING.sub("bãi bỏ", said)
    if _OWN.match(said) and len(told := split(said, _SENTENCE.compiled)) > 1:
        found = (without_days(one.rstrip(" .")) for one in told if _TAKES_AWAY.match(one))
        return "; ".join(filter(None, found)) or said
    if apart := APART.search(said):
        own = _FROM.sub("", _EXPIRED.sub(" được bãi bỏ", said[apart.start() :]))
        return f"{without_days(said[: apart.start()].rstrip(' ,;'))}, {own}"
    bare = _SINCE.sub("", _EXCHANGED.sub(r"thay thế \g<old> bằng \g<new>", said))
    cut = max(map(bare.rfind, '”"')) + 1  # what is behind the last quotation stands in none
    if bare.count("“") != bare.count("”") or bare.count('"') % 2:
        return bare
    if bare != said and not cut:
        bare = _REPLACED.sub("bãi bỏ ", bare)
    until = None if cut else _UNTIL.search(bare)
    before = bare[: until.start()] if until else ""
    if before and not KEEPS.search(before) and (_SUSPENDED.search(bare) or _NUMBERED.search(before)):  # it comes back
        return _EXPIRED.sub(" bị ngưng hiệu lực", _REPEAL.sub("ngưng hiệu lực", before))
    ended = _FROM.sub("", _EXPIRED.sub(" được bãi bỏ", bare[cut:]))
    return _WHOLE.sub(r"bãi bỏ \g<acts>", bare[:cut] + ended)


_Special = tuple[Path, str, tuple[Path, ...]]
"""A place of the amending act, the day from which it has effect, and for which units alone, if not for all."""
_ORDER = ("article", "clause", "point", "")


def dated(operations: Sequence[Operation], lines: Sequence[Line]) -> tuple[list[Operation], str]:
    """The operations with the day each has effect, and that of the act as a whole: ISO, or in the words of the act when
    the day is relative. `lines` are the act's own, without the wording it quotes."""
    general, special = _clauses(lines)
    return [one._replace(effective_from=_of(one, general, special)) for one in operations], general


def _clauses(lines: Sequence[Line]) -> tuple[str, list[_Special]]:
    general = ""
    special: list[_Special] = []
    article = level = day = clause = ""
    for line in lines:
        article = line.label if line.level == "article" else article
        clause = line.label if line.level == "clause" else "" if line.level == "article" else clause
        begins = _SINCE.match(line.rest)
        bare = not begins and "ừ" in line.rest and not _QUOTE.search(line.rest)
        leads = [*_FROM.finditer(line.rest)] if bare else [begins] if begins else []
        for lead in (one for one in leads if one["day"]):
            point = line.label if line.level == "point" else ""
            own = tuple(Unit(*one) for one in (("Điều", article), ("khoản", clause), ("điểm", point)) if one[1])
            apart = APART.search(line.rest)
            some = _units(line.rest[apart.end() : lead.start()]) if apart and apart.end() < lead.start() else ()
            special.append((own, iso(lead["day"]), some))
        day = "" if line.level in _ORDER[: _ORDER.index(level) + 1] else day
        # “Các quy định sau đây có hiệu lực từ ngày …: a) Khoản 2 Điều 1 Thông tư này; …”
        if day and (line.level or line.text[0] in "-–+"):
            special += [(path, day, ()) for path in _paths(line.rest.lstrip("-– "), article)]
        elif line.text.endswith(":") and "hiệu lực" in line.text and (listed := _LISTED.search(line.text)):
            level, day = line.level, iso(listed["day"])
        if "hiệu lực" not in line.text or len(line.text) > 1500:
            continue
        for found in _CLAUSE.finditer(line.rest):
            since, what = _day(found), found["what"].strip()
            if re.match(rf"(?:{RULING})\s+này(?:$|\s+(?:đã\s+)?được)", what):
                general = general or since
            else:
                special += [(path, since, ()) for path in _paths(what, article)]
    return general, special


def _day(found: re.Match[str]) -> str:
    if found["day"]:
        return iso(found["day"])
    return " ".join((found["relative"] or "").split())


def _units(what: str) -> tuple[Path, ...]:
    return tuple(one.target.path for one in placed(tokens(what)))


def _paths(what: str, article: str) -> list[Path]:
    own = (Unit("Điều", article),)
    return [path if path and path[0].label else (*own, *path[1:]) for path in _units(what) if path]


def _of(one: Operation, general: str, special: list[_Special]) -> str:
    place = {(word, label) for word, label in re.findall(r"(điểm|khoản|Điều) (\S+)", one.at)}
    best, depth = general, (0, False)
    for path, day, some in special:
        of_it = not some or any(set(units) <= set(one.target) for units in some)
        if of_it and (len(path), bool(some)) > depth and all((unit.kind, unit.label) in place for unit in path):
            best, depth = day, (len(path), bool(some))
    return best
