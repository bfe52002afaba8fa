"""How a text of law names provisions: `điểm a khoản 2 Điều 5`, `Chương II`, `các khoản 1, 2 và 3`, `Phụ lục I`.

Two grammars stand side by side: of text as typed, whose lines may break inside a reference (`TYPED`), and of text as
printed (`NAMED`, `LIST`), which also names the units above the điều, tables and lists of provisions. What follows says
whose provision it is: this document's (`OWN`) or another's (`FOREIGN`)."""

from __future__ import annotations

import re

ACT = (
    r"(?:Nghị định|Thông tư liên tịch|Thông tư|Bộ luật|Luật|Pháp lệnh|Nghị quyết|Quyết định|Quy chế|Quy định"
    r"|Điều lệ|Phụ lục)"
)
TYPED = re.compile(
    r"(?:[Đđ]iểm[ \n](?P<point>[a-zđ]\d{0,2})[ \n])?"
    r"(?:[Kk]hoản[ \n](?P<clause>\d+[a-zđ]?|này)(?:[ \n]|(?=[,;.)])))?"
    rf"(?:Điều[ \n](?P<article>\d+[a-zđ]?|này)(?:[ \n](?:của[ \n])?(?P<act>{ACT})[ \n](?P<own>này))?)?"
)
# every alternative starts with a letter of its own: the search then skips to these letters instead of trying at each
# place
TYPED_START = re.compile(
    r"Điểm[ \n][a-zđ]\d{0,2}[ \n]|điểm[ \n][a-zđ]\d{0,2}[ \n]|Khoản[ \n](?:\d|này)|khoản[ \n](?:\d|này)"
    r"|Điều[ \n](?:\d|này)"
)

NAMED = re.compile(
    r"(?<!\w)(?:"
    r"(?:[Đđ]iểm (?P<point>[a-zđ]\d{0,2}) )?(?:[Kk]hoản (?P<clause>\d+[a-zđ]?|này)(?: |(?=[,;.)]"
    r"|$)))?(?:Điều (?P<article>\d+[a-zđ]?|này))?"
    r"|(?P<outer>Phụ lục|Chương|Phần) (?P<number>[IVXLC]+|\d+)"
    r"|(?P<section>Mục) (?P<order>\d+) Chương (?P<chapter>[IVXLC]+)"
    r"|(?P<table>Bảng \d+(?:\.\d+)*)"
    r")(?!\w)"
)
_ITEM = r"(?:\d+[a-zđ]?|[a-zđ]\d{0,2})"
LIST = re.compile(
    rf"(?<!\w)[Cc]ác (?P<cite>Điều|khoản|điểm) (?P<items>{_ITEM}(?:, {_ITEM})*(?: và {_ITEM})?)"
    r"(?: khoản (?P<clause>\d+[a-zđ]?|này))?(?: Điều (?P<article>\d+[a-zđ]?|này))?(?!\w)"
)
LISTED = re.compile(rf"(?<![\w]){_ITEM}(?!\w)")
NAMED_START = re.compile(
    r"(?<!\w)(?:[Đđ]iểm [a-zđ]|[Kk]hoản (?:\d|này)|Điều (?:\d|này)|(?:Phụ lục|Chương|Phần|Mục|Bảng) [\dIVXLC])"
)
OWN = re.compile(rf" (?:của |ban hành kèm theo )?{ACT} này")
FOREIGN = re.compile(rf",?(?: (?:của|ban hành kèm theo))? (?:{ACT}) (?!này)")
_CITED = ("iều ", "hoản ", "iểm ", "Mục ", "hương ", "ảng ", "hụ lục ")
"""Without one of these no reference stands in a text: looked for first, as most texts hold none."""
_BLANKED = re.compile(
    (
        r"(?<!\w)([Đđ]iểm|[Kk]hoản|Điều|Phụ lục|Chương|Mục|Bảng) (?:này|\d+(?:\.\d+)*[a-zđ]?|[IVXLC]+"
        r"|[a-zđ]\d{0,2})(?!\w)(?: (?:của |ban hành kèm theo )?"
    )
    + ACT
    + " này)?"
)
_BLANKED_RUN = re.compile(r"#(?: #)+")


def blanked(text: str) -> str:
    """A text with the numbers of references taken out: what stays equal when provisions are renumbered."""
    if not any(map(text.__contains__, _CITED)):
        return text
    found = _BLANKED.sub("#", text)
    return _BLANKED_RUN.sub("#", found) if "# #" in found else found
