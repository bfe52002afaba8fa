"""The writer distrusts itself: what a reader of the file sees is held against the draft before it is kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, zip_longest
from xml.parsers import expat

from draftkit.errors import InternalError
from draftkit.word.markup import unescape
from draftkit.word.seals import BETWEEN
from draftkit.writers.text import OBJECT

_SIGNS = ("<w:br/>", "<w:tab/>", "<w:drawing>", "<m:oMath>")
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)")
_TOKEN = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<(w:br/|w:tab/|/m:oMath>|w:drawing>|m:oMath>)")


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


def visible_paragraphs(xml: str) -> list[str]:
    """The text of each paragraph: equations and pictures as U+FFFC, breaks as newlines."""
    found, written = _TEXT.findall, xml.split("</w:p>")[:-1]
    if any(sign in xml for sign in _SIGNS):
        texts = list(map(_with_signs, written))
    else:
        texts = ["".join(found(paragraph)) for paragraph in written]
    return [unescape(text) if "&" in text else text for text in texts]


@lru_cache(maxsize=64)
def text_of(paragraph: str) -> str:
    """The text of a paragraph of a shell: most are the same in the next file."""
    return unescape(_with_signs(paragraph))


def _with_signs(paragraph: str) -> str:
    text: list[str] = []
    in_math = False
    for found in _TOKEN.finditer(paragraph):
        sign = found[2]
        if sign is None:
            text.append(found[1])
        elif sign == "m:oMath>":
            in_math = True
        elif sign == "/m:oMath>":
            in_math = False
            text.append(OBJECT)
        elif sign == "w:drawing>":
            text.append(OBJECT)
        elif not in_math:
            text.append("\n" if sign == "w:br/" else "\t")
    return "".join(text)


def checked(pieces: Iterable[str], expected: Iterable[str], read: list[str]) -> Iterator[str]:
    """Pass on pieces of XML whose paragraphs say what is expected, empty ones aside; what they say goes into `read`,
    that of a piece in one text. Raises InternalError at the first difference."""
    wanted = filter(None, expected)
    for piece in pieces:
        said = [found for found in visible_paragraphs(piece) if found.strip("\t")]
        texts = list(islice(wanted, len(said)))
        for found, text in zip_longest(said, texts) if said != texts else ():
            if found != text and (text is None or _loose(found) != _loose(text)):
                raise difference(text, found)
        if said:
            read.append(BETWEEN.join(said))
        yield piece
    text = next(wanted, None)
    if text is not None:
        raise difference(text, "")


def difference(wanted: str | None, found: str) -> InternalError:
    """What is said of a text that is another in Word, is not there, or was none (`wanted` None)."""
    if wanted is None:
        return InternalError("text appeared on the way to Word: “{found}”", found=found[:120])
    said = "text was lost on the way to Word: expected “{wanted}”, found “{found}”"
    return InternalError(said, wanted=wanted[:120], found=found[:120])


def _loose(text: str) -> str:
    """Tabs around equations are layout, and so is a space that does not break."""
    return unicodedata.normalize("NFC", text.replace("\t", "").replace("\u00a0", " "))
