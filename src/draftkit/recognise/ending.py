"""Signature block and recipients: in a table, or in lines set with tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftkit.recognise.lines import Line, Piece, columns
from draftkit.recognise.outside import table_top
from draftkit.recognise.signing import is_person, speaks
from draftkit.recognise.terms import ADDRESSED, CAPACITY, HEADS, RECIPIENTS, SIGNED_NOTE
from draftkit.text.fold import fold

_ITEM = re.compile(r"^[-–—+]")
_DRAFTER = re.compile(r"^[\wĐ]{1,6}\s*[.,]\s*\(?\d{1,4}\)?$")
_FILED = re.compile(r"^[-–—]?\s*Lưu\s*:.*\.$", re.IGNORECASE)
_SIGN_FAR = 12  # lines: so far from the end a signature is looked for


def ending_at(lines: Sequence[Line], start: int) -> int:
    """The index of the first line of the ending; the number of lines when there is none."""
    for index in range(start, len(lines)):
        if _is_recipients(lines[index]) or (lines[index].where.table and _signs(lines, index)):
            return table_top(lines, index, start) if lines[index].where.table else _signed_above(lines, index, start)
    # no list of recipients: the last words in capitals that speak for a body
    for index in range(len(lines) - 1, start, -1):
        if _speaks(lines[index]):
            while index > start and _speaks(lines[index - 1]):
                index -= 1
            return index
        if len(lines) - index > _SIGN_FAR:
            break
    return _signed_above(lines, len(lines), start) if lines and _is_name(lines) else len(lines)


def _speaks(line: Line) -> bool:
    """Whether words in capitals on a line speak for a body."""
    return any(CAPACITY.match(bit.text) and bit.upper for bit in columns(line))


def _is_name(lines: Sequence[Line]) -> bool:
    """Whether the last words of a text are the name of a person."""
    last = next((line for line in reversed(lines) if line.text), lines[-1])
    return is_person(last.text) and not last.upper


def closed_at(lines: Sequence[Line], start: int) -> int:
    """The index behind the ending that begins at `start`: behind the first signer's block and what stands with it. What
    follows, whatever it looks like, signs nothing."""
    at, signed, listing = start, False, False
    while at < len(lines):
        line = lines[at]
        if line.where.table:
            end = next(
                (place for place in range(at, len(lines)) if lines[place].where.table != line.where.table), len(lines)
            )
            signs = any(_signs(lines, place) for place in range(at, end))
            if not signs and not any(_is_recipients(one) for one in lines[at:end]):
                return at
            signed = signed or signs
            at = end
        elif not line.text or line.is_stroke or line.where.box or _stands_with(line, signed):
            listing = listing or _is_recipients(line)
            at += 1
        elif listing and _ITEM.match(line.text):
            listing = not _FILED.match(line.text)
            at += 1
        elif not signed and _may_sign(lines, start, at):
            signed = not line.upper and not SIGNED_NOTE.match(line.text) and not line.text.startswith(("(", "["))
            at += 1
        else:
            return at
    return at


def _stands_with(line: Line, signed: bool) -> bool:
    """Whether a line belongs to an ending on its own account: it speaks for a body, or is of the recipients."""
    bits = columns(line)
    return (
        _is_recipients(line)
        or _speaks(line)
        or bool(_ITEM.match(line.text) and line.look().size_pt <= 12)
        or bool(_DRAFTER.match(line.text))
        or (not signed and (len(bits) > 1 or speaks(line.text)))
    )


def _may_sign(lines: Sequence[Line], start: int, at: int) -> bool:
    """Whether a line can be an office, a note or the name below words that speak for a body."""
    spoken = any(speaks(bit.text) for line in lines[start:at] for bit in columns(line))
    return spoken and len(lines[at].text.split()) <= 12


def _is_recipients(line: Line) -> bool:
    return any(RECIPIENTS.match(bit.text) for bit in columns(line))


def _signs(lines: Sequence[Line], index: int) -> bool:
    """Whether a table is one of signatures: the first line of a cell speaks for a body or an office, in capitals."""
    line = lines[index]
    new = index == 0 or lines[index - 1].where != line.where
    if not new or not line.upper:
        return False
    return bool(CAPACITY.match(line.text)) or (
        fold(line.text).startswith(HEADS) and len(line.text) < 60 and line.share(lambda one: one.bold) > 0.5
    )


def _signed_above(lines: Sequence[Line], index: int, start: int) -> int:
    """The first line of a signature that stands right above a line: from words that speak for a body, or an office in
    capitals, set apart from the text as all that follows them is."""
    found = index
    for at in range(index - 1, max(start, index - _SIGN_FAR) - 1, -1):
        line = lines[at]
        spoken = _speaks(line)
        apart = line.paragraph.format.align in ("center", "right") or not line.text or line.where.box
        if line.where.table or not (spoken or apart or len(columns(line)) > 1):
            break
        if spoken or speaks(line.text):
            found = at
    return found


def ending(lines: Sequence[Line]) -> list[Piece]:
    """The roles of the lines of an ending."""
    groups: dict[tuple[int, ...], list[Line]] = {}
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if line.where.table:
            groups.setdefault((line.where.table, line.where.column), []).append(line)
        elif line.where.box:
            groups.setdefault((0, 0, line.where.box), []).append(line)
        else:
            _set_apart(line, left, right)
    pieces = [piece for group in (*groups.values(), left, right) for piece in _cell(group)]
    order = {(*line.holder, line.part): place for place, line in enumerate(lines)}
    return sorted(pieces, key=lambda piece: order.get((*piece.line.holder, piece.line.part), len(lines)))


def _set_apart(line: Line, left: list[Line], right: list[Line]) -> None:
    bits = columns(line)
    indented = next((run.kind == "tab" for run in line.runs if run.text), False) or line.paragraph.format.align in (
        "center",
        "right",
    )
    if len(bits) > 1:
        left.append(bits[0])
        right.extend(bits[1:])
    elif (
        RECIPIENTS.match(line.text)
        or _ITEM.match(line.text)
        or (left and not indented and line.look().size_pt <= 12 and not line.upper)
    ):
        left.append(line)
    else:
        right.append(line)


def _cell(group: Sequence[Line]) -> list[Piece]:
    listed = any(RECIPIENTS.match(line.text) for line in group)
    return _recipients(group) if listed else _signature(group)


def _recipients(group: Sequence[Line]) -> list[Piece]:
    out: list[Piece] = []
    listed = filed = False
    for line in group:
        if RECIPIENTS.match(line.text):
            out.append(Piece("recipients-label", line))
            listed = True
        elif not line.text or line.is_stroke:
            out.append(Piece("rule", line))
        elif _DRAFTER.match(line.text) or (filed and not _ITEM.match(line.text) and " " not in line.text):
            out.append(Piece("drafter", line))
        elif listed and not ADDRESSED.match(line.text):
            out.append(Piece("recipients", line))
        else:
            out.append(Piece("other", line))
        filed = filed or bool(_FILED.match(line.text))
    return out


def _signature(group: Sequence[Line]) -> list[Piece]:
    """Titles in capitals, room to sign, the name; what is small or in brackets is a note."""
    shown = [line for line in group if line.text]
    out: list[Piece] = []
    titles = True
    for place, line in enumerate(shown):
        gap = place > 0 and line.ordinal - shown[place - 1].ordinal > 1 and not line.where.box
        office = bool(CAPACITY.match(line.text)) or fold(line.text).startswith((*HEADS, "pho"))
        if line.text.startswith(("(", "[")) or SIGNED_NOTE.match(line.text):
            role = "signature-note"
        elif titles and line.upper and (office or not place or (not gap and place < len(shown) - 1)):
            role = "signature-title"
        elif place + 1 == len(shown) and place and len(line.text.split()) <= 12:
            role = "signature-name"
        elif line.upper and gap:
            role = "signature-other-title"
        else:
            role = "other"
        titles = titles and role in ("signature-title", "signature-note")
        out.append(Piece(role, line))
    return out
