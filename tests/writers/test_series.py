"""Documents written one after another are the same bytes as documents written alone, whatever their texts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.word.package import zip_bytes
from draftkit.writers.docx.mould import Series, asks_nothing_more
from draftkit.writers.docx.shell import render_shell
from draftkit.writers.docx.writer import write_docx
from tests.conftest import CHECKOUT
from tests.helpers import META, TEMPLATES, document, parts, template, word

HARD = ("A & B <x> \"y\" 'z'", "{{ x }} {% if %} {_{", "tab\\there", "ề\u0301 \U0001f600", "]]>", "&amp;")


def made(tmp_path: Path, title: str, number: int = 0) -> Document:
    quoted = "'" + title.replace("'", "''") + "'"
    meta = META.replace("về thử nghiệm", quoted).replace(
        "[Ban Bí thư Trung ương Đảng]", str([f"Nơi {at}" for at in range(number)]) if number else "[]"
    )
    return document(tmp_path / f"{abs(hash((title, number)))}", "### Điều. Một\nNội dung.\n", meta)


def test_a_series_writes_the_bytes_of_single_files(tmp_path: Path) -> None:
    series = Series(template())
    titles = [(title, number) for title in ("về thử nghiệm", "về việc khác", *HARD) for number in (0, 1, 3, 1)]
    for title, number in titles:
        one = made(tmp_path, title, number)
        assert write_docx(one.bound, one.frame, template(), None, series) == word(one), title


@pytest.mark.parametrize("name", sorted({path.parent.name for path in TEMPLATES.glob("*/sample")})[::6])
def test_kinds_in_series(name: str, tmp_path: Path) -> None:
    session = Session(open_project(CHECKOUT, None))
    sample = next(iter(sorted((TEMPLATES / name / "sample").glob("*.md"))), TEMPLATES / name / "sample")
    one = session.read(sample if not (sample.parent / "draft.yaml").is_file() else sample.parent)
    single = session.docx(one)
    session.expect_many()
    assert session.docx(one) == single == session.docx(one)


@pytest.mark.parametrize("name", ["nd30-van-ban.docx", "qppl-van-ban.docx", "thong-cao.docx"])
def test_our_templates_are_cast(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    series, context = Series(TEMPLATES / "_shared" / name), _context(tmp_path)
    whole = [series.moulds.fill(context | {"ten_goi": title}) for title in ("một", "hai")]
    monkeypatch.setattr("draftkit.writers.docx.mould.render_shell", None)
    assert [series.moulds.fill(context | {"ten_goi": title}) for title in ("hai", "một")] == whole[::-1]


def with_template(text: str) -> bytes:
    """Our template with this placeholder in the place of that of the title."""
    found = parts(template().read_bytes())
    document_xml = found["word/document.xml"].decode()
    assert "{{ ten_goi }}" in document_xml
    return zip_bytes({**found, "word/document.xml": document_xml.replace("{{ ten_goi }}", text).encode()})


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("{{ ten_goi }}", True),
        ("{{ ten_goi|upper }}", False),
        ("{{ ten_goi.title() }}", False),
        ("{{ 'x' if ten_goi == 'a' else 'b' }}", False),
        ("{{ ten_goi ~ 'x' }}", False),
        ("{{ 'dài' if ten_goi|length > 2 else 'ngắn' }}", True),
        ("{{ ten_goi|length }}", True),
    ],
)
def test_a_template_that_asks_more_of_a_text_is_not_cast(text: str, plain: bool, tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(with_template(text))
    assert asks_nothing_more(path.read_bytes()) is plain
    series = Series(path)
    for title in ("a", "b", "dài", "a"):
        context = {**_context(tmp_path), "ten_goi": title}
        assert series.moulds.fill(context) == render_shell(path.read_bytes(), context, "t")


def _context(tmp_path: Path) -> dict[str, object]:
    from draftkit.resolve.frame import size_pair
    from draftkit.writers.docx.balance import Balance
    from draftkit.writers.docx.media import Media
    from draftkit.writers.docx.writer import context

    one = made(tmp_path, "về thử nghiệm", 1)
    return dict(context(one.frame, one.bound, Media(), Balance(one.bound.profile, size_pair(one.bound))))


def test_parts_of_any_size_unpack_to_themselves() -> None:
    text = "".join(f"Điều {number}. Nội dung {number * number}\n" for number in range(9000)).encode()
    sizes = {max(0, (1 << power) + beside) for power in range(18) for beside in (-263, -262, -1, 0, 1)}
    for size in sizes:
        with zipfile.ZipFile(io.BytesIO(zip_bytes({"a.xml": text[:size]}))) as package:
            assert package.read("a.xml") == text[:size], size


def test_packed_parts_are_used_again_and_never_stale() -> None:
    for text in (b"one", b"two", b"two", b"one" * 400_000):
        package = {"[Content_Types].xml": b"<x/>", "word/document.xml": text, "word/media/hình.png": b"\x89PNG" * 9}
        found = zip_bytes(package)
        assert found == zip_bytes(dict(package))
        with zipfile.ZipFile(io.BytesIO(found)) as read:
            assert read.testzip() is None
            assert {name: read.read(name) for name in read.namelist()} == package
