"""Two Word packages to one with tracked changes, proved before it is handed out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from unicodedata import is_normalized, normalize

from lxml import etree

from draftkit.errors import SourceError
from draftkit.files.whole import write_whole
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.redline.blocks import Blocks
from draftkit.redline.carry import Carrier, canonical, part_names
from draftkit.redline.inline import Notes
from draftkit.redline.looks import Looks
from draftkit.redline.marks import HYPERLINK, Marker
from draftkit.redline.verify import Parts, check_redline, pieces
from draftkit.word.edit import Package
from draftkit.word.identity import LOCK, LOCK_ON, is_term_mark
from draftkit.word.markup import R_NS
from draftkit.word.names import DEL, DOCUMENT, INS, MC, MOVE_FROM, MOVE_TO, SDT, SDT_CONTENT, SECT, Element, P, T, W
from draftkit.word.package import DAMAGED, STRICT, Relation, zip_bytes
from draftkit.word.revisions import FORMER_LOOKS, RANGES, accept, has_revisions
from draftkit.word.xml import M, tags

AUTHOR = "draftkit"
DATE = "2000-01-01T00:00:00Z"
"""The date of changes when none is given: no clock is read, so the same files give the same bytes."""
_ANNOTATIONS = tags("bookmarkStart commentRangeStart ins del moveFrom moveTo")
_ID = W + "id"
_NOTE_PARTS = {"word/footnotes.xml": "footnote", "word/endnotes.xml": "endnote"}

_COMMENTS = "word/comments"
_STRICT = "{http://purl.oclc.org/ooxml/"
_ASTRAY = """//mc:AlternateContent[parent::w:p or parent::w:tc or parent::w:body]
    | //w:footnoteReference[not(parent::w:r)] | //w:endnoteReference[not(parent::w:r)] | //w:t[*]"""
"""What Word does not write between words; alternatives within a run are as a drawing."""
_WRAPS = tags("sdtContent customXml")
_BLOCKS = _WRAPS + tags("body tc txbxContent hdr ftr footnote endnote comment")
_WITHIN_P = _WRAPS + tags("p hyperlink fldSimple smartTag ins del moveFrom moveTo dir bdo rt rubyBase")
_HOLD = {
    **dict.fromkeys(tags("p tbl"), _BLOCKS),
    **dict.fromkeys(tags("r hyperlink fldSimple smartTag"), _WITHIN_P),
    **dict.fromkeys(tags("t delText br cr"), tags("r")),
    **dict.fromkeys(tags("tr"), _WRAPS + tags("tbl")),
    **dict.fromkeys(tags("tc"), _WRAPS + tags("tr")),
}
"""In what each element that holds words may stand (ECMA-376-1, 17.2 to 17.4); what stands in a formula is its own."""


class Redline(NamedTuple):
    """The parts of the redline, how many changes it marks, what the reader should know, and whether something differs
    that is not tracked and therefore stays as in the new file."""

    parts: dict[str, bytes]
    changes: int
    notices: tuple[Message, ...]
    untracked: bool = False

    @property
    def data(self) -> bytes:
        """The redline as a Word file."""
        return zip_bytes(self.parts)

    def write(self, path: str | Path) -> None:
        """Write the file. Raises OutputError when it cannot be written."""
        write_whole(Path(path), self.data)


def _is_astray(root: Element) -> bool:
    """Whether words, or what holds them, stand where none belong."""
    parents = ((one, one.getparent()) for one in root.iter(*_HOLD))
    return bool(root.xpath(_ASTRAY, namespaces={"w": W[1:-1], "mc": MC[1:-1]})) or any(
        parent is not None and parent.tag not in _HOLD[one.tag] and not parent.tag.startswith(M)
        for one, parent in parents
    )


def redline(
    old: Parts, new: Parts, author: str = AUTHOR, date: str = DATE, names: tuple[str, str] = ("old", "new")
) -> Redline:
    """The new file with the changes from the old one tracked; everything that cannot be tracked is that of the new
    file, with a notice. Raises SourceError when one is no Word file, InternalError when the result would not give back
    both texts."""
    before, after = Package(dict(old), names[0]), Package(dict(new), names[1])
    for package in (before, after):
        if DOCUMENT not in package.parts:
            raise SourceError(DAMAGED, file=package.name)
        if _is_astray(package.root(DOCUMENT)):
            told = "{file}: between its words stands what each program reads otherwise: save it once in Word."
            raise SourceError(told, file=package.name)
        unwrap_made(package.root(DOCUMENT))
        package.parts[DOCUMENT] = b""  # the tree holds all of it, and long documents are large
    cut = pieces(old[DOCUMENT]), pieces(new[DOCUMENT])
    notices = _accepted(before) + _accepted(after)
    accepted = len(notices)
    notices += _untracked(before, after)
    composed = _composed(before, after, b"".join(set(cut[0]) ^ set(cut[1])))
    looks = _looks(before, after, None if accepted or composed else cut)
    _share_names(before.root(DOCUMENT), after)
    ids = {item.get(_ID) for root in after.roots.values() for item in root.iter(*_ANNOTATIONS)}
    first = 1 + max((whole(key, 0) for key in ids), default=0)
    marker, carrier, notes = Marker(author, date, first), Carrier(before, after), Notes()
    _body(before, after, carrier, marker, notes, looks)
    for part, tag in _NOTE_PARTS.items():
        _merge_notes(part, tag, carrier, marker, notes)
    for part in part_names(after.parts, "header", "footer"):
        if part in before.parts and before.parts[part] != after.parts[part]:
            Blocks(carrier, marker, part, Notes()).merge(before.root(part), after.root(part))
    parts, count = after.finished(), marker.count
    before.roots.clear()  # the proof parses once more: three trees of a long document would be held at once
    after.roots.clear()
    del marker, carrier, notes
    check_redline(old, new, parts, names, cut)
    looks.numbers(old, parts)
    notices += looks.notices(names[1])
    return Redline(parts, count, tuple(notices), len(notices) > accepted)


def _looks(before: Package, after: Package, cut: Sequence[Sequence[bytes]] | None) -> Looks:
    """How the looks of what both files say differ; `cut` are the pieces of their documents, None when these are not
    what the trees say any more."""
    looks = Looks()
    looks.equal(before.root(DOCUMENT), after.root(DOCUMENT), cut)
    for part in (*_NOTE_PARTS, *part_names(after.parts, "header", "footer")):
        if part in before.parts and part in after.parts and before.parts[part] != after.parts[part]:
            looks.equal(before.as_it_is(part), after.as_it_is(part))
    return looks


def _composed(before: Package, after: Package, differing: bytes) -> bool:
    """Put letters and their signs together into one: words that differ in no more than that are the same. Returns
    whether there were any; `differing` is all in which the documents differ."""
    found = False
    for package in (before, after):
        for part in _told(package):
            if _is_composed(differing if part == DOCUMENT else package.parts[part]):
                continue
            found = True
            for item in package.root(part).iter(T):
                if item.text and not is_normalized("NFC", item.text):
                    item.text = normalize("NFC", item.text)
    return found


def _told(package: Package) -> list[str]:
    """The parts of a package that say something: document, notes, headers and footers."""
    parts = (DOCUMENT, *_NOTE_PARTS, *part_names(package.parts, "header", "footer"))
    return [part for part in parts if part in package.parts]


def _is_composed(data: bytes) -> bool:
    return b"&#" not in data and b"\0" not in data and is_normalized("NFC", data.decode(errors="replace"))


def _body(before: Package, after: Package, carrier: Carrier, marker: Marker, notes: Notes, looks: Looks) -> None:
    roots = before.root(DOCUMENT), after.root(DOCUMENT)
    bodies = [root.find(W + "body") for root in roots]
    for package, root in zip((before, after), roots, strict=True):
        if root.tag.startswith(_STRICT):
            raise SourceError(STRICT, file=package.name)
    if bodies[0] is None or bodies[1] is None:
        raise SourceError(DAMAGED, file=(before if bodies[0] is None else after).name)
    Blocks(carrier, marker, DOCUMENT, notes, looks).merge(*bodies)


def _accepted(package: Package) -> list[Message]:
    """Accept the changes a file already tracks."""
    tracked = [part for part in _told(package) if part in package.roots or has_revisions(package.parts[part])]
    count = sum(accept_all(package.root(part)) for part in tracked)
    text = msg("{file}: its {count} tracked changes were accepted before comparing.", file=package.name, count=count)
    return [text] if count else []


def _untracked(before: Package, after: Package) -> list[Message]:
    """What differs and cannot be tracked: it is as in the new file."""
    found: list[Message] = []
    if before.parts.get("word/styles.xml") != after.parts.get("word/styles.xml"):
        found.append(msg("Styles differ and cannot be tracked: those of {file} were taken.", file=after.name))
    sections = [[canonical(item) for item in package.root(DOCUMENT).iter(SECT)] for package in (before, after)]
    if sections[0] != sections[1]:
        found.append(msg("Page set-up differs and cannot be tracked: that of {file} was taken.", file=after.name))
    edges = [set(part_names(package.parts, "header", "footer")) for package in (before, after)]
    if edges[0] != edges[1]:
        said = "The files do not have the same headers and footers: those of {file} were taken."
        found.append(msg(said, file=after.name))
    if "word/comments.xml" in before.parts:
        found.append(msg("Comments of {file} are not in the redline.", file=before.name))
    remarks = [
        {name: data for name, data in package.parts.items() if name.startswith(_COMMENTS)}
        for package in (before, after)
    ]
    if remarks[1] and remarks[0] != remarks[1]:
        found.append(msg("Comments and which of them are resolved are as in {file}.", file=after.name))
    return found


def _share_names(old: Element, after: Package) -> None:
    """Let the new document know the namespaces of the old one, for content from there to need no declarations."""
    new = after.root(DOCUMENT)
    ignored = [set((root.get(MC + "Ignorable") or "").split()) for root in (old, new)]
    known = {key: value for key, value in old.nsmap.items() if key and key not in new.nsmap}
    if not known and ignored[0] <= ignored[1]:
        return
    root = etree.Element(new.tag, dict(new.attrib), nsmap={**known, **new.nsmap})
    names = sorted(name for name in ignored[0] | ignored[1] if name in root.nsmap)
    if names:
        root.set(MC + "Ignorable", " ".join(names))
    root.extend(list(new))
    after.roots[DOCUMENT] = root


def _merge_notes(part: str, tag: str, carrier: Carrier, marker: Marker, notes: Notes) -> None:
    """Changes inside notes: those on both sides are compared, those on one side marked as a whole."""
    before, after = carrier.old, carrier.new
    both, gone, come = notes.both.get(part, []), notes.gone.get(part, []), notes.come.get(part, [])
    if not (both or gone or come) or part not in {**before.parts, **after.parts}:  # a mark of a note that is nowhere
        return
    if part not in after.parts:
        _borrow(part, tag, before, after)
    old = {note.get(W + "id"): note for note in before.root(part).iter(W + tag)} if part in before.parts else {}
    new = {note.get(W + "id"): note for note in after.root(part).iter(W + tag)}
    if both:
        blocks = Blocks(carrier, marker, part, Notes())
        for left, right in both:
            if left in old and right in new:
                blocks.merge(old[left], new[right])
    for key in come:
        if key in new:
            _mark(new[key], marker, INS)
    last = max((whole(key, 0) for key in new), default=0)
    for number, (key, mark) in enumerate(gone, last + 1):
        if key in old:
            note = old[key]
            carrier.bring(note, part)
            _mark(note, marker, DEL)
            note.set(W + "id", str(number))
            mark.set(W + "id", str(number))
            after.root(part).append(note)


def _mark(note: Element, marker: Marker, tag: str) -> None:
    for paragraph in note.iterchildren(P):
        marker.content(paragraph, tag)


def _borrow(part: str, tag: str, before: Package, after: Package) -> None:
    """Give the new package a part for notes when only the old one has it, without its notes."""
    after.add_part(part, before.parts[part], before.content_type(part))
    root = after.root(part)
    for note in list(root.iter(W + tag)):
        if note.get(W + "type") in (None, "normal"):
            root.remove(note)
    accept_all(root)
    after.add_link(DOCUMENT, Relation(f"{R_NS}/{tag}s", f"word/{tag}s.xml", False))


_CELLS = tags("cellIns cellDel cellMerge")


def accept_all(root: Element) -> int:
    """Accept every revision in a part, in place. Returns how many there were."""
    count = sum(1 for _ in root.iter(DEL, MOVE_FROM, INS, MOVE_TO, *FORMER_LOOKS, *RANGES, *_CELLS))
    if count:
        accept(root)
    return count


def unwrap_made(root: Element) -> None:
    """Take out, in place, what draftkit writes around the text of a part and nobody typed: links of terms to their
    definitions, and locks, in which no change could be accepted."""
    for item in list(root.iter(HYPERLINK, SDT)):
        if item.tag == HYPERLINK:
            if is_term_mark(item.get(W + "anchor") or ""):
                _unwrapped(item)
            continue
        tag, content = (item.find(path) for path in (f"{W}sdtPr/{W}tag", SDT_CONTENT))
        lock = "" if tag is None or content is None else tag.get(W + "val") or ""
        if lock.startswith(LOCK):
            item[:] = content[1 if lock.startswith(LOCK_ON) and len(content) and content[0].tag == P else 0 :]
            _unwrapped(item)


def _unwrapped(element: Element) -> None:
    parent = element.getparent()
    at = parent.index(element)
    parent[at : at + 1] = list(element)
