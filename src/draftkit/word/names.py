"""Names of WordprocessingML and safe parsing."""

from __future__ import annotations

from typing import Any

from draftkit.errors import SourceError, refused
from draftkit.word import xml

Element = Any
"""An lxml element; lxml brings no types."""

W, R, M, MC, tags = xml.W, xml.R, xml.M, xml.MC, xml.tags
P, PPR, RUN, RPR, T, DEL_TEXT = tags("p pPr r rPr t delText")
TBL, TR, TRPR, TC, TCPR, SDT, SDT_CONTENT, SECT = tags("tbl tr trPr tc tcPr sdt sdtContent sectPr")
TXBX = W + "txbxContent"
FIELD = W + "fldSimple"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
INS, DEL, MOVE_FROM, MOVE_TO = tags("ins del moveFrom moveTo")
DOCUMENT = "word/document.xml"


def parse(data: bytes, name: str) -> Element:
    """The root element of a part. Raises SourceError on broken XML, and on a document type, which no Word file has."""
    from lxml import etree

    try:
        root = etree.fromstring(
            data,
            etree.XMLParser(
                resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
            ),
        )
    except etree.XMLSyntaxError as error:
        raise SourceError("{file}: not a readable Word file ({reason}).", file=name, reason=refused(error)) from error
    if root.getroottree().docinfo.doctype:
        raise SourceError("{file}: not a readable Word file ({reason}).", file=name, reason="DOCTYPE")
    return root


def serialised(root: Element) -> bytes:
    """A part as bytes."""
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
