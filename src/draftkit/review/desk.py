"""Where the findings of one reviewed file are gathered: edits of sources, questions to the drafter."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from draftkit.edits.provisions import called
from draftkit.edits.values import Edit, Question
from draftkit.model.inline import Inline, Math, Note, Reference, Value
from draftkit.model.message import Message, msg
from draftkit.model.tree import Unit
from draftkit.review.origin import Base, Origin
from draftkit.review.paper import Para
from draftkit.review.word_edits import Asked


class Desk:
    """One reviewed file over the build it was made from. `author` is who edited without tracking."""

    def __init__(self, base: Base, author: str) -> None:
        self.base = base
        self.author = author
        self.edits: list[Edit] = []
        self.questions: list[Question] = []
        self.lines = sorted(base.chains)
        self.ordinal = 0
        """The paragraph at work."""
        self.acts: tuple[str, ...] = ()
        """What the edits are parts of that come next."""
        self._counted = 0

    # -- who and where

    def authors(self, para: Para | None, start: int = 0, end: int = -1) -> tuple[str, ...]:
        """Who changed signs `start`..`end` of a paragraph: of its revisions there, else whoever edited the file."""
        if para is None:
            return (self.author,) if self.author else ()
        stop = len(para.text) if end < 0 else end
        found = [who for at, who in para.by if start <= at < max(stop, start + 1)] + [
            who for at, who in para.cuts if start <= at <= stop
        ]
        return tuple(sorted(set(found))) or ((self.author,) if self.author else ())

    def chain(self, line: int) -> tuple[Unit, ...]:
        """The units around a line of the joined source."""
        at = bisect_right(self.lines, line) - 1
        return self.base.chains[self.lines[at]] if at >= 0 and line >= 0 else ()

    def where(self, line: int) -> str:
        """The provision at a line as people say it: `điểm a khoản 2 Điều 5`."""
        return called(self.base.bound, self.chain(line))

    def label(self, line: int) -> str:
        """The label of the innermost unit around a line that has one."""
        return next((unit.label for unit in reversed(self.chain(line)) if unit.label), "")

    # -- findings

    @contextmanager
    def act(self, parts_of: Iterable[str] = ()) -> Iterator[None]:
        """Edits made in this context are one act, made together or not at all, and parts of others."""
        self._counted += 1
        before, self.acts = self.acts, (*self.acts, f"act-{self._counted}", *parts_of)
        yield
        self.acts = before

    def edit(
        self, first: int, last: int, text: str, line: int, old: str, new: str, authors: Iterable[str] | None = None
    ) -> None:
        """Replace signs `first`..`last` of the joined source. Unless `authors` are named, whoever edited the file did
        it; so with all that follows."""
        file, start = self.base.locate(first)
        other, end = self.base.locate(last)
        size = len(self.base.texts[file])
        if other != file:  # what lies between two files is no text
            end = size
        self.edit_file(file, min(start, size), min(end, size), text, self.where(line), old, new, authors)

    def edit_file(
        self,
        file: str,
        start: int,
        end: int,
        text: str,
        where: str,
        old: str,
        new: str,
        authors: Iterable[str] | None = None,
    ) -> None:
        """Replace signs of a file besides the source."""
        by = self.authors(None) if authors is None else tuple(authors)
        self.edits.append(Edit(file, start, end, text, where, old, new, by, self.acts))

    def ask(
        self,
        line: int,
        old: str,
        new: str,
        reason: Message,
        authors: Iterable[str] | None = None,
        key: str = "",
        place: str = "",
        where: str = "",
        settles: bool = True,
    ) -> None:
        """Put a question; one that never `settles` stays open, though the words are as the reviewer wants."""
        at = place or (self.base.span(line) if line >= 0 else self.base.draft.source.meta_file)
        by = self.authors(None) if authors is None else tuple(authors)
        ordinal = self.ordinal if settles else 0
        self.questions.append(Question(key, at, where or self.where(line), old, new, reason, by, ordinal))

    def ask_generated(self, asked: Iterable[Asked], origin: Origin, authors: tuple[str, ...]) -> None:
        """Questions about words made from labels, values, notes or formulas."""
        for one in asked:
            found = [told for atom in one.atoms for item in atom.items if (told := self._generated(item))]
            reason = found[0][1] if found else msg("these words are generated")
            self.ask(origin.line, one.old, one.new, reason, authors, ", ".join(dict.fromkeys(key for key, _ in found)))

    def _generated(self, item: Inline) -> tuple[str, Message] | None:
        """Where generated words come from, and why they are not simply edited."""
        if isinstance(item, Value):
            said = "the words come from a value; change it where it is kept, and it changes everywhere"
            return self.value_key(item.name), msg(said)
        if isinstance(item, Reference):
            said = "the words are a reference and follow the numbers; name another label to point elsewhere"
            return f"@{item.target}", msg(said)
        if isinstance(item, Note):
            return f"[^{item.key}]", msg("the mark of a footnote was changed together with other words")
        if isinstance(item, Math):
            return f"${item.tex}$", msg("a formula was changed; edit its LaTeX text")
        return None

    def value_key(self, name: str) -> str:
        """Where a value is kept: the key and its file."""
        own = self.base.draft.meta.given
        if name.split(".")[0] in own:
            return f"gia_tri.{name} ({self.base.draft.source.meta_file})"
        if name.split(".")[0] in self.base.draft.related:
            return f"{name} ({self.base.draft.source.meta_file})"
        shared = self.base.session.project.shared / "facts.yaml"
        shown = shared.relative_to(self.base.root).as_posix() if shared.is_relative_to(self.base.root) else shared.name
        return f"{name} ({shown})"
