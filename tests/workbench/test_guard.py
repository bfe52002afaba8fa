"""Nobody but the browser that was given the token is answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from draftkit.workbench.app import STATIC, application
from draftkit.workbench.bench import Bench
from tests.workbench.conftest import DOC, PORT, TOKEN

HERE = f"http://127.0.0.1:{PORT}"


@pytest.fixture
def stranger(bench: Bench) -> TestClient:
    return TestClient(application(bench, TOKEN, PORT), base_url=HERE)


@pytest.mark.parametrize("path", ["/", "/api/start", "/static/main.js", f"/api/page?doc={DOC}&n=0", "/?token=wrong"])
def test_without_the_token_nothing_is_said(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 403
    assert DOC not in answer.text


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}"])
def test_another_host_is_refused(client: TestClient, host: str) -> None:
    """A name that was made to lead here (DNS rebinding) is no name of ours."""
    assert client.get("/api/start", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", f"http://127.0.0.1:{PORT + 1}", f"https://127.0.0.1:{PORT}"]
)
def test_another_page_is_refused(client: TestClient, origin: str) -> None:
    answer = client.post("/api/offered", json={"doc": DOC, "before": "@"}, headers={"Origin": origin})
    assert answer.status_code == 403


def test_a_form_of_another_page_is_refused(client: TestClient) -> None:
    del client.headers["X-Draftkit"]
    assert client.post("/api/offered", json={"doc": DOC, "before": "@"}).status_code == 403


def test_the_token_does_not_stay_in_the_address(stranger: TestClient) -> None:
    answer = stranger.get(f"/?token={TOKEN}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "samesite=strict" in answer.headers["set-cookie"].lower()


def test_every_answer_forbids_what_is_not_ours(client: TestClient) -> None:
    for path in ("/", "/static/main.js", "/api/start"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize(
    "name", ["../../draftkit.yaml", "/etc/passwd", "content", "content/nghi-dinh/nuoc/../nuoc", ""]
)
def test_only_documents_are_shown(client: TestClient, name: str) -> None:
    for question in ("document", "findings", "text", "count"):
        assert client.get(f"/api/{question}", params={"doc": name}).status_code in (400, 422)


@pytest.mark.parametrize(
    "name", ["../../../draftkit.yaml", "/etc/passwd", "draftkit.yaml", "content/nghi-dinh/nuoc/geheim.txt"]
)
def test_only_files_of_the_document_are_shown_or_written(client: TestClient, project: Path, name: str) -> None:
    before = (project / "draftkit.yaml").read_bytes()
    client.get("/api/document", params={"doc": DOC})
    assert client.get("/api/source", params={"doc": DOC, "file": name}).status_code == 422
    answer = client.post("/api/write-source", json={"doc": DOC, "file": name, "hash": "", "text": "x"})
    assert answer.status_code == 422
    assert (project / "draftkit.yaml").read_bytes() == before


@pytest.mark.parametrize("path", ["/static/../guard.py", "/static/%2e%2e/guard.py", "/static//etc/passwd"])
def test_nothing_but_our_own_files_is_static(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_what_is_sent_to_the_browser_asks_nobody_else() -> None:
    for file in STATIC.iterdir():
        if file.suffix in (".js", ".css", ".html"):
            text = file.read_text(encoding="utf-8")
            assert "http://" not in text.replace("http://www.w3.org", "")
            assert "https://" not in text
            for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
                assert word not in text, f"{file.name}: {word}"
