"""How new wording is typed: emphasis, raised signs, links and formulas go along when it goes into another draft."""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby
from pathlib import Path
from types import MappingProxyType

from draftkit.amending.apply import MARK
from draftkit.amending.lines import Line as PrintedLine
from draftkit.amending.lines import labelled
from draftkit.amending.rows import Row
from draftkit.model.inline import HOLDERS, Content, Emph, Field, Inline, Link, Math, Note, Strong, Sub, Sup, plain
from draftkit.model.named import NamedTuple
from draftkit.model.place import Place
from draftkit.model.printed import Item, Line
from draftkit.recognise.inline import Tools, escape, inline
from draftkit.resolve.bound import Bound
from draftkit.text.edits import matched
from draftkit.word.values import Paragraph, Run, RunFormat, WordFile

QUOTES = '“”"‘’«».;,: \t'
_TOKEN = re.compile(r"\w+|\W")
_NOTED = re.compile(r"\[\^([\w-]+)\](?!:)")
_TOOLS = Tools(lambda _kind, key: key, lambda tex: tex)


class Looks(NamedTuple):
    """How the wording of an act looks: its paragraphs that are more than plain letters, by what they say behind their
    numbers, and the footnotes they mark, by keys that no other act has."""

    known: Mapping[str, Content] = MappingProxyType({})
    notes: Mapping[str, str] = MappingProxyType({})

    def without_notes(self) -> dict[str, Content]:
        """The paragraphs but for those whose footnotes a Word file has at the end of its text."""
        ended = (said for said, one in self.known.items() if any(isinstance(part, Note) and part.again for part in one))
        left = frozenset(ended)
        return {said: one for said, one in self.known.items() if said not in left}


def with_notes(text: str, notes: Mapping[str, str]) -> str:
    """A source with the footnotes that new wording in it marks."""
    marked = [key for key in dict.fromkeys(_NOTED.findall(text)) if key in notes] if notes else []
    return text + "".join(f"\n[^{key}]: {notes[key]}\n" for key in marked)


def worded(bound: Bound, items: Iterable[Item], name: str) -> Looks:
    """The looks of an amending draft."""
    found: dict[str, Content] = {}
    prefix = _prefix(name)
    for item in items:
        if isinstance(item, Line) and any(not isinstance(one, (str, Field)) for one in item.content):
            content = (f"{item.before}{item.mark}{item.after}", *_keyed(item.content, prefix))
            found.setdefault(_said(plain(content)), content)
    notes = bound.draft.notes.items()
    return Looks(found, {prefix + key: inline([*_runs(bound.text(one), RunFormat())], _TOOLS) for key, one in notes})


def _prefix(name: str) -> str:
    return re.sub(r"\W+", "-", Path(name).stem) + "-"


def _keyed(content: Content, prefix: str) -> Content:
    """A content with the keys of its footnotes made those of one act."""
    return tuple(
        one._replace(key=prefix + one.key)
        if isinstance(one, Note)
        else one._replace(content=_keyed(one.content, prefix))
        if isinstance(one, HOLDERS)
        else one
        for one in content
    )


def worded_in_word(file: WordFile, name: str) -> Looks:
    """The looks of an act in a Word file."""
    from draftkit.word.fingerprint import letters_of, shown_runs
    from draftkit.word.plain_text import letters_of_cell

    found: dict[str, Content] = {}
    prefix = _prefix(name)
    notes: dict[str, str] = {}
    for block in (one for section in file.sections for one in section.blocks if isinstance(one, Paragraph)):
        runs = [
            run._replace(text=f"[{run.text}]" if run.kind in ("note", "endnote") else letters_of(run))
            for run in shown_runs(block)
        ]
        text = "".join(run.text for run in runs)
        content = _keyed(tuple(_item(run) for run in _emphasised(runs, text) if run.text), prefix)
        if any(not isinstance(one, str) for one in content):
            found.setdefault(_said(text), content)
        for run in runs:
            if run.kind == "note":
                blocks = file.footnotes.get(run.target, ())
                words = (letters_of_cell(one) for one in blocks if isinstance(one, Paragraph))
                notes[f"{prefix}{run.text[1:-1]}"] = " ".join(map(escape, words))
    return Looks(found, notes)


def without_notes(lines: Sequence[PrintedLine], looks: Looks) -> list[PrintedLine]:
    """The lines of a Word file without those at its end that are the footnotes of its paragraphs."""
    told = {f"[{key.rpartition('-')[2]}]" for key in looks.notes}
    end = len(lines)
    while end and lines[end - 1].text.partition(" ")[0] in told:
        end -= 1
    return [*lines[:end]]


def _emphasised(runs: Sequence[Run], text: str) -> list[Run]:
    """Runs without the looks that all words behind the number have: those are of the paragraph, unless they are the
    bold name of a khoản or điểm."""
    line = labelled(text)
    start = text.find(line.rest.strip(QUOTES)) if line.level else 0
    ends = accumulate(len(run.text) for run in runs)
    spoken = ((run, end) for run, end in zip(runs, ends, strict=True) if run.kind not in ("note", "endnote"))
    words = [run.format for run, end in spoken if end > start and run.text.strip(QUOTES)]
    italic = all(look.italic for look in words)
    bold = all(look.bold for look in words) and line.level not in ("clause", "point")
    return [
        run._replace(
            format=run.format._replace(bold=run.format.bold and not bold, italic=run.format.italic and not italic)
        )
        for run in runs
    ]


def _item(run: Run) -> Inline:
    """A run as a piece of a content."""
    if run.kind == "note":
        return Note(run.text[1:-1], Place(0), run.text)
    look, item = run.format, run.text
    made: Inline = Sup((item,)) if look.vertical == "superscript" else Sub((item,)) if look.vertical else item
    made = Emph((made,)) if look.italic else made
    return Strong((made,)) if look.bold else made


def with_looks(rows: Sequence[Row], known: Mapping[str, Content], were: Mapping[int, str] | None = None) -> list[Row]:
    """Rows with the paragraphs that their wording is taken from; `were` is what rows said before they were changed, by
    the place they came from."""
    said = were or {}
    return [with_look(row, known, said.get(row.source, row.text)) if known else row for row in rows]


def with_look(row: Row, known: Mapping[str, Content], said: str) -> Row:
    """A row with the paragraph that says what it says or said, unless it has one."""
    return row if row.content else row._replace(content=known.get(_said(said)))


def _said(text: str) -> str:
    return " ".join(labelled(MARK.sub("", text)).rest.split()).strip(QUOTES)


def typed_as(text: str, content: Content) -> str:
    """A text as it is typed when its words look as they do in a paragraph that says them, or nearly so."""
    runs = [*_runs(content, RunFormat())]
    signs: list[tuple[str, int]] = []
    for at, run in enumerate(runs):
        for sign in unicodedata.normalize("NFC", run.text):
            if not (sign.isspace() and (not signs or signs[-1][0] == " ")):
                signs.append((" " if sign.isspace() else sign, at))
    looks = _looks("".join(sign for sign, _ in signs), [at for _, at in signs], MARK.sub("", text))
    given = iter(looks)
    styled: list[tuple[str, int]] = []
    for sign in text:
        before = styled[-1][1] if styled else -1
        kept = before if before >= 0 and runs[before].kind == "text" and not runs[before].format.vertical else -1
        styled.append((sign, kept if MARK.match(sign) else next(given)))
    told = []
    for at, group in groupby(styled, lambda one: one[1]):
        words = "".join(sign for sign, _ in group)
        run = runs[at] if at >= 0 else Run(words, RunFormat())
        told.append(run._replace(text=words, kind=run.kind if words == run.text else "text"))
        follow = runs[at + 1] if 0 <= at < len(runs) - 1 and run.text.endswith(words) else run
        if follow.kind == "note" and not follow.text:  # a draft prints its number, a Word file has it
            told.append(follow)
    return inline(told, _TOOLS)


def _looks(printed: str, runs: Sequence[int], text: str) -> list[int]:
    """For each sign of a text the run it stands in where it is printed; -1 for one that is not."""
    start = printed.find(text)
    if start >= 0:
        return [*runs[start : start + len(text)]]
    found = [-1] * len(text)
    there, here = ([*_TOKEN.finditer(one)] for one in (printed, text))
    before, after = ([one[0] for one in tokens] for tokens in (there, here))
    for span in filter(operator.attrgetter("same"), matched(before, after)):
        for one, other in zip(there[span.a0 : span.a1], here[span.b0 : span.b1], strict=True):
            found[other.start() : other.end()] = runs[one.start() : one.end()]
    return found


def _runs(content: Content, look: RunFormat, link: str = "") -> Iterator[Run]:
    for item in content:
        if isinstance(item, Strong):
            yield from _runs(item.content, look._replace(bold=True), link)
        elif isinstance(item, Emph):
            yield from _runs(item.content, look._replace(italic=True), link)
        elif isinstance(item, (Sup, Sub)):
            side = "superscript" if isinstance(item, Sup) else "subscript"
            yield from _runs(item.content, look._replace(vertical=side), link)
        elif isinstance(item, Link):
            yield from _runs(item.content, look, item.url)
        elif isinstance(item, Note):
            yield Run(item.again, look, "note", item.key)
        elif isinstance(item, Math):
            yield Run(plain((item,)), look, "math", item.tex)
        else:
            yield Run(plain((item,)), look, link=link)
