"""Joins the stages: the same calls the command line and a library user make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from draftkit.checks.rule import Rule
from draftkit.errors import ConfigError, EngineMissing, InternalError, KindError, OutputError, SourceError
from draftkit.library.project import PROJECT_FILE, Project
from draftkit.model.finding import Fault, Finding
from draftkit.model.kind import KindSpec
from draftkit.model.message import Message, msg
from draftkit.model.meta import Data
from draftkit.model.profile import FormatProfile
from draftkit.model.tree import Draft, Occasion
from draftkit.plugins import Refusal, Workshop, behaviour
from draftkit.readers.document import Raw, Texts, read_draft, read_raw
from draftkit.readers.shared import Shared, read_shared
from draftkit.readers.side_files import Directives
from draftkit.resolve.bind import Trace, bind
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame, frame_words, make_frame
from draftkit.resolve.others import Other

if TYPE_CHECKING:
    from draftkit.checks.looks.check import WordChecker
    from draftkit.importers.report import Report
    from draftkit.writers.docx.series import Series

_LARGE = 300_000
"""Characters from which a second process pays for itself."""
MAIL_LAYOUT = "mail/thu.html"
FORMATS = ("docx", "pdf", "html", "txt", "eml")


class Document(NamedTuple):
    """A document ready for checks and writers; `rules` are those its kind brings besides the catalogue."""

    path: Path
    bound: Bound
    frame: Frame
    rules: tuple[Rule, ...] = ()


class Session:
    """Reads documents of one project, each shared file, kind and profile once."""

    def __init__(
        self,
        project: Project,
        supply: Callable[[Session, Path], Mapping[str, Data]] | None = None,
        occasion: Occasion | None = None,
        texts: Texts | None = None,
    ) -> None:
        """`supply` gives values to the document at a path besides those of the project, for example from the dossier it
        lies in. `texts` stand for what is on the disk: files being edited, by resolved path; whoever changes them calls
        `changed`."""
        self._texts: Texts = {} if texts is None else texts
        self.occasion = occasion or Occasion()
        self.project = project
        self._supply = supply
        self._shared: Shared | None = None
        self._kinds: dict[str, KindSpec] = {}
        self._profiles: dict[str, FormatProfile] = {}
        self._others: dict[Path, Other] = {}
        self._reading: list[Path] = []
        self._last_pages: tuple[Document | None, Mapping[str, str]] = (None, {})
        self._silenced: list[tuple[str, tuple[str, ...]]] | None = None
        self.silenced: set[tuple[str, str]] = set()
        self._series: dict[tuple[str, str], Series] | None = None
        self.notices: list[Message] = []
        """What the user should know about the files written, besides the findings."""

    def elsewhere(self, project: Project) -> Session:
        """A session on another project, for example a copy of this one, with values from the same supply."""
        return Session(project, self._supply)

    def expect_many(self) -> None:
        """From now on keep what Word files of one template have in common: many of them are coming."""
        self._series = {}

    def kind_of(self, raw: Raw) -> KindSpec:
        """The kind a document says it is. Raises KindError when it says none, or an unknown one."""
        name = raw.meta.text("loai")
        if not name:
            source = raw.source
            raise KindError(
                "{file}: the metadata must name the kind of document, for example “loai: Nghị định”.",
                file=source.meta_file or source.parts[0].name,
            )
        if name not in self._kinds:
            self._kinds[name] = self.project.registry.find(name)
        return self._kinds[name]

    def raw(self, path: Path) -> Raw:
        """The files of a document, not yet parsed."""
        return read_raw(path, self._root(path), self._texts)

    def changed(self, path: Path) -> None:
        """A file of the project has another text now: what was kept of it is read again."""
        self._others.clear()
        if path.resolve().is_relative_to(self.project.shared):
            self._shared = None

    @property
    def shared(self) -> Shared:
        """The facts all documents of the project share."""
        if self._shared is None:
            self._shared = read_shared(self.project.shared)
        return self._shared

    def read(self, path: Path, values: Mapping[str, Data] | None = None, trace: Trace | None = None) -> Document:
        """Read, number and bind a document; `values` stand above the facts of the project. Raises a DraftkitError when
        it cannot be read at all."""
        self._reading.append(path.resolve())
        try:
            return self._bind(self.raw(path), path, values, trace)
        finally:
            self._reading.pop()

    def other(self, path: Path) -> Other:
        """A document that another one names, as that one needs it; read once. Raises SourceError when it is being read:
        documents that name each other."""
        full = path.resolve()
        if full in self._reading:
            names = " → ".join(item.stem for item in (*self._reading[self._reading.index(full) :], full))
            raise SourceError(
                "documents refer to each other in a circle: {names}; take the references out of one of them",
                names=names,
            )
        if full not in self._others:
            document = self.read(path)
            issued = document.frame.number.rpartition(": ")[2] if document.frame.issued else ""
            self._others[full] = Other(document.bound, issued, frame_words(document.bound)["thu_truong"])
        return self._others[full]

    def _root(self, path: Path) -> Path:
        """What no path of a document may leave: the project, or for a document outside it the document's own folder."""
        return self.project.root if path.resolve().is_relative_to(self.project.root) else path.resolve().parent

    def draft(self, path: Path) -> Draft:
        """A document as written, not yet numbered and bound."""
        return self._draft(self.raw(path), path)

    def _draft(self, raw: Raw, path: Path) -> Draft:
        kind = self.kind_of(raw)
        directives = Directives(behaviour(kind).directives, self.project.data)
        return read_draft(raw, kind, self._root(path), directives)

    def _bind(
        self, raw: Raw, path: Path, values: Mapping[str, Data] | None = None, trace: Trace | None = None
    ) -> Document:
        return self.bind(self._draft(raw, path), path, values, trace)

    def bind(
        self, draft: Draft, path: Path, values: Mapping[str, Data] | None = None, trace: Trace | None = None
    ) -> Document:
        """Bind a draft that was read, or made by a program; `trace` is filled when it is given."""
        kind = draft.kind
        if kind.profile not in self._profiles:
            self._profiles[kind.profile] = self.project.registry.profile(kind)
        draft = draft._replace(occasion=self.occasion)
        if values is None and self._supply:
            values = self._supply(self, path)
        shared = self.shared._replace(facts={**self.shared.facts, **values}) if values else self.shared
        own = behaviour(kind)
        if own.reshape:
            draft, faults = own.reshape(draft)
            draft = draft._replace(faults=(*draft.faults, *faults))
        bound = bind(draft, self._profiles[kind.profile], shared, lambda named: self.other(Path(named)), trace)
        bound = own.worded(bound) if own.worded else bound
        frame = make_frame(bound)
        if own.framing:
            frame = own.framing(bound, frame)
        if own.opening or own.closing:
            opening = tuple(own.opening(bound, frame)) if own.opening else ()
            closing = tuple(own.closing(bound, frame)) if own.closing else ()
            bound = bound._replace(opening=opening, closing=closing)
        return Document(path, bound, frame, own.rules)

    def refusals(self, document: Document) -> list[Refusal]:
        """Why a document must not go out on this occasion; nothing for kinds that have no gate."""
        gate = behaviour(document.bound.draft.kind).gate
        return list(gate(document.bound, document.frame)) if gate else []

    def check(self, document: Document) -> list[Finding]:
        """Findings of all rules, those silenced in the text or for this file in draftkit.yaml left out.

        Raises ConfigError when draftkit.yaml silences a rule that is not there.
        """
        from draftkit.checks.catalogue import all_rules
        from draftkit.checks.engine import check_known
        from draftkit.checks.silence import check

        rules = (*all_rules(), *document.rules)
        check_known(document.bound.faults, rules)
        return self.unsilenced(check(document.bound, document.frame, rules))

    def rules(self, document: Document) -> list[Rule]:
        """The rules that are for a document of this kind and date."""
        from draftkit.checks.catalogue import all_rules
        from draftkit.checks.engine import applicable

        return applicable((*all_rules(), *document.rules), document.bound)

    def word_checker(self, kind: str = "", profile: str = "") -> WordChecker:
        """What checks Word files with the kinds and profiles of the project. `kind` and `profile` overrule what the
        files tell. Raises KindError when unknown."""
        from draftkit.checks.looks.check import WordChecker

        registry = self.project.registry
        forced = registry.find(kind) if kind else None
        if profile:
            registry.profile_named(profile)
        return WordChecker(registry.all(), registry.profile_named, forced, profile)

    def unsilenced(self, findings: list[Finding]) -> list[Finding]:
        """The findings that draftkit.yaml does not silence for their file. Raises ConfigError as `check`."""
        if not self.project.silenced:
            return findings
        from draftkit.checks.silence import chosen, unsilenced

        if self._silenced is None:
            from draftkit.library.known import known_ids

            self._silenced = [
                (pattern, chosen(ids, known_ids(), f"{PROJECT_FILE}: kiem_tra.bo_qua"))
                for pattern, ids in self.project.silenced
            ]
        return unsilenced(findings, self._silenced, self.silenced)

    def check_aside(self, document: Document) -> Callable[[], list[Finding]]:
        """Start checking a large document while something else is done with it; the returned function gives the
        findings."""
        if len(document.bound.draft.source.text) < _LARGE:
            return lambda: self.check(document)
        from draftkit.files.aside import aside

        return aside(lambda: self.check(document))

    def output_path(self, document: Document, out: Path | None, suffix: str) -> Path:
        """Where a format of a document goes: `build/<folder of content>/<name>.<suffix>`, or directly into `out`."""
        name = f"{document.bound.draft.name}.{suffix}"
        if out is not None:
            return out / name
        full = document.path.resolve()
        if full.is_relative_to(self.project.content):
            return self.project.build / full.relative_to(self.project.content).parent / name
        return self.project.build / name

    def formats(self, document: Document) -> tuple[str, ...]:
        """The formats a document can be written in: those of every kind, then those its own kind brings."""
        own = behaviour(document.bound.draft.kind)
        return tuple(dict.fromkeys((*FORMATS, *own.writers, *own.several)))

    def build(self, document: Document, formats: Sequence[str] = (), out: Path | None = None) -> list[Path]:
        """Write a document in each format, in those of its kind when none is named. Files are written whole or not at
        all.

        Raises ConfigError naming a format the kind does not have.
        """
        from draftkit.files.whole import write_whole

        known = self.formats(document)
        wanted = tuple(formats or document.bound.draft.kind.outputs)
        for name in wanted:
            if name not in known:
                raise ConfigError(
                    "“{kind}” has no format “{name}”. Known: {known}",
                    kind=document.bound.draft.kind.title,
                    name=name,
                    known=", ".join(known),
                )
        written = []
        for name in sorted(set(wanted), key=known.index):  # Word comes first, since PDF is made from it
            for suffix, data in self.files(document, name).items():
                path = self.output_path(document, out, suffix)
                write_whole(path, data)
                written.append(path)
        return written

    def files(self, document: Document, name: str) -> Mapping[str, bytes]:
        """A document in one format: the end of the name of each file, and its bytes."""
        several = behaviour(document.bound.draft.kind).several.get(name)
        return (
            several(document.bound, document.frame, self._workshop(document))
            if several
            else {name: self.written(document, name)}
        )

    def written(self, document: Document, name: str, pages: bool = True) -> bytes:
        """A document in a format that is one file, as bytes; without `pages` a Word file is as from `docx`."""
        own = behaviour(document.bound.draft.kind).writers.get(name)
        if own:
            return own(document.bound, document.frame, self._workshop(document))
        return self._ours(document, name) if pages else self.docx(document, pages=False)

    def _ours(self, document: Document, name: str) -> bytes:
        """A document in a format that every kind has."""
        if name == "docx":
            return self.docx(document)
        if name == "pdf":
            from draftkit.writers.pdf import write_pdf

            return write_pdf(self.written(document, "docx"), document.bound.draft.name)
        if name == "html":
            from draftkit.writers.html import write_html

            return write_html(document.bound, document.frame, self.project.site_address).encode()
        if name == "txt":
            from draftkit.writers.paste import write_paste
            from draftkit.writers.text import write_text

            write = write_paste if document.bound.draft.kind.page else write_text
            return write(document.bound, document.frame).encode()
        if name == "eml":
            return self.mail(document)
        raise ConfigError(
            "“{kind}” has no format “{name}”. Known: {known}",
            kind=document.bound.draft.kind.title,
            name=name,
            known=", ".join(self.formats(document)),
        )

    def mail(self, document: Document, addressed: bool = True) -> bytes:
        """A document as a mail, naming its receivers only when `addressed`."""
        from draftkit.writers.mail import write_mail

        return write_mail(document.bound, document.frame, self.project.registry.shared(MAIL_LAYOUT), addressed)

    def _workshop(self, document: Document) -> Workshop:
        kind, beside = document.bound.draft.kind, Path(document.bound.draft.source.folder)
        return Workshop(
            lambda template: self.project.registry.template_named(kind, template, beside),
            lambda: self.docx(document),
            lambda name, bound: self._ours(document._replace(bound=bound), name),
        )

    def formatted(self, path: Path, numbers: str, link: bool = False) -> list[tuple[Path, str, str]]:
        """The canonical layout of a document's files: (file, text now, text then). `link` turns typed references into
        labels first.

        Raises InternalError when the result would not be read as the same document, ConfigError when written numbers
        cannot be dropped."""
        from draftkit.edits.layout import DROP, lay_out, same_meaning
        from draftkit.readers.source import clean, join
        from draftkit.writers.text import write_text

        before = self.read(path)
        raw = self.raw(path)
        start = before
        if link:
            from draftkit.edits.links import link_typed

            raw = raw._replace(source=raw.source._replace(text=link_typed(before.bound)))
            start = self._bind(raw, path)
        out: list[tuple[Path, str, str]] = []
        bodies: list[tuple[str, str, list[Fault], int]] = []
        for file, part, body in zip(raw.files, raw.source.parts, lay_out(start.bound, numbers), strict=True):
            edited = self._texts.get(file.resolve())
            now = file.read_bytes().decode("utf-8") if edited is None else edited
            front = clean(now.removeprefix("\ufeff"))[0].split("\n")[: part.offset]
            bodies.append((part.name, body, [], part.offset))
            out.append((file, now, "\n".join([*front, body, ""])))
        after = self._bind(raw._replace(source=join(bodies, raw.source.folder, raw.source.meta_file)[0]), path)
        if not same_meaning(start.bound, after.bound) or write_text(before.bound, before.frame) != write_text(
            after.bound, after.frame
        ):
            if numbers == DROP:
                raise ConfigError(
                    (
                        "{file}: the numbers cannot be dropped: counting would give others. Run “draftkit check” and "
                        "mend them first."
                    ),
                    file=path.name,
                )
            raise InternalError("formatting would change what {file} says", file=path.name)
        return out

    def imported(
        self, source: Path, kind: str = "", changes: str = "accept", link: bool = True
    ) -> tuple[Mapping[str, bytes], Report]:
        """A Word file as the files of a draft, by name, and a report on what was kept; nothing is written.

        `kind` overrules what the file tells of its kind; `changes` says whether tracked changes are accepted or
        rejected; `link` turns typed references into labels. Raises SourceError when it is no Word file, KindError when
        the kind is unknown."""
        from tempfile import TemporaryDirectory

        from draftkit.edits.layout import lay_out
        from draftkit.edits.links import linked_parts
        from draftkit.importers.convert import Importer
        from draftkit.importers.read_back import finish
        from draftkit.word.read import read_word

        file = read_word(source, changes=changes)
        kinds = self.project.registry.all()

        def roles(spec: KindSpec) -> Mapping[str, str]:
            return {id: style.role for id, style in self.project.registry.profile(spec).styles.items()}

        importer = Importer(file, kinds, self.project.registry.find(kind) if kind else None, roles)
        with TemporaryDirectory(prefix="draftkit-") as folder:
            return finish(
                importer,
                Path(folder) / "import",
                source.name,
                self._read_back,
                (lay_out, linked_parts) if link else (lay_out,),
            )

    def _read_back(self, path: Path) -> tuple[Bound, Frame]:
        document = self.read(path)
        return document.bound, document.frame

    def docx(self, document: Document, pages: bool = True) -> bytes:
        """A document as the bytes of a Word file; without `pages` a contents list has no page numbers, and LibreOffice
        is not asked for them."""
        from draftkit.resolve.contents import bookmarks, with_pages
        from draftkit.writers.docx.writer import write_docx

        kind = document.bound.draft.kind
        folder = document.bound.draft.source.folder
        series = self._series.get((kind.name, folder)) if self._series else None
        template = series.template if series else self.project.registry.template(kind, Path(folder))
        if series is None and self._series is not None:
            from draftkit.writers.docx.series import Series

            series = self._series[kind.name, folder] = Series(template, self.project.cache)

        def build(known: Mapping[str, str]) -> bytes:
            return write_docx(with_pages(document.bound, known), document.frame, template, self.project.cache, series)

        wanted = bookmarks(document.bound) if pages else ()
        return build(self._pages(document, build, wanted) if wanted else {})

    def _pages(
        self, document: Document, build: Callable[[Mapping[str, str]], bytes], wanted: Sequence[str]
    ) -> Mapping[str, str]:
        """The pages of a contents list; empty, with a notice, when they cannot be found out: no number is better than a
        wrong one."""
        from draftkit.writers.pages import page_numbers

        known, pages = self._last_pages
        if known is document:
            return pages
        name = document.bound.draft.name
        try:
            pages = page_numbers(build, wanted, self.project.cache)
        except EngineMissing:
            pages = {}
            self.notices.append(
                msg(
                    "{name}: the contents list has no page numbers: they need LibreOffice "
                    "(Debian, Ubuntu: apt install libreoffice-writer libreoffice-math). Update the list in Word (F9).",
                    name=name,
                )
            )
        except OutputError as error:
            pages = {}
            self.notices.append(
                msg(
                    "{name}: the contents list has no page numbers: {reason} Update the list in Word (F9).",
                    name=name,
                    reason=str(error),
                )
            )
        self._last_pages = document, pages
        return pages
