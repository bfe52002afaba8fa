"""Words looked for in all documents, and a term that is renamed in one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.workbench.conftest import BODY, DOC

FILE = f"{DOC}/01.md"


def exchange(client: TestClient, words: str, by: str) -> Any:
    return client.post("/api/exchange", json={"doc": DOC, "words": words, "by": by}).json()


def test_a_term_is_renamed_wherever_it_stands_for_itself(client: TestClient, project: Path) -> None:
    text = BODY.replace("tàu biển", "tàu, thuyền; Tàu cá, tàuthủy và [tàu](anh/tàu.png) @tau {#tau}")
    (project / FILE).write_text(text, encoding="utf-8")
    done = exchange(client, "tàu", "phương tiện thủy")
    now = (project / FILE).read_text(encoding="utf-8")
    assert "phương tiện thủy, thuyền; Phương tiện thủy cá, tàuthủy và [phương tiện thủy](anh/tàu.png) @tau" in now
    assert done["told"] == ["3 places exchanged.", "2 stay: they are parts of longer words, of labels or of values."]
    client.post("/api/undo", json={"undo": done["undo"]})
    assert (project / FILE).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("words", "by"),
    [("xe lửa", "tàu hỏa"), ("", "x"), ("tàu", " "), ("pham-vi", "x"), ("thoi_han", "x"), ("ten_goi", "x")],
)
def test_what_is_no_text_stays(client: TestClient, project: Path, words: str, by: str) -> None:
    assert "error" in exchange(client, words, by)
    assert (project / FILE).read_text(encoding="utf-8") == BODY


def test_a_name_that_says_it_too_is_told(client: TestClient) -> None:
    assert "name of the document" in exchange(client, "chất lượng nước", "nguồn nước")["told"][-1]


def test_all_documents_are_looked_through(client: TestClient, project: Path) -> None:
    other = project / "content/khac.md"
    other.write_text("---\nloai: Công văn\nten_goi: hỏi\n---\nTàu và tàu.\n", encoding="utf-8")
    found = client.get("/api/found-in", params={"words": "tau"}).json()
    assert found == [{"doc": "content/khac.md", "count": 2}, {"doc": DOC, "count": 1}]
    assert client.get("/api/found-in", params={"words": " "}).json() == []
