"""What draftkit is measured against, each run as a cold process: `peers.py NAME SOURCE RESULT`. A contestant imports
only what it needs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def pandoc_commonmark(source: Path, result: Path) -> None:
    _pandoc(source, result, "commonmark+pipe_tables" if source.stem.startswith("table") else "commonmark")


def _pandoc(source: Path, result: Path, form: str) -> None:
    import pypandoc

    pypandoc.convert_file(str(source.with_suffix(".pandoc")), "docx", format=form, outputfile=str(result))


def docxtpl_loops(source: Path, result: Path) -> None:
    from docxtpl import DocxTemplate

    template = DocxTemplate(source.parent / "peer-template.docx")
    template.render(_data(source), autoescape=True)
    template.save(result)


def _data(source: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))
    return data


def make_template(source: Path, result: Path) -> None:
    """The template of the docxtpl loops: nested paragraph loops, and a table with a row loop."""
    from docx import Document

    document = Document()
    levels = (
        ("chapter", "chapters", "Heading 1"),
        ("article", "chapter['items']", "Heading 2"),
        ("clause", "article['items']", "Body Text"),
        ("point", "clause['items']", "Body Text"),
    )
    for name, items, style in levels:
        document.add_paragraph(f"{{%p for {name} in {items} %}}")
        document.add_paragraph(f"{{{{ {name}.text }}}}", style=style)
    for _ in levels:
        document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p if rows %}")
    table = document.add_table(rows=4, cols=5)
    for row, mark in ((1, "{%tr for row in rows %}"), (3, "{%tr endfor %}")):
        table.cell(row, 0).text = mark
    for column in range(5):
        table.cell(0, column).text = f"{{{{ head[{column}] }}}}"
        table.cell(2, column).text = f"{{{{ row[{column}] }}}}"
    document.add_paragraph("{%p endif %}")
    document.save(str(result))


CONTESTANTS = {"pandoc-commonmark": pandoc_commonmark, "docxtpl": docxtpl_loops, "template": make_template}

if __name__ == "__main__":
    CONTESTANTS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
