"""Judges of the reference samples, which share nothing with the project: loaded once for all tests of a process."""

from __future__ import annotations

import re
import zipfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree


@lru_cache(maxsize=1)
def akn_schema(shared: Path) -> etree.XMLSchema:
    """The schema of Akoma Ntoso."""
    return etree.XMLSchema(etree.parse(str(shared / "schemas/akn/akomantoso30.xsd")))


@lru_cache(maxsize=1)
def _validator(shared: Path) -> dict[str, Any]:
    """`validate_wml.py` as it stands, asked about no file: its schema and how it treats a part first."""
    path = shared / "tools/validate_wml.py"
    names: dict[str, Any] = {"__file__": str(path)}
    code = path.read_text(encoding="utf-8").partition("\nbad=0\n")[0]
    exec(compile(code, str(path), "exec"), names)
    return names


_PARTS = re.compile(
    r"word/(document|styles|numbering|settings|footnotes|endnotes|comments|fontTable|header\d*|footer\d*)\.xml"
)


def word_faults(shared: Path, *files: Path | bytes) -> list[str]:
    """Where Word files are not valid by the schema of WordprocessingML."""
    judge = _validator(shared)
    found = []
    for file in files:
        with zipfile.ZipFile(BytesIO(file) if isinstance(file, bytes) else file) as package:
            parts = [name for name in package.namelist() if _PARTS.fullmatch(name)]
            assert "word/document.xml" in parts
            for name in parts:
                root = judge["mce"](etree.fromstring(package.read(name)))
                if not judge["S"].validate(etree.fromstring(etree.tostring(root))):
                    first = judge["S"].error_log[0]
                    found.append(f"{name}:{first.line} {first.message[:170]}")
    return found
