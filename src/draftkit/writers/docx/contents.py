"""The contents list as a TOC field of Word whose result is already there: right when the file is opened, and still
updated by F9.

Word gathers paragraphs by the outline level of their style, as our entries are, and sets them in its styles “toc 1” to
“toc 9”."""

from __future__ import annotations

from collections.abc import Callable

from draftkit.model.printed import Contents, ContentsLine
from draftkit.word.markup import escape, run

_BEGIN, _SEPARATE, _END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def contents_list(item: Contents, head: Callable[[str], str], last: str) -> str:
    """The paragraphs of the list; `head` opens a paragraph in the style of a role, `last` is the opening of the one
    that ends the field."""
    deepest = max((entry.depth for entry in item.entries), default=1)
    start = _BEGIN + _instruction(f' TOC \\o "1-{deepest}" \\h \\z \\u ') + _SEPARATE
    lines = [
        f"{head(f'contents-{entry.depth}')}{'' if index else start}{_entry(entry)}</w:p>"
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
