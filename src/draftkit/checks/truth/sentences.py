"""What a text says, sentence by sentence, wherever it stands: headline, metadata, running text, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.rule import Subject
from draftkit.law.dates import FIGURES, Day, days, iso
from draftkit.model.cardinal import read_words
from draftkit.model.meta import Data, texts_in
from draftkit.model.named import NamedTuple
from draftkit.model.place import Place
from draftkit.text import amount
from draftkit.text.fold import bare

_SENTENCE = re.compile(r"(?:[^.;!?\n\x00]|\.(?=\d)|\x00)+")
_WORD = re.compile(r"[a-z0-9]+")
_NOT_SAID = frozenset(
    (
        *("loai", "co_quan", "co_quan_chu_quan", "du_thao", "lien_he", "lien_he_cong_khai", "thu", "van_ban", "kenh"),
        *("gia_tri", "noi_nhan", "luu", "chu_ky", "can_cu", "ngay", "nam", "so", "dinh_chinh", "thay_doi", "don_vi"),
        *("cam_cong_bo", "cong_bo_tu", "hinh_anh", "kinh_gui"),
    )
)
"""Keys that hold no sentences, or say on purpose what was wrong."""


class Sentence(NamedTuple):
    """A sentence, or a row of a table; `plain` is the same without accents and capitals, sign for sign. `shift` is
    where it starts in the prose; a sentence of the metadata stands at its `key`."""

    text: str
    plain: str
    shift: int
    words: frozenset[str]
    key: Place | None = None

    def place(self, subject: Subject, at: int) -> Place:
        """The place in the source of an offset in the sentence."""
        return self.key or subject.place(self.shift + at)


def sentences(subject: Subject) -> Iterator[Sentence]:
    """All sentences of a document, the headline first."""
    meta = subject.bound.meta
    for key, value in meta.values.items():
        if key not in _NOT_SAID:
            for text in _texts(value):
                for found in _SENTENCE.finditer(text):
                    yield _sentence(found[0], 0, meta.place(key))
    for found in _SENTENCE.finditer(subject.prose):
        if found[0].strip("\x00 |-:"):
            yield _sentence(found[0], found.start(), None)


def _texts(value: Data) -> Iterator[str]:
    """The texts of a key: what an entry of a list says is one row."""
    for entry in value if isinstance(value, list) else [value]:
        yield " | ".join(texts_in(entry)) if isinstance(entry, dict) else "".join(texts_in(entry))


def _sentence(text: str, shift: int, key: Place | None) -> Sentence:
    plain = bare(text).lower()
    plain = plain if len(plain) == len(text) else text.lower()
    return Sentence(text, plain, shift, frozenset(_WORD.findall(plain)), key)


_FIGURES = re.compile(rf"(?<![\w/.,-]){FIGURES}(?![\w/-])")
_MONTH = re.compile(r"(?<!\w)tháng\s+([0-9]{1,2})\s?(?:/|[,\s]năm\s)\s?([0-9]{4})(?![\w/])", re.IGNORECASE)


def said_days(text: str) -> list[Day]:
    """The days of a sentence; those typed with dots or hyphens where it speaks of a day at all, if not right before
    them (`Ngày phê duyệt: 04-9-2025`)."""
    found = list(days(text))
    if "ngày" in text.lower():
        starts = {day.start for day in found}
        typed = (one for one in _FIGURES.finditer(text) if one.start() not in starts)
        found += [Day(iso(one[0]), one.start(), one.end(), False) for one in typed]
    return found


def said_months(text: str) -> list[Day]:
    """The months of a sentence that are not those of a day: their ISO form has no day."""
    taken = [(day.start, day.end) for day in said_days(text)]
    return [
        Day(f"{one[2]}-{one[1]:0>2}", one.start(), one.end(), True)
        for one in _MONTH.finditer(text)
        if not any(start <= one.start() < end for start, end in taken)
    ]


def number_said(text: str) -> float | None:
    """The number that figures or words say; None when they say none."""
    typed = amount.value(text)
    return read_words(text) if typed is None else typed
