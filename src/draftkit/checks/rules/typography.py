"""Signs, spaces, numbers and units in the source text.

A pattern that can start anywhere is tried at every letter of the text; one that starts with a rare sign is found at
once. So patterns here start with the rarest sign they have and look back from it, and `needs` names what must occur
before a pattern is tried at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from draftkit.checks.rule import Check, Hit, Rule, Subject, rule
from draftkit.checks.sources import MEASURES, NO_DISTRICTS, E, I, W, nd30, nd78, practice
from draftkit.model.message import Mend, Provision, Severity, msg
from draftkit.model.numeral import to_roman, whole
from draftkit.model.tree import Figure, inside
from draftkit.text.fold import UNSEEN
from draftkit.text.pattern import LOWER, UPPER, Pattern, Searched, holds, occurrences

_WINDOW = 60
_INVISIBLE = Pattern(rf"[{UNSEEN}](?<![\ufe0f\u2600-\u27bf\U0001f000-\U0001faff]\u200d)", words="=")
"""Not what joins pictures of people and things into one."""


Rewrite = Callable[[re.Match[str]], str]
"""What shall stand in the place of a match; the match itself where that is not certain."""


def _check(pattern: Pattern, message: str, around: tuple[Pattern, ...], mend: Rewrite | None) -> Check:
    """A check that reports every match of a pattern; `{text}` in the message is the match.

    With `around`, the pattern is tried only near the matches of those (cheap) patterns.
    """

    def matches(prose: Searched) -> Iterator[re.Match[str]]:
        if not around:
            yield from pattern.finditer(prose)
            return
        end = 0
        for first, last in sorted(spot.span() for anchor in around for spot in anchor.finditer(prose)):
            found = pattern.search(prose, max(end, first - _WINDOW // 3), last + _WINDOW)
            if found and found.start() <= first < found.end():
                end = found.end()
                yield found

    def check(subject: Subject) -> Iterator[Hit]:
        for found in matches(subject.prose):
            new = mend(found) if mend else found[0]
            mends = (Mend(found[0], new),) if new != found[0] else ()
            yield subject.hit(found, message, *mends, text=found[0].strip("\x00\n"))

    return check


def _text_rule(
    id: str,
    title: str,
    explanation: str,
    pattern: str,
    message: str,
    severity: Severity,
    source: Provision,
    *,
    needs: tuple[str, ...] = (),
    words: str = "",
    around: tuple[Pattern, ...] = (),
    mend: Rewrite | None = None,
) -> Rule:
    check = _check(Pattern(pattern, *needs, flags=re.MULTILINE, words=words), message, around, mend)
    return Rule(id, title, severity, source, "typography", explanation, check)


def _zeros(found: re.Match[str]) -> str:
    """A date with the zeros that it takes, and without the others."""
    day, month = re.findall(r"\d+", found[0])[:1], re.findall(r"tháng (\d+)", found[0])
    text = found[0].replace(f"ngày {day[0]}", f"ngày {whole(day[0], 0):02d}", 1)
    number = whole(month[0], 0) if month else 0
    return (
        text.replace(f"tháng {month[0]}", f"tháng {number:02d}" if number < 3 else f"tháng {number}") if month else text
    )


DOUBLE_SPACE = _text_rule(
    "DK-T002",
    "Two spaces",
    "Words are separated by one space.",
    r"  (?<=[^\s|\x00]  ) *(?=[^\s|\x00])",
    "more than one space",
    W,
    practice("một dấu cách giữa hai từ"),
    mend=lambda found: " ",
)
SPACE_BEFORE = _text_rule(
    "DK-T003",
    "Space before punctuation",
    "No space stands before , ; : . ? ! ) and after (.",
    rf" (?<=[^\s|\x00….] ) *(?:[,;:?!)](?![\w(]| \d)|[,;](?=[^\W\d_]{{2}}))| (?<=[\w)”%] )\.(?=\s|$|[{UPPER}][{LOWER}])"
    r"|\( +(?=\w)",
    "space at “{text}”",
    W,
    practice("dấu câu viết liền từ đứng trước"),
    around=(Pattern(r" [,;:?!).]", words=r"^[,;:?!).]"), Pattern(r"\( ", words=r"\($")),
    mend=lambda found: (
        found[0].replace(" ", "")
        + " " * (found[0][-1] in ",;." and found.string[found.end() : found.end() + 1].isalpha())
    ),
)
DONG_SIGN = _text_rule(
    "DK-T004",
    "VNĐ",
    "Money is written “đồng” in prose; the signs of the law are đ and VND.",
    r"VNĐ(?<!\wVNĐ)(?!\w)",
    "“VNĐ” has no basis in law; write “đồng”",
    W,
    Provision("Luật Ngân hàng Nhà nước Việt Nam", "Điều 16"),
    needs=("VNĐ",),
    mend=lambda found: "đồng",
)
SQUARE_METRES = _text_rule(
    "DK-T005",
    "Exponent not raised",
    "Square and cubic units carry a raised exponent: m^2^, m^3^ or m², m³.",
    r"(?<!\w)[kcdm]?m[23](?![\w^])",
    "“{text}”: raise the exponent (^2^ or ^3^)",
    W,
    MEASURES,
    words="=",
    mend=lambda found: f"{found[0][:-1]}^{found[0][-1]}^",
)
DECIMAL_POINT = _text_rule(
    "DK-T006",
    "Decimal point",
    "The decimal sign is a comma; a dot groups thousands.",
    (
        r"(?<![\w./-])\d+\.\d{1,2}(?=\s?(?:[%°]|(?:mm|cm|km|m|kg|g|mg|ha|lít|tấn|tạ|triệu|tỷ|nghìn|lần|giờ|độ|kWh?|MWh?"
        r"|dB)(?!\w)))"
    ),
    "“{text}”: write a decimal comma",
    W,
    MEASURES,
    around=(Pattern(r"\.\d", words="="),),
    mend=lambda found: found[0].replace(".", ","),
)
THOUSANDS = _text_rule(
    "DK-T007",
    "Comma between thousands",
    "Thousands are grouped by dots: 5.000.000 đồng.",
    (
        r"(?<![\w,.])[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?![\d,])|,\d{3}(?= (?:đồng|người|hộ|doanh nghiệp|cơ sở|lượt"
        r"|chiếc)(?!\w)))"
    ),
    "“{text}”: group thousands by dots",
    W,
    Provision("Luật Kế toán", "Điều 10"),
    around=(Pattern(r",\d{3}", words="="),),
    mend=lambda found: found[0].replace(",", "."),
)
DASHES = _text_rule(
    "DK-T008",
    "Long dash in a compound",
    "Compounds and ranges use a hyphen with a space on each side: kinh tế - xã hội, 2026 - 2030.",
    r"(?<=\w) ?[–—] ?(?=\w)",
    "long dash at “{text}”; official texts use “ - ”",
    I,
    practice("gạch nối có dấu cách hai bên"),
    around=(Pattern("[–—]", "–", "—"),),
    mend=lambda found: " - ",
)
PLACEHOLDER = _text_rule(
    "DK-T009",
    "Placeholder left",
    "Marks of unfinished work must not go out.",
    r"\[(?i:cần|chờ|điền|bổ sung|xem lại|kiểm tra|rà soát)[^\]\n]{0,200}\]|\?\?\?+|TODO(?<!\wTODO)(?!\w)"
    r"|TBD(?<!\wTBD)(?!\w)|FIXME(?!\w)"
    r"|XXXX(?<![\w/]XXXX)X*(?!\w)",
    "unfinished: “{text}”",
    E,
    nd78("Điều 71"),
    needs=("[", "??", "TODO", "TBD", "FIXME", "XXXX"),
)
UNIT_SPACE = _text_rule(
    "DK-T012",
    "No space before a unit",
    "A space stands between number and unit sign: 22 m, 15 °C.",
    r"[0-9](?<![\w./,-][0-9])[0-9]*(?:,[0-9]+)?(?:mm|cm|km|kg|mg|ml|kWh?|MW|°C)(?!\w)",
    "“{text}”: put a space before the unit",
    W,
    MEASURES,
    words="=",
    mend=lambda found: re.sub(r"(?<=[0-9])(?=[^0-9,])", " ", found[0], count=1),
)
DATE_ZERO = _text_rule(
    "DK-T013",
    "Zero in a date",
    "Days below 10 and months 1 and 2 take a leading zero, months 3 to 9 do not.",
    r"ngày (?:[1-9] tháng (?:\d+ )?|\d\d tháng (?:[12] |0[3-9] ))(?:năm|này)?",
    "“{text}”: days below 10 and months 1, 2 take a zero, months 3 to 9 none",
    W,
    nd30("Phụ lục I, Phần I, II.4.b"),
    mend=_zeros,
)
DISTRICT = _text_rule(
    "DK-T015",
    "District-level body",
    "There is no district level since 01/7/2025; a body of it named as existing is out of date.",
    r"[ỦU](?:y|ỷ) ban nhân dân (?:cấp )?(?:huyện|quận|thị xã)(?!\w)|cấp huyện(?!\w)",
    "“{text}”: there is no district level since 01/7/2025",
    I,
    NO_DISTRICTS,
    needs=("huyện", "quận", "thị xã"),
)
TERM = _text_rule(
    "DK-T022",
    "Term of the National Assembly in Arabic digits",
    "The term of the National Assembly is numbered in Roman numerals: Quốc hội khóa XV.",
    r"Quốc hội(?: nước Cộng hòa xã hội chủ nghĩa Việt Nam)?,? [Kk]h(?:óa|oá) \d+",
    "“{text}”: write the term in Roman numerals",
    E,
    nd78("Điều 64 khoản 3"),
    needs=("hóa ", "hoá "),
    mend=lambda found: re.sub(r"\d+$", lambda number: to_roman(whole(number[0], 0)) or number[0], found[0]),
)


@rule(
    "DK-T019", "Invisible sign inside a word", W, practice("không để ký tự vô hình từ văn bản sao chép"), "typography"
)
def invisible(subject: Subject) -> Iterator[Hit]:
    """Zero-width signs and soft hyphens come with copied text; a search no longer finds the word. Signs that turn the
    direction of reading show another text than the one that is kept."""
    meta = subject.bound.meta
    places = [(found[0], subject.place(found.start())) for found in _INVISIBLE.finditer(subject.prose)]
    for key, text in meta.texts_with_keys():
        places += [(found[0], meta.nearest_place(key)) for found in _INVISIBLE.finditer(text)]
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
        yield subject.hit(
            start,
            "“{text}” ({count} times): official texts set the tone mark the old way (hòa, ủy)",
            text=word,
            count=count[word],
        )


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
_TWICE = Pattern(
    r" (c(?:ủa|ác|ó|hưa|ơ quan|á nhân)|v(?:à|ới|ề|ăn bản)"
    r"|t(?:heo|ại|rong|ừ(?= từ (?:ngày|khoản|điểm|mức|[0-9]))|hực hiện|hông tư|hời hạn|rường hợp|hủ tục)"
    r"|đ(?:ồng(?! đồng (?:thời|ý|bộ|loạt|tình))|ược|ã|ối(?: với)?|ến|ể|ó(?! đó(?: là|,)))"
    r"|n(?:ày|hững|gười(?! người,? (?:thi đua|nhà nhà))|ếu|hư sau)|là|phải|s(?:ẽ|ửa đổi|au đây)|k(?:hi|ể từ)"
    r"|h(?:oặc|[àằ]ng (?:năm|tháng|quý|tuần)|ồ sơ|ướng dẫn)|b(?:ổ sung|ao gồm|an hành)|quy định|doanh nghiệp"
    r"|Nghị định|Mẫu số|Thông tư|Quyết định|(?:(?<=[0-9] )(?:ngày|tháng|năm|giờ|tấn|triệu|tỷ|nghìn|lần))) \1(?!\w)"
)
"""Words that never follow themselves, of those that are typed twice most, and measures behind a number: “hàng không
không thường lệ”, “hành vi vi phạm” are no slips."""
_COMPOUND = Pattern(
    r" (?:(?:tiếp|kèm|dõi) theo|(?:cộng|hợp|hội) đồng|(?:hiện|sẵn|vốn) có|(?:hiện|tồn) tại|(?:phản|tuyệt|tương|cân) đối"
    r"|bên trong|(?:bên|rẽ|tay|mắc|gặp) phải|(?:đọc|đo|thu|đạt|nhận|tính) được"
    r"|(?:không|chưa|có thể) [^.;,]{1,40} được)$",
    flags=re.IGNORECASE,
)
"""“tồn tại tại thời điểm”, “hợp đồng đồng thời”, “xe rẽ phải phải nhường”, “kinh phí chưa sử dụng được được chuyển sang
năm sau” are two words."""
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
