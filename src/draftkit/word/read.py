"""A Word file from bytes to values: the one door to the reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from draftkit.errors import SourceError
from draftkit.model.message import Message, msg
from draftkit.model.numeral import number
from draftkit.word.again import Again
from draftkit.word.numbering import Numbering, written
from draftkit.word.package import DAMAGED, Relation, first, read_package, relations
from draftkit.word.revisions import accept, changed_by, has_revisions, reject
from draftkit.word.story import Anchor, Shared, Story
from draftkit.word.styles import Styles
from draftkit.word.tables import mm
from draftkit.word.values import Block, Comment, Paragraph, Section, WordFile
from draftkit.word.xml import NESTED, VAL, W14, W15, Element, R, W, flag, parse, val

KEEP, ACCEPT, REJECT = "keep", "accept", "reject"
_SETTLE = {ACCEPT: accept, REJECT: reject}
_SETTLED = (
    (msg("{count} tracked changes by {who} are accepted"), msg("{count} changes of looks alone by {who} are accepted")),
    (msg("{count} tracked changes by {who} are rejected"), msg("{count} changes of looks alone by {who} are rejected")),
)
"""What is told of changes that were accepted, and rejected: of the text, of its looks."""
_STRAIGHT = 15
"""The mode of Word from which on the edge of a table, not the words in it, stands under the text ([MS-DOCX] 2.5.1)."""
_COMMON = ("styles", "theme")
"""Types of parts that the files made with one template have in common."""
_UNREAD = frozenset(("chart", "chartEx", "diagramData", "oleObject", "package", "aFChunk"))
_SIDES = {
    "top": "top",
    "bottom": "bottom",
    "left": "left",
    "start": "left",
    "right": "right",
    "end": "right",
    "gutter": "gutter",
}


def read_word(
    source: Path | bytes, name: str = "", *, changes: str = KEEP, ties: bool = False, again: Again | None = None
) -> WordFile:
    """Read a Word file, from its path or its bytes; `name` is what messages call it.

    `changes` says what to do with tracked changes: `keep` marks runs, paragraph marks, rows and cells with them,
    `accept` and `reject` read the file as if all had been accepted or rejected, automatic numbers included. A no-break
    space is read as the space it is to a reader, unless pages are to be set (`ties`). `again` remembers one file from
    state to state. Raises SourceError when it is no Word file, or damaged."""
    name = name or (source.name if isinstance(source, Path) else "docx")
    return read_parts(read_package(source, name), name, changes=changes, ties=ties, again=again)


def read_parts(
    parts: Mapping[str, bytes], name: str, *, changes: str = KEEP, ties: bool = False, again: Again | None = None
) -> WordFile:
    """Read a Word file from its parts, as `read_word` does."""
    try:
        return _Book(parts, name, changes, ties).read(again)
    except RecursionError:
        raise SourceError(NESTED, file=name) from None


class _Book:
    """The parts of one file while they are read."""

    def __init__(self, parts: Mapping[str, bytes], name: str, changes: str, ties: bool) -> None:
        self.parts, self.name, self.changes = parts, name, changes
        self.changed_by: tuple[Counter[str], Counter[str]] = Counter(), Counter()
        package = relations(parts, "", name)
        self.main = first(package, "officeDocument") or ("word/document.xml" if "word/document.xml" in parts else "")
        if not self.main.endswith(".xml") or self.main not in parts or not self.main.startswith("word/"):
            if self.main.startswith(("xl/", "ppt/")):
                raise SourceError("{file}: a spreadsheet or presentation, not a Word file.", file=name)
            if parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument"):
                said = "{file}: an OpenDocument file (.odt). Open it in Word or LibreOffice and save it as .docx."
                raise SourceError(said, file=name)
            if self.main not in parts:
                raise SourceError(DAMAGED, file=name)
        self.relation = relations(parts, self.main, name)
        self.common = {first(self.relation, type) for type in _COMMON}
        self.settings = self.part("settings")
        styles = Styles(self.part("styles"), self.part("theme"))
        self.shared = Shared(name, styles, Numbering(self.part("numbering"), styles.numbering_style), ties)
        self.shared.hangs = _mode(self.settings) < _STRAIGHT
        self.counts = {"note": 0, "endnote": 0}
        self.note_format = {"note": "decimal", "endnote": "lowerRoman"}
        self.note_start = {"note": 1, "endnote": 1}
        self.note_restart = {"note": False, "endnote": False}
        self.note_rules(self.settings)
        self.shared.note_number = self.note_number
        self.edges: dict[str, tuple[Block, ...]] = {}

    def part(self, type: str) -> Element | None:
        """The part of a type, its changes settled; None when the file has none."""
        target = first(self.relation, type)
        return self.tree(target) if target in self.parts else None

    def tree(self, part: str) -> Element:
        settled = self.changes in _SETTLE and has_revisions(self.parts[part])
        root = parse(self.parts[part], f"{self.name}:{part}", shared=part in self.common and not settled)
        if settled:
            for known, found in zip(self.changed_by, changed_by(root), strict=True):
                known.update(found)
            _SETTLE[self.changes](root)
        return root

    def read(self, again: Again | None) -> WordFile:
        if any(part.endswith("vbaProject.bin") for part in self.parts):
            self.shared.lose(msg("macros were left out"))
        rest = again.rest(self.parts, self.main) if again and not has_revisions(self.parts[self.main]) else None
        root = self.tree(self.main) if rest is None else parse(rest, self.name)
        body = root.find(W + "body")
        if body is None:
            raise SourceError("{file}: “{part}” holds no text.", file=self.name, part=self.main)
        story = Story(self.shared, self.relation)
        known = again.walk(story, lambda piece: parse(piece, self.name)) if again and rest else None
        sections = self.sections(known or story.walk(body), body)
        notes = {kind: self.notes(f"{kind}s") for kind in ("footnote", "endnote")}
        media = {part: self.parts[part] for part in sorted(self.parts) if "/media/" in f"/{part}"}
        targets = sorted({one.target for one in self.relation.values() if one.sort in _UNREAD and not one.outside})
        return WordFile(
            sections,
            notes["footnote"],
            notes["endnote"],
            self.comments(story.anchors),
            media,
            self.properties(),
            (*self.shared.losses, *self._settled()),
            {target: self.parts[target] for target in targets if target in self.parts},
        )

    def _settled(self) -> Iterator[Message]:
        """What was done with tracked changes."""
        for found, accepted, rejected in zip(self.changed_by, *_SETTLED, strict=True):
            if found:
                told = {"count": found.total(), "who": ", ".join(sorted(name or "?" for name in found))}
                yield (accepted if self.changes == ACCEPT else rejected)._replace(values=told)

    def sections(self, walked: Iterable[tuple[Block, Element]], body: Element) -> tuple[Section, ...]:
        out: list[Section] = []
        blocks: list[Block] = []
        for block, element in walked:
            blocks.append(block)
            end = element.find(f"{W}pPr/{W}sectPr") if element.tag == W + "p" else None
            if end is not None:
                out.append(self.section(end, tuple(blocks), out[-1] if out else None))
                blocks = []
                self.note_section(end)
        last = body.find(W + "sectPr")
        if blocks or not out:
            closing = last if last is not None else Element(W + "sectPr")
            out.append(self.section(closing, tuple(blocks), out[-1] if out else None))
        return tuple(out)

    def section(self, element: Element, blocks: tuple[Block, ...], before: Section | None) -> Section:
        size, margin, pages = element.find(W + "pgSz"), element.find(W + "pgMar"), element.find(W + "pgNumType")
        margins = {
            _SIDES[key.rpartition("}")[2]]: mm(value)
            for key, value in (margin.attrib.items() if margin is not None else ())
            if key.rpartition("}")[2] in _SIDES
        }
        start = pages.get(W + "start") if pages is not None else None
        columns = element.find(W + "cols")
        return Section(
            (mm(size.get(W + "w")), mm(size.get(W + "h"))) if size is not None else (215.9, 279.4),
            margins,
            size is not None and size.get(W + "orient") == "landscape",
            mm(margin.get(W + "header")) if margin is not None else 0,
            mm(margin.get(W + "footer")) if margin is not None else 0,
            flag(element, "titlePg"),
            number(start) if start is not None else None,
            blocks,
            self.edge(element, "header", before.headers if before else {}),
            self.edge(element, "footer", before.footers if before else {}),
            max(number(columns.get(W + "num"), 1), 1) if columns is not None else 1,
            mm(columns.get(W + "space")) if columns is not None else 0,
            element.find(W + "lnNumType") is not None,
        )

    def edge(
        self, element: Element, kind: str, before: Mapping[str, tuple[Block, ...]]
    ) -> Mapping[str, tuple[Block, ...]]:
        """Headers or footers of a section, those it does not have taken from the section before."""
        out = dict(before)
        for item in element.findall(f"{W}{kind}Reference"):
            which = item.get(W + "type", "default")
            related = self.relation.get(item.get(R + "id", ""))
            if (
                related
                and related.target in self.parts
                and (which != "even" or flag(self.settings, "evenAndOddHeaders"))
            ):
                out[which] = self.story(related)
        return out

    def story(self, related: Relation) -> tuple[Block, ...]:
        if related.target not in self.edges:
            story = Story(self.shared, relations(self.parts, related.target, self.name))
            self.edges[related.target] = story.blocks(self.tree(related.target))
        return self.edges[related.target]

    def notes(self, type: str) -> Mapping[str, tuple[Block, ...]]:
        """Notes by id, in the order of their marks; the lines that separate them from the text are none."""
        root = self.part(type)
        if root is None:
            return {}
        kind = "note" if type == "footnotes" else "endnote"
        relation = relations(self.parts, first(self.relation, type), self.name)
        found = {item.get(W + "id", ""): item for item in root if item.get(W + "type", "normal") == "normal"}
        marked = [id for marked, id in self.shared.notes if marked == kind and id in found]
        return {
            id: Story(self.shared, relation).blocks(found[id])
            for id in [*marked, *(id for id in found if id not in set(marked))]
        }

    def note_rules(self, element: Element | None) -> None:
        """How notes are numbered, from the settings or a section."""
        for kind, tag in (("note", "footnotePr"), ("endnote", "endnotePr")):
            rules = None if element is None else element.find(W + tag)
            self.note_format[kind] = val(rules, "numFmt") or self.note_format[kind]
            self.note_start[kind] = number(val(rules, "numStart"), self.note_start[kind])
            self.note_restart[kind] = (
                val(rules, "numRestart") or ("eachSect" if self.note_restart[kind] else "")
            ) == "eachSect"

    def note_section(self, element: Element) -> None:
        self.note_rules(element)
        for kind, restarts in self.note_restart.items():
            if restarts:
                self.counts[kind] = 0

    def note_number(self, kind: str) -> str:
        self.counts[kind] += 1
        return written(self.counts[kind] + self.note_start[kind] - 1, self.note_format[kind])

    def comments(self, anchors: Mapping[str, Anchor]) -> tuple[Comment, ...]:
        root = self.part("comments")
        if root is None:
            return ()
        relation = relations(self.parts, first(self.relation, "comments"), self.name)
        threads = self.part("commentsExtended")
        about = {item.get(W15 + "paraId", ""): item for item in threads} if threads is not None else {}
        ids = {para.get(W14 + "paraId", ""): item.get(W + "id", "") for item in root for para in item.findall(W + "p")}
        out = []
        for item in root.findall(W + "comment"):
            id = item.get(W + "id", "")
            paragraphs = item.findall(W + "p")
            thread = about.get(paragraphs[-1].get(W14 + "paraId", "")) if paragraphs else None
            text = "\n".join(plain(block) for block in Story(self.shared, relation).blocks(item))
            anchor = anchors.get(id) or Anchor(0)
            parent = ids.get(thread.get(W15 + "paraIdParent", ""), "") if thread is not None else ""
            done = thread is not None and thread.get(W15 + "done", "0") in ("1", "true")
            author, day = item.get(W + "author", ""), item.get(W + "date", "")
            out.append(Comment(id, author, day, text, anchor.paragraph, "".join(anchor.words), parent, done))
        return tuple(out)

    def properties(self) -> Mapping[str, str]:
        """Title, author and the like by their local names, and own properties by their names."""
        out: dict[str, str] = {}
        for part in ("docProps/core.xml", "docProps/custom.xml"):
            if part in self.parts:
                for item in parse(self.parts[part], f"{self.name}:{part}"):
                    out[item.get("name") or item.tag.rpartition("}")[2]] = "".join(item.itertext())
        return out


def _mode(settings: Element | None) -> int:
    """The version of Word that a file is set as; 0 when it does not say."""
    found = settings.iterfind(f"{W}compat/{W}compatSetting") if settings is not None else ()
    return next((number(item.get(VAL)) for item in found if item.get(W + "name") == "compatibilityMode"), 0)


def plain(block: Block) -> str:
    """The text a block shows; cells of a table divided by tabs, rows and paragraphs by line ends."""
    if isinstance(block, Paragraph):
        return block.text()
    return "\n".join("\t".join("\n".join(map(plain, cell.blocks)) for cell in row.cells) for row in block.rows)
