"""Which documents of a project stand on its site and from when, and which are held back and why; and
the lists of a site: all news, those of a topic, those of a year, twenty to a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from draftkit.bulk.each import Series, series
from draftkit.errors import ConfigError, SourceError
from draftkit.law.dates import day_in_vietnam, is_date, midnight
from draftkit.library.build_run import are_there, faults_of_final, is_flawed, marked
from draftkit.library.ground import Ground
from draftkit.library.project import PROJECT_FILE, SITE_KEY, documents
from draftkit.library.receipt import ENDING, message_data, message_of, read_receipt
from draftkit.library.session import Document, Session
from draftkit.library.site_pages import CONSULTATION, REFERENCE, page_folder
from draftkit.model.grouped import grouped
from draftkit.model.kind import NEWS
from draftkit.model.message import Finding, Message, Severity, msg
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import nearest, or_near
from draftkit.readers.document import Raw
from draftkit.readers.yaml_text import at_lines, told_in
from draftkit.site.entry import Said, say
from draftkit.site.former import Former
from draftkit.site.settings import Consultation, Settings, consultation
from draftkit.writers.html_share import page_name


class Source:
    """A source of the project and the documents made of it: one, or of an approved series one for each row."""

    def __init__(self, session: Session, path: Path) -> None:
        self.session, self.path = session, path
        self.documents: dict[str, Document] = {}

    def read(self, raw: Raw | None = None) -> Sequence[Message]:
        """Read its documents; why rows of a table have none."""
        document = self.session.read(self.path, raw=raw)
        found = series(self.session, document) or Series((document,))
        self.documents = {one.bound.draft.called: one for one in found.documents}
        return found.faults

    def document(self, said: Said) -> Document:
        """The document of which something is said."""
        if not self.documents:
            self.read()
        found = self.documents[said.called]
        return marked(found) if said.flawed else found


class SitePage(NamedTuple):
    """A document of the site: what is said of it, in which folder its page stands, under which name, how long comments
    are taken when it is out for consultation, and where the document comes from."""

    said: Said
    folder: str
    name: str
    consultation: Consultation | None
    source: Source
    ground: str = ""
    """What tells on what it rests; empty when that is not certain."""

    @property
    def document(self) -> Document:
        """The document itself, read when nobody did so yet. Raises a DraftkitError when that cannot be done."""
        return self.source.document(self.said)

    @property
    def date(self) -> str:
        """The ISO date of the document; empty when it has none."""
        return self.said.date

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
    unread: tuple[tuple[Path, Exception], ...] = ()
    """What could not be read, and why: the rest is shown without it."""
    kits: frozenset[str] = frozenset()
    """The media kits that may go out, as the settings name them."""

    @property
    def entries(self) -> tuple[SitePage, ...]:
        """All of them."""
        return (*self.news, *self.consultations, *self.references, *self.translations)


def gather(session: Session, settings: Settings, former: Former | None = None) -> Newsroom:
    """The documents of the site on the occasion of the session; those are read that `former` does not know. Raises
    ConfigError when the settings name a document that is not there, and what keeps every document from being read: it
    lies in none of them."""
    former = former or Former()
    found: dict[str, list[SitePage]] = {NEWS: [], CONSULTATION: [], REFERENCE: []}
    held_back: list[tuple[str, Message]] = []
    flawed: list[str] = []
    unread: list[tuple[Path, Exception]] = []
    judged = False
    paths = documents(session.project)
    with at_lines(session.project.root / PROJECT_FILE):
        _check_names(settings, paths)
    for path in paths:
        source = Source(session, path)
        try:
            told, ground = former.found(path, partial(_found, source, settings, former))
        except Exception as error:
            unread.append((path, error))
            continue
        judged = judged or bool(told["held"] or told["shown"])
        held_back += ((name, message_of(reason)) for name, reason in told["held"])
        chosen = told["comments"]
        out = Consultation(*chosen).on(day_in_vietnam(session.occasion.moment), settings.comments) if chosen else None
        for said in map(Said.of, told["shown"]):
            flawed += [path.stem] if said.flawed else []
            page = SitePage(said, told["folder"], page_name(said.called), out, source, ground)
            found.setdefault(page.folder, []).append(page)
    if unread and not judged:
        raise unread[0][1]
    news = sorted(sorted(found.pop(NEWS), key=lambda entry: entry.name), key=lambda entry: entry.date, reverse=True)
    consultations = sorted(found.pop(CONSULTATION), key=lambda entry: _place(entry, list(settings.consultations)))
    references = sorted(
        (entry for part in found.values() for entry in part), key=lambda entry: _place(entry, list(settings.references))
    )
    kits = {name: _kit_held(session, former, name) for name, _ in settings.press.kits}
    held_back += ((name, reason) for name, reason in kits.items() if reason)
    made = _beside(Newsroom(tuple(news), tuple(consultations), tuple(references), tuple(held_back), tuple(flawed)))
    made = made._replace(unread=tuple(unread))
    made = made._replace(corrections=_corrections(made), kits=frozenset(name for name in kits if not kits[name]))
    _check_unique(made)
    return made


def _found(source: Source, settings: Settings, former: Former) -> dict[str, Any]:
    """What a source brings to the site, as values of JSON: in which folder its pages stand, how comments on them are
    taken, what is said of each document, and what is held back and why."""
    session, path = source.session, source.path
    raw = session.raw(path)
    page = session.kind_of(raw).page if raw.meta.kind_name else ""
    asked = raw.meta.values.get("lay_y_kien")
    file = "{file}:{line}".format(**raw.source.span(raw.meta.place("lay_y_kien")).at)
    out = settings.consultations.get(path.stem) or (consultation(asked, "lay_y_kien", file) if asked else None)
    folder = page_folder(session.project, path, raw.meta, page)
    faults = source.read(raw) if folder else ()
    held, shown = [], []
    for called, document in source.documents.items():
        if out:
            errors = () if session.occasion.as_draft else _errors(session, document)
            against = [*session.refusals(document), *faults_of_final(document, errors)]
            name, reason, flawed = path.stem, next(iter(against), None), is_flawed(errors)
        else:
            name, reason, flawed = called, _held(session, document), False
        if reason:
            held.append((name, reason))
        else:
            shown.append(say(session, marked(document) if flawed else document, former)._replace(flawed=flawed))
    of_rows = [(path.stem, fault) for fault in faults]
    held = [*held, *of_rows] if out else [*of_rows, *held]
    waiting = [(name, message_data(one)) for name, one in held]
    return {"folder": folder, "comments": out, "shown": shown, "held": waiting}


def _kit_held(session: Session, former: Former, name: str) -> Message | None:
    """Why a media kit of the page for journalists is held back: what is in it nobody judged, or it is no longer what
    was judged. Raises SourceError when it is not in the project."""
    root = session.project.root.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        file = told_in(root / PROJECT_FILE, f"{SITE_KEY}.bao_chi.bo_tai_lieu")
        raise SourceError("{file}: the media kit {name} is not in the project.", file=file, name=name)
    receipt = read_receipt(path.with_name(f"{path.name}.{ENDING}"))
    if session.occasion.as_draft:
        return None
    if receipt is None or path.name not in receipt.outputs:
        return msg("no media kit with a receipt: nobody judged what is in it; pack it with “draftkit kit”")
    if receipt.made.get("embargoed") or receipt.made.get("draft"):
        return msg("packed under embargo, or as a draft; pack it again")
    ground = former.place.ground if former.place else Ground(session.project)
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
    return [midnight(day) for day in sorted(found) if day]


def _beside(made: Newsroom) -> Newsroom:
    """With the translations of what is shown taken out of the lists; one whose original is held back stands in them."""
    there = {(entry.said.path, entry.said.row) for entry in made.entries}
    files = {entry.file for entry in made.entries if (entry.said.original, entry.said.row) in there}
    parts = (made.news, made.consultations, made.references)
    news, consultations, references = (tuple(one for one in part if one.file not in files) for part in parts)
    translations = tuple(entry for entry in made.entries if entry.file in files)
    return made._replace(news=news, consultations=consultations, references=references, translations=translations)


def _corrections(made: Newsroom) -> dict[str, SitePage]:
    """For each page that another one corrects, the latest that does."""
    files = grouped((entry.said.path, entry.file) for entry in made.entries)
    found: dict[str, SitePage] = {}
    for entry in made.news:
        for file in files.get(entry.said.corrects, ()):
            found.setdefault(file, entry)
    return found


def _place(entry: SitePage, names: list[str]) -> tuple[int, str]:
    stem = entry.source.path.stem
    return (names.index(stem) if stem in names else len(names), stem)


def _check_names(settings: Settings, paths: list[Path]) -> None:
    known = [path.stem for path in paths]
    named = {f"{SITE_KEY}.lay_y_kien": settings.consultations, f"{SITE_KEY}.tu_lieu": settings.references}
    for key, name in ((key, name) for key, names in named.items() for name in names):
        if name not in known:
            message = msg("{file}: “{key}” names “{name}”, which is no document")
            said = message._replace(values={"file": PROJECT_FILE, "key": key, "name": name})
            raise ConfigError.of(or_near(said, nearest(name, known)))


def _check_unique(made: Newsroom) -> None:
    seen: dict[str, SitePage] = {}
    for entry in made.entries:
        if entry.file in seen:
            text = "{one} and {two} would be the same page of the site; rename one of them."
            raise SourceError(text, one=seen[entry.file].said.called, two=entry.said.called)
        seen[entry.file] = entry


def _held(session: Session, document: Document) -> Message | None:
    """Why a document is held back on the occasion of the session; None when it may be published, or is only looked at
    beforehand."""
    if session.occasion.as_draft:
        blank = "{{" in document.bound.meta.title
        return msg("its title waits for values: it is made for each row of a table (--each)") if blank else None
    if document.frame.draft_mark:
        return msg("still a draft (du_thao)")
    issued = document.bound.meta.date
    if not is_date(issued):
        return msg("no date of issue (ngay)")
    if issued > day_in_vietnam(session.occasion.moment):  # without a moment nothing dated goes out
        return msg("dated {date}", date=issued)
    refusals = session.refusals(document)
    if refusals:
        return refusals[0]
    errors = _errors(session, document)
    return msg("{count} errors to mend first", count=len(errors)) if errors else None


def _errors(session: Session, document: Document) -> list[Finding]:
    return [finding for finding in session.check(document) if finding.severity is Severity.ERROR]


NEWS_FOLDER, TOPICS, YEARS = "tin", "chu-de", "nam"
PAGE_LENGTH = 20
_MOST_TOPICS = 12
_LEAST_NEWS = 2
"""Key words of fewer news are no topic."""


class Listing(NamedTuple):
    """A list: its name, how it is called in full, its news, and the path of its first page."""

    name: str
    title: str
    news: tuple[SitePage, ...]
    file: str


class ListPage(NamedTuple):
    """A page of a list: its file, its number of how many, and its news."""

    file: str
    number: int
    total: int
    news: tuple[SitePage, ...]


class Listings(NamedTuple):
    """The list of all news, those of topics, of years (newest first), the archives of kinds that keep one, and the news
    in each other language, by its code."""

    everything: Listing
    topics: list[Listing]
    years: list[Listing]
    archives: list[Listing]
    spoken: dict[str, Listing]


def listings(settings: Settings, news: Sequence[SitePage], translations: Sequence[SitePage]) -> Listings:
    """The lists of a site."""
    everything = Listing("Tất cả", "Tất cả tin", tuple(news), f"{NEWS_FOLDER}/index.html")
    about = {name: [entry for entry in news if name in entry.said.keywords] for name in _topics(settings, news)}
    topics = [
        Listing(name, f"Chủ đề: {name}", tuple(found), f"{TOPICS}/{page_name(name)}.html")
        for name, found in about.items()
    ]
    by_year = grouped((entry.date[:4], entry) for entry in news if entry.date)
    years = [Listing(year, f"Tin năm {year}", tuple(found), f"{YEARS}/{year}.html") for year, found in by_year.items()]
    issues = grouped(((entry.said.kind, entry.said.archive), entry) for entry in news if entry.said.archive)
    archives = [
        Listing(name, title, tuple(found), f"{page_name(name)}/index.html") for (name, title), found in issues.items()
    ]
    told = sorted(translations, key=lambda entry: entry.date, reverse=True)
    by_language = grouped((one.said.language, one) for one in told if one.said.page == NEWS and one.said.language)
    spoken = {
        language: Listing(language, everything.title, tuple(found), f"{language}/index.html")
        for language, found in by_language.items()
    }
    return Listings(everything, topics, years, archives, spoken)


def _topics(settings: Settings, news: Sequence[SitePage]) -> list[str]:
    counts = Counter(name for entry in news for name in dict.fromkeys(entry.said.keywords))
    if settings.topics:
        return [name for name in settings.topics if counts[name]]
    found = [name for name, count in counts.most_common() if count >= _LEAST_NEWS][:_MOST_TOPICS]
    seen: dict[str, str] = {}
    for name in sorted(found):
        seen.setdefault(page_name(name), name)  # two that are spelled alike without accents are one page
    return list(seen.values())


def pages(listing: Listing) -> Iterator[ListPage]:
    """The pages of a list, twenty news each; the first is there even when it is empty."""
    count = max(1, -(-len(listing.news) // PAGE_LENGTH))
    stem = listing.file.removesuffix(".html")
    lead = stem.removesuffix("index") if stem.endswith("/index") else f"{stem}-"
    for number in range(1, count + 1):
        file = listing.file if number == 1 else f"{lead}trang-{number}.html"
        yield ListPage(file, number, count, listing.news[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH])
