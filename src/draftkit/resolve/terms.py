"""The terms that a document defines in its article of definitions, and where each is first used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from draftkit.model.inline import Emph, Inline, Strong, plain
from draftkit.model.keys import TERM_LINKS
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Item, Line
from draftkit.model.tree import Paragraph, Unit, units
from draftkit.resolve.bound import Bound
from draftkit.text.fold import plain_key
from draftkit.text.pattern import Pattern, alternatives

_DEFINES = Pattern(
    r"\s*[“\"]?(?P<term>[^“”\"():;.]{2,120}?)[”\"]?(?:\s*\([^()]*\))*\s+(?:là|bao gồm|gồm|được hiểu là|nghĩa là"
    r"|có nghĩa)(?!\w)"
)
_TITLED = ("giải thích từ ngữ", "thuật ngữ và định nghĩa")
_TONES = Pattern("[oóòỏõọ][aáàảãạeéèẻẽẹ]|[uúùủũụ][yýỳỷỹỵ]")
"""Where the tone may stand on either letter."""


class Term(NamedTuple):
    """A term of the article of definitions: as written, as it is compared, and the khoản that defines it."""

    name: str
    key: str
    unit: Unit


def is_definitions(article: Unit) -> bool:
    """Whether an article says what words mean."""
    title = plain(article.title).lower()
    return any(words in title for words in _TITLED)


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
        return " ".join(plain(first.content).strip('“”" ').split())
    found = _DEFINES.match(plain(lead.content))
    return " ".join(found["term"].split()) if found else ""


def defined(bound: Bound) -> dict[str, str]:
    """The bookmark of the khoản that defines a term, by the term as it is compared; empty where no use shall lead to
    its definition (`lien_ket_tu_ngu: false`)."""
    if bound.option(TERM_LINKS) is False:
        return {}
    return {term.key: bound.bookmarks.get(term.unit.serial, "") for term in terms_of(_definitions(bound))}


def _definitions(bound: Bound) -> Iterator[Unit]:
    return (unit for unit in units(bound.draft.body) if unit.title and is_definitions(unit))


def first_uses(bound: Bound, items: Iterable[Item], made: Callable[[str, str], Inline]) -> Iterator[Item]:
    """The printed items, the first use of each term behind its article made into what leads to its definition: `made`
    from the bookmark there and the words here."""
    open_ = defined(bound)
    if not open_:
        yield from items
        return
    inside = {unit.serial for article in _definitions(bound) for unit in (article, *units(article.body))}
    looked_for = {name: max(_TONES.split(name), key=len) for name in open_}
    running = ("paragraph", "run-in", *(level.name for level in bound.draft.kind.outline.levels if level.marker))
    begun = within = False
    for item in items:
        if open_ and type(item) is Line:
            if item.serial in bound.bookmarks:
                within = item.serial in inside
                begun = begun or within
            if begun and not within and item.role.endswith(running):
                texts = [part.lower().replace("\u00a0", " ") for part in item.content if isinstance(part, str)]
                here = [name for name in open_ for text in texts if looked_for[name] in text]
                item = (
                    _linked(item, here, lambda name, words: made(open_.pop(name), words), bound.tied) if here else item
                )
        yield item


def _linked(line: Line, names: list[str], made: Callable[[str, str], Inline], tied: Callable[[str], str]) -> Line:
    """A line whose texts are cut where one of the terms stands in them for the first time. What holds together on one
    line is tied before: it may reach over a cut."""
    out: list[Inline] = []
    for part in line.content:
        if isinstance(part, str) and len(key := plain_key(part)) == len(part):
            at, part = 0, tied(part)
            while names and (found := _any(tuple(names)).search(key, at)):
                names = [name for name in names if name != found[0]]
                out += filter(None, (part[at : found.start()], made(found[0], part[slice(*found.span())])))
                at = found.end()
            part = part[at:]
        out += filter(None, (part,))
    return line._replace(content=tuple(out))


@lru_cache(maxsize=16)
def _any(keys: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(keys)})(?!\w)")
