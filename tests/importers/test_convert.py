"""`import --convert`: what is no Word file yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from draftkit.checks.word.intake import old_format
from draftkit.errors import SourceError
from draftkit.word.web_page import quiet
from tests.importers.making import bold, circular, imported, read_back, session, source
from tests.word.test_quarantine import fetching
from tests.word.word import p

BODY = bold("Điều 1. Phạm vi điều chỉnh") + p("Thông tư này quy định về thiết bị lọc bụi.")
PAGE = """<html><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<link rel=stylesheet href="https://example.invalid/a.css"><style>@import url(https://example.invalid/b.css);
p {background: url('https://example.invalid/c.png')}</style><script>fetch("https://example.invalid")</script></head>
<body background="https://example.invalid/d.png"><table border=0 width="100%">
<tr><td align=center><b>BỘ CÔNG THƯƠNG</b><br>-------</td>
<td align=center><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b><br>---------------</td></tr>
<tr><td align=center>Số: 15/2026/TT-BCT</td><td align=center><i>Hà Nội, ngày 05 tháng 3 năm 2026</i></td></tr></table>
<p align=center><b>THÔNG TƯ</b></p><p align=center><b>QUY ĐỊNH VỀ THIẾT BỊ LỌC BỤI</b></p>
<p><i>Căn cứ Luật Bảo vệ môi trường số 72/2020/QH14;</i></p>
<p><i>Bộ trưởng Bộ Công Thương ban hành Thông tư quy định về thiết bị lọc bụi.</i></p>
<p><b>Điều 1. Phạm vi điều chỉnh</b></p><p>1. Thông tư này quy định về thiết bị lọc bụi.<img src="https://example.invalid/e.png"></p>
<p>2. Không áp dụng với thiết bị cầm tay.</p></body></html>"""
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def message(page: str) -> bytes:
    """A page as Word's “single file web page”."""
    import base64

    body = base64.encodebytes(page.encode()).decode()
    return (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\n'
        f'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: base64\n\n{body}\n--x--\n'
    ).encode()


@needs_office
def test_a_web_page_called_doc_comes_home(tmp_path: Path) -> None:
    path, data = tmp_path / "thong-tu.doc", message(PAGE)
    assert quiet(data) == quiet(PAGE.encode("utf-16")) == quiet(PAGE.encode()), "the office program is given the same"
    path.write_bytes(data)
    made = session().import_word(path, convert=True)
    assert "1. Thông tư này quy định về thiết bị lọc bụi.\n2. Không áp dụng" in source(made.files)
    assert "ten_goi: quy định về thiết bị lọc bụi" in made.files["draft.yaml"].decode()
    assert made.report.complete
    assert any("LibreOffice" in str(loss) for loss in made.report.losses)


RTF_OBJECT = (
    rb"{\rtf1\ansi Xin ch\'e0o\par {\object\objautlink{\*\objclass Word.Document}{\*\objdata 0105000001}"
    rb"{\result x}}\par y}"
)
OUTSIDE = {
    "page.doc": (
        b"<html><body><p>Xin</p><img src=x_files/a.png><img alt=b src='cid:b'><img src='data:image/png;base64,iVBO'>"
        b"<svg><text>c</text></svg></body></html>",
        4,
        ("x_files/a.png", "cid:b", "data:image/png", "<svg>"),
    ),
    "page.html": (b'<html><body><p>Xin</p><img src="http://a.vn/1.png"></body></html>', 1, ("http://a.vn/1.png",)),
    "object.rtf": (RTF_OBJECT, 1, ("OLE",)),
    "field.rtf": (fetching("http://a.vn/1.png")["field.rtf"], 1, ("INCLUDEPICTURE", "http://a.vn/1.png")),
    "image.odt": (fetching("http://a.vn/1.png")["image.odt"], 1, ("http://a.vn/1.png",)),
}
"""Files of old formats, how many pictures and objects each only names, and words by which these are told."""


@needs_office
@pytest.mark.parametrize("name", OUTSIDE)
def test_pictures_that_a_file_only_names_are_counted_and_named(tmp_path: Path, name: str) -> None:
    data, count, named = OUTSIDE[name]
    (tmp_path / name).write_bytes(data)
    said = [str(loss) for loss in session().import_word(tmp_path / name, convert=True).report.losses]
    told = next(loss for loss in said if "left out" in loss)
    assert told.startswith(f"{count} linked pictures or objects")
    assert "insert as PNG" in told
    assert all(word in told for word in named)


@needs_office
def test_a_page_without_pictures_loses_none(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<html><body><p>Xin</p></body></html>")
    assert not any("left out" in str(one) for one in session().import_word(tmp_path / "a.html", convert=True)[1].losses)


@needs_office
def test_old_formats_come_home(tmp_path: Path) -> None:
    from subprocess import run

    files, _ = imported(tmp_path, circular(BODY))
    (tmp_path / "tt.docx").write_bytes(session().docx(read_back(tmp_path, files)))
    profile = (tmp_path / "profile").as_uri()
    for suffix in ("doc", "rtf", "odt"):
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", suffix, "tt.docx"]
        run(command, cwd=tmp_path, check=True, capture_output=True)
        made = session().import_word(tmp_path / f"tt.{suffix}", convert=True)
        said = source(made.files)
        assert "### Điều 1. Phạm vi điều chỉnh\nThông tư này quy định về thiết bị lọc bụi.\n" in said, suffix
        assert made.report.complete, suffix


def test_without_the_option_it_is_said_what_the_file_is(tmp_path: Path) -> None:
    path = tmp_path / "thong-tu.doc"
    path.write_bytes(PAGE.encode())
    with pytest.raises(SourceError, match=r"a web page.*--convert"):
        session().import_word(path)


def test_nothing_is_fetched() -> None:
    """The page that LibreOffice is given names no address, and keeps its words."""
    for data in (PAGE.encode(), message(PAGE)):
        text = quiet(data).decode("utf-8-sig")
        assert "example.invalid" not in text
        assert "Không áp dụng với thiết bị cầm tay" in text


@pytest.mark.parametrize(
    ("data", "sort"),
    [
        (b"<html><body>x</body></html>", "html"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "html"),
        (b"<!-- x -->\n<HTML>", "html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "html"),
        (b"{\\rtf1 x}", "rtf"),
        (b"plain text about <html>", ""),
        (b"", ""),
    ],
)
def test_what_a_file_is(data: bytes, sort: str) -> None:
    assert old_format(data) == sort
