"""The lists of a site: all news, those of a topic, those of a year; twenty to a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from draftkit.model.grouped import grouped
from draftkit.model.kind import NEWS
from draftkit.model.named import NamedTuple
from draftkit.site.gather import SitePage
from draftkit.site.settings import Settings
from draftkit.writers.html_share import page_name

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
