"""What almost is a unit of the dialect, and what to write instead: the one table of near-forms.

A line that misses its form by one sign is printed as text, and its structure is gone without a word. Each row says how
such a form looks, and the form that was meant. The scanner asks `heading` about lines that start with # and name no
level; rules ask `units` about everything else that is printed as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from draftkit.model.kind import Level, Outline
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import ORDINAL_WORDS, TEN_IN_WORDS, from_roman, whole, write
from draftkit.text.passage import shortened
from draftkit.text.pattern import UPPER, Pattern, end_of_line


class Form(NamedTuple):
    """A near-form: how it looks, and how it is written; `\\1` in `form` stands for the number."""

    pattern: str
    form: str


CAPITAL = f"(?=[{UPPER}“])"
"""What a khoản or điểm begins with; a line that a sentence was broken at begins with anything."""
_CAPITALS = f"(?={CAPITAL[3:-1]}{{2}})"
_NAMED = rf"{CAPITAL}(?=[^\n]{{1,99}}[^\n.;:,…)/][ \t]*(?:\n|\Z))"
_NAME = rf"{CAPITAL}(?![A-ZĐ]\.)(?=[^\n]{{1,99}}[^\n.;:,…][ \t]*(?:\n[ \t]*\n|\Z))"
"""A name stands in a paragraph of its own and ends without a sign; “V. I. Lê-nin” is that of a man."""
_KHOAN = (
    Form(r"([0-9]{1,3}[a-zđ]?)\.(?=[^\W\d_](?:[^\W\d_]|[ )]))", r"\1. "),
    Form(r"([0-9]{1,3})[)/-][ \t]+(?=\S)", r"\1. "),
    Form(rf"([0-9]{{1,3}})(?:[,;:\]]|\.[),;:.-])[ \t]+{CAPITAL}", r"\1. "),
    Form(r"[*_]{1,3}([0-9]{1,3}[a-zđ]?)[.)][*_ \t]+(?=\S)", r"\1. "),
    Form(rf"([0-9]{{1,3}})[ \t]+[-–—][ \t]+{CAPITAL}", r"\1. "),
    Form(r"[Kk]hoản ([0-9]{1,3}[a-zđ]?)[:.][ \t]+", r"\1. "),
    Form(rf"[Kk]hoản ([0-9]{{1,3}}[a-zđ]?)[ \t]+[-–—][ \t]+{CAPITAL}", r"\1. "),
    Form(r"([0-9]{1,3}[a-zđ]?)[ \t]+\.[ \t]*(?=[^\W\d_])", r"\1. "),
    Form(rf"[Kk]hoản ({ORDINAL_WORDS}|thứ [0-9]{{1,2}})[.:][ \t]+", r"\1. "),
    Form(r"([０-９]{1,3})[.．)）][ \t]*(?=\S)", r"\1. "),
    Form(r"([0-9]{1,3})[．。：）、][ \t]*(?=\S)", r"\1. "),
)
_DIEM = (
    Form(r"([a-zđ][0-9]?)\)(?=[^\W\d_])", r"\1) "),
    Form(r"([a-zđ])/[ \t]+(?=\S)", r"\1) "),
    Form(r"([a-zđ][0-9]?)[．）][ \t]*(?=\S)", r"\1) "),
    Form(rf"([a-zđ][0-9]?)(?:[,;\]]|\)[.,;:-]|\.\))[ \t]*{CAPITAL}", r"\1) "),
    Form(r"([a-zđ][0-9]?)\.[ \t]+(?=\S)", r"\1) "),
    Form(r"[*_]{1,3}([a-zđ][0-9]?)[).][*_ \t]+(?=\S)", r"\1) "),
    Form(r"([A-ZĐ])\)[ \t]+", r"\1) "),
    Form(r"[Đđ]iểm ([a-zđ][0-9]?)[:.)][ \t]+", r"\1) "),
    Form(rf"[Đđ]iểm ([a-zđ][0-9]?)[ \t]+[-–—][ \t]+{CAPITAL}", r"\1) "),
    Form(rf"([a-zđ][0-9]?)[ \t]+\)[ \t]*{CAPITAL}", r"\1) "),
    Form(rf"[Đđ]iểm ({ORDINAL_WORDS}|thứ [0-9]{{1,2}})[.:][ \t]+", "a) "),
    Form(r"([аеорсухіԁһ])[).][ \t]*(?=\S)", "a) "),
    Form(r"([ăâêôơưĂÂÊÔƠƯ])[).][ \t]+", "a) b) c) d) đ) e) g) h) i) k) l) "),
)
_BULLETS = "*+•–—·▪●○◦■►➢➤‣"
_BULLET = Pattern(rf"\n[ \t]*([{_BULLETS}])[ \t]+(?=\S)")
_LISTED = re.compile(rf"\n[ \t]*(?:[-{_BULLETS}]|(?:[a-zđ]|[0-9]{{1,3}})[.)])[ \t]+\S")
_SECOND_ROMAN = re.compile(r"\n[ \t]*ii[.)][ \t]")
_OTHER_NUMBER = r"(?:\([0-9a-zđ]{1,3}\)|[0-9]{1,3}(?:\.[0-9]{1,3})+\.?|[IVX]{1,5}\.|[ivx]{2,5}[.)])"
_COUNTED = Pattern(rf"\n[ \t]*({_OTHER_NUMBER}[ \t]+)(?=\S)", words=f"^{_OTHER_NUMBER}$")
"""Numbers that no outline has: printed as typed, but not as a line of its own."""
_COUNTED_TOO = Pattern(rf"\n[ \t]*((?:{_OTHER_NUMBER}|[0-9]{{1,2}}[.)])[ \t]+)(?=\S)")
"""Those besides that an outline without khoản has not."""
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_WRONG_D = str.maketrans("ÐðƉ", "ĐđĐ")
_TO_NAME = ". Tên"
"""Ends the form of a heading whose name is not on its line."""
_ALONE = r"(?<![^\n]\n)"
"""A line that starts a paragraph; elsewhere “Điều 5” may be where a sentence was broken."""
NUMBER = r"(?:[0-9]{1,4}[a-zđ]{0,2}|[IVXLC]{1,7}[a-zđ]?)"


class Units(NamedTuple):
    """The near-forms of an outline: how such lines begin, a pattern for all, and each with its form."""

    start: Pattern
    pattern: Pattern
    forms: tuple[tuple[Pattern, str], ...]
    hashes: Mapping[str, int]


class Near(NamedTuple):
    """A near-form in a text: offset, what stands there, what to write; and the signs `old` that would have to be `new`
    (empty: not known)."""

    offset: int
    text: str
    form: str
    old: str = ""
    new: str = ""


@lru_cache(maxsize=64)
def _units(
    levels: tuple[tuple[str, str], ...], headed: tuple[tuple[str, int], ...], roman: tuple[tuple[str, int], ...]
) -> Units | None:
    """`levels`: marker and numeral of each marked level; `headed`: keyword and number of # of each with headings;
    `roman`: of those that are printed with a Roman number alone, `I.`"""
    words = sorted((word for word, _ in headed), key=len, reverse=True)
    rows: list[Form] = []
    for marker, numeral in levels:
        rows += _KHOAN if (marker, numeral) == ("{n}.", "arabic") else _DIEM if marker == "{n})" else ()
    if words:
        either = f"({'|'.join(re.escape(word) for word in words)})"
        rows += (
            Form(rf"#{{1,6}}{either}(?:[ \t]+{NUMBER})?[.:][ \t]*", "# "),
            Form(rf"[*_]{{1,3}}{either}[ \t]+{NUMBER}(?:[.:]|[*_])", "# "),
            Form(rf"{either}[ \t]+{NUMBER}\.[ \t]+(?=\S)", "# "),
            Form(rf"{_ALONE}{either}[ \t]+{NUMBER}:[ \t]+(?:{_CAPITALS}|{_NAMED})", "# "),
            Form(rf"{either.upper()}[ \t]+{NUMBER}(?:[.:]|[ \t]*(?=\n|\Z))", "# "),
            Form(rf"{_ALONE}{either}[ \t]+(?:số[ \t]+)?{NUMBER}[ \t]*(?=\n|\Z)", "# "),
            Form(rf"{either}[ \t]+{NUMBER}[ \t]*(?=\n[ \t]*{CAPITAL})", "# "),
        )
    if "Điều" in words:
        rows.append(Form(rf"{_ALONE}Điều ({ORDINAL_WORDS}|thứ [0-9]{{1,3}})[.:][ \t]+", r"### Điều \1. "))
        rows.append(Form(r"(?!Điều)[DĐ]i[eéèẻẽẹêếềểễệ]u[ \t]+([0-9]{1,4}[a-zđ]{0,2})[.:][ \t]+", r"### Điều \1. "))
    rows += (
        Form(f"{before}([IVX]{{1,5}})[.)][*_ \\t]+{after}", rf"{'#' * hashes} {word} \1. ")
        for word, hashes in roman
        for before, after in (("[*_]{0,3}", _CAPITALS), (f"{_ALONE}[*_]{{0,3}}", _NAME))
    )
    if not rows:
        return None
    either_row = "|".join(re.sub(r"\((?!\?)", "(?:", row.pattern) for row in rows)
    good = r"\n|[0-9]+\. |[a-zđ]\) |#+ "  # most lines are as they should be: no row need be tried on them
    named = "|".join((r"[Kk]hoản ", r"[Đđ]iểm ", r"[DĐ]i\wu[ \t]", *map(re.escape, (*words, *map(str.upper, words)))))
    return Units(
        Pattern(
            rf"\n[ \t]*(?!{good})(?:[#*_0-9０-９]|[^\W\d_][0-9]?(?:[])/,;.．）]|[ \t]+\))|[IVX]{{2,5}}[.)]|{named})"
        ),
        Pattern(rf"\n[ \t]*(?!{good})(?:{either_row})"),
        tuple((Pattern(row.pattern.removeprefix(_ALONE)), row.form) for row in rows),
        {word.lower(): hashes for word, hashes in headed},
    )


def units(text: str, outline: Outline, outer: Sequence[Level]) -> Iterator[Near]:
    """The lines of a text that almost start a unit of an outline, or of the levels `outer` of annexes. A bullet, and a
    number that no level has, count where they run into the line above. The text starts with a line end, without which
    offsets count."""
    known = _units(
        tuple((level.marker, level.numeral) for level in outline.levels if level.marker),
        tuple((level.keyword, level.hashes) for level in (*outline.levels, *outer) if level.keyword),
        tuple((level.keyword, level.hashes) for level in outline.levels if _is_roman(level)),
    )
    if known is None:
        return
    for found in known.pattern.finditer(text) if known.start.search(text) else ():
        start = found.start() + 1
        end = end_of_line(text, start)
        line = text[start:end]
        bare = line.lstrip(" \t")
        form, old, new = _written(bare, known)
        if form.startswith("i) ") and _SECOND_ROMAN.search(text, end, end + 1000):  # Roman: i, ii, iii
            form, new = "a" + form[1:], "a" + new[1:]
        if form.endswith(_TO_NAME) and not (bare.isupper() or _stands_apart(text, start, _line(text, end + 1))):
            continue  # “Điều 5” within a sentence
        yield Near(start + len(line) - len(bare) - 1, shortened(bare, 40), form, old, new)
    for found in _BULLET.finditer(text) if any(sign in text for sign in _BULLETS) else ():
        begun = max(text.rfind("\n\n", 0, found.start() + 1), 0)
        below = end_of_line(text, found.end())
        listed = _LISTED.search(text, begun, found.start())
        if _follows_end(text, found.start()) or listed or _BULLET.match(text, below):
            form = "- " + shortened(_line(text, found.end()), 30)
            shown = shortened(_line(text, found.start(1)), 40)
            yield Near(found.start(1) - 1, shown, form, text[found.start(1) : found.end()], "- ")


def run_in(text: str, outline: Outline) -> Iterator[tuple[int, str]]:
    """Offset and first words of each line that starts with a number of no level, `(1)` or `3.1.`, `1.` where no khoản
    are, and so runs into the line above: one that ends like a clause, or has such a number itself. The text starts as
    for `units`."""
    counted = _COUNTED if any(level.marker == "{n}." for level in outline.levels) else _COUNTED_TOO
    for found in counted.finditer(text):
        above = text.rfind("\n", 0, found.start())
        listed = above >= 0 and (counted.match(text, above) or _LISTED.match(text, above))
        if listed or (_follows_end(text, found.start()) and text[found.end()].isupper()):
            yield found.start(1) - 1, shortened(_line(text, found.start(1)), 40)


def _follows_end(text: str, line_end: int) -> bool:
    """Whether the line that ends there ends like a sentence or a clause: the next one is a new thought."""
    return text[max(line_end - 20, 0) : line_end].rstrip(" \t")[-1:] in (*":;.,…)",)


def _stands_apart(text: str, start: int, below: str) -> bool:
    """Whether a line is no part of a sentence that is broken there: it starts a paragraph, a name in capitals stands
    below, or a sentence ends above and what looks like a name stands below."""
    if start < 2 or text[start - 2] == "\n" or below.isupper():
        return True
    return _follows_end(text, start - 1) and not below.rstrip().endswith((".", ";", ":", ","))


def _line(text: str, start: int) -> str:
    return text[start:].partition("\n")[0] if len(text) < 200 else text[start : start + 200].partition("\n")[0]


def _written(line: str, known: Units) -> tuple[str, str, str]:
    """The form of a line that almost starts a unit, with the first of its words; and which signs would be which."""
    for pattern, form in known.forms:
        found = pattern.match(line)
        if found and form == "# ":
            bare = line.lstrip("#*_ ").replace("**", "").replace("__", "")
            whole_line = (
                f"{'#' * known.hashes.get(found[1].lower(), 3)} {found[1].capitalize()}{bare[len(found[1]) :].rstrip()}"
            )
            form = shortened(whole_line, 34)
            return (form, line, whole_line) if re.search(r"[.:]", form) else (form + _TO_NAME, "", "")
        if found and form.startswith("#") and from_roman(found[1]):
            whole_line = form.replace(r"\1", found[1]) + line[found.end() :].strip("*_ \t")
            return shortened(whole_line, 40), line, whole_line
        if found:
            said = found[1].lower().translate(_WIDE).removeprefix("thứ ")
            number = str(TEN_IN_WORDS.index(said) + 1) if said in TEN_IN_WORDS else said
            new = form.replace(r"\1", number)
            opened = line[: len(line) - len(line.lstrip("*_"))]
            new += opened if opened not in found[0][len(opened) :] else ""
            return new + shortened(line[found.end() :], 30), found[0], new if r"\1" in form else ""
    return shortened(line, 30), "", ""


def _is_roman(level: Level) -> bool:
    """Whether the number of a heading is printed alone and Roman, as people then type it: `I. Tên`."""
    return bool(level.keyword) and level.label == "{n}." and level.numeral == "roman"


def heading(text: str, levels: Sequence[Level]) -> str:
    """The form that a heading without a known keyword (its # cut off) almost has: `Điều 2 Tên` is `Điều 2. Tên`; empty
    when it has none."""
    bare = text.translate(_WRONG_D).strip("*_ \t")
    numbered = re.match(r"([IVX]{1,5})[.)][*_ \t]+(\S.*)$", bare)
    roman = next((level.keyword for level in levels if _is_roman(level)), "") if numbered else ""
    if numbered and roman:
        return f"{roman} {numbered[1]}. {numbered[2]}"
    for level in sorted(levels, key=lambda one: -len(one.keyword)):
        if not level.keyword or bare[: len(level.keyword)].lower() != level.keyword.lower():
            continue
        rest = bare[len(level.keyword) :]
        found = re.match(
            rf"[ \t]*(?:số[ \t]+)?(?:({NUMBER})|thứ[ \t]+(\w+))(?![\w])[.:)]?[ \t]*[-–—]?[ \t]*[.:]?[ \t]*(.*)$", rest
        )
        if found:
            number = _counted(found[1] or "", found[2] or "", level)
            return f"{level.keyword} {number}. {found[3].strip('*_ ')}".rstrip() if number else ""
        found = re.match(r"[ \t]*[-–—.:][ \t]*(\S.*)$", rest)
        if found:
            return f"{level.keyword}. {found[1].strip('*_ ')}"
    return ""


def _counted(number: str, ordinal: str, level: Level) -> str:
    """A number as the level writes it: `01` is I of a phụ lục, `thứ hai` is II of a phần; empty for an unknown word."""
    if ordinal:
        at = TEN_IN_WORDS.index(ordinal.lower()) + 1 if ordinal.lower() in TEN_IN_WORDS else 0
        return write((at, 0), level.numeral) if at else ""
    value = whole(number) or (from_roman(number) if level.numeral == "arabic" else 0)
    return write((value, 0), level.numeral) if value else number
