"""What is typed over a value since the last saved version is told; what is not there, or says the same, is not."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from draftkit.checks.truth.overtyped import differs, overtyped
from draftkit.dossier.registers import all_contradictions
from draftkit.library.project import open_project
from draftkit.library.session import Session
from tests.helpers import write_project

PAPER = """\
---
loai: Thông cáo báo chí
ten_goi: Về chợ nổi
tieu_de: Ghe được gắn thẻ trong {{ the.han }}
gia_tri: {phi: 40.000 đồng, so_ben: "12", nguoi: Trần Văn A}
van_ban: {nd: nd.md}
---
Thẻ được gắn trong {{ the.han }} (@nd.gan); phí là {{ phi }}, theo @luat.
Có {{ so_ben }} bến.
Bộ Xây dựng kiểm tra ghe mỗi năm 02 lần, theo lời {{ nguoi }}.
Góp ý gửi Cục Đường thủy, chậm nhất là ngày 05 tháng 6.
"""
DRAFT = """\
---
loai: Nghị định
ten_goi: về chợ nổi
co_quan: Chính phủ
du_thao: {lan: 1, ngay: 2026-12-01}
---
### Điều. Thẻ {#the}
1. Ghe có thẻ.
2. Thẻ được gắn trong thời hạn 10 ngày. {#gan}

### Điều. Bến {#ben}
1. Bến có phao.
2. Mỗi bến có một người trực. {#truc}
"""
SHARED = {
    "facts.yaml": "the: {han: {gia_tri: 10 ngày, nguon: dự thảo}}\n",
    "organisations.yaml": "bxd: {ten: Bộ Xây dựng}\ndt: {ten: Cục Đường thủy}\n"
    "hh: {ten: Cục Hàng hải}\nbtc: {ten: Bộ Tài chính}\n",
    "references.yaml": "luat: {loai: Luật, ten: Giao thông đường thủy, so: 23/2004/QH11, ngay: 2004-06-15, "
    "co_quan: Quốc hội}\n",
}
TOLD = (
    ("{{ the.han }} (", "15 ngày (", "“15 ngày” is typed where {{ the.han }} stood", "“10 ngày”"),
    ("{{ the.han }}\n", "10 tuần\n", "“10 tuần” is typed where {{ the.han }} stood", "“10 ngày”"),
    (
        "@nd.gan",
        "khoản 2 Điều 2 dự thảo Nghị định",
        "“khoản 2 Điều 2 dự thảo Nghị định” is typed where @nd.gan",
        "khoản 2 Điều 1",
    ),
    ("{{ phi }}", "45.000 đồng", "“45.000 đồng” is typed where {{ phi }} stood", "“40.000 đồng”"),
    ("Có {{ so_ben }} bến", "Có mười bến", "“mười” is typed where {{ so_ben }} stood", "“12”"),
    ("{{ nguoi }}", "Trần Văn B", "“Trần Văn B” is typed where {{ nguoi }} stood", "“Trần Văn A”"),
    ("theo @luat", "theo Luật Giao thông đường thủy số 32/2004/QH11", "@luat stood", "23/2004/QH11"),
    ("Bộ Xây dựng kiểm", "Bộ Tài chính kiểm", "“Bộ Tài chính” stands where “Bộ Xây dựng” stood", ""),
    ("Cục Đường thủy", "Cục Hàng hải", "“Cục Hàng hải” stands where “Cục Đường thủy” stood", ""),
    ("mỗi năm 02 lần", "mỗi năm hai mươi lần", "“hai mươi” stands where “02” stood", ""),
    ("ngày 05 tháng 6", "ngày 15 tháng 6", "“15” stands where “05” stood", ""),
)
SILENT = (
    ("{{ the.han }} (", "mười ngày ("),
    ("{{ phi }}", "40.000 đồng mỗi ghe"),
    ("Có {{ so_ben }} bến", "Có mười hai bến"),
    ("@nd.gan", "khoản 2 Điều 1 của dự thảo"),
    ("@nd.gan", "@nd.truc"),
    ("theo @luat", "theo Luật số 23/2004/QH11 ngày 15/6/2004 của Quốc hội, có hiệu lực từ ngày 01/01/2005"),
    ("{{ nguoi }}", "ông Trần Văn A"),
    ("02 lần", "hai lần"),
    (
        "Thẻ được gắn trong {{ the.han }} (@nd.gan); phí là {{ phi }}",
        "Ghe nộp phí 40.000 đồng, có thẻ sau mười ngày (@nd.gan)",
    ),
    ("Có {{ so_ben }} bến", "Có 5 chợ"),
    ("@nd.gan", "Chương I"),
    ("{{ phi }}", "khoản phí đã nêu"),
    (
        "Góp ý gửi Cục Đường thủy, chậm nhất là ngày 05 tháng 6.",
        "Ghe nào cũng vào được, kể cả 30 ghe của Bộ Tài chính.",
    ),
    ("Góp ý gửi", "Xin gửi góp ý về"),
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    made = tmp_path / "du-an"
    made.mkdir()
    write_project(made, "\nThư.\n", files={f"_shared/{name}": text for name, text in SHARED.items()})
    (made / "draftkit.yaml").write_text("noi_dung: content\ndung_chung: content/_shared\n", encoding="utf-8")
    (made / "content/tin.md").write_text(PAPER, encoding="utf-8")
    (made / "content/nd.md").write_text(DRAFT, encoding="utf-8")
    return made


def saved(root: Path) -> None:
    for words in ("init -q", "add -A", "-c user.name=A -c user.email=a@b.vn commit -qm Đầu"):
        subprocess.run(("git", *words.split()), cwd=root, check=True)


def told(root: Path, old: str = "", new: str = "") -> list[str]:
    """What is told of the paper with some words put for others."""
    path = root / "content/tin.md"
    assert PAPER.count(old) == 1 or not old
    path.write_text(PAPER.replace(old, new) if old else PAPER, encoding="utf-8")
    session = Session(open_project(root, None))
    return [str(one.message) for one in session.check(session.read(path)) if "last saved" in str(one.message)]


@pytest.mark.parametrize(("old", "new", "says", "prints"), TOLD)
def test_what_is_typed_over_a_value_is_told(root: Path, old: str, new: str, says: str, prints: str) -> None:
    saved(root)
    found = told(root, old, new)
    assert len(found) == 1
    assert says in found[0]
    assert prints in found[0]


@pytest.mark.parametrize(("old", "new"), SILENT)
def test_what_says_the_same_or_stands_in_another_sentence_is_not(root: Path, old: str, new: str) -> None:
    saved(root)
    assert told(root, old, new) == []


def test_numbers_of_entries_and_days_of_the_paper_itself_are_no_notes(root: Path) -> None:
    path = root / "content/tin.md"
    listed = PAPER.replace("ten_goi: Về chợ nổi", "ten_goi: Về chợ nổi\nngay: 2026-11-20") + "\n1. Đọc.\n2. Góp ý.\n"
    path.write_text(listed, encoding="utf-8")
    saved(root)
    path.write_text(listed.replace("-20", "-25").replace("1. Đọc.\n2.", "1. Xem.\n2. Đọc.\n3."), encoding="utf-8")
    session = Session(open_project(root, None))
    assert [one for one in session.check(session.read(path)) if "last saved" in str(one.message)] == []


def test_nothing_is_run_that_a_repository_names(root: Path) -> None:
    saved(root)
    (root / ".gitattributes").write_text("*.md filter=ev\n", encoding="utf-8")
    for key in ("filter.ev.clean", "filter.ev.smudge", "diff.external"):
        subprocess.run(("git", "config", key, f"touch {root}/RUN; cat"), cwd=root, check=True)
    assert told(root, *TOLD[0][:2])
    assert not (root / "RUN").exists()


def test_a_link_to_a_paper_does_not_stand_for_it(root: Path) -> None:
    (root / "content/z-tin.md").symlink_to("tin.md")
    saved(root)
    assert len(told(root, *TOLD[3][:2])) == 1


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Bến không được thu phí của ghe.", "Bến vẫn được thu phí của ghe.", [("vẫn được", "không được")]),
        ("Bến không được thu phí của ghe.", "Bến không được thu tiền của ghe.", []),
        ("Chủ ghe tự nguyện gắn phao.", "Chủ ghe phải gắn phao.", [("phải", "tự nguyện")]),
        ("Bến gửi báo cáo hằng năm cho xã.", "Bến gửi báo cáo hằng quý cho xã.", [("hằng quý", "hằng năm")]),
        ("Bến gửi báo cáo hằng năm cho xã.", "Bến gửi báo cáo mỗi năm cho xã.", []),
        (
            "The pier reports each year to us.",
            "The pier reports every six months to us.",
            [("every six months", "each year")],
        ),
        ("The pier reports each year to us.", "The pier reports annually to us.", []),
    ],
)
def test_words_of_duty_and_of_how_often_put_for_others_are_noted(
    old: str, new: str, shown: list[tuple[str, str]]
) -> None:
    assert [(one.typed, one.source) for one in overtyped([old], [new], (), lambda *_: None)] == shown


def test_a_text_of_a_thousand_changed_lines_is_paired_near_their_places(root: Path) -> None:
    lines = [f"Bến {at} có {{{{ so_ben }}}} ghe và người trực." for at in range(1000)]
    now = [one.replace("{{ so_ben }}", "15").replace("trực", "gác") for one in (*lines[:1], *lines)]
    found = [*overtyped(lines, now, (), lambda *_: "12")]
    assert len(found) == 1000


def test_nothing_is_told_where_no_version_is_saved_or_nothing_changed(root: Path) -> None:
    assert told(root, *TOLD[0][:2]) == []
    told(root)
    saved(root)
    assert told(root) == []


def test_a_text_that_was_broken_when_it_was_saved_is_checked_as_ever(root: Path) -> None:
    path = root / "content/tin.md"
    path.write_text("---\nloai: [\n---\n", encoding="utf-8")
    saved(root)
    assert told(root, *TOLD[0][:2]) == []


def test_what_is_being_edited_is_held_against_the_version_too(root: Path) -> None:
    saved(root)
    path = root / "content/tin.md"
    session = Session(open_project(root, None), texts={path.resolve(): PAPER.replace("{{ phi }}", "50.000 đồng")})
    found = [one for one in session.check(session.read(path)) if one.rule == "DK-V008"]
    assert [(one.span.line, one.span.column) for one in found] == [(8, PAPER.split("\n")[7].index("{{ phi") + 1)]


def test_registers_of_a_dossier_too(root: Path) -> None:
    folder = root / "content/hs"
    folder.mkdir()
    (folder / "dossier.yaml").write_text(
        "ten: Hồ sơ\ngiai_doan: [thẩm định]\ndu_thao: ../nd.md\nthuyet_minh: thuyet-minh.yaml\n"
        "tai_lieu: [{ten: Dự thảo, van_ban: ../nd.md}]\n",
        encoding="utf-8",
    )
    why = folder / "thuyet-minh.yaml"
    why.write_text("the: Thẻ gắn trong {{ the.han }}, tính theo @truc.\n", encoding="utf-8")
    saved(root)
    why.write_text("the: Thẻ gắn trong 12 ngày, tính theo khoản 1 Điều 2.\n", encoding="utf-8")
    session = Session(open_project(root, None))
    found = [str(one.message) for _, some in all_contradictions(session) for one in some if one.rule == "DK-V008"]
    assert [("{{ the.han }}" in one, "@truc" in one) for one in found] == [(True, False), (False, True)]


@pytest.mark.parametrize(
    ("value", "typed", "other"),
    [
        ("70 - 80%", "từ 70 đến 80%", False),
        ("70 - 80%", "65 - 80%", True),
        ("1.000 đồng", "1000 đồng", False),
        ("Chương II", "Chương III", True),
        ("Thứ trưởng", "Bộ trưởng", True),
        ("Cục Hóa chất", "Cục Hóa chất, Bộ Công Thương", False),
        ("phát triển thị trường hàng hóa", "mở rộng thị trường", False),
        ("20 ngày", "sớm", False),
        ("70 - 80%", "khoảng ba phần tư", False),
        ("ngày 04 tháng 9 năm 2025", "Quý III năm 2025", False),
        ("ngày 04 tháng 9 năm 2025", "Quý IV năm 2025", True),
        ("3637/QĐ-BCT", "Kế hoạch năm 2025", False),
        ("3637/QĐ-BCT", "3673", True),
        ("Quyết định số 1894/QĐ-TTg ngày 04 tháng 9 năm 2025", "Quyết định 1894 của Thủ tướng", False),
        ("khoản 2 Điều 15", "3 loại giấy tờ", False),
    ],
)
def test_words_that_say_another_value(value: str, typed: str, *, other: bool) -> None:
    assert differs(value, typed) is other
