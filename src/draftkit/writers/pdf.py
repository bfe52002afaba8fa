"""PDF by LibreOffice, the same bytes for the same Word file."""

from __future__ import annotations

import io
import re
import zipfile
from hashlib import blake2b

from draftkit.errors import EngineMissing
from draftkit.word.office import converted, engine

_TAIL = 4096
_DATE = re.compile(rb"(?<=/CreationDate\(D:)\d{14}([^)]{1,7})(?=\))")
_ID = re.compile(rb"(<)[0-9A-F]{32}(?=>)")
_CHECKSUM = re.compile(rb"(/DocChecksum /)[0-9A-F]{32}")


def write_pdf(docx: bytes, name: str) -> bytes:
    """Convert the bytes of a Word file. `name` is what messages call the document. Raises EngineMissing when
    LibreOffice is not installed, OutputError when it fails, hangs, or gives no file."""
    program = engine(name)
    writer, formulas = (program.resolve().parent / f"libs{one}lo.so" for one in ("w", "m"))
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        has_formulas = b"<m:oMath" in package.read("word/document.xml")
    if has_formulas and writer.is_file() and not formulas.is_file():
        raise EngineMissing(
            "This document has formulas, and LibreOffice would leave them out of the PDF without its part for "
            "formulas (Debian, Ubuntu: apt install libreoffice-math)."
        )
    return _same_every_time(converted(docx, "docx", "pdf", name, ours=True), docx)


def _same_every_time(pdf: bytes, docx: bytes) -> bytes:
    """The PDF without the moment it was made: date and ids are replaced by as many signs that depend on the Word file
    only, so nothing in it moves."""
    seal = blake2b(docx, digest_size=16).hexdigest().upper().encode()
    head, tail = pdf[:-_TAIL], pdf[-_TAIL:]
    tail = _CHECKSUM.sub(rb"\g<1>" + seal, _ID.sub(rb"\g<1>" + seal, tail))
    return _DATE.sub(_epoch, head) + _DATE.sub(_epoch, tail)


def _epoch(found: re.Match[bytes]) -> bytes:
    """A fixed date with a zone as long as the one it had."""
    return b"19800101000000" + (b"Z'" if found[1].startswith(b"Z") else b"+00'00'")[: len(found[1])]
