"""The words for units of a text, and how each is numbered."""

from __future__ import annotations

import re
from functools import lru_cache

from draftkit.model.numeral import ORDINAL_WORDS, TEN_IN_WORDS
from draftkit.text.pattern import UPPER, Pattern

BLANK = "[ \u00a0]{1,2}"
"""What parts two words of one line."""
HERE = "này"
REPEALED = "(được bãi bỏ)"
"""What stands behind the number of a unit that was repealed."""
ISSUED = Pattern(r"\(?(?:được )?ban hành kèm(?!\w)|\((?:kèm|ban hành) theo(?!\w)", flags=re.IGNORECASE)
"""What stands below the name of a text that an act issues; no part of the name."""

LEVELS = {
    "attachment": -1, "annex": 0, "part": 1, "chapter": 2, "section": 3, "subsection": 4, "form": 5, "article": 6,
    "clause": 7, "point": 8, "entry": 8, "subpoint": 9, "item": 10, "table": 10, "figure": 10, "formula": 10,
    "paragraph": 11, "indent": 12, "sentence": 13,
}  # fmt: skip
"""Levels by their Akoma Ntoso names, outermost first; what stands lower is named within what stands higher."""
FLOATS = frozenset(("form", "table", "figure", "formula"))
"""What is numbered beside the provisions: `Bảng 3` of a whole text."""
PARTS = frozenset(("subpoint", "paragraph", "indent", "sentence"))
"""What has no number of its own and is named within a unit only: `đoạn 2 khoản 3`."""
JOINTS = {
    ",": ",", ";": ";", "và": "và", "cùng": "và", "hoặc": "hoặc", "hay": "hoặc", "đến": "đến", "đến hết": "đến",
    "tới": "đến", "-": "đến", "–": "đến",
}  # fmt: skip
"""What joins units of a list, each as the plain word for it."""
COMPOUNDS = {
    "clause": ("tài ", "điều "),
    "point": ("thời ", "địa ", "quan ", "đặc ", "ưu ", "nhược ", "khuyết ", "trọng ", "giao ", "tiêu ", "thang "),
    "article": ("giáo ", "tín ", "vạn "),
    "section": ("danh ", "hạng ", "đề ", "chuyên ", "thư "),
    "part": ("thành ", "cổ ", "học ", "một ", "phân "),
    "chapter": ("văn ",),
    "form": ("biểu ", "kiểu "),
    "paragraph": ("giai ", "công ", "phân "),
    "table": ("đại ",),
    "figure": ("mô ", "điển ", "loại ", "tình ", "địa ", "hữu ", "truyền "),
}  # fmt: skip
"""Syllables that make another word of the word for a unit: `tài khoản`, `thời điểm`, `danh mục`."""

_WORDS = {
    "điểm": "point", "khoản": "clause", "khỏan": "clause", "điều": "article", "tiểu mục": "subsection",
    "mục": "section", "chương": "chapter", "phần": "part", "phụ lục": "annex", "mẫu": "form", "bảng": "table",
    "hình": "figure", "công thức": "formula", "tiết": "subpoint", "đoạn": "paragraph", "câu": "sentence",
    "gạch đầu dòng": "indent",
}  # fmt: skip
_MORE = {"số thứ tự": "entry", "tiểu tiết": "item", "biểu mẫu": "form", "mẫu biểu": "form", "biểu": "form"}
_MORE |= dict.fromkeys(
    ("nhóm", "mã số", "mã hs", "mã hàng", "ngành, nghề thứ", "ngành, nghề số", "mặt hàng thứ"), "entry"
)
"""Words that name units in instructions only: elsewhere they say too many other things."""
_CALLED = {level: word if LEVELS[level] > LEVELS["article"] else word.capitalize() for word, level in _WORDS.items()}
_CALLED |= {"form": "Mẫu số", "clause": "khoản", "table": "Bảng", "figure": "Hình"}
_ROMAN = "[IVXLC]{1,8}[a-zđ]?"
_ARABIC = "[0-9]{1,3}[a-zđ]{0,2}"
_TURN = rf"thứ (?:{'|'.join(TEN_IN_WORDS)})|đầu|cuối|[0-9]{{1,2}}"
_DECIMAL = r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}[a-zđ]?"
_NUMBERS = {
    "annex": rf"{_ROMAN}|{_ARABIC}|[A-Z]",
    "part": rf"{_ROMAN}|{_ARABIC}|[A-Z]|{ORDINAL_WORDS}",
    "chapter": rf"{_ROMAN}|{_ARABIC}|{ORDINAL_WORDS}",
    "section": rf"{_ROMAN}|{_ARABIC}|[A-ZĐ]",
    "subsection": rf"{_ROMAN}|{_ARABIC}|[A-ZĐ]",
    "form": r"[0-9]{1,3}[a-zđ]?(?:[-./][0-9A-ZĐ]{1,8}){0,3}[a-z]?|[IVXLC]{1,6}(?:\.[0-9]{1,3})?",
    "article": r"[0-9]{1,4}[a-zđ]{0,2}",
    "clause": _ARABIC,
    "point": rf"[a-zđ][0-9]{{0,2}}(?:\([ivx]{{1,5}}\))?|[A-ZĐ](?={BLANK}[Kk]hoản)|a[a-zđ](?={BLANK}[Kk]hoản|[,;])"
    rf"|{_DECIMAL}(?=(?:,? | và )(?:[Kk]hoản|[Đđ]iều|[Mm]ục|[Pp]hần|[Pp]hụ lục))",
    "subpoint": r"[a-zđ]?\([ivx]{1,5}\)|[ivx]{1,5}|[a-zđ][0-9]?|[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}",
    "table": rf"{_DECIMAL}|[A-Z](?:\.[0-9]{{1,3}}){{1,3}}|[IVXLC]{{1,6}}",
    "figure": rf"{_DECIMAL}|[A-Z](?:\.[0-9]{{1,3}}){{1,3}}",
    "formula": rf"\({_DECIMAL}\)|{_DECIMAL}",
    "paragraph": _TURN,
    "indent": _TURN,
    "sentence": _TURN,
}
_NUMERAL = r"[0-9]+(?:\.[0-9]+)*[a-zđ]{0,2}[0-9]{0,2}"
_ITEM = rf"[a-zđ][0-9]{{0,2}}(?:\.[0-9]+)*(?: ?\([ivx]+\))?(?!\w)|{_NUMERAL}|\([ivx]+\)|[ivx]+(?!\w)"
_FORM = r"(?:số )?(?:[0-9]+(?:[./-]?\w+)*|[IVXLC]+[a-zđA-Z]?[0-9]*(?!\w)(?:\.[0-9]+)*|[A-H][0-9]*(?!\w)"
_FORM += r"|[A-ZĐ]{1,6}[0-9]{0,2}-?[0-9]+(?:[./-][0-9A-ZĐ]+)*)(?:\. ?[A-ZĐ]{2,8}(?:[/-][A-ZĐ]{1,8})+(?!\w))?"
_INSTRUCTED = {
    "annex": _FORM, "form": _FORM, "table": _FORM,
    "part": rf"{ORDINAL_WORDS}|[IVXLC]+|[A-H](?!\w)|[0-9]+",
    "chapter": rf"[IVXLC]+(?:-[A-Z]|[a-zđ])?|[0-9]+[a-zđ]?|{ORDINAL_WORDS}",
    "section": rf"[IVXLC]+(?:\.[0-9]+)*[a-zđ]?(?!\w)|(?:số )?{_NUMERAL}|[A-Z](?!\w)",
    "article": r"[0-9]+(?: (?:bis|ter|quater)(?!\w)|[a-zđ]{0,2}[0-9]{0,2})",
    "clause": rf"{_NUMERAL}|[ivx]+(?!\w)",
    "point": rf"[A-Z](?:\.[0-9]+)+[a-zđ]?(?!\w)|[a-zđ][0-9]{{0,2}}(?:\.[0-9]+)*(?: ?\([ivx]+\))?(?!\w)|{_NUMERAL}"
    r"|\([ivx]+\)",
    "figure": _FORM, "formula": rf"\({_NUMERAL}\)|{_NUMERAL}",
    "entry": rf"(?:số )?{_NUMERAL}|[IVXLC]+(?!\w)", "subpoint": _ITEM, "item": _ITEM,
}  # fmt: skip
_INSTRUCTED["subsection"] = _INSTRUCTED["section"]
"""Numbers in an instruction: whatever follows the word for a unit there is its number, and no amount."""
_MONEY = rf"(?!{BLANK}(?:triệu|tỷ|nghìn|ngàn|đồng|ngày|tháng|năm|giờ|người|lần|%))"
_ENDS = r"(?![\w/%])(?![.,][0-9])(?!\.[a-zđ0-9])"
_AFTER_BARE = (
    rf"(?=[,;.:)”\n\"\x00]|$|{BLANK}[,;]|{BLANK}(?:và|hoặc|hay|đến|tới|[-–]|[Kk]hoản|[Đđ]iều|[Mm]ục|[Cc]hương|[Pp]hần"
    rf"|[Pp]hụ lục|của|tại|thuộc|trong|này|nêu|như|được|ban hành|kèm|\(?[{UPPER}]))"
)
"""What may follow a number in a list that does not say its level again; else it counts something (`3 người`)."""


INSTRUCTED = "|".join(
    sorted(
        (
            word
            for word, level in (_WORDS | _MORE).items()
            if level in _INSTRUCTED and word not in ("hình", "công thức")
        ),
        key=len,
        reverse=True,
    )
)
"""The words for units in instructions, as alternatives of a pattern."""


@lru_cache(maxsize=2)
def _word(instructed: bool) -> re.Pattern[str]:
    if instructed:
        return re.compile(rf"({INSTRUCTED}|hình|công thức)(?: ?:)?(?: |$)", re.IGNORECASE)
    words = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
    return re.compile(rf"({words}){BLANK}", re.IGNORECASE)


@lru_cache(maxsize=64)
def _number(level: str, bare: bool = False, many: bool = False, instructed: bool = False) -> re.Pattern[str]:
    if instructed:
        return re.compile(rf"((?!$)(?:{_INSTRUCTED[level]}))(?![^\W\d_])")
    numbers = _NUMBERS[level]
    if bare:
        return re.compile(rf"(?:{numbers}){_ENDS}{_MONEY}{'' if many else _AFTER_BARE}")
    if level == "annex":
        return re.compile(rf"(?:số{BLANK})?((?:{numbers}|{HERE}){_ENDS})|(?=(?:ban hành|kèm theo|của)\b)")
    said = rf"(?:số{BLANK})?" if level in ("form", "table", "figure", "formula", "chapter", "part") else ""
    said = rf"(?:thứ{BLANK}(?=[0-9]))?" if level == "article" else said  # as acts of old number them
    return re.compile(rf"{said}((?:{numbers}){_ENDS}{_MONEY}|{HERE}(?!\w))")


def called(level: str) -> str:
    """The word that a unit of a level is called by: `khoản`, `Điều`, `Mẫu số`."""
    return _CALLED.get(level, level)


def is_unit_word(word: str) -> bool:
    """Whether a single word calls a unit: `khoản`, `Điều`."""
    return word.lower() in _WORDS


def level_of(word: str) -> str:
    """The level of what an instruction calls by a word; what has a name of its own is attached to its act (`Quy chế`),
    or a list that stands in the place of an annex."""
    lowered = " ".join(word.lower().split())
    listed = lowered.startswith(("danh mục", "biểu", "phụ lục"))
    return _WORDS.get(lowered) or _MORE.get(lowered, "annex" if listed else "attachment")


def level_called(word: str, otherwise: str) -> str:
    """The level that a word for a unit names, whatever an outline calls it; `otherwise` for a word of its own."""
    return _WORDS.get(word.lower().removesuffix(" số"), otherwise)


_LETTERS = "".join(sorted({sign for word in _WORDS for sign in word if sign.isalpha()}))
_LAST = {word.rpartition(" ")[2]: word for word in _WORDS if " " in word}


def word_start(text: str, end: int) -> int:
    """Where the word for a unit starts that ends before a blank; -1 when none does."""
    end -= text[end - 1] in " \u00a0"
    tail = text[max(end - 6, 0) : end].lower()
    last = tail[len(tail.rstrip(_LETTERS)) :]  # behind a blank, a bracket, a quotation mark
    for word in (_LAST.get(last), last if last in _WORDS else None):
        if word and len(word) <= end and text[end - len(word) : end].lower().replace("\u00a0", " ") == word:
            return end - len(word)
    return -1


def unit_word(text: str, at: int, instructed: bool = False) -> tuple[str, int] | None:
    """The level of the word for a unit that stands at an offset, and where its number would begin. `instructed`: the
    text is an instruction, which names units and numbers that other texts do not."""
    found = _word(instructed).match(text, at)
    if found is None:
        return None
    word = " ".join(found[1].lower().split())
    return _WORDS.get(word) or _MORE[word], found.end()


def number_of(text: str, at: int, level: str, instructed: bool = False) -> tuple[str, int] | None:
    """The number of a unit at an offset, as typed, and where it ends; empty for the only phụ lục there is."""
    found = _number(level, instructed=instructed).match(text, at)
    return (found[1] or "", found.end() if found[1] else at - 1) if found else None


def bare_number(text: str, at: int, level: str, many: bool, instructed: bool = False) -> tuple[str, int] | None:
    """A further number of a list whose level is not said again; `many`: “các” said that a list comes, so that a number
    need not be told from an amount."""
    found = _number(level, True, many, instructed).match(text, at)
    return (found[0], found.end()) if found else None
