"""The identity of a body in a Word file: its colours and typefaces in the styles, mark and name above the first page.

Works on the finished parts, so that every template takes it, also one of the project's own."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from string import Template

from draftkit.kinds.identity import Identity
from draftkit.model.measure import EMU_PER_MM
from draftkit.pictures.prepare import Prepared
from draftkit.word.markup import HEAD, R_NS, attribute
from draftkit.writers.docx.about import add_header

_PART, _ID = "word/headerIdentity.xml", "rIdIdentity"
_MARK_MM = 6.0
_HEADER_AT = 454
"""Twentieths of a point from the edge of the page to the letterhead: 8 mm, so that it ends above the text."""
_ROOMY_MM = 200
"""A narrower page has no room for a letterhead."""
_FIRST_SECTION = re.compile(rb"<w:sectPr[^>]*>((?:(?!</w:sectPr>).)*)</w:sectPr>", re.DOTALL)


def put_identity(parts: dict[str, bytes], identity: Identity, page_mm: float) -> None:
    """Bring a Word file into the looks of a body. Its name and mark stand above the first page of a large sheet, when
    it has a name and the template sets nothing there. Raises SourceError when the mark cannot be read."""
    parts["word/styles.xml"] = identity.painted(parts["word/styles.xml"].decode()).encode()
    section = _FIRST_SECTION.search(parts["word/document.xml"])
    free = section and b"<w:titlePg" in section[1] and b'headerReference w:type="first"' not in section[1]
    if section and free and identity.called and page_mm >= _ROOMY_MM:
        _add_header(parts, identity, section.start(1))


def _add_header(parts: dict[str, bytes], identity: Identity, at: int) -> None:
    mark = identity.mark_picture()
    document = parts["word/document.xml"]
    reference = f'<w:headerReference w:type="first" r:id="{_ID}"/>'.encode()
    placed = re.sub(rb'(<w:pgMar[^>]* w:header=)"\d+"', rb'\1"%d"' % _HEADER_AT, document[at:], count=1)
    parts["word/document.xml"] = document[:at] + reference + placed
    picture = f"media/identity.{mark.type}"
    parts[f"word/{picture}"] = mark.data
    parts["word/_rels/headerIdentity.xml.rels"] = (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{R_NS}/image" Target="{picture}"/></Relationships>'
    ).encode()
    known = f'Extension="{mark.type}"'.encode() in parts["[Content_Types].xml"]
    shown = "" if known else f'<Default Extension="{mark.type}" ContentType="image/{mark.type}"/>'
    add_header(parts, _PART, _ID, _header(identity, mark), shown)


def _header(identity: Identity, mark: Prepared) -> str:
    """`letterhead.xml` with the values of the body."""
    size = round(_MARK_MM * EMU_PER_MM)
    values = {
        "dark": identity.colours["dam"][1:],
        "action": identity.colours["chinh"][1:],
        "font": attribute(identity.fonts["tieu_de"]),
        "called": attribute(identity.called),
        "high": size,
        "wide": round(size * mark.width_mm / max(mark.height_mm, 0.1)),
    }
    return HEAD + _form().substitute(values)


@lru_cache(maxsize=1)
def _form() -> Template:
    lines = Path(__file__).with_suffix(".xml").read_text(encoding="utf-8").split("\n")
    return Template("".join(lines))
