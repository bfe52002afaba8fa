"""Which documents of a project stand on its site and from when, and which are held back and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

from draftkit.bulk.series import Series, series
from draftkit.errors import ConfigError, SourceError
from draftkit.law.dates import day_in_vietnam
from draftkit.library.build_run import TO_COME, as_judged, faults_of_final, is_final, is_flawed
from draftkit.library.ground import Ground, digest_of, moments, seeds
from draftkit.library.kept import are_there, circumstances
from draftkit.library.project import PROJECT_FILE, SITE_KEY, documents
from draftkit.library.receipt import ENDING, read_receipt
from draftkit.library.session import Document, Session
from draftkit.model.finding import Finding, Severity
from draftkit.model.kind import NEWS
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import nearest
from draftkit.readers.document import Raw
from draftkit.readers.metadata import is_date
from draftkit.site.former import Former
from draftkit.site.settings import Consultation, Settings, consultation
from draftkit.writers.html_share import page_name

CONSULTATION = "lay-y-kien"
REFERENCE = "tu-lieu"
CORRECTS = "dinh_chinh"
"""The metadata key that names the document which this one corrects."""


class SitePage(NamedTuple):
    """A document of the site: in which folder its page stands, under which name, and how long comments are taken when
    it is out for consultation."""

    document: Document
    folder: str
    name: str
    consultation: Consultation | None = None

    @property
    def date(self) -> str:
        """The ISO date of the document; empty when it has none."""
        return self.document.bound.meta.date

    @property
    def file(self) -> str:
        """The page relative to the site."""
        return f"{self.folder}/{self.name}.html"


class Newsroom(NamedTuple):
    """News, newest first; documents for consultation and references in the order of the settings; what is held back,
    with the reason."""

    news: tuple[SitePage, ...]
    consultations: tuple[SitePage, ...]
    references: tuple[SitePage, ...]
    held: tuple[tuple[str, Message], ...]
    flawed: tuple[str, ...] = ()
    """What is out for consultation with errors, which its draft mark says."""
    corrections: Mapping[str, SitePage] = MappingProxyType({})
    """What corrects a page, by the file of that page."""
    translations: tuple[SitePage, ...] = ()
    """Translations of pages of the site: linked from the page they translate, in no list beside it."""
    kits: frozenset[str] = frozenset()
    """The media kits that may go out, as the settings name them."""

    @property
    def entries(self) -> tuple[SitePage, ...]:
        """All of them."""
        return (*self.news, *self.consultations, *self.references, *self.translations)


def gather(
    session: Session, settings: Settings, ground: Ground | None = None, former: Former | None = None
) -> Newsroom:
    """Read the documents of the site on the occasion of the session. `ground` tells what each rests on, `former` what
    an earlier build found. Raises ConfigError when the settings name a document that is not there."""
    ground, former = ground or Ground(session.project), former or Former()
    found: dict[str, list[SitePage]] = {NEWS: [], CONSULTATION: [], REFERENCE: []}
    held_back: list[tuple[str, Message]] = []
    flawed: list[str] = []
    paths = documents(session.project)
    _check_names(settings, paths)
    for path in paths:
        raw = session.raw(path)
        page = session.kind_of(raw).page if raw.meta.kind_name else ""
        asked = raw.meta.values.get("lay_y_kien")
        if path.stem in settings.consultations or asked:
            out = settings.consultations.get(path.stem) or consultation(asked, "lay_y_kien")
            shown = out.on(day(session.occasion.moment), settings.comments)
            entries, faults = _entries(session, path, raw, CONSULTATION, shown)
            for entry in entries:
                errors = () if session.occasion.as_draft else _errors(session, entry.document, ground, former, TO_COME)
                against = [*session.refusals(entry.document), *faults_of_final(entry.document, errors)]
                found[CONSULTATION] += () if against else (entry._replace(document=as_judged(entry.document, errors)),)
                flawed += [path.stem] if is_flawed(errors) and not against else []
                held_back += ((path.stem, reason) for reason in against[:1])
            held_back += ((path.stem, fault) for fault in faults)
            continue
        folder = REFERENCE if path.stem in settings.references else page
        if not folder:
            continue
        entries, faults = _entries(session, path, raw, folder)
        held_back += ((path.stem, fault) for fault in faults)
        for entry in entries:
            reason = held(session, entry.document, ground, former)
            if reason:
                held_back.append((entry.document.bound.draft.called, reason))
            else:
                found.setdefault(folder, []).append(entry)
    news = sorted(sorted(found.pop(NEWS), key=lambda entry: entry.name), key=lambda entry: entry.date, reverse=True)
    consultations = sorted(found.pop(CONSULTATION), key=lambda entry: _place(entry, list(settings.consultations)))
    references = sorted(
        (entry for part in found.values() for entry in part), key=lambda entry: _place(entry, list(settings.references))
    )
    kits = {name: _kit_held(session, ground, name) for name, _ in settings.press.kits}
    held_back += ((name, reason) for name, reason in kits.items() if reason)
    made = _beside(Newsroom(tuple(news), tuple(consultations), tuple(references), tuple(held_back), tuple(flawed)))
    made = made._replace(corrections=_corrections(made), kits=frozenset(name for name in kits if not kits[name]))
    _check_unique(made)
    return made


def _kit_held(session: Session, ground: Ground, name: str) -> Message | None:
    """Why a media kit of the page for journalists is held back: what is in it nobody judged, or it is no longer what
    was judged. Raises SourceError when it is not in the project."""
    root = session.project.root.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        raise SourceError("{file}: the media kit {name} is not in the project.", file=PROJECT_FILE, name=name)
    receipt = read_receipt(path.with_name(f"{path.name}.{ENDING}"))
    if session.occasion.as_draft:
        return None
    if receipt is None or path.name not in receipt.outputs:
        return msg("no media kit with a receipt: nobody judged what is in it; pack it with “draftkit kit”")
    if receipt.made.get("embargoed") or receipt.made.get("draft"):
        return msg("packed under embargo, or as a draft; pack it again")
    if not are_there(path.parent, receipt, [path.name]) or receipt.inputs != ground.state(receipt.seeds):
        return msg("it or its pieces changed since it was packed; pack it again")
    return None


def turns(room: Newsroom, days: Iterable[str]) -> list[str]:
    """The moments (ISO) at which days begin that change a site: those of its documents, shown or held back, the first
    of a consultation and the one after its last."""
    found = {day for day in days if is_date(day)}
    for entry in room.consultations:
        out = entry.consultation
        found |= {out.start, out.until and str(date.fromisoformat(out.until) + timedelta(days=1))} if out else set()
    return [f"{day}T00:00:00+07:00" for day in sorted(found) if day]


def _beside(made: Newsroom) -> Newsroom:
    """With the translations of what is shown taken out of the lists; one whose original is held back stands in them."""
    there = {entry.document.path.resolve() for entry in made.entries}
    named = {entry.file: entry.document.bound.draft.original for entry in made.entries}
    files = {file for file, original in named.items() if original and Path(original.path).resolve() in there}
    parts = (made.news, made.consultations, made.references)
    news, consultations, references = (tuple(one for one in part if one.file not in files) for part in parts)
    return made._replace(
        news=news,
        consultations=consultations,
        references=references,
        translations=tuple(entry for entry in made.entries if entry.file in files),
    )


def _corrections(made: Newsroom) -> dict[str, SitePage]:
    """For each page that another one corrects, the latest that does."""
    files: dict[Path, list[str]] = {}
    for entry in made.entries:
        files.setdefault(entry.document.path.resolve(), []).append(entry.file)
    found: dict[str, SitePage] = {}
    for entry in made.news:
        named = entry.document.bound.draft.documents.get(CORRECTS)
        for file in files.get(Path(named.path).resolve(), ()) if named else ():
            found.setdefault(file, entry)
    return found


def _entries(
    session: Session, path: Path, raw: Raw, folder: str, out: Consultation | None = None
) -> tuple[list[SitePage], Sequence[Message]]:
    """The pages of a document, of an approved series one for each row; and why rows have none."""
    document = session.read(path, raw=raw)
    found = series(session, document) or Series((document,))
    return [SitePage(one, folder, page_name(one.bound.draft.called), out) for one in found.documents], found.faults


def _place(entry: SitePage, names: list[str]) -> tuple[int, str]:
    stem = entry.document.path.stem
    return (names.index(stem) if stem in names else len(names), stem)


def _check_names(settings: Settings, paths: list[Path]) -> None:
    known = [path.stem for path in paths]
    for name in (*settings.consultations, *settings.references):
        if name not in known:
            near = nearest(name, known) or known[:1] or ["…"]
            raise ConfigError(
                "{file}: “{key}” names “{name}”, which is no document; did you mean “{near}”?",
                file=PROJECT_FILE,
                key=SITE_KEY,
                name=name,
                near=near[0],
            )


def _check_unique(made: Newsroom) -> None:
    seen: dict[str, SitePage] = {}
    for entry in made.entries:
        if entry.file in seen:
            raise SourceError(
                "{one} and {two} would be the same page of the site; rename one of them.",
                one=seen[entry.file].document.bound.draft.called,
                two=entry.document.bound.draft.called,
            )
        seen[entry.file] = entry


def day(moment: str) -> str:
    """The day in Vietnam at a point in time (ISO with its zone); empty when none is known: nothing dated goes out."""
    return day_in_vietnam(moment) if moment else ""


def held(session: Session, document: Document, ground: Ground, former: Former) -> Message | None:
    """Why a document is held back on the occasion of the session; None when it may be published, or is only looked at
    beforehand."""
    if session.occasion.as_draft:
        return None
    if document.frame.draft_mark:
        return msg("still a draft (du_thao)")
    issued = document.bound.meta.date
    if not is_date(issued):
        return msg("no date of issue (ngay)")
    if issued > day(session.occasion.moment):
        return msg("dated {date}", date=issued)
    refusals = session.refusals(document)
    if refusals:
        return refusals[0]
    errors = _errors(session, document, ground, former)
    return msg("{count} errors to mend first", count=len(errors)) if errors else None


def _errors(
    session: Session, document: Document, ground: Ground, former: Former, spared: Set[str] = frozenset()
) -> list[Finding]:
    """The errors of a document, unless it is final those of some rules aside. Rules are not tried again on one that had
    none and rests on what it rested on then."""
    state = ground.state(seeds(ground, document))
    made = circumstances(session.occasion, False, moments(document), {})
    key = digest_of(state, (document.bound.draft.called, str(ground.program_changed), repr(made)))
    settled = ground.is_settled(state)
    errors = []
    if not settled or key not in former.checked:
        found = (finding for finding in session.check(document) if finding.severity is Severity.ERROR)
        errors = [finding for finding in found if is_final(document) or finding.rule not in spared]
    if settled and not errors:
        former.sound.add(key)
    return errors
