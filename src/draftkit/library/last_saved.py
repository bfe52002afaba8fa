"""What a text printed when its project was last saved as a version, beside what is typed there now."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from draftkit.checks.truth.acts import STATE
from draftkit.checks.truth.overtyped import Prints, overtyped
from draftkit.errors import DraftkitError, EngineMissing
from draftkit.library.document import Document
from draftkit.library.project import Project
from draftkit.library.reading import Reading
from draftkit.library.versions import git, said
from draftkit.model.message import Fault, Place
from draftkit.readers.document import DRAFT_FILE
from draftkit.resolve.bound import Bound
from draftkit.resolve.values import VALUE

TYPED_OVER, CHANGED = "DK-V008", "DK-V007"


def unsaved_files(project: Project) -> frozenset[Path]:
    """The files of a project, by resolved path, that are not as in its last version; none where no versions are
    kept."""
    told = said(project.root, "diff", "--relative", "--name-only", "-z", "HEAD") or ""
    return frozenset((project.root / name).resolve() for name in told.split("\0") if name)


def saved(project: Project, path: Path) -> str | None:
    """The text of a file (a resolved path) as the last version of a project has it; None where it has none."""
    name = Path(os.path.relpath(path, project.root.resolve())).as_posix()
    with suppress(EngineMissing):
        old = git(project.root, "show", f"HEAD:./{name}")
        return None if old.returncode else old.stdout.decode("utf-8", "replace")
    return None


def typed_over(session: Reading, document: Document, unsaved: Collection[Path]) -> Iterator[Fault]:
    """The values and provisions that a document printed in the last version of its project, and that are typed over
    with others since; `unsaved`: the files that are not as they were then."""
    raw = session.raw(document.path)
    files = {one.resolve() for one in (raw.folder / DRAFT_FILE, *raw.files)}
    texts = ((one, saved(session.project, one)) for one in files.intersection(unsaved))
    old = {path: text for path, text in texts if text is not None}
    if not old:
        return
    try:
        then = Reading(session.project, session.occasion, {**session.texts, **old})
        before = then.read(document.path).bound
    except DraftkitError:
        return
    source, own = before.draft.source, document.bound.draft.source
    yield from faults_of(source.front, own.front, document.bound, _prints(before, True), front=True)
    yield from faults_of(source.text, own.text, document.bound, _prints(before, False), front=False)


def faults_of(before: str, now: str, bound: Bound, prints: Prints, front: bool) -> Iterator[Fault]:
    """The same of two texts, of which the first `prints` values, and the figures and names of bodies (those that are
    known to `bound`) that were typed and are now others; `front`: they are metadata."""
    bodies = {name for body in bound.organisations.values() for name in (body.name, body.head) if name}
    for one in overtyped(before.split("\n"), now.split("\n"), bodies.union(STATE), prints):
        place = Place(-one.line - 1 if front else one.line, one.column)
        yield Fault(TYPED_OVER if one.value else CHANGED, one.message, place)


def _prints(bound: Bound, front: bool) -> Prints:
    """What a document prints, in its metadata or below them; of an act all that can be said of it."""
    worded: Mapping[tuple[int, int], str] = {(one.start.line, one.start.column): one.text for one in bound.worded}

    def prints(line: int, column: int, typed: str) -> str | None:
        value, label = VALUE.fullmatch(typed), typed.removeprefix("@")
        if value or front:
            return bound.values.get(value[1]) if value else None
        printed, act = worded.get((line, column)), bound.acts.get(label)
        return f"{printed} ({act.number})" if printed and act and act.number not in printed else printed

    return prints
