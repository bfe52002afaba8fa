"""Reads the documents of a project, each shared file, kind and profile once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import cast

from draftkit.errors import CircleError, DraftkitError, KindError
from draftkit.files.parsed import note, recall
from draftkit.law.dates import day_in_vietnam, is_date
from draftkit.library.document import Document, Home
from draftkit.library.ground import Ground, digest_of, moments
from draftkit.library.project import PROJECT_FILE, Project, documents, find_document
from draftkit.library.site_pages import page_folder, pages_in
from draftkit.model.keys import CODE, DRAFT, EMBARGO, GIVEN, KIND, NOT_BEFORE, YEAR
from draftkit.model.kind import KindSpec
from draftkit.model.meta import Data, Metadata, texts_in
from draftkit.model.profile import FormatProfile
from draftkit.model.tree import Draft, Occasion
from draftkit.plugins import Behaviour, Clue, Declared, Given, Supply, behaviour, behaviour_of, made_supply, supplies
from draftkit.readers.document import DRAFT_FILE, Raw, Texts, read_draft, read_raw, where
from draftkit.readers.metadata import split_front_matter
from draftkit.readers.shared import Shared, read_shared
from draftkit.readers.side_files import Directives
from draftkit.readers.yaml_text import VIETNAMESE, language_of
from draftkit.resolve.bind import bind
from draftkit.resolve.bound import Bound, Trace
from draftkit.resolve.frame import Frame, frame_words, make_frame
from draftkit.resolve.others import Other
from draftkit.resolve.values import VALUE
from draftkit.text.fold import alike, fold

_KEYS = "|".join(re.sub("[aou]", r"\\w", key).replace("_", r"[\s_-]+") for key in (EMBARGO, NOT_BEFORE))
_HOUR = r" *(?:[ T](?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?) *(?:Asia/Ho_Chi_Minh|Z|[+-]0[0-9]:?00)?"
_ISO = rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?={_HOUR} *[\"',}}\n])"
_WAITS = re.compile(rf"(?im)(?:^|[{{,])\W{{0,9}}(?:{_KEYS})\W{{0,9}}:(?:[^\n]*?{_ISO})?")
"""The keys that say for what a text waits, however they are spelt, with the day where it is said as ISO has it, and an
hour and nothing else: of a time that nobody understands no day is the last."""


class Reading:
    """The part of a session that reads. `texts` stand for what is on the disk: files being edited, by resolved path;
    whoever changes them calls `changed`."""

    def __init__(self, project: Project, occasion: Occasion | None = None, texts: Texts | None = None) -> None:
        self.project = project
        self.occasion = occasion or Occasion()
        self.texts: Texts = {} if texts is None else texts
        self._shared: dict[str, Shared] = {}
        self._kinds: dict[str, KindSpec] = {}
        self._every: list[KindSpec] = []
        self._named: dict[str, KindSpec] = {}
        self._profiles: dict[tuple[str, str], FormatProfile] = {}
        self._loans: dict[tuple[str, str, Path], Mapping[str, Mapping[str, str]]] = {}
        self._others: dict[Path, Other] = {}
        self._reading: list[Path] = []
        self._supplies: dict[Declared, Supply] = {}
        self._beside: dict[Path, frozenset[str]] = {}
        self._waiting: dict[str, tuple[str, str]] | None = None
        self._held: dict[Path, Raw] = {}
        self.spared: dict[Path, list[tuple[Bound, Path]]] = {}
        """By each text that was judged by those that wait: which of these had to be read."""
        self.ground: Ground | None = None
        """The files as they lie there while all is read from them, where the work may spare a later one."""
        self.seen: Callable[[Document], None] | None = None
        """Who wants to know of each document that is read."""

    def kind_of(self, raw: Raw) -> KindSpec:
        """The kind a document says it is. Raises KindError when it says none, or an unknown one."""
        name = raw.meta.kind_name
        if not name:
            source = raw.source
            said = "{file}: the metadata must name the kind of document, for example “loai: Nghị định”."
            raise KindError(said, file=source.meta_file or source.parts[0].name)
        language = language_of(raw.name)
        known = f"{name}.{language}"
        if known not in self._kinds:
            try:
                read = self._named.get(fold(name)) if language == VIETNAMESE else None
                self._kinds[known] = read or self.project.registry.find(name, language)
            except KindError as error:
                span = raw.source.span(raw.meta.place(KIND))
                raise KindError("{file}:{line}: {problem}", **span.at, problem=error.message) from error
        return self._kinds[known]

    def kinds(self) -> list[KindSpec]:
        """Every kind the project knows."""
        if not self._every:
            self._every = self.project.registry.all()
            titles = {fold(kind.title): kind for kind in self._every}
            self._named = titles | {fold(kind.name): kind for kind in self._every}
        return self._every

    def raw(self, path: Path) -> Raw:
        """The files of a document, not yet parsed."""
        return read_raw(path, self.root_of(path), self.texts)

    def changed(self, path: Path) -> None:
        """A file of the project has another text now: what was kept of it is read again."""
        self._others.clear()
        self._supplies.clear()
        self._beside.clear()
        self._waiting = None
        self._held.clear()
        self._loans.clear()
        if path.resolve().is_relative_to(self.project.shared):
            self._shared.clear()

    @property
    def shared(self) -> Shared:
        """The facts all documents of the project share."""
        return self.shared_in(VIETNAMESE)

    def shared_in(self, language: str) -> Shared:
        """The facts all documents of the project share, as they are said in a language."""
        if language not in self._shared:
            self._shared[language] = read_shared(self.project.shared, self.project.root, language)
        return self._shared[language]

    def read(
        self,
        path: Path | str,
        values: Mapping[str, Data] | None = None,
        trace: Trace | None = None,
        raw: Raw | None = None,
    ) -> Document:
        """Read, number and bind the document at a path, or of a name; `values` stand above the facts of the project,
        `raw` are its files where they were read already. Raises a DraftkitError when it cannot be read at all."""
        if isinstance(path, str):
            path = find_document(self.project, path, self.project.root)
        self._reading.append(path.resolve())
        try:
            return self.bind_raw(raw or self.raw(path), path, values, trace)
        finally:
            self._reading.pop()

    def other(self, path: Path) -> Other:
        """A document that another one names, as that one needs it; read once. Raises CircleError when it is being read:
        documents that name each other."""
        full = path.resolve()
        if full in self._reading:
            names = " → ".join(item.stem for item in (*self._reading[self._reading.index(full) :], full))
            wrong = "documents refer to each other in a circle: {names}; take the references out of one of them"
            raise CircleError(wrong, names=names)
        if full not in self._others:
            self._others[full] = _as_other(self.read(path))
        return self._others[full]

    @contextmanager
    def seeing(self, path: Path, document: Document) -> Iterator[None]:
        """While this lasts, those that name the document at a path see this one there."""
        before, self._others = self._others, {**self._others, path.resolve(): _as_other(document)}
        try:
            yield
        finally:
            self._others = before

    def waiting(self, day: str = "") -> dict[str, str]:
        """The documents of the project (paths from its content) that may have to wait for a time which is still to come
        and comes on or after a day (ISO; empty: on any); with a digest of each, for all it says may give it away."""
        if self._waiting is None:
            found = self._that_wait(self.ground.texts_state() if self.ground else {})
            self._waiting = {name: told for name, told in found.items() if told}
        past = max(day if is_date(day) else "", self.occasion.moment[:10])
        late = date.fromisoformat(past) if past > "0002" else date(2, 1, 1)
        least = (late - timedelta(days=1)).isoformat()  # another zone may be behind
        return {name: told for name, (last, told) in self._waiting.items() if last >= least}

    def _that_wait(self, files: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[str, str] | None]:
        """By each document of the project what `waiting` tells of it, None where it waits for nothing. Read are those
        whose `files` changed since this was last asked, all where nobody knows."""
        asked = f"waiting {self.project.content} {_WAITS.pattern}"
        nobody_knows: tuple[Mapping[str, tuple[int, ...]], dict[str, tuple[str, str] | None]] = {}, {}
        before, known = (recall(asked) if files else None) or nobody_knows
        changed = {one for one in {*files, *before} if files.get(one) != before.get(one)}
        if files and not changed:
            return known
        found: dict[str, tuple[str, str] | None] = {}
        changed.update([*map(os.path.dirname, changed)])
        for path in documents(self.project):
            name, whole = path.relative_to(self.project.content).as_posix(), str(path)
            seen = whole in files or os.path.join(whole, DRAFT_FILE) in files
            found[name] = known[name] if seen and name in known and whole not in changed else self._waits(path)
        if files:
            note((files, found), asked)
        return found

    def _waits(self, path: Path) -> tuple[str, str] | None:
        with suppress(OSError):  # told when it is read
            file = path / DRAFT_FILE if path.is_dir() else path
            text = file.read_text("utf-8-sig", "replace") if file.is_file() else ""  # nothing is read from a pipe
            front = split_front_matter(text)[0] or text
            if days := _WAITS.findall(front):
                texts = (text, *(one.read_text("utf-8", "replace") for one in sorted(path.glob("*.md"))))
                return max(days) if all(days) else "9", digest_of({}, texts)
        return None

    def root_of(self, path: Path) -> Path:
        """What no path of a document may leave: the project, or for a document outside it the document's own folder."""
        full = where(path)
        return self.project.root if full.is_relative_to(self.project.root) else full.parent

    def draft(self, path: Path) -> Draft:
        """A document as written, not yet numbered and bound."""
        return self._draft(self.raw(path))

    def _draft(self, raw: Raw) -> Draft:
        kind = self.kind_of(raw)
        directives = Directives(behaviour(kind).directives, self.project.data, kind.language, kind.words)
        return read_draft(raw, kind, directives)

    def bind_raw(
        self, raw: Raw, path: Path, values: Mapping[str, Data] | None = None, trace: Trace | None = None
    ) -> Document:
        """Parse and bind the files of a document."""
        return self.bind(self._draft(raw), path, values, trace)

    def bind(
        self, draft: Draft, path: Path, values: Mapping[str, Data] | None = None, trace: Trace | None = None
    ) -> Document:
        """Bind a draft that was read, or made by a program; `trace` is filled when it is given."""
        kind = draft.kind
        profile = (kind.profile, kind.language)
        if profile not in self._profiles:
            self._profiles[profile] = self.project.registry.profile(kind)
        draft = draft._replace(occasion=self.occasion)
        if values is None:
            values = self._supplied(path).values
        shared = self.shared_in(kind.language)
        shared = shared._replace(facts={**shared.facts, **values}) if values else shared
        own = behaviour(kind)
        if own.gate:
            loan = (kind.name, kind.language, Path(draft.source.folder))
            if loan not in self._loans:
                self._loans[loan] = Ground(self.project).lent(kind, loan[-1])
            draft = draft._replace(lent=self._loans[loan])
        if own.reshape:
            draft, faults = own.reshape(draft)
            draft = draft._replace(faults=(*draft.faults, *faults))
        bound = bind(
            draft,
            self._profiles[profile],
            shared,
            lambda named: self.other(Path(named)),
            trace,
            self._may_wait,
            self.waiting,
            self._by_address,
        )
        bound = own.worded(bound) if own.worded else bound
        if told := {str(one): self.other(one).bound for one, (_, certain, _) in self.clues(bound, path) if certain}:
            bound = bound._replace(told=told)
        own = behaviour_of(bound)
        frame = make_frame(bound)
        if own.framing:
            frame = own.framing(bound, frame)
        document = Document(path, bound, frame, own.rules, cast(Home, self), own.compared)
        document = reframed(document, frame, own)
        if self.seen:
            self.seen(document)
        return document

    def _may_wait(self, meta: Metadata) -> bool:
        """Whether a document may have to wait, by its metadata: what names it waits with it."""
        with suppress(KindError):
            return bool(meta.kind_name) and bool(behaviour(self.project.registry.find(meta.kind_name)).gate)
        return False

    def _by_address(self, draft: Draft, values: Mapping[str, str]) -> dict[str, Metadata]:
        """Metadata of the documents to whose pages on the site of the project a text leads, by their paths, with what
        is put into it: `values`, those of its metadata, what the identity lends it. Of several that would be one page
        those that the site has. The page of a row of a series is called by its text and the row."""
        if not (site := self.project.site_address):
            return {}
        lent = dict(draft.lent.get("nhan_dien", {}))
        if draft.meta.values.get(CODE) or not any(one.ready for one in behaviour(draft.kind).formats):
            lent.pop(CODE, None)  # the code of the identity is printed nowhere on it
        body = VALUE.sub(lambda one: values.get(one[1], one[0]), draft.source.text)
        own = texts_in(*(value for key, value in draft.meta.values.items() if key != GIVEN))
        led = pages_in("\n".join((body, *own, *values.values(), *draft.addresses, *lent.values())), site)
        if not led:
            return {}
        from draftkit.writers.html_share import page_name  # most texts lead to no page of ours

        found: dict[tuple[str, str], dict[str, Metadata]] = {}
        for path in documents(self.project):
            called = page_name(path.name if path.is_dir() else path.stem)
            with suppress(DraftkitError):  # told when it is read; it has no page either
                for page in (one for one in led if f"{one[1]}-".startswith(f"{called}-")):
                    raw = self.raw(path)
                    meant = page[1] == called or "{{" in f"{raw.meta.title}{raw.source.text}"
                    if meant and page[0] == page_folder(self.project, path, raw.meta, self.kind_of(raw).page):
                        found.setdefault(page, {})[str(path)] = raw.meta
        return {path: meta for one in found.values() for path, meta in self._shown(one).items()}

    def _shown(self, twins: dict[str, Metadata]) -> dict[str, Metadata]:
        """Of documents that would be one page of the site, those that are out; all where none is."""
        waiting = {self.project.content / name for name in self.waiting()} if len(twins) > 1 else set()
        day = day_in_vietnam(self.occasion.moment)
        out = {
            path: meta
            for path, meta in twins.items()
            if Path(path) not in waiting and not meta.values.get(DRAFT) and is_date(meta.date) and meta.date <= day
        }
        return out or twins

    def clues(self, bound: Bound, path: Path, known: Iterable[tuple[str, str]] = ()) -> Iterator[tuple[Path, Clue]]:
        """The words by which the text at a path gives away those that must wait longer, with these, but for those
        `known` as they are (`waiting`); none that somebody may read elsewhere. What cannot be read is told apart."""
        judge = cache(lambda given_away: given_away(bound))
        waiting = self.waiting(bound.meta.date or f"{bound.meta.text(YEAR)}-01-01").items() - {*known}
        for held in sorted(self.project.content / name for name, _ in waiting):
            with suppress(DraftkitError):
                raw = self._held[held] = self._held.get(held) or self.raw(held)
                given_away = behaviour(self.kind_of(raw)).given_away
                if given_away and held.resolve() != path.resolve():
                    found = judge(given_away)(raw, partial(self._unless_about, path, held))
                    yield from ((held, one) for one in found if not self._is_free(bound, path, held, one[0]))

    def _unless_about(self, path: Path, held: Path) -> Other:
        """A document that waits. Raises CircleError when it is about the one at a path."""
        named = any(path.stem in text for text in texts_in(*self._held[held].meta.values.values()))  # parsed only then
        if named and path.resolve() in {Path(one.path).resolve() for one in self.draft(held).named.values()}:
            raise CircleError("{file}", file=held.name)
        self.spared.setdefault(path, []).append((self.other(held).bound, held))
        return self.other(held)

    def _is_free(self, bound: Bound, path: Path, held: Path, sign: str) -> bool:
        """Whether words of a text that is held are known without it: they name the page or between quotes the title of
        the one at a path that says them, which may then be meant; they are in the title of that one, which was out
        before; they are the title of a third that is out, or stand in a third that was out before."""
        from draftkit.writers.html_share import called  # most texts give nothing away

        now, day = self.occasion.moment, day_in_vietnam(self.occasion.moment)
        titled = sign in alike(bound.meta.title) and "0" < bound.day < day
        if titled or sign in called(bound.meta.title, bound.draft.name)[1:]:
            return True
        both = path.resolve(), held.resolve()
        for third in (one for one in documents(self.project) if now and one.resolve() not in both):
            with suppress(DraftkitError):
                raw = self.raw(third)
                headed = sign in called(raw.meta.title, raw.name)
                if headed or sign in alike(raw.source.text):
                    other = self.other(third).bound
                    kept = behaviour(other.draft.kind).kept_back
                    late = any(datetime.fromisoformat(one) > datetime.fromisoformat(now) for one in moments(other))
                    before = "0" < other.day <= day if headed else "0" < other.day < (bound.day or day)
                    if before and not (late or other.meta.values.get(DRAFT) or (kept and kept(other))):
                        self.spared.setdefault(path, []).append((other, third))
                        return True
        return False

    def is_supplied(self, path: Path) -> bool:
        """Whether packages give the document at a path values, which may come from other files."""
        return bool(self._suppliers(path))

    def _supplied(self, path: Path) -> Given:
        """What packages give the document at a path, for example from the dossier it lies in. A package is loaded only
        where the file it reads lies beside the document."""
        asked = self._suppliers(path)
        self._supplies.update((one, made_supply(one)) for one in asked if one not in self._supplies)
        found = [self._supplies[one](self, path) for one in asked]
        return Given(
            {key: value for one in found for key, value in one.values.items()},
            {key: value for one in found for key, value in one.documents.items()},
        )

    def _suppliers(self, path: Path) -> list[Declared]:
        folder = path.parent
        if folder not in self._beside:
            self._beside[folder] = frozenset(
                file.name
                for file in path.resolve().parent.glob("*.yaml")
                if file.name not in (DRAFT_FILE, PROJECT_FILE)
            )
        beside = self._beside[folder]
        return [one for one in supplies() if one.name in beside] if beside else []


def _as_other(document: Document) -> Other:
    issued = document.frame.number.rpartition(": ")[2] if document.frame.issued else ""
    return Other(document.bound, issued, frame_words(document.bound)["thu_truong"])


def reframed(document: Document, frame: Frame, own: Behaviour | None = None) -> Document:
    """A document with another frame, and with what its kind prints of the frame around the body; `own` is the behaviour
    of the kind when it is at hand."""
    own = own or behaviour(document.bound.draft.kind)
    bound = document.bound
    if own.opening or own.closing:
        opening = tuple(own.opening(bound, frame)) if own.opening else ()
        closing = tuple(own.closing(bound, frame)) if own.closing else ()
        bound = bound._replace(opening=opening, closing=closing)
    return document._replace(bound=bound, frame=frame)
