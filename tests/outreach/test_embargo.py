"""Made before its time, every file of every kind says so: all formats there are, each page and each picture."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from draftkit.bulk.each import build_rows, plan
from draftkit.bulk.rows import Row, Rows
from draftkit.campaign.approval import approval_file, record
from draftkit.files.cache import default_cache
from draftkit.library.document import standing
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.tree import Occasion
from draftkit.plugins import behaviour
from draftkit.writers.formats import PDF_WORD
from tests.conftest import CHECKOUT
from tests.outreach.marks import LINE, shown, unmarked

_ALL = Session(open_project(CHECKOUT, None)).kinds()
KINDS = {kind.name: bool(behaviour(kind).gate) for kind in _ALL}
LIKE = {kind.name: (kind.behaviour, kind.profile, kind.family) for kind in _ALL}
"""What makes the files of a kind: of those that have the same, one is made in all forms at all times."""
WHOLE = {like: name for name, like in reversed(LIKE.items())}.values()
GATED = [name for name, gated in KINDS.items() if gated]
OTHERS = [name for name in KINDS if name not in GATED and (CHECKOUT / "templates" / name / "sample").is_dir()]
ALIKE = ("leaflet-half", "flyer", "placard")
"""Sheets that one program lays out as it does leaflets and infographics."""
CHART = "\n::: bieu-do-cot\n| Năm | Tỷ lệ |\n|---|---|\n| 2026 | 3% |\n| 2027 | 4% |\n\nNguồn: Bộ X.\n:::\n"
EARLY, LATE = "2027-01-05T02:59+00:00", "2027-01-05T03:00+00:00"


def made(root: Path, path: Path, now: str, *left_out: str, as_draft: bool = False) -> dict[str, bytes]:
    """Every file of a document at a time, by what its name ends with, but for some forms."""
    session = Session(open_project(root, default_cache()), Occasion(now, as_draft))
    document = session.read(path)
    forms = [name for name in session.formats(document) if name not in (PDF_WORD, *left_out)]
    return {end: data for name in forms for end, data in session.files(document, name).items()}


@pytest.mark.parametrize("kind", GATED)
def test_every_file_of_every_kind_says_that_it_is_early(kind: str, tmp_path: Path) -> None:
    shutil.copytree(CHECKOUT / "templates" / kind / "sample", tmp_path / "content/bai")
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    path = tmp_path / "content/bai/draft.md"
    text = path.read_text(encoding="utf-8").replace("---\n", "---\ncam_cong_bo: 2027-01-05 10:00 Asia/Ho_Chi_Minh\n", 1)
    path.write_text(text.replace("\ndu_thao:", "\n# du_thao:") + CHART, encoding="utf-8")
    whole = kind in WHOLE
    early = made(tmp_path, path, EARLY, *({"in"} if kind in ALIKE else () if whole else {"png"}))
    assert {"docx", "pdf", "html", "txt", "eml"} <= set(early)
    assert any(end.endswith("png") for end in early) or not whole
    wrong = [f"{end}: {place}" for end, data in early.items() for place in unmarked(end, data, early)]
    assert wrong == []
    if not whole:
        return
    same = {"pdf"} if kind in ALIKE else set()
    late = made(tmp_path, path, LATE, "png", "in", *same)  # the page as a picture, and the sheet with more around it
    assert [end for end, data in late.items() if LINE in shown(end, data)] == []
    draft = made(tmp_path, path, EARLY, "docx", "pdf", "png", "in", as_draft=True)
    texts = {end: data for end, data in draft.items() if not end.endswith("png")}
    assert [end for end, data in texts.items() if "DỰ THẢO" not in shown(end, data)] == []


TITLE = "Bộ X khởi công nhà máy xử lý rác tại tỉnh Y"
EMBARGO = "cam_cong_bo: 2027-01-05 10:00 Asia/Ho_Chi_Minh"
HELD = f"---\nloai: Thông cáo báo chí\nten_goi: Việc chưa ai biết\n{EMBARGO}\n---\nTin."


@pytest.mark.parametrize("kind", OTHERS)
def test_every_file_of_what_leads_to_a_text_that_must_wait_says_so(kind: str, tmp_path: Path) -> None:
    """Of kinds that have no gate of their own, as a letter or a notice."""
    shutil.copytree(CHECKOUT / "templates" / kind / "sample", tmp_path / "content/bai")
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content/tin.md").write_text(HELD, encoding="utf-8")
    path = tmp_path / "content/bai/draft.md"
    path = path if path.is_file() else path.parent
    part, meta = (path, path) if path.is_file() else (sorted(path.glob("*.md"))[-1], path / "draft.yaml")
    meta.write_text(meta.read_text(encoding="utf-8").replace("\ndu_thao:", "\n# du_thao:"), encoding="utf-8")
    part.write_text(f"{part.read_text(encoding='utf-8')}\nXem [tin](../tin.md).\n", encoding="utf-8")
    for now, waits in ((EARLY, True), (LATE, False))[: 1 + (kind in WHOLE)]:
        session = Session(open_project(tmp_path, None), Occasion(now))
        document = session.read(path)
        assert any("tin.cam_cong_bo" in str(one) for one in session.refusals(document)) is waits
        assert session.refusals(document, embargoed=True) == []
        assert standing(document, str).startswith("held until 10 giờ 00") is waits
    early = made(tmp_path, path, EARLY, "png", *(() if kind in WHOLE else ("pdf",)))
    places = [(end, place) for end, data in early.items() for place in unmarked(end, data, early)]
    assert [one for one in places if one != ("docx", "word/document.xml")] == [], "in the header, that is"


STEP = "trang_thai: du-kien, ngay: 2027-01, van_ban: tin.md"
FRONT = "---\nloai: Câu hỏi thường gặp\nten_goi: Hỏi đáp\n---\n"


@pytest.mark.parametrize("kind", ["Câu hỏi thường gặp", "Công văn", "Thông tư"])
@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("Xem [thông cáo](tin.md).", True),
        ("- Xem [thông cáo](tin.md#viec).", True),
        ("| Xem |\n|---|\n| [thông cáo](tin.md) |", True),
        ("Chú thích[^1].\n\n[^1]: Xem [thông cáo](tin.md).", True),
        ("Xem [bài kia](giua.md).", True),  # which leads to it: “giua → tin”
        ("```tientrinh buoc.yaml\n```", True),
        ("```tientrinh ghi-chu.yaml\n```", True),
        ("```bang dan.csv\n```", True),
        ("> Xem [thông cáo\n> báo chí](tin.md).\n> — A", True),
        ("Xem [thông cáo [số 1]](tin.md), [](bai.md).", True),
        (f"Xem [{'thông cáo ' * 40}]({'../content/' * 10}tin.md).", True),
        ("Xem [quy định](luat/draft.yaml), [bảng](so.csv), [trang](https://a.vn/tin.md), [bài](bai.md).", False),
        ("Xem thông cáo (tin.md).", False),
        ("Xem https://phongtin.vn/bo/tin/tin.html.", True),
        ("Xem [trang](http://www.PhongTin.vn/bo/tin/tin.docx?x=1#viec).", True),
        ("Xem https://phongtin.vn/bo/tu-lieu/nen.html.", True),  # which the settings show among the references
        ("Xem https://phongtin.vn/bo/lay-y-kien/du-an.html.", True),  # of which it says that opinions are asked
        ("Xem HTTPS://phongtin.vn:443/bo/./tin//tin.html, nhé.", True),
        ("Xem https://phongtin.vn/bo/tin/%74in.html", True),
        ("Xem www.phongtin.vn/bo/tin/tin, tại đó có ảnh.", True),
        ("Chia sẻ: https://m.vn/?u=https%3A%2F%2Fphongtin.vn%2Fbo%2Ftin%2Ftin.html", True),
        ("Xem phongtin.vn.b.vn/bo/tin/tin.html, tinphongtin.vn/bo/tin/tin.html, phongtin.vn.", False),
        ("Xem https://phongtin.vn/bo/{{ noi }}/tin.html.", True),
        ("Xem https://phongtin.vn/bo/tu-lieu/tin.html, https://phongtin.vn/bo/van-ban/tin.html.", False),
        ("Xem https://phongtin.vn/bo/hinh/tin.png, https://phongtin.vn/bo/tin/nen.html.", False),
        ("Xem https://phongtin.vn/bo/tin/gioi-thieu.html.", False),  # the page is that of the one that is out
        ("Xem https://phongtin.vn/bo/tin/hai-ban.html.", True),  # neither is out
        ("```bang trang.csv\n```", True),
        ("Chú thích[^1].\n\n[^1]: Xem <https://phongtin.vn/bo/tin/tin>.", True),
        ("Xem https://phongtin.vn/bo/tin/giua.html.", True),
        ("Xem {{ trang }}.", True),  # a fact of the project
        ("Xem https://phongtin.vn/bo/tin/loat-2-dong-hoi.html.", True),
        (
            "Xem https://phongtin.vn/bo/tin/tin-2.html, https://phongtin.vn/tin/tin.html, https://b.vn/tin/tin.html.",
            False,
        ),
    ],
)
def test_what_leads_to_a_text_that_must_wait_waits_with_it(text: str, waits: bool, kind: str, tmp_path: Path) -> None:
    site = "noi_dung: content\ntrang_tin: {dia_chi: 'https://phongtin.vn/bo/', tu_lieu: [nen]}\n"
    (tmp_path / "draftkit.yaml").write_text(site, encoding="utf-8")
    path = tmp_path / "content/bai.md"
    path.parent.mkdir()
    kind = "Câu hỏi thường gặp" if "tientrinh" in text else kind  # only outreach has that
    files = {
        "bai.md": f"{FRONT.replace('Câu hỏi thường gặp', kind)}{text}\n",
        "trang.csv": "a,b\n1,https://phongtin.vn/bo/tin/tin.html\n",
        "giua.md": f"{FRONT.replace('Câu hỏi thường gặp', 'Thông cáo báo chí')}Xem [tin](tin.md).\n",
        "tin.md": f"{HELD}\n\n# Việc {{#viec}}\n\nXem [hỏi đáp](bai.md).\n",
        "buoc.yaml": f"tinh_den: 2026-12-01\nbuoc:\n  - {{{STEP}}}\n",
        "ghi-chu.yaml": "tinh_den: 2026-12-01\nbuoc:\n  - {buoc: A, ngay: 2027-01, ghi_chu: 'Xem **[tin](tin.md)**'}\n",
        "loat.md": HELD.replace("Tin.", "Tin của {{ xa }}."),
        "nen.md": HELD,
        "du-an.md": FRONT.replace("---\n", "---\nlay_y_kien: true\n", 1) + "Xem [tin](tin.md).\n",
        "kia/gioi-thieu.md": HELD,
        "nay/gioi-thieu.md": HELD.replace(EMBARGO, "ngay: 2026-12-01"),
        "kia/hai-ban.md": HELD,
        "nay/hai-ban.md": HELD.replace(EMBARGO, "ngay: 2026-12-01\ndu_thao: true"),
        "_shared/facts.yaml": "trang: https://phongtin.vn/bo/tin/tin.html\nnoi: tin\n",
        "so.csv": "a\n1\n",
        "dan.csv": "a,b\n1,[tin](tin.md)\n",
    }
    for name, one in files.items():
        (path.parent / name).parent.mkdir(exist_ok=True)
        (path.parent / name).write_text(one, encoding="utf-8")
    session = Session(open_project(tmp_path, None), Occasion(EARLY))
    document = session.read(path)
    assert [str(one.rule) for one in document.check() if one.rule in ("DK-F013", "DK-F010")] == []
    assert any("cam_cong_bo: " in str(one) for one in session.refusals(document)) is waits
    frame = document.frame
    assert bool(frame.held) is waits


def office(tmp_path: Path, identity: str = "", **texts: str) -> Path:
    """A project with a site, the release that must wait, and texts by name."""
    site = "noi_dung: content\ntrang_tin: {dia_chi: 'https://phongtin.vn/bo'}\n"
    (tmp_path / "draftkit.yaml").write_text(site, encoding="utf-8")
    content = tmp_path / "content"
    (content / "_shared").mkdir(parents=True)
    (content / "_shared/nhan-dien.yaml").write_text(f"ten: Bộ X\n{identity}", encoding="utf-8")
    for name, text in {"tin": HELD, **texts}.items():
        (content / f"{name}.md").write_text(text, encoding="utf-8")
    return content


LETTER = "---\nloai: Công văn\nten_goi: Gửi tài liệu\n---\n"
PAGE = "https://phongtin.vn/bo/tin/tin.html"


@pytest.mark.parametrize(
    ("kind", "own", "waits"),
    [
        ("Áp phích", "", True),
        ("Áp phích", "ma_qr: https://phongtin.vn/bo/\n", False),
        ("Thông cáo báo chí", "", False),  # on which no code is printed
    ],
)
def test_a_code_that_the_identity_lends_leads_as_one_of_the_text_does(
    kind: str, own: str, waits: bool, tmp_path: Path
) -> None:
    text = f"---\nloai: {kind}\nten_goi: Mời xem\n{own}---\nXem.\n"
    path = office(tmp_path, f"ma_qr: {PAGE}\n", bai=text) / "bai.md"
    session = Session(open_project(tmp_path, None), Occasion(EARLY))
    assert any("tin.cam_cong_bo" in str(one) for one in session.refusals(session.read(path))) is waits


def test_a_row_that_leads_to_a_text_that_must_wait_is_refused_and_the_others_built(tmp_path: Path) -> None:
    path = office(tmp_path, bai=f"{LETTER}Xem {{{{ lk }}}}.\n") / "bai.md"
    rows = Rows("b.csv", ("lk",), (Row(2, {"lk": PAGE}), Row(3, {"lk": "https://phongtin.vn/bo/tin/khac.html"})))
    session = Session(open_project(tmp_path, None), Occasion(EARLY))
    work = plan(session, path, rows, tmp_path / "out", ["txt"])
    first, second = build_rows(work.job, work.tasks)
    assert "tin.cam_cong_bo" in str(first.fault)
    assert (second.fault, second.endings) == (None, ("txt",))


def test_why_a_text_waits_names_the_shortest_way_to_what_must_wait(tmp_path: Path) -> None:
    path = office(tmp_path, bai=f"{LETTER}Xem [a](a-link.md).\n", **{"a-link": f"{LETTER}Xem [tin](tin.md).\n"})
    for more, way in (("", "a-link → tin.cam_cong_bo: "), (" Xem [tin](tin.md).", "tin.cam_cong_bo: ")):
        with (path / "bai.md").open("a", encoding="utf-8") as file:
            file.write(more)
        session = Session(open_project(tmp_path, None), Occasion(EARLY))
        assert [str(one)[: len(way)] for one in session.refusals(session.read(path / "bai.md"))] == [way]


@pytest.mark.parametrize(
    ("kind", "advice"), [("Câu hỏi thường gặp", "wait as long"), ("Công văn", "name it under van_ban")]
)
def test_what_can_be_done_about_an_early_word_is_what_the_kind_can_do(kind: str, advice: str, tmp_path: Path) -> None:
    path = office(tmp_path, bai=f"{FRONT.replace('Câu hỏi thường gặp', kind)}Đọc “Việc chưa ai biết”.\n") / "bai.md"
    session = Session(open_project(tmp_path, None), Occasion(EARLY))
    told = [str(one.message) for one in session.check(session.read(path)) if one.rule == "DK-P015"]
    assert [advice in one for one in told] == [True]


@pytest.mark.parametrize("kind", ["Câu hỏi thường gặp", "Công văn"])
def test_who_waits_for_a_time_that_nobody_understands_waits(kind: str, tmp_path: Path) -> None:
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    path = tmp_path / "content/bai.md"
    path.parent.mkdir()
    path.write_text(f"{FRONT.replace('Câu hỏi thường gặp', kind)}Xem [tin](tin.md).\n", encoding="utf-8")
    (path.parent / "tin.md").write_text(HELD.replace(EMBARGO, "cam_cong_bo: sau Tết"), encoding="utf-8")
    session = Session(open_project(tmp_path, None), Occasion(EARLY))
    document = session.read(path)
    told = [str(one) for one in session.refusals(document, embargoed=True)]
    assert any("tin.cam_cong_bo" in one and "sau Tết" in one for one in told), told


@pytest.mark.parametrize("time", ["sau Tết", "2026-10-01", "2026-10-01 10:00 Sao/Hoả", "2026-10-01 25:00", ""])
@pytest.mark.parametrize("kind", ["Câu hỏi thường gặp", "Công văn"])
@pytest.mark.parametrize(("said", "waits"), [(f"Đọc bài {TITLE}.", True), ("Đọc bài khác.", False)])
def test_who_only_types_the_title_of_what_waits_for_such_a_time_waits_too(
    said: str, waits: bool, kind: str, time: str, tmp_path: Path
) -> None:
    path = office(tmp_path, bai=f"{FRONT.replace('Câu hỏi thường gặp', kind)}{said}\n") / "bai.md"
    held = HELD.replace("Việc chưa ai biết", TITLE).replace(EMBARGO, f"cam_cong_bo: {time}")
    (path.parent / "tin.md").write_text(held, encoding="utf-8")
    session = Session(open_project(tmp_path, None), Occasion(EARLY))
    document = session.read(path)
    assert any("tin.cam_cong_bo" in str(one) for one in session.refusals(document, embargoed=True)) is waits
    assert any(one.rule == "DK-P015" for one in session.check(document)) is waits


def test_a_text_that_is_led_to_and_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    path = tmp_path / "content/bai.md"
    path.parent.mkdir()
    path.write_text(f"{FRONT}Xem [tin](tin.md).\n", encoding="utf-8")
    (path.parent / "tin.md").write_text(HELD.replace("ten_goi:", "ten_goi: ["), encoding="utf-8")
    assert "DK-F013" in {one.rule for one in Session(open_project(tmp_path, None)).read(path).check()}


SAID = "Doanh nghiệp không phải nộp hồ sơ, không phải nộp phí."
TOLD = (
    f"---\nloai: Thông cáo báo chí\nten_goi: Bộ X khởi công nhà máy xử lý rác tại tỉnh Y\n{EMBARGO}\n---\n"
    f"Nhà máy khởi công.\n\n> “{SAID}”\n>\n> — Trần Thị B\n\n“Nhà máy sẽ chạy từ quý I năm 2028”, ông C cho biết.\n\n"
    "Nhà máy thuộc “Chương trình phát triển ngành công nghiệp môi trường Việt Nam”, do Bộ X chủ trì.\n"
)


@pytest.mark.parametrize(
    ("text", "more", "place"),
    [
        ("Mới đây, “Bộ X khởi công nhà máy xử lý rác tại tỉnh Y”.", "", 6),
        ("Đọc bài Bộ X  Khởi công **nhà máy** xử lý rác tại tỉnh Y trên trang tin.", "", 6),
        (f"Một người nói: {SAID}", "", 6),
        ("> “Nhà máy sẽ chạy từ quý I năm 2028”\n>\n> — Ông C", "", 6),
        ("| Bài |\n|---|\n| Bộ X khởi công nhà máy xử lý rác tại tỉnh Y |", "", 6),
        ("Chú thích[^1].\n\n[^1]: Bộ X khởi công nhà máy xử lý rác tại tỉnh Y.", "", 8),
        ("Xem [trang](https://phongtin.vn/tin/nha-may.html).", "", 6),
        ("Xem https://phongtin.vn/tin/nha-may.docx?x=1 để biết.", "", 6),
        ("Tin.", "tieu_de_phu: Bộ X khởi công nhà máy xử lý rác tại tỉnh Y\n", 3),
        ("Xem https://phongtin.vn/tin/nha-may-khac.html, nhà máy xử lý rác tại tỉnh Y.", "", 0),
        ("Thuộc “Chương trình phát triển ngành công nghiệp môi trường Việt Nam”, do Bộ X chủ trì.", "", 0),
        ("Bộ X khởi công nhà máy xử lý rác tại tỉnh Y.", "ngay: 2027-01-06\n", 0),
        ("Bộ X khởi công nhà máy xử lý rác tại tỉnh Y.", "ngay: 2027-01-05\n", 7),
        ("Bộ X khởi công nhà máy xử lý rác tại tỉnh Y.", "ngay: 0001-01-01\n", 7),
        ("Bộ X khởi công nhà máy xử lý rác tại tỉnh Y.", "nam: 2027\n", 7),
        ("Bộ X khởi công nhà máy xử lý rác tại tỉnh Y.", "nam: 2028\n", 0),
        ("Bộ X khởi công nhà máy xử lý rác tại tỉnh Y.", "cong_bo_tu: 2027-01-05 10:00 +07:00\n", 0),
        ("Bộ X khởi công nhà máy xử lý rác tại tỉnh Y.", "cong_bo_tu: 2027-01-05 09:00 +07:00\n", 7),
        ("Bộ X khởi công nhà máy xử lý rác tại tỉnh Y.", "van_ban: {tin: nha-may.md}\n", 0),
        ("Bộ X khởi công nhà máy xử lý rác tại tỉnh Y, [xem](nha-may.md).", "", 0),
    ],
)
def test_what_gives_away_a_text_that_must_wait_is_told(text: str, more: str, place: int, tmp_path: Path) -> None:
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    front = (
        FRONT.replace("ten_goi", f"{more}co_quan: Bộ X\nten_goi")
        if more
        else FRONT.replace("\n---", "\nnam: 2027\n---")
    )
    for name, one in {"bai.md": f"{front}{text}\n", "nha-may.md": TOLD}.items():
        (tmp_path / "content" / name).write_text(one, encoding="utf-8")

    def told(now: str, name: str = "bai") -> list[int]:
        session = Session(open_project(tmp_path, None), Occasion(now))
        found = session.check(session.read(tmp_path / f"content/{name}.md"))
        return [one.span.line for one in found if one.rule == "DK-P015"]

    assert told(EARLY) == [place] * bool(place)
    assert told(LATE) == []
    assert told(EARLY, "nha-may") == []


def test_a_short_title_gives_away_only_between_quotes(tmp_path: Path) -> None:
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/tin.md").write_text(HELD, encoding="utf-8")
    for text, many in (('Đọc "Việc chưa ai biết".', 1), ("Đây là việc chưa ai biết.", 0)):
        (tmp_path / "content/bai.md").write_text(f"{FRONT}{text}\n", encoding="utf-8")
        session = Session(open_project(tmp_path, None), Occasion(EARLY))
        found = [one for one in session.check(session.read(tmp_path / "content/bai.md")) if one.rule == "DK-P015"]
        assert len(found) == many
        said = "“Việc chưa ai biết” is not to be published before 10 giờ 00 ngày 05/01/2027"
        assert all(said in str(one.message) for one in found)


@pytest.mark.parametrize(
    "said",
    [
        "Cấm công bố: 2027-01-05 10:00 +07:00",
        "Cam Cong Bo: 10 giờ 00 ngày 05/01/2027",
        "gia_tri: {gio: 2027-01-05 10:00 +07:00}\ncam_cong_bo: '{{ gio }}'",
        "cong_bo_tu: 2020-01-01 10:00 +07:00\ncam_cong_bo: 10 giờ 00 ngày 05/01/2027",
    ],
)
def test_the_time_of_a_text_that_is_given_away_may_be_said_in_any_way(said: str, tmp_path: Path) -> None:
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/bai.md").write_text(f"{FRONT}Đọc “Việc chưa ai biết”.\n", encoding="utf-8")
    (tmp_path / "content/tin.md").write_text(HELD.replace(EMBARGO, said), encoding="utf-8")
    for now, many in ((EARLY, 1), (LATE, 0)):
        session = Session(open_project(tmp_path, None), Occasion(now))
        found = session.check(session.read(tmp_path / "content/bai.md"))
        assert [one.rule for one in found].count("DK-P015") == many


def written(root: Path, files: dict[str, str]) -> None:
    """A project of these files; those whose name begins with a plus were approved."""
    (root / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    for name, one in files.items():
        path = root / "content" / f"{name.lstrip('+')}.{'yaml' if '/' in name else 'md'}"
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(one, encoding="utf-8")
    for name in (one[1:] for one in files if one.startswith("+")):
        bound = Session(open_project(root, None), Occasion(EARLY)).read(root / f"content/{name}.md").bound
        approval_file(bound.draft).write_text(record(bound, "Trần Thị B", "2026-11-01"), encoding="utf-8")


CLAUSE = "sẽ hỗ trợ năm trăm tỷ đồng cho doanh nghiệp trong ba năm tới"
LAW = "Chủ nguồn thải có trách nhiệm phân loại rác tại nguồn trước khi chuyển giao."
RELEASE = TOLD + f"\nBộ {CLAUSE}. Nhà máy nằm cạnh sông và không xả nước thải ra ngoài.\n\nLuật nói: “{LAW}”\n"
NAMESAKE = f"---\nloai: Thông cáo báo chí\nten_goi: {TITLE}\nngay: 2027-01-04\nco_quan: Bộ X\n---\nTin.\n"
STATUTES = f"nd-1: {{loai: Nghị định, ten: {CLAUSE}, so: 1/2020/NĐ-CP, ngay: 2020-01-01, co_quan: Chính phủ}}\n"


@pytest.mark.parametrize("kind", ["Câu hỏi thường gặp", "Công văn"])
@pytest.mark.parametrize(
    ("text", "more", "waits"),
    [
        (f"Đọc bài {TITLE}.", {}, True),
        (f"> Đọc **{TITLE.upper()}**\n> nhé", {}, True),
        (f"| Bài |\n|---|\n| {TITLE} |", {}, True),
        (f"Đọc bài “{TITLE}”.", {"+tin-cu": NAMESAKE}, False),  # that one may be meant, and anybody knows it
        (f"Đọc bài “{TITLE}”.", {"tin-cu": NAMESAKE}, True),  # nobody approved it
        (f"Đọc bài {TITLE}.", {"+tin-cu": NAMESAKE.replace(TITLE, f"Mời bà {TITLE} dự họp")}, True),
        (f"Đọc bài {TITLE}.", {"+tin-cu": NAMESAKE.replace("ngay: 2027-01-04\n", "")}, True),
        (f"Đọc bài {TITLE}.", {"+tin-cu": NAMESAKE.replace("co_quan", "du_thao: true\nco_quan")}, True),
        (f"Đọc bài {TITLE}.", {"+tin-cu": NAMESAKE.replace("2027-01-04", "2027-03-01")}, True),
        (f"Đọc bài {TITLE}.", {"+ap-phich": NAMESAKE.replace("co_quan", "van_ban: {tin: tin.md}\nco_quan")}, True),
        (f"Đọc bài {TITLE}.", {"hai": f"{FRONT}Đọc bài {TITLE}.\n"}, True),  # which must wait, too
        (f"Đọc bài {TITLE}.", {"tin": RELEASE.replace(TITLE, "Nhà máy {{ ten }}")}, False),
        ("Đọc bài Nhà máy xử lý rác Y.", {"tin": RELEASE.replace(TITLE, "Nhà máy {{ ten }}")}, True),
        (f"Đọc bài {TITLE}ên.", {}, False),
        (f"Đọc bài {TITLE}.", {"tin": RELEASE.replace("\n---", "\nvan_ban: {bai: bai.md}\n---", 1)}, False),
        ("Xem [bài hai](hai.md).", {"hai": f"{FRONT}Đọc bài {TITLE}.\n"}, True),
        (f"Bộ “{CLAUSE}”.", {}, True),
        (f"Bộ {CLAUSE}.", {}, False),  # no quotation
        (f"Bộ “{CLAUSE}”.", {"_shared/references": STATUTES}, False),  # an act is called so
        (f"Bộ “{CLAUSE}”.", {"+cu": f"---\nngay: 2026-11-01\n{FRONT[4:]}Bộ {CLAUSE}.\n"}, False),  # is out
        (f"Bộ “{CLAUSE}”.", {"cu": f"---\nngay: 2026-11-01\n{FRONT[4:]}Bộ {CLAUSE}.\n"}, True),
        (f"Bộ “{CLAUSE}”.", {"+cu": f"{FRONT}Bộ {CLAUSE}.\n"}, True),
        ("“Nhà máy nằm cạnh sông và không xả nước thải ra ngoài.”", {}, True),
        ("“Nhà máy nằm cạnh sông và không xả nước thải”", {}, False),  # might be a name
        (f"“{SAID}”, bà B nói.", {}, True),
        (f"Bà B nói “{SAID[13:-1]}”.", {}, True),
        (f"«{SAID}», bà B nói.", {}, True),
        (f"Bà B nói: ‘{SAID[:-1]}’.", {}, True),
        (rf"$$ \text{{{TITLE}}} $$", {}, True),
        (f"Luật nói: “{LAW}”", {}, False),  # the words of neither
        (f"“{LAW}”", {"tin": RELEASE.replace(f"Luật nói: “{LAW}”", f"> “{LAW}”\n>\n> — khoản 1 Điều 4 Luật X")}, False),
        (f"“{LAW}”", {"tin": RELEASE.replace("Luật nói:", "Bàn về Luật, ông C nói:")}, True),
        ("Thuộc “Chương trình phát triển ngành công nghiệp môi trường Việt Nam”.", {}, False),
    ],
)
def test_what_types_the_title_of_a_text_that_must_wait_or_quotes_it_waits_as_if_it_named_it(
    text: str, more: dict[str, str], waits: bool, kind: str, tmp_path: Path
) -> None:
    front = FRONT.replace("Câu hỏi thường gặp", kind)
    facts = {"_shared/facts": "ten: xử lý rác Y\n"}
    written(tmp_path, {"tin": RELEASE, "bai": f"{front}{text}\n", **facts, **more})
    session = Session(open_project(tmp_path, None), Occasion(EARLY))
    document = session.read(tmp_path / "content/bai.md")
    told = [str(one) for one in session.refusals(document)]
    assert any("tin.cam_cong_bo: not to be published before 10 giờ 00" in one for one in told) is waits
    assert bool(document.frame.held) is waits
    if kind == "Công văn":  # which needs no approval
        assert standing(document, str).startswith("held until 10 giờ 00") is waits
        assert session.refusals(document, embargoed=True) == []
    late = Session(open_project(tmp_path, None), Occasion(LATE))
    assert not any("cam_cong_bo" in str(one) for one in late.refusals(late.read(document.path)))


@pytest.mark.parametrize(
    ("front", "waits"),
    [
        (f"ten_goi: {TITLE}", True),
        (f"ten_goi: Mời bà {TITLE} dự họp", True),
        ("ten_goi: Mời bà {{ ten }} dự họp\ngia_tri: {ten: " + TITLE + "}", True),
        (f"ten_goi: {TITLE}\nngay: 2027-03-01", False),  # is not out before the other
        (f"ten_goi: {TITLE}\nngay: 2026-12-01", False),  # was called so before
        (f"ten_goi: Hỏi đáp\nthu: {{chu_de: {TITLE}}}", True),
        (f"ten_goi: Hỏi đáp\nthu: {{xem_truoc: Mời đọc {TITLE}}}", True),
        (f"ten_goi: Hỏi đáp\ntom_tat: {SAID[:-1]}", False),  # is told, as it may be anybody's
        ("ten_goi: Hỏi đáp", False),
    ],
)
def test_a_title_or_the_subject_of_a_mail_that_gives_away_another_text_waits(
    front: str, waits: bool, tmp_path: Path
) -> None:
    written(tmp_path, {"tin": RELEASE, "bai": f"---\nloai: Thông cáo báo chí\n{front}\n---\nTin.\n"})
    session = Session(open_project(tmp_path, None), Occasion(EARLY))
    document = session.read(tmp_path / "content/bai.md")
    told = [str(one) for one in session.refusals(document)]
    assert any("tin.cam_cong_bo: not to be published before 10 giờ 00" in one for one in told) is waits
    found = [str(one.message) for one in session.check(document) if one.rule == "DK-P015"]
    assert bool(found) is (waits or "tom_tat" in front)


@pytest.mark.parametrize(
    ("text", "named", "silent"),
    [
        ("Tin.", NAMESAKE, True),
        ("Xem https://phongtin.vn/tin/tin-nay.html.", NAMESAKE.replace(TITLE, "Việc khác"), True),
        (f"“{SAID}”", f"{FRONT}Bà B: “{SAID}”\n", False),  # that one gives it away, too
    ],
)
def test_words_that_are_those_of_a_text_that_is_out_give_nothing_away(
    text: str, named: str, silent: bool, tmp_path: Path
) -> None:
    bai = f"{FRONT.replace('Hỏi đáp', TITLE if 'Tin' in text else 'Hỏi đáp')}{text}\n"
    (tmp_path / "content/kia").mkdir(parents=True)
    (tmp_path / "content/nay").mkdir()
    (tmp_path / "content/kia/tin-nay.md").write_text(TOLD, encoding="utf-8")
    (tmp_path / "content/nay/tin-nay.md").write_text(named, encoding="utf-8")
    written(tmp_path, {"bai": bai})
    bound = Session(open_project(tmp_path, None), Occasion(EARLY)).read(tmp_path / "content/nay/tin-nay.md").bound
    approval_file(bound.draft).write_text(record(bound, "Trần Thị B", "2026-11-01"), encoding="utf-8")
    session = Session(open_project(tmp_path, None), Occasion(EARLY))
    found = [one for one in session.check(session.read(tmp_path / "content/bai.md")) if one.rule == "DK-P015"]
    assert (not found) is silent
