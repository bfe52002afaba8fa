"""Provisions, tables and metadata are changed where they stand, on the state they were seen in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from draftkit.workbench.bench import Bench
from tests.workbench.conftest import BODY, DOC, FRONT, asked

FILE = f"{DOC}/01.md"


def _at(client: TestClient, words: str, body: str = BODY) -> Any:
    line = next(number for number, text in enumerate(body.split("\n"), 1) if words in text)
    answer = client.get("/api/provision", params={"doc": DOC, "file": FILE, "line": line})
    assert answer.status_code == 200, answer.text
    return answer.json()


def _do(client: TestClient, found: Any, **what: object) -> Any:
    given = {"doc": DOC, "file": found["file"], "line": found["line"], "hash": found["hash"], **what}
    answer = client.post("/api/edit", json=given)
    assert answer.status_code == 200, answer.text
    return answer.json()


def _text(project: Path) -> str:
    return (project / FILE).read_text(encoding="utf-8")


def test_a_provision_is_shown_and_replaced(client: TestClient, project: Path) -> None:
    found = _at(client, "tàu biển")
    assert (found["name"], found["text"]) == ("điểm a khoản 2 Điều 1", "a) Cấp nước cho tàu biển;")
    seen = {"doc": DOC, "do": "replace", **{key: found[key] for key in ("file", "line", "hash")}}
    told = client.post("/api/preview", json={**seen, "text": "a) Cấp nước trong {{ thoi_han }} theo @thoi-han;"}).json()
    assert told["lines"] == ["a) Cấp nước trong 15 ngày theo Điều 3 của Nghị định này;"]
    assert _text(project) == BODY
    done = _do(client, found, do="replace", text="a) Cấp nước cho tàu thủy;")
    assert _text(project) == BODY.replace("tàu biển", "tàu thủy")
    assert done["document"]["pages"]
    back = client.post("/api/take-back", json={"undo": done["undo"]})
    assert back.status_code == 200
    assert _text(project) == BODY


def test_what_will_not_print_right_is_said_while_it_is_typed(client: TestClient) -> None:
    found = _at(client, "tàu biển")
    given = {"doc": DOC, "do": "replace", "file": found["file"], "line": found["line"], "hash": found["hash"]}
    for text, told in (("a) Như @pham-vii; %% hỏi lại", "@pham-vii"), ("a) Như @doi-tuong; %% hỏi lại", "")):
        lines = client.post("/api/preview", json={**given, "text": text}).json()["told"]
        assert [told in one for one in lines] == ([True] if told else []), lines


def test_a_stale_edit_is_a_conflict_that_shows_what_stands_there(
    client: TestClient, bench: Bench, project: Path
) -> None:
    found = _at(client, "tàu biển")
    path = project / FILE
    path.write_text(BODY.replace("tàu biển", "tàu bay"), encoding="utf-8")
    bench.changed({path})
    given = {"doc": DOC, "do": "replace", "file": FILE, "line": found["line"], "hash": found["hash"], "text": "a) x;"}
    answer = client.post("/api/edit", json=given)
    assert answer.status_code == 409
    assert answer.json()["now"]["text"] == "a) Cấp nước cho tàu bay;"
    assert "tàu bay" in _text(project)


def test_a_change_nobody_told_of_is_not_lost(client: TestClient, project: Path) -> None:
    """The watcher has not seen the other program yet."""
    found = _at(client, "tàu biển")
    other = BODY.replace("đóng chai", "đóng bình")
    (project / FILE).write_text(other, encoding="utf-8")
    given = {"doc": DOC, "do": "replace", "file": FILE, "line": found["line"], "hash": found["hash"], "text": "a) x;"}
    assert client.post("/api/edit", json=given).status_code == 200
    assert _text(project) == other.replace("a) Cấp nước cho tàu biển;", "a) x;")


def test_insert_move_split_join_delete(client: TestClient, project: Path) -> None:
    done = _do(client, _at(client, "tàu biển"), do="insert", text="Cấp nước cho cảng;", level="point")
    assert "b) Cấp nước cho cảng;" in _text(project)
    found = client.get(
        "/api/provision", params={"doc": DOC, **{key: done["at"][key] for key in ("file", "line")}}
    ).json()
    _do(client, found, do="move", up=True)
    assert _text(project).index("cảng") < _text(project).index("tàu biển")
    found = _at(client, "cảng", _text(project))
    _do(client, found, do="delete")
    assert "cảng" not in _text(project)


def test_the_metadata_are_set_key_by_key(client: TestClient, project: Path) -> None:
    fields = {one["name"]: one for one in client.get("/api/metadata", params={"doc": DOC}).json()}
    assert fields["ten_goi"]["help"]
    given = {
        "doc": DOC,
        "do": "key",
        "key": "ten_goi",
        "hash": fields["ten_goi"]["hash"],
        "value": "quy định về nước sạch",
    }
    assert client.post("/api/edit", json=given).status_code == 200
    assert "ten_goi: quy định về nước sạch\n" in (project / DOC / "draft.yaml").read_text(encoding="utf-8")
    assert client.post("/api/edit", json=given).status_code == 409, "the field is no longer what was seen"


def test_a_table_is_a_grid(client: TestClient, project: Path) -> None:
    found = _at(client, "Độ đục")
    cells = found["cells"]
    assert cells["rows"][2] == ["2", "Độ đục", "2 NTU"]
    cells["rows"][2][2] = "3 | NTU"
    _do(client, found, do="table", rows=cells["rows"], align=cells["align"], above=cells["above"])
    assert "| 2 | Độ đục | 3 \\| NTU |" in _text(project)


def test_a_new_table_and_a_new_annex(client: TestClient, project: Path) -> None:
    _do(
        client,
        _at(client, "công khai"),
        do="new-table",
        rows=[["STT", "Phí"], ["1", "5"]],
        align=["center", ""],
        above=["Phí"],
    )
    assert "2. Kết quả được công khai.\n\nBảng. Phí\n| STT | Phí |\n| :-: | --- |\n| 1 | 5 |" in _text(project)
    found = _at(client, "tàu biển", _text(project))
    assert "annex" in found["levels"]
    for name in ("Biểu phí", "Mẫu đơn"):
        done = _do(client, found, do="insert", text=f"{name}\n1. Phí: ……", level="annex")
        found = client.get("/api/provision", params={"doc": DOC, "file": FILE, "line": done["at"]["line"]}).json()
    assert _text(project).endswith("# Phụ lục. Biểu phí\n1. Phí: ……\n\n# Phụ lục. Mẫu đơn\n1. Phí: ……\n")
    assert found["name"] == "Phụ lục II"


def test_a_chart_is_put_where_its_kind_has_some(client: TestClient, project: Path) -> None:
    assert _at(client, "Độ đục")["charts"] == []
    meta = project / DOC / "draft.yaml"
    meta.write_text("loai: Thông cáo báo chí\nten_goi: Nước sạch đến thêm 5 xã\n", encoding="utf-8")
    (project / FILE).write_text("Năm xã có nước sạch.\n", encoding="utf-8")
    role, shape = _at(client, "Năm xã", _text(project))["charts"][0]
    assert shape == "bar"
    rows = [["Xã", "Số hộ"], ["An Bình", "5"]]
    for below in ("Nguồn: Sở Công Thương.", " "):
        found = _at(client, "Năm xã", _text(project))
        how = {"rows": rows, "align": ["", "right"], "above": ["Hộ"]}
        _do(client, found, do="new-table", role=role, below=below, **how)
    table = "Bảng. Hộ\n| Xã | Số hộ |\n| --- | --: |\n| An Bình | 5 |\n"
    assert _text(project) == (
        f"Năm xã có nước sạch.\n\n::: {role}\n{table}:::\n\n::: {role}\n{table}\nNguồn: Sở Công Thương.\n:::\n"
    )


def test_what_has_no_label_is_offered_and_gets_one(client: TestClient, project: Path) -> None:
    given = {"doc": DOC, "before": "theo @", "unnamed": True}
    (one,) = [x for x in client.post("/api/offered", json=given).json()["offers"] if "đóng chai" in x["more"]][-1:]
    assert (one["sort"], one["detail"]) == ("new", "Điểm b khoản 2 Điều 1 của Nghị định này")
    done = client.post("/api/put-label", json={"doc": DOC, "file": one["file"], "line": one["line"]}).json()
    assert f"b) Sản xuất nước đóng chai. {{#{done['label']}}}\n" in _text(project)
    again = client.post("/api/put-label", json={"doc": DOC, "file": one["file"], "line": one["line"]}).json()
    assert (again["label"], again["undo"]) == (done["label"], "")
    client.post("/api/take-back", json={"undo": done["undo"]})
    assert _text(project) == BODY


def test_typed_references_of_a_provision_are_made_to_follow(client: TestClient, project: Path) -> None:
    (project / FILE).write_text(BODY.replace("công khai.", "công khai theo khoản 1 Điều 1 của Nghị định này."), "utf-8")
    found = _at(client, "công khai", _text(project))
    given = {"doc": DOC, "file": FILE, "line": found["first"], "last": found["last"]}
    assert client.post("/api/put-links", json=given).status_code == 200
    assert "2. Kết quả được công khai theo @pham-vi-k1.\n" in _text(project)
    assert client.post("/api/put-links", json=given).status_code == 422
    (project / FILE).write_text(BODY.replace("công khai.", "công khai theo Điều 1 Nghị định này."), "utf-8")
    told = client.post("/api/put-links", json=given).json()["error"]
    assert ("Điều 1 Nghị định này" in told, "“Điều 1 của Nghị định này”" in told) == (True, True)


@pytest.mark.parametrize("line", [0, 9999])
def test_where_nothing_stands_nothing_is_edited(client: TestClient, line: int) -> None:
    answer = client.get("/api/provision", params={"doc": DOC, "file": FILE, "line": line})
    assert answer.status_code in (200, 422)


def test_every_area_of_the_pages_opens_the_provision_it_prints(client: TestClient) -> None:
    """Each click lands on the line whose words are shown: all of them."""
    shown = client.get("/api/document", params={"doc": DOC}).json()
    lines = BODY.split("\n")
    clicks = 0
    for place in shown["areas"].values():
        if place[0] == 1:
            found = client.get("/api/provision", params={"doc": DOC, "file": FILE, "line": place[1]}).json()
            assert lines[place[1] - 1] in found["text"].split("\n")
            clicks += 1
    assert clicks == sum(len(page["areas"]) for page in shown["pages"]) - sum(
        1 for place in shown["areas"].values() if place[0] != 1
    ) - sum(1 for page in shown["pages"] for area in page["areas"] if str(area) not in shown["areas"])


def test_notes_for_colleagues(client: TestClient, project: Path) -> None:
    found = _at(client, "tàu biển")
    given = {"doc": DOC, **{key: found[key] for key in ("file", "line", "hash")}, "text": "Hỏi lại Cục Hàng hải."}
    done = client.post("/api/put-note", json={**given, "who": "Trần Thị B"})
    assert done.status_code == 200, done.text
    said = "Trần Thị B, 2026-11-26: Hỏi lại Cục Hàng hải."
    assert f"%% {said}\na) Cấp nước cho tàu biển;" in _text(project)
    [note] = client.get("/api/notes", params={"doc": DOC}).json()
    assert (note["text"], note["where"]) == (said, "Điểm a khoản 2 Điều 1")
    assert client.post("/api/take-note", json={"doc": DOC, **note}).status_code == 200
    assert _text(project) == BODY


def test_a_finding_is_mended_by_a_click(client: TestClient, project: Path) -> None:
    (project / FILE).write_text(BODY.replace("@pham-vi", "@pham-vii"), encoding="utf-8")
    [one] = [one for one in client.get("/api/findings", params={"doc": DOC}).json() if "pham-vii" in one["message"]]
    assert one["mends"]
    assert one["where"]
    given = {"doc": DOC, **{key: one[key] for key in ("rule", "file", "line", "column")}}
    told = client.get("/api/offered-fixes", params=given).json()
    number = next(number for number, fix in enumerate(told) if "@pham-vi" in fix["title"])
    assert client.post("/api/fix", json={**given, "number": number}).status_code == 200
    assert _text(project) == BODY


def test_all_that_is_certain_is_mended_at_once_and_taken_back(client: TestClient, project: Path) -> None:
    assert "error" in client.post("/api/mend-all", json={"doc": DOC}).json(), "nothing is there to mend"
    wrong = (
        BODY.replace("quản lý chất", "quản lý  chất").replace("tàu biển;", "tàu biển ;").replace("pham-vi.", "pham-vj.")
    )
    (project / FILE).write_text(wrong, encoding="utf-8")
    done = client.post("/api/mend-all", json={"doc": DOC}).json()
    assert done["count"] == 2
    assert _text(project) == BODY.replace("pham-vi.", "pham-vj."), "which label is meant is a choice"
    client.post("/api/take-back", json={"undo": done["undo"]})
    assert _text(project) == wrong


@pytest.mark.usefixtures("here")
def test_versions_are_saved_compared_and_gone_back_to(client: TestClient, project: Path) -> None:
    assert client.get("/api/versions", params={"doc": DOC}).json()["versions"] == []
    who = {"who": "Trần Thị B"}
    assert client.post("/api/save-version", json={"sentence": "Bản đầu", **who}).json()["version"]["number"]
    _do(client, _at(client, "tàu biển"), do="replace", text="a) Cấp nước cho tàu thủy;")
    assert client.get("/api/versions", params={"doc": DOC}).json()["unsaved"]
    client.post("/api/save-version", json={"sentence": "Đổi tàu", **who})
    found = client.get("/api/versions", params={"doc": DOC}).json()
    assert [one["sentence"] for one in found["versions"]] == ["Đổi tàu", "Bản đầu"]
    first = found["versions"][-1]
    changed = asked(client, "compare", {"doc": DOC, "version": first["id"]})
    assert changed["total"] == 1
    past = client.get("/api/past-of", params={"doc": DOC, "name": "điểm a khoản 2 Điều 1"}).json()
    assert [one["sentence"] for one in past] == ["Đổi tàu", "Bản đầu"]
    assert {"old": "biển", "new": "thủy"} in past[0]["edits"]
    assert past[1]["edits"] == [{"same": "a) Cấp nước cho tàu biển;"}]
    back = client.post("/api/restore-version", json={"doc": DOC, "version": first["number"], **who})
    assert back.status_code == 200, back.text
    assert _text(project) == BODY


@pytest.mark.parametrize(
    ("typed", "name", "written"),
    [
        (
            "gia_tri:\n  thoi_han: 15 ngày # theo luật\n",
            "muc.phi",
            "  thoi_han: 15 ngày # theo luật\n  muc:\n    phi: 2 %\n",
        ),
        (
            "gia_tri:\n    muc:\n        nam: 5\n    thoi_han: 15 ngày\n",
            "muc.phi",
            "        nam: 5\n        phi: 2 %\n    thoi",
        ),
        ("gia_tri: {thoi_han: 15 ngày}\n", "phi", "gia_tri:\n  thoi_han: 15 ngày\n  phi: 2 %\n"),
        ("", "muc.phi", "gia_tri:\n  muc:\n    phi: 2 %\n"),
    ],
)
def test_a_value_that_is_missing_is_typed_where_it_is_told(
    client: TestClient, project: Path, typed: str, name: str, written: str
) -> None:
    file = project / DOC / "draft.yaml"
    file.write_text(FRONT.replace("gia_tri:\n  thoi_han: 15 ngày\n", typed), encoding="utf-8")
    text = project / DOC / "01.md"
    text.write_text(BODY.replace("{{ thoi_han }}", f"{{{{ {name} }}}}"), encoding="utf-8")
    found = client.get("/api/findings", params={"doc": DOC}).json()
    assert [one["valueless"] for one in found if "valueless" in one] == [name]
    client.post("/api/fill-value", json={"doc": DOC, "name": name, "value": "2 %"})
    assert written in file.read_text(encoding="utf-8")
    found = client.get("/api/findings", params={"doc": DOC}).json()
    assert not any("valueless" in one for one in found)


def test_what_an_edit_would_break_is_named_as_people_call_it(client: TestClient) -> None:
    """No path of a file: the box is read by people who never see one."""
    line = BODY.split("\n").index("2. Kết quả được công khai.") + 1
    given = {"doc": DOC, "file": f"{DOC}/01.md", "line": line}
    found = client.get("/api/provision", params=given).json()
    asked = {**given, "line": found["line"], "hash": found["hash"], "do": "replace"}
    told = client.post("/api/preview", json={**asked, "text": "2. Câu {#doi-tuong}"}).json()["told"]
    refused = client.post("/api/preview", json={**asked, "text": "::: quote\nx"}).json().get("error", "")
    assert "01.md" not in " ".join((*told, refused)), (told, refused)
    assert "Điều 2" in " ".join(told)
