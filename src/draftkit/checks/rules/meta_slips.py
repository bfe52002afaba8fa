"""Slips in the metadata that are printed as typed: around the text nobody looks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.header import signature_place
from draftkit.checks.sources import practice
from draftkit.model.finding import Severity
from draftkit.model.keys import BASES, FILED, FONT_SIZE, NUMBER, RECIPIENTS, TITLE
from draftkit.model.message import Message, msg
from draftkit.model.numeral import whole
from draftkit.text.pattern import Pattern

_PLACE, _BY, _SHORTENED = "dia_danh", "theo_de_nghi", "thu_tuc_rut_gon"
_SPACED = Pattern(r"\d(?:/ | /)\S+|/QH \d+|\d/\d{4} ?/ [A-ZĐ]|\d/\d{4} /[A-ZĐ]|[A-ZĐ] -[A-ZĐ]|[A-ZĐ]- [A-ZĐ]{2}")
_METADATA_SLIP = practice("thông tin quanh văn bản được in đúng như đã gõ")


@rule("DK-H042", "Slip in the metadata", Severity.WARNING, _METADATA_SLIP, "header")
def metadata_slip(subject: Subject) -> Iterator[Hit]:
    """What is typed in the metadata is printed as it is: a name in small letters or with “(đã ký)”,
    “Căn cứ Căn cứ”, a number with a blank in it, a font size the law does not know, “có” where true is meant."""
    meta = subject.bound.meta
    for key, message in _single(subject):
        yield subject.hit(key, message)
    for index, signature in enumerate(subject.frame.signatures):
        fault = _name(signature.name)
        if fault:
            yield subject.hit(signature_place(subject, index, "ho_ten"), fault)
    texts = [(f"{BASES}.{index}", text) for index, text in enumerate(meta.bases)]
    texts += [(f"{RECIPIENTS}.{index}", text) for index, text in enumerate(meta.recipients)]
    for key, text in texts:
        twice = next(
            (word for word, after in pairwise(re.findall(r"Căn cứ|Theo|của|và|các|\w+", text)) if word == after), ""
        )
        spaced = _SPACED.search(text)
        if twice in ("Căn cứ", "Theo", "của", "và", "các"):
            yield subject.hit(key, "“{text}”: the word stands twice", text=f"{twice} {twice}")
        elif spaced:
            yield subject.hit(key, "“{text}”: write the number without spaces", text=spaced[0])


def _single(subject: Subject) -> Iterator[tuple[str, Message]]:
    """Keys of one value with what is wrong there."""
    meta, pairs = subject.bound.meta, subject.bound.profile.pairs
    size, title, place = meta.font_size, meta.title, meta.text(_PLACE)
    if size and whole(size) is not None and whole(size) not in pairs:
        known = ", ".join(map(str, pairs))
        yield FONT_SIZE, msg("“co_chu: {size}” is not used; the sizes are {known}", size=size, known=known)
    if whole(meta.number) == 0:
        yield NUMBER, msg("the number is 0; leave the key empty until the number is given")
    if place[:1].islower():
        yield _PLACE, msg("“{text}” starts with a small letter", text=place)
    if len(title) > 3 and title.isupper():
        yield TITLE, msg("the name is in capitals; write it as within a sentence, print sets the capitals")
    elif re.search(r"\(dự thảo[^)]*\)|dự thảo lần \d", title, re.IGNORECASE):
        yield TITLE, msg("that it is a draft is said by du_thao, not by the name")
    if re.search(r"\S  +\S", title):
        yield TITLE, msg("two blanks in the name")
    for by in meta.texts(_BY):
        if by[:1].islower():
            yield _BY, msg("“{text}” starts with a small letter", text=by)
    if isinstance(meta.values.get(_SHORTENED), str):
        yield _SHORTENED, msg("“{key}” is true or false", key=_SHORTENED)
    if re.match(r"[A-ZĐ]+\.", meta.filed) or meta.filed[:2].islower():
        yield FILED, msg("“{text}”: write “VT, …”", text=meta.filed)


def _name(name: str) -> Message | None:
    """What is wrong with the name of a signer."""
    if "(" in name or name.endswith((".", ",", ";")):
        return msg("“{name}” holds more than a name", name=name)
    if any(part[0].islower() for part in name.split()):
        return msg("“{name}”: each part of a name starts with a capital", name=name)
    return None
