"""Whoever reads a paper of a dossier through the library gets what the command gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import draftkit as dk
from draftkit.cli.main import main
from tests.dossier.project import LETTER, make_project

WRONG = LETTER.replace("gồm {{ du_thao.bo_cuc }}", "gồm {{ du_thao.so_dieu }} điều và {{ du_thao.so_trang }} trang")


def findings_of_command(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    main(["--lang", "en", "check", "cong-van", "--format", "json"])
    return [(one["rule"], one["message"]) for one in json.loads(capsys.readouterr().out)["findings"]]


@pytest.mark.parametrize("letter", [LETTER, WRONG], ids=["right", "a value nobody gives"])
def test_a_library_user_gets_the_findings_the_command_gives_on_dossier_papers(
    letter: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_project(tmp_path, {"cong-van.md": letter})
    monkeypatch.chdir(tmp_path)
    found = [(one.rule, str(one.message)) for one in dk.check(dk.open(tmp_path).read("cong-van"))]
    assert found == findings_of_command(capsys)
    unknown = [message for rule, message in found if rule == "DK-R010" or "du_thao" in message]
    assert ("du_thao.so_trang" in " ".join(unknown)) == (letter == WRONG)
    assert "du_thao.ten" not in " ".join(unknown)


def test_values_of_a_dossier_are_in_the_text(tmp_path: Path) -> None:
    make_project(tmp_path)
    text = dk.open(tmp_path).read("cong-van")
    assert "Nghị định về thử nghiệm" in str(text.bound.values["du_thao.ten"])


def test_a_document_beside_which_no_dossier_lies_gets_none(tmp_path: Path) -> None:
    session = make_project(tmp_path)
    assert "du_thao" not in " ".join(session.read("thu").bound.values)
