"""A slip of an amending draft is told by one rule, though two look at what it is made of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from draftkit.cli.main import main

HEAD = """\
loai: Nghị định
ten_goi: {name}
nam: 2026
{more}"""
BASE = """\
### Điều 1. Kho
1. Kho là nơi để hàng.
2. Kho có rào.
### Điều 2. Bãi
1. Bãi là nơi để xe.
2. Bãi có cổng.
"""
AMENDING = "### Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 12/2020/NĐ-CP\n"


@pytest.mark.parametrize(
    ("instructions", "rules", "told"),
    [
        (  # the order of the base
            "1. Sửa đổi, bổ sung khoản 2 Điều 2 như sau:\n\n> “2. Bãi có cửa.”.\n\n"
            "2. Sửa đổi, bổ sung khoản 1 Điều 1 như sau:\n\n> “1. Kho là nhà.”.\n",
            {"DK-A009", "DK-B007"},
            ["DK-B007"],
        ),
        (  # a quote that is never closed
            "1. Sửa đổi, bổ sung khoản 2 Điều 1 như sau:\n\n> “2. Kho có “tường.\n\n2. Bãi bỏ khoản 1 Điều 2.\n",
            {"DK-B011", "DK-T014"},
            ["DK-B011"],
        ),
        (  # and another in an article of its own
            "1. Sửa đổi, bổ sung khoản 2 Điều 1 như sau:\n\n> “2. Kho có “tường.\n\n2. Bãi bỏ khoản 1 Điều 2.\n"
            "### Điều 2. Giải thích\nKho là “nhà để hàng.\n",
            {"DK-B011", "DK-T014"},
            ["DK-B011", "DK-T014"],
        ),
        (  # an annex that is not there
            "1. Thay thế Phụ lục II bằng Phụ lục III ban hành kèm theo Nghị định này.\n"
            "2. Bãi bỏ khoản 1 Điều 2.\n\n# Phụ lục I. Kho\nKho.\n\n# Phụ lục II. Bãi\nBãi.\n",
            {"DK-B006", "DK-R024"},
            ["DK-R024"],
        ),
    ],
)
def test_a_slip_is_told_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    instructions: str,
    rules: set[str],
    told: list[str],
) -> None:
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    for name, front, text in (
        ("goc", HEAD.format(name="về kho", more="so: 12\n").replace("2026", "2020"), BASE),
        ("sua", HEAD.format(name="sửa đổi", more="van_ban: {goc: ../goc}\n"), AMENDING + instructions),
    ):
        home = tmp_path / "content" / name
        home.mkdir(parents=True)
        (home / "draft.yaml").write_text(front, encoding="utf-8")
        (home / "01.md").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    main(["check", "content/sua", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert [one for one in _rules(found) if one in rules] == told


def _rules(found: object) -> list[str]:
    if isinstance(found, list):
        return [rule for one in found for rule in _rules(one)]
    if not isinstance(found, dict):
        return []
    own = [str(found["rule"])] if isinstance(found.get("rule"), str) else []
    return own + [rule for one in found.values() for rule in _rules(one)]
