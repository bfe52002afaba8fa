"""Beside the text: tables in CSV files, pictures, findings set aside, notes, what others write."""

from __future__ import annotations

import struct
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from draftkit.library.project import open_project
from draftkit.library.saved import save, start
from draftkit.workbench.bench import Bench
from draftkit.workbench.watch import watch
from tests.workbench.conftest import BODY, DOC

FILE = f"{DOC}/01.md"
ROWS = 'STT;Chỉ tiêu;Mức\n1;"Độ ""pH""";6 đến 8\n2;Độ đục;2 NTU\n'


def line_of(words: str, text: str) -> int:
    return next(number for number, one in enumerate(text.split("\n"), 1) if words in one)


def with_csv(project: Path, options: str = "", rows: bytes = ROWS.encode()) -> tuple[Path, int]:
    """A table in a CSV file; the line of its block."""
    text = BODY + f"\nBảng. Chỉ tiêu {{#chi-tieu}}\n\n```bang chi-tieu.csv\n{options}```\n"
    (project / FILE).write_text(text, encoding="utf-8")
    (project / DOC / "chi-tieu.csv").write_bytes(rows)
    return project / DOC / "chi-tieu.csv", line_of("```bang", text)


def seen(client: TestClient, line: int) -> Any:
    return client.get("/api/provision", params={"doc": DOC, "file": FILE, "line": line}).json()


def saved(client: TestClient, found: Any, rows: list[list[str]]) -> Any:
    at = {key: found[key] for key in ("file", "line", "hash")}
    return client.post("/api/edit", json={"doc": DOC, "do": "csv", **at, "csv": found["cells"]["hash"], "rows": rows})


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_csv_table_is_a_grid(client: TestClient, project: Path, end: str, mark: str) -> None:
    path, line = with_csv(project, rows=(mark + ROWS.replace("\n", end)).encode())
    found = seen(client, line)
    rows = found["cells"]["rows"]
    assert rows == [["STT", "Chỉ tiêu", "Mức"], ["1", 'Độ "pH"', "6 đến 8"], ["2", "Độ đục", "2 NTU"]]
    rows[2][2] = "2; 3 NTU"
    rows.append(["3", "Mùi", ""])
    done = saved(client, found, rows)
    assert done.status_code == 200, done.text
    wanted = ROWS.replace("2 NTU", '"2; 3 NTU"') + "3;Mùi;\n"
    assert path.read_bytes() == (mark + wanted.replace("\n", end)).encode()
    assert (project / FILE).read_text(encoding="utf-8").count("```bang") == 1
    back = client.post("/api/take-back", json={"undo": done.json()["undo"]})
    assert back.status_code == 200
    assert path.read_bytes() == (mark + ROWS.replace("\n", end)).encode()


def test_a_csv_changed_meanwhile_is_a_conflict(client: TestClient, project: Path) -> None:
    path, line = with_csv(project)
    found = seen(client, line)
    path.write_text(ROWS.replace("2 NTU", "5 NTU"), encoding="utf-8")
    rows = found["cells"]["rows"]
    rows[1][2] = "7"
    assert saved(client, found, rows).status_code == 409
    assert "5 NTU" in path.read_text(encoding="utf-8")


def test_rows_that_options_count_stay(client: TestClient, project: Path) -> None:
    path, line = with_csv(project, "gop: [A2:A3]\n", ROWS.replace("\n2;", "\n;").encode())
    found = seen(client, line)
    assert found["cells"]["stay"] == {"rows": True, "columns": True}
    assert saved(client, found, [*found["cells"]["rows"], ["3", "Mùi", ""]]).status_code == 422
    rows = found["cells"]["rows"]
    rows[1][2] = "7"
    assert saved(client, found, rows).status_code == 200
    kept = path.read_text(encoding="utf-8")
    assert "7" in kept
    found = seen(client, line)
    rows[2][0] = "chữ bị che"
    answer = saved(client, found, rows)
    assert answer.status_code == 422, "a merged cell would hide it"
    assert path.read_text(encoding="utf-8") == kept


def test_a_csv_outside_the_project_is_not_opened(client: TestClient, project: Path) -> None:
    _, line = with_csv(project)
    (project.parent / "ngoai.csv").write_text("a;b\n", encoding="utf-8")
    text = (project / FILE).read_text(encoding="utf-8").replace("chi-tieu.csv", "../../../../ngoai.csv")
    (project / FILE).write_text(text, encoding="utf-8")
    answer = client.get("/api/provision", params={"doc": DOC, "file": FILE, "line": line})
    assert "cells" not in answer.json() or not answer.json()["cells"]


# -- findings set aside


def finding(client: TestClient, rule: str) -> Any:
    found = client.get("/api/findings", params={"doc": DOC}).json()
    return next((one for one in found if one["rule"] == rule), None)


@pytest.mark.parametrize("name", ["01.md", "draft.yaml"])
def test_a_finding_is_set_aside_with_its_reason(client: TestClient, project: Path, name: str) -> None:
    path = project / DOC / name
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("tàu biển", 'tàu "biển"').replace("Căn cứ Luật", "Căn cứ vào Luật"), encoding="utf-8")
    known = client.get("/api/findings", params={"doc": DOC}).json()
    one = next(one for one in known if one["file"].endswith(name) and one["line"])
    given = {"doc": DOC, **{key: one[key] for key in ("rule", "file", "line", "column")}}
    assert client.post("/api/set-aside-finding", json={**given, "reason": "  "}).status_code == 422
    done = client.post("/api/set-aside-finding", json={**given, "reason": "trích nguyên văn"})
    assert done.status_code == 200, done.text
    left = client.get("/api/findings", params={"doc": DOC}).json()
    assert len(left) == len(known) - 1
    assert f"draftkit: ignore {one['rule']} trích nguyên văn" in path.read_text(encoding="utf-8")
    told = client.get("/api/looked-at", params={"doc": DOC}).json()
    assert told["count"] == sum(count for _, count in told["sorts"]) > 100
    assert [(aside["rules"], aside["reason"]) for aside in told["aside"]] == [([one["rule"]], "trích nguyên văn")]


# -- pictures


def test_two_wordings_of_a_merge_are_shown_and_one_is_chosen(client: TestClient, project: Path) -> None:
    def git(*arguments: str) -> int:
        return subprocess.run(("git", *arguments), cwd=project, check=False, capture_output=True).returncode

    path = project / FILE
    known = open_project(project, None)
    start(known)
    save(known, "Bản đầu", "A")
    git("checkout", "-q", "-b", "b")
    path.write_text(BODY.replace("tàu biển", "tàu thủy"), encoding="utf-8")
    save(known, "Của B", "Trần Thị B")
    git("checkout", "-q", "-")
    path.write_text(BODY.replace("tàu biển", "máy bay"), encoding="utf-8")
    save(known, "Của A", "A")
    assert git("-c", "user.name=A", "-c", "user.email=a@b", "merge", "-q", "b")
    shown = client.get("/api/document", params={"doc": DOC}).json()
    assert (shown["problem"]["waiting"], "git" in shown["problem"]["message"], bool(shown["pages"])) == (1, False, True)
    assert shown["title"] in {one["title"] for one in client.get("/api/start").json()["documents"]}
    assert "git" not in client.get("/api/findings", params={"doc": DOC}).json()["error"]
    (one,) = client.get("/api/two-wordings", params={"doc": DOC}).json()
    assert ("máy bay" in one["ours"], "tàu thủy" in one["theirs"], one["where"]) == (
        True,
        True,
        "Điểm a khoản 2 Điều 1",
    )
    assert [(hand["who"], hand["sentence"]) for hand in one["people"]] == [("A", "Của A"), ("Trần Thị B", "Của B")]
    assert "".join(old for old, _ in one["edits"]) == "a) Cấp nước cho máy bay;"
    stale = {"doc": DOC, **one, "ours": "khác", "text": "khác"}
    assert client.post("/api/choose-wording", json=stale).status_code == 409
    done = client.post("/api/choose-wording", json={"doc": DOC, **one, "text": one["ours"]}).json()
    assert (done["document"]["problem"], done["left"]) == (None, 0)
    back = client.post("/api/take-back", json={"undo": done["undo"]}).json()["document"]
    assert back["problem"]["waiting"] == 1
    client.post("/api/choose-wording", json={"doc": DOC, **one, "text": one["theirs"]})
    assert path.read_text(encoding="utf-8") == BODY.replace("tàu biển", "tàu thủy")
    assert client.get("/api/two-wordings", params={"doc": DOC}).json() == []
    kept = client.post("/api/save-version", json={"sentence": "Chọn của B", "who": "A"}).json()
    assert kept["version"]["sentence"] == "Chọn của B"


def png() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress(b"".join(b"\0" + b"\x20\x60\x80" * 40 for _ in range(20)))
    head = struct.pack(">IIBBBBB", 40, 20, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def put(client: TestClient, data: bytes, **more: str) -> Any:
    found = seen(client, line_of("công khai", BODY))
    headers = {"Content-Type": "application/octet-stream"}
    file = client.post("/api/upload", params={"name": "Sơ đồ 1.png"}, content=data, headers=headers).json()["file"]
    at = {key: found[key] for key in ("file", "line", "hash")}
    return client.post("/api/put-picture", json={"doc": DOC, **at, "picture": file, **more})


def test_a_picture_is_asked_what_it_shows(client: TestClient, project: Path) -> None:
    assert put(client, png(), alt=" ").status_code == 422
    assert not (project / DOC / "hinh").exists()
    done = put(client, png(), alt="Sơ đồ lấy mẫu", caption="Lấy mẫu nước")
    assert done.status_code == 200, done.text
    text = (project / FILE).read_text(encoding="utf-8")
    assert '![Sơ đồ lấy mẫu](hinh/so-do-1.png "Lấy mẫu nước")' in text
    assert (project / DOC / "hinh/so-do-1.png").read_bytes() == png()
    assert put(client, png(), alt="Lần hai").status_code == 200
    assert (project / DOC / "hinh/so-do-1-2.png").is_file()


def test_what_is_no_picture_is_not_kept(client: TestClient, project: Path) -> None:
    assert put(client, b"no picture", alt="x").status_code == 422
    assert not list((project / DOC).glob("hinh/*"))
    assert (project / FILE).read_text(encoding="utf-8") == BODY


# -- what others write


@pytest.mark.parametrize("told", [True, False], ids=["watchfiles", "by looking"])
def test_what_others_write_is_seen(bench: Bench, project: Path, told: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not told:
        monkeypatch.setitem(sys.modules, "watchfiles", None)
        monkeypatch.setattr("draftkit.workbench.watch._PAUSE", 0.1)
    events: list[Any] = []
    bench.listeners.append(events.append)
    stop = threading.Event()
    watcher = threading.Thread(target=watch, args=(bench, stop), daemon=True)
    watcher.start()
    time.sleep(0.3)
    (project / FILE).write_text(BODY.replace("tàu biển", "máy bay"), encoding="utf-8")
    end = time.monotonic() + 10
    while not events and time.monotonic() < end:
        time.sleep(0.05)
    stop.set()
    watcher.join(10)
    assert events[0] == {"event": "changed", "documents": [DOC]}
    assert "máy bay" in str(bench.text(bench.owner(DOC)))


def test_shared_data_that_cannot_be_read_are_opened_where_they_are_wrong(
    client: TestClient, bench: Bench, project: Path
) -> None:
    events: list[Any] = []
    client.get("/api/document", params={"doc": DOC})
    shared = project / "content/_shared/references.yaml"
    shared.parent.mkdir()
    shared.write_text("luat-a: {loai: Luật, ten: A, so: 1/2025/QH15}\nluat-b: {ten: B}\n", encoding="utf-8")
    problem = client.get("/api/document", params={"doc": DOC}).json()["problem"]
    assert (problem["file"], problem["line"]) == ("content/_shared/references.yaml", 2)
    shared.write_text("luat-a:\n  loai: Luật\n  ten: A\n  so: [1/2025/QH15]\n", encoding="utf-8")
    within = client.get("/api/document", params={"doc": DOC}).json()["problem"]
    assert (within["file"], within["line"]) == ("content/_shared/references.yaml", 4)
    shared.write_text("luat-a: {loai: Luật, ten: A, so: 1/2025/QH15}\nluat-b: {ten: B}\n", encoding="utf-8")
    found = client.get("/api/source", params={"doc": DOC, "file": problem["file"]}).json()
    text = found["text"].replace("{ten: B}", "{loai: Luật, ten: B, so: 2/2025/QH15}")
    bench.listeners.append(events.append)
    done = client.post(
        "/api/write-source", json={"doc": DOC, "file": found["file"], "hash": found["hash"], "text": text}
    )
    assert done.json()["document"]["problem"] is None
    assert events == [{"event": "changed", "documents": [DOC]}], (
        "every window shows what it is with the data as they are"
    )
    other = client.get("/api/source", params={"doc": DOC, "file": "draftkit.yaml"})
    assert (other.status_code, "no such file" in other.json()["error"]) == (422, True)


def test_two_wordings_of_a_value_are_shown_by_what_the_pages_say(client: TestClient, project: Path) -> None:
    path = project / DOC / "draft.yaml"
    both = "<<<<<<< HEAD\n  thoi_han: 15 ngày\n=======\n  thoi_han: 20 ngày\n>>>>>>> b\n"
    path.write_text(path.read_text(encoding="utf-8").replace("  thoi_han: 15 ngày\n", both), encoding="utf-8")
    (one,) = client.get("/api/two-wordings", params={"doc": DOC}).json()
    assert "".join(new for _, new in one["edits"]) == "1. Báo cáo được gửi trong 20 ngày."
    assert one["people"] == [None, None]
    shown = client.post("/api/choose-wording", json={"doc": DOC, **one, "text": "  thoi_han: 18 ngày"}).json()[
        "document"
    ]
    assert shown["problem"] is None
    assert "gửi trong 18 ngày" in client.get("/api/text", params={"doc": DOC}).text
