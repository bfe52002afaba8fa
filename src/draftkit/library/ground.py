"""What a result rests on, as files: whatever of them is another, gone or new makes the result another.

For series, receipts and rebuilds. Too much is counted rather than too little: all of a document's folder, all that the
documents of the project share, its settings and templates. What belongs to the program itself is told by its version,
and, where it is being worked on, by when it was last changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

from draftkit.files.names import counts, files_below, seen_from
from draftkit.files.stamp import stamp
from draftkit.kinds.identity import FILE, read_identity
from draftkit.kinds.registry import KIND_FILE, is_foreign, packaged_templates
from draftkit.library.document import Document
from draftkit.library.project import DOSSIER_FILE, PROJECT_FILE, SITE_KEY, Project
from draftkit.model.keys import is_amended
from draftkit.model.kind import KindSpec
from draftkit.model.meta import texts_in
from draftkit.model.named import NamedTuple
from draftkit.plugins import behaviour_of
from draftkit.readers.document import DRAFT_FILE
from draftkit.resolve.bound import Bound
from draftkit.resolve.grounds import PICTURES

State = dict[str, str | None]
"""The SHA-256 of each file by its path from the project's folder; None for one that is not there."""
_COARSE_NS = 10_000_000
"""How far the times of files lag behind the clock."""
_ASKED_FOR = (*PICTURES, ".csv", ".xlsx", ".tsv")
_AMENDING = "amending"
"""The rules that look through all documents which cite what one repeals (DK-B009)."""
_PUT_ON = ("_shared/kinds", "_shared/mail", "_shared/print")
"""Where files of templates lie that a text is written with, besides those of its kind."""
_COMPARING = "campaign checks/truth checks/rules dossier kinds law/acts library model readers resolve text".split()
_FONTS = ("/var/cache/fontconfig", "C:/Windows/Fonts", "/Library/Fonts")


class Seeds(NamedTuple):
    """From where the files of a document are found: the documents it is made of, itself the first, and the single files
    that were looked for. Paths from the project's folder."""

    documents: tuple[str, ...]
    files: tuple[str, ...] = ()


class Ground:
    """The files of a project by hash, each read once. `since` is when the work began (nanoseconds; None: not known)."""

    def __init__(self, project: Project, since: int | None = None) -> None:
        self.project, self.since = project, since
        self._sums: dict[str, str | None] = {}
        self._common: State | None = None
        self._late: set[str] = set()
        self._folders: dict[Path, tuple[Mapping[str, list[str]], list[str]]] = {}
        self._of: dict[Path, list[Path]] = {}
        self._names: dict[Path | str, str] = {}
        self._paths: dict[str, Path] = {}

    def name(self, path: Path | str) -> str:
        """A path from the project's folder."""
        if path not in self._names:
            self._names[path] = seen_from(path, self.project.root)
        return self._names[path]

    def path(self, name: str) -> Path:
        """The other way round."""
        if name not in self._paths:
            self._paths[name] = Path(os.path.normpath(self.project.root / name))
        return self._paths[name]

    def state(self, seeds: Seeds) -> State:
        """All files that a document with these seeds rests on, as they were when first asked for."""
        if self._common is None:
            self._common = {self.name(path): self._sum(path) for path in self._shared()}
        state = dict(self._common)
        wanted = (path for name in seeds.documents for path in self._members(self.path(name)))
        for path in (*wanted, *map(self.path, seeds.files)):
            state[self.name(path)] = self._sum(path)
        return dict(sorted(state.items()))

    def key(self, seeds: Seeds, *more: str) -> str:
        """A digest of the state, and of what else counts; empty when that is not certain."""
        state = self.state(seeds) if self.since else {}
        return digest_of(state, more) if self.is_settled(state) else ""

    def is_settled(self, state: Mapping[str, str | None]) -> bool:
        """Whether no file of a state may have changed since the work began: read as another than was hashed."""
        late = self._late and any(str(self.path(name)) in self._late for name in state)
        return self.since is not None and not late

    def of_kind(self, document: Document) -> dict[str, str]:
        """The files that the kind of a document lends it, by hash: what it is, how it looks, its Word template."""
        kind, registry = document.bound.draft.kind, self.project.registry
        files = {
            KIND_FILE: Path(kind.folder, KIND_FILE),
            kind.template: registry.template(kind, Path(document.bound.draft.source.folder)),
            f"{kind.profile}.yaml": registry.shared(f"profiles/{kind.profile}.yaml"),
        }
        return {name: self._sum(path) or "" for name, path in files.items()}

    def lent(self, kind: KindSpec, beside: Path) -> Mapping[str, Mapping[str, str]]:
        """What the project puts on texts of a kind besides facts, acts and bodies: by sort and name, the identity with
        the address of the site, and by hash its own template files. Raises ConfigError when the identity is wrong."""
        project, registry, root = self.project, self.project.registry, self.project.root
        said = read_identity(project.shared / FILE, kind.language).told()
        said[f"{SITE_KEY}.dia_chi"] = project.site_address
        files = {registry.template(kind, beside), registry.shared(f"profiles/{kind.profile}.yaml")}
        folders = [folder for folder in registry.folders if folder.is_relative_to(root)]
        files.update(*(files_below(folder / part) for folder in folders for part in (kind.name, *_PUT_ON)))
        own = sorted(file for file in files if file.is_relative_to(root) and is_foreign(file))
        return {
            "nhan_dien": {key: text for key, text in said.items() if text},
            "tep": {self.name(file): f"sha256:{self._sum(file)}" for file in own},
        }

    @cached_property
    def program_changed(self) -> int:
        """When the program, the packages and fonts it works with and the office program were last changed: nanoseconds.
        The time is that of the entry on the disk, for installers keep the times of files."""
        from shutil import which

        newest = 0
        for folder in {Path(__file__).parents[1], packaged_templates()}:
            for base, folders, names in os.walk(folder):
                folders[:] = [name for name in folders if name not in ("__pycache__", "locale")]
                newest = max(newest, *(_changed(f"{base}/{name}") for name in names), _changed(base))
        home = os.path.expanduser("~")
        beside = [entry for entry in sys.path if entry.endswith("-packages")]
        fonts = [*_FONTS, f"{home}/.fonts", f"{home}/.local/share/fonts"]
        office = os.path.realpath(which("soffice") or "/")
        return max(
            newest, *map(_changed, (*beside, *fonts, *((office, os.path.dirname(office)) if len(office) > 1 else ())))
        )

    def texts_state(self) -> dict[str, tuple[int, ...]]:
        """Where all texts of the content lie and when each was last changed, none of them read; empty when that is not
        certain."""
        files = (path for path in map(str, files_below(self.project.content)) if path.endswith((".md", DRAFT_FILE)))
        found = {path: (_changed(path), *(stamp(path) or ())) for path in files}
        certain = all(max(one[:2]) < (self.since or 0) - _COARSE_NS for one in found.values())
        return found if certain else {}

    def _sum(self, path: Path) -> str | None:
        key = str(path)
        if key not in self._sums:
            try:
                self._sums[key] = sha256(path.read_bytes()).hexdigest() if os.path.isfile(key) else None
                if self._sums[key] and os.stat(key).st_mtime_ns > (self.since or 0) - _COARSE_NS:
                    self._late.add(key)
            except OSError:
                self._sums[key] = None
        return self._sums[key]

    def _shared(self) -> Iterator[Path]:
        """What all documents of the project rest on."""
        root = self.project.root
        yield root / PROJECT_FILE
        yield from files_below(self.project.shared)
        for folder in self.project.registry.folders:
            if folder != packaged_templates():
                yield from files_below(folder)
        for text in texts_in(*self.project.data.values()):
            if text and os.path.isfile(root / text):
                yield root / text

    def _members(self, path: Path) -> list[Path]:
        """The files of a document: all of its folder; of one that is a file, what lies beside it and is neither another
        document, nor named after one, nor of a sort that is only read where it is named."""
        if path not in self._of:
            if path.is_dir():
                apart = [self.project.build] if self.project.build.is_relative_to(path) else []
                found = [file for file in files_below(path) if not any(map(file.is_relative_to, apart))]
            else:
                named, others = self._beside(path.parent)
                found = [path, *(path.parent / name for name in (*named.get(path.stem, ()), *others))]
            self._of[path] = found
        return self._of[path]

    def _beside(self, folder: Path) -> tuple[Mapping[str, list[str]], list[str]]:
        """Files beside the documents of a folder, by what it is named after; and what is named after none of them."""
        if folder not in self._folders:
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in entries if counts(entry.name) and entry.is_file())
            documents = {name[:-3] for name in names if name.endswith(".md")}
            named: dict[str, list[str]] = {}
            others = []
            for name in (name for name in names if not name.endswith(".md")):
                after = [name[:at] for at, sign in enumerate(name) if sign == "."]
                for one in after:
                    named.setdefault(one, []).append(name)
                if documents.isdisjoint(after) and not name.lower().endswith(_ASKED_FOR):
                    others.append(name)
            self._folders[folder] = named, others
        return self._folders[folder]


def seeds(ground: Ground, document: Document, others: Iterable[tuple[Bound, Path]] = ()) -> Seeds:
    """From where all that a document, and `others`, rest on is found: itself, what it names and what those name."""
    return _seeds(ground, ((document.bound, document.path), *others))


def _seeds(ground: Ground, documents: Iterable[tuple[Bound, Path]]) -> Seeds:
    """From where all is found that documents rest on."""
    found: dict[str, None] = {}
    files: dict[str, None] = {}

    def gather(bound: Bound, path: Path) -> None:
        full = path.resolve()
        name = ground.name(full)
        if name in found:
            return
        found[name] = None
        has_dossier = (full.parent / DOSSIER_FILE).is_file()  # its values are counted from what lies anywhere
        amends = _AMENDING in bound.draft.kind.rule_sets and any(map(is_amended, bound.draft.documents))
        if has_dossier or amends:
            found[ground.name(ground.project.content)] = None
        texts = (text for text in texts_in(*bound.draft.meta.values.values()) if text.lower().endswith(PICTURES))
        sought = (*bound.draft.sought, *(f"{bound.draft.source.folder}/{text}" for text in texts))
        files.update((ground.name(one), None) for one in sought)
        files.update(dict.fromkeys(ground.name(act.full_text) for act in bound.acts.values() if act.full_text))
        for called, named in bound.draft.named.items():
            if other := bound.others.get(called):
                gather(other, Path(named.path))
            elif named.path[:1] != "@":
                found.setdefault(ground.name(named.path))
        for led in bound.draft.leads_to.keys() & bound.others.keys():
            gather(bound.others[led], Path(led))
        for told, other in bound.told.items():
            gather(other, Path(told))

    for bound, path in documents:
        gather(bound, path)
        kind = Path(bound.draft.kind.folder)
        if not any(kind.is_relative_to(base) for base in (packaged_templates(), *ground.project.registry.folders)):
            found[ground.name(kind)] = None
    return Seeds((*found,), (*files,))


def as_compared(ground: Ground, document: Document, facts: object, given: Mapping[str, Path]) -> str:
    """What tells a document and all it is held against, `facts` and `given` documents besides those it names, from any
    other state of them; empty where no files tell that, as of one row of a series."""
    bound, found, content = document.bound, seeds(ground, document), ground.project.content.resolve()
    draft, named = bound.draft, bound.draft.documents.items()
    unread = (Path(path) for name, (path, *_) in named if path[:1] != "@" and name not in bound.others)
    wide = [path.resolve() for path in (*given.values(), *unread)]  # what these name is anywhere in the content
    if draft.row or not document.path.exists() or not all(content in one.parents for one in wide):
        return ""
    documents = (*found.documents, *([ground.name(content)] if wide else ()))
    own = draft.source, bound.meta.values, bound.values, draft.occasion.as_draft, facts, given
    return ground.key(Seeds(documents, found.files), repr(own), _comparing())


def as_held(ground: Ground, documents: Mapping[Path, Bound], *more: object) -> str:
    """What tells all that a text is held against from any other state of it: the `documents`, and what else there is;
    empty where no files tell that."""
    names = [ground.name(path) for path in documents]
    return ground.key(
        _seeds(ground, ((bound, path) for path, bound in documents.items())), repr((names, more)), _comparing()
    )


@cache
def _comparing() -> str:
    """When what reads and compares was last changed; the version is that of the cache."""
    package = Path(__file__).parents[1]
    return str(max(file.stat().st_mtime_ns for part in _COMPARING for file in os.scandir(package / part)))


def moments(*bounds: Bound) -> list[str]:
    """The points in time (ISO) from which on something of documents is otherwise."""
    asked = ((behaviour_of(bound).waits, bound) for bound in bounds)
    return sorted({one for waits, bound in asked if waits for one in waits(bound)})


def _changed(path: str) -> int:
    try:
        return os.stat(path).st_ctime_ns
    except OSError:
        return 0


def digest_of(state: Mapping[str, str | None], more: Iterable[str] = ()) -> str:
    """One hash of a state, and of what else counts."""
    sum_ = sha256()
    for text in (*(f"{name}\0{found}" for name, found in state.items()), *more):
        sum_.update(f"{text}\n".encode("utf-8", "surrogatepass"))
    return sum_.hexdigest()
