"""What became of a document, or of one provision, from version to version."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from draftkit.compare.wording import Words
from draftkit.edits.provisions import Passages, described
from draftkit.errors import DraftkitError
from draftkit.library.comparing import Changes, pairs
from draftkit.library.project import open_project
from draftkit.library.saved import Version, history
from draftkit.library.session import Session
from draftkit.library.versions import unpacked
from draftkit.model.named import NamedTuple

MOST = 100
"""How many versions of a provision are looked through."""


class Past(NamedTuple):
    """What a provision said from a version on, until the one told before it; empty: it was not there."""

    version: Version
    text: str


def before(session: Session, path: Path, version: Version) -> Version | None:
    """The version of a document before this one; None when this is its first."""
    older = [one for one in history(session.project, path) if one.number < version.number]
    return older[0] if older else None


def changes(
    session: Session, path: Path, old: Version, new: Version | None, stack: ExitStack, words: Words = str
) -> Changes:
    """What became of each provision of a document from one version to another, or (None) to the files as they stand.
    Folders of versions live as long as `stack`. Raises SourceError when the document was not there."""
    revisions = f"{old.id}..{new.id}" if new else old.id
    name = path.resolve().relative_to(session.project.root).as_posix()
    [(left, right)] = pairs(session, [revisions, name], session.project.root, stack)
    return Changes(left, right, words)


def past(session: Session, path: Path, label: str, name: str = "", limit: int = MOST) -> tuple[Past, ...]:
    """What a provision said in each version that changed it, the newest first. It is known by its `label`, else by its
    `name` as printed (“khoản 2 Điều 5”), which may have been that of another before something moved. A version that
    cannot be read is passed over."""
    told: list[Past] = []
    root = session.project.root
    own = path.resolve().relative_to(root)
    for version in history(session.project, path, limit):
        try:
            with unpacked(root, version.id) as folder:
                older = session.elsewhere(open_project(folder, session.project.cache))
                text = _text(older, folder / own, label, name)
        except DraftkitError:
            continue
        if told and told[-1].text == text:
            told[-1] = Past(version, text)
        else:
            told.append(Past(version, text))
    while told and not told[-1].text:
        told.pop()
    return tuple(told)


def _text(session: Session, path: Path, label: str, name: str) -> str:
    """The source of a provision with all below it; empty when it is not there."""
    if not path.exists():
        return ""
    bound = session.read(path).bound
    passages = Passages(bound.draft)
    for passage in passages.all:
        if label and getattr(passage.block, "label", "") == label:
            return described(bound, passages, passage).whole
        if not label and passage.sort == "unit" and (one := described(bound, passages, passage)).name == name:
            return one.whole
    return ""
