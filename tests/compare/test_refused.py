"""Files that cannot be compared are refused with what to do, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.library.word_document import text_of
from draftkit.word.package import zip_bytes
from tests.helpers import document, parts, word

W = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def with_document(data: bytes, change: tuple[bytes, bytes]) -> bytes:
    found = parts(data)
    assert change[0] in found["word/document.xml"]
    return zip_bytes({**found, "word/document.xml": found["word/document.xml"].replace(*change, 1)})


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        (
            "strict.docx",
            lambda data: with_document(data, (W, b"http://purl.oclc.org/ooxml/wordprocessingml/main")),
            "a Strict Open XML file",
        ),
        (
            "entity.docx",
            lambda data: with_document(
                data, (b"<w:document", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///x">]><w:document')
            ),
            "declares a document type or entities",
        ),
        (
            "alternative.docx",
            lambda data: with_document(
                data,
                (
                    b"<w:p>",
                    b'<w:p><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
                    b'<mc:Choice Requires="x"><w:r><w:t>c</w:t></w:r></mc:Choice></mc:AlternateContent></w:p><w:p>',
                ),
            ),
            "stands what each program reads otherwise",
        ),
        *(
            (name, partial(with_document, change=change), "stands what each program reads otherwise")
            for name, change in {
                "outside.docx": (b"<w:p>", b"<w:r><w:t>c</w:t></w:r><w:p>"),
                "note.docx": (b"</w:p>", b'<w:footnoteReference w:id="9"/></w:p>'),
                "within.docx": (b"</w:r>", b"<w:p><w:r><w:t>c</w:t></w:r></w:p></w:r>"),
                "break.docx": (b"</w:t>", b"<w:br/></w:t>"),
            }.items()
        ),
        ("latin-1.docx", lambda data: with_document(data, (b"UTF-8", b"ISO-8859-1")), "is not written in UTF-8"),
        ("cut.docx", lambda data: data[: len(data) // 2], "damaged or incomplete"),
        (
            "old.doc",
            lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "an old Word file (.doc), or one protected by a password",
        ),
        ("text.rtf", lambda data: b"{\\rtf1 x}", "a Rich Text file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_compared(
    name: str,
    make: object,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = word(document(tmp_path, "### Điều. Một\nNội dung.\n"))
    (tmp_path / "good.docx").write_bytes(data)
    (tmp_path / name).write_bytes(make(data))  # type: ignore[operator]
    monkeypatch.chdir(tmp_path)
    assert main(["--lang", "en", "diff", "good.docx", name, "--redline", "out.docx"]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out.docx").exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b"</w:p>", b'<w:r><w:footnoteReference w:id="4711"/></w:r></w:p>', 1),
        lambda xml: xml.decode().encode("utf-16"),
    ],
    ids=["note that is nowhere", "UTF-16"],
)
@pytest.mark.parametrize("side", [0, 1])
def test_what_is_odd_and_can_be_compared(
    side: int, change: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    bodies = ("### Điều. Một\nMột.\n", "### Điều. Một\nHai.\n")
    for at, (name, body) in enumerate(zip("ab", bodies, strict=True)):
        found = {part: data for part, data in parts(word(document(tmp_path, body))).items() if "notes" not in part}
        if at == side:
            found = {**found, "word/document.xml": change(found["word/document.xml"])}
        Path(f"{name}.docx").write_bytes(zip_bytes(found))
    assert main(["--lang", "en", "diff", "a.docx", "b.docx", "--redline", "out.docx"]) == 1
    assert main(["--lang", "en", "check", f"{'ab'[side]}.docx", "--fix", "c.docx", "--annotate", "d.docx"]) in (0, 1)
    assert "Hai." in text_of(Path("out.docx"))


@pytest.mark.parametrize("option", ["--redline", "--table", "--out"])
def test_neither_of_the_two_is_written_over(
    option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    bodies = {"a.docx": "### Điều. Một\nMột.\n", "b.docx": "### Điều. Một\nHai.\n"}
    texts = {name: word(document(tmp_path, body)) for name, body in bodies.items()}
    for name, data in texts.items():
        Path(name).write_bytes(data)
    for aim in ("a.docx", "./b.docx"):
        assert main(["--lang", "en", "diff", "a.docx", "b.docx", option, aim]) == 2
        assert ("what is made here is .txt" if option == "--out" else "is read here") in capsys.readouterr().err
    assert {name: Path(name).read_bytes() for name in texts} == texts
