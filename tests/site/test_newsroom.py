"""Lists, search, feeds and comments of the newsroom."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from draftkit.cli.main import main
from draftkit.errors import SourceError
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.model.tree import Occasion
from draftkit.site.build import site_files, write_site
from draftkit.site.feed import Voice, write_feeds
from draftkit.site.former import LISTING, Former
from draftkit.site.gather import gather
from draftkit.site.settings import read_settings
from tests.site.browser import Browser, browser

NOW = "2026-12-06T00:00:00+07:00"
RELEASE = """---
loai: Thông cáo báo chí
ten_goi: {title}
co_quan: Bộ Thử
dia_danh: Hà Nội
nam: {year}
ngay: {day}
tu_khoa: [{topic}]
lien_he: [{{ho_ten: Nguyễn Văn Bình, don_vi: Cục Thử, dien_thoai: 024 3825 1234, thu_dien_tu: tin@nuocsach.vn}}]
---
Bộ Thử mở điểm lấy nước.
"""
DECREE = """---
loai: decree
ten_goi: về nước sạch
nam: 2026
du_thao: {lan: 1}
chu_ky: {quyen_han: [TM. CHÍNH PHỦ, THỦ TƯỚNG]}
---
### Điều. Giếng khoan {#gieng}
1. Khoản một.
2. Khoản hai: hóa đơn tiền nước.
### Điều. Hiệu lực
Nghị định này có hiệu lực từ ngày ký.
"""
SETTINGS = (
    "noi_dung: content\ntrang_tin:\n  ten: Phòng tin nước\n  dia_chi: https://nuoc.example.vn\n  gop_y: gopy@nuoc.vn\n"
)


def room_of(root: Path, count: int, more: str = "") -> Session:
    """A project with so many approved news, three days apart, of two topics."""
    (root / "content/_shared").mkdir(parents=True)
    (root / "draftkit.yaml").write_text(SETTINGS + more, encoding="utf-8")
    for at in range(count):
        year, day = 2026 - at // 20, f"{2026 - at // 20}-{11 - at % 10:02}-{1 + at % 20:02}"
        topic = ("Giếng", "Đường ống")[at % 2]
        text = RELEASE.format(title=f"Điểm lấy nước thứ {at}", year=year, day=day, topic=topic)
        (root / f"content/tin-{at:03}.md").write_text(text, encoding="utf-8")
    return Session(open_project(root, None), Occasion(NOW, True))


def made(session: Session) -> dict[str, bytes]:
    settings = read_settings(session.project)
    return site_files(session, settings, gather(session, settings))


def test_lists_hold_twenty_and_lead_on(tmp_path: Path) -> None:
    files = made(room_of(tmp_path, 45))
    pages = [name for name in files if (name.startswith("tin/") and name.endswith("index.html")) or "trang-" in name]
    assert [name for name in pages if name.startswith("tin/")] == [
        "tin/index.html",
        "tin/trang-2.html",
        "tin/trang-3.html",
    ]
    shown = [re.findall(r'<li class="the">', files[name].decode()) for name in sorted(pages) if name.startswith("tin/")]
    assert [len(one) for one in shown] == [20, 20, 5]
    assert 'href="../tin/trang-3.html"' in files["tin/index.html"].decode()
    assert {"chu-de/gieng.html", "chu-de/duong-ong.html", "nam/2026.html", "nam/2025.html", "nam/2024.html"} <= set(
        files
    )
    titles = re.findall(r"Điểm lấy nước thứ (\d+)</a>", files["chu-de/gieng.html"].decode())
    assert all(int(one) % 2 == 0 for one in titles)


def test_the_feed_is_short_and_its_years_hold_the_rest(tmp_path: Path) -> None:
    session = room_of(tmp_path, 45)
    news = gather(session, read_settings(session.project)).news
    voice = Voice("vi", "", "index.html", "Phòng tin", "Bộ", "", "", "Bộ")
    feeds = {name: etree.fromstring(data) for name, data in write_feeds(voice, news).items()}
    counts = {name: len(feed.findall("{*}entry")) for name, feed in feeds.items()}
    assert counts == {"feed.xml": 30, "feed-2026.xml": 20, "feed-2025.xml": 20, "feed-2024.xml": 5}
    links = {
        name: {link.get("rel"): link.get("href").rpartition("/")[2] for link in feed.findall("{*}link")}
        for name, feed in feeds.items()
    }
    assert links["feed.xml"]["prev-archive"] == "feed-2026.xml"
    assert links["feed-2026.xml"]["prev-archive"] == "feed-2025.xml"
    assert "prev-archive" not in links["feed-2024.xml"]


@pytest.mark.parametrize(
    ("waits", "out"),
    [
        ("", "2026-11-01"),
        ("cam_cong_bo: 2026-11-01 10:00 Asia/Ho_Chi_Minh\n", "2026-11-01T10:00:00+07:00"),
        ("cam_cong_bo: 2026-11-03 10:00\ncong_bo_tu: 2026-11-02 08:00\n", "2026-11-03T10:00:00+07:00"),
        ("cong_bo_tu: 2026-10-30 10:00\n", "2026-11-01"),  # signed later
    ],
)
def test_nothing_says_that_news_was_out_before_the_time_it_waited_for(waits: str, out: str, tmp_path: Path) -> None:
    room_of(tmp_path, 1)
    path = tmp_path / "content/tin-000.md"
    path.write_text(path.read_text(encoding="utf-8").replace("nam: 2026", f"{waits}nam: 2026"), encoding="utf-8")
    session = Session(open_project(tmp_path, None), Occasion(NOW, True))
    page = made(session)["tin/tin-000.html"].decode()
    (article,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert [json.loads(article)[one] for one in ("datePublished", "dateModified")] == [out, out]
    assert f'<meta property="article:published_time" content="{out}">' in page
    news = gather(session, read_settings(session.project)).news
    voice = Voice("vi", "", "index.html", "Phòng tin", "Bộ", "", "", "Bộ")
    (entry,) = (feed := etree.fromstring(write_feeds(voice, news)["feed.xml"])).findall("{*}entry")
    moment = out if "T" in out else f"{out}T00:00:00+07:00"
    assert [entry.findtext(f"{{*}}{one}") for one in ("updated", "published")] == [moment, moment]
    assert feed.findtext("{*}updated") == moment
    assert [one.said.out for one in news] == [out], "and so the map of the site"


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    files = made(room_of(tmp_path, 3))
    assert write_site(files, tmp_path / "site") == len(files)
    assert write_site(files, tmp_path / "site") == 0
    assert write_site(files | {"index.html": b"x"}, tmp_path / "site") == 1


def test_what_is_the_same_is_taken_over_and_what_is_not_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, out = room_of(tmp_path, 2), tmp_path / "site"
    settings = read_settings(session.project)

    def built(force: bool = False) -> dict[str, bytes]:
        former = Former(out, tmp_path / "site.entries")
        if force:
            former.forget()
        files = site_files(session, settings, gather(session, settings), former)
        write_site(files, out, former)
        return files

    written: list[str] = []
    write = Session.written

    def noted(self: Session, one: Document, name: str) -> bytes:
        written.append(f"{one.name}.{name}")
        return write(self, one, name)

    monkeypatch.setattr(Session, "written", noted)
    first = built()
    written.clear()
    assert built() == first
    assert written == []
    assert built(force=True) == first
    assert sorted(written) == ["tin-000.docx", "tin-000.txt", "tin-001.docx", "tin-001.txt"]
    listed = json.loads((out / LISTING).read_text(encoding="utf-8"))
    assert listed == {"files": sorted(first)}, "nothing of this machine"
    written.clear()
    (out / "tin/tin-000.docx").write_bytes(b"of somebody else")
    assert built() == first, "what is no longer as it was written is made again"
    assert written == ["tin-000.docx"]
    source = tmp_path / "content/tin-000.md"
    source.write_text(source.read_text(encoding="utf-8").replace("thứ 0", "đầu tiên"), encoding="utf-8")
    session = Session(open_project(tmp_path, None), Occasion(NOW, True))
    after = built()
    assert after["tin/tin-000.docx"] != first["tin/tin-000.docx"]
    assert after["tin/tin-000.the.png"] != first["tin/tin-000.the.png"]
    assert after["tin/tin-001.docx"] == first["tin/tin-001.docx"]
    (tmp_path / "content/_shared/nhan-dien.yaml").write_text("ten: Vườn\nmau: {dam: '#3D1F4F'}\n", encoding="utf-8")
    session = Session(open_project(tmp_path, None), Occasion(NOW, True))
    assert built()["tin/tin-001.docx"] != first["tin/tin-001.docx"]
    (out / "tin/tin-001.docx").unlink()
    built()
    assert (out / "tin/tin-001.docx").is_file()


@pytest.mark.parametrize(
    ("dates", "said", "asked"),
    [
        ("{tu_ngay: 2026-12-01, den_ngay: 2026-12-31}", "Từ ngày", True),
        ("{tu_ngay: 2026-12-07, den_ngay: 2026-12-31}", "Chưa lấy ý kiến", False),
        ("{tu_ngay: 2026-11-01, den_ngay: 2026-12-05}", "Đã kết thúc lấy ý kiến", False),
    ],
)
def test_comments_are_taken_between_two_days(dates: str, said: str, asked: bool, tmp_path: Path) -> None:
    session = room_of(tmp_path, 1, f"  lay_y_kien: {{nghi-dinh: {dates}}}\n")
    (tmp_path / "content/nghi-dinh.md").write_text(DECREE, encoding="utf-8")
    page = made(session)["lay-y-kien/nghi-dinh.html"].decode()
    assert said in page
    assert ('class="gop-y"' in page) is asked
    assert ('id="_gop-y"' in page) is asked


@pytest.mark.parametrize(
    ("more", "contacts", "asked"),
    [
        ("", "", "ghi ở cuối mỗi thông cáo"),
        ("", "lien_he: {thu_dien_tu: chung@nuoc.vn}\n", "chung@nuoc.vn"),
        ("  bao_chi: {lien_he: {ho_ten: Trần Thị Thử, dien_thoai: 024 3825 1234}}\n", "", "Trần Thị Thử"),
    ],
)
def test_journalists_know_whom_to_ask(more: str, contacts: str, asked: str, tmp_path: Path) -> None:
    session = room_of(tmp_path, 1, more)
    if contacts:
        (tmp_path / "content/_shared/nhan-dien.yaml").write_text(contacts, encoding="utf-8")
    assert asked in made(session)["bao-chi.html"].decode()


def test_a_media_kit_that_is_not_there_is_told(tmp_path: Path) -> None:
    session = room_of(tmp_path, 1, "  bao_chi: {bo_tai_lieu: {../khac.zip: Bộ}}\n")
    with pytest.raises(SourceError):
        made(session)


def test_a_media_kit_goes_out_as_it_was_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room_of(tmp_path, 1, "  bao_chi: {bo_tai_lieu: {k.zip: Bộ}}\n")
    monkeypatch.chdir(tmp_path)

    def held() -> list[str]:
        session = Session(open_project(tmp_path, None), Occasion(NOW))
        room = gather(session, read_settings(session.project))
        return [str(reason) for name, reason in room.held if name == "k.zip"] or sorted(room.kits)

    (tmp_path / "k.zip").write_bytes(b"PK")
    assert "nobody judged" in held()[0]
    assert main(["approve", "tin-000", "--by", "Lê Văn C", "--date", "2020-01-01"]) == 0
    assert main(["kit", "tin-000", "--out", "k.zip", "--now", NOW, "--quiet"]) == 0
    assert held() == ["k.zip"]
    source = tmp_path / "content/tin-000.md"
    source.write_text(source.read_text(encoding="utf-8").replace("Điểm lấy nước", "Điểm cấp nước"), encoding="utf-8")
    assert "changed since it was packed" in held()[0]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("phong-tin")
    session = room_of(root, 5, "  lay_y_kien: {nghi-dinh: {den_ngay: 2026-12-31}}\n")
    (root / "content/nghi-dinh.md").write_text(DECREE, encoding="utf-8")
    write_site(made(session), root / "site")
    return root / "site"


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("diem lay nuoc thu 3", ["Điểm lấy nước thứ 3"]),
        ("thứ 4", ["Điểm lấy nước thứ 4"]),
        ("thừ 4", []),
        ("GIENG KHOAN", ["Điều 1. Giếng khoan"]),
        ("hoá đơn", ["Điều 1. Giếng khoan"]),
    ],
)
def test_words_are_found_with_and_without_accents(words: str, titles: list[str], site: Path, chromium: Browser) -> None:
    chromium.show((site / "tim-kiem.html").as_uri() + f"?q={words}", 1000)
    found = chromium.run("return [...document.querySelectorAll('#_ket-qua a')].map(a => [a.textContent, a.href])")
    assert [title for title, _ in found] == titles
    assert all(Path(address.removeprefix("file://").partition("#")[0]).is_file() for _, address in found)


def test_a_comment_is_copied_where_no_mail_program_is(site: Path, chromium: Browser) -> None:
    chromium.show(site / "lay-y-kien/nghi-dinh.html", 1000)
    chromium.run(
        "document.getElementById('_quy-dinh').value = 'khoản 2 Điều 1 [gieng-khoan-2]';"
        "document.getElementById('_y-kien').value = 'Thêm giếng đào';"
        "document.getElementById('_chep').click()"
    )
    block = chromium.run("return document.getElementById('_khoi').value")
    assert block.splitlines()[:2] == [
        "Góp ý khoản 2 Điều 1 [gieng-khoan-2] - Nghị định về nước sạch",
        "Ý kiến: Thêm giếng đào",
    ]
    assert "gopy@nuoc.vn" in chromium.run("return document.getElementById('_da-chep').textContent")


def test_the_data_of_the_search_cannot_end_its_script(tmp_path: Path) -> None:
    session = room_of(tmp_path, 1)
    path = tmp_path / "content/tin-000.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Điểm lấy nước thứ 0", "Một </script>"), encoding="utf-8")
    data = made(session)["tim-kiem-du-lieu.js"].decode()
    assert "</script>" not in data
    assert json.loads(data.partition("= ")[2].rstrip(";\n"))[0][0].endswith("Một </script>")


def test_a_topic_that_no_news_has_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    room_of(tmp_path, 2, "  chu_de: [Giếng, Giến]\n")
    monkeypatch.chdir(tmp_path)
    assert main(["site", "--draft", "--now", NOW, "--out", "ra"]) == 0
    told = capsys.readouterr().err
    assert "Giến: " in told
    assert "Giếng: " not in told
    assert [one.name for one in (tmp_path / "ra/chu-de").iterdir()] == ["gieng.html"]


def test_the_last_question_of_many_is_found(tmp_path: Path) -> None:
    session = room_of(tmp_path, 1)
    asked = "".join(f"## Khám ở xã thứ {at} thế nào?\nMang theo thẻ căn cước, khám trong ngày.\n\n" for at in range(60))
    head = RELEASE.partition("\nBộ Thử mở")[0].replace("Thông cáo báo chí", "Hỏi - đáp")
    text = head.format(title="Hỏi - đáp", year=2026, day="2026-11-01", topic="Giếng")
    (tmp_path / "content/hoi.md").write_text(f"{text}\n{asked}", encoding="utf-8")
    path = tmp_path / "content/tin-000.md"
    path.write_text(f"{path.read_text('utf-8')}\n{'Một đoạn dài. ' * 2000}", encoding="utf-8")
    rows = json.loads(made(session)["tim-kiem-du-lieu.js"].decode().partition("= ")[2].rstrip(";\n"))
    sizes = {row[1].partition("/")[0]: row[4] for row in rows}
    assert "xã thứ 59 thế nào" in sizes["tu-lieu"]
    assert len(sizes["tin"]) == 1500


def test_charts_of_releases_are_drawn_beside_their_figures(tmp_path: Path) -> None:
    session = room_of(tmp_path, 1)
    source = tmp_path / "content/tin-000.md"
    table = "\n::: bieu-do-cot\n| Năm | Giếng |\n|---|---|\n| 2025 | 4 |\n| 2026 | 9 |\n:::\n"
    source.write_text(source.read_text(encoding="utf-8") + table, encoding="utf-8")
    page = made(session)["tin/tin-000.html"].decode()
    assert 'src="data:image/png' in page
    assert 'alt="Biểu đồ cột. Năm: Giếng. 2025: 4; 2026: 9.' in page
