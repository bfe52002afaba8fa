"""PDF by LibreOffice, each call with a profile folder of its own."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from hashlib import blake2b
from pathlib import Path

from draftkit.errors import EngineMissing, OutputError

_TIMEOUT_S = 300
_TAIL = 4096
_DATE = re.compile(rb"(?<=/CreationDate\(D:)\d{14}([^)]{1,7})(?=\))")
_ID = re.compile(rb"(<)[0-9A-F]{32}(?=>)")
_CHECKSUM = re.compile(rb"(/DocChecksum /)[0-9A-F]{32}")
_NAMES = ("soffice", "libreoffice")


def write_pdf(docx: bytes, name: str, options: str = "") -> bytes:
    """Convert the bytes of a Word file. `name` is the file name without suffix, used for the title only; `options` go to the PDF filter of LibreOffice.

    Raises EngineMissing when LibreOffice is not installed, OutputError when it fails, hangs, or reports success without a file.
    """
    engine = next((found for found in map(shutil.which, _NAMES) if found), None)
    if engine is None:
        raise EngineMissing("PDF needs LibreOffice, which is not installed (Debian, Ubuntu: apt install libreoffice-writer fonts-liberation2). The Word file is complete without it.")
    if _has_formulas(docx) and _lacks_math(Path(engine).resolve().parent):
        raise EngineMissing("This document has formulas, and LibreOffice would leave them out of the PDF without its part for formulas (Debian, Ubuntu: apt install libreoffice-math).")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{name}.docx"
        source.write_bytes(docx)
        target = f"pdf:writer_pdf_Export:{options}" if options else "pdf"
        command = [engine, f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}", "--headless", "--norestore", "--convert-to", target, "--outdir", folder, str(source)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT_S, check=False)
        except subprocess.TimeoutExpired as error:
            raise OutputError("LibreOffice did not finish within {seconds} seconds.", seconds=_TIMEOUT_S) from error
        except OSError as error:
            raise OutputError("LibreOffice could not be started: {reason}", reason=error.strerror or error) from error
        result = source.with_suffix(".pdf")
        if done.returncode or not result.is_file():
            raise OutputError("LibreOffice made no PDF (exit {status}): {reason}", status=done.returncode, reason=done.stderr.decode(errors="replace").strip()[-300:])
        return _same_every_time(result.read_bytes(), docx)


def _same_every_time(pdf: bytes, docx: bytes) -> bytes:
    """The PDF without the moment it was made: date and ids are replaced by as many signs that depend on the Word file only, so nothing in it moves."""
    seal = blake2b(docx, digest_size=16).hexdigest().upper().encode()
    head, tail = pdf[:-_TAIL], pdf[-_TAIL:]
    tail = _CHECKSUM.sub(rb"\g<1>" + seal, _ID.sub(rb"\g<1>" + seal, tail))
    return _DATE.sub(_epoch, head) + _DATE.sub(_epoch, tail)


def _epoch(found: re.Match[bytes]) -> bytes:
    """A fixed date with a zone as long as the one it had."""
    return b"19800101000000" + (b"Z'" if found[1].startswith(b"Z") else b"+00'00'")[: len(found[1])]


def _has_formulas(docx: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return b"<m:oMath" in package.read("word/document.xml")


def _lacks_math(program: Path) -> bool:
    """Whether this LibreOffice has its writer module in the usual place, but not the one for formulas."""
    return (program / "libswlo.so").is_file() and not (program / "libsmlo.so").is_file()
