"""Files made in the workbench are those of the command line; documents begun in it have no errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from draftkit.cli.main import main
from draftkit.kinds.registry import packaged_templates
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.message import Severity
from tests.workbench.conftest import DOC, asked

STARTED = sorted(path.parent.parent.name for path in packaged_templates().glob("*/sample/draft.md"))


@pytest.mark.parametrize("format", ["docx", "pdf", "txt"])
def test_the_same_bytes_as_the_command_line(
    client: TestClient, project: Path, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = asked(client, "make", {"doc": DOC, "format": format})
    assert made["files"] == [f"build/nghi-dinh/nuoc.{format}"]
    got = client.get("/api/made", params={"file": made["files"][0]})
    assert "attachment" in got.headers["content-disposition"]
    monkeypatch.chdir(project)
    main(["build", DOC, "--format", format, "--out", "khac"])
    assert got.content == (project / f"khac/nuoc.{format}").read_bytes()


@pytest.mark.parametrize(
    "name", ["draftkit.yaml", "../x", "/etc/passwd", "build/../draftkit.yaml", f"{DOC}/draft.yaml"]
)
def test_only_what_was_built_is_handed_out(client: TestClient, name: str) -> None:
    assert client.get("/api/made", params={"file": name}).status_code == 422


def test_what_was_set_aside_is_not_handed_out(client: TestClient, project: Path) -> None:
    for name in ("build/nghi-dinh/_cu/nuoc.txt", "build/_cu/nuoc.txt"):
        path = project / name
        path.parent.mkdir(parents=True)
        path.write_text("Cũ.", encoding="utf-8")
    assert client.get("/api/made", params={"file": "build/nghi-dinh/_cu/nuoc.txt"}).status_code == 422
    assert client.get("/api/made", params={"file": "build/_cu/nuoc.txt"}).status_code == 422


@pytest.mark.usefixtures("here")
def test_what_cannot_be_read_sets_aside_what_was_made_and_says_so(client: TestClient, project: Path) -> None:
    assert asked(client, "make", {"doc": DOC, "format": "txt"})["files"] == ["build/nghi-dinh/nuoc.txt"]
    text = (project / DOC / "draft.yaml").read_text(encoding="utf-8")
    (project / DOC / "draft.yaml").write_text(f"{text}\nsai: [\n", encoding="utf-8")
    told = asked(client, "make", {"doc": DOC, "format": "txt"})
    assert told["status"] == 422
    assert "set aside what was built before: build/nghi-dinh/_cu/nuoc.txt" in told["error"]
    assert not (project / "build/nghi-dinh/nuoc.txt").exists()


def as_typed(field: dict[str, Any]) -> Any:
    """What the browser sends of a field that nobody touched."""
    if "parts" in field:
        return {part["name"]: part["value"] for part in field["parts"]}
    if "items" in field:
        return [as_typed({"parts": parts}) for parts in field["items"]]
    return field["value"]


@pytest.mark.parametrize("kind", STARTED)
def test_a_document_begun_by_its_form_has_no_errors(client: TestClient, project: Path, kind: str) -> None:
    """As the form stands."""
    asked = client.get("/api/form", params={"kind": kind}).json()
    names = [field["name"] for field in asked["fields"]]
    assert len(names) == len(set(names))
    drafts = [
        part["value"] for field in asked["fields"] for part in field.get("parts", ()) if field["name"] == "du_thao"
    ]
    assert drafts[1:] in ([], [""], ["2026-11-26"]), "the draft is of the day on which it is begun"
    values = {field["name"]: as_typed(field) for field in asked["fields"]}
    begun = client.post("/api/begin", json={"kind": kind, "values": values})
    assert begun.status_code == 200, begun.text
    path = project / begun.json()["doc"]
    assert path.parent == project / "content" / kind
    session = Session(open_project(project, None))
    errors = [str(one) for one in session.check(session.read(path)) if one.severity is Severity.ERROR]
    assert errors == []


def test_papers_of_one_name_or_of_none_stand_beside_each_other(client: TestClient, project: Path) -> None:
    """A second letter on the same matter, a second slip without a title: nothing is overwritten, none is refused."""
    for kind, title, name in (("letter", "Góp ý dự án", "gop-y-du-an"), ("introduction", "", "giay-gioi-thieu")):
        given = {"kind": kind, "values": {"ten_goi": title}}
        made = [client.post("/api/begin", json=given).json()["doc"] for _ in range(3)]
        assert made == [f"content/{kind}/{name}", f"content/{kind}/{name}-2", f"content/{kind}/{name}-3"]


@pytest.mark.parametrize(
    ("chosen", "kept"), [(True, "\nthu_tuc_rut_gon: true\n"), (False, "\nthu_tuc_rut_gon: false\n")]
)
def test_yes_and_no_are_chosen_and_kept_as_such(client: TestClient, project: Path, chosen: bool, kept: str) -> None:
    """Typed, “false” was kept as a word, which counted as yes."""
    asked = client.get("/api/form", params={"kind": "decree"}).json()["fields"]
    assert [field["type"] for field in asked if field["name"] == "thu_tuc_rut_gon"] == ["truth"]
    values = {"ten_goi": "về bãi xe", "thu_tuc_rut_gon": chosen}
    doc = client.post("/api/begin", json={"kind": "decree", "values": values}).json()["doc"]
    assert kept in (project / doc / "draft.yaml").read_text(encoding="utf-8")
    now = next(
        one for one in client.get("/api/metadata", params={"doc": doc}).json() if one["name"] == "thu_tuc_rut_gon"
    )
    assert now["value"] == str(chosen).lower()


def test_a_form_names_registers_and_no_files(client: TestClient) -> None:
    asked_for = [
        client.get("/api/form", params={"kind": kind}).json()["fields"] for kind in ("joint-circular", "posts")
    ]
    said = str([asked_for, client.get("/api/metadata", params={"doc": DOC}).json()])
    assert "lấy từ the register of agencies" in said
    assert "mã hoặc tên trong the register of channels" in said
    assert ".yaml" not in said


def test_an_english_copy_is_begun_once(client: TestClient) -> None:
    doc = client.post("/api/begin", json={"kind": "press", "values": {"ten_goi": "Mở bãi xe"}}).json()["doc"]
    assert client.get("/api/document", params={"doc": doc}).json()["english"]
    made = client.post("/api/begin-english", json={"doc": doc}).json()["doc"]
    shown = client.get("/api/document", params={"doc": made}).json()
    assert (made, shown["kind"], shown["english"]) == (f"{doc}.en", "Press release", False)
    assert client.get("/api/document", params={"doc": doc}).json()["english"] is False
    assert "exists already" in client.post("/api/begin-english", json={"doc": doc}).json()["error"]


def test_headings_of_any_kind_are_headings_of_the_running_text(client: TestClient) -> None:
    doc = client.post("/api/begin", json={"kind": "press", "values": {"ten_goi": "Mở bãi xe"}}).json()["doc"]
    heads = [
        [one["text"] for one in client.get("/api/text", params={"doc": name}).json() if one.get("head")]
        for name in (doc, DOC)
    ]
    assert heads[0] == ["Nội dung chính", "Tham dự"]
    assert heads[1][:3] == ["Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi điều chỉnh"]
