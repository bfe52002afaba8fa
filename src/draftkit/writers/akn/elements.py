"""The elements of Akoma Ntoso that levels of an outline become, their identifiers, and XML as text. Every text of a
draft passes `safe` or `attribute` on its way in; elements that hold text are written without white space of our own.

Identifiers (Akoma Ntoso Naming Convention 1.0): `art_5__para_2`. A unit that is counted through the whole text is known
by its number alone, so that its identifier stays when chapters are drawn otherwise. What stands in an annex begins with
that of the annex. What a text of law refers to is told by these, other acts by their FRBR address
(`/akn/vn/act/nghi-dinh/2022/8-2022-nd-cp`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from draftkit.law.acts import CitedAct, cited_acts
from draftkit.law.lists import Step
from draftkit.law.lookup import NOWHERE
from draftkit.law.references import HERE, Citation, Member, find
from draftkit.model.kind import Level
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Block, Division, Figure, Formula, Quote, Table, Unit
from draftkit.resolve.bound import Bound
from draftkit.resolve.typed import Index
from draftkit.text.fold import bare, slug
from draftkit.text.passage import xml_text
from draftkit.word import markup

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:draftkit:akn:1"
"""The namespace of what the standard has no place for."""
SOURCE = "#draftkit"
"""Who made what the program makes: analysis, lifecycle, references."""
BLOCK = "block"
"""The name of an hcontainer that is no unit: running text between units."""
MADE = "made"
"""The class of text that a kind makes of its metadata."""
_SAME = ("part", "chapter", "section", "subsection", "article", "point")
_ELEMENTS = {"heading": "section", "subpoint": "indent", **dict(zip(_SAME, _SAME, strict=True))}
SHORT = {
    "part": "part",
    "chapter": "chp",
    "section": "sec",
    "subsection": "subsec",
    "article": "art",
    "paragraph": "para",
    "clause": "para",
    "point": "point",
    "indent": "indent",
    "subpoint": "indent",
    "level": "lvl",
    "hcontainer": "hcontainer",
    "annex": "att",
    "table": "table",
    "figure": "figure",
    "formula": "formula",
}
"""What an identifier calls an element (Akoma Ntoso Naming Convention 1.0, 5.4), and our levels of the same sort."""


def element_of(level: Level) -> str:
    """The element of a level; `hcontainer` for one that Akoma Ntoso has no word for."""
    if level.marker:
        return _ELEMENTS.get(level.name, "point" if level.marker.endswith(")") else "paragraph")
    return _ELEMENTS.get(level.name, "level" if level.bare else "hcontainer")


def safe(text: str) -> str:
    """A text of a draft as XML; signs that XML cannot hold are left out."""
    return markup.escape(xml_text(text))


def attribute(text: str) -> str:
    """A text of a draft within a double-quoted attribute."""
    return markup.attribute(xml_text(text)).replace("\n", "&#10;").replace("\t", "&#9;")


def inline(name: str, inner: str = "", /, **given: str) -> str:
    """An element that stands in a text. Empty attributes are left out; `class_` is `class`."""
    said = "".join(
        f' {key.rstrip("_").replace("dk_", "dk:")}="{attribute(value)}"' for key, value in given.items() if value
    )
    return f"<{name}{said}>{inner}</{name}>" if inner else f"<{name}{said}/>"


def block(name: str, inner: str = "", /, **given: str) -> str:
    """An element on lines of its own."""
    if inner.endswith("\n"):
        inner = f"\n{inner}"
    return inline(name, inner, **given) + "\n"


_LETTERED = 3
"""Numbers of more signs are words or symbols of documents."""


class Addresses:
    """`of` holds the identifier of each unit, quotation, and captioned block by serial number (a quotation: by its
    line), `labels` the label it was given."""

    def __init__(self, bound: Bound) -> None:
        self.of: dict[int, str] = {}
        self.quotes: dict[int, str] = {}
        self.labels: dict[int, str] = {}
        self._bound = bound
        self._taken: set[str] = set()
        self._walk(bound.draft.body, "", "", False)
        for annex in bound.draft.annexes:
            name = self._unused(_joined("", SHORT["annex"], bound.numbers.get(annex.serial, annex.number)))
            self._keep(annex, name)
            self._walk(annex.body, name, name, False)

    def _walk(self, blocks: Iterable[Block], prefix: str, text: str, quoted: bool) -> None:
        """`prefix` is the identifier of what stands around, `text` that of the annex it all stands in."""
        for block in blocks:
            if isinstance(block, Unit):
                number = block.number if quoted else self._bound.numbers.get(block.serial, block.number)
                element = element_of(block.level)
                alone = not quoted and (block.level.runs_on or block.level.whole)
                name = self._unused(_joined(text if alone else prefix, SHORT[element], number))
                self._keep(block, name)
                self._walk(block.body, name, text, quoted)
            elif isinstance(block, Quote):
                name = self._unused(_joined(prefix, "qstr", "1"))
                self.quotes[block.line] = name
                self._walk(block.blocks, name, name, True)
            elif isinstance(block, Division):
                self._walk(block.blocks, prefix, text, quoted)
            elif isinstance(block, (Table, Figure, Formula)):
                word = "table" if isinstance(block, Table) else "figure" if isinstance(block, Figure) else "formula"
                name = _joined(prefix, word, self._bound.counted.get(block.serial, "") or "1")
                self._keep(block, self._unused(name))

    def names(self, serial: int) -> dict[str, str]:
        """The attributes by which a unit or block is found: its identifier, and its label."""
        return {"eId": self.of.get(serial, ""), "wId": self.labels.get(serial, "")}

    def _keep(self, block: Unit | Table | Figure | Formula, name: str) -> None:
        self.of[block.serial] = name
        if block.label:
            self.labels[block.serial] = block.label

    def _unused(self, name: str) -> str:
        stem, _, last = name.rpartition("_")
        found, count = name, 1
        while found in self._taken:
            count += 1
            found = f"{stem}_{count}" if last == "1" else f"{name}-{count}"
        self._taken.add(found)
        return found


def _joined(prefix: str, short: str, number: str) -> str:
    own = f"{short}_{number_part(number) or 1}"
    return f"{prefix}__{own}" if prefix else own


def number_part(number: str) -> str:
    """A number as part of an identifier: `2.1.3` is `2-1-3`, `đ` is `dd`, to be told from `d`."""
    text = bare(number.replace("đ", "dd").replace("Đ", "DD") if len(number) <= _LETTERED else number)
    words = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in text).split()
    return "-".join(words)


_HERE_ALONE = frozenset(("table", "figure", "formula"))
"""What is meant to stand in the same text when nobody says otherwise."""


class Span(NamedTuple):
    """A stretch of a text that refers to something, or to all from that up to another."""

    start: int
    end: int
    href: str
    up_to: str = ""


class Citing:
    """Finds the references of a text; `addresses` are those of the document it stands in."""

    def __init__(self, bound: Bound, addresses: Addresses) -> None:
        self._bound = bound
        self._addresses = addresses

    @cached_property
    def index(self) -> Index:
        """The units of the document."""
        return Index(self._bound)

    def spans(self, text: str, line: int) -> list[Span]:
        """The references in a text that stands on a line of the source, in order, none within another."""
        acts = list(cited_acts(text))
        found = [Span(act.start, act.end, act_address(act)) for act in acts]
        for citation in find(text):
            found += self._members(citation, acts, line)
        out: list[Span] = []
        for span in sorted(found):
            if not out or span.start >= out[-1].end:
                out.append(span)
        return out

    def around(self, line: int) -> str:
        """The identifier of the innermost unit that a line of the source stands in; empty outside of all."""
        chain = self.index.chain(self.index.around(line))
        return self._addresses.of.get(chain[-1].serial, "") if chain else ""

    def _members(self, citation: Citation, acts: list[CitedAct], line: int) -> Iterator[Span]:
        of, last = cited_in(citation, acts), Span(0, 0, "")
        for member in citation.members:
            if of:
                where = portion(member.path)
                href = f"{act_address(of)}/~{where}" if where else ""
            else:
                href = self._own(citation, member, line)
            alone = len(citation.members) == 1
            if member.joint == "đến" and last.href and href:
                last = last._replace(end=member.end, up_to=href)
                continue
            if last.href:
                yield last
            last = Span(*((citation.start, citation.units_end) if alone else (member.start, member.end)), href)
        if last.href:
            yield last

    def _own(self, citation: Citation, member: Member, line: int) -> str:
        document, index = citation.document, self.index
        alone = not document.type and not member.here
        if document.other or (alone and member.path[0].level not in _HERE_ALONE):
            return ""
        here = index.around(line)
        within = index.lookup.top(here) if alone else index.text_of(citation, member, here)
        if within is None:
            return ""
        at = index.lookup.find(member.path, here, within).at
        name = "" if at == NOWHERE else self._addresses.of.get(index.blocks[at].serial, "")
        return f"#{name}" if name else ""


def cited_in(citation: Citation, acts: Iterable[CitedAct]) -> CitedAct | None:
    """The act of `acts` that provisions are cited of; None when they are of this document, or of one not told."""
    document = citation.document
    return next((act for act in acts if document.other and act.start <= citation.end and act.at >= document.said), None)


def portion(path: tuple[Step, ...]) -> str:
    """The identifier of a provision of another act by its way; empty when it is told from where the text stands."""
    if any(step.number == HERE or step.level not in SHORT for step in path):
        return ""
    first = next((at for at, step in enumerate(path) if step.level == "article"), 0)
    return "__".join(f"{SHORT[step.level]}_{number_part(step.number) or 1}" for step in path[first:])


def act_address(act: CitedAct) -> str:
    """The FRBR address of a cited act, as far as its number tells."""
    return address("act", act.type, act.year or act.date[:4], act.number)


def address(doctype: str, type: str, year: str, number: str) -> str:
    """The FRBR address of a work (Naming Convention 1.0, 4.4): country, sort, type, year, number as known."""
    return "/".join(filter(None, ("/akn/vn", doctype, slug(type), year, slug(number.lstrip("0")))))
