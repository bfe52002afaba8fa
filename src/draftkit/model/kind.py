"""A kind of document as data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from draftkit.model.message import Provision
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple

NEWS = "tin"
"""The page of a kind that is news."""
AS_IT_STANDS = "nguyen-van"
"""The class of a text issued together with a document that is printed as it stands: no header, no type and no name are
written above it."""
HEADLESS = "khong-tieu-de"
"""The class of a text issued together with a document that has no header of its own."""
UNCOUNTED = "khong-so"
"""The class of an annex that has no number though others have."""
CONSOLIDATED = "merged"
"""The set of rules by which the kind of consolidated texts is known."""
LANDSCAPE = "ngang"
"""The class of an annex that lies on its side."""


class Level(NamedTuple):
    """One level of an outline.

    `name` is the English term of Akoma Ntoso; `keyword` starts a heading line (`Điều`), `marker` a numbered paragraph
    (`{n}.`); a level with neither is a heading known by its number of `#`. `cite` is the word that references use.
    `heading` is `stacked` (number line above title line) or `inline`. `runs_on` means the count does not restart in
    each parent. `label` is how the number is printed: `Điều {n}.`. `caps` prints the title in capitals; `hashes` is how
    many `#` the source layout has. A `label` without `{n}` prints no number: the heading is its title, and a number in
    front of it belongs to the title. `whole` means the number holds those of the units around it (`2.1.3`, `A.1`), so a
    reference needs no more. `own_pages` starts page numbers again. `status` maps a class of the heading to the words
    printed for it (`quy-dinh` → `(quy định)`). A heading `broken` has all its parts in one paragraph.
    `front`: it stands before the title of the text, where the kind prints one. `restarts`: its numbers begin anew
    behind a paragraph that announces another list."""

    name: str
    depth: int
    numeral: str = "arabic"
    keyword: str = ""
    marker: str = ""
    label: str = "{n}"
    cite: str = ""
    heading: str = ""
    runs_on: bool = False
    caps: bool = False
    title_required: bool = False
    page_break: bool = False
    hashes: int = 1
    parents: tuple[str, ...] = ()
    whole: bool = False
    own_pages: bool = True
    front: bool = False
    restarts: bool = False
    status: Mapping[str, str] = MappingProxyType({})

    @property
    def bare(self) -> bool:
        """Whether headings of this level have no keyword."""
        return not self.keyword and not self.marker

    def bears(self, number: str) -> bool:
        """Whether a heading without a keyword bears such a number: where it holds those around it, `1.2` is one of `##`
        only."""
        return number.count(".") == (self.hashes - 1 if self.whole else 0)

    @property
    def shows_number(self) -> bool:
        """Whether the number of a unit is printed."""
        return "{n}" in self.label

    def typed(self, number: str, text: str = "", keyword: str = "") -> str:
        """The line that a unit of this level is typed on: `# Chương II. Tên`, `### 1.2.1 Tên`, `3. Lời`, `a) Lời`;
        `keyword` is what it is called where that is not its own word."""
        if self.marker:
            return f"{self.marker.replace('{n}', number)} {text}".rstrip()
        head = " ".join(filter(None, ("#" * self.hashes, keyword or self.keyword, number)))
        undotted = self.bare and (self.whole or not number)
        return " ".join(filter(None, (head if undotted else f"{head}.", text)))


class Outline(NamedTuple):
    """The levels of a text from the outermost inwards."""

    levels: tuple[Level, ...] = ()

    def by_keyword(self) -> dict[str, Level]:
        """Heading levels by keyword in lower case, longest keyword first; of several with one keyword the outermost."""
        found = {level.keyword.lower(): level for level in reversed(self.levels) if level.keyword}
        return dict(sorted(found.items(), key=lambda item: -len(item[0])))

    def namesakes(self) -> dict[str, tuple[Level, ...]]:
        """The levels that share a keyword, by it: which is meant is told by what they stand in."""
        found: dict[str, tuple[Level, ...]] = {}
        for level in self.levels:
            if level.keyword:
                found[level.keyword.lower()] = (*found.get(level.keyword.lower(), ()), level)
        return {keyword: levels for keyword, levels in found.items() if len(levels) > 1}

    def by_hashes(self) -> dict[int, Level]:
        """Heading levels without a keyword by their number of `#`."""
        return {level.hashes: level for level in self.levels if level.bare}


class MetaKey(NamedTuple):
    """A metadata key a kind knows: its type (`text`, `list`, `date`, `map`, `number`, `document`, `documents`), whether
    it must be there, and what it is for. `unless` names a key that makes it needless, `keys` those that a map
    there (or each map of a list) may have; empty: any (of a `document` that is only cited: those that describe it);
    `parts` tells what those are for, `lists` names those that hold several texts (`*`: all). `default` is what counts
    where a document is silent, `values` are those that it may have; empty: any."""

    name: str
    type: str = "text"
    required: bool = False
    help: str = ""
    unless: str = ""
    keys: tuple[str, ...] = ()
    default: Data = None
    values: tuple[str, ...] = ()
    parts: Mapping[str, str] = MappingProxyType({})
    lists: tuple[str, ...] = ()

    @property
    def is_truth(self) -> bool:
        """Whether it is said or denied."""
        return {*self.values} == {"true", "false"}


class Signing(NamedTuple):
    """Who may sign documents of a kind: in whose name (`collective`, after TM.), with which `heads`, and with which
    `capacities` (TM, Q, KT, TL, TUQ); no heads: any. `source` is the provision."""

    source: Provision
    capacities: tuple[str, ...]
    heads: tuple[str, ...] = ()
    collective: str = ""


class KindSpec(NamedTuple):
    """All that core code knows of a kind: data from its `kind.yaml`.

    `attachment_level` is that of a text issued together with the document: it has the outline of the body, counts anew,
    and is called by the one of `attachment_types` that its name starts with."""

    name: str
    title: str
    folder: str
    profile: str
    template: str
    outline: Outline
    annex: Outline
    annex_level: Level | None
    keys: Mapping[str, MetaKey]
    words: Mapping[str, str]
    rule_sets: tuple[str, ...] = ()
    behaviour: str = ""
    attachment_level: Level | None = None
    attachment_types: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ("docx",)
    """The formats a build makes when none is asked for."""
    page: str = ""
    """The folder of a site where the pages of this kind stand: `tin` for news, `tu-lieu` for what explains; empty when
    it has no pages of its own."""
    paragraphs: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Role of a paragraph by the words it opens with: `note` by `CHÚ THÍCH`."""
    divisions: tuple[str, ...] = ()
    """Blocks between `:::` that the kind knows besides those of every kind."""
    signing: Signing | None = None
    language: str = "vi"
    called_in: Mapping[str, str] = MappingProxyType({})
    """What documents of the kind are called in the languages it has words of."""
    public: bool = False
    """Whether texts of this kind are held in by gates until they are fit for the public."""
    example: tuple[str, ...] = ()
    """Title, as its line says it, and lines of the body of its starter."""
    sample: tuple[str, ...] = ()
    """Lines of its starter that no document keeps."""

    @property
    def levels(self) -> tuple[Level, ...]:
        """All levels: of the body, of the annexes, of what stands outside the body."""
        return (*self.outline.levels, *self.annex.levels, *self.outer_levels)

    @property
    def outer_levels(self) -> tuple[Level, ...]:
        """The levels of what stands outside the body: annexes, what the outline of the annexes puts beside them, texts
        issued together."""
        beside = tuple(level for level in self.annex.levels if not level.depth)
        return (*(level for level in (self.annex_level, self.attachment_level) if level), *beside)

    @property
    def family(self) -> str:
        """The rule set that governs its format: `nd30` administrative, `qppl` normative; empty for neither."""
        return next((family for family in ("nd30", "qppl") if family in self.rule_sets), "")

    def called(self, type: str) -> KindSpec:
        """The kind of a document that names its type itself: its own words (`act: "{ten_loai}"`) say that type, in
        lower case after the first letter when it was typed in capitals."""
        if "{ten_loai}" not in self.words.get("act", ""):
            return self
        name = type.capitalize() if type.isupper() else type[:1].upper() + type[1:]
        said = {key: self.words[key].replace("{ten_loai}", name or self.title) for key in ("act", "this")}
        return self._replace(words={**self.words, **said})

    def attached(self, title: str) -> str:
        """What a text issued together with the document is called, by the start of its name; empty for none known."""
        found = [name for name in self.attachment_types if f"{title} ".lower().startswith(f"{name} ".lower())]
        return max(found, key=len, default="")
