"""Technical regulations and standards set by others: no styles, only a symbol and whole numbers."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest

from draftkit.cli.main import main

pytest.importorskip("docx")

TEXT = """QCVN 03:2022/XYZ
QUY CHUẨN KỸ THUẬT QUỐC GIA
VỀ KHO LẠNH
National technical regulation on cold stores
HÀ NỘI - 2022
MỤC LỤC
1 QUY ĐỊNH CHUNG 3
1.1 Phạm vi điều chỉnh 3
2 QUY ĐỊNH KỸ THUẬT 4
Lời nói đầu
QCVN 03:2022/XYZ do Cục A chủ trì biên soạn, Vụ B trình duyệt, Bộ C thẩm định, Bộ trưởng D ban hành.
QUY CHUẨN KỸ THUẬT QUỐC GIA
VỀ KHO LẠNH
1 QUY ĐỊNH CHUNG
1.1 Phạm vi điều chỉnh
1.1.1 Quy chuẩn này áp dụng cho:
a) kho lạnh;
b) kho mát.
1.1.2 Quy chuẩn này không áp dụng cho kho nhỏ hơn
2.5 m và tủ lạnh.
1.2 Giải thích từ ngữ
1.2.1 kho lạnh (cold store)
Kho giữ ở nhiệt độ âm.
2 QUY ĐỊNH KỸ THUẬT
2.1 Nhiệt độ kho lạnh nêu trong Bảng 1 và đo theo Phụ lục A.
2.2 Cửa phải kín.
Phụ lục A
(quy định)
Phương pháp đo
A.1 Nhiệt độ đo ở ba điểm.
A.2 Kết quả là trung bình.
"""


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c636000000002000148afa4710000"
    "000049454e44ae426082"
)


def _file(root: Path, text: str) -> Path:
    from docx import Document

    made = Document()
    for line in text.splitlines():
        if line == "HÌNH":
            made.add_paragraph().add_run().add_picture(BytesIO(PIXEL))
            continue
        run = made.add_paragraph().add_run(line)
        run.bold = line.isupper() or line.startswith("Phụ lục")
    data = BytesIO()
    made.save(data)
    path = root / "la.docx"
    path.write_bytes(data.getvalue())
    (root / "draftkit.yaml").write_text("noi_dung: .\n", encoding="utf-8")
    return path


def test_a_regulation_of_others_is_known_and_divided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(tmp_path, TEXT)
    monkeypatch.chdir(tmp_path)
    main(["import", str(path), "--out", "moi"])
    said = capsys.readouterr().out
    assert "Quy chuẩn kỹ thuật quốc gia; 2 decimal1, 4 decimal2, 3 decimal3, 2 điểm, 1 Phụ lục" in said
    assert "0 bị bỏ" in said
    meta = (tmp_path / "moi/la/draft.yaml").read_text(encoding="utf-8")
    assert "ten_goi: về kho lạnh" in meta
    assert "so: '03'" in meta
    assert "viet_tat: XYZ" in meta
    body = (tmp_path / "moi/la/01-noi-dung.md").read_text(encoding="utf-8")
    assert "### 1.1.1 . Quy chuẩn này áp dụng cho:\na) kho lạnh;" in body
    assert "\n2.5 m và tủ lạnh." in body
    annex = next((tmp_path / "moi/la").glob("*phu-luc*")).read_text(encoding="utf-8")
    assert annex.startswith("# Phụ lục A. Phương pháp đo {.quy-dinh}")


def test_a_foreword_in_words_of_its_own_stays_the_foreword(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its sentences are none that draftkit makes: they come home word for word and are printed where they stood."""
    first = "QCVN 03:2022/XYZ do Cục A biên soạn, Bộ trưởng D ban hành kèm theo Thông tư số 05/2022/TT-XYZ."
    second = "QCVN 03:2022/XYZ thay thế QCVN 03:2012/XYZ."
    old = next(line for line in TEXT.splitlines() if "chủ trì biên soạn" in line)
    path = _file(tmp_path, TEXT.replace(old, f"{first}\n{second}").replace("(quy định)", "(Quy định)"))
    monkeypatch.chdir(tmp_path)
    main(["import", str(path), "--out", "moi"])
    meta = (tmp_path / "moi/la/draft.yaml").read_text(encoding="utf-8")
    assert f"loi_noi_dau:\n- {first}\n- {second}\n" in meta
    assert "thay_the:\n- QCVN 03:2012/XYZ\n" in meta
    assert (
        next((tmp_path / "moi/la").glob("*phu-luc*"))
        .read_text(encoding="utf-8")
        .startswith("# Phụ lục A. Phương pháp đo {.quy-dinh}")
    )
    capsys.readouterr()
    main(["build", "moi/la", "--format", "html", "--out", "ra"])
    page = (tmp_path / "ra/la.html").read_text(encoding="utf-8").replace("\u00a0", " ")
    printed = re.sub("</?span[^>]*>", "", page)
    assert (
        printed.index("Lời nói đầu") < printed.index(first) < printed.index(second) < printed.rindex("QUY ĐỊNH CHUNG")
    )


def test_its_content_is_checked_and_its_clauses_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(tmp_path, TEXT.replace("2.2 Cửa phải kín.", "2.2 Cửa theo 1.1.2, kính theo 4.7."))
    monkeypatch.chdir(tmp_path)
    main(["check", str(path)])
    said = capsys.readouterr().out
    assert "4.7" in said
    assert "1.1.2" not in [line.split()[-1] for line in said.splitlines() if "DK-Q015" in line]


def test_an_official_paper_that_names_a_regulation_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _file(tmp_path, "BỘ A\nQCVN 03:2022/XYZ\nKính gửi: Vụ B\nĐề nghị góp ý.\n")
    monkeypatch.chdir(tmp_path)
    assert main(["import", str(path), "--out", "moi"]) == 0
    assert "loai: Quy chuẩn" not in (tmp_path / "moi/la/draft.yaml").read_text(encoding="utf-8")


ADOPTED = """TIÊU CHUẨN QUỐC GIA
TCVN 9999 : 2027
ISO 1035 : 2012
Xuất bản lần 1
ICS 13.040.40
KHO LẠNH - PHƯƠNG PHÁP THỬ
Cold stores - Test method
HÀ NỘI - 2027
Lời nói đầu
TCVN 9999:2027 hoàn toàn tương đương với ISO 1035:2012.
TCVN 9999:2027 thay thế TCVN 9999:2015.
TCVN 9999:2027 do Cục A biên soạn, Bộ B đề nghị, Ủy ban C thẩm định, Bộ D công bố.
Lời giới thiệu
Tiêu chuẩn này gồm một phương pháp.
KHO LẠNH - PHƯƠNG PHÁP THỬ
Cold stores - Test method
1 Phạm vi áp dụng
Tiêu chuẩn này quy định phép thử.
2 Tài liệu viện dẫn
Không có tài liệu viện dẫn.
3 Thuật ngữ và định nghĩa
3.1 kho lạnh (cold store)
Kho giữ ở nhiệt độ âm.
3.2 kho mát (cool store)
Kho giữ ở nhiệt độ dương.
4 Cách tiến hành
4.1 Chuẩn bị
4.1.1 Làm lạnh kho.
4.1.2 Chờ 2 h.
4.2 Thử
Đo ở ba điểm.
"""


def test_an_adopted_standard_tells_what_it_adopts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _file(tmp_path, ADOPTED)
    monkeypatch.chdir(tmp_path)
    main(["import", str(path), "--out", "moi"])
    meta = (tmp_path / "moi/la/draft.yaml").read_text(encoding="utf-8")
    for line in (
        "muc: IDT",
        "xuat_ban_lan: 1",
        "nam: 2027",
        "so: ISO 1035:2012",
        "ics: 13.040.40",
        "bien_soan: Cục A",
        "- TCVN 9999:2015",
    ):
        assert line in meta, line
    body = (tmp_path / "moi/la/01-noi-dung.md").read_text(encoding="utf-8")
    assert body.startswith("# Lời giới thiệu")
    assert "## 3.2 kho mát (cool store)" in body
    assert "### 4.1.2 . Chờ 2 h." in body


def test_a_number_on_a_line_of_its_own_belongs_to_the_words_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _file(tmp_path, TEXT.replace("1.2.1 kho lạnh (cold store)", "1.2.1\nkho lạnh (cold store)"))
    monkeypatch.chdir(tmp_path)
    assert main(["import", str(path), "--out", "moi"]) in (0, 1)
    body = (tmp_path / "moi/la/01-noi-dung.md").read_text(encoding="utf-8")
    assert "\n### 1.2.1 kho lạnh (cold store)\nKho giữ" in body


@pytest.mark.parametrize("key", ["", "CHÚ DẪN:\n1 ống vào\n2 ống ra\n"])
def test_the_title_below_a_figure_is_its_title(key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _file(tmp_path, TEXT.replace("2.2 Cửa", f"HÌNH\n{key}Hình 1 – Sơ đồ cửa\nHình 3 – Không có\n2.2 Cửa"))
    monkeypatch.chdir(tmp_path)
    main(["import", str(path), "--out", "moi"])
    body = (tmp_path / "moi/la/01-noi-dung.md").read_text(encoding="utf-8")
    assert '\n![Sơ đồ cửa](hinh-1.png "Sơ đồ cửa"){#hinh-1}\n' in body
    assert "\nHình 3 – Không có\n" in body
