"""Every kind as PDF before two readers that are not ours: outloud holds it against PDF/UA-1 (ISO 14289-1, by the
Matterhorn protocol), pikepdf shows what PDF/A-2a (ISO 19005-2) asks of fonts, colours, metadata and actions."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.samples import one_of_each, pages_of

ACTIONS = ("/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SubmitForm")
TWICE = "TAG-002"
"""Headings of tables that are repeated on the next page are no text a second time."""


@pytest.mark.parametrize("name", one_of_each())
def test_every_kind_is_accessible_and_archival(name: str, tmp_path: Path) -> None:
    import outloud

    pdf = pages_of(name)
    (tmp_path / "a.pdf").write_bytes(pdf)
    found = outloud.check(str(tmp_path / "a.pdf")).findings
    assert [f"{one.rule} {one.message}" for one in found if one.severity == "error" and one.rule != TWICE] == []
    assert list(not_archival(pdf)) == []


def not_archival(pdf: bytes) -> Iterator[str]:
    """What PDF/A-2a does not allow, with its place in ISO 19005-2."""
    import pikepdf

    file = pikepdf.open(io.BytesIO(pdf))
    if "/Encrypt" in file.trailer or "/ID" not in file.trailer:
        yield "6.1.3 trailer"
    root = file.Root
    if not bool(root.get("/MarkInfo", {}).get("/Marked")) or "/StructTreeRoot" not in root:
        yield "6.7.2 not tagged"
    if "/Lang" not in root:
        yield "6.7.4 no language"
    with file.open_metadata(set_pikepdf_as_editor=False) as meta:
        if (meta.get("pdfaid:part"), meta.get("pdfaid:conformance")) != ("2", "A"):
            yield "6.6.4 does not say what it is"
        if file.docinfo.get("/Title") and meta.get("dc:title") != str(file.docinfo["/Title"]):
            yield "6.6.3 two titles"
    if [str(one.S) for one in root.get("/OutputIntents", [])] != ["/GTS_PDFA1"]:
        yield "6.2.3 no output intent"
    if any(key in root for key in ("/AA", "/NeedsRendering")) or "/JavaScript" in root.get("/Names", {}):
        yield "6.5.2 actions"
    for one in file.objects:
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            yield from _object(one)


def _object(one: Any) -> Iterator[str]:
    sort, way = str(one.get("/Type", "")), str(one.get("/S", ""))
    if way in ACTIONS or "/AA" in one:
        yield f"6.5.1 {way}"
    if "/LZWDecode" in str(one.get("/Filter", "")) or ("/F" in one and sort == "/XObject"):
        yield "6.1.7 stream"
    if sort == "/FontDescriptor" and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()):
        yield f"6.2.11.4 {one.FontName} is not embedded"
    if sort == "/Font" and str(one.Subtype) != "/Type3" and "/DescendantFonts" in one and "/ToUnicode" not in one:
        yield f"6.2.11.7 {one.BaseFont} does not tell its letters"
    if sort == "/Annot" and not int(one.get("/F", 0)) & 4:
        yield "6.3.2 a note that does not print"
    if sort == "/ExtGState" and (
        "/TR" in one or (str(one.get("/SMask", "/None")) != "/None" and "/Group" not in one.SMask.G)
    ):
        yield "6.2.5 graphics state"
    if str(one.get("/Subtype", "")) in ("/PS",) or "/Alternates" in one or "/OPI" in one:
        yield "6.2.8 picture"
