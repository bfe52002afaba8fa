"""Commands that are killed while they write. A few moments here; `python -m tests.files.kills 200` takes many, of every
command."""

from __future__ import annotations

import os

import pytest

from tests.files.kills import trial

COMMANDS = ("kit", "fmt", "pull", "approve a series")
"""One that writes one file, and three whose files belong together: what they change, what they bring back, a table."""
UNUSED = ("standards", "hs-rules", "outreach", "dossier")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_killed_command_leaves_what_was_or_what_was_to_be() -> None:
    assert trial(COMMANDS, len(COMMANDS), 3, UNUSED) == []
