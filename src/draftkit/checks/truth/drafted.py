"""Who drafts a draft and who appraises it, said by hand, beside who its metadata say has proposed it, and to whom the
law has drafts of its kind sent."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.checks.truth.apart import content_words, ways
from draftkit.checks.truth.named import Named, called_of
from draftkit.checks.truth.sentences import Sentence
from draftkit.model.message import Fault, fault_at, msg

_TOLD, _BY, _DRAFTS, _IS_WHO, _WHO, _OPENS, _DOES = ways("drafted", "told by drafts is_who who opens does")
_CALLED, _JUDGED, _SENT, _APPRAISES = ways("drafted", "called judged sent appraises")


def unlike(sentence: Sentence, document: Named) -> Iterator[Fault]:
    """A body that a sentence says drafts a document, where another of its rank does."""
    text = sentence.text
    if not _TOLD.search(text):
        return
    title = document.title_words
    called = [{*content_words(one[1])} for one in _CALLED.finditer(text)]
    other = any(2 * len(title & one) < min(len(title), len(one)) for one in called)  # “dự thảo Nghị định về phí”
    theirs = {name for name in document.drafters if name in text}
    for one in document.bodies.finditer(text) if not other else ():
        by = _BY.search(text, 0, one.start()) and _DRAFTS.match(text, one.end())
        asks = None if theirs - {one[0]} or _JUDGED.search(text) else _OPENS.search(text, 0, one.start())
        by = by or (asks and _DOES.match(text, one.end()))  # others ask their own people, for who drafts it
        if by or _IS_WHO.search(text, 0, one.start()) or _WHO.match(text, one.end()):
            own = [name for name in document.drafters if name.split()[:1] == one[0].split()[:1]]
            if own and one[0] not in own:
                said = msg("“{said}” stands here; {document} is drafted by {own}")
                place = sentence.place(one.start())
                yield fault_at("DK-V005", place, said, said=one[0], document=called_of(document), own=" | ".join(own))


def doubtful(sentence: Sentence, document: Named) -> Iterator[Fault]:
    """A body of the same rank that is said to appraise a document, where its kind names another (`appraiser`)."""
    text, own = sentence.text, document.bound.draft.kind.words.get("appraiser", "")
    for one in document.bodies.finditer(text) if own else ():
        appraises = _SENT.search(text, 0, one.start()) and _APPRAISES.match(text, one.end())
        if appraises and one[0].split()[:1] == own.split()[:1] and one[0] != own:
            said = msg(
                "“{said}” is to appraise {document} here; drafts of its kind go to {own}: see whether it is right"
            )
            place = sentence.place(one.start())
            yield fault_at("DK-V007", place, said, said=one[0], document=called_of(document), own=own)
