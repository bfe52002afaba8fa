"""What binding makes of a draft: numbers, bookmarks, labels, and contents as printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from draftkit.model.act import LegalAct, Organisation
from draftkit.model.inline import Content
from draftkit.model.message import Fault
from draftkit.model.meta import Data, Metadata
from draftkit.model.named import NamedTuple
from draftkit.model.place import Place
from draftkit.model.printed import Item
from draftkit.model.profile import FormatProfile
from draftkit.model.tree import Draft, Holder, Paragraph, Table, text_of
from draftkit.resolve.labels import Target
from draftkit.text.together import tie

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

    def option(self, key: str) -> Data:
        """A key that chooses among ways to print: as the document says, else as its kind does."""
        own = self.meta.values.get(key)
        known = self.draft.kind.keys.get(key)
        return own if own is not None or known is None else known.default

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
