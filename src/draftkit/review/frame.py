"""Changes to what stands around the text: header, title, legal bases, recipients, signature. They come from metadata,
or from words of the kind."""

from __future__ import annotations

import re

from draftkit.edits.data_files import Scalar, scalars, yaml_text
from draftkit.model.inline import plain
from draftkit.model.message import msg
from draftkit.resolve.bound import Written
from draftkit.resolve.frame import Field, frame_fields
from draftkit.review.desk import Desk
from draftkit.review.origin import FRAME, Placed
from draftkit.review.paper import Para, Piece
from draftkit.review.trace import trace_at
from draftkit.review.word_edits import flat, reword
from draftkit.text.edits import spliced
from draftkit.text.fold import with_capital, with_small
from draftkit.text.marks import normal
from draftkit.text.pair import Passage, pair
from draftkit.text.pattern import end_of_line, start_of_line

_END = " ;."
_SHORTEST = 2  # signs; shorter words stand anywhere


class Metadata:
    """The metadata of a document, ready to be found by what is printed from them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.base = desk.base
        self.file, text, shift = self.base.meta()
        self.scalars = tuple(
            scalar._replace(start=scalar.start + shift, end=scalar.end + shift)
            for scalar in scalars(text)
            if normal(scalar.value)
        )
        self.by_path = {scalar.path: scalar for scalar in self.scalars}
        fields = frame_fields(self.base.document.frame, self.base.draft.meta)
        made = (field for field in fields if field.keys and field.part != "bases")
        self.fields = {normal(field.text): field for field in made if normal(field.text)}

    def knows(self, para: Para) -> bool:
        """Whether a paragraph is printed from the metadata."""
        return para.text in self.fields or self._scalar(para.text, None)[0] is not None

    # -- one paragraph

    def changed(self, old: Para, new: Para) -> None:
        """A paragraph of the frame says something else."""
        if self._basis(old, new):
            return
        field = self.fields.get(old.text)
        scalar, at = self._scalar(old.text, field)
        authors = self.desk.authors(new)
        if scalar is not None:
            value = normal(scalar.value)
            shift = len(value) - len(value.rstrip(_END))
            stop = at + len(value.rstrip(_END)) if shift else at + len(value)
            if (
                new.text.startswith(old.text[:at])
                and new.text.endswith(old.text[stop:])
                and len(new.text) >= at + len(old.text) - stop
            ):
                end = len(new.text) - (len(old.text) - stop)
                words = new.text[at:end]
                if at == 0 and old.text[:1] != value[:1]:  # a name that the title prints with a capital
                    words = value[:1] + words[1:] if words[:1] == old.text[:1] else with_small(words)
                self.set(scalar, words + value[len(value.rstrip(_END)) :], old.text, new.text, authors)
                return
        keys = field.keys if field else (scalar.path,) if scalar else ()
        if keys:
            place = self._place(keys[0])
            reason = msg("the words are made from the metadata; change them there")
            self.desk.ask(-1, old.text, new.text, reason, authors, ", ".join(keys), place, keys[0])
        else:
            kind = self.base.draft.kind.name
            message = msg("the words are fixed for this kind of document")
            self.desk.ask(-1, old.text, new.text, message, authors, f"kind.yaml ({kind})", f"templates/{kind}")

    def _basis(self, old: Para, new: Para) -> bool:
        """A legal basis: its words are edited, citations are asked about."""
        base = self.base
        for number, (bound, (content, steps)) in enumerate(zip(base.bound.bases, base.trace.bases, strict=True)):
            shown = normal(plain(bound))
            if old.text.rstrip(_END) != shown.rstrip(_END):
                continue
            scalar = self.by_path.get(f"can_cu.{number}") or self.by_path.get(
                "theo_de_nghi" if number >= len(base.draft.meta.bases) else "can_cu"
            )
            if scalar is None:
                return False
            value, written, lead = scalar.value.rstrip(_END), content, 0
            if scalar.path == "theo_de_nghi":
                return self._tail(scalar, old, new, len(shown) - len(normal(value)))
            if content[:1] == ("Căn cứ ",) and scalar.value.startswith("@"):
                written, lead = content[1:], len("Căn cứ ")
                steps = tuple(step._replace(at=step.at - 1) for step in steps[1:])
            traced = trace_at(Written(written, steps), value, 0)
            if traced is None:
                return False
            text = new.text.rstrip(_END)
            if not text.startswith(shown[:lead]):
                return False
            pieces, asked = reword(flat(traced), text[lead:])
            value = spliced(value, sorted(piece[:3] for piece in pieces))
            authors = self.desk.authors(new)
            if pieces:
                self.set(scalar, value + scalar.value[len(scalar.value.rstrip(_END)) :], old.text, new.text, authors)
            self.desk.ask_generated(asked, FRAME, authors)
            return True
        return False

    def _tail(self, scalar: Scalar, old: Para, new: Para, lead: int) -> bool:
        if new.text[:lead] != old.text[:lead]:
            return False
        self.set(scalar, new.text[lead:].rstrip(_END), old.text, new.text, self.desk.authors(new))
        return True

    def _scalar(self, text: str, field: Field | None) -> tuple[Scalar | None, int]:
        """The longest text of the metadata that is printed in a paragraph letter for letter (the first one may be a
        capital), and where."""
        best: tuple[int, int, Scalar] | None = None
        for scalar in self.scalars:
            if field and not any(scalar.path == key or scalar.path.startswith(key + ".") for key in field.keys):
                continue
            value = normal(scalar.value)
            # a name that merely occurs is not the source of a sentence
            if scalar.path.startswith("gia_tri.") or (field is None and 2 * len(value) < len(text)):
                continue
            for wanted in dict.fromkeys((value, value.strip(" -;."), with_capital(value))):
                at = text.find(wanted) if len(wanted) >= _SHORTEST else -1
                if (
                    at >= 0
                    and (at == 0 or wanted == value or wanted == value.strip(" -;."))
                    and (best is None or len(wanted) > best[0])
                ):
                    best = len(wanted), at, scalar
        return (best[2], best[1]) if best else (None, 0)

    def set(self, scalar: Scalar, value: str, old: str, new: str, authors: tuple[str, ...]) -> None:
        """Give a key another text, in the way it is quoted now."""
        end = scalar.start + len(self.base.texts[self.file][scalar.start : scalar.end].rstrip())
        text = yaml_text(value, scalar.style if scalar.style in ("'", '"') else "")
        self.desk.edit_file(self.file, scalar.start, end, text, scalar.path, old, new, authors)

    def _place(self, key: str) -> str:
        place = self.base.draft.meta.places.get(key) or self.base.draft.meta.places.get(key.split(".")[0])
        return f"{self.file}:{-place.line}" if place else self.file

    # -- lists of paragraphs

    def several(self, old: tuple[Placed, ...], new: tuple[Piece, ...]) -> None:
        """The paragraphs of a cell of the frame: recipients, titles of the signer."""
        before = [placed.piece for placed in old if isinstance(placed.piece, Para)]
        after = [piece for piece in new if isinstance(piece, Para)]
        found = pair(*([Passage("", _entry(para.text)) for para in side] for side in (before, after)))
        last: Para | None = None
        gone: list[Para] = []
        come: list[Para] = []
        for link in (*found.links(len(before)), None):
            kept = link is not None and len(link.old) == len(link.new) == 1
            if link is not None and not kept:
                gone += (before[at] for at in link.old)
                come += (after[at] for at in link.new)
                continue
            if len(gone) == len(come) == 1:  # one in the place of another is that one, whatever its words
                self.changed(gone[0], come[0])
            else:
                for para in gone:
                    self.gone(para)
                for para in come:
                    self.come(para, gone[-1] if gone else last)
            gone, come = [], []
            if link is not None:
                last = before[link.old[0]]
                if _entry(last.text) != _entry(after[link.new[0]].text):
                    self.changed(last, after[link.new[0]])

    def gone(self, old: Para) -> None:
        """A paragraph of the frame was deleted; an entry of a list goes with its line."""
        scalar = self._printed_by(old)
        if scalar is not None and self._in_line(scalar):
            text = self.base.texts[self.file]
            comma = re.compile(r"\s*,\s*").match(text, scalar.end)
            before = re.search(r",\s*$", text[: scalar.start])
            if comma or before:
                cut = (scalar.start, comma.end()) if comma else (before.start() if before else scalar.start, scalar.end)
                self.desk.edit_file(self.file, *cut, "", scalar.path, old.text, "")
                return
        if scalar is not None and _is_entry(scalar):
            self.desk.edit_file(self.file, *self._lines(scalar), "", scalar.path, old.text, "")
            return
        ours = f"kind.yaml ({self.base.draft.kind.name})"
        key = scalar.path if scalar else ", ".join(self.fields[old.text].keys) if old.text in self.fields else ours
        message = msg("these words were deleted; they come from the metadata or the kind")
        self.desk.ask(-1, old.text, "", message, None, key, self._place(key), key)

    def _printed_by(self, para: Para | None) -> Scalar | None:
        """The text of the metadata that a paragraph prints."""
        return self._scalar(para.text, self.fields.get(para.text))[0] if para is not None else None

    def _lines(self, scalar: Scalar) -> tuple[int, int]:
        """Where the lines of an entry of a list start and end."""
        text = self.base.texts[self.file]
        return start_of_line(text, scalar.start), min(end_of_line(text, scalar.end - 1) + 1, len(text))

    def _in_line(self, scalar: Scalar) -> bool:
        """Whether a text is an entry of a list of titles written on one line: `[TM. CHÍNH PHỦ, THỦ TƯỚNG]`."""
        return not scalar.item and ".quyen_han." in f"{scalar.path}."

    def come(self, new: Para, after: Para | None, before: Para | None = None) -> None:
        """A paragraph was added to the frame; after an entry of a list it becomes the next one, before the first of a
        list the first."""
        scalar, first = self._printed_by(after), self._printed_by(before)
        authors = self.desk.authors(new)
        if scalar is not None and self._in_line(scalar):
            words = f", {yaml_text(new.text, chr(39)) if ',' in new.text else yaml_text(new.text)}"
            self.desk.edit_file(self.file, scalar.end, scalar.end, words, scalar.path, "", new.text, authors)
            return
        is_first = (scalar is None or not scalar.item) and first is not None and first.item and first.path == "can_cu.0"
        near = first if is_first else scalar
        if near is not None and _is_entry(near):
            start, end = self._lines(near)
            at = start if is_first else end
            line = f"{self.base.texts[self.file][start : near.start]}{yaml_text(new.text.strip(' -;.'))}\n"
            self.desk.edit_file(self.file, at, at, line, near.path.split(".")[0], "", new.text, authors)
            return
        message = msg("these words were added around the text; say in the metadata what they are")
        self.desk.ask(-1, "", new.text, message, authors, self.file, self.file)


def _is_entry(scalar: Scalar) -> bool:
    """Whether a text is an entry of a list that is written one a line."""
    return scalar.item and scalar.path.startswith(("noi_nhan.", "kinh_gui.", "can_cu."))


def _entry(text: str) -> str:
    """An entry of a list without the sign that ends it, which follows its place."""
    return text.rstrip(_END)
