"""Values of YAML and CSV files, and cells of tables typed with bars, where they stand in the text, so that one can be
changed and everything around it stays as typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from draftkit.errors import ConfigError
from draftkit.model.message import Place
from draftkit.model.meta import Data, written
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.readers.pipe_table import SIGNS, alignment, is_delimiter, pipe_row
from draftkit.readers.pipe_table import cells as row_cells
from draftkit.readers.yaml_text import fold_key, load
from draftkit.text.cells import separator_of, without_name


class Scalar(NamedTuple):
    """A text of a YAML file: its keys joined by dots, the value, and where it stands in the text."""

    path: str
    value: str
    start: int
    end: int
    style: str
    item: bool
    """Whether it is an entry of a list written one a line."""


def scalars(text: str) -> tuple[Scalar, ...]:
    """All texts of a YAML file; none when it is broken."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.YAMLError:
        return ()
    return tuple(_scalars(root, "", False, set())) if root is not None else ()


def _scalars(node: Any, path: str, item: bool, seen: set[Any]) -> Iterator[Scalar]:
    if node in seen:
        return
    if node.id == "scalar":
        yield Scalar(path, str(node.value), node.start_mark.index, node.end_mark.index, node.style or "", item)
        return
    seen.add(node)
    if node.id == "sequence":
        for index, inner in enumerate(node.value):
            yield from _scalars(inner, f"{path}.{index}" if path else str(index), not node.flow_style, seen)
    elif node.id == "mapping":
        for key, inner in node.value:
            name = str(key.value)
            name = name if path.startswith("gia_tri") else fold_key(name)
            yield from _scalars(inner, f"{path}.{name}" if path else name, False, seen)


def yaml_text(value: str, style: str = "") -> str:
    """A text as a YAML value on one line: plain where that is read back the same, quoted otherwise."""
    if style not in ("'", '"') and value == " ".join(value.split()):
        try:
            if load(f"- {value}\n", "") == [value] and load(f"[{value}]", "") == [value]:
                return value
        except ConfigError:
            pass
    if style == "'":
        return "'" + value.replace("'", "''") + "'"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


class Field(NamedTuple):
    """A cell of a CSV file: its value, and where it stands in the text, quotes included."""

    value: str
    start: int
    end: int


class Table(NamedTuple):
    """A CSV file: its rows without the empty ones, and the sign between cells."""

    rows: tuple[tuple[Field, ...], ...]
    separator: str


def csv_table(text: str, separator: str = "") -> Table:
    """Read a CSV file with places. Quotes follow RFC 4180."""
    separator = separator or separator_of(text)
    rows: list[tuple[Field, ...]] = []
    row: list[Field] = []
    at, end = len(text) - len(without_name(text)), len(text)
    while at <= end:
        start = at
        if text[at : at + 1] == '"':
            value, at = _quoted(text, at + 1)
        else:
            value = ""
        stop = at
        while stop < end and text[stop] not in (separator, "\n"):
            stop += 1
        row.append(Field(value + text[at:stop], start, stop))
        at = stop + 1
        if stop >= end or text[stop] == "\n":
            if len(row) > 1 or row[0].start < row[0].end:
                rows.append(tuple(row))
            row = []
            if stop >= end:
                break
    return Table(tuple(rows), separator)


def _quoted(text: str, at: int) -> tuple[str, int]:
    out: list[str] = []
    while True:
        close = text.find('"', at)
        if close < 0:
            return "".join(out) + text[at:], len(text)
        out.append(text[at:close])
        if text[close + 1 : close + 2] != '"':
            return "".join(out), close + 1
        out.append('"')
        at = close + 2


def csv_text(value: str, separator: str, quoted: bool = False) -> str:
    """A value as a cell of a CSV file; `quoted` keeps the quotes it had."""
    if quoted or any(sign in value for sign in (separator, '"', "\n")) or value != value.strip():
        return '"' + value.replace('"', '""') + '"'
    return value


class KeyLines(NamedTuple):
    """The lines of a key and all below it: first, and the one after the last, from 0; `name` is the key as typed,
    `lead` what stands before it: blanks, the dash of an entry."""

    name: str
    first: int
    stop: int
    lead: str = ""


def key_lines(lines: list[str], places: Mapping[str, Place], key: str, end: int) -> KeyLines | None:
    """Where a key, or an entry of a list (`3`, `3.id`), stands in a file whose data end before line `end`; None when it
    does not, or on no line of its own. `places` are those of the data, lines counted from 1 and negative."""
    place = places.get(key)
    first = -place.line - 1 if place else 0
    lead = lines[first][: place.column] if place else ""
    if place is None or lead.strip(" -") or (lead and "." not in key and whole(key) is None):
        return None
    starts = [-other.line - 1 for name, other in places.items() if not name.startswith(f"{key}.")]
    stop = min([line for line in starts if line > first], default=end)
    while stop - 1 > first and (not lines[stop - 1].strip() or lines[stop - 1].startswith("#")):
        stop -= 1  # comments and empty lines there belong to the next
    return KeyLines(lines[first][len(lead) :].partition(":")[0].strip(), first, stop, lead)


def yaml_lines(name: str, value: Data) -> list[str]:
    """A key and its value as YAML, a line for each entry of a list and each key of a map; none for nothing. Raises
    ConfigError for what YAML lines cannot say."""
    if value is None or value in ("", [], {}):
        return []
    return list(_pair(name, value, ""))


def _pair(name: str, value: Data, indent: str) -> Iterator[str]:
    key = yaml_text(name)
    if isinstance(value, dict):
        yield f"{indent}{key}:"
        for inner, one in value.items():
            yield from _pair(str(inner), one, f"{indent}  ")
    elif isinstance(value, list):
        yield f"{indent}{key}:"
        for one in value:
            yield from _entry(one, f"{indent}  ")
    else:
        yield f"{indent}{key}: {_scalar(value)}".rstrip()


def _entry(value: Data, indent: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        lines = [line for inner, one in value.items() for line in _pair(str(inner), one, f"{indent}  ")]
        yield f"{indent}- {lines[0].lstrip()}"
        yield from lines[1:]
    elif isinstance(value, list):
        raise ConfigError("a list within a list cannot be written here")
    elif not isinstance(value, dict):
        yield f"{indent}- {_scalar(value)}"


def _scalar(value: str | int | float | bool | None) -> str:
    return yaml_text(value) if isinstance(value, str) and value else '""' if value == "" else written(value)


class Cells(NamedTuple):
    """The cells of a table as typed, the header first; how its columns are aligned; the lines above it."""

    rows: tuple[tuple[str, ...], ...]
    align: tuple[str, ...]
    above: tuple[str, ...] = ()

    def source(self) -> str:
        """The lines of the table; bars within cells are escaped, line ends become blanks."""
        head, *rows = (pipe_row(" ".join(cell.split()) for cell in row) for row in self.rows)
        return "\n".join((*self.above, head, pipe_row(SIGNS.get(side, "---") for side in self.align), *rows))


def grid(text: str) -> Cells | None:
    """The cells of a table typed with bars; None when a text is none."""
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if line.lstrip().startswith("|")), len(lines))
    if first + 1 >= len(lines) or not is_delimiter(lines[first + 1]):
        return None
    align = tuple(alignment(cell) for cell, _ in row_cells(lines[first + 1]))
    rows = [lines[first], *lines[first + 2 :]]
    typed = tuple(tuple(cell for cell, _ in row_cells(row)) for row in rows if row.lstrip().startswith("|"))
    return Cells(typed, align, tuple(lines[:first]))
