"""Sixty faults as people make them, each in a sound file of the sample content: the message names the file and the
line, and says what to do."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from draftkit.cli.main import main

CHECKOUT = Path(__file__).parents[1]
DECREE = "decree/nghi-dinh-cong-nghiep-moi-truong"
NEWS = "press/du-thao-nghi-dinh.md"
LEAF = "outreach/do-hoa-thong-tin.md"
STEPS = "outreach/tien-trinh.md"
DOSSIER = "dossier/nghi-dinh-cong-nghiep-moi-truong"
FAULTS: tuple[tuple[str, str, str, str], ...] = (
    # the document checked, the file spoilt (empty: the same), what stands there, what stands there instead
    (NEWS, "", "co_quan: bo-cong-thuong", "co_quann: bo-cong-thuong"),
    (NEWS, "", "loai: Thông cáo báo chí văn bản pháp luật", "loai: Thông cáo báo chí văn bản pháp lệnh"),
    (NEWS, "", "nam: 2026", "nam 2026"),
    (NEWS, "", "nam: 2026", "\tnam: 2026"),
    (NEWS, "", "ngay: ", "ngay: 2026-02-31"),
    (NEWS, "", "ngay: ", "ngay: 31/11/2026"),
    (NEWS, "", "du_thao: {lan: 1, ngay: 2026-11-20}", "du_thao: {lan: 1, ngay: 2026-13-20}"),
    (NEWS, "", "dia_danh: Hà Nội", "dia_danh: [Hà Nội"),
    (NEWS, "", "dia_danh: Hà Nội", 'dia_danh: "Hà Nội'),
    (NEWS, "", "dia_danh: Hà Nội", "dia_danh: @ha-noi"),
    (NEWS, "", "dia_danh: Hà Nội", "dia_danh: Hà Nội: thủ đô"),
    (NEWS, "", "dia_danh: Hà Nội", "dia_danh: Hà Nội\ndia_danh: Huế"),
    (
        NEWS,
        "",
        "van_ban: {nghi_dinh: ../decree/nghi-dinh-cong-nghiep-moi-truong}",
        "van_ban: {nghi_dinh: ../decree/nghi-dinh}",
    ),
    (NEWS, "", "(@nghi_dinh.uu-dai)", "(@nghi_dinh.uu-daii)"),
    (NEWS, "", "@qd-1894 đặt", "@qd-1984 đặt"),
    (NEWS, "", "{{ muc_tieu.nuoc_thai }}", "{{ muc_tieu.nuoc_thaii }}"),
    (NEWS, "", "{{ muc_tieu.nuoc_thai }}", "65 - 75%"),
    (NEWS, "", "(@nghi_dinh.uu-dai)", "(khoản 9 Điều 99 của dự thảo Nghị định)"),
    (NEWS, "", "> — @nghi_dinh.nt-thi-truong", "> — @nghi_dinh.nt-cong-khai"),
    (NEWS, "", "Quyết định số {{ ke_hoach.quyet_dinh }}", "Quyết định số 3637/QĐ-BCT ngày 15/11/2025"),
    (
        NEWS,
        "",
        "Cục Kỹ thuật an toàn và Môi trường công nghiệp xây",
        "Cục Kỹ thuật an toàn và Môi trường nông nghiệp xây",
    ),
    (NEWS, "", "# Mục đích ban hành", "::: giua\n\n# Mục đích ban hành"),
    (NEWS, "", "Bộ Công Thương lấy ý kiến", "Bộ  Công Thương lấy ý kiến"),
    (NEWS, "", "Bộ Công Thương lấy ý kiến", "Bộ Công Thương\x07 lấy ý kiến"),
    (NEWS, "", "Bộ Công Thương lấy ý kiến", "<<<<<<< HEAD\nBộ Công Thương lấy ý kiến"),
    (NEWS, "", "Bộ Công Thương lấy ý kiến", "Bộ Công Thương[^1] lấy ý kiến"),
    (NEWS, "", "Bộ Công Thương lấy ý kiến", "![](khong-co.png)\n\nBộ Công Thương lấy ý kiến"),
    (NEWS, "", "Bộ Công Thương lấy ý kiến", "```bang khong-co.csv\n```\n\nBộ Công Thương lấy ý kiến"),
    (NEWS, "", "Bộ Công Thương lấy ý kiến", "::: khong-co\nx\n:::\n\nBộ Công Thương lấy ý kiến"),
    (NEWS, "", "Bộ Công Thương lấy ý kiến", "Liên hệ 0912 345 678. Bộ Công Thương lấy ý kiến"),
    (NEWS, "", "Bộ Công Thương lấy ý kiến", "$\\frac{1$ Bộ Công Thương lấy ý kiến"),
    (NEWS, "", "du_thao: {lan: 1, ngay: 2026-11-20}", "cam_cong_bo: ngày mai"),
    (NEWS, "", "du_thao: {lan: 1, ngay: 2026-11-20}", "cam_cong_bo: 2026-12-15 25:00"),
    (NEWS, "", "du_thao: {lan: 1, ngay: 2026-11-20}", "cam_cong_bo: 2026-12-15 10:00 Asia/Ha_Noi"),
    (LEAF, "", "| Xử lý nước thải | {{ muc_tieu.nuoc_thai }} |", "| Xử lý nước thải | CO2: 30 |"),
    (LEAF, "", "| Xử lý nước thải | {{ muc_tieu.nuoc_thai }} |", "| Xử lý nước thải | 2 tỷ |"),
    (LEAF, "", "::: bieu-do-ngang", "::: bieu-do-ngan"),
    (LEAF, "", "du_thao: {lan: 1, ngay: 2026-11-20}", "du_thao: {lann: 1, ngay: 2026-11-20}"),
    (STEPS, "", "```tientrinh cac-buoc.yaml", "```tientrinh cac-buocc.yaml"),
    (STEPS, "outreach/cac-buoc.yaml", "tinh_den: 2026-11-20", "tinh_den: 2026-13-20"),
    (STEPS, "outreach/cac-buoc.yaml", "ngay: 2027-Q1", "ngay: 2027-Q7"),
    (STEPS, "outreach/cac-buoc.yaml", "trang_thai: dang-lam", "trang_thai: dang lam"),
    (STEPS, "outreach/cac-buoc.yaml", "vien_dan: qd-1894", "vien_dan: qd-1984"),
    (NEWS, "_shared/facts.yaml", "muc_tieu:", "muc_tieu"),
    (NEWS, "_shared/facts.yaml", "    gia_tri: 70 - 80%", "   gia_tri: 70 - 80%"),
    (NEWS, "_shared/facts.yaml", "    gia_tri: 70 - 80%", "    gia_trị: 70 - 80%"),
    (NEWS, "", "du_thao: {lan: 1,", "du_thao: {lan: một,"),
    (NEWS, "_shared/references.yaml", "loai: Luật", "loaii: Luật"),
    (NEWS, "_shared/organisations.yaml", "{ten: Chính phủ", "{ten Chính phủ"),
    (DECREE, f"{DECREE}/01-quy-dinh-chung.md", "### Điều", "### Dieu"),
    (DECREE, f"{DECREE}/01-quy-dinh-chung.md", "\n1. ", "\n2. "),
    (DECREE, f"{DECREE}/01-quy-dinh-chung.md", "\n1. ", "\n1) "),
    (DECREE, f"{DECREE}/06-dieu-khoan-thi-hanh.md", "\n1. ", "\n1. Theo khoản 9 Điều này, "),
    (DECREE, f"{DECREE}/06-dieu-khoan-thi-hanh.md", "\n1. ", "\n1. Theo @khong-co, "),
    (
        DECREE,
        f"{DECREE}/06-dieu-khoan-thi-hanh.md",
        "\n1. ",
        "\n1. Theo Điều 5 của Nghị định này và Điều 200 của Nghị định này, ",
    ),
    (DECREE, f"{DECREE}/draft.yaml", "loai: Nghị định", "loai: Nghị địnhh"),
    (DECREE, f"{DECREE}/draft.yaml", "du_thao:", "du_thaoo:"),
    (f"{DOSSIER}/to-trinh.md", "", "kinh_gui: [Chính phủ]", "kinh_guii: [Chính phủ]"),
    (f"{DOSSIER}/to-trinh.md", "", "{{ du_thao.bo_cuc }}", "{{ du_thao.bo_cucc }}"),
    (f"{DOSSIER}/to-trinh.md", "", "dự thảo gồm {{ du_thao.bo_cuc }}", "dự thảo gồm 5 chương, 31 điều"),
    (f"{DOSSIER}/to-trinh.md", "", "{{ du_thao.vi_tri.pham_vi }}", "{{ du_thao.vi_tri.pham_vii }}"),
    (f"{DOSSIER}/to-trinh.md", f"{DOSSIER}/dossier.yaml", "\n  - ", "\n  -"),
    (f"{DOSSIER}/to-trinh.md", "", "luu: VT, ATMT", "luu: VT, ATMT\nchu_ky: x"),
)
CURE = re.compile(
    "did you mean|nearest|write|keep|known|must|put|delete|missing|needs|use|run|give|add|take|declare|has no|says|"
    "it is|is an?|points nowhere|stands?|save|here|left out|closed|without|changed|between|mend|order|expected|printed|"
    "almost|counts|more than one",
    re.IGNORECASE,
)
"""Words by which a message says what to do, or what should stand there."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("faults")
    shutil.copytree(CHECKOUT / "content", made / "content")
    shutil.copy(CHECKOUT / "draftkit.yaml", made)
    return made


@pytest.fixture(scope="module")
def sound() -> dict[str, set[str]]:
    """What is told of each document as it is."""
    return {}


def said(root: Path, name: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    status = main(["check", str(root / "content" / name), "--format", "github", "--lang", "en"])
    out = capsys.readouterr()
    return status, [line for line in (out.out + out.err).splitlines() if line.strip()]


@pytest.mark.parametrize("number", range(len(FAULTS)))
def test_a_fault_is_told_with_its_place_and_its_cure(
    root: Path,
    sound: dict[str, set[str]],
    number: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(root)
    name, other, old, new = FAULTS[number]
    path = root / "content" / (other or name)
    before = path.read_text(encoding="utf-8")
    assert old in before
    if name not in sound:
        sound[name] = set(said(root, name, capsys)[1])
    path.write_text(before.replace(old, new, 1), encoding="utf-8")
    try:
        status, lines = said(root, name, capsys)
    finally:
        path.write_text(before, encoding="utf-8")
    told = [line for line in lines if line not in sound[name]]
    assert status in (0, 1, 2)
    assert told, "nothing is told"
    placed = [line for line in told if path.name in line or (other and Path(name).name in line)]
    assert placed, told
    assert any(CURE.search(line) for line in placed), placed
