"""The Atom feed and the site map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from draftkit.law.dates import midnight
from draftkit.model.named import NamedTuple
from draftkit.site.gather import SitePage
from draftkit.text.passage import xml_text

ATOM = "http://www.w3.org/2005/Atom"
MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
HISTORY = "http://purl.org/syndication/history/1.0"
FEED, _TYPE = "feed.xml", "application/atom+xml"
_MOST = 30
"""News in the feed; the rest is in those of the years."""


class Voice(NamedTuple):
    """Who speaks in feeds, in which language, in which folder of the site they lie (empty: its root), and the page of
    their news; `address` is that of the site, empty when not known, `body` what ids are made of."""

    language: str
    folder: str
    page: str
    name: str
    agency: str
    about: str
    address: str
    body: str

    def at(self, file: str) -> str:
        """What leads from a feed to a file of the site."""
        return f"{self.address or '..'}/{file}" if self.address or self.folder else file


def write_feeds(voice: Voice, news: Sequence[SitePage]) -> dict[str, bytes]:
    """The feed (RFC 4287) of the newest news, and one of each year with all of it (archives, RFC 5005), each naming the
    one before; newest first, there must be some. Ids do not change when the address of the site does."""
    first = f"{voice.folder}{FEED}"
    years = sorted({entry.date[:4] for entry in news if entry.date}, reverse=True)
    names = [f"{voice.folder}feed-{year}.xml" for year in years]
    found = {first: _feed(voice, news[:_MOST], first, {"prev-archive": names[0]} if names else {})}
    for at, (year, name) in enumerate(zip(years, names, strict=True)):
        links = {"current": first} | ({"prev-archive": names[at + 1]} if at + 1 < len(names) else {})
        links |= {"next-archive": names[at - 1]} if at else {}
        found[name] = _feed(voice, [entry for entry in news if entry.date[:4] == year], name, links)
    return found


def _feed(voice: Voice, news: Sequence[SitePage], file: str, links: Mapping[str, str]) -> bytes:
    from lxml import etree

    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "fh": HISTORY})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", voice.language)
    _add(root, "id", _id(voice.body if file == FEED else f"{voice.body}/{file}"))
    _add(root, "title", voice.name)
    _add(root, "subtitle", voice.about)
    _add(root, "updated", max((midnight(entry.said.out) for entry in news), key=datetime.fromisoformat))
    _add(_add(root, "author"), "name", voice.agency)
    if "current" in links:
        etree.SubElement(root, f"{{{HISTORY}}}archive")
    _add(root, "link", rel="alternate", type="text/html", href=voice.at(voice.page))
    _add(root, "link", rel="self", type=_TYPE, href=voice.at(file))
    for rel, target in links.items():
        _add(root, "link", rel=rel, type=_TYPE, href=voice.at(target))
    for entry in news:
        item = _add(root, "entry")
        _add(item, "id", _id(f"{voice.body}/{entry.file}"))
        _add(item, "title", entry.said.title)
        _add(item, "updated", midnight(entry.said.out))
        _add(item, "published", midnight(entry.said.out))
        _add(item, "link", rel="alternate", type="text/html", href=voice.at(entry.file))
        _add(item, "category", term=entry.said.kind)
        _add(item, "summary", entry.said.summary)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def write_map(address: str, files: Iterable[tuple[str, str]]) -> bytes:
    """The site map of the pages (file, ISO date or empty) of the site at an address."""
    from lxml import etree

    root = etree.Element(f"{{{MAP}}}urlset", nsmap={None: MAP})
    for file, changed in files:
        url = etree.SubElement(root, f"{{{MAP}}}url")
        etree.SubElement(url, f"{{{MAP}}}loc").text = f"{address}/{file.removesuffix('index.html')}"
        if changed:
            etree.SubElement(url, f"{{{MAP}}}lastmod").text = changed
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _id(name: str) -> str:
    return uuid5(NAMESPACE_URL, name).urn


def _add(parent: Any, name: str, text: str = "", **attributes: str) -> Any:
    from lxml import etree

    if not text and not attributes and name == "subtitle":
        return None
    node = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    node.text = xml_text(text) or None
    return node
