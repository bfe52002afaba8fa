"""Bad input is a message or a complete result, never a traceback or a lost line."""

from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import Path

import pytest

from draftkit.errors import SourceError
from draftkit.word.package import zip_bytes
from draftkit.word.read import read_word
from tests.importers.making import bold, cell, circular, imported, source, table
from tests.word.word import docx, p, parts, r, read, texts

ARTICLE = bold("Điều 1. Tên")


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 50_000_000)
    return buffer.getvalue()


def with_doctype() -> bytes:
    found = parts(p("a"))
    found["word/document.xml"] = (
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + found["word/document.xml"].partition(b"?>")[2]
    )
    return zip_bytes(found)


def doubled() -> bytes:
    """A file of two texts: what we read is one of them, what a program shows may be the other."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(buffer, "w") as package:
        for name, data in parts(p("a")).items():
            package.writestr(name, data)
        package.writestr("Word/document.xml", parts(p("b"))["word/document.xml"])
    return buffer.getvalue()


REFUSED = {
    "two texts": (doubled(), "twice"),
    "empty": (b"", "empty"),
    "text": (b"xin chao", "not a Word file"),
    "old or protected": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old Word file"),
    "protected": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
    "rtf": (b"{\\rtf1 abc}", "Rich Text"),
    "odt": (zip_bytes({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
    "html": (b"<!DOCTYPE html><html></html>", "web page"),
    "pdf": (b"%PDF-1.7", "PDF"),
    "truncated": (docx(p("a"))[:300], "damaged or incomplete"),
    "bomb": (bomb(), "200 times"),
    "entities": (with_doctype(), "entities"),
    "no text": (zip_bytes({"a.txt": b"x"}), "damaged or incomplete"),
    "spreadsheet": (
        zip_bytes(
            {
                "_rels/.rels": parts("")["_rels/.rels"].replace(b"word/document.xml", b"xl/workbook.xml"),
                "xl/workbook.xml": b"<a/>",
            }
        ),
        "spreadsheet",
    ),
    "broken XML": (zip_bytes({**parts(""), "word/document.xml": b"<w:document"}), "damaged"),
    "other encoding": (
        zip_bytes({**parts(""), "word/document.xml": b'<?xml version="1.0" encoding="windows-1258"?><a/>'}),
        "UTF-8",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_unreadable_files_are_refused_with_a_reason(name: str) -> None:
    data, words = REFUSED[name]
    with pytest.raises(SourceError, match=words):
        read_word(data, "tep.docx")


def test_tables_nested_too_deeply_are_a_message() -> None:
    depth = 3000
    body = "<w:tbl><w:tr><w:tc>" * depth + p("a") + "</w:tc></w:tr></w:tbl>" * depth
    with pytest.raises(SourceError, match="too deeply"):
        read(body)


def test_macros_are_left_out_and_said(tmp_path: Path) -> None:
    found = {**parts(ARTICLE), "word/vbaProject.bin": b"x"}
    _, report = imported(tmp_path, zip_bytes(found))
    assert any("macros" in str(loss) for loss in report.losses)


OBJECT = "<w:p><w:r><w:object><v:shape>{}</v:shape><o:OLEObject {}/></w:object></w:r></w:p>"
TO = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LOST = {
    "an object whose picture is empty": (OBJECT.format('<v:imagedata r:id="rIdE"/>', ""), "without a picture"),
    "an object without a picture": (OBJECT.format("", ""), "without a picture"),
    "an object with a picture": (
        OBJECT.format('<v:imagedata r:id="rIdP"/>', ""),
        "kept as the picture of it (hinh-1.png)",
    ),
    "an object in the way of Windows": (OBJECT.format('<v:imagedata r:id="rIdW"/>', ""), "hinh-1.wmf is of a type"),
    "a picture with an address": (
        '<w:p><w:r><w:pict><v:shape><v:imagedata src="http://a.vn/1.png"/></v:shape></w:pict></w:r></w:p>',
        "left out (http://a.vn/1.png)",
    ),
    "a linked picture": (
        '<w:p><w:r><w:pict><v:shape><v:imagedata r:href="rIdL"/></v:shape></w:pict></w:r></w:p>',
        "left out (http://a.vn/2.png)",
    ),
    "a document within": ('<w:altChunk r:id="rIdD"/>', "“word/con.html” placed inside"),
    "a document beside": ('<w:p><w:subDoc r:id="rIdS"/></w:p>', "“phan-2.docx” placed inside"),
}


@pytest.mark.parametrize("case", LOST)
def test_what_a_file_shows_and_a_draft_cannot_is_told_once_and_truly(tmp_path: Path, case: str) -> None:
    body, said = LOST[case]
    found = parts(
        ARTICLE + body.replace("<o:OLEObject", '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"')
    )
    name = "word/_rels/document.xml.rels"
    ways = (
        ("E", "image", "media/e.emf", ""),
        ("P", "image", "media/p.png", ""),
        ("W", "image", "media/w.wmf", ""),
        ("L", "image", "http://a.vn/2.png", ' TargetMode="External"'),
        ("D", "aFChunk", "con.html", ""),
        ("S", "subDocument", "phan-2.docx", ' TargetMode="External"'),
    )
    links = "".join(
        f'<Relationship Id="rId{id}" Type="{TO}/{sort}" Target="{to}"{mode}/>' for id, sort, to, mode in ways
    )
    found[name] = found[name].replace(b"</Relationships>", f"{links}</Relationships>".encode())
    found |= {"word/media/e.emf": b"", "word/media/p.png": b"x", "word/media/w.wmf": b"x", "word/con.html": b"<p>x"}
    _, report = imported(tmp_path, zip_bytes(found))
    told = [str(loss) for loss in report.losses if "recognised" not in str(loss)]
    assert len(told) == 1, told
    assert said in told[0]


def test_utf_16_parts_are_read() -> None:
    found = parts(p("chữ"))
    text = found["word/document.xml"].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert texts(read_word(zip_bytes({**found, "word/document.xml": text.encode("utf-16")}))) == ["chữ"]


def test_nested_tables_text_boxes_equations_and_controls_lose_nothing(tmp_path: Path) -> None:
    inner = table(cell(p("trong một")) + cell(p("trong hai")))
    box = (
        '<w:p><w:r><w:pict><v:shape style="width:100pt;height:20pt"><v:textbox>'
        f"<w:txbxContent>{p('Chữ trong hộp.')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    math = (
        "<w:p><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath></w:p>"
    )
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Chữ trong ô điền.')}</w:sdtContent></w:sdt>"
    files, report = imported(tmp_path, circular(ARTICLE + table(cell(p("ngoài"), inner, p())) + box + math + control))
    text = source(files) + files.get("bang-1.csv", b"").decode()
    for words in ("ngoài", "trong một", "trong hai", "Chữ trong hộp.", "\\frac{a}{b}", "Chữ trong ô điền."):
        assert words in text
    assert report.complete


def test_a_formula_that_would_be_read_as_money_comes_back_as_one(tmp_path: Path) -> None:
    def equation(text: str) -> str:
        return f"<m:oMath><m:r><m:t>{text}</m:t></m:r></m:oMath>"

    body = ARTICLE + p("", "", r("Hiệu ") + equation("5-10") + r(" và ") + equation("5-x") + r(", giá $5 - 10$."))
    files, report = imported(tmp_path, circular(body))
    assert "Hiệu ${5-10}$ và $5-x$, giá $5 - 10$." in source(files).replace("\\$", "$")
    assert report.complete


def test_ten_thousand_tracked_changes_of_forty_authors() -> None:
    def change(number: int) -> str:
        author = f'w:id="{number}" w:author="Người {number % 40}" w:date="2026-01-01T00:00:00Z"'
        return (
            f"<w:ins {author}>{r(f'mới {number} ')}</w:ins><w:del {author}><w:r><w:delText>cũ {number} "
            "</w:delText></w:r></w:del>"
        )

    body = "".join(p("", "", "".join(change(20 * row + column) for column in range(20))) for row in range(500))
    accepted, rejected = texts(read(body, "accept")), texts(read(body, "reject"))
    assert [text.split() for text in accepted] == [
        [word for column in range(20) for word in ("mới", str(20 * row + column))] for row in range(500)
    ]
    assert all(text.startswith("cũ ") and "mới" not in text for text in rejected)
    assert (
        len(
            {
                run.revision.author
                for section in read(body).sections
                for block in section.blocks
                for run in block.runs
                if run.revision
            }
        )
        == 40
    )  # type: ignore[union-attr]
