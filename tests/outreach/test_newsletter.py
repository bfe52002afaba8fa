"""An issue of a newsletter: stories from releases, items of its own, days to come; it fits every width."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image

from draftkit.cli.main import main
from tests.site.browser import Browser, browser

RELEASE = """---
loai: Thông cáo báo chí
ten_goi: Thêm {count} điểm lấy nước
co_quan: Bộ Thử
dia_danh: Hà Nội
nam: 2026
ngay: 2026-11-0{count}
du_thao: {{lan: 1}}
tu_khoa: [nước]
lien_he: [{{ho_ten: Lê Văn C, don_vi: Cục Thử, dien_thoai: 024 3825 1234, thu_dien_tu: tin@nuocsach.vn}}]
---
Bộ Thử mở thêm {count} điểm lấy nước <b>mới</b>.
"""
ISSUE = """---
loai: Bản tin
so: 5
ten_goi: Nước sạch mỗi tháng
co_quan: Bộ Thử
dia_danh: Hà Nội
nam: 2026
du_thao: {{lan: 1}}
tin: [mot.md, hai.md]
lich:
  - {{ngay: {day}, viec: Hội nghị ở xã vùng cao}}
lien_he: [{{ho_ten: Lê Văn C, don_vi: Cục Thử, dien_thoai: 024 3825 1234, thu_dien_tu: tin@nuocsach.vn}}]
---
Tháng này có hai tin.

# Việc của *chúng tôi*
- Một việc
- Hai việc
"""


def project(root: Path) -> None:
    (root / "draftkit.yaml").write_text(
        "noi_dung: content\ntrang_tin: {ten: Phòng tin, dia_chi: https://nuoc.example.vn}\n", encoding="utf-8"
    )
    (root / "content/_shared").mkdir(parents=True)
    for name, count in (("mot", 1), ("hai", 2)):
        text = RELEASE.format(count=count)
        (root / f"content/{name}.md").write_text(text, encoding="utf-8")
    (root / "content/ban-tin.md").write_text(ISSUE.format(day="2026-12-05"), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    project(tmp_path)
    return tmp_path


def mail(folder: Path) -> EmailMessage:
    assert main(["build", "ban-tin", "--draft", "--format", "eml", "--out", "ra"]) == 0
    message = message_from_bytes((folder / "ra/ban-tin.eml").read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, sort: str) -> str:
    part = message.get_body((sort,))
    assert part is not None
    return str(part.get_content())


def test_an_issue_holds_stories_items_and_days(folder: Path) -> None:
    message = mail(folder)
    page, text = body(message, "html").replace("&nbsp;", " "), body(message, "plain")
    for words in ("Số 5", "Thêm 1 điểm lấy nước", "Thêm 2 điểm lấy nước", "Hội nghị ở xã vùng cao", "Hai việc"):
        assert words in page
        assert words.replace("Số 5", "BẢN TIN SỐ 5") in text
    assert "Việc của <em" in page
    assert "&lt;b&gt;mới&lt;/b&gt;" in page, "what releases say is text"
    assert page.index("Thêm 1 điểm") < page.index("Thêm 2 điểm"), "the lead story first"
    buttons = re.findall(r'<a href="([^"]+)"[^>]*>Đọc tiếp</a>', page)
    assert buttons == ["https://nuoc.example.vn/tin/mot.html", "https://nuoc.example.vn/tin/hai.html"]
    assert ">05<" in page.replace("<span", "<").replace("05\n", "05")
    assert "05/12/2026" in text
    assert "trang:" not in page + text
    assert "Xem trên web: https://nuoc.example.vn/" in text
    assert "Để thôi nhận bản tin" in text
    assert message["List-Unsubscribe"].strip().startswith("<mailto:tin@nuocsach.vn?subject=")


def test_the_first_picture_of_a_story_stands_with_its_credit_in_every_form(folder: Path) -> None:
    """The mail alone had it, and nobody could read there whose it is."""
    Image.new("RGB", (900, 600), "teal").save(folder / "content/tram.png")
    with (folder / "content/hai.md").open("a", encoding="utf-8") as file:
        file.write('\n![Trạm nước](tram.png "Trạm hôm nay. Ảnh: Lê C")\n')
    message = mail(folder)
    assert main(["build", "ban-tin", "--draft", "--format", "html", "--out", "ra"]) == 0
    page = (folder / "ra/ban-tin.html").read_text(encoding="utf-8")
    for shown in (page, body(message, "html"), body(message, "plain")):
        assert "Trạm nước" in shown, "what it shows"
        assert "Trạm hôm nay. Ảnh: Lê C" in shown.replace("&nbsp;", " ")


def test_an_issue_in_english_says_nothing_of_ours_in_vietnamese(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (folder / "content/ban-tin.md").read_text(encoding="utf-8")
    (folder / "content/ban-tin.en.md").write_text(text, encoding="utf-8")
    twin = RELEASE.format(count=1).replace("Thêm 1 điểm lấy nước", "One more place to take water from")
    (folder / "content/mot.en.md").write_text(twin, encoding="utf-8")
    assert main(["build", "ban-tin.en", "--draft", "--format", "eml", "--out", "ra"]) == 0
    told = "".join(capsys.readouterr())
    assert "cần có hai.en.md" in told
    assert "mot.en.md" not in told
    message = message_from_bytes((folder / "ra/ban-tin.en.eml").read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    text, page = body(message, "plain"), body(message, "html").replace("&nbsp;", " ")
    assert message["Subject"] == "Nước sạch mỗi tháng - No. 5", "issues are told apart in a mailbox"
    assert "One more place" in page, "a story that has been translated is taken by itself"
    for words in ("NEWSLETTER NO. 5", "5 December 2026", "Coming up", "Read on the web: ", "To leave this newsletter"):
        assert words in text
    for words in ("No. 5", "Read on", "Coming up", "To leave this newsletter", ">December 2026<"):
        assert words in page
    assert not re.search("Số 5|Đọc tiếp|Xem trên|Lịch sắp|Thôi nhận|Liên hệ", page + text)


def test_old_mail_programs_show_it(folder: Path) -> None:
    page = body(mail(folder), "html")
    assert "<!--[if mso]>" in page
    # what Word, which shows mails in Outlook, does not know
    unknown = r"display:\s*(?:grid|flex|block|inline-block)|float:|position:|background-image|<script|@import|<link\b"
    assert not re.search(unknown, page)
    for picture in re.findall("<img[^>]*>", page):
        assert re.search(r' width="\d+" height="\d+"', picture), "its size is no style there"
    assert page.count("<table") == page.count("</table>")
    assert page.index("Tháng này có hai tin.") < page.index("<h1"), "the preview stands first"


def test_a_story_under_embargo_holds_the_issue_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release = folder / "content/mot.md"
    text = release.read_text(encoding="utf-8").replace("nam: 2026", "nam: 2026\ncam_cong_bo: 2099-01-01 08:00 +07:00")
    release.write_text(text, encoding="utf-8")
    issue = folder / "content/ban-tin.md"
    issue.write_text(issue.read_text(encoding="utf-8").replace("du_thao: {lan: 1}\n", ""), encoding="utf-8")
    assert main(["build", "ban-tin", "--format", "eml", "--out", "ra"]) == 1
    assert "2099" in capsys.readouterr().err
    assert not (folder / "ra/ban-tin.eml").exists()


@pytest.mark.parametrize("day", ["2026-13-01", "mai"])
def test_a_day_that_is_none_is_told(day: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "content/ban-tin.md").write_text(ISSUE.format(day=day), encoding="utf-8")
    main(["check", "ban-tin"])
    said = capsys.readouterr()
    assert day in said.out + said.err


def test_a_story_that_is_not_there_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "content/hai.md").unlink()
    assert main(["check", "ban-tin"]) == 1
    assert "hai" in capsys.readouterr().out


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.mark.parametrize("width", [320, 390, 640, 1000])
def test_it_fits_every_width(width: int, folder: Path, chromium: Browser) -> None:
    (folder / "thu.html").write_text(body(mail(folder), "html"), encoding="utf-8")
    chromium.show(folder / "thu.html", width)
    assert chromium.run("return document.documentElement.scrollWidth") <= width
    assert chromium.run("return document.querySelector('.khung-thu').offsetWidth") <= 640


def test_no_day_of_a_table_is_broken_on_a_phone(folder: Path, chromium: Browser) -> None:
    text = (folder / "content/ban-tin.md").read_text("utf-8").replace("xã vùng cao", "xã vùng cao trong cả ngày hôm ấy")
    (folder / "content/ban-tin.md").write_text(text, encoding="utf-8")
    assert main(["build", "ban-tin", "--draft", "--format", "html", "--out", "ra"]) == 0
    chromium.show(folder / "ra/ban-tin.html", 320)
    lines = chromium.run(
        "const day = [...document.querySelectorAll('td')].find(cell => cell.textContent.includes('05/12/2026'));"
        "const all = document.createRange(); all.selectNodeContents(day.firstElementChild || day);"
        "return new Set([...all.getClientRects()].map(one => one.top)).size"
    )
    assert lines == 1


def test_tables_of_an_issue_look_as_those_of_other_mails(folder: Path) -> None:
    for path in (folder / "content/ban-tin.md", folder / "content/mot.md"):
        path.write_text(path.read_text("utf-8") + "\n| Xã | Điểm |\n|---|---|\n| Một | 2 |\n", encoding="utf-8")
    assert main(["build", "mot", "--draft", "--format", "eml", "--out", "ra"]) == 0
    release = body(message_from_bytes((folder / "ra/mot.eml").read_bytes(), policy=policy.default), "html")
    page = body(mail(folder), "html")
    looks = [re.search(r'<table class="bang"[^>]*>', one) for one in (release, page)]
    assert looks[0] is not None
    assert "border-collapse" in looks[0][0]
    assert looks[1] is not None
    assert looks[1][0] == looks[0][0]


def test_amounts_of_a_wide_table_stay_whole_and_charts_are_read_on_a_phone(folder: Path, chromium: Browser) -> None:
    money = "| Ngân sách trung ương | 1.250.000.000 | 980.500.000 | (120.000.000) | 2.110.500.000 |\n"
    chart = "::: bieu-do-ngang\n| Nhóm | Tăng |\n|---|---|\n| Nam | 4,2% |\n| Nữ | 3,1% |\n:::\n"
    path = folder / "content/ban-tin.md"
    table = f"\n| Nguồn | 2027 | 2028 | 2029 | Cộng |\n|---|---|---|---|---|\n{money}{money}\n{chart}"
    path.write_text(path.read_text("utf-8") + table, encoding="utf-8")
    sent = mail(folder)
    (folder / "thu.html").write_text(body(sent, "html"), encoding="utf-8")
    chromium.show(folder / "thu.html", 320)
    assert chromium.run("return document.documentElement.scrollWidth") <= 320
    lines = chromium.run(
        "return [...document.querySelectorAll('.bang td, .bang th')].filter(one => /\\d/.test(one.textContent)).map("
        "one => { const all = document.createRange(); all.selectNodeContents(one);"
        " return new Set([...all.getClientRects()].map(box => box.top)).size; })"
    )
    assert len(lines) > 8
    assert set(lines) == {1}
    drawn = [
        Image.open(io.BytesIO(part.get_content())) for part in sent.walk() if part.get_content_type() == "image/png"
    ]
    assert any(500 < one.width < 600 for one in drawn)  # 72 mm at 200 dots an inch


@pytest.mark.parametrize("width", [800, 1280])
def test_a_long_line_of_a_release_breaks_no_name_beside_it(width: int, folder: Path, chromium: Browser) -> None:
    """The name of the body was broken within a word, “THƯƠN / G”, by the line of an embargo."""
    release = folder / "content/mot.md"
    text = release.read_text(encoding="utf-8").replace("nam: 2026", "nam: 2026\ncam_cong_bo: 2099-01-01 08:00 +07:00")
    release.write_text(text.replace("co_quan: Bộ Thử", "co_quan: Bộ Công Thương"), encoding="utf-8")
    assert main(["build", "mot", "--draft", "--format", "html", "--out", "ra"]) == 0
    chromium.show(folder / "ra/mot.html", width)
    lines = chromium.run(
        "return ['BỘ CÔNG THƯƠNG', 'DỰ THẢO'].map(words => {"
        "const line = [...document.querySelectorAll('.dau p')].find(one => one.textContent.startsWith(words));"
        "const all = document.createRange(); all.selectNodeContents(line.firstElementChild || line);"
        "return new Set([...all.getClientRects()].map(one => one.top)).size})"
    )
    assert lines == [1, 1]


def test_the_heading_of_a_column_stands_as_its_cells_do(folder: Path, chromium: Browser) -> None:
    with (folder / "content/mot.md").open("a", encoding="utf-8") as file:
        file.write("\n| Xã | Điểm | Vốn |\n|:--|:-:|--:|\n| Một | hai | 3 |\n")
    assert main(["build", "mot", "--draft", "--format", "html", "--out", "ra"]) == 0
    chromium.show(folder / "ra/mot.html", 1000)
    for cell in ("th", "td"):
        told = f"return [...document.querySelectorAll('.ruled {cell}')].map(one => getComputedStyle(one).textAlign)"
        assert chromium.run(told) == ["left", "center", "right"], cell
