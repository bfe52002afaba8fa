"""The newsroom: what is public stands on it, what is not does not; every page valid, every link alive, readable on
desktop and telephone."""

from __future__ import annotations

import io
import json
import re
import subprocess
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from lxml import etree
from PIL import Image

from draftkit.cli.main import main
from draftkit.errors import ConfigError
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.library.together import Workplace
from draftkit.model.message import Finding
from draftkit.model.tree import Occasion
from draftkit.site.build import site_files, write_site
from draftkit.site.former import LISTING, Former
from draftkit.site.gather import gather
from draftkit.site.settings import read_settings
from tests.forms.project import RELEASE, approve, press_project
from tests.site.browser import Browser, browser, node_module

NOW = "2026-12-06T00:00:00+07:00"
ADDRESS = "https://tin.example.vn/moi-truong"
SETTINGS = f"""\
trang_tin:
  ten: Phòng tin “môi trường” <thử>
  co_quan: Bộ Công Thương
  mo_ta: Tin tức và văn bản lấy ý kiến.
  dia_chi: {ADDRESS}
  gop_y: gopy@example.vn
  lay_y_kien: {{nghi-dinh: {{den_ngay: 2027-01-31}}}}
  tu_lieu: [hoi-dap]
"""
DECREE = """\
---
loai: decree
ten_goi: về thử nghiệm
nam: 2026
du_thao: {lan: 1}
chu_ky: {quyen_han: [TM. CHÍNH PHỦ, THỦ TƯỚNG]}
---
# Chương. Quy định chung
### Điều. Phạm vi {#pham-vi}
1. Khoản một:
a) Điểm a;
b) Điểm b. {#diem-cuoi}
2. Khoản hai theo @diem-cuoi.
> “1. Trích dẫn.”
### Điều. Hiệu lực
Nghị định này có hiệu lực từ ngày ký.

Bảng. Mục tiêu rất rộng {#b}
| STT | Chỉ tiêu | Năm 2026 | Năm 2027 | Năm 2028 | Năm 2029 | Năm 2030 |
|---|---|---|---|---|---|---|
| 1 | Tỷ lệ | 10% | 20% | 30% | 40% | 50% |
# Phụ lục. Biểu mẫu
1. Khoản của phụ lục.
"""


def project(root: Path, settings: str = SETTINGS) -> Session:
    press_project(root, settings=settings)
    content = root / "content"
    (content / "nghi-dinh.md").write_text(DECREE, encoding="utf-8")
    (content / "cu-hon.md").write_text(
        RELEASE.replace("2026-12-05", "2026-11-01").replace("tổ chức Diễn đàn", "chuẩn bị Diễn đàn"), encoding="utf-8"
    )
    (content / "mai.md").write_text(RELEASE.replace("ngay: 2026-12-05", "ngay: 2026-12-07"), encoding="utf-8")
    (content / "chua-duyet.md").write_text(RELEASE, encoding="utf-8")
    (content / "sau-gio.md").write_text(
        RELEASE.replace("nam: 2026", "nam: 2026\ncam_cong_bo: 2026-12-06 09:00 +07:00"), encoding="utf-8"
    )
    (content / "nhap.md").write_text(RELEASE.replace("nam: 2026", "nam: 2026\ndu_thao: true"), encoding="utf-8")
    (content / "hoi-dap.md").write_text(RELEASE.replace("tổ chức Diễn đàn", "trả lời về Diễn đàn"), encoding="utf-8")
    for name in ("cu-hon", "mai", "hoi-dap", "sau-gio"):
        approve(root, content / f"{name}.md")
    return opened(root)


def opened(root: Path, now: str = NOW) -> Session:
    return Session(open_project(root, None), occasion=Occasion(now))


def files_of(session: Session) -> dict[str, bytes]:
    settings = read_settings(session.project)
    return site_files(session, settings, gather(session, settings))


def test_rules_are_tried_again_only_on_what_rests_on_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path)
    tried: list[str] = []
    check = Session.check

    def noted(self: Session, one: Document) -> list[Finding]:
        tried.append(one.path.stem)
        return check(self, one)

    monkeypatch.setattr(Session, "check", noted)

    def built() -> list[str]:
        """The documents that rules are tried on in a build."""
        tried.clear()
        session = opened(tmp_path)
        later = Workplace(session, time.time_ns() + 10**9)  # so that all files are older than the build
        former = Former(entries=tmp_path / "build/site.entries", place=later)
        gather(session, read_settings(session.project), former)
        former.keep(())
        return sorted(tried)

    shown = built()
    assert {"cu-hon", "hoi-dap"} <= set(shown)
    assert built() == []
    with (tmp_path / "content/cu-hon.duyet.yaml").open("a", encoding="utf-8") as file:
        file.write("# đã xem lại\n")
    assert built() == ["cu-hon"]
    (tmp_path / "content/_shared").mkdir(exist_ok=True)
    (tmp_path / "content/_shared/facts.yaml").write_text("so_dai_bieu: 999\n", encoding="utf-8")
    assert built() == shown
    monkeypatch.setattr("draftkit.library.build_run.VERSION", "another")
    assert built() == shown


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("trang")
    write_site(files_of(project(root)), root / "site")
    return root / "site"


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


def pages(site: Path) -> dict[str, Page]:
    return {
        path.relative_to(site).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def test_only_what_is_public_is_published(tmp_path: Path) -> None:
    session = project(tmp_path)
    settings = read_settings(session.project)
    room = gather(session, settings)
    assert [entry.name for entry in room.news] == ["tin", "cu-hon"], "newest first"
    assert [entry.file for entry in room.consultations] == ["lay-y-kien/nghi-dinh.html"]
    assert [entry.file for entry in room.references] == ["tu-lieu/hoi-dap.html"]
    assert {name for name, _ in room.held} == {"mai", "nhap", "chua-duyet", "sau-gio"}
    assert not [name for name in site_files(session, settings, room) if re.search("mai|nhap|chua-duyet|sau-gio", name)]
    assert "tin/mai.html" in files_of(opened(tmp_path, "2026-12-07T00:00:00+07:00")), "a day later it is"


def test_a_site_to_look_at_shows_everything_and_says_so(tmp_path: Path) -> None:
    project(tmp_path)
    files = files_of(Session(open_project(tmp_path, None), occasion=Occasion(NOW, as_draft=True)))
    assert {"tin/mai.html", "tin/nhap.html", "tin/chua-duyet.html"} <= set(files)
    assert not {"feed.xml", "sitemap.xml", "robots.txt"} & set(files)
    for name, data in files.items():
        if name.endswith(".html"):
            assert "Bản xem thử" in data.decode(), name
            assert '<meta name="robots" content="noindex">' in data.decode(), name
    assert "DỰ THẢO" in files["tin/chua-duyet.html"].decode()


def test_a_release_that_was_corrected_says_so(tmp_path: Path) -> None:
    session = project(tmp_path)
    correction = RELEASE.replace(
        "loai: press",
        "loai: correction\ndinh_chinh: cu-hon.md\nthay_doi: [{cu: chuẩn bị Diễn đàn, moi: tổ chức Diễn đàn}]",
    )
    path = tmp_path / "content/dinh-chinh.md"
    path.write_text(correction, encoding="utf-8")
    approve(tmp_path, path)
    files = files_of(session)
    assert "Tin này đã được đính chính" in files["tin/cu-hon.html"].decode()
    assert 'href="../tin/dinh-chinh.html"' in files["tin/cu-hon.html"].decode()
    assert "Tin này đã được đính chính" not in files["tin/tin.html"].decode()


def test_when_the_day_is_over_nobody_is_asked_for_comments(tmp_path: Path) -> None:
    project(tmp_path)
    page = files_of(opened(tmp_path, "2027-02-01T00:00:00+07:00"))["lay-y-kien/nghi-dinh.html"].decode()
    assert "Đã kết thúc lấy ý kiến" in page
    assert 'class="gop-y"' not in page
    assert 'class="neo"' in page
    assert (
        'class="gop-y"' in files_of(opened(tmp_path, "2027-01-31T23:59:00+07:00"))["lay-y-kien/nghi-dinh.html"].decode()
    )


def test_who_shares_a_release_shows_its_picture(tmp_path: Path) -> None:
    files = files_of(project(tmp_path))
    page = files["tin/tin.html"].decode()
    assert f'<meta property="og:image" content="{ADDRESS}/tin/tin.the.png">' in page
    assert re.search('<meta property="og:image:alt" content="[^"]+">', page)
    assert Image.open(io.BytesIO(files["tin/tin.the.png"])).size == (1200, 630)
    assert files["tin/tin.jpg"].startswith(b"\xff\xd8")
    assert b"Exif" not in files["tin/tin.jpg"]


def test_what_is_withdrawn_is_gone_and_other_files_stay(tmp_path: Path) -> None:
    session = project(tmp_path)
    out = tmp_path / "site"
    write_site(files_of(session), out)
    (out / "khac.txt").write_text("của người khác", encoding="utf-8")
    (tmp_path / "content/tin.md").unlink()
    write_site(files_of(opened(tmp_path)), out)
    assert not (out / "tin/tin.html").exists()
    assert (out / "tin/cu-hon.html").exists()
    assert (out / "khac.txt").exists()
    (out / LISTING).write_text('{"files": ["../../content/cu-hon.md", "khac.txt"]}', encoding="utf-8")
    write_site({}, out)
    assert (tmp_path / "content/cu-hon.md").exists(), "a listing leads nowhere else"


@pytest.mark.parametrize("spoilt", [b"", b"\xe1\xba", b"[1]", b"null", b"[" * 9000 + b"]" * 9000])
def test_a_spoilt_listing_is_none(spoilt: bytes, tmp_path: Path) -> None:
    session = project(tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / LISTING).write_bytes(spoilt)
    write_site(files_of(session), tmp_path / "site")
    assert (tmp_path / "site/index.html").is_file()


def test_same_project_same_bytes(tmp_path: Path) -> None:
    assert files_of(project(tmp_path / "a")) == files_of(project(tmp_path / "b"))


def test_every_link_and_anchor_leads_somewhere_and_nothing_is_fetched(site: Path) -> None:
    made = pages(site)
    ids = {name: page.values("id") for name, page in made.items()}
    assert len(made) == 13
    for name, page in made.items():
        assert len(ids[name]) == len(set(ids[name])), name
        assert {"iframe", "object", "base"}.isdisjoint(tag for tag, _ in page.tags)
        for tag, attributes in page.tags:
            scripted = name == "tim-kiem.html" or name.startswith("lay-y-kien/")
            assert tag != "script" or attributes.get("type") == "application/ld+json" or scripted
            link = attributes.get("href") or attributes.get("src") or attributes.get("action") or ""
            if link.startswith("data:image/"):
                continue
            if not link or link.startswith(("mailto:", "https://vidu.vn", ADDRESS)):
                continue
            path, _, anchor = unquote(link).partition("#")
            prefix = urlsplit(ADDRESS).path + "/"
            target = (
                path.removeprefix(prefix)
                if path and name == "404.html"
                else (site / name).parent.joinpath(path).resolve().relative_to(site.resolve()).as_posix()
                if path
                else name
            )
            assert (site / target).is_file(), f"{name}: {link}"
            assert not anchor or anchor in ids[target], f"{name}: {link}"


def test_each_provision_has_an_anchor_and_a_way_to_comment(site: Path) -> None:
    page = pages(site)["lay-y-kien/nghi-dinh.html"]
    mails = {
        attributes["aria-label"]: attributes["href"]
        for _, attributes in page.tags
        if attributes.get("class") == "gop-y"
    }
    assert {
        "Góp ý Điều 1",
        "Góp ý khoản 1 Điều 1",
        "Góp ý điểm b khoản 1 Điều 1",
        "Góp ý khoản 2 Điều 1",
        "Góp ý Điều 2",
        "Góp ý Phụ lục",
        "Góp ý Chương I",
    } <= set(mails)
    assert not [name for name in mails if "Trích" in name]
    address, _, query = mails["Góp ý điểm b khoản 1 Điều 1"].partition("?")
    assert address == "mailto:gopy@example.vn"
    assert parse_qs(query)["subject"] == ["Góp ý điểm b khoản 1 Điều 1 [diem-cuoi] - Nghị định về thử nghiệm"]
    own = {"pham-vi", "pham-vi-khoan-1", "pham-vi-khoan-1-diem-a", "diem-cuoi", "pham-vi-khoan-2", "dieu-2"}
    assert own <= set(page.values("id"))


def test_the_feed_has_what_atom_asks_for(site: Path) -> None:
    feed = etree.parse(str(site / "feed.xml"))
    names = {"a": "http://www.w3.org/2005/Atom"}
    for path in ("a:id", "a:title", "a:updated", "a:author/a:name", "a:link[@rel='self']"):
        assert len(feed.xpath(path, namespaces=names)) == 1, path
    entries = feed.xpath("a:entry", namespaces=names)
    assert [entry.findtext("a:updated", namespaces=names) for entry in entries] == [
        "2026-12-05T00:00:00+07:00",
        "2026-11-01T00:00:00+07:00",
    ]
    for entry in entries:
        for name in ("id", "title", "updated", "summary"):
            assert entry.findtext(f"a:{name}", namespaces=names), name
        assert entry.find("a:link", names).get("href").startswith(f"{ADDRESS}/tin/")
    assert len({entry.findtext("a:id", namespaces=names) for entry in entries}) == 2


def test_the_map_names_every_page(site: Path) -> None:
    found = {node.text for node in etree.parse(str(site / "sitemap.xml")).iter("{*}loc")}
    assert found == {
        f"{ADDRESS}/",
        *(
            f"{ADDRESS}/{name.removesuffix('index.html')}"
            for name in pages(site)
            if name not in ("index.html", "404.html", "tim-kiem.html")
        ),
    }


def test_without_an_address_the_site_works_from_a_folder(tmp_path: Path) -> None:
    files = files_of(project(tmp_path, re.sub(r"^  (?:dia_chi|gop_y):.*\n", "", SETTINGS, flags=re.MULTILINE)))
    assert "sitemap.xml" not in files
    assert b"canonical" not in files["tin/tin.html"]
    assert b'class="neo"' in files["lay-y-kien/nghi-dinh.html"]
    assert b"mailto:?" not in files["lay-y-kien/nghi-dinh.html"]
    assert b'href="tin/tin.html"' in files["feed.xml"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  lay_y_kien: [nghi-din]", "nghi-dinh"),
        ("  gop_y: 'a b'", "not an e-mail"),
        ("  gop_y: gopy@nuoc..vn", "not an e-mail"),
        ("  dia_chi: 'javascript:x'", "address"),
        ("  tenn: a", "did you mean"),
        ("  lay_y_kien: {nghi-dinh: {den_ngay: mai}}", "not a date"),
        ("  ten: [Phòng tin]", "draftkit.yaml:3: “trang_tin.ten” must be one text"),
        ("  mo_ta: {a: b}", "must be one text"),
    ],
)
def test_bad_settings_are_named(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        files_of(project(tmp_path, f"trang_tin:\n{line}\n"))


def test_the_command_says_what_it_held_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["--lang", "en", "site", "--now", NOW]) == 0
    said = capsys.readouterr()
    assert "mai: not published" in said.err
    assert "2 news, 1 for consultation, 1 to refer to" in said.out
    assert (tmp_path / "build/site/index.html").is_file()


# -- judged by others


def test_what_cannot_be_read_is_told_and_the_rest_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content/hong.md").write_text("---\nloai: Thông cáo báo chí\nten_goi: [\n---\n", encoding="utf-8")
    for _ in range(2):
        assert main(["--lang", "en", "site", "--now", NOW]) == 2
        said = capsys.readouterr()
        assert "content/hong.md:" in said.err
        assert "content/hong.md: left out because of this error." in said.err
        assert "2 news" in said.out
    assert (tmp_path / "build/site/tin/tin.html").is_file()
    (tmp_path / "content/_shared").mkdir()
    (tmp_path / "content/_shared/organisations.yaml").write_text("a: [\n", encoding="utf-8")
    assert main(["--lang", "en", "site", "--now", NOW]) == 2
    assert (tmp_path / "build/site/tin/tin.html").is_file()  # what lies in no document empties no site


SMALL = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m")
"""A machine that runs for seconds does not translate what it runs with all its art."""


def test_every_page_is_valid_html(site: Path) -> None:
    jar = node_module("vnu-jar", "build/dist/vnu.jar")
    done = subprocess.run(
        ["java", *SMALL, "-jar", str(jar), "--errors-only", *map(str, sorted(site.rglob("*.html")))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[:3000]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_the_window(site: Path, chromium: Browser, width: int) -> None:
    for name in pages(site):
        chromium.show(site / name, width)
        assert chromium.run("return document.documentElement.scrollWidth") <= width, name
        small = chromium.run(
            "return [...document.querySelectorAll('.kem a, nav a, h3 a, footer a')].filter(a => a.offsetParent && "
            "(a.offsetHeight < 24 || a.offsetWidth < 16)).map(a => a.outerHTML)"
        )
        assert small == [], name


def test_no_page_breaks_an_accessibility_rule(site: Path, chromium: Browser) -> None:
    script = node_module("axe-core", "axe.min.js").read_text(encoding="utf-8")
    asked = (
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(r => "
        "arguments[0](r.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 200))))"
    )
    every = list(pages(site))
    dark = [name for name in every if name.startswith("lay-y-kien/")] + every[:2]
    for scheme, names in (("light", every), ("dark", dark)):
        chromium.prefer(scheme)
        for name in names:
            chromium.show(site / name, 1280)
            chromium.run(script)
            assert chromium.run_later(asked) == [], (scheme, name)


TYPED = {
    "{{ so }}": "DK-V001",
    "Phòng\u200btin": "DK-T019",
    "<b>Phòng</b>": "DK-M003",
    "**Phòng** tin": "DK-M003",
    "Phòng <thử>, 5 < 6 & “a”": "",
    "đang cập nhật": "DK-P003",
    "024 2220 2222, máy lẻ 123": "",
}
NUMBERS = [*TYPED][-2:]


@pytest.mark.parametrize("typed", TYPED)
def test_what_the_site_prints_as_typed_is_told_by_a_check(
    typed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shared = tmp_path / "content/_shared"
    shared.mkdir(parents=True)
    key = "dien_thoai" if typed in NUMBERS else "don_vi"
    (shared / "facts.yaml").write_text("so: 5\n", encoding="utf-8")
    (tmp_path / "content/nghi-dinh.md").write_text(DECREE, encoding="utf-8")
    (shared / "nhan-dien.yaml").write_text(
        f"ten: Bộ\nlien_he:\n  {key}: '{typed}'\nen:\n  lien_he: {{{key}: '{typed}'}}\n", encoding="utf-8"
    )
    settings = f"ten_thu_muc: {{a: '{{{{ x }}}}'}}\ntrang_tin:\n  bao_chi:\n    lien_he:\n    - {key}: '{typed}'\n"
    (tmp_path / "draftkit.yaml").write_text(settings, encoding="utf-8")
    main(["check", "--format", "json", "--lang", "en"])
    found = [one for one in json.loads(capsys.readouterr().out)["findings"] if one["file"][-3:] != ".md"]
    places = [("draftkit.yaml", 5), ("content/_shared/nhan-dien.yaml", 3), ("content/_shared/nhan-dien.yaml", 5)]
    expected = [(*place, TYPED[typed]) for place in places] if TYPED[typed] else []
    assert {(one["file"], one["line"], one["rule"]) for one in found} == {*expected}
    (shared / "nhan-dien.yaml").write_text("ten: [\n", encoding="utf-8")
    main(["check", "--lang", "en"])  # one that cannot be read stops no other
    assert ("draftkit.yaml" in capsys.readouterr().out) == bool(expected)


@pytest.mark.parametrize("typed", TYPED)
def test_no_site_is_written_with_what_must_not_go_out(
    typed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "dien_thoai" if typed in NUMBERS else "don_vi"
    project(tmp_path, SETTINGS + f"  bao_chi: {{lien_he: {{{key}: '{typed}'}}}}\n")
    monkeypatch.chdir(tmp_path)
    rule = TYPED[typed]
    stops = rule in ("DK-V001", "DK-P003")
    assert main(["--lang", "en", "site", "--now", NOW]) == stops
    said = capsys.readouterr()
    place = f"draftkit.yaml:{(tmp_path / 'draftkit.yaml').read_text(encoding='utf-8').count(chr(10))}:"
    assert (place in said.out, rule in said.out) == (bool(rule), True)
    assert ("The site was not written" in said.err) == stops == (not (tmp_path / "build/site").exists())
    for _ in range(2):  # the second time it is there already
        assert main(["--lang", "en", "site", "--draft", "--now", NOW]) == 0
        assert (place in capsys.readouterr().out) == bool(rule)
