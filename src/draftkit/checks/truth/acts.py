"""Acts cited by hand beside references.yaml: number, day, type, body."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from operator import ne

from draftkit.checks.truth.apart import ways
from draftkit.checks.truth.sentences import Sentence
from draftkit.law.dates import days, iso, short_date
from draftkit.model.message import Fault, Message, fault_at, msg
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.text.figures import number_said

NUMBER, _SORT, _CALLED, _DAY, _ON, _LATER, _EVENT, _YEAR = ways("acts", "number sort called day on later event year")
_BODY, _ISSUED, _TYPE, _SIGNED, _FORCE, _OTHER = ways("acts", "body issued type signed force other")
_OF_LATER, _CARRIED_OUT, _LEADS, _PLAN_OF, _PLANS = ways("acts", "of_later carried_out leads plan_of plans")
_MANY, _FORMER = ways("acts", "many former")
_PLAN, _ISSUES, _GOES_ON, _THIS, _AMENDED, _ENDS, _ENACTS = ways("acts", "plan issues goes_on this amended ends enacts")
_NAME = 30
"""Signs of a name that are enough to know it by."""
_BY = re.compile("^(?:(?:ngày|của|do) [^,;.“”]{3,60}?,? )+(?=(?:ban hành|về|quy định|phê duyệt) )")
"""Between the number of an act and its name: its day, and who issued it."""
_VERB = re.compile("^(?:(?:ban hành|quy định|phê duyệt)(?: chi tiết)? )?(?:về )?(?:việc )?")
_OLDER = 4
"""A year so long before that of an act may be that of the older one of its name."""


class Act(NamedTuple):
    """An act as the project knows it."""

    number: str
    type: str = ""
    name: str = ""
    date: str = ""
    issuer: str = ""
    force: str = ""
    amended: tuple[str, ...] = ()
    """The numbers of the acts that amended it."""


STATE = ("Thủ tướng Chính phủ", "Chính phủ", "Quốc hội", "Ủy ban Thường vụ Quốc hội", "Chủ tịch nước")
"""Those who issue acts, known without any list."""


def unlike(
    sentence: Sentence, acts: Mapping[str, Act], bodies: Sequence[str], plans: Sequence[Act], last: Act | None
) -> Iterator[Fault]:
    """Where a sentence cites an act otherwise than the project knows it. `bodies` are the names that issue acts; of the
    acts that issue a plan, `plans` are those that the text has named; `last`: the act it named last."""
    for found in NUMBER.finditer(sentence.text):
        number = found[0]
        act = acts.get(number)
        rest = sentence.text[found.end() :]
        signed = _SIGNED.search(sentence.text, 0, found.start())
        day = _DAY.match(rest) or (signed and _ON.match(rest))
        opens = None if NUMBER.search(sentence.text, 0, found.start()) else _LEADS.match(sentence.text)
        leads = opens if signed and not day and not _EVENT.search(sentence.text, 0, signed.start()) else None
        if act and act.date and leads and iso(leads[1]) != act.date:
            wrong = _another_day(f"{act.type} số {number}".strip(), act, leads)
            yield Fault("DK-V004", wrong, sentence.place(leads.start(1)))
        names = {f"{one.type} {one.name.casefold()}" for one in acts.values()} if act else set()
        problems = list(_known(act, sentence.text[: found.start()], rest, day, bodies, names)) if act else []
        if act is None:
            near = _nearly(number, acts, iso(day[1]) if day else "", sentence.text)
            if near:
                problems = [msg("“{said}” is no act the project knows; “{near}” is one", said=number, near=near.number)]
            elif other := _of_that_name(sentence.text, found.start(), acts):
                text = msg("“{act}” is {own} in this project, here {said}: see whether the other one is meant")
                called = f"{other.type} {other.name}"
                yield fault_at(
                    "DK-V007", sentence.place(found.start()), text, act=called, own=other.number, said=number
                )
        yield from (Fault("DK-V004", problem, sentence.place(found.start())) for problem in problems)
    yield from _amended(sentence, acts)
    yield from _of_plans(sentence, plans, bodies)
    yield from _of_this(sentence, last, bodies) if last and not NUMBER.search(sentence.text) else ()
    force = _FORCE.search(sentence.text)
    for act in acts.values() if force or _TYPE.search(sentence.text) else ():
        called = f"{act.type} {act.name}"
        start = sentence.text.find(called) if act.name else -1
        day = _DAY.match(sentence.text, start + len(called)) if start >= 0 else None
        if force and act.force and _is_first(act, sentence.text[: force.start()], start):
            yield from _in_force(sentence, act, force.end())
        own = day and "," not in day[0] and not _EVENT.search(sentence.text, 0, start)
        if day and own and act.date and iso(day[1]) != act.date:
            yield Fault("DK-V004", _another_day(called, act, day), sentence.place(day.start(1)))
        year = _YEAR.match(sentence.text, start + len(called)) if start >= 0 and act.date else None
        if year and not (_CARRIED_OUT if year["of"] else _OF_LATER).search(sentence.text, 0, start):
            known = {one.date[:4] for one in acts.values() if (one.type, one.name) == (act.type, act.name)}
            if year["year"] not in known and whole(year["year"], 0) > whole(min(known), 0) - _OLDER:
                text = msg("{act} is of {own}, here {said}", act=called, own=act.date[:4], said=year["year"])
                yield Fault("DK-V004", text, sentence.place(year.start("year")))


def _of_that_name(text: str, at: int, acts: Mapping[str, Act]) -> Act | None:
    """The known act whose name stands before a number that is not its own, in a text that tells of no former one."""
    before = text[:at].rstrip().removesuffix("số").rstrip()
    named = (one for one in acts.values() if one.name and before.endswith(f"{one.type} {one.name}"))
    return None if _FORMER.search(text) else next((one for one in named if one.number not in text), None)


def with_plans(acts: Mapping[str, Act]) -> dict[str, Act]:
    """The acts that issue a plan, a programme or the like, by what that is called, in small letters."""
    called = ((one, _PLAN.search(one.name)) for one in acts.values() if one.issuer)
    return {one.name[found.start() :].casefold(): one for one, found in called if found}


def _amended(sentence: Sentence, acts: Mapping[str, Act]) -> Iterator[Fault]:
    """A known act that is said to have amended one which others amended, where the sentence names no third; another
    count of those that did."""
    many = _MANY.search(sentence.text)
    found = _AMENDED.search(sentence.text) or many
    before = sentence.text[: found.start()] if found else ""
    numbers, alone = [one[0] for one in NUMBER.finditer(before)], len(_TYPE.findall(before)) == 1
    held = (one for one in acts.values() if one.amended and alone)
    named = [one for one in held if numbers == [one.number] or (not numbers and one.name and _ends(before, one))]
    if found is None or len(named) != 1:
        return
    act = named[0]
    told = [] if found is many else [(one[0], one.start()) for one in NUMBER.finditer(found[0])]
    if many and found is many and number_said(many["many"]) not in (None, len(act.amended)):
        wrong = [(many[0], 0)]
    elif {each for each, _ in told}.issuperset(act.amended):
        wrong = []
    else:
        wrong = [one for one in told if one[0] not in (*act.amended, act.number)]
    for said, at in wrong:
        own, called = ", ".join(act.amended), f"{act.type} {act.name}".strip()
        text = msg("“{act}” was amended by {own}, here “{said}”", act=called, own=own, said=said)
        yield Fault("DK-V004", text, sentence.place(found.start() + at))


def _ends(before: str, act: Act) -> bool:
    """Whether a text names an act by its type and name at its end, its number perhaps behind."""
    at = before.casefold().rfind(f"{act.type} {act.name}".casefold())
    return at >= 0 and not _TYPE.search(before, at + len(act.type) + len(act.name) + 1)


def named_last(text: str, acts: Mapping[str, Act]) -> Act | None:
    """The known act that a text names last by its number."""
    found = reversed([*NUMBER.finditer(text)] if "/" in text else [])
    return next((acts[one[0]] for one in found if one[0] in acts), None)


def _of_this(sentence: Sentence, act: Act, bodies: Sequence[str]) -> Iterator[Fault]:
    """Whose “Quyết định này” is said to be, where the text named such an act before."""
    found = _THIS.search(sentence.text)
    said = next((one for one in bodies if found and sentence.text.startswith(one, found.end())), "")
    issuer = act.issuer.removeprefix("Bộ trưởng ")
    if found and said and not (_ENACTS if found["by"] else _ENDS).match(sentence.text, found.end() + len(said)):
        return
    if found and said and issuer and found["type"] == act.type and said not in act.issuer and issuer not in said:
        wrong = msg("“{number}” is of {own}, here {said}", number=act.number, own=act.issuer, said=said)
        yield Fault("DK-V004", wrong, sentence.place(found.end()))


def _of_plans(sentence: Sentence, plans: Sequence[Act], bodies: Sequence[str]) -> Iterator[Fault]:
    """Whose a plan is said to be, known by its one word, where the text has named one so called, and that is of another
    body, of which the sentence says nothing."""
    text = sentence.text
    for found in (*_PLAN_OF.finditer(text), *_PLANS.finditer(text)) if plans else ():
        carried_out = text.startswith(" hành động", found.end("called"))  # by which others carry it out
        more = " hành động" if carried_out else ""
        own = [one for one in plans if re.search(rf"(?<!\w){found['called']}{more}(?!\w)", one.name)]
        said = next((one for one in bodies if text.startswith(one, found.start("body"))), "")
        issuer = own[0].issuer if len(own) == 1 else ""
        end = found.start("body") + len(said)
        another = text.endswith("do ", 0, found.start("body")) and not _ISSUES.match(text, end)
        if another or _GOES_ON.match(text, end) or issuer.removeprefix("Bộ trưởng ") in text:
            continue
        sort = said.split()[:1] == issuer.removeprefix("Bộ trưởng ").split()[:1] or {said, issuer} & {*STATE}
        if said and issuer and sort and said not in issuer and issuer not in said:
            wrong = msg("“{number}” is of {own}, here {said}", number=own[0].number, own=issuer, said=said)
            yield Fault("DK-V004", wrong, sentence.place(found.start("body")))


def _is_first(act: Act, before: str, start: int) -> bool:
    """Whether an act, called by its name at `start` or else by its number, is the first that a text speaks of, or of
    several the last: “Nghị định A, Nghị định B và Thông tư C”."""
    at = start if start >= 0 else before.find(act.number)
    if act.number not in before and NUMBER.search(before):  # another of its name: “Luật Nhà ở số 27/2023/QH15”
        return False
    numbers = [*NUMBER.finditer(before)]
    for one, last in pairwise(numbers[-2:]):
        day = _DAY.match(before, last.end())
        if not before[(day or last).end() :].strip(" ,)") and " và " in before[one.end() : last.start()]:
            return last[0] == act.number
    return 0 <= at < len(before) and not _OTHER.search(before[:at].removesuffix(f"{act.type} số "))


def _in_force(sentence: Sentence, act: Act, at: int) -> Iterator[Fault]:
    told = [day for day in sentence.days if day.start >= at]
    if told and not _LATER.search(sentence.text, at, told[0].start) and not any(day.holds(act.force) for day in told):
        text = another_effect(f"{act.type} số {act.number}", act.force, sentence.text[told[0].start : told[0].end])
        yield Fault("DK-V004", text, sentence.place(told[0].start))


def another_effect(document: str, own: str, said: str) -> Message:
    """What is to be said of another day of effect than the own one (ISO) of an act or a document."""
    return msg("{document} takes effect on {own}, here {said}", document=document, own=short_date(own), said=said)


def _another_day(called: str, act: Act, day: re.Match[str]) -> Message:
    return msg("{act} is of {own}, here {said}", act=called, own=short_date(act.date), said=short_date(iso(day[1])))


def _known(
    act: Act, before: str, rest: str, day: re.Match[str] | None, bodies: Sequence[str], names: Collection[str]
) -> Iterator[Message]:
    """What is said of an act otherwise than it is; `names` are the types and names, in small letters, of all."""
    if day and act.date and iso(day[1]) != act.date:
        yield _another_day(f"{act.type} số {act.number}".strip(), act, day)
    said = before.rstrip().removesuffix("số").rstrip().casefold()
    other = max((one for one in names if "," in one and said.endswith(one.casefold())), key=len, default="")
    if other.startswith(act.type) and act.name and other.partition(" ")[2] not in act.name.casefold():
        yield msg("“{number}” is called “{own}”, here “{said}”", number=act.number, own=act.name, said=other)
    kinds = [] if other or _ends_with(before, act) else list(map(partial(_called, act, names), *_typed(before)))
    if kinds and all(kinds) and kinds[-1]:
        yield kinds[-1]
    of = _BODY.match(rest) or (day and _BODY.match(rest, day.end())) or _ISSUED.search(before)
    issuer = act.issuer.casefold()
    if of and issuer:
        whole = of[of.lastindex or 1].strip().casefold()
        called = (whole, whole.removeprefix("bộ trưởng "))
        said = next((body for body in bodies for one in called if one.startswith(body.casefold())), "")
        said_so, state = said.casefold(), (one.casefold() for one in STATE)
        if said and said_so != issuer and (issuer in state or (said_so not in issuer and issuer not in said_so)):
            yield msg("“{number}” is of {own}, here {said}", number=act.number, own=act.issuer, said=said)


def _typed(before: str) -> tuple[Sequence[str], Sequence[str]]:
    """The types of act that may be meant by what stands before a number, the nearest last, and the names behind."""
    found = [
        (one[1], name[1].strip())
        for one in _TYPE.finditer(before, max(len(before) - 160, 0))
        if (name := _CALLED.fullmatch(before, one.end()))
    ]
    return tuple(zip(*found, strict=True)) if found else ((), ())


def _ends_with(before: str, act: Act) -> bool:
    """Whether an act is called by its own name: “Luật sửa đổi, bổ sung một số điều của Luật Điện lực số”."""
    said = before.rstrip().removesuffix("số").rstrip().casefold()
    return bool(act.name) and said.endswith(f"{act.type} {act.name}".casefold())


def _called(act: Act, names: Container[str], kind: str, name: str) -> Message | None:
    """How an act is called otherwise than it is, by its type or by its name."""
    own, said = act.name.casefold(), name.casefold()
    another = said != own and f"{act.type} {said}" in names
    if act.type and kind != act.type:
        return msg("“{number}” is a {own}, here {said}", number=act.number, own=act.type, said=kind)
    if own and name and name[0].isupper() and (another or (said not in own and own not in said)):
        return msg("“{number}” is called “{own}”, here “{said}”", number=act.number, own=act.name, said=name)
    return None


def _nearly(number: str, acts: Mapping[str, Act], day: str, text: str) -> Act | None:
    """The act that a number is most likely meant to be: the same signs behind, and the same day or all digits but one,
    two of them exchanged, or one year, or its name right beside it. Acts of each year have the same numbers: those are
    meant whose name or day stands there too; an act whose own number stands there is not meant."""
    digits, _, tail = number.partition("/")
    before, _, behind = text.partition(number)
    lower, called, said = (
        text.casefold(),
        _VERB.sub("", _BY.sub("", behind.casefold().lstrip(" ,"))),
        {one.iso for one in days(text)},
    )
    for act in acts.values():
        own, _, own_tail = act.number.partition("/")
        if act.number in text:
            continue
        of_day, of_name, name = (
            bool(day) and day == act.date,
            _ends_with(before, act),
            _VERB.sub("", act.name).casefold(),
        )
        if of_day and of_name:  # also the act that replaced one of its name
            return act
        if tail != own_tail:
            sort = _SORT.sub("", tail) == _SORT.sub("", own_tail)
            named, dated = name[:_NAME] in lower, {act.date, act.force} & said
            if digits == own and ((sort and len(digits) > 1 and act.type and (named or dated)) or len(digits) > 3):
                return act
            continue
        if of_day or of_name or (name and called.startswith(name)):
            return act
        turned = sorted(digits) == sorted(own)
        is_it = name and before.casefold().endswith(f"{name} là {act.type} số ".casefold())
        if (turned and is_it) or (len(digits) == len(own) > 2 and (turned or sum(map(ne, digits, own)) == 1)):
            return act
    return None
