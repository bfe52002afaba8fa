"""Long work: what it says, what comes of it, and that it stops when nobody waits."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from draftkit.cli.main import main
from draftkit.library.language import translator
from draftkit.library.project import open_project
from draftkit.library.saved import save, start
from draftkit.workbench.app import application
from draftkit.workbench.bench import Bench
from tests.conftest import CHECKOUT
from tests.helpers import shorten
from tests.workbench.conftest import BODY, DOC, PORT, TOKEN, asked
from tests.workbench.test_morning import started

DOSSIER = "content/dossier/nghi-dinh-cong-nghiep-moi-truong/dossier.yaml"
DRAFT = "content/decree/nghi-dinh-cong-nghiep-moi-truong"
AMENDING = "content/decree/nghi-dinh-sua-doi-cong-nghiep-moi-truong"


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """The sample dossiers, with a short draft."""
    for name in ("_shared", "decree", "dossier"):
        shutil.copytree(CHECKOUT / "content" / name, tmp_path / "content" / name)
    shutil.copy(CHECKOUT / "draftkit.yaml", tmp_path)
    shorten((tmp_path / DRAFT).glob("*.md"))
    return tmp_path


@pytest.fixture
def there(samples: Path) -> Any:
    bench = Bench(samples, None, translator("vi"), lambda: "2026-11-26T05:00:00+00:00")
    found = TestClient(application(bench, TOKEN, PORT, "vi"), base_url=f"http://127.0.0.1:{PORT}")
    found.get(f"/?token={TOKEN}")
    found.headers.update({"Origin": f"http://127.0.0.1:{PORT}", "X-Draftkit": "1"})
    yield found
    bench.close()


def test_what_is_being_done_is_said(client: TestClient) -> None:
    answer = client.post("/api/make", json={"doc": DOC, "format": "docx"})
    told = [json.loads(line[6:]) for line in answer.text.split("\n\n") if line]
    assert [list(one) for one in told[:-1]] == [["said"]] * (len(told) - 1)
    assert any("nuoc" in one["said"] for one in told[:-1])
    assert told[-1]["done"]["files"]


def test_what_cannot_be_done_says_why(client: TestClient) -> None:
    told = asked(client, "make", {"doc": "content/nowhere", "format": "docx"})
    assert told["status"] == 422
    assert "content/nowhere" in told["error"]


@pytest.mark.usefixtures("here")
def test_the_dossier_of_a_stage(there: TestClient, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = there.get("/api/dossiers", params={"doc": DRAFT}).json()
    assert found["file"] == DOSSIER
    assert [stage["name"] for stage in found["stages"]] == ["lấy ý kiến", "thẩm định"]
    papers = found["stages"][0]["papers"]
    assert papers[0]["doc"].endswith("cong-van-lay-y-kien.md")
    assert {paper["sort"] for paper in papers} == {"document", "table"}
    letter = there.get("/api/dossiers", params={"doc": papers[0]["doc"]}).json()
    assert [one["file"] for one in letter] == [DOSSIER], "each paper knows its dossier"
    made = asked(there, "dossier", {"file": DOSSIER, "stage": "lấy ý kiến", "pending": True})
    assert made["held"] == []
    archive = next(samples / name for name in made["files"] if name.endswith(".zip"))
    got = there.get("/api/made", params={"file": archive.relative_to(samples).as_posix()})
    monkeypatch.chdir(samples)
    before = archive.read_bytes()
    assert got.content == before
    main(["dossier", "nghi-dinh-cong-nghiep-moi-truong", "--stage", "lấy ý kiến", "--allow-pending"])
    assert archive.read_bytes() == before, "the same as the command's"


@pytest.mark.usefixtures("here")
def test_a_dossier_tells_of_errors_and_of_what_cannot_be_read(there: TestClient, samples: Path) -> None:
    folder = samples / "content/dossier/nghi-dinh-cong-nghiep-moi-truong"
    letter = folder / "cong-van-lay-y-kien.md"
    letter.write_text(letter.read_text(encoding="utf-8") + "\nTheo @khong-co.\n", encoding="utf-8")
    made = asked(there, "dossier", {"file": DOSSIER, "stage": "lấy ý kiến", "pending": True})
    assert [one["doc"].endswith(letter.name) for one in made["errors"] if "@khong-co" in one["message"]] == [True]
    file = folder / "dossier.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("[lấy ý kiến, thẩm định]", "[trình]"), encoding="utf-8")
    (broken,) = there.get("/api/dossiers", params={"doc": DRAFT}).json()
    assert "trình" in broken["error"], "the draft lies elsewhere"


@pytest.mark.usefixtures("here")
def test_the_consolidated_text_of_what_is_amended(there: TestClient, samples: Path) -> None:
    shutil.copytree(CHECKOUT / DRAFT, samples / DRAFT, dirs_exist_ok=True)
    assert there.get("/api/amended-acts", params={"doc": DRAFT}).json() == []
    (act,) = there.get("/api/amended-acts", params={"doc": AMENDING}).json()
    told = there.get("/api/amendments", params={"doc": AMENDING, "name": act["name"]}).json()
    assert len(told) > 5
    assert not any(one["why"] for one in told)
    some = asked(there, "consolidate", {"doc": AMENDING, "name": act["name"], "without": told[1:]})
    assert len(some["lines"]) < len(told), "one of them was wanted"
    made = asked(there, "consolidate", {"doc": AMENDING, "name": act["name"], "agency": "BCT"})
    assert made["undone"] == 0
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((samples / made["doc"]).glob("*.md")))
    assert "Hồ sơ số của hàng hóa môi trường" in text
    assert there.get("/api/document", params={"doc": made["doc"]}).json()["pages"]
    again = asked(there, "consolidate", {"doc": AMENDING, "name": act["name"]})
    assert again["doc"] != made["doc"], "nothing is overwritten"


@pytest.mark.usefixtures("here")
def test_the_copy_of_a_colleague_is_compared(client: TestClient, project: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(("git", *arguments), cwd=project, check=True, capture_output=True)

    start(open_project(project, None))
    save(open_project(project, None), "Bản đầu", "A")
    assert client.get("/api/versions", params={"doc": DOC}).json()["copies"] == []
    git("checkout", "-q", "-b", "y-kien-b")
    (project / DOC / "01.md").write_text(BODY.replace("tàu biển", "tàu thủy"), encoding="utf-8")
    save(open_project(project, None), "Bản của B", "Trần Thị B")
    git("checkout", "-q", "-")
    (copy,) = client.get("/api/versions", params={"doc": DOC}).json()["copies"]
    assert (copy["name"], copy["who"], copy["sentence"]) == ("y-kien-b", "Trần Thị B", "Bản của B")
    found = asked(client, "compare", {"doc": DOC, "version": copy["id"]})
    assert found["total"] == 1
    redline = client.post("/api/redline", json={"doc": DOC, "version": copy["id"]})
    assert redline.content[:2] == b"PK"


def test_the_copy_of_a_colleague_is_taken_in(client: TestClient, project: Path) -> None:
    """What is not saved is saved before; what both changed is a choice; programs that the project names do not run."""

    def git(*arguments: str) -> None:
        subprocess.run(("git", *arguments), cwd=project, check=True, capture_output=True)

    def copied(branch: str, change: Callable[[], object]) -> None:
        git("checkout", "-q", "-b", branch)
        change()
        save(known, f"Của {branch}", "Trần Thị B")
        git("checkout", "-q", "main")

    def take_in(sentence: str) -> Any:
        found = client.get("/api/versions", params={"doc": DOC}).json()["copies"]
        (copy,) = (one for one in found if one["sentence"] == sentence)
        return client.post("/api/take-in-copy", json={"doc": DOC, "id": copy["id"], "who": "A"}).json()

    known, path, ran = open_project(project, None), project / DOC / "01.md", project / "ran"
    start(known)
    git("checkout", "-q", "-b", "main")
    git("config", "merge.own.driver", f"touch {ran}; false")
    git("config", "merge.verifySignatures", "true")
    git("config", "branch.main.mergeOptions", "--no-commit")
    (project / ".gitattributes").write_text("*.md merge=own\n", encoding="utf-8")
    save(known, "Bản đầu", "A")
    copied("b1", lambda: path.write_text(BODY.replace("tàu biển", "tàu thủy"), encoding="utf-8"))
    copied("b2", lambda: path.write_text(BODY.replace("tàu biển", "máy bay"), encoding="utf-8"))
    copied("b3", path.unlink)
    settings = project / "draftkit.yaml"
    copied("b4", lambda: settings.write_text("noi_dung: content\nket_qua: ra\n", encoding="utf-8"))
    path.write_text(BODY.replace("công khai", "công bố"), encoding="utf-8")
    done = take_in("Của b1")
    assert (done["waiting"], done["version"]["sentence"]) == (0, "Nhận bản của Trần Thị B: Của b1")
    assert path.read_text(encoding="utf-8") == BODY.replace("công khai", "công bố").replace("tàu biển", "tàu thủy")
    sentences = [one["sentence"] for one in client.get("/api/versions", params={"doc": DOC}).json()["versions"]]
    assert "Lưu trước khi nhận bản của Trần Thị B" in sentences
    refused = take_in("Của b3")
    assert "01.md" in refused["error"], "a file that is gone there and changed here is no choice of two wordings"
    assert "tàu thủy" in path.read_text(encoding="utf-8")
    settings.write_text("noi_dung: content\nket_qua: build\n", encoding="utf-8")
    assert "draftkit.yaml" in take_in("Của b4")["error"], "nobody is shown the two wordings of settings"
    assert settings.read_text(encoding="utf-8") == "noi_dung: content\nket_qua: build\n"
    done = take_in("Của b2")
    assert (done["waiting"], done["version"], done["document"]["problem"]["waiting"]) == (1, None, 1)
    assert "error" in take_in("Của b3"), "one after the other"
    assert not ran.exists()


def test_what_nobody_waits_for_is_stopped(samples: Path) -> None:
    """The browser goes away in the middle: the process ends, nothing half-made is left."""
    body = "".join(f"### Điều. Việc {n}\nNội dung của việc {n}.\n" for n in range(1, 1500))
    (samples / DRAFT / "50-them.md").write_text(body, encoding="utf-8")
    with started(samples) as (address, process):
        base, _, token = address.partition("/?token=")
        with httpx.Client(base_url=base, timeout=60) as window:
            window.get("/", params={"token": token})
            headers = {"Origin": base, "X-Draftkit": "1"}
            given = {"doc": DRAFT, "format": "pdf"}
            with window.stream("POST", "/api/make", json=given, headers=headers) as answer:
                next(line for line in answer.iter_lines() if "said" in line)
                assert children(process.pid)
        end = time.monotonic() + 10
        while children(process.pid) and time.monotonic() < end:
            time.sleep(0.05)
        assert not children(process.pid)
    assert not list(samples.rglob("*.pdf"))


def children(pid: int) -> list[str]:
    """The processes that a process started and that are still there (Linux)."""
    found = Path(f"/proc/{pid}/task/{pid}/children")
    if not found.exists():
        pytest.skip("the system does not tell")
    return [one for task in Path(f"/proc/{pid}/task").iterdir() for one in (task / "children").read_text().split()]
