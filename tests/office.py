"""A project that is worked on by the command line, as an office does."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from draftkit.cli.main import main


class Office:
    """A project of its own; each room adds what it needs, and what it asks often."""

    def __init__(
        self, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, files: dict[str, str]
    ) -> None:
        monkeypatch.chdir(root)
        monkeypatch.setenv("DRAFTKIT_CACHE", "off")
        self.root, self.capsys = root, capsys
        for name, text in {"draftkit.yaml": "noi_dung: content\n", **files}.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, *arguments: Any) -> tuple[int, str]:
        status = main([*map(str, arguments), "--lang", "en"])
        found = self.capsys.readouterr()
        return status, found.out + found.err

    def word(self, name: str) -> str:
        with zipfile.ZipFile(self.root / name) as package:
            return re.sub(r"<[^>]+>", "\n", package.read("word/document.xml").decode())

    def text(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")
