"""The source of a draft after its amendment: lines that no operation touches stay as they are, in their files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice, pairwise, takewhile
from pathlib import Path

from draftkit.amend.output import dialect_lines, table_lines, typed
from draftkit.amend.reworded import reworded, spelled_out
from draftkit.amending.lines import decimal
from draftkit.amending.rows import HEADS, Drawn, Row, end_of_name
from draftkit.amending.tree import Tree
from draftkit.errors import SourceError
from draftkit.library.document import Document
from draftkit.model.grouped import grouped
from draftkit.model.message import Place
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Source
from draftkit.readers.grammar import CAPTIONS, Grammar, find_attributes
from draftkit.text.pattern import UPPER

_RULE = re.compile(r"[>\s|:-]+")
_NOTE = re.compile(r"\[\^[\w-]+\]:")
_TABLES = ("|", "`", "$$", "![")
"""How the last line of a table, formula or picture begins, from which text is set apart."""
_COUNTED = "Bảng."
_CAPTION = re.compile(r"Bảng\s+(?P<number>[\w.]*\w)(?:\s*[-–:.]\s+|$)")
"""The caption of a table as it is typed, and as it is printed."""
UNNUMBERED = re.compile(rf"#+ [^\W\d]+(?: (?![{UPPER}])[^\W\d]+)?\.(?:\s|$)")
"""A heading that is numbered by counting: `# Chương.`, `# Phụ lục.`, but not `# Chương II.`"""


class Edited(NamedTuple):
    """The bodies of the files by name; the rows whose change could not be made, and those for which a value or a
    reference of the source had to be written out."""

    files: dict[str, str]
    failed: list[Row]
    written: list[Row]


def edited_files(old: Sequence[Row], new: Sequence[Row], source: Source, grammar: Grammar) -> Edited:
    """The files of a draft, with new rows put in and changed ones changed."""
    return _Edit(old, new, source, grammar).made()


class _Edit:
    """One base being written back."""

    def __init__(self, old: Sequence[Row], new: Sequence[Row], source: Source, grammar: Grammar) -> None:
        self.source, self.grammar = source, grammar
        self.lines = source.text.split("\n")
        notes = [at for at, line in enumerate(self.lines) if _NOTE.match(line)]
        places = sorted({*notes, *(row.source for row in old if row.source >= 0)})
        begins = [*map(self._begin, places), len(self.lines)]
        self.first = begins[0]
        self.begins, self.ends = dict(zip(places, begins, strict=False)), dict(zip(places, begins[1:], strict=True))
        self.before, self.after = _by_source(old), _by_source(new)
        self.tables_of = [
            {row.source: row.drawn for row in rows if row.drawn and row.source >= 0} for rows in (old, new)
        ]
        self.tables: dict[int, list[str]] = {}
        self.new = [*_with_notes(self._with_tables(new), notes)]
        self.captions = self._captions(old)
        self.labels: dict[str, str] = {}
        self.counted: set[str] = set()
        self.placed: dict[str, int] = {}
        self._learn(old)
        self.paths = {node.start: "/".join(map(str, node.path())) for node in Tree(self.new).walk()}
        self.out: list[tuple[int, str]] = list(enumerate(self.lines[: self.first]))
        self.failed: list[Row] = []
        self.written: list[Row] = []

    def _with_tables(self, new: Sequence[Row]) -> list[Row]:
        """The rows, with one for each table of the source that has more or fewer rows than before."""
        kept: list[Row] = []
        for rows in _side_by_side(new):
            table, place = "\t" in rows[0].text, max(row.source for row in rows)
            same = [row for row in rows if row.source == place]
            plain = table and place >= 0 and not any(row.drawn for row in rows)
            if plain and len({len(same), len(rows), len(_cells_of(self.before[place]))}) > 1:
                self.tables[place] = [row.text for row in rows]
                rows = same[:1]
            kept += rows
        return kept

    def _begin(self, place: int) -> int:
        """The line a row begins at: a table at its caption right above, whose name may stand below “Bảng.”."""
        if not self.lines[place].startswith(("|", "```")):
            return place
        above = islice((at for at in range(place - 1, -1, -1) if self.lines[at]), 2)
        return next((at for at in above if self.lines[at].startswith(CAPTIONS)), place)

    def _captions(self, old: Sequence[Row]) -> dict[str, str]:
        """The label, or none, of each table of the source that has a caption, by its number."""
        found: dict[str, str] = {}
        for row, after in pairwise(old):
            if row.source >= 0 and row.source == after.source and (number := _number(row)):
                opening = map(find_attributes, (self.lines[at] for at in (self.begins[row.source], row.source)))
                found[number] = next((one[0].strip() for one in opening if one), "")
        return found

    def _learn(self, old: Sequence[Row]) -> None:
        """The `{#label}` of each unit by its path, which are numbered by counting, and where each heading stands."""
        for node in Tree(old).walk():
            row = old[node.start]
            if row.source >= 0:
                line, path = self.lines[row.source], "/".join(map(str, node.path()))
                if attributes := find_attributes(line):
                    self.labels[path] = attributes[0].strip()
                if UNNUMBERED.match(line):
                    self.counted.add(path)
                if row.kind in HEADS:
                    self.placed[path] = row.source

    def made(self) -> Edited:
        place = 0
        last = self.first
        done: set[int] = set()
        while place < len(self.new):
            row = self.new[place]
            if row.source < 0:
                rest = enumerate(self.new[place + 1 :], place + 1)
                stop = next((at for at, one in rest if one.source >= 0 or one.kind in HEADS), len(self.new))
                # a heading or an annex that takes the place of one stays in its file
                self._put(place, stop, self.placed.get(self.paths.get(place, ""), last))
                place = stop
                continue
            place += 1
            if row.source in done:
                continue
            done.add(row.source)
            start = self.begins[row.source]
            lines = self.lines[start : self.ends[row.source]]
            table, now = (tables.get(row.source) for tables in self.tables_of)
            if table and now and (table.file, table.options) != (now.file, now.options):
                lines = _redrawn(lines, table, now)
            if self.before.get(row.source) != self.after.get(row.source):
                lines = self._retabled(row, lines) if row.source in self.tables else self._changed(row, lines)
            self.out += [(start + at, line) for at, line in enumerate(lines)]
            last = row.source
        return Edited(_files(self.out, self.source), self.failed, self.written)

    def _put(self, start: int, stop: int, last: int) -> None:
        lines = [*self._written(start, stop)]
        while [line for _, line in self.out[-2:]] == ["", ""]:  # at the end of a file
            self.out.pop()
        if lines and lines[0]:  # a khoản stands right below the one before
            blanks = 0
            while self.out and not self.out[-1][1]:
                blanks += 1
                self.out.pop()
            if "" not in lines:
                lines += [""] * blanks
            if self.out and self.out[-1][1].startswith(_TABLES):
                self.out.append((last, ""))
        after = self.new[stop] if stop < len(self.new) else None
        apart = after and after.kind not in ("khoản", "điểm") and lines[-1][:1] != "#"
        if after and (apart or decimal(after.text) or lines[-1].startswith(_TABLES)):
            lines.append("")
        for line in lines:
            if line or (self.out and self.out[-1][1]):  # one blank line is enough
                self.out.append((last, line))

    def _written(self, start: int, stop: int) -> Iterator[str]:
        rows = self.new[start:stop]
        drawn = 0
        for offset, row in enumerate(rows):
            if row.drawn and row.drawn.whole(rows, offset):
                lines = [*row.drawn.lines()]
                if not self._captioned(rows, offset - 1):
                    yield ""
                elif not _name(rows[offset - 1]):  # it has a number alone: its label stands at the table
                    lines[0] = f"{lines[0]} {self.captions[_number(rows[offset - 1])]}".rstrip()
                yield from lines
                drawn = offset + len(row.drawn.texts)
            if offset < drawn:
                continue
            if drawn and offset == drawn:
                yield ""
            if row.title or ("\t" in row.text and offset and "\t" in rows[offset - 1].text):
                continue
            if "\t" in row.text:
                lines = [*dialect_lines([*takewhile(lambda one: "\t" in one.text, rows[offset:])], self.grammar)]
                yield from lines[self._captioned(rows, offset - 1) :]
                continue
            if self._captioned(rows, offset):
                yield ""
                if name := _name(row):
                    yield f"{_COUNTED} {name} {self.captions[_number(row)]}".rstrip()
                continue
            titles = rows[offset + 1 : end_of_name(rows, offset)]
            path = self.paths.get(start + offset, "")
            label = self.labels.get(path, "")
            lines = [*dialect_lines([row, *titles], self.grammar)]
            for at, line in enumerate(lines):
                head = at == (1 if not lines[0] else 0)
                if head and path in self.counted:
                    line = line.replace(f" {row.label}.", ".", 1)
                yield f"{line} {label}" if label and head else line

    def _captioned(self, rows: Sequence[Row], at: int) -> bool:
        """Whether a row is the caption of a table that the source numbers by counting."""
        return 0 <= at < len(rows) - 1 and "\t" in rows[at + 1].text and _number(rows[at]) in self.captions

    def _changed(self, row: Row, lines: list[str]) -> list[str]:
        """The lines of a row with its new words."""
        pairs = [*zip(self.before[row.source], self.after[row.source], strict=False)]
        if len(self.before[row.source]) != len(self.after[row.source]):
            self.failed.append(row)
            return lines
        cells = _table(lines) if "\t" in pairs[0][0] else []
        for number, (old, new) in enumerate(pairs):
            if old == new:
                continue
            within = cells[number : number + 1] if len(cells) == len(pairs) else [*range(len(lines))]
            part = lines[within[0] : within[-1] + 1]
            old, new = (text.replace("\t", " | ") for text in (old, new))
            made = reworded(part, old, new)
            if made is None and (spelled := spelled_out(part, old, new)):
                made = reworded(spelled, old, new)
                if made is not None:
                    self.written.append(row._replace(text=new))
            if made is None:
                self.failed.append(row._replace(text=new))
            lines = [*lines[: within[0]], *(made or part), *lines[within[-1] + 1 :]]
        return lines

    def _retabled(self, row: Row, lines: list[str]) -> list[str]:
        """The lines of a table that has other rows now, what stands around it kept."""
        cells, before = _table(lines), _cells_of(self.before[row.source])
        if len(cells) != len(before):
            said = "{place}: the rows of this table come from a file; change that"
            raise SourceError(said, place=self.source.span(Place(row.source)))
        typed = dict(zip(before, (lines[at] for at in cells), strict=True))
        across = max(text.count("\t") for text in before)
        first, *rest = (
            typed.get(text) or table_lines([text + "\t" * (across - text.count("\t"))])[0]
            for text in self.tables[row.source]
        )
        return [*lines[: cells[0]], first, lines[cells[0] + 1], *rest, *lines[cells[-1] + 1 :]]


def _number(row: Row) -> str:
    """The number of the table whose caption a row is; empty when it is none."""
    caption = _CAPTION.match(row.text)
    return caption["number"] if caption else ""


def _name(row: Row) -> str:
    """The name of a table as it is typed, without its number."""
    return _CAPTION.sub("", typed(row))


def _with_notes(rows: Iterable[Row], notes: list[int]) -> Iterator[Row]:
    """Rows with one for each footnote that is told at a line of the source: it stays when what is above it goes."""
    for row in rows:
        while notes and row.source > notes[0]:
            yield Row("", source=notes.pop(0))
        yield row
    yield from (Row("", source=at) for at in notes)


def _side_by_side(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows of text, and those of each table with what was put in right before or behind them."""
    for table, group in groupby(rows, lambda row: "\t" in row.text):
        own: list[Row] = []
        place = -1
        for row in group:
            if table and place >= 0 and row.source not in (place, -1):
                yield own
                own, place = [], -1
            own.append(row)
            place = max(place, row.source)
        yield own


def _table(lines: Sequence[str]) -> list[int]:
    """Where the rows of a pipe table stand, its rule left out."""
    return [at for at, line in enumerate(lines) if line.lstrip("> ").startswith("|") and not _RULE.fullmatch(line)]


def _redrawn(lines: Sequence[str], table: Drawn, now: Drawn) -> list[str]:
    """Source lines with a table that is kept in another file now, or has its merged cells elsewhere; its name stays."""
    start, end = [at for at, line in enumerate(lines) if "```" in line][:2]
    options = lines[start + 1 : end]
    if table.options != now.options:
        sign = lines[start].partition("```")[0]
        named = [line for line in options if line.removeprefix(sign).startswith("ten:")]
        options = [*named, *(f"{sign}{option}" for option in now.settings())]
    return [*lines[:start], lines[start].replace(table.file, now.file, 1), *options, *lines[end:]]


def _cells_of(texts: Sequence[str]) -> list[str]:
    """The rows of a table among texts: not its caption."""
    return [text for text in texts if "\t" in text]


def _by_source(rows: Sequence[Row]) -> dict[int, list[str]]:
    # what is kept in a file changes there
    return grouped((row.source, row.text) for row in rows if row.source >= 0 and row.drawn is None)


def _files(out: Sequence[tuple[int, str]], source: Source) -> dict[str, str]:
    """Lines told apart by the file each stands in."""
    files: dict[str, list[str]] = {part.name: [] for part in source.parts}
    for place, line in out:
        part = next(part for part in reversed(source.parts) if part.first <= max(place, 0))
        files[part.name].append(line)
    return {name: "\n".join(lines).strip("\n") + "\n" for name, lines in files.items()}


def whole(files: Mapping[str, str], source: Source, originals: Mapping[str, str]) -> dict[str, bytes]:
    """Bodies of files with the metadata that stands above them in the original."""
    offsets = {part.name: part.offset for part in source.parts}
    return {
        name: ("".join(originals[name].splitlines(keepends=True)[: offsets[name]]) + text).encode()
        for name, text in files.items()
    }


def companions(document: Document | None, written: Collection[str]) -> dict[str, bytes]:
    """What lies beside the sources of a document, but for what is `written` anew: all files of its folder; of one that
    is a single file, those that it names."""
    if document is None:
        return {}
    home = document.path if document.path.is_dir() else document.path.parent
    named = map(Path, document.bound.draft.sought)
    files = home.rglob("*") if document.path.is_dir() else (file for file in named if file.is_relative_to(home))
    found = {file.relative_to(home).as_posix(): file for file in sorted(files) if file.is_file()}
    return {name: file.read_bytes() for name, file in found.items() if name not in written}
