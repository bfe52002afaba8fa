"""The table of comments with what was done about each, grouped by provision in the order of the draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from draftkit.dossier.addresses import Remarks, Wording
from draftkit.dossier.model import AGREED, GENERAL, LEADER, OPEN, Comment
from draftkit.dossier.table_document import Row, bold, gap, paragraph, runs, table
from draftkit.model.act import Organisation
from draftkit.model.inline import Content, Emph, Strong
from draftkit.model.message import msg
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Block
from draftkit.readers.shared import no_body
from draftkit.text.fold import fold

_WIDTHS = (2.0, 1.7, 3.4, 3.4)
_ANSWERED = {"tiếp thu": "Tiếp thu.", "tiếp thu một phần": "Tiếp thu một phần.", "giải trình": "Giải trình."}


class Group(NamedTuple):
    """Comments on one provision."""

    heading: str
    comments: tuple[Comment, ...]


def check_register(
    comments: tuple[Comment, ...], wording: Wording, bodies: Mapping[str, Organisation], remarks: Remarks
) -> None:
    """Findings on the register against the draft: open comments, provisions that are not there, misspelt bodies."""
    known = {fold(body.name): body for body in bodies.values()}
    for comment in comments:
        if comment.provision not in (GENERAL, *wording.order) and not comment.old:
            words = "“{label}” is no provision of the draft (any more); name another, or keep its words in quy_dinh_cu"
            text = msg(words, label=comment.provision)
            remarks.tell("DK-D002", comment.place("quy_dinh"), text)
        if comment.decision in OPEN:
            message = msg("comment “{id}” is not answered yet ({decision})")
            remarks.tell("DK-D001", comment.place("quyet_dinh"), message, id=comment.id, decision=comment.decision)
        for name in comment.bodies:
            body = known.get(fold(name))
            if body and name not in (body.id, body.name):
                message = msg("“{name}” is most likely “{id}” of organisations.yaml")
                remarks.tell("DK-D008", comment.place("co_quan"), message, name=name, id=body.id)
            elif said := no_body(name, bodies):
                remarks.tell("DK-D008", comment.place("co_quan"), said)


def grouped(comments: tuple[Comment, ...], wording: Wording, words: Mapping[str, str]) -> list[Group]:
    """Groups in the order of the draft; dropped provisions after them, other matters last. Comments that only agree are
    not in the table."""
    found: dict[tuple[int, str], list[Comment]] = {}
    last = len(wording.order)
    for comment in comments:
        if comment.decision == AGREED:
            continue
        if comment.provision in wording.order:
            key = (wording.order[comment.provision], wording.heading(comment.provision))
        elif comment.provision == GENERAL and not comment.old:
            key = (last + 1, words["other"])
        else:
            key = (last, words["gone"].format(ten=comment.old or comment.provision))
        found.setdefault(key, []).append(comment)
    return [Group(key[1], tuple(group)) for key, group in sorted(found.items(), key=lambda item: item[0][0])]


def comment_blocks(
    comments: tuple[Comment, ...],
    number: Mapping[str, str],
    wording: Wording,
    bodies: Mapping[str, Organisation],
    words: Mapping[str, str],
    basis: Content,
    remarks: Remarks,
) -> list[Block]:
    """The body of the table document: the basis, the counts, the table."""
    rows: list[Row] = [tuple((words[f"column_{place}"],) for place in (1, 2, 3, 4))]
    first_of: list[bool] = []
    for group in grouped(comments, wording, words):
        for index, comment in enumerate(group.comments):
            first_of.append(index == 0)
            rows.append(
                (
                    bold(group.heading) if index == 0 else (),
                    (named(comment.bodies, bodies),),
                    wording.text(comment.text, comment.place("noi_dung"), remarks),
                    _answer(comment, wording, words, remarks),
                )
            )
    agreed = [named(comment.bodies, bodies) for comment in comments if comment.decision == AGREED]
    out: list[Block] = [
        paragraph(*basis),
        paragraph(words["asked"].format(**number)),
        paragraph(words["decided"].format(**number)),
    ]
    if agreed:
        out.append(paragraph(words["agreed"].format(ten_co_quan=", ".join(agreed))))
    out.append(paragraph(words["result"]))
    if not first_of:
        return [*out, paragraph(words["none"])]
    return [*out, gap(), table(rows, _WIDTHS, merges=runs(0, first_of, 1))]


def named(bodies: Iterable[str], known: Mapping[str, Organisation]) -> str:
    """Bodies as running text calls them: those of the register by their names."""
    return ", ".join(known[name].name if name in known else name for name in bodies)


def _answer(comment: Comment, wording: Wording, words: Mapping[str, str], remarks: Remarks) -> Content:
    answer = wording.text(comment.answer, comment.place("tra_loi"), remarks) if comment.answer else ()
    lead = _ANSWERED.get(comment.decision)
    if lead:
        return (Strong((lead,)), *((" ", *answer) if answer else ()))
    waiting = words["leader"] if comment.decision == LEADER else words["pending"]
    return (Emph((waiting,)), *((" ", *answer) if answer else ()))
