"""The files of a site: its pages, what they share, feeds, search, cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from draftkit.campaign.card import Cards, Words
from draftkit.files.stamp import stamp
from draftkit.files.whole import write_whole
from draftkit.kinds.identity import font_files
from draftkit.library.session import Session
from draftkit.pictures.prepare import prepare
from draftkit.readers.yaml_text import VIETNAMESE
from draftkit.site import search
from draftkit.site.entry import THUMBNAIL
from draftkit.site.feed import Voice, write_feeds, write_map
from draftkit.site.former import Former, digest
from draftkit.site.gather import Newsroom, SitePage
from draftkit.site.pages import Pages, card_file, downloads, who
from draftkit.site.settings import Settings

_SCRIPTS = (search.SCRIPT, "gop-y.js")


def site_files(session: Session, settings: Settings, room: Newsroom, former: Former | None = None) -> dict[str, bytes]:
    """Every file of the site by its path in the folder: same input, same bytes. Cards and downloads that an earlier
    build made of the same are taken over. Raises ConfigError when a template cannot be used, SourceError when a picture
    or a media kit cannot be read."""
    former = former or Former()
    pages = Pages(session, settings, room, former)
    pages.files |= _cards(pages, former)
    files = {entry.file: pages.document(entry) for entry in room.entries}
    files |= {
        "index.html": pages.index(),
        "404.html": pages.missing(),
        "bao-chi.html": pages.press(),
        search.PAGE: pages.search(),
        search.DATA: search.data(_found(pages)),
        **pages.lists(),
        **{name: pages.text(name).encode() for name in _SCRIPTS},
        **{name: _small(pages, entry, former) for entry in room.news if (name := pages.picture(entry))},
        **_fonts(pages),
        **{f"bao-chi/{Path(name).name}": (session.project.root / name).read_bytes() for name in sorted(room.kits)},
    }
    if len(room.entries) > 1:
        session.expect_many()
    for entry in room.entries:
        made_of = digest(files[entry.file]), entry.said.made_of
        for name in downloads(entry):
            file = f"{entry.folder}/{entry.name}.{name}"
            files[file] = former.kept(file, made_of, partial(session.written, entry.document, name))
    files |= pages.files
    return files if session.occasion.as_draft else files | _for_machines(pages, files)


def write_site(files: Mapping[str, bytes], out: Path, former: Former | None = None) -> int:
    """Write the files into `out` that are not there as they are, and take away those that an earlier build wrote there
    and this one does not: what is withdrawn must be gone. Returns how many were written."""
    former = former or Former(out)
    for name in former.files:
        if name not in files and (out / name).resolve().is_relative_to(out.resolve()):
            (out / name).unlink(missing_ok=True)
    written = 0
    for name, data in files.items():
        if name not in former.same and not _is_there(out / name, data):
            write_whole(out / name, data, lasting=False)
            written += 1
    former.keep(files)
    return written


def _is_there(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _for_machines(pages: Pages, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Feeds, in each language its own, site map, and what robots may read."""
    settings, room = pages.settings, pages.room
    body = settings.agency or settings.name
    own = Voice(VIETNAMESE, "", "index.html", settings.name, body, settings.about, settings.address, body)
    made = write_feeds(own, room.news) if room.news else {}
    for code, listing in pages.spoken.items():
        named = pages.around(code, listing.news)
        name, who = named["ten_ngan"] or settings.name, named["co_quan"] or body
        voice = own._replace(language=code, folder=f"{code}/", page=listing.file, name=name, agency=who, about="")
        made |= write_feeds(voice, listing.news)
    if settings.address:
        dates = {entry.file: entry.said.out for entry in room.entries}
        dates["index.html"] = max((entry.said.out for entry in room.news), default="")
        shown = [name for name in files if name.endswith(".html") and name not in ("404.html", search.PAGE)]
        made["sitemap.xml"] = write_map(settings.address, [(name, dates.get(name, "")) for name in sorted(shown)])
        made["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {settings.address}/sitemap.xml\n".encode()
    return made


def _cards(pages: Pages, former: Former) -> dict[str, bytes]:
    """The picture of each piece of news for those who share it; none without the typefaces."""
    cards, made = Cards(pages.identity), {}
    for entry in (*pages.room.news, *(one for listing in pages.spoken.values() for one in listing.news)):
        said, shown = entry.said, pages.shown_news[entry.file]
        line = " · ".join(filter(None, (said.held, shown["loai"], shown["ngay_in"])))
        words = Words(said.title, line, who(entry, pages.settings))
        photo = pages.photo(entry)
        made_of = words, former.said(pages.identity), (photo, photo and stamp(Path(photo)))
        made[card_file(entry)] = former.kept(card_file(entry), made_of, partial(cards.card, words, photo))
    return {name: data for name, data in made.items() if data}


def _small(pages: Pages, entry: SitePage, former: Former) -> bytes:
    """The small picture of a piece of news."""
    path = Path(pages.photo(entry))

    def made() -> bytes:
        return former.small.get(entry.said.photo) or prepare(path, THUMBNAIL).data

    return former.kept(pages.picture(entry), (path, stamp(path), THUMBNAIL), made)


def _fonts(pages: Pages) -> dict[str, bytes]:
    """The typefaces that the style sheet asks for, with their licences, as far as they are at hand."""
    found: dict[str, bytes] = {}
    for use, weights in (("tieu_de", ("Bold",)), ("noi_dung", ("Regular", "Semibold"))):
        for file in font_files(pages.identity.fonts[use]):
            if file.stem.rpartition("-")[2] in weights:
                found[f"phong/{use}-{file.stem.rpartition('-')[2]}.ttf"] = file.read_bytes()
                for licence in sorted(file.parent.glob("*.txt")):
                    found[f"phong/{use}-{licence.name}"] = licence.read_bytes()
    return found


def _found(pages: Pages) -> Iterator[search.Found]:
    """What can be found: every page, and each provision of what is out for consultation."""
    for entry in pages.room.entries:
        shown = pages.shown(entry)
        line = " · ".join(filter(None, (shown["loai"], shown["ngay_in"])))
        parts = pages.provisions.get(entry.file, ())
        yield search.Found(shown["ten"], shown["tep"], line, entry.said.summary, "" if parts else entry.said.text)
        for one in parts:
            yield one._replace(address=shown["tep"] + one.address, line=shown["ten"])
