"""What the workbench shows of a project."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from draftkit.library.language import translator
from draftkit.workbench.app import ORDERS, QUESTIONS, STATIC
from draftkit.workbench.bench import Bench
from draftkit.workbench.jobs import WORK
from tests.helpers import SERIES
from tests.workbench.conftest import BODY, DOC, FRONT


def _shown(client: TestClient) -> dict:  # type: ignore[type-arg]
    return client.get("/api/document", params={"doc": DOC}).json()  # type: ignore[no-any-return]


def test_the_list_of_documents(client: TestClient) -> None:
    found = client.get("/api/start").json()
    assert [(one["id"], one["folder"], one["title"]) for one in found["documents"]] == [
        (DOC, "nghi-dinh", "Nghị định quy định về quản lý chất lượng nước")
    ]
    assert client.get("/api/count", params={"doc": DOC}).json()["state"] == "draft"


def test_pages_with_their_places(client: TestClient, project: Path) -> None:
    shown = _shown(client)
    assert shown["problem"] is None
    assert len(shown["pages"]) >= 1
    lines = BODY.split("\n")
    said = {lines[one[1] - 1].split(" ")[0] for one in shown["areas"].values() if one[0] == 1}
    assert {"#", "###", "1.", "2.", "a)", "b)", "|"} <= said
    keys = {one[0] for one in shown["areas"].values() if isinstance(one[0], str)}
    assert {"du_thao", "noi_nhan.0", "chu_ky.quyen_han", "can_cu.0", "theo_de_nghi", "luu"} <= keys
    assert [one["name"] for one in shown["outline"]][:2] == ["Chương I. Quy định chung", "Điều 1. Phạm vi điều chỉnh"]


def test_a_page_is_sent_once(client: TestClient) -> None:
    shown = _shown(client)
    answer = client.get("/api/page", params={"doc": DOC, "n": 0})
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.headers["etag"] == f'"{shown["pages"][0]["digest"]}"'
    again = client.get("/api/page", params={"doc": DOC, "n": 0}, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


def test_findings_with_their_place_and_ground(client: TestClient, project: Path) -> None:
    file = project / DOC / "01.md"
    file.write_text(BODY.replace("@pham-vi", "@pham-vii"), encoding="utf-8")
    found = client.get("/api/findings", params={"doc": DOC}).json()
    assert any("pham-vii" in one["message"] and one["file"] == f"{DOC}/01.md" and one["line"] == 10 for one in found)
    told = client.get("/api/explain", params={"rule": found[0]["rule"]}).json()
    assert told["explanation"]


def test_findings_name_provisions_and_registers_and_no_files_and_commands(client: TestClient, project: Path) -> None:
    text = BODY.replace("{#doi-tuong}", "{#pham-vi}").replace("@pham-vi.", "@luat-khong-co.")
    text = text.replace("Độ đục", "Đo\u0323 đục")
    (project / DOC / "01.md").write_text(text, encoding="utf-8")
    said = "\n".join(one["message"] for one in client.get("/api/findings", params={"doc": DOC}).json())
    assert "already used at điều 1" in said.replace("Điều", "điều"), said
    assert "register of acts that are cited" in said, said
    assert "read as NFC; best stored so" in said
    assert not re.search(r"draftkit|\.md|references\.yaml", said), said


def test_running_text_says_all(client: TestClient) -> None:
    lines = client.get("/api/text", params={"doc": DOC}).json()
    text = "\n".join(one.get("text", "") for one in lines)
    assert "1. Báo cáo được gửi trong 15 ngày." in text
    assert next(one for one in lines if one["role"] == "table")["rows"][1] == ["1", "Độ pH", "6 đến 8"]
    frame = {one["text"]: one["field"] for one in lines if "field" in one}
    assert frame["Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;"] == "can_cu.0"
    assert frame["TM. CHÍNH PHỦ"] == "chu_ky.quyen_han"
    order = [one.get("text") for one in lines]
    assert order.index("NGHỊ ĐỊNH") < order.index("Điều 1. Phạm vi điều chỉnh") < order.index("TM. CHÍNH PHỦ")


def test_a_broken_file_keeps_the_last_good_pages(client: TestClient, bench: Bench, project: Path) -> None:
    before = _shown(client)
    file = project / DOC / "draft.yaml"
    file.write_text("loai: [Nghị định\n", encoding="utf-8")
    bench.changed({file})
    shown = _shown(client)
    assert shown["problem"]["message"]
    assert shown["pages"] == before["pages"]
    assert (
        client.get("/api/source", params={"doc": DOC, "file": f"{DOC}/draft.yaml"}).json()["text"].startswith("loai: [")
    )


def test_a_file_is_written_whole_or_refused(client: TestClient, project: Path) -> None:
    _shown(client)
    name = f"{DOC}/01.md"
    was = client.get("/api/source", params={"doc": DOC, "file": name}).json()
    new = was["text"].replace("công khai", "công bố")
    done = client.post("/api/write-source", json={"doc": DOC, "file": name, "hash": was["hash"], "text": new})
    assert done.status_code == 200
    assert (project / name).read_text(encoding="utf-8") == new
    again = client.post("/api/write-source", json={"doc": DOC, "file": name, "hash": was["hash"], "text": "lost"})
    assert again.status_code == 409
    assert again.json()["now"]["text"] == new
    assert (project / name).read_text(encoding="utf-8") == new


def test_line_ends_and_mark_stay(client: TestClient, project: Path) -> None:
    name = f"{DOC}/01.md"
    (project / name).write_bytes(b"\xef\xbb\xbf" + BODY.replace("\n", "\r\n").encode())
    _shown(client)
    was = client.get("/api/source", params={"doc": DOC, "file": name}).json()
    done = client.post(
        "/api/write-source", json={"doc": DOC, "file": name, "hash": was["hash"], "text": was["text"] + "3. Hết.\n"}
    )
    assert done.status_code == 200
    assert (project / name).read_bytes() == b"\xef\xbb\xbf" + (BODY + "3. Hết.\n").replace("\n", "\r\n").encode()


def test_labels_and_values_are_offered(client: TestClient) -> None:
    labels = client.post("/api/offered", json={"doc": DOC, "before": "theo @"}).json()["offers"]
    assert ("pham-vi", "Điều 1 của Nghị định này") in [(one["text"], one["detail"]) for one in labels]
    values = client.post("/api/offered", json={"doc": DOC, "before": "trong {{ "}).json()["offers"]
    assert [(one["text"], one["detail"]) for one in values] == [("thoi_han", "15 ngày")]


def test_words_are_found_where_they_are_printed(client: TestClient) -> None:
    shown = client.get("/api/document", params={"doc": DOC}).json()

    def found(words: str) -> list[list[object]]:
        places = client.get("/api/find", params={"doc": DOC, "words": words}).json()
        assert all(area in shown["pages"][page]["areas"] for page, area in places)
        return [shown["areas"][str(area)] for _, area in places]

    line = BODY.split("\n").index("b) Sản xuất nước đóng chai.") + 1
    assert [place[1] for place in found("nuoc dong  CHAI")] == [line]
    assert found("nước đông chai") == []
    assert ["can_cu.0"] in found("Luật Tổ chức Chính phủ"), "the frame, too"
    assert [place[2:] for place in found("Độ pH")] == [[1, 1]], "a cell"


def test_folders_are_called_as_people_call_them(client: TestClient, project: Path) -> None:
    assert client.get("/api/start").json()["documents"][0]["group"] == "nghi-dinh"
    (project / "draftkit.yaml").write_text("ten_thu_muc: {nghi-dinh: Nghị định của Bộ}\n", encoding="utf-8")
    bench = Bench(project, None, translator("vi"))
    assert bench.project()["documents"][0]["group"] == "Nghị định của Bộ"
    bench.close()
    (project / "content/nghi-dinh").rename(project / "content/decree")
    bench = Bench(project, None, translator("vi"))
    assert bench.project()["documents"][0]["group"] == "Nghị định"
    bench.close()


@pytest.mark.parametrize(
    ("module", "function"),
    sorted(
        {(room, one) for rooms in (ORDERS, QUESTIONS) for room, some in rooms.items() for one in some}
        | {*WORK.values()}
    ),
)
def test_what_is_loaded_when_it_is_asked_for_is_there(module: str, function: str) -> None:
    assert callable(getattr(import_module(f"draftkit.workbench.{module}"), function))


def test_pages_show_the_charts_of_the_file_that_is_made(client: TestClient, project: Path) -> None:
    """What the officer sees is what goes out; a click on the chart opens its table."""
    text = SERIES.replace("{{ tinh }}", "Huế").replace("{{ so_co_so }}", "ba")
    text += "\n::: bieu-do-cot\nBảng. Sản lượng\n\n| Năm | Bộ |\n|---|--:|\n| 2024 | 100 |\n| 2025 | 112 |\n:::\n"
    (project / "content/tin.md").write_text(text, encoding="utf-8")
    shown = client.get("/api/document", params={"doc": "content/tin.md"}).json()
    (page,) = shown["pages"]
    svg = client.get("/api/page", params={"doc": "content/tin.md", "n": 0, "d": page["digest"]}).text
    assert svg.count("<image") == 1
    line = text.split("\n").index("| Năm | Bộ |") + 1
    places = [place for place in shown["areas"].values() if place[1:2] == [line]]
    assert [len(place) for place in places].count(2) == 3, "the chart, its name, the end of its table"


def test_what_was_listed_before_a_window_asked_is_told_once(client: TestClient, bench: Bench, project: Path) -> None:
    bench.listed = bench.worker.submit(bench.project)
    bench.listed.result()
    (project / "content/nghi-dinh/khac.md").write_text(f"---\n{FRONT}---\n\n{BODY}", encoding="utf-8")
    told = [{one["id"] for one in client.get("/api/start").json()["documents"]} for _ in range(2)]
    assert told == [{DOC}, {DOC, "content/nghi-dinh/khac.md"}]


def test_every_word_that_the_script_asks_for_is_there(client: TestClient) -> None:
    """Bare `yes` and `no` are no names to YAML."""
    scripts = "".join(file.read_text(encoding="utf-8") for file in sorted(STATIC.glob("*.js")))
    asked = set(re.findall(r"\bt\(\"(\w+)\"", scripts))
    assert len(asked) > 100
    assert asked <= client.get("/api/start").json()["texts"].keys()
