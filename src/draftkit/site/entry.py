"""What a site says of a document: plain values, so that they can be kept between runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from draftkit.files.names import seen_from
from draftkit.files.stamp import stamp
from draftkit.law.dates import out_from
from draftkit.library.project import Project
from draftkit.library.session import Document, Session
from draftkit.model.keys import DRAFT
from draftkit.model.kind import NEWS
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Picture
from draftkit.pictures.prepare import Medium, prepare
from draftkit.pictures.scan import PNG
from draftkit.resolve.flow import body_flow
from draftkit.resolve.frame import page_title, size_pair
from draftkit.site.former import Former, digest
from draftkit.site.search import searched
from draftkit.writers.html_share import agencies, sources_of, summary
from draftkit.writers.text import shown as printed_lines

THUMBNAIL = Medium(640, 80, 1.4)
_LEAST_PIXELS = 320
CORRECTS = "dinh_chinh"
"""The metadata key that names the document which this one corrects."""
ARCHIVE = "luu_tru"
"""The word of a kind that names the list of all its pieces."""


class Said(NamedTuple):
    """What is said of a document. Paths are from the project's folder; `language`, `kind` (title), `type` (what it is
    in its own words), `archive`, `outputs`, `profile` and `pair` are of its kind and looks, `page` what sort of page it
    is; `title` is that of its page, `text` what is searched, `words` how many it has, `photo` its first picture if that
    is large enough and `ending` that of the small one; `original` is what it translates, `corrects` what it corrects;
    `made_of` tells what the files beside its page are made of, besides the page."""

    path: str
    called: str
    date: str
    title: str
    kind: str
    type: str
    archive: str
    language: str
    page: str
    profile: str
    pair: int
    draft: bool
    keywords: tuple[str, ...]
    summary: str
    text: str
    words: int
    who: tuple[str, ...]
    held: str
    outputs: tuple[str, ...]
    photo: str
    ending: str
    original: str
    corrects: str
    made_of: str
    flawed: bool = False
    """Whether it has errors that its draft mark says."""
    leads: tuple[str, ...] = ()
    """The documents that its links may lead to."""
    row: str = ""
    """Which one of a series it is."""
    out: str = ""
    """The day or the point in time (ISO) from which it is out."""

    @classmethod
    def of(cls, data: Sequence[Any]) -> Said:
        """Back from values of JSON."""
        values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in data]
        return cls(*values)


def say(session: Session, document: Document, former: Former) -> Said:
    """What is said of a document that was read. Raises SourceError when its picture cannot be read."""
    bound, frame = document.bound, document.frame
    draft, kind, project = bound.draft, bound.draft.kind, session.project
    corrects = draft.documents.get(CORRECTS)
    flow = tuple(body_flow(bound))
    items = (item for item in flow if not getattr(item, "role", "").startswith("closing"))
    picture = next((item for item in flow if isinstance(item, Picture)), None) if kind.page == NEWS else None
    leads: dict[str, str] = {}
    bound.aimed(lambda url: leads.update((seen_from(one, project.root), "") for one in sources_of(bound, url)) or "")
    photo, ending = _photo(project, Path(picture.path), former) if picture else ("", "")
    return Said(
        path=seen_from(document.path.resolve(), project.root),
        called=draft.called,
        date=bound.day,
        title=page_title(bound, frame),
        kind=kind.title,
        type=frame.type.capitalize(),
        archive=kind.words.get(ARCHIVE, ""),
        language=kind.language,
        page=kind.page,
        profile=kind.profile,
        pair=size_pair(bound),
        draft=bool(bound.meta.values.get(DRAFT)),
        keywords=tuple(bound.meta.keywords),
        summary=summary(bound),
        text=searched(" ".join(printed_lines(items, bound, True)), kind.page == NEWS),
        words=len(draft.source.text.split()),
        who=tuple(agencies(bound)),
        held=frame.held,
        outputs=kind.outputs,
        photo=photo,
        ending=ending,
        original=seen_from(Path(draft.original.path).resolve(), project.root) if draft.original else "",
        corrects=seen_from(Path(corrects.path).resolve(), project.root) if corrects else "",
        made_of=_made_of(session, document, former),
        leads=tuple(leads),
        row=draft.row,
        out=out_from(bound.day, frame.since),
    )


def _made_of(session: Session, document: Document, former: Former) -> str:
    """What the files offered beside a page are made of besides all it says: metadata, frame, looks, template."""
    bound = document.bound
    kind, beside = bound.draft.kind, Path(bound.draft.source.folder)
    template = session.project.registry.template_named(kind, kind.template, beside)
    values = sorted(map(repr, bound.meta.values.items()))
    looks = former.said(bound.profile), former.said(session.identity)
    return digest(repr((values, document.frame, looks, template, stamp(template))))


def _photo(project: Project, path: Path, former: Former) -> tuple[str, str]:
    """A picture, and the ending of its small one; empty when it is too small for a card."""
    small = prepare(path, THUMBNAIL)
    if small.width < _LEAST_PIXELS:
        return "", ""
    name = seen_from(path.resolve(), project.root)
    former.small[name] = small.data
    return name, "png" if small.data.startswith(PNG) else "jpg"
