"""Figures of an explanation that are right, though the provision which it explains says others."""

from __future__ import annotations

from draftkit.checks.rules.provisions import said_by
from draftkit.checks.truth.apart import content_words
from draftkit.checks.truth.named import Named
from draftkit.checks.truth.provisions import Told, figures_of
from draftkit.checks.truth.sentences import Sentence


def is_right(sentence: Sentence, told: Told, document: Named) -> bool:
    """Whether a figure is the day on which its document takes effect, of which the provision explained says something,
    or that of another provision of the article, which has more of its words: “Doanh nghiệp gửi sớm hơn, trước ngày 20
    tháng 12”."""
    unit = document.explained(sentence) if told.own else None
    if unit is None:
        return False
    article, words = document.article_explained(sentence), {*content_words(sentence.text)}
    said = {one[:2] for one in figures_of(sentence.text) if one.at == told.start}
    says = said_by(document.bound, (unit,))
    if "có hiệu lực" in says and ("ngày", document.in_force) in said:
        return True
    shared = len(words.intersection(content_words(says)))
    texts = (one.text for one in document.provisions.all if article and one.article == article)
    others = (text for text in texts if said & {one[:2] for one in figures_of(text)})
    return any(len(words.intersection(content_words(text))) > shared for text in others)
