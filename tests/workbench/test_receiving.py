"""Word files that come in: edits are taken one by one, and can be taken back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.message import msg
from draftkit.workbench.bench import Bench
from draftkit.workbench.receive import _notice
from tests.review.word import Reviewer
from tests.workbench.conftest import BODY, CHECKOUT, DOC, asked

pytestmark = pytest.mark.usefixtures("here")
A, B = "Nguyễn Văn A", "Trần Thị B"


def _docx(project: Path) -> bytes:
    session = Session(open_project(project, None))
    return session.read(project / DOC).docx()


def _handed(client: TestClient, name: str, data: bytes) -> str:
    answer = client.post("/api/upload", params={"name": name}, content=data)
    assert answer.status_code == 200
    return str(answer.json()["file"])


def _reviewed(client: TestClient, project: Path) -> str:
    word = Reviewer(_docx(project), A)
    for old, new in (
        ("tàu biển", "tàu thủy"),
        ("đóng chai", "đóng bình"),
        ("tổ chức, cá nhân", "cơ quan, tổ chức, cá nhân"),
    ):
        word.replace(old, new)
    word.comment("được công khai", "Công khai ở đâu?")
    return _handed(client, "góp ý của A.docx", word.saved())


def _round(client: TestClient, *files: str) -> Any:
    return asked(client, "round", {"files": files})


def test_edits_are_accepted_one_by_one_and_taken_back(client: TestClient, project: Path) -> None:
    found = _round(client, file := _reviewed(client, project))
    assert found["doc"] == DOC
    assert [(one["old"], one["new"], one["authors"]) for one in found["edits"]][:2] == [
        ("tàu biển", "tàu thủy", [A]),
        ("đóng chai", "đóng bình", [A]),
    ] or len(found["edits"]) == 3
    assert found["title"] == "Nghị định quy định về quản lý chất lượng nước"
    assert (found["edits"][0]["before"], found["edits"][0]["after"]) == ("a) Cấp nước cho tàu ", ";"), "beside its text"
    told = [(one["before"].strip(), one["after"].strip()) for one in found["edits"] if "cơ quan" in one["new"]]
    assert told == [("Nghị định này áp dụng đối với", "tổ chức, cá nhân quy định tại Điều 1 của Nghị định này.")], (
        "as it is printed"
    )
    assert found["comments"][0]["text"] == "Công khai ở đâu?"
    before = (project / DOC / "01.md").read_text(encoding="utf-8")
    assert before == BODY, "looking writes nothing"
    chosen = [number for number, one in enumerate(found["edits"]) if "chai" not in one["old"]]
    done = client.post(
        "/api/write-round", json={"doc": DOC, "files": [file], "digest": found["digest"], "edits": chosen}
    ).json()
    after = (project / DOC / "01.md").read_text(encoding="utf-8")
    assert "tàu thủy" in after
    assert "đóng chai" in after
    assert "cơ quan, tổ chức" in after
    assert "\n%% Trần Thị B, 2026-11-24: Công khai ở đâu?\n2. Kết quả" in after, "no register takes the comment"
    assert client.post("/api/take-back", json={"undo": done["undo"]}).status_code == 200
    assert (project / DOC / "01.md").read_text(encoding="utf-8") == BODY


def test_marks_of_the_source_do_not_stand_around_an_edit(client: TestClient, project: Path) -> None:
    path = project / DOC / "01.md"
    path.write_text(BODY.replace("b) Sản xuất nước đóng chai.", "b) *Sản xuất* nước đóng chai. {#chai}"), "utf-8")
    word = Reviewer(_docx(project), A)
    word.replace("đóng chai", "đóng bình")
    word.replace("được gửi trong", "gửi trong")
    word.replace("tượng áp", "tượng phải áp")
    word.replace("Bộ Công Thương", "Bộ Tài chính")
    found = _round(client, _handed(client, "a.docx", word.saved()))["edits"]
    assert [(one["where"], one["before"], one["after"]) for one in found] == [
        ("điểm b khoản 2 Điều 1", "b) Sản xuất nước đóng ", "."),
        ("Điều 2", "Điều 2. Đối tượng ", "áp dụng"),
        ("khoản 1 Điều 3", "1. Báo cáo ", "gửi trong 15 ngày."),
        ("chức danh của người đề nghị ban hành", "", ""),
    ], "as the pages and forms say it: no keys, labels or signs of headings"


def test_nothing_is_taken_back_over_a_later_change(client: TestClient, project: Path) -> None:
    found = _round(client, file := _reviewed(client, project))
    done = client.post(
        "/api/write-round", json={"doc": DOC, "files": [file], "digest": found["digest"], "edits": [0]}
    ).json()
    path = project / DOC / "01.md"
    later = path.read_text(encoding="utf-8") + "3. Viết thêm.\n"
    path.write_text(later, encoding="utf-8")
    assert client.post("/api/take-back", json={"undo": done["undo"]}).status_code == 409
    assert path.read_text(encoding="utf-8") == later


def test_edits_found_for_another_text_are_not_written(client: TestClient, project: Path) -> None:
    found = _round(client, file := _reviewed(client, project))
    path = project / DOC / "01.md"
    other = BODY.replace("tàu biển", "tàu bay")
    path.write_text(other, encoding="utf-8")
    answer = client.post(
        "/api/write-round", json={"doc": DOC, "files": [file], "digest": found["digest"], "edits": [0, 1, 2]}
    )
    assert answer.status_code == 409
    assert path.read_text(encoding="utf-8") == other


def test_of_a_conflict_one_wording_is_chosen(client: TestClient, project: Path) -> None:
    files = []
    for author, new in ((A, "tàu thủy"), (B, "tàu bay")):
        word = Reviewer(_docx(project), author)
        word.replace("tàu biển", new)
        files.append(_handed(client, f"{author}.docx", word.saved()))
    found = _round(client, *files)
    wordings = [one["new"] for one in found["conflicts"][0]]
    number = next(number for number, text in enumerate(wordings) if "bay" in text)
    given = {"doc": DOC, "files": files, "digest": found["digest"], "edits": [], "conflicts": {"0": number}}
    assert client.post("/api/write-round", json=given).status_code == 200
    assert "tàu bay" in (project / DOC / "01.md").read_text(encoding="utf-8")


def test_edits_go_to_the_document_they_were_made_in_and_to_no_other_of_its_name(
    client: TestClient, project: Path
) -> None:
    """A consolidated text bears the name of the act that it consolidates."""
    other = project / "content/a-hop-nhat/nuoc"
    shutil.copytree(project / DOC, other)
    (other / "01.md").write_text(BODY.replace("tàu biển", "tàu hỏa"), encoding="utf-8")
    given = {"files": [_reviewed(client, project)], "doc": DOC}
    assert asked(client, "round", given)["doc"] == DOC


@pytest.mark.parametrize("data", [b"", b"no word file", b"PK\x03\x04 broken"])
def test_what_is_no_word_file_is_a_message(client: TestClient, data: bytes) -> None:
    file = _handed(client, "../../x.docx", data)
    for question in ("round", "import"):
        given: dict[str, Any] = {"files": [file], "file": file}
        answer = asked(client, question, given)
        assert answer["status"] == 422
        assert answer["error"]


def test_a_word_file_that_is_another_text_is_no_review_of_this_one(client: TestClient, project: Path) -> None:
    """Every provision was offered as deleted, and the other text as new."""
    letter = CHECKOUT / "templates/letter/sample/draft.md"
    word = Reviewer(Session(open_project(CHECKOUT, None)).read(letter).docx(), A)
    unmarked = re.sub(rb"<property [^>]*>.*?</property>", b"", word.parts["docProps/custom.xml"])
    word.parts["docProps/custom.xml"] = unmarked
    file = _handed(client, "thư.docx", word.saved())
    assert "does not say which document" in asked(client, "round", {"files": [file]})["error"]
    answer = asked(client, "round", {"files": [file], "doc": DOC})
    assert answer["error"] == (
        "thư.docx says next to nothing of what “quy định về quản lý chất lượng nước” says. If it is another document, "
        "take it over as one."
    ), "and no command"
    own = Reviewer(_docx(project), A)
    own.parts["docProps/custom.xml"] = unmarked
    own.replace("tàu biển", "tàu thủy")
    file = _handed(client, "a.docx", own.saved())
    assert [one["new"] for one in asked(client, "round", {"files": [file], "doc": DOC})["edits"]] == ["thủy"]


def test_a_word_file_becomes_a_draft_with_its_report(client: TestClient, project: Path) -> None:
    file = _handed(client, "Nghị định cũ.docx", _docx(project))
    done = asked(client, "import", {"file": file})
    assert done["complete"]
    assert (project / done["doc"] / "draft.yaml").is_file()
    assert client.get("/api/document", params={"doc": done["doc"]}).json()["pages"]
    assert asked(client, "import", {"file": file})["status"] == 500, "what is there stays"


def test_two_states_are_compared_and_downloaded(client: TestClient, project: Path) -> None:
    old = _handed(client, "cũ.docx", _docx(project))
    path = project / DOC / "01.md"
    path.write_text(BODY.replace("tàu biển", "tàu thủy"), encoding="utf-8")
    found = asked(client, "compare", {"doc": DOC, "file": old})
    assert found["total"] == 1
    assert "tàu" in "\n".join(found["changes"][0]["lines"])
    for question in ("redline", "table"):
        answer = client.post(f"/api/{question}", json={"doc": DOC, "file": old})
        assert answer.status_code == 200, answer.text
        assert answer.content[:2] == b"PK"


def test_a_version_that_no_history_has_keeps_its_short_id(bench: Bench) -> None:
    assert (
        _notice(bench, msg("compared with version {commit}", commit="0badc0ffee")) == "compared with version 0badc0ffee"
    )
