"""Rules on the papers of one dossier: where each fires, and that the plain dossier fires none that matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.dossier.build import prepare
from draftkit.dossier.read import read_dossier
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.message import Severity
from tests.checks.test_truth import RULES as CONTRADICTIONS
from tests.conftest import CHECKOUT
from tests.dossier.project import COMMENTS, DOSSIER, DRAFT, LETTER, WHY, found, made
from tests.helpers import META

_PENDING = COMMENTS + "- {id: Y6, co_quan: Sở F, quy_dinh: pham-vi, noi_dung: Sửa tên., quyet_dinh: chưa trả lời}\n"
NEWS = """---
loai: press
ten_goi: Bộ A lấy ý kiến về thử nghiệm
co_quan: Bộ A
dia_danh: Hà Nội
ngay: 2026-06-01
cam_cong_bo: 2099-01-01 08:00
lien_he: [{ho_ten: Nguyễn Văn B, dien_thoai: 024 3825 1234, thu_dien_tu: baochi@moit.gov.vn}]
---
Bộ A lấy ý kiến về thử nghiệm.
"""
FIRES: dict[str, tuple[dict[str, str], list[str]]] = {
    "DK-D001": ({"gop-y.yaml": _PENDING}, ["gop-y.yaml:6"]),
    "DK-D002": ({"gop-y.yaml": COMMENTS.replace("quy_dinh: hieu-luc", "quy_dinh: da-bo")}, ["gop-y.yaml:1"]),
    "DK-D003": ({"gop-y.yaml": COMMENTS.replace("id: Y4", "id: Y2")}, ["gop-y.yaml:4"]),
    "DK-D004": (
        {
            "gop-y.yaml": COMMENTS.replace("quyet_dinh: giải trình", "quyet_dinh: tiep thu ngay").replace(
                ", tra_loi: Đã lùi.", ""
            )
        },
        ["gop-y.yaml:1", "gop-y.yaml:2"],
    ),
    "DK-D005": ({"thuyet-minh.yaml": WHY + "pham-vi: Lần nữa.\n"}, ["thuyet-minh.yaml:4"]),
    "DK-H004": ({"thuyet-minh.yaml": WHY + "pv-hai-a: Xem Phòng #2 dưới đây.\n"}, ["thuyet-minh.yaml:4"]),
    "DK-D006": (
        {"thuyet-minh.yaml": WHY + "pv-hai-a: Điểm.\nkhong-co: Không.\n"},
        ["thuyet-minh.yaml:4", "thuyet-minh.yaml:5"],
    ),
    "DK-D007": ({"thuyet-minh.yaml": WHY.replace("doi-tuong: Áp dụng chung.\n", "")}, ["thu.md:23"]),
    "DK-D008": (
        {"gop-y.yaml": COMMENTS.replace("co_quan: bo-a", "co_quan: [BỘ A, bo-b]")},
        ["gop-y.yaml:1"] * 2,  # another spelling, a code nobody has
    ),
    "DK-D009": (
        {"dossier.yaml": DOSSIER.replace("  - {ten: Bản so sánh, bang: so-sanh}\n", "")},
        ["dossier.yaml:1"] * 3,
    ),
    "DK-D010": (
        {"cong-van.md": LETTER.replace("Nghị định về thử nghiệm", "Nghị định về thí nghiệm")},
        ["cong-van.md:9"],
    ),
    "DK-D011": (
        {"cong-van.md": LETTER.replace("don_vi: PC\n", "don_vi: PC\ndu_thao: {lan: 2, ngay: 2026-06-01}\n")},
        ["cong-van.md:9"],
    ),
    "DK-V005": (
        {"cong-van.md": LETTER.replace("Kính gửi dự thảo", "Kính gửi dự thảo lần 1 ngày 01/7/2026 của")},
        ["cong-van.md:12"],
    ),
    "DK-D014": (
        {"tin.md": NEWS, "dossier.yaml": DOSSIER + "  - {ten: Tin, van_ban: tin.md}\n"},
        ["dossier.yaml:11"] * 2,
    ),
    "DK-D015": (
        {"y-kien.txt": "Nhất trí.", "dossier.yaml": DOSSIER + "  - {ten: Ý kiến, tep: y-kien.txt}\n"},
        ["dossier.yaml:11"],
    ),
    "DK-D016": (
        {"thu.docx": "Không phải Word.", "dossier.yaml": DOSSIER + "  - {ten: Dự thảo, tep: thu.docx}\n"},
        ["dossier.yaml:11"],
    ),
    "DK-D013": ({"thuyet-minh.yaml": WHY.replace("@luat-a", "@luat-khong-co")}, ["thuyet-minh.yaml:1"]),
}
_META = META.replace("ngay: 2026-06-05\n", "ngay:\ndu_thao: {lan: 1, ngay: 2026-06-01}\n").replace('so: "7"', "so:")


@pytest.mark.parametrize("rule", FIRES)
def test_rule_fires_where_it_should_and_nowhere_in_a_clean_dossier(rule: str, tmp_path: Path) -> None:
    files, places = FIRES[rule]
    assert found(made(tmp_path / "a", files=files, meta=_META), rule) == places
    assert rule == "DK-D009" or found(made(tmp_path / "b", meta=_META), rule) == []


def test_another_name_is_found_however_the_draft_is_called(tmp_path: Path) -> None:
    meta = _META.replace("về thử nghiệm", "về phát triển ngành công nghiệp môi trường")
    letter = LETTER.replace("Nghị định về thử nghiệm", "Nghị định về phát triển ngành công nghiệp môi trường")
    names = (
        "Nghị định về phát triển ngành công nghiệp lạ",
        "dự thảo Nghị định phát triển ngành công nghiệp xanh",
        "dự thảo Nghị định của Chính phủ về phát triển ngành",
        "dự án Nghị định “Về phát triển ngành công nghiệp nhẹ”",
        "**dự thảo Nghị định** *về công nghiệp*",
        "dự thảo Nghị định\nvề công nghiệp",
        "Nghị định phát triển ngành công nghiệp môi trường",
    )
    letter = letter.replace(
        "Kính gửi dự thảo", "\n\n".join(f"Kính gửi {name}." for name in names) + "\n\nKính gửi dự thảo"
    )
    places = found(made(tmp_path, files={"cong-van.md": letter}, meta=meta), "DK-D010")
    assert places == [f"cong-van.md:{line}" for line in (12, 14, 16, 18, 20, 22)], "all but the last, which is the same"


@pytest.mark.parametrize(
    "text",
    [
        "dự thảo Nghị định về thử nghiệm và các phụ lục",
        "dự thảo Nghị định gửi kèm",
        "dự thảo Nghị định về quản lý đất đai do bộ khác trình",
        "dự thảo Nghị định sửa đổi, bổ sung một số điều của Luật Đất đai",
        "Nghị định số 08/2022/NĐ-CP về thí nghiệm, Nghị định về đất đai",
        "Chương I của dự thảo gồm 2 điều",
        "Luật có 16 chương và nhiều điều",
        "dự thảo gồm 02 chương, 03 điều",
    ],
)
def test_what_agrees_or_speaks_of_something_else_is_left_alone(text: str, tmp_path: Path) -> None:
    prepared = made(
        tmp_path, files={"cong-van.md": LETTER.replace("Kính gửi dự thảo", f"{text}; kính gửi dự thảo")}, meta=_META
    )
    assert [item.rule for item in prepared.findings if item.rule in ("DK-D010", "DK-D011", "DK-D012")] == []


def test_clean_dossier_goes_out(tmp_path: Path) -> None:
    prepared = made(tmp_path, meta=_META)
    assert prepared.held == ()
    assert [item for item in prepared.findings if item.severity is Severity.ERROR] == []


def test_unanswered_comment_holds_the_dossier_back_unless_allowed(tmp_path: Path) -> None:
    files = {"gop-y.yaml": _PENDING}
    assert [item.rule for item in made(tmp_path, files=files).held] == ["DK-D001"]
    assert made(tmp_path, files=files, allow=True).held == ()
    assert made(tmp_path, "lấy ý kiến", files=files).held == ()


def test_other_faults_of_the_register_hold_back_even_when_pending_is_allowed(tmp_path: Path) -> None:
    files = {"gop-y.yaml": COMMENTS.replace("id: Y4", "id: Y2")}
    assert [item.rule for item in made(tmp_path, files=files, allow=True).held] == ["DK-D003"]


def test_what_holds_a_dossier_back_names_no_option_that_it_lacks(tmp_path: Path) -> None:
    files = {"tin.md": NEWS, "dossier.yaml": DOSSIER + "  - {ten: Tin, van_ban: tin.md}\n"}
    said = [str(item.message) for item in made(tmp_path, files=files).held]
    assert any("not to be published before" in one for one in said)
    assert not any("--embargoed" in one for one in said)


def test_of_a_table_only_what_people_say_of_the_draft_is_held_against_it(tmp_path: Path) -> None:
    """The units and days of other acts that the draft itself names, and what those write who comment, are no words of
    the paper."""
    draft = DRAFT.replace("áp dụng cho mọi người", "áp dụng đến ngày 14 tháng 12 năm 2027, theo Điều 40 của Luật A")
    comments = COMMENTS.replace("Bỏ điểm b.", "Bỏ khoản 7 Điều 88 dự thảo Nghị định.")
    clean = made(tmp_path, files={"gop-y.yaml": comments}, draft=draft, meta=_META)
    assert found(clean, "DK-V005") == []
    files = {
        "gop-y.yaml": comments.replace("Đã lùi.", "Đã lùi tại khoản 7 Điều 88 dự thảo Nghị định."),
        "thuyet-minh.yaml": WHY.replace("Áp dụng chung.", "Theo khoản 9 Điều 99 dự thảo Nghị định."),
    }
    prepared = made(tmp_path, files=files, draft=draft, meta=_META)
    told = [str(item.message) for item in prepared.findings if item.rule == "DK-V005"]
    assert [place for place in ("Điều 88", "Điều 99") if any(place in one for one in told)] == ["Điều 88", "Điều 99"]
    assert len(told) == 2


@pytest.mark.parametrize("file", sorted((CHECKOUT / "content").glob("dossier/*/dossier.yaml")), ids=str)
def test_our_own_dossiers_contradict_nothing(file: Path) -> None:
    session = Session(open_project(CHECKOUT, None))
    dossier = read_dossier(file, session.project)
    for stage in dossier.stages:
        prepared = prepare(session, dossier, stage, allow_pending=True)
        assert prepared.papers
        assert [str(item.message) for item in prepared.findings if item.rule in CONTRADICTIONS] == []


@pytest.mark.parametrize(("name", "said"), [("xyz", "; known: nghi-dinh-"), ("nghi-dinh-cong-nghiep", "did you mean")])
def test_a_dossier_nobody_has_is_told_with_those_there_are(
    name: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(CHECKOUT)
    assert main(["--lang", "en", "dossier", name]) == 2
    told = capsys.readouterr().err
    assert f"“{name}”: no such dossier" in told
    assert said in told


@pytest.mark.parametrize("label", ['""', "' '"])
def test_an_explanation_without_a_label_is_told_as_such(label: str, tmp_path: Path) -> None:
    prepared = made(tmp_path, files={"thuyet-minh.yaml": f"{WHY}{label}: Vì thế.\n"})
    (said,) = (str(item.message) for item in prepared.findings if item.rule == "DK-D006")
    assert said == "no label stands here: write that of the provision before the colon"
