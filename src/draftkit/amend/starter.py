"""A starter of an amending draft: the front and the last articles of its kind, and two instructions to write over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from draftkit.amend.act_facts import ActText, info_of
from draftkit.amend.instructions import Change, Told, told
from draftkit.amend.output import quoted_lines, typed
from draftkit.amend.sheet import cells_of, put
from draftkit.amend.write import looked_rows
from draftkit.amending.rows import Drawn, Row
from draftkit.amending.tree import Tree
from draftkit.files.names import seen_from
from draftkit.law.amending.placed import Target
from draftkit.library.document import Document
from draftkit.recognise.metadata import as_yaml
from draftkit.recognise.tables import pipes
from draftkit.text.fold import with_capital

_BLOCK = re.compile(r"^(?:gia_tri|van_ban|phu_luc):.*\n(?:[ \t]+.*\n)*", re.MULTILINE)
_SAME = ("co_quan", "viet_tat", "thu_truong", "can_cu", "theo_de_nghi")
"""What an act has from the one it amends: the same body issues it (Luật 64/2025/QH15, Điều 8 khoản 1)."""
_NAME = re.compile(r"^ten_goi:.*$", re.MULTILINE)
_LAST = re.compile(r"^### Điều\. (?:Hiệu lực|Trách nhiệm|Điều khoản) thi hành.*\n(?:[^#\n].*\n|\n)*", re.MULTILINE)


def amending_starter(
    front: str, body: str, base: ActText, where: str, document: Document | None = None
) -> tuple[str, str]:
    """Front matter and body of a draft that amends a base, from those of the starter of its kind; `where` is how the
    draft names it, `document` the base when it is one of the project."""
    rows = [row._replace(drawn=_typed_out(row.drawn)) for row in looked_rows(base)]
    if document and Tree(rows).decimal:
        return _of_standard(front, document, rows, where)
    lines = told(_first(rows), together=False)
    front, body = amending_draft(front, body, info_of(base).cited, lines, where, document)
    if not where:
        front += f"# van_ban: {{goc: …}}   # văn bản được sửa đổi: {base.number or base.name}\n"
    return front, body


def _of_standard(front: str, base: Document, rows: list[Row], where: str) -> tuple[str, str]:
    """The same for a technical regulation or a standard: two of its clauses, below the names of their sections."""
    meta = base.bound.draft.meta
    known = {"ten_goi": meta.title, "ten_tieng_anh": meta.text("ten_tieng_anh"), "sua_doi": base.frame.number}
    for key, value in known.items():
        front = re.sub(rf"^{key}:.*$", f"{key}: {_quoted(value)}".replace("\\", r"\\"), front, flags=re.MULTILINE)
    front = re.sub(r"^# van_ban:.*\n", "", front, flags=re.MULTILINE).rstrip("\n") + "\n"
    leaves = [node for node in Tree(rows).walk() if not node.children and "." in node.label]
    chosen = {node.label.partition(".")[0]: node for node in reversed(leaves)}
    body = []
    for node in [*reversed(chosen.values())][:2]:
        top = Tree(rows).find((node.unit._replace(label=node.label.partition(".")[0]),))
        said, *wording = Told(
            f"## Sửa đổi, bổ sung điểm {node.label} như sau:", tuple(rows[node.start : node.end])
        ).rows()
        body += [f"# {rows[top.start].text if top else ''}", "\n".join((said.text, *quoted_lines(wording)))]
    return f"{front}van_ban: {{goc: {where}}}   # văn bản được sửa đổi\n", "\n\n".join(body) + "\n"


def _typed_out(table: Drawn | None) -> Drawn | None:
    """A table as it is typed in lines, with what only its own draft can print written out: its file stays behind."""
    told = table and put(table, table.texts, written_out=True)
    if not told or not told.file or told.single:
        return told
    rows = cells_of(told)[1]
    return told._replace(file="", data="\n".join(pipes(rows, ["left"] * len(rows[0]))).encode(), options={})


def where_is(base: Document, home: Path) -> str:
    """The path of a base as a draft in the folder `home` names it."""
    return seen_from(base.path, home)


def quoted_id(base: ActText) -> str:
    """How a draft names a base that is an act of references.yaml; empty for one that is not."""
    return f'"{base.name}"' if base.act else ""


def amending_draft(
    front: str, body: str, cited_as: str, lines: Iterable[Told], where: str = "", base: Document | None = None
) -> tuple[str, str]:
    """Front matter and body of a draft with these instructions, from the starter of its kind and the `base`."""
    called = f"sửa đổi, bổ sung một số điều của {cited_as}"
    front = _NAME.sub(lambda _: f"ten_goi: {_quoted(called)}", _BLOCK.sub("", front), count=1).rstrip() + "\n"
    known = base.bound.draft.meta.values if base else {}
    for key in (key for key in _SAME if known.get(key)):
        block = re.compile(rf"^{key}:.*\n(?:[ \t-].*\n)*", re.MULTILINE)
        front = block.sub(lambda _, key=key: as_yaml({key: known[key]}), front, count=1)  # type: ignore[misc]
    if where:
        front += f"van_ban: {{goc: {where}}}   # văn bản được sửa đổi\n"
    made = [f"### Điều. {with_capital(called)}"]
    for line in lines:
        said, *wording = line.rows()
        made += [typed(said), "", *quoted_lines(wording), ""] if wording else [typed(said)]
    last = "\n".join(block.rstrip("\n") + "\n" for block in _LAST.findall(body))
    return front, "\n".join(made).rstrip("\n") + "\n\n" + last


def _first(rows: list[Row]) -> Iterator[Change]:
    """Changes of two units of the base, their wording there to be written over."""
    units = [node for node in Tree(rows).walk() if not node.children and node.kind in ("Điều", "khoản")]
    chosen = {str(node.path()[:-1] if node.kind == "khoản" else node.path()): node for node in reversed(units)}
    for node in [*reversed(chosen.values())][:2]:
        yield Change("Sửa đổi, bổ sung", (Target(node.path()),), tuple(rows[node.start : node.end]))


def _quoted(text: str) -> str:
    return f'"{text}"' if re.search(r"[:#]", text) else text
