"""Templates of others: whatever is wrong with one is said with its name and tag, before anything is built, and nothing
one asks for goes on without end. What floats in one: test_floating.py."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from draftkit.errors import ConfigError
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.word.package import read_package, zip_bytes
from draftkit.writers import sandbox

OURS = Path(__file__).parents[2] / "templates/_shared/nd30-van-ban.docx"
TEXT = """---
loai: Thông báo
ten_goi: về việc thử mẫu
co_quan: Bộ Công Thương
viet_tat: BCT
nam: 2026
ngay: 2026-11-24
chu_ky: {quyen_han: [TL. BỘ TRƯỞNG, CHÁNH VĂN PHÒNG], ho_ten: }
noi_nhan: [Như trên]
luu: VT
---
Nội dung.
"""
BROKEN = {
    "{{ ten_gio }}": "{{ ten_gio }}: there is no placeholder “ten_gio”; did you mean “ten_goi”?",
    "{% if khac is defined %}{{ ten_goii }}{% endif %}": "{{ ten_goii }}: there is no placeholder “ten_goii”",
    "{% for x in [] %}{{ x }}{{ ten_gio }}{% endfor %}": "there is no placeholder “ten_gio”; did you mean “ten_goi”?",
    "{% if false %}{{ khong_co|upper }}{% endif %}": "{{ khong_co|upper }}: there is no placeholder “khong_co”",
    "{% for one in chu_ky %}{{ one.ho_tenn }}{% endfor %}": "there is no placeholder “ho_tenn”; did you mean “ho_ten”?",
    "{% if %}": "{% if %}: this tag cannot be read",
    "{{ ten_goi": "“{{ ten_goi” is not closed",
    "{{ ten_goi } }": "“{{ ten_goi } }” is not closed",
    "{{ ten_goi }}}": "“…}” closes no tag",
    "{{{ ten_goi }}": "{{{ ten_goi }}: this tag cannot be read",
    "ten_goi }} x": "“ten_goi }}” closes no tag",
    "{% if ten_goi": "“{% if ten_goi” is not closed",
    "{% if ten_goi %}a": "{% if … %}: this tag cannot be read",
    "{% endfor %}": "{% endfor %}: this tag cannot be read",
    "{% for x in chu_ky %}{% do x %}{% endfor %}": "{% do x %}: this tag cannot be read",
    "{{ ten_goi|khong }}": "{{ ten_goi|khong }}: there is no filter “khong”",
    "{{ 1/0 }}": "{{ 1/0 }}: this cannot be done with the values it is given",
    "{% include 'x' %}": "{% include 'x' %}: this is not allowed in a template",
    "{{ ''.__class__.__mro__ }}": "{{ ''.__class__.__mro__ }}: this is not allowed in a template",
}
ENDLESS = (
    "{% for x in range(99999) %}{% for y in range(99999) %}{% endfor %}{% endfor %}",
    "{% macro m(n) %}{% if n %}{{ m(n-1) }}{{ m(n-1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "{% macro m(n) %}{{ m(n) }}{% endmacro %}{{ m(1) }}",
    "{{ 'a' * 10**9 }}",
    "{{ 9 ** 99999 }}",
    "{{ 'a'|center(1000000000) }}",
    "{{ 'a'.ljust(1000000000) }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '{:1000000000}'.format(1) }}",
    "{{ ('a' * 1000)|replace('a', 'b' * 1000000) }}",
    "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x ~ x %}" * 40,
    "{% set x = 'aaaaaaaaaa' %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40,
    "{{ [[1] * 10000] * 10000 }}",
    "{{ [1]|slice(10**9)|list }}",
    "{{ [1]|batch(10**9, 'x')|list }}",
    "{{ ('a' * 1000000)|wordwrap(1) }}",
    "{{ range(100000)|list|join('x' * 100000) }}",
    "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
)


def changed(name: str, old: str, new: str) -> bytes:
    """Our template with something of a part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(OURS) as package, zipfile.ZipFile(out, "w") as made:
        for part in package.namelist():
            data = package.read(part)
            made.writestr(part, data.replace(old.encode(), new.encode(), 1) if part == name else data)
    return out.getvalue()


def with_tag(tag: str) -> bytes:
    paragraph = f'<w:p><w:r><w:t xml:space="preserve">{tag}</w:t></w:r></w:p>'
    return changed("word/document.xml", "<w:body>", f"<w:body>{paragraph}")


def project(root: Path, template: bytes) -> tuple[Session, Document]:
    (root / "content").mkdir()
    (root / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (root / "content/tb.md").write_text(TEXT, encoding="utf-8")
    (root / "content" / OURS.name).write_bytes(template)
    session = Session(open_project(root, None))
    return session, session.read(root / "content/tb.md")


def said(root: Path, template: bytes) -> str:
    """What a check finds wrong with a template; a build stops with the same words."""
    session, document = project(root, template)
    found = [str(finding.message) for finding in session.check(document) if finding.rule == "DK-F015"]
    if not found:
        session.docx(document)
        return ""
    with pytest.raises(ConfigError) as stopped:
        session.docx(document)
    assert [str(stopped.value)] == found
    assert OURS.name in found[0]
    return found[0]


def test_a_template_may_ask_whether_there_is_a_value(tmp_path: Path) -> None:
    tag = "{% set x = 1 %}{% macro m(n) %}{{ n }}{{ 'x' if caller is defined }}{% endmacro %}"
    more = "{% for y in [x] %}{{ m(y) }}{{ loop.index }}{% endfor %}"
    more += "{% if khac is defined %}{{ khac }}{% endif %}{{ khac|default('') }}{{ range(2)|join }}"
    assert said(tmp_path, with_tag(f"{tag}{more}")) == ""


NO_TEXT = [
    "{{ co_quan }}", "{{ co_quan|string }}", "{{ co_quan ~ ';' }}", "{{ '%s' % co_quan }}",
    "{{ '{}'.format(co_quan) }}", "{{ {}.items }}", "{{ {}.items|string }}", "{{ range }}", "{{ self }}",
    "{{ cycler }}", "{{ none }}", "{{ 1 == 1 }}", "{{ [1]|map('upper') }}",
]  # fmt: skip


@pytest.mark.parametrize("tag", NO_TEXT)
def test_a_placeholder_prints_text_only(tmp_path: Path, tag: str) -> None:
    told = said(tmp_path, with_tag(f"{{% if co_quan %}}{tag}{{% endif %}}"))
    assert f"{tag}: this is no text that can be printed" in told


@pytest.mark.parametrize("tag", ["{{ range(1000)|random }}", "{{ so_ky_hieu|safe }}", "{{ co_quan|pprint }}"])
def test_filters_that_print_by_chance_or_break_the_part_are_not_there(tmp_path: Path, tag: str) -> None:
    assert f"{tag}: there is no filter" in said(tmp_path, with_tag(tag))


@pytest.mark.parametrize("tag", ["{{p so_ky_hieu }}", "x{{r so_ky_hieu }}y"])
def test_a_text_where_ready_parts_belong_is_told(tmp_path: Path, tag: str) -> None:
    assert "take no text; write {{ … }} within a paragraph" in said(tmp_path, with_tag(tag))


def test_the_place_of_the_text_is_refused_in_a_footer(tmp_path: Path) -> None:
    given = read_package(OURS)
    part = next(name for name in sorted(given) if re.fullmatch(r"word/(?:header|footer)[0-9]*[.]xml", name))
    head, paragraph, rest = given[part].decode().partition("<w:p>")
    tag = "<w:p><w:r><w:t>{{ noi_dung }}</w:t></w:r></w:p>"
    told = said(tmp_path, zip_bytes({**given, part: f"{head}{tag}{paragraph}{rest}".encode()}))
    assert "{{ noi_dung }}: it stands in the body" in told


def test_a_part_of_a_text_is_told_with_the_text(tmp_path: Path) -> None:
    assert "“so_ky_hieu” holds no “sai”; write {{ so_ky_hieu }}" in said(tmp_path, with_tag("{{ so_ky_hieu.sai }}"))


@pytest.mark.parametrize("tag", BROKEN)
def test_what_is_wrong_is_said_with_template_and_tag(tmp_path: Path, tag: str) -> None:
    assert BROKEN[tag] in said(tmp_path, with_tag(tag))


@pytest.mark.parametrize(
    "name", ["word/styles.xml", "word/document.xml", "[Content_Types].xml", "word/footnotes.xml", "docProps/core.xml"]
)
def test_a_damaged_part_is_told_with_its_place(tmp_path: Path, name: str) -> None:
    assert f"“{name}” is damaged (wrong at line " in said(tmp_path, changed(name, "><", "><<"))


@pytest.mark.parametrize("name", ["word/document.xml", "word/footnotes.xml", "word/_rels/document.xml.rels"])
def test_a_template_declares_no_entities(tmp_path: Path, name: str) -> None:
    """They were left out of the text without a word, or were a mistake of ours."""
    told = said(tmp_path, changed(name, "?>", '?><!DOCTYPE x [<!ENTITY a "b">]>'))
    assert f"“{name}” declares a document type or entities" in told


@pytest.mark.parametrize("tag", ENDLESS, ids=range(len(ENDLESS)))
def test_nothing_goes_on_without_end(tmp_path: Path, tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if tag != ENDLESS[0]:
        monkeypatch.setattr(sandbox, "_STEPS", 50_000)
    assert said(tmp_path, with_tag(tag))


@pytest.mark.parametrize("tag", ["Số {{ so_ky_hieu", "{{ ten_goi }} }}", "{% if ten_goi"])
def test_half_a_tag_in_a_header_is_said(tmp_path: Path, tag: str) -> None:
    with zipfile.ZipFile(OURS) as package:
        part = next(name for name in package.namelist() if name.startswith("word/header"))
    told = said(tmp_path, changed(part, "</w:p>", f"<w:r><w:t>{tag}</w:t></w:r></w:p>"))
    assert "closes no tag" in told or "is not closed" in told


def test_what_a_template_may_do_it_does(tmp_path: Path) -> None:
    tag = "{% for one in noi_nhan %}{{ loop.index }}. {{ one|upper }} {% endfor %}"
    assert said(tmp_path, with_tag(tag + "{{ '%02d' % 7 }}{{ ten_goi.split()[0] }}")) == ""


def test_styles_parts_and_placeholders_that_are_missing(tmp_path: Path) -> None:
    for number, (template, words) in enumerate(
        (
            (changed("word/styles.xml", 'w:styleId="Dieu"', 'w:styleId="Dieux"'), "lacks the styles: "),
            (changed("word/document.xml", 'w:val="TenGoi"', 'w:val="TenGoiX"'), "lacks the styles: TenGoiX"),
            (changed("word/document.xml", "{{ ten_goi }}", ""), "prints nothing of “Về việc thử mẫu”"),
            (changed("word/document.xml", "{{ noi_dung }}", ""), "noi_dung and phu_luc"),
            (b"PK\x03\x04 damaged", "damaged or incomplete"),
            (b"no template", "not a Word file"),
        )
    ):
        (tmp_path / str(number)).mkdir()
        assert words in said(tmp_path / str(number), template)
