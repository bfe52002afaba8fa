"""LibreOffice as a helper: files it can read to files we can, or to PDF. Each call has a profile folder of its own, so
that calls do not disturb each other."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from draftkit.errors import EngineMissing, OutputError
from draftkit.word.quarantine import contained

_TIMEOUT_S = 300
_NAMES = ("soffice", "libreoffice")
_KEPT_IN = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    *(
        ("Inet/Settings", f"ooInet{sort}Proxy{what}", value)
        for sort in ("HTTP", "HTTPS", "FTP")
        for what, value in (("Name", "127.0.0.1"), ("Port", "9"))
    ),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
"""Settings of the office program by which it runs no macro, follows no link of a file, and asks for addresses where
nobody answers (port 9, RFC 863)."""
_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
    + "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>\n"
        for path, name, value in _KEPT_IN
    )
    + "</oor:items>\n"
)
_TARGETS = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_pdf_Export"}


def engine(name: str) -> Path:
    """The program. Raises EngineMissing, naming the file it is wanted for, when it is not installed."""
    found = next((found for found in map(shutil.which, _NAMES) if found), None)
    if found is None:
        raise EngineMissing(
            "{file}: this needs LibreOffice, which is not installed (Debian, Ubuntu: apt install "
            "libreoffice-writer fonts-liberation2).",
            file=name,
        )
    return Path(found)


@cache
def _walled() -> tuple[str, ...]:
    """What to start a program with so that it has no network at all, not even this machine's own, where the system
    allows that to its users (Linux); else nothing."""
    alone = ("unshare", "--map-current-user", "--net", "--")
    if shutil.which(alone[0]) is None:
        return ()
    try:
        tried = subprocess.run([*alone, "true"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.SubprocessError):
        return ()
    return () if tried.returncode else alone


def converted(data: bytes, suffix: str, target: str, name: str, ours: bool = False) -> bytes:
    """The bytes of a file in another format (`docx`, `pdf`). `suffix` is that of the file as it is (`doc`), `name` what
    messages call it. What a file that is not `ours` would fetch is cut first.

    Raises EngineMissing when LibreOffice is not installed, SourceError when the file is damaged, OutputError when it
    fails, hangs, or reports success without a file."""
    program = engine(name)
    data = data if ours else contained(data, name)
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / f"van-ban.{suffix}", Path(folder) / "ra"
        source.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        settings = Path(folder) / "profile/user/registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        command = [
            *(() if ours else _walled()),
            str(program),
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            *(("--infilter=HTML (StarWriter)",) if suffix == "html" else ()),
            "--convert-to",
            _TARGETS[target],
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
