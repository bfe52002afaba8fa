"""A text as it is read aloud: what is not words becomes words, step by step; each step leaves words that the later ones
do not touch.

After this: 1. no digit is left; 2. what could only be read letter by letter, or not at all, is reported; 3. other words
are as they were."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable
from functools import lru_cache

from draftkit.campaign.speech import dates, papers, places, quantities
from draftkit.campaign.speech.lexicon import Lexicon, unsaid
from draftkit.campaign.speech.quantities import spell_digits
from draftkit.campaign.ways import ways
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import from_roman, ordinal, spell, whole
from draftkit.text.fold import toneless
from draftkit.text.pattern import UPPER, alternatives

_ROMAN_AFTER, _ROMAN_RANGE, _ROMAN_SHARE = ways("speak", "roman_after roman_range roman_share")
_BEFORE_NAMES, _OPENS, _ORDINAL, _ADDRESS, _SHORT = ways("speak", "before_names opens ordinal address short")
_LETTERS, _LEFT_DIGITS, _SENTENCE, _ODD, _UNCLEAR = ways("speak", "letters left_digits sentence odd unclear")
_SYLLABLE, _RAISED, _ROOT = ways("speak", "syllable raised root")
_SIGNS = {".": "chấm", "/": "xuyệt", "-": "gạch ngang", "_": "gạch dưới", ":": "hai chấm", "?": "hỏi"}
"""Signs that are said in addresses only; others as they are said elsewhere."""


class Spoken(NamedTuple):
    """The text in words; `unknown` holds abbreviations read letter by letter, `unread` signs that have no words,
    `doubtful` what may mean something else."""

    text: str
    unknown: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


def speak(text: str, lexicon: Lexicon) -> Spoken:
    """Word a paragraph for reading aloud."""
    raised = _RAISED.sub("^", _ROOT.sub(r"căn bậc \1 của ", text))
    plain = re.sub(r"^\s*[-+•*] +", "", normal(raised))  # the sign before a point of a list is no minus
    doubtful: list[str] = []
    unknown: list[str] = []
    steps: tuple[Callable[[str], str], ...] = (
        lambda piece: _ADDRESS.sub(lambda found: _address(found[0], lexicon), piece),
        dates.called_once,
        lambda piece: papers.bred(piece, lexicon, unknown),
        places.places,
        papers.telephones,
        lambda piece: papers.coined(piece, lexicon, unknown),
        lambda piece: papers.numbers(piece, lexicon, unknown),
        papers.codes,
        lambda piece: dates.dates(piece, doubtful),
        lambda piece: dates.times(piece, doubtful),
        papers.rows,
        lambda piece: _known_with_digits(quantities.exchanged(piece, lexicon), lexicon),
        lambda piece: _ORDINAL.sub(lambda found: found[1] + ordinal(whole(found[2], 0)), piece),
        lambda piece: quantities.lone_units(piece, lexicon),
        lambda piece: quantities.quantities(piece, lexicon, doubtful),
        _romans,
        lambda piece: _abbreviations(piece, lexicon, unknown),
        lambda piece: quantities.signs(piece, lexicon),
        lambda piece: _LEFT_DIGITS.sub(lambda found: f" {spell_digits(found[1])} ", piece),
    )
    for step in steps:
        plain = step(plain)
    unread = tuple(dict.fromkeys(_ODD.findall(plain)))
    return Spoken(_tidy(plain, text), tuple(dict.fromkeys(unknown)), unread, tuple(dict.fromkeys(doubtful)))


def as_typed(text: str, short: Iterable[str], signs: Container[str]) -> Spoken:
    """A paragraph in another language, and what in it nobody could read out or know by ear: the abbreviations `short`,
    signs that are not known, numbers that are read in two ways."""
    plain = _ADDRESS.sub(" ", normal(text))
    unread = (sign for sign in _ODD.findall(plain) if sign not in signs)
    return Spoken(text, *(tuple(dict.fromkeys(some)) for some in (short, unread, _UNCLEAR.findall(plain))))


def syllables(text: str) -> int:
    """How many syllables a worded text has: in Vietnamese each is written by itself or joined by a hyphen."""
    return len(re.findall(r"[^\W\d_]+", text))


def normal(text: str) -> str:
    """Composed letters, plain blanks, ASCII digits: ² after a unit belongs to it, ½ is 1/2, Ⅳ is IV."""
    out: list[str] = []
    for sign in unicodedata.normalize("NFC", text.replace("⁻", "^-").replace("⁺", "^+")):
        category = unicodedata.category(sign)
        if category == "Nd":
            sign = str(unicodedata.digit(sign))
        elif category in ("No", "Nl"):
            out += ["^"] if out and out[-1][-1] in "0123456789" and "SUPERSCRIPT" in unicodedata.name(sign) else []
            flat = unicodedata.normalize("NFKC", sign).replace("\u2044", "/")
            sign = flat if flat != sign else f" {_value(sign)} "
        elif category == "Zs":
            sign = " "
        elif sign in "\u2010\u2011\u2012\u2013\u2014\u2212":
            sign = "-" if sign != "\u2014" else "—"
        out.append(sign)
    return "".join(out)


def _value(sign: str) -> str:
    """A numeral sign that has no plain form, by its value."""
    value = unicodedata.numeric(sign, 0.0)
    return f"{value:.0f}" if value.is_integer() else ""


def _address(text: str, lexicon: Lexicon) -> str:
    """An address of the net, its signs named; what ends the sentence stays behind."""
    body = text.rstrip(".,;:!?)]”’»\"'…")
    rest = text[len(body) :]
    body = re.sub(r"^https?://", "", body, flags=re.IGNORECASE)
    out = []
    for piece in re.findall(r"\d+|[^\W\d_]+|.", body):
        if piece.isalpha():
            spelt = piece.lower() in ("www", "vn") or not set("aeiouy") & set(toneless(piece.lower()))
            out.append(lexicon.by_letter(piece) if spelt else piece)
        elif piece[0] in "0123456789":
            out.append(spell_digits(piece))
        else:
            out.append(_SIGNS.get(piece, lexicon.signs.get(piece, " ")))
    return " ".join(out) + rest


@lru_cache(maxsize=8)
def _digit_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(words)})(?!\w)")


def _known_with_digits(text: str, lexicon: Lexicon) -> str:
    """Abbreviations that hold a digit (`CO2`, `PM2.5`) are known before their digits are read."""
    words = tuple(key for key in lexicon.short if _LEFT_DIGITS.search(key))
    if not words:
        return text
    return _digit_pattern(words).sub(lambda found: unsaid(lexicon.short[found[0]], text[: found.start()]), text)


def _romans(text: str) -> str:
    def after_word(found: re.Match[str]) -> str:
        value = from_roman(found[2]) if found[2].isupper() else 0
        if not value:
            return found[0]
        said = ordinal(value) if found[1].strip().lower() in ("thứ", "lần thứ") else spell(value)
        return found[1] + said + (f" {found[3]}" if found[3] else "")

    def share(found: re.Match[str]) -> str:
        values = [from_roman(part) for part in found.groups()]
        return " trên ".join(spell(value) for value in values) if all(values) else found[0]

    def alone(found: re.Match[str]) -> str:
        values = [from_roman(part) for part in (found[1], found[2]) if part]
        single = len(found[1]) == 1 and not found[2] and not re.match(r"\.\s", text[found.end() : found.end() + 2])
        starts = not text[: found.start()].strip() or text[: found.start()].rstrip().endswith((".", ";"))
        if not all(values) or (len(found[1]) == 1 and not found[2] and (single or not starts)):
            return found[0]
        return " đến ".join(spell(value) for value in values)

    text = _ROMAN_AFTER.sub(after_word, _ROMAN_SHARE.sub(share, text))
    return _ROMAN_RANGE.sub(alone, text)


def _abbreviations(text: str, lexicon: Lexicon, unknown: list[str]) -> str:
    """Capitals that are no words: known ones by what they stand for, others letter by letter."""

    def word(found: re.Match[str]) -> str:
        short, point = found[1], found[2] or ""
        meaning = lexicon.meaning(short, text[: found.start()], text[found.end(1) :])
        if meaning and not _in_capitals(text, found.start(), found.end(1), short):
            said = meaning
        elif sum(sign.isupper() for sign in short) < 2 or _is_word(short):
            return found[0]
        else:
            parts = re.split(r"[.&-]", short)
            said = " ".join(_LETTERS.sub(lambda part: _part(part[0], lexicon, unknown), part) for part in parts)
        if text[found.end(1) : found.end(1) + len(said) + 1].lower() == f" {said.lower()}":  # its words follow
            return ""
        after = text[found.end() : found.end() + 9].lstrip()[:1]
        cut = not after.isupper() or (_BEFORE_NAMES.search(said) and not _OPENS.match(text, found.end()))
        return unsaid(said, text[: found.start()]) + ("" if cut else point)

    return _SHORT.sub(word, text)


def _part(text: str, lexicon: Lexicon, unknown: list[str]) -> str:
    meaning = lexicon.meaning(text)
    if meaning or sum(sign.isupper() for sign in text) < 2:
        return meaning or text
    if _is_word(text) or sum(sign.islower() for sign in text) >= sum(sign.isupper() for sign in text):
        return text
    unknown.append(text)
    return lexicon.by_letter(text)


def _in_capitals(text: str, start: int, end: int, short: str) -> bool:
    """Whether a word that could be an abbreviation stands in a line of capitals, where it is a word."""
    if not _is_word(short):
        return False
    around = [word for word in (*text[:start].split()[-2:], *text[end:].split()[:2]) if _LETTERS.search(word)]
    return bool(around) and all(word.isupper() for word in around)


_STOPPED = ("c", "ch", "p", "t")


def _is_word(text: str) -> bool:
    """Whether capitals spell a Vietnamese syllable: BÁO is, BCT and VAT (a stopped syllable has a tone) are not."""
    flat = toneless(text.lower())
    return bool(_SYLLABLE.match(flat)) and (flat != text.lower() or not flat.endswith(_STOPPED))


def _tidy(spoken: str, before: str) -> str:
    """Single blanks, no blank before a mark, a capital where a number that began a sentence is a word now."""
    text = re.sub(r"[ \t]+", " ", spoken).strip(" ")
    text = re.sub(r" +([,.;:!?)])", r"\1", text).replace("( ", "(").replace(".,", ",")
    text = re.sub(r"(?i)(?<!\w)(\w+(?: \w+){0,12}) \(\1\)", r"\1", text)  # 02 (hai) bộ
    if before[:1] and not before.lstrip(' "“(')[:1].islower():
        text = re.sub(r"^([\"“(]*)([^\W\d_])", lambda found: found[1] + found[2].upper(), text)
    if re.search(rf"[.!?…]\s+[\d{UPPER}]", before):
        return _SENTENCE.sub(lambda found: found[1] + found[2].upper(), text)
    return text
