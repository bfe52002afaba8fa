"""What the frame prints from the metadata, typed in the text once more."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import DIALECT, E
from draftkit.model.keys import ADDRESSEES, BASES, NUMBER, PLACE_NAME, RECIPIENTS, SIGNATURES
from draftkit.model.message import Command, msg
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Unit
from draftkit.recognise import terms
from draftkit.resolve.frame import Frame
from draftkit.text.fold import fold
from draftkit.text.passage import shortened

_ZONE = 4000
"""Signs at either end of the text in which header and ending stand."""
_SAME = 30
"""Folded signs that a sentence has in common with the closing one of the kind."""
_LONG = 3 * _SAME
"""Signs of a line that hold as many folded ones."""
_HIDDEN = ("DK-S012",)
"""The text has no end of its own while another stands behind it."""


class _Part(NamedTuple):
    """A part of the frame: the key that it is printed from (empty: always the same), which lines are its, whether such
    a line alone tells, and where it stands."""

    key: str
    is_its: Callable[[Frame, str], object]
    alone: bool = True
    ahead: bool = True


def _dated(line: str) -> bool:
    """Whether a line is place and date; “Luật này có hiệu lực từ ngày …” has no comma between the two."""
    found = terms.PLACE_DATE.match(line)
    return bool(found and found["comma"])


_PARTS = (
    _Part("", lambda frame, line: frame.nation and (terms.is_nation(line) or terms.is_motto(line))),
    _Part(NUMBER, lambda frame, line: frame.number and terms.NUMBER.match(line), alone=False),
    _Part(PLACE_NAME, lambda frame, line: frame.place_date and _dated(line), alone=False),
    _Part(
        "",
        lambda frame, line: line.isupper() and fold(line) in map(fold, (*frame.agency, frame.type, frame.authority)),
        alone=False,
    ),
    _Part("", lambda frame, line: line.isupper() and frame.decides and fold(line) == fold(frame.decides)),
    _Part(ADDRESSEES, lambda frame, line: frame.addressees and ":" in line[:10] and terms.ADDRESSED.match(line)),
    _Part(RECIPIENTS, lambda frame, line: frame.recipients and fold(line[:_LONG]) == "noinhan", ahead=False),
    _Part(
        SIGNATURES, lambda frame, line: frame.signatures and line.isupper() and terms.CAPACITY.match(line), ahead=False
    ),
    _Part(
        "",
        lambda frame, line: frame.closing and fold(line[:_LONG])[:_SAME] == fold(frame.closing)[:_SAME] != "",
        ahead=False,
    ),
)


@rule("DK-S027", "Part of the frame typed in the text", E, DIALECT, "structure")
def typed_frame(subject: Subject) -> Iterator[Hit]:
    """draftkit prints the header, the legal bases, the closing sentence, the recipients and the signature from the
    metadata. Typed in the text too they stand twice on the page. Forms in annexes have their own."""
    text, starts = subject.printed.own_lines, subject.printed.line_starts
    draft = subject.bound.draft
    first = next((block.line for block in draft.body if isinstance(block, Unit)), -1)
    end = starts[draft.annexes[0].line] if draft.annexes else len(text) - 1
    head = starts[max(first, 0)]
    tail = max(head, end - _ZONE) if first >= 0 else 0  # without units all of the text may be either
    found = [*_found(subject, 0, head, ahead=True), *_found(subject, tail, end, ahead=False)]
    if not any(part.alone for part, _, _ in found):
        return
    _, offset, line = found[0]
    place = subject.printed.line_place(offset)
    keys = ", ".join(dict.fromkeys(part.key for part, _, _ in found if part.key))
    once = msg("“{text}” is printed by draftkit; delete it here, or it stands twice", text=shortened(line, 40))
    said = (
        "“{text}” and other lines of header, legal bases or ending ({count}) are printed from the metadata; write them "
        "there ({keys}) and delete them here, or they stand twice, or as text. A whole document copied from Word: save "
        "it as .docx or .txt and take that file over{typed}"
    )
    several = msg(said, text=shortened(line, 40), count=len(found), keys=keys, typed=Command(" (draftkit import)"))
    yield subject.hit(place, several if keys else once)._replace(hides=_HIDDEN)


def _found(subject: Subject, start: int, end: int, *, ahead: bool) -> Iterator[tuple[_Part, int, str]]:
    """The lines of the frame in a part of the source, with their offsets."""
    based = ahead and BASES in subject.bound.draft.kind.keys and subject.headed
    at = start
    for row in subject.printed.own_lines[start + 1 : end + 1].split("\n"):
        line = row.strip(" \t*_#>:")
        if based and terms.BASES.match(line) and row.rstrip(" *_").endswith((";", ",")):
            yield _BASIS, at, line
        elif line:
            for part in _PARTS:
                if part.ahead >= ahead and part.is_its(subject.frame, line):
                    yield part, at, line
                    break
        at += len(row) + 1


_BASIS = _Part(BASES, lambda frame, line: True)
