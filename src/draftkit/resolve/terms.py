"""The terms that a document defines in its article of definitions, and where each is first used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from draftkit.model.inline import Content, Emph, Field, Inline, Strong, plain
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Item, Line
from draftkit.model.tree import Paragraph, Unit, units
from draftkit.resolve.bound import Bound
from draftkit.text.fold import plain_key
from draftkit.text.pattern import Pattern

_DEFINES = Pattern(
    r"\s*[“\"]?(?P<term>[^“”\"():;.]{2,120}?)[”\"]?(?:\s*\([^()]*\))*\s+(?:là|bao gồm|gồm|được hiểu là|nghĩa là"
    r"|có nghĩa)(?!\w)"
)
_RUNNING = ("paragraph", "clause", "point", "article-run-in")


class Term(NamedTuple):
    """A term of the article of definitions: as written, as it is compared, and the khoản that defines it."""

    name: str
    key: str
    unit: Unit


def is_definitions(article: Unit) -> bool:
    """Whether an article says what words mean."""
    return "giải thích từ ngữ" in plain(article.title).lower()


def terms_of(articles: Iterable[Unit]) -> tuple[Term, ...]:
    """The terms that articles define."""
    clauses = (one for article in articles if is_definitions(article) for one in article.body if isinstance(one, Unit))
    return tuple(Term(name, plain_key(name), clause) for clause in clauses if (name := _term(clause)))


def _term(clause: Unit) -> str:
    """The term a khoản defines: what it sets off (italics, bold) at its start, else the words before “là”."""
    lead = clause.body[0] if clause.body else None
    if not isinstance(lead, Paragraph) or not lead.content:
        return ""
    first = lead.content[0]
    if isinstance(first, (Emph, Strong)):
        return _words(first.content)
    found = _DEFINES.match(plain(lead.content))
    return " ".join(found["term"].split()) if found else ""


def _words(content: Content) -> str:
    return " ".join(plain(content).strip('“”" ').split())


def first_uses(bound: Bound, items: Sequence[Item]) -> Sequence[Item]:
    """The printed items, the first use of each term behind its article leading to its definition."""
    articles = [unit for unit in units(bound.draft.body) if unit.level.name == "article"]
    open_ = {term.key: bound.bookmarks.get(term.unit.serial, "") for term in terms_of(articles)}
    if not open_:
        return items
    inside = {
        unit.serial for article in articles if is_definitions(article) for unit in (article, *units(article.body))
    }
    out = list(items)
    begun = False
    for at, item in enumerate(items):
        if not isinstance(item, Line):
            continue
        begun = begun or item.serial in inside
        if begun and open_ and item.serial not in inside and item.role in _RUNNING:
            content = tuple(part for one in item.content for part in _linked(one, open_))
            out[at] = item._replace(content=content) if content != item.content else item
    return out


def _linked(part: Inline, open_: dict[str, str]) -> Iterator[Inline]:
    """A part of a content, cut where terms stand in it that were not met before."""
    while isinstance(part, str) and open_:
        key = plain_key(part)
        found = _any(tuple(open_)).search(key)
        if not found or len(key) != len(part):
            break
        start, end = found.span()
        if start:
            yield part[:start]
        yield Field(open_.pop(found[0]), part[start:end])
        part = part[end:]
    if part:
        yield part


@lru_cache(maxsize=4)
def _any(keys: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(keys, key=len, reverse=True)))})(?!\w)")
