"""Acts as people copy them from a legal portal: whatever became of the columns of header and ending, what was read is
the same."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from draftkit.cli.main import main
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.library.word_reading import read_as_draft
from draftkit.model.tree import units
from draftkit.recognise.flat import read_file
from draftkit.recognise.lines import lines
from tests.conftest import CHECKOUT

PORTAL = Path(__file__).parent / "portal"
WANTED: dict[str, dict[str, Any]] = yaml.safe_load((PORTAL / "wanted.yaml").read_text("utf-8"))
SESSION = Session(open_project(CHECKOUT, None))


def text_of(name: str) -> str:
    return (PORTAL / f"{name}.txt").read_text("utf-8")


def read(name: str, text: str) -> dict[str, Any]:
    file = read_file(text.encode(), f"{name}.txt", SESSION.kinds())
    draft = read_as_draft(SESSION, file, f"{name}.txt").document.bound.draft
    data: dict[str, Any] = dict(draft.meta.values)
    signed = data.get("chu_ky") or {}
    several = isinstance(signed, list)
    return data | {
        "ngay": data.get("ngay") and str(data["ngay"]),
        "can_cu": len(data.get("can_cu") or ()),
        "quyen": [one["quyen_han"] for one in signed] if several else list(signed.get("quyen_han") or ()),
        "ho_ten": [one["ho_ten"] for one in signed] if several else signed.get("ho_ten"),
        "articles": sum(unit.level.name == "article" for unit in units(draft.body)),
    }


def small(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


@pytest.mark.parametrize("name", WANTED)
def test_however_it_was_flattened_header_and_ending_are_read(name: str) -> None:
    got, wanted = read(name, text_of(name)), WANTED[name]
    assert {key: small(got.get(key)) for key in wanted} == {key: small(value) for key, value in wanted.items()}


@pytest.mark.parametrize("name", ["stacked", "spaces"])
def test_signs_of_other_editors_change_nothing(name: str) -> None:
    text = text_of(name)
    as_copied = read(name, text)
    assert read(name, unicodedata.normalize("NFD", text).replace("\n", "\r\n")) == as_copied
    assert read(name, text.replace("  ", "\u00a0 ").replace(": ", ": \u200b")) == as_copied


@pytest.mark.parametrize("name", WANTED)
def test_no_letter_is_lost(name: str) -> None:
    text = text_of(name)
    file = read_file(text.encode(), "a.txt", SESSION.kinds())
    assert Counter("".join("".join(line.text.split()) for line in lines(file))) == Counter("".join(text.split()))


def test_a_text_is_imported_and_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "33.txt").write_text(text_of("so"), encoding="utf-8")
    (tmp_path / "draftkit.yaml").write_text("noi_dung: .\n", encoding="utf-8")
    assert main(["--lang", "en", "check", "33.txt"]) == 0
    assert "not measured" in capsys.readouterr().out
    assert main(["--lang", "en", "import", "33.txt", "--out", "."]) == 1  # “(đã ký)” is left out
    assert "1 Phụ lục" in capsys.readouterr().out
    assert "| 1 | Cân điện tử | cái |" in "".join(path.read_text("utf-8") for path in (tmp_path / "33").glob("*.md"))
