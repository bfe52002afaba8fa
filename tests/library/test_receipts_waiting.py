"""What a text gives away of others that must wait is judged again when these change, and made again where it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.library.receipt import read_receipt
from tests.library.test_receipts import TEXT, project, put, times, told
from tests.library.test_receipts_together import MORE

__all__ = ["project"]

NOW, LATER = "2026-12-01 09:00 +07:00", "2026-12-15 10:00 +07:00"
SAID = "Chúng tôi sẽ lập quỹ cho các làng nghề."
TITLE = "Bộ lập quỹ làng nghề từ năm sau"
HELD = f"""\
---
loai: press
ten_goi: {TITLE}
co_quan: Bộ Công Thương
ngay: 2026-12-15
cam_cong_bo: {LATER}
lien_he: {{ho_ten: Nguyễn Văn An, dien_thoai: 024 2220 2222, thu_dien_tu: an@moit.gov.vn}}
---
Mở đầu.

> “{SAID}” Ông An nói.

Kết.
"""
FREE = HELD.replace(f"cam_cong_bo: {LATER}\n", "")
PASSAGE = "hỗ trợ mỗi làng nghề một trăm triệu đồng trong năm đầu"
OTHER_SAID = "Chúng tôi sẽ mở ba lớp dạy nghề."


def press(*more: str) -> bytes:
    return "\n\n".join((TEXT, *more)).encode()


@pytest.fixture
def newsroom(project: Path) -> Path:
    """`khac` says nothing of the text that waits, `tin` its title, `loi` what somebody says in it."""
    put(project / "content/tin/tin.md", press(f"Theo kế hoạch, {TITLE}."))
    put(project / "content/tin/loi.md", press(f"Ông An: “{SAID}” Ông An nói."))
    put(project / "content/tin/trich.md", press(f"Bộ sẽ “{PASSAGE}”."))
    put(project / "content/kin/kin.md", HELD.encode())
    return project


def built(root: Path, capsys: pytest.CaptureFixture[str], now: str = NOW) -> tuple[set[str], set[str]]:
    """Which documents a build makes anew, and which give something away."""
    before = times(root / "build") if (root / "build").is_dir() else {}
    told(capsys, "--now", now, "--embargoed")
    after = times(root / "build")
    receipts = {path.name.partition(".")[0]: read_receipt(path) for path in (root / "build").rglob("*.receipt.json")}
    early = {name for name, one in receipts.items() if one and "DK-P015" in {found.rule for found in one.findings}}
    anew = (name for name in after if after[name] != before.get(name) and not name.endswith(".receipt.json"))
    return {name.partition(".")[0] for name in anew}, early


CHANGES: tuple[tuple[str, str | None, str | None, set[str], set[str]], ...] = (
    ("nothing", HELD, HELD, set(), {"tin", "loi"}),
    ("other words", HELD, HELD.replace("Kết.", "Hết."), {"tin", "loi"}, {"tin", "loi"}),
    ("gets one", FREE, HELD, {"tin", "loi"}, {"tin", "loi"}),
    ("loses it", HELD, FREE, {"tin", "loi"}, set()),
    ("comes", None, HELD, {"tin", "loi"}, {"tin", "loi"}),
    ("goes", HELD, None, {"tin", "loi"}, set()),
    ("another time", HELD, HELD.replace("12-15 10", "12-16 10"), {"tin", "loi"}, {"tin", "loi"}),
    ("a time that has passed", HELD, HELD.replace("12-15 10", "11-15 10"), {"tin", "loi"}, set()),
    ("loses its title", HELD, HELD.replace(TITLE, "Việc khác"), {"tin", "loi"}, {"loi"}),
    ("gets the title", HELD.replace(TITLE, "Việc khác"), HELD, {"tin", "loi"}, {"tin", "loi"}),
    ("says it now", HELD.replace(SAID, OTHER_SAID), HELD, {"tin", "loi"}, {"tin", "loi"}),
    ("says it no more", HELD, HELD.replace(SAID, OTHER_SAID), {"tin", "loi"}, {"tin"}),
    (
        "says what is quoted",
        HELD,
        HELD.replace("Kết", f"Bộ {PASSAGE}"),
        {"tin", "loi", "trich"},
        {"tin", "loi", "trich"},
    ),
    ("who says it", HELD.replace("” Ông", "” Bên"), HELD, {"tin", "loi"}, {"tin", "loi"}),
    ("waits for nothing", FREE, FREE.replace("Kết.", "Hết."), set(), set()),
    ("the key as words", FREE, FREE.replace("Kết.", "cam_cong_bo: sau"), set(), set()),
    ("could not be read", "---\n[", HELD, {"tin", "loi"}, {"tin", "loi"}),
)
"""Of the text that waits, before and after; what is made anew then, and what gives something away."""


def test_what_waits_is_judged_by_what_could_give_it_away(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = newsroom / "content/kin/kin.md"
    for name, before, after, anew, early in CHANGES:
        for text in (before, after):
            path.unlink(missing_ok=True)
            if text is not None:
                put(path, text.encode())
            made, found = built(newsroom, capsys)
        assert (made - {"kin"}, found) == (anew, early), name
        assert built(newsroom, capsys) == (set(), early), f"{name}, and once"
    told(capsys, "--now", NOW, "--embargoed", "--force")
    assert built(newsroom, capsys)[1] == early, "as if built from nothing"


def test_a_time_that_passes_is_a_change_only_where_something_was_given_away(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert built(newsroom, capsys)[1] == {"tin", "loi"}
    assert built(newsroom, capsys, "2026-12-15 09:59 +07:00")[0] <= {"kin"}
    made, early = built(newsroom, capsys, LATER)
    assert (made - {"kin"}, early) == ({"tin", "loi"}, set())
    assert built(newsroom, capsys, "2027-02-01 09:00 +07:00") == (set(), set())


def test_what_another_text_gives_to_one_that_waits_counts(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(newsroom / "content/_shared/facts.yaml", b"muc_tieu: {nam: 2030}\nten: {quy: L}\n")
    named = HELD.replace("co_quan:", "van_ban: {nghi_dinh: ../nghi-dinh}\nco_quan:")
    put(newsroom / "content/kin/kin.md", named.replace(TITLE, '"Bộ giao {{ nghi_dinh.ten }} cho các tỉnh"').encode())
    put(newsroom / "content/tin/tin.md", TEXT.replace("van_ban: {nghi_dinh: ../nghi-dinh}\n", "").encode())
    told(capsys, "--now", NOW)
    receipt = read_receipt(newsroom / "build/tin/tin.receipt.json")
    assert receipt
    assert {"content/kin/kin.md", "content/nghi-dinh/draft.yaml"} <= receipt.inputs.keys()


def several(root: Path, capsys: pytest.CaptureFixture[str], *command: str) -> tuple[bool, str]:
    """Whether a command makes anything anew, and what it says."""
    before = times(root / "build") if (root / "build").is_dir() else {}
    main([*command])
    return times(root / "build") != before, "".join(capsys.readouterr())


def test_a_kit_is_judged_again_as_a_text_is(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = "kit", "content/tin/khac.md", "--draft", "--now", NOW
    put(newsroom / "content/tin/khac.md", press(f"Theo kế hoạch, {TITLE}."))
    for text, early in ((FREE, False), (HELD, True), (FREE, False)):
        put(newsroom / "content/kin/kin.md", text.encode())
        anew, said = several(newsroom, capsys, *command)
        assert (anew, "DK-P015" in said) == (True, early)
        anew, said = several(newsroom, capsys, *command)
        assert (anew, "DK-P015" in said) == (False, early)


@pytest.mark.parametrize("command", [("dossier", "--allow-pending"), ("site", "--draft")], ids=lambda one: str(one[0]))
def test_what_counts_all_of_the_content_is_made_once(
    newsroom: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    for name, data in MORE.items():
        put(newsroom / name, data)
    put(newsroom / "content/kin/kin.md", HELD.replace(LATER, "2099-12-15 10:00 +07:00").encode())
    assert several(newsroom, capsys, *command)[0]
    assert not several(newsroom, capsys, *command)[0]


def test_a_letter_that_leads_to_one_by_another_text_is_made_again(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = "---\nloai: Công văn\nten_goi: Gửi tài liệu\nkinh_gui: [Sở A]\n---\nXem [{}]({}).\n"
    put(newsroom / "content/tin/gui.md", letter.format("hướng dẫn", "huong-dan.md").encode())
    put(newsroom / "content/tin/huong-dan.md", letter.format("tin", "../kin/kin.md").encode())
    put(newsroom / "content/kin/kin.md", FREE.encode())
    built(newsroom, capsys)
    put(newsroom / "content/kin/kin.md", HELD.encode())
    assert {"gui", "huong-dan"} <= built(newsroom, capsys)[0]
    assert "CẤM CÔNG BỐ TRƯỚC" in str(read_receipt(newsroom / "build/tin/gui.receipt.json"))
    assert built(newsroom, capsys)[0] == set()
