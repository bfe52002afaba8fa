"""Findings on the documents of a project: which rules are tried, and which do not count where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from draftkit.checks.rule import Rule
from draftkit.errors import ConfigError, DraftkitError, EngineMissing, KindError, OutputError, SourceError
from draftkit.files.aside import LARGE, aside
from draftkit.files.parsed import note, recall
from draftkit.kinds.registry import is_foreign
from draftkit.library.document import Document
from draftkit.library.ground import as_compared, as_held
from draftkit.library.outputs import Outputs
from draftkit.library.project import CHECK_KEY, PROJECT_FILE, Project, documents
from draftkit.library.reading import Reading
from draftkit.model.keys import is_amended
from draftkit.model.message import Fault, Finding, Place
from draftkit.model.meta import Data
from draftkit.model.tree import Draft, Occasion, Table, inside
from draftkit.readers.document import Texts, shown
from draftkit.readers.yaml_text import told_in
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame, size_pair

if TYPE_CHECKING:
    from draftkit.checks.truth.against_project import Knowledge
    from draftkit.checks.truth.named import Named as Compared
    from draftkit.checks.word.check import WordChecker

_CELL = 10
"""Signs that a cell of a table is taken to have."""
_LATEST = 8
"""How many states of what papers are held against are kept beside the last: the papers of a dossier each have one."""


class Checking(Reading):
    """The part of a session that checks what it reads. `silenced` tells which settings of draftkit.yaml silenced
    something: pattern and rule."""

    def __init__(self, project: Project, occasion: Occasion | None = None, texts: Texts | None = None) -> None:
        super().__init__(project, occasion, texts)
        self._silenced: list[tuple[str, tuple[str, ...]]] | None = None
        self.silenced: set[tuple[str, str]] = set()
        self._compared: dict[Path, Compared] = {}
        self._knowledge: list[Knowledge] = []
        self._many = False
        self._saved: Mapping[Path, str] | None = None

    def changed(self, path: Path) -> None:
        """As `Reading.changed`; what is saved is asked again."""
        super().changed(path)
        self._saved = None

    def check(self, document: Document) -> list[Finding]:
        """Findings of all rules, those silenced in the text or for this file in draftkit.yaml left out. Raises
        ConfigError when draftkit.yaml silences a rule that is not there."""
        return self._begun(document, 0, unsaid=True)()

    def check_aside(self, document: Document) -> Callable[[], list[Finding]]:
        """Start checking a document while something else is done with it, as `check`, if it takes long enough; the
        returned function does what is left of it, and gives the findings, but for figures that nothing says."""
        draft = document.bound.draft
        size = len(draft.source.text)
        if size < LARGE:  # tables may lie in files of their own
            tables = (block for block in inside(draft.blocks) if isinstance(block, Table))
            size += sum(_CELL * len(table.rows) * len(table.rows[0]) for table in tables)
        return self._begun(document, size)

    def _begun(self, document: Document, size: int, unsaid: bool = False) -> Callable[[], list[Finding]]:
        from draftkit.checks.catalogue import all_rules
        from draftkit.checks.engine import check_known
        from draftkit.checks.silence import check

        contradictions = self._contradictions(document, unsaid)
        if contradictions and size and not self._many:  # as long as all else: begun first; many share what is known
            contradictions = aside(contradictions)
        rules = [*all_rules(), *document.rules]
        faults = [*template_faults(document, self.project), *(self._typed_over(document) if unsaid else ())]
        bound = document.bound.with_faults((*faults, *self._cited_elsewhere(document), *self.given_away(document)))
        check_known(bound.faults, rules)
        wait = check(bound, document.frame, rules, size, contradictions)
        return lambda: self.unsilenced(wait())

    def contradicted(self, document: Document, unsaid: bool = False, besides: Iterable[Fault] = ()) -> list[Finding]:
        """Of `check` only where a text says by hand what the project knows otherwise, or (`unsaid`) does not know, and
        what was found `besides`."""
        from draftkit.checks.catalogue import all_rules
        from draftkit.checks.silence import check

        noted = [rule for rule in all_rules() if rule.check is None]
        bound, contradictions = document.bound._replace(faults=tuple(besides)), self._contradictions(document, unsaid)
        return self.unsilenced(check(bound, document.frame, noted, 0, contradictions)())

    def _contradictions(self, document: Document, unsaid: bool = False) -> Callable[[], list[Fault]] | None:
        """What finds where a text for the public, or a paper that is given values of its own, says by hand what the
        project knows otherwise, or (`unsaid`) does not know; None for other texts. Documents it names that cannot be
        read are faults already."""
        bound, given = document.bound, self._supplied(document.path)
        if document.made or (not given.values and not document.compared and bound.draft.kind.family != "nd30"):
            return None
        told = {name.partition(".")[0] for name in given.documents}
        facts = _over(self.shared.facts, {key: value for key, value in given.values.items() if key not in told})
        ground = None if self.texts else self.ground
        agreed = as_compared(ground, document, facts, given.documents) if ground else ""
        whole = f"{agreed} unsaid" if unsaid else agreed
        if agreed and recall(whole):
            return None

        def found() -> list[Fault]:
            from draftkit.checks.truth.against_project import Knowledge, contradictions
            from draftkit.checks.truth.unsaid import UNSAID

            named = self._held_against(bound, given.documents)
            held = bound.acts, bound.organisations, facts, named
            known = next((one for one in self._knowledge if one.of == held), None)
            papers = {path: one.bound for path, one in self._compared.items() if one in named.values()}
            told = [(name, one.symbol) for name, one in named.items()]
            before = as_held(ground, papers, document.path, *held[:3], told) if ground else ""
            if known is None:
                known = Knowledge(bound, facts, named, before)
                self._knowledge = [known, *self._knowledge[:_LATEST]]
            known.silent.update((before and recall(before)) or ())
            faults, silent = contradictions(bound, document.frame, known, unsaid)
            if before:
                note(tuple(silent), before)
            if agreed and all(fault.rule == UNSAID for fault in faults):
                note(True, agreed)
                if not faults:
                    note(True, whole)
            return faults

        return found

    def _held_against(self, bound: Bound, given: Mapping[str, Path]) -> dict[str, Compared]:
        """The documents of the project that a text is held against, by name: those it names, and those it is given."""
        typed = {name: Path(path) for name, (path, _, _) in bound.draft.documents.items() if not path.startswith("@")}
        named: dict[str, Compared] = {}
        for name, path in (typed | {one: path for one, path in given.items() if one not in typed}).items():
            with suppress(DraftkitError):
                if (other := self._known(path)) not in named.values():  # a dossier, and a paper of it, name one draft
                    named[name] = other
        return named

    def _known(self, path: Path) -> Compared:
        """A document that others are held against: what is asked of it is gone through once."""
        from draftkit.checks.truth.named import Named as Compared

        other, full = self.other(path), path.resolve()
        if full not in self._compared or self._compared[full].bound is not other.bound:
            ground = None if self.texts else self.ground
            state = as_held(ground, {full: other.bound}) if ground else ""
            self._compared[full] = Compared(other.bound, other.symbol, state)
        return self._compared[full]

    def _cited_elsewhere(self, document: Document) -> list[Fault]:
        """What an amending draft takes away and other documents of the project still cite. Those that cannot be read
        are faults of their own."""
        named = document.bound.draft.documents
        bases = [one.path for name, one in named.items() if is_amended(name)]
        if not bases:
            return []
        from draftkit.checks.amendment import cited_elsewhere

        own = {document.path.resolve(), *(Path(path).resolve() for path in bases if path[:1] != "@")}
        paths = {shown(path, self.project.root): path for path in documents(self.project) if path.resolve() not in own}
        texts = {}
        for name, path in paths.items():
            with suppress(DraftkitError):
                texts[name] = self.raw(path).source

        def read(name: str) -> Bound | None:
            with suppress(DraftkitError):
                return self.other(paths[name]).bound
            return None

        return [*cited_elsewhere(document.bound, texts, read)]

    @property
    def saved(self) -> Mapping[Path, str]:
        """The files of the last version of the project, as `saved_files` has them."""
        from draftkit.library.last_saved import saved_files

        if self._saved is None:
            self._saved = saved_files(self.project)
        return self._saved

    def _typed_over(self, document: Document) -> Iterable[Fault]:
        """The values that a text printed when it was last saved as a version, and that are typed over with others."""
        from draftkit.library.last_saved import typed_over

        return () if document.made or not self.saved else typed_over(self, document, self.saved)

    def given_away(self, document: Document, known: Mapping[str, str] = MappingProxyType({})) -> Sequence[Fault]:
        """What a text says of documents of the project that must wait, but for those `known` as they are (`waiting`).
        Those that cannot be read are told apart."""
        self.spared[document.path] = []
        clues = [] if document.made else [*self.clues(document.bound, document.path, known.items())]
        return [*{path: fault for path, (*_, fault) in reversed(clues)}.values()]

    def rules(self, document: Document) -> list[Rule]:
        """The rules that are for a document of this kind and date."""
        from draftkit.checks.catalogue import all_rules
        from draftkit.checks.engine import applicable

        return applicable((*all_rules(), *document.rules), document.bound)

    def word_checker(self, kind: str = "", profile: str = "") -> WordChecker:
        """What checks Word files with the kinds and profiles of the project. `kind` and `profile` overrule what the
        files tell. Raises KindError when unknown."""
        from draftkit.checks.word.check import WordChecker

        registry = self.project.registry
        forced = registry.find(kind) if kind else None
        if profile:
            registry.profile_named(profile)
        return WordChecker(registry.all(), registry.profile_named, self._bound, forced, profile)

    def _bound(self, draft: Draft) -> tuple[Bound, Frame, Sequence[Rule]]:
        document = self.bind(draft, self.project.root / draft.name, {})
        return document.bound, document.frame, document.rules

    def unsilenced(self, findings: list[Finding]) -> list[Finding]:
        """The findings that draftkit.yaml does not silence for their file, each with the weight it has there. Raises
        ConfigError as `check`."""
        if self.project.weights:
            findings = self._weighed(findings)
        if not self.project.silenced:
            return findings
        from draftkit.checks.silence import chosen, unsilenced

        if self._silenced is None:
            from draftkit.library.known import known_ids

            self._silenced = [
                (pattern, chosen(ids, known_ids(), partial(self._where, "bo_qua")))
                for pattern, ids in self.project.silenced
            ]
        return unsilenced(findings, self._silenced, self.silenced)

    def _where(self, name: str) -> str:
        """A setting of the check as messages call it, with its line: read only where something is wrong with it."""
        key = f"{CHECK_KEY}.{name}"
        return f"{told_in(self.project.root / PROJECT_FILE, key)}: {key}"

    def _weighed(self, findings: list[Finding]) -> list[Finding]:
        from draftkit.checks.catalogue import meant
        from draftkit.checks.silence import chosen
        from draftkit.library.known import known_ids

        ids = chosen([id for id, _ in self.project.weights], known_ids(), partial(self._where, "muc_do"))
        weights = dict(zip(ids, (weight for _, weight in self.project.weights), strict=True))
        out = []
        for finding in findings:
            named = max(
                (id for id in weights if meant(id, finding.rule)), key=len, default=""
            )  # the closest name counts
            out.append(finding._replace(severity=weights[named]) if named else finding)
        return out


def template_faults(document: Document, project: Project) -> list[Fault]:
    """What keeps the templates of a document from being filled, in the forms its kind makes, or the forms from being
    made at all. Our templates are not tried; what a Word template of others gives is kept in the cache, where a build
    finds it."""
    draft, found = document.bound.draft, list[Fault]()
    for name in draft.kind.outputs:
        try:
            if name == "docx":
                template = project.registry.template(draft.kind, Path(draft.source.folder))
                if is_foreign(template):
                    _try(document, template, project.cache)
            else:
                Outputs(project).ready(document, name)
                _try_layouts(document, name, project)
        except (ConfigError, KindError, OutputError, SourceError) as error:
            found.append(Fault("DK-F015", error.message, Place(-1)))
        except EngineMissing:
            continue  # nothing can be told of what is not made here
    return list({str(one.message): one for one in found}.values())


def _try_layouts(document: Document, name: str, project: Project) -> None:
    """Make a form that layouts of others lay out; what else keeps it from being made is told elsewhere."""
    outputs, kind = Outputs(project), document.bound.draft.kind
    folder, registry = Path(document.bound.draft.source.folder), project.registry
    layouts = form.layouts if (form := outputs.formats(document).get(name)) else ()
    files = [registry.shared(one) for one in layouts if "/" in one]
    named = (kind.words[one] for one in layouts if one in kind.words)
    files += [registry.template_named(kind, one, folder) for one in named]
    if any(map(is_foreign, files)):
        try:
            outputs.files(document, name, addressed=False)
        except DraftkitError as error:
            if not isinstance(error, OutputError) and any(file.name in str(error) for file in files):
                raise


def _try(document: Document, template: Path, cache: Path | None) -> None:
    from draftkit.writers.docx.balance import Balance
    from draftkit.writers.docx.media import Media
    from draftkit.writers.docx.mould import Moulds
    from draftkit.writers.docx.template import Sections, check_frame, check_styles
    from draftkit.writers.docx.writer import context

    bound, frame = document.bound, document.frame
    found = context(frame, bound, Media(), Balance(bound.profile, size_pair(bound)))
    parts = Moulds(template, cache).fill(found)
    check_styles(parts["word/styles.xml"].decode(), bound.profile, template, parts["word/document.xml"])
    Sections(parts["word/document.xml"].decode(), template, True)
    edges = "".join(part.decode() for name, part in parts.items() if name.startswith(("word/header", "word/footer")))
    check_frame(frame, parts["word/document.xml"].decode() + edges, bound.opening, template)


def _over(tables: Mapping[str, Data], first: Mapping[str, Data]) -> dict[str, Data]:
    """Nested tables of values with those that come first: of a name in both, the others stay."""
    both = ((key, tables.get(key), value) for key, value in first.items())
    return {
        **tables,
        **{key: _over(old, new) if isinstance(old, dict) and isinstance(new, dict) else new for key, old, new in both},
    }
