"""The rows of a data file, each with the values it gives a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from pathlib import Path

from draftkit.checks.rules.typography import INVISIBLE
from draftkit.errors import ConfigError, SourceError
from draftkit.files.names import plain_name
from draftkit.law.dates import as_day
from draftkit.model.grouped import grouped
from draftkit.model.message import Command, Finding, Message, Severity, msg
from draftkit.model.meta import Data, Metadata, texts_in
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import near_or_known
from draftkit.model.numeral import whole
from draftkit.model.tree import Draft
from draftkit.readers.sheet import read_sheet
from draftkit.readers.yaml_text import VIETNAMESE, fold_key, language_of
from draftkit.resolve.values import NAME_COLUMNS, NO_VALUE, VALUE
from draftkit.text.cells import Sheet, day_alone, error_in, few
from draftkit.text.fold import slug
from draftkit.text.pattern import Pattern

_NAME = Pattern(r"[a-z0-9_.-]+")
"""A column that is named as the text names it; other titles give their words: “Vốn (tỷ đồng)” is `von_ty_dong`."""


_DAY = Pattern(r"([0-9]{1,2})/([0-9]{1,2})/[0-9]{4}")
_FIGURE = Pattern(r"\D*(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?\D*")
_TWICE = "{file}: rows that are the same in every column make a document each; delete what is there twice: {rows}"
_LONG = Pattern(r"\D*(?=[1-9](?:[^,\d]*\d){15})(?:[^,\d]*\d){13}[^,]*[1-9]")


class Row(NamedTuple):
    """A row: its number in the file, what each column says (named in letters that `{{ }}` may hold), and how many
    cells it has too many."""

    number: int
    cells: Mapping[str, str]
    excess: int = 0


class Rows(NamedTuple):
    """The columns of a data file in order, and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    told: tuple[Message, ...] = ()
    """What people who see only what their program shows should know of it."""
    sheet: Sheet = Sheet("", ())

    @property
    def typed(self) -> str:
        """The file as a command names it, with the sheet where it has several."""
        names = (f'"{one}"' if re.search(r"[^\w./\\:-]", one) else one for one in (self.name, self.sheet.sheet))
        return " --sheet ".join(islice(names, 1 + bool(self.sheet.others)))


def read_rows(path: Path, name: str, wanted: str = "", of: Path | None = None) -> Rows:
    """Read a CSV or XLSX file (of a workbook the sheet `wanted`, else the first) whose first row names the columns;
    numbers of a workbook are written in the language of the text `of` which it is. Raises SourceError when it cannot
    be read or names a column twice or not at all."""
    sheet = read_sheet(path, name, wanted, shown=True)
    head_line, titles = sheet.rows[0] if sheet.rows else (1, ())
    columns = _columns(titles[: max((at for at, title in enumerate(titles, 1) if title), default=1)])
    if wrong := _wrong_head(name, head_line, columns, len(sheet.rows)):
        raise SourceError.of(sheet.or_another(wrong, Command(" / --sheet")))
    for number, cells in sheet.rows[1:]:
        if wrong := error_in(cells):
            raise SourceError("{file}:{line}: {problem}.", file=name, line=number, problem=wrong)
    figures = sheet.numbers if of and language_of(of.name.removesuffix(".md")) != VIETNAMESE else {}
    rows = []
    for line, cells in sheet.rows[1:]:
        said = (_in_english(cell) if line in figures.get(at, ()) else day_alone(cell) for at, cell in enumerate(cells))
        own = dict(zip_longest(columns, islice(said, len(columns)), fillvalue=""))
        rows.append(Row(line, own, sum(map(bool, cells[len(columns) :]))))
    twice = same(name, _TWICE, ((tuple(row.cells.values()), row) for row in rows))
    return Rows(name, columns, (*rows,), (*_told(sheet, head_line), *twice), sheet._replace(rows=()))


def _in_english(cell: str) -> str:
    """A number as English has it: 1,234.5 for 1.234,5; a day stays."""
    return cell.translate(str.maketrans(".,", ",.")) if _FIGURE.fullmatch(cell) else day_alone(cell)


def _wrong_head(file: str, line: int, columns: Sequence[str], count: int) -> Message | None:
    """What is said of a table of so many rows whose first gives these names to its columns; None of a good one."""
    if not count:
        return msg("{file}: the file is empty.", file=file)
    if "" in columns:
        return msg("{file}:{line}: column {column} has no name.", file=file, line=line, column=columns.index("") + 1)
    if twice := [column for column, often in Counter(columns).items() if often > 1]:
        return msg("{file}:{line}: two columns are called “{column}”.", file=file, line=line, column=twice[0])
    said = msg("{file}: only the names of the columns are there; put a row below them.", file=file)
    return said if count == 1 else None


def same(file: str, text: str, rows: Iterable[tuple[Hashable, Row]]) -> Iterator[Message]:
    """A `text` on the rows that are alike, by what is given before each; nothing where none are."""
    groups = grouped(rows).values()
    if twice := [few((row.number for row in one), 9).replace(", ", " = ") for one in groups if one[1:]]:
        yield msg(text, file=file, rows=few(twice, 10))


def _columns(titles: Sequence[str]) -> tuple[str, ...]:
    """The names of columns; titles without words, or with those of another (“Tỷ lệ”, “Tỷ lệ (%)”), keep their signs."""
    names = [title if _NAME.fullmatch(title) else slug(title).replace("-", "_") for title in titles]
    often = Counter(names)
    return tuple(
        name if name == title or (name and often[name] == 1) else fold_key(title)
        for name, title in zip(names, titles, strict=True)
    )


def _told(sheet: Sheet, head: int) -> Iterator[Message]:
    if sheet.others:
        text = "{file}: sheet “{sheet}” was read, not: {others}"
        yield msg(text, file=sheet.name, sheet=sheet.sheet, others=", ".join(sheet.others))
    for title in _turned(sheet):
        text = (
            "{file}, column “{column}”: days up to 12 are dates, later ones text: day and month may have changed places"
        )
        yield msg(text, file=sheet.name, column=title)
    for at, title in enumerate(sheet.rows[0][1]):
        if long := [line for line, row in sheet.rows if line in sheet.numbers.get(at, ()) and _LONG.match(row[at])]:
            text = (
                "{file}, column “{column}”: a spreadsheet keeps 15 digits of a number and puts noughts for the others: "
                "type these cells as text, from the original, in rows {rows}"
            )
            yield msg(text, file=sheet.name, column=title, rows=few(long, 10))
    yield from sheet.out_of_sight(head, dict(enumerate(sheet.rows[0][1])))
    if struck := sorted({number for rows in sheet.struck.values() for number in rows if number > head}):
        text = "{file}: words struck through in the workbook are taken as well, in rows {rows}"
        yield msg(text, file=sheet.name, rows=few(struck, 10))
    if unseen := [number for number, cells in sheet.rows if INVISIBLE.search("\n".join(cells))]:
        text = "{file}: signs that cannot be seen stand in these rows; delete them: {rows}"
        yield msg(text, file=sheet.name, rows=few(unseen, 10))


def _turned(sheet: Sheet) -> Iterator[str]:
    """The columns that a program of another country misread: 05/12 became the 12th of May, 25/12 stayed a text."""
    for at, title in enumerate(sheet.rows[0][1] if sheet.numbers else ()):
        late: dict[bool, set[bool]] = {True: set(), False: set()}
        for number, cells in sheet.rows[1:]:
            if found := _DAY.fullmatch(cells[at]) if at < len(cells) else None:
                late[number in sheet.numbers.get(at, ())].add(any(whole(part, 0) > 12 for part in found.groups()))
        if late[True] == {False} and True in late[False]:
            yield title


def with_cells(draft: Draft, row: Row, days_only: bool = False) -> Metadata:
    """The metadata with the cells of a row for values, and for the keys that columns are named like; with `days_only`
    for keys that hold a day alone."""
    keys, meta = draft.kind.keys, draft.meta
    own = [(name, cell, keys[name].type) for name, cell in row.cells.items() if name in keys]
    days = {name: as_day(cell) for name, cell, sort in own if sort == "date"}
    others = {} if days_only else {name: whole(cell) or cell if sort == "number" else cell for name, cell, sort in own}
    return meta._replace(values={**meta.values, **others, **days, "gia_tri": {**meta.given, **row.cells}})


def filled(text: str, cells: Mapping[str, str]) -> str:
    """A text with the values of a row; what the row does not have stays as it is typed."""
    return VALUE.sub(lambda value: cells.get(value[1], value[0]), text)


def used_names(*texts: Data) -> set[str]:
    """The names in `{{ … }}` that texts, lists and maps of texts use."""
    return {name for text in texts_in(*texts) for name in VALUE.findall(text)}


def without_columns(found: Sequence[Finding], columns: Container[str]) -> list[Finding]:
    """What the checks say of a text that many documents are made of: values and keys that a table gives for each are no
    faults, and are told once."""
    given = [one for one in found if _lacking(one) in columns]
    if not given:
        return list(found)
    stay = [one for one in found if _lacking(one) not in columns]
    names = ", ".join(dict.fromkeys(map(_lacking, given)))
    hint = msg("given for each document by the table of the series: {names}", names=names)
    return [*stay, given[0]._replace(severity=Severity.INFO, message=hint, mends=())]


def _lacking(one: Finding) -> str:
    """The value or key that a finding says is not there; empty where it says something else."""
    if one.rule == NO_VALUE:
        return str(one.message.values.get("name", ""))
    return next((mend.old for mend in one.mends if mend.target == "line"), "")


def check_columns(rows: Rows, used: Iterable[str], known: Iterable[str]) -> None:
    """Raise ConfigError where the text uses a name that no column gives, nor the project (`known`)."""
    there = set(known)
    for name in sorted(used):
        if name not in rows.columns and name not in there:
            said = msg("{file}: its first row names no column “{name}”, which the text uses", file=rows.name, name=name)
            raise ConfigError.of(rows.sheet.or_another(near_or_known(said, name, rows.columns), Command(" / --sheet")))


def file_name(pattern: str, row: Row, place: int, rows: Rows) -> str:
    """The name of a row's files: by the pattern, else the column made for it, else its place and the first column."""
    number = f"{place:0{len(str(len(rows.rows)))}d}"
    if pattern:
        cells = {**dict.fromkeys(rows.columns, ""), **row.cells, "stt": number}
        if {*re.findall(r"\{([^{}]*)\}|[{}]", pattern)} - cells.keys():
            said = "--name: “{pattern}” does not name columns as {example} does. Columns: {columns}"
            raise ConfigError(said, pattern=pattern, example="{stt}", columns=", ".join((*rows.columns, "stt")))
        return plain_name(re.sub(r"\{([^{}]*)\}", lambda name: cells[name[1]], pattern))
    named = next(filter(None, map(row.cells.get, NAME_COLUMNS)), "")
    return plain_name(named or f"{number} {row.cells.get(rows.columns[0], '')}")
