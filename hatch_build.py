"""When draftkit is installed or packed: compile the translations (.po files are in git, .mo files are not), and see
that a git tag says the version that the package has."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NO_CLOCK = datetime(1980, 1, 1, tzinfo=UTC)
"""What every compiled catalogue is dated: where a .po names no day, Babel would write that of the build."""


class CompileTranslations(BuildHookInterface):
    """Writes a .mo file beside every .po file."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before a wheel or an editable install is made."""
        tags = _tags(self.root)
        if tags and f"v{self.metadata.version}" not in tags:
            raise ValueError(
                f"the commit is tagged {', '.join(tags)}, but src/draftkit/version.py says {self.metadata.version}"
            )
        if tags and any("OWNER" in address for address in self.metadata.core.urls.values()):
            raise ValueError("[project.urls] names no repository yet: python tools/set_home.py https://…")
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for path in Path(self.root, "src/draftkit/locale").glob("*/LC_MESSAGES/*.po"):
            with path.open("rb") as source:
                catalogue = read_po(source)
            catalogue.creation_date = catalogue.revision_date = _NO_CLOCK
            target = path.with_suffix(".mo")
            # a compilation that is cut off leaves the old file, not half of one; two beside each other keep apart
            half = target.with_suffix(f".mo.{os.getpid()}")
            with half.open("wb") as file:
                write_mo(file, catalogue)
            half.replace(target)


def _tags(root: str) -> list[str]:
    """The tags of versions at this commit; none outside a repository of our own, or without git."""
    if not Path(root, ".git").exists():
        return []
    try:
        done = subprocess.run(
            ("git", "-C", root, "tag", "--points-at", "HEAD", "--list", "v[0-9]*"), capture_output=True, check=False
        )
    except OSError:
        return []
    return done.stdout.decode("utf-8", "replace").split()
