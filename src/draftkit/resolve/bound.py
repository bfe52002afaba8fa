"""What binding makes of a draft: numbers, bookmarks, labels, contents as printed, and which item of a content
became which words: for who must find the way back from a printed text to its source.

Bookmark names follow labels (`{#khoan-hai}` → `khoan_hai`), so they stay when neighbours move. A unit without a label
gets a hidden name made from its own text. Word allows 40 characters: letters, digits, underscore."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from zlib import crc32

from draftkit.law.dates import is_date
from draftkit.model.act import LegalAct, Organisation
from draftkit.model.captions import has_lists
from draftkit.model.inline import Content, aimed, plain
from draftkit.model.message import Fault, Place, fault_at, msg
from draftkit.model.meta import Data, Metadata
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Item, headings
from draftkit.model.profile import FormatProfile
from draftkit.model.tree import (
    Block,
    Division,
    Draft,
    Figure,
    Formula,
    Holder,
    Paragraph,
    Quote,
    Table,
    Unit,
    is_plain,
    opening,
    text_of,
)
from draftkit.resolve.values import on_a_line
from draftkit.text.address import outward
from draftkit.text.figures import amount
from draftkit.text.together import tie

_LIMIT = 40  # signs of a bookmark name that Word takes
_CODE = re.compile(r"[0-9]{4,}(?:\s*[-–]\s*[0-9]{4,})?")
_CODES = re.compile(r"\s*(?:mã|hs|số hiệu)(?!\w)|.*\bcodes?\b", re.IGNORECASE)
"""What a column of codes is called."""


class Target(NamedTuple):
    """What a label points to, and the units around it outermost first (the target last when it is a unit)."""

    block: Unit | Table | Figure | Formula
    chain: tuple[Unit, ...]


class Labels:
    """Targets by label, bookmark names by serial of the block, label faults."""

    def __init__(self, draft: Draft, reserved: frozenset[str]) -> None:
        self.targets: dict[str, Target] = {}
        self.bookmarks: dict[int, str] = {}
        self.faults: list[Fault] = []
        self._reserved = reserved
        self._source = draft.source
        self._seen: dict[str, int] = {}
        self._listed = has_lists(draft)
        self._taken: set[str] = set()
        self._walk(draft.blocks, ())

    def _walk(self, blocks: tuple[Block, ...], chain: tuple[Unit, ...]) -> None:
        for block in blocks:
            kind = type(block)
            if kind is Paragraph or kind is Quote:
                continue
            if isinstance(block, Unit):
                inner = (*chain, block)
                label, line, body = block.label, block.line, block.body
                if label:
                    self._add(label, Target(block, inner), Place(line, block.column))
                self.bookmarks[block.serial] = (
                    self._named(label) if label else self._hidden(block.level.name, opening(block))
                )
                if not is_plain(body):
                    self._walk(body, inner)
            elif isinstance(block, (Table, Figure, Formula)):
                if block.label:
                    self._add(block.label, Target(block, chain), Place(block.line))
                    self.bookmarks[block.serial] = self._named(block.label)
                elif self._listed and not isinstance(block, Formula):
                    self.bookmarks[block.serial] = self._hidden(type(block).__name__, plain(block.caption))
            elif isinstance(block, Division):
                self._walk(block.blocks, chain)

    def _add(self, label: str, target: Target, place: Place) -> None:
        if label in self.targets:
            first = self._source.span(Place(self.targets[label].block.line))
            message = msg("label “{label}” is already used at {first}; the first one counts")
            self.faults.append(fault_at("DK-R002", place, message, label=label, first=str(first)))
            return
        if label in self._reserved:
            message = msg("label “{label}” is also a legal document in references.yaml; rename one", label=label)
            self.faults.append(Fault("DK-R002", message, place))
        self.targets[label] = target

    def _named(self, label: str) -> str:
        """The bookmark of a label; Word tells bookmarks apart neither by case nor by hyphen and underscore."""
        name, again = bookmark_name(label), 1
        while name.lower() in self._taken:
            again += 1
            name = bookmark_name(f"{label}-{again}")
        self._taken.add(name.lower())
        return name

    def _hidden(self, sort: str, text: str) -> str:
        digest = f"{crc32(f'{sort}|{text}'.encode()):08x}"
        again = self._seen.get(digest, 0)
        self._seen[digest] = again + 1
        return f"_dk_{digest}_{again}" if again else f"_dk_{digest}"


def bookmark_name(label: str) -> str:
    """The bookmark of a label: hyphens become underscores; a long one is cut and told apart by a hash."""
    name = label.replace("-", "_")
    if len(name) <= _LIMIT:
        return name
    return f"{name[: _LIMIT - 9]}_{crc32(label.encode()):08x}"


Cells = tuple[tuple[Content, ...], ...]


class Use(NamedTuple):
    """A reference that was bound: from which unit (its serial number; 0 outside any) to which label, where."""

    unit: int
    label: str
    place: Place


class Quotation(NamedTuple):
    """Words between curly quotes with the label they are quoted from right after them: `“…” (@khoan-hai)`."""

    text: str
    label: str
    place: Place


class Worded(NamedTuple):
    """What references and values were worded as, from where to where in the source."""

    start: Place
    end: Place
    text: str


class Words(NamedTuple):
    """A text as it was written when it was bound, and as printed."""

    written: Content
    printed: Content


class Rows(NamedTuple):
    """The cells of a table as they were written when it was bound, and as printed."""

    written: Cells
    printed: Cells


class Bound(NamedTuple):
    """A draft with its numbers, bookmarks and bound contents, each by the serial number of its holder; `opening` and
    `closing` are printed before and after the body by kinds that bring them."""

    draft: Draft
    profile: FormatProfile
    numbers: Mapping[int, str]
    counted: Mapping[int, str]
    labels: Mapping[str, Target]
    bookmarks: Mapping[int, str]
    notes: tuple[Paragraph, ...]
    note_numbers: Mapping[str, int]
    uses: tuple[Use, ...]
    acts: Mapping[str, LegalAct]
    organisations: Mapping[str, Organisation]
    faults: tuple[Fault, ...]
    texts: Mapping[int, Words]
    """The texts of paragraphs, titles and captions that binding changed."""
    tables: Mapping[int, Rows]
    """The cells of tables that binding changed."""
    bases: tuple[Content, ...]
    opening: tuple[Item, ...] = ()
    closing: tuple[Item, ...] = ()
    words: frozenset[str] = frozenset()
    """Words the project has beside those of the language."""
    others: Mapping[str, Bound] = MappingProxyType({})
    """Documents that references reach into, by the name this one has for them."""
    told: Mapping[str, Bound] = MappingProxyType({})
    """Documents that must wait and that it names or quotes by typed words, by their paths."""
    values: Mapping[str, str] = MappingProxyType({})
    """The values printed, by name."""
    quotations: tuple[Quotation, ...] = ()
    worded: tuple[Worded, ...] = ()
    """What stands in the text instead of references and values, in the order they were bound."""
    cited: Mapping[str, str] = MappingProxyType({})
    """The documents cited, by name or id, as cited in full."""
    meta: Metadata = Metadata()
    """The metadata as printed: values filled in."""
    repeated_notes: frozenset[str] = frozenset()
    """Keys of the footnotes that are marked more than once."""
    pages: Mapping[str, str] = MappingProxyType({})
    """The page of each bookmark that a list names, when pages are known."""
    leading: Bound | None = None
    """The same with its links to sources, which are words here: whoever gets a file has no sources."""

    def aimed(self, to: Callable[[str], str]) -> Bound:
        """The document with its links to sources (`khac.md#dieu-5`) leading to what `to` gives for them; words where
        that is empty."""
        if self.leading is None:
            return self

        def led(content: Content) -> Content:
            return aimed(content, lambda url: outward(url) or to(url))

        full = self.leading
        rows = {key: (one, tuple(tuple(map(led, row)) for row in one.printed)) for key, one in full.tables.items()}
        return self._replace(
            texts={key: one._replace(printed=led(one.printed)) for key, one in full.texts.items()},
            tables={key: one._replace(printed=printed) for key, (one, printed) in rows.items()},
            notes=tuple(note._replace(content=led(note.content)) for note in full.notes),
            bases=tuple(map(led, full.bases)),
        )

    def with_faults(self, found: Iterable[Fault]) -> Bound:
        """The same with more faults."""
        faults = (*self.faults, *found)
        return self if faults == self.faults else self._replace(faults=faults)

    def text(self, holder: Holder) -> Content:
        """What a paragraph says, a unit is titled, a table or figure is captioned, as printed. What was written into
        the holder since the draft was bound is returned as it stands."""
        written = holder.content if type(holder) is Paragraph else text_of(holder)
        known = self.texts.get(holder.serial)
        return written if known is None or known.written != written else known.printed

    def rows(self, table: Table) -> Cells:
        """The cells of a table, in the same way."""
        known = self.tables.get(table.serial)
        return known.printed if known and known.written == table.rows else table.rows

    def align(self, table: Table) -> tuple[str, ...]:
        """How each column of a table is aligned: as its source says, else left; where the kind says how (`canh_so`),
        columns of figures below a heading and behind a first column stand so unless the source says anything."""
        wanted = self.draft.kind.words.get("canh_so", "") if table.ruled else ""
        rows = self.rows(table)
        heads = headings(len(rows), table.merges)
        body = [row for row in rows[heads:] if len(row) > 1] if wanted else []
        columns = range(max(map(len, rows), default=0))
        sides = (*table.align, *[""] * len(columns))
        cells = [[[plain(row[at]) for row in part if at < len(row)] for part in (rows[:heads], body)] for at in columns]
        return tuple(sides[at] or (wanted if at and _are_figures(*cells[at]) else "left") for at in columns)

    def line(self, typed: str) -> str:
        """A text typed in the metadata where only one line can stand: without its marks, values as they are."""
        return on_a_line(typed, self.values.get)

    def option(self, key: str) -> Data:
        """A key that chooses among ways to print: as the document says, else as its kind does."""
        own = self.meta.values.get(key)
        known = self.draft.kind.keys.get(key)
        return own if own is not None or known is None else known.default

    @property
    def day(self) -> str:
        """The day it was signed, for programs to read (ISO); empty where the metadata say something else."""
        return self.meta.date if is_date(self.meta.date) else ""

    @property
    def tied(self) -> Callable[[str], str]:
        """What holds together on one line what its kind wants there."""
        return tie(self.draft.kind.words.get("no_break", ""))

    def target(self, label: str) -> tuple[Bound, Target] | None:
        """Where a label points, in this document or in one it names, and the document; None when it points nowhere, or
        to a document as a whole."""
        if label in self.labels:
            return self, self.labels[label]
        name, _, inner = label.partition(".")
        other = self.others.get(name)
        return (other, other.labels[inner]) if other and inner in other.labels else None


def _are_figures(heads: Iterable[str], cells: Iterable[str]) -> bool:
    """Whether cells hold figures, of one unit where they say it, and some do; others may be empty or have a dash, and
    brackets stand for a minus. What is called a code is none, nor is what numbers something: four digits or more
    without a sign, as many in each cell (years)."""
    texts = [text.strip(" *") for text in cells if text.strip(" -–—…")]
    found = [amount(text) or amount(text.strip("()")) for text in texts]
    coded = any(map(_CODES.match, heads)) or (all(map(_CODE.fullmatch, texts)) and len(set(map(len, texts))) == 1)
    return bool(found) and None not in found and len({one.unit for one in found if one} - {""}) < 2 and not coded


class Step(NamedTuple):
    """How `used` items of a content from `at` on were bound: the words; for an emphasised one, the steps within."""

    at: int
    used: int
    words: Content
    inner: Steps = ()


Steps = tuple[Step, ...]


class Written(NamedTuple):
    """A content as written, and how its items were bound; without steps they are printed as they stand."""

    content: Content
    steps: Steps = ()


class Trace:
    """The contents of a draft with their steps: texts by the serial number of their holder, cells by that of their
    table, row and column; and the legal bases in order."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int, int], Written] = {}
        self.bases: list[Written] = []

    def written(self, content: Content, serial: int, row: int = -1, column: int = -1) -> Written:
        """A content that stands there, with its steps; without when another was bound there, or none."""
        known = self.known.get((serial, row, column))
        return known if known and known.content == content else Written(content)
