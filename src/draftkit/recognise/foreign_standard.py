"""Technical regulations and standards that others set: no style tells what a line is. The symbol on the cover tells the
kind, whole numbers in their order the clauses, and what stands before clause 1 the cover and the foreword."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from draftkit.model.kind import KindSpec
from draftkit.recognise.lines import Line
from draftkit.recognise.phrases import matcher
from draftkit.text.fold import fold

_FRONT = 60
"""Among how many lines the symbol of a cover is looked for."""
_FILLS = {"so": r"[\w.-]+", "nam": r"(?:19|20)\d\d", "lan": r"\d{1,2}", "viet_tat": r"[A-ZĐ]{2,10}"}
_CLAUSE = re.compile(r"(?P<number>(?:\d{1,2}|[A-Z](?=\.\d))(?:\.\d{1,3})*)\.?[ \u00a0]+(?P<title>\S.*)$")
_LETTER = re.compile(r"[a-zđ]\) ?\S")
_LISTED = re.compile(r"(?:[.…]{3,}|\t) ?\d+$")
_PLACE = re.compile(r"(?:HÀ NỘI|Hà Nội) ?[-–] ?(?:19|20)\d\d$")
_ANNEX = re.compile(r"phụ lục [A-Z](?: ?\(.*\))?$", re.IGNORECASE)
_STATUS = re.compile(r"\((?:quy định|tham khảo)\)$", re.IGNORECASE)
_VIETNAMESE = re.compile(r"[À-ỹĐđ]")
_LONGEST = 120


class Standard(NamedTuple):
    """The kind of a standard, and the role of each of its lines."""

    kind: KindSpec
    roles: tuple[str, ...]


def standard(every: Sequence[Line], kinds: Iterable[KindSpec]) -> Standard | None:
    """What the lines of a file are when it is a technical regulation or a standard; None when it is none."""
    covers = [(kind, matcher(kind.words["symbol"], _FILLS)) for kind in kinds if "cover_head" in kind.words]
    for line in every[:_FRONT]:
        symbol = _spaced(line.text)
        for kind, pattern in covers:
            if pattern.fullmatch(symbol):
                roles = _roles(every, kind, symbol)
                return Standard(kind, roles) if sum(role.startswith("decimal") for role in roles) > 2 else None
    return None


def styled_as(every: Sequence[Line], found: Standard, roles: Mapping[str, str]) -> list[Line]:
    """The lines in the styles that a file of ours would give them; `roles` gives the role of a style by its id."""
    ids = {role: id for id, role in roles.items()}
    out = []
    for line, role in zip(every, found.roles, strict=True):
        form = line.paragraph.format._replace(style=ids.get(role, ids["paragraph"]))
        out.append(line._replace(paragraph=line.paragraph._replace(format=form)))
    return out


def _spaced(text: str) -> str:
    """A symbol without the blanks that copies put around its signs."""
    return re.sub(r" ?([:/]) ?", r"\1", text).strip()


def _roles(every: Sequence[Line], kind: KindSpec, symbol: str) -> tuple[str, ...]:
    first = next(
        (at for at, line in enumerate(every) if line.text[:2] in ("1 ", "1.") and _opens(line, ())), len(every)
    )
    front = _Front(kind, symbol)
    out = [front.role(line) for line in every[:first]]
    last: tuple[int | str, ...] = ()
    for line in every[first:]:
        role, last = _text_role(line, out[-1] if out else "", last)
        out.append(role)
    return tuple(out)


class _Front:
    """What stands before clause 1: the cover, the contents list, the foreword, and the titles above the text."""

    def __init__(self, kind: KindSpec, symbol: str) -> None:
        words = kind.words
        self.symbol = symbol
        self.known = {
            fold(words.get("cover_head", "")): "cover-head",
            fold(words.get("cover_type", "")): "cover-type",
            fold(words.get("foreword_title", "")): "foreword-title",
            fold("Mục lục"): "contents-title",
            fold("Lời giới thiệu"): "introduction",
        }
        self.seen: set[str] = set()
        self.part = "cover"

    def role(self, line: Line) -> str:
        text = line.text
        role = self.known.get(fold(text).rstrip(":"), "")
        if role in ("foreword-title", "contents-title", "introduction"):
            self.part = role
            return role
        if self.part == "contents-title" and (_CLAUSE.match(text) or _LISTED.search(text) or text[-1:].isdigit()):
            return "contents-1"
        own = role or self._of_cover(line)
        if not own:
            return "paragraph"
        again = own in self.seen and (own == "cover-type" or fold(text) in self.seen or self.part != "cover")
        self.seen |= {own, fold(text)}
        return {"cover-english": "body-english"}.get(own, "body-title") if again else own

    def _of_cover(self, line: Line) -> str:
        text = line.text
        if _spaced(text) == self.symbol:
            return "cover-symbol"
        if _PLACE.match(text):
            return "cover-place"
        if line.upper and _VIETNAMESE.search(text) and len(text) < 2 * _LONGEST:
            return "cover-title"
        if text and not _VIETNAMESE.search(text) and len(text.split()) > 2 and not line.where.table:
            return "cover-english"
        return ""


def _opens(line: Line, last: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The number of the clause a line opens, when it follows on the last one; empty else."""
    found = _CLAUSE.match(line.text)
    if found is None or line.where.table or found["title"][:1].islower() or _LISTED.search(line.text):
        return ()
    number = tuple(int(part) if part.isdecimal() else part for part in found["number"].split("."))
    if number == (1,) or number == (*last, 1) or (len(number) == 2 and isinstance(number[0], str) and number[1] == 1):
        return number
    shared = len(number) - 1
    before, now = last[shared : shared + 1], number[-1]
    steps = isinstance(now, int) and before and isinstance(before[0], int) and before[0] < now <= before[0] + 2
    return number if steps and number[:-1] == last[:shared] else ()


def _text_role(line: Line, before: str, last: tuple[int | str, ...]) -> tuple[str, tuple[int | str, ...]]:
    """The role of a line of the text, and the number of the clause at work from there on."""
    text = line.text
    if line.where.table:
        return "table-cell", last
    if _ANNEX.match(text):
        return "annex", (text.split()[2][:1],)
    if before in ("annex", "annex-title") and (
        _STATUS.match(text) or (len(text) < _LONGEST and not _CLAUSE.match(text))
    ):
        centred = line.paragraph.format.align == "center" or line.share(lambda one: one.bold) > 0.5
        if centred or _STATUS.match(text):
            return "annex-title", last
    if fold(text).rstrip(":") == fold("Thư mục tài liệu tham khảo"):
        return "bibliography", ()
    number = _opens(line, last)
    if number:
        title = text.split(maxsplit=1)[1]
        named = len(title) < _LONGEST and title[-1] not in ".;:,”"
        return f"decimal{min(len(number), 5)}{'' if named else '-run-in'}", number
    if _LETTER.match(text):
        return "letter", last
    return ("note" if text.startswith(("CHÚ THÍCH", "VÍ DỤ")) else "paragraph"), last
