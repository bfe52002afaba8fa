"""What a page says of itself to search engines, to news readers and those who share it: Open Graph and schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from draftkit.files.names import on_disk
from draftkit.law.dates import out_from
from draftkit.model.inline import Note
from draftkit.model.kind import NEWS
from draftkit.model.measure import NBSP
from draftkit.model.printed import Line
from draftkit.readers.document import in_languages, whole_of
from draftkit.readers.yaml_text import VIETNAMESE
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import own_flow
from draftkit.resolve.frame import Frame, organisation, page_title
from draftkit.resolve.values import VALUE
from draftkit.text.fold import alike
from draftkit.text.own_words import said
from draftkit.text.passage import shortened
from draftkit.writers.html_style import attribute, safe_url, slug
from draftkit.writers.text import printed

_OPENING = ("lead", "paragraph")
_SUMMARY = 300
_INSIDE_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def summary(bound: Bound) -> str:
    """One or two sentences for lists and previews: `tom_tat` of the metadata, else (also when it names a value that is
    not known) what opens a text with a page of its own, cut at a word."""
    text = bound.line(bound.draft.meta.summary)
    if not text or VALUE.search(text):
        text = _first(bound) if bound.draft.kind.page else ""
    return shortened(" ".join(text.replace(NBSP, " ").split()), _SUMMARY, "…")


def _first(bound: Bound) -> str:
    """The first words of a text; an answer with the question it stands below."""
    asked = ""
    for item in own_flow(bound):
        if isinstance(item, Line):
            content = tuple(part for part in item.content if not isinstance(part, Note))
            said = printed(content, bound, public=True)
            if said and item.role in _OPENING:
                return f"{asked} {said}".strip()
            asked = said if said.endswith("?") else ""
    return ""


def page_name(name: str) -> str:
    """The file name of a page, without its end: letters, figures and hyphens only."""
    return slug(name.replace(".", "-")).strip("-") or "trang"


def called(title: str, name: str) -> tuple[str, str, str]:
    """What a document of a title and a name is called where it is spoken of, folded (`alike`): its title, that between
    quotes, the end of the address of its page."""
    return alike(title), alike(f"“{title}”"), alike(f"/{page_name(name)}.")


def linked(bound: Bound, pages: Iterable[tuple[Path, str]]) -> Bound:
    """The document with its links to sources leading to the pages of these, in its own language before others, at a
    label that they name; words where a source has no page, or several."""
    known: dict[Path, str] = {}
    for path, file in pages:
        known[path] = "" if path in known else file

    def page(url: str) -> str:
        file = next(filter(None, map(known.get, sources_of(bound, url))), "")
        label = url.partition("#")[2]
        return f"{file}#{label}" if label and file.endswith(".html") else file

    return bound.aimed(page)


def sources_of(bound: Bound, url: str) -> tuple[Path, ...]:
    """The documents that a link in a text may lead to, the whole of a part: its translation into the language of the
    text, then itself. What the text translates is meant as it is."""
    path, original = source_of(bound, url), bound.draft.original
    own = original is not None and Path(original.path).resolve() == path
    return tuple(reversed(in_languages(path, VIETNAMESE if own else bound.draft.kind.language)))


def source_of(bound: Bound, url: str) -> Path:
    """The document that a link in a text names, the whole of a part."""
    return whole_of(on_disk(Path(bound.draft.source.folder) / url.partition("#")[0]).resolve())


def page_address(bound: Bound, base: str) -> str:
    """The address of the page on a site; empty when the site has none, or the kind no pages."""
    page = bound.draft.kind.page
    return f"{base.rstrip('/')}/{page}/{quote(page_name(bound.draft.called))}.html" if base and page else ""


def agencies(bound: Bound) -> list[str]:
    """The names of the bodies that issue a document."""
    return [" ".join(organisation(bound, name).name.split()) for name in bound.meta.agencies]


def share_head(bound: Bound, frame: Frame, base: str = "", image: str = "") -> str:
    """The lines for the head of a page of news; of other kinds nothing but that search engines pass what must not be
    published yet. `base` and `image` are addresses, empty when not known."""
    closed = '<meta name="robots" content="noindex">\n' if frame.held else ""
    if bound.draft.kind.page != NEWS:
        return closed
    address, about, issued = page_address(bound, base), summary(bound), out_from(bound.day, frame.since)
    about = f"{frame.held}. {about}".strip() if frame.held else about
    who = agencies(bound)
    graph = {
        "og:type": "article",
        "og:locale": bound.profile.language.replace("-", "_"),
        "og:title": page_title(bound, frame),
        "og:description": about,
        "og:site_name": ", ".join(who),
        "og:url": address,
        "article:published_time": issued,
        "article:publisher": address and base,
        "og:image": image,
        "og:image:alt": image and ". ".join(filter(None, (page_title(bound, frame), *who))),
    }
    lines = [f'<meta name="description" content="{attribute(about)}">'] if about else []
    lines += [f'<link rel="canonical" href="{safe_url(address)}">'] if address and safe_url(address) else []
    lines += [f'<meta property="{key}" content="{attribute(value)}">' for key, value in graph.items() if value]
    lines.append(f'<meta name="twitter:card" content="{"summary_large_image" if image else "summary"}">')
    article = {**_article(bound, frame, who, about, issued, address), **({"image": image} if image else {})}
    shown = json.dumps(article, ensure_ascii=False).translate(_INSIDE_SCRIPT)  # nothing in it can end it
    lines.append(f'<script type="application/ld+json">{shown}</script>')
    return closed + "\n".join(lines) + "\n"


def _article(bound: Bound, frame: Frame, who: list[str], about: str, issued: str, address: str) -> Mapping[str, object]:
    publisher = [{"@type": "GovernmentOrganization", "name": name} for name in who]
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page_title(bound, frame),
        "alternativeHeadline": bound.line(bound.draft.meta.subtitle),
        "description": about,
        "inLanguage": bound.profile.language,
        "datePublished": issued,
        "dateModified": issued,
        "author": publisher,
        "publisher": publisher[:1] and publisher[0],
        "url": address,
        "mainEntityOfPage": address,
        "keywords": list(bound.meta.keywords),
        "isAccessibleForFree": True,
    }
    return {key: value for key, value in facts.items() if value}


def foot(title: str, frame: Frame, language: str) -> str:
    """What stands at the foot of a page: name and number; with a draft mark, or without its number, it is a draft."""
    named = f"{title}. {frame.number}" if frame.number else title
    draft = frame.draft_mark or (frame.number and not frame.issued)
    return f"{named} ({said(language, 'dự thảo')})" if draft else named
