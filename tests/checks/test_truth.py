"""What a text says by hand beside what the project knows: sixty contradictions in papers of the sample content, each
told; none told of the papers as they are."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from draftkit.checks.truth import aligned
from draftkit.checks.truth.sentences import _cut
from draftkit.dossier.model import Dossier
from draftkit.dossier.read import every_dossier
from draftkit.dossier.registers import contradictions
from draftkit.files import parsed
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.live.desk import Desk

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1]
RULES = ("DK-V003", "DK-V004", "DK-V005", "DK-V006", "DK-T046", "DK-S029")
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
def desk() -> Desk:
    """The project of the sample content; what is typed at it is not saved."""
    return Desk(CHECKOUT, None)


def found_in(desk: Desk, path: Path, text: str | None) -> set[int]:
    """The lines of a paper, with this text, of which something is told."""
    desk.edit(path, text)
    try:
        return {one.span.line for one in desk.check(path)[path] if one.rule in RULES}
    finally:
        desk.edit(path, None)


def test_sentences_are_told_where_they_contradict_and_not_where_they_do_not(desk: Desk) -> None:
    """The sentences of `said.txt` below the papers it names; `!` marks one that says otherwise than the project."""
    wrong = []
    for paper, *said in (part.strip().split("\n") for part in (HERE / "said.txt").read_text("utf-8").split("== ")[1:]):
        path = CHECKOUT / "content" / paper
        text = path.read_text(encoding="utf-8").rstrip()
        found = found_in(desk, path, "\n\n".join((text, *(one.removeprefix("! ") for one in said), "")))
        first = text.count("\n") + 3
        wrong += [one for at, one in enumerate(said) if one.startswith("! ") is not (first + 2 * at in found)]
    assert wrong == []


def test_nothing_is_told_of_the_papers_as_they_are(desk: Desk) -> None:
    for path in desk.session.documents():
        found = [str(one) for some in desk.check(path).values() for one in some if one.rule in RULES]
        assert not found, found


def at_once(name: str) -> Iterator[tuple[str, dict[int, str]]]:
    """The paper with one wrong saying in each of its lines, and by the line what is wrong, until all were said."""
    seeds = list(SEEDS[name])
    while seeds:
        text = (CHECKOUT / "content" / name).read_text(encoding="utf-8")
        put: dict[int, str] = {}
        for old, new in tuple(seeds):
            before, found, after = text.partition(old)
            line = before.count("\n") + 1
            if found and not {line - 1, line, line + 1} & put.keys():
                text, put[line] = f"{before}{new}{after}", new
                seeds.remove((old, new))
        assert put, seeds
        yield text, put


@pytest.mark.parametrize("name", SEEDS)
def test_contradictions_are_told(desk: Desk, name: str) -> None:
    silent = []
    for text, put in at_once(name):
        found = found_in(desk, CHECKOUT / "content" / name, text)
        silent += [new for line, new in put.items() if line not in found]
    assert silent == []


@pytest.mark.parametrize("name", [path.stem for path in sorted((HERE / "seeded").iterdir())])
def test_contradictions_of_a_small_project_are_told_and_true_sentences_are_not(name: str, tmp_path: Path) -> None:
    """A project of the folder `seeded`: `! ` marks what says otherwise than the project, `= ` what is right, `? ` what
    is wrong and is not found yet."""
    wrong, marked, papers = [], 0, []
    for part in (HERE / f"seeded/{name}.txt").read_text("utf-8").split("\n== ")[1:]:
        file, _, text = part.partition("\n")
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(re.sub("^[!=?] ", "", text, flags=re.MULTILINE), encoding="utf-8")
        papers += [(path, text)] if "\n= " in text else []
    session = Session(open_project(tmp_path, None))
    dossiers = [one for _, one in every_dossier(session.project) if isinstance(one, Dossier)]
    of_registers = {name: told for one in dossiers for name, told in contradictions(session, one)}
    for path, text in papers:
        of_register = of_registers.get(path.relative_to(tmp_path).as_posix())
        said = session.check(session.read(path)) if of_register is None else of_register
        found = {one.span.line for one in said if one.rule in RULES}
        once = [(one.span.line, str(one.message).partition(";")[0]) for one in of_register or ()]
        assert len(set(once)) == len(once)
        lines = enumerate(text.split("\n"), 1)
        wrong += [line for at, line in lines if line[:2] in (("= ", "? ") if at in found else ("! ",))]
        marked += text.count("\n= ") + text.count("\n! ")
    assert wrong == []
    assert marked > 30


def told(root: Path, name: str) -> list[str]:
    session = Session(open_project(root, None))
    found = session.check(session.read(root / "content" / name))
    return [f"{one.rule} {one.message}" for one in found if one.rule in RULES]


def test_words_of_a_draft_are_kept_until_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "project"
    shutil.copytree(CHECKOUT / "content", root / "content")
    shutil.copy(CHECKOUT / "draftkit.yaml", root)
    for name, empty in (("_known", {}), ("_made", {}), ("_begun", [])):
        monkeypatch.setattr(parsed, name, empty)
    made: list[str] = []
    having = aligned._having
    monkeypatch.setattr(aligned, "_having", lambda lines: made.append(lines) or having(lines))
    paper = "press/du-thao-nghi-dinh.md"
    path, draft = root / "content" / paper, min((root / "content/decree").glob("nghi-dinh-cong*/01*.md"))
    path.write_text(
        f"{path.read_text(encoding='utf-8')}\nTheo dự thảo, danh mục được rà soát định kỳ 09 năm một lần.\n", "utf-8"
    )
    anew = told(root, paper)
    assert anew
    for calls in (2, 2):
        parsed._known.clear()
        parsed.begin(tmp_path)
        assert told(root, paper) == anew
        parsed.keep(tmp_path)
        assert len(made) == calls
    draft.write_text(f"{draft.read_text(encoding='utf-8')}\n### Điều. Thử nghiệm\nLời thêm vào.\n", "utf-8")
    told(root, paper)
    assert len(made) == 3


ODD_NAMES = (
    "a(b",
    "[",
    "%",
    "so_",
    "ty_le_",
    "ngay",
    "tu_ngay",
    "den_ngay",
    "gio",
    "nguoi",
    "chuc_vu",
    "2025",
    "tên có dấu",
    "A.B",
)
ODD_VALUES = (
    "",
    "(",
    "0",
    "-5",
    "70 - 80%",
    "8 giờ",
    "ngày 31 tháng 2 năm 2026",
    "05/12/2026",
    "1234/QĐ-TTg",
    "ông Trần Văn A",
    "7 nhiệm vụ",
)
ODD_SAID = (
    *(
        "Kế hoạch có 7 nhiệm vụ.",
        "70% 70% 70",
        "- 5 - 7 - 9",
        "Đến năm 2035 đạt 70%.",
        "Ông Trần Văn A, Bộ trưởng Bộ Y tế, nói.",
    ),
    *(
        "Từ 05/12/2026 đến hết ngày 06/12/2026.",
        "Họp ngày 12/01/2027 tại Cần Thơ lúc 9 giờ.",
        "1243/QĐ-TTg",
        "Một nửa (",
    ),
)


def test_facts_of_odd_names_and_values_never_end_a_check(tmp_path: Path) -> None:
    chance = random.Random(7)

    def table(depth: int) -> dict[str, object]:
        deeper = depth and chance.random() < 0.5
        return {
            chance.choice(ODD_NAMES): table(depth - 1) if deeper else chance.choice(ODD_VALUES)
            for _ in range(chance.randint(1, 5))
        }

    shared = tmp_path / "content/_shared"
    shared.mkdir(parents=True)
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    path = tmp_path / "content/tin.md"
    head = "---\nloai: Thông cáo báo chí\nten_goi: Tin\nco_quan: Bộ X\ndu_thao: true\n---\n"
    path.write_text(head + "\n\n".join(ODD_SAID) + "\n", encoding="utf-8")
    for _ in range(40):
        (shared / "facts.yaml").write_text(yaml.safe_dump(table(2), allow_unicode=True), encoding="utf-8")
        session = Session(open_project(tmp_path, None))
        assert all(one.span.line > 0 for one in session.check(session.read(path)))


def test_a_sentence_too_long_for_one_comparison_is_cut_between_words() -> None:
    text = "Có " + ", ".join(f"{at}.500 tỷ đồng" for at in range(1, 300)) + ". Hết."
    cut = [*_cut(text)]
    assert [text[at : at + len(said)] for said, at in cut] == [said for said, _ in cut]
    assert "".join(said for said, _ in cut) == text.replace(".", "").replace("500", ".500")
    assert all(said.endswith((" ", "đồng", "Hết")) for said, _ in cut)


@pytest.mark.parametrize("order", [("nuoc.md", "sinh-hoat.md"), ("sinh-hoat.md", "nuoc.md")])
def test_what_is_silent_in_one_paper_of_a_session_is_told_in_another_whose_title_speaks_of_it(
    order: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\ndung_chung: content/_shared\n", encoding="utf-8")
    (tmp_path / "content/_shared").mkdir(parents=True)
    facts = tmp_path / "content/_shared/facts.yaml"
    facts.write_text("ty_le:\n  nuoc_thai: 70%\n", encoding="utf-8")
    for name, title in (("nuoc.md", "Về nguồn nước"), ("sinh-hoat.md", "Về nước thải sinh hoạt")):
        text = f"---\nloai: Thông cáo báo chí\nten_goi: {title}\n---\n\nTỷ lệ nước thải sinh hoạt là 60%.\n"
        (tmp_path / "content" / name).write_text(text, encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    for _ in range(2):
        found = {name: session.check(session.read(tmp_path / "content" / name)) for name in order}
        assert {name: [one.rule for one in some if one.rule in RULES] for name, some in found.items()} == {
            "nuoc.md": [],
            "sinh-hoat.md": ["DK-V003"],
        }


def test_figures_that_nothing_says_are_told_by_check_and_not_by_a_build(tmp_path: Path) -> None:
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    path = tmp_path / "content/tin.md"
    front = "loai: Thông cáo báo chí\nten_goi: Ngày hội sách\ngia_tri: {khach: 3.700 người}"
    path.write_text(f"---\n{front}\n---\n\nCó {{{{ khach }}}} đến, mua 8.150 cuốn sách.\n", encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    for _ in range(2):
        told = [str(one.message) for one in session.check(session.read(path)) if one.rule == "DK-V007"]
        assert [("8.150" in one, "3.700" in one) for one in told] == [(True, False)]
        assert "DK-V007" not in [one.rule for one in session.check_aside(session.read(path))()]


def test_values_of_a_draft_that_is_only_enclosed_are_none_that_a_paper_can_write(tmp_path: Path) -> None:
    front = "du_thao: {lan: 1, ngay: 2026-12-01}\n"
    for path, text in {
        "draftkit.yaml": "noi_dung: content\n",
        "content/nd/draft.yaml": f"loai: Nghị định\nten_goi: về chợ\nco_quan: Chính phủ\n{front}",
        "content/nd/01.md": "### Điều. Phạm vi\n\nNghị định này quy định về chợ.\n",
        "content/tt/draft.yaml": f"loai: Thông tư\nten_goi: về cân\nco_quan: Bộ Y tế\n{front}"
        "gia_tri: {phi_kiem_dinh: 40.000 đồng}\n",
        "content/tt/01.md": "### Điều. Phạm vi\n\nThông tư này quy định về cân.\n",
        "content/hs/dossier.yaml": "ten: Hồ sơ\ngiai_doan: [thẩm định]\ndu_thao: ../nd\n"
        "tai_lieu: [{ten: Thông tư, van_ban: ../tt}, {ten: Thư, van_ban: thu.md}]\n",
        "content/hs/thu.md": "---\nloai: Công văn\nten_goi: về cân\nco_quan: Bộ Y tế\n---\n\n"
        "Phí kiểm định là 60.000 đồng.\n",
        "content/tin.md": "---\nloai: Thông cáo báo chí\nten_goi: Chợ\nvan_ban: {tai_lieu_1: nd}\n---\n\n"
        "Dự thảo có 9 điều.\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    letter, news = (session.check(session.read(tmp_path / f"content/{name}.md")) for name in ("hs/thu", "tin"))
    assert [one.rule for one in letter if one.rule.startswith("DK-V")] == ["DK-V007"]
    assert [one.rule for one in news if one.rule.startswith("DK-V")] == ["DK-V005"], "a name is but a name"
