"""How many there are of something, said by hand beside the facts that count it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Set

from draftkit.checks.truth.apart import Own, clause, goes_on, is_apart, left_over, of_other_draft, ways
from draftkit.checks.truth.facts import TWICE, YEAR_OF, Fact, Known, alike, fault, fits, is_remarked, slipped
from draftkit.checks.truth.sentences import Sentence
from draftkit.model.message import Fault
from draftkit.text.figures import Figure
from draftkit.text.fold import bare

_REST, _OUT_OF, _DONE, _GOES_ON, _MADE_OF = ways("counts", "rest out_of done goes_on made_of")
_ALL_OF, _PERIOD, _TO_ALL = ways("counts", "all_of period to_all")
_MANY, _NEAR_MANY = 100, 10
_AT_LENGTH = 3
_BETWEEN = r"(?:,? (?:thanh pho|duoc chon|da|dang|se|duoc|deu|cung|dan|tham gia|thuc hien|cho|ve|cua|tai|o))*"
"""What may stand between the words of a long name: “người dân đã có hồ sơ”."""
_SHORT = r"(?!\w)(?= *$|[.,:)]| (?:trong|da|dang|duoc|can|se|tai|o|vao|cua|va)(?!\w))"
"""Behind the first words of a long name that stand for all of them."""
_SO_MANY = r"(?: (?:hien|nay|dang|uoc|khoang|gan|hon|co|la|dat|toi|tinh))* "
"""Between a name that opens a sentence and how many there are."""
_PEOPLE = ("người", "em", "cháu", "trẻ", "bạn", "vị", "học")
"""What people are counted in, whatever they are called: “Số đại biểu: 105 người”, “2 triệu em”, “30 học sinh”."""


def agreed(sentence: Sentence, facts: Known) -> Mapping[int, frozenset[str]]:
    """Where the counts of a sentence begin that a fact says of the same noun, with the words of that."""
    out: dict[int, frozenset[str]] = {}
    for noun, told in facts.counted.items() if sentence.figures else ():
        words = frozenset(noun.split())
        near = facts.chosen(told, sentence.text, 0, 0, 0) if words <= sentence.words else ()
        held = {one.amount.low for one in near if one.amount}
        units = {one.amount.unit for one in near if one.amount}
        for one in sentence.figures if held else ():
            if one.low in held and any(how != "part" for _, how in _counted(noun, one, sentence.plain, units)):
                out[one.start] = out.get(one.start, frozenset()) | words
    return out


def unlike(
    sentence: Sentence, facts: Known, judged: Set[int], said_of: Mapping[int, frozenset[str]]
) -> Iterator[Fault]:
    """“7 nhiệm vụ”, “sáu nhóm nhiệm vụ”, “Số nhiệm vụ: 7” beside a fact that counts them; `said_of`: those `agreed`."""
    for noun, told in facts.counted.items():
        if not sentence.words.issuperset(noun.split()):
            continue
        told = [one for one in told if facts.is_spoken_of(one, sentence.text) or facts.beside(one, sentence.figures)]
        single = " " not in noun
        chosen = facts.chosen(told, sentence.text, 0, 0, 0)
        told = [one for one in chosen if not single or _of_group(sentence, facts, one)]
        years = {year: fact for fact in told for year in YEAR_OF.findall(fact.name) if year in sentence.words}
        several, told = len(years) == len(told) > 1, [*years.values()] or told
        amounts = [fact.amount for fact in told if fact.amount]
        own, units = [one.low for one in amounts], {one.unit for one in amounts}
        plain = sentence.plain
        said = (one for one in sentence.figures if not (one.only_year and plain.endswith("nam ", 0, one.start)))
        found = [(one, *told_by) for one in said for told_by in _counted(noun, one, plain, units)]
        if several or not own or any(figure.low in own for figure, _, _ in found):  # the others are parts of it
            continue
        if len({figure.low for figure, _, _ in found}) > 1 and all(one.low < min(own) for one, *_ in found):
            continue
        shared = False
        for figure, end, how in found:
            near = [fact for fact in told if not _apart(sentence, figure, end, facts.own(fact), fact)]
            near = [fact for fact in near if fact.counted or not _GOES_ON.match(sentence.plain, end)]
            shared = shared or not near
            before = sentence.plain[: figure.start]
            done = not before.strip(" *–-") and _DONE.match(sentence.plain, end)
            if figure.start in judged or shared or done or _OUT_OF.search(before) or _REST.match(sentence.plain, end):
                continue
            if how == "part" or (single and how == "whole" and not _ALL_OF.search(before)):
                led = years and not left_over(sentence.text[: figure.start], facts.own(near[0]))
                group = "" if how == "part" or led else " ".join(("", *filter(str.isalpha, near[0].group)))
                grouped = sentence.plain.startswith(group, end) or before.rstrip().endswith(group)
                if not grouped or not _is_slip(figure.low, own[0]):
                    continue
            if any(_is_of(figure.low, one, near[0], noun, sentence) for one in facts.plain):
                continue
            if is_remarked(near[0], figure.low, figure.unit, sentence, figure.start):
                continue
            beside = said_of.get(figure.start, frozenset()).intersection(noun.split())
            if (beside or facts.has(figure.low, figure.unit)) and not facts.cited(
                near[0], sentence.text
            ):  # that of another fact
                continue
            if not any(fits(figure.low, figure.low, one, before) or _of_place(figure.low, one.low) for one in amounts):
                judged = judged | {figure.start}  # by another name of the same fact, too
                yield fault(sentence.place(figure.start), sentence.text[figure.start : end], near[0])


def _apart(sentence: Sentence, figure: Figure, end: int, own: Own, fact: Fact) -> bool:
    """Whether a count is that of another year or place, of a part or a kind of what a fact counts."""
    text = sentence.text
    right = clause(text, figure.start, end)[1]
    before = sentence.stretch(0, figure.start)
    sure = fact.amount and slipped(figure.low, fact.amount.low)
    unit, plain = bare(figure.unit).lower(), sentence.plain[: figure.start]
    behind = _TO_ALL.sub("", _PERIOD.sub("", text[end:right]))
    sorted_by = behind.startswith(" theo ") and _MADE_OF.search(plain)
    part = unit and re.search(rf"\d (?:\w+ )?{unit}[^.;\d]{{0,40}}[,(] ?(?:bao )?gom [^.;]*$", plain)
    kind = re.match(r" ?([^\W\d]+ [^\W\d]+)(?! và [^\W\d])", behind)  # of “công lập và ngoài công lập” but one
    half = kind and re.search(rf"{kind[1]} và |và {kind[1]}(?!\w)", fact.remark)
    other = half or (goes_on(behind, own) and not sure and not sorted_by) or part or of_other_draft(text, own)
    return bool(other) or is_apart(before, "" if sure else sentence.stretch(end, right), own)


def _counted(noun: str, figure: Figure, plain: str, units: Container[str]) -> Iterator[tuple[int, str]]:
    """Where the words of what a figure counts end, and how they name it: before it (“Số nhiệm vụ: 7”), where its unit
    is one of theirs, the whole of them behind it, or a part; nothing when it counts something else."""
    words, ours = noun.split(), figure.unit in _PEOPLE or figure.unit in units
    opens = "" if len(words) < _AT_LENGTH else rf"|(?:^|[.:|] ){noun}{_SO_MANY}"
    spread = f"{_BETWEEN},? ".join(words)
    named = re.search(rf"(?<!\w)so (?:luong )?{spread}(?!\w)(?:[^,;.\d]|20\d\d)*{opens}$", plain[: figure.start])
    if named and (ours or noun.startswith(bare(figure.unit))):
        yield figure.counted, "before"
        return
    long = len(words) >= _AT_LENGTH
    wholes = [(words[:size], "whole") for size in range(len(words), min(len(words), _AT_LENGTH) - 1, -1)]
    for name, how in (*wholes, (words[:2], "part")) if long else wholes:
        between = f"{_BETWEEN},? " if long and how == "whole" else " "
        follows = _SHORT if how == "part" else r"(?!\w)"
        behind = re.compile(rf"[\s*:–-]*(?:(?:nhom|loai)\s+)?{between.join(name)}{follows}").match(
            plain, figure.counted
        )
        if behind:
            yield behind.end(), how
            return


def _is_of(number: float, fact: Fact, other: Fact, noun: str, sentence: Sentence) -> bool:
    """Whether a count is that of a fact whose words the sentence says, beside another one or in more words than its
    noun: of those taken in."""
    beside = fact.above == other.above or {*noun.split()} < {*fact.words}
    own = beside and fact.amount is not None and fact.amount.low == number
    return own and sentence.words.issuperset(fact.words)


def _is_slip(number: float, own: float) -> bool:
    """Whether a count of some is meant as that of all: it has the same digits, or is as good as equal."""
    return alike(number, own) or (own >= _NEAR_MANY and 0.8 <= number / own <= 1.25)


def _of_place(number: float, own: float) -> bool:
    """Whether a count is so much less than a great one that it is that of a place: “Hà Nội có 120 điểm thu gom”."""
    return number * TWICE < own and own >= _MANY and not alike(number, own)


def _of_group(sentence: Sentence, facts: Known, fact: Fact) -> bool:
    """Whether a sentence names the group of a fact, the act it is from, or the year it is about."""
    of_year = not sentence.words.isdisjoint(facts.own(fact).years) or facts.beside(fact, sentence.figures)
    return of_year or sentence.words.issuperset(fact.group) or facts.cited(fact, sentence.text)
