"""Excel workbooks as rows of texts: read as they stand in the package, row after row, so that a long list needs little
memory. Nothing is computed and nothing fetched."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from unicodedata import is_normalized, normalize
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from draftkit.errors import SourceError, refused
from draftkit.files.line_ends import plain_ends
from draftkit.model.message import msg
from draftkit.model.numeral import whole
from draftkit.readers.number_format import (
    CURE,
    LAST_ROW,
    Form,
    OddError,
    comments,
    in_cell,
    is_struck,
    local,
    merged,
    said_day,
    styles,
)
from draftkit.readers.source import CONTROL, LIMIT_MB, file_bytes
from draftkit.text.cells import A_ROW, LONG_CELL, LONGEST_CELL, MOST_CELLS, TOO_MANY, Sheet, column, same
from draftkit.word.foreign import refuse_typed
from draftkit.word.package import refuse_odd_parts
from draftkit.word.xml import parse

_UNPACKED_MB = 400
_HEAD = 4096
_MOST_COLUMNS = 2000
_PIECE = 2_000_000
_LONGEST_ROW = 20_000_000
_MUCH = msg("its cells show more than {limit} million signs; divide the table", limit=_UNPACKED_MB)
_ROOT = re.compile(rb"<(?:[A-Za-z0-9]+:)?worksheet\b[^>]*>")
_DATA = re.compile(rb"<([A-Za-z0-9]+:)?sheetData\b[^>]*?(/)?>")
_MERGED = re.compile(rb"""<(?:[A-Za-z0-9]+:)?mergeCell\s[^>]*?ref=["']([^"']*)["']""")
_HIDDEN = re.compile(rb"""<(?:[A-Za-z0-9]+:)?col\s[^>]*?hidden=["'](?:1|true)["'][^>]*>""")
_ENDS = re.compile(r"""\s(min|max)=["']([0-9]+)["']""")
_NUMBER = re.compile(rb"""\sr=["']([0-9]+)""")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_PLAIN = Form()
FAULTS = (
    *(OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, KeyError, ValueError, TypeError, IndexError),
    *(AttributeError, SyntaxError),
)
"""What the reading of a file raises that is none, or a damaged one."""


def unreadable(name: str, error: Exception) -> SourceError:
    """What is told of it."""
    said = "{file}: cannot be read as an Excel file ({reason}); save it anew as .xlsx from a spreadsheet program."
    return SourceError(said, file=name, reason=refused(error))


def read_workbook(path: Path, name: str, sheet: str = "", shown: bool = False) -> Sheet:
    """Read a sheet, the first that is shown when none is named; `shown`: numbers as people see them. Raises
    SourceError when the file is no workbook, is damaged or too large, or has no such sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(file_bytes(path, name, LIMIT_MB))) as package:
            if sum(item.file_size for item in package.infolist()) > _UNPACKED_MB * 1_000_000:
                raise SourceError("{file}: unpacks to more than {limit} MB.", file=name, limit=_UNPACKED_MB)
            refuse_odd_parts(package.infolist(), name)
            return _read(package, name, sheet, shown)
    except FAULTS as error:
        raise unreadable(name, error) from error


def _read(package: zipfile.ZipFile, name: str, wanted: str, shown: bool) -> Sheet:
    parts = _parts(package)
    root, sheets, found = _book(package, parts, name)
    if not found:
        raise KeyError("no sheet")
    unseen = {item.get("name", "") for item in sheets if "idden" in item.get("state", "")}
    title = wanted or next((name for name in found if name not in unseen), next(iter(found)))
    if title not in found:
        said = "{file}: there is no sheet “{sheet}”; there are: {known}"
        raise SourceError(said, file=name, sheet=wanted, known=", ".join(found))
    others = tuple(key for key in found if key != title)
    part = found[title]
    if "worksheet" not in part.lower():
        raise KeyError(title)
    early = any(item.get("date1904") in ("1", "true") for item in root.iter() if local(item) == "workbookPr")
    forms, crossed = styles(_tree(package, looks, name) if (looks := parts.get("xl/styles.xml")) else ())
    strings, marked = _strings(package, parts.get("xl/sharedstrings.xml"), name)
    try:
        with package.open(part) as file:
            if package.getinfo(part).file_size > MOST_CELLS * len('<c r="A1"/>'):
                _refuse_many(file)
            reader = _Rows((strings, forms), early, shown, crossed, marked)
            rows = reader.read(_checked(file, f"{name}:{part}"))
    except OddError as error:
        said = "{file}, sheet “{sheet}”: {problem}."
        raise SourceError(said, file=name, sheet=title, problem=error.args[0]) from error
    read = (reader.numbers, reader.formulas, title, others, tuple(reader.hidden), reader.struck)
    told = comments(parts, part, lambda part: _tree(package, part, name))
    return Sheet(name, tuple(rows), ",", *read, tuple(told), reader.unseen)


def _refuse_many(file: IO[bytes]) -> None:
    """Raise for a sheet of too many cells as other programs write them before any is read: to read what can be held
    takes most of a minute."""
    held = 0
    while piece := file.read(_PIECE):
        held += piece.count(b"c r=") + piece.count(b"row r=") * A_ROW
        if held > MOST_CELLS:
            raise OddError(TOO_MANY)
    file.seek(0)


def sheet_part(package: zipfile.ZipFile, sheet: str, name: str) -> str:
    """The part of a workbook that holds a sheet, the first where none is called so. Raises what is among FAULTS."""
    found = _book(package, _parts(package), name)[2]
    part = found.get(sheet) or next(iter(found.values()))
    if not part:
        raise KeyError(sheet)
    return part


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The parts as they are called, by their names in small letters."""
    return {item.lower().lstrip("/"): item for item in package.namelist()}


def _book(package: zipfile.ZipFile, parts: dict[str, str], name: str) -> tuple[Element, list[Element], dict[str, str]]:
    """What the workbook says of itself and of its sheets, and the part of each by its title; or empty."""
    root, relations = (_tree(package, parts[one], name) for one in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    targets = {item.get("Id"): item.get("Target", "") for item in relations.iter()}
    sheets = [item for item in root.iter() if local(item) == "sheet"]
    ids = (next((value for key, value in item.items() if key.endswith("}id")), None) for item in sheets)
    found = {item.get("name", ""): targets.get(id, "") for item, id in zip(sheets, ids, strict=True)}
    names = {key: name.lstrip("/") if name.startswith("/") else f"xl/{name}" for key, name in found.items()}
    return root, sheets, {key: parts.get(name.lower(), "") for key, name in names.items()}


def _checked(file: IO[bytes], name: str) -> IO[bytes]:
    """The part, `name`d for messages, refused when it declares a document type: entities are not expanded."""
    refuse_typed(file.read(_HEAD), name)
    file.seek(0)
    return file


def _tree(package: zipfile.ZipFile, part: str, name: str) -> Element:
    return parse(package.read(part), f"{name}:{part}")


def _texts(file: IO[bytes]) -> Iterator[Element]:
    """The texts of a workbook, one after the other; each is dropped when the next is asked for."""
    events = ElementTree.iterparse(file, ("start", "end"))  # noqa: S314 (document types are refused)
    _, root = next(events)
    for event, item in events:
        if event == "end" and local(item) == "si":
            yield item
            root.clear()


def _pieces(file: IO[bytes]) -> Iterator[Element | bytes]:
    """The rows of a sheet, some thousand in an element, and at the end the bytes that stand around the rows.

    Cutting between rows lets the parser build whole pieces at once, which is several times faster than being told of
    each element, and keeps no more than a piece in memory."""
    held = file.read(_PIECE)
    found = _DATA.search(held)
    while found is None:
        more = file.read(_PIECE)
        if not more:
            raise ValueError("sheetData")
        held += more
        found = _DATA.search(held)
    opening = _ROOT.search(held)
    if opening is None or b"\0" in held[:_HEAD]:
        raise ValueError("worksheet")
    prefix = found[1] or b""
    end_row, end_data = b"</" + prefix + b"row>", b"</" + prefix + b"sheetData>"
    closing = b"</" + prefix + b"worksheet>"
    above, held = held[: found.start()], held[found.end() :]
    if found[2]:
        yield above + held + file.read()
        return
    while True:
        end = held.find(end_data)
        cut = end if end >= 0 else held.rfind(end_row) + len(end_row)
        if end >= 0 or cut >= len(end_row):
            yield ElementTree.fromstring(opening[0] + held[:cut] + closing)  # noqa: S314 (no document types)
            held = held[cut:]
        if end >= 0:
            yield above + held + file.read()
            return
        more = file.read(_PIECE)
        if not more:
            raise ValueError("sheetData")
        held += more
        if len(held) > _LONGEST_ROW:
            said = "row {row} takes more than {limit} MB; take long texts out of the table"
            row = _NUMBER.search(held, 0, _HEAD)
            raise OddError(msg(said, row=row[1].decode() if row else "?", limit=_LONGEST_ROW // 1_000_000))


def _strings(package: zipfile.ZipFile, part: str | None, name: str) -> tuple[dict[str, str], frozenset[str]]:
    """The texts of the workbook by the number that cells give, as it is written there; and which of them have words
    struck through."""
    texts: dict[str, str] = {}
    struck: list[str] = []
    if part is not None:
        with package.open(part) as file:
            for at, item in enumerate(_texts(_checked(file, f"{name}:{part}"))):
                texts[str(at)] = _clean(_text_of(item))
                if len(item) > 1 and is_struck(item):
                    struck.append(str(at))
    return texts, frozenset(struck)


def _text_of(item: Element) -> str:
    """The words of a text of the workbook, without the reading aids of East Asian scripts."""
    if len(item) == 1 and item[0].tag.endswith("}t"):
        return item[0].text or ""
    out: list[str] = []
    for child in item:
        tag = local(child)
        if tag == "t":
            out.append(child.text or "")
        elif tag == "r":
            out.extend(part.text or "" for part in child if local(part) == "t")
    return "".join(out)


def _clean(text: str) -> str:
    if "_x" in text:
        text = plain_ends(_ESCAPED.sub(_sign, text))
    text = text.strip()
    return text if text.isascii() or is_normalized("NFC", text) else normalize("NFC", text)


def _sign(escaped: re.Match[str]) -> str:
    """The sign that Excel stores by its number; one that cannot be printed stays to be seen as it is stored."""
    sign = bytes.fromhex(escaped[1]).decode("utf-16-be", "replace")
    return escaped[0] if CONTROL.match(sign) else sign


class _Rows:
    """Reads the rows of a sheet."""

    def __init__(
        self, texts: tuple[dict[str, str], dict[str, Form]], early: bool, shown: bool, *strokes: frozenset[str]
    ) -> None:
        (self.strings, self.styles), self.early, self.shown = texts, early, shown
        self.numbers: dict[int, set[int]] = {}
        self.formulas: dict[int, set[int]] = {}
        self.columns: dict[str, int] = {}
        self.kept: dict[str, str] = {}
        self.hidden: list[int] = []
        self.crossed, self.marked = strokes
        self.struck: dict[int, set[int]] = {}
        self.unseen: tuple[tuple[int, int], ...] = ()
        self.worded: dict[str, tuple[str, ...]] = {}

    def read(self, file: IO[bytes]) -> list[tuple[int, tuple[str, ...]]]:
        """All rows, with the words of merged areas in each of theirs."""
        rows: list[tuple[int, tuple[str, ...]]] = []
        number = held = signs = 0
        for piece in _pieces(file):
            if isinstance(piece, bytes):
                areas = [found.decode("utf-8", "replace") for found in _MERGED.findall(piece)]
                ends = (dict(_ENDS.findall(one.decode())) for one in _HIDDEN.findall(piece))
                self.unseen = tuple((whole(one.get("min"), 1) - 1, whole(one.get("max"), 0) - 1) for one in ends)
                return merged(rows, areas, MOST_CELLS - held)
            for item in piece:
                before, number = number, whole(item.get("r", str(number + 1)), 0)
                if not before < number <= LAST_ROW:
                    text = "a row numbered “{row}” follows row {before}, and numbers rise to {last}; {cure}"
                    raise OddError(msg(text, row=item.get("r"), before=before, last=LAST_ROW, cure=CURE))
                cells = self._row(item, number)
                held += len(cells) + A_ROW
                signs += (length := len("".join(cells)))
                if held > MOST_CELLS or signs > _UNPACKED_MB * 1_000_000:
                    raise OddError(TOO_MANY if held > MOST_CELLS else _MUCH)
                if length > LONGEST_CELL and any(len(cell) > LONGEST_CELL for cell in cells):
                    raise OddError(msg("row {row}: {problem}", row=number, problem=LONG_CELL))
                if cells:
                    rows.append((number, cells))
                    if self.shown and len(rows) == 1:  # the titles of the columns are called as they are typed
                        self.worded = {key: form.text for key, form in self.styles.items() if any(form.text[:3:2])}
                    if item.get("hidden") in ("1", "true"):
                        self.hidden.append(number)
        raise ValueError("sheetData")

    def _row(self, row: Element, number: int) -> tuple[str, ...]:
        cells: list[str] = []
        own = str(number)
        columns, strings, strokes = self.columns, self.strings, bool(self.crossed or self.marked)
        width = 0
        for item in row:
            place = item.get("r")
            if place:
                letters = place.removesuffix(own)
                at = columns.get(letters, -1)
                if not letters.isalpha() if at < 0 else at < width and cells[at]:
                    text = "cell {cell} stands twice, or in row {row}; {cure}"
                    raise OddError(msg(text, cell=place, row=own, cure=CURE))
                if at < 0:
                    at = columns[letters] = _column(letters)
            else:
                at = width
            kind = item.get("t")
            if kind == "s" and len(item) == 1:
                text = strings[item[0].text or ""]
            else:
                text = self._value(item, kind, number, at)
            while width <= at:
                cells.append("")
                width += 1
            if self.worded and text and kind in ("s", "str", "inlineStr") and item.get("s") in self.worded:
                before, _, behind = self.worded[item.get("s", "")][:3]
                text = f"{before}{text}{behind}"
            cells[at] = text
            if text and (kind == "inlineStr" or strokes) and (item.get("s") in self.crossed or self._marked(item)):
                self.struck.setdefault(at, set()).add(number)
        while cells and not cells[-1]:
            cells.pop()
        return tuple(cells)

    def _value(self, item: Element, kind: str | None, row: int, column: int) -> str:
        text = ""
        formula = False
        for child in item:
            end = child.tag[-2:]
            if end == "}v":
                text = child.text or ""
            elif end == "is":
                return same(self.kept, _clean(_text_of(child)))
            elif end == "}f":
                formula = True
        if not text:
            if formula and kind != "str":  # a text may be empty
                self.formulas.setdefault(column, set()).add(row)
            return ""
        if kind == "s":
            return self.strings[text]
        if kind in ("str", "e"):
            return same(self.kept, _clean(text))
        if kind == "b":
            return "TRUE" if text in ("1", "true") else "FALSE"
        if kind == "d":
            return said_day(text, self.shown)
        self.numbers.setdefault(column, set()).add(row)
        form = self.styles.get(item.get("s", ""), _PLAIN)
        return same(self.kept, in_cell(text, form, self.early, self.shown, formula))

    def _marked(self, item: Element) -> bool:
        """Whether some words of a cell of text are struck through."""
        if item.get("t") == "s":
            return any(child.text in self.marked for child in item if child.tag.endswith("}v"))
        return any(is_struck(child) for child in item if child.tag.endswith("}is"))


def _column(letters: str) -> int:
    at = column(letters) if re.fullmatch("[A-Z]+", letters) else _MOST_COLUMNS
    if at >= _MOST_COLUMNS:
        text = "there is a cell in column {column}; at most {limit} columns are read. Delete what is outside the table"
        raise OddError(msg(text, column=letters, limit=_MOST_COLUMNS))
    return at
