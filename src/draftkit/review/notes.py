"""Footnotes that a reviewer added or that went with their paragraph: their marks, and their texts."""

from __future__ import annotations

from draftkit.model.inline import Note
from draftkit.review.origin import Placed
from draftkit.review.paper import Para, Piece
from draftkit.review.round import Round
from draftkit.review.trace import NOTE
from draftkit.review.word_edits import written

Waiting = tuple[str, str]
"""A key, and the text of its note."""


class Notes:
    """The footnotes of one reviewed file."""

    def __init__(self, work: Round) -> None:
        self.work = work
        self._made = len(work.base.draft.notes)
        self._before: dict[Piece, int] = {}
        count = 0
        for piece in work.pieces:
            self._before[piece] = count
            count += piece.text.count(NOTE)

    def typed(self, words: str, para: Para, at: int) -> tuple[str, list[Waiting]]:
        """Words of a reviewed paragraph, from its sign `at` on, as they are typed in the source, with a key for each
        mark in them; and what the notes say."""
        number = self._before.get(para, 0) + para.text.count(NOTE, 0, at)
        first, *rest = words.split(NOTE)
        out, waiting = [written(first)], []
        for at_note, part in enumerate(rest, number):
            key, texts = self._key(), self.work.paper.notes
            waiting.append((key, texts[at_note].text if at_note < len(texts) else ""))
            out.append(f"[^{key}]{written(part)}")
        return "".join(out), waiting

    def _key(self) -> str:
        """A key no footnote has yet."""
        self._made += 1
        while f"ghi-chu-{self._made}" in self.work.base.draft.notes:
            self._made += 1
        return f"ghi-chu-{self._made}"

    def come(self, waiting: Waiting, line: int, authors: tuple[str, ...]) -> None:
        """Put the text of a new footnote after the paragraph it belongs to."""
        end = self.work.base.ends(self._last(line))
        self.work.desk.edit(end, end, definition(waiting), line, "", waiting[1], authors)

    def of(self, placed: Placed) -> list[tuple[int, int]]:
        """First and last line of the texts of the footnotes whose marks a paragraph bears."""
        notes = (
            self.work.base.draft.notes.get(item.key) for item in placed.origin.content or () if isinstance(item, Note)
        )
        return [(note.line, self._last(note.line)) for note in notes if note is not None]

    def _last(self, line: int) -> int:
        """The last line of the paragraph at a line."""
        base = self.work.base
        while (
            line + 1 < len(base.starts)
            and base.line_text(line + 1).strip()
            and not self.work.forms.opens(base.line_text(line + 1).lstrip())
        ):
            line += 1
        return line


def definition(waiting: Waiting) -> str:
    """The lines of the text of a footnote, a blank one before them."""
    key, text = waiting
    return f"\n\n[^{key}]: {written(text)}"
