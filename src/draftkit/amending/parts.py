"""Where parts of a unit that have no number stand: its second paragraph, its last sentence, the row that words name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftkit.amending.lines import labelled
from draftkit.amending.operation import Operation
from draftkit.amending.phrase import folded_text
from draftkit.amending.rows import Row
from draftkit.amending.terminal import cited
from draftkit.amending.tree import Node
from draftkit.amending.work import Refused, Work, by_hand
from draftkit.model.message import msg
from draftkit.model.numeral import whole
from draftkit.text.pattern import UPPER, Pattern
from draftkit.text.sentences import breaks

_SENTENCE = re.compile(rf"(?<=[.;!?])\s+(?=[{UPPER}])")
ENTRY = Pattern(r"(?:mục|dòng|hàng|nhóm|số thứ tự) “(?P<words>.*)”$")


def part_rows(work: Work, one: Operation, node: Node) -> tuple[int, int]:
    """The rows that a part of a unit is."""
    rows = work.rows
    first, _, outer = one.part.partition(" đoạn ")
    if first.startswith("câu") and outer:  # “câu 2 đoạn 1”
        one = one._replace(part=f"đoạn {outer}")
    if entry := ENTRY.match(one.part):
        return _entry(rows, one, node, entry["words"])
    if "cột " in one.part:
        raise Refused(by_hand())
    kind, _, number = one.part.rpartition(" ")
    if kind == "chú thích":
        opens = re.compile(rf"(?:chú thích|ghi chú)\s+{number}(?!\w)", re.IGNORECASE)
        places = [at for at in range(node.start, node.end) if opens.match(rows[at].text)]
        if len(places) > 1:  # each table has its own
            raise Refused(by_hand())
    elif kind in ("gạch đầu dòng", "dòng"):
        places = [at for at in range(node.start, node.end) if rows[at].text.startswith(("-", "–", "+"))]
    else:
        own = [node.start] if node.kind != "Điều" else []
        places = [*own, *range(node.start + 1, node.body), *range(node.tail, node.end)]
        places = [at for at in places if "\t" not in rows[at].text]  # a row of a table is no đoạn
    if one.part in ("đoạn mở đầu", "câu đầu") or kind == "câu" or one.part == "câu cuối":
        place = places[0] if places else None
    elif number == "cuối" or kind == "chú thích":
        place = places[-1] if places else None
    else:
        index = whole(number, 0) - 1
        place = places[index] if 0 <= index < len(places) else None
    if place is None or not node.kind:  # an act as a whole has names and bases before its first unit
        raise Refused(msg("{unit} has no {part}", unit=cited(one.target), part=one.part))
    return place, place + 1


def _entry(rows: Sequence[Row], one: Operation, node: Node, words: str) -> tuple[int, int]:
    """The one row of a list or table that words name: `dòng “Cá tra”`."""
    wanted = folded_text(" ".join(words.split()))
    cells = [(at, cell) for at in range(node.start, node.end) for cell in rows[at].text.split("\t")]
    found = {at for at, cell in cells if folded_text(labelled(cell).rest.strip(" -–+.;:")) == wanted}
    if len(found) != 1:
        raise Refused(msg("{unit} has no {part}", unit=cited(one.target), part=one.part))
    return min(found), min(found) + 1


def sentence(work: Work, one: Operation, place: int) -> tuple[int, int]:
    """Where the sentence that is meant stands in a row."""
    text = work.rows[place].text
    label = re.match(r"\w{1,3}[.)]\s+|Điều\s+\w+\.\s+", text) if work.rows[place].kind else None
    first = label.end() if label else 0
    starts = [first, *(found.end() for found in breaks(text, _SENTENCE, first))]
    number = one.part.split()[1]
    index = 0 if number == "đầu" else len(starts) - 1 if number == "cuối" else whole(number, 1) - 1
    if index >= len(starts):
        raise Refused(msg("{unit} has no {part}", unit=cited(one.target), part=one.part))
    end = starts[index + 1] if index + 1 < len(starts) else len(text)
    return starts[index], len(text[:end].rstrip())
