"""Fields of Word whose result is already there: right when the file is opened, and still updated by F9.

The contents list is a TOC field: Word gathers paragraphs by the outline level of their style, as our entries are, and
sets them in its styles “toc 1” to “toc 9”. Numbers of captions are SEQ fields (ECMA-376 part 1, 17.16.5.56): Word's own
lists of tables and figures find them, and a caption that is put in by hand moves those behind it."""

from __future__ import annotations

from collections.abc import Callable

from draftkit.model.numeral import whole
from draftkit.model.printed import Contents, ContentsLine
from draftkit.word.markup import LIST_ROLES, LIST_STYLE, attribute, begun, escape, run

CAPTIONS = frozenset(("table-caption", "figure-caption"))
"""Roles of captions."""


class Sequences:
    """The captions of one document as they are written; a number that does not follow begins a series anew (`\\r`), as
    that of the first table of an annex does. `within` is the number of an annex that lists its own captions: they are a
    sequence of their own, since a list knows them by nothing else (of the captions between two marks, TOC `\\b`,
    LibreOffice ends at a document with two such lists)."""

    def __init__(self) -> None:
        self.within = ""
        self._last: dict[str, int] = {}

    def called(self, word: str) -> str:
        """The sequence of captions that begin with a word."""
        return f"{word.strip()}_{self.within}" if self.within else word.strip()

    def field(self, word: str, number: str, shown: str) -> str:
        """The number of a caption, `shown` as runs; one that is no plain number (`A.1`) stays text."""
        value, name = whole(number), self.called(word)
        if value is None or not word.strip() or str(value) != number:
            return shown
        follows = value == self._last.get(name, 0) + 1
        self._last[name] = value
        code = rf" SEQ {name} \* ARABIC " if follows else rf" SEQ {name} \* ARABIC \r {value} "
        return f'<w:fldSimple w:instr="{attribute(code)}">{shown}</w:fldSimple>'


_TITLE, _STYLE = LIST_ROLES
_BEGIN, _SEPARATE, _END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def contents_list(item: Contents, head: Callable[[str], str], last: str) -> str:
    """The paragraphs of the list; `head` opens a paragraph in the style of a role, `last` is the opening of the one
    that ends the field."""
    deepest = max((entry.depth for entry in item.entries), default=1)
    return _list(f'\\o "1-{deepest}" \\h \\z \\u', item, lambda depth: head(f"contents-{depth}"), last)


def caption_list(item: Contents, sequence: str, width: int, last: str) -> str:
    """The paragraphs of a list of captions, their pages at the right edge of `width` twips; `last` as above."""
    start = begun(_STYLE, f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>')
    return _list(f'\\h \\z \\c "{sequence}"', item, lambda _: start, last)


def add_list_styles(parts: dict[str, bytes], size: float) -> None:
    """Add Word's own styles for lists of captions, in letters of `size` pt: an updated list keeps its looks."""
    half = round(size * 2)
    looks = ((_TITLE, "TOC Heading", 240, "center", "<w:b/><w:bCs/>"), (_STYLE, LIST_STYLE, 60, "left", ""))
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:pPr>'
        f'{"<w:keepNext/>" if id == _TITLE else ""}<w:spacing w:before="{before}" w:after="0"/>'
        f'<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="{align}"/></w:pPr>'
        f'<w:rPr>{bold}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr></w:style>'
        for id, name, before, align, bold in looks
    )
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", f"{made}</w:styles>".encode())


def _list(switches: str, item: Contents, opening: Callable[[int], str], last: str) -> str:
    start = _BEGIN + _instruction(f" TOC {switches} ") + _SEPARATE
    lines = [
        f"{opening(entry.depth)}{'' if index else start}{_entry(entry)}</w:p>"
        for index, entry in enumerate(item.entries)
    ]
    return "".join(lines) + f"{last}{_END if lines else ''}</w:p>"


def _entry(entry: ContentsLine) -> str:
    page = ""
    if entry.page:
        page = (
            f"<w:r><w:tab/></w:r>{_BEGIN}{_instruction(f' PAGEREF {entry.bookmark} {chr(92)}h ')}{_SEPARATE}<w:r>"
            f"<w:t>{escape(entry.page)}</w:t></w:r>{_END}"
        )
    return f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{run(entry.text)}{page}</w:hyperlink>'


def _instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{escape(text)}</w:instrText></w:r>'
