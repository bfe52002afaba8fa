"""Cells of tables that other people make and open in a spreadsheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from draftkit.errors import SourceError
from draftkit.model.message import Message, msg, with_values
from draftkit.model.named import NamedTuple
from draftkit.text.pattern import Pattern


class Sheet(NamedTuple):
    """Rows with the number each has in its file.

    `numbers` and `formulas` are row numbers by column (from 0): cells that are numbers or dates, not text, and formulas
    whose value is not stored. `sheet` is the sheet read, `others` the sheets of the file that were not,
    `hidden` the rows of a workbook that Excel does not show, `struck` row numbers by column of cells with words struck
    through, `comments` cell and words of each comment, `unseen` the first and the last column (from 0) of those hidden.
    """

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    separator: str = ","
    numbers: Mapping[int, set[int]] = MappingProxyType({})
    formulas: Mapping[int, set[int]] = MappingProxyType({})
    sheet: str = ""
    others: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()
    struck: Mapping[int, set[int]] = MappingProxyType({})
    comments: tuple[tuple[str, str], ...] = ()
    unseen: tuple[tuple[int, int], ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether it is a CSV file."""
        return not self.sheet

    def or_another(self, said: Message, way: str = "") -> Message:
        """What is said of a sheet that lacks something, which sheets of the workbook were not read, and how to have one
        read: first in the workbook, or named (`way`)."""
        text = "{problem} (sheet “{sheet}” was read, not: {others}; to have another read, put it first{way})"
        more = msg(text, problem=said, sheet=self.sheet, others=few(self.others), way=way)
        return with_values(more, {**said.values, **more.values}) if self.others else said

    def out_of_sight(self, head: int, titles: Mapping[int, str]) -> Iterator[Message]:
        """What is told of rows below the row `head`, and of columns (their titles by number), that are taken though
        Excel does not show them."""
        if rows := [number for number in self.hidden if number > head]:
            text = "{file}: rows that are hidden in the workbook are taken as well: {rows}"
            yield msg(text, file=self.name, rows=few(rows, 10))
        if away := [title for at, title in sorted(titles.items()) if any(a <= at <= b for a, b in self.unseen)]:
            text = "{file}: columns that are hidden in the workbook are taken as well: {columns}"
            yield msg(text, file=self.name, columns=few(away, 10))


def few(items: Iterable[object], most: int = 5) -> str:
    """Some of several, and a sign that there are more."""
    shown = [str(item) for item in islice(items, most + 1)]
    return ", ".join(shown[:most]) + (", …" if len(shown) > most else "")


_FORMULA = Pattern(r"[=＝@＠\t\r\n]|[+＋－-](?:(?![\s\d.,])|[\s.,(]*\d[\s\d.,%()]*[-+*/^&<>=@]|[\s\S]*(?:\w\(|[!|]))")
"""What a spreadsheet would compute; `- Loại khác`, `-5%` and `+84 912 345 678` are texts and figures, `-1+cmd|x!A0`,
`- cmd|x!A0` and `+1+1` are neither, on one line or more."""


def harmless(text: str) -> str:
    """A cell that a spreadsheet shows and does not compute: a formula gets an apostrophe before it."""
    return f"'{text}" if _FORMULA.match(text) else text


ERROR = r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!)|Err:5[0-9]{2}"
"""What a spreadsheet shows where it could not compute; a cell too narrow shows crosses, a text file 8,49123E+11."""
_ERROR = Pattern(rf"{ERROR}|\#{{4,}}|[1-9](?:[.,]\d{{1,5}})?E\+(?:0[5-9]|1\d|20)")


_UNCOMPUTED = Pattern(
    r"""=(?:["']|[+(-]*(?:(?i:[A-Z][A-Z.]*\d*\()"""
    r"|(?!\S+\s+[^\W\d_])(?:(?i:[A-Z]{1,3}\$?\d|\$[A-Z])|\d[\d.,]*[-+*/^]\d)))",
    "=",
)
"""A formula, `="0012"` among them; `= 5%`, `=> xem` and `=2-3 ngày` are words."""


def error_in(row: Sequence[str]) -> Message | None:
    """What is said of a row with a cell that a spreadsheet could not compute, or has yet to; None of any other."""
    if formula := next(filter(_UNCOMPUTED.match, row), ""):
        return msg("“{cell}” is a formula, and nothing is computed here: write its result", cell=formula)
    wrong = next(filter(_ERROR.fullmatch, row), "")
    return msg("“{cell}” is an error of the spreadsheet: mend it there", cell=wrong) if wrong else None


_AT_NOUGHT = Pattern(r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[ T]00:00:00(?:\.0+)?")


def day_alone(cell: str) -> str:
    """A cell as people read it: other programs write a day with the hour nought."""
    found = _AT_NOUGHT.fullmatch(cell)
    return "/".join(found.groups()[::-1]) if found else cell


def same(kept: dict[str, str], text: str) -> str:
    """One string for texts that come again and again: a list of 200,000 rows has few units."""
    new = len(text) <= _SHORT and len(kept) < _KEPT
    return kept.setdefault(text, text) if new else kept.get(text, text)


def widened(row: Sequence[str], width: int) -> list[str]:
    """A row with empty cells behind its own, up to so many."""
    return [*row, *[""] * (width - len(row))]


def csv_bytes(
    rows: Iterable[Iterable[str]], separator: str = ",", shown: Callable[[str], str] = harmless, mark: str = "\ufeff"
) -> bytes:
    """Rows as a CSV file for spreadsheets, which know by its `mark` that it is UTF-8 and compute none of its cells."""
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows([map(shown, row) for row in rows])
    return (mark + out.getvalue()).encode()


_SAMPLE = 40
_SHORT, _KEPT = 64, 60_000
_NAMED = Pattern(r"(?:\ufeff)?sep=([^\w\n\r\x22\0])\r?(?:\n|$)")
"""A first line by which spreadsheets are told the sign between cells; it is no row."""
MOST_CELLS, A_ROW = 3_000_000, 5
"""So many cells are held at once: 200,000 rows, the longest list that is promised to be read, with ten columns; a row
takes the time of so many more."""
LONGEST_CELL = 131_072
TOO_MANY = msg("more than {limit} cells; divide the table", limit=MOST_CELLS)
_UNPAIRED = msg("quotation marks are not in pairs; a cell with one stands in quotes, its own doubled")
LONG_CELL = msg("a cell of more than {limit} signs; take it out of the table", limit=LONGEST_CELL)


def separator_of(text: str) -> str:
    """The sign between the cells of a CSV file: the one it names, else the one by which most of the first rows have the
    same number of cells, since commas inside texts come in other numbers. Of two that do as well, the one that makes
    more cells; then the semicolon."""
    import csv

    if named := _NAMED.match(text):
        return named[1]
    head = text.split("\n", _SAMPLE)[:_SAMPLE]
    best, score = ",", (0, 0)
    for sign in ";,\t":
        try:
            widths = Counter(len(row) for row in csv.reader(head, delimiter=sign) if any(row))
        except csv.Error:
            continue
        width, times = max(
            ((width, times) for width, times in widths.items() if width > 1),
            key=lambda pair: (pair[1], pair[0]),
            default=(0, 0),
        )
        if (times, width) > score:
            best, score = sign, (times, width)
    return best


def without_name(text: str) -> str:
    """A CSV file without the line that names the sign between its cells."""
    named = _NAMED.match(text)
    return text[named.end() :] if named else text


def csv_rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file as a spreadsheet counts them: one with line breaks is one. Raises SourceError with the row
    where it is none."""
    import csv
    import io

    number = held = 0
    said = "row {row}: cannot be read as CSV ({reason})"
    try:
        for number, row in enumerate(csv.reader(io.StringIO(without_name(text)), delimiter=separator, strict=True), 1):
            held += len(row) + A_ROW
            if held > MOST_CELLS:
                raise SourceError(said, row=number, reason=TOO_MANY)
            yield number, row
    except csv.Error as error:
        unpaired = any(words in str(error) for words in ("expected after", "end of data", "field limit"))
        reason = (_UNPAIRED if '"' in text else LONG_CELL) if unpaired else error
        raise SourceError(said, row=number + 1, reason=reason) from error


def uneven(found: int, expected: int) -> Message:
    """What is said of a row with more or fewer cells than the header."""
    said = "this row has {found} cells, the header {expected}; add empty cells or take cells out"
    return msg(said, found=found, expected=expected)


def letter(column: int) -> str:
    """The letters of a column (from 0), as spreadsheets show it."""
    out = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def column(letters: str) -> int:
    """The number of a column (from 0) by its capital letters: the inverse of `letter`."""
    at = 0
    for sign in letters:
        at = at * 26 + ord(sign) - 64
    return at - 1
