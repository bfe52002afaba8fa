"""A text for the public approved in the workbench, and what it waits for then."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from starlette.testclient import TestClient

from tests.conftest import CHECKOUT
from tests.helpers import SERIES
from tests.workbench.conftest import asked
from tests.workbench.test_aside import samples, there

__all__ = ["samples", "there"]
pytestmark = pytest.mark.usefixtures("here")
NEWS = "content/press/quyet-dinh-3637.md"
LEFT = {
    "[điền họ tên]": "Trần Thị B",
    "[điền số điện thoại]": "024 2220 2108",
    "[điền thư điện tử]": "bao-chi@moit.gov.vn",
}


def news(folder: Path, filled: bool = True) -> Path:
    """A release that has a contact, or places that nobody has filled in."""
    path = folder / NEWS
    path.parent.mkdir()
    shutil.copy(CHECKOUT / NEWS, path)
    text = path.read_text(encoding="utf-8")
    for old, new in LEFT.items() if filled else ():
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


def approve(there: TestClient, **given: Any) -> Any:
    return there.post("/api/approve", json={"doc": NEWS, "by": "Bà A, Chánh Văn phòng", **given}).json()


def test_a_release_is_approved_and_goes_out(there: TestClient, samples: Path) -> None:
    path = news(samples)
    before = path.read_text(encoding="utf-8")
    shown = there.get("/api/document", params={"doc": NEWS}).json()
    assert (shown["gated"], shown["marked"]) == (True, True)
    done = approve(there)
    assert (done["errors"], done["against"], done["document"]["marked"]) == ([], [], False)
    assert "nguoi_duyet: Bà A, Chánh Văn phòng\nngay_duyet: '2026-11-26'" in path.with_suffix(".duyet.yaml").read_text()
    made = asked(there, "make", {"doc": NEWS, "format": "docx"})
    assert (len(made["files"]), made["refused"]) == (1, False)
    there.post("/api/take-back", json={"undo": done["undo"]})
    assert path.read_text(encoding="utf-8") == before
    assert asked(there, "make", {"doc": NEWS, "format": "docx"})["refused"] is False, "a draft is no release"


def test_what_a_build_would_refuse_is_told_with_its_place_and_not_approved(there: TestClient, samples: Path) -> None:
    path = news(samples, filled=False)
    refused = approve(there)["errors"]
    assert not path.with_suffix(".duyet.yaml").exists()
    lines = path.read_text(encoding="utf-8").split("\n")
    left, *_ = [one for one in refused if "điền họ tên" in one["message"]]
    assert (left["doc"], left["file"]) == (NEWS, NEWS)
    assert lines[left["line"] - 1] == "lien_he:", "as the text stands that still has its mark"
    assert approve(there, seen=refused)["errors"] == refused


def test_what_is_doubtful_is_looked_at_before_and_the_time_it_waits_for_told(there: TestClient, samples: Path) -> None:
    path = news(samples)
    text = path.read_text(encoding="utf-8").replace("---\n", "---\ncam_cong_bo: 2099-01-05 10:00 +07:00\n", 1)
    path.write_text(f"{text}\nDự án cần 5.000.000 đ , xong trong 2 năm.\n", encoding="utf-8")
    doubtful = approve(there)["warnings"]
    assert doubtful
    elsewhere = [{**one, "line": one["line"] + 1} for one in doubtful]
    assert approve(there, seen=elsewhere)["warnings"] == doubtful, "another came meanwhile, in the same words"
    (left,) = approve(there, seen=doubtful)["against"]
    assert (left["doc"], "05/01/2099" in left["message"]) == (NEWS, True)


def test_a_text_with_errors_is_not_approved(there: TestClient, samples: Path) -> None:
    path = news(samples)
    path.write_text(path.read_text(encoding="utf-8") + "\nTheo @khong-co.\n", encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    (one,) = approve(there)["errors"]
    assert (one["file"], "@khong-co" in one["message"]) == (NEWS, True)
    assert "@khong-co" in before.split("\n")[one["line"] - 1]
    assert path.read_text(encoding="utf-8") == before
    assert not path.with_suffix(".duyet.yaml").exists()
    assert "error" in approve(there, by=" ")
    assert "error" in approve(there, day="2026-11-27"), "that day is to come"
    assert "error" in approve(there, day="27/11/2026"), "and so it is in other words"
    path.write_text(before.replace("\nTheo @khong-co.\n", ""), encoding="utf-8")
    doubtful = approve(there, day="05/03/2026")["warnings"]
    assert approve(there, day="05/03/2026", seen=doubtful)["errors"] == []
    assert "2026-03-05" in path.with_suffix(".duyet.yaml").read_text("utf-8")


MARKED = SERIES.replace("lien_he:", "du_thao: {lan: 1}\nlien_he:")


def test_a_series_is_approved_with_its_table(there: TestClient, samples: Path) -> None:
    path = samples / "content/press/loat.md"
    path.parent.mkdir()
    path.write_text(MARKED, encoding="utf-8")
    tables = {"thieu.csv": "Tỉnh\nHuế\n", "đủ" * 150 + ".csv": "Tỉnh,Số cơ sở\nHuế,12\nHà Nội,7\n"}
    few, all_ = (
        there.post("/api/upload", params={"name": name}, content=text.encode()).json()["file"]
        for name, text in tables.items()
    )
    given = {"doc": "content/press/loat.md"}
    assert "so_co_so" in approve(there, **given, rows=few)["error"]
    assert path.read_text(encoding="utf-8") == MARKED, "the mark stays where nothing is approved"
    done = approve(there, **given, rows=all_)
    assert (done["errors"], done["against"], done["document"]["marked"]) == ([], [], False)
    table = path.with_suffix(".duyet.csv")
    assert table.read_text(encoding="utf-8") == "tinh,so_co_so\nHuế,12\nHà Nội,7\n"
    there.post("/api/take-back", json={"undo": done["undo"]})
    assert path.read_text(encoding="utf-8") == MARKED


def test_a_series_is_made_and_rows_that_cannot_be_are_told(there: TestClient, samples: Path) -> None:
    path = samples / "content/press/loat.md"
    path.parent.mkdir()
    path.write_text(SERIES, encoding="utf-8")
    given = {"doc": "content/press/loat.md"}
    tables = {
        "duyệt.csv": "Tỉnh,Số cơ sở\nHuế,12\nHà Nội,7\n",
        "gửi.csv": "Tỉnh,Số cơ sở\nHuế,12\nHà Nội,9\nCần Thơ,\n",
        "khác.csv": "Địa phương\nHuế\n",
    }
    known, sent, other = (
        there.post("/api/upload", params={"name": name}, content=text.encode()).json()["file"]
        for name, text in tables.items()
    )
    first = there.get("/api/findings", params=given).json()
    assert [one["valueless"] for one in first if "valueless" in one] == ["tinh", "so_co_so"]
    there.post("/api/give-columns", json={**given, "rows": other})
    assert len(there.get("/api/findings", params=given).json()) == len(first), "its columns are others"
    there.post("/api/give-columns", json={**given, "rows": sent})
    (hint,) = [one for one in there.get("/api/findings", params=given).json() if one["rule"] == "DK-V001"]
    assert (hint["severity"], hint["message"].partition(": ")[2]) == ("info", "tinh, so_co_so")
    approve(there, **given, rows=known)
    made = asked(there, "make-series", {**given, "rows": sent, "format": "txt"})
    assert made["files"] == ["build/press/loat/1_Hue.txt"]
    assert [one["message"] for one in made["errors"]] == [
        "dòng 3: đã đổi sau khi duyệt: so_co_so: “7” → “9”",
        "dòng 4: không có gì ở cột “so_co_so”: hãy điền vào",
    ]
    assert "dia_phuong" in asked(there, "make-series", {**given, "rows": other, "format": "txt"})["error"]
    made = asked(there, "make-series", {**given, "rows": known, "format": "txt"})
    assert (made["name"], made["errors"]) == ("loat.zip", [])
    packed = there.post("/api/packed", json={"name": made["name"], "files": made["files"]})
    with ZipFile(BytesIO(packed.content)) as archive:
        assert archive.namelist() == ["1_Hue.txt", "2_Ha_Noi.txt"]
        assert "Tại Hà Nội có 7 cơ sở." in archive.read("2_Ha_Noi.txt").decode()
    assert there.post("/api/packed", json={"name": "x.zip", "files": ["draftkit.yaml"]}).status_code == 422
