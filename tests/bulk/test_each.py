"""One document for each row: the same files as one at a time, bad rows told and the rest built, a broken run taken up
again, any executor."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import datetime, time
from pathlib import Path

import pytest

from draftkit.bulk.each import Plan, plan, run
from draftkit.bulk.judging import together
from draftkit.bulk.notes import STATE, Result
from draftkit.bulk.rows import Row, check_columns, read_rows
from draftkit.cli.each import _warn_of_open_lines
from draftkit.cli.language import translator
from draftkit.cli.main import main
from draftkit.errors import ConfigError, SourceError
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.readers.number_format import form_of, in_cell, written
from draftkit.readers.sheet import read_sheet
from tests.helpers import parts, word_paragraphs

TEXT = """\
---
loai: Thông cáo
ten_goi: về công nghiệp môi trường tại {{ tinh }}
co_quan: Bộ Công Thương
viet_tat: BCT
nam: 2026
ngay: 2026-11-24
chu_ky: {quyen_han: [TL. BỘ TRƯỞNG, CHÁNH VĂN PHÒNG], ho_ten: }
noi_nhan: [Các cơ quan báo chí]
luu: VT
---
Tại {{ tinh }} có {{ so_co_so }} cơ sở; mục tiêu đến năm {{ muc_tieu.nam }}.
"""
FACTS = "muc_tieu: {nam: 2030}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content/_shared").mkdir(parents=True)
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content/_shared/facts.yaml").write_text(FACTS, encoding="utf-8")
    (tmp_path / "content/tc.md").write_text(TEXT, encoding="utf-8")
    return tmp_path


def rows(project: Path, text: str) -> Path:
    path = project / "rows.csv"
    path.write_text(text, encoding="utf-8")
    return path


def planned(project: Path, text: str, **options: object) -> Plan:
    session = Session(open_project(project, None))
    return plan(
        session, project / "content/tc.md", read_rows(rows(project, text), "rows.csv"), project / "out", **options
    )  # type: ignore[arg-type]


def done(made: Plan, executor: Executor | None = None) -> list[Result]:
    found: list[Result] = []
    with executor or ThreadPoolExecutor(1) as workers:
        found.extend(run(made, workers))
    return sorted(found)


def test_rows_cite_what_the_project_holds_and_are_built_again_when_that_changes(project: Path) -> None:
    """`{{ luat.so_ky_hieu }}` and `{{ goc.ten_goi }}` are values of the documents in `van_ban`, no columns."""
    (project / "content/_shared/references.yaml").write_text(
        "luat-bvmt: {loai: Luật, ten: Bảo vệ môi trường, so: 72/2020/QH14, ngay: 2020-11-17, co_quan: Quốc hội}\n",
        encoding="utf-8",
    )
    other = project / "content/goc.md"
    other.write_text(
        TEXT.replace("ten_goi: về công nghiệp môi trường tại {{ tinh }}", "ten_goi: về bụi").replace(
            "Tại {{ tinh }} có {{ so_co_so }} cơ sở; m", "M"
        ),
        encoding="utf-8",
    )
    body = (
        TEXT.replace("nam: 2026\n", 'nam: 2026\nvan_ban: {luat: "@luat-bvmt", goc: goc.md}\n')
        + "\nLuật số {{ luat.so_ky_hieu }}; “{{ goc.ten_goi }}”.\n"
    )
    (project / "content/tc.md").write_text(body, encoding="utf-8")
    data = "Tỉnh,Số cơ sở\nNinh Bình,12\n"
    (found,) = done(planned(project, data))
    assert "Luật số 72/2020/QH14; “về bụi”." in word_paragraphs((project / "out" / f"{found.name}.docx").read_bytes())
    assert planned(project, data).done == 1
    other.write_text(other.read_text(encoding="utf-8").replace("về bụi", "về nước"), encoding="utf-8")
    assert planned(project, data).done == 0
    (project / "content/tc.md").write_text(body.replace("luat.so_ky_hieu", "luat.so_kyhieu"), encoding="utf-8")
    with pytest.raises(ConfigError, match="no column"):
        planned(project, data)


def test_each_row_is_a_document(project: Path) -> None:
    found = done(planned(project, "Tỉnh,Số cơ sở\nNinh Bình,12\nA & B <x>,7\n"))
    assert [item.name for item in found] == ["1_Ninh_Binh", "2_A_B_x"]
    first, second = ([*word_paragraphs((project / "out" / f"{item.name}.docx").read_bytes())] for item in found)
    assert "Tại Ninh Bình có 12 cơ sở; mục tiêu đến năm 2030." in first
    assert "Về công nghiệp môi trường tại Ninh Bình" in first
    assert "Tại A & B <x> có 7 cơ sở; mục tiêu đến năm 2030." in second


def test_a_row_gives_the_bytes_that_a_document_of_its_own_gives(project: Path) -> None:
    done(planned(project, "tinh,so_co_so,ngay\nNinh Bình,12,2026-11-24\nHà Nội,3,2026-12-05\nĐồng Nai,9,2026-12-06\n"))
    alone = TEXT.replace("{{ tinh }}", "Đồng Nai").replace("{{ so_co_so }}", "9").replace("2026-11-24", "2026-12-06")
    (project / "content/mot.md").write_text(alone, encoding="utf-8")
    session = Session(open_project(project, None))
    single, row = (
        parts(data)
        for data in (
            session.docx(session.read(project / "content/mot.md")),
            (project / "out/3_Dong_Nai.docx").read_bytes(),
        )
    )
    origin = "docProps/custom.xml"  # names the document and the state of its sources, which are not the same
    assert single.pop(origin) != row.pop(origin)
    assert single == row


@pytest.mark.parametrize(
    "executor", [lambda: ThreadPoolExecutor(1), lambda: ProcessPoolExecutor(2)], ids=["thread", "processes"]
)
def test_any_executor_gives_the_same_files(project: Path, executor: object) -> None:
    made = planned(project, "tinh,so_co_so\n" + "".join(f"tỉnh {number},{number}\n" for number in range(90)))
    found = done(made, executor())  # type: ignore[operator]
    assert len(found) == 90 == len(list((project / "out").glob("*.docx")))
    assert "Tại tỉnh 77 có 77 cơ sở; mục tiêu đến năm 2030." in word_paragraphs(
        (project / "out/78_tinh_77.docx").read_bytes()
    )


def test_bad_rows_are_told_and_the_others_built(project: Path) -> None:
    made = planned(
        project,
        "tinh,so_co_so,ngay\nA,1,2026-11-24\nB\nC,2,2026-02-31\nD,3,2026-11-24,x\nE,,2026-11-24\nF,4,2026-11-24\n",
    )
    found = done(made)
    assert [str(item.fault) for item in made.faults] == [
        "has nothing in the column “so_co_so”: fill it in",
        "has 1 cells more than there are columns",
        "has nothing in the column “so_co_so”: fill it in",
    ]
    assert [item.number for item in made.faults] == [3, 5, 6]
    assert [(item.number, item.name, str(item.fault or "")) for item in found] == [
        (2, "1_A", ""),
        (4, "", "“ngay” must be a date such as 2026-12-05, not “2026-02-31”"),
        (7, "6_F", ""),
    ]
    assert sorted(path.name for path in (project / "out").glob("*.docx")) == ["1_A.docx", "6_F.docx"]


def test_columns_are_told_apart_by_signs_that_names_may_not_hold(project: Path) -> None:
    made = planned(project, "#,tinh,so_co_so,Số cơ sở (%)\n1,A,7,50\n")
    assert [task.name for task in made.tasks] == ["1_1"]
    (found,) = done(made)
    assert "có 7 cơ sở" in "\n".join(word_paragraphs((project / f"out/{found.name}.docx").read_bytes()))


def test_a_run_goes_on_where_it_stopped(project: Path) -> None:
    text = "tinh,so_co_so\nA,1\nB,2\nC,3\n"
    made = planned(project, text)
    done(made._replace(tasks=made.tasks[:2]))
    again = planned(project, text)
    assert (again.done, [task.name for task in again.tasks]) == (2, ["3_C"])
    with (project / "out" / STATE).open("ab") as state:
        for spoilt in ("[1]", '{"name": 3, "key": "", "endings": []}', "[" * 9000 + "]" * 9000):
            state.write(f"{spoilt}\n".encode())
        state.write('{"name": "3_Huế'.encode()[:-1])  # cut off in the middle of a line, and of a letter
    (project / "out/1_A.docx").unlink()
    assert [task.name for task in planned(project, text).tasks] == ["1_A", "3_C"]
    assert len(planned(project, text, fresh=True).tasks) == 3


def test_what_changes_is_built_again(project: Path) -> None:
    done(planned(project, "tinh,so_co_so\nA,1\nB,2\n"))
    assert [task.name for task in planned(project, "tinh,so_co_so\nA,1\nB,9\n").tasks] == ["2_B"]
    (project / "content/_shared/facts.yaml").write_text(FACTS.replace("2030", "2035"), encoding="utf-8")
    assert len(planned(project, "tinh,so_co_so\nA,1\nB,2\n").tasks) == 2


def test_what_a_side_file_says_is_built_again(project: Path) -> None:
    """A table, a picture, a picture that a row names, and the table of a document that is quoted."""
    content = project / "content"
    png = (Path(__file__).parents[1] / "readers/cases/files/so-do.png").read_bytes()
    for name in ("hinh.png", "a.png"):
        (content / name).write_bytes(png)
    for name in ("bang.csv", "goc.csv"):
        (content / name).write_text("Việc,Số\nMột,1\n", encoding="utf-8")
    other = (
        TEXT.replace("{{ tinh }}", "x").replace("{{ so_co_so }}", "2") + "\n```bang goc.csv {#viec}\nten: Việc\n```\n"
    )
    (content / "goc.md").write_text(other, encoding="utf-8")
    body = TEXT.replace("nam: 2026\n", "nam: 2026\nvan_ban: {goc: goc.md}\n")
    body += "\n```bang bang.csv\n```\n\n![Sơ đồ](hinh.png)\n\nXem @goc.viec.\n"
    (content / "tc.md").write_text(body, encoding="utf-8")
    data = "tinh,so_co_so,anh\nA,1,a.png\nB,2,\n"
    options = {"empty": True}
    done(planned(project, data, **options))
    assert planned(project, data, **options).done == 2
    for name, again in (("bang.csv", 2), ("goc.csv", 2), ("hinh.png", 2), ("a.png", 1)):
        path = content / name
        before = path.read_bytes()
        path.write_bytes(before + (b"Hai,2\n" if name.endswith("csv") else b"\0"))
        assert len(planned(project, data, **options).tasks) == again, name
        path.write_bytes(before)
    assert planned(project, data, **options).done == 2


def test_the_rules_look_at_every_row_and_tell_of_the_row_what_the_text_has_not(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A final text: the row with an impossible day is refused, the others are made."""
    monkeypatch.chdir(project)
    text = TEXT.replace("luu: VT\n", "luu: VT\nso: '5'\n").replace("cơ sở;", "cơ sở (số liệu ngày {{ tinh_den }});")
    (project / "content/tc.md").write_text(text, encoding="utf-8")
    rows(project, "tinh,so_co_so,tinh_den\nHuế,1,30/9/2026\nCà Mau,2,31/9/2026\nHà Nội,3,30/6/2026\n")
    assert main(["--lang", "en", "build", "tc", "--each", "rows.csv", "--format", "txt", "--name", "{so_co_so}"]) == 1
    out = capsys.readouterr()
    told = [line for line in out.out.splitlines() if line.startswith("rows.csv:")]
    assert len(told) == 1
    assert told[0].startswith("rows.csv:3: error DK-")
    assert "31/9/2026" in told[0]
    assert "rows.csv:3: " in out.err
    assert "2 built, 0 there before, 1 rows could not be built" in out.out
    assert sorted(path.name for path in (project / "build/tc").glob("*.txt")) == ["1.txt", "3.txt"]


def test_of_many_rows_those_that_differ_in_digits_only_are_looked_at_once_and_that_is_said(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was found in a row is looked for in all that are like it."""
    monkeypatch.chdir(project)
    monkeypatch.setattr("draftkit.bulk.each.FEW", 3)
    usual = "".join(f"Xã {number},{number},1/9/2026\n" for number in range(20, 30))
    wrong = "".join(f"Xã  {number},1,1/9/2026\n" for number in range(30, 33))
    rows(project, f"tinh,so_co_so,ngay\n{usual}{wrong}Xã 40,1,2/9/2026\n")
    assert main(["--lang", "en", "build", "tc", "--each", "rows.csv", "--format", "txt", "--jobs", "1"]) == 0
    out = capsys.readouterr()
    assert [line.split(" ")[0] for line in out.out.splitlines() if "DK-T0" in line] == [
        f"rows.csv:{number}:" for number in (12, 13, 14)
    ]
    assert "documents of 6 rows; each of the 8 others" in out.err


def test_rows_that_are_alike_go_to_one_worker_together_in_shares_of_an_even_size() -> None:
    days = [Row(at, {"ngay": f"2026-11-{at % 7 + 1:02d}", "so": str(at)}) for at in range(100)]
    shares = together(days, 10)
    assert sorted(at for share in shares for at in share) == list(range(100))
    assert [{at % 7 for at in share} for share in shares] == [{day} for day in range(7)]
    alike = together([Row(at, {"so": str(at)}) for at in range(100)], 10)
    assert [len(share) for share in alike] == [20] * 5
    unlike = together([Row(at, {"xa": chr(0x4E00 + at)}) for at in range(100)], 10)
    assert [len(share) for share in unlike] == [10] * 10
    assert together([], 10) == []


def test_two_rows_never_share_a_file(project: Path) -> None:
    made = planned(project, "tinh,so_co_so\nA,1\nA,2\n", pattern="{tinh}")
    assert [str(item.fault) for item in made.faults] == ["would be written to the same file as row 2: “A”"]


@pytest.mark.parametrize(
    "pattern", ["{x}", "{", "}", "{tinh", "{0}", "{}", "{tinh.x}", "{tinh:q}", "{tinh!z}", "{tinh[0}"]
)
def test_a_pattern_that_cannot_be_read_is_told_in_our_words(project: Path, pattern: str) -> None:
    with pytest.raises(ConfigError) as caught:
        planned(project, "tinh,so_co_so\nA,1\n", pattern=pattern)
    assert str(caught.value) == (
        f"--name: “{pattern}” does not name columns as {{stt}} does. Columns: tinh, so_co_so, stt"
    )


def test_names_leave_no_folder(project: Path) -> None:
    made = planned(project, "tinh,so_co_so,ten_tep\nA,1,../../etc/x\n")
    assert [task.name for task in made.tasks] == ["etc_x"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("tinh\nA\n", "rows.csv: its first row names no column “so_co_so”, which the text uses; known: tinh"),
        (
            "tinh,so_co_xo\nA,1\n",
            "rows.csv: its first row names no column “so_co_so”, which the text uses; did you mean “so_co_xo”?",
        ),
        ("tinh,Tỉnh\nA,1\n", "rows.csv:1: two columns are called “tinh”."),
        ("tinh,,x\nA,1,2\n", "rows.csv:1: column 2 has no name."),
        (" , ,\nA,1,2\n", "rows.csv:1: column 1 has no name."),
        ("", "rows.csv: the file is empty."),
        ("tinh,so_co_so\n", "rows.csv: only the names of the columns are there; put a row below them."),
    ],
)
def test_a_file_that_does_not_fit_is_refused(project: Path, text: str, error: str) -> None:
    with pytest.raises((ConfigError, SourceError), match=None) as found:
        planned(project, text)
    assert str(found.value) == error
    assert not (project / "out").exists()


def test_the_command(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(project)
    rows(project, "tinh,so_co_so\nA,1\nB\n")
    assert main(["--lang", "en", "build", "tc", "--each", "rows.csv", "--format", "docx", "--format", "txt"]) == 1
    out = capsys.readouterr()
    assert "1 built, 0 there before, 1 rows could not be built" in out.out
    assert "rows.csv:3: has nothing in the column “so_co_so”: fill it in" in out.err
    assert sorted(path.name for path in (project / "build/tc").iterdir() if path.name != STATE) == [
        "1_A.docx",
        "1_A.txt",
    ]
    assert json.loads((project / "build/tc" / STATE).read_text(encoding="utf-8"))["endings"] == ["docx", "txt"]


@pytest.fixture
def cluster() -> Iterator[str]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as found:
        yield str(found.scheduler_address)


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_does_the_work(project: Path, cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    rows(project, "tinh,so_co_so\nA,1\nB,2\n")
    assert main(["--lang", "en", "build", "tc", "--each", "rows.csv", "--scheduler", cluster]) == 0
    assert len(list((project / "build/tc").glob("*.docx"))) == 2


@pytest.mark.parametrize(
    ("address", "warned"),
    [
        ("tcp://10.0.0.1:8786", True),
        ("cluster.example.vn:8786", True),
        ("tls://10.0.0.1:8786", False),
        ("tcp://127.0.0.1:8786", False),
        (None, False),
    ],
)
def test_a_cluster_reached_openly_is_told(
    address: str | None, warned: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    _warn_of_open_lines(address, translator("en"))
    assert ("not encrypted" in capsys.readouterr().err) is warned


def test_a_scheduler_that_is_not_there(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    rows(project, "tinh,so_co_so\nA,1\n")
    assert main(["--lang", "en", "build", "tc", "--each", "rows.csv", "--scheduler", "nowhere://x"]) == 2
    assert "the scheduler at nowhere://x does not answer" in capsys.readouterr().err


def test_days_are_read_as_people_write_them(project: Path) -> None:
    data = "tinh,so_co_so,ngay\nNinh Bình,12,05/12/2026\nHuế,3,31/02/2026\n"
    found = done(planned(project, data))
    assert [item.fault is None for item in found] == [True, False] or [item.number for item in found if item.fault] == [
        3
    ]
    text = "\n".join(word_paragraphs((project / "out" / "1_Ninh_Binh.docx").read_bytes()))
    assert "ngày 05 tháng 12 năm 2026" in text


def test_numbers_of_a_workbook_read_as_people_see_them(project: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (("tinh", "ty_le", "tien", "he_so", "ma"), ("A", 0.125, 1234567, 1.5, 84.14)):
        book.active.append(row)
    for place, value in (
        ("F1", "ngay"),
        ("G1", "gio"),
        ("H1", "thang"),
        ("I1", "nho"),
        ("J1", "trong"),
        ("K1", "gio_lam"),
    ):
        book.active[place] = value
    for place, moment in (
        ("F2", datetime(2026, 12, 5)),
        ("G2", time(8, 30)),
        ("H2", datetime(2026, 12, 1)),
        ("I2", 5e-5),
        ("K2", 1.5625),
    ):
        book.active[place] = moment
    forms = {"B2": "0.0%", "C2": "#,##0", "D2": "0.00", "F2": "dd/mm/yyyy", "H2": "mm/yyyy", "K2": "[h]:mm"}
    for place, form in forms.items():
        book.active[place].number_format = form
    book.save(project / "rows.xlsx")
    (row,) = read_rows(project / "rows.xlsx", "rows.xlsx").rows
    shown = ["A", "12,5%", "1.234.567", "1,50", "84,14", "05/12/2026", "08:30", "12/2026", "0,00005", "", "37:30"]
    assert list(row.cells.values()) == shown
    (row,) = read_rows(project / "rows.xlsx", "rows.xlsx", of=Path("thu.en.md")).rows
    english = ["A", "12.5%", "1,234,567", "1.50", "84.14", *shown[5:8], "0.00005", "", "37:30"]
    assert list(row.cells.values()) == english
    codes = dict(
        zip(
            "abcdefghij",
            ("yyyy", "d/m", "mmmm", "dd", "mm", "h:mm", "dddd, d mmmm yyyy", "d/m/yy hh:mm", "mm:ss", '"Năm" yyyy'),
            strict=True,
        )
    )
    seen = [written("46361.354166666664", form_of(one, codes).shows, False, True) for one in codes]
    assert seen == "2026|05/12|tháng 12|05|12|08:30|05/12/2026|05/12/2026 08:30|08:30|2026".split("|")
    assert [written("46361", form_of(one, {}).shows, False, True) for one in ("14", "16", "17")] == [
        "05/12/2026",
        "05/12",
        "12/2026",
    ]
    assert [form_of(one, {}).shows for one in ("1", "3", "5", "8", "9", "41", "44", "49")] == [
        *(".", "#", "#", "#00", "percent", "#", "#00", "")
    ]
    padded = {"a": "000000000000", "b": "0000 000 000", "c": "dddd", "d": "0.00"}
    assert [in_cell("912345678", form_of(one, padded), False, True) for one in "ab"] == ["000912345678", "0912 345 678"]
    assert [form_of(one, padded).shows for one in "cd"] == ["dmy", "00"]
    assert [in_cell(number, form_of("a", padded), False, True) for number in ("-5", "12.5")] == ["-5", "12,5"]
    assert written("46361.5", form_of("a", codes).shows, False) == "2026-12-05 12:00:00"
    assert [written(day, "dmy", True, True) for day in ("2957003", "2957004")] == ["31/12/9999", "2957004"]


@pytest.mark.parametrize(
    ("code", "stored", "seen"),
    [
        ("#,##0", "333333.333", "333.333"),
        ("0%", "0.125", "13%"),
        ("0", "3.6", "4"),
        ("0", "5", "5"),
        ("#,##0", "-2.5", "-3"),
        ("#,##0.00", "-0.004", "0,00"),
        ('0.0,,"tr"', "1234567", "1,2tr"),
        ("#,##0.00", "1234.5", "1.234,50"),
        ("General", "12.345", "12,345"),
        ("dd/mm/yyyy", "46361.5", "05/12/2026"),
        ("0." + "0" * 20, "12345678901234.5", "12345678901234,5" + "0" * 19),
        ("#,##0.##", "1234.56789012345", "1.234,57"),
        ("#,##0.##", "1234", "1.234"),
        ("0.0#", "5", "5,0"),
        ("0.###", "0.333333333333333", "0,333"),
        ("0.##%", "0.333333333333333", "33,33%"),
        ("#,###.00", "1234567.33333333", "1.234.567,33"),
        ("#.00", "5", "5,00"),
        (".00", "0.25", "0,25"),
    ],
)
def test_what_is_computed_prints_as_it_is_seen(code: str, stored: str, seen: str) -> None:
    assert in_cell(stored, form_of("200", {"200": code}), early=False, shown=True, computed=True) == seen
    exact = in_cell(stored, form_of("200", {"200": code}), early=False, shown=True)
    assert exact == seen or len(exact) > len(seen)


@pytest.mark.parametrize(
    ("code", "stored", "seen"),
    [
        ('"CV-"000', "12", "CV-012"),
        ('#,##0 "đồng"', "1234567", "1.234.567 đồng"),
        ('#,##0 "đồng"', "-5", "-5 đồng"),
        ('#,##0 "đồng";(#,##0) "đồng"', "-5", "-5 đồng"),
        ('0;-0" (đồng)"', "-5", "-5 (đồng)"),
        ('_-* #,##0\\ "₫"_-;\\-* #,##0\\ "₫"_-;_-* "-"\\ "₫"_-;_-@_-', "1234567.5", "1.234.567,5 ₫"),
        ('_-* #,##0\\ "₫"_-;\\-* #,##0\\ "₫"_-;_-* "-"\\ "₫"_-;_-@_-', "0", "0 ₫"),
        ('_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', "-5", "-$5,00"),
        ("[$₫-42A]#,##0", "5", "₫5"),
        ("[$-42A]#,##0", "5", "5"),
        ('0.0%" GDP"', "0.125", "12,5% GDP"),
        ("0.0 %", "0.125", "12,5%"),
        ('0" %"', "12", "12 %"),
        ('0.0,,"tr"', "1234567", "1,234567tr"),
        ("#,##0,", "1234567", "1.234,567"),
        ("0000\\-000000", "912345678", "0912-345678"),
        ('0000"."000"."000', "912345678", "0912.345.678"),
        ('"có";;"không"', "1", "có"),
        ('"có";;"không"', "-1", "-1"),
        ('"có";;"không"', "0", "không"),
        (";;;", "7", "7"),
        ('[>=1000000]0.0,," tr";[>=1000]0.0,"k";0', "1500000", "1,5 tr"),
        ('[>=1000000]0.0,," tr";[>=1000]0.0,"k";0', "7", "7"),
        ('[<1]0%;0" lần"', "0.5", "50%"),
        ('[<1]0%;0" lần"', "3", "3 lần"),
        ('[=1]"có";[=0]"không"', "0", "không"),
        ('[=1]"có";[=0]"không"', "2", "2"),
        ('[<0]"lỗ "#,##0;#,##0', "-5000", "lỗ 5.000"),
        ("[Red][<0]-#,##0;[Blue]#,##0", "-5000", "-5.000"),
        ("[<=9999999]000-0000;0000 000 000", "912345678", "0912 345 678"),
        ("[<=9999999]###-####;(###) ###-####", "123", "123"),
        ("# ?/?", "0.5", "1/2"),
        ("# ?/?", "1.25", "1 1/4"),
        ("# ?/?", "-1.25", "-1 1/4"),
        ("# ?/?", "5", "5"),
        ("# ?/?", "0", "0"),
        ("# ?/?", "0.3", "0,3"),
        ("#\\ ?/?", "0.333333333333333", "1/3"),
        ("# ?/?", "0.314159265358979", "1/3"),
        ("# ??/??", "0.15", "3/20"),
        ("0/8", "0.25", "2/8"),
        ("0 0/8", "0.25", "0 2/8"),
        ("?/?", "1.25", "5/4"),
        ("0 ?/?", "0.5", "0 1/2"),
        ("0 0/0", "0.125", "0 1/8"),
        ("0 0/0", "0.123", "0,123"),
        ("# ?/8", "2.5", "2 4/8"),
        ("# ??/16", "0.3", "0,3"),
        ("# ??/100", "0.25", "25/100"),
        ('# ?/?" suất"', "0.5", "1/2 suất"),
        ('"còn "# ?/?;"thiếu "# ?/?', "-0.75", "thiếu 3/4"),
        ("?/?", "1e17", "100000000000000000/1"),
        ("# ?/?", "1e300", "1e300"),
        ('"1/2 "0', "3", "1/2 3"),
        ('@" kg"', "12.5", "12,5 kg"),
        ('0;-0;0;@" kg"', "12", "12"),
        ("+0.0;-0.0;0.0", "3.5", "+3,5"),
        ('"tăng "0%;"giảm "0%', "-0.05", "giảm 5%"),
        ('"CV-"0;"CV-"0', "5", "CV-5"),
        ("#,###", "1234567", "1.234.567"),
        ("[<=9999999]###-####;(###) ###-####", "1234567", "123-4567"),
        ('"ngày "dd" tháng "mm', "46361", "05/12"),
        ('General" kg"', "12.5", "12,5 kg"),
        ('"a;b "0', "5", "a;b 5"),
        ("\\", "5", "\\"),
        ("0.0,", "NaN", "NaN"),
        ("0%", "0.333333333333333", "33%"),
        ("0.00%", "0.666666666666667", "66,67%"),
        ("0%", "0.125", "12,5%"),
        ("#,##0", "1111111.11111111", "1.111.111"),
        ("#,##0", "1111111.25", "1.111.111,25"),
        ("General", "0.333333333333333", "0,333333333333333"),
        ('#,##0\\ "₫"', "2543000000000000", "2.543.000.000.000.000 ₫"),
        ("0", "1e300", "1e300"),
        ('0" kg"', "nhiều", "nhiều"),
    ],
)
def test_a_number_has_the_words_of_its_format_and_none_of_its_digits_changed(code: str, stored: str, seen: str) -> None:
    assert in_cell(stored, form_of("200", {"200": code}), early=False, shown=True) == seen
    assert in_cell("12", form_of("200", {"200": code}), early=False, shown=False) in ("12", "1200%", "1900-01-12")


def test_signs_in_the_title_of_a_column_are_no_part_of_its_name(project: Path) -> None:
    (project / "rows.csv").write_text("Tỉnh;Vốn (tỷ đồng);Tỷ lệ %;so.lieu\nHà Nam;5;3;1\n", encoding="utf-8")
    assert read_rows(project / "rows.csv", "rows.csv").columns == ("tinh", "von_ty_dong", "ty_le", "so.lieu")


def test_errors_of_a_spreadsheet_are_told_and_days_with_nought_hours_are_days(project: Path) -> None:
    (project / "rows.csv").write_text("tinh,ngay\nA,2026-12-05 00:00:00\n", encoding="utf-8")
    assert read_rows(project / "rows.csv", "rows.csv").rows[0].cells["ngay"] == "05/12/2026"
    (project / "rows.csv").write_text("tinh,ngay\nA,1\nB,#REF!\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"rows.csv:3: “#REF!”"):
        read_rows(project / "rows.csv", "rows.csv")


def test_a_cell_at_the_end_of_the_sheet_is_named(project: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(("tinh",))
    book.active["XFD1048576"] = "x"
    book.save(project / "rows.xlsx")
    with pytest.raises(SourceError, match="XFD") as caught:
        read_rows(project / "rows.xlsx", "rows.xlsx")
    assert "cell in column" in str(caught.value)


def test_empty_columns_behind_the_last_are_none(project: Path) -> None:
    """Spreadsheets export columns that were once wide, or coloured."""
    read = read_rows(rows(project, "tinh,so_co_so,,\nA,1,,\nB,2,,x\n,,,\n"), "rows.csv")
    assert (read.columns, [row.excess for row in read.rows]) == (("tinh", "so_co_so"), [0, 1])
    with pytest.raises(SourceError, match="column 2 has no name"):
        read_rows(rows(project, "tinh,,so_co_so\nA,1,2\n"), "rows.csv")


def test_signs_that_cannot_be_seen_are_told_of_every_row(project: Path) -> None:
    found = read_rows(rows(project, "tinh,so\nHuế,1\nHà\u200b Nội,1\n👩\u200d🌾,2\nĐà\u202e Nẵng,3\n"), "rows.csv")
    assert [str(one) for one in found.told] == [
        "rows.csv: signs that cannot be seen stand in these rows; delete them: 3, 5"
    ]


def test_a_formula_that_was_never_computed_is_no_empty_cell(project: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(("tinh", "so"))
    book.active.append(("A", "=1+1"))
    book.save(project / "rows.xlsx")
    with pytest.raises(SourceError, match=r"rows\.xlsx: formulas without a stored value: B2\. Open"):
        read_rows(project / "rows.xlsx", "rows.xlsx")


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell(project: Path) -> None:
    import zipfile

    from openpyxl import Workbook

    book = Workbook()
    book.active.append(("tinh", "so"))
    book.active.append(("A", '=""'))
    book.save(project / "made.xlsx")
    with zipfile.ZipFile(project / "made.xlsx") as old, zipfile.ZipFile(project / "rows.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'<c r="B2">', b'<c r="B2" t="str">'))
    assert read_rows(project / "rows.xlsx", "rows.xlsx").rows[0].cells["so"] == ""


def test_hidden_rows_and_other_sheets_are_told_and_a_value_nobody_has_refuses_its_row(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (("so_hieu", "ten"), ("1", "A"), ("2", "B"), ("3", "{{ khong }}")):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.create_sheet("Khác").append(["x"])
    book.save(project / "rows.xlsx")
    found = read_rows(project / "rows.xlsx", "rows.xlsx")
    assert [str(one) for one in found.told] == [
        "rows.xlsx: sheet “Sheet” was read, not: Khác",
        "rows.xlsx: rows that are hidden in the workbook are taken as well: 3",
    ]


@pytest.mark.parametrize(
    ("cover", "said"),
    [
        (("KẾ HOẠCH KHẢO SÁT 2026",), "only the names of the columns are there"),
        (("", "KẾ HOẠCH"), "column 1 has no name"),
        ((), "the file is empty"),
    ],
)
def test_a_cover_sheet_is_told_with_the_other_sheets_and_how_to_have_one_read(
    project: Path, cover: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Bìa"
    if cover:
        book.active.append(cover)
    table = book.create_sheet("Danh sách")
    for row in (("tinh", "so_co_so"), ("Huế", 1)):
        table.append(row)
    book.save(project / "rows.xlsx")
    with pytest.raises(SourceError) as caught:
        read_rows(project / "rows.xlsx", "rows.xlsx")
    shown = str(caught.value)
    assert said in shown
    assert "(sheet “Bìa” was read, not: Danh sách; to have another read, put it first / --sheet)" in shown
    found = read_rows(project / "rows.xlsx", "rows.xlsx", "Danh sách")
    assert found.columns == ("tinh", "so_co_so")
    with pytest.raises(ConfigError, match=r"no column “khac”.*Bìa.*put it first"):
        check_columns(found, ["khac"], [])
    book.remove(book["Bìa"])
    book.save(project / "rows.xlsx")
    with pytest.raises(ConfigError, match=r"known: tinh, so_co_so$"):
        check_columns(read_rows(project / "rows.xlsx", "rows.xlsx"), ["khac"], [])


def test_every_command_on_a_table_takes_the_sheet_that_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from openpyxl import Workbook

    monkeypatch.chdir(project)
    book = Workbook()
    book.active.append(("BÌA",))
    table = book.create_sheet("DS")
    for row in (("tinh", "so_co_so", "thu_dien_tu"), ("Huế", "1", "a@b.vn")):
        table.append(row)
    book.save(project / "rows.xlsx")
    each = ["tc", "--each", "rows.xlsx", "--sheet", "DS"]
    assert main(["--lang", "en", "build", *each, "--format", "txt", "--jobs", "1", "--out", "ra", "--draft"]) == 0
    assert len(list((project / "ra").glob("*.txt"))) == 1
    main(["--lang", "en", "send-list", *each, "--out", "ra", "--draft"])
    assert "a@b.vn" in (project / "ra/tc.gui.csv").read_text(encoding="utf-8")
    capsys.readouterr()
    for command in (["approve", "--by", "A"], ["build"], ["send-list"]):
        assert main(["--lang", "en", *command[:1], "tc", "--each", "rows.xlsx", "--sheet", "X", *command[1:]]) == 2
        assert "there is no sheet “X”; there are: Sheet, DS" in capsys.readouterr().err


def test_a_row_that_is_there_twice_is_told_and_a_name_that_is_not(project: Path) -> None:
    table = "ten,chuc_vu\nAn,\nBình,x\nAn,\nAn,Trưởng phòng\nan,\nBình,x\nAn,,\n"
    assert [str(one) for one in read_rows(rows(project, table), "rows.csv").told] == [
        "rows.csv: rows that are the same in every column make a document each; delete what is there twice: 2 = 4 = 8, "
        "3 = 7"
    ]
    assert read_rows(rows(project, "ten,so\nAn,1\nAn,2\n"), "rows.csv").told == ()


@pytest.mark.parametrize("total", ["Tổng cộng", "CỘNG", "Tổng số:", "Tong cong", "Tổng", "Total"])
def test_the_row_of_a_total_makes_no_letter_and_is_told_by_its_row(project: Path, total: str) -> None:
    made = planned(project, f"stt,tinh,so_co_so\n1,Ninh Bình,12\n2,Hà Nội,7\n–,{total},19\n")
    assert [task.row.number for task in made.tasks] == [2, 3]
    said = f"“{total}” is the row of a total and no document is made of it: delete it from the table"
    assert [(one.number, str(one.fault)) for one in made.faults] == [(4, said)]


def test_what_only_sounds_like_a_total_makes_a_letter(project: Path) -> None:
    table = "tinh,so_co_so\nCông,1\nTống,2\nTổng công ty Thép,3\nCộng đồng A,4\nTổng cục B,5\n"
    assert [task.row.number for task in planned(project, table).tasks] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(("typed", "column"), [("", "so"), ('so: "{{ so_cv }}"\n', "so_cv")])
def test_letters_with_one_number_are_told_by_their_rows(project: Path, typed: str, column: str) -> None:
    (project / "content/tc.md").write_text(TEXT.replace("loai: Thông cáo", f"{typed}loai: Công văn"), encoding="utf-8")
    table = f"{column},tinh,so_co_so\n12,A,1\n13,B,2\n012,C,3\n14,D,4\n13,E,5\n"
    said = ["rows.csv: rows whose documents bear one and the same number: 2 = 4, 3 = 6"]
    made = planned(project, table)
    assert ([*map(str, made.told)], len(made.tasks)) == (said, 5)
    assert planned(project, table.replace("012,C", "15,C").replace("13,E", "16,E")).told == []


def test_one_letter_to_many_has_the_number_of_its_text(project: Path) -> None:
    text = TEXT.replace("loai: Thông cáo", "so: 12\nloai: Giấy mời")
    (project / "content/tc.md").write_text(text, encoding="utf-8")
    assert planned(project, "tinh,so_co_so\nA,1\nB,2\n").told == []


def test_a_row_that_is_there_many_times_is_not_told_each_time(project: Path) -> None:
    (said,) = read_rows(rows(project, "ten\n" + "An\n" * 99), "rows.csv").told
    assert str(said).endswith(": 2 = 3 = 4 = 5 = 6 = 7 = 8 = 9 = 10 = …")


def test_a_table_of_more_cells_than_can_be_held_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for _ in range(40):
        book.active.append(("a", None, "b"))
    book.save(project / "rows.xlsx")
    (project / "rows.csv").write_text("a,,b\n" * 40, encoding="utf-8")
    for name in ("rows.xlsx", "rows.csv"):
        assert len(read_sheet(project / name, name).rows) == 40
    for module in ("draftkit.readers.workbook", "draftkit.text.cells"):
        monkeypatch.setattr(f"{module}.MOST_CELLS", 40 * 8 - 1)
    for name, place in (("rows.xlsx", ", sheet “Sheet”"), ("rows.csv", ":40")):
        with pytest.raises(SourceError, match="more than 3000000 cells; divide the table") as caught:
            read_sheet(project / name, name)
        assert str(caught.value).startswith(f"{name}{place}: ")


def test_formats_that_every_workbook_has_show_fractions(project: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (("ten", "phan"), ("A", 0.75), ("B", 0.35)):
        book.active.append(row)
    book.active["B2"].number_format, book.active["B3"].number_format = "# ?/?", "# ??/??"
    book.save(project / "rows.xlsx")
    assert [row.cells["phan"] for row in read_rows(project / "rows.xlsx", "rows.xlsx").rows] == ["3/4", "7/20"]


def test_a_formula_prints_the_digits_that_are_seen(project: Path) -> None:
    import zipfile

    from openpyxl import Workbook

    book = Workbook()
    for row in (("ten", "thue", "nhap"), ("A", "=C2*8%", 1234567.891)):
        book.active.append(row)
    for place in ("B2", "C2"):
        book.active[place].number_format = "#,##0"
    book.save(project / "made.xlsx")
    with zipfile.ZipFile(project / "made.xlsx") as old, zipfile.ZipFile(project / "rows.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(
                name, re.sub(rb"(<f>C2\*8%</f>)<v ?/>|(<f>C2\*8%</f>)<v></v>", rb"\1\2<v>98765.43128</v>", data)
            )
    (row,) = read_rows(project / "rows.xlsx", "rows.xlsx").rows
    assert (row.cells["thue"], row.cells["nhap"]) == ("98.765", "1.234.567,891")


def test_hidden_columns_and_words_struck_through_are_told(project: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    for row in (("ten", "ghi_chu", "so"), ("A", "riêng", 1), ("B", "", 2)):
        book.active.append(row)
    book.save(project / "rows.xlsx")
    assert read_rows(project / "rows.xlsx", "rows.xlsx").told == ()
    book.active.column_dimensions["B"].hidden = True
    book.active.column_dimensions["XFD"].hidden = True  # nothing stands there
    book.active["A3"].font = Font(strike=True)
    book.save(project / "rows.xlsx")
    assert [str(one) for one in read_rows(project / "rows.xlsx", "rows.xlsx").told] == [
        "rows.xlsx: columns that are hidden in the workbook are taken as well: ghi_chu",
        "rows.xlsx: words struck through in the workbook are taken as well, in rows 3",
    ]


def test_words_of_a_format_stand_around_a_text_and_no_title(project: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (("ten", "nang"), ("A", "12"), ("B", 5), ("C", "")):
        book.active.append(row)
    for row in book.active.iter_rows():
        row[1].number_format = '0" tạ";-0;0;@" kg"'
    book.save(project / "rows.xlsx")
    assert [row.cells["nang"] for row in read_rows(project / "rows.xlsx", "rows.xlsx").rows] == ["12 kg", "5 tạ", ""]


@pytest.mark.parametrize(
    "cell", ["=1+1", '"=""0012"""', "=SUM(A1:B2)", "=A2*2", "=-B3", "=$C$4", "=SUM(A1; B2)", "=A1 + B1"]
)
def test_a_formula_in_a_text_file_is_no_value(project: Path, cell: str) -> None:
    with pytest.raises(SourceError, match="is a formula"):
        read_rows(rows(project, f"a\n{cell}\n"), "rows.csv")


@pytest.mark.parametrize(
    "cell", ["=", "= 5%", "=> xem mục 2", "=)", "+84 24 2220 2222", "-5", "a=b+1", "=2-3 ngày", "=CT3 khu A"]
)
def test_words_that_open_with_a_sign_of_formulas_are_words(project: Path, cell: str) -> None:
    (row,) = read_rows(rows(project, f"a\n{cell}\n"), "rows.csv").rows
    assert row.cells == {"a": cell}


def test_days_of_which_only_some_became_dates_are_told(project: Path) -> None:
    """A program of another country takes 05/12 for the 12th of May and leaves 25/12 as text."""
    from openpyxl import Workbook

    book = Workbook()
    for row in (
        ("tinh", "ngay_cap", "ngay_sinh", "hop", "den"),
        ("A", datetime(2026, 5, 12), datetime(2026, 5, 12), "25/12/2026", datetime(2026, 12, 25)),
        ("B", "25/12/2026", datetime(2026, 1, 3), "05/12/2026", "26/12/2026"),
        ("C", datetime(2026, 1, 3), None, "chưa rõ", ""),
    ):
        book.active.append(row)
    book.save(project / "rows.xlsx")
    told = [str(one) for one in read_rows(project / "rows.xlsx", "rows.xlsx").told]
    assert [one.partition(":")[0] for one in told] == ["rows.xlsx, column “ngay_cap”"]


def test_digits_that_a_spreadsheet_put_noughts_for_are_told(project: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (
        ("tinh", "tai_khoan", "can_cuoc", "tien", "chu"),
        ("A", 9704123456789010, 849123456789, 123456789012345, "9704123456789012"),
        ("B", 970412345678901234, 1, 0.1234567890123456, "12"),
        ("C", 1, 1, 2543000000000000, "12"),
    ):
        book.active.append(row)
    book.active["D2"].number_format = '#,##0.00" đồng"'
    book.active["B2"].number_format = "0000 0000 0000 0000"
    book.save(project / "rows.xlsx")
    (told,) = read_rows(project / "rows.xlsx", "rows.xlsx").told
    assert str(told).startswith("rows.xlsx, column “tai_khoan”: a spreadsheet keeps 15 digits")
    assert str(told).endswith("in rows 2, 3")


@pytest.mark.parametrize("cell", ["9704123456789012", "E+11", "1E", "A1E+11"])
def test_a_long_number_of_a_text_file_and_words_like_a_cut_one_are_values(project: Path, cell: str) -> None:
    assert read_rows(rows(project, f"tinh;so\nA;{cell}\n"), "rows.csv").rows[0].cells["so"] == cell


_CUT = ("8.49123E+11", "8,4E+11", "1.2E+15", "1E+05")


@pytest.mark.parametrize("cell", ["#SPILL!", "#CALC!", "Err:502", "#NAME?", "#####", *_CUT])
def test_no_error_of_any_spreadsheet_is_a_value(project: Path, cell: str) -> None:
    with pytest.raises(SourceError, match=r"rows\.csv:2"):
        read_rows(rows(project, f"tinh,so\nA,{cell}\n"), "rows.csv")


def test_a_cell_is_the_number_that_a_key_of_its_name_wants(project: Path) -> None:
    """A column “Năm” refused every row: 2026 was a text there."""
    found = done(planned(project, "Tỉnh,Số cơ sở,Năm\nA,1,2026\nB,1,mai\nC,1,26\n"))
    assert [str(one.fault or "") for one in found] == ["", *["“nam” must be a year such as 2026"] * 2]


def test_a_column_called_as_a_key_of_several_values_is_told_once(project: Path) -> None:
    with pytest.raises(ConfigError, match="“thu” is called as a key that holds several values"):
        planned(project, "Tỉnh,Số cơ sở,Thư\nA,1,x\nB,2,y\n")
    assert len(planned(project, "Tỉnh,Số cơ sở,Giá trị\nA,1,x\nB,2,y\n").tasks) == 2


def test_a_column_called_as_the_key_of_a_document_is_told(project: Path) -> None:
    """A row that named another text as the one it corrects said that it corrected the first one's."""
    with pytest.raises(ConfigError, match="“van_ban” is called as the key of a document that a whole series is about"):
        planned(project, "Tỉnh,Số cơ sở,Văn bản\nA,1,khac.md\nB,2,\n")


def test_options_of_rows_are_told_where_there_are_none(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    table = str(rows(project, "Tỉnh,Số cơ sở\nA,1\n"))
    for more in (["--sheet", "A"], ["--fresh"], ["--jobs", "2"], ["--each", table, "--sheet", "A"]):
        assert main(["build", "content/tc.md", *more, "--lang", "en"]) == 2
        assert ("a CSV file has no sheets" if "--each" in more else "need a table: --each") in capsys.readouterr().err
    assert main(["approve", "content/tc.md", "--by", "B", "--sheet", "A", "--lang", "en"]) == 2
    assert "--sheet needs a table" in capsys.readouterr().err


@pytest.mark.parametrize("pattern", ["{stt.__class__}", "{stt:>999999999}", "{stt!r}", "{stt", "tinh}", "{{stt}}"])
def test_a_pattern_names_columns_and_asks_nothing_else_of_them(project: Path, pattern: str) -> None:
    with pytest.raises(ConfigError, match="does not name columns"):
        planned(project, "tinh,so_co_so\nHuế,1\n", pattern=pattern)


def test_a_table_whose_name_is_not_utf_8_is_built_from(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that an old Windows wrote; what was built is known again all the same."""
    monkeypatch.chdir(project)
    name = os.fsdecode(b"b\xf8ng.csv")
    Path(name).write_text("tinh,so_co_so\nHuế,1\n", encoding="utf-8")
    for told in ("1 built, 0 there before", "0 built, 1 there before"):
        assert main(["--lang", "en", "build", "tc", "--each", name, "--format", "txt"]) == 0
        assert told in capsys.readouterr().out
