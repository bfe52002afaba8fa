"""All that is certain mended in a document at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

from draftkit.edits.proof import prove
from draftkit.edits.provisions import Passages, joined_line
from draftkit.edits.values import Planned, Splice
from draftkit.errors import DraftkitError, SourceError
from draftkit.library.session import Document
from draftkit.live.changes import Change, FileChange, Stale, changed_files, write
from draftkit.live.desk import Desk
from draftkit.live.fixes import fixes, replaced
from draftkit.model.message import Finding, Mend, Message
from draftkit.model.named import NamedTuple
from draftkit.model.place import Span

_ROUNDS = 3
"""A mend may bring to light what it hid; more often than this it does not."""


class Mended(NamedTuple):
    """What was mended: the finding, and what was done about it."""

    finding: Finding
    title: Message


def mend(desk: Desk, owner: Path, wanted: Callable[[str], bool] = lambda rule: True) -> list[Mended]:
    """Mend what any drafter would mend in the same way, where the rule is `wanted`, and write the files. Raises a
    DraftkitError; nothing is written then."""
    change, done = mends(desk, owner, wanted)
    return [] if isinstance(write(desk, change), Stale) else done


def mends(desk: Desk, owner: Path, wanted: Callable[[str], bool] = lambda rule: True) -> tuple[Change, list[Mended]]:
    """The same without writing: how the files change, and what is mended by that. Raises a DraftkitError."""
    before: dict[Path, tuple[str, str]] = {}
    done: list[Mended] = []
    try:
        for _ in range(_ROUNDS):
            new = _round(desk, owner, before, wanted)
            done += new
            if not new:
                break
        texts = {path: desk.text(path) for path in before}
    finally:
        for path in before:
            desk.edit(path, None)
    files = [FileChange(path, name, old, texts[path]) for path, (name, old) in before.items() if texts[path] != old]
    return Change(owner, tuple(files)), done


def _round(desk: Desk, owner: Path, before: dict[Path, tuple[str, str]], wanted: Callable[[str], bool]) -> list[Mended]:
    """Mend on the desk: words within a line together, then all else from the end of each file to its start, so that
    places stay what they are."""
    found = [one for items in desk.check(owner).values() for one in items if wanted(one.rule)]
    found = [one for one in found if any(mend.sure for mend in one.mends)]  # each is proved, which takes its time
    found.sort(key=lambda one: (one.span.file, -one.span.line, -one.span.column))
    words = [one for one in found if _of_words(one) is not None]
    alone = [one for one in found if _of_words(one) is None]
    return [*_together(desk, owner, before, words), *chain(*(_alone(desk, owner, before, one) for one in alone))]


def _alone(desk: Desk, owner: Path, before: dict[Path, tuple[str, str]], finding: Finding) -> list[Mended]:
    fix = next((one for one in fixes(desk, owner, finding) if one.sure), None)
    if fix is None:
        return []
    _carry(desk, before, fix.change)
    return [Mended(finding, fix.title)]


def _of_words(finding: Finding) -> Mend | None:
    """The first sure mend of a finding, where it is one of words within their line."""
    mend = next(one for one in finding.mends if one.sure)
    return mend if mend.target == "text" and "\n" not in mend.new else None


def _together(desk: Desk, owner: Path, before: dict[Path, tuple[str, str]], found: Sequence[Finding]) -> list[Mended]:
    """Mend words in many places with one proof; where it fails, in either half, down to each alone."""
    if len(found) < 2:
        return [done for one in found for done in _alone(desk, owner, before, one)]
    try:
        change, done = _at_once(desk, desk.read(owner), found)
    except DraftkitError:
        half = len(found) // 2
        return [*_together(desk, owner, before, found[:half]), *_together(desk, owner, before, found[half:])]
    _carry(desk, before, change)
    return done


def _at_once(desk: Desk, document: Document, found: Sequence[Finding]) -> tuple[Change, list[Mended]]:
    """Words exchanged in many places, from the end of each line to its start, and what is mended by that. Raises a
    DraftkitError where more than these words would be read otherwise."""
    texts = {name: desk.clean(name).split("\n") for name in {one.span.file for one in found}}
    before, source = desk.passages(document), document.bound.draft.source
    touched: set[int] = set()
    done: list[Mended] = []
    last = Span("")
    for finding in found:
        mend, span, lines = _of_words(finding), finding.span, texts[finding.span.file]
        number = max(span.line - 1, 0)
        if mend is None or number >= len(lines) or _meets(span, mend, last):
            continue
        new = replaced(lines[number], span, mend)
        if new is None:
            continue
        lines[number], last = new[0], span
        done.append(Mended(finding, new[1]))
        if (line := joined_line(source, span)) is not None:
            passage = before.at(line)
            touched.update(range(min(line, passage.first) if passage else line, line + 1))
    changed = {name: text for name, lines in texts.items() if (text := "\n".join(lines)) != desk.clean(name)}
    then = desk.with_texts(document, changed)
    after = Passages(then.bound.draft)
    prove(before, after, Planned(tuple(Splice(line, line + 1, ("",)) for line in sorted(touched))))
    if before.built != after.built:
        raise SourceError("this would lose or change words; nothing was changed")
    return Change(document.path.resolve(), changed_files(desk, changed), None, (), then), done


def _meets(span: Span, mend: Mend, behind: Span) -> bool:
    """Whether the words at a place reach to what was mended behind them on their line."""
    return span[:2] == behind[:2] and span.column + len(mend.old) > behind.column


def _carry(desk: Desk, before: dict[Path, tuple[str, str]], change: Change) -> None:
    for file in change.files:
        before.setdefault(file.path, (file.name, file.before))
        desk.edit(file.path, file.after)
    if change.document:
        desk.adopt(change.owner, change.document)
