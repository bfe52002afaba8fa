"""What a tool works with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from draftkit.checks.report.data import finding_data
from draftkit.live.desk import Desk
from draftkit.model.finding import Finding
from draftkit.model.message import Message, Translate, word

Json = dict[str, Any]


class Room:
    """The project at one request, its language, and whether the user lets programs write."""

    def __init__(self, root: Path, cache: Path | None, translate: Translate, write: bool) -> None:
        self.desk = Desk(root, cache)
        self.translate = translate
        self.write = write

    def say(self, message: Message) -> str:
        """A message in the language of the user."""
        return word(message, self.translate)

    def finding(self, finding: Finding) -> Json:
        """A finding as `check --format json` has it."""
        return finding_data(finding, self.translate)

    def name(self, path: Path) -> str:
        """A path from the project's folder."""
        return path.resolve().relative_to(self.desk.root).as_posix()
