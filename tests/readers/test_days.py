"""A day of the metadata or of settings is read in every form people write it in; what only looks like one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.law.dates import as_day
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.message import Severity
from draftkit.site.settings import consultation, read_settings
from draftkit.writers.text import write_text
from tests.helpers import META, RELEASE, write_project

ISO = "2026-12-05"
FORMS = ["05/12/2026", "5/12/2026", "5-12-2026", "05.12.2026", "ngày 5 tháng 12 năm 2026", "'05/12/2026'", f"'{ISO}'"]
ACT = "luat-a: {loai: Luật, ten: A, so: 1/2026/QH15, ngay: DAY, co_quan: Quốc hội, hieu_luc: {tu: DAY}}\n"
ISSUED = META.replace("nam: 2026", "nam: 2026\nso: 7\nngay: DAY\nNgày hiệu lực: DAY")
BODY = "### Điều. Một\n1. Theo @luat-a.\n"
TOLD = "loai: KIND\nten_goi: T\nnam: 2026\nngay: DAY\n"
STEPS = "tinh_den: DAY\ntra_cuu: _shared/references.yaml\nbuoc:\n- {buoc: A, ngay: DAY}\n- {vien_dan: luat-a}\n"
LISTS = {"Tiến trình": "```tientrinh b.yaml\n```\n", "Bản tin": "Lời.\n"}
DATES = "lich: [{ngay: DAY, viec: Họp}]\n"


def printed(root: Path, day: str, kind: str = "") -> tuple[str, list[str]]:
    """What is printed where this day is typed, and the rules that fire."""
    root.mkdir(parents=True)
    meta, body = (TOLD.replace("KIND", kind), LISTS[kind]) if kind else (ISSUED, BODY)
    meta += DATES * (kind == "Bản tin")
    write_project(root, body, meta.replace("DAY", day) + f"du_thao: {{lan: 1, ngay: {day}}}\n")
    (root / "content/_shared/references.yaml").write_text(ACT.replace("DAY", day), encoding="utf-8")
    (root / "content/b.yaml").write_text(STEPS.replace("DAY", day), encoding="utf-8")
    document = Session(open_project(root, None)).read(root / "content/thu.md")
    found = [finding.rule for finding in document.check()]
    return write_text(document.bound, document.frame), found


@pytest.mark.parametrize("kind", ["", *LISTS])
@pytest.mark.parametrize("day", FORMS)
def test_a_day_is_read_as_people_write_it(day: str, kind: str, tmp_path: Path) -> None:
    assert printed(tmp_path / "a", day, kind) == (wanted := printed(tmp_path / "b", ISO, kind))
    assert "DK-H004" not in wanted[1]


@pytest.mark.parametrize(
    "step", ["buoc: A, ngay: 2025-10", "buoc: A, ngay: 2030-10, trang_thai: xong", "vien_dan: luat-a, ngay: 2030-10"]
)
def test_what_a_step_has_come_to_is_not_guessed_without_the_day_it_is_of(step: str, tmp_path: Path) -> None:
    """Steps of last year were still to come where `tinh_den` was left empty, and those of 2030 “✓ Đã xong”."""
    write_project(tmp_path, LISTS["Tiến trình"], TOLD.replace("KIND", "Tiến trình").replace("DAY", ISO))
    (tmp_path / "content/b.yaml").write_text(
        f"tinh_den:\ntra_cuu: _shared/references.yaml\nbuoc:\n- {{{step}}}\n", "utf-8"
    )
    document = Session(open_project(tmp_path, None)).read(tmp_path / "content/thu.md")
    said = "“b.yaml” needs “tinh_den”: the day, such as 2026-12-05, its states are of"
    assert said in [str(one.message) for one in document.check()]
    assert "Đã xong" not in write_text(document.bound, document.frame)


def test_a_step_that_is_to_come_is_not_printed_as_done(tmp_path: Path) -> None:
    write_project(tmp_path, LISTS["Tiến trình"], TOLD.replace("KIND", "Tiến trình").replace("DAY", ISO))
    step = "{buoc: A, ngay: 2027-10-01, trang_thai: xong}"
    (tmp_path / "content/b.yaml").write_text(f"tinh_den: 2026-11-20\nbuoc:\n- {step}\n", "utf-8")
    document = Session(open_project(tmp_path, None)).read(tmp_path / "content/thu.md")
    assert "Đã xong" not in write_text(document.bound, document.frame)
    assert [one.severity for one in document.check() if one.rule == "DK-O061"] == [Severity.ERROR]


@pytest.mark.parametrize("day", FORMS)
def test_a_day_of_the_settings_is_read_as_people_write_it(day: str, tmp_path: Path) -> None:
    (tmp_path / "draftkit.yaml").write_text(
        f"trang_tin: {{lay_y_kien: {{thu: {{tu_ngay: {day}, den_ngay: {day}}}}}}}\n", encoding="utf-8"
    )
    found = read_settings(open_project(tmp_path, None)).consultations["thu"]
    assert (found.start, found.until) == (ISO, ISO)
    assert consultation({"den_ngay": day.strip("'")}, "k").until == ISO


@pytest.mark.parametrize(
    "typed", ["31/02/2026", "5/13/2026", "05/12", "05/12/26", "trước 05/12/2026", "05/12/2026 09:00"]
)
def test_what_is_no_day_of_the_calendar_stays_and_is_told(typed: str, tmp_path: Path) -> None:
    assert as_day(typed) == typed
    path = write_project(tmp_path, BODY, META + f"ngay: {typed}\n")
    found = [
        str(one.message) for one in Session(open_project(tmp_path, None)).read(path).check() if one.rule == "DK-H004"
    ]
    assert found == [f"“ngay” must be a date such as 2026-12-05, not “{typed}”"]


def test_values_of_the_drafter_are_printed_as_typed(tmp_path: Path) -> None:
    path = write_project(
        tmp_path, "### Điều. A\n{{ ngay }}, {{ hop.den_ngay }}\n", META + "gia_tri: {ngay: 5/12/2026}\n"
    )
    (tmp_path / "content/_shared/facts.yaml").write_text("hop: {den_ngay: 06.12.2026}\n", encoding="utf-8")
    document = Session(open_project(tmp_path, None)).read(path)
    assert "5/12/2026, 06.12.2026" in write_text(document.bound, document.frame)


def test_options_take_days_in_every_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tin.md").write_text(RELEASE.replace("2026-11-20", "20/11/2026"), encoding="utf-8")
    assert main(["approve", "tin.md", "--by", "B", "--date", "21/11/2026"]) == 0
    assert "ngay_duyet: '2026-11-21'" in Path("tin.duyet.yaml").read_text(encoding="utf-8")
