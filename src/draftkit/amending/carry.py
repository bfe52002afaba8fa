"""How each sort of operation is carried out: what it changes is noted, and made with all others at once."""

from __future__ import annotations

import re
from itertools import takewhile

from draftkit.amending.lines import labelled
from draftkit.amending.operation import AS_SENTENCE, INTO, Operation, names_act
from draftkit.amending.parts import ENTRY, part_rows, sentence
from draftkit.amending.phrase import Match, Swap, matches
from draftkit.amending.rows import Row, end_of_name, rows_of_wording
from draftkit.amending.shares import ENTRIES
from draftkit.amending.terminal import cited
from draftkit.amending.tree import Node
from draftkit.amending.wordings import bare, heading, name_rows, repealed, wording_rows
from draftkit.amending.work import Change, Refused, Work, absent, by_hand, gives_way, new_annex, node_at
from draftkit.law.amending import IN_WORDS
from draftkit.law.amending.placed import order
from draftkit.law.units import REPEALED
from draftkit.model.message import msg
from draftkit.model.numeral import whole
from draftkit.text.fold import cased_like
from draftkit.text.pattern import Pattern

_NEAR = Pattern(r"(after|before|within) “([^“]*)”$")
_ORDERED = frozenset(("Phần", "Chương", "Mục", "Tiểu mục", "Điều", "khoản", "điểm"))
"""Kinds of units whose numbers tell where each stands."""


def replace(work: Work, at: int, one: Operation) -> None:
    """A unit, or a part of it, gets new wording."""
    if names_act(one):
        raise Refused(msg("the name of the act is no part of its text; change it where it stands (ten_goi)"))
    node = node_at(work, one.target)
    texts = _wording(one)
    if one.part:
        _replace_part(work, at, one, node)
        return
    moved = (
        _new_label(node, other) for other in work.operations if other.op == "renumber" and other.target == one.target
    )
    unit = one.target[-1]._replace(label=next(filter(None, moved), one.target[-1].label))
    rows, changed = wording_rows(unit, texts, node, work.rows)
    end = node.end
    if _children_stay(work, at, one, node, rows):
        end = node.body
        work.notes[at] = msg("its own units stay: the act changes one of them besides")
    elif changed:
        work.notes[at] = msg("its number was written as in the base")
    work.changes.append(Change(node.start, end, _as_rows(work, at, node.start, rows), at))


def _wording(one: Operation) -> tuple[str, ...]:
    """The new wording of an operation. Raises Refused when it has none."""
    if not one.new_text:
        raise Refused(msg("there is no new wording for {unit}", unit=cited(one.target)))
    return one.new_text


def _as_rows(work: Work, at: int, place: int, rows: list[Row]) -> tuple[Row, ...]:
    """New wording that takes the place of a row of a table, or comes before one that is not the first: a row, too."""
    if place >= len(work.rows) or "\t" not in work.rows[place].text or any("\t" in row.text for row in rows):
        return tuple(rows)
    halves = (work.rows[place::-1], work.rows[place:])
    across = max(row.text.count("\t") for half in halves for row in takewhile(lambda row: "\t" in row.text, half))
    typed = [row.text.removeprefix("|") for row in rows]  # “| 5 | Kho | 10 |”, whose last cell may be empty
    typed = [text.removesuffix("|") if text.count("|") > across else text for text in typed]
    if all(text.count("|") == across for text in typed):
        return tuple(Row("\t".join(map(str.strip, text.split("|")))) for text in typed)
    work.notes[at] = msg("the new wording is no row of a table; it was put into the first cell")
    return tuple(row._replace(text=f"{row.text}\t", kind="", label="") for row in rows)


def _children_stay(work: Work, at: int, one: Operation, node: Node, rows: list[Row]) -> bool:
    if not node.children or any(row.kind for row in rows[1:]):
        return False
    length = len(one.target)
    return any(
        other.target[:length] == one.target and len(other.target) > length and other.op not in IN_WORDS
        for other_at, other in enumerate(work.operations)
        if other_at != at
    )


def _replace_part(work: Work, at: int, one: Operation, node: Node) -> None:
    texts = one.new_text or ()
    if one.part == "tên":
        end = end_of_name(work.rows, node.start)
        work.changes.append(Change(node.start, end, tuple(name_rows(node.unit, texts)), at))
        return
    start, end = part_rows(work, one, node)
    if one.part.startswith("câu"):
        _swap_sentence(work, at, one, start)
        return
    if start == node.start and node.kind != "Điều":
        rows, _ = wording_rows(node.unit, texts, node, work.rows)
    else:
        if len(texts) > 1 and node.kind == "Điều" and labelled(texts[0]).level == "article":
            texts = texts[1:]
        rows = [Row(text) for text in texts]
    work.changes.append(Change(start, end, _as_rows(work, at, start, rows), at))


def _swap_sentence(work: Work, at: int, one: Operation, place: int) -> None:
    """A sentence is exchanged, or goes; the others of its paragraph may change besides."""
    swap = Swap(*sentence(work, one, place), " ".join(one.new_text or ()))
    work.swaps.setdefault(place, []).append((swap, at))


def opens_wording(one: Operation) -> bool:
    """Whether the new wording of a unit opens with its number, or with none."""
    texts = one.new_text or ("",)
    unit = one.target[-1]
    return bare(texts[0], unit) is not None or not labelled(texts[0]).level or unit.annexed


def insert(work: Work, at: int, one: Operation) -> None:
    """A unit is put in after its brother, else in the order of numbers."""
    if not one.new_text and one.target and one.target[-1].annexed:
        own = new_annex(work.annexes, one)
        brother = work.tree.find(one.after or one.before)
        place = len(work.rows) if brother is None or not brother.kind else brother.end if one.after else brother.start
        work.changes.append(Change(place, place, own, at))
        return
    texts = _wording(one)
    if one.part:
        _insert_part(work, at, one)
        return
    if not one.target:
        raise Refused(msg("no unit is named"))
    moved = any(other.op == "renumber" and other.target == one.target for other in work.operations)
    if not moved and (there := work.tree.find(one.target)) is not None and there.kind:
        raise Refused(msg("{unit} is in the base already", unit=cited(one.target)))
    place = _place(work, one)
    rows, changed = wording_rows(one.target[-1], texts, None, work.rows)
    if changed:
        work.notes[at] = msg("its number was written as in the base")
    for beside in filter(None, (one.after, one.before)):
        if beside not in work.inserted and work.tree.find(beside) is None:  # its number says where, if numbers do
            if one.target[-1].kind not in _ORDERED:
                raise Refused(absent(work, beside))
            work.notes[at] = absent(work, beside)
    work.inserted[one.target] = place
    within = bool(place) and "\t" in work.rows[place - 1].text
    like = place - (one.target[-1].kind in ENTRIES)  # also behind the last row
    put = _as_rows(work, at, like, rows) if within else tuple(rows)
    work.changes.append(Change(place, place, put, at, order(one.target[-1])))


def _place(work: Work, one: Operation) -> int:
    """Before which row an inserted unit stands."""
    if one.after and one.after in work.inserted:
        return work.inserted[one.after]
    node = work.tree.find(one.after) if one.after else None
    if node is not None and one.beside != INTO:
        return node.end
    if one.before and (node := work.tree.find(one.before)) is not None:
        return node.start
    unit = one.target[-1]
    around = node or work.tree.around(one.target)
    if around is None:
        raise Refused(absent(work, one.target))
    brothers = [node for node in work.tree.walk(around) if node.kind == unit.kind] if unit.kind == "Điều" else [
        node for node in around.children if node.kind == unit.kind and _series(node.label) == _series(unit.label)
    ]  # fmt: skip
    before = [node for node in brothers if order(node.unit) < order(unit)]
    if before:
        return before[-1].end
    if brothers:
        return brothers[0].start
    return around.end if around.kind else len(work.rows)


def _series(label: str) -> str:
    """What numbers of one series share: 2.1 of 2.1.3."""
    return label.rpartition(".")[0]


def _insert_part(work: Work, at: int, one: Operation) -> None:
    node = node_at(work, one.target)
    rows = tuple(Row(text) for text in one.new_text or ())
    if one.part.startswith("câu"):
        place = part_rows(work, one, node)[0]
        work.swaps.setdefault(place, []).append((_one_more(work, one, place), at))
        return
    side, _, near = one.beside.partition(" ")
    if ENTRY.match(near):
        place = part_rows(work, one._replace(part=near), node)[side == "after"]
    elif one.part in ("đoạn mở đầu", "đoạn 1"):
        place = node.start + 1 if node.kind == "Điều" else node.start
    elif one.part == "đoạn cuối" or one.part.startswith("chú") or whole(one.part.rpartition(" ")[2]) is None:
        place = node.end
    else:
        own = [*range(node.start + (node.kind == "Điều"), node.body), *range(node.tail, node.end)]
        index = whole(one.part.rpartition(" ")[2], 1) - 1
        place = own[index] if index < len(own) else node.end
    work.changes.append(Change(place, place, rows, at))


def _one_more(work: Work, one: Operation, place: int) -> Swap:
    """A further sentence of a row, before the one that has its number now, else at the end."""
    text, new = work.rows[place].text, " ".join(one.new_text or ())
    try:
        start = len(text) if one.part.startswith("câu cuối") else sentence(work, one, place)[0]
    except Refused:
        start = len(text)
    start = len(text[:start].rstrip())
    return Swap(start, start, f" {new}" if start else f"{new} ")


def append(work: Work, at: int, one: Operation) -> None:
    """Paragraphs are put at the end of a unit; a sentence, and wording that goes on with what stands there, at the end
    of its last paragraph or of the one that is named."""
    node, texts = node_at(work, one.target), _wording(one)
    goes_on = texts[0][:1] in (",", ";") or (texts[0][:1].islower() and not labelled(texts[0]).level)
    place = (part_rows(work, one, node)[1] if one.part else node.end) - 1
    text = work.rows[place].text
    further = one.beside == AS_SENTENCE and node.body <= place + 1 and (node.body == node.end or node.tail < node.end)
    if not (one.part or goes_on or further) or "\t" in text:  # behind its last điểm it is none of that
        work.changes.append(Change(node.end, node.end, tuple(rows_of_wording(texts)), at))
        return
    end = sentence(work, one, place)[1] if one.part.startswith("câu") else len(text.rstrip())
    new = " ".join(texts)
    if goes_on:  # before the sign that ends what it goes on with
        end, new = len(text[:end].rstrip(" ;.,:")), new.rstrip(" ;.,:")
    work.swaps.setdefault(place, []).append((Swap(end, end, _joined(new)), at))


def repeal(work: Work, at: int, one: Operation) -> None:
    """A unit keeps its number and says that it was repealed; a part goes."""
    if not (one.target or one.part):
        raise Refused(msg("the act is repealed as a whole"))
    node = node_at(work, one.target)
    if one.part:
        start, end = part_rows(work, one, node)
        left: tuple[Row, ...] = ()
        if one.part.startswith("câu"):
            _swap_sentence(work, at, one, start)
            return
        if start == node.start and node.kind != "Điều":  # the number stays, before the paragraph that follows
            end += node.body > end
            left = (Row(heading(node.unit, work.rows[end - 1].text if end - start > 1 else ""), node.kind, node.label),)
        work.changes.append(Change(start, end, left, at))
        return
    number, row, _ = (was := work.rows[node.start].text).partition("\t")
    left = (Row(f"{number}\t{REPEALED}"),) if row else (repealed(one.target[-1], was),)
    work.changes.append(Change(node.start, node.end, left, at))


def phrase(work: Work, at: int, one: Operation) -> None:
    """A phrase is changed wherever it stands in a unit."""
    node = node_at(work, one.target) if one.target else work.tree.root
    places = range(node.start, node.end if node.kind else len(work.rows))
    if one.part == "tên":
        places = range(node.start, end_of_name(work.rows, node.start))
    elif one.part:
        places = range(*part_rows(work, one, node))
    wanted = one.old or ""
    if one.op == "insert-phrase" and not wanted and one.beside == "start":
        row = work.rows[places[0]]
        start = len(row.text) - len(labelled(row.text).rest) if row.kind else 0
        first = f"{one.new or ''} "
        work.swaps.setdefault(places[0], []).append((Swap(start, start, first), at))
        return
    if one.op == "insert-phrase" and not wanted:
        place = node.start if one.beside != "end" else (node.body - 1 if node.body > node.start else node.start)
        place = places[-1] if one.part else place
        end = len(work.rows[place].text.rstrip(" ;.,:"))
        start = work.rows[place].text.rfind(" ", 0, end) + 1
        last = work.rows[place].text[start:end]
        work.swaps.setdefault(place, []).append((Swap(start, end, f"{last}{_joined(one.new or '')}"), at))
        return
    found = [(place, hit) for place in places for hit in matches(work.rows[place].text, wanted)]
    if one.part.startswith("câu"):
        low, high = sentence(work, one, places[0])
        found = [(place, hit) for place, hit in found if low <= hit.start and hit.end <= high]
    if near := _NEAR.search(one.beside):
        found = [(place, hit) for place, hit in found if _stands(work.rows[place].text, hit, near[1], near[2])]
    if one.op != "insert-phrase" and one.beside in ("start", "end"):  # “tại cuối điểm c”: that one only
        found = found[-1:] if one.beside == "end" else found[:1]
    for place, hit in found:
        text = work.rows[place].text[hit.start : hit.end]
        work.swaps.setdefault(place, []).append((_swap(one, text, hit), at))
    if not found:
        raise Refused(msg("“{phrase}” stands nowhere in {unit}", phrase=wanted, unit=cited(one.target) or "∅"))
    if not all(hit.same for _, hit in found):
        work.notes[at] = msg("“{phrase}” stands there in another spelling", phrase=wanted)


def _stands(text: str, hit: Match, side: str, other: str) -> bool:
    """Whether a phrase stands right after, right before or within another."""
    for near in matches(text, other):
        if side == "within" and near.start <= hit.start and hit.end <= near.end:
            return True
        low, high = (near.end, hit.start) if side == "after" else (hit.end, near.start)
        if side != "within" and low <= high and not text[low:high].strip():
            return True
    return False


def _swap(one: Operation, text: str, hit: Match) -> Swap:
    start, end, _ = hit
    if one.op == "insert-phrase":
        new = one.new or ""
        return Swap(start, end, f"{new} {text}" if one.beside.startswith("before") else f"{text}{_joined(new)}")
    new = "" if one.op == "delete-phrase" else one.new or ""
    return Swap(start, end, new if hit.same else cased_like(new, text))


def _joined(new: str) -> str:
    return new if new[:1] in ",;:." else f" {new}"


def rename(work: Work, at: int, one: Operation) -> None:
    """A unit gets another name."""
    node = node_at(work, one.target)
    texts = (one.new,) if one.new and not one.new_text else _wording(one)
    _replace_part(work, at, one._replace(part="tên", new_text=texts), node)


def renumber(work: Work, at: int, one: Operation) -> None:
    """A unit gets another number."""
    node = node_at(work, one.target)
    label = _new_label(node, one)
    if not label:
        raise Refused(msg("the new number of {unit} is not understood", unit=cited(one.target)))
    work.labels[node.start] = label
    work.label_of[node.start] = at


def _new_label(node: Node, one: Operation) -> str:
    found = re.match(rf"{node.kind}\s+(\S+)", one.new or "", re.IGNORECASE)
    return found[1] if found else ""


def annex(work: Work, at: int, one: Operation) -> None:
    """An annex is replaced by that of the amending act; of several that one replaces the first."""
    node = node_at(work, one.target)
    if first := gives_way(work.operations, at):
        work.notes[at] = msg("{new} of the act stands in the place of {unit}", new=one.new, unit=cited(first))
        left = repealed(one.target[-1], work.rows[node.start].text)
        work.changes.append(Change(node.start, node.end, (left,), at))
        return
    work.changes.append(Change(node.start, node.end, new_annex(work.annexes, one), at))


def other(work: Work, at: int, one: Operation) -> None:
    """What no program should guess."""
    raise Refused(by_hand())
