"""What changes the meaning of a text without changing its letters: struck words, raised figures, pictures, the
address behind a link, and the like. Two texts of the same letters are the same only when these are too."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.text.edits import spans
from draftkit.text.fold import seen, squeezed
from draftkit.text.passage import shortened

STRUCK, HIDDEN, RAISED, LOWERED, LINK, FIELD = "struck", "hidden", "raised", "lowered", "link", "field"
CAPITALS = "capitals"
FORMULA, PICTURE, OBJECT, BOX = "formula", "picture", "object", "text box"
HEADER, FOOTER, COMMENT = "header", "footer", "comment"
BODY, NOTES, EDGES, COMMENTS = "", "notes", "edges", "comments"
"""Where a mark stands: the text and its tables, notes, headers and footers, comments."""
OPEN, DONE = "open", "resolved"
"""The values of comments."""
_SHOWN = 80

_SAID: Mapping[str, Message] = (
    {STRUCK: msg("words struck through"), HIDDEN: msg("hidden words"), RAISED: msg("raised (superscript)")}
    | {LOWERED: msg("lowered (subscript)"), CAPITALS: msg("small letters shown as capitals"), LINK: msg("link")}
    | {FIELD: msg("field"), FORMULA: msg("formula"), PICTURE: msg("picture"), OBJECT: msg("chart or embedded object")}
    | {BOX: msg("text box"), HEADER: msg("header"), FOOTER: msg("footer"), COMMENT: msg("comment")}
)


class Mark(NamedTuple):
    """One such thing. `words` are what it stands on or holds, `value` what else makes it what it is (an address, the
    code of a field, the sum of the bytes of a picture), `before` the signs a raised or lowered one is joined to.

    `ordinal` is the paragraph of the text it stands in, 0 for none; `paragraph` the letters of that paragraph, or for
    one without letters those of the one before, and `again` how many paragraphs with the same letters come earlier;
    `start` where in it. `nth` tells it from earlier ones on equal words in the paragraph."""

    kind: str
    words: str
    value: str = ""
    before: str = ""
    part: str = BODY
    ordinal: int = 0
    paragraph: str = ""
    again: int = 0
    start: int = 0
    nth: int = 0

    def shown(self) -> str:
        """Its words as they are quoted to a reader; of a picture or field without words what it is."""
        words = {RAISED: f"{self.before}^{self.words}", LOWERED: f"{self.before}_{self.words}"}.get(
            self.kind, self.words
        )
        words = words or (self.value if self.kind in (FIELD, LINK) else "")
        return shortened(words, _SHOWN)

    def place(self) -> tuple[str, str, int]:
        """The paragraph it stands in, whatever paragraphs come before."""
        return self.part, self.paragraph, self.again


class Fingerprint(NamedTuple):
    """All marks of a text, and the paragraphs it has, with their ordinals: part, letters, and how many with these
    letters came earlier."""

    marks: tuple[Mark, ...] = ()
    paragraphs: Mapping[tuple[str, str, int], int] = MappingProxyType({})


class Difference(NamedTuple):
    """A mark that one text has and the other has not, or has with another value. At least one is given."""

    old: Mark | None
    new: Mark | None

    @property
    def mark(self) -> Mark:
        """The mark as it is now; as it was when it is gone."""
        return self.new or self.old or Mark("", "")


class Gatherer:
    """Builds a fingerprint, paragraph by paragraph in reading order."""

    def __init__(self) -> None:
        self._marks: list[Mark] = []
        self._seen: Counter[tuple[str, str]] = Counter()
        self._paragraphs: dict[tuple[str, str, int], int] = {}
        self._at: dict[str, tuple[str, int]] = {}
        self._silent: Counter[tuple[str, str, int]] = Counter()

    def paragraph(self, letters: str, marks: Iterable[Mark] = (), part: str = BODY, ordinal: int = 0) -> None:
        """Add a paragraph and its marks, each with its words, value and start."""
        text = normal(letters)
        if text:
            key = part, text
            self._at[part] = text, self._seen[key]
            self._paragraphs[part, text, self._seen[key]] = ordinal
            self._seen[key] += 1
        near, again = self._at.get(part, ("", 0))
        for mark in marks:
            words, before = normal(mark.words), mark.before.strip()
            start, nth = mark.start, text[: mark.start].count(before + words) if words else 0
            if not text:  # a picture by itself: which one behind the same paragraph
                self._silent[part, near, again] += 1
                start = -self._silent[part, near, again]
            self._marks.append(
                mark._replace(
                    words=words,
                    part=part,
                    ordinal=ordinal,
                    paragraph=near,
                    again=again,
                    start=start,
                    nth=nth,
                    before=before,
                )
            )

    def fingerprint(self) -> Fingerprint:
        """What was gathered."""
        return Fingerprint(tuple(self._marks), self._paragraphs)


def normal(text: str) -> str:
    """Letters as they are compared: composed, blanks squeezed, without signs that cannot be seen."""
    return squeezed(seen(text))


def differences(old: Fingerprint, new: Fingerprint) -> tuple[Difference, ...]:
    """What differs between two texts besides their letters, in the order of the new one, what is gone last.

    In a paragraph that both have, a mark must stand at the same signs. In one that only one has, a mark is the same as
    one on the same words in a paragraph that only the other has: those paragraphs differ in letters anyway."""
    before, after = (Counter(map(_exact, one.marks)) for one in (old, new))
    gone, come = (list(_left(old.marks, after)), list(_left(new.marks, before)))
    gone, come = _unmatched(gone, come, old, new)
    waiting: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, mark in enumerate(gone):
        waiting[_subject(mark)].append(at)
    out: list[Difference] = []
    for mark in come:
        same = waiting[_subject(mark)]
        out.append(Difference(gone[same.pop(0)] if same else None, mark))
    left = sorted(at for same in waiting.values() for at in same)
    return (*out, *(Difference(gone[at], None) for at in left))


def _exact(mark: Mark) -> tuple[object, ...]:
    return (mark.kind, mark.words, mark.value, mark.start, *mark.place())


def _loose(mark: Mark) -> tuple[object, ...]:
    return mark.kind, mark.words, mark.value, mark.part, mark.before, mark.nth


def _subject(mark: Mark) -> tuple[object, ...]:
    """What may be said to have changed rather than gone and come."""
    if mark.kind in (HEADER, FOOTER):
        return (mark.kind, mark.value)
    return mark.kind, "" if mark.kind in (BOX, PICTURE) else mark.words, *mark.place()


def _left(marks: Iterable[Mark], other: Counter[tuple[object, ...]]) -> Iterator[Mark]:
    """The marks that the other text does not have at the same signs."""
    have = Counter(other)
    for mark in marks:
        key = _exact(mark)
        if have[key]:
            have[key] -= 1
        else:
            yield mark


def _unmatched(gone: list[Mark], come: list[Mark], old: Fingerprint, new: Fingerprint) -> tuple[list[Mark], list[Mark]]:
    """Those that have not the same on the other side: in a paragraph that was reworded there, or, by themselves in a
    paragraph without letters, in the same order."""
    alone = [[mark for mark in some if mark.start < 0] for some in (gone, come)]
    joined = [[mark for mark in some if mark.start >= 0] for some in (gone, come)]
    free = Counter(_loose(mark) for mark in joined[0] if _elsewhere(mark, old, new))
    kept: list[Mark] = []
    matched: Counter[tuple[object, ...]] = Counter()
    for mark in joined[1]:
        key = _loose(mark)
        if matched[key] < free[key] and _elsewhere(mark, new, old):
            matched[key] += 1
        else:
            kept.append(mark)
    left: list[Mark] = []
    for mark in joined[0]:
        key = _loose(mark)
        if matched[key] and _elsewhere(mark, old, new):
            matched[key] -= 1
        else:
            left.append(mark)
    if alone[0] or alone[1]:
        for span in spans(*([(mark.kind, mark.words, mark.value, mark.part) for mark in some] for some in alone)):
            if not span.same:
                left += alone[0][span.a0 : span.a1]
                kept += alone[1][span.b0 : span.b1]
    return left, kept


def _elsewhere(mark: Mark, own: Fingerprint, other: Fingerprint) -> bool:
    """Whether the other text may have the mark in a paragraph of other letters: it has not this one, or not as many of
    its letters."""
    if mark.place() not in other.paragraphs:
        return True
    last = mark.again
    while (mark.part, mark.paragraph, last) in own.paragraphs or (mark.part, mark.paragraph, last) in other.paragraphs:
        last += 1
    both = mark.part, mark.paragraph, last - 1
    return not (both in own.paragraphs and both in other.paragraphs)


def kind_said(mark: Mark) -> Message:
    """What sort of thing a mark is."""
    return _SAID[mark.kind]


def mark_said(mark: Mark) -> Message:
    """A mark in words: `words struck through: “bản giấy hoặc”`."""
    shown = mark.shown()
    return msg("{kind}: “{words}”", kind=kind_said(mark), words=shown) if shown else kind_said(mark)


def said(difference: Difference) -> Message:
    """A difference in words."""
    old, new = difference
    if new is None:
        return msg("{mark}: no longer there", mark=mark_said(difference.mark))
    if old is None:
        return msg("{mark}: new", mark=mark_said(new))
    if new.words != old.words:
        return msg("{kind}: “{old}” → “{new}”", kind=kind_said(new), old=old.shown(), new=new.shown())
    if new.kind == COMMENT:
        done = new.value == DONE
        return msg("{mark}: resolved", mark=mark_said(new)) if done else msg("{mark}: open again", mark=mark_said(new))
    if new.kind in (LINK, FIELD):
        return msg("{mark}: {old} → {new}", mark=mark_said(new), old=old.value, new=new.value)
    return msg("{mark}: another one", mark=mark_said(new))
