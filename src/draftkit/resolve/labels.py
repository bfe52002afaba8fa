"""Where every label points, and the name of every bookmark.

Bookmark names follow labels (`{#khoan-hai}` → `khoan_hai`), so they stay when neighbours move. A unit without a label
gets a hidden name made from its own text. Word allows 40 characters: letters, digits, underscore."""

from __future__ import annotations

from zlib import crc32

from draftkit.model.captions import has_lists
from draftkit.model.inline import plain
from draftkit.model.message import Fault, msg
from draftkit.model.named import NamedTuple
from draftkit.model.place import Place
from draftkit.model.tree import (
    Block,
    Division,
    Draft,
    Figure,
    Formula,
    Paragraph,
    Quote,
    Table,
    Unit,
    is_plain,
    opening,
)

_LIMIT = 40  # signs of a bookmark name that Word takes


class Target(NamedTuple):
    """What a label points to, and the units around it outermost first (the target last when it is a unit)."""

    block: Unit | Table | Figure | Formula
    chain: tuple[Unit, ...]


class Labels:
    """Targets by label, bookmark names by serial of the block, label faults."""

    def __init__(self, draft: Draft, reserved: frozenset[str]) -> None:
        self.targets: dict[str, Target] = {}
        self.bookmarks: dict[int, str] = {}
        self.faults: list[Fault] = []
        self._reserved = reserved
        self._source = draft.source
        self._seen: dict[str, int] = {}
        self._listed = has_lists(draft)
        self._taken: set[str] = set()
        self._walk(draft.blocks, ())

    def _walk(self, blocks: tuple[Block, ...], chain: tuple[Unit, ...]) -> None:
        for block in blocks:
            kind = type(block)
            if kind is Paragraph or kind is Quote:
                continue
            if isinstance(block, Unit):
                inner = (*chain, block)
                label, line, body = block.label, block.line, block.body
                if label:
                    self._add(label, Target(block, inner), Place(line, block.column))
                self.bookmarks[block.serial] = (
                    self._named(label) if label else self._hidden(block.level.name, opening(block))
                )
                if not is_plain(body):
                    self._walk(body, inner)
            elif isinstance(block, (Table, Figure, Formula)):
                if block.label:
                    self._add(block.label, Target(block, chain), Place(block.line))
                    self.bookmarks[block.serial] = self._named(block.label)
                elif self._listed and not isinstance(block, Formula):
                    self.bookmarks[block.serial] = self._hidden(type(block).__name__, plain(block.caption))
            elif isinstance(block, Division):
                self._walk(block.blocks, chain)

    def _add(self, label: str, target: Target, place: Place) -> None:
        if label in self.targets:
            first = self._source.span(Place(self.targets[label].block.line))
            message = msg(
                "label “{label}” is already used at {first}; the first one counts", label=label, first=str(first)
            )
            self.faults.append(Fault("DK-R002", message, place))
            return
        if label in self._reserved:
            message = msg("label “{label}” is also a legal document in references.yaml; rename one", label=label)
            self.faults.append(Fault("DK-R002", message, place))
        self.targets[label] = target

    def _named(self, label: str) -> str:
        """The bookmark of a label; Word tells bookmarks apart neither by case nor by hyphen and underscore."""
        name, again = bookmark_name(label), 1
        while name.lower() in self._taken:
            again += 1
            name = bookmark_name(f"{label}-{again}")
        self._taken.add(name.lower())
        return name

    def _hidden(self, sort: str, text: str) -> str:
        digest = f"{crc32(f'{sort}|{text}'.encode()):08x}"
        again = self._seen.get(digest, 0)
        self._seen[digest] = again + 1
        return f"_dk_{digest}_{again}" if again else f"_dk_{digest}"


def bookmark_name(label: str) -> str:
    """The bookmark of a label: hyphens become underscores; a long one is cut and told apart by a hash."""
    name = label.replace("-", "_")
    if len(name) <= _LIMIT:
        return name
    return f"{name[: _LIMIT - 9]}_{crc32(label.encode()):08x}"
