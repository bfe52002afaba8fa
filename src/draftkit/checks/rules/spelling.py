"""Syllables that do not exist; capitals (Decree 30/2020, Appendix II, which later decrees repeat)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import I, W, nd30, practice
from draftkit.law.acts import NUMBERED
from draftkit.law.authority import PLAIN_HEADS
from draftkit.law.bodies import FAMILIES, in_other_capitals
from draftkit.model.inline import plain
from draftkit.model.message import Mend, msg
from draftkit.text.fold import cased_like
from draftkit.text.pattern import UPPER, Pattern, Searched, occurrences
from draftkit.text.sentences import is_cut_short
from draftkit.text.syllables import exists, is_slip, meant, misspelt, nearest_syllable, spelt

_LAW_LOWER, _SMALL = ways("spelling", "law_lower small")

_KEYS = Pattern(r"(?<![\w/.@_-])[A-Za-z][A-Za-z0-9]{2,9}(?![\w/@_-])")
_OPENS = Pattern(r"(?:^|[.:;!?“)\n#|])[ \t]*$")
_IN_NAME = Pattern(rf"[ \t]+[{UPPER}]")
_NAME_BEFORE = Pattern(rf"[{UPPER}][^\W\d_]* $")
_MANY = 20
_JOINED = tuple("-–/@.&'’_")
_NO_SYLLABLE = practice("âm tiết tiếng Việt gồm âm đầu, vần và thanh")


@rule("DK-T036", "Syllable that does not exist", I, _NO_SYLLABLE, "typography")
def no_syllable(subject: Subject) -> Iterator[Hit]:
    """A word with Vietnamese letters that no onset, rime and tone make (“ngiên cứu”, “quy địng”), or whose tone
    stands on another letter (“ngaỳ”, “hòan thành”), is a slip of the pen; so is what was typed while the input
    method was off (“quyeets ddinhj”, “quye61t d9i5nh”). Names, capitals and words without marks are left alone;
    words of your own stand in `_shared/words.txt`, one a line."""
    text = subject.own_prose
    odd = {word for word in text.syllables if is_slip(word)}
    for at, word in _places(text, odd - subject.bound.words):
        if _stands_alone(text, at, at + len(word), word):
            near = nearest_syllable(word)
            message = msg("“{word}” is no Vietnamese syllable", word=word)
            if near:
                message = msg("“{word}” is no Vietnamese syllable; did you mean “{near}”?", word=word, near=near)
            yield subject.hit(at, message, *((Mend(word, near, False),) if near else ()))
    keys = {word for chunk in text.words if chunk.isascii() for word in _KEYS.findall(chunk) if meant(word)}
    for word in sorted(keys - subject.bound.words):
        for found in re.finditer(rf"(?<![\w/.@_-]){word}(?![\w/@_-]|\.\w)", text):
            message = msg("“{word}” is “{near}” as typed with the input method off", word=word, near=meant(word))
            yield subject.hit(found, message, Mend(word, meant(word)))


@rule("DK-T051", "Word misspelt", I, practice("chính tả của từ ghép thường gặp trong văn bản"), "typography")
def misspelt_word(subject: Subject) -> Iterator[Hit]:
    """Words whose syllables all exist and do not go together: “sử lý”, “bổ xung”, “kỷ thuật”, “lien quan”, “theo mẩu”.
    Only what means nothing anywhere is told."""
    text, known = subject.own_prose, misspelt()
    said = frozenset(map(str.lower, text.syllables))
    for wrong, right in known.items():
        first, _, last = wrong.partition(" ")
        if first not in said or last not in said:
            continue
        for typed, wanted in ((wrong, right), (wrong.capitalize(), right.capitalize())):
            for at in occurrences(text, typed):
                if not _halves(text, at, at + len(typed)):
                    message = msg("“{text}” should be “{wanted}”", text=typed, wanted=wanted)
                    yield subject.hit(at, message, Mend(typed, wanted))


def _halves(text: str, start: int, end: int) -> bool:
    """Whether two syllables belong to the words beside them: “lịch sử lý luận”, “anh Trần Sử lý giải”."""
    if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
        return True
    if text[start].isupper() and _NAME_BEFORE.search(text, max(start - 9, 0), start):
        return True
    before, after = text[max(start - 9, 0) : start].split(" ")[-2:], text[end : end + 9].split(" ")[1:2]
    first, last = text[start:end].lower().split(" ")
    return f"{before[0]} {first}".lower() in spelt() or f"{last} {''.join(after)}".lower() in spelt()


_TWINS = {
    f"{onset}{short}": f"{onset}{long}"
    for onset in ("h", "k", "l", "m", "s", "t", "qu")
    for short, long in zip("iìíỉĩị", "yỳýỷỹỵ", strict=True)
}
"""Syllables that are spelled with i and with y: dictionaries have both."""
_BEFORE, _BEHIND = Pattern(r"(?<!\w)([^\W\d_]+) $"), Pattern(r" ([^\W\d_]+)(?!\w)")


@rule("DK-T052", "One word in two spellings", I, practice("một từ viết một cách trong cả văn bản"), "typography")
def two_spellings(subject: Subject) -> Iterator[Hit]:
    """“kĩ thuật” in one place and “kỹ thuật” in another, “bác sĩ” and “bác sỹ”: either is in use, not both in one text.
    The one that stands less often is told."""
    text = subject.own_prose
    said = frozenset(map(str.lower, text.syllables))
    for short, long in _TWINS.items():
        if short in said and long in said:
            found = [_beside(text, syllable) for syllable in (short, long)]
            common = found[0].keys() & found[1].keys()
            fewer, _ = sorted(({at for words in common for at in one[words]} for one in found), key=len)
            for at in sorted(fewer):
                typed = text[at : at + len(short)]
                other = long if typed.lower() == short else short
                wanted = cased_like(other, typed)
                message = msg("“{text}” is spelled “{other}” elsewhere in this text", text=typed, other=wanted)
                yield subject.hit(at, message, Mend(typed, wanted, False))


def _beside(text: Searched, syllable: str) -> dict[tuple[str, str], list[int]]:
    """Where a syllable stands, by the one before it and by the one behind."""
    found: dict[tuple[str, str], list[int]] = {}
    for typed in (syllable, syllable.capitalize()):
        for at in occurrences(text, typed):
            end = at + len(typed)
            if text[at - 1 : at].isalnum() or text[end : end + 1].isalnum():
                continue
            before, after = _BEFORE.search(text, max(at - 9, 0), at), _BEHIND.match(text, end)
            if typed[0].isupper() and before and before[1][0].isupper():  # somebody's name
                continue
            for words in ((before[1].lower(), "") if before else None, ("", after[1].lower()) if after else None):
                if words:
                    found.setdefault(words, []).append(at)
    return found


def _places(text: Searched, words: Collection[str]) -> Iterator[tuple[int, str]]:
    """Where words stand, and which. All words of the text are looked at once where many are asked for."""
    if len(words) > _MANY:
        yield from ((found.start(), found[0]) for found in re.finditer(r"\w+", text) if found[0] in words)
    for word in words if len(words) <= _MANY else ():
        yield from ((found.start(), word) for found in re.finditer(rf"(?<!\w){word}(?!\w)", text))


def _stands_alone(text: str, start: int, end: int, word: str) -> bool:
    """Whether a word is one of the sentence: no part of a compound, address or name."""
    if text[start - 1 : start] in _JOINED or (text[end : end + 1] in _JOINED and text[end + 1 : end + 2].isalnum()):
        return False
    return word[0].islower() or bool(_OPENS.search(text, max(start - 12, 0), start) and not _IN_NAME.match(text, end))


@rule("DK-C001", "Sentence in lower case", W, nd30("Phụ lục II, I"), "typography")
def sentence_start(subject: Subject) -> Iterator[Hit]:
    """After a full stop, question mark or exclamation mark a sentence starts with a capital."""
    for found in re.finditer(r"\. [^\W\d_]", subject.prose):
        start = found.start()
        if not found[0][-1].islower():
            continue
        before = subject.prose[max(start - 12, 0) : start]
        word = before.rpartition(" ")[2]
        following = subject.prose[start + 2 : start + 60]
        if (
            len(word) > 1
            and not is_cut_short(subject.prose, start + 1)
            and word.isalpha()
            and word.islower()
            and not re.match(r"[a-zđ]\d?\)|http|[\w-]+(?:\0|\.[a-z])", following, re.ASCII)
        ):
            message = msg("“{text}”: a sentence starts with a capital", text=f"{word}. {following[:10].split(' ')[0]}")
            yield subject.hit(start + 2, message)


_TYPE_LOWER = Pattern(
    rf"(?<!\w)(?:{NUMBERED.lower()}|pháp lệnh|bộ luật|(?<!ộ )luật)(?= số \d{{1,4}}\w?/)", words=r"^\d{1,4}\w?/"
)
_THIS_LOWER = Pattern(r"(?<!\w)(?:nghị định|(?:thông tư|nghị quyết) liên tịch|thông tư|pháp lệnh|bộ luật|(?<!ộ )luật)$")
_ALWAYS = frozenset(
    ("nghị định", "thông tư", "thông tư liên tịch", "nghị quyết liên tịch", "pháp lệnh", "bộ luật", "luật")
)
"""With “này” these are documents whatever stands before them."""
_OF_DOCUMENTS = ("thi hành", "kèm theo", "vi phạm", "hiệu lực của", "quy định của", "ban hành theo", "nội dung")
_SEVERAL = ("các ", "những ", "một số ")
_COMMON = (
    *_SEVERAL,
    *("dự án ", "dự thảo "),
    *("pháp ", "kỷ ", "quy ", " ty ", "phòng ", "hãng ", "đoàn ", "ngành ", "khoa ", "viên ", "học ", "nhân ", "sĩ "),
)
"""Before a common noun: “dự án luật này”, “kỷ luật Đảng”, “văn phòng luật Minh An”."""


@rule("DK-C002", "Type of a cited document in lower case", W, nd30("Phụ lục II, V.5"), "typography")
def type_lower(subject: Subject) -> Iterator[Hit]:
    """The name of a particular document starts with a capital: Nghị định số 08/2022/NĐ-CP, Thông tư này, Luật Bảo vệ
    môi trường."""
    text = subject.own_prose
    numbered = occurrences(text, " số ") if _TYPE_LOWER.may_match(text) else ()
    found = [one for at in numbered if (one := _TYPE_LOWER.search(text, max(at - 21, 0), at + 16)) and one.end() == at]
    found += (one for one in _LAW_LOWER.finditer(text) if exists(one[1]))
    this = (_THIS_LOWER.search(text, max(at - 21, 0), at) for at in occurrences(text, " này"))
    for one in (*found, *filter(None, this), *_own_type(subject)):
        typed = one[0]
        if not _follows(text, one.start(), _COMMON):
            message = msg("“{text}” is the name of a document here: write it with a capital", text=typed)
            yield subject.hit(one, message, Mend(typed, typed.capitalize()))


def _own_type(subject: Subject) -> Iterator[re.Match[str]]:
    """“thi hành quyết định này” in a quyết định, “vi phạm quy chế này” in a quy chế: a text that speaks of itself. What
    people decide is a quyết định too, so only behind words that speak of a document."""
    draft, text = subject.bound.draft, subject.own_prose
    kind = draft.kind
    issued = (kind.attached(plain(one.title)) for one in draft.annexes if one.level is kind.attachment_level)
    for named in {one.lower() for one in (kind.words.get("act", ""), *issued) if one} - _ALWAYS:
        itself = re.compile(named)
        for at in occurrences(text, f" {named} này"):
            if text[max(at - 12, 0) : at].lower().endswith(_OF_DOCUMENTS):
                yield from filter(None, (itself.match(text, at + 1),))


def _follows(text: str, at: int, words: tuple[str, ...]) -> bool:
    """Whether one of some words stands before a place, at the start of a sentence or within."""
    return text[max(at - 9, 0) : at].lower().endswith(words)


@rule("DK-C003", "Capitals in a name", I, nd30("Phụ lục II, IV.1"), "typography")
def body_capitals(subject: Subject) -> Iterator[Hit]:
    """Capitals go to the words for type, function and field: Ủy ban nhân dân, Bộ Công Thương, Thủ tướng Chính phủ;
    in the names of places and people to each syllable."""
    text = subject.prose
    people = [
        (at, typed, typed.title())
        for typed in (f"{family} {middle}" for family in FAMILIES for middle in ("văn", "thị"))
        for at in occurrences(text, f"{typed} ")
        if re.match(f"[{UPPER}]", text[at + len(typed) + 1 : at + len(typed) + 2])
    ]
    for at, typed, spelled in (*in_other_capitals(text), *people):
        yield subject.hit(at, "“{text}” is spelled “{name}”", Mend(typed, spelled), text=typed, name=spelled)


_HEADS = tuple(head.title() for head in (*PLAIN_HEADS, "Thứ trưởng"))


@rule("DK-C005", "Title of a person in the wrong case", I, nd30("Phụ lục II, V.2"), "typography")
def title_case(subject: Subject) -> Iterator[Hit]:
    """The office of a particular person is written with a capital on its first syllable only: Bộ trưởng Bộ Công Thương,
    Chủ tịch Ủy ban nhân dân."""
    text = subject.prose
    found = [(at, head) for head in _HEADS for at in occurrences(text, head)]
    found = [one for one in found if text[one[0] + 9 : one[0] + 19].lower() != " chính phủ"]  # “Thủ Tướng …”: DK-C003
    found += [
        (small.start(), small[0].rstrip())
        for small in _SMALL.finditer(text)
        if not _follows(text, small.start(), _SEVERAL)
    ]
    for at, typed in sorted(found):
        spelled = re.sub(r"^([Pp]hó )?(.+)", lambda said: (said[1] or "").capitalize() + said[2].capitalize(), typed)
        yield subject.hit(at, "“{text}” is spelled “{name}”", Mend(typed, spelled), text=typed, name=spelled)
