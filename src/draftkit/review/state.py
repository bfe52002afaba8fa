"""Which document a Word file was built from, in which state of its sources: here, or in the history of the project."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import product
from pathlib import Path

from draftkit.errors import DraftkitError, SourceError
from draftkit.library.build_run import WITH_ERRORS
from draftkit.library.project import documents, find_documents, open_project
from draftkit.library.session import Session
from draftkit.library.versions import said, unpacked
from draftkit.model.message import Command, Message, msg
from draftkit.model.named import NamedTuple
from draftkit.readers.document import read_raw
from draftkit.review.origin import Base
from draftkit.review.paper import Paper, read_paper
from draftkit.text.own_words import said as own_words
from draftkit.text.pair import groups
from draftkit.text.passage import Dictionary
from draftkit.word.identity import identity_of
from draftkit.word.read import read_word
from draftkit.word.values import WordFile
from draftkit.writers.docx.about import source_state

_COMMITS = 300
_AKIN = 0.35


class State(NamedTuple):
    """The build a reviewed file came from. `certain` when it is that very text."""

    base: Base
    certain: bool
    notices: tuple[Message, ...] = ()


def find_document(session: Session, file: WordFile, name: str, named: str) -> Path:
    """The document of the project that a Word file was built from; `named` is the one the user names. Raises
    SourceError when the file was not built here, belongs to another document, or to none of this project."""
    identity = identity_of(file.properties)
    built = identity.name
    named_so = [path for path in documents(session.project) if (path.name if path.is_dir() else path.stem) == built]
    if named:
        path = find_documents(session.project, (named,), Path.cwd())[0]
        if named_so and built != session.raw(path).name:  # a name that no document has any more is an earlier one
            said = "{file} was built from “{built}”, not from “{named}”."
            raise SourceError(said, file=name, built=built, named=named)
        return path
    if not built:
        raise SourceError(
            "{file} does not say which document of draftkit it was built from. If it is another file, take it over"
            "{other}; if it lost that mark on its way, name the document{named}.",
            file=name,
            other=Command(f" (draftkit import {name})"),
            named=Command(f" (draftkit pull {name} --document NAME)"),
        )
    found = [path for path in named_so if session.kind_of(session.raw(path)).name == identity.kind] or named_so
    if not found:
        wrong = (
            "{file} was built from “{built}”, which is no document of this project. If that has another name now, "
            "name it{typed}."
        )
        raise SourceError(wrong, file=name, built=built, typed=Command(f" (draftkit pull {name} --document NAME)"))
    if len(found) > 1:
        told = "{file} was built from “{built}”; several documents have this name. Say which{typed}."
        raise SourceError(told, file=name, built=built, typed=Command(" (--document PATH)"))
    return found[0]


def _akin(one: Paper, other: Paper) -> bool:
    """Whether two papers may be one text: the groups of words of the shorter are not strange to the other."""
    dictionary = Dictionary()
    said = [" ".join(para.text for piece in paper.pieces for para in piece.paras) for paper in (one, other)]
    old, new = (groups(dictionary.coded(text)) for text in said)
    return len(old & new) > _AKIN * min(len(old), len(new))


class States:
    """The states that reviewed files came from, each built once. Folders of old states live as long as this."""

    def __init__(self, session: Session, stack: ExitStack) -> None:
        self.session, self.stack = session, stack
        self.bases: dict[tuple[Path, bool], Base] = {}
        self.known: dict[tuple[Path, str, str, str, bool], State] = {}

    def base(self, path: Path, flawed: bool = False) -> Base:
        """The document as it stands here; `flawed`: as it is built when errors are found in it."""
        key = path, flawed
        if key not in self.bases:
            self.bases[key] = Base(self.session, *key)
        return self.bases[key]

    def of(self, path: Path, file: WordFile, name: str) -> State:
        """The state a file was built from. Raises SourceError when it does not say so, or says another name, and is
        another text."""
        built, _, source, printed = identity_of(file.properties)
        here, paper = self.base(path), read_paper(file)
        if not (source and built == self.session.raw(path).name) and not _akin(here.paper, paper):
            raise SourceError(
                "{file} says next to nothing of what “{name}” says. If it is another document, take it over as one"
                "{typed}.",
                file=name,
                name=here.bound.meta.title or path.stem,
                typed=Command(f" (draftkit import {name})"),
            )
        mark = f"{own_words(here.bound.profile.language, WITH_ERRORS)})"
        flawed = any(para.text.endswith(mark) for piece in paper.pieces for para in piece.paras)
        key = (path, built, source, printed, flawed)
        if key not in self.known:
            self.known[key] = self._find(*key)
        return self.known[key]

    def _find(self, path: Path, built: str, source: str, printed: str, flawed: bool) -> State:
        here = self.base(path, flawed)
        if not source:
            warning = msg(
                "the file does not say from which state it was built; it is compared with the sources as they are now"
            )
            return State(here, True, (warning,))
        same_source = source == source_state(here.draft.source, here.draft.meta)
        if same_source and (printed == _print_of(here) or _has_pages(here)):
            return State(here, True)
        old = self._in_history(path, built, source, printed, flawed)
        if old is not None:
            return old
        if same_source:
            warning = msg(
                "shared facts, templates or side files were changed since the file was built; only tracked changes "
                "are certain"
            )
        else:
            warning = msg(
                "the sources were changed since the file was built, and no version holds that state; only tracked "
                "changes are certain"
            )
        return State(here, False, (warning,))

    def _in_history(self, path: Path, built: str, source: str, printed: str, flawed: bool) -> State | None:
        """The state in the history of git, under this name or the one it was `built` under, beside it: the commit with
        the sources, if possible the print, of the file."""
        root = self.session.project.root
        if not path.resolve().is_relative_to(root):
            return None
        prefix = said(root, "rev-parse", "--show-prefix")
        commits = said(root, "log", "--full-history", f"-n{_COMMITS}", "--format=%H", "--", ".")
        if prefix is None or commits is None:
            return None
        now = path.resolve().relative_to(root)
        then = f"{Path(built).name or now.stem}{'' if path.is_dir() else now.suffix}"
        names = dict.fromkeys(one.as_posix() for one in (now, now.with_name(then)))
        right: dict[str, bool] = {}
        likely: tuple[Base, str] | None = None
        for commit, own in product(commits.split(), names):
            tree = said(root, "rev-parse", f"{commit}:{prefix.strip()}{own}")
            if tree is None:
                continue
            if tree not in right:
                right[tree] = self._state_of(root, commit, own) == source
            if not right[tree]:
                continue
            base = self._base_at(root, commit, own, now, flawed)
            if base is not None and (printed == _print_of(base) or _has_pages(base)):
                words = "the sources were changed since the file was built; it is compared with version {commit}"
                text = msg(words, commit=commit[:10])
                return State(base, True, (text,))
            if base is not None and likely is None:
                likely = base, commit
        if likely is None:
            return None
        text = msg(
            "the sources are those of version {commit}, but shared facts or templates were others; only tracked "
            "changes are certain",
            commit=likely[1][:10],
        )
        return State(likely[0], False, (text,))

    def _state_of(self, root: Path, commit: str, own: str) -> str:
        try:
            with unpacked(root, commit, own) as folder:
                raw = read_raw(folder / own, folder)
        except DraftkitError:
            return ""
        return source_state(raw.source, raw.meta)

    def _base_at(self, root: Path, commit: str, own: str, now: Path, flawed: bool) -> Base | None:
        """The document of a commit, called there as it is now: edits name its files."""
        try:
            folder = self.stack.enter_context(unpacked(root, commit))
            path = (folder / own).rename(folder / now)
            return Base(self.session.elsewhere(open_project(folder, self.session.project.cache)), path, flawed)
        except (DraftkitError, OSError):  # then another document was called so
            return None


def _print_of(base: Base) -> str:
    return identity_of(read_word(base.docx, base.path.name).properties).printed


def _has_pages(base: Base) -> bool:
    """Whether a document has a contents list: LibreOffice finds its page numbers; its print is not compared."""
    from draftkit.resolve.printed_lines import bookmarks

    return bool(bookmarks(base.bound))
