"""LibreOffice as a helper: files it can read to files we can, or to PDF. Each call has a profile folder of its own, so
that calls do not disturb each other."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from draftkit.errors import EngineMissing, OutputError

_TIMEOUT_S = 300
_NAMES = ("soffice", "libreoffice")
_TARGETS = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_pdf_Export"}


def engine(name: str) -> Path:
    """The program. Raises EngineMissing, naming the file it is wanted for, when it is not installed."""
    found = next((found for found in map(shutil.which, _NAMES) if found), None)
    if found is None:
        raise EngineMissing(
            (
                "{file}: this needs LibreOffice, which is not installed (Debian, Ubuntu: apt install "
                "libreoffice-writer "
                "fonts-liberation2)."
            ),
            file=name,
        )
    return Path(found)


def converted(data: bytes, suffix: str, target: str, name: str, options: str = "") -> bytes:
    """The bytes of a file in another format (`docx`, `pdf`). `suffix` is that of the file as it is (`doc`), `name` what
    messages call it; `options` go to the export filter.

    Raises EngineMissing when LibreOffice is not installed, OutputError when it fails, hangs, or reports success without
    a file."""
    program = engine(name)
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / f"van-ban.{suffix}", Path(folder) / "ra"
        source.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        export = f"{_TARGETS[target]}:{options}" if options else _TARGETS[target]
        command = [
            str(program),
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            *(("--infilter=HTML (StarWriter)",) if suffix == "html" else ()),
            "--convert-to",
            export,
            "--outdir",
            str(out),
            str(source),
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT_S, check=False)
        except subprocess.TimeoutExpired as error:
            raise OutputError("LibreOffice did not finish within {seconds} seconds.", seconds=_TIMEOUT_S) from error
        except OSError as error:
            raise OutputError("LibreOffice could not be started: {reason}", reason=error.strerror or error) from error
        result = out / f"van-ban.{target}"
        if done.returncode or not result.is_file():
            reason = done.stderr.decode(errors="replace").replace(folder, "").strip()[-300:]
            raise OutputError(
                "{file}: LibreOffice cannot convert it (exit {status}). {reason}",
                file=name,
                status=done.returncode,
                reason=reason,
            )
        return result.read_bytes()
