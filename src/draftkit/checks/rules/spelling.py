"""Syllables that do not exist."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import practice
from draftkit.model.finding import Mend, Severity
from draftkit.model.message import msg
from draftkit.text.pattern import Pattern, Searched, occurrences
from draftkit.text.syllables import ALPHABET, exists, misspelt, nearest_syllable, parted, spelt, well_placed
from draftkit.text.typing import meant

_LETTERS = Pattern(r"[^\W\d_]{2,}")
_KEYS = Pattern(r"(?<![\w/.@_-])[A-Za-z][A-Za-z0-9]{2,9}(?![\w/@_-])")
_LOANS = frozenset(
    re.findall(
        r"\w+",
        """
    ôtô đôla kilôgam kilômét xentimét milimét kilôoát mêgaoát đêxiben đềxiben môđun áptômát ăcquy ắcquy rơmoóc điốt
    xiclôn ôzôn vônfram pôlime pôlyme nitơ đioxit đioxyt đioxít ôxy ôxi ôxit ôxít ôxyt axít amôni hyđrô hiđro hiđrô
    mônôxit mônôxít trioxít mêtan êtan prôpan mêtanol êtanol phốtpho phôtpho phốtphat phôtphat sunphát sunfát cácbon
    cácbonat crôm brôm silíc xenlulô phênol tôluen anđêhit anđêhyt fomanđêhit xêtôn glixêrin vônkế
        """,
    )
)
"""Words of other languages that Vietnamese writes in one piece with its own letters."""
_OPENS = Pattern(r"(?:^|[.:;!?“)\n#|])[ \t]*$")
_IN_NAME = Pattern(r"[ \t]+[A-ZĐÀ-Ỹ]")
_NAME_BEFORE = Pattern(r"[A-ZĐÀ-Ỹ][^\W\d_]* $")
_MANY = 20
_JOINED = tuple("-–/@.&'’_")
_NO_SYLLABLE = practice("âm tiết tiếng Việt gồm âm đầu, vần và thanh")


@rule("DK-T036", "Syllable that does not exist", Severity.INFO, _NO_SYLLABLE, "typography")
def no_syllable(subject: Subject) -> Iterator[Hit]:
    """A word with Vietnamese letters that no onset, rime and tone make (“ngiên cứu”, “quy địng”), or whose tone
    stands on another letter (“ngaỳ”, “hòan thành”), is a slip of the pen; so is what was typed while the input
    method was off (“quyeets ddinhj”, “quye61t d9i5nh”). Names, capitals and words without marks are left alone;
    words of your own stand in `_shared/words.txt`, one a line."""
    text = subject.own_prose
    odd = {word for chunk in text.words if not chunk.isascii() for word in _LETTERS.findall(chunk) if _odd(word)}
    for at, word in _places(text, odd - subject.bound.words):
        if _stands_alone(text, at, at + len(word), word):
            near = nearest_syllable(word)
            message = (
                msg("“{word}” is no Vietnamese syllable; did you mean “{near}”?", word=word, near=near)
                if near
                else msg("“{word}” is no Vietnamese syllable", word=word)
            )
            yield subject.hit(at, message, *((Mend(word, near, False),) if near else ()))
    keys = {word for chunk in text.words if chunk.isascii() for word in _KEYS.findall(chunk) if meant(word)}
    for word in sorted(keys - subject.bound.words):
        for found in re.finditer(rf"(?<![\w/.@_-]){word}(?![\w/@_-]|\.\w)", text):
            message = msg("“{word}” is “{near}” as typed with the input method off", word=word, near=meant(word))
            yield subject.hit(found, message, Mend(word, meant(word)))


@rule(
    "DK-T051", "Word misspelt", Severity.INFO, practice("chính tả của từ ghép thường gặp trong văn bản"), "typography"
)
def misspelt_word(subject: Subject) -> Iterator[Hit]:
    """Words whose syllables all exist and do not go together: “sử lý”, “bổ xung”, “kỷ thuật”, “lien quan”, “theo mẩu”.
    Only what means nothing anywhere is told."""
    text, known = subject.own_prose, misspelt()
    said = frozenset(re.findall(r"[^\W\d_]+", text.joined.lower()))
    for wrong, right in known.items():
        if not said.issuperset(wrong.split(" ")):
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


def _places(text: Searched, words: Collection[str]) -> Iterator[tuple[int, str]]:
    """Where words stand, and which. All words of the text are looked at once where many are asked for."""
    if len(words) > _MANY:
        yield from ((found.start(), found[0]) for found in re.finditer(r"\w+", text) if found[0] in words)
    for word in words if len(words) <= _MANY else ():
        yield from ((found.start(), word) for found in re.finditer(rf"(?<!\w){word}(?!\w)", text))


def _odd(word: str) -> bool:
    if word.isascii() or not word[1:].islower() or word.lower() in _LOANS or (exists(word) and well_placed(word)):
        return False
    return ALPHABET.issuperset(parted(word)[0])


def _stands_alone(text: str, start: int, end: int, word: str) -> bool:
    """Whether a word is one of the sentence: no part of a compound, address or name."""
    if text[start - 1 : start] in _JOINED or (text[end : end + 1] in _JOINED and text[end + 1 : end + 2].isalnum()):
        return False
    return word[0].islower() or bool(_OPENS.search(text, max(start - 12, 0), start) and not _IN_NAME.match(text, end))
