"""A comparison as lines for a terminal: a heading for each provision, changed words marked in their sentence."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.compare.values import DELETED, INSERTED, MOVED, Change, Comparison, Edits, View
from draftkit.compare.wording import Words, called, folded, heading, said, summary
from draftkit.text.marks import said as said_of

_CONTEXT = 50
_CODES = (31, 32, 36, 33, 1, 9, 4, 2, 0)
_RED, _GREEN, _CYAN, _YELLOW, _BOLD, _STRUCK, _LINED, _DIM, _END = (f"\x1b[{code}m" for code in _CODES)
_TONES = {INSERTED: _GREEN, DELETED: _RED, MOVED: _CYAN}


def lines(comparison: Comparison, words: Words, view: View = View.FOLDED, colour: bool = False) -> Iterator[str]:
    """Lines without their ends. Without colour, dropped words stand in `[-…-]`, new ones in `{+…+}`, as in Git."""
    painted = _Paint(colour)
    yield painted(_BOLD, f"{comparison.old} → {comparison.new}: {summary(comparison, words)}")
    for change in comparison.shown(view):
        yield ""
        yield from change_lines(change, words, colour)
    if view is View.FOLDED:
        for place, (where, what) in enumerate(folded(comparison, words)):
            yield from () if place else ("",)
            yield f"{painted(_BOLD, where)}  {painted(_YELLOW, what)}"


def change_lines(change: Change, words: Words, colour: bool = False) -> Iterator[str]:
    """The lines of one change."""
    painted = _Paint(colour)
    tone = next((tone for kind, tone in _TONES.items() if kind in change.kinds), _YELLOW)
    yield f"{painted(_BOLD, heading(change, words))}  {painted(tone, said(change, words))}"
    yield from (f"  {painted.text(edits)}" for edits in _worth_showing(change))
    yield from (f"  {words(said_of(mark))}" for mark in change.marks)
    for part in change.inner:
        node = part.new or part.old
        where = f"{called(node, words)}: " if node and not change.others() else ""
        yield from (f"  {where}{painted.text(edits)}" for edits in _worth_showing(part))
        yield from (f"  {where}{words(said_of(mark))}" for mark in part.marks)


def _worth_showing(change: Change) -> Iterator[Edits]:
    for edits in (change.title, *change.texts):
        if edits and any(edit.old != edit.new for edit in edits):
            yield edits


class _Paint:
    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, codes: str, text: str) -> str:
        return f"{codes}{text}{_END}" if self.colour and text else text

    def text(self, edits: Edits) -> str:
        out = []
        last = len(edits) - 1
        for at, (old, new, follows) in enumerate(edits):
            if old == new:
                out.append(_cut(old, at == 0, at == last))
                continue
            gone, come = (old, new) if self.colour else (f"[-{old}-]" if old else "", f"{{+{new}+}}" if new else "")
            out.append(
                self(_DIM + _STRUCK if follows else _RED + _STRUCK, gone)
                + self(_DIM + _LINED if follows else _GREEN + _LINED, come)
            )
        return "".join(out).replace("\n", "\n  ")


def _cut(text: str, first: bool, last: bool) -> str:
    """An equal stretch shortened to what stands near a change."""
    if first and last:
        return text
    if first:
        return text if len(text) <= _CONTEXT + 10 else "…" + text[-_CONTEXT:].partition(" ")[2]
    if last:
        return text if len(text) <= _CONTEXT + 10 else text[:_CONTEXT].rpartition(" ")[0] + " …"
    if len(text) <= 2 * _CONTEXT + 10:
        return text
    return f"{text[:_CONTEXT].rpartition(' ')[0]} … {text[-_CONTEXT:].partition(' ')[2]}"
