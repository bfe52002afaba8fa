"""A starter of an amending draft: the front and the last articles of its kind, and two instructions to write over."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from draftkit.amend.acts import info_of
from draftkit.amend.source import text_of_document
from draftkit.amending.rows import Row, rows_of
from draftkit.amending.terminal import cited
from draftkit.amending.tree import Tree
from draftkit.library.document import Document

_BLOCK = re.compile(r"^(?:gia_tri|van_ban|phu_luc):.*\n(?:[ \t]+.*\n)*", re.MULTILINE)
_NAME = re.compile(r"^ten_goi:.*$", re.MULTILINE)
_LAST = re.compile(r"^### Điều\. (?:Hiệu lực|Trách nhiệm|Điều khoản) thi hành.*\n(?:[^#\n].*\n|\n)*", re.MULTILINE)


def amending_starter(front: str, body: str, base: Document, home: Path) -> tuple[str, str]:
    """Front matter and body of a draft in the folder `home` that amends a base, from those of the starter of its
    kind."""
    text = text_of_document(base)
    about = info_of(text)
    called = f"sửa đổi, bổ sung một số điều của {about.cited}"
    where = os.path.relpath(base.path, home).replace(os.sep, "/")
    front = _NAME.sub(lambda _: f"ten_goi: {_quoted(called)}", _BLOCK.sub("", front), count=1)
    front = f"{front.rstrip()}\nvan_ban: {{goc: {where}}}   # văn bản được sửa đổi\n"
    made = [f"### Điều. {called[:1].upper()}{called[1:]}", *_first(rows_of(text.lines))]
    return front, "\n".join(made) + "\n" + "\n".join(block.rstrip("\n") + "\n" for block in _LAST.findall(body))


def _first(rows: list[Row]) -> Iterator[str]:
    """Instructions on two units of the base, their wording there to be changed."""
    units = [node for node in Tree(rows).walk() if not node.children and node.kind in ("Điều", "khoản")]
    chosen = {str(node.path()[:-1] if node.kind == "khoản" else node.path()): node for node in reversed(units)}
    for number, node in enumerate([*reversed(chosen.values())][:2], 1):
        texts = [row.text for row in rows[node.start : node.end]]
        quoted = "\n> ".join(texts)
        yield f"{number}. Sửa đổi, bổ sung {cited(node.path())} như sau:\n\n> “{quoted}”.\n"


def _quoted(text: str) -> str:
    return f'"{text}"' if re.search(r"[:#]", text) else text
