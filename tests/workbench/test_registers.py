"""The registers of a dossier filled in: what holds it back is told with where it is mended, and is mended there."""

from __future__ import annotations

import re
import shutil
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from draftkit.dossier.addresses import Remarks
from draftkit.dossier.mails import read_mails
from draftkit.dossier.read import read_comments
from draftkit.library.project import open_project
from tests.conftest import CHECKOUT
from tests.workbench.conftest import asked
from tests.workbench.test_aside import DOSSIER, DRAFT, samples, there

__all__ = ["samples", "there"]
pytestmark = pytest.mark.usefixtures("here")
FOLDER = DOSSIER.rpartition("/")[0]
REGISTER, REASONS = f"{FOLDER}/gop-y.yaml", f"{FOLDER}/thuyet-minh.yaml"
FIRST = "  quyet_dinh: tiếp thu\n"


def changed(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def entries(there: TestClient, file: str = REGISTER) -> Any:
    return there.get("/api/entries", params={"file": file}).json()


def put(there: TestClient, **given: Any) -> Any:
    return there.post("/api/put-entry", json={"doc": DRAFT, "file": REGISTER, **given}).json()


def test_a_decision_that_is_missing_is_filled_in(there: TestClient, samples: Path) -> None:
    changed(samples, REGISTER, FIRST, "  quyet_dinh:\n")
    (found,) = there.get("/api/dossiers", params={"doc": DRAFT}).json()
    assert found["registers"][0] == {"file": REGISTER, "sort": "register", "open": 1, "count": 26}
    made = asked(there, "dossier", {"file": DOSSIER, "stage": "thẩm định"})
    held = made["held"]
    assert made["files"] == []
    assert [(one["register"], one["file"]) for one in held] == [("register", REGISTER)]
    one = entries(there)["entries"][0]
    assert (one["name"], one["who"], one["open"]) == ("GY-001", "Bộ Tài chính", True)
    assert one["line"] <= held[0]["line"] <= one["line"] + 6
    assert one["wrong"] == [held[0]["message"]] == ["ý kiến “GY-001” thiếu “cách xử lý”"]
    before = (samples / REGISTER).read_text(encoding="utf-8")
    done = put(there, at=one["at"], hash=one["hash"], values={"quyet_dinh": "giải trình"})
    now = (samples / REGISTER).read_text(encoding="utf-8")
    decided = ("  quyet_dinh:", "  quyet_dinh: giải trình")
    assert decided[1] in now.split("\n")
    stays = [[line for line in text.split("\n") if line not in decided] for text in (before, now)]
    assert stays[0] == stays[1], "all else is as it was typed"
    assert asked(there, "dossier", {"file": DOSSIER, "stage": "thẩm định"})["held"] == []
    there.post("/api/take-back", json={"undo": done["undo"]})
    assert (samples / REGISTER).read_text(encoding="utf-8") == before


def test_what_a_register_says_otherwise_is_told_at_its_entry(there: TestClient, samples: Path) -> None:
    shutil.copytree(CHECKOUT / DRAFT, samples / DRAFT, dirs_exist_ok=True)
    assert not any(one["wrong"] for file in (REGISTER, REASONS) for one in entries(there, file)["entries"])
    changed(samples, REGISTER, "  tra_loi: ", "  tra_loi: Dự thảo Nghị định gồm 99 điều. ")
    changed(samples, REASONS, "\ndoi-tuong: ", "\ndoi-tuong: Dự thảo Nghị định gồm 99 điều. ")
    said = "dự thảo Nghị định có 40 điều, ở đây là 99"
    wrong = [one["wrong"] for one in entries(there)["entries"] if one["wrong"]]
    assert [said in why for (why,) in wrong] == [True]
    (one,) = entries(there, REASONS)["entries"]
    ((why),) = one["wrong"]
    assert why.startswith("Điều 2. Đối tượng áp dụng: ")
    assert said in why
    changed(samples, REGISTER, "- id: GY-001", "- id: [GY-001")  # what cannot be read hides no other
    assert entries(there, REASONS)["entries"][0]["fields"]


def test_a_decision_without_its_key_is_filled_in(there: TestClient, samples: Path) -> None:
    changed(samples, REGISTER, FIRST, "")
    before = (samples / REGISTER).read_text(encoding="utf-8").split("\n")
    one = entries(there)["entries"][0]
    assert (one["name"], one["open"]) == ("GY-001", True)
    put(there, at=one["at"], hash=one["hash"], values={"quyet_dinh": "giải trình"})
    now = (samples / REGISTER).read_text(encoding="utf-8").split("\n")
    now.remove("  quyet_dinh: giải trình")
    assert now == before


def test_what_somebody_else_changed_is_not_written_over(there: TestClient, samples: Path) -> None:
    one = entries(there)["entries"][0]
    changed(
        samples,
        REGISTER,
        "- id: GY-001\n",
        "- id: GY-000\n  co_quan: A\n  noi_dung: B\n  quyet_dinh: nhất trí\n- id: GY-001\n",
    )
    before = (samples / REGISTER).read_text(encoding="utf-8")
    assert "error" in put(there, at=one["at"], hash=one["hash"], values={"quyet_dinh": "giải trình"})
    assert (samples / REGISTER).read_text(encoding="utf-8") == before


def test_a_comment_is_added_and_goes(there: TestClient, samples: Path) -> None:
    before = (samples / REGISTER).read_text(encoding="utf-8")
    new = {field["name"]: field for field in entries(there)["new"]}
    assert new["id"]["value"] == "GY-027"
    assert ["chung", "chung"] in new["quy_dinh"]["values"]
    assert any(word.startswith("Điều 1. ") for _, word in new["quy_dinh"]["values"])
    put(
        there,
        values={"id": "GY-027", "co_quan": ["Hội A"], "noi_dung": "Sửa: “x”\n- và y", "quyet_dinh": "chưa trả lời"},
    )
    comment = read_comments(samples / REGISTER, open_project(samples, None), Remarks())[-1]
    assert (comment.bodies, comment.text) == (("Hội A",), "Sửa: “x”\n- và y")
    one = entries(there)["entries"][-1]
    put(there, at=one["at"], hash=one["hash"])
    assert (samples / REGISTER).read_text(encoding="utf-8") == before


def test_mails_are_taken_in(there: TestClient, samples: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Lê C <c@vi.du>", "Góp ý Điều 1 [pham-vi-loai-tru] - Nghị định"
    mail.set_content("Ý kiến: Nêu rõ hơn.")
    files = [
        there.post("/api/upload", params={"name": "thu.eml"}, content=data).json()["file"]
        for data in (bytes(mail), b"?")
    ]
    done = there.post("/api/take-in-mails", json={"doc": DRAFT, "file": REGISTER, "files": files}).json()
    assert "thêm 1 ý kiến" in done["told"][0], done["told"]
    assert len(done["told"]) == 2, "what is no mail is told"
    one = entries(there)["entries"][-1]
    assert (one["who"], one["text"], one["open"]) == ("Lê C", "Nêu rõ hơn.", True)


def test_an_explanation_is_written_where_none_is(there: TestClient, samples: Path) -> None:
    changed(samples, REASONS, "\nuu-dai:", "\nkhong-co: x\nuu-dai:")
    (one,) = entries(there, REASONS)["entries"]
    names = [field["name"] for field in one["fields"]]
    assert names[-1] == "khong-co", "what the draft does not have stands last"
    values = {"khong-co": None, names[0]: "Vì cần: “thế”."}
    put(there, file=REASONS, at="", hash=one["hash"], values=values)
    fields = {field["name"]: field["value"] for field in entries(there, REASONS)["entries"][0]["fields"]}
    assert fields[names[0]] == "Vì cần: “thế”."
    assert "khong-co" not in fields


def test_a_file_of_a_dossier_is_seen_as_it_is_typed(there: TestClient, samples: Path) -> None:
    got = there.get("/api/source", params={"doc": DRAFT, "file": DOSSIER}).json()
    assert got["text"] == (samples / DOSSIER).read_text(encoding="utf-8")
    assert there.get("/api/source", params={"doc": DRAFT, "file": "draftkit.yaml"}).status_code == 422


def test_a_paper_that_must_not_go_out_is_named_itself(there: TestClient, samples: Path) -> None:
    letter = f"{FOLDER}/cong-van-tham-dinh.md"
    changed(samples, letter, "\nso:", "\nso: 12")
    changed(samples, letter, "ngay:", "ngay: 2026-11-20 #")
    (samples / letter).write_text(
        (samples / letter).read_text(encoding="utf-8") + "\nTheo @khong-co.\n", encoding="utf-8"
    )
    held = asked(there, "dossier", {"file": DOSSIER, "stage": "thẩm định"})["held"]
    assert [(one["doc"], one["rule"]) for one in held] == [(letter, "DK-D014")]


def test_a_mail_as_outlook_keeps_it_is_told_and_not_dropped(there: TestClient, samples: Path) -> None:
    data = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    file = there.post("/api/upload", params={"name": "thu.msg"}, content=data).json()["file"]
    done = there.post("/api/take-in-mails", json={"doc": DRAFT, "file": REGISTER, "files": [file]}).json()
    assert done["told"][1] == "thu.msg: không đọc được; hãy lưu thư thành tệp .eml"
    (samples / "thu").mkdir()
    (samples / "thu/thu.msg").write_bytes(data)
    assert [one.name for one in read_mails(samples / "thu")[1]] == ["thu.msg"]


def test_a_dossier_without_registers_gets_them(there: TestClient, samples: Path) -> None:
    for name in (REGISTER, REASONS):
        (samples / name).unlink()
    changed(samples, DOSSIER, "gop_y: gop-y.yaml\nthuyet_minh: thuyet-minh.yaml\n", "")
    (found,) = there.get("/api/dossiers", params={"doc": DRAFT}).json()
    assert [(one["file"], one["sort"]) for one in found["registers"]] == [("", "register"), ("", "reasons")]
    for one, file in zip(found["registers"], (REGISTER, REASONS), strict=True):
        given = {"doc": DRAFT, "dossier": DOSSIER, "sort": one["sort"]}
        assert there.post("/api/begin-register", json=given).json()["file"] == file
    new = {field["name"]: field["value"] for field in entries(there)["new"]}
    assert (new["id"], new["quyet_dinh"]) == ("GY-001", "chưa trả lời")
    put(there, values={**new, "co_quan": ["Hội A"], "noi_dung": "Thêm."})
    assert [one["who"] for one in entries(there)["entries"]] == ["Hội A"]
    (one,) = entries(there, REASONS)["entries"]
    put(there, file=REASONS, at="", hash=one["hash"], values={one["fields"][0]["name"]: "Vì cần."})
    assert entries(there, REASONS)["entries"][0]["fields"][0]["value"] == "Vì cần."


def test_a_register_that_holds_no_comment_takes_one(there: TestClient, samples: Path) -> None:
    for text in ("[]\n", "{}\n", "# Chưa có ý kiến\n[]\n", "- {}\n", "- chưa rõ\n", ""):
        (samples / REGISTER).write_text(text, encoding="utf-8")
        before = len(entries(there)["entries"])
        put(there, values={"id": "GY-1", "co_quan": ["Hội A"], "noi_dung": "Thêm.", "quyet_dinh": "chưa trả lời"})
        found = entries(there)
        assert [one["name"] for one in found["entries"]][before:] == ["GY-1"], text
        assert bool(found["wrong"]) is (text == "- chưa rõ\n"), "what is no comment is told above them"
        assert ("# Chưa" in text) is ("# Chưa" in (samples / REGISTER).read_text(encoding="utf-8")), text


def test_a_register_that_cannot_be_read_says_so(there: TestClient, samples: Path) -> None:
    (samples / REGISTER).write_text("- id: [\n", encoding="utf-8")
    (found,) = there.get("/api/dossiers", params={"doc": DRAFT}).json()
    assert "gop-y.yaml:1:" in found["registers"][0]["error"]


def test_organisations_are_called_by_their_names(there: TestClient, samples: Path) -> None:
    one = entries(there)["entries"][0]
    shown = next(field["value"] for field in one["fields"] if field["name"] == "co_quan")
    assert shown == "Bộ Tài chính"
    put(there, at=one["at"], hash=one["hash"], values={"co_quan": ["Bộ Tài chính", "bộ tư pháp", "Hội A"]})
    kept = read_comments(samples / REGISTER, open_project(samples, None), Remarks())[0]
    assert kept.bodies == ("bo-tai-chinh", "bo-tu-phap", "Hội A")


def test_only_a_dossier_of_the_project_is_made(there: TestClient, samples: Path, tmp_path_factory: Any) -> None:
    other = tmp_path_factory.mktemp("khac") / "dossier.yaml"
    other.write_text((samples / DOSSIER).read_text(encoding="utf-8"), encoding="utf-8")
    assert "không có hồ sơ này" in asked(there, "dossier", {"file": str(other), "stage": "thẩm định"})["error"]


def test_a_dossier_is_begun_with_what_its_stages_need(there: TestClient, samples: Path) -> None:
    shutil.rmtree(samples / FOLDER)
    asked_for = there.get("/api/dossier-form", params={"doc": DRAFT}).json()
    assert asked_for["title"].startswith("Hồ sơ dự thảo Nghị định ")
    given = {"doc": DRAFT, "title": asked_for["title"], "stages": ["lấy ý kiến", "thẩm định"]}
    assert "error" in there.post("/api/begin-dossier", json={**given, "stages": []}).json()
    assert there.post("/api/begin-dossier", json=given).json()["file"] == DOSSIER
    (found,) = there.get("/api/dossiers", params={"doc": DRAFT}).json()
    papers = [[paper["title"] for paper in stage["papers"]] for stage in found["stages"]]
    assert [(names[0], names[-1]) for names in papers] == [
        ("Công văn lấy ý kiến", "Danh mục tài liệu gửi kèm"),
        ("Công văn gửi thẩm định", "Danh mục tài liệu gửi kèm"),
    ]
    for stage in given["stages"]:
        made = asked(there, "dossier", {"file": DOSSIER, "stage": stage})
        assert (bool(made["files"]), made["held"], made["errors"]) == (True, [], [])
        assert "Báo cáo rà soát" in made["notes"][-1], "what nobody has written yet is told"
    letter = (samples / FOLDER / "cong-van-gui-tham-dinh.md").read_text(encoding="utf-8")
    assert "ten_goi: đề nghị thẩm định dự thảo Nghị định " in letter
    assert "Bộ Công Thương đã tổ chức lấy ý kiến đối với dự thảo {{ du_thao.ten }}." in letter
    assert "error" in there.post("/api/begin-dossier", json=given).json(), "nothing is written over"


CIRCULAR = """---
loai: Thông tư
ten_goi: quy định về giám sát nước sạch
co_quan: Bộ Y tế
thu_truong: Bộ trưởng Bộ Y tế
viet_tat: BYT
nam: 2026
theo_de_nghi: Cục trưởng Cục Phòng bệnh
du_thao: {lan: 1}
---
### Điều. Phạm vi điều chỉnh

Thông tư này quy định về giám sát nước sạch.
"""


def test_papers_are_begun_in_the_name_of_the_body_that_drafts(there: TestClient, samples: Path) -> None:
    path = samples / "content/thong-tu.md"
    path.write_text(CIRCULAR, encoding="utf-8")
    doc = {"doc": "content/thong-tu.md"}
    form = there.get("/api/dossier-form", params=doc).json()
    assert [one["name"] for one in form["stages"]] == ["lấy ý kiến", "thẩm định"]
    assert there.post("/api/begin-dossier", json={**doc, "title": "Hồ sơ", "stages": ["lấy ý kiến"]}).json()["papers"]
    begun = samples / "content/dossier/thong-tu"
    paper = (begun / "du-thao-to-trinh.md").read_text(encoding="utf-8")
    for said in ("co_quan: Bộ Y tế ", "viet_tat: BYT ", "kinh_gui: Bộ trưởng Bộ Y tế\n", "Bộ Y tế kính trình"):
        assert said in paper
    assert "Công Thương" not in paper
    report = begun / "bao-cao-ra-soat.md"
    assert "co_quan_chu_quan" not in report.read_text(encoding="utf-8")
    named = {"doc": report.relative_to(samples).as_posix()}
    assert there.get("/api/dossier-form", params=named).json()["stages"] == [], "no dossier goes with a report"


@pytest.mark.parametrize(
    ("kind", "body", "named"),
    [
        ("Nghị định", "viet_tat: CP\n", ("co_quan: …… ", "viet_tat: …… ", "…… kính trình")),
        ("Nghị định", "viet_tat: CP\ntheo_de_nghi: Bộ trưởng Bộ Ủy thác\n", ("co_quan: Bộ Ủy thác ", "viet_tat: BUT ")),
        (
            "Nghị định",
            "viet_tat: CP\ntheo_de_nghi: Tổng Thanh tra Chính phủ\n",
            ("co_quan: Thanh tra Chính phủ ", "viet_tat: TTCP ", "thu_truong: Tổng Thanh tra Chính phủ "),
        ),
        (
            "Quyết định quy phạm của Ủy ban nhân dân",
            "co_quan: Ủy ban nhân dân tỉnh A\ntheo_de_nghi: Giám đốc Sở B\n",
            ("viet_tat: UBNDTA ", "thu_truong: …… "),
        ),
    ],
)
def test_a_paper_never_names_another_body(
    there: TestClient, samples: Path, kind: str, body: str, named: tuple[str, ...]
) -> None:
    text = f"---\nloai: {kind}\nten_goi: quy định về nước\n{body}nam: 2026\n---\n### Điều. Phạm vi\nMột.\n"
    (samples / "content/khac.md").write_text(text, encoding="utf-8")
    given = {"doc": "content/khac.md", "title": "Hồ sơ", "stages": ["lấy ý kiến"]}
    assert there.post("/api/begin-dossier", json=given).json()["papers"]
    paper = (samples / "content/dossier/khac/du-thao-to-trinh.md").read_text(encoding="utf-8")
    assert [one for one in named if one not in paper] == []
    assert "Công Thương" not in paper
    assert ("BỘ TRƯỞNG" in paper) is ("Bộ trưởng" in body), "who signs is of this body, too"
    letter = (samples / "content/dossier/khac/cong-van-lay-y-kien.md").read_text(encoding="utf-8")
    assert re.findall(r"^(?:don_vi|luu): .*ATMT", letter, re.M) == []


def test_a_paper_that_nobody_gives_a_text_is_of_the_body_that_drafts(there: TestClient, samples: Path) -> None:
    """Its text is still that of the starter, which DK-S028 tells; its head is not."""
    usual = (CHECKOUT / "templates/_shared/dossier.yaml").read_text(encoding="utf-8")
    own = samples / "templates/_shared/dossier.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(re.sub(r", lap: [\w ]+", "", usual), encoding="utf-8")
    (samples / "content/thong-tu.md").write_text(CIRCULAR, encoding="utf-8")
    given = {"doc": "content/thong-tu.md", "title": "Hồ sơ", "stages": ["lấy ý kiến"]}
    assert there.post("/api/begin-dossier", json=given).json()["papers"]
    paper = (samples / "content/dossier/thong-tu/du-thao-to-trinh.md").read_text(encoding="utf-8")
    front, _, body = paper.partition("\n---\n")
    assert "co_quan: Bộ Y tế " in front
    assert "Công Thương" not in front
    assert "Công Thương" in body
