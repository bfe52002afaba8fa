"""The project behind the workbench: one desk, the pages of the documents looked at last, what is new since when.

Only one request works on it at a time (`lock`); what it gives are plain values for JSON."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from draftkit.bulk.rows import without_columns
from draftkit.campaign.approval import approved_rows
from draftkit.checks.report.report import finding_data
from draftkit.errors import ConflictError, DraftkitError, OutputError, SourceError
from draftkit.files.stamp import Stamp, stamp
from draftkit.library.document import standing
from draftkit.library.session import Document, Session
from draftkit.library.wordings import Wordings, settled, wordings
from draftkit.live.changes import Change
from draftkit.live.desk import Desk
from draftkit.live.fields import called
from draftkit.live.provisions import in_words, provision_at
from draftkit.model.keys import DRAFT
from draftkit.model.kind import KindSpec
from draftkit.model.message import Finding, Message, Severity, Translate, msg, word
from draftkit.model.meta import Metadata
from draftkit.model.numeral import whole
from draftkit.plugins import behaviour
from draftkit.readers.comments import NOTED
from draftkit.readers.yaml_text import translation_of
from draftkit.resolve.values import NO_VALUE
from draftkit.text.fold import with_capital, with_small
from draftkit.workbench.uploads import Uploads
from draftkit.workbench.view import View, pages, running, view
from draftkit.writers.paged.pages import Screen

Data = dict[str, Any]
TIDY_AFTER = 0.6
"""Seconds without a new page after which memory is given back."""
UNTIDY = 3
"""States of pages after which it is given back at once."""
KEPT = 3
"""Documents whose pages are kept."""


class Bench:
    """The project around a folder. `translate` is the language of all messages, `now` reads the clock."""

    def __init__(self, root: Path, cache: Path | None, translate: Translate, now: Callable[[], str] = str) -> None:
        self.desk = Desk(root, cache, translate)
        self.root = self.desk.session.project.root
        self.translate, self.now = translate, now
        self.tells: Callable[[Message], None] = lambda _: None
        """Is told what long work does at the moment."""
        self.uploads = Uploads()
        self.done: OrderedDict[str, Change] = OrderedDict()
        """What was written last, by the names under which it can be taken back."""
        self.lock = threading.RLock()
        self.worker = ThreadPoolExecutor(1)
        """The one thread that works on the project: memory that one gives back, another could not use."""
        self.wrote: dict[Path, Stamp | None] = {}
        """Files that the bench wrote itself, and their stamps: what is seen to have changed so is no news."""
        self.listeners: list[Callable[[Data], None]] = []
        self.listed: Future[Data] | None = None
        """What there is, asked for before the browser does; used once."""
        self._untidy = 0
        self._tidying: threading.Timer | None = None
        self._screens: OrderedDict[Path, Screen] = OrderedDict()
        self._views: dict[Path, View] = {}
        self._stamps: dict[Path, dict[Path, Stamp | None]] = {}
        self._columns: dict[Path, frozenset[str]] = {}
        self._found: dict[Path, tuple[Document, list[Finding]]] = {}

    # -- which document

    def owner(self, name: str) -> Path:
        """The document the browser calls so: its path below the project. Raises SourceError for any other path."""
        seen = (self.root / name).resolve()  # one that was found before needs no search
        among = [seen] if seen in self._stamps and seen.exists() else self.desk.others()
        for path in among:
            if self.name(path) == name:
                self._look(path)
                return path
        raise SourceError("“{name}”: no such document.", name=name)

    def _look(self, owner: Path) -> None:
        """Read anew what another program wrote since the last request: no watcher is quick enough to rely on."""
        now = self._stamped(owner)
        known = self._stamps.get(owner)
        self._stamps[owner] = now
        if known is not None and known != now:
            for path in now.keys() | known.keys():
                if known.get(path) != now.get(path):
                    self.desk.changed(path)

    def _stamped(self, owner: Path) -> dict[Path, Stamp | None]:
        shared = self.desk.session.project.shared.glob("*.yaml")
        return {path: stamp(path) for path in (*self.desk.loose_files(owner), *shared)}

    def name(self, path: Path) -> str:
        """What the browser calls a document or file."""
        return path.relative_to(self.root).as_posix()

    def own_name(self, path: Path | None) -> str:
        """The same; empty for none, and for what lies outside the project."""
        return self.name(path) if path and path.is_relative_to(self.root) else ""

    def file(self, owner: Path, name: str) -> Path:
        """A file of a document by its name. Raises SourceError when it is none of its files."""
        for path in self.desk.files(self.desk.read(owner)):
            if path.is_relative_to(self.root) and self.name(path) == name:
                return path
        raise SourceError("“{name}”: no such document.", name=name)

    def say(self, error: DraftkitError | Message, keys: Mapping[str, str] | None = None) -> str:
        """An error or message in the language of the reader, without what is typed in a terminal, names for the lines
        and keys of files: keys as `keys` call them, else the first kind that knows them."""
        message = error if isinstance(error, Message) else error.message
        return in_words(self.desk, word(message, self.translate, typed=False), self.translate, keys)

    def refusal(self, error: DraftkitError) -> Data:
        """What the browser is told of an error: 500 where a file cannot be written, 422 else."""
        said = msg("set aside what was built before: {file}")
        aside = (self.say(said._replace(values={"file": self.own_name(one)})) for one in error.aside)
        return {
            "error": " ".join((self.say(_CHOOSE if isinstance(error, ConflictError) else error), *aside)),
            "status": 500 if isinstance(error, OutputError) else 422,
        }

    # -- what there is

    def project(self) -> Data:
        """The documents of the project with what is known of them without reading them whole."""
        self.desk.session.kinds()  # all at once: a kind that is asked for by its name is looked for among all
        documents = [self._entry(path) for path in self.desk.others()]
        return {"name": self.root.name, "folder": str(self.root), "documents": documents}

    def _entry(self, path: Path) -> Data:
        session = self.desk.session
        folder = path.parent
        inside = folder.is_relative_to(session.project.content)
        entry: Data = {
            "id": self.name(path),
            "folder": folder.relative_to(session.project.content).as_posix() if inside else self.name(folder),
            "title": path.stem,
            "kind": "",
        }
        entry["group"] = self._group(folder, "") or entry["folder"]
        try:
            try:
                raw = session.raw(path)
            except ConflictError:
                raw = self._settled(path).raw(path)
            kind = session.kind_of(raw)
            entry["kind"] = kind.title
            entry["group"] = self._group(folder, kind.title)
            entry["title"] = titled(raw.meta, kind) or path.stem
        except DraftkitError as error:
            entry["error"] = self.say(error)
        return entry

    def _group(self, folder: Path, kind: str) -> str:
        """What a folder is called: as the project says of it or of the nearest folder around it, else the kind of which
        that bears the name, else its own name."""
        project = self.desk.session.project
        if (folder / "dossier.yaml").is_file():
            return self.translate("Dossier")
        if not folder.is_relative_to(project.content) or folder == project.content:
            return kind
        inside = folder.relative_to(project.content)
        known = {one.name: one.title for one in self.desk.session.kinds()}
        names = (project.folder_name(one.as_posix()) or known.get(one.as_posix()) for one in (inside, *inside.parents))
        return next(filter(None, names), inside.as_posix())

    def count(self, owner: Path) -> Data:
        """State and number of findings of a document, for the list."""
        try:
            document = self.desk.read(owner)
            found = self.found(owner)
            levels = {level.word: sum(one.severity is level for one in found) for level in Severity}
            return {"state": standing(document, self.translate), **levels}
        except DraftkitError as error:
            waiting = isinstance(error, ConflictError) and len(self.undecided(owner))
            if waiting:
                return {"state": self.translate("two wordings"), "unreadable": self.say(_waiting(waiting))}
            return {"state": self.translate("cannot be read"), "unreadable": self.say(error)}

    def undecided(self, owner: Path) -> tuple[Wordings, ...]:
        """The passages that stand in two wordings and keep a document from being read."""
        project = self.desk.session.project
        return (*wordings(project, owner), *wordings(project, project.shared))

    def _settled(self, owner: Path) -> Session:
        """The project as it reads with our wordings."""
        return settled(self.desk.session, self.undecided(owner), ())[0]

    # -- one document

    def view(self, owner: Path) -> View:
        """The pages of a document as it stands. Raises a DraftkitError when it cannot be read or set; the pages of its
        last good state stay in `last`."""
        document = self.desk.read(owner)
        known = self._views.get(owner)
        if known is None or known.document is not document:
            screen = self._screens.pop(owner, None) or Screen()
            self._screens[owner] = screen
            known = self._views[owner] = view(self.desk, document, screen)
            self._tidy_later(screen)
            while len(self._screens) > KEPT:
                old, unused = self._screens.popitem(last=False)
                unused.close()
                self._views.pop(old, None)
        return known

    def _tidy_later(self, screen: Screen) -> None:
        """Give back memory once nothing has been asked for a moment."""

        def tidy() -> None:
            with self.lock:
                self._untidy = 0
                screen.forget()

        self._untidy += 1
        if self._untidy >= UNTIDY:  # somebody writes without a pause
            tidy()
        if self._tidying is not None:
            self._tidying.cancel()
        self._tidying = threading.Timer(TIDY_AFTER, lambda: self.worker.submit(tidy))
        self._tidying.daemon = True
        self._tidying.start()

    def last(self, owner: Path) -> View | None:
        """The pages that were made last."""
        return self._views.get(owner)

    def document(self, owner: Path) -> Data:
        """All the browser needs to show a document, pictures of pages left out. What cannot be read says why and where;
        the last good pages are told as such."""
        problem: Data | None = None
        try:
            found: View | None = self.view(owner)
        except DraftkitError as error:
            file, line = self._where(error)
            problem = {"message": self.say(error), "file": file, "line": line}
            found = self.last(owner)
            if isinstance(error, ConflictError) and (waiting := len(self.undecided(owner))):
                problem |= {"message": self.say(_waiting(waiting)), "waiting": waiting}
                found = found or self._as_here(owner)
        data: Data = {"id": self.name(owner), "problem": problem, "pages": [], "areas": {}, "files": [], "outline": []}
        if found is None:
            data["files"] = [self.name(path) for path in self.desk.loose_files(owner)]
            return data
        document, kind = found.document, found.document.bound.draft.kind
        return data | {
            "title": titled(document.bound.meta, kind) or owner.stem,
            "kind": kind.title,
            "state": standing(document, self.translate),
            "gated": bool(behaviour(kind).gate),
            "marked": bool(document.bound.meta.values.get(DRAFT)),
            "english": kind.language != "en" and "en" in kind.called_in and not translation_of(owner, "en").exists(),
            "pages": pages(found),
            "areas": found.areas,
            "files": found.files,
            "outline": found.contents,
            "levels": {level.name: level.cite for level in kind.levels if level.cite},
            "titled": [level.name for level in kind.levels if level.title_required],
        }

    def _where(self, error: DraftkitError) -> tuple[str, object]:
        """File and line that an error is about; of shared data the line of its entry."""
        file, line, key = (error.values.get(name) for name in ("file", "line", "key"))
        file = str(file or "")
        name, _, at_line = file.rpartition(":")
        if (behind := whole(at_line)) and name:  # what is said of settings has its line behind the file
            file, line = name, line or behind
        path = self.desk.session.project.shared / file
        if not file or (self.root / file).exists() or not path.is_file() or not path.is_relative_to(self.root):
            return file, line
        at = (number for number, text in enumerate(self.desk.lines(path), 1) if key and text.startswith(f"{key}:"))
        return self.name(path), line or next(at, None)

    def _as_here(self, owner: Path) -> View | None:
        """The pages of a document with our wordings, when it can be read so."""
        with suppress(DraftkitError):
            document = self._settled(owner).read(owner)
            self._views[owner] = view(self.desk, document, self._screens.setdefault(owner, Screen()))
        return self._views.get(owner)

    def page(self, owner: Path, number: int) -> tuple[bytes, str]:
        """The picture of a page, 0 being the first, and its digest. Raises SourceError when there is none."""
        found = self.last(owner) or self.view(owner)
        if not 0 <= number < len(found.shown.sheets):
            raise SourceError("“{name}”: no such document.", name=number)
        sheet = found.shown.sheets[number]
        return sheet.svg(), sheet.digest

    def text(self, owner: Path) -> list[Data]:
        """The document as running text; its last good state when it cannot be read."""
        try:
            found = self.view(owner)
        except DraftkitError:
            last = self.last(owner)
            if last is None:
                raise
            found = last
        return list(running(found))

    # -- findings

    def found(self, owner: Path) -> list[Finding]:
        """The findings on a document, made once for each state of it."""
        document = self.desk.read(owner)
        known = self._found.get(owner)
        if known is None or known[0] is not document:
            approved = next(iter(approved_rows(document.bound.draft) or ()), ())
            columns = {*self._columns.get(owner, ()), *approved}
            known = self._found[owner] = (document, without_columns(self.desk.session.check(document), columns))
        return known[1]

    def give(self, owner: Path, columns: Iterable[str]) -> None:
        """A table gives these values and keys for each document that is made of one."""
        self._columns[owner] = frozenset(columns)
        self._found.pop(owner, None)

    def findings(self, owner: Path) -> list[Data]:
        """What the checks say, worst first, each with its provision, its ground, and whether it can be mended. Notes
        for colleagues stand in a list of their own."""
        found, keys = self.found(owner), called(self.desk.read(owner).bound.draft.kind)

        def where(one: Finding) -> str:
            return with_capital(at.name) if (at := provision_at(self.desk, owner, one.span)) else ""

        return [
            finding_data(one, self.translate)
            | {"message": self.say(one.message, keys), "where": where(one), "mends": bool(one.mends)}
            | ({"valueless": str(one.message.values.get("name", ""))} if one.rule == NO_VALUE else {})
            for one in sorted(found, key=lambda one: -one.severity)
            if one.rule != NOTED
        ]

    # -- what changed

    def changed(self, paths: set[Path]) -> None:
        """Files have another text than before, whoever wrote them: read them again and tell all windows."""
        with self.lock:
            for path in paths:
                self.desk.changed(path)
            owners = set(map(self.desk.owner, paths))
            if None in owners:  # shared data, a table, a picture: nobody knows whose pages show it
                owners |= set(self._views)
        self.tell({"event": "changed", "documents": list(filter(None, map(self.own_name, owners)))})

    def adopt(self, change: Change) -> None:
        """A change was written: the document it was proved with is the one that stands there now, unless somebody has
        written since."""
        stamps = self._stamped(change.owner)
        files = self.desk.loose_files(change.owner)
        own = all(file.path in files and self.desk.text(file.path) == file.after for file in change.files)
        if change.document is not None and own:
            self._stamps[change.owner] = stamps
            self.desk.adopt(change.owner, change.document)

    def tell(self, event: Data) -> None:
        """Tell every open window."""
        for listener in list(self.listeners):
            listener(event)

    def close(self) -> None:
        """Give back what was kept on the disk."""
        if self._tidying is not None:
            self._tidying.cancel()
        self.worker.shutdown(wait=False, cancel_futures=True)
        self.uploads.close()
        for screen in self._screens.values():
            screen.close()


_CHOOSE = msg("Two people changed the same words of this document; choose one wording of each first.")


def _waiting(count: int) -> Message:
    return msg("{count} passages were changed by two people at once. Choose one wording of each.", count=count)


def titled(meta: Metadata, kind: KindSpec) -> str:
    """What a document is called: its kind and title; empty when it has none."""
    title, act = meta.title, kind.called(meta.type_name).words.get("act", kind.title)
    own = kind.page or title.lower().startswith(act.lower())
    return title if own or not title else f"{act} {with_small(title)}"
