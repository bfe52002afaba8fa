"""A consolidated text: the base with all amendments in it, each told in a footnote where it stands.

Form: Pháp lệnh 01/2012/UBTVQH13, Điều 11 to 17, and what ministries print (round brackets around “được bãi bỏ”, marks
after labels and titles)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from draftkit.amend.act_facts import ActInfo, ActText, filled, info_of
from draftkit.amend.run import apart, base_rows, carried_out, noted, operations_on
from draftkit.amending.apply import MARK, signed
from draftkit.amending.operation import AS_SENTENCE, DONE, NOT_DONE, Operation, Outcome, Residue, names_act
from draftkit.amending.read import read_lines
from draftkit.amending.rows import Row, rows_of
from draftkit.amending.terminal import operation_line
from draftkit.amending.tree import Tree
from draftkit.edits.layout import SENTENCE
from draftkit.errors import UndecidedError
from draftkit.law.acts import LAWS, RULING
from draftkit.law.amending.placed import placed
from draftkit.law.amending.tokens import tokens
from draftkit.law.dates import long_date
from draftkit.law.lists import enumerated
from draftkit.law.units import REPEALED
from draftkit.model.message import Message, Translate, msg
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import ordinal, whole
from draftkit.recognise.inline import escape
from draftkit.text.fold import with_capital, with_small
from draftkit.text.sentences import breaks

_FIRST = 0xE000
_COUNTED = re.compile(r"(?<!\w)(câu|đoạn|dòng) (\d{1,2})(?!\w)")
_DONE = {
    "insert": "bổ sung",
    "append": "bổ sung",
    "repeal": "bãi bỏ",
    "renumber": "đánh số lại",
    "replace-annex": "thay thế",
}
_ENDED = re.compile(r"([.,;:]?)$")
_BESIDE = re.compile(r"(\[\^[^\s\]]+\])(?=\[\^)")
"""Marks side by side: 8, 9 and 10 are not 8910."""
_FINAL = re.compile(r"hiệu lực|điều khoản thi hành|tổ chức thực hiện|thi hành", re.IGNORECASE)
_EFFECT = re.compile(rf"(?:\S{{1,4}}\s+|Điều \w+[.:]\s*)?(?:{RULING}) này có hiệu lực", re.IGNORECASE)

_CORRECTS = re.compile(r"(?:về việc )?đính chính\b", re.IGNORECASE)
"""How the name of a decision begins that corrects an act (NĐ 78/2025, Điều 9)."""


class Note(NamedTuple):
    """A footnote: the sign that marks it in the text while it is put together, and its paragraphs as they are typed."""

    mark: str
    paragraphs: tuple[str, ...]


class Consolidated(NamedTuple):
    """A consolidated text: its rows with marks in them, the notes by mark, the paragraphs above the first article, what
    became of each operation, the lines of its act nobody understood. `signs`: the act and operation of each mark."""

    old: list[Row]
    rows: list[Row]
    notes: tuple[Note, ...]
    opening: tuple[str, ...]
    bases: tuple[str, ...]
    base: ActInfo
    acts: tuple[tuple[ActInfo, tuple[Outcome, ...], tuple[Residue, ...]], ...]
    signs: dict[str, tuple[ActInfo, Operation]]
    title: str
    """The name the act has now."""
    own_notes: Mapping[str, str] = MappingProxyType({})
    """The footnotes of the wording of acts by their keys."""

    def told(self) -> list[tuple[str, Sequence[Outcome], Sequence[Residue]]]:
        """What became of the acts, by their numbers."""
        return [(info.number, outcomes, residue) for info, outcomes, residue in self.acts]

    def undated(self) -> list[Message]:
        """Why a blank stands for the day from which the base, an act or some changes by it have effect."""
        said = [pair for info, one in self.signs.values() for pair in ((info, ""), (info, one.effective_from))]
        acts = dict.fromkeys((info, day or info.effect) for info, day in ((self.base, ""), *said))
        unknown = [_undated(*one) for one in acts if not one[0].starts(one[1])]
        return [msg("{why}: “……” stands for it.", why=one) for one in unknown]


def consolidated(
    base: ActText,
    acts: Sequence[ActText],
    at: str = "",
    law_form: bool = False,
    partial: bool = False,
    wanted: Callable[[Operation], bool] = bool,
) -> Consolidated:
    """A base consolidated with acts, as it is in force on the day `at` (ISO; empty: with all of them). With `law_form`
    repealed units say “được bãi bỏ” without brackets; only operations that are `wanted` (all) are carried out and told.
    Raises SourceError as applying does."""
    about = filled(info_of(base), acts)
    rows = old = base_rows(base, partial)
    signs: dict[str, tuple[ActInfo, Operation]] = {}
    told: list[tuple[ActInfo, tuple[Outcome, ...], tuple[Residue, ...]]] = []
    taken: list[tuple[ActText, ActInfo]] = []
    acts = apart(base, acts)
    for act in acts:
        info = info_of(act)
        if not info.issuer and info.number.rpartition("/")[2] == about.number.rpartition("/")[2]:
            info = info._replace(issuer=about.issuer)
        reading = read_lines(act.lines, act.number, act.head)
        all_of = [one for one in operations_on(reading, base, act, partial) if wanted(one)]
        operations = [one for one in all_of if not at or "" < info.starts(one.effective_from) <= at]
        left = _unplaced(info, all_of, at, partial)
        if not operations:
            told.append((info, left, reading.residue if left else ()))
            continue
        marks = {index: chr(_FIRST + len(signs) + index) for index in range(len(operations))}
        signs |= {marks[index]: (info, one) for index, one in enumerate(operations)}
        applied = carried_out(rows, act, reading, operations, marks.__getitem__, partial=partial)
        rows = applied.rows
        outcomes = [Outcome(one.operation, DONE) if names_act(one.operation) else one for one in applied.outcomes]
        told.append((info, (*outcomes, *left), reading.residue))
        taken.append((act, info))
    if law_form:
        rows = [row._replace(text=row.text.replace(REPEALED, REPEALED.strip("()"))) for row in rows]
    notes = [Note(mark, (escape(note_text(*signs[mark])),)) for mark in signs]
    first, last = chr(_FIRST + len(signs)), chr(_FIRST + len(signs) + 1)
    rows, final = _final_clauses(rows, taken, last)
    bases = about.bases + ((about.enactment,) if about.enactment else ())
    amended_by = [info for _, info in taken]
    names = {mark: _name(one, about.type) for mark, (_, one) in signs.items() if names_act(one)}
    if grounds := _grounds(amended_by):
        notes.append(Note(first, grounds))
        bases = (*bases[:-1], _ENDED.sub(rf"{first}\1", bases[-1], count=1)) if bases else ()
    return Consolidated(
        old,
        rows,
        (*notes, *final),
        tuple(_opening(about, amended_by, "".join(names))),
        bases,
        about,
        tuple(told),
        signs,
        [about.name, *names.values()][-1],
        noted(base, acts),
    )


def _name(one: Operation, kind: str) -> str:
    """The name that an operation gives an act of a type, as a name in the middle of a sentence."""
    words = " ".join(one.new_text or ()).removeprefix(kind.upper()).removeprefix(kind).strip(" .“”")
    return words if kind in LAWS.split("|") else with_small(words)


def _undated(act: ActInfo, effect: str) -> Message:
    if not effect:
        return msg("{act} does not say from which day it has effect", act=act.number or act.cited)
    return msg("{act} has effect from a day that is not known, “{words}”", act=act.number or act.cited, words=effect)


def _unplaced(act: ActInfo, operations: Sequence[Operation], at: str, partial: bool) -> tuple[Outcome, ...]:
    """The operations of which nobody can tell whether they have effect on the day `at`. Raises UndecidedError, unless
    `partial`, when there are some."""
    unknown = [one for one in operations if at and not act.starts(one.effective_from)]
    left = [Outcome(one, NOT_DONE, _undated(act, one.effective_from or act.effect)) for one in unknown]
    if left and not partial:
        raise UndecidedError("{why}: what is in force on {day} cannot be told.", why=left[0].message, day=long_date(at))
    return tuple(left)


def note_text(act: ActInfo, one: Operation) -> str:
    """What a footnote says of an operation."""
    place = f"quy định tại {one.at} của " if one.at else ""
    end = f" theo {place}{act.cited}{act.since(one.effective_from)}."
    if one.op == "replace-phrase":
        verb = "đính chính thành" if _CORRECTS.match(act.name) else "thay thế bằng"
        return f"Cụm từ “{one.old}” được {verb} cụm từ “{one.new}”{end}"
    if one.op == "insert-phrase":
        return f"Cụm từ “{(one.new or '').strip()}” được bổ sung{end}"
    if one.op == "delete-phrase":
        return f"Cụm từ “{one.old}” được bãi bỏ{end}"
    unit = one.target[-1].kind if one.target else "văn bản" if one.part else "Văn bản"
    last = "câu cuối" if one.beside == AS_SENTENCE else ""
    said = _COUNTED.sub(lambda found: f"{found[1]} thứ {ordinal(whole(found[2], 0))}", last or one.part)
    part = f"{said} của {unit}" if said else unit  # “Câu thứ hai đoạn thứ nhất của khoản này”
    verb = "đính chính" if _CORRECTS.match(act.name) else "sửa đổi, bổ sung"
    return f"{with_capital(part)} này được {_DONE.get(one.op, verb)}{end}"


def _opening(base: ActInfo, acts: Sequence[ActInfo], renamed: str) -> list[str]:
    """The acts and their days of effect, right after the name (Điều 12 khoản 2); the first name of the base has the
    marks of those that gave it another."""
    if not acts:
        return [f"{base.full}{base.since()}."]
    told = [f"{base.full}{renamed}{base.since()}, được sửa đổi, bổ sung bởi:"]
    for number, act in enumerate(acts, 1):
        sign = "." if number == len(acts) else ";"
        told.append(f"{f'{number}. ' if len(acts) > 1 else ''}{act.full}{act.since()}{sign}")
    return told


def _grounds(acts: Sequence[ActInfo]) -> tuple[str, ...]:
    """The bases of the amending acts (Điều 13 khoản 2)."""
    told: list[str] = []
    for act in acts:
        said = [*act.bases, *((act.enactment,) if act.enactment else ())]
        if said:
            told.append(escape(f"{act.cited} có căn cứ ban hành như sau:"))
            told += _quoted(said)
    return tuple(told)


def _quoted(texts: Sequence[str]) -> list[str]:
    """Paragraphs within one pair of quotes, in italics as ministries print them."""
    first, last = f"“{texts[0]}", f"{texts[-1]}”"
    texts = [f"“{last}"] if len(texts) == 1 else [first, *texts[1:-1], last]
    return [f"*{escape(text)}*" for text in texts]


def _final_clauses(rows: list[Row], acts: Sequence[tuple[ActText, ActInfo]], mark: str) -> tuple[list[Row], list[Note]]:
    """Clauses of the amending acts on effect, transition and responsibility, in a note at the article of the base on
    these (Điều 17 khoản 1)."""
    told: list[str] = []
    for act, info in acts:
        own = rows_of(act.lines)
        roles = dict(zip((line.number - 1 for line in act.lines), read_lines(act.lines, act.number).roles, strict=True))
        nodes = [node for node in Tree(own).walk() if node.kind == "Điều"]
        amending = [any(roles.get(row.source) != "outside" for row in own[node.start : node.end]) for node in nodes]
        first = amending.index(True) if True in amending else len(nodes)  # above it are provisions of the act's own
        final = [
            node
            for at, node in enumerate(nodes)
            if _of_effect(own[node.start : node.end]) or (at > first and not amending[at])
        ]
        if not final:
            continue
        names = enumerated([f"Điều {node.label}" for node in final])
        told.append(escape(f"{names} của {info.cited}{info.since()}, quy định như sau:"))
        told += _quoted([row.text for node in final for row in own[node.start : node.end]])
    if not told:
        return rows, []
    articles = [node for node in Tree(rows).walk() if node.kind == "Điều"]
    of_effect = [node.start for node in articles if _of_effect(rows[node.start : node.end])]
    closing = [node.start for node in articles if _FINAL.search(rows[node.start].text)]
    place = of_effect[0] if of_effect else closing[-1] if closing else len(rows) - 1
    return [*rows[:place], signed(rows[place], mark), *rows[place + 1 :]], [Note(mark, tuple(told))]


def _of_effect(rows: Sequence[Row]) -> bool:
    """Whether an article says from when its act has effect."""
    return any(_EFFECT.match(row.text) for row in rows)


def numbered(texts: Sequence[str], notes: Sequence[Note], prefix: str = "") -> tuple[list[str], list[Note]]:
    """Texts with the marks of the dialect (`[^1]`) in the order they stand in, and the notes in that order. A mark that
    stands several times is a note each time, as ministries print it; one without a note goes. `prefix` tells the notes
    from those that the base has."""
    by_mark = {note.mark: note for note in notes}
    found: list[Note] = []

    def sign(match: re.Match[str]) -> str:
        note = by_mark.get(match[0])
        if note is None:
            return ""
        found.append(note)
        return f"[^{prefix}{len(found)}]"

    return [_BESIDE.sub(r"\1 ", MARK.sub(sign, text)) for text in texts], found


def blame(result: Consolidated, path: str, translate: Translate) -> list[tuple[str, str]]:
    """Each sentence of a unit, `khoản 2 Điều 5`, with where its wording comes from: the base, or place and act and what
    is done there. A paragraph that an act put in is told as one."""
    targets = placed(tokens(path))
    node = Tree(result.rows).find(targets[0].target.path) if targets else None
    if node is None or not node.kind:
        return []
    told = []
    for row in result.rows[node.start : node.end]:
        kept = row.source >= 0
        for text, marks in _sentences(row.text) if kept else [(MARK.sub("", row.text), row.origin)]:
            sources = [result.signs[mark] for mark in dict.fromkeys(marks) if mark in result.signs]
            words = [
                f"{', '.join(filter(None, (one.at, act.cited)))}: {operation_line(one._replace(base=''), translate)}"
                for act, one in sources
            ]
            own = any(" ".join(one.new_text or ()) == text.strip() for _, one in sources)  # a sentence put in as one
            words += [result.base.cited] if (kept and not own) or not words else []
            told.append((" ".join(text.split()), "; ".join(words)))
    return told


def _sentences(text: str) -> list[tuple[str, str]]:
    """The sentences of a paragraph, each with the marks that stand in it."""
    plain = MARK.sub("", text)
    marks = [(len(MARK.sub("", text[: found.start()])), found[0]) for found in MARK.finditer(text)]
    cuts = [0, *(found.start() for found in breaks(plain, SENTENCE)), len(plain)]
    return [
        (plain[start:end], "".join(mark for at, mark in marks if start < at <= end or at == start == 0))
        for start, end in pairwise(cuts)
    ]


def number_form(base: ActInfo, agency: str, day: str) -> str:
    """The sign after the number: `VBHN-BQP`, from 01/7/2026 with year and kind (`2026/VBHN-NĐ-BQP`)."""
    if day < "2026-07-01":
        return f"VBHN-{agency}"
    last = base.number.rsplit("/", 1)[-1]
    code = last.split("-")[0] if "-" in last else "".join(word[0] for word in base.type.split())
    return f"{day[:4]}/VBHN-{code}-{agency}"
