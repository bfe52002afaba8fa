"""Word files that come in: reviewed ones, whose edits are taken one by one; others, which become drafts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from draftkit.edits.apply import Merged
from draftkit.edits.provisions import described, joined_line, named
from draftkit.edits.values import At, Conflict, Edit, Question
from draftkit.errors import ConfigError
from draftkit.importers.report import FATES, NORMALISED, Report
from draftkit.library.saved import version
from draftkit.library.session import Document
from draftkit.live.changes import Change, FileChange
from draftkit.live.fields import called
from draftkit.model.fingerprint import hashed
from draftkit.model.grouped import grouped
from draftkit.model.message import Message, Span
from draftkit.model.numeral import whole
from draftkit.review.model import Comment
from draftkit.review.outcome import Outcome, pull
from draftkit.text.passage import shortened
from draftkit.workbench.bench import Bench, Data, titled
from draftkit.workbench.editing import carry_out, kept
from draftkit.workbench.make import session_now
from draftkit.workbench.margin import put, remarks
from draftkit.workbench.source import Stale, wrote
from draftkit.workbench.view import printed

_CONTEXT = 70
"""Signs of the text around an edit."""
_LABELS = re.compile(r"^#+ [^.]*\.? ?|@[\w.-]*\w|\{\{.*?\}\}|\s*\{[#.].*?\}|\s*<!--.*|[*_]{1,3}|\[\^")
"""What prints otherwise than it is typed."""


def round_of(bench: Bench, given: Data) -> Data:
    """What reviewers want changed, from files that were handed over: edits and conflicts, questions, comments. Nothing
    is written. `digest` tells the state of the sources."""
    found = pull(session_now(bench), _files(bench, given), _named(bench, given))
    pulled = found.found
    session = bench.desk.session
    owner = pulled.path.resolve()
    raw, document = session.raw(owner), session.read(owner)
    return {
        "document": pulled.document,
        "title": titled(raw.meta, session.kind_of(raw)) or pulled.document,
        "doc": bench.name(owner),
        "digest": _digest(found),
        "edits": [_edit(bench, edit, document) for edit in pulled.edits],
        "groups": _groups(pulled.edits),
        "conflicts": [[_edit(bench, edit, document) for edit in one.edits] for one in pulled.conflicts],
        "questions": [_question(bench, one, document) for one in pulled.questions],
        "comments": [_comment(one) for one in pulled.comments],
        "notices": [f"{one.name}: {_notice(bench, notice)}" for one in pulled.reviewed for notice in one.notices],
        "differences": sum(len(one.differences) for one in pulled.reviewed),
        "registered": found.registered,
    }


def write_round(bench: Bench, given: Data) -> Data:
    """Write the edits that were accepted (`edits`: their numbers; `conflicts`: number of the conflict → number of the
    wording), and the comments into the register of the dossier, beside the text where there is none. Raises Stale when
    the sources are not as they were shown."""
    accepted = set(given["edits"])
    wordings = {str(key): value for key, value in given.get("conflicts", {}).items()}

    def choose(merged: Merged) -> Sequence[Edit]:
        chosen = [edit for number, edit in enumerate(merged.edits) if number in accepted]
        return [*chosen, *_chosen(merged.conflicts, wordings)]

    found = pull(session_now(bench), _files(bench, given), _named(bench, given), choose=choose)
    if _digest(found) != given["digest"]:
        raise Stale({})
    files = tuple(FileChange(bench.root / name, name, *texts) for name, texts in found.texts.items())
    paths = found.apply()
    wrote(bench, paths)
    owner = bench.owner(given["doc"])
    merged = {file.path: file for file in files}
    for file in () if found.registered else _noted(bench, owner, found.found.comments):
        merged[file.path] = merged.get(file.path, file)._replace(after=file.after)
    change = Change(owner, tuple(merged.values()))
    return {"files": [bench.name(path) for path in paths], "undo": kept(bench, change)}


def _noted(bench: Bench, owner: Path, comments: Sequence[Comment]) -> Iterator[FileChange]:
    """Comments that no register takes, written as notes above what they are about, the first provision where that is
    not known; those that stand there already are left."""
    stands = {one.text for one in remarks(bench.desk, owner)}
    for one in reversed(comments):  # each is put right above its provision
        who = ", ".join(filter(None, (one.author, one.date[:10])))
        said = " — ".join(f"{part.author}: {part.text}" for part in one.replies)
        text = " ".join(f"{who}: {one.text} {said}".split())
        document = bench.desk.read(owner)
        passages = bench.desk.passages(document)
        if text in stands or not passages.all:
            continue
        found = next((at for at in passages.all if named(document.bound, at) == one.where), passages.all[0])
        place = described(document.bound, passages, found)
        change = put(bench.desk, owner, At(place.file, place.line, place.hash), text)
        if isinstance(change, Change):
            carry_out(bench, owner, change)
            yield from change.files


def _chosen(conflicts: Sequence[Conflict], wordings: Data) -> list[Edit]:
    """The wordings that were chosen, with the edits that are parts of the same acts."""
    out: list[Edit] = []
    for number, conflict in enumerate(conflicts):
        if str(number) not in wordings or wordings[str(number)] is None:
            continue
        one = conflict.edits[wordings[str(number)]]
        out.append(one)
        place = one[:3]
        out += [edit for edit in conflict.edits if edit[:3] != place and set(edit.acts) & set(one.acts)]
    return out


def _files(bench: Bench, given: Data) -> list[Path]:
    return [bench.uploads.path(key) for key in given["files"]]


def _named(bench: Bench, given: Data) -> str:
    """The document that the user says the files belong to, as a path; empty when nobody said it."""
    return str(bench.owner(given["doc"])) if given.get("doc") else ""


def _digest(found: Outcome) -> str:
    """The state of the sources that edits were found for."""
    said = "\0".join(f"{edit.file}\0{edit.start}\0{edit.old}\0{edit.text}" for edit in found.found.edits)
    was = "\0".join(f"{conflict.edits[0][:4]}" for conflict in found.found.conflicts)
    return hashed(f"{said}\1{was}")


def _groups(edits: Sequence[Edit]) -> list[list[int]]:
    """Edits that are made together or not at all: those that share an act."""
    group: dict[int, int] = {}
    acts: dict[str, int] = {}
    for number, edit in enumerate(edits):
        same = {group[acts[act]] for act in edit.acts if act in acts}
        home = min(same, default=number)
        group[number] = home
        for other, now in group.items():
            if now in same:
                group[other] = home
        acts |= dict.fromkeys(edit.acts, number)
    return list(grouped((home, number) for number, home in group.items()).values())


def _edit(bench: Bench, edit: Edit, document: Document) -> Data:
    try:
        text = (bench.root / edit.file).read_text(encoding="utf-8-sig")
    except OSError:
        text = ""
    line = text.count("\n", 0, edit.start) + 1
    before, after = _around(text, edit)
    if _LABELS.search(before) or _LABELS.search(after):
        before, after = _printed_around(document, Span(edit.file, line), before, text[edit.start : edit.end], after)
    return {
        "before": shortened(before[::-1], _CONTEXT)[::-1],
        "after": shortened(after, _CONTEXT),
        "file": edit.file,
        "line": line,
        "where": _called(document, edit.where),
        "old": edit.old,
        "new": edit.new or ("" if edit.old else edit.text.strip()),
        "authors": list(edit.authors),
    }


def _around(text: str, edit: Edit) -> tuple[str, str]:
    """The line before and after an edit, as it is typed; nothing where what it replaces reads otherwise than it is
    typed, or is more than a part of a line."""
    if text[edit.start : edit.end].strip() != edit.old.strip() or "\n" in edit.text:
        return "", ""
    before = text[: edit.start].rpartition("\n")[2]
    after = "" if text[: edit.end].endswith("\n") else text[edit.end :].partition("\n")[0]
    if before.startswith("|"):  # the cell of a row
        before, after = before.rpartition("|")[2].lstrip(), after.partition("|")[0].rstrip()
    return before, after


def _printed_around(document: Document, place: Span, before: str, words: str, after: str) -> tuple[str, str]:
    """What stands before and after words as it is printed, with the numbers of labels: found by what is right beside
    them. As typed where that stands there more than once."""
    at = joined_line(document.bound.draft.source, place)
    left, right = _LABELS.split(before)[-1], _LABELS.split(after)[0]
    beside = left + words.strip("\n") + right
    for text in printed(document, at, at + 1) if at is not None and beside.strip() else ():
        if text.count(beside) == 1:
            start = text.index(beside)
            return text[: start + len(left)], text[start + len(beside) - len(right) :]
    return before, after


def _called(document: Document, where: str) -> str:
    """Where an edit is: a provision, or for a key of the metadata what its form calls it."""
    found = called(document.bound.draft.kind)
    return found.get(where) or found.get(where.partition(".")[0], where)


def _notice(bench: Bench, notice: Message) -> str:
    """A notice in words; a version by its number, as the history on the screen calls it."""
    if commit := notice.values.get("commit"):
        with suppress(ConfigError):  # one that is in no history any more keeps its short id
            number = version(bench.desk.session.project, str(commit)).number
            notice = notice._replace(values={**notice.values, "commit": number})
    return bench.say(notice)


def _question(bench: Bench, one: Question, document: Document) -> Data:
    file, _, line = one.place.rpartition(":")
    key, reason = one.key.partition(" (")[0], bench.say(one.reason)
    where = one.where or _called(document, key)
    return {**one._asdict(), "file": file, "line": whole(line), "reason": reason, "key": key, "where": where}


def _comment(one: Comment) -> Data:
    return {**one._asdict(), "replies": [_comment(reply) for reply in one.replies]}


def take_over(bench: Bench, given: Data) -> Data:
    """A Word file as a new draft of the project, written, with the report on what was kept. Raises OutputError when
    there is one of its name."""
    path = bench.uploads.path(given["file"])
    made = bench.desk.session.import_word(path, given.get("kind", ""), convert=True)
    folder = made.write().resolve()
    bench.changed({folder / name for name in made.files})
    return {"doc": bench.name(folder), **_report(bench, made.report)}


def _report(bench: Bench, report: Report) -> Data:
    return {
        "kind": report.kind,
        "units": report.units,
        "complete": report.complete,
        "counts": [[bench.say(text), report.counts.get(fate, 0)] for fate, text in FATES.items()],
        "remarks": [
            [bench.say(FATES[one.status]), one.paragraph, one.text, one.became]
            for one in report.remarks
            if one.status != NORMALISED
        ][:300],
        "losses": [bench.say(loss) for loss in report.losses],
    }
