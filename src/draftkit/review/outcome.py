"""What a review round brings, ready to be written: the sources, and the register of comments of the dossier."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from draftkit.dossier.addresses import Remarks, Wording
from draftkit.dossier.read import read_comments, read_dossier
from draftkit.dossier.taking import taken, with_lines
from draftkit.edits.apply import patch, restored
from draftkit.files.names import seen_from
from draftkit.files.whole import write_all
from draftkit.library.project import dossiers
from draftkit.library.session import Session
from draftkit.model.message import Message
from draftkit.model.named import NamedTuple
from draftkit.readers.source import read_text
from draftkit.review.model import Pulled
from draftkit.review.pull import Choose
from draftkit.review.pull import pull as pulled
from draftkit.review.remarks import sent


class Outcome(NamedTuple):
    """What was found, and the texts of files by their name in the project, as stored and as they would be; `registered`
    when the comments went into the register of a dossier."""

    found: Pulled
    root: Path
    texts: Mapping[str, tuple[str, str]]
    registered: bool

    @property
    def patch(self) -> str:
        """The changes as `git apply` takes them."""
        return "".join(patch(name, *pair) for name, pair in self.texts.items())

    @property
    def comments(self) -> str:
        """The comments as entries of a register, where no dossier keeps them."""
        return "" if self.registered else taken(sent(self.found.comments), (), None).lines

    def apply(self) -> list[Path]:
        """Write the changes into the sources, the comments into the register, all or none; the files. Raises
        OutputError when one cannot be written."""
        write_all(self.root, {self.root / name: then.encode() for name, (_, then) in self.texts.items()})
        return [self.root / name for name in self.texts]


def pull(
    session: Session,
    files: Sequence[Path],
    document: str = "",
    authors: Collection[str] = (),
    redline: Callable[[Message], str] | None = None,
    choose: Choose | None = None,
) -> Outcome:
    """What the reviewers of these files want changed: see `draftkit.review.pull.pull`; nothing is written."""
    found = pulled(session, files, document, authors, redline, choose)
    root = session.root_of(found.path)
    entry = _register(session, found, root)
    texts = {}
    for name, now, then in (*found.files, *([entry] if entry else ())):
        original = (root / name).read_bytes().decode("utf-8") if (root / name).is_file() else ""
        texts[name] = original, restored(original, now, then)
    return Outcome(found, root, texts, entry is not None)


def _register(session: Session, found: Pulled, root: Path) -> tuple[str, str, str] | None:
    """The register of comments of the dossier that the document belongs to, with the new comments in it; None when
    there is no dossier."""
    if not found.comments or not session.project.content.is_dir():
        return None
    for path in filter(Path.is_file, dossiers(session.project)):  # another that is gone keeps no comment away
        dossier = read_dossier(path, session.project)
        if dossier.comments is None or found.document not in (dossier.draft.name, dossier.draft.stem):
            continue
        name = seen_from(dossier.comments, root)
        text = read_text(dossier.comments, name)[0]
        known = read_comments(dossier.comments, session.project, Remarks())
        new = taken(sent(found.comments), known, Wording(session.read(dossier.draft).bound, {}, ""))
        return name, text, with_lines(text, new.lines)
    return None
