"""Where the new wording that follows an instruction ends. Quotes say so; where they are missing, doubled or wrong, the
next label of the act's own numbering does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftkit.amending.lines import Line, labelled
from draftkit.law.ways import ways
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import VI_LETTERS, whole

OPENERS = '“"‘«'
CLOSED, _LIKE, _OWN_ARTICLE, NAMED_FIRST = ways("new_wording", "closed like own_article named_first")
(ENDING,) = ways("new_wording", "ending")


class Own(NamedTuple):
    """How far the act's own numbering has come: its article, and the khoản and điểm within, empty if none."""

    article: str
    clause: str = ""
    point: str = ""


class Wording(NamedTuple):
    """The quoted texts after an instruction, one for each pair of quotes, without them; the index of the first line
    past them; whether a quote that was opened is never closed."""

    texts: tuple[tuple[str, ...], ...]
    end: int
    unclosed: bool = False


def like_instruction(text: str) -> bool:
    """Whether a line looks as if it told of a change."""
    return _LIKE.match(text) is not None


def follows(line: Line, own: Own, leap: int = 0) -> bool:
    """Whether the label of a line is the next of the act's own numbering; `leap` labels may be missing."""
    now = {"article": own.article, "clause": own.clause, "point": own.point}.get(line.level, "")
    step = _next_letter if line.level == "point" else _next_number
    return bool(now) and step(now, line.label, leap)


def _next_number(now: str, label: str, leap: int) -> bool:
    a, b = _leading(now), _leading(label)
    return a is not None and b is not None and (a < b <= a + 1 + leap or (a == b and label > now))


def _leading(label: str) -> int | None:
    """The number a label begins with: 12 of `12a`."""
    return whole(label.rstrip(VI_LETTERS))


def _next_letter(now: str, label: str, leap: int) -> bool:
    if "." in label:  # “4.2.” after “4.1.”
        (outer, _, old), (around, _, new) = now.partition("."), label.partition(".")
        following = _next_letter if whole(new) is None else _next_number
        return outer == around and following(old, new, leap)
    if now[:1] not in VI_LETTERS or label[0] not in VI_LETTERS:
        return False
    return 0 < VI_LETTERS.index(label[0]) - VI_LETTERS.index(now[0]) <= 1 + leap


def breaks(line: Line, own: Own) -> bool:
    """Whether a line can only be the act's own: its next label with a likely instruction, or its next article."""
    if line.level == "article":
        return follows(line, own) and (_OWN_ARTICLE.match(line.rest) is not None)
    if line.level in ("clause", "point"):
        return follows(line, own, leap=2) and like_instruction(line.rest)
    if line.text[0] in "-–+":
        return NAMED_FIRST.match(line.text) is not None
    return ENDING.match(line.text) is not None and line.text[:2] in ("Nơ", "TM", "KT", "TU")


def wording(lines: Sequence[Line], start: int, own: Own, inline: str = "") -> Wording:
    """The new wording that begins at a line, or in the rest of the instruction's own line (`inline`)."""
    texts: list[tuple[str, ...]] = []
    unclosed = False
    place = start
    while True:
        found, place, open_ = _block(lines, place, own, inline)
        unclosed = unclosed or open_
        if found:
            texts.append(found)
        inline = ""
        more = place < len(lines) and lines[place].text[0] in OPENERS
        if not more or not found:
            return Wording(tuple(texts), place, unclosed)


def _block(lines: Sequence[Line], start: int, own: Own, inline: str) -> tuple[tuple[str, ...], int, bool]:
    """One quoted text: its paragraphs, the index past it, whether its quote stays open."""
    first = inline or (lines[start].text if start < len(lines) else "")
    opener = first[:1] if first[:1] in OPENERS else ""
    taken: list[str] = [inline] if inline else []
    place = start
    depth = _Depth(opener)
    if inline:
        depth.add(inline)
        if opener and depth.closed(inline) and _plausible(lines, place, own):
            return (*_bare(taken, opener),), place, False
    held = 0  # lines taken when the quote seemed closed, and went on
    while place < len(lines):
        line = lines[place]
        if taken and breaks(line, own) and not _quoted_label(lines, start, place, own, depth):
            break
        taken.append(line.text)
        depth.add(line.text)
        place += 1
        if not depth.closed(line.text):
            continue
        if _plausible(lines, place, own) and not _counts_on(lines, start, place, own):
            return (*_bare(taken, opener),), place, False
        held = held or place
        if not _closes_later(lines, place, own):
            break
    if held and not depth.closed(taken[-1]):
        taken, place = taken[: held - start + bool(inline)], held
    return (*_bare(taken, opener),), place, bool(opener) and not (taken and CLOSED.search(taken[-1]))


class _Depth:
    """How many quotes are open."""

    def __init__(self, opener: str) -> None:
        self.opener = opener
        self.curly = self.straight = 0

    def add(self, text: str) -> None:
        self.curly += text.count("“") - text.count("”")
        self.straight += text.count('"')

    def closed(self, text: str) -> bool:
        """Whether all quotes are closed at the end of this line."""
        if not CLOSED.search(text):
            return False
        if self.opener == '"':
            return (self.straight + self.curly) % 2 == 0 or (self.straight % 2 == 1 and self.curly < 0)
        if self.opener == "“":
            return self.curly <= 0 or (self.straight % 2 == 1 and self.curly == 1)
        if self.opener:
            return True
        return self.curly < 0 or self.straight % 2 == 1


def _plausible(lines: Sequence[Line], place: int, own: Own) -> bool:
    """Whether the act itself may go on at a line; what amends a standard has no numbers, its quotes tell."""
    if place >= len(lines) or not own.article:
        return True
    line = lines[place]
    if line.text[0] in OPENERS or line.level == "heading" or ENDING.match(line.text):
        return True
    if line.level in ("clause", "point", "article") and follows(line, own, leap=1):
        return line.level != "article" or line.rest == "" or not line.rest.startswith("“")
    rest = line.rest.lstrip("-–+ ")
    dashed = rest != line.rest
    return like_instruction(rest) and bool(line.level or dashed or re.search(r"như sau\s*:?$", rest))


def _quoted_label(lines: Sequence[Line], start: int, place: int, own: Own, depth: _Depth) -> bool:
    """Whether a line that could be the act's own is of the text that is quoted: it is not the very next of the act or
    follows a label of that text, and the quotes pair."""
    if follows(lines[place], own) and not _counted(lines, start, place):
        return False
    return _pairs_later(lines, place, own, depth)


def _counted(lines: Sequence[Line], start: int, place: int) -> bool:
    """Whether the label of a line is the next of one in the text that begins at `start`."""
    line = lines[place]
    inner = (one for one in map(labelled, (one.text for one in lines[start:place])) if one.level == line.level)
    return any(follows(line, Own(one.label, one.label, one.label)) for one in inner)


def _counts_on(lines: Sequence[Line], start: int, place: int, own: Own) -> bool:
    """Whether a quote goes on behind a sign that seemed to close it: the next line tells of no change, its label is the
    next of that text, and another sign closes before the act itself goes on."""
    told = any(not line.label or like_instruction(line.rest) for line in lines[place : place + 1])
    return place < len(lines) and not told and _counted(lines, start, place) and _closes_later(lines, place, own)


def _pairs_later(lines: Sequence[Line], place: int, own: Own, depth: _Depth) -> bool:
    """Whether a quote is closed further on, each that is opened until then being closed, and the act goes on with its
    next label: what looks like the act's own before that is of the text that is quoted."""
    inner = _Depth(depth.opener)
    inner.curly, inner.straight = depth.curly, depth.straight
    for at in range(place, min(place + 400, len(lines))):
        inner.add(lines[at].text)
        if inner.curly <= 0:
            return inner.curly == 0 and inner.closed(lines[at].text) and _plausible(lines, at + 1, own)
    return False


def _closes_later(lines: Sequence[Line], place: int, own: Own) -> bool:
    for at in range(place, min(place + 200, len(lines))):
        if breaks(lines[at], own) or lines[at].text[0] in OPENERS:
            return False
        if CLOSED.search(lines[at].text) and _plausible(lines, at + 1, own):
            return True
    return False


def _bare(taken: list[str], opener: str) -> list[str]:
    """Paragraphs without the quotes that hold them and the signs after these."""
    if not taken:
        return []
    found = list(taken)
    if opener or found[0][0] in "”’»":  # some open with the sign that closes
        found[0] = found[0][1:].lstrip()
    while (closed := CLOSED.search(found[-1])) and _unmatched(found, found[-1], closed.start(), opener):
        found[-1], opener = found[-1][: closed.start()].rstrip(), ""  # “…”.”: what closes twice
    return [one for one in found if one]


def _unmatched(found: list[str], last: str, at: int, opener: str) -> bool:
    """Whether the closing sign at a place belongs to no quote within the text."""
    inner = "\n".join(found)
    inner = inner[: len(inner) - len(last) + at]
    sign = last[at]
    if sign == '"':
        return bool(opener) or inner.count('"') % 2 == 0
    return bool(opener) or inner.count("“") <= inner.count("”")
