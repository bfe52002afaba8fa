"""What is made of several documents (a dossier, a media kit, a site): kept and found again as a document is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from draftkit.files.whole import set_aside
from draftkit.library.build_run import are_there, circumstances, keep, put_away, sealed, standing
from draftkit.library.document import Document
from draftkit.library.ground import Ground, Seeds, moments, seeds
from draftkit.library.outputs import SITES
from draftkit.library.receipt import ENDING, Receipt, read_receipt
from draftkit.library.session import Session
from draftkit.library.site_pages import page_folder
from draftkit.model.message import Finding, Message
from draftkit.model.named import NamedTuple
from draftkit.resolve.values import VALUE

WORK = "work"
"""The switch that says what sort of thing a receipt is of, when it is of no document."""


class Work(NamedTuple):
    """What is made: the sort of it, the file that orders it, its receipt without ending, the switches that make it
    another, whether all the content counts or only what is read, and whether its Word files are sealed."""

    sort: str
    of: Path
    stem: Path
    switches: Mapping[str, Any] = MappingProxyType({})
    embargoed: bool = False
    whole: bool = True
    sealed: bool = True

    @property
    def file(self) -> Path:
        return self.stem.with_name(f"{self.stem.name}.{ENDING}")


class Noted(NamedTuple):
    """What was read: documents and single files (paths from the project's folder), and the moments (ISO) and days of
    issue that count."""

    documents: dict[str, None]
    files: dict[str, None]
    moments: dict[str, None]
    days: dict[str, None]

    def note(self, other: Noted) -> None:
        """Take what another one notes."""
        for own, more in zip(self, other, strict=True):
            own.update(more)


class Workplace:
    """A session whose every reading is noted, so that whatever is made in it can tell what it rests on. `since` is when
    the work began (nanoseconds; None: what is made spares no later work)."""

    def __init__(self, session: Session, since: int | None = None) -> None:
        self.session = session
        self.ground = session.ground = Ground(session.project, since)
        self.noted = Noted({}, {}, {}, {})
        session.seen = self._note

    @contextmanager
    def apart(self) -> Iterator[Noted]:
        """What is read from here on by itself; it counts for the whole, too."""
        whole, self.noted = self.noted, Noted({}, {}, {}, {})
        try:
            yield self.noted
        finally:
            whole.note(self.noted)
            self.noted = whole

    def _note(self, document: Document) -> None:
        found = seeds(self.ground, document)
        told = found.documents, found.files, moments(document.bound), (document.bound.meta.date,)
        self.noted.note(Noted(*map(dict.fromkeys, told)))


def put_made_away(file: Path, of: str = "") -> Sequence[Path]:
    """Set aside a receipt and what it tells of, where there is one, and it is `of` that file (empty: of any)."""
    former = read_receipt(file)
    if former is None or of not in ("", former.document):
        return ()
    return [*put_away(file.parent, former.outputs), *set_aside([file])]


def put_away_with(document: str, folder: Path) -> list[Path]:
    """Set aside what in a folder was made of several documents, this one (its path from the project) among them."""
    files = sorted(folder.glob(f"*.{ENDING}")) if folder.is_dir() else []
    of_it = (file for file in files if (former := read_receipt(file)) and document in former.documents)
    return [path for file in of_it for path in put_made_away(file)]


def pages_of(session: Session, path: Path) -> list[Path]:
    """The pages on sites of the project, as they were put out last, that show the document at a path, or its rows.
    Raises a DraftkitError when it cannot be read."""
    from draftkit.writers.html_share import page_name

    raw, build = session.raw(path), session.project.build
    page = f"{page_folder(session.project, path, raw.meta, session.kind_of(raw).page)}/{page_name(raw.name)}"
    rows = r"(?:-[\w-]+)?" if VALUE.search(f"{raw.meta.title}{raw.source.text}") else ""
    sites = [one for file in sorted(build.glob(f"{SITES[0]}*.{ENDING}")) if (one := read_receipt(file))]
    public = (one.outputs for one in sites if one.kind == SITES[0] and not one.made.get("draft"))
    shown = (build / name for names in public for name in names if re.search(rf"/{re.escape(page)}{rows}\.html$", name))
    return [file for file in shown if file.is_file()]


class Making:
    """One thing being made."""

    def __init__(self, place: Workplace, work: Work) -> None:
        self.place, self.work = place, work
        self.aside: Sequence[Path] = ()
        """Where files went that are no longer true."""
        self._noticed = len(place.session.notices)

    def current(self) -> Receipt | None:
        """The receipt when what it tells of would come out again, and is still there."""
        receipt = standing(self.place.ground, self.work.file, self.work.of, self._made, self.place.session)
        return receipt if receipt and are_there(self.work.file.parent, receipt, receipt.outputs) else None

    def keep(
        self,
        files: Mapping[Path, bytes],
        findings: Sequence[Finding] = (),
        told: Sequence[tuple[str, Message]] = (),
        values: Mapping[str, str] = MappingProxyType({}),
        instants: Iterable[str] = (),
        whole: bool = True,
    ) -> Receipt:
        """Write the receipt of files that were written: what was found and said, counts, and the moments (ISO) that
        matter besides those of the documents; not `whole`, it is made again next time."""
        ground, session = self.place.ground, self.place.session
        found = self._seeds()
        inputs = ground.state(found)
        formats = {path: (path.suffix.removeprefix("."), data) for path, data in files.items()}
        receipt = Receipt(
            found.documents[0],
            self.work.sort,
            self._made(sorted({*self.place.noted.moments, *instants})),
            (),
            found.documents,
            found.files,
            inputs,
            {},
            dict(values),
            {},
            {},
            findings=findings,
            settled=whole and ground.is_settled(inputs) and len(session.notices) == self._noticed,
            outputs=sealed(formats, self.work.file.parent, self.work.sealed),
            told=told,
            waiting=None if self.work.whole else session.waiting(),
        )
        self.aside = keep(self.work.file, receipt)
        return receipt

    def refuse(self) -> Sequence[Path]:
        """Set aside what was made before, with its receipt: where it is now."""
        self.aside = put_made_away(self.work.file)
        return self.aside

    def _seeds(self) -> Seeds:
        ground, content = self.place.ground, self.place.session.project.content
        read = list(self.place.noted.documents)
        if self.work.whole:
            read = [ground.name(content), *(name for name in read if not ground.path(name).is_relative_to(content))]
        return Seeds(tuple(dict.fromkeys([ground.name(self.work.of.resolve()), *read])), tuple(self.place.noted.files))

    def _made(self, instants: Iterable[str]) -> dict[str, Any]:
        own = {WORK: self.work.sort, **self.work.switches}
        return circumstances(self.place.session.occasion, self.work.embargoed, instants, own)
