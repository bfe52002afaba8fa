"""The writer distrusts itself: what a reader of the finished file sees is compared with the draft before the file is kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from xml.parsers import expat

from draftkit.errors import InternalError
from draftkit.writers.text import OBJECT

_TOKEN = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<(/w:p>|w:br/|w:tab/|/m:oMath>|w:drawing>|m:oMath>)")


def well_formed(name: str, data: bytes) -> None:
    """Parse strictly. Raises InternalError when a part is not well-formed XML or holds a document type."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise InternalError("{part} would not be valid XML ({reason})", part=name, reason=error) from error


def _refuse(*_: object) -> None:
    raise ValueError("document type not allowed")


def visible_paragraphs(xml: str) -> Iterator[str]:
    """The text of each paragraph: equations and pictures as U+FFFC, breaks as newlines."""
    text: list[str] = []
    in_math = False
    for found in _TOKEN.finditer(xml):
        sign = found[2]
        if sign is None:
            text.append(found[1])
        elif sign == "/w:p>":
            yield _unescape("".join(text))
            text = []
        elif sign == "m:oMath>":
            in_math = True
        elif sign == "/m:oMath>":
            in_math = False
            text.append(OBJECT)
        elif sign == "w:drawing>":
            text.append(OBJECT)
        elif not in_math:
            text.append("\n" if sign == "w:br/" else "\t")


def _unescape(text: str) -> str:
    if "&" not in text:
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def same_text(expected: Iterable[str], xml: str) -> None:
    """Compare paragraph by paragraph, empty ones aside. Raises InternalError at the first difference."""
    written = (text for text in visible_paragraphs(xml) if text.strip("\t"))
    for wanted in expected:
        if not wanted:
            continue
        found = next(written, None)
        if found != wanted and (found is None or _loose(found) != _loose(wanted)):
            raise InternalError("text was lost on the way to Word: expected “{wanted}”, found “{found}”", wanted=wanted[:120], found=(found or "")[:120])
    extra = next(written, None)
    if extra is not None:
        raise InternalError("text appeared on the way to Word: “{found}”", found=extra[:120])


def _loose(text: str) -> str:
    """Tabs around equations are layout."""
    return unicodedata.normalize("NFC", text.replace("\t", ""))
