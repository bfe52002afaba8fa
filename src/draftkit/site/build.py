"""The files of a site. Templates and style sheet stand in `_shared/site`, where a project can replace each by its
own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from draftkit.errors import KindError
from draftkit.files.whole import write_whole
from draftkit.law.dates import short_date
from draftkit.library.session import Session
from draftkit.model.keys import DRAFT
from draftkit.model.kind import NEWS
from draftkit.model.printed import Picture
from draftkit.pictures.prepare import MAIL, prepare
from draftkit.pictures.scan import PNG
from draftkit.resolve.flow import body_flow
from draftkit.resolve.frame import page_title
from draftkit.site.feed import write_feed, write_map
from draftkit.site.gather import CONSULTATION, Newsroom, SitePage
from draftkit.site.settings import Settings
from draftkit.writers.formats import FORMATS
from draftkit.writers.html import POLICY, Beside, page_parts
from draftkit.writers.html_share import share_head, summary
from draftkit.writers.html_style import attribute

LISTING = ".draftkit-site.json"


def site_files(session: Session, settings: Settings, room: Newsroom) -> dict[str, bytes]:
    """Every file of the site by its path in the folder: same input, same bytes. Raises KindError when a template cannot
    be used."""
    pages = _Pages(session, settings, room)
    files = {
        "index.html": pages.render("index.html", "index.html", trang="index.html"),
        "404.html": pages.render("404.html", "404.html", goc=_root_of(settings)),
    }
    for entry in room.entries:
        files[entry.file] = pages.document(entry)
        preview = _preview(entry)
        if preview:
            files[_preview_file(entry)] = preview
        for name in _downloads(entry):
            files[f"{entry.folder}/{entry.name}.{name}"] = session.written(entry.document, name)
    if session.occasion.as_draft:
        return files
    if room.news:
        files["feed.xml"] = write_feed(settings, room.news)
    if settings.address:
        dates = [
            ("index.html", max((entry.date for entry in room.news), default="")),
            *((entry.file, entry.date) for entry in room.entries),
        ]
        files["sitemap.xml"] = write_map(settings, dates)
        files["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {settings.address}/sitemap.xml\n".encode()
    return files


def write_site(files: Mapping[str, bytes], out: Path) -> None:
    """Write the files into `out` and take away those that an earlier build wrote there and this one does not: what is
    withdrawn must be gone."""
    for name in _listed(out):
        path = out / name
        if name not in files and path.resolve().is_relative_to(out.resolve()):
            path.unlink(missing_ok=True)
    for name, data in files.items():
        write_whole(out / name, data)
    write_whole(out / LISTING, json.dumps(sorted(files), indent=0).encode())


def _listed(out: Path) -> list[str]:
    try:
        data = json.loads((out / LISTING).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [name for name in data if isinstance(name, str)] if isinstance(data, list) else []


class _Pages:
    """Renders pages of one site."""

    def __init__(self, session: Session, settings: Settings, room: Newsroom) -> None:
        from jinja2 import FunctionLoader
        from markupsafe import Markup

        from draftkit.writers.sandbox import Sandbox

        shared = session.project.registry.shared
        loader = FunctionLoader(lambda name: shared(f"site/{name}").read_text(encoding="utf-8"))
        self.environment = Sandbox(loader=loader, trim_blocks=True, lstrip_blocks=True)
        self.settings = settings
        self.room = room
        self.markup = Markup
        self.known: dict[str, Any] = {
            "trang_tin": {
                "ten": settings.name,
                "co_quan": settings.agency,
                "mo_ta": settings.about,
                "gop_y": settings.comments,
                "nguon_cap": bool(room.news) and not session.occasion.as_draft,
            },
            "xem_thu": session.occasion.as_draft,
            "tin": [self.shown(entry) for entry in room.news],
            "lay_y_kien": [self.shown(entry) for entry in room.consultations],
            "tu_lieu": [self.shown(entry) for entry in room.references],
            "chinh_sach": POLICY,
            "tep_chung": Markup(shared("site/site.css").read_text(encoding="utf-8")),  # noqa: S704 - a file of the templates
        }

    def shown(self, entry: SitePage) -> dict[str, str]:
        """What templates may say of a document."""
        bound, frame = entry.document.bound, entry.document.frame
        draft = "" if bound.draft.kind.page or not bound.draft.meta.values.get(DRAFT) else "Dự thảo "
        until = entry.consultation.until if entry.consultation else ""
        return {
            "tep": quote(entry.file),
            "ten": draft + page_title(bound, frame),
            "loai": bound.draft.kind.title,
            "tom_tat": summary(bound),
            "ngay": entry.date,
            "ngay_in": short_date(entry.date) if entry.date else "",
            "den_ngay": until,
            "den_ngay_in": short_date(until) if until else "",
            "gui_den": entry.consultation.address if entry.consultation else "",
            "thu": _about(entry),
            "da_dong": "x" if entry.consultation and entry.consultation.closed else "",
        }

    def document(self, entry: SitePage) -> bytes:
        """The page of a document."""
        bound, frame = entry.document.bound, entry.document.frame
        parts = page_parts(bound, frame, _beside(entry) if entry.folder == CONSULTATION else None)
        image = f"{self.settings.address}/{_preview_file(entry)}" if self.settings.address and _preview(entry) else ""
        head = share_head(bound, frame, self.settings.address, image)
        correction = self.room.corrections.get(entry.file)
        downloads = [{"tep": f"{quote(entry.name)}.{name}", "ten": word} for name, word in _downloads(entry).items()]
        return self.render(
            "document.html",
            entry.file,
            goc="../",
            muc=self.shown(entry),
            chia_se=self.markup(head),
            tai_ve=downloads,
            dinh_chinh=self.shown(correction) if correction else None,
            phan={
                key: value if key in ("title", "foot") else self.markup(value) for key, value in parts._asdict().items()
            },
        )

    def render(self, template: str, file: str, goc: str = "", **values: object) -> bytes:
        """One page. `goc` leads from it to the root of the site."""
        self.environment.begin()
        try:
            text = self.environment.get_template(template).render(**self.known, goc=goc, tep_nay=file, **values)
        except Exception as error:  # whatever a layout of others does is a fault of that layout
            where = f"site/{template}"
            raise KindError("the layout {file} cannot be used: {reason}", file=where, reason=error) from error
        return text.encode()


def _downloads(entry: SitePage) -> dict[str, str]:
    """The formats offered beside a page, and what they are called: those that the kind is made in; of a document for
    consultation both."""
    made = entry.document.bound.draft.kind.outputs
    return {one.name: one.title for one in FORMATS if one.offered and (entry.consultation or one.name in made)}


def _preview(entry: SitePage) -> bytes:
    """The first picture of a piece of news, for those who share it; empty when there is none."""
    if entry.document.bound.draft.kind.page != NEWS:
        return b""
    first = next((item for item in body_flow(entry.document.bound) if isinstance(item, Picture)), None)
    return prepare(Path(first.path), MAIL).data if first else b""


def _preview_file(entry: SitePage) -> str:
    return f"{entry.folder}/{entry.name}{'.png' if _preview(entry).startswith(PNG) else '.jpg'}"


def _root_of(settings: Settings) -> str:
    """What leads to the root from a page that is shown under any address; nothing when the address is not known."""
    return f"{urlsplit(settings.address).path}/" if settings.address else ""


def _about(entry: SitePage) -> str:
    """The link that starts a comment on the whole document."""
    if not entry.consultation or not entry.consultation.address:
        return ""
    return _mail(entry, entry.consultation.address, "")


def _mail(entry: SitePage, address: str, about: str) -> str:
    title = page_title(entry.document.bound, entry.document.frame)
    subject = (
        f"Góp ý {about + ' ' if about else ''}- {title if len(title) <= 80 else title[:80].rpartition(' ')[0] + '…'}"
    )
    return (
        f"mailto:{quote(address, safe='@')}?subject={quote(subject)}"
        f"&body={quote(f'Ý kiến:{chr(10)}{chr(10)}Lý do:{chr(10)}')}"
    )


def _beside(entry: SitePage) -> Beside:
    """What stands behind each provision: a link to it, and one that starts a comment on it."""
    address = entry.consultation.address if entry.consultation else ""

    def beside(name: str, title: str) -> str:
        anchor = f'<a class="neo" href="#{attribute(name)}" aria-label="Liên kết đến {attribute(title)}">#</a>'
        if not address:
            return f'<span class="kem">{anchor}</span>'
        mail = attribute(_mail(entry, address, f"{title} [{name}]"))
        return (
            f'<span class="kem">{anchor} <a class="gop-y" href="{mail}" aria-label="Góp ý {attribute(title)}">Góp '
            "ý</a></span>"
        )

    return beside
