"""The lines of an amending act, with the label each opens with, mended where a copy cut or glued them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from draftkit.law.outline import CONTAINER
from draftkit.law.ways import ways
from draftkit.model.named import NamedTuple

_SIGNS = {"\u00ad": "", "\u00a0": " ", "\u200b": "", "\ufeff": "", "‘‘": "“", "’’": "”", "''": '"', "„": "“", "‟": "“",
          "``": "“", "Ð": "Đ", "ð": "đ", "\u2028": "\n", "''.": '".', "’'": "”", "'’": "”"}  # fmt: skip
_SINGLE, _SINGLE_END, _ARTICLE, _CLAUSE, ROMAN = ways("lines", "single single_end article clause roman")
_POINT, _BANNER, _CUT_UNIT, _OWN_ACT, _ACT, _SORT = ways("lines", "point banner cut_unit own_act act sort")
_BARE_NUMBER, _ENDS_ARTICLE, _LETTERED = ways("lines", "bare_number ends_article lettered")
_GLUED_ARTICLE, _GLUED_LABEL, _SUBCLAUSE = ways("lines", "glued_article glued_label subclause")
_ENDS_OPEN, _NEXT_UNIT, _INSTRUCTS, _WRAPPED = ways("lines", "ends_open next_unit instructs wrapped")
_DECIMAL, _MAY_BE_GLUED = ways("lines", "decimal may_be_glued")


def decimal(text: str) -> str:
    """The number of the clause a line of a standard opens (`2.1.3`, `A.1`; `2` before a title); else empty."""
    found = _DECIMAL.match(text)
    if found is None or "\t" in text:
        return ""
    titled = text[found.end()].isupper() and text[-1] not in ".;:,” " and len(text) < 150
    return found[1] if "." in found[1] or titled else ""


class Line(NamedTuple):
    """A line: its text as mended, its number in the file (1-based), the level of its label (`article`, `clause`,
    `point`, `heading` or empty), the label and what follows it. The cells of a row of a table are divided by tabs; such
    a row opens no unit."""

    text: str
    number: int
    level: str
    label: str
    rest: str


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not empty."""
    printed = [*map(_cells, _plain(text).split("\n"))]
    width = _width(printed)
    raw: list[tuple[str, int]] = []
    for number, line in enumerate(printed, 1):
        plain = " ".join(line.split())
        row = line.count("\t") > 1 and _INSTRUCTS.match(plain) is None  # and no instruction that tabs set out
        line = line if row else plain
        before = raw[-1][0] if raw else ""
        goes_on = len(before) > 50 and before[-1].isalpha() and _in_small(line)  # a paragraph that a page breaks
        if goes_on or (width and _broken(printed[number - 2], line, width)):
            raw[-1] = (f"{before} {line}", raw[-1][1])
        else:
            raw.append((line, number))
    return _lines(raw)


def _in_small(line: str) -> bool:
    return line[:2].isalpha() and line[:2].islower()


def _width(printed: Sequence[str]) -> int:
    """The width at which a copy breaks its paragraphs, 1 if blank lines part them; 0 where each line is one."""
    lines = [line for line in printed if line]
    width = sorted(map(len, printed))[-3:][0]
    goes_on = [before for before, line in pairwise(printed) if before and _in_small(line)]
    if len(goes_on) < max(4, len(lines) // 8) or width > 130:
        return 0
    if (len(printed) - len(lines)) * 8 > len(printed):
        return 1
    return width if len([one for one in goes_on if len(one) > width - 12]) > len(goes_on) // 2 else 0


def _broken(before: str, line: str, width: int) -> bool:
    """Whether a line is the rest of a paragraph: its first word had no room in the line before."""
    if not before or not line or len(f"{before} {line.split()[0]}") <= width or line[0] in '“"«-–+':
        return False
    return _line(line, 0).level in ("", "capitals") and (before[-1] not in ".:;" or _in_small(line))


def lines_from(printed: Iterable[tuple[str, int]]) -> list[Line]:
    """The lines of what is printed, each with the number that tells its place (1-based)."""
    return _lines([(_cells(_plain(text)), number) for text, number in printed])


def _cells(text: str) -> str:
    """A line with its blanks squeezed, without empty cells at the end of a row; a row without any word stays one."""
    cells = "\t".join(" ".join(cell.split()) for cell in text.split("\t")).rstrip("\t")
    return f"{cells}\t" if "\t" in text and "\t" not in cells else cells


def _plain(text: str) -> str:
    """A text in NFC, with one sign for what copies write in several ways."""
    text = unicodedata.normalize("NFC", text)
    for sign, plain in _SIGNS.items():
        text = text.replace(sign, plain)
    if _SINGLE.search(text):
        text = _SINGLE_END.sub("”", _SINGLE.sub("“", text))
    return re.sub("B\ufffd+ sung", "Bổ sung", text)


def _lines(raw: list[tuple[str, int]]) -> list[Line]:
    return [
        _line(text, number)
        for text, number in _mended((text, number) for text, number in raw if text and not _BANNER.match(text))
    ]


def _line(text: str, number: int) -> Line:
    if "\t" in text:
        return Line(text, number, "", "", text)
    for level, pattern in (("article", _ARTICLE), ("point", _SUBCLAUSE), ("clause", _CLAUSE), ("point", _POINT)):
        if found := pattern.match(text):
            label = found[1] or (found[2] if level == "article" else "")
            return Line(text, number, level, label, text[found.end() :].strip())
    if len(text) < 200 and _heads(text):
        return Line(text, number, "heading", "", text)
    if text.isupper() and text[0].isalpha() and 6 < len(text) < 200:
        return Line(text, number, "capitals", "", text)
    return Line(text, number, "", "", text)


def _heads(text: str) -> bool:
    """Whether a line opens a phần, chương or mục of its own."""
    if not text or text[0].lower() not in "pcm":
        return False
    found = CONTAINER.match(text)
    return found["word"].lower() != "phụ lục" if found else text.lower() == "phần mở đầu"


def has_articles(lines: Sequence[Line]) -> bool:
    """Whether an act is divided into điều; a standard is divided by decimal numbers."""
    return any(line.level == "article" for line in lines)


def named_in_full(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines with the sort of act that is said once above: `các Nghị quyết …, gồm:`, then `1. Số 09/2015/NQ-HĐND`."""
    sort = ""
    for line in lines:
        if line.text.endswith(":") or line.level == "article":
            said = _SORT.search(line.text)
            sort = said[1] if said else ""
        yield line._replace(rest=_BARE_NUMBER.sub(rf"\1{sort} số", line.rest)) if sort else line


def labelled(text: str) -> Line:
    """A line of a quoted text with its label, the quotes before it left out."""
    return _line(text.lstrip("“\"‘«' "), 0)


def _mended(raw: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Lines cut after `khoản 11` before `Điều 3. 2. Bãi bỏ …` are joined again and divided where they were glued."""
    found: list[tuple[str, int]] = []
    for text, number in raw:
        if "\t" in text:
            found.append((text, number))
            continue
        text = _LETTERED.sub(r"\1\2. ", text.removeprefix("-") if text.startswith("-Điều") else text)
        glued = _GLUED_ARTICLE.match(text)
        if glued and found and len(found[-1][0]) < 400 and _CUT_UNIT.search(found[-1][0]):
            before, at = found.pop()
            text = text[glued.end() :].strip()
            if text.startswith("như sau"):
                found.append((f"{before} Điều {glued[1]} {text}", at))
                continue
            found.append((f"{before} Điều {glued[1]}.", at))
            if not text:
                continue
        elif found and _goes_on(found[-1][0], text):
            before, at = found.pop()
            text, number = f"{before} {text}", at
        found += [(one.strip(), number) for one in (_GLUED_LABEL.split(text) if _MAY_BE_GLUED.search(text) else [text])]
    return found


def _goes_on(before: str, text: str) -> bool:
    """Whether a line is the rest of the one before, which a copy broke."""
    if _OWN_ACT.match(text):
        return re.search(r"\s(?:Điều\s+\d+[a-zđ]?|của|tại)$", before) is not None
    if _WRAPPED.match(before) is None or "như sau" in before:
        return False
    if before.count("“") > before.count("”"):  # “… cụm từ “Bộ Lao động” / “và Xã hội” bằng …”
        return "“" not in text.partition("”")[0] and "”" in text
    if before.count('"') % 2:
        return False
    if _ACT.match(text) and _ENDS_ARTICLE.search(before):
        return True
    if _NEXT_UNIT.match(text) and (before.endswith((",", ";")) or _CUT_UNIT.search(before)):
        return True
    if ends := _ENDS_OPEN.search(before):
        labelled = re.match(r"\w{1,4}\s?[.)/–-]", text)
        return labelled is None and (not ends["unit"] or re.match(r"\d|[a-zđ]\d?[\s,]", text) is not None)
    return text[:2].isalpha() and text[:2].islower()
