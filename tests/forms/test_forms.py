"""Every form of a piece says the same; each is well made by the rules of its own trade."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from draftkit.errors import ConfigError
from draftkit.writers.html_share import share_head
from tests.forms.project import RELEASE, mail, release, words
from tests.helpers import word_paragraphs

HIDDEN = ("head", "script", "style", "nav", "footer")
VOID = ("meta", "img", "br", "hr", "col", "link")


class Seen(HTMLParser):
    """Texts that a reader sees, attributes of every element."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[bool] = []
        self.text: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {key: value or "" for key, value in attrs}
        self.tags.append((tag, names))
        if tag == "img" and not any(self.stack):
            self.text.append(f" {names['alt']} ")
        if tag not in VOID:
            self.stack.append(
                tag in HIDDEN
                or "display: none" in names.get("style", "")
                or names.get("class") == "nhay"
                or names.get("role") == "doc-backlink"
            )
        self.text.append(
            "" if names.get("role") != "doc-noteref" and tag in ("sup", "a", "strong", "em", "span") else " "
        )

    def handle_endtag(self, tag: str) -> None:
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.stack):
            self.text.append(data)


def test_every_form_says_the_same(tmp_path: Path) -> None:
    session, document = release(tmp_path)
    message = mail(session, document)
    plain = message.get_body(("plain",))
    html = message.get_body(("html",))
    assert plain is not None
    assert html is not None
    forms = {
        "txt": session.written(document, "txt").decode().replace("<https://vidu.vn/a?b=1&c=2>", ""),
        "eml text": plain.get_content().replace("<https://vidu.vn/a?b=1&c=2>", ""),
        "eml html": "".join(Seen(html.get_content()).text),
        "html": "".join(Seen(session.written(document, "html").decode()).text),
        "docx": "\n".join(word_paragraphs(session.written(document, "docx"))),
    }
    assert "trang tin (https://vidu.vn/a?b=1&c=2)" in forms["docx"]  # paper has no links to follow
    forms["docx"] = forms["docx"].replace(" (https://vidu.vn/a?b=1&c=2)", "")
    forms = {
        name: text.translate(str.maketrans("²³", "23")) for name, text in forms.items()
    }  # raised where marks can be
    wanted = Counter(words(forms["txt"]))
    assert wanted["350"] == wanted["1894/QĐ-TTg"] == 1
    for name in ("eml text", "eml html"):
        assert Counter(words(forms[name])) == wanted, name
    # the page marks and titles its notes, a Word file keeps its notes in another part and shows the alternative text of
    # a picture to those who need it only
    notes = Counter(words("[1] Theo Quyết định số 1894/QĐ-TTg."))
    assert Counter(words(forms["html"])) - wanted == Counter(words("Chú thích"))
    assert not wanted - Counter(words(forms["html"])) - Counter(["1"])
    assert not Counter(words(forms["docx"])) - wanted
    assert not wanted - Counter(words(forms["docx"])) - notes - Counter(words("[1] Toàn cảnh hội trường"))


def test_the_day_of_a_mail_is_read_as_people_write_it(tmp_path: Path) -> None:
    message = mail(*release(tmp_path, RELEASE.replace('"2026-12-05T08:30+07:00"', "05/12/2026")))
    assert message["Date"].datetime.isoformat() == "2026-12-05T00:00:00+07:00"


def test_a_mail_opens_as_a_draft_with_sender_addressees_and_date(tmp_path: Path) -> None:
    message = mail(*release(tmp_path))
    assert message["Subject"] == "Bộ Công Thương tổ chức Diễn đàn công nghiệp môi trường </script><b>"
    assert [str(address) for address in message["From"].addresses] == ["Phòng Báo chí <baochi@example.vn>"]
    assert [address.addr_spec for address in message["To"].addresses] == ["a@example.vn", "b@example.vn"]
    assert message["Date"].datetime.isoformat() == "2026-12-05T08:30:00+07:00"
    assert message["X-Unsent"] == "1"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/jpeg",
    ]
    assert max(len(line) for line in message.get_body(("plain",)).get_content().split("\n")) <= 76


def test_a_mail_needs_nothing_that_old_programs_lack(tmp_path: Path) -> None:
    message = mail(*release(tmp_path))
    html = message.get_body(("html",)).get_content()
    page = Seen(html)
    all_read = re.sub(r"<!--\[if mso\]>.*?<!\[endif\]-->", "", html, flags=re.DOTALL)  # what Outlook alone reads
    for style in re.findall(r"<style[^>]*>(.*?)</style>", all_read, re.DOTALL):
        assert not re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", style).strip(), "only what dark mode adds"
    assert not {"link", "script", "form", "section", "figure", "blockquote", "svg", "math"} & {
        tag for tag, _ in page.tags
    }
    assert not re.search(r"flex|grid|calc\(|var\(|rem\b|url\(|position:|float:", html)
    for tag, attributes in page.tags:
        assert "style" in attributes or "class" not in attributes, (
            "a class alone styles nothing once the style sheet is gone"
        )
        if tag == "table":
            assert attributes.get("role") == "presentation" or attributes.get("border") == "1"
            assert attributes["width"].rstrip("%").isdigit()
        if tag == "img":
            assert attributes["src"].removeprefix("cid:") in {
                part["Content-ID"].strip("<>") for part in message.walk() if part["Content-ID"]
            }
            assert int(attributes["width"]) <= 576
            assert attributes["alt"] == "Toàn cảnh hội trường"
    assert [attributes["scope"] for tag, attributes in page.tags if tag == "th"] == ["col"] * 3
    picture = next(part for part in message.walk() if part.get_content_maintype() == "image").get_content()
    assert b"Exif" not in picture


def test_a_heavy_picture_is_named_instead_of_sent(tmp_path: Path) -> None:
    from PIL import Image

    session, document = release(tmp_path)
    Image.effect_noise((1200, 1200), 200).convert("RGB").save(tmp_path / "content/anh.jpg", quality=95)
    message = mail(session, document)
    assert "image/jpeg" not in [part.get_content_type() for part in message.walk()]
    assert "[Toàn cảnh hội trường]" in message.get_body(("html",)).get_content()


def test_same_input_same_bytes(tmp_path: Path) -> None:
    one, two = (release(tmp_path / name) for name in ("a", "b"))
    for name in ("eml", "html", "txt"):
        assert one[0].written(one[1], name) == two[0].written(two[1], name)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("thu: {tu: khong phai dia chi}", "“thu.tu”: “khong phai dia chi” is not an e-mail address"),
        ('thu: {tu: a@b.vn, den: "x@y.vn\\nBcc: z@t.vn"}', "“thu.den”: “.*” is not an e-mail address"),
        ("thu: {tu: a@b.vn, ngay: hom nay}", "“thu.ngay”: “hom nay” is not a date"),
        ("thu: {tu: a@b.vn}\nngay: ngày mai", "“ngay”: “ngày mai” is not a date"),  # of which a mail takes its own
    ],
)
def test_bad_addresses_and_dates_are_named_where_they_are_written(tmp_path: Path, lines: str, said: str) -> None:
    text = RELEASE.replace("ngay: 2026-12-05\n", "") if "\nngay" in lines else RELEASE
    text = re.sub(r"^thu:.*$", lambda _: lines, text, flags=re.MULTILINE)
    session, document = release(tmp_path, text)
    line = text.splitlines().index(lines.splitlines()[-1]) + 1
    with pytest.raises(ConfigError, match=rf"(?s)\.md:{line}: {said}"):
        session.written(document, "eml")


def test_receivers_of_a_mass_mail_do_not_see_each_other(tmp_path: Path) -> None:
    def sent(line: str) -> dict[str, str]:
        message = mail(*release(tmp_path, re.sub(r"^thu:.*$", f"thu: {line}", RELEASE, flags=re.MULTILINE)))
        return {key: str(message[key]) for key in ("From", "To", "Cc", "Bcc") if message[key]}

    assert sent("{tu: a@b.vn, bcc: [c@d.vn, e@f.vn]}") == {"From": "a@b.vn", "To": "a@b.vn", "Bcc": "c@d.vn, e@f.vn"}
    many = sent("{tu: a@b.vn, den: [c@d.vn, e@f.vn, g@h.vn], dong_gui: i@k.vn}")
    assert many == {"From": "a@b.vn", "To": "a@b.vn", "Bcc": "c@d.vn, e@f.vn, g@h.vn, i@k.vn"}
    assert sent("{tu: a@b.vn, den: c@d.vn, dong_gui: e@f.vn}") == {"From": "a@b.vn", "To": "c@d.vn", "Cc": "e@f.vn"}


def test_a_contact_still_to_be_filled_in_is_no_sender(tmp_path: Path) -> None:
    text = re.sub(r"^thu:.*\n", "", RELEASE, flags=re.MULTILINE).replace(
        "thu_dien_tu: baochi@vidu.vn", "thu_dien_tu: '[điền thư]'"
    )
    assert mail(*release(tmp_path, text))["From"] is None


def test_without_sender_the_contact_sends_and_without_date_there_is_none(tmp_path: Path) -> None:
    message = mail(*release(tmp_path, re.sub(r"^(thu|ngay):.*\n", "", RELEASE, flags=re.MULTILINE)))
    assert message["From"].addresses[0].addr_spec == "baochi@vidu.vn"
    assert message["Date"] is None
    assert message["To"] is None


@pytest.mark.parametrize(
    "name", ["🎉 Tin vui", "\u202eمرحبا", "Rất dài " * 700], ids=["emoji", "right to left", "5,000 signs"]
)
def test_odd_headlines(tmp_path: Path, name: str) -> None:
    session, document = release(
        tmp_path, re.sub(r"^ten_goi:.*$", f"ten_goi: {name.strip()}", RELEASE, flags=re.MULTILINE)
    )
    message = mail(session, document)
    assert message["Subject"].startswith(name[:7].strip())
    assert len(message["Subject"]) <= 201
    assert " ".join(name.split()) in " ".join(message.get_body(("plain",)).get_content().split())


def test_a_broken_layout_is_named(tmp_path: Path) -> None:
    session, document = release(tmp_path)
    (tmp_path / "templates/_shared/mail").mkdir(parents=True)
    (tmp_path / "templates/_shared/mail/thu.html").write_text("{{ ''.__class__.__mro__ }}", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"thu\.html"):
        session.written(document, "eml")


def test_any_kind_can_be_mailed(tmp_path: Path) -> None:
    text = (
        "---\nloai: communique\nten_goi: về kết quả Diễn đàn\nco_quan: Bộ Công Thương\nviet_tat: BCT\nso: 5\nnam: "
        "2026\nngay: 2026-12-05\nnoi_nhan: [Báo chí]\nluu: VT\n"
    )
    message = mail(
        *release(
            tmp_path,
            (
                f"{text}chu_ky: {{quyen_han: [CHÁNH VĂN PHÒNG]}}\n---\n1. Khoản một theo @k-hai.\n2. Khoản hai. "
                f"{{#k-hai}}\n"
            ),
        )
    )
    page = "".join(Seen(message.get_body(("html",)).get_content()).text)
    for words_ in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 05/TC-BCT",
        "Khoản một theo khoản 2 của Thông cáo này.",
        "Nơi nhận:",
        "CHÁNH VĂN PHÒNG",
    ):
        assert words_ in page


SITE = "trang_tin: {dia_chi: 'https://tin.example.vn/moi-truong/'}\n"


def test_a_page_of_news_says_what_it_is(tmp_path: Path) -> None:
    session, document = release(tmp_path, settings=SITE)
    html = session.written(document, "html").decode()
    page = Seen(html)
    graph = {
        attributes["property"]: attributes["content"]
        for tag, attributes in page.tags
        if tag == "meta" and "property" in attributes
    }
    assert graph["og:type"] == "article"
    assert graph["og:title"].endswith("</script><b>")
    assert graph["og:url"] == "https://tin.example.vn/moi-truong/tin/tin.html"
    assert graph["article:published_time"] == "2026-12-05"
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert html.count("<script") == 1
    article = json.loads(found[0])
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == graph["og:title"]
    assert article["datePublished"] == "2026-12-05"
    assert article["publisher"]["name"] == "Bộ Công Thương"
    early = document.bound._replace(meta=document.bound.meta._replace(values={"ngay": "ngày mai"}))
    assert not re.search("datePublished|dateModified|published_time", share_head(early, document.frame))  # it is no day
    assert article["description"] == "Diễn đàn bàn giải pháp phát triển thị trường."
    assert "default-src 'none'" in html


def test_a_summary_may_hold_values_that_the_text_prints(tmp_path: Path) -> None:
    text = re.sub(
        r"^tom_tat:.*$", 'gia_tri: {so: 350}\ntom_tat: "{{ so }} đại biểu bàn giải pháp"', RELEASE, flags=re.MULTILINE
    ).replace("350 đại biểu", "{{ so }} đại biểu")
    session, document = release(tmp_path, text)
    assert 'content="350 đại biểu bàn giải pháp' in session.written(document, "html").decode()
    session, document = release(tmp_path / "b", text.replace('tom_tat: "{{ so }}', 'tom_tat: "{{ khong_co }}'))
    assert '<meta name="description" content="Bộ Công Thương tổ chức' in session.written(document, "html").decode()


def test_a_release_without_a_number_is_no_draft_on_its_page_unless_it_bears_the_mark(tmp_path: Path) -> None:
    session, document = release(tmp_path / "a")
    assert "(dự thảo)" not in session.written(document, "html").decode()
    session, document = release(tmp_path / "b", RELEASE.replace("nam: 2026", "nam: 2026\ndu_thao: {lan: 1}"))
    assert "(dự thảo)" in session.written(document, "html").decode()


def test_without_an_address_no_page_names_one(tmp_path: Path) -> None:
    session, document = release(tmp_path)
    html = session.written(document, "html").decode()
    assert "canonical" not in html
    assert "og:url" not in html


@pytest.mark.parametrize(
    "name",
    [
        "Bộ Công Thương có Kế hoạch hành động phát triển công nghiệp môi trường giai đoạn 2025 - 2030",
        "Đính chính địa điểm buổi giới thiệu dự thảo Nghị định về công nghiệp môi trường",
        "Kinh doanh trong nước: " + "thu gom và xử lý " * 8 + "rác",
    ],
)
def test_a_subject_over_several_lines_keeps_its_spaces(tmp_path: Path, name: str) -> None:
    session, document = release(tmp_path, re.sub(r"^ten_goi:.*$", f"ten_goi: '{name}'", RELEASE, flags=re.MULTILINE))
    assert mail(session, document)["Subject"] == name
    head = session.written(document, "eml").partition(b"\r\n\r\n")[0]
    assert head.isascii()
    assert max(len(line) for line in head.split(b"\r\n")) <= 78
