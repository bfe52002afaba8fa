"""What labels and values print, held against the words typed beside them."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import nd78, practice
from draftkit.law.units import is_unit_word
from draftkit.model.finding import Severity
from draftkit.model.message import Message, msg
from draftkit.text.pattern import Pattern

_W = Severity.WARNING
_AROUND = 60
_SIGNS = " \t,;:.()“”\"'/"
_SAID_TWICE = practice("nhãn tự in đủ tên đơn vị và tên văn bản")


@rule("DK-R035", "Words said by a label and typed beside it too", _W, _SAID_TWICE, "references")
def said_twice(subject: Subject) -> Iterator[Hit]:
    """A label prints its unit and the document with it, a value what it holds: `khoản @khoan-hai` prints “khoản khoản 2
    …”, `@khoan-hai của Nghị định này` “… của Nghị định này của Nghị định này”, `{{ thoi_han }} ngày` “30 ngày ngày”."""
    text, own = subject.prose, subject.own_prose
    sound: set[tuple[str, str, str, str]] = set()
    for start, end in subject.printed.worded:
        if own[start:end] != text[start:end] and text.endswith(" này", start, end):
            words = " ".join(text[start:end].split())
            said = msg("“{text}” is printed in quoted wording, which means another document there", text=words)
            yield subject.hit(start, said)
            continue
        # most labels stand between the same few words
        near = text[max(start - 9, 0) : start], text[start : start + 4], text[end - 4 : end], text[end : end + 9]
        if near in sound and ", " not in text[start:end]:
            continue
        before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
        beside = _beside(before.rpartition("\n")[2], text[start:end], after.partition("\n")[0])
        if beside is None:
            sound.add(near)
        else:
            yield subject.hit(start, beside)


_THIS = Pattern(r" (?:của |ban hành kèm theo |kèm theo )?(?:[A-ZĐ][^\W\d_]+(?: [^\W\d_]+){0,3}?|điểm|khoản) này(?!\w)")
_UNIT_AFTER = Pattern(r" (?:của )?(?:điểm|khoản|Điều|Chương|Mục|Phụ lục) (?:\d|[IVXLC]+\b|này|[a-zđ]\b)")


def _beside(before: str, words: str, after: str) -> Message | None:
    """What to say of the words around what a label or a value is printed as; None when they go together."""
    last = before.rstrip().rpartition(" ")[2].strip(_SIGNS)
    first, *more = words.split(" ")
    unit = is_unit_word(first) or first == "các"
    joined = before[-1:] == " "
    if joined and last and (last.lower() == first.lower() or (unit and is_unit_word(last))):
        said = f"{last} {' '.join((first, *more[:2]))}"
        return msg("“{text}” is printed here; delete “{word}” before it", text=said, word=last)
    single = not any(joint in words for joint in (", ", " và ", " hoặc "))
    if joined and last.lower() == "các" and is_unit_word(first) and single:
        return msg("“{text}” is printed here; delete “{word}” before it", text=f"{last} {words}", word=last)
    if after[:1] == "/" and unit:
        return msg("“{text}” is printed here; write “và” or “hoặc” instead of “/”", text=f"{words}/")
    found = _THIS.match(after) if unit and words.endswith(" này") else None
    found = found or (_UNIT_AFTER.match(after) if unit else None)
    if found:
        said = f"{words}{found[0]}"
        return msg("“{text}” is printed here; delete “{word}” after it", text=said, word=found[0].strip())
    following = after[1:].split(" ")[0].strip(_SIGNS) if after[:1] == " " else ""
    final = words.rpartition(" ")[2]
    if following and following.lower() == final.lower() and final.strip("0123456789") and len(final) > 1:
        said = f"{words} {following}"
        return msg("“{text}” is printed here; delete “{word}” after it", text=said[-60:], word=following)
    return None


_OF_ANOTHER = Pattern(r"(?:như sau|sau đây|bằng|cụm từ|từ|thành)\s*:?\s*$")


@rule("DK-R036", "Label within the wording of another document", _W, nd78("Điều 69"), "qppl")
def in_new_wording(subject: Subject) -> Iterator[Hit]:
    """New wording for another document speaks as that document does: there a label prints units of this document, and
    “Nghị định này” is the wrong one. Write such references as they are to stand."""
    if not subject.instructs:
        return
    text, own = subject.prose, subject.own_prose
    this = subject.bound.draft.kind.words.get("this", "")
    for start, end in subject.printed.worded:
        if own[start] != "\x00" or text[start:end].rpartition(" ")[2] != "này" or not this:
            continue
        opening = max(text.rfind("“", 0, start), text.rfind("\n>", 0, start))
        if _OF_ANOTHER.search(text[max(opening - 60, 0) : opening].rstrip("\n\x00> ")):
            yield subject.hit(start, "“{text}” is printed within the wording of another document", text=text[start:end])
