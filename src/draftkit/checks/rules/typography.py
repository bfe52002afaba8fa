"""Signs, spaces and tone marks in the source text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import I, W, practice
from draftkit.model.message import Mend, Provision, msg
from draftkit.model.tree import Figure, inside
from draftkit.text.fold import UNSEEN
from draftkit.text.pattern import Pattern, holds, occurrences

INVISIBLE = Pattern(rf"[{UNSEEN}](?<![\ufe0f\u2600-\u27bf\U0001f000-\U0001faff]\u200d)", words="=")
"""Not what joins pictures of people and things into one."""


@rule(
    "DK-T019", "Invisible sign inside a word", W, practice("không để ký tự vô hình từ văn bản sao chép"), "typography"
)
def invisible(subject: Subject) -> Iterator[Hit]:
    """Zero-width signs and soft hyphens come with copied text; a search no longer finds the word. Signs that turn the
    direction of reading show another text than the one that is kept."""
    meta = subject.bound.meta
    places = [(found[0], subject.place(found.start())) for found in INVISIBLE.finditer(subject.prose)]
    for key, text in meta.texts_with_keys():
        places += [(found[0], meta.nearest_place(key)) for found in INVISIBLE.finditer(text)]
    for sign, place in places:
        yield subject.hit(place, "invisible sign here; delete it", Mend(sign, ""))


# four patterns, since one that starts with a single letter is found ten times faster than one that starts with any of
# four
_NEW_TONE = tuple(
    Pattern(rf"{first}[{second}](?!\w)", words="=")
    for first, second in (("o", "àáảãạèéẻẽẹ"), ("u", "ỳýỷỹỵ"), ("O", "ÀÁẢÃẠÈÉẺẼẸ"), ("U", "ỲÝỶỸỴ"))
)


@rule("DK-T010", "New-style tone mark", I, practice("vị trí dấu thanh kiểu cũ"), "typography")
def new_tone(subject: Subject) -> Iterator[Hit]:
    """Official texts set the tone mark the old way: hòa, thủy, ủy. Each word is reported once, where it first
    stands."""
    text = subject.prose
    first: dict[str, int] = {}
    count: Counter[str] = Counter()
    for start, end in sorted(found.span() for pattern in _NEW_TONE for found in pattern.finditer(text)):
        if text[start] in "uU" and text[start - 1 : start] in ("q", "Q"):
            continue
        begin = start
        while begin and text[begin - 1].isalpha():
            begin -= 1
        word = text[begin:end].lower()
        first.setdefault(word, begin)
        count[word] += 1
    for word, start in first.items():
        said = msg("“{text}” ({count} times): official texts set the tone mark the old way (hòa, ủy)")
        yield subject.hit(start, said, text=word, count=count[word])


_SHORT = Pattern(r"ỉ (?:lệ|đồng|trọng)(?!\w)", words="ỉ$")
_LONG = Pattern(r"ỷ (?:lệ|đồng|trọng)(?!\w)")


_EVERY = Pattern(r"àng (?:năm|tháng|quý|tuần)(?! [0-9])(?!\w)")
_GOODS = tuple(f"{word} h" for word in "bán giao nhận đơn mặt mua khách ngân cửa lô kho".split())
"""“bán hàng tháng này”: what is sold, or a bank."""


@rule("DK-T011", "tỉ beside tỷ, hàng năm beside hằng năm", I, practice("viết thống nhất một từ"), "typography")
def mixed_i_y(subject: Subject) -> Iterator[Hit]:
    """State documents write tỷ, kỹ, lý, and hằng năm more and more; both spellings in one text is a slip."""
    text = subject.prose
    for found in _EVERY.finditer(text) if holds(text, "hằng năm", "hằng tháng", "hằng quý", "Hằng năm") else ():
        at = found.start() - 1
        before = text[max(at - 8, 0) : at + 1].lower()
        if before[-1:] != "h" or before[-2:-1].isalnum() or before.endswith(_GOODS):
            continue
        written = text[at : found.end()]
        wanted = written.replace("àng", "ằng")
        message = msg("“{text}” beside “{other}” elsewhere", text=written, other=wanted.lower())
        yield subject.hit(at, message, Mend(written, wanted))
    short = [found for found in _SHORT.finditer(text) if text[found.start() - 1 : found.start()] in ("t", "T")]
    if short and _LONG.search(text):
        for found in short:
            written = text[found.start() - 1 : found.end()]
            message = msg("“{text}” beside “{other}” elsewhere", text=written, other="tỷ")
            yield subject.hit(found.start() - 1, message, Mend(written, written.replace("ỉ", "ỷ", 1)))


_DOUBLE_SIGNS = tuple(
    Pattern(rf"{sign}(?![.…])", words="=")
    for sign in (",[,;:.]", ";[,;:.]", ":[,;.]", r"(?<=\w)\.\.(?!/)", "!!+", r"(?<!\?)\?\?(?!\?)")
)
_TWICE, _COMPOUND = ways("twice", "word compound")
_OPENING = tuple(f"{word} {word.lower()} " for word in "Các Những Theo Tại Trong Khi Với Đối Để Nếu Được Phải".split())
"""Words that are typed twice at the start of a sentence."""
_SAME = ("VND đồng", "đồng VND", "phần trăm %", "% phần trăm", "từ ngày kể từ ngày")
"""Words for one thing, one behind the other."""


@rule("DK-T020", "Word or sign written twice", W, practice("lặp từ, lặp dấu do sửa văn bản"), "typography")
def twice(subject: Subject) -> Iterator[Hit]:
    """“của của”, “;.” are left over from editing. Words that Vietnamese doubles (luôn luôn, dần dần) are not meant."""
    text = subject.prose
    for found in (match for pattern in _DOUBLE_SIGNS for match in pattern.finditer(text)):
        yield subject.hit(found, "“{text}” is written twice", Mend(found[0], found[0][-1], False))
    for one in _TWICE.finditer(text):
        at, word = one.start(), one[1]
        compound = _COMPOUND.search(text, max(at - 50, 0), at + 1 + len(word))
        if not compound and not subject.begins_worded(at + len(word) + 2):  # DK-R035 says what to do about it
            yield subject.hit(at + 1, "“{text}” is written twice", Mend(f"{word} {word}", word), text=word)
    for same in _OPENING:
        for at in occurrences(text, same):
            word = same.partition(" ")[0]
            yield subject.hit(at, "“{text}” is written twice", Mend(same[:-1], word), text=word)
    for same in _SAME:
        for at in occurrences(text, f" {same}"):
            if not text[at + len(same) + 1 : at + len(same) + 2].isalnum():
                yield subject.hit(at + 1, "“{text}” says it twice", text=same)


@rule("DK-T017", "Picture without alternative text", W, Provision("WCAG 2.2", "1.1.1"), "files")
def no_alt(subject: Subject) -> Iterator[Hit]:
    """Whoever cannot see a picture needs its content in words."""
    for block in inside(subject.bound.draft.blocks) if holds(subject.bound.draft.source.text, "![") else ():
        if isinstance(block, Figure) and not block.alt.strip():
            yield subject.hit(block, "the picture has no alternative text")
