"""Names of units, provisions written twice, what the last chapter holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import I, W, nd78, practice
from draftkit.checks.standard_parts import title_of
from draftkit.model.inline import plain
from draftkit.model.tree import Paragraph, Quote, Unit
from draftkit.text.pattern import Pattern, Searched, holds, occurrences

_SHORT = 40  # signs
_TITLE_SIGN = practice("tên chương, mục, điều không có dấu ở cuối")


@rule("DK-S018", "Only mục of its chương", W, practice("chỉ chia khi có từ hai đơn vị trở lên"), "qppl")
def single_section(subject: Subject) -> Iterator[Hit]:
    """A chương with one mục, or a mục with one tiểu mục, needs no division."""
    for unit in subject.headed:
        inner = [
            child for child in unit.body if isinstance(child, Unit) and child.level.name in ("section", "subsection")
        ]
        if len(inner) == 1 and unit.level.name in ("chapter", "section"):
            yield subject.hit(inner[0], "{unit} is the only one of its parent")


@rule("DK-S019", "Two điều of one name", W, practice("mỗi điều một tên"), "qppl", of_tree=True)
def same_title(subject: Subject) -> Iterator[Hit]:
    """Two điều of one chương or mục with one name cannot be told apart in a list of contents."""
    for body in (subject.bound.draft.body, *(unit.body for unit in subject.headed if unit.level.name != "article")):
        seen: dict[str, Unit] = {}
        for unit in body:
            title = title_of(unit) if isinstance(unit, Unit) and unit.level.name == "article" else ""
            if not title or not isinstance(unit, Unit):
                continue
            key = title.lower()
            if key in seen:
                yield subject.hit(unit, "{unit} has the name of {other}: “{title}”", other=seen[key], title=title[:60])
            seen.setdefault(key, unit)


@rule("DK-S020", "Sign at the end of a name", W, _TITLE_SIGN, "qppl", of_tree=True)
def title_sign(subject: Subject) -> Iterator[Hit]:
    """The name of a unit has no full stop, comma or semicolon at its end. A điều whose heading is its whole text is a
    sentence and ends like one."""
    for unit in subject.headed:
        title = title_of(unit)
        if unit.body and title.endswith((".", ";", ",")) and not title.endswith(("...", "./.")) and len(title) < 160:
            yield subject.hit(unit, "the name of {unit} ends with “{sign}”", sign=title[-1])


@rule("DK-S021", "Provision written twice", W, practice("không lặp lại quy định"), "qppl", of_tree=True)
def twice(subject: Subject) -> Iterator[Hit]:
    """Two khoản of one điều, or two điểm of one khoản, with the same words: one of them was copied and not changed."""
    texts = [words.rstrip(".; ") for _, words in subject.said]
    repeated = len(set(texts)) < len(texts)
    for parent in subject.body_holders if repeated else ():
        seen: dict[str, Unit] = {}
        for unit in parent.body:
            said = subject.first_words.get(unit.serial, "") if isinstance(unit, Unit) and unit.level.marker else ""
            text = said.rstrip(".; ")
            if len(text) < _SHORT or text[-1] == ":" or not isinstance(unit, Unit):
                continue
            if text in seen:
                yield subject.hit(unit, "{unit} says the same as {other}", other=seen[text])
            seen.setdefault(text, unit)


@rule("DK-S022", "Introduction without anything after it", W, nd78("Điều 63 khoản 1"), "qppl", of_tree=True)
def nothing_follows(subject: Subject) -> Iterator[Hit]:
    """A khoản or điểm that ends with “như sau:” or “sau đây:” is followed by what it announces."""
    for unit, after in zip_longest(subject.units, subject.units[1:]):
        last = unit.body[-1] if unit.body else None
        if (
            isinstance(last, Paragraph)
            and last.content
            and last.content[-1]
            and str(last.content[-1])[-1] == ":"
            and unit.level.marker
        ):
            text = plain(last.content).rstrip()
            # what counts anew is the list; the rest of a quotation stands in the next paragraphs
            listed = after is not None and after.level.marker and after.number in ("1", "a")
            quoted = text.startswith(("“", '"')) or text.count("“") > text.count("”")
            if text.endswith(("như sau:", "sau đây:", "sau:", "bao gồm:", "gồm:")) and not listed and not quoted:
                yield subject.hit(last, "“{text}” is followed by nothing", text=text[-30:])


_RESPONSIBLE = Pattern(r"(?:trách\s+nhiệm|tổ\s+chức)[^.;\n]{0,90}$", flags=re.IGNORECASE)
_CARRIED_OUT = ("Nghị định này", "Thông tư này", "Thông tư liên tịch này", "Quyết định này")


def _carried_out(text: Searched) -> bool:
    """Whether a text says who carries it out: “… chịu trách nhiệm … thi hành”."""
    for words in ("hi hành", "hực hiện", "HI HÀNH", "HỰC HIỆN"):
        for at in occurrences(text, words):
            if _RESPONSIBLE.compiled.search(text, max(at - 110, 0), at - 2):
                return True
    return False


@rule(
    "DK-S023", "Responsibility for carrying out not stated", W, practice("điều cuối giao trách nhiệm thi hành"), "qppl"
)
def responsibility(subject: Subject) -> Iterator[Hit]:
    """The last điều says who is responsible for carrying the document out: “… chịu trách nhiệm thi hành Nghị định
    này”."""
    articles = subject.articles
    own = subject.bound.draft.kind.words.get("this", "")
    if len(articles) >= 5 and own in _CARRIED_OUT and not _carried_out(subject.own_prose):
        yield subject.hit(articles[-1], "no provision says who is responsible for carrying out this document")


@rule("DK-S024", "Scope without a điều", I, practice("điều đầu nêu phạm vi điều chỉnh, đối tượng áp dụng"), "qppl")
def scope(subject: Subject) -> Iterator[Hit]:
    """A document of some length opens with its scope: what it governs and to whom it applies. Amending documents have
    none."""
    articles = subject.articles
    if len(articles) < 10 or re.match("sửa đổi|bãi bỏ|bổ sung", subject.bound.meta.title.lower()):
        return
    if not any(re.search("phạm vi|đối tượng", title_of(unit).lower()) for unit in articles[:4]):
        yield subject.hit(articles[0], "none of the first điều is named “Phạm vi điều chỉnh” or “Đối tượng áp dụng”")


@rule("DK-S025", "Quoted provision outside a quotation", I, nd78("Điều 69 khoản 3"), "qppl")
def quoted_outside(subject: Subject) -> Iterator[Hit]:
    """New wording of another document stands in a quotation (`>`); typed as running text its khoản would be counted as
    those of this document."""
    for unit in subject.body_units if holds(subject.bound.draft.source.text, "\n“") else ():
        for block in unit.body:
            if isinstance(block, Paragraph):
                text = plain(block.content)
                if re.match(r"“(?:Điều \d+\w?\.|\d+\w?\. )", text) and not any(
                    isinstance(other, Quote) for other in unit.body
                ):
                    yield subject.hit(block, "“{text}” looks like new wording; put > before its lines", text=text[1:40])
