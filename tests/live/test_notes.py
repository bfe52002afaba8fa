"""Notes for colleagues are never printed, never lost, and always told."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from draftkit.edits.values import At, Delete, Move, Replace
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.live.changes import Change, write
from draftkit.live.desk import Desk
from draftkit.live.provisions import propose, provisions
from draftkit.resolve.grounds import digest
from draftkit.workbench.margin import put, remarks, take
from draftkit.writers.docx.about import source_state
from draftkit.writers.text import write_text
from tests.helpers import write_project

PLAIN = """
### Điều 1. Phạm vi {#pham-vi}

1. Khoản một nói
hai dòng. {#mot}
2. Khoản hai theo @mot.

> 1. Trích nguyên văn.

Bảng. Tên bảng

| A | B |
|---|---|
| 1 | 2 |

### Điều 2. Hiệu lực

Tỷ lệ 100%% và 5 \\%% x./.
"""
NOTED = """
%% đầu BIMATMOT
### Điều 1. Phạm vi {#pham-vi} %% tên BIMATHAI

%% BIMATBA @khong-co {{ khong.co }} {#khong} **x
1. Khoản một nói %% BIMATBON
hai dòng. {#mot} %% BIMATNAM
%% BIMATSAU
2. Khoản hai theo @mot.

> 1. Trích nguyên văn. %% BIMATBAY

Bảng. Tên bảng %% BIMATTAM

| A | B | %% BIMATCHIN
|---|---|
| 1 | 2 |
%%

### Điều 2. Hiệu lực

Tỷ lệ 100%% và 5 \\%% x./. %% BIMATMUOI
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    write_project(tmp_path, NOTED)
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    return Desk(tmp_path, None)


def owner(desk: Desk) -> Path:
    return desk.root / "content/thu.md"


def plain(root: Path) -> Session:
    root.mkdir()
    write_project(root, PLAIN)
    return Session(open_project(root, None))


def everything(data: bytes) -> str:
    """The bytes of a file as text, packages unpacked."""
    if data[:2] != b"PK":
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(everything(package.read(name)) for name in package.namelist())


def test_no_output_holds_a_note_and_nothing_else_is_missing(desk: Desk, tmp_path: Path) -> None:
    noted = desk.read(owner(desk))
    session = plain(tmp_path / "plain")
    without = session.read(session.project.content / "thu.md")
    assert write_text(noted.bound, noted.frame) == write_text(without.bound, without.frame)
    for name in ("docx", "html", "txt", "pdf"):
        made, wanted = desk.session.files(noted, name), session.files(without, name)
        assert made.keys() == wanted.keys()
        for key, data in made.items():
            assert not re.search("BIMAT", everything(data)), key
            assert (data == wanted[key]) or name == "docx", key  # the Word file is named after the same source
    assert desk.session.docx(noted) == session.docx(without)


def test_a_note_changes_neither_the_state_of_the_source_nor_an_approval(desk: Desk, tmp_path: Path) -> None:
    noted = desk.read(owner(desk)).bound.draft
    session = plain(tmp_path / "plain")
    without = session.read(session.project.content / "thu.md").bound.draft
    assert source_state(noted.source, noted.meta) == source_state(without.source, without.meta)
    assert digest(noted) == digest(without)


def test_check_tells_each_note_and_finds_nothing_in_them(desk: Desk, tmp_path: Path) -> None:
    found = desk.session.check(desk.read(owner(desk)))
    session = plain(tmp_path / "plain")
    other = session.check(session.read(session.project.content / "thu.md"))
    assert len([one for one in found if one.rule == "DK-K004"]) == 11
    assert sorted(one.rule for one in found if one.rule != "DK-K004") == sorted(one.rule for one in other)


def test_layout_keeps_notes(desk: Desk) -> None:
    [(_, now, then)] = desk.session.formatted(owner(desk), "keep")
    assert sorted(re.findall("%%[^\n]*", now)) == sorted(re.findall("%%[^\n]*", then))
    owner(desk).write_text(then, encoding="utf-8")
    desk.changed(owner(desk))
    assert desk.session.formatted(owner(desk), "keep")[0][2] == then


def test_edits_keep_notes(desk: Desk) -> None:
    def one(words: str) -> At:
        found = next(one for one in provisions(desk, owner(desk)) if words in one.text)
        return At(found.file, found.line, found.hash)

    change = propose(desk, owner(desk), Move(one("Khoản hai"), True))
    assert isinstance(change, Change)
    assert write(desk, change) is None
    text = owner(desk).read_text(encoding="utf-8")
    assert "%% BIMATSAU\n1. Khoản hai theo @mot.\n\n> 1. Trích nguyên văn. %% BIMATBAY\n" in text
    assert text.index("%% BIMATTAM") < text.index("%% BIMATBA @") < text.index("%% BIMATNAM")
    assert "hai dòng. {#mot} %% BIMATNAM\n" in text
    change = propose(desk, owner(desk), Replace(one("| A"), "Bảng. Tên bảng\n\n| A |\n|---|\n| 3 |"))
    assert isinstance(change, Change)
    assert write(desk, change) is None
    change = propose(desk, owner(desk), Delete(one("Khoản hai")))
    assert isinstance(change, Change)
    assert write(desk, change) is None
    assert "BIMATSAU" not in owner(desk).read_text(encoding="utf-8")
    assert "BIMATBA " in owner(desk).read_text(encoding="utf-8")


def test_notes_are_listed_put_and_taken_away(desk: Desk) -> None:
    found = remarks(desk, owner(desk))
    assert [one.text.split()[-1] for one in found if one.text][:2] == ["BIMATMOT", "BIMATHAI"]
    assert [one.provision.name for one in found if "BIMATSAU" in one.text and one.provision] == ["khoản 2 Điều 1"]
    before = owner(desk).read_bytes()
    last = next(one for one in provisions(desk, owner(desk)) if "Tỷ lệ" in one.text)
    change = put(desk, owner(desk), At(last.file, last.line, last.hash), "hỏi Vụ\nPháp chế")
    assert isinstance(change, Change)
    assert write(desk, change) is None
    assert "\n%% hỏi Vụ Pháp chế\nTỷ lệ" in owner(desk).read_text(encoding="utf-8")
    new = next(one for one in remarks(desk, owner(desk)) if "hỏi Vụ" in one.text)
    change = take(desk, owner(desk), new)
    assert isinstance(change, Change)
    assert write(desk, change) is None
    assert owner(desk).read_bytes() == before
    change = take(desk, owner(desk), next(one for one in remarks(desk, owner(desk)) if "NAM" in one.text))
    assert isinstance(change, Change)
    assert write(desk, change) is None
    assert "\nhai dòng. {#mot}\n" in owner(desk).read_text(encoding="utf-8")
