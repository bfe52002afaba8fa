"""Parts of a Word file that nobody changes by a slip: block-level content controls (`w:sdt`) whose content is locked.

Three parts make up a file: the head (national name, issuing body, number, place and date), the words of the document
with its annexes, and the foot (recipients, signatures). A blank that is filled in by hand, number or date, stays open
in a locked head: controls within a group can be filled in (ECMA-376 part 1, 17.5.2.17). A lock keeps from slips and
from nothing else, whoever wants to takes it off in Word; what was altered is told by the receipt."""

from __future__ import annotations

from pathlib import Path

from draftkit.errors import ConfigError
from draftkit.model.keys import PROTECTED
from draftkit.model.meta import written
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame
from draftkit.text.own_words import said
from draftkit.word.identity import LOCK, LOCK_ON
from draftkit.word.markup import begun, escape
from draftkit.writers.docx.shell import paragraph_around
from draftkit.writers.docx.template import Sections

HEAD, TEXT, FOOT = _PARTS = ("phan_dau", "noi_dung", "phan_ky")
_TITLES = {HEAD: "Phần đầu (khóa)", TEXT: "Nội dung (khóa)", FOOT: "Phần ký (khóa)"}
_CLOSE = "</w:sdtContent></w:sdt>"
_FILLED_IN = (
    f'<w:sdt><w:sdtPr><w:tag w:val="{LOCK}o_trong"/><w:lock w:val="sdtLocked"/><w:text/></w:sdtPr><w:sdtContent>'
)


class Locks:
    """What is written around the parts of a document that are locked: as it says, else as its kind does."""

    def __init__(self, bound: Bound) -> None:
        asked = bound.option(PROTECTED)
        entries = asked if isinstance(asked, list) else [asked]
        self.parts = frozenset(_PARTS) & {written(one) for one in entries if not isinstance(one, (list, dict))}
        self.bound = bound
        self.open = {part: self._opening(part) if part in self.parts else "" for part in _PARTS}
        self.close = {part: _CLOSE if part in self.parts else "" for part in _PARTS}

    def around(self, sections: Sections, frame: Frame, template: Path) -> None:
        """Lock what stands before and behind the body. Raises ConfigError where the template has no tables of a part:
        they tell where it ends."""
        if not self.parts:
            return
        before, between = sections.before, sections.between
        start, found = before.index("<w:body>") + len("<w:body>"), (_tables(before), _tables(between))
        for part, place in zip((HEAD, FOOT), found, strict=True):
            if part in self.parts and not place[1]:
                told = "template {file} has no table that holds “{part}”: take it out of “{key}”."
                raise ConfigError(told, file=template.name, part=part, key=PROTECTED)
        end, (first, last) = found[0][1] or start, found[1]
        head = before[start:end]
        if HEAD in self.parts:
            meta = self.bound.meta
            for text, given in ((frame.number, meta.number), (frame.place_date, meta.date)):
                head = head if given or not text else _filled_in(head, text)
        sections.before = before[:start] + self._put(HEAD, head) + self.open[TEXT] + before[end:]
        foot = self.close[TEXT] + self._put(FOOT, between[first:last]) + self.open[TEXT]
        sections.between = between[:first] + foot + between[last:]

    def section(self, ending: str) -> str:
        """A paragraph that ends a section, which stands in no control: LibreOffice would print “PAGE” at the head of
        the pages. Nor does it know bookmarks in the first paragraph of a control, so that one has none."""
        return f"{_CLOSE}{ending}{self._opening(TEXT, LOCK_ON)}" if TEXT in self.parts else ending

    def tidy(self, document: bytes) -> bytes:
        """The document without controls that hold nothing."""
        return document.replace(f"{self.open[TEXT]}{_CLOSE}".encode(), b"") if TEXT in self.parts else document

    def _put(self, part: str, blocks: str) -> str:
        return f"{self.open[part]}{blocks}{self.close[part]}" if blocks else ""

    def _opening(self, part: str, begin: str = LOCK) -> str:
        thin = f"{begun('Ke0')}</w:p>" if begin == LOCK_ON else ""
        title = said(self.bound.draft.kind.language, _TITLES[part])
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{title}"/><w:tag w:val="{begin}{part}"/>'
            f'<w:lock w:val="sdtContentLocked"/><w:group/></w:sdtPr><w:sdtContent>{thin}'
        )


def _tables(xml: str) -> tuple[int, int]:
    """Where the first table begins and the last one ends; twice 0 without any."""
    first = xml.find("<w:tbl>")
    return (first, xml.rindex("</w:tbl>") + len("</w:tbl>")) if first >= 0 else (0, 0)


def _filled_in(head: str, text: str) -> str:
    """A head in which what the paragraph says that holds `text` can be typed over."""
    start, end = paragraph_around(head, escape(text))
    inner = head.find("</w:pPr>", start, end) + len("</w:pPr>")
    if start < 0 or inner < start:
        return head
    last = end - len("</w:p>")
    return f"{head[:inner]}{_FILLED_IN}{head[inner:last]}{_CLOSE}{head[last:]}"
