"""A finding set aside at its place with a reason, as a comment to the checker: written, and read back to be gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from draftkit.checks.silence import read_silences
from draftkit.edits.provisions import joined_line
from draftkit.edits.values import Planned, Splice
from draftkit.errors import SourceError
from draftkit.library.session import Document
from draftkit.live.changes import Change
from draftkit.live.desk import Desk
from draftkit.live.fields import propose_comment
from draftkit.live.provisions import propose_splices
from draftkit.model.message import Finding
from draftkit.model.named import NamedTuple
from draftkit.model.place import Span


class SetAside(NamedTuple):
    """What was set aside: the rules (or beginnings of their ids), where, and why."""

    rules: tuple[str, ...]
    span: Span
    reason: str


def set_aside(desk: Desk, owner: Path) -> tuple[SetAside, ...]:
    """What is set aside in a document, in order. Raises a DraftkitError when it cannot be read."""
    bound = desk.read(owner).bound
    return tuple(SetAside(one.ids, bound.draft.source.span(one.place), one.reason) for one in read_silences(bound)[0])


def silence(desk: Desk, owner: Path, finding: Finding, reason: str) -> Change:
    """The change that sets a finding aside: a comment at the end of its line, or above what it stands in. Raises
    SourceError without a reason, or when the finding cannot be set aside in the text."""
    words = " ".join(reason.split()).replace("-->", "—›")
    if not words:
        raise SourceError("say why, so that others can see it")
    document = desk.read(owner)
    before = desk.session.check(document)
    for change in _ways(desk, document, finding, f"draftkit: ignore {finding.rule} {words}"):
        then = change.document
        if then is not None and not _still(before, desk.session.check(then), finding):
            return change
    raise SourceError(
        "{rule} cannot be set aside at this place; do it in draftkit.yaml (kiem_tra: bo_qua)", rule=finding.rule
    )


def _ways(desk: Desk, document: Document, finding: Finding, words: str) -> Iterator[Change]:
    """The changes that may do it, the nearest first."""
    source = document.bound.draft.source
    line = joined_line(source, finding.span)
    if line is None:
        if finding.span.file == source.meta_file:
            yield propose_comment(desk, document, finding.span.line, words)
        return
    passages = desk.passages(document)
    found = passages.at(line)
    beside = Splice(line, line + 1, (f"{passages.lines[line].rstrip()} <!-- {words} -->",))
    above = [Splice(found.first, found.first, (f"<!-- {words} -->",))] if found else []
    for splice in (beside, *above):
        try:
            yield propose_splices(desk, document, Planned((splice,)))
        except SourceError:
            continue


def _still(old: Sequence[Finding], new: Sequence[Finding], finding: Finding) -> bool:
    """Whether as much is found as before, or something is wrong with the comment."""
    was, now = (sum(one.rule == finding.rule for one in found) for found in (old, new))
    return now >= was or len(new) >= len(old)
