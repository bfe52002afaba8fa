"""Names of bodies and people that are almost those the project knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from draftkit.checks.truth.apart import ways
from draftkit.checks.truth.facts import Fact
from draftkit.checks.truth.sentences import Sentence
from draftkit.law.authority import DEPUTIES, HEADS
from draftkit.law.bodies import FAMILIES
from draftkit.model.act import Organisation
from draftkit.model.message import Fault, fault_at, msg
from draftkit.text.pattern import UPPER, WORD

_LONGER, _APART, _OTHER_BODY, _MARKED, _SENT_TO = ways("names", "longer apart other_body marked sent_to")
_UNION = re.compile(r"(?:Liên đoàn|Liên hiệp|Hiệp hội|(?<!Hiệp )Hội|Tổng hội|Phòng) (?=\S)")
_TITLED = re.compile(r"^(?:ông|bà|đồng chí) ", re.IGNORECASE)
_PERSON = re.compile(rf"(?:{'|'.join(FAMILIES)})(?: [{UPPER}][^\W\d_]*){{1,3}}$")
_SORTS = frozenset(("bộ", "cục", "vụ", "sở", "viện", "ban", "hội"))
"""How bodies begin whose last word of three is the one that tells them apart: Bộ Công an, Bộ Công Thương."""
_WITHIN, _TELLING = ("cục", "vụ", "viện"), 4
"""How bodies of a ministry begin: with more words than so many, it is known by the others."""
_LEVELS = frozenset(("cấp", "tỉnh", "phố", "xã", "huyện", "phường"))
"""Words that tell bodies of one sort apart, or lead to the place that does: Ủy ban nhân dân cấp xã, tỉnh Bắc Ninh."""
_FIRST, _PUT_IN = 3, 3
"""Words with which the name of such a body begins, and how many may be put in behind them."""
_DIFFER = 2
"""Words in which bodies may differ that are taken for one another."""
_SOME = frozenset(("các", "những", "mọi", "mỗi", "từng"))
"""Words that make several of one."""
_MOST, _LARGE = 5, 0.6
"""Words, and the share of them, with which a name begins that is meant, however it goes on."""
_BODIES = frozenset("Bộ Cục Vụ Sở Viện Ủy Ban Hội Hiệp Văn Chính Thủ Quốc Phòng Tổng Trung Tập".split())
_SORTS_OF_BODIES = frozenset(("Cục", "Vụ", "Sở", "Viện"))
"""How other bodies begin; those of them that are hardly anything else."""
_SISTERS = 5
"""Words of bodies that one word behind their first two tells apart, “Cục Đường bộ Việt Nam”, “Cục Đường sắt Việt Nam”,
or that may be called by the first and the last two: “Cục Thương mại”."""
_LONG = 8
"""Words of a name that is known although two more stand in it, or three of them are left out."""
_POSTS = (*DEPUTIES, *HEADS)


class Names:
    """The names of a project by their first word, and the people among its facts."""

    def __init__(self, bodies: Collection[Organisation], facts: Sequence[Fact]) -> None:
        self.bodies = [one.name for one in bodies if one.name]
        self.short = {one.name: one.abbreviation for one in bodies if len(one.abbreviation) > 2}
        posts = {fact.name for fact in facts}
        self.people = [
            fact
            for fact in facts
            if fact.leaf.startswith(("nguoi", "ho_ten", "ho_va_ten")) or f"{fact.above}.chuc_vu_{fact.leaf}" in posts
        ]
        called = ((_TITLED.sub("", fact.text), fact.leaf.startswith(("nguoi", "tac_gia"))) for fact in facts)
        known = (name for name, named in called if named or _PERSON.match(name))
        names = list(dict.fromkeys((*(one.name for one in bodies), *known)))
        self.by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        heads = [(name, head) for name in names if (head := _UNION.match(name)) and name.count(" ") > _TELLING]
        self.unions = {name[head.end() :]: name for name, head in heads}
        """Unions by what they are of: “Liên đoàn Thương mại và Công nghiệp Việt Nam”."""
        shorter = (
            (f"{words[0]} {' '.join(words[-2:]).capitalize()}", name)
            for name in names
            if len(words := name.split()) == _SISTERS and words[0].lower() in _WITHIN
        )
        self.parted = {short: name for short, name in shorter if short not in names}
        """Bodies by their first and last words: “Cục Thương mại” of “Cục Xúc tiến thương mại”."""
        self.known = {tuple(WORD.findall(name.casefold())) for name in names}
        for name in names:
            own = tuple(WORD.findall(name.casefold()))
            if len(own) > 2 and len(own[-1]) > 1:
                for first in _WITHIN if own[0] in _WITHIN and len(own) > _TELLING else own[:1]:
                    self.by_first.setdefault(first, []).append((own, name))


def unlike(sentence: Sentence, names: Names, facts: Sequence[Fact]) -> Iterator[Fault]:
    """Where a sentence says a name of several words with some of them wrong, or gives a person another post."""
    for start, said, name in (*_nearly(sentence, names), *_in_part(sentence.text, names)):
        text = msg("“{said}” is almost “{name}”, a name of the project", said=said, name=name)
        yield Fault("DK-V006", text, sentence.place(start))
    for fact in names.people:
        name = _TITLED.sub("", fact.text)
        at = sentence.text.find(name)
        if at >= 0:
            yield from _post(sentence, at, name, fact, facts)


def _nearly(sentence: Sentence, names: Names) -> Iterator[tuple[int, str, str]]:
    """Names with some words wrong: where they stand, as they stand there, and as they are."""
    words, spoken = _words(sentence.text)
    past: dict[str, int] = {}
    for at, (word, start, _) in enumerate(words):
        for own, name in names.by_first.get(spoken[at], ()) if word[0].isupper() else ():
            if at < past.get(name, 0):
                continue
            count = _almost(own, spoken[at : at + len(own) + _PUT_IN], names.known)
            end = words[at + count - 1][2] if count else start
            said = sentence.text[start:end]
            other = any(one in _SORTS_OF_BODIES for one, _, _ in words[at + 1 : at + count])  # “…, và Cục Công nghiệp”
            whole = said.count(",") <= name.count(",") and not _APART.search(said) and not other
            if count and whole and not _LONGER.match(sentence.text, end):
                past[name] = at + count
                yield start, said, name


def _in_part(text: str, names: Names) -> Iterator[tuple[int, str, str]]:
    """The same of unions under another head, and of abbreviations in brackets behind a name."""
    for of, name in names.unions.items():
        at = text.find(of)
        head = next((one for one in _UNION.finditer(text, 0, at + 1) if one.end() == at), None)
        if head and not name.startswith(head[0]):
            yield head.start(), f"{head[0]}{of}", name
    for name, short in names.short.items() if "(" in text else ():
        at = text.find(f"{name} (") + len(name) + 2
        told, _, rest = text[at : at + len(short) + 1].partition(")")
        whole = at > len(name) + 1 and len(told) == len(short) and told.isupper() and not rest and told != short
        if whole and (sorted(told) == sorted(short) or apart(told, short) == 1):
            yield at, told, short


def _begun(
    own: tuple[str, ...], words: Sequence[tuple[str, int, int]], spoken: Sequence[str], known: set[tuple[str, ...]]
) -> int:
    """Where a name ends that begins as another for most of that, and goes on as none that is known; 0 for none."""
    same = next((at for at, pair in enumerate(zip(own, spoken, strict=False)) if pair[0] != pair[1]), 0)
    size, others = len(own), any(tuple(spoken[: len(one)]) == one for one in known)
    begun = own[0] in _WITHIN and same >= max(_MOST, _LARGE * size) and not others
    new = words[same][0] if begun else ""
    if not new[:1].isupper() or new in _BODIES:
        return 0
    ends = (one for one, other in pairwise(words[same:size]) if other[1] - one[2] > 1)
    return next(ends, words[min(len(words), size) - 1])[2]


def _words(text: str) -> tuple[list[tuple[str, int, int]], list[str]]:
    """The words of a text, with where each begins and ends; and the same in small letters."""
    words = [(found[0], found.start(), found.end()) for found in WORD.finditer(text)]
    return words, [word.casefold() for word, _, _ in words]


def counted(text: str, names: Names) -> Mapping[str, int]:
    """How many bodies of each sort that the project knows a text names, by how they begin: `cục`."""
    return Counter(name.split()[0].lower() for name in names.bodies if name in text)


def doubtful(sentence: Sentence, names: Names, named: Mapping[str, int]) -> Iterator[Fault]:
    """Bodies that the project does not know, and whose names begin as that of one it knows, or are parts of it: there
    may be both; more bodies of a sort than the text has `named`, where it names several."""
    for figure in sentence.figures:
        own = named.get(figure.unit.lower(), 0) if figure.unit.lower() in _WITHIN else 0
        if 1 < own < figure.low < _LONG:
            text, said = msg("“{said}” stands here, and the text names {own}: see whether it is right"), sentence.text
            yield fault_at("DK-V007", sentence.place(figure.start), text, said=said[figure.start : figure.end], own=own)
    for start, said, name in _perhaps(sentence.text, names):
        text = msg("the project knows no “{said}”: see whether it is “{name}”", said=said, name=name)
        yield Fault("DK-V007", text, sentence.place(start))


def _perhaps(text: str, names: Names) -> Iterator[tuple[int, str, str]]:
    words, spoken = _words(text)
    for at, (word, start, _) in enumerate(words):
        for own, name in names.by_first.get(spoken[at], ()) if spoken[at] in _WITHIN and word[0].isupper() else ():
            piece = tuple(spoken[at : at + len(own)])
            alike = piece[:_FIRST] == own[:_FIRST] and piece[0] == own[0] and 1 < apart(own, piece) <= _DIFFER
            alike = alike or _is_sister(own, piece) or (piece[:1] == own[:1] and piece[-2:] == own[-2:])
            whole = alike and len(piece) == len(own) > _TELLING and piece not in names.known
            end = words[at + len(own) - 1][2] if whole else _begun(own, words[at:], spoken[at:], names.known)
            if end > start and not _APART.search(text[start:end]):
                yield start, text[start:end], name
    for own_name, name in names.parted.items():
        at = text.find(own_name)
        if at >= 0 and not text[at + len(own_name) :].lstrip(" *")[:1].isalnum():
            yield at, own_name, name
    for found in (*_MARKED.finditer(text), *_SENT_TO.finditer(text)):
        own = tuple(WORD.findall(found[1].casefold()))
        known = max((one for one in names.known if own[: len(one)] == one), key=len, default=own)
        if known != own and len(known) > 2 and own[len(known)] not in _SOME:
            yield found.start(1), found[1], " ".join(found[1].split()[: len(known)])


def _almost(own: tuple[str, ...], spoken: Sequence[str], known: set[tuple[str, ...]]) -> int:
    """How many words of a text, from its first on, differ from a name by little: as many as that has, or one or two
    more or less; none where the name stands there, or a longer one that is known."""
    size = len(own)
    allowed = 1 if size < 9 else 2
    if not _SOME.isdisjoint(spoken[1:size]):  # “Ủy ban nhân dân các tỉnh”
        return 0
    if any(tuple(spoken[: len(one)]) == one for one in known if one[:1] == own[:1] and len(one) >= size - 1):
        return 0
    at = next((at for at, one in enumerate(own) if one in _LEVELS and own[at + 1 : at + 2] != ("hội",)), size)
    kind = [one for one in own if one not in _LEVELS]  # “Ủy ban nhân dân tỉnh”, “Sở Công Thương Đồng Nai”
    if at < size and kind in ([one for one in spoken[:many] if one not in _LEVELS] for many in (size, size - 1)):
        return 0
    places = ["".join(one[at + 1 : size]) for one in (own, spoken)]
    if places[0] and [*own[: at + 1]] == spoken[: at + 1]:
        return size * (sorted(places[0]) == sorted(places[1]) or apart(*places) == 1)
    if _is_sister(own, spoken):
        return 0
    if spoken[1:2] == ["trưởng"] and own[1] != "trưởng":  # who heads it: “Cục trưởng Cục …”
        return 0
    for more in (2, _PUT_IN) if own[0] in _WITHIN and size > _TELLING and spoken[:_FIRST] == [*own[:_FIRST]] else ():
        if spoken[_FIRST + more :][: size - _FIRST] == [*own[_FIRST:]]:  # “Cục Đường bộ và Vận tải Việt Nam”
            return size + more
    for count in (size, size - 1, size + 1, size + 2, size - 2, size - 3):
        piece = spoken[:count]
        if count == size and piece != [*own] and sorted(piece) == sorted(own):  # “Cục Kiểm lâm và Lâm nghiệp”
            return count
        begun = size >= _LONG and tuple(piece[:-2]) == own[:-2]
        ends = piece[-1:] == [own[-1]] or (piece[-2:-1] == [own[-2]] and not (size == 3 and own[0] in _SORTS))
        most = allowed if abs(count - size) < 2 else abs(count - size) if size >= _LONG else 0
        if (begun or ends) and len(piece) == count and 0 < apart(own, piece) <= most and (count == size or size > 4):
            return count
    return 0


def _is_sister(own: Sequence[str], spoken: Sequence[str]) -> bool:
    """Whether a text may say another body of the same sort, told apart by one word."""
    other = [one for one, word in zip(own, spoken, strict=False) if one != word]
    return own[0] in _WITHIN and len(own) == _SISTERS and other == [own[_FIRST - 1]]


def apart(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words have to be changed, added or left out (Levenshtein)."""
    row = list(range(len(other) + 1))
    for index, left in enumerate(one, 1):
        before, row[0] = row[0], index
        for place, right in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (left != right))
    return row[-1]


def _post(sentence: Sentence, at: int, name: str, fact: Fact, facts: Sequence[Fact]) -> Iterator[Fault]:
    """Another post of a person than that of the facts: `nguoi_ky` has `chuc_vu_nguoi_ky`, or `chuc_vu`, beside it."""
    posts = {one.leaf: one for one in facts if one.above == fact.above and one.leaf.startswith("chuc_vu")}
    own = posts.get(f"chuc_vu_{fact.leaf}") or (next(iter(posts.values())) if len(posts) == 1 else None)
    before, after = sentence.text[:at].rstrip(), sentence.text[at + len(name) :].lstrip(" ,–-(")
    said = next((post for post in _POSTS if before.endswith(post)), "")
    said = said or next((post for post in _POSTS if after.startswith(post)), "")
    other = own and after.startswith(said) and _OTHER_BODY.match(after, len(said))
    whole = own and other and not own.text.startswith(f"{said}{other[0]}") and own.text != said
    if own and said and (whole or not own.text.startswith(said)):
        told = f"{said}{other[0]}" if other else said
        text = msg("{name} is {own}, here {said}", name=name, own=own.text, said=told)
        yield Fault("DK-V006", text, sentence.place(at))
