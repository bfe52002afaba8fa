"""How changes and nodes are said: messages, worded late by whoever prints them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from draftkit.compare.values import (
    DELETED,
    FRAME,
    INSERTED,
    MERGED,
    MOVED,
    REFERENCES,
    RENUMBERED,
    RETITLED,
    REWORDED,
    SAME,
    SPLIT,
    Change,
    Node,
)
from draftkit.model.message import Message, msg

Words = Callable[[Message], str]
"""Puts a message into the language of the reader."""

KIND_WORDS: Mapping[str, Message] = {
    SAME: msg("same"),
    REWORDED: msg("reworded"),
    RETITLED: msg("retitled"),
    RENUMBERED: msg("renumbered"),
    REFERENCES: msg("references follow renumbering"),
    MOVED: msg("moved"),
    SPLIT: msg("split"),
    MERGED: msg("merged"),
    INSERTED: msg("inserted"),
    DELETED: msg("deleted"),
}
FRAME_WORDS: Mapping[str, Message] = {
    "frame.agency": msg("issuing body"),
    "frame.number": msg("number and symbol"),
    "frame.date": msg("place and date"),
    "frame.mark": msg("draft mark"),
    "frame.stamps": msg("urgency and circulation"),
    "frame.title": msg("type and name of the document"),
    "frame.authority": msg("authority"),
    "frame.bases": msg("legal bases"),
    "frame.enactment": msg("enacting words"),
    "frame.addressees": msg("addressees"),
    "frame.closing": msg("closing words"),
    "frame.recipients": msg("recipients"),
    "frame.signature": msg("signature"),
    "frame.contact": msg("drafter and contact"),
    "frame.opening": msg("text before the first provision"),
}


def called(node: Node, words: Words) -> str:
    """How a node is called, with a capital first letter."""
    name = words(FRAME_WORDS[node.name]) if node.level == FRAME and node.name in FRAME_WORDS else node.name
    return name[:1].upper() + name[1:]


def heading(change: Change, words: Words) -> str:
    """Where a change is: the old and the new name of a provision where they differ."""
    old, new = change.old, change.new
    if old is None or new is None:
        only = new or old
        return called(only, words) if only else ""
    before, after = called(old, words), called(new, words)
    if change.others:
        names = [called(item, words) for item in change.others]
        return (
            f"{before} → {' + '.join([after, *names])}"
            if SPLIT in change.kinds
            else f"{' + '.join([before, *names])} → {after}"
        )
    return after if before == after else f"{before} → {after}"


def said(change: Change, words: Words) -> str:
    """What became of it: `moved, reworded`."""
    return ", ".join(words(KIND_WORDS[kind]) for kind in change.kinds)


def summary(counts: Mapping[str, int], words: Words) -> str:
    """How many of each kind."""
    if not counts:
        return words(msg("no differences"))
    return ", ".join(f"{count} {words(KIND_WORDS[kind])}" for kind, count in counts.items())
