"""What is said about the thing under the cursor, and what could be written there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from draftkit.edits.links import unlabelled
from draftkit.law.dates import long_date
from draftkit.library.session import Document
from draftkit.live.desk import Desk, Spot
from draftkit.live.symbols import Named
from draftkit.model.inline import plain
from draftkit.model.message import Place, Span, Translate
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Formula, Paragraph, Unit
from draftkit.readers.shared import look_up
from draftkit.resolve.bound import Bound
from draftkit.resolve.phrase import Phrases, cite_act
from draftkit.text.fold import with_capital
from draftkit.text.passage import shortened

_SHOWN = 1200
_REFERENCE = re.compile(r"@(?<![\w@./\\]@)([\w.-]*)$")
_VALUE = re.compile(r"\{\{\s*([\w.]*)$")
_KEY = re.compile(r"[\w ]*$")


class Offer(NamedTuple):
    """Something to complete with: the text, what is said beside and below it, its sort (`unit`, `act`, `value`, `key`),
    and how many signs before the cursor it replaces."""

    text: str
    detail: str
    more: str
    sort: str
    replaces: int


def hover(desk: Desk, document: Document, named: Named, translate: Translate) -> str:
    """Markdown on what a token names; empty when nothing is known."""
    if named.sort == "label":
        return _of_label(desk.read(named.owner).bound, named.token.name)
    if named.sort == "act":
        return _of_act(document.bound, named.token.name, translate)
    if named.sort == "value":
        return _of_value(desk, document, named.token.name, translate)
    return ""


def _of_label(bound: Bound, name: str) -> str:
    target = bound.labels.get(name)
    if target is None:
        return ""
    said = phrase(bound, name)
    block = target.block
    if isinstance(block, Unit):
        return f"**{said}**\n\n{_text(bound, block)}"
    caption = "" if isinstance(block, Formula) else plain(bound.text(block))
    return f"**{said}** {caption}"


def phrase(bound: Bound, name: str) -> str:
    """A label in words, as seen from outside."""
    target = bound.labels[name]
    text = plain(tuple(Phrases(bound.draft.kind, bound.numbers, bound.counted, bound.bookmarks).one(target, ())))
    return with_capital(text)


def _text(bound: Bound, unit: Unit) -> str:
    """The words of a unit, one paragraph for each of its parts, cut when long."""
    return shortened("\n\n".join(_lines(bound, unit)), _SHOWN)


def _lines(bound: Bound, unit: Unit) -> Iterator[str]:
    number = bound.numbers.get(unit.serial, "")
    head = unit.level.marker.replace("{n}", number) if unit.level.marker else ""
    title = plain(bound.text(unit))
    if title:
        yield f"{unit.level.cite} {number}. {title}" if number and not head else title
    for index, block in enumerate(unit.body):
        if isinstance(block, Paragraph):
            yield (f"{head} {plain(bound.text(block))}".strip() if not index else plain(bound.text(block)))
        elif isinstance(block, Unit):
            yield from _lines(bound, block)


def _of_act(bound: Bound, name: str, translate: Translate) -> str:
    act = bound.acts[name]
    facts = [f"**{cite_act(act, bound.profile, True)}**"]
    if act.date:
        said = "Issued: {date}"
        facts.append(translate(said).format(date=long_date(act.date)) + (f", {act.issuer}" if act.issuer else ""))
    if act.in_force_from or act.in_force_until:
        text = translate("In force from {start} until {end}").format(
            start=long_date(act.in_force_from) or "…", end=long_date(act.in_force_until) or "…"
        )
        facts.append(text)
    return "\n\n".join(facts)


def _of_value(desk: Desk, document: Document, name: str, translate: Translate) -> str:
    own, facts = document.bound.draft.meta.given, desk.session.shared.facts
    value = look_up(name, own, facts)
    if value is None:
        return ""
    source = look_up(f"{name}.nguon", own, facts)
    said = f"**{value}**"
    return f"{said}\n\n" + translate("Source: {source}").format(source=source) if source else said


# -- completion


def offers(desk: Desk, document: Document | None, spot: Spot) -> list[Offer]:
    """What could be written at a position."""
    if document is None:
        return []
    before = unicodedata.normalize("NFC", desk.raw(spot.path, spot.line)[: spot.at])
    return offers_after(desk, document, before, desk.place(document.bound.draft.source, spot) is None)


def offers_after(desk: Desk, document: Document, before: str, in_metadata: bool = False) -> list[Offer]:
    """What could be written after some words of a line."""
    found = _REFERENCE.search(before)
    if found:
        return list(_references(document, found[1]))
    found = _VALUE.search(before)
    if found:
        return list(_values(desk, document, found[1]))
    found = _KEY.match(before)
    if in_metadata and found and not before.startswith((" ", "-", "#")):
        return [
            Offer(key.name, key.help, "", "key", len(before))
            for key in document.bound.draft.kind.keys.values()
            if key.name not in document.bound.draft.meta.values
        ]
    return []


def _references(document: Document, typed: str) -> Iterator[Offer]:
    bound = document.bound
    name, dot, _ = typed.partition(".")
    if dot:
        other = bound.others.get(name)
        for label in other.labels if other else ():
            yield Offer(f"{name}.{label}", phrase(other, label) if other else "", "", "unit", len(typed))
        return
    for label, target in bound.labels.items():
        more = _text(bound, target.block)[:300] if isinstance(target.block, Unit) else ""
        yield Offer(label, phrase(bound, label), more, "unit", len(typed))
    for id, act in bound.acts.items():
        yield Offer(id, cite_act(act, bound.profile, False), cite_act(act, bound.profile, True), "act", len(typed))


def unnamed(document: Document) -> Iterator[tuple[Offer, Span]]:
    """What could be referred to if it had a label, and where it starts."""
    bound = document.bound
    for unit, said in unlabelled(bound):
        yield Offer("", said, _text(bound, unit)[:300], "new", 0), bound.draft.source.span(Place(unit.line))


def _values(desk: Desk, document: Document, typed: str) -> Iterator[Offer]:
    tables = (document.bound.draft.meta.given, desk.session.shared.facts)
    seen: set[str] = set()
    for table in tables:
        for name in leaves(dict(table), ""):
            value = look_up(name, *tables)
            if name not in seen and value is not None:
                seen.add(name)
                yield Offer(name, value, look_up(f"{name}.nguon", *tables) or "", "value", len(typed))


def leaves(data: Data, above: str) -> Iterator[str]:
    """Names of all values below, joined by dots; an entry with `gia_tri` is one value."""
    if not isinstance(data, dict) or (above and "gia_tri" in data):
        yield above
        return
    for key, value in data.items():
        yield from leaves(value, f"{above}.{key}" if above else str(key))
