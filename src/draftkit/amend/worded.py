"""How new wording is typed: emphasis, raised signs, links and formulas go along when it goes into another draft."""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from draftkit.amending.apply import MARK
from draftkit.amending.lines import labelled
from draftkit.amending.rows import Row
from draftkit.model.inline import Content, Emph, Field, Link, Math, Note, Strong, Sub, Sup, plain
from draftkit.model.printed import Item, Line
from draftkit.recognise.inline import Tools, inline
from draftkit.text.edits import matched
from draftkit.word.values import Run, RunFormat

QUOTES = '“”"‘’«».;,: \t'
_TOKEN = re.compile(r"\w+|\W")
_TOOLS = Tools(lambda _kind, _key: "", lambda tex: tex)


def worded(items: Iterable[Item]) -> dict[str, Content]:
    """The paragraphs of a draft that are more than plain letters, by what they say behind their numbers."""
    found: dict[str, Content] = {}
    for item in items:
        if isinstance(item, Line) and any(not isinstance(one, (str, Field, Note)) for one in item.content):
            content = (f"{item.before}{item.mark}{item.after}", *item.content)
            found.setdefault(_said(plain(content)), content)
    return found


def with_looks(rows: Sequence[Row], known: Mapping[str, Content]) -> list[Row]:
    """Rows with the paragraphs that their wording is taken from."""
    return [row._replace(content=known.get(_said(row.text))) for row in rows] if known else [*rows]


def _said(text: str) -> str:
    return " ".join(labelled(MARK.sub("", text)).rest.split()).strip(QUOTES)


def typed_as(text: str, content: Content) -> str:
    """A text as it is typed when its words look as they do in a paragraph that says them, or nearly so."""
    runs = [*_runs(content, RunFormat())]
    signs: list[tuple[str, int]] = []
    for at, run in enumerate(runs):
        for sign in unicodedata.normalize("NFC", run.text):
            if not (sign.isspace() and (not signs or signs[-1][0] == " ")):
                signs.append((" " if sign.isspace() else sign, at))
    looks = _looks("".join(sign for sign, _ in signs), [at for _, at in signs], MARK.sub("", text))
    given = iter(looks)
    styled: list[tuple[str, int]] = []
    for sign in text:
        before = styled[-1][1] if styled else -1
        kept = before if before >= 0 and runs[before].kind == "text" and not runs[before].format.vertical else -1
        styled.append((sign, kept if MARK.match(sign) else next(given)))
    told = []
    for at, group in groupby(styled, lambda one: one[1]):
        words = "".join(sign for sign, _ in group)
        run = runs[at] if at >= 0 else Run(words, RunFormat())
        told.append(run._replace(text=words, kind=run.kind if words == run.text else "text"))
    return inline(told, _TOOLS)


def _looks(printed: str, runs: Sequence[int], text: str) -> list[int]:
    """For each sign of a text the run it stands in where it is printed; -1 for one that is not."""
    start = printed.find(text)
    if start >= 0:
        return [*runs[start : start + len(text)]]
    found = [-1] * len(text)
    there, here = ([*_TOKEN.finditer(one)] for one in (printed, text))
    before, after = ([one[0] for one in tokens] for tokens in (there, here))
    for span in filter(operator.attrgetter("same"), matched(before, after)):
        for one, other in zip(there[span.a0 : span.a1], here[span.b0 : span.b1], strict=True):
            found[other.start() : other.end()] = runs[one.start() : one.end()]
    return found


def _runs(content: Content, look: RunFormat, link: str = "") -> Iterator[Run]:
    for item in content:
        if isinstance(item, Strong):
            yield from _runs(item.content, look._replace(bold=True), link)
        elif isinstance(item, Emph):
            yield from _runs(item.content, look._replace(italic=True), link)
        elif isinstance(item, (Sup, Sub)):
            side = "superscript" if isinstance(item, Sup) else "subscript"
            yield from _runs(item.content, look._replace(vertical=side), link)
        elif isinstance(item, Link):
            yield from _runs(item.content, look, item.url)
        elif isinstance(item, Math):
            yield Run(plain((item,)), look, "math", item.tex)
        else:
            yield Run(plain((item,)), look, link=link)
