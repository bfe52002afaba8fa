"""Text that almost is a unit or a mark: the table of near-forms, `readers.near`, as rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import DIALECT
from draftkit.model.finding import Mend, Severity
from draftkit.model.inline import plain
from draftkit.model.message import msg
from draftkit.model.numeral import parse
from draftkit.model.place import Place
from draftkit.readers import near
from draftkit.readers.inline import is_address
from draftkit.readers.pipe_table import is_delimiter
from draftkit.text.pattern import Pattern, Searched

_RUNS_IN = Pattern(r"1[.)][ \t]+\S")
_SIGNS = Pattern(r"[*\[<&`{~^$\\]")
_MARKED = Pattern(
    r"\*\*?(?=\S)[^*\n]{1,100}\*\*?|\[[^\]\n]{1,100}\]\([^)\n]{1,200}\)"
    r"|\{\{(?![ \t]*[^\W\d_][\w.]*[ \t]*\}\})[^{}]{0,40}\}{0,2}"
    r"|\^[^\s^]{1,20}\^|~[^\s~]{1,20}~|\$(?=\S)[^$\n]{1,100}\$"
)
_BRACES = Pattern(r"(?<!\\)\{\{(?![ \t]*[^\W\d_]\w*(?:\.\w+)*[ \t]*\}\})[^{}\n]{0,60}(?:\}\})?", "{{")
_SECOND = Pattern(r"[.;:] (?:([0-9]{1,3})\.|([a-zđ])\)) (?=\S)")
_FIRST = Pattern(r"[ \t]*(?:([0-9]{1,3})\.|([a-zđ])\)) ")
_BRACKET = Pattern(r"(?<!\\)(!?)\[[^\]\n]{0,300}\]\(([^)\n]{1,300})\)", "](")


@rule("DK-M001", "Almost a unit", severity=Severity.ERROR, source=DIALECT, rule_set="structure")
def almost_unit(subject: Subject) -> Iterator[Hit]:
    """A line that misses the form of a unit by one sign is printed as text, so its number is not counted and no
    reference reaches it: “2.Mức”, “1) …”, “a. …”, “Khoản 1: …”, “**Điều 2. Tên**”, “Điều 2. Tên” without #.

    A backslash before the sign says that it is meant as text: `1\\) …`."""
    kind = subject.bound.draft.kind
    keywords = [level.keyword for level in (*kind.outline.levels, *kind.outer_levels) if level.keyword]
    for found in near.units(subject.printed.own_lines, kind.outline, keywords):
        yield Hit(
            msg("“{text}” is printed as text; write {form}", text=found.text, form=found.form),
            subject.printed.line_place(found.offset),
            mends=(Mend(found.old, found.new, False),) if found.new else (),
        )
    yield from _joined(subject)
    for offset, text in near.run_in(subject.printed.own_lines):
        message = msg("“{text}” runs into the line above; leave an empty line before it", text=text)
        yield Hit(message, subject.printed.line_place(offset))
    for unit in subject.headed:
        title = plain(unit.title)
        if " ##" in title and not title.endswith("#"):
            yield Hit(msg("two headings stand on one line; each has its own"), Place(unit.line, unit.column))
        elif title.endswith("#"):
            yield Hit(msg("the # at the end of the heading is printed; delete it"), Place(unit.line, unit.column))
        elif unit.level.name == "article" and _RUNS_IN.match(title):
            message = msg("the first khoản stands in the heading; put “{text}” on a line of its own", text=title[:40])
            yield Hit(message, Place(unit.line, unit.column))


def _joined(subject: Subject) -> Iterator[Hit]:
    """Two khoản, or two điểm, on one line."""
    text = subject.printed.own_lines
    for second in _SECOND.finditer(text):
        first = _FIRST.match(text, text.rfind("\n", 0, second.start()) + 1)
        group = 1 if second[1] else 2
        if not first or not first[group]:
            continue
        numeral = "arabic" if group == 1 else "vi_letter"
        before, after = parse(first[group], numeral), parse(second[group], numeral)
        if before and after == (before[0] + 1, 0):
            message = msg(
                "“{text}” stands within a line; each khoản and điểm starts its own", text=second[0][2:].strip()
            )
            yield Hit(message, subject.printed.line_place(second.start(group)))


@rule("DK-M002", "Almost a table or a heading", severity=Severity.ERROR, source=DIALECT, rule_set="structure")
def almost_block(subject: Subject) -> Iterator[Hit]:
    """Tables, headings, pictures and notes to oneself in the forms of other languages are printed as typed: a pipe
    table without its line |---|---|, a heading underlined, a fence without a name, `<!-- … -->`."""
    text = Searched.cut(f"\n{subject.printed.lines}", subject.prose)
    for offset, message in near.marks(text, near.LOST):
        yield Hit(message, subject.printed.line_place(offset))
    source = subject.bound.draft.source.text
    if "|" in text:
        yield from _rows(text, "\n" + source, subject)
    if "\nBảng" in text:
        yield from _captions(subject)
    if "```" in source or "~~~" in source:
        yield from _fences(source.split("\n"))
    for found in _BRACKET.finditer(source):
        if found[1] and source[source.rfind("\n", 0, found.start()) + 1 : found.start()].strip():
            yield Hit(msg("a picture stands on a line of its own"), subject.printed.line_place(found.start()))


def _rows(text: str, source: str, subject: Subject) -> Iterator[Hit]:
    """Rows of a table that has no delimiter line. In `text` such a line is blanked out, in `source` it is not."""
    end = -1
    for found in re.finditer(r"\n[ \t]*[|\x00][^\n]*", text):
        follows, end = found.start() == end, found.end()
        above = text.rfind("\n", 0, found.start()) + 1
        if follows or "|" not in found[0] or text.startswith(("+-", "+="), above):
            continue
        stop = source.find("\n", end + 1)
        below = source[end + 1 : stop if stop >= 0 else len(source)]
        if not (below.lstrip(" \t").startswith("|") and is_delimiter(below)):
            form = "|" + "---|" * max(found[0].count("|") - 1, 1)
            message = msg("this row is printed as text; a table has the line {form} under its first row", form=form)
            yield Hit(message, subject.printed.line_place(found.start()))


_CAPTION = Pattern(r"Bảng(?:[ \t]+(?:số[ \t]+)?[0-9.]*[0-9])?([.:])(?:[ \t]|$)")


def _captions(subject: Subject) -> Iterator[Hit]:
    """Captions that no table takes: `Bảng.` without one below, `Bảng:` and `Bảng 1.` above one."""
    below = after = ""  # the sort of the next line that is not empty, and of what follows the paragraph
    joined = False
    lines = subject.printed.own_lines.split("\n")
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
        if found[0].strip() == "Bảng.":
            if after != "table":
                yield Hit(msg("no table stands below this caption; “Bảng.” is printed as text"), Place(index))
        elif after == "table":
            text, form = line[:40], "Bảng. Tên bảng"
            message = msg(
                "“{text}” is printed as text and not counted; write the caption as {form}", text=text, form=form
            )
            yield Hit(message, Place(index))


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
            text, form = line.strip()[:40], "```bang so-lieu.csv"
            message = msg("“{text}” is printed; a block names itself and its file: {form}", text=text, form=form)
            yield Hit(message, Place(index))


def _framed(subject: Subject) -> Iterator[Hit]:
    """Marks in what stands around the text, which is printed as it was typed in the metadata; once a key."""
    meta = subject.bound.meta
    told: set[tuple[str, str]] = set()
    for text in subject.frame.texts():
        if not _SIGNS.search(text):
            continue
        found = _MARKED.search(text)
        said = [msg("“{text}” is printed with its signs; delete them", text=found[0][:60])] if found else []
        for message in said or [message for _, message in near.marks(Searched(f"\n{text}"), near.TYPED)]:
            shown = str(message.values["text"]).lower()
            key = next((key for key, value in meta.texts_with_keys() if shown in value.lower()), "")
            if (key, shown) not in told:
                told.add((key, shown))
                yield Hit(message, meta.nearest_place(key))


@rule("DK-M003", "Marks of another language", severity=Severity.WARNING, source=DIALECT, rule_set="structure")
def foreign_marks(subject: Subject) -> Iterator[Hit]:
    """Signs that mean something in HTML, in other sorts of Markdown or in LaTeX are printed as typed."""
    for offset, message in near.marks(Searched.cut(f"\n{subject.printed.lines}", subject.prose), near.TYPED):
        yield Hit(message, subject.printed.line_place(offset))
    source = subject.bound.draft.source.text
    yield from _framed(subject)
    for found in _BRACES.finditer(source):
        message = msg("“{text}” is printed as typed; a name of a value is letters, digits, _ and dots", text=found[0])
        yield Hit(message, subject.printed.line_place(found.start()))
    for found in _BRACKET.finditer(source):
        target = found[2].strip()
        if not found[1] and not is_address(target) and re.search(r"[/@.]\w", target):
            message = msg(
                "“{text}” is printed as typed; a link leads to https://…, a mail address or a file", text=found[0][:60]
            )
            yield Hit(message, subject.printed.line_place(found.start()))
