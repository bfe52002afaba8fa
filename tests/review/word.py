"""A reviewer with Word in hand: edits the XML of a built file, tracked or not."""

from __future__ import annotations

import copy
from collections.abc import Callable

from lxml import etree

from draftkit.word.package import read_package, zip_bytes

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NS}}}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DATE = "2026-11-24T08:00:00Z"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def text_of(paragraph: etree._Element) -> str:
    return "".join(item.text or "" for item in paragraph.iter(W + "t"))


class Reviewer:
    """Edits one file. With an author every change is tracked."""

    def __init__(self, data: bytes, author: str = "") -> None:
        self.parts = read_package(data, "test.docx")
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.author = author
        self.ids = 9000
        self.comments: list[str] = []
        self.answers: list[tuple[str, str]] = []

    def saved(self) -> bytes:
        self.parts["word/document.xml"] = etree.tostring(
            self.root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        if self.comments:
            self._add_comments()
        return zip_bytes(self.parts)

    # -- finding

    def paragraphs(self) -> list[etree._Element]:
        return list(self.root.iter(W + "p"))

    def paragraph(self, words: str) -> etree._Element:
        found = [item for item in self.paragraphs() if words in text_of(item)]
        assert found, words
        return found[0]

    # -- tracked or not

    def _mark(self, kind: str) -> etree._Element:
        self.ids += 1
        return etree.Element(W + kind, {W + "id": str(self.ids), W + "author": self.author, W + "date": DATE})

    def _run(self, text: str, like: etree._Element | None, deleted: bool = False) -> etree._Element:
        run = etree.Element(W + "r")
        props = like.find(W + "rPr") if like is not None else None
        if props is not None:
            run.append(copy.deepcopy(props))
        inner = etree.SubElement(run, W + ("delText" if deleted else "t"))
        inner.text = text
        inner.set(SPACE, "preserve")
        return run

    def replace(self, old: str, new: str, within: str = "") -> None:
        """Words of one paragraph become others; they may stand in several runs."""
        paragraph = self.paragraph(within or old)
        texts = list(paragraph.iter(W + "t"))
        whole = "".join(item.text or "" for item in texts)
        start = whole.index(old)
        end = start + len(old)
        at = 0
        done = False
        for item in texts:
            own = item.text or ""
            first, last = max(start - at, 0), min(end - at, len(own))
            at += len(own)
            if first >= last and not (first == last == len(own) and not old and not done):
                continue
            run = item.getparent()
            parts = [self._run(own[:first], run)] if own[:first] else []
            gone, come = own[first:last], "" if done else new
            done = True
            if self.author:
                if gone:
                    mark = self._mark("del")
                    mark.append(self._run(gone, run, True))
                    parts.append(mark)
                if come:
                    mark = self._mark("ins")
                    mark.append(self._run(come, run))
                    parts.append(mark)
            elif come:
                parts.append(self._run(come, run))
            if own[last:]:
                parts.append(self._run(own[last:], run))
            parent = run.getparent()
            place = parent.index(run)
            parent.remove(run)
            for part in reversed(parts):
                parent.insert(place, part)

    def _mark_paragraph(self, paragraph: etree._Element, kind: str) -> None:
        props = paragraph.find(W + "pPr")
        if props is None:
            props = etree.Element(W + "pPr")
            paragraph.insert(0, props)
        run = props.find(W + "rPr")
        if run is None:
            run = etree.SubElement(props, W + "rPr")
        run.insert(0, self._mark(kind))

    def insert_after(self, words: str, text: str) -> etree._Element:
        """A new paragraph below another, in its style."""
        paragraph = self.paragraph(words)
        new = etree.Element(W + "p")
        props = paragraph.find(W + "pPr")
        if props is not None:
            new.append(copy.deepcopy(props))
        run = self._run(text, None)
        if self.author:
            self._mark_paragraph(new, "ins")
            mark = self._mark("ins")
            mark.append(run)
            new.append(mark)
        else:
            new.append(run)
        paragraph.addnext(new)
        return new

    def delete(self, words: str) -> None:
        """A whole paragraph goes."""
        paragraph = self.paragraph(words)
        if not self.author:
            paragraph.getparent().remove(paragraph)
            return
        self._mark_paragraph(paragraph, "del")
        for run in list(paragraph.iter(W + "r")):
            mark = self._mark("del")
            run.addprevious(mark)
            mark.append(run)
            for item in run.iter(W + "t"):
                item.tag = W + "delText"

    def move_after(self, words: str, target: str, marked: bool = False) -> None:
        """A paragraph moves below another; `marked`: its bookmarks go with it, as they do when it is cut and pasted."""
        paragraph, other = self.paragraph(words), self.paragraph(target)
        moved = copy.deepcopy(paragraph)
        for item in (paragraph if marked else moved).xpath(
            ".//w:bookmarkStart | .//w:bookmarkEnd", namespaces={"w": NS}
        ):
            item.getparent().remove(item)
        if not self.author:
            paragraph.getparent().remove(paragraph)
            other.addnext(moved)
            return
        self._mark_paragraph(moved, "moveTo")
        for run in list(moved.iter(W + "r")):
            mark = self._mark("moveTo")
            run.addprevious(mark)
            mark.append(run)
        other.addnext(moved)
        self._mark_paragraph(paragraph, "moveFrom")
        for run in list(paragraph.iter(W + "r")):
            mark = self._mark("moveFrom")
            run.addprevious(mark)
            mark.append(run)

    def split(self, words: str, at: str, second: str = "") -> None:
        """A paragraph becomes two before the words `at`; `second` is typed in front of the second one."""
        paragraph = self.paragraph(words)
        run = next(item for item in paragraph.iter(W + "t") if at in (item.text or "")).getparent()
        item = run.find(W + "t")
        place = item.text.index(at)
        new = etree.Element(W + "p")
        props = paragraph.find(W + "pPr")
        if props is not None:
            new.append(copy.deepcopy(props))
        new.append(self._run(second + item.text[place:], run))
        for following in list(run.itersiblings()):
            new.append(following)
        item.text = item.text[:place].rstrip()
        item.set(SPACE, "preserve")
        paragraph.addnext(new)
        if self.author:
            self._mark_paragraph(paragraph, "ins")

    def merge(self, first: str, second: str, glue: str = " ") -> None:
        """Two paragraphs become one; untracked."""
        one, other = self.paragraph(first), self.paragraph(second)
        one.append(self._run(glue, None))
        for item in list(other):
            if item.tag != W + "pPr":
                one.append(item)
        other.getparent().remove(other)

    def format(self, words: str, props: str) -> None:
        """Words become bold (`b`) or italic (`i`)."""
        self.replace(words, "\ufdd0")
        run = next(item for item in self.root.iter(W + "t") if item.text == "\ufdd0").getparent()
        run.find(W + "t").text = words
        own = run.find(W + "rPr")
        if own is None:
            own = etree.Element(W + "rPr")
            run.insert(0, own)
        etree.SubElement(own, W + props)

    def row_after(self, words: str, cells: list[str]) -> None:
        """A new row below the row that holds these words."""
        row = next(item for item in self.paragraph(words).iterancestors(W + "tr"))
        new = copy.deepcopy(row)
        for cell, text in zip(new.findall(W + "tc"), cells, strict=True):
            paragraph = cell.find(W + "p")
            for item in list(paragraph):
                if item.tag != W + "pPr":
                    paragraph.remove(item)
            paragraph.append(self._run(text, None))
        row.addnext(new)

    def delete_row(self, words: str) -> None:
        row = next(item for item in self.paragraph(words).iterancestors(W + "tr"))
        row.getparent().remove(row)

    def each(self, change: Callable[[etree._Element], None]) -> None:
        for paragraph in self.paragraphs():
            change(paragraph)

    # -- comments

    def comment(self, words: str, text: str, author: str = "Trần Thị B", answers: int = -1) -> int:
        """A comment around the paragraph that holds these words; `answers` is the number of the one it answers."""
        number = len(self.comments)
        paragraph = self.paragraph(words)
        start = etree.Element(W + "commentRangeStart", {W + "id": str(number)})
        paragraph.insert(1 if paragraph.find(W + "pPr") is not None else 0, start)
        etree.SubElement(paragraph, W + "commentRangeEnd", {W + "id": str(number)})
        run = etree.SubElement(paragraph, W + "r")
        etree.SubElement(run, W + "commentReference", {W + "id": str(number)})
        self.comments.append(
            f'<w:comment w:id="{number}" w:author="{author}" w:date="{DATE}"><w:p w14:paraId="{number + 1:08X}">'
            "<w:r>"
            f"<w:t>{text}</w:t></w:r></w:p></w:comment>"
        )
        self.answers.append((f"{number + 1:08X}", f"{answers + 1:08X}" if answers >= 0 else ""))
        return number

    def _add_comments(self) -> None:
        self.parts["word/comments.xml"] = (
            f'<w:comments xmlns:w="{NS}" xmlns:w14="{W14[1:-1]}">{"".join(self.comments)}</w:comments>'
        ).encode()
        rows = "".join(
            (
                f'<w15:commentEx w15:paraId="{own}"{f" w15:paraIdParent={chr(34)}{parent}{chr(34)}" if parent else ""} '
                'w15:done="0"/>'
            )
            for own, parent in self.answers
        )
        self.parts["word/commentsExtended.xml"] = f'<w15:commentsEx xmlns:w15="{W15}">{rows}</w15:commentsEx>'.encode()
        rels = self.parts["word/_rels/document.xml.rels"].decode()
        more = (
            f'<Relationship Id="rIdYKien" Type="{_REL}/comments" Target="comments.xml"/>'
            '<Relationship Id="rIdYKien2" '
            'Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" '
            'Target="commentsExtended.xml"/>'
        )
        self.parts["word/_rels/document.xml.rels"] = rels.replace(
            "</Relationships>", more + "</Relationships>"
        ).encode()
        types = self.parts["[Content_Types].xml"].decode()
        self.parts["[Content_Types].xml"] = types.replace(
            "</Types>", f'<Override PartName="/word/comments.xml" ContentType="{_COMMENTS}"/></Types>'
        ).encode()
