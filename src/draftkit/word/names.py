"""Names of WordprocessingML and safe parsing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from draftkit.errors import SourceError, refused
from draftkit.word import foreign, xml
from draftkit.word.package import DAMAGED

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


def tree(parts: Mapping[str, bytes], part: str, file: str, *, whole: bool = False) -> Element:
    """The root of a part of a package. Raises SourceError when there is no such part, and as `parse` does."""
    if part not in parts:
        raise SourceError(DAMAGED, file=file)
    return parse(parts[part], f"{file}:{part}", whole=whole)


def parse(data: bytes, name: str, *, whole: bool = False) -> Element:
    """The root element of a part, with comments and instructions only when it is to be written back `whole`; `name`
    is that of its file and its own (`file:part`). Raises SourceError on broken XML, and on a document type, which no
    Word file has."""
    from lxml import etree

    data = foreign.utf8(data, name)
    foreign.refuse_typed(data, name)
    kept = {"remove_comments": not whole, "remove_pis": not whole}
    try:
        root: Element = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, **kept)
        )
    except etree.XMLSyntaxError as error:
        if "xcessive depth" in str(error):
            raise SourceError(xml.NESTED, file=foreign.where(name)["file"]) from error
        raise SourceError(xml.DAMAGED_PART, reason=refused(error), **foreign.where(name)) from error
    return root


def serialised(root: Element) -> bytes:
    """A part as bytes."""
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
