"""What a text says of the comments on a draft beside their register: how many there are, what was decided of each, when
it came, where it is answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from draftkit.checks.truth.aligned import label_of
from draftkit.checks.truth.apart import content_words, ways
from draftkit.checks.truth.documents import article_of
from draftkit.checks.truth.facts import Fact, facts_of, fault
from draftkit.checks.truth.provisions import figures_of
from draftkit.checks.truth.sentences import Sentence
from draftkit.law.dates import short_date
from draftkit.law.references import find
from draftkit.model.keys import LISTED
from draftkit.model.message import Fault, fault_at, msg
from draftkit.model.meta import Data, texts_in
from draftkit.model.named import NamedTuple

_COUNTED, _OTHER, _OF_SOME, _DECIDED = ways("registered", "counted other of_some decided")
_SENT, _DONE, _ASKED = ways("registered", "sent done asked")
_ENOUGH, _MARGIN = 0.6, 0.25
"""The share of the words of a comment that a sentence about it has, or how many more than of any other."""
_MEANT = {"no": "giải trình", "part": "tiếp thu một phần", "yes": "tiếp thu", "wholly": "tiếp thu"}


class Comment(NamedTuple):
    """A comment: who made it, what it asks for, what was decided, when it came, the provisions it led to, and the
    figures in it."""

    id: str
    bodies: tuple[str, ...]
    words: frozenset[str]
    decision: str
    day: str
    places: Sequence[tuple[str, ...]]
    figures: frozenset[tuple[str, str]] = frozenset()

    def share(self, sentence: Sentence) -> float:
        """The share of its words that a sentence has."""
        return len(self.words & sentence.words) / (len(self.words) or 1)


class Register:
    """The register of a dossier, from the values that its papers get: its counts, and its comments."""

    def __init__(self, values: Data) -> None:
        held = values if isinstance(values, dict) else {}
        listed = held.get(LISTED)
        self.comments = [_comment(row) for row in (listed if isinstance(listed, list) else ()) if isinstance(row, dict)]
        self.counts = {one.leaf: one for one in facts_of({"gop_y": held})} if self.comments else {}
        self._line = -1

    def about(self, sentence: Sentence, before: Comment | None) -> Comment | None:
        """The comment that a sentence is about: it names who made it and has its words, more than those of others, or
        goes on in the line of the sentence `before`; of bodies whose comments all came on one day, that alone."""
        line, self._line = self._line, sentence.place(0).line if self.comments else -1
        theirs = [one for one in self.comments if any(name in sentence.text for name in one.bodies)]
        if not theirs:
            return before if line == self._line else None
        first, *others = sorted(theirs, key=lambda one: one.share(sentence), reverse=True)
        share, next_ = first.share(sentence), max((one.share(sentence) for one in others), default=0)
        if share > next_ + (0 if share >= _ENOUGH else _MARGIN):
            return first
        return first._replace(decision="", places=()) if len({one.day for one in theirs}) == 1 else None

    def asked(self, sentence: Sentence) -> frozenset[tuple[str, str]]:
        """The figures of the comment that a sentence answers."""
        of = "".join(sentence.key.split("#", 2)[2:])
        return next((one.figures for one in self.comments if of and one.id == of), frozenset())

    def unlike(self, sentence: Sentence, comment: Comment | None) -> Iterator[Fault]:
        """Where a sentence says otherwise than the register, of the `comment` it is about too."""
        text = sentence.text
        if self.counts and ("ý kiến" in text or "cơ quan" in text) and not _OTHER.search(text):
            yield from _counts(sentence, self.counts, bool(comment or _OF_SOME.search(text)))
        found = [(*one, comment.id) for one in _of(sentence, comment)] if comment else []
        for at, end, own, id_ in (*found, *self._of_others(sentence)):
            told = msg("the register has “{own}” of comment {id}, here “{said}”")
            yield fault_at("DK-V003", sentence.place(at), told, own=own, id=id_, said=text[at:end].strip())

    def _of_others(self, sentence: Sentence) -> Iterator[tuple[int, int, str, str]]:
        """A body whose comment is said to have led to a provision to which that of another led."""
        text = sentence.text
        asked = _ASKED.search(text) if self.comments else None
        said = next(
            (one for each in self.comments for one in each.bodies if asked and text.startswith(one, asked.end())), ""
        )
        for here in map(article_of, sentence.citations if said else ()):
            of = [one for one in self.comments if here[1] and here in one.places[:1]]
            if asked and of and not any(name in text for one in of for name in one.bodies):
                yield asked.end(), asked.end() + len(said), "; ".join(of[0].bodies), of[0].id


def _comment(row: Mapping[str, Data]) -> Comment:
    id_, text, decision, day = ("".join(texts_in(row.get(key))) for key in ("id", "noi_dung", "quyet_dinh", "ngay"))
    places = [article_of(one) for place in texts_in(row.get("vi_tri")) for one in find(place)]
    bodies, said = tuple(texts_in(row.get("co_quan"))), frozenset(one[:2] for one in figures_of(text))
    return Comment(id_, bodies, frozenset(content_words(text)), decision, day, places, said)


def _counts(sentence: Sentence, counts: Mapping[str, Fact], of_some: bool) -> Iterator[Fault]:
    """Counts of comments and of bodies; `of_some`: of one body, or a sort of them, where no more is said. How many were
    asked is known only where it is not how many answered."""
    for figure in sentence.figures:
        found = _COUNTED.search(f"{sentence.text[: figure.start]}#{sentence.text[figure.counted :]}")
        own = counts.get(found.lastgroup or "") if found else None
        if own is None or own.amount is None or own.amount.low == figure.low:
            continue
        if counts["tra_loi"].text != own.text if own.leaf == "hoi" else own.leaf == "tra_loi" or not of_some:
            yield fault(sentence.place(figure.start), sentence.text[figure.start : figure.counted], own)


def _of(sentence: Sentence, own: Comment) -> Iterator[tuple[int, int, str]]:
    """What a sentence says otherwise of a comment: from where to where, and what the register has."""
    text, decided = sentence.text, {one.lastgroup or "": one for one in _DECIDED.finditer(sentence.text)}
    for kind, said in decided.items() if len(decided) == 1 and own.decision in _MEANT.values() else ():
        if _MEANT[kind] != own.decision and (kind, own.decision) != ("yes", _MEANT["part"]):
            yield *said.span(), own.decision
    days = [one for one in sentence.days if one.first == one.last]
    if len(days) == 1 and own.day and not days[0].holds(own.day) and _SENT.search(text, 0, days[0].start):
        yield days[0].start, days[0].end, short_date(own.day)
    for citation in sentence.citations if own.places else ():
        here = article_of(citation)
        meets = any(all(a == b or not (a and b) for a, b in zip(here, one, strict=True)) for one in own.places)
        if here[0] and not meets and _DONE.search(text, 0, citation.start):
            yield citation.start, citation.end, "; ".join(dict.fromkeys(label_of(*one) for one in own.places))
