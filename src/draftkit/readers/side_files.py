"""Files that stand beside a source: CSV tables and pictures. No path leaves the project."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from draftkit.errors import ConfigError, SourceError
from draftkit.files.names import on_disk
from draftkit.model import tree
from draftkit.model.inline import Break, Content, Link, every
from draftkit.model.message import Fault, Message, Place, msg
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import nearest, or_near
from draftkit.model.numeral import whole
from draftkit.model.printed import Merge
from draftkit.model.tree import Block, Figure, Table
from draftkit.readers.fence import TABLE
from draftkit.readers.inline import is_words, parse_inline
from draftkit.readers.pipe_table import too_wide
from draftkit.readers.source import CONTROL, clean, inside, read_text
from draftkit.readers.yaml_text import VIETNAMESE, load
from draftkit.text.address import outward
from draftkit.text.cells import column, csv_rows, day_alone, error_in, separator_of, uneven
from draftkit.text.pattern import Pattern

MISSING = "file “{file}” is missing beside the source: put it there, or mend its path, which starts in that folder"
OUTSIDE = "“{file}” lies outside the project: copy it into the project, and name it there"
ADDRESS = re.compile(r"(?i:https?)://[^\s()<>\[\]|\"“”]+")
_ALIGN = {"trai": "left", "giua": "center", "phai": "right", "trái": "left", "giữa": "center", "phải": "right"}
_OPTIONS = ("ten", "rong", "canh", "phan_cach", "gop")
_MANY = 20
"""Rows of a table that are asked together whether they have marks: where one has, all of them are read with care."""
_AREA = Pattern(r"([A-Z]{1,3})([0-9]{1,6}):([A-Z]{1,3})([0-9]{1,6})$")


class Request(NamedTuple):
    """What a directive asks of its maker: its words, its YAML options, and where it stands. `settings` are those of the
    project, `language` and `words` those of the kind."""

    argument: str
    label: str
    caption: Content
    options: Mapping[str, Data]
    place: Place
    root: Path
    find: Callable[[str], Path]
    settings: Mapping[str, Data]
    language: str = VIETNAMESE
    words: Mapping[str, str] = MappingProxyType({})

    def only(self, *known: str) -> None:
        """Raise ConfigError naming options that are none of these."""
        if unknown := ", ".join(sorted(set(self.options) - set(known))):
            raise ConfigError("unknown table option {unknown}; known: {known}", unknown=unknown, known=", ".join(known))

    def heading(self) -> Content:
        """The caption, from the line above or `ten`. Raises ConfigError when there are both."""
        title = self.options.get("ten")
        if title and self.caption:
            raise ConfigError("“{file}” has two captions: the line above and “ten”; keep one", file=self.argument)
        return parse_inline(str(title), self.place.line) if title else self.caption


Maker = Callable[[Request], tuple[Block, Sequence[Fault]]]
"""The block a directive stands for, and what was noticed on the way. Raises ConfigError or SourceError saying why it
cannot be made."""


class Directives(NamedTuple):
    """Directives by name that a kind adds, and the settings of the project they may read."""

    makers: Mapping[str, Maker] = MappingProxyType({})
    settings: Mapping[str, Data] = MappingProxyType({})
    language: str = VIETNAMESE
    words: Mapping[str, str] = MappingProxyType({})


def beside(path: Path, name: str) -> list[str]:
    """The file that is nearest to one that is not there, called as that is; none when none is near."""
    near = nearest(path.name, sorted(os.listdir(path.parent)) if os.path.isdir(path.parent) else ())
    return [os.path.join(os.path.dirname(name), one) for one in near]


class SideFiles:
    """Looks up files beside a source. `folder` is the folder of the source, `root` the project that no path may leave,
    `more` what the kind adds; `given` are files of a source that is not on the disk, by name; `sought` are the
    paths that were looked for, `addresses` those on the web that other files lead to."""

    def __init__(
        self,
        folder: Path,
        root: Path,
        faults: list[Fault],
        more: Directives,
        given: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        self.folder, self.root, self.faults, self.more, self.given = folder, root, faults, more, given
        self.sought: list[str] = []
        self.addresses: list[str] = []

    def directive(
        self, name: str, argument: str, label: str, caption: Content, lines: list[str], place: Place
    ) -> Block | Message:
        """The block a directive stands for, or the message why it cannot be made."""
        block: Block
        try:
            if name == "hinh":
                return self._picture(argument, lines[0], label, caption, place)
            options = load("\n".join(lines), argument) if any(line.strip() for line in lines) else {}
            if not isinstance(options, dict):
                raise ConfigError("the options of “{file}” must be lines of “key: value”", file=argument)
            asked = Request(argument, label, caption, options, place, self.root, self.find, *self.more[1:])
            if name in TABLE:
                block = self._csv(asked)
            elif maker := self.more.makers.get(name):
                block, faults = maker(asked)
                self.faults.extend(faults)
            else:
                known = ", ".join(("bang", *self.more.makers))
                raise ConfigError("unknown block “{name}”; known: {known}", name=name, known=known)
        except (ConfigError, SourceError) as error:
            return error.message
        self._follow(block, place)
        return (too_wide(map(len, block.rows)) if isinstance(block, Table) else None) or block

    def _follow(self, made: Block, place: Place) -> None:
        """Look for the sources that links of a block lead to, which stand in another file."""
        for block in tree.inside((made,)):
            cells = chain.from_iterable(block.rows if isinstance(block, Table) else ())
            texts = (*cells, tree.text_of(block)) if isinstance(block, tree.Holder) else ()
            items = [item for text in texts for item in text]
            for text in (item for item in items if type(item) is str and "://" in item):
                self.addresses += ADDRESS.findall(text)
            for item in every(tuple(item for item in items if type(item) is not str)):
                if isinstance(item, Link) and outward(item.url):
                    self.addresses.append(item.url)
                elif isinstance(item, Link):
                    try:
                        self.find(item.url.partition("#")[0])
                    except SourceError as missing:
                        self.faults.append(Fault("DK-F011", missing.message, place, sure=False))

    def find(self, name: str) -> Path:
        """A file beside the source. Raises SourceError saying why there is none."""
        if name.startswith(("https://", "http://")):
            raise SourceError("“{file}” is on the web, and nothing is fetched: save it beside the source", file=name)
        if (shown := CONTROL.sub("\ufffd", name.replace("\n", "\ufffd"))) != name:  # typed as %00
            raise SourceError(MISSING, file=shown)
        name = name.replace("\\", "/")  # as Windows writes it
        path = on_disk(self.folder / name)
        if Path(name).is_absolute() or not inside(self.root, path):
            raise SourceError(OUTSIDE, file=name)
        self.sought.append(str(path))
        if os.path.isfile(path):
            return path
        if os.path.exists(path):
            raise SourceError("“{file}” is no file: a folder, a pipe or a device; name a file", file=name)
        near = beside(path, name)
        if any(map(CONTROL.search, near)):
            raise SourceError("“{file}” is no name: that of the file beside is not UTF-8; rename the file", file=name)
        raise SourceError.of(or_near(msg(MISSING, file=name), near))

    def _picture(self, name: str, alt: str, label: str, caption: Content, place: Place) -> Block | Message:
        if name in self.given:
            return Figure(name, alt, place.line, caption, label)
        try:
            path = self.find(name)
        except SourceError:
            if "%" not in name:
                raise
            from urllib.parse import unquote  # a blank typed as %20, as addresses have it

            path = self.find(unquote(name))
        from draftkit.pictures.prepare import trouble  # most documents have no picture

        return trouble(path, name) or Figure(str(path), alt, place.line, caption, label)

    def _csv(self, asked: Request) -> Table:
        name, options, place = asked.argument, asked.options, asked.place
        given = self.given.get(name)
        path = self.find(name) if given is None else Path(name)
        asked.only(*_OPTIONS)
        head = asked.heading()
        text, faults = read_text(path, name) if given is None else clean(given.decode())
        self.faults.extend(Fault(fault.rule, fault.message, place) for fault in faults)
        separator = str(options.get("phan_cach") or separator_of(text))
        if len(separator) != 1 or separator in '"\n':
            raise ConfigError("phan_cach of “{file}” must be one sign, for example “;”", file=name)
        try:
            rows = self._rows(text, separator, name, place)
        except SourceError as error:
            said = "table file “{file}” cannot be read ({reason})"
            raise SourceError(said, file=name, reason=error.message) from error
        if not rows:
            raise SourceError("table file “{file}” is empty", file=name)
        width = len(rows[0])
        merges = _merges(options.get("gop"), rows)
        whole = {merge.row for merge in merges if merge.across == width > 1 and merge.down == 1 and merge.row}
        rows = tuple(row[:1] if index in whole else row for index, row in enumerate(rows))  # the heading of a group
        merges = tuple(merge for merge in merges if merge.row not in whole)
        wide, sides = widths(options.get("rong"), width), _aligns(options.get("canh"), width)
        return Table(rows, place.line, head, asked.label, wide, sides, merges=merges)

    def _rows(self, text: str, separator: str, name: str, place: Place) -> tuple[tuple[Content, ...], ...]:
        counted = [(number, row) for number, row in csv_rows(text, separator) if row]
        if not counted:
            return ()
        shown = day_alone if "00:00:00" in text else str
        raw = [[*map(shown, row)] for _, row in counted]
        expected, width = len(raw[0]), max(map(len, raw))
        for number, row in counted:
            if len(row) != expected:
                what = uneven(len(row), expected)
                message = msg("{file}, row {row}: {what}", file=name, row=number, what=what)
                self.faults.append(Fault("DK-F012", message, place))
            if wrong := error_in(row):
                message = msg("{file}, row {row}: {what}", file=name, row=number, what=wrong)
                self.faults.append(Fault("DK-T053", message, place))
        return tuple([row + ((),) * (width - len(row)) for row in _cells(raw, place.line)])


def _cells(rows: list[list[str]], line: int) -> Iterator[tuple[Content, ...]]:
    """The cells of rows; whether they have marks is asked for many at once."""
    for at in range(0, len(rows), _MANY):
        some = rows[at : at + _MANY]
        if is_words("\0".join(map("\0".join, some))):
            for row in some:
                yield tuple([(words,) if words else () for words in map(str.strip, row)])
        else:
            yield from (tuple([_cell(cell.strip(), line) for cell in row]) for row in some)


def _cell(text: str, line: int) -> Content:
    """A line break inside a cell stays one."""
    first, *more = (parse_inline(part.strip(), line, cell=True) for part in text.split("\n"))
    return (*first, *(one for part in more for one in (Break(), *part)))


def widths(data: Data, count: int) -> tuple[float, ...]:
    """How wide columns are; nothing where nobody says it. Raises ConfigError unless each has a number above 0."""
    items = data if isinstance(data, list) else ()
    found = tuple(float(item) for item in items if isinstance(item, (int, float)) and item > 0)
    if data and len(found) != count:
        raise ConfigError("rong takes a number above 0 for each of the {count} columns", count=count)
    return found


def _merges(data: Data, rows: Sequence[Sequence[Content]]) -> tuple[Merge, ...]:
    """Areas (`A1:B2`) as merged cells. Raises ConfigError for one that is outside, crosses another or hides text."""
    taken: set[tuple[int, int]] = set()
    found = []
    for item in data if isinstance(data, list) else [data] if data else []:
        area = _AREA.match(str(item).strip().upper())
        if not area:
            raise ConfigError("“{area}” in gop is no area such as A1:B2", area=item)
        left, top, right, bottom = column(area[1]), whole(area[2], 0) - 1, column(area[3]), whole(area[4], 0) - 1
        if not (0 <= top <= bottom < len(rows) and 0 <= left <= right < len(rows[0])):
            raise ConfigError("“{area}” in gop lies outside the table", area=item)
        cells = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if cells & taken:
            raise ConfigError("“{area}” in gop crosses another area", area=item)
        if any(rows[row][column] for row, column in cells - {(top, left)}):
            raise ConfigError("“{area}” in gop would hide text: only its first cell may hold any", area=item)
        taken |= cells
        found.append(Merge(top, left, bottom - top + 1, right - left + 1))
    return tuple(found)


def _aligns(data: Data, width: int) -> tuple[str, ...]:
    names = [str(item or "") for item in data] if isinstance(data, list) else []
    if (data and not names) or len(names) > width or {*names} - {*_ALIGN, ""}:
        raise ConfigError("canh takes trai, giua or phai for each of the {count} columns", count=width)
    return (*(_ALIGN.get(item, "") for item in names), *[""] * (width - len(names)))
