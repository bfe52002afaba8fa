"""A session on a project: reads its documents once, checks, writes, lays out and takes over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from draftkit.errors import DraftkitError, KindError, SourceError
from draftkit.library.checking import Checking
from draftkit.library.document import Document as Document
from draftkit.library.outputs import Outputs
from draftkit.library.project import Project, documents, find_documents, only, open_project, root_around
from draftkit.library.reading import Reading
from draftkit.model.tree import Occasion
from draftkit.readers.document import Texts

if TYPE_CHECKING:
    from draftkit.library.formatting import Tell
    from draftkit.library.importing import Imported
    from draftkit.library.word_document import WordDocument


def find(session: Reading, name: str, cwd: Path) -> list[Path]:
    """The documents a name stands for: as `find_documents` has it, or all of a kind. Raises SourceError for none."""
    try:
        return find_documents(session.project, (name,), cwd)
    except SourceError:
        try:
            found = select(session, (), name, cwd)
        except KindError:
            found = []
        if found:
            return found
        raise


def find_one(session: Reading, name: str, cwd: Path) -> Path:
    """The same for a name that stands for one. Raises SourceError when it stands for several."""
    return only(find(session, name, cwd), name)


def select(session: Reading, names: Sequence[str], kind: str | None, cwd: Path) -> list[Path]:
    """The documents named, or all; only those of `kind` when it is given, and those whose own cannot be told: whoever
    reads them is told why. Raises KindError when the kind is unknown, SourceError when a document is."""
    named = (path for name in names for path in find(session, name, cwd))
    paths = list(dict.fromkeys(named)) if names else documents(session.project)
    if kind is None:
        return paths
    wanted = session.project.registry.find(kind).name
    return [path for path in paths if _kind(session, path) in (wanted, None)]


def _kind(session: Reading, path: Path) -> str | None:
    try:
        return session.kind_of(session.raw(path)).name
    except DraftkitError:
        return None


class Session(Checking, Outputs):
    """What all faces (library, command line, editors) work with. Its parts share the project and nothing else."""

    def __init__(self, project: Project, occasion: Occasion | None = None, texts: Texts | None = None) -> None:
        Checking.__init__(self, project, occasion, texts)
        Outputs.__init__(self, project)
        self._around: dict[Path, Session] = {}

    def expect_many(self) -> None:
        """From now on keep what texts have in common, in their Word files and in what they are held against: many are
        coming."""
        super().expect_many()
        self._many = True

    def elsewhere(self, project: Project) -> Session:
        """A session on another project, for example a copy of this one."""
        return Session(project)

    def around(self, path: Path) -> Session:
        """The session on the project that a path lies in: this one too where it lies in none."""
        root = root_around(path.resolve())
        if root is None or root == self.project.root:
            return self
        if root not in self._around:
            self._around[root] = self.elsewhere(open_project(root, self.project.cache))
            self.notices.extend(self._around[root].project.told)
        return self._around[root]

    def documents(self) -> list[Path]:
        """Paths of all documents of the project."""
        return documents(self.project)

    def read_word(self, path: Path | str, kind: str = "") -> WordDocument:
        """Anybody's Word file as a document. `kind` overrules the file's. Raises SourceError when it cannot be read."""
        from draftkit.library.word_document import WordDocument

        return WordDocument(self, self, Path(path), kind)

    def import_word(
        self,
        path: Path | str,
        kind: str = "",
        changes: str = "accept",
        link: bool = True,
        out: Path | None = None,
        convert: bool = False,
    ) -> Imported:
        """A Word file as a draft, not written yet: see `importing.import_word`."""
        from draftkit.library.importing import import_word

        return import_word(self, Path(path), kind, changes, link, out, convert)

    def formatted(
        self, path: Path, numbers: str, link: bool = False, tell: Tell | None = None
    ) -> list[tuple[Path, str, str]]:
        """The canonical layout of a document's files: see `formatting.formatted`."""
        from draftkit.library.formatting import formatted

        return formatted(self, path, numbers, link, tell)
