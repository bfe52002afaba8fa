"""A base after its amendment, as source files: a draft keeps its lines, labels and files, a plain text becomes one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from draftkit.amending.phrase import Swap, matches, swapped
from draftkit.amending.rows import Row
from draftkit.amending.tree import Tree
from draftkit.errors import SourceError
from draftkit.model.kind import KindSpec
from draftkit.model.place import Source
from draftkit.readers.document import DRAFT_FILE
from draftkit.readers.grammar import Grammar, find_attributes
from draftkit.recognise.blocks import plain_line
from draftkit.recognise.metadata import as_yaml
from draftkit.recognise.terms import number_pattern

TEXT_FILE = "01-noi-dung.md"
_HASHES = {"Phần": "#", "Chương": "#", "Mục": "##", "Tiểu mục": "##", "Điều": "###", "Phụ lục": "#"}
_FRONT = "PHẦN MỞ ĐẦU"
"""What copies print above the first article of an act without chapters."""


def kind_for(number: str, rows: Sequence[Row], kinds: Sequence[KindSpec]) -> KindSpec:
    """The kind of an act by its number and by what it calls itself. Raises SourceError when none fits."""
    fitting = [
        kind
        for kind in kinds
        if kind.words.get("number")
        and number_pattern(kind.words["number"], kind.words.get("symbol", ""), kind.words.get("code", "") or "").match(
            number
        )
    ]
    if not fitting:
        raise SourceError("“{number}” is the number of no kind that is known; name the kind with --kind", number=number)
    text = "\n".join(row.text for row in rows).lower()
    return max(
        fitting, key=lambda kind: (text.count(f"{kind.words.get('type_line', '').lower()} này"), -fitting.index(kind))
    )


def draft_files(rows: Sequence[Row], kind: KindSpec, number: str) -> dict[str, bytes]:
    """The rows of a plain text as the files of a draft."""
    first = next((at for at, row in enumerate(rows) if row.kind), 0)
    front = [row for row in rows[:first] if row.text not in (number, _FRONT)]
    lines = body_lines([*front, *rows[first:]], kind)
    parts = number.split("/")
    given = {"loai": kind.title, "so": parts[0], "nam": parts[1] if len(parts) > 2 else ""}
    meta = as_yaml({key: value for key, value in given.items() if value and (key == "loai" or key in kind.keys)})
    return {DRAFT_FILE: meta.encode(), TEXT_FILE: ("\n".join(lines).strip("\n") + "\n").encode()}


def body_lines(rows: Sequence[Row], kind: KindSpec) -> list[str]:
    """Rows as lines of the dialect, in the outline of a kind."""
    return list(_dialect(rows, Grammar.of(kind.outline)))


def _dialect(rows: Sequence[Row], grammar: Grammar) -> Iterator[str]:
    """Rows as lines of the dialect."""
    place = 0
    while place < len(rows):
        row = rows[place]
        place += 1
        if row.kind in _HASHES:
            titles = []
            while place < len(rows) and rows[place].title:
                titles.append(rows[place].text)
                place += 1
            yield ""
            yield from _heading(row, titles, grammar)
        elif row.kind in ("khoản", "điểm"):
            yield row.text
        else:
            yield ""
            yield plain_line(row.text, grammar)


def _heading(row: Row, titles: Sequence[str], grammar: Grammar) -> Iterator[str]:
    rest = re.sub(rf"^{row.kind}\s+(?:số\s+)?{re.escape(row.label)}\s*[.:]?\s*", "", row.text, flags=re.IGNORECASE)
    title = " ".join(filter(None, (rest if rest != row.text else "", *titles)))
    running = row.kind == "Điều" and title.endswith((".", ";", ":"))  # old laws: the article has no name
    yield f"{_HASHES[row.kind]} {row.kind} {row.label}.{'' if running else ' ' + title}".rstrip()
    if running:
        yield plain_line(title, grammar)


class _Pieces:
    """The lines of a draft's source that belong to each of its rows."""

    def __init__(self, rows: Sequence[Row], source: Source) -> None:
        self.lines = source.text.split("\n")
        self.ends: dict[int, int] = {}
        places = sorted({row.source for row in rows if row.source >= 0})
        self.first = places[0] if places else len(self.lines)
        for place, follow in zip(places, [*places[1:], len(self.lines)], strict=True):
            self.ends[place] = follow

    def of(self, row: Row) -> list[str]:
        """The source lines of a row, with the blank lines and tables after it."""
        return self.lines[row.source : self.ends[row.source]]


def edited_files(
    old: Sequence[Row], new: Sequence[Row], source: Source, grammar: Grammar
) -> tuple[dict[str, str], list[Row]]:
    """The files of a draft by name, with new rows put in and changed ones changed; and the rows whose change could not
    be made because their words are made from a label or a value."""
    pieces = _Pieces(old, source)
    labels = _labels(old, pieces)
    own = {row.source: row for row in old if row.source >= 0}
    out: list[tuple[int, str]] = [(at, line) for at, line in enumerate(pieces.lines[: pieces.first])]
    failed: list[Row] = []
    last = pieces.first
    done: set[int] = set()
    paths = _paths(new)
    place = 0
    while place < len(new):
        row = new[place]
        if row.source >= 0:
            if row.source not in done:
                done.add(row.source)
                lines = pieces.of(row)
                if row.text != own[row.source].text:
                    changed = _changed(lines, own[row.source].text, row.text)
                    if changed is None:
                        failed.append(row)
                    lines = changed or lines
                out += [(row.source, line) for line in lines]
                last = row.source
            place += 1
            continue
        stop = place
        while stop < len(new) and new[stop].source < 0:
            stop += 1
        lines = [*_new_lines(new, place, stop, paths, labels, grammar)]
        if stop < len(new) and new[stop].kind not in ("khoản", "điểm"):
            lines.append("")
        for line in lines:
            if line or (out and out[-1][1]):  # one blank line is enough
                out.append((last, line))
        place = stop
    return _files(out, source), failed


def whole(files: Mapping[str, str], source: Source, originals: Mapping[str, str]) -> dict[str, bytes]:
    """Bodies of files with the metadata that stands above them in the original."""
    offsets = {part.name: part.offset for part in source.parts}
    return {
        name: ("".join(originals[name].splitlines(keepends=True)[: offsets[name]]) + text).encode()
        for name, text in files.items()
    }


def _new_lines(
    rows: Sequence[Row], start: int, stop: int, paths: Mapping[int, str], labels: Mapping[str, str], grammar: Grammar
) -> Iterator[str]:
    written = list(rows[start:stop])
    for offset, row in enumerate(written):
        lines = [*_dialect([row, *_titles(written, offset)], grammar)] if not row.title else []
        label = labels.get(paths.get(start + offset, ""), "")
        for at, line in enumerate(lines):
            yield f"{line} {label}" if label and at == (1 if not lines[0] else 0) else line


def _titles(rows: Sequence[Row], place: int) -> list[Row]:
    found = []
    for row in rows[place + 1 :]:
        if not row.title:
            break
        found.append(row)
    return found


def _paths(rows: Sequence[Row]) -> dict[int, str]:
    return {node.start: "/".join(map(str, node.path())) for node in Tree(rows).walk()}


def _labels(rows: Sequence[Row], pieces: _Pieces) -> dict[str, str]:
    """The `{#label}` of each unit by its path."""
    found: dict[str, str] = {}
    for node in Tree(rows).walk():
        row = rows[node.start]
        if row.source >= 0:
            for line in pieces.of(row)[:1]:
                if attributes := find_attributes(line):
                    found["/".join(map(str, node.path()))] = attributes[0].strip()
    return found


def _changed(lines: list[str], old: str, new: str) -> list[str] | None:
    """Source lines with the change from one printed text to another; None when the words are not typed there."""
    from difflib import SequenceMatcher

    before, after = old.split(" "), new.split(" ")
    text = "\n".join(lines)
    swaps: list[Swap] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        low, high = max(a - 3, 0), min(b + 3, len(before))
        context = " ".join(before[low:high])
        places = matches(text, context)
        if len(places) != 1:
            return None
        swaps.append(Swap(places[0].start, places[0].end, " ".join([*before[low:a], *after[c:d], *before[b:high]])))
    if not swaps or any(a.end > b.start for a, b in pairwise(sorted(swaps))):
        return None if not swaps else _merged(text, old, new)
    return swapped(text, swaps)[0].split("\n")


def _merged(text: str, old: str, new: str) -> list[str] | None:
    places = matches(text, old)
    return swapped(text, [Swap(places[0].start, places[0].end, new)])[0].split("\n") if len(places) == 1 else None


def _files(out: Sequence[tuple[int, str]], source: Source) -> dict[str, str]:
    """Lines told apart by the file each stands in."""
    files: dict[str, list[str]] = {part.name: [] for part in source.parts}
    for place, line in out:
        part = next(part for part in reversed(source.parts) if part.first <= max(place, 0))
        files[part.name].append(line)
    return {name: "\n".join(lines).strip("\n") + "\n" for name, lines in files.items()}
