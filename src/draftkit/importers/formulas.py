"""Equations of Word as LaTeX, through Pandoc; all of a file in one go."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from draftkit.word.package import zip_bytes

_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def latex(equations: Iterable[str]) -> dict[str, str]:
    """LaTeX by OMML; equations that Pandoc cannot read are missing, all of them when it is not there."""
    wanted = list(dict.fromkeys(equations))
    if not wanted:
        return {}
    body = "".join(f"<w:p><w:r><w:t>x</w:t></w:r>{omml}</w:p>" for omml in wanted)
    parts = {
        "_rels/.rels": (
            f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}" '
            'Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>".encode(),
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    }
    try:
        paragraphs = _pandoc(zip_bytes(parts))
    except (OSError, RuntimeError, ValueError, KeyError):
        return {}
    if len(paragraphs) != len(wanted):
        return {}
    found = {omml: _tex(paragraph) for omml, paragraph in zip(wanted, paragraphs, strict=True)}
    return {omml: tex for omml, tex in found.items() if tex and "\n" not in tex and "$" not in tex}


def _pandoc(docx: bytes) -> list[Any]:
    import tempfile
    from pathlib import Path

    import pypandoc

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "formulas.docx"
        path.write_bytes(docx)
        blocks: list[Any] = json.loads(pypandoc.convert_file(str(path), "json", format="docx"))["blocks"]
        return blocks


def _tex(paragraph: Any) -> str:
    return " ".join(
        item["c"][1].strip() for item in paragraph.get("c", ()) if isinstance(item, dict) and item.get("t") == "Math"
    )
