"""Vague words, names that are out of date, marks that were not read, blanks that were not filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import DIALECT, I, W, law64, nd78, practice
from draftkit.model.keys import GIVEN
from draftkit.model.message import Message, msg
from draftkit.model.place import Place
from draftkit.model.tree import Paragraph
from draftkit.text.pattern import Pattern, occurrences

_CLEAR = law64("Điều 7 khoản 1")


_VAGUE = Pattern(r"(?<!\w)v\.?v(?:\.{1,3}|…)?(?!\w)(?=[.,;) \n…]|$)", "v.v", "vv", flags=re.MULTILINE)


@rule("DK-C006", "“v.v.” in a norm", W, _CLEAR, "qppl")
def and_so_on(subject: Subject) -> Iterator[Hit]:
    """Norms are exact: “v.v.” leaves open what else is meant. Write what is meant, or “và các trường hợp khác theo quy
    định của …”."""
    for found in _VAGUE.finditer(subject.own_prose, 0, subject.body_end):
        yield subject.hit(found, "“{text}” leaves open what is meant", text=found[0].strip())


@rule("DK-C007", "“và/hoặc” in a norm", I, _CLEAR, "qppl")
def and_or(subject: Subject) -> Iterator[Hit]:
    """“và” asks for both, “hoặc” for one; “và/hoặc” leaves it to the reader."""
    for words in ("và/hoặc", "hoặc/và", "và (hoặc)"):
        for offset in occurrences(subject.own_prose, words):
            if offset < subject.body_end:
                yield subject.hit(offset, "“{text}”: choose “và”, “hoặc”, or say “một hoặc nhiều”", text=words)


_SINCE_MARCH = practice("cơ cấu tổ chức Chính phủ từ 01/3/2025", "2025-03-01")
_FIELDS = {
    "Kế hoạch và Đầu tư": "Tài chính",
    "Giao thông vận tải": "Xây dựng",
    "Tài nguyên và Môi trường": "Nông nghiệp và Môi trường",
    "Nông nghiệp và Phát triển nông thôn": "Nông nghiệp và Môi trường",
    "Thông tin và Truyền thông": "Khoa học và Công nghệ",
    "Lao động - Thương binh và Xã hội": "Nội vụ",
}
_MERGED = {f"{sort} {old}": f"{sort} {new}" for old, new in _FIELDS.items() for sort in ("Bộ", "Sở")}


_ISSUED = Pattern(r"(?:Thông tư|Quyết định|Công văn|Văn bản)[^.;]*(?:của|Bộ trưởng|Giám đốc) $")
_ANOTHER = Pattern(r" [-–] (?!Bộ |Sở )[A-ZĐ]")
"""“Sở Giao thông vận tải - Xây dựng” is no department of the old sort."""


@rule("DK-C008", "Ministry or department of before 01/3/2025", I, _SINCE_MARCH, "typography")
def merged_ministry(subject: Subject) -> Iterator[Hit]:
    """Since 01/3/2025 some ministries are part of others, and so are the provincial departments of their fields. As the
    issuer of an older document a body keeps its old name. Each is reported once."""
    text = subject.own_prose
    for old, new in _MERGED.items():
        spots = (at for at in occurrences(text, old) if not _ISSUED.search(text, max(at - 160, 0), at))
        at = next((at for at in spots if not _ANOTHER.match(text, at + len(old))), -1)
        if at >= 0:
            yield subject.hit(
                at, "{old} is part of {new} since 01/3/2025 ({count} times)", old=old, new=new, count=text.count(old)
            )


@rule("DK-C009", "Khoản without an end sign", W, practice("khoản, điểm kết thúc bằng dấu câu"), "qppl", of_tree=True)
def no_end_sign(subject: Subject) -> Iterator[Hit]:
    """A khoản or điểm that is a sentence ends with a sign. A khoản that only has a name, with điểm or paragraphs below
    it, needs none."""
    for unit, text in subject.said:
        if not text[-1:].isalnum():
            continue
        if len(text) > 30 and len(unit.body) == 1 and unit.level.marker and not subject.annexed(unit):
            last = unit.body[0]
            plainly = isinstance(last, Paragraph) and str(last.content[-1])[-1:].isalnum()
            if plainly and not text.endswith(("; và", "; hoặc")):
                yield subject.hit(unit, "“… {text}” ends without a sign", text=text[-30:])


_STRAY = Pattern(
    r"(?<![(*])\*\*(?!\*)|\((?!\*+\))\*\*|(?<=[\w,;:] )\*(?=[^\W\d_])|(?<![^\s(])\$(?=[^\W\d_])"
    r"|\{[.#][\w-]+(?:[ \t]+[.#][\w-]+)*\}"
)
"""A star before the first word of a paragraph opens a note, one behind a word or in brackets leads to it."""
_WITHIN = Pattern(r"\{#[\w-]+\}[ \t]*[^\s{]", "{#")
"""A label within a line of the source, where it names nothing."""


@rule("DK-F021", "Mark that was not read", W, DIALECT, "files")
def stray_mark(subject: Subject) -> Iterator[Hit]:
    """“**”, “*” or “$” before a word and without its partner is printed as typed. A backslash before it says that this
    is meant."""
    source = subject.bound.draft.source.text
    seen = "*" in subject.prose or "$" in subject.prose or "{." in source or _WITHIN.search(source)
    for unit in subject.units if seen else ():
        below = ((block.line, 0, block.content) for block in unit.body if isinstance(block, Paragraph))
        for line, column, content in ((unit.line, unit.column, unit.title), *below):
            found = next((said for item in content if isinstance(item, str) and (said := _stray(item, source))), None)
            if found:
                yield subject.hit(Place(line, column), found)


def _stray(text: str, source: str) -> Message | None:
    """What is to be said of the first sign of a text that no backslash stands before in the source."""
    found = _STRAY.search(text)
    if not found:
        return None
    mark = found[0].lstrip("(")
    behind = "" if mark.startswith("{") else text[found.end() : found.end() + 8]
    meant = r"\\" + r"\\?".join(map(re.escape, mark)) + re.escape(behind)
    if re.search(meant, source):
        return None
    if mark.startswith("{."):
        return msg("“{text}” is printed; a class stands behind a heading: # Phụ lục. Tên {{.ngang}}", text=mark)
    if mark.startswith("{"):
        return msg("“{text}” is printed; a label stands at the end of what it names", text=mark)
    return msg("“{mark}” without its partner is printed as typed", mark=mark)


@rule("DK-V002", "Value never used", W, DIALECT, "values", of_tree=True)
def unused_value(subject: Subject) -> Iterator[Hit]:
    """A value of gia_tri that no {{ name }} prints is left over, or its name is misspelt in the text."""
    meta = subject.bound.draft.meta
    text = "\n".join((subject.bound.draft.source.text, *meta.all_texts()))
    for path in _leaves(meta.given, ""):
        if path in subject.bound.draft.kind.keys:  # a column of a series: what it fills is used
            continue
        if not re.search(rf"\{{\{{\s*{re.escape(path)}\s*\}}\}}", text):
            yield subject.hit(f"{GIVEN}.{path}", "{{{{ {name} }}}} is never used", name=path)


def _leaves(table: object, above: str) -> Iterator[str]:
    if isinstance(table, dict):
        for key, value in table.items():
            name = f"{above}.{key}" if above else str(key)
            if isinstance(value, dict) and "gia_tri" not in value:
                yield from _leaves(value, name)
            else:
                yield name


_BLANK = Pattern(r"(?:\.{3,}|…+|_{3,})(?=[ \t]+[^\W\d_]|/|[ \t]*$|[ \t]*[;.][ \t]*$)", flags=re.MULTILINE)
_OPEN = Pattern(r"(?:[ \t/]|[Nn]gày|[Tt]háng|[Nn]ăm|[Ss]ố:?)$")
_LISTED = Pattern(r"(?:[,;:(\[“.…]|v\.v|và)[ \t]*$")
"""Before dots that say “and so on” or mark an omission."""


@rule("DK-T040", "Blank left in a final text", W, nd78("Điều 71"), "typography")
def blank_left(subject: Subject) -> Iterator[Hit]:
    """A text that has number and date holds no blank any more: “từ ngày ... tháng ... năm 2026”. Forms in annexes keep
    theirs, and dots after a comma, which say “and so on”, are none."""
    if not subject.frame.issued or subject.frame.draft_mark:
        return
    for key in ("ten_goi", "dia_danh", "theo_de_nghi"):
        text = subject.bound.meta.text(key)
        if _BLANK.search(text):
            yield subject.hit(key, "“{text}” still holds a blank", text=text[:60])
    text = subject.own_prose
    if not any(sign in text for sign in ("...", "…", "___")):
        return
    last = -1
    for found in _BLANK.finditer(text, 0, subject.body_end):
        before = text[max(found.start() - 30, 0) : found.start()].rpartition("\n")[2]
        place = subject.place(found.start())
        if place.line > last and before.strip() and _OPEN.search(before) and not _LISTED.search(before):
            last = place.line  # one a line: a date has three
            yield subject.hit(place, "“{text}” still holds a blank", text=(before[-20:] + found[0]).strip())
