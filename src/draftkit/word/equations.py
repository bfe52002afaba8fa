"""LaTeX to native Word equations, by Pandoc: all formulas of a document in one call."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from draftkit.errors import EngineMissing, OutputError

_EQUATION = re.compile(r"<m:oMath>.*?</m:oMath>", re.DOTALL)
M_NS = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def equations(formulas: Iterable[str]) -> dict[str, str]:
    """OMML of each LaTeX formula. Formulas Pandoc cannot read are left out (they are then printed as typed).

    Raises EngineMissing when there are formulas and Pandoc is not installed, OutputError when it fails.
    """
    return dict(_convert(tuple(sorted(set(formulas)))))  # in whatever order they are met: Pandoc is asked once


@lru_cache(maxsize=32)
def _convert(formulas: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    if not formulas:
        return ()
    import tempfile
    import zipfile

    try:
        import pypandoc
    except ImportError as error:
        raise EngineMissing("formulas need Pandoc: install the package pypandoc_binary") from error
    marked = "\n\n".join(f"DKCT{index}\n\n$${tex}$$" for index, tex in enumerate(formulas))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "formulas.docx"
        try:
            pypandoc.convert_text(marked, "docx", format="markdown", outputfile=str(path), extra_args=["--quiet"])
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
                text = package.read("word/document.xml").decode()
        except (OSError, RuntimeError, KeyError, zipfile.BadZipFile) as error:
            raise OutputError("Pandoc could not convert the formulas: {reason}", reason=str(error)[:200]) from error
    found = []
    for index, tex in enumerate(formulas):
        start = text.find(f"DKCT{index}<")
        end = text.find(f"DKCT{index + 1}<")
        match = _EQUATION.search(text, start, end if end > 0 else len(text))
        if match:
            found.append((tex, match[0]))
    return tuple(found)
