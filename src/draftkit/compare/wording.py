"""How changes and nodes are said: messages, worded late by whoever prints them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from draftkit.compare import values
from draftkit.model.message import Message, msg
from draftkit.text.fold import with_capital
from draftkit.text.passage import shortened

_NAMED = 6
"""So many provisions are named in which only references changed."""
Words = Callable[[Message], str]
"""Puts a message into the language of the reader."""

KIND_WORDS: Mapping[str, Message] = {
    values.REWORDED: msg("reworded"),
    values.RETITLED: msg("retitled"),
    values.RENUMBERED: msg("renumbered"),
    values.REFERENCES: msg("references follow renumbering"),
    values.MOVED: msg("moved"),
    values.SPLIT: msg("split"),
    values.MERGED: msg("merged"),
    values.INSERTED: msg("inserted"),
    values.DELETED: msg("deleted"),
    values.MARKED: msg("changed besides its letters"),
}
FRAME_WORDS: Mapping[str, Message] = (
    {"frame.agency": msg("issuing body"), "frame.number": msg("number and symbol"), "frame.date": msg("place and date")}
    | {"frame.mark": msg("draft mark"), "frame.stamps": msg("urgency and circulation")}
    | {"frame.title": msg("type and name of the document"), "frame.authority": msg("authority")}
    | {"frame.bases": msg("legal bases"), "frame.enactment": msg("enacting words")}
    | {"frame.addressees": msg("addressees"), "frame.closing": msg("closing words")}
    | {"frame.recipients": msg("recipients"), "frame.signature": msg("signature")}
    | {"frame.contact": msg("drafter and contact")}
    | {"frame.opening": msg("text before the first provision"), "frame.pages": msg("headers and footers")}
    | {"frame.comments": msg("comments"), "frame.other": msg("elsewhere in the file")}
)


def called(node: values.Node, words: Words) -> str:
    """How a node is called, with a capital first letter; one that has no more than a number, by its heading, as it is
    printed and as findings name it."""
    name = words(FRAME_WORDS[node.name]) if node.level == values.FRAME and node.name in FRAME_WORDS else node.name
    if node.title and name == node.number:
        name = f"{name} {shortened(node.title)}"
    return with_capital(name)


def heading(change: values.Change, words: Words) -> str:
    """Where a change is: the old and the new name of a provision where they differ."""
    old, new = change.old, change.new
    if old is None or new is None:
        only = new or old
        return called(only, words) if only else ""
    before, after = called(old, words), called(new, words)
    others = change.others()
    if others:
        names = [called(item, words) for item in others]
        if values.SPLIT in change.kinds:
            return f"{before} → {' + '.join([after, *names])}"
        return f"{' + '.join([before, *names])} → {after}"
    return after if before == after else f"{before} → {after}"


def said(change: values.Change, words: Words) -> str:
    """What became of it: `moved, reworded`."""
    return ", ".join(words(KIND_WORDS[kind]) for kind in change.kinds)


def summary(comparison: values.Comparison, words: Words) -> str:
    """How many acts of each kind, and in all; where there are none, whether anything differs."""
    acts = len(comparison.shown())
    if not acts:
        follows = comparison.changes or comparison.renumbered
        return words(msg("only numbers and references that follow") if follows else msg("no differences"))
    counted = ", ".join(f"{count} {words(KIND_WORDS[kind])}" for kind, count in comparison.counts().items())
    return f"{counted} ({words(msg('changes: {count}', count=acts))})"


def folded(comparison: values.Comparison, words: Words) -> Iterator[tuple[str, str]]:
    """What follows from the changes, in few words: where, and what became of it."""
    for run in comparison.renumbered:
        yield _renamed(run, words), words(KIND_WORDS[values.RENUMBERED])
    names = [called(node, words) for node in comparison.following()]
    if names:
        more = f" … ({len(names)})" if len(names) > _NAMED else ""
        yield f"{', '.join(names[:_NAMED])}{more}", words(KIND_WORDS[values.REFERENCES])


def _renamed(run: values.Renumbered, words: Words) -> str:
    """`Điều 2–40 → 3–41`; the whole name on both sides where more than the numbers stands in it."""
    old, new = _numbers(run.old, run.old_last), _numbers(run.new, run.new_last)
    before = called(run.old, words).replace(run.old.number, old, 1)
    after = called(run.new, words).replace(run.new.number, new, 1)
    word = before.removesuffix(old)
    return f"{before} → {new if word != before and after == word + new else after}"


def _numbers(first: values.Node, last: values.Node) -> str:
    return first.number if first.number == last.number else f"{first.number}–{last.number}"
