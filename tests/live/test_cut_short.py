"""What lives on tells its log what a command that was cut short left behind, as commands tell it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from draftkit.agents.places import Room
from draftkit.cli.main import main
from draftkit.files.whole import JOURNAL
from draftkit.live.desk import Desk
from draftkit.workbench.bench import Bench
from tests.helpers import write_project


def lsp(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Server:
        def __init__(self, make: Callable[[Path], Desk], _: object) -> None:
            self.make = make

        def start_io(self) -> None:
            _ = self.make(root).session

    monkeypatch.setattr("draftkit.lsp.server.Server", Server)
    assert main(["lsp", "--lang", "en"]) == 0


def mcp(root: Path, _: pytest.MonkeyPatch) -> None:
    _session = Room(root, None, str, False).desk.session


def serve(root: Path, _: pytest.MonkeyPatch) -> None:
    Bench(root, None, str).close()


@pytest.mark.parametrize("face", [lsp, mcp, serve])
def test_what_was_left_is_told(
    face: Callable[[Path, pytest.MonkeyPatch], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Files were brought to their end, or set aside, and nobody was told."""
    write_project(tmp_path, "### Điều. A\nB.\n")
    (tmp_path / JOURNAL).write_bytes(b"?")
    face(tmp_path, monkeypatch)
    told = capsys.readouterr()
    assert f"{JOURNAL}: says nothing that can be done; now _cu/{JOURNAL}" in told.err
    assert not told.out, "that is where the protocol is spoken"
