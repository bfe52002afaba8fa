"""Brings what deleted content needs into the new package: pictures, links, list numbers, styles, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree

from draftkit.model.numeral import whole
from draftkit.word.edit import Package
from draftkit.word.markup import R_NS
from draftkit.word.names import Element, R, W, tags
from draftkit.word.package import Relation

_NUMBERING, _STYLES = "word/numbering.xml", "word/styles.xml"
_STYLED = tags("pStyle rStyle tblStyle")
_FORGOTTEN = ("paraId", "textId", "rsidR", "rsidRDefault", "rsidP", "rsidRPr", "rsidTr", "rsidDel")
_MARKS = tags("commentRangeStart commentRangeEnd commentReference proofErr permStart permEnd lastRenderedPageBreak")


class Carrier:
    """Makes content of the old package fit to stand in the new one."""

    def __init__(self, old: Package, new: Package) -> None:
        self.old = old
        self.new = new
        self._parts: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        self._styles: set[str] | None = None
        self._bookmarks: set[str] | None = None
        self._next_bookmark = 0

    def bring(self, element: Element, part: str) -> None:
        """Settle relationships, list numbers, styles and bookmarks inside an element of `part`."""
        unwanted = []
        opened: dict[str, str] = {}
        for item in element.iter():
            tag = item.tag
            if tag in _STYLED:
                self._style(item.get(W + "val") or "")
            elif tag == W + "numId":
                item.set(W + "val", self._number(item.get(W + "val") or "0"))
            elif tag in (W + "bookmarkStart", W + "bookmarkEnd"):
                if not self._bookmark(item, opened):
                    unwanted.append(item)
            elif tag in _MARKS or tag == W + "sectPr":
                unwanted.append(item)
            if not item.attrib:
                continue
            for key, value in item.attrib.items():
                if key.startswith(R):
                    item.set(key, self._linked(value, part))
                elif key.startswith("{") and key.rpartition("}")[2] in _FORGOTTEN:
                    del item.attrib[key]
        for item in unwanted:
            parent = item.getparent()
            if parent is not None:
                parent.remove(item)

    # -- relationships

    def _linked(self, key: str, part: str) -> str:
        link = self.old.links(part).get(key)
        if link is None:
            return key
        return self.new.add_link(part, self._carried(link))

    def _carried(self, link: Relation) -> Relation:
        """A relationship of an old part for one of the new package, with what it leads to."""
        return link if link.outside else link._replace(target=self._part(link.target))

    def _part(self, name: str) -> str:
        """The name in the new package of a part of the old one, copied with all it leads to."""
        if name in self._parts:
            return self._parts[name]
        data = self.old.parts.get(name, b"")
        target = name
        if name in self.new.parts and self.new.parts[name] != data:
            folder, _, base = name.rpartition("/")
            target = f"{folder}/cu-{len(self._parts) + 1}-{base}"
        self._parts[name] = target
        if target in self.new.parts:
            return target
        self.new.add_part(target, data, self.old.content_type(name))
        for key, link in self.old.links(name).items():
            self.new.links(target)[key] = self._carried(link)
            self.new._fresh.add(target)
        return target

    # -- list numbers, styles

    def _number(self, key: str) -> str:
        if key in self._numbers or key == "0" or _NUMBERING not in self.old.parts:
            return self._numbers.get(key, key)
        self._numbers[key] = key
        if _NUMBERING not in self.new.parts:
            self.new.add_part(_NUMBERING, self.old.parts[_NUMBERING], self.old.content_type(_NUMBERING))
            self.new.add_link("word/document.xml", Relation(f"{R_NS}/numbering", _NUMBERING, False))
            return key
        before, after = self.old.root(_NUMBERING), self.new.root(_NUMBERING)
        mine = _definition(before, key)
        if mine is None:
            return key
        theirs = _definition(after, key)
        if theirs is not None and [*map(canonical, mine)] == [*map(canonical, theirs)]:
            return key
        number, abstract = deepcopy(mine[0]), deepcopy(mine[1])
        abstract_id = str(
            1 + max((whole(item.get(W + "abstractNumId"), 0) for item in after.iter(W + "abstractNum")), default=0)
        )
        number_id = str(1 + max((whole(item.get(W + "numId"), 0) for item in after.iter(W + "num")), default=0))
        abstract.set(W + "abstractNumId", abstract_id)
        for item in abstract.findall(W + "nsid"):
            abstract.remove(item)
        number.set(W + "numId", number_id)
        number.find(W + "abstractNumId").set(W + "val", abstract_id)
        first = next((at for at, item in enumerate(after) if item.tag == W + "num"), len(after))
        after.insert(first, abstract)
        last = max((at for at, item in enumerate(after) if item.tag == W + "num"), default=len(after) - 1)
        after.insert(last + 1, number)
        self._numbers[key] = number_id
        return number_id

    def _style(self, key: str) -> None:
        if self._styles is None:
            styles = self.new.root(_STYLES).iter(W + "style") if _STYLES in self.new.parts else ()
            self._styles = {item.get(W + "styleId") or "" for item in styles} or {""}
        if not key or key in self._styles or _STYLES not in self.old.parts or _STYLES not in self.new.parts:
            return
        self._styles.add(key)
        found = next(
            (item for item in self.old.root(_STYLES).iter(W + "style") if item.get(W + "styleId") == key), None
        )
        if found is None:
            return
        copied = deepcopy(found)
        copied.attrib.pop(W + "default", None)
        for item in copied.iter(W + "numId"):
            item.set(W + "val", self._number(item.get(W + "val") or "0"))
        self.new.root(_STYLES).append(copied)
        for name in ("basedOn", "next", "link"):
            for item in copied.findall(W + name):
                self._style(item.get(W + "val") or "")

    # -- bookmarks

    def _bookmark(self, item: Element, opened: dict[str, str]) -> bool:
        """Whether a bookmark of the old file stays: only when the new file has none of its name."""
        if self._bookmarks is None:
            starts = list(self.new.root("word/document.xml").iter(W + "bookmarkStart"))
            self._bookmarks = {(start.get(W + "name") or "").lower() for start in starts}
            self._next_bookmark = 1_000_000 + len(starts)
        key = item.get(W + "id") or ""
        if item.tag == W + "bookmarkEnd":
            if key in opened:
                item.set(W + "id", opened.pop(key))
                return True
            return False
        name = (item.get(W + "name") or "").lower()
        closed = next((True for end in item.itersiblings(W + "bookmarkEnd") if end.get(W + "id") == key), False)
        if name in self._bookmarks or not closed:
            return False
        self._bookmarks.add(name)
        self._next_bookmark += 1
        opened[key] = str(self._next_bookmark)
        item.set(W + "id", opened[key])
        return True


def _definition(root: Element, key: str) -> tuple[Element, Element] | None:
    number = next((item for item in root.iter(W + "num") if item.get(W + "numId") == key), None)
    if number is None or number.find(W + "abstractNumId") is None:
        return None
    wanted = number.find(W + "abstractNumId").get(W + "val")
    abstract = next((item for item in root.iter(W + "abstractNum") if item.get(W + "abstractNumId") == wanted), None)
    return None if abstract is None else (number, abstract)


def canonical(element: Element) -> str:
    """An element as canonical XML: the same text for the same element, however it was written."""
    # by itself: in place all the document is read; by C14N 2.0, as 1.0 stops at a namespace that is no full address
    return str(etree.canonicalize(deepcopy(element)))


def part_names(parts: Iterable[str], *starts: str) -> Iterator[str]:
    """Parts of the word folder whose names start so, in order."""
    for name in sorted(parts):
        if name.startswith(tuple(f"word/{start}" for start in starts)) and name.endswith(".xml"):
            yield name
