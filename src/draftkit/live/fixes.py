"""Quick fixes: what mends a finding, or all that is certain at once, as changes of files. What can be mended is said by
the rule (`Mend`); how, here.

A fix is offered only where the words it is about stand in the source as the rule saw them, and where all the rest of
the document is read as before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from draftkit.checks.rule import Subject
from draftkit.edits.links import labelled, link_typed
from draftkit.edits.proof import prove
from draftkit.edits.provisions import Passages, joined_line
from draftkit.edits.renumber import recounted, retyped
from draftkit.edits.unmarked import marked
from draftkit.edits.values import Planned, Splice
from draftkit.errors import DraftkitError, SourceError
from draftkit.files.line_ends import ended_as, line_end
from draftkit.library.session import Document
from draftkit.live.changes import Change, FileChange, Stale, changed_file, changed_files, write
from draftkit.live.desk import Desk
from draftkit.live.fields import front_lines
from draftkit.model.message import Finding, Mend, Message, Place, Span, msg
from draftkit.model.named import NamedTuple
from draftkit.readers.document import shown
from draftkit.readers.source import clean

REFERENCES = "references.yaml"
_QUOTES = frozenset("“”\"'‘’")


class Fix(NamedTuple):
    """What it does, in words; the change; whether any drafter would make it."""

    title: Message
    change: Change
    sure: bool


def fixes(desk: Desk, owner: Path, finding: Finding) -> tuple[Fix, ...]:
    """What mends a finding on a document, the likeliest first; none where nothing certain or probable is known."""
    if not finding.mends:
        return ()
    document = desk.read(owner)
    found: list[Fix] = []
    for mend in finding.mends:
        try:
            found += _MENDS[mend.target](desk, document, finding.span, mend)
        except DraftkitError:
            continue  # it would change more than it says: no fix
    return tuple(found)


def links(desk: Desk, owner: Path, span: Span, last: int = 0) -> tuple[tuple[Fix, ...], tuple[Message, ...]]:
    """The typed references on a line, or on all up to the `last`, as labels, where these print just what is typed; and
    what is to be said of those that stay typed."""
    document = desk.read(owner)
    source = document.bound.draft.source

    def elsewhere(place: Place) -> bool:
        at = source.span(place)
        return at.file != span.file or not span.line <= at.line <= max(span.line, last)

    found = link_typed(document.bound)
    said = "“{typed}” stays as it is typed: counted by itself it would print “{printed}”. Write it so, or keep it."
    left = tuple(
        msg(said, typed=one.text, printed=one.printed) for one in found.left if one.printed and not elsewhere(one.place)
    )
    others = set(filter(elsewhere, found.places))
    if len(others) == len(found.places):
        return (), left
    files = tuple(_joined_files(desk, document, link_typed(document.bound, others).text.split("\n")))
    change = Change(document.path.resolve(), files, told=left)
    return (Fix(msg("Make the typed reference a label"), change, True),), left


def label(desk: Desk, owner: Path, span: Span) -> tuple[str, Change]:
    """The label of the unit that starts at a place, and the change that gives it one. Raises SourceError for none."""
    document = desk.read(owner)
    line = joined_line(document.bound.draft.source, span)
    text, name = labelled(document.bound, -1 if line is None else line)
    if not name:
        raise SourceError("{file}:{line}: nothing stands here.", **span.at)
    return name, Change(document.path.resolve(), tuple(_joined_files(desk, document, text.split("\n"))))


# -- each way of mending


def replaced(line: str, span: Span, mend: Mend) -> tuple[str, Message] | None:
    """A line with the words of a mend replaced, and what that does in words; None where they do not stand there."""
    at = line.find(mend.old, max(span.column - 1, 0)) if mend.old else -1
    if at < 0 and mend.old and line.count(mend.old) == 1:
        at = line.find(mend.old)
    if at < 0:
        return None
    title = msg("Write “{new}” instead of “{old}”", new=mend.new, old=mend.old)
    if not mend.new.strip():
        title = msg("Leave one blank") if mend.new else msg("Delete “{old}”", old=mend.old)
    elif set(mend.old + mend.new) & _QUOTES:  # in quotation marks nobody sees which is meant
        start, end = line.rfind(" ", 0, at) + 1, f"{line} ".index(" ", at + len(mend.old))
        changed = line[start:at] + mend.new + line[at + len(mend.old) : end]
        title = msg("{old} → {new}", old=line[start:end], new=changed)
    return line[:at] + mend.new + line[at + len(mend.old) :], title


def _words(desk: Desk, document: Document, span: Span, mend: Mend) -> Iterator[Fix]:
    """Words give way to others on their line."""
    lines = desk.clean(span.file).split("\n")
    number = max(span.line - 1, 0)
    new = replaced(lines[number] if number < len(lines) else "", span, mend)
    if new:
        lines[number] = new[0]
        change = _proved(desk, document, {span.file: "\n".join(lines)}, span, new[0].count("\n") + 1)
        yield Fix(new[1], change, mend.sure)


def _missing_key(desk: Desk, document: Document, span: Span, mend: Mend) -> Iterator[Fix]:
    """A key that is missing stands below the others, to be filled in."""
    meta, lines, end = front_lines(desk, document)
    empty = next((at for at, line in enumerate(lines[:end]) if line.rstrip() == f"{mend.old}:"), None)
    new = f"{mend.old}: {mend.new or '…'}"
    if empty is None:
        lines.insert(end, new)
    else:
        lines[empty] = new
    change = _proved(desk, document, {meta: "\n".join(lines)}, None, 0)
    yield Fix(msg("Add “{key}”, to be filled in", key=mend.old), change, mend.sure)


def _act(desk: Desk, document: Document, span: Span, mend: Mend) -> Iterator[Fix]:
    """An act is added to references.yaml, to be filled in."""
    path = desk.session.project.shared / REFERENCES
    before = desk.text(path)
    end = line_end(before)
    gap = "" if not before or before.endswith("\n") else end
    file = FileChange(path, shown(path, desk.session.project.root), before, f"{before}{gap}{mend.new}{end}")
    change = Change(document.path.resolve(), (file,))
    yield Fix(msg("Add to references.yaml: {line}", line=mend.new), change, mend.sure)


def _numbers(desk: Desk, document: Document, span: Span, mend: Mend) -> Iterator[Fix]:
    """The typed numbers of the like are counted anew."""
    changes = recounted(document.bound.draft, span)
    texts = {name: desk.clean(name) for name in sorted({name for name, *_ in changes})}
    if files := changed_files(desk, retyped(texts, changes)):
        yield Fix(msg("Count these numbers anew"), Change(document.path.resolve(), files), mend.sure)


def _headings(desk: Desk, document: Document, span: Span, mend: Mend) -> Iterator[Fix]:
    """The divisions of a pasted text become headings."""
    subject = Subject(document.bound, document.frame)
    starts = [subject.printed.line_place(one.offset).line for one in subject.unmarked]
    files = tuple(_joined_files(desk, document, marked(document.bound.draft, starts)))
    if files:
        change = Change(document.path.resolve(), files)
        yield Fix(msg("Make headings of the {count} lines that number divisions", count=len(starts)), change, mend.sure)


def _layout(desk: Desk, document: Document, span: Span, mend: Mend) -> Iterator[Fix]:
    """The file is stored as draftkit reads it: composed letters, no control characters."""
    path = desk.path(span.file)
    before = desk.text(path)
    after = clean(before)[0]
    if after != before:
        file = FileChange(path, span.file, before, ended_as(before, after))
        yield Fix(msg("Store the letters as draftkit reads them"), Change(document.path.resolve(), (file,)), mend.sure)


_MENDS = {
    "text": _words,
    "line": _missing_key,
    "act": _act,
    "number": _numbers,
    "headings": _headings,
    "layout": _layout,
}


def _proved(desk: Desk, document: Document, new: dict[str, str], span: Span | None, count: int) -> Change:
    """The change of some files, once the document was read with it and nothing but a line reads otherwise. Raises a
    DraftkitError."""
    then = desk.with_texts(document, new)
    before, after = desk.passages(document), Passages(then.bound.draft)
    splices: tuple[Splice, ...] = ()
    line = joined_line(document.bound.draft.source, span) if span else None
    if line is not None:
        found, there = before.at(line), after.at(line)
        first = min(line, found.line if found else line, there.line if there else line)
        splices = (Splice(first, line + 1, ("",) * (line - first + count)),)
    prove(before, after, Planned(splices))
    return Change(document.path.resolve(), changed_files(desk, new), None, (), then)


def _joined_files(desk: Desk, document: Document, lines: Sequence[str]) -> Iterator[FileChange]:
    """The files of a joined text, from what becomes of each of its lines."""
    source = document.bound.draft.source
    starts = [*(part.first for part in source.parts), len(lines) + 1]
    for part, following in zip(source.parts, starts[1:], strict=True):
        old = desk.clean(part.name)
        head = old.split("\n")[: part.offset]
        new = "\n".join((*head, *lines[part.first : following - 1]))
        if new != old:
            yield changed_file(desk, part.name, old, new)


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
        if mend is None or number >= len(lines):
            continue
        if span[:2] == last[:2] and span.column + len(mend.old) > last.column:  # reaches to what was mended behind it
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


def _carry(desk: Desk, before: dict[Path, tuple[str, str]], change: Change) -> None:
    for file in change.files:
        before.setdefault(file.path, (file.name, file.before))
        desk.edit(file.path, file.after)
    if change.document:
        desk.adopt(change.owner, change.document)
