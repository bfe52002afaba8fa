"""Parts beside their whole: shares above it, what makes another sum than is said, totals of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from math import isclose

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import W, practice
from draftkit.model.inline import plain
from draftkit.model.message import msg
from draftkit.text.figures import SCALES, Amount, Figure, amount, figures
from draftkit.text.fold import fold
from draftkit.text.pattern import Pattern, alternatives, occurrences

_SHARE, _ABOUT, _NO_PART = ways("wholes", "share about no_part")
_EXCLUSIVE = frozenset(("đồng", "usd", "kg", "m", "m2", "m3", "kwh", "mw", "phiếu", "ý"))
_PEOPLE = frozenset(("người", "dự", "cơ", "hộ", "doanh", "tỉnh", "xã"))
"""What is counted in one part only, and what may be in two: “1.000 người, trong đó 600 nữ, 700 lao động trẻ”."""
_DIVIDES = ("trong đó", "gồm")
_AMOUNT = re.compile(
    rf"[0-9] ?(?:(?:{alternatives(SCALES)}) )*(?:{alternatives(sorted(_EXCLUSIVE | _PEOPLE))})[^.;()\n0-9]*\Z",
    re.IGNORECASE,
)
_SHARE_SAID = 110
"""Signs that the words of a share take at most, before and behind the sign of per cent."""
_WITH = re.compile(r"[0-9][^.;()\n0-9]{0,40}\Z")
_TOO = re.compile(r"(?<!\w)(?:chưa|không|đã|cũng|đó|chỉ) (?:bao )?$", re.IGNORECASE)
"""Before “gồm” that says what is in a figure too: “giá 10 triệu đồng, đã bao gồm 1 triệu đồng thuế”."""
_STOP = re.compile(r"[.;()\n](?![0-9])|\Z")
_LEADS = Pattern(r"(?:(?!tăng|giảm)[^.;()\n0-9]){0,40}[,(:]? ?$")
_OUT_OF = Pattern(r"rong (?:tổng )?(?:số )?(?=[0-9])")
_HAVING = Pattern(r"[^.;()\n0-9]{0,60}? (?=có )")
_END = Pattern(r"\n|\.(?![0-9])|(?<!\w)(?:trong đó|tăng|giảm|so với|lũy kế|còn lại|đến năm|mỗi|từ|bằng)(?!\w)")
"""Where what a whole is divided into ends."""
_SET_ASIDE = re.compile(r"\([^()\n]{0,120}\)")


@rule("DK-T046", "Share above the whole", W, practice("phần của một tổng không quá 100 %"), "typography")
def share_above_whole(subject: Subject) -> Iterator[Hit]:
    """What is collected, recycled, reduced or makes up a part is at most 100 % of the whole: a digit too many, or a
    growth that is called a share. What a plan is exceeded by may be more. So is what an amount is divided into: “1,2 tỷ
    đồng, trong đó 800 triệu đồng …, 500 triệu đồng …”. What it is made of is no less either: “480 tỷ đồng, gồm 180 tỷ
    đồng … và 200 tỷ đồng …”."""
    text = subject.own_prose
    past = 0
    for at in occurrences(text, "%"):
        found = _SHARE.search(text, max(at - _SHARE_SAID, past), at + _SHARE_SAID) if at >= past else None
        if found:
            past = found.end()
            yield subject.hit(found, "“{text}”: no share is above 100 %", text=found[0][-60:])
    for divides, at in [(one, at) for one in _DIVIDES for at in occurrences(text, one)]:
        amount = _AMOUNT.search(text, max(at - 60, 0), at)
        among = text.endswith("bao ", 0, at) and "ổng" not in text[max(at - 80, 0) : at]
        listed = divides == "gồm" and not among and not _TOO.search(text, max(at - 12, 0), at)
        pieces = _pieces(text, at + len(divides)) if listed else []
        if not amount and not (pieces and _WITH.search(text, max(at - 42, 0), at)):
            continue
        start = max(at - 80, 0)
        before = [one for one in figures(text[start:at]) if _LEADS.fullmatch(text[start + one.end : at])]
        others = _other_sum(text, start, before[-1], pieces) if before and pieces else []
        if others:
            said = text[start + before[-1].start : start + before[-1].end].strip()
            told = "“{total}” is said to be made of {parts}, which make another sum"
            yield subject.hit(start + before[-1].start, told, total=said, parts=", ".join(others))
        elif before and amount:
            yield from _above(subject, text, start, before[-1], at)
    for out in _OUT_OF.finditer(text):
        start = out.end()
        whole_of = next(iter(figures(text[start : start + 40])), None) if " có " in text[start : start + 105] else None
        having = whole_of and _HAVING.match(text, start + whole_of.end)
        if whole_of and having:
            yield from _above(subject, text, start, whole_of, having.end())


def _pieces(text: str, at: int) -> list[str]:
    """What stands from `at` to the end of the sentence, cut at its commas, where the last is joined by “và”."""
    stop = _STOP.search(text, at)
    first, closed, last = text[at : stop.start() if stop else at].rpartition(" và ")
    return [*first.removesuffix(",").split(", "), last] if closed else []


def _other_sum(text: str, start: int, total: Figure, pieces: Sequence[str]) -> list[str]:
    """The parts, one in each piece, that a figure is said to be made of, where their sum is another."""
    parts = [one for piece in pieces if (one := _part(piece, total.unit))]
    exact = total.typed and total.low == total.high and not _ABOUT.search(text, start, start + total.start)
    same = isclose(sum(low for low, _ in parts), total.low, rel_tol=1e-6)
    sure = exact and total.unit and len(parts) == len(pieces) and not same
    return [said for _, said in parts] if sure else []


def _part(piece: str, unit: str) -> tuple[float, str] | None:
    """How much a part is, and how that is said: its one figure, exact, with words before or behind it."""
    found = list(figures(piece))
    one = found[0] if len(found) == 1 and found[0].typed and found[0].unit == unit else None
    if not one or one.low != one.high or _NO_PART.search(piece) or _ABOUT.search(piece, 0, one.start):
        return None
    alone = not piece[: one.start].strip(" :") or not piece[one.end :].strip()
    return (one.low, piece[one.start : one.end].strip()) if alone else None


def _above(subject: Subject, text: str, start: int, whole_of: Figure, at: int) -> Iterator[Hit]:
    """A figure whose parts, from `at` up to the end of the sentence or of what is divided, make up more."""
    sentence = text[max(start + whole_of.start - 150, 0) : start + whole_of.start].rsplit("\n", 1)[-1]
    if any(word in sentence.rsplit(". ", 1)[-1] for word in _DIVIDES):
        return
    rest = _SET_ASIDE.sub("", text[at : at + 300])
    end = _END.search(rest, 10)
    divided = rest[: end.start() if end else len(rest)]
    parts = [part for part in figures(divided) if part.unit]
    more = sum(part.low for part in parts) > whole_of.low * 1.001 and " trừ " not in divided
    largest = max((part.low for part in parts), default=0)
    alike = {part.unit for part in parts} == {whole_of.unit}
    if more and alike and (whole_of.unit in _EXCLUSIVE or (whole_of.unit in _PEOPLE and largest > whole_of.low)):
        said = text[start + whole_of.start : start + whole_of.end]
        yield subject.hit(start + whole_of.start, "the parts of “{text}” make up more than that", text=said)


(_NO_SUM,) = ways("totals", "no_sum")

_TOTAL = frozenset(("tong", "tongcong", "tongso", "cong", "congtong", "tongcongcanuoc"))
_A_PART = Pattern(r"^(?:[-–+*•]|[Tt]rong (?:đó|số)|[Rr]iêng|[Tt]ổng|[Cc]ộng|[Tt]rung bình|[Bb]ình quân)")
"""What a row is called that other rows hold already, or that sums them."""
_ORDERED = Pattern(r"^(?:[IVX]{1,5}|[A-Z]|\d{1,2}\.\d{1,2})\.?$")
"""The number of a row that others belong to, or that belongs to another."""
_DECIMALS = re.compile(r",(\d+)")
_ROUNDED = Pattern(r"(?<!\w)(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ|tấn|ha|km)(?!\w)")
"""What a column is counted in whose figures may be rounded, and so their total by another one."""


@rule("DK-S030", "Total unlike its column", W, practice("dòng tổng cộng bằng tổng các dòng"), "values", of_tree=True)
def unlike_sum(subject: Subject) -> Iterator[Hit]:
    """The row “Tổng cộng” of a table is the sum of the others, as exactly as these are written. Tables in which rows
    are parts of others, and columns of shares, prices and the like, are passed over."""
    for table in subject.tables:
        if any(_is_total(plain(cell)) for row in table.rows[1:] for cell in row[:2]):
            rows = [[plain(cell).strip(" *\xa0") for cell in row] for row in subject.bound.rows(table)]
            for column, made, told in _wrong(rows):
                said = msg("the rows of the column “{column}” make {made}, the total says {told}")
                yield subject.hit(table, said, column=column, made=made, told=told)  # fmt: skip


def _wrong(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str, str]]:
    """The columns of a table whose total is another than the sum: what they are called, the sum, the total."""
    header, *below = rows
    totals = [row for row in below if any(map(_is_total, row[:2]))]
    parts = [row for row in below if row not in totals and len(row) == len(header)]
    within = any(_A_PART.search(cell) or _ORDERED.search(cell) for row in parts for cell in row[:2])
    if len(totals) != 1 or len(totals[0]) != len(header) or within or len(parts) != len(below) - 1:
        return
    for place, (title, total, *cells) in enumerate(zip_longest(header, totals[0], *parts, fillvalue="")):
        if place and title and not _NO_SUM.search(title.lower()):
            own, figures = amount(total), [amount(cell) for cell in cells if cell.strip("-–—.… x")]
            known = [one for one in figures if one and not one.ranged]
            if (
                own
                and not own.ranged
                and len(known) == len(figures) > 1
                and {one.unit for one in known} <= {own.unit, ""}
            ):
                made = sum(one.low for one in known)
                places = _decimals([own, *known])
                exact = 10.0**-places if places or _ROUNDED.search(f"{title} {own.unit}".lower()) else 0.0
                if abs(made - own.low) > exact * (len(known) + 1) / 2:
                    from draftkit.readers.number_format import seen  # which loads decimal

                    yield title, seen(made, "#" + "0" * places), total


def _is_total(cell: str) -> bool:
    """Whether a row is called so. All those names have “ng” in them (a test looks): most cells need not be folded."""
    return "ng" in cell.lower() and fold(cell) in _TOTAL


def _decimals(figures: Sequence[Amount]) -> int:
    """How many decimals the figure with the most of them has."""
    parts = (_DECIMALS.findall(one.text) for one in figures)
    return max((len(part) for found in parts if len(found) == 1 for part in found), default=0)
