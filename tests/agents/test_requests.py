"""Requests over the protocol, as an assistant sends them: lines of JSON to a process, read without the SDK."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from draftkit.agents.places import Room
from draftkit.cli.main import main
from draftkit.errors import DraftkitError
from tests.agents.project import BAD, FILES, GOOD, D, put

SERVER = (sys.executable, "-m", "draftkit")


def asked(room: Room, tool: str, given: dict[str, Any]) -> dict[str, Any]:
    """What a tool answers here; the SDK is loaded by those tests alone that need it."""
    from draftkit.agents.server import call

    return call(room, tool, given)


class Talk:
    """A server at work, and what is said to it."""

    def __init__(self, root: Path) -> None:
        command = (*SERVER, "--lang", "en", "mcp", str(root))
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root.parent)
        self.number = 0
        who = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
        self.first = self.ask("initialize", who)
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def send(self, data: dict[str, Any]) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(data).encode() + b"\n")
        self.process.stdin.flush()

    def ask(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        self.number += 1
        self.send({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
        assert self.process.stdout
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        assert answer["id"] == self.number
        return answer["result"]  # type: ignore[no-any-return]

    def call(self, tool: str, **given: object) -> tuple[bool, str]:
        """Whether the tool did it, and what it says."""
        result = self.ask("tools/call", {"name": tool, "arguments": given})
        return not result.get("isError"), result["content"][0]["text"]

    def told(self, tool: str, **given: object) -> dict[str, Any]:
        """What a tool answers that does it."""
        done, text = self.call(tool, **given)
        assert done, text
        return json.loads(text)  # type: ignore[no-any-return]

    def close(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        assert self.process.wait(10) == 0
        self.process.stdout.close()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tro-ly")
    put(folder / "du-an")
    (folder / "ngoai.md").write_text(FILES["content/tin.md"], encoding="utf-8")
    (folder / "du-an/content/ngoai.md").symlink_to(folder / "ngoai.md")
    return folder / "du-an"


@pytest.fixture(scope="module")
def talk(root: Path) -> Iterator[Talk]:
    made = Talk(root)
    yield made
    made.close()


def _hash(talk: Talk, document: str, place: str, key: bool) -> str:
    if not key:
        done, text = talk.call("read", document=document, provision=place)
        return str(json.loads(text)["hash"]) if done else "0" * 16
    fields = talk.told("read", document=document)["metadata"]
    return next(str(field["hash"]) for field in fields if field["key"] == place)


def _state(root: Path) -> dict[str, bytes]:
    return {name: (root / name).read_bytes() for name in FILES}


def test_thirty_proposals_are_exact_patches(talk: Talk, root: Path, tmp_path: Path) -> None:
    assert len(GOOD) == 30
    before = _state(root)
    for number, good in enumerate(GOOD):
        named = "key" if good.do == "set_key" else "provision"
        given = {"document": good.document, "do": good.do, named: good.place, "text": good.text, "where": good.where}
        seen = _hash(talk, good.document, good.place, named == "key")
        answer = talk.told("propose_edit", **given, hash=seen, **({"level": good.level} if good.level else {}))
        copy = tmp_path / str(number)
        put(copy)
        subprocess.run(("git", "apply", "-"), cwd=copy, input=answer["patch"].encode(), check=True)
        assert FILES[good.file].count(good.old) == 1, good
        wanted = {**FILES, good.file: FILES[good.file].replace(good.old, good.new)}
        assert {name: (copy / name).read_text(encoding="utf-8") for name in FILES} == wanted, answer["patch"]
        assert not answer["written"]
    assert _state(root) == before, "a proposal writes nothing"


def test_proposals_are_refused_with_the_reason(talk: Talk, root: Path) -> None:
    assert len(BAD) == 25
    before = _state(root)
    for bad in BAD:
        given = dict(bad.given)
        known = given["provision"] if given["provision"] in ("@viec", "@viec-1") else "@viec-1"
        seen = _hash(talk, D, str(known), False) if bad.hash == "read" else bad.hash
        done, said = talk.call("propose_edit", **given, **({"hash": seen} if seen else {}))
        assert not done, bad
        assert bad.why in said, (bad, said)
    assert _state(root) == before


def test_what_the_tools_read(talk: Talk) -> None:
    tools = talk.ask("tools/list", {})["tools"]
    assert [tool["name"] for tool in tools] == [
        "read",
        "search",
        "check",
        "explain",
        "diff",
        "amend_read",
        "propose_edit",
    ]
    assert all(tool["annotations"]["readOnlyHint"] for tool in tools)
    assert [one["document"] for one in talk.told("read")["documents"]] == ["content/nd", "content/tin.md"]
    found = talk.told("search", words="viec thu hai")["found"]
    assert [one["provision"] for one in found] == ["khoản 2 Điều 2"]
    rules = {one["rule"] for one in talk.told("check", document="tin")["documents"][0]["findings"]}
    rule = next(iter(sorted(rules)))
    assert talk.told("explain", rule=rule)["rules"][0]["rule"] == rule
    assert not talk.call("explain", rule="DK-X999")[0]
    assert talk.told("diff", old="content/nd", new="tin")["documents"][0]["changes"]
    assert not talk.call("diff", old="content/nd", new="../ngoai.md")[0]
    assert talk.told("amend_read", act="content/nd")["operations"] == []
    assert not talk.call("amend_read", act="../ngoai.md")[0]
    assert not talk.call("write_everything")[0]


def test_a_document_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    put(tmp_path)
    (tmp_path / "content/hong.md").write_text("---\nloai: Không có loại này\n---\nLời.\n", encoding="utf-8")
    told = {one["document"]: one for one in asked(Room(tmp_path, None, str, False), "check", {})["documents"]}
    assert told["content/nd"]["findings"]
    assert "Không có loại này" in told["content/hong.md"]["problem"]
    with pytest.raises(DraftkitError):
        asked(Room(tmp_path, None, str, False), "check", {"document": "hong"})


def test_it_writes_only_when_the_user_lets_it_and_it_is_asked_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "du-an")
    begun: list[Any] = []
    monkeypatch.setattr("draftkit.agents.server.serve", lambda *given: begun.append(given))
    assert main(["mcp", str(tmp_path / "du-an"), "--write"]) == 0
    ((where, _, _, may_write),) = begun
    room = Room(where, None, str, may_write)
    file = tmp_path / "du-an/content/nd/01.md"
    given = {"document": D, "do": "replace", "provision": "@viec-1", "text": "1. Khác. {#viec-1}"}
    given["hash"] = asked(room, "read", {"document": D, "provision": "@viec-1"})["hash"]
    assert not asked(room, "propose_edit", given)["written"]
    assert file.read_text(encoding="utf-8") == FILES["content/nd/01.md"]
    assert asked(room, "propose_edit", {**given, "write": True})["written"]
    assert "1. Khác. {#viec-1}" in file.read_text(encoding="utf-8")
    with pytest.raises(DraftkitError, match="read it again"):  # what was read is no longer there
        asked(room, "propose_edit", {**given, "write": True})


def test_what_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.lowlevel", None)
    monkeypatch.delitem(sys.modules, "draftkit.agents.server", raising=False)
    assert main(["--lang", "en", "mcp"]) == 2
    assert "pip install 'draftkit-vn[mcp]'" in capsys.readouterr().err


def test_a_mistake_of_ours_ends_no_other_request(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from draftkit.agents.server import answered

    def broken() -> Room:
        raise ValueError("trống")

    told = answered(broken, "read", {}, str)
    assert told.is_error
    assert "ValueError: trống" in str(told.content)
    assert "Traceback" in capsys.readouterr().err
    assert not answered(lambda: Room(root, None, str, False), "read", {}, str).is_error
