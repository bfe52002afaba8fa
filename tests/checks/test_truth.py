"""What a text says by hand beside what the project knows: sixty contradictions in papers of the sample content, each
told; none told of the papers as they are."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from draftkit.library.project import open_project
from draftkit.library.session import Session

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1]
RULES = ("DK-V003", "DK-V004", "DK-V005", "DK-V006")
DOSSIER = "dossier/nghi-dinh-cong-nghiep-moi-truong"
NO_SUCH = "khoản 9 Điều 99 của dự thảo Nghị định"
SEEDS = {
    "press/quyet-dinh-3637.md": (
        ("Sáu nhiệm vụ", "Bảy nhiệm vụ"),
        ("# {{ ke_hoach.so_nhiem_vu }} nhiệm vụ", "# 7 nhiệm vụ"),
        ("số {{ quyet_dinh.so_ky_hieu }} {{ ke_hoach.ngay_ban_hanh }}", "số 3637/QĐ-BCT ngày 16/12/2025"),
        ("số {{ quyet_dinh.so_ky_hieu }}", "số 3673/QĐ-BCT"),
        ("{{ ke_hoach.chuc_vu_nguoi_ky }} {{ ke_hoach.nguoi_ky }}", "Bộ trưởng Trương Thanh Hoài"),
        ("{{ ke_hoach.chuc_vu_nguoi_ky }} {{ ke_hoach.nguoi_ky }}", "Thứ trưởng Trương Thanh Hoàng"),
        ("**Cục Kỹ thuật an toàn và Môi trường công nghiệp**", "**Cục Kỹ thuật an toàn và Môi trường nông nghiệp**"),
        (
            "**Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công**",
            "**Cục Đổi mới sáng tạo, Chuyển đổi số và Khuyến công**",
        ),
        ("Hiệp hội Công nghiệp môi trường Việt Nam", "Hiệp hội Công nghệ môi trường Việt Nam"),
        ("giai đoạn {{ chuong_trinh.giai_doan }}", "giai đoạn 2025 - 2035"),
        ("phê duyệt {{ chuong_trinh.ngay_phe_duyet }}", "phê duyệt ngày 05 tháng 9 năm 2025"),
        ("môi trường giai đoạn 2025 - 2030", "môi trường giai đoạn 2026 - 2030"),
    ),
    "press/du-thao-nghi-dinh.md": (
        ("{{ muc_tieu.nuoc_thai }} nhu cầu", "65 - 75% nhu cầu"),
        ("{{ muc_tieu.khi_thai }} về khí thải", "50 - 70% về khí thải"),
        ("{{ muc_tieu.chat_thai_ran_tai_che }} về phân loại", "70 - 75% về phân loại"),
        ("khoảng {{ muc_tieu.quan_trac }}", "khoảng 25%"),
        ("Mục tiêu đến năm {{ muc_tieu.nam }}", "Mục tiêu đến năm 2035"),
        ("(@nghi_dinh.uu-dai)", f"({NO_SUCH})"),
        ("(@nghi_dinh.gm-gan)", "(Điều 99 dự thảo Nghị định)"),
        ("(@nghi_dinh.sd-tu-nguyen)", "(khoản 12 Điều 1 của dự thảo Nghị định)"),
        ("định kỳ {{ nghi_dinh.thoi_han.ra_soat_danh_muc }}", "định kỳ 03 năm"),
        (
            "Dự thảo dự kiến {{ nghi_dinh.hieu_luc_chu }} có hiệu lực",
            "Dự thảo dự kiến có hiệu lực từ ngày 15 tháng 8 năm 2031",
        ),
        ("Quyết định số {{ ke_hoach.quyet_dinh }}", "Nghị định số 3637/QĐ-BCT"),
        ("Quyết định số {{ ke_hoach.quyet_dinh }}", "Quyết định số 3637/QĐ-BCT ngày 15/11/2025"),
        ("> — @nghi_dinh.nt-thi-truong", "> — khoản 2 Điều 1 của dự thảo Nghị định"),
        (
            "trong thời hạn {{ lay_y_kien.thoi_han_dang_tai }} kể từ ngày đăng tải.",
            "trong thời hạn 30 ngày kể từ ngày đăng tải.",
        ),
        ("đến năm {{ muc_tieu.nam }}\nvan_ban", "đến năm 2035\nvan_ban"),
    ),
    "press/to-thong-tin.md": (
        ('gia_tri: "{{ muc_tieu.nuoc_thai }}"', 'gia_tri: "75 - 80%"'),
        ('gia_tri: "{{ muc_tieu.khi_thai }}"', 'gia_tri: "70 - 80%"'),
        ('gia_tri: "{{ ke_hoach.so_nhiem_vu }} nhiệm vụ"', 'gia_tri: "07 nhiệm vụ"'),
        ("- {{ chuong_trinh.ngay_phe_duyet }}: Thủ", "- ngày 14 tháng 9 năm 2025: Thủ"),
        ("- {{ ke_hoach.ngay_ban_hanh }}: Bộ", "- 15/10/2025: Bộ"),
        ("Cục Xúc tiến thương mại", "Cục Xúc tiến thương nghiệp"),
        ("Việt Nam đến năm 2030", "Việt Nam đến năm 2031"),
    ),
    "press/hoi-dap.md": (
        ("(@nghi_dinh.tn-cnmt)", f"({NO_SUCH})"),
        ("{{ nghi_dinh.thoi_han.ke_hoach_cap_tinh }}", "12 tháng"),
        ("{{ lay_y_kien.thoi_han_dang_tai }}", "60 ngày"),
    ),
    "outreach/bai-phat-thanh.md": (
        ("{{ chuong_trinh.quyet_dinh }} {{ chuong_trinh.ngay_phe_duyet }}", "1894/QĐ-TTg ngày 05/9/2025"),
        ("số {{ chuong_trinh.quyet_dinh }}", "số 1849/QĐ-TTg"),
        ("{{ muc_tieu.chat_thai_ran_thu_gom }} về thu gom", "60 - 70% về thu gom"),
        ("{{ ke_hoach.so_nhiem_vu }} nhiệm vụ", "tám nhiệm vụ"),
        ("{{ lay_y_kien.thoi_han_dang_tai }} kể", "15 ngày kể"),
    ),
    "outreach/bai-trinh-chieu.md": (
        ("| Xử lý nước thải | {{ muc_tieu.nuoc_thai }} |", "| Xử lý nước thải | 70 - 85% |"),
        ("| Quan trắc, đo lường | khoảng {{ muc_tieu.quan_trac }} |", "| Quan trắc, đo lường | khoảng 30% |"),
        (
            "số {{ ke_hoach.quyet_dinh }} {{ ke_hoach.ngay_ban_hanh }} của Bộ trưởng",
            "số 3637/QĐ-BCT của Thủ tướng Chính phủ, Bộ trưởng",
        ),
        ("với {{ ke_hoach.so_nhiem_vu }} nhiệm vụ", "với 5 nhiệm vụ"),
    ),
    "outreach/ban-tin.md": (
        ("phê duyệt {{ chuong_trinh.ngay_phe_duyet }}", "phê duyệt ngày 04 tháng 8 năm 2025"),
        ("{{ muc_tieu.nuoc_thai }} nhu cầu về xử lý nước thải", "95 - 99% nhu cầu về xử lý nước thải"),
        ("Mua sắm xanh: @van_ban.mua-sam-xanh", "Mua sắm xanh: Điều 77 của dự thảo Nghị định"),
        ("giai đoạn {{ chuong_trinh.giai_doan }}", "giai đoạn 2020 - 2030"),
    ),
    "outreach/bai-mang-xa-hoi.md": (
        ("{{ muc_tieu.khi_thai }} nhu cầu", "90% nhu cầu"),
        ("Đến {{ muc_tieu.nam }}: trong nước đáp ứng {{ muc_tieu.nuoc_thai }}", "Đến 2030: trong nước đáp ứng 95%"),
    ),
    "outreach/cau-hoi-thuong-gap.md": (
        ("{{ muc_tieu.khi_thai }} về xử lý khí thải", "61 - 70% về xử lý khí thải"),
        ("tại @van_ban.mua-sam-xanh", f"tại {NO_SUCH}"),
    ),
    f"{DOSSIER}/to-trinh.md": (
        ("giao {{ ke_hoach.so_nhiem_vu }} nhóm nhiệm vụ", "giao 09 nhóm nhiệm vụ"),
        ("{{ muc_tieu.nuoc_thai }} nhu cầu", "55% nhu cầu"),
        ("dự thảo gồm {{ du_thao.bo_cuc }}", "dự thảo gồm 5 chương, 31 điều"),
        ("hiệu lực từ {{ du_thao.ngay_hieu_luc }}", "hiệu lực từ ngày 01 tháng 01 năm 2032"),
    ),
    f"{DOSSIER}/cong-van-lay-y-kien.md": (
        ("{{ du_thao.bo_cuc }}", "07 chương, 39 điều"),
        ("trong {{ lay_y_kien.thoi_han_dang_tai }}", "trong 45 ngày"),
    ),
    f"{DOSSIER}/bao-cao-danh-gia-tac-dong.md": (
        ("{{ muc_tieu.nuoc_thai }}", "80 - 90%"),
        ("Giai đoạn trước đặt mục tiêu {{ giai_doan_truoc.quan_trac }}", "Giai đoạn trước đặt mục tiêu 45%"),
    ),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("truth")
    shutil.copytree(CHECKOUT / "content", made / "content")
    shutil.copy(CHECKOUT / "draftkit.yaml", made / "draftkit.yaml")
    return made


def test_sentences_are_told_where_they_contradict_and_not_where_they_do_not(root: Path) -> None:
    """The sentences of `said.txt` below the papers it names; `!` marks one that says otherwise than the project."""
    wrong = []
    for paper, *said in (part.strip().split("\n") for part in (HERE / "said.txt").read_text("utf-8").split("== ")[1:]):
        path = root / "content" / paper
        text = path.read_text(encoding="utf-8")
        path.write_text("\n\n".join((text.rstrip(), *(one.removeprefix("! ") for one in said), "")), encoding="utf-8")
        session = Session(open_project(root, None))
        found = {one.span.line for one in session.check(session.read(path)) if one.rule in RULES}
        path.write_text(text, encoding="utf-8")
        first = text.rstrip().count("\n") + 3
        wrong += [one for at, one in enumerate(said) if one.startswith("! ") is not (first + 2 * at in found)]
    assert wrong == []


def told(root: Path, name: str) -> list[str]:
    session = Session(open_project(root, None))
    found = session.check(session.read(root / "content" / name))
    return [f"{one.rule} {one.message}" for one in found if one.rule in RULES]


def test_nothing_is_told_of_the_papers_as_they_are(root: Path) -> None:
    session = Session(open_project(root, None))
    for path in session.documents():
        found = [str(one) for one in session.check(session.read(path)) if one.rule in RULES]
        assert not found, found


@pytest.mark.parametrize("name", SEEDS)
def test_contradictions_are_told(root: Path, name: str) -> None:
    path = root / "content" / name
    text = path.read_text(encoding="utf-8")
    silent = []
    try:
        for old, new in SEEDS[name]:
            changed = text.replace(old, new, 1)
            assert changed != text, old
            path.write_text(changed, encoding="utf-8")
            if not told(root, name):
                silent.append(new)
    finally:
        path.write_text(text, encoding="utf-8")
    assert silent == []


SAID = """\
! Theo khoản 2 Điều 1 dự thảo Nghị định, thời hạn giải quyết là 30 ngày.
Theo khoản 2 Điều 1 dự thảo Nghị định, thời hạn giải quyết là 45 ngày và gửi 02 bản.
! Giấy phép dùng được 20 năm (khoản 1 Điều 1 dự thảo Nghị định).
Giấy phép dùng được 30 năm (khoản 1 Điều 1 dự thảo Nghị định).
! Điều 1 dự thảo Nghị định cho giấy phép 25 năm.
! Khoản 1 Điều 2 dự thảo Nghị định hỗ trợ 40% chi phí, không quá 600 triệu đồng một hộ.
Khoản 1 Điều 2 dự thảo Nghị định hỗ trợ 40% chi phí, không quá 0,5 tỷ đồng một hộ.
! Theo Điều 2 dự thảo Nghị định, khu vực nuôi được công bố trước ngày 31 tháng 7 hằng năm.
So với 20 năm trước đây, khoản 1 Điều 1 dự thảo Nghị định cho phép 30 năm.
Trong 60 ngày lấy ý kiến, có 30 góp ý về khoản 2 Điều 1 dự thảo Nghị định.
Theo khoản 1 Điều 2 dự thảo Nghị định, hộ có 10 lồng được hỗ trợ 40% chi phí.
! Dự thảo Nghị định lần 3 đã đăng.
! Năm 2030, sản lượng nuôi biển đạt 1,54 triệu tấn.
Năm 2030, sản lượng nuôi biển đạt 1.450 nghìn tấn.
Năm 2024, sản lượng nuôi biển đạt 0,8 triệu tấn.
Sản lượng nuôi biển của một tỉnh là 25.000 tấn.
! Cả nước có diện tích nuôi biển 30.000 ha vào năm 2030.
! Kim ngạch xuất khẩu đạt 1,5 - 2 tỷ USD.
Kim ngạch xuất khẩu đạt từ 1,8 tỷ USD đến 2 tỷ USD.
! Có 26 tỉnh thực hiện Đề án.
Đề án được thí điểm tại 5 tỉnh.
! Luật Thủy sản ngày 21 tháng 12 năm 2017 là căn cứ.
! Luật Thủy sản có hiệu lực từ ngày 01 tháng 7 năm 2019.
Luật Thủy sản ngày 21 tháng 11 năm 2017 có hiệu lực từ ngày 01 tháng 01 năm 2019.
! Hội nghị họp ngày 19 tháng 12 năm 2026.
Hội nghị họp ngày 05 tháng 6 năm 2026 tại Huế.
Sau hội nghị, bản tổng hợp được gửi trước ngày 30 tháng 12 năm 2026.
! Dự thảo Nghị định giao Bộ Tài chính công bố khu vực nuôi biển.
! Theo dự thảo Nghị định, Bộ Tài chính chủ trì, phối hợp với Bộ Xây dựng cấp giấy phép nuôi biển.
! Theo dự thảo Nghị định, Bộ Xây dựng quy định mức phí nuôi biển.
Theo dự thảo Nghị định, Bộ Tài chính phối hợp với Bộ Xây dựng cấp giấy phép nuôi biển.
Dự thảo Nghị định giao Bộ Tài chính quy định mức phí nuôi biển.
Bộ Xây dựng đề nghị Bộ Tài chính cấp giấy phép nuôi biển theo dự thảo Nghị định.
Sản lượng nuôi biển tăng từ 1,2 triệu tấn lên 1,45 triệu tấn.
! Đề án có 2.300 điểm neo đậu.
! Đề án có 2,3 nghìn điểm neo đậu.
Tỉnh Khánh Hòa có 120 điểm neo đậu; Huế mở thêm 2.000 điểm neo đậu.
! Đề án giai đoạn 2026 - 2035 được phê duyệt.
Đề án chuyển đổi số giai đoạn 2021 - 2025 được phê duyệt.
! - **26 tỉnh**: thực hiện Đề án
! Thời hạn rà soát là 30 ngày.
Ý kiến được trả lời trong 30 ngày.
! Thời hạn giải quyết là 24 giờ (khoản 2 Điều 1 dự thảo Nghị định).
! Quyết định số 15/QĐ-BTS ngày 12/6/2026 ban hành Chương trình.
Quyết định số 15/QĐ-BTS ngày 12/5/2026 ban hành Chương trình.
! Năm 2030, sản lượng nuôi biển đạt 14,5 triệu tấn.
! Năm 2030, sản lượng nuôi biển đạt 1,45 tỷ tấn.
Sản lượng nuôi biển của mỗi đợt là 1,45 nghìn tấn.
Năm 2030, sản lượng nuôi biển đạt 1.450.000.000 kg.
! Đến năm 2030, một nửa giống nuôi là giống sản xuất trong nước.
Đến năm 2030, ba phần tư giống nuôi là giống sản xuất trong nước.
! Giấy phép có thời hạn ba mươi lăm năm (khoản 1 Điều 1 dự thảo Nghị định).
Giấy phép có thời hạn ba mươi năm (khoản 1 Điều 1 dự thảo Nghị định).
Giấy phép có thời hạn 360 tháng (khoản 1 Điều 1 dự thảo Nghị định).
! Hội nghị họp ngày mười tám tháng mười một năm hai nghìn không trăm hai mươi sáu.
Hội nghị họp ngày mười tám tháng mười hai năm hai nghìn không trăm hai mươi sáu.
! Hội nghị họp vào tháng 01/2027.
Hội nghị họp vào quý IV năm 2026, trước quý I năm 2027.
! Hội nghị có 160 đại biểu, hơn 170 đại biểu nước ngoài.
Hội nghị có hơn 140 đại biểu, khoảng 150 đại biểu ở lại.
! Số đại biểu của hội nghị là 105.
Đến năm 2030, giống nuôi trong nước đạt 75%, tiết kiệm điện 40%.
Khoản 1 Điều 2 dự thảo Nghị định hỗ trợ 40% chi phí mua giống nuôi trong nước.
! Kim ngạch xuất khẩu đạt một phẩy bảy tỷ đô la Mỹ.
Kim ngạch xuất khẩu đạt một phẩy tám tỷ đô la Mỹ đến hai tỷ đô la Mỹ.
! Thời hạn giải quyết là 1.800 giờ (khoản 2 Điều 1 dự thảo Nghị định).
Thời hạn giải quyết là 1.080 giờ (khoản 2 Điều 1 dự thảo Nghị định).
! Sản lượng nuôi biển tăng từ 1,2 triệu tấn năm 2024 lên 1,54 triệu tấn vào năm 2030.
! Số đại biểu của hội nghị: 105 người.
! Ông Phạm Văn Hưng điều hành Hội nghị.
Ông Phạm Quốc Hưng điều hành Hội nghị.
"""
_SHARED = {
    "facts.yaml": (
        'muc_tieu: {san_luong: "1,45 triệu tấn", dien_tich: "300.000 ha", xuat_khau: "1,8 - 2 tỷ USD", nam: "2030"}\n'
        'de_an: {so_tinh: "28", so_diem_neo_dau: "3.200", giai_doan: "2026 - 2030"}\nra_soat: {thoi_han: 20 ngày}\n'
        "chuong_trinh: {so_ky_hieu: 15/QĐ-BTS, ngay_ban_hanh: ngày 12 tháng 5 năm 2026}\n"
        "hoi_nghi: {ngay: ngày 18 tháng 12 năm 2026, so_dai_bieu: 150, chu_tri: Phạm Quốc Hưng}\n"
        "giong: {ty_le_giong_nuoi: 75%}\n"
    ),
    "references.yaml": (
        "l-ts: {loai: Luật, ten: Thủy sản, so: 18/2017/QH14, ngay: 2017-11-21, co_quan: Quốc hội, "
        "hieu_luc: 2019-01-01}\n"
    ),
}
_SHARED["organisations.yaml"] = "a: {ten: Bộ Tài chính}\nb: {ten: Bộ Xây dựng}\n"
_DRAFT = """\
---
loai: Nghị định
ten_goi: về phát triển nuôi biển
du_thao: {lan: 2}
---
### Điều. Giấy phép
1. Giấy phép nuôi biển có thời hạn 30 năm.

2. Thời hạn giải quyết là 45 ngày, kể từ ngày nhận đủ hồ sơ.

### Điều. Hỗ trợ
1. Ngân sách hỗ trợ 40% chi phí, không quá 500 triệu đồng một hộ.

2. Khu vực nuôi được công bố trước ngày 30 tháng 6 hằng năm.

### Điều. Thi hành
1. Bộ Xây dựng chủ trì, phối hợp với Bộ Tài chính cấp giấy phép nuôi biển.

2. Bộ Xây dựng có trách nhiệm:
a) Công bố khu vực nuôi biển;
b) Kiểm tra.

### Điều. Trách nhiệm của Bộ Tài chính
Quy định mức phí nuôi biển.
"""


def test_figures_of_provisions_and_facts_in_any_unit(tmp_path: Path) -> None:
    (tmp_path / "content/_shared").mkdir(parents=True)
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    for name, text in _SHARED.items():
        (tmp_path / "content/_shared" / name).write_text(text, encoding="utf-8")
    (tmp_path / "content/nd.md").write_text(_DRAFT, encoding="utf-8")
    said = SAID.splitlines()
    text = "---\nloai: Thông cáo báo chí\nten_goi: Nuôi biển\nco_quan: Bộ X\nvan_ban: {nd: nd.md}\ndu_thao: true\n---\n"
    path = tmp_path / "content/tin.md"
    path.write_text(text + "\n\n".join(one.removeprefix("! ") for one in said), encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    found = {one.span.line for one in session.check(session.read(path)) if one.rule in RULES}
    assert [one for at, one in enumerate(said) if one.startswith("! ") is not (8 + 2 * at in found)] == []


def test_seeded_contradictions_are_told_and_their_true_neighbours_are_not(tmp_path: Path) -> None:
    """The project of `seeded.txt`: `! ` marks what says otherwise than the project, `= ` what is right."""
    wrong = []
    for part in (HERE / "seeded.txt").read_text("utf-8").split("\n== ")[1:]:
        name, _, text = part.partition("\n")
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(re.sub("^[!=] ", "", text, flags=re.MULTILINE), encoding="utf-8")
        if name == "content/tin.md":
            session = Session(open_project(tmp_path, None))
            found = {one.span.line for one in session.check(session.read(path)) if one.rule in RULES}
            lines = enumerate(text.split("\n"), 1)
            wrong = [line for at, line in lines if line[:2] == ("= " if at in found else "! ")]
    assert wrong == []
