"""The files that start draftkit by a click say what they should to the systems they are for."""

from __future__ import annotations

import configparser
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "launch"


def test_the_desktop_entry_can_be_read() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(FOLDER / "draftkit.desktop", encoding="utf-8")
    found = entry["Desktop Entry"]
    assert (found["Type"], found["Exec"]) == ("Application", "draftkit serve %f")
    assert {"Name", "Name[vi]", "Comment[vi]", "Categories"} <= set(found)


def test_files_for_windows_are_as_windows_reads_them() -> None:
    for name in ("ban-soan-thao.bat", "cai-dat.ps1"):
        data = (FOLDER / name).read_bytes()
        assert data.isascii()  # cmd and Windows PowerShell read other signs in the code page of the machine
        assert data.count(b"\n") == data.count(b"\r\n")
    assert b'draftkit serve "%FOLDER%"' in (FOLDER / "ban-soan-thao.bat").read_bytes()
    script = (FOLDER / "cai-dat.ps1").read_text(encoding="ascii")
    assert "uv tool install" in script
    assert "pipx install" in script
