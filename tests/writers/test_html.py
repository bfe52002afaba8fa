"""The HTML page says what the canonical text says, links to what is there, and lets nothing of the draft act as
markup."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from draftkit.errors import SourceError
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.resolve.frame import Frame, size_pair
from draftkit.writers.html_page import write_html
from draftkit.writers.html_style import Formulas, running, safe, safe_url, slug, style_class, stylesheet
from draftkit.writers.text import OBJECT, paragraphs
from tests.helpers import META, document, read

ROOT = Path(__file__).parents[2]
DECREE = ROOT / "content/decree/nghi-dinh-cong-nghiep-moi-truong"
VOID = {"br", "meta", "img", "col"}

FULL = r"""# Chương. Quy định <chung> {#chuong-mot}
## Mục. Nguyên tắc
### Điều. Phạm vi {#pham-vi}
Mở đầu, xem @khoan-hai, @bang-mot và công thức @ct-mot.
1. Khoản một[^1], theo [trang](https://example.vn/a?b=1&c=2) và [xấu](javascript:alert(1)): {#khoan-mot}
a) Điểm a;
b) Điểm b;
c) Điểm c;
d) Điểm d;
đ) Điểm đ, H~2~S, m^3^, **đậm** và *nghiêng*.
2. Khoản hai theo @khoan-mot. {#khoan-hai}
3. Họ và tên: ……………
### Điều. Sửa đổi
1. Sửa đổi khoản 2 Điều 5 như sau:
> “2. Nội dung mới.
> a) Điểm mới;”.

2. Sau trích dẫn, $a < b$.

Bảng. Mục tiêu {#bang-mot}
| STT | | Mức |
|:-:|---|--:|
| 1 | **Xử lý** | 70% |
| 2 | Một\|hai | 80% |

$$ T = \frac{A}{B} $$ {#ct-mot}

::: khong-vien
| Trái | Phải |
|---|---|
| a | b |
:::

::: giua
Giữa dòng\
hai hàng
:::

[^1]: Lời chú, xem @pham-vi.

# Phụ lục. Danh mục {#phu-luc-mot}
1. Khoản của phụ lục.
## Mẫu. Tờ khai {#mau-mot}
### Mục. Thông tin
1. Tên: …
# Phụ lục. Thứ hai
### Điều. Tên điều
1. Theo @phu-luc-mot.
"""


def build(
    folder: Path, text: str, extra: str = "", files: Mapping[str, str | bytes] | None = None
) -> tuple[Bound, Frame]:
    made = document(folder, text, f"{META}{extra}\n", files)
    return made.bound, made.frame


class Page(HTMLParser):
    """Reads a page: the text of each element that carries the class of a style, ids, links, headings, and whether tags
    are closed in order."""

    def __init__(self, html: str, bound: Bound) -> None:
        super().__init__(convert_charrefs=True)
        self.classes = {style_class(style) for style in bound.profile.styles.values()}
        self.stack: list[tuple[str, bool, bool]] = []
        self.shown: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {key: value or "" for key, value in attrs}
        self.tags.append((tag, names))
        styled = bool(self.classes & set(names.get("class", "").split()))
        skipped = tag in ("math", "code") or names.get("role") in ("doc-noteref", "doc-backlink")
        if styled:
            assert not self.inside(), "a printed paragraph within another"
            self.shown.append("")
        if self.inside() or styled:
            self.shown[-1] += OBJECT if tag in ("img", "math", "code") else "\n" if tag == "br" else ""
        if tag not in VOID:
            self.stack.append((tag, styled, skipped))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self.inside() and not any(skipped for _, _, skipped in self.stack):
            self.shown[-1] += data

    def inside(self) -> bool:
        return any(styled for _, styled, _ in self.stack)

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for found, attributes in self.tags if found == tag]


def expected(bound: Bound, frame: Frame) -> Iterator[str]:
    """The page paragraph by paragraph: what `write_text` prints, cells one by one, without footnote marks."""
    yield from (
        *frame.parent_agency,
        *frame.agency,
        *frame.nation,
        frame.number,
        frame.place_date,
        *frame.draft_mark,
        frame.type,
    )
    yield from filter(None, (frame.title,))
    for content in frame.bases:
        yield "".join(part if isinstance(part, str) else getattr(part, "text", "") for part in content)
    yield frame.enactment
    yield from paragraphs(body_flow(bound))
    yield from ("Nơi nhận:", *frame.recipients) if frame.recipients else ()
    for signature in frame.signatures:
        yield from filter(None, (*signature.titles, signature.name))
    yield from paragraphs(annex_flow(bound, frame.annexed))
    for note in bound.notes:
        yield "".join(part if isinstance(part, str) else getattr(part, "text", "") for part in note.content)


def check(bound: Bound, frame: Frame) -> tuple[str, Page]:
    """What holds for every page."""
    html = write_html(bound, frame)
    page = Page(html, bound)
    # an equation and its number are two elements of one paragraph, with a space between for those who copy the text
    assert [text.replace(f"{OBJECT} (", f"{OBJECT}(") for text in page.shown] == list(expected(bound, frame))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert not [name for name in ids if not name or re.search(r"\s", name)]
    assert {link[1:] for link in page.values("href") if link.startswith("#")} <= set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)
    nothing_outside(html, page)
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert all("alt" in image for image in page.all("img"))
    return html, page


def nothing_outside(html: str, page: Page) -> None:
    assert {"script", "link", "iframe", "object", "base", "form"}.isdisjoint(tag for tag, _ in page.tags)
    assert all(source.startswith("data:image/") for source in page.values("src"))
    assert all(re.match(r"#|https?://|mailto:", link) for link in page.values("href"))
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    style = html.partition("<style>")[2].partition("</style>")[0]
    assert not re.search(r"url\(|@import|expression|<", style)


@pytest.mark.skipif(not DECREE.is_dir(), reason="content is not part of the package")
def test_decree_says_what_the_text_says() -> None:
    made = read(DECREE, ROOT)
    _, page = check(made.bound, made.frame)
    assert {tag for tag, _ in page.tags} >= {
        "header",
        "nav",
        "main",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "table",
        "caption",
        "th",
        "figure",
        "section",
    }
    assert all(cell["scope"] == "col" for cell in page.all("th"))


def test_every_construct_says_what_the_text_says(tmp_path: Path) -> None:
    html, page = check(*build(tmp_path, FULL, "du_thao: {lan: 1}"))
    assert [attributes["lang"] for attributes in page.all("html")] == ["vi"]
    assert "viewport" in page.values("name")
    assert len(page.all("blockquote")) == 1
    assert "“2. Nội dung mới.</p>\n" in html
    assert html.count('<section class="phu-luc"') == 2
    assert '<table role="presentation">' in html
    assert len(page.all("th")) == 2, "a column without a heading has no heading cell"


def test_draft_without_units(tmp_path: Path) -> None:
    html, _ = check(*build(tmp_path, "Chỉ một đoạn văn.\n"))
    assert "<nav" not in html
    assert "co-nav" not in html.partition("<body")[2]


def test_ids_are_labels_or_addresses(tmp_path: Path) -> None:
    html, page = check(*build(tmp_path, FULL))
    ids = set(page.values("id"))
    assert {"chuong-mot", "pham-vi", "khoan-mot", "bang-mot", "ct-mot", "phu-luc-mot", "mau-mot"} <= ids
    assert {
        "chuong-mot-muc-1",
        "khoan-mot-diem-d",
        "khoan-mot-diem-dd",
        "pham-vi-khoan-3",
        "chuong-mot-muc-1-sua-ddoi-khoan-1",
        "phu-luc-ii-dieu-1-khoan-1",
    } <= ids
    assert '<a href="#khoan-hai" title="khoản 2 Điều 1">khoản 2</a>' in html
    assert '<a href="#bang-mot" title="Bảng 1">Bảng 1</a>' in html


def test_ids_stay_unique_when_labels_and_numbers_clash(tmp_path: Path) -> None:
    _, page = check(
        *build(
            tmp_path,
            (
                "### Điều 1. Một\n1. Khoản.\n### Điều 1. Hai {#dieu-2}\n### Điều 2. Ba\n### Điều 2. Bốn {#dieu-2}\nXem "
                "@dieu-2.\n"
            ),
        )
    )
    assert {"dieu-1", "dieu-2", "dieu-2-2", "dieu-2-3"} <= set(page.values("id"))


def test_links_survive_an_article_inserted_in_front(tmp_path: Path) -> None:
    """Every address that a label gave leads to the same words after an article was put before all others."""
    text = (
        "# Chương. Chung {#chung}\n### Điều. Phạm vi {#pham-vi}\n1. Một:\na) Chữ a;\nb) Chữ b.\n2. Hai. {#hai}\n"
        "### Điều. Giải thích từ ngữ\n1. Ba.\n2. Bốn:\na) Chữ c;\n# Chương. Riêng\n## Mục. Một {#muc}\n"
        "### Điều. Báo cáo\nNăm.\n### Điều. Kiểm tra {#kiem-tra}\n1. Sáu:\na) Chữ d;\nđ) Chữ e.\n"
        "# Phụ lục. Biểu {#pl}\n1. Bảy:\na) Chữ f.\n"
    )

    def addresses(text: str, name: str) -> dict[str, str]:
        (tmp_path / name).mkdir()
        html, _ = check(*build(tmp_path / name, text))
        found = re.findall(r'<(?:p|h\d)[^>]* id="([a-z][^"]*)"[^>]*>(.*?)</(?:p|h\d)>', html)
        return {id: re.sub(r"<[^>]+>|^\S+ [\w.]+ ", "", inner) for id, inner in found}

    before = addresses(text, "truoc")
    after = addresses("### Điều. Mới\n1. Mới:\na) Mới.\n" + text, "sau")
    kept = {id: words for id, words in before.items() if not id.startswith(("dieu-", "chuong-"))}
    assert len(kept) >= 16
    assert {"pham-vi-khoan-1-diem-b", "chung-giai-thich-tu-ngu-khoan-2-diem-a", "muc-bao-cao"} <= kept.keys()
    assert {id: after.get(id) for id in kept} == kept


def test_own_ids_cannot_be_taken_by_a_label(tmp_path: Path) -> None:
    check(*build(tmp_path, "### Điều. Một {#noi-dung}\n### Điều. Hai {#chu-1}\nChú[^1].\n\n[^1]: Lời.\n"))


@pytest.mark.parametrize(
    "typed",
    [
        "<w:p>",
        "<script>alert(1)</script>",
        "{{ __class__ }}",
        '"><img src=x onerror=alert(1)>',
        "&amp; &lt;b&gt; &#60;",
        "</style></main>",
        "{% x %}",
        "<!-- a",
        "<b>1/2020/NĐ-CP</b>",
    ],
)
def test_markup_in_the_draft_is_printed_as_typed(tmp_path: Path, typed: str) -> None:
    table = f"Bảng. Bảng {typed} {{#b}}\n| {typed} | Hai |\n|---|---|\n| {typed} | {typed} |"
    text = f"### Điều. Tên {typed} {{#mot}}\nĐoạn {typed} hết.\n\n{table}\n\nChú[^1].\n\n[^1]: Lời {typed}.\n"
    _, page = check(*build(tmp_path, text, f"tu_khoa: ['{typed}']\nco_quan: ['{typed}']"))
    assert f"Đoạn {typed} hết." in page.shown
    assert f"Điều 1. Tên {typed}" in page.shown
    assert page.all("img") == []


def test_markup_in_attributes_is_escaped(tmp_path: Path) -> None:
    text = 'Bảng. "><script> {#b}\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[x](https://a.vn/?q="onclick=) $"><script>$\n'
    check(*build(tmp_path, text))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "JavaScript:x",
        "//a.vn",
        "file:///etc/passwd",
        "https://a b",
        "http:",
        "",
    ],
)
def test_unsafe_addresses_are_no_links(url: str) -> None:
    assert safe_url(url) == ""


def test_safe_addresses() -> None:
    assert safe_url("https://a.vn/?a=1&b=2") == "https://a.vn/?a=1&amp;b=2"
    assert safe_url("mailto:a@b.vn") == "mailto:a@b.vn"


def test_unsafe_link_is_plain_text(tmp_path: Path) -> None:
    html, _ = check(*build(tmp_path, FULL))
    assert '<a href="https://example.vn/a?b=1&amp;c=2">trang</a>' in html
    assert html.count("javascript:") == html.count("[xấu](javascript:alert(1))") == 1


def test_formulas_become_mathml(tmp_path: Path) -> None:
    html, _ = check(*build(tmp_path, FULL))
    assert html.count("<math ") == 2
    assert "<mfrac>" in html
    assert "annotation" not in html


def test_a_formula_that_cannot_be_read_is_latex() -> None:
    formulas = Formulas()
    page = formulas.fill(formulas.mark("x <\\notknown{\0}", False) + formulas.mark("y", True))
    assert page.count('<code class="math" role="math"') == page.count("<math ") == 1
    assert ">$x &lt;\\notknown{}$</code>" in page


@pytest.mark.parametrize(
    "tex",
    [
        r"\badcommand{<script>}",
        "$$ <script>alert(1)</script> $$",
        r"\text{<script>x</script>}",
        r"\href{javascript:alert(1)}{x}",
    ],
)
def test_formulas_cannot_break_out(tex: str) -> None:
    formulas = Formulas()
    page = formulas.fill(formulas.mark(tex, False))
    assert "<script" not in page
    assert "<a" not in page


def test_nul_is_ours_and_dropped_from_texts() -> None:
    assert safe("\N{NULL}0\N{NULL}<") == "0&lt;"


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xff" * width for _ in range(height))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_pictures_are_inside_the_page(tmp_path: Path) -> None:
    html, page = check(*build(tmp_path, '![Sơ "đồ" <b>](a.png "Tên hình"){#hinh-a}\n', files={"a.png": png(4, 3)}))
    image = page.all("img")[0]
    assert base64.b64decode(image["src"].partition(",")[2]) == png(4, 3)
    assert image["alt"] == 'Sơ "đồ" <b>'
    assert '<figcaption class="HinhTen" id="hinh-a">Hình 1. Tên hình</figcaption>' in html


def test_damaged_picture_stops_with_a_message(tmp_path: Path) -> None:
    bound, frame = build(tmp_path, '![Sơ đồ](a.png "Tên hình")\n', files={"a.png": png(4, 3)})
    (tmp_path / "content/a.png").write_bytes(png(4, 3)[:12])
    with pytest.raises(SourceError, match=r"a\.png"):
        write_html(bound, frame)


def test_same_input_same_page(tmp_path: Path) -> None:
    assert write_html(*build(tmp_path, FULL)) == write_html(*build(tmp_path, FULL))


def test_table_of_contents_names_chapters_articles_and_annexes(tmp_path: Path) -> None:
    html, _ = check(*build(tmp_path, FULL))
    nav = html.partition("<nav")[2].partition("</nav>")[0]
    assert re.findall(r'<a href="#[^"]+">([^<]+)</a>', nav) == [
        "Chương I. Quy định &lt;chung&gt;",
        "Mục 1. Nguyên tắc",
        "Điều 1. Phạm vi",
        "Điều 2. Sửa đổi",
        "Phụ lục I. Danh mục",
        "Mẫu số 01. Tờ khai",
        "Phụ lục II. Thứ hai",
    ]


def test_merged_cells_of_headings_stay_in_their_row_group(tmp_path: Path) -> None:
    rows = "Lĩnh vực;Năm 2025;\n;Số lượng;Giá trị\nNước;1;2\n;3;4\n"

    def made(name: str, areas: str) -> str:
        folder = tmp_path / name
        folder.mkdir()
        text = f"```bang hai.csv\ngop: {areas}\n```\n"
        html = write_html(*build(folder, text, files={"hai.csv": rows}))
        return re.sub(r' class="\w+"| scope="\w+"|\n', "", html[html.index("<table class") : html.index("</table>")])

    head = made("one", "[A1:A2, B1:C1, A3:A4]")
    assert '<thead><tr><th rowspan="2">Lĩnh vực</th><th colspan="2">Năm 2025</th></tr><tr><th>Số lượng' in head
    assert '</thead><tbody><tr><td rowspan="2">Nước</td><td>1</td><td>2</td></tr><tr><td>3</td>' in head
    tied = made("two", "[B1:C1]")
    assert '<thead><tr><th>Lĩnh vực</th><th colspan="2">Năm 2025</th></tr></thead>' in tied


def test_footnotes_link_both_ways(tmp_path: Path) -> None:
    html, _ = check(*build(tmp_path, FULL))
    assert 'id="_ve-chu-1"><a role="doc-noteref" href="#_chu-1"' in html
    assert 'href="#_ve-chu-1"' in html.partition('role="doc-endnotes"')[2]


def test_stylesheet_has_the_numbers_of_the_profile(tmp_path: Path) -> None:
    bound, _ = build(tmp_path, "Chữ.\n")
    for pair in (profile := bound.profile).pairs:
        css = stylesheet(profile, pair)
        for style in profile.styles.values():
            if not style.rule:
                assert re.search(rf"\.{style.id}\{{font-size:calc\({style.sizes[pair]:g}\*var\(--pt\)\)", css)
        assert css.count("{") == css.count("}")
        assert re.search(r"\.BangOPhai\{[^}]*white-space:nowrap", css)
        assert not re.search(r"\.BangO\{[^}]*nowrap", css)
    assert "@page{size:210mm 297mm;margin:20mm 20mm 20mm 30mm;" in stylesheet(profile, size_pair(bound))
    assert "text-indent:calc(12.7*var(--mm))" in css


def test_size_pair_of_the_draft_is_used(tmp_path: Path) -> None:
    html = write_html(*build(tmp_path, "Chữ.\n", "co_chu: 12"))
    assert ".DoanVan{font-size:calc(13*var(--pt))" in html


def test_slug() -> None:
    assert [slug("điểm đ"), slug("Điều 5a")] == ["diem-dd", "dieu-5a"]
    assert slug("Phụ lục II") == "phu-luc-ii"
    assert slug("Phụ lục") == "phu-luc"


def test_symbols_stay_on_one_line() -> None:
    assert running("số 08/2022/NĐ-CP ngày") == 'số <span class="lien">08/2022/NĐ-CP</span> ngày'
    assert running("một/hai - ba") == "một/hai - ba"
    assert running("số 08/2022/NĐ-CP ngày", True) == running("số 08/2022/NĐ-CP ngày")
    assert running("<a>/1-b") == '&lt;a&gt;<span class="lien">/1-b</span>'


@pytest.mark.parametrize(
    ("typed", "before", "url", "after"),
    [
        ("gửi gop-y@bo.example.vn, trước", "gửi ", "mailto:gop-y@bo.example.vn", ", trước"),
        ("(xem https://a.vn/van-ban/b-c.html?x=1).", "(xem ", "https://a.vn/van-ban/b-c.html?x=1", ")."),
        ("http://a.vn/ và", "", "http://a.vn/", " và"),
        ("(ở https://a.vn/B_(c), d)", "(ở ", "https://a.vn/B_(c)", ", d)"),
        ("gửi 'a@b.vn'", "gửi '", "mailto:a@b.vn", "'"),
    ],
)
def test_an_address_in_a_text_leads_there_but_within_a_link(typed: str, before: str, url: str, after: str) -> None:
    shown = url.removeprefix("mailto:")
    assert running(typed) == f'{before}<a class="dia-chi" href="{url}">{shown}</a>{after}'
    assert running(typed, True) == typed


@pytest.mark.parametrize("typed", ["@nhan", "a@b", "a @ b.vn", "https://", "và/hoặc"])
def test_what_is_no_address_leads_nowhere(typed: str) -> None:
    assert running(typed) == typed


def test_the_first_use_of_a_term_leads_to_its_definition(tmp_path: Path) -> None:
    text = (
        "### Điều. Phạm vi\nVề hàng xanh.\n### Điều. Giải thích từ ngữ\n1. *Hàng xanh* là hàng. {#hx}\n"
        "2. Khoá sạch là khóa dùng cho hàng xanh. {#ks}\n3. Khóa là khóa. {#k}\n"
        "### Điều. Ưu đãi\n1. Hàng xanh, khóa sạch, hàng xanh, khóa; khóa.\n"
    )
    made = document(tmp_path, text)
    page = write_html(made.bound, made.frame)
    shown = re.search(r'id="dieu-3-khoan-1">(.*?)</p>', page)
    assert shown
    assert re.sub(r' title="[^"]*"', "", shown[1]) == (
        '1. <a href="#hx">Hàng xanh</a>, <a href="#ks">khóa sạch</a>, hàng xanh, <a href="#k">khóa</a>; khóa.'
    )
    assert page.count('href="#hx"') == 1


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("thư a_b.c+d@x.gov.vn, hoặc <e@y.vn>.", ["mailto:a_b.c+d@x.gov.vn", "mailto:e@y.vn"]),
        ("(tin@x.vn/tin2@x.vn)", ["mailto:tin@x.vn", "mailto:tin2@x.vn"]),
        ("xem https://vidu.vn/a_(b)?c=1&d=2; và “http://x.vn”.", ["https://vidu.vn/a_(b)?c=1&amp;d=2", "http://x.vn"]),
        ("https://x.vn/@ten và https://x.vn/?m=a@b.vn", ["https://x.vn/@ten", "https://x.vn/?m=a@b.vn"]),
        ("@ten, a@b, x@@y.vn, a..@, 5 @ 3, ftp://x.vn, javascript://x.vn", []),
    ],
)
def test_an_address_as_typed_leads_there(text: str, links: list[str]) -> None:
    shown = running(text)
    assert re.findall('href="([^"]*)"', shown) == links
    assert re.sub("<[^>]*>", "", shown) == safe(text)
    assert running(text, linked=True) == safe(text)
