"""Which document of the project a text speaks of, sentence by sentence, and whose provision it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from draftkit.checks.rule import Subject
from draftkit.checks.truth.apart import DRAFTS, ways
from draftkit.checks.truth.named import Named
from draftkit.checks.truth.sentences import Sentence
from draftkit.law.references import Citation
from draftkit.model.keys import is_enclosed
from draftkit.model.tree import units
from draftkit.text.fold import bare

OF_DRAFT, _IN_DRAFT, _ANOTHER, _TYPED, _DRAFT, OTHER_ACT = ways(
    "spoken", "of_draft in_draft another typed draft other_act"
)
_OF_SOME_DRAFT, _AMENDING = ways("spoken", "of_some_draft amending")
_APART = 0.15
"""How much more of the words of a sentence a provision of one document has than any of another."""


class Spoken:
    """Which documents a text speaks of, as it goes on: all that are `named`; of the sentence that was `read`, the one
    it is `about`, and that again where it says so (`only`); and the one spoken of before (`of`), of which a provision
    is whose document is not said. A text with articles of its own means those."""

    def __init__(self, subject: Subject, named: Mapping[str, Named]) -> None:
        own = any(unit.level.name == "article" for unit in units(subject.bound.draft.body))
        self._own, self._acts = own, {one.act.lower() for one in named.values()}
        self.named = named
        self.remarks = not subject.bound.draft.body
        self.alone = None if own else alone(named)
        self.several = not own and not self.alone and bool(named)
        self.about: Named | None = None
        self.only: Named | None = None
        self.of = self.alone
        self._last: Named | None = None
        self._told = False

    def hear(self, sentence: Sentence) -> None:
        """Note what a sentence speaks of: the document of the text, another, or what was spoken of before."""
        others = [one.end() for one in OTHER_ACT.finditer(sentence.text)]
        last = self.alone and others and _DRAFT.search(sentence.text, others[-1])  # “Theo Luật …, Bộ gửi dự thảo”
        other = bool(others and not last) or self.of_unnamed(sentence)
        told = [] if other else _called(sentence.text, self.named)
        if self.alone:
            here = (
                self.remarks
                or sentence.key == "|"
                or sentence.text.startswith("#")
                or _tells(self.alone, sentence.text)
            )
            self.of = None if other else told[0] if len(told) == 1 else self.alone if here else self.of
        elif self.several:
            self._last = told[0] if len(told) == 1 else None if told else self._last
            here = bool(told or _DRAFT.search(sentence.text))  # “Dự thảo gồm 7 chương”
            self.of = None if other else self._last if here else self.of

    def of_unnamed(self, sentence: Sentence) -> bool:
        """Whether a sentence speaks of drafts, and of none that is named: “dự thảo Thông tư” beside a decree, or of one
        that amends beside such as do not."""
        text, acts = sentence.text.lower(), {one.act.lower() for one in self.named.values()}
        drafts = DRAFTS.findall(text)
        if drafts and acts.isdisjoint(drafts):
            return True
        amending = "sửa đổi" in text and any(one[1].lower() in acts for one in _AMENDING.finditer(sentence.text))
        return amending and not any(one.amends for one in self.named.values())

    def unnamed(self, sentence: Sentence) -> Iterator[Citation]:
        """The first citation in a text of a provision of each sort of draft that it neither names nor is."""
        for citation in sentence.citations:
            draft = OF_DRAFT.match(sentence.text, citation.units_end)
            typed = _TYPED.search(sentence.text[draft.start() : draft.end() + 40]) if draft else None
            act = typed[1].lower() if typed else ""
            if draft and not self._own and act not in self._acts and (act or not self.named):
                self._acts.add(act)
                yield citation

    def unheard(self, sentence: Sentence) -> int:
        """Where the first figure or day stands that a text says of a draft, none of which it names; -1 for none."""
        said = [*(one.start for one in sentence.figures), *(one.start for one in sentence.days)]
        found = said and not (self._own or self.named or self._told) and _OF_SOME_DRAFT.search(sentence.text)
        if not found or OTHER_ACT.search(sentence.text):
            return -1
        self._told = True
        return min(said)

    def read(self, sentence: Sentence) -> None:
        """Find out which document a sentence is about."""
        self.about = None if self.of_unnamed(sentence) else about(sentence.text, self.named)
        if self.several and self.of and not _called(sentence.text, self.named) and _DRAFT.search(sentence.text):
            self.about = self.of
        self.only = self.about if self.about and _tells(self.about, sentence.text) else None


def alone(named: Mapping[str, Named]) -> Named | None:
    """The document of a text that names but one, with others perhaps that are enclosed with it, or that have no
    articles: a plan."""
    own = _own(named)
    own = [one for one in own if one.articles] or own if len(own) > 1 else own
    return own[0] if len(own) == 1 else None


def _own(named: Mapping[str, Named]) -> list[Named]:
    return [one for name, one in named.items() if not is_enclosed(name)]


def about(text: str, named: Mapping[str, Named]) -> Named | None:
    """The document that a sentence is about: the one whose type it says, the only one of the text, or the one whose
    provisions have its words rather than those of another."""
    called = _called(text, named)
    if only := alone(named):
        return called[0] if len(called) == 1 else only
    if len(named) > 1 and not called:
        near = {name: one.provisions.nearest(text) for name, one in named.items()}
        first, second, *_ = sorted(near, key=lambda name: near[name], reverse=True)
        return named[first] if near[first] >= near[second] + _APART else None
    return called[0] if len(called) == 1 else None


def _called(text: str, named: Mapping[str, Named]) -> list[Named]:
    """The documents that a text speaks of by their types: of two of one type, the one whose name begins as it says."""
    called = [one for one in named.values() if _says_type(one, text)]
    if len({one.act for one in called}) == 1 < len(called):  # “Nghị định sửa đổi” is that of the two
        return [one for one in called if one.begins in text]
    return called


def _says_type(document: Named, text: str) -> bool:
    named = re.finditer(re.escape(document.act), text) if document.act and document.act in text else ()
    said = (text[one.end() :] for one in named)
    return any(not _ANOTHER.match(rest) for rest in said)


def _tells(document: Named, text: str) -> bool:
    """Whether a sentence speaks of a document: by its type, or as the draft."""
    issued = bool(document.symbol) and document.symbol in text
    unmarked = text.isascii() and bool(document.act) and bare(document.act) in text  # “Nghi dinh”, in a message
    return _says_type(document, text) or issued or unmarked or (not document.symbol and bool(_DRAFT.search(text)))


def meant(citation: Citation, text: str, named: Mapping[str, Named]) -> Named | None:
    """The document whose provision is cited: named with its type, or the only draft there is."""
    document = citation.document
    after = text[citation.units_end : citation.units_end + 60]
    for one in named.values():
        if one.symbol and one.symbol in after:
            return one
        if not one.symbol and document.type == one.act and not document.own:
            rest = text[document.end : document.end + 25]
            return None if re.match(r"\s+(?:số\s+)?\d", rest) else about(text, named) or one
    draft = OF_DRAFT.match(after) or (None if document.type else _IN_DRAFT.search(text, 0, citation.start))
    typed = draft and _TYPED.search(f"{draft[0]}{after[draft.end() :]}" if draft.string is after else draft[0])
    among = named.values() if typed else _own(named)
    drafts = [one for one in among if not one.symbol and (not typed or typed[1] == one.act)]
    return drafts[0] if draft and len(drafts) == 1 else None
