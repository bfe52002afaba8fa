"""A small project, and a workbench on it that is asked without a network."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from draftkit.library.language import translator
from draftkit.workbench import jobs
from draftkit.workbench.app import application
from draftkit.workbench.bench import Bench
from tests.conftest import CHECKOUT

TOKEN = "nobody-guesses-this"
PORT = 8791
FRONT = """loai: Nghị định
ten_goi: quy định về quản lý chất lượng nước
nam: 2026
du_thao: {lan: 1}
can_cu:
  - Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;
theo_de_nghi: Bộ trưởng Bộ Công Thương
chu_ky:
  quyen_han: [TM. CHÍNH PHỦ, THỦ TƯỚNG]
  ho_ten:
noi_nhan:
  - Ban Bí thư Trung ương Đảng
luu: VT
ngay_hieu_luc: 2027-07-01
gia_tri:
  thoi_han: 15 ngày
"""
BODY = """# Chương. Quy định chung

### Điều. Phạm vi điều chỉnh {#pham-vi}
1. Nghị định này quy định về quản lý chất lượng nước.
2. Nghị định này không điều chỉnh các hoạt động sau:
a) Cấp nước cho tàu biển;
b) Sản xuất nước đóng chai.

### Điều. Đối tượng áp dụng {#doi-tuong}
Nghị định này áp dụng đối với tổ chức, cá nhân quy định tại @pham-vi.

### Điều. Thời hạn {#thoi-han}
1. Báo cáo được gửi trong {{ thoi_han }}.

| STT | Chỉ tiêu | Mức |
|:-:|---|---|
| 1 | Độ pH | 6 đến 8 |
| 2 | Độ đục | 2 NTU |

2. Kết quả được công khai.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "content/nghi-dinh/nuoc"
    folder.mkdir(parents=True)
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (folder / "draft.yaml").write_text(FRONT, encoding="utf-8")
    (folder / "01.md").write_text(BODY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def bench(project: Path) -> Iterator[Bench]:
    made = Bench(project, None, translator("en"), lambda: "2026-11-26T05:00:00+00:00")
    yield made
    made.close()


@pytest.fixture
def client(bench: Bench) -> TestClient:
    found = TestClient(application(bench, TOKEN, PORT, "en"), base_url=f"http://127.0.0.1:{PORT}")
    assert found.get(f"/?token={TOKEN}").status_code == 200
    found.headers.update({"Origin": f"http://127.0.0.1:{PORT}", "X-Draftkit": "1"})
    return found


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long work is done in this process: that it is done in one of its own is what `test_aside` looks at."""

    async def events(bench: Bench, language: str, name: str, given: dict[str, Any]) -> AsyncIterator[str]:
        uploads = {key: str(path) for key, path in bench.uploads.paths().items()}
        cache = str(bench.desk.cache) if bench.desk.cache else None
        order = {"root": str(bench.root), "cache": cache, "language": language, "now": bench.now(), "work": name}
        told = StringIO()
        with monkeypatch.context() as changed:
            changed.setattr("sys.stdin", StringIO(json.dumps({**order, "given": given, "uploads": uploads})))
            changed.setattr("sys.stdout", told)
            jobs.main()
        for line in told.getvalue().splitlines():
            yield f"data: {line}\n\n"

    monkeypatch.setattr("draftkit.workbench.app.events", events)


def asked(client: TestClient, name: str, given: dict[str, Any]) -> Any:
    """What came of long work; what it said before is left out."""
    answer = client.post(f"/api/{name}", json=given)
    told = [json.loads(line[6:]) for line in answer.text.split("\n\n") if line.startswith("data: ")]
    return told[-1].get("done") or told[-1]


DOC = "content/nghi-dinh/nuoc"
__all__ = ["BODY", "CHECKOUT", "DOC", "FRONT", "PORT", "TOKEN", "asked"]
