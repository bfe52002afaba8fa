"""A bound draft as one HTML page that needs nothing else: no script, no outside file."""

from __future__ import annotations

from draftkit.kinds.identity import Identity
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame, size_pair
from draftkit.text.own_words import said
from draftkit.writers.html import page_parts
from draftkit.writers.html_share import share_head
from draftkit.writers.html_style import masthead, page_style, safe

# A second lock: even if an escape were missing, a browser would run and fetch nothing.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def write_html(bound: Bound, frame: Frame, base: str = "", identity: Identity | None = None) -> str:
    """The whole page; that of news says in its head what it is, for search engines and those who share it. Same input,
    same text.

    `base` is the address of the site that the page belongs to, empty when it is not known; `identity` that of the body
    whose looks the page has. Raises SourceError when a picture cannot be read. Formulas become MathML; one
    that cannot be read is printed as LaTeX."""
    parts = page_parts(bound, frame)
    head = masthead(identity) if identity else ""
    wide = ' class="co-nav"' if parts.contents else ""
    skip, top = (said(parts.language, words) for words in ("Chuyển đến nội dung", "Về đầu trang"))
    return (
        f'<!DOCTYPE html>\n<html lang="{parts.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta '
        f'http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<title>{safe(parts.title)}</title>\n{share_head(bound, frame, base)}"
        f"<style>\n{page_style(bound.profile, size_pair(bound), identity)}\n</style>\n"
        "</head>\n"
        f'<body id="_dau-trang"{wide}>\n<a class="nhay" href="#_noi-dung">{skip}</a>\n'
        f'{parts.contents}<div class="to">\n<header>\n{head}{parts.header}</header>\n'
        f'<main id="_noi-dung" tabindex="-1">\n{parts.main}</main>\n'
        "</div>\n"
        f"<footer>\n<p>{safe(parts.foot)}</p>\n"
        f'<p><a href="#_dau-trang">{top}</a></p>\n</footer>\n</body>\n</html>\n'
    )
