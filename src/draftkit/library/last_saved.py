"""What a text printed when its project was last saved as a version, beside what is typed there now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha1
from pathlib import Path

from draftkit.checks.truth.acts import STATE
from draftkit.checks.truth.overtyped import Prints, overtyped
from draftkit.checks.truth.unsaid import UNSAID
from draftkit.errors import DraftkitError, EngineMissing
from draftkit.library.document import Document
from draftkit.library.project import Project
from draftkit.library.reading import Reading
from draftkit.library.versions import git, said
from draftkit.model.message import Fault, Place
from draftkit.readers.document import DRAFT_FILE
from draftkit.resolve.bound import Bound
from draftkit.resolve.values import VALUE

_OWN = re.compile(r"\s*(?:ngay|nam|so|lan|du_thao|cong_bo_tu|cam_cong_bo|thoi_gian|chu_ky|noi_nhan|lien_he)\s*:")
"""Keys that say of a text itself when and for whom it is: its author changes them as he goes on."""
TYPED_OVER = "DK-V008"


def saved_files(project: Project) -> Mapping[Path, str]:
    """The files of a project in its last version, by resolved path, with what git calls their contents; none where no
    versions are kept. Asked so that nothing is run which the settings of a repository name: `git diff` runs filters."""
    told = said(project.root, "ls-tree", "-r", "-z", "HEAD") or ""
    root = project.root.resolve()  # a link has an entry of its own: none is followed, or it would stand for its file
    entries = (entry.partition("\t") for entry in told.split("\0") if entry)
    return {root / name: fields.split()[2] for fields, _, name in entries}


def saved(project: Project, path: Path, texts: Mapping[Path, str], files: Mapping[Path, str]) -> str | None:
    """The text of a file (a resolved path) as the last version of a project has it, among its `files`; None where it
    has none, or the same. `texts` stand for what is on the disk."""
    if path not in files:
        return None
    with suppress(EngineMissing, OSError):
        data = path.read_bytes()
        same = path not in texts and sha1(b"blob %d\0" % len(data) + data).hexdigest() == files[path]  # noqa: S324
        old = None if same else git(project.root, "cat-file", "blob", files[path])
        return old.stdout.decode("utf-8", "replace") if old and not old.returncode else None
    return None


def typed_over(session: Reading, document: Document, files: Mapping[Path, str]) -> Iterator[Fault]:
    """The values and provisions that a document printed in the last version of its project, which has these `files`,
    and that are typed over with others since."""
    raw = session.raw(document.path)
    parts = {one.resolve() for one in (raw.folder / DRAFT_FILE, *raw.files)}
    texts = ((one, saved(session.project, one, session.texts, files)) for one in parts)
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
    lines = now.split("\n")
    for one in overtyped(before.split("\n"), lines, bodies.union(STATE), prints):
        if front and not one.value and _OWN.match(lines[one.line]):
            continue
        place = Place(-one.line - 1 if front else one.line, one.column)
        yield Fault(TYPED_OVER if one.value else UNSAID, one.message, place)


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
