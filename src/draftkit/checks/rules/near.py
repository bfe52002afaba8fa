"""Text that almost is a unit or a mark: the table of near-forms, `readers.near`, and that of patterns, as rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.patterns import WRONG, Wrong
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import DIALECT, E, W
from draftkit.checks.standard_parts import floats
from draftkit.model.captions import list_classes
from draftkit.model.inline import HOLDERS, Math, Note, every, plain
from draftkit.model.keys import TITLE
from draftkit.model.kind import AS_IT_STANDS, CONSOLIDATED, HEADLESS, LANDSCAPE, UNCOUNTED
from draftkit.model.message import Command, Mend, Message, Place, msg
from draftkit.model.nearest import nearest, or_near
from draftkit.model.numeral import follows, from_roman, parse, whole
from draftkit.model.tree import Paragraph, Unit
from draftkit.readers import near
from draftkit.readers.grammar import CAPTIONS
from draftkit.readers.inline import is_address, parse_inline
from draftkit.readers.pipe_table import is_delimiter
from draftkit.text.passage import shortened
from draftkit.text.pattern import Pattern, Searched, end_of_line, holds, start_of_line

_OTHERWISE, _MARKED, _CAPTION = ways("near", "otherwise marked caption")

_ROW = re.compile(r"[ \t]*\|")
_LOST, _TYPED, _IN_SOURCE = (WRONG[head] for head in ("DK-M002", "DK-M003", "DK-M003 source"))
"""What loses structure: a table, a heading, a note to oneself; what is printed as typed, its signs too; the same as it
is seen in the source alone."""
_OF_ANNEXES = (LANDSCAPE, AS_IT_STANDS, HEADLESS, UNCOUNTED, *list_classes())
_RUNS_IN = Pattern(r"1[.)][ \t]+\S")
_NUMBERED = Pattern(r"\w+ (?:[0-9]{1,4}[a-zđ]{0,2}|[IVXLC]{1,7})[.:](?: |$)")
_HASHED = Pattern(r"#(?<![\w&{#(\[/.]#)([^\W\d_][\w-]*)", "#")
_REST_ON_HEADINGS = ("DK-S003", "DK-S005", "DK-C009", "DK-N001", "DK-N002", "DK-R010", "DK-R024")
"""What rules say of units that stand under no heading because it was not read."""
_CELLS = r"[^;\n]{1,60}(?:;(?=[^\s;])[^;\n]{0,60}){2,20}"
_SEMICOLONS = Pattern(rf"^{_CELLS}\n{_CELLS}$", ";", flags=re.MULTILINE, words=r"[^\s;];[^\s;]")
_NEXT = Pattern(r"(?:\((?!i)([a-zđ])\)|([a-zđ]):)[ \t]+(?=\S)")
_SIGNS = Pattern(r"[*\[<&`{~^$\\]")
_SECOND = tuple(re.compile(rf"{sign} (?:([0-9]{{1,3}})\.|([a-zđ])\)) (?=\S)") for sign in (r"\.", ";", ":"))
"""Three times as fast as one expression for all."""
_FIRST = Pattern(r"[ \t]*(?:([0-9]{1,3})\.|([a-zđ])\)) ")
_BRACKET = Pattern(r"(?<!\\)(!?)\[[^\]\n]{0,300}\]\(((?:[^()\n]|\([^()\n]{0,300}\)){1,300})\)", "](")


@rule("DK-M001", "Almost a unit", E, DIALECT, "files")
def almost_unit(subject: Subject) -> Iterator[Hit]:
    """A line that misses the form of a unit by one sign is printed as text, so its number is not counted and no
    reference reaches it: “2.Mức”, “1) …”, “a. …”, “Khoản 1: …”, “**Điều 2. Tên**”, “Điều 2. Tên” without #.

    A backslash before the sign says that it is meant as text: `1\\) …`."""
    pasted = subject.unmarked
    if pasted:
        message = msg(
            "{count} headings such as “{text}” are printed as text, as pasted from Word; write {form}, or let draftkit "
            "mend all at once{typed}. Numbers and references are looked at when this is done",
            count=len(pasted),
            text=pasted[0].text,
            form=pasted[0].form,
            typed=Command(" (draftkit check --mend)"),
        )
        place = subject.printed.line_place(pasted[0].offset)
        yield Hit(message, place, mends=(Mend(target="headings"),), hides=_REST_ON_HEADINGS)
    together = frozenset(pasted)
    for found in subject.almost_units:
        if found in together:
            continue
        yield subject.hit(
            subject.printed.line_place(found.offset),
            "“{text}” is printed as text; write {form}",
            *((Mend(found.old, found.new, False),) if found.new else ()),
            sure=CONSOLIDATED not in subject.bound.draft.kind.rule_sets,  # the words of another act
            text=found.text,
            form=found.form,
        )
    yield from _joined(subject)
    yield from _otherwise_numbered(subject)
    for offset, text in near.run_in(subject.printed.own_lines, subject.bound.draft.kind.outline):
        message = msg("“{text}” runs into the line above; leave an empty line before it", text=text)
        yield subject.hit(subject.printed.line_place(offset), message)
    for unit in subject.headed:
        title = plain(unit.title)
        if " ##" in title and not title.endswith("#"):
            yield subject.hit(unit, "two headings stand on one line; each has its own")
        elif title.endswith("#"):
            yield subject.hit(unit, "the # at the end of the heading is printed; delete it")
        elif _NUMBERED.match(title) and title.startswith(f"{unit.level.keyword} "):
            yield subject.hit(unit, "the heading says its number twice")
        elif unit.level.name == "article" and _RUNS_IN.match(title):
            message = msg("the first khoản stands in the heading; put “{text}” on a line of its own")
            yield subject.hit(unit, message, text=shortened(title, 40))


def _otherwise_numbered(subject: Subject) -> Iterator[Hit]:
    """Paragraphs of an điều without khoản that are numbered as none are: `(1) …`, `I. …`, `① …`; paragraphs of a điểm
    that are numbered as the next one: `(b) …`, `b: …`."""
    for article in subject.articles:
        if any(isinstance(block, Unit) for block in article.body):
            continue
        found = [
            (block, match)
            for block in article.body
            if isinstance(block, Paragraph) and (match := _OTHERWISE.match(plain(block.content[:1])))
        ]
        values = [_value(match) for _, match in found]
        listed = len(values) > 1 and values == list(range(1, len(values) + 1))  # 1, 2, 3 …
        for value, (block, match) in zip(values, found, strict=True) if listed else ():
            text, form = match[0].strip(), f"{value}."
            yield subject.hit(block, "“{text}” is printed as text; write {form}", text=text, form=form, sure=False)
    for point in subject.body_holders:
        for further in point.body[1:] if point.level.marker == "{n})" else ():
            match = _NEXT.match(plain(further.content[:1])) if isinstance(further, Paragraph) else None
            after = parse(match[1] or match[2], "vi_letter") if match else None
            if match and after and follows(parse(point.number, "vi_letter") or after, after):
                text, form = match[0].strip(), f"{match[1] or match[2]})"
                yield subject.hit(further, "“{text}” is printed as text; write {form}", text=text, form=form)


def _value(found: re.Match[str]) -> int:
    circled = ord(found["circled"]) - ord("①") + 1 if found["circled"] else 0
    return whole(found[1] or found[2]) or from_roman(found["roman"] or "") or circled


def _joined(subject: Subject) -> Iterator[Hit]:
    """Two khoản, or two điểm, on one line."""
    text = subject.printed.own_lines
    end = 0
    for second in sorted((found for sign in _SECOND for found in sign.finditer(text)), key=re.Match.start):
        if second.start() < end:
            continue
        end = second.end()
        first = _FIRST.match(text, start_of_line(text, second.start()))
        group = 1 if second[1] else 2
        message = msg("“{text}” stands within a line; each khoản and điểm starts its own", text=second[0][2:].strip())
        place = subject.printed.line_place(second.start(group) - 1)
        if second[2] == "a" and second[0][0] == ":" and "; b) " in text[end : end_of_line(text, end)]:
            yield subject.hit(place, message, sure=False)  # letters run lists into a sentence
        if not first or not first[group]:
            continue
        numeral = "arabic" if group == 1 else "vi_letter"
        before, after = parse(first[group], numeral), parse(second[group], numeral)
        if before == after and second.start() == first.end() - 2:
            yield subject.hit(place, "the number is typed twice")
        elif before and after == (before[0] + 1, 0):
            yield subject.hit(place, message)


def _marks(text: Searched, table: Sequence[Wrong]) -> Iterator[tuple[int, Message]]:
    """Offset and message of each match in a text that starts with a line end (the offset counts without it)."""
    for wrong in table:
        for found in wrong.finditer(text):
            shown = found[0].strip(" \t\n\x00")
            lead = len(found[0]) - len(found[0].lstrip(" \t\n")) if shown else 0
            said = Message(wrong.message.text, {"text": shortened(shown.partition("\n")[0])})
            yield found.start() + lead - 1, said


@rule("DK-M002", "Almost a table or a heading", E, DIALECT, "files")
def almost_block(subject: Subject) -> Iterator[Hit]:
    """Tables, headings, pictures and notes to oneself in the forms of other languages are printed as typed: a pipe
    table without its line |---|---|, a heading underlined, a fence without a name, `<!-- … -->`."""
    text = subject.printed.lines
    for offset, message in _marks(text, _LOST):
        yield subject.hit(subject.printed.line_place(offset), message)
    source = subject.bound.draft.source.text
    if "|" in text:
        yield from _rows(text, "\n" + source, subject)
    if _CAPTIONED.search(text):
        yield from _captions(subject)
    for found in _SEMICOLONS.finditer(subject.printed.own_lines):
        message = msg("“{text}”: write the table with | and a line |---|---|", text=found[0].partition("\n")[0])
        yield subject.hit(subject.printed.line_place(found.start() - 1), message)
    if holds(source, "```", "~~~"):
        yield from _fences(source.split("\n"))
    for found in _BRACKET.finditer(source):
        if found[1] and source[start_of_line(source, found.start()) : found.start()].strip():
            yield subject.hit(subject.printed.line_place(found.start()), "a picture stands on a line of its own")


def _rows(text: str, source: str, subject: Subject) -> Iterator[Hit]:
    """Rows of a table that has no delimiter line. In `text` such a line is blanked out, in `source` it is not."""
    end = -1
    for found in re.finditer(r"\n[ \t]*[|\x00][^\n]*", text):
        follows, end = found.start() == end, found.end()
        above = start_of_line(text, found.start())
        if follows or "|" not in found[0] or text.startswith(("+-", "+="), above):
            continue
        below = source[end + 1 : end_of_line(source, end + 1)]
        if not (below.lstrip(" \t").startswith("|") and is_delimiter(below)):
            form = "|" + "---|" * max(found[0].count("|") - 1, 1)
            message = msg("this row is printed as text; a table has the line {form} under its first row", form=form)
            yield subject.hit(subject.printed.line_place(found.start()), message)


_CAPTIONED = Pattern(r"\n\*{0,2}(?:Bảng|bảng|BẢNG|Table)(?!\w)", "Bảng", "bảng", "BẢNG", "Table")


def _captions(subject: Subject) -> Iterator[Hit]:
    """Captions that no table takes: `Bảng.` without one below, `Bảng:` and `Bảng 1.` above one."""
    below = after = ""  # the sort of the next line that is not empty, and of what follows the paragraph
    joined = False
    lines = subject.printed.own_lines[1:].split("\n")
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index].strip(" \t")
        if not line:
            joined = False
            continue
        sort = "table" if line[0] in "|\x00" else "text"
        if not (joined and below == "text"):
            after = below
        below, joined = sort, True
        found = _CAPTION.match(line) if sort == "text" else None
        if not found:
            continue
        if (word := found[0].strip()) in CAPTIONS:
            if after != "table":
                said = "no table stands below this caption; “{word}” is printed as text"
                yield subject.hit(Place(index), said, word=word)
        elif after == "table":
            text, form = shortened(line, 40), "Table. Title" if word[0] == "T" else "Bảng. Tên bảng"
            message = msg("“{text}” is printed as text and not counted; write the caption as {form}")
            yield subject.hit(Place(index), message, text=text, form=form)


def _fences(lines: Sequence[str]) -> Iterator[Hit]:
    """Lines that open a block without naming it."""
    open_with = ""
    for index, line in enumerate(lines):
        found = re.match(r"[ \t]*(`{3,}|~{3,})[ \t]*(\{?\w+)?(.*)$", line)
        if not found:
            continue
        if open_with:
            open_with = "" if found[1].startswith(open_with) and not found[2] else open_with
            continue
        open_with = found[1]
        if found[1][0] != "`" or not (found[2] and found[3].strip()):
            text, form = shortened(line.strip(), 40), "```bang so-lieu.csv"
            message = msg("“{text}” is printed; a block names itself and its file: {form}", text=text, form=form)
            yield Hit(message, Place(index))


def raw_marks(text: str) -> list[Message]:
    """What is to be said of marks in a text that is printed as it was typed."""
    if not _SIGNS.search(text):
        return []
    read = any(isinstance(item, (*HOLDERS, Math, Note)) for item in parse_inline(text, 0))
    found = _MARKED.search(text) if read else None
    said = [msg("“{text}” is printed with its signs; delete them", text=shortened(found[0]))] if found else []
    return said or [message for _, message in _marks(Searched(f"\n{text}"), _TYPED)]


def _framed(subject: Subject) -> Iterator[Hit]:
    """Marks in what stands around the text, which is printed as it was typed in the metadata; once a key."""
    meta = subject.bound.meta
    for item in every(parse_inline(subject.bound.draft.meta.title, 0)):
        if isinstance(item, Note):
            yield subject.hit(TITLE, "“{text}” is left out: a title has no footnote", text=f"[^{item.key}]")
    told: set[tuple[str, str]] = set()
    for text in subject.frame.texts():
        for message in raw_marks(text):
            shown = str(message.values["text"]).removesuffix(" …").lower()
            key = next((key for key, value in meta.texts_with_keys() if shown in value.lower()), "")
            if (key, shown) not in told:
                told.add((key, shown))
                yield subject.hit(key, message)


def _classes(subject: Subject) -> Iterator[Hit]:
    """Classes of headings that change nothing there."""
    for unit in [unit for unit in subject.units if unit.classes]:
        for name in unit.classes:
            known = (*unit.level.status, *(() if unit.level.depth else _OF_ANNEXES))
            if name not in known:
                told = msg("“.{name}” means nothing on this heading", name=name)
                yield subject.hit(unit, or_near(told, [f".{one}" for one in nearest(name, known)]))
        for name, sort in list_classes().items():
            if name in unit.classes and not any(
                isinstance(block, sort) and block.caption for block in floats(unit.body)
            ):
                yield subject.hit(unit, "“.{name}” lists nothing: none here has a caption", name=name)


@rule("DK-M003", "Marks of another language", W, DIALECT, "files")
def foreign_marks(subject: Subject) -> Iterator[Hit]:
    """Signs that mean something in HTML, in other sorts of Markdown or in LaTeX are printed as typed."""
    source, lines = subject.bound.draft.source.text, subject.printed.lines
    for offset, message in _marks(lines, _TYPED):
        # in a row of a table `<br>` breaks the line of the cell
        in_row = lines.startswith("<br", offset + 1) and _ROW.match(lines, lines.rfind("\n", 0, offset + 1) + 1)
        if not in_row:
            yield subject.hit(subject.printed.line_place(offset), message)
    for value in subject.bound.worded:
        yield from (subject.hit(value.start, message) for message in raw_marks(value.text))
    yield from _framed(subject)
    yield from _classes(subject)
    for wrong in _IN_SOURCE:
        for found in wrong.finditer(source):
            yield subject.hit(subject.printed.line_place(found.start()), wrong.message, text=found[0].strip())
    for found in _HASHED.finditer(source):
        if found[1] in subject.bound.labels:
            message = msg("“{text}” is printed; a reference is @ and its label: @nhan", text=found[0])
            yield subject.hit(subject.printed.line_place(found.start()), message)
    for found in _BRACKET.finditer(source):
        target = found[2].strip()
        if not found[1] and not is_address(target) and re.search(r"[/@.]\w|^[a-z]{2,12}:\S", target):
            message = msg("“{text}” is printed as typed; a link leads to https://…, a mail address or a file")
            yield subject.hit(subject.printed.line_place(found.start()), message, text=shortened(found[0]))
