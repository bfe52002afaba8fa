"""What a text says of the comments on a draft beside their register: how many there are, what was decided of each, when
it came, where it is answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from draftkit.checks.truth.aligned import Provision, Provisions, kept_of, label_of
from draftkit.checks.truth.apart import content_words, telling, ways
from draftkit.checks.truth.facts import Fact, fault
from draftkit.checks.truth.placed import article_of
from draftkit.checks.truth.provisions import figures_of
from draftkit.checks.truth.sentences import Sentence
from draftkit.law.dates import short_date
from draftkit.law.references import find
from draftkit.model.keys import LISTED
from draftkit.model.message import Fault, fault_at, msg
from draftkit.model.meta import Data, texts_in
from draftkit.model.named import NamedTuple

_COUNTED, _OTHER, _OF_SOME, _DECIDED = ways("registered", "counted other of_some decided")
_SENT, _DONE, _ASKED, _SAID, _AGREES = ways("registered", "sent done asked said agrees")
_ENOUGH, _MARGIN, _HALF, _TWICE, _FEW = 0.6, 0.25, 0.4, 2, 3
"""The share of the words of a comment that a sentence about it has, or how many more than of any other; how much they
tell, how many times as much, and how many words are too few, where another body is said to have made it."""
_TOLD, _HARDLY = 1.5, 0.3
"""How much of a comment a provision says that came of it; the share of that which another one says at most."""
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
    """The register of a dossier, from the values that its papers get, and the facts these are: its counts, and its
    comments. `state`: as of `kept_facts`."""

    def __init__(self, values: Data, known: Sequence[Fact], state: str) -> None:
        listed = values.get(LISTED) if isinstance(values, dict) else None
        rows = [row for row in (listed if isinstance(listed, list) else ()) if isinstance(row, dict)]
        self.comments = [Comment(*one) for one in kept_of(state, "comments", lambda: map(_comment, rows))]
        self._bodies = {name for one in self.comments for name in one.bodies}
        self.counts = {one.leaf: one for one in known if self.comments and one.name.startswith("gop_y.")}
        self._line = -1

    def about(self, sentence: Sentence, before: Comment | None) -> Comment | None:
        """The comment that a sentence is about: it names who made it and has its words, more than those of others, or
        goes on in the line of the sentence `before`; of bodies whose comments all came on one day, that alone."""
        line, self._line = self._line, sentence.place(0).line if self.comments else -1
        named = {name for name in self._bodies if name in sentence.text}
        theirs = [one for one in self.comments if not named.isdisjoint(one.bodies)] if named else []
        if not theirs:
            return before if line == self._line else None
        first, *others = sorted(theirs, key=lambda one: one.share(sentence), reverse=True)
        share, next_ = first.share(sentence), max((one.share(sentence) for one in others), default=0)
        if share > next_ + (0 if share >= _ENOUGH else _MARGIN):
            return first
        return first._replace(decision="", places=()) if len({one.day for one in theirs}) == 1 else None

    def answered(self, sentence: Sentence) -> Comment | None:
        """The comment that a sentence answers."""
        of = "".join(sentence.key.split("#", 2)[2:])
        return next((one for one in self.comments if of and one.id == of), None)

    def unlike(self, sentence: Sentence, comment: Comment | None) -> Iterator[Fault]:
        """Where a sentence says otherwise than the register, of the `comment` it is about too."""
        text = sentence.text
        if self.counts and ("ý kiến" in text or "cơ quan" in text) and not _OTHER.search(text):
            yield from _counts(sentence, self.counts, bool(comment or _OF_SOME.search(text)))
        found = [(*one, comment.id) for one in _of(sentence, comment)] if comment else []
        answered = self.answered(sentence)
        near = _placed(sentence, answered, _is_near) if answered else ()
        found += [(*one, answered.id) for one in near if answered and not _DONE.search(text, 0, one[0])]
        for at, end, own, id_ in (*found, *self._of_others(sentence)):
            told = msg("the register has “{own}” of comment {id}, here “{said}”")
            yield fault_at("DK-V003", sentence.place(at), told, own=own, id=id_, said=text[at:end].strip())

    def misplaced(self, sentence: Sentence, own: Provisions) -> Iterator[tuple[int, str, Provision]]:
        """Where an answer says that something was put in, if another provision of the article has the words of the
        comment, and the one cited hardly any; how that is cited, and the other one."""
        answered = self.answered(sentence)
        for citation in sentence.citations if answered else ():
            place = article_of(citation)
            if answered and place[1] and _DONE.search(sentence.text, 0, citation.start):
                held = [one for one in own.all if one.article == place[0]]
                told = {one: own.tells(answered.words.intersection(content_words(one.text))) for one in held}
                here = max((told[one] for one in held if one.is_at(place)), default=0.0)
                best = max(held, key=lambda one: told[one], default=None)
                enough = max(_TOLD, _HALF * own.tells(answered.words), here / _HARDLY)
                if best and told[best] >= enough and f"khoản {place[1]} Điều này" not in best.text:
                    yield citation.start, label_of(*place), best

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
        yield from self._of_another(sentence)

    def _of_another(self, sentence: Sentence) -> Iterator[tuple[int, int, str, str]]:
        """A body that is said to have asked what another did, and nobody else."""
        text = sentence.text
        if not self.comments or _OTHER.search(text) or _AGREES.search(text):
            return
        makers = [(text.find(one), one) for one in self._bodies if one in text]
        made = [(at, one) for at, one in makers if _SAID.match(text, at + len(one))]
        if not len(made) == len(makers) == 1:
            return
        at, said = made[0]
        words = {*content_words(text.replace(said, " "))}
        held = telling(Counter(word for one in self.comments for word in one.words), len(self.comments))
        told = [(sum(held[word] for word in one.words & words), one) for one in self.comments]
        (most, best), *others = sorted(told, key=lambda one: -one[0])
        least = max(_HALF * sum(held[word] for word in best.words), _TWICE * (others[0][0] if others else 0))
        if said not in best.bodies and most >= least and len(best.words & words) > _FEW:
            yield at, at + len(said), "; ".join(best.bodies), best.id


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
    yield from _placed(sentence, own, lambda here, one: True)


def _placed(
    sentence: Sentence, own: Comment, may_be: Callable[[tuple[str, ...], tuple[str, ...]], bool]
) -> Iterator[tuple[int, int, str]]:
    """Where a sentence says that a comment led to another place than those it led to, one of which `may_be` meant."""
    for citation in sentence.citations if own.places else ():
        here = article_of(citation)
        meets = any(all(a == b or not (a and b) for a, b in zip(here, one, strict=True)) for one in own.places)
        meant = here[0] and not meets and any(may_be(here, one) for one in own.places)
        meant = meant and not any(article_of(one) in own.places for one in sentence.citations)
        if meant and _DONE.search(sentence.text, 0, citation.start):
            yield citation.start, citation.end, "; ".join(dict.fromkeys(label_of(*one) for one in own.places))


def _is_near(here: tuple[str, ...], one: tuple[str, ...]) -> bool:
    """Whether one number tells two places apart: an answer may also be given elsewhere."""
    return sum(a != b for a, b in zip(here, one, strict=True)) == 1
