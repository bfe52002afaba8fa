"""Turns references typed by hand into @labels.

A typed reference is replaced only when the label would print exactly what was typed. A unit that has no label gets one
made from its name or its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.model.inline import plain
from draftkit.model.tree import Draft, Unit, units
from draftkit.readers.comments import without_comments
from draftkit.readers.grammar import Grammar, starts_block
from draftkit.resolve.bound import Bound
from draftkit.resolve.labels import Target
from draftkit.resolve.phrase import Phrases, outermost
from draftkit.resolve.typed import TypedReference, find_typed
from draftkit.text.fold import bare

_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_KEPT = re.compile(r"[^\n]")


def link_typed(bound: Bound) -> str:
    """The joined source text with typed references replaced by labels, and the labels written where they were
    missing."""
    text = bound.draft.source.text
    bare = without_comments(text)
    prose = _QUOTED.sub(lambda found: _KEPT.sub(" ", found[0]), bare)
    names = _Names(bound)
    lines = bare.split("\n")
    edits: list[tuple[int, int, str]] = []
    wanted: dict[int, Unit] = {}
    for typed in find_typed(bound, prose):
        label = names.label_for(typed)
        if label and typed.target is not None:
            edits.append((typed.offset, typed.offset + len(typed.text), f"@{label}"))
            if not typed.target.label:
                wanted[typed.target.serial] = typed.target
    ends = _line_ends(lines)
    for unit in wanted.values():
        end = ends[_last_line(unit, lines, names.grammar(unit))]
        edits.append((end, end, f" {{#{names.given[unit.serial]}}}"))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def linked_parts(bound: Bound) -> list[str]:
    """The same text, cut into the parts of its source."""
    lines = link_typed(bound).split("\n")
    starts = [part.first for part in bound.draft.source.parts]
    return ["\n".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


class _Names:
    """Labels of units, old and new, and what each would print."""

    def __init__(self, bound: Bound) -> None:
        kind = bound.draft.kind
        extra = kind.outer_levels
        self.bound = bound
        self.grammars = Grammar.of(kind.outline, extra), Grammar.of(kind.annex, extra)
        self.phrases = Phrases(kind, bound.numbers, bound.counted, bound.bookmarks)
        self.chains = {unit.serial: chain for unit, chain in _chains(bound.draft)}
        self.taken = {*bound.labels, *bound.acts, *(unit.label for unit in units(bound.draft.blocks, quoted=True))}
        self.given: dict[int, str] = {}

    def grammar(self, unit: Unit) -> Grammar:
        outer = outermost(self.chains[unit.serial])
        return self.grammars[outer is not None and outer.level is not self.bound.draft.kind.attachment_level]

    def label_for(self, typed: TypedReference) -> str:
        """The label to write instead of a typed reference; empty when it would print something else."""
        unit = typed.target
        if unit is None or unit in typed.here:
            return ""
        printed = plain(tuple(self.phrases.one(Target(unit, self.chains[unit.serial]), typed.here)))
        text = " ".join(typed.text.split())
        if printed != text and printed[:1].upper() + printed[1:] != text:
            return ""
        return unit.label or self.given.setdefault(unit.serial, self.new_label(unit))

    def new_label(self, unit: Unit) -> str:
        chain = self.chains[unit.serial]
        article = next((item for item in chain if item.level.name == "article"), chain[0])
        base = article.label or self.given.get(article.serial) or slug(plain(article.title)) or "dieu"
        below = [f"{item.level.cite[0]}{self.bound.numbers[item.serial]}" for item in chain[chain.index(article) + 1 :]]
        name = "-".join([base, *(slug(part) for part in below)])
        found, again = name, 2
        while found in self.taken:
            found, again = f"{name}-{again}", again + 1
        self.taken.add(found)
        return found


def slug(text: str, words: int = 5) -> str:
    """The first words of a text as a label: no accents, hyphens between (đ becomes d)."""
    return "-".join(re.findall(r"[a-z0-9]+", bare(text.lower()))[:words])


def _chains(draft: Draft) -> Iterator[tuple[Unit, tuple[Unit, ...]]]:
    def visit(unit: Unit, above: tuple[Unit, ...]) -> Iterator[tuple[Unit, tuple[Unit, ...]]]:
        chain = (*above, unit)
        yield unit, chain
        for child in units(unit.body):
            if child in unit.body:
                yield from visit(child, chain)

    for block in draft.blocks:
        if isinstance(block, Unit):
            yield from visit(block, ())


def _line_ends(lines: list[str]) -> list[int]:
    ends, total = [], 0
    for line in lines:
        ends.append(total + len(line.rstrip(" \t")))
        total += len(line) + 1
    return ends


def _last_line(unit: Unit, lines: list[str], grammar: Grammar) -> int:
    """The last line of a heading, or of the first paragraph of a khoản or điểm."""
    at = unit.line
    if unit.level.marker:
        while at + 1 < len(lines) and lines[at + 1].strip() and not starts_block(grammar, lines[at + 1].lstrip(" \t")):
            at += 1
    return at
