"""No command is a road past the gate: what `draftkit build` refuses goes out by none of them without a mark."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordFile
from starlette.testclient import TestClient

from draftkit.agents.places import Room
from draftkit.errors import SourceError
from draftkit.library.language import translator
from draftkit.workbench import watch
from draftkit.workbench.app import application
from draftkit.workbench.bench import Bench
from tests.office import Office
from tests.workbench.conftest import PORT, TOKEN, asked, here

RELEASE = """\
---
loai: Thông cáo báo chí
ten_goi: Bộ X khởi công
co_quan: Bộ X
nam: 2026
ngay: 2026-11-20
{more}lien_he: {{ho_ten: Trần Thị B, dien_thoai: 024 2222 1234, thu_dien_tu: bc@bo.vn}}
---
Có mười hai cơ sở.
"""
LETTER = """\
---
loai: Công văn
ten_goi: báo cáo của tỉnh {{ tinh }}
co_quan: Bộ X
viet_tat: BX
so: 12
ngay: 2026-11-20
---
Đề nghị báo cáo theo @khong-co.
"""
DECREE = """\
---
loai: Nghị định
ten_goi: về công nghiệp môi trường
{more}---
### Điều. Trách nhiệm
1. Bộ X chủ trì theo @khong-co.
"""
FINAL = "so: 12\nngay: 2026-11-20\n"


FILES = {
    "draftkit.yaml": "noi_dung: content\ntrang_tin: {ten: Tin, co_quan: Bộ X, lay_y_kien: [nd]}\n",
    "content/tin.md": RELEASE.format(more=""),
    "content/cam.md": RELEASE.format(more="cam_cong_bo: 2030-01-01 10:00 +07:00\n"),
    "content/cv.md": LETTER,
    "content/nd.md": DECREE.format(more=FINAL),
    "tinh.csv": "tinh,thu_dien_tu\nHuế,a@x.vn\nHà Nội,b@x.vn\n",
}
"""An unapproved release, one under embargo, a letter and a decree with errors that have number and date."""


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    office = Office(tmp_path, capsys, monkeypatch, FILES)
    office.run("approve", "cam", "--by", "B", "--date", "2026-11-21")
    return office


@pytest.mark.parametrize("name", ["nd", "tin"])
def test_draft_marks_what_it_lets_through(office: Office, name: str) -> None:
    assert office.run("build", name, "--format", "txt", "--out", "ra")[0] == 1
    assert not (office.root / "ra").exists()
    office.run("build", name, "--draft", "--format", "txt", "--out", "ra")
    assert "\nDỰ THẢO\n" in office.text(f"ra/{name}.txt")


def test_a_final_text_that_lacks_only_its_end_is_marked_too(office: Office) -> None:
    office.write("content/nd.md", DECREE.format(more=FINAL).replace(" theo @khong-co", ""))
    assert "errors stand in a text that has number and date" in office.run("build", "nd")[1]
    office.run("build", "nd", "--draft", "--format", "txt", "--out", "ra")
    assert "\nDỰ THẢO\n" in office.text("ra/nd.txt")


def test_rows_of_a_final_text_with_errors_are_refused_and_rows_of_a_draft_marked(office: Office) -> None:
    each = ("build", "cv", "--each", "tinh.csv", "--format", "txt", "--jobs", "1", "--out", "ra")
    status, said = office.run(*each)
    assert (status, said.count("errors stand in a text that has number and date")) == (1, 2)
    assert not list((office.root / "ra").glob("*.txt"))
    office.write("content/cv.md", LETTER.replace("so: 12\n", ""))
    status, said = office.run(*each)
    assert (status, "which its draft mark says" in said) == (1, True)
    assert "\n(còn lỗi)\n" in office.text("ra/1_Hue.txt")
    office.write("content/cv.md", LETTER.replace("so: 12\n", "").replace(" theo @khong-co", ""))
    assert office.run(*each)[0] == 0
    assert "còn lỗi" not in office.text("ra/2_Ha_Noi.txt")


def test_a_column_that_is_a_key_is_used(office: Office) -> None:
    office.write("tinh.csv", "tinh,trich_yeu,so,thu_dien_tu,ten_tep\nHuế,a,7,a@x.vn,hue\n")
    said = office.run("build", "cv", "--each", "tinh.csv", "--format", "txt", "--jobs", "1", "--out", "ra")[1]
    assert "{{ trich_yeu }} is never used" in said
    assert said.count("is never used") == 1  # so is a key; addresses and names of files serve who sends


def test_what_is_out_for_consultation_says_that_it_has_errors(office: Office) -> None:
    said = office.run("site", "--now", "2026-11-25 10:00 +07:00")[1]
    assert "nd: not published: " in said
    assert not (office.root / "build/site/lay-y-kien").exists()
    office.write("content/nd.md", DECREE.format(more="du_thao: {lan: 2}\n"))
    said = office.run("site", "--now", "2026-11-25 10:00 +07:00")[1]
    assert "nd: shown with errors" in said
    for form in ("txt", "html"):
        assert "(Lần 2; còn lỗi)" in office.text(f"build/site/lay-y-kien/nd.{form}")
    office.write("content/nd.md", DECREE.format(more=FINAL))
    office.run("site", "--draft")
    assert "\nDỰ THẢO\n" in office.text("build/site-draft/lay-y-kien/nd.txt")


@pytest.mark.parametrize(
    ("name", "mark"), [("tin", "DỰ THẢO"), ("nd", "DỰ THẢO"), ("cam", "CẤM CÔNG BỐ TRƯỚC 10 giờ 00 ngày 01/01/2030")]
)
def test_a_redline_bears_the_mark(office: Office, name: str, mark: str) -> None:
    assert office.run("diff", name, name, "--redline", "ra.docx")[0] == 0
    assert mark in office.word("ra.docx")
    office.run("build", name, "--draft", "--format", "docx", "--out", "ra")
    office.run("diff", f"ra/{name}.docx", name, "--redline", "lai.docx")
    assert mark in office.word("lai.docx")


def test_a_table_of_what_is_under_embargo_bears_its_line(office: Office) -> None:
    office.run("diff", "cam", "--table", "ra.docx")
    assert "CẤM CÔNG BỐ TRƯỚC 10 giờ 00 ngày 01/01/2030" in office.word("ra.docx")


def test_a_list_of_who_receives_says_that_the_piece_must_wait(office: Office) -> None:
    status, said = office.run("send-list", "cam", "--each", "tinh.csv", "--out", "ra")
    assert (status, "not to be sent yet: cam_cong_bo: not to be published before" in said) == (1, True)
    assert not list(office.root.glob("ra/*"))
    office.run("send-list", "cam", "--each", "tinh.csv", "--out", "ra", "--embargoed")


ISSUE = """\
---
loai: Bản tin
so: 1
ten_goi: Tin tháng 11
co_quan: Bộ X
nam: 2026
ngay: 2026-11-20
tin: [{story}.md]
lien_he: {{ho_ten: Trần Thị B, dien_thoai: 024 2222 1234, thu_dien_tu: bc@bo.vn}}
---
Tin trong tháng.
"""


def test_an_issue_tells_of_no_release_that_nobody_approved_as_it_is(office: Office) -> None:
    office.write("content/bt.md", ISSUE.format(story="tin"))
    approve, build = ("approve", "bt", "--by", "B"), ("build", "bt", "--format", "txt", "--out", "ra")
    assert "bt.md: tin.md: not approved" in office.run(*build)[1]
    assert "tin.md: not approved" in office.run(*approve, "--date", "2026-11-21")[1]
    office.run("approve", "tin", "--by", "B", "--date", "2026-11-21")
    assert office.run(*approve, "--date", "2026-11-21")[0] == 0
    assert office.run(*build)[0] == 0
    office.write("content/tin.md", RELEASE.format(more="").replace("mười hai", "mười ba"))
    assert "tin.md: changed since approval" in office.run(*build)[1]
    office.run("approve", "tin", "--by", "B", "--date", "2026-11-22")
    status, said = office.run(*build)
    assert (status, "Có mười hai cơ sở.”; it is “Bộ X khởi công" in said) == (1, True)
    assert (office.root / "ra/_cu/bt.txt").is_file()


def test_what_an_issue_names_is_approved_before_it_however_they_are_typed(office: Office) -> None:
    office.write("content/bt.md", ISSUE.format(story="tin"))
    assert office.run("approve", "bt", "tin", "--by", "B", "--date", "2026-11-21")[0] == 0
    assert office.run("build", "bt", "--format", "txt", "--out", "ra")[0] == 0


def test_an_issue_waits_for_a_release_under_embargo_and_says_so(office: Office) -> None:
    office.write("content/bt.md", ISSUE.format(story="cam"))
    office.run("approve", "bt", "--by", "B", "--date", "2026-11-21")
    assert office.run("build", "bt", "--format", "txt", "--out", "ra")[0] == 1
    assert office.run("build", "bt", "--format", "txt", "--out", "ra", "--embargoed")[0] == 0
    assert "CẤM CÔNG BỐ TRƯỚC" in office.text("ra/bt.txt")


def test_a_consolidated_text_with_raw_marks_says_so(office: Office) -> None:
    office.write("content/nd.md", DECREE.format(more=FINAL))
    amending = DECREE.format(more="so: 13\nngay: 2026-11-21\nvan_ban: {nd: nd.md}\n").partition("###")[0]
    office.write(
        "sd.md",
        f"{amending}### Điều. Sửa đổi Nghị định số 12/2026/NĐ-CP\nBổ sung khoản 2 vào Điều 1 như sau:\n> “2. B.”\n",
    )
    status, said = office.run("consolidate", "nd", "sd.md", "--agency", "BX", "--out", "ra/hn")
    assert (status, "DK-R001" in said, "which its draft mark says" in said) == (1, True, True)
    assert "(còn lỗi)" in office.word("ra/hn.docx")


def test_a_row_that_names_a_value_nobody_has_is_refused(office: Office) -> None:
    office.write("content/cv.md", LETTER.replace("so: 12\n", "").replace(" theo @khong-co", ""))
    office.write("tinh.csv", "tinh\nHuế\n{{ khong }}\n")
    each = ("build", "cv", "--each", "tinh.csv", "--format", "txt", "--jobs", "1", "--out", "ra")
    status, said = office.run(*each)
    assert (status, "tinh.csv:3: {{ khong }} has no value" in said) == (1, True)
    assert [path.name for path in (office.root / "ra").glob("*.txt")] == ["1_Hue.txt"]


__all__ = ["here"]
EMBARGO = "CẤM CÔNG BỐ TRƯỚC 10 giờ 00 ngày 01/01/2030"
REFUSED = {"tin": "nobody has approved", "cam": "not to be published before", "nd": "errors stand in a text that has"}
"""Each of the pieces that wait, and why."""


@pytest.fixture
def desk(office: Office) -> Iterator[TestClient]:
    bench = Bench(office.root, None, translator("en"), lambda: "2026-11-26T05:00:00+00:00")
    client = TestClient(application(bench, TOKEN, PORT, "en"), base_url=f"http://127.0.0.1:{PORT}")
    client.get(f"/?token={TOKEN}")
    client.headers.update({"Origin": f"http://127.0.0.1:{PORT}", "X-Draftkit": "1"})
    yield client
    bench.close()


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("form", ["docx", "txt", "html"])
def test_the_buttons_of_the_workbench_build_nothing_that_is_refused(
    office: Office, desk: TestClient, name: str, form: str
) -> None:
    told = asked(desk, "make", {"doc": f"content/{name}.md", "format": form})
    assert (told["files"], told["refused"]) == ([], True)
    assert REFUSED[name] in " ".join(told["notes"])
    assert not list((office.root / "build").rglob(f"{name}.*"))


@pytest.mark.parametrize(
    ("sort", "name", "mark"),
    [
        ("redline", "tin", "DỰ THẢO"),
        ("redline", "nd", "DỰ THẢO"),
        ("redline", "cam", EMBARGO),
        ("table", "cam", EMBARGO),
    ],
)
def test_what_the_workbench_compares_bears_the_mark(
    office: Office, desk: TestClient, name: str, mark: str, sort: str
) -> None:
    answer = desk.post(f"/api/{sort}", json={"doc": f"content/{name}.md", "other": f"content/{name}.md"})
    (office.root / "ra.docx").write_bytes(answer.content)
    assert mark in office.word("ra.docx")


def test_a_dossier_of_the_workbench_holds_back_what_may_not_go_out(office: Office, desk: TestClient) -> None:
    office.write("content/ho-so/dossier.yaml", DOSSIER)
    office.write("content/nd.md", DECREE.format(more="du_thao: {lan: 1}\n").replace(" theo @khong-co", ""))
    (found,) = desk.get("/api/dossiers", params={"doc": "content/cam.md"}).json()
    told = asked(desk, "dossier", {"file": found["file"], "stage": "lấy ý kiến", "pending": True})
    assert told["files"] == []
    held = " ".join(one["message"] for one in told["held"])
    assert "“Tin” must not go out: nobody has approved" in held
    assert "“Tin chờ” must not go out: cam_cong_bo: not to be published before" in held


DOSSIER = """\
ten: Hồ sơ
giai_doan: [lấy ý kiến]
du_thao: ../nd.md
tai_lieu:
  - {ten: Dự thảo, van_ban: ../nd.md}
  - {ten: Tin, van_ban: ../tin.md}
  - {ten: Tin chờ, van_ban: ../cam.md}
"""


def test_watching_builds_nothing_that_is_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def once(root: Path, stop: threading.Event) -> Iterator[Any]:
        office.write("content/tin.md", RELEASE.format(more="").replace("mười hai", "mười ba"))
        yield set(), {}
        raise KeyboardInterrupt

    monkeypatch.setattr(watch, "rounds", once)
    _, said = office.run("build", "--watch", "--format", "txt", "--now", "2026-11-26 10:00 +07:00")
    assert all(said.count(reason) >= 2 for reason in REFUSED.values()), said
    assert [path.name for path in (office.root / "build").rglob("*.txt")] == []


def test_what_a_reviewer_changes_in_an_approved_text_is_approved_anew(office: Office) -> None:
    office.run("approve", "tin", "--by", "B", "--date", "2026-11-21")
    assert office.run("build", "tin", "--format", "docx", "--out", "ra")[0] == 0
    word = WordFile(str(office.root / "ra/tin.docx"))
    run = next(run for one in word.paragraphs for run in one.runs if "mười hai" in run.text)
    run.text = run.text.replace("mười hai", "mười ba")
    word.save(str(office.root / "ve.docx"))
    assert office.run("pull", "ve.docx", "--document", "tin", "--apply")[0] == 0
    assert "mười ba" in office.text("content/tin.md")
    status, said = office.run("build", "tin", "--format", "docx", "--out", "ra")
    assert (status, "has been changed since B approved it" in said) == (1, True)
    assert (office.root / "ra/_cu/tin.docx").is_file()


def test_an_assistant_changes_no_approved_text(office: Office) -> None:
    from draftkit.agents.server import call  # the SDK of the protocol is loaded by those tests alone that need it

    office.run("approve", "tin", "--by", "B", "--date", "2026-11-21")
    room = Room(office.root, None, translator("en"), write=True)
    read = call(room, "read", {"document": "tin"})
    hash = next(one["hash"] for one in read["metadata"] if one["key"] == "ten_goi")
    wanted = {"document": "tin", "do": "set_key", "key": "ten_goi", "text": "ten_goi: Bộ X khánh thành"}
    with pytest.raises(SourceError, match="DK-P011"):
        call(room, "propose_edit", {**wanted, "hash": hash, "write": True})
    assert "khánh thành" not in office.text("content/tin.md")


@pytest.mark.parametrize(
    "command", [("kit", "cam"), ("kit", "content"), ("build",), ("build", "content"), ("dossier",)]
)
def test_the_targets_of_make_let_nothing_through(office: Office, command: tuple[str, ...]) -> None:
    office.write("content/ho-so/dossier.yaml", DOSSIER)
    assert office.run(*command, *(("--now", "2026-11-26 10:00 +07:00") if command[0] != "dossier" else ()))[0] == 1
    made = {path.suffix for path in (office.root / "build").rglob("*") if path.is_file()}
    assert made <= {".yaml", ".json"}, made
