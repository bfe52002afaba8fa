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
    assert done["told"] == [
        "3 places exchanged.",
        "2 stay: in longer words, labels, values, notes, metadata, or in other capitals.",
    ]
    client.post("/api/take-back", json={"undo": done["undo"]})
    assert (project / FILE).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("typed", "words", "by", "now"),
    [
        ("TÀU BIỂN, Tàu biển và Tàu Biển", "tàu biển", "thuyền", "THUYỀN, Thuyền và Tàu Biển"),
        ("nước cho tàu\nbiển và tàu\u00a0biển", "tàu biển", "thuyền", "nước cho thuyền và thuyền"),
        ("tàu %% đổi tàu thành thuyền", "tàu", "thuyền", "thuyền %% đổi tàu thành thuyền"),
        ("giảm 5%, còn 7%", "%", " phần trăm", "giảm 5phần trăm, còn 7phần trăm"),
        ("lời[^tau] về tàu", "tàu", "thuyền", "lời[^tau] về thuyền"),
        ("tàu <!-- draftkit: ignore DK-T001 tàu --> tàu", "tàu", "x", "x <!-- draftkit: ignore DK-T001 tàu --> x"),
    ],
)
def test_every_form_of_words_is_exchanged(
    client: TestClient, project: Path, typed: str, words: str, by: str, now: str
) -> None:
    (project / FILE).write_text(BODY.replace("tàu biển", typed), encoding="utf-8")
    exchange(client, words, by)
    assert now in (project / FILE).read_text(encoding="utf-8")


def test_words_that_stand_only_in_others_are_told(client: TestClient) -> None:
    assert "only in longer words" in exchange(client, "biể", "x")["error"]
    assert "only in longer words" in exchange(client, "THỦ TƯỚNG", "x")["error"]
    assert "nowhere" in exchange(client, "xe lửa", "x")["error"]


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("xe lửa", "tàu hỏa"),
        ("", "x"),
        ("tàu", " "),
        ("pham-vi", "x"),
        ("thoi_han", "x"),
        ("ten_goi", "x"),
        ("Điều", "Khoản"),
        ("|", "x"),
    ],
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
