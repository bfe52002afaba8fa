"""A part that must not be read is refused in the same words by every command, whether that reads the part or only
carries it along."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.word.package import zip_bytes
from tests.helpers import document, parts, word

TYPED = b'?><!DOCTYPE x [<!ENTITY e "b">]>'
COMMANDS = {
    "checked": "check {odd}",
    "with notes": "check {odd} --annotate out.docx",
    "mended": "check {odd} --fix out.docx",
    "the new one": "diff {good} {odd}",
    "tracked as the new one": "diff {good} {odd} --redline out.docx",
    "tracked as the old one": "diff {odd} {good} --redline out.docx",
    "taken in": "import {odd} --out taken",
}
FAULTS = {
    "a document type": ("{part}", lambda data: data.replace(b"?>", TYPED, 1), "“{part}” declares a document type"),
    "in UTF-16": (
        "{part}",
        lambda data: data.replace(b"?>", TYPED, 1).decode().encode("utf-16"),
        "“{part}” declares a document type",
    ),
    "other letters": ("{part}", lambda data: data.replace(b"UTF-8", b"UTF-7", 1), "“{part}” is not written in UTF-8"),
}
PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/settings.xml",
    "docProps/core.xml",
)
ROW = b"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>%s<w:tc>%s<w:p/></w:tc></w:tr></w:tbl><w:p>"
WIDE = {
    "a cell": (b"", b'<w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'),
    "more digits than a number has": (b"", b"<w:tcPr><w:gridSpan w:val = '999999999999999'/></w:tcPr>"),
    "before the cells": (b'<w:trPr><w:gridBefore w:val="+2000000000"/></w:trPr>', b""),
    "behind the cells": (b'<w:trPr><w:gridAfter w:val="0002000000000"/></w:trPr>', b""),
}


def _spoilt(found: dict[str, bytes]) -> Iterator[tuple[str, dict[str, bytes], str]]:
    for part, (case, (_, spoil, said)) in product(PARTS, FAULTS.items()):
        spoilt = spoil(found[part])
        assert spoilt != found[part], part
        yield f"{case} in {part}", {**found, part: spoilt}, said.format(part=part)
    text = found["word/document.xml"]
    for case, held in WIDE.items():
        wide = text.replace(b"<w:p>", ROW % held, 1)
        assert wide != text
        yield f"too wide: {case}", {**found, "word/document.xml": wide}, "columns; refused"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_refuses_it(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    found = parts(word(document(tmp_path, "### Điều. Một\nNội dung.\n")))
    Path("good.docx").write_bytes(zip_bytes(found))
    for case, spoilt, said in _spoilt(found):
        Path("odd.docx").write_bytes(zip_bytes(spoilt))
        before = sorted(Path().rglob("*"))
        code = main(["--lang", "en", *COMMANDS[command].format(good="good.docx", odd="odd.docx").split()])
        told = capsys.readouterr().err
        assert (code, said in told) == (2, True), f"{case}: {told}"
        assert "odd.docx" in told, case
        assert sorted(Path().rglob("*")) == before, case


def test_what_word_writes_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = parts(word(document(tmp_path, "### Điều. Một\nNội dung.\n")))
    widest = (b'<w:trPr><w:gridBefore w:val="1"/></w:trPr>', b'<w:tcPr><w:gridSpan w:val="63"/></w:tcPr>')
    found["word/document.xml"] = found["word/document.xml"].replace(b"<w:p>", ROW % widest, 1)
    found["customXml/item1.xml"] = b"<!-- a comment --><x/>"
    Path("good.docx").write_bytes(zip_bytes(found))
    assert main(["check", "good.docx"]) in (0, 1)
