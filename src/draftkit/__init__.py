"""draftkit: plain-text legal drafts in git, ministry-format Word documents out.

The calls of the library, which are those the command line makes; `docs/en/library.md` shows each. A project is opened,
its documents are read, and what is read can be checked, written and compared:

    open            a project              project.documents, project.read, project.read_word, project.import_word
    check           the findings on a document
    document.build  its files
    diff            what changed between two documents; its `redline` is the Word file with the changes tracked
    pull            what reviewers changed in Word files built here
"""

from __future__ import annotations

from draftkit.version import VERSION as __version__

TYPE_CHECKING = False  # known to type checkers; importing `typing` would be most of what this module costs
if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from os import PathLike

    from draftkit.library.comparing import Changes, Side
    from draftkit.library.document import Document
    from draftkit.library.session import Session
    from draftkit.library.word_document import WordDocument
    from draftkit.model.message import Finding, Message
    from draftkit.model.tree import Occasion
    from draftkit.readers.document import Texts
    from draftkit.review.outcome import Outcome

__all__ = ["__version__", "check", "diff", "open", "pull", "words"]


def open(
    folder: str | PathLike[str] = ".", occasion: Occasion | None = None, texts: Texts | None = None, cache: bool = True
) -> Session:
    """The project around a folder (the nearest one upwards with `draftkit.yaml`, else the folder itself).

    `occasion` says at which moment documents are made and whether they are drafts; `texts` stand for files being
    edited, by resolved path; without `cache` nothing is kept in the user's cache folder. Raises SourceError when there
    is no such folder, ConfigError when draftkit.yaml is broken."""
    from pathlib import Path

    from draftkit.errors import SourceError
    from draftkit.files.cache import default_cache
    from draftkit.library.project import open_project
    from draftkit.library.session import Session

    path = Path(folder).absolute()
    if not path.is_dir():
        raise SourceError("{file}: no such folder.", file=folder)
    return Session(open_project(path, default_cache() if cache else None), occasion, texts)


def check(document: Document | WordDocument) -> list[Finding]:
    """The findings on a document, with the rule, the place, the message and the provision of each. Raises ConfigError
    when draftkit.yaml silences a rule that is not there, SourceError for a file that is no Word file."""
    return document.check()


def diff(old: Side, new: Side, words: Callable[[Message], str] = str) -> Changes:
    """What became of each provision from `old` to `new`; each change prints in `words`, and all can be written as a
    redline. Two documents are compared by their text and labels; as soon as one is a Word file, both as Word files.
    Raises a DraftkitError when one cannot be read."""
    from draftkit.library.comparing import Changes

    return Changes(old, new, words)


def pull(
    project: Session,
    *files: str | PathLike[str],
    document: str = "",
    authors: Collection[str] = (),
    redline: Callable[[Message], str] | None = None,
) -> Outcome:
    """What reviewers want changed, from Word files that were built here and came back; `apply` of the outcome writes
    it into the sources. `document` names the one they were built from when they do not say it; of `authors` only, when
    some are named. With `redline` (see `words`) `found.redline` is one Word file with what all of them changed, tracked
    under their names. Raises SourceError when a file cannot be read or was not built here."""
    from pathlib import Path

    from draftkit.review.outcome import pull

    return pull(project, [Path(file) for file in files], document, authors, redline)


def words(language: str = "vi") -> Callable[[Message], str]:
    """What puts messages into a language (`vi`, `en`); printed as they are, they are English."""
    from draftkit.library.language import translator
    from draftkit.model.message import word

    translate = translator(language)
    return lambda message: word(message, translate)
