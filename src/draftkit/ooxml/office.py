"""An office program as a helper: files it can read to files we can. Each call has a profile folder of its own, so that calls do not disturb each other."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from draftkit.errors import EngineMissing, OutputError

_TIMEOUT_S = 300
_NAMES = ("soffice", "libreoffice")
_TARGETS = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_pdf_Export"}


def converted(data: bytes, suffix: str, target: str, name: str) -> bytes:
    """The bytes of a file in another format (`docx`, `pdf`); `suffix` is that of the file as it is (`doc`), `name` what messages call it.

    Raises EngineMissing when LibreOffice is not installed, OutputError when it fails, hangs, or reports success without a file.
    """
    engine = next((found for found in map(shutil.which, _NAMES) if found), None)
    if engine is None:
        raise EngineMissing("{file}: this needs LibreOffice, which is not installed (Debian, Ubuntu: apt install libreoffice-writer fonts-liberation2).", file=name)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"van-ban.{suffix}"
        source.write_bytes(data)
        out = Path(folder) / "ra"
        profile = (Path(folder) / "profile").as_uri()
        command = [engine, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", _TARGETS[target], "--outdir", str(out), str(source)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT_S, check=False)
        except subprocess.TimeoutExpired as error:
            raise OutputError("LibreOffice did not finish within {seconds} seconds.", seconds=_TIMEOUT_S) from error
        except OSError as error:
            raise OutputError("LibreOffice could not be started: {reason}", reason=error.strerror or error) from error
        result = out / f"van-ban.{target}"
        if done.returncode or not result.is_file():
            raise OutputError("{file}: LibreOffice cannot read it.", file=name)
        return result.read_bytes()
