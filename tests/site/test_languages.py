"""Two languages on the site: a translation stands beside its original and in the list of its language alone; each page
names the other."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from tests.forms.project import RELEASE, approve

from .test_site import ADDRESS, Page, files_of, opened, project

TWIN = (
    RELEASE.partition("\n---\n")[0]
    .replace("ten_goi: Bộ Công Thương", "ten_goi: The Ministry")
    .replace("dia_danh: Hà Nội", "dia_danh: Hanoi")
    + "\n---\nThe Ministry holds the forum.\n"
)


def test_a_translation_stands_beside_its_original(tmp_path: Path) -> None:
    root = project(tmp_path).project.root
    (root / "content/cu-hon.en.md").write_text(TWIN.replace("2026-12-05", "2026-11-01"), encoding="utf-8")
    assert "tin/cu-hon-en.html" not in files_of(opened(root))  # not approved
    approve(root, root / "content/cu-hon.en.md")
    files = files_of(opened(root))
    for name, own, other in (("cu-hon", "vi", "en"), ("cu-hon-en", "en", "vi")):
        page = Page(files[f"tin/{name}.html"].decode())
        named = {attrs["hreflang"]: attrs["href"] for tag, attrs in page.tags if tag == "link" and "hreflang" in attrs}
        assert named == {"vi": f"{ADDRESS}/tin/cu-hon.html", "en": f"{ADDRESS}/tin/cu-hon-en.html"}
        shown = {
            attrs["lang"]: attrs.get("aria-current", "")
            for tag, attrs in page.tags
            if tag == "a" and "hreflang" in attrs
        }
        assert shown == {own: "page", other: ""}
    english = files["tin/cu-hon-en.html"].decode()
    frame = english[: english.index("<article")] + english[english.index("</article>") :]
    assert all(words in frame for words in ('lang="en"', "Skip to content", "For journalists"))
    assert "Download" in frame
    assert not [words for words in ("Chuyển đến", "Tìm kiếm", "Về đầu trang", "Tải về", "Tất cả tin") if words in frame]
    assert b"PRESS RELEASE" in files["tin/cu-hon-en.html"]
    assert b"cu-hon-en" not in files["index.html"] + files["feed.xml"]
    assert b"cu-hon-en.html" in files["sitemap.xml"]
    assert sorted(name for name in files if name.startswith("en/")) == [
        "en/feed-2026.xml",
        "en/feed.xml",
        "en/index.html",
    ]
    for name in ("en/feed.xml", "en/feed-2026.xml"):
        feed = etree.fromstring(files[name])
        leads = {link.get("rel"): link.get("href") for link in feed.iter("{*}link")}
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
        assert (leads["self"], leads["alternate"]) == (f"{ADDRESS}/{name}", f"{ADDRESS}/tin/cu-hon-en.html")
        assert len(feed.findall("{*}entry")) == 1
    for name in ("en/index.html", "tin/cu-hon-en.html"):
        assert 'href="../en/feed.xml">\n' in files[name].decode().partition("</head>")[0]
        assert '<a href="../en/feed.xml">News feed</a>' in files[name].decode()
    for name in ("en/index.html", "tin/index.html"):
        named = [
            attrs["href"] for tag, attrs in Page(files[name].decode()).tags if tag == "link" and "hreflang" in attrs
        ]
        assert named == [f"{ADDRESS}/tin/index.html", f"{ADDRESS}/en/index.html"]
    assert b"hreflang" not in files["nam/2026.html"].partition(b"</head>")[0]
    listed = files["en/index.html"].decode()
    assert '<html lang="en">' in listed
    assert "<h1>All news</h1>" in listed
    assert "../tin/cu-hon-en.html" in listed
    assert ">1 November 2026<" in listed
    assert '<a href="en/index.html" lang="en" hreflang="en">English</a>' in files["index.html"].decode()
    assert f"{ADDRESS}/tin/cu-hon-en.the.png" in english
    assert '<meta property="og:locale" content="en_GB">' in english
    assert b'rel="alternate" hreflang' not in files["tin/tin.html"]  # what is in one language says nothing of others


def test_links_lead_to_what_speaks_the_language_of_the_page(tmp_path: Path) -> None:
    root = project(tmp_path).project.root
    content = root / "content"
    own = TWIN.replace("2026-12-05", "2026-11-01")
    (content / "cu-hon.en.md").write_text(
        f"{own}# Aims {{#muc-dich}}\n[one](tin.md#muc-dich), [two](./tin.md), [original](cu-hon.md)\n", encoding="utf-8"
    )
    approve(root, content / "cu-hon.en.md")
    leads = [
        ("tin.en.md", False, "tin.html#muc-dich", "tin.html"),  # not approved
        ("tin.en.md", True, "tin-en.html#muc-dich", "tin-en.html"),
    ]
    for name, public, *expected in leads:
        (content / name).write_text(f"{own}# Aims {{#muc-dich}}\nWater.\n", encoding="utf-8")
        if public:
            approve(root, content / name)
        page = files_of(opened(root))["tin/cu-hon-en.html"].decode()
        for words, to in zip(("one", "two", "original"), (*expected, "cu-hon.html"), strict=True):
            assert f'<a href="../tin/{to}">{words}</a>' in page


def test_a_label_is_looked_for_in_the_translation(tmp_path: Path) -> None:
    session = project(tmp_path)
    content = session.project.root / "content"
    (content / "cu-hon.en.md").write_text(f"{TWIN}[one](tin.md#muc-dich)\n", encoding="utf-8")
    missing = ("“tin.md” has no label “muc-dich”", "“tin.en.md” has no label “muc-dich”")
    for body, expected in ((None, [missing[0]]), ("# Aims\n", [missing[1]]), ("# Aims {#muc-dich}\n", [])):
        if body:
            (content / "tin.en.md").write_text(TWIN + body, encoding="utf-8")
        found = opened(session.project.root).read(content / "cu-hon.en.md").check()
        assert [str(one.message) for one in found if one.rule == "DK-F011"] == expected


def test_a_translation_whose_original_is_held_back_is_news_itself(tmp_path: Path) -> None:
    root = project(tmp_path).project.root
    (root / "content/chua-duyet.en.md").write_text(TWIN, encoding="utf-8")
    approve(root, root / "content/chua-duyet.en.md")
    files = files_of(opened(root))
    assert b"chua-duyet-en.html" in files["index.html"]
    assert b'rel="alternate" hreflang' not in files["tin/chua-duyet-en.html"]
