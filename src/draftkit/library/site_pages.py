"""Where the pages of documents stand on the site of a project, and to which of them a text leads."""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from draftkit.library.project import SITE_KEY, Project
from draftkit.model.meta import Metadata

CONSULTATION = "lay-y-kien"
REFERENCE = "tu-lieu"
_REST = r"[.:/][^\s()<>\[\]|\"“”,;&]+"
_PAGE = re.compile(r"/([\w-]+)/([\w-]+)(?:[^\w/-]|$)")


def page_folder(project: Project, path: Path, meta: Metadata, page: str) -> str:
    """The folder of the site in which the page of a document stands, `page` for most of its kind; empty: it has
    none."""
    site = project.data.get(SITE_KEY)
    settings = site if isinstance(site, dict) else {}
    chosen = {key: _names(settings.get(key)) for key in ("lay_y_kien", "tu_lieu")}
    if meta.values.get("lay_y_kien") or path.stem in chosen["lay_y_kien"]:
        return CONSULTATION
    return REFERENCE if path.stem in chosen["tu_lieu"] else page


def _names(data: object) -> set[str]:
    return {str(one) for one in (data if isinstance(data, (dict, list)) else [data])}


def pages_in(text: str, site: str) -> set[tuple[str, str]]:
    """Folder and name of each page that may stand on the site at an address, to which addresses in a text lead, also
    those without `https://` or within another: `https://zalo.me/share?url=https%3A%2F%2Fmoit.gov.vn%2Ftin%2Fa`."""
    base = _bare(site)
    host = base.partition("/")[0]
    decoded = unquote(text)
    if not host or host not in decoded.casefold():
        return set()
    typed = re.findall(rf"(?i)(?<![a-z0-9.@-])(?:www\.)?{re.escape(host)}{_REST}", decoded)
    addresses = (_bare(f"https://{one}") for one in typed)
    found = (_PAGE.match(one, len(base)) for one in addresses if one.startswith(f"{base}/"))
    return {(one[1], one[2]) for one in found if one}


def _bare(address: str) -> str:
    """Host and path of an address as a browser asks for them: `https://www.moit.gov.vn:443//a/./b` is
    `http://moit.gov.vn/a/b`; empty for what is none."""
    try:
        parts = urlsplit(address.casefold())
        host, port = (parts.hostname or "").removeprefix("www.").rstrip("."), parts.port
    except ValueError:
        return ""
    path = normpath(re.sub("/+", "/", f"/{unquote(parts.path)}"))
    return f"{host}{'' if port in (None, 80, 443) else f':{port}'}{path}".rstrip("/") if host else ""
