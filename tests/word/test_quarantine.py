"""What a foreign file would fetch is cut before an office program opens it; its words stay."""

from __future__ import annotations

import io
import re
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from html import escape
from itertools import product
from pathlib import Path

import pytest

from draftkit.errors import SourceError
from draftkit.word import office
from draftkit.word.office import _walled, contained, converted
from draftkit.word.package import zip_bytes
from draftkit.word.values import Table
from tests.word.word import p, parts, read

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("s", "svg-compatible"))
)
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="x"/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="0" name="x"/>'
    '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="out"/></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" '
    'y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)

LOOSE = (
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item '
    'oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" '
    'oor:op="fuse"><value>false</value></prop></item></oor:items>'
)
"""Settings of an office program that follows what a file links."""


def docx(body: str, type_: str = "", target: str = "") -> bytes:
    made = parts(p("Xin chào") + body)
    name = "word/_rels/document.xml.rels"
    link = f'<Relationship Id="out" Type="{RELATION}/{type_}" Target="{escape(target)}" TargetMode="External"/>'
    made[name] = made[name].replace(b"</Relationships>", f"{link}</Relationships>".encode())
    made["[Content_Types].xml"] = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
        b'"/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
        b'document.main+xml"/></Types>'
    )
    return zip_bytes(made)


def odt(content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f'<office:document-content {ODF} xmlns:x="http://www.w3.org/1999/xlink" office:version="1.2"><office:body>'
            f"<office:text><text:p>Xin chào</text:p>{content}</office:text></office:body></office:document-content>",
        )
        package.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="/" '
            'm:media-type="application/vnd.oasis.opendocument.text"/><m:file-entry m:full-path="content.xml" '
            'm:media-type="text/xml"/></m:manifest>',
        )
    return out.getvalue()


def rtf(field: str) -> bytes:
    return ("{\\rtf1\\ansi Xin ch\\'e0o\\par {\\field{\\*\\fldinst{ " + field + "}}{\\fldrslt{x}}}}").encode()


def fetching(address: str) -> dict[str, bytes]:
    """Files that bring something in from an address, each in its own way."""
    told = f" INCLUDEPICTURE &quot;{address}&quot; "
    field = f'<w:p><w:fldSimple w:instr="{told}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    pieces = (f"<w:r><w:instrText><![CDATA[{part}]]></w:instrText></w:r>" for part in (" INCLU", "DEPICTURE ", address))
    parted = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>' + "".join(pieces)
    parted += '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    image = f'<text:p><draw:frame s:width="2cm" s:height="2cm"><draw:image x:href="{address}"/></draw:frame></text:p>'
    hidden = f"""<!--<a b="--><text:p><draw:frame s:width="2cm" s:height="2cm"><draw:image draw:style-name='" d='
        x:href="{address}" draw:name=' g="'/></draw:frame><text:s text:c='" '/></text:p>"""
    return {
        "picture.docx": docx(PICTURE, "image", address),
        "template.docx": docx("", "attachedTemplate", address),
        "object.docx": docx("", "oleObject", address),
        "field.docx": docx(field, "hyperlink", "https://a.vn"),
        "split.docx": docx(parted),
        "vml.docx": docx(f'<w:p><w:r><w:pict><v:shape><v:imagedata src="{address}"/></v:shape></w:pict></w:r></w:p>'),
        "image.odt": odt(image),
        "object.odt": odt(image.replace("draw:image", "draw:object")),
        "odd-name.odt": odt(image.replace("x:href", 'xmlns:x·y="http://www.w3.org/1999/xlink" x·y:href')),
        "hidden.odt": odt(hidden),
        "section.odt": odt(f'<text:section text:name="s"><text:section-source x:href="{address}"/></text:section>'),
        "field.rtf": rtf(f'INCLUDEPICTURE "{address}" \\\\d'),
        "hidden.rtf": rtf(f'I\\\'4eCLUDETEXT "{address}"'),
        "template.rtf": f"{{\\rtf1 Xin ch\\'e0o{{\\*\\template {address}}}}}".encode(),
        "page.html": f'<html><body>Xin chào<img src="{address}"><link rel=x href={address}></body></html>'.encode(),
    }


def unpacked(data: bytes) -> bytes:
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"".join(package.read(name) for name in package.namelist())


@pytest.mark.parametrize("address", ["http://a.vn/x", "file:///etc/x", r"\\may-chu\chung\x", "//may-chu/x", "/etc/x"])
def test_nothing_is_brought_in_from_elsewhere(address: str) -> None:
    for name, data in fetching(address).items():
        kept = unpacked(contained(data, name))
        assert address.encode() not in kept, name
        assert b"Xin ch" in kept, name


def test_links_that_a_reader_clicks_stay() -> None:
    link = '<text:p><text:a x:href="https://a.vn/link">x</text:a></text:p>'
    assert b"https://a.vn/link" in unpacked(contained(odt(link), "a.odt"))
    assert b"https://a.vn" in unpacked(contained(docx("", "hyperlink", "https://a.vn"), "a.docx"))
    assert b"https://a.vn/import" in contained(rtf('HYPERLINK "https://a.vn/import"'), "a.rtf")


def test_a_part_that_hides_what_it_says_is_refused() -> None:
    with pytest.raises(SourceError):
        contained(zip_bytes({"content.xml": b"<!DOCTYPE x><x/>"}), "a.odt")


@pytest.mark.parametrize("word", [r"{\fldinst ", r"{\field{\*\fldinst PAGE{", r"\fldinst", r"{\*\template "])
def test_fields_within_fields_are_gone_through_once(word: str) -> None:
    kept = contained(rb"{\rtf1 Xin ch" + word.encode() * 20_000 + b"}" * 20_000, "a.rtf")
    assert b"Xin ch" in kept


def test_a_field_whose_name_stands_behind_much_else_is_cut_and_a_long_one_with_a_name_is_kept() -> None:
    assert b"http" not in contained(rtf("{}" * 3000 + 'INCLUDETEXT "http://a.vn/x"'), "a.rtf")
    assert b"http" not in contained(rtf(r"\plain" * 3000 + 'INCLUDETEXT "http://a.vn/x"'), "a.rtf")
    told = contained(rtf(f'HYPERLINK "http://a.vn/{"x" * 5000}"'), "a.rtf")
    assert b"http" in told
    assert b"Xin ch" in told


@pytest.mark.parametrize(("deep", "wide"), [(sys.getrecursionlimit() // 2, 1), (6, 10)], ids=["deep", "wide"])
def test_packages_within_packages_have_an_end(deep: int, wide: int) -> None:
    inner = b"0" * (1_000_000 if wide > 1 else 1)
    for _ in range(deep):
        inner = zip_bytes({f"{at}.zip": inner for at in range(wide)})
    with pytest.raises(SourceError, match="200 MB"):
        contained(zip_bytes({**parts(p("x")), "word/embeddings/a.xlsx": inner}), "a.docx")


def test_a_table_within_a_presentation_within_a_text_is_kept() -> None:
    inner = zip_bytes({"xl/sheet.xml": b"<x>a</x>"})
    told = contained(zip_bytes({"a.pptx": zip_bytes({"b.xlsx": inner})}), "a.docx")
    assert b"<x>a</x>" in unpacked(unpacked(unpacked(told)))


@pytest.fixture
def visits() -> Iterator[tuple[str, list[bytes]]]:
    """An address of this machine, and who came to it."""
    seen: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        while True:
            try:
                visitor, _ = server.accept()
            except OSError:
                return
            with visitor:
                seen.append(visitor.recv(100))

    threading.Thread(target=answer, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/x.png", seen
    server.close()


@pytest.mark.office
@pytest.mark.slow
def test_an_office_program_asks_for_nothing(visits: tuple[str, list[bytes]], tmp_path: Path) -> None:
    """With settings that let it follow every link it does, in the files as they came; not in those that are cut. In
    rich text it follows none, cut or not. All in one run: each file asks for an address of its own."""
    address, seen = visits
    ways = ("picture.docx", "odd-name.odt", "page.html")
    for name, cut in product(ways, (False, True)):
        data = fetching(f"{address}-{cut}-{name}")[name]
        (tmp_path / f"{cut}-{name}").write_bytes(contained(data, name) if cut else data)
    settings = tmp_path / "profile/user/registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(LOOSE, encoding="utf-8")
    command = [office.engine("x"), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--norestore", "--convert-to", "pdf", "--outdir", tmp_path / "ra", *tmp_path.glob("*-*.*")]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    assert sum(made.read_bytes().startswith(b"%PDF") for made in (tmp_path / "ra").iterdir()) == 2 * len(ways)
    assert set(re.findall(rb"x\.png-(\S+)", b" ".join(seen))) == {f"False-{name}".encode() for name in ways}


@pytest.mark.office
@pytest.mark.slow
def test_the_settings_alone_keep_an_office_program_from_asking(visits: tuple[str, list[bytes]]) -> None:
    address, seen = visits
    assert converted(fetching(address)["picture.docx"], "docx", "pdf", "a.docx", ours=True).startswith(b"%PDF")
    assert seen == []


def test_a_program_behind_the_wall_reaches_nothing(visits: tuple[str, list[bytes]]) -> None:
    """The old binary `.doc` cannot be cut: where the system allows it, the office program has no network at all."""
    wall = _walled()
    if not wall:
        pytest.skip("this system does not let its users take the network from a program")
    code = "import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=5)"
    address, seen = visits
    assert subprocess.run([*wall, sys.executable, "-c", code, address], capture_output=True, check=False).returncode
    assert seen == []


@pytest.mark.parametrize(
    "table",
    [
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
        '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="2000000"/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>',
        f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * 1000}</w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        "<w:tbl>" + '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="499"/></w:tcPr><w:p/></w:tc></w:tr>' * 11000 + "</w:tbl>",
    ],
    ids=["span", "before", "grid", "rows"],
)
def test_a_table_of_countless_columns_is_refused(table: str) -> None:
    with pytest.raises(SourceError, match="columns; refused"):
        read(p("Xin chào") + table)


def test_columns_that_a_row_leaves_out_are_none_below_zero() -> None:
    rows = '<w:tr><w:trPr><w:gridBefore w:val="-5"/></w:trPr><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr>'
    table = next(one for one in read(f"<w:tbl>{rows}</w:tbl>").sections[0].blocks if isinstance(one, Table))
    assert [sum(cell.across for cell in row.cells) for row in table.rows] == [1, 1]
