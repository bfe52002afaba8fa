"""Charts as data: a table between `::: bieu-do-…` and `:::`, its first column the categories, each further column a
series.

Figures stay as the text says them (“70 - 80%”); what is drawn is read from that text, and the description for those who
cannot see it is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from draftkit.campaign.points import sentences
from draftkit.campaign.tables import read_table
from draftkit.model.inline import Content, Emph, Strong
from draftkit.model.message import Fault, Message, Place, fault_at, msg
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import with_comma
from draftkit.model.tree import Block, Division, Paragraph, Table, inside
from draftkit.readers.yaml_text import VIETNAMESE
from draftkit.resolve.bound import Bound
from draftkit.text.figures import Amount, amount
from draftkit.word.in_line import in_line

_FILE = Path(__file__).with_name("data") / "tinh.yaml"
_BEFORE = ("tỉnh ", "thành phố ", "tp. ", "tp ")
Places = dict[str, tuple[float, float]]
Islands = dict[str, tuple[float, float, float]]


@lru_cache(maxsize=1)
def _read() -> tuple[Places, Islands, dict[str, str]]:
    data = read_table(_FILE)
    places = {name: (float(x), float(y)) for name, (x, y) in data["tinh"].items()}
    islands = {name: (float(x), float(y), float(wide)) for name, (x, y, wide) in data["quan_dao"].items()}
    called = {name.casefold(): name for name in places} | {
        other.casefold(): name for other, name in data["ten_khac"].items()
    }
    return places, islands, called


def provinces() -> tuple[Places, Islands]:
    """Column and row of the tile of each province; of the islands, with how many tiles they are wide."""
    return _read()[:2]


def province(name: str) -> str:
    """A province as the map calls it, however it is written; empty when there is none of that name."""
    told, called = " ".join(name.split()).casefold(), _read()[2]
    bare = next((told.removeprefix(word) for word in _BEFORE if told.startswith(word)), told)
    return called.get(told) or called.get(bare, "")


SHAPES = {
    "bieu-do-ngang": "bar",
    "bieu-do-cot": "column",
    "bieu-do-tron": "pie",
    "bieu-do-duong": "line",
    "ban-do": "map",
}
_NAMES = {
    language: dict(zip("|bar|column|pie|line|map|none|cut".split("|"), words.split("|"), strict=True))
    for language, words in {
        VIETNAMESE: "Biểu đồ|Biểu đồ thanh ngang|Biểu đồ cột|Biểu đồ tròn|Biểu đồ đường|Bản đồ|không có số liệu|"
        "Trục đứng không bắt đầu từ 0.",
        "en": "Chart|Bar chart|Column chart|Pie chart|Line chart|Map|no figure|The vertical axis does not begin at 0.",
    }.items()
}
_LABEL = re.compile(r"^(?:Biểu đồ|Bản đồ|Hình|Chart|Map|Figure)(?: \d+)?[.:] *")
_UNSURE = re.compile(r"(?<![\d.,])[1-9]\d{0,2}([.,])\d{3}(?![\d.,])")
"""A thousand, or decimals: as Vietnamese or as English writes them."""
_POINTED = re.compile(r"\d\.\d{1,2}(?!\d)")
_ANY = frozenset("số|số lượng|giá trị|tỷ lệ|tỉ lệ|tỷ trọng|mức|kết quả|chỉ số|number|value|share".split("|"))
_ALL = 100
"""Per cent that the parts of a whole make."""
_MOST = 12
"""Categories above which a chart is hard to read."""
_SEEN = 0.02
"""Share of the largest figure of a chart below which a bar is a line."""


class Series(NamedTuple):
    """A named row of amounts; None where the table has no figure."""

    name: str
    amounts: tuple[Amount | None, ...]


class Chart(NamedTuple):
    """A chart ready to be drawn; `unit` is that of every figure."""

    shape: str
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...]
    unit: str
    line: int
    language: str = VIETNAMESE
    head: str = ""
    """What the categories are: the heading of their column."""

    def word(self, key: str) -> str:
        """What a chart is called, by its shape or none, in the language of its document."""
        return _NAMES[self.language if self.language in _NAMES else VIETNAMESE][key]

    @property
    def called(self) -> str:
        return self.title or self.word("")

    @property
    def keyed(self) -> bool:
        """Whether the names of its series are shown: that of one where it says more than its title and any number."""
        name = self.series[0].name.casefold()
        return len(self.series) > 1 or not (name in self.title.casefold() or name in _ANY)

    @property
    def ranged(self) -> bool:
        return any(amount.ranged for series in self.series for amount in series.amounts if amount)

    def described(self) -> str:
        """The alternative text: shape, title, what the columns are called, every figure, the source."""
        heads = ": ".join(filter(None, (self.head, self.series[0].name if len(self.series) == 1 else "")))
        rows = []
        for index, category in enumerate(self.categories):
            said = [
                f"{f'{series.name} ' if len(self.series) > 1 else ''}{amount.text}"
                for series in self.series
                if (amount := series.amounts[index])
            ]
            rows.append(f"{category}: {', '.join(said) or self.word('none')}")
        title = f"{self.word(self.shape)}: {self.title}" if self.title else self.word(self.shape)
        return sentences((title, heads, "; ".join(rows), *self.notes))


def is_chart(block: Block) -> bool:
    """Whether a block is a division that holds a chart."""
    return isinstance(block, Division) and block.role in SHAPES


def parted(division: Division, bound: Bound) -> tuple[Table | None, list[Block]]:
    """The table of a chart, and what else stands there. A paragraph right above a table without a caption, “Biểu đồ. …”
    or not, is its caption, as “Bảng. …” is."""
    at = next((at for at, block in enumerate(division.blocks) if isinstance(block, Table)), -1)
    if at < 0:
        return None, list(division.blocks)
    table, rest = division.blocks[at], [*division.blocks[:at], *division.blocks[at + 1 :]]
    above = division.blocks[at - 1] if at else None
    if isinstance(table, Table) and isinstance(above, Paragraph) and not table.caption:
        first, *more = bound.text(above) or ("",)
        named = (_LABEL.sub("", first), *more) if isinstance(first, str) else (first, *more)
        return table._replace(caption=named), [block for block in rest if block is not above]
    return (table, rest) if isinstance(table, Table) else (None, rest)


def chart(division: Division, bound: Bound) -> Chart | None:
    """The chart of a division; None when there is nothing to draw, or what stands there cannot be drawn as one."""
    found = _chart(division, bound)
    return None if found is None or any(True for _ in _mixed(found)) else found


def _chart(division: Division, bound: Bound) -> Chart | None:
    (table, beside), language = parted(division, bound), bound.draft.kind.language
    if table is None or len(table.rows) < 2 or len(table.rows[0]) < 2:
        return None
    text = [[in_line(cell) for cell in row] for row in bound.rows(table)]
    heads, rows = text[0][1:], [row for row in text[1:] if len(row) > 1]
    series = tuple(
        Series(name, tuple(amount(row[index], language != VIETNAMESE) if index < len(row) else None for row in rows))
        for index, name in enumerate(heads, 1)
    )
    units = [found.unit for one in series for found in one.amounts if found]
    if not units:
        return None
    unit = next((unit for unit in units if unit), "")
    notes = tuple(in_line(bound.text(block)) for block in beside if isinstance(block, Paragraph))
    names = tuple(row[0] for row in rows)
    shape, title = SHAPES[division.role], in_line(bound.text(table))
    return Chart(shape, title, names, series, notes, unit, table.line, language, text[0][0])


def _mixed(found: Chart) -> Iterator[Message]:
    """Why figures cannot stand on one scale: counted in different units; shares of a whole below nought, or of two
    wholes. Nought needs no unit."""
    figures = [one for series in found.series for one in series.amounts if one]
    other = next((one for one in figures if one.unit != found.unit and (one.low or one.high)), None)
    if other:
        own = next(one for one in figures if one.unit == found.unit)
        yield msg("“{one}” stands beside “{other}”: write all figures in the same unit", one=own.text, other=other.text)
    for series in found.series:
        some = [one for one in series.amounts if one]
        most = max((abs(one.high) for one in some), default=0.0)
        pointed = any(_POINTED.search(one.text) for one in some)
        for one in some if found.language == VIETNAMESE else ():
            sign = _UNSURE.search(one.text)
            if sign and (pointed if sign[1] == "." else abs(one.high) < most * _SEEN):
                said = msg("“{text}” may be a thousand and more here: write 1.234 for that, 1,2 for decimals")
                yield said._replace(values={"text": one.text})
    if found.shape == "map":
        yield from _misplaced(found)
    if found.shape == "pie":
        below = next((one for one in figures if one.low < 0), None)
        if below:
            yield msg("“{text}” is no share of a whole: a round chart cannot show it", text=below.text)
        low, high = sum(one.low for one in figures), sum(one.high for one in figures)
        rounded = len(figures) / 2  # each by up to half of a per cent
        if not below and found.unit == "%" and len(found.series) == 1 and not low - rounded <= _ALL <= high + rounded:
            text = with_comma(round(high if high < _ALL else low, 2)) + "%"
            yield msg("the parts of a round chart make {text}, not 100%: add what is missing, or draw bars", text=text)
        if len(found.series) > 1:
            yield msg("a round chart shows one column of figures; here are {count}", count=len(found.series))


def _misplaced(found: Chart) -> Iterator[Message]:
    """Why a map cannot show its figures: a name that is no province today, one said twice, more than one figure."""
    named: set[str] = set()
    for name in found.categories:
        known = province(name)
        if not known:
            yield msg("“{name}” is none of the 34 provinces: write one as it is called since 01/7/2025", name=name)
        elif known in named:
            yield msg("“{name}” stands twice on the map", name=name)
        named.add(known)
    if len(found.series) > 1:
        yield msg("a map shows one column of figures; here are {count}", count=len(found.series))


def all_charts(bound: Bound) -> list[Chart]:
    """The charts of a document in order."""
    return [found for division in divisions(bound.draft.blocks) if (found := chart(division, bound))]


def divisions(blocks: Sequence[Block]) -> Iterator[Division]:
    """Divisions that hold charts, at any depth."""
    return (block for block in inside(blocks) if isinstance(block, Division) and block.role in SHAPES)


def charted(bound: Bound) -> Bound:
    """A text with the faults of its charts."""
    return bound.with_faults(_faults(bound))


def _faults(bound: Bound) -> Iterator[Fault]:
    """Faults of the charts: no figures, a figure that is no number or was typed by hand, too many categories."""
    for division in divisions(bound.draft.blocks):
        found = _chart(division, bound)
        if found is None:
            message = msg(
                "there is nothing to draw: a chart needs a table with a heading row, categories and at least one figure"
            )
            yield Fault("DK-O031", message, Place(division.line))
            continue
        yield from (Fault("DK-O031", why, Place(found.line)) for why in _mixed(found))
        if len(found.categories) > _MOST and found.shape != "map":
            message = msg("a chart of {count} categories is hard to read; {most} are a good limit")
            yield fault_at("DK-O033", found, message, count=len(found.categories), most=_MOST)
        yield from _unseen(found)
        table = next(block for block in division.blocks if isinstance(block, Table))
        found_typed: list[tuple[int, str]] = []
        for number, (row, printed) in enumerate(zip(table.rows[1:], bound.rows(table)[1:], strict=True), 1):
            for cell, shown in zip(row[1:], printed[1:], strict=True):
                text = in_line(shown)
                if text.strip() and not amount(text, found.language != VIETNAMESE):
                    message = msg("row {row}: “{text}” is no figure that can be drawn", row=number, text=text)
                    yield Fault("DK-O031", message, Place(table.line))
                found_typed += [(number, text)] if re.search(r"\d", typed(cell)) else []
        if found_typed:
            number, text = found_typed[0]
            said = (
                "figures are typed ({count}, the first in row {row}: “{text}”); take them from facts.yaml: {{{{ … }}}}"
            )
            message = msg(said, count=len(found_typed), row=number, text=text)
            yield Fault("DK-O030", message, Place(table.line))


def _unseen(found: Chart) -> Iterator[Fault]:
    """A column of figures that all are too small beside those of another: counted in something else, mostly."""
    reach = [
        (max(max(abs(one.low), abs(one.high)) for one in amounts), series.name)
        for series in found.series
        if found.shape not in ("pie", "map") and (amounts := [one for one in series.amounts if one])
    ]
    most, other = max(reach, default=(0.0, ""))
    for high, name in reach:
        if 0 < high < most * _SEEN:
            text = msg("“{name}” cannot be seen beside “{other}”: draw a chart for each", name=name, other=other)
            yield Fault("DK-O033", text, Place(found.line))


def typed(content: Content) -> str:
    """The characters of a content that were typed, not taken from a value or a reference."""
    return "".join(
        item if isinstance(item, str) else typed(item.content) if isinstance(item, (Strong, Emph)) else ""
        for item in content
    )
