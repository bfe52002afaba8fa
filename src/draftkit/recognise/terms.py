"""What components are known by: fixed words of the law, and patterns made from the phrases of the kinds; what the
blanks of a phrase hold in a text: the way back from what a kind prints to its metadata."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from draftkit.law.acts import NUMBERED
from draftkit.law.authority import CAPACITIES
from draftkit.law.dates import dated
from draftkit.model.grouped import grouped
from draftkit.model.kind import KindSpec, Level
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import ORDINAL_WORDS, VI_LETTERS, from_roman, read_words, whole
from draftkit.text.edits import likeness
from draftkit.text.fold import fold

_NATION, _MOTTO = "conghoaxahoichunghiavietnam", "doclaptudohanhphuc"
_LIKE = 0.85
"""Likeness (0 to 1) from which on words are those of the form, mistyped."""
PLACE_DATE = re.compile(
    r"^(?P<place>[^,\d]{2,60}?)(?P<comma>,?)\s*[Nn]gày\s*(?P<day>[\d.…_ ]*)\s*tháng\s*(?P<month>[\d.…_ ]*)\s*năm\s*"
    r"(?P<year>[\d.…_]*)\W*$"
)
NUMBER = re.compile(
    r"^(?!\w.*(?:\sngày\s|\scủa\s))(?P<before>[^:\d]{0,40}?)\bsố\s*(?P<colon>:?)\s*(?P<symbol>\S*\s*/\s*.*|\d*)$",
    re.IGNORECASE,
)
"""The number line; a sentence that names another document by number, date or issuer is none."""
BARE_NUMBER = re.compile(rf"^(?:(?:{NUMBERED})\s+số\s+)?(?P<symbol>\d+(?:\.\d+)?/\d{{4}}/[A-ZĐ][\w-]*)$")
"""How plain texts of acts open, where the form has “Số:”."""
BODY_WORDS = tuple(
    "bo so cuc vu tongcuc chicuc uyban ubnd hoidong vanphong vien truong ban trungtam congty "
    "tongcongty tapdoan daihoc hocvien thanhtra phong chinhphu thutuong quochoi toaan kiemtoan "
    "nganhang baohiem lienminh donvi benhvien khobac congan hoi doan".split()
)
"""Folded first words of the names of bodies."""
HEADS = tuple(
    "botruong chutich giamdoc thutruong cuctruong vutruong tongcuctruong chanh hieutruong vientruong "
    "truongban tonggiamdoc thongdoc daidien thuky chutoa chutri chunhiem tongthanhtra tongkiemtoan "
    "thutuong phochutich phogiamdoc".split()
)
"""Folded first words of the titles of those who issue or sign."""
CAPACITY = re.compile(rf"^(?:{'|'.join(CAPACITIES)})\s*[.．]\s*\S")
BASES = re.compile(r"^(?:[-–+*]\s*)?(Căn cứ|Xét|Theo đề nghị|Thực hiện|Trên cơ sở)\b")
FIRST_UNIT = re.compile(r"(?:Điều\s+[0-9]{1,4}[a-zđ]{0,2}\s*[.:]|(?:Chương|CHƯƠNG)\s+[0-9IVXLC]+\s*(?:[.:]|$))")
"""A heading of the text: no header goes on behind it, whatever the words there say."""
ADDRESSED = re.compile(r"^Kính gửi\b\s*:?")
CALLS = re.compile(r"^[^\W\d_][^:;.\d]{3,90}\sđiện\s*:$")
"""The line of a công điện above those it is sent to."""
FILED = re.compile(r"^[-–—+•*]?\s*Lưu\b\s*:?\s*", re.IGNORECASE)
"""The last of the recipients: the copy that is kept."""
RECIPIENTS = re.compile(r"^Nơi nhận\b\s*:?", re.IGNORECASE)
SUBJECT = re.compile(r"^V\s*/\s*v\b", re.IGNORECASE)
DRAFT = re.compile(r"^\W*DỰ THẢO\b", re.IGNORECASE)
ANNEXED = re.compile(r"^\(?\s*(?:Ban hành )?[Kk]èm theo\b|^\(?\s*Ban hành theo\b")
URGENCY = {
    "hoatoc": "urgency",
    "thuongkhan": "urgency",
    "khan": "urgency",
    "hoatochengio": "urgency",
    "tuyetmat": "secrecy",
    "toimat": "secrecy",
    "mat": "secrecy",
    "xemxongtralai": "circulation",
    "luuhanhnoibo": "circulation",
}
ANNEX = re.compile(
    r"^(?:PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ\s+|số\s+)?(?P<number>[IVXLC]+|\d{1,2}[A-Za-zĐđ]?"
    r"|[A-ZĐ])(?!\w))?\s*(?P<sign>[.:]?)\s*(?P<title>.*)$"
)
FORM = re.compile(
    r"^(?:Mẫu|MẪU)(?: (?:số|SỐ))?[:.]?\s*(?P<number>[\dIVX]{1,4}[a-zđ]?(?:\.\d+)*)(?![/\w–-])\s*(?P<sign>[.:]?)"
    r"\s*(?P<title>.*)$"
)
SIGNED_NOTE = re.compile(r"^\W*(?:đã ký|ký tên|ký, |ký và|chữ ký|dấu|ký\b)", re.IGNORECASE)
_TYPE_WORDS = 6  # words; the name of no type of document is longer
_BLANK = r"[\s.…_\u00a0]*"
_FILL = {"so": r"(?:[\d.…_\s]*[a-zđ]?|\w{0,4})", "nam": r"(?:(?:19|20)\d\d|[.…_\s]*|20[.…_\s]*)"}
_ANY = r"[\wĐđ&. -]+?"
FIELD = re.compile(r"\{(\w+)\}")


class Known(NamedTuple):
    """The kinds, and what tells each of them."""

    kinds: tuple[KindSpec, ...]
    types: Mapping[str, tuple[KindSpec, ...]]
    """Kinds by the folded words of their title line."""
    attached: tuple[str, ...]
    """Folded beginnings of the names of texts that are issued together with a document."""
    decides: frozenset[str]
    """Folded lines such as the one that comes after the legal bases of a decision."""

    def begins_type(self, text: str) -> bool:
        """Whether a text in capitals is a title line or begins as one: HỢP ĐỒNG MUA SẮM TÀI SẢN."""
        words = text.split()[:_TYPE_WORDS] if text.isupper() else []
        return any(fold(" ".join(words[:count])) in self.types for count in range(2, len(words) + 1))


def known(kinds: tuple[KindSpec, ...]) -> Known:
    """What tells kinds apart, from their words."""
    types = grouped((fold(kind.words["type_line"]), kind) for kind in kinds if kind.words.get("type_line"))
    decides = frozenset(fold(kind.words["decides"]) for kind in kinds if kind.words.get("decides"))
    attached = sorted({fold(name) for kind in kinds for name in kind.attachment_types})
    return Known(kinds, {name: tuple(found) for name, found in types.items()}, tuple(attached), decides)


@lru_cache(maxsize=256)
def is_nation(text: str) -> bool:
    """Whether words are the national name, slips in it allowed; the end of a sentence is none."""
    return _like(text, _NATION) and (text.isupper() or not text.endswith((".", ";", ",")))


def is_motto(text: str) -> bool:
    """Whether words are the motto, slips in it allowed."""
    return _like(text, _MOTTO)


def _like(text: str, wanted: str) -> bool:
    if not len(wanted) - 6 <= len(text) <= 2 * len(wanted) + 6:
        return False
    given = fold(text)
    if given == wanted:
        return True
    return abs(len(given) - len(wanted)) <= 6 and given[:3] == wanted[:3] and likeness(given, wanted) >= _LIKE


def number_pattern(phrase: str, symbol: str, code: str) -> re.Pattern[str]:
    """The number line of a kind as a pattern: `Số: {so}/{nam}/TT-{viet_tat}`."""
    whole = phrase.replace("{ky_hieu}", symbol).replace("{code}", code)
    whole = whole.split(": ", 1)[-1].strip()
    return re.compile(rf"{_BLANK}{phrased(whole, lambda name: _FILL.get(name, _ANY))}{_BLANK}$", re.IGNORECASE)


def phrased(phrase: str, fill: Callable[[str], str]) -> str:
    """A phrase of a kind as a pattern, its blanks named: `fill` says what each may hold; one that comes again holds
    anything of the sort."""
    fixed, names, seen = FIELD.split(phrase)[::2], FIELD.findall(phrase), set()
    out = [re.escape(fixed[0])]
    for name, after in zip(names, fixed[1:], strict=True):
        out += [fill(name) if name in seen else f"(?P<{name}>{fill(name)})", re.escape(after)]
        seen.add(name)
    return "".join(out)


def enactment_pattern(kinds: Iterable[KindSpec]) -> re.Pattern[str] | None:
    """The sentence that enacts a document, of any of these kinds: its fixed words between what varies."""
    found = set()
    for kind in kinds:
        words = [piece.strip() for piece in FIELD.split(kind.words.get("enactment", ""))[::2] if piece.strip(" .")]
        if words:
            found.add(".{0,200}?".join(re.escape(piece) for piece in words[:1]))
    return re.compile("|".join(sorted(found, key=len, reverse=True))) if found else None


_NUMERALS = {
    "roman": r"[IVXLC]+|\d+",
    "arabic": r"\d+(?:[a-zđ]\d?)?|[IVXLC]+(?!\w)",
    "padded": r"\d+[a-zđ]?",
    "capital": "[A-Z]",
    "vi_letter": rf"[{VI_LETTERS}fjwz]\d?",
    "latin_letter": "[a-zđ]",
    "ordinal": ORDINAL_WORDS,
}


def unit_pattern(level: Level) -> re.Pattern[str] | None:
    """How a unit of a level starts a line; None for levels that are known only by their place in the outline."""
    return _unit_pattern(level.label, level.numeral)


_BARE = re.compile(r"^(?P<number>(?:\d{1,3}|[A-Z](?=\.))(?:\.\d{1,3})*)(?P<sign>\.?)[\s\u00a0]+(?P<title>.*)$")
_UNNUMBERED = re.compile(r"^(?P<number>)(?P<sign>)(?P<title>.*)$")


def bare_pattern(level: Level) -> re.Pattern[str]:
    """How a heading without a keyword is printed: its number, if it shows one (`2.1.3`, `A.1`), and its title. Too much
    looks like that for words alone to tell: asked only where a style has told the level."""
    return _BARE if level.shows_number else _UNNUMBERED


@lru_cache(maxsize=128)
def _unit_pattern(label: str, system: str) -> re.Pattern[str] | None:
    numeral = _NUMERALS.get(system)
    before, _, after = label.partition("{n}")
    if numeral is None or (not before and not after):
        return None
    if system == "roman" and not before:
        numeral = "[IVXLC]+"
    if not before and system == "arabic":
        numeral = r"\d{1,3}(?:[a-zđ]\d?)?"
    word = re.escape(before.strip())
    gap = r"[\s\u00a0]*" if word else ""
    signs = r"[.:]?" if word else r"[.)/]"
    other = "|/" if word else ""  # Mẫu số 1/BC is the whole of a symbol
    return re.compile(
        rf"^(?:{word}){gap}(?P<number>{numeral})(?P<sign>{signs})(?![\wÀ-ỹ]{other})[\s\u00a0–-]*(?P<title>.*)$",
        re.IGNORECASE if word else 0,
    )


_FILLS = {"so": r"\d+(?:\.\d+)?[a-zđ]?", "nam": r"\d{4}"}
_ROMAN, _ROLE = "_la_ma", "vai_tro."
"""How the name of a blank ends that shows a number in Roman digits; how words begin that name who did what."""


def matcher(phrase: str, fills: Mapping[str, str] = MappingProxyType({})) -> re.Pattern[str]:
    """A phrase of a kind as a pattern, its blanks named; `fills` says what certain blanks may hold."""
    return re.compile(phrased(phrase, lambda name: fills.get(name) or _FILLS.get(name, r".+?")) + r"\W*", re.IGNORECASE)


def filled(kind: KindSpec, phrase: str, text: str) -> dict[str, str]:
    """What the blanks of a phrase hold in a text; empty when the text is not that phrase."""
    pattern = kind.words.get(phrase, "")
    found = matcher(pattern).fullmatch(text) if pattern and text else None
    return {key: value.strip() for key, value in found.groupdict().items() if value} if found else {}


def held(kind: KindSpec, text: str) -> dict[str, Data]:
    """The key of which a line tells when a text may be published, and what it says; a kind words such a line by the
    name of its key."""
    for key in kind.keys:
        before, blank, after = kind.words.get(key, "").partition("{luc}")
        if blank and not after and text.startswith(before):
            return {key: text.removeprefix(before)}
    return {}


def values(kind: KindSpec, found: Mapping[str, str]) -> Iterator[tuple[str, Data]]:
    """What blanks hold as metadata: numbers and dates as such, Roman digits as the number; those of no key left out."""
    for name, text in found.items():
        key = name.removesuffix(_ROMAN)
        if key not in kind.keys:
            continue
        if name != key:
            number = from_roman(text.strip(" .")) if re.fullmatch("[IVXLCDM]+", text.strip(" .")) else 0
            if number:
                yield key, number
        elif kind.keys[key].type == "date":
            yield key, dated(text) or None
        elif kind.keys[key].type == "number":
            number = whole(text, 0) or read_words(text) or 0
            if number:
                yield key, number
        elif text.strip(" .…_"):
            yield key, text


def foreword(kind: KindSpec, text: str) -> dict[str, Data]:
    """Who drafted, submitted, appraised and issued, from the sentence of a foreword that says so; empty when it is not
    that sentence, or names the document that issues by its number, which stands in that document."""
    roles = {key.removeprefix(_ROLE): words for key, words in kind.words.items() if key.startswith(_ROLE)}
    said = filled(kind, "foreword", text).get("vai_tro", "") if roles else ""
    out: dict[str, Data] = {}
    for place, (key, words) in enumerate(roles.items()):
        later = [other.partition("}")[2].partition("{")[0] for other in list(roles.values())[place + 1 :]]
        found = _first(said, words, later)
        if found is None:
            continue
        if "{van_ban}" in words:
            out |= _issuing(kind, said)
        name, said = found
        if name:
            out[key] = name
    return out if out and not said.strip(" ,.") else {}


def _issuing(kind: KindSpec, said: str) -> dict[str, Data]:
    """What the number of the document that issues tells of who does: `…/TT-BCT`."""
    sign = kind.words.get("van_ban", "").partition("{viet_tat}")[0].rpartition("}")[2]
    found = re.search(rf"{re.escape(sign)}([A-ZĐ]+)", said) if sign and "viet_tat" in kind.keys else None
    return {"viet_tat": found[1]} if found else {}


def symbol_spaced(text: str) -> str:
    """A symbol without the blanks that copies put around its signs: `TCVN 7820-2 : 2007`."""
    return re.sub(r" ?([:/]) ?", r"\1", text).strip()


def adopted(kind: KindSpec, text: str) -> dict[str, Data]:
    """What a sentence of a foreword says of other standards: which is adopted and in what degree, which are replaced,
    which it rests on."""
    for word, phrase in kind.words.items():
        if word.startswith("foreword_") and "{nguon}" in phrase and (found := filled(kind, word, text)):
            return {"chap_nhan": {"so": found["nguon"], "muc": word.removeprefix("foreword_")}}
    for word, key in (("foreword_replaces", "thay_the"), ("foreword_basis", "co_so")):
        if key in kind.keys and (found := filled(kind, word, text)):
            return {key: [found["ten"]]}
    return {}


def _first(said: str, words: str, later: list[str]) -> tuple[str, str] | None:
    """The name that a role of a foreword begins with, and what is said after it; None when others come first."""
    sign = words.partition("}")[2].partition("{")[0]
    at = said.find(sign)
    if at < 0 or any(0 <= said.find(other) < at for other in later):
        return None
    rest = said[at + len(sign) :]
    if "{van_ban}" in words:
        if re.search(r"số\s*\d", rest):
            return None
        rest = ""
    return said[:at].strip(" ,"), rest
