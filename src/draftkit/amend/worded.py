"""How new wording is typed: emphasis, raised signs, links and formulas go along when it goes into another draft."""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, count, groupby
from pathlib import Path
from types import MappingProxyType

from draftkit.amending.apply import MARK
from draftkit.amending.below import divided
from draftkit.amending.lines import labelled
from draftkit.amending.rows import Row
from draftkit.model.inline import Content, Emph, Field, Link, Math, Note, Strong, Sub, Sup, plain
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Item, Line
from draftkit.recognise.inline import Tools, escape, inline
from draftkit.resolve.bound import Bound
from draftkit.text.edits import matched
from draftkit.word.values import Block, Paragraph, Run, RunFormat, WordFile

Wording = tuple[Run, ...]
"""A paragraph of which some words look otherwise than others; the target of a note is its key."""
Key = str | tuple[int, str]
"""What a paragraph says, for new wording; of a row of a text itself with the line (0-based) it came from."""
QUOTES = '“”"‘’«».;,: \t'
_TOKEN = re.compile(r"\w+|\W")
_NOTED = re.compile(r"\[\^([\w-]+)\](?!:)")
_TOOLS = Tools(lambda _kind, key: key, lambda tex: tex)


class Looks(NamedTuple):
    """How the wording of an act looks: its paragraphs that are more than plain letters, by what they say behind their
    numbers, and the footnotes they mark."""

    known: Mapping[Key, Wording] = MappingProxyType({})
    notes: Mapping[str, str] = MappingProxyType({})

    def apart(self, name: str, taken: set[str]) -> tuple[Looks, str]:
        """The same with keys of its footnotes that no other act has, and what stands before each; `name` is the act's,
        `taken` are the keys of the others, which these join."""
        stem = re.sub(r"\W+", "-", Path(name).stem)
        names = (f"{stem}-{f'{number}-' if number else ''}" for number in count())
        prefix = next(one for one in names if taken.isdisjoint(one + key for key in self.notes))
        taken.update(prefix + key for key in self.notes)
        known = {
            said: tuple(run._replace(target=prefix + run.target) if run.kind == "note" else run for run in runs)
            for said, runs in self.known.items()
        }
        return Looks(known, {prefix + key: text for key, text in self.notes.items()}), prefix


def with_notes(text: str, notes: Mapping[str, str], *cells: str) -> str:
    """A source with the footnotes that new wording in it marks, or in the `cells` of its tables."""
    marked = _NOTED.findall("\n".join((text, *cells))) if notes else []
    return text + "".join(f"\n[^{key}]: {notes[key]}\n" for key in dict.fromkeys(marked) if key in notes)


def rekeyed(text: str, prefix: str) -> str:
    """Typed words with something before the key of each of their footnotes."""
    return _NOTED.sub(rf"[^{prefix}\1]", text)


def worded(bound: Bound, items: Iterable[Item]) -> Looks:
    """The looks of a draft."""
    found: dict[Key, Wording] = {}
    for item in items:
        if isinstance(item, Line) and any(not isinstance(one, (str, Field)) for one in item.content):
            content = (item.number(), *item.content)
            text, runs = plain(content), [*_runs(content, RunFormat())]
            titled = labelled(text).level == "article"  # bold as a whole: so its kind prints it wherever it goes
            _learn(found, item.line, text, tuple(_emphasised(runs, text) if titled else runs))
    notes = bound.draft.notes.items()
    return Looks(found, {key: inline([*_runs(bound.text(one), RunFormat())], _TOOLS) for key, one in notes})


def _learn(found: dict[Key, Wording], at: int, text: str, runs: Wording) -> None:
    """Keep a paragraph by what it says, also with its line, and by the new wording that begins on the line of its
    instruction."""
    for said in filter(None, (text, divided(labelled(text).rest)[1])):
        found.setdefault(_said(said), runs)
        found[at, _said(said)] = runs


def unlike(phrase: str, known: Mapping[Key, Wording]) -> bool:
    """Whether a phrase is more than plain letters where it is quoted."""
    for runs in known.values():
        printed = "".join(run.text for run in runs)
        for quoted in (f"“{phrase}”", f'"{phrase}"'):
            if quoted in printed and typed_as(quoted, runs) != escape(quoted):
                return True
    return False


def worded_in_word(file: WordFile, blocks: Mapping[int, Block]) -> Looks:
    """The looks of an act in a Word file; `blocks` has its paragraphs by the numbers of their lines."""
    from draftkit.word.plain_text import letters_of_cell

    found: dict[Key, Wording] = {}
    keys = note_keys(file)
    for number, block in blocks.items():
        runs = _runs_of(block, keys) if isinstance(block, Paragraph) else []
        looks = ((run.kind == "note", run.format.bold, run.format.italic, run.format.vertical) for run in runs)
        if any(map(any, looks)):
            _learn(found, number - 1, "".join(run.text for run in runs), tuple(runs))
    notes: dict[str, str] = {}
    for kind, stories in (("note", file.footnotes), ("endnote", file.endnotes)):
        for id, story in stories.items():
            words = (letters_of_cell(one) for one in story if isinstance(one, Paragraph))
            notes[keys[kind, id]] = " ".join(map(escape, words)).strip()
    return Looks(found, notes)


def note_keys(file: WordFile) -> dict[tuple[str, str], str]:
    """The keys of the notes of a Word file, by sort and id."""
    stories = (("note", file.footnotes, ""), ("endnote", file.endnotes, "cuoi-"))
    return {(kind, id): f"{sign}{at}" for kind, notes, sign in stories for at, id in enumerate(notes, 1)}


def typed_in_word(paragraph: Paragraph, keys: Mapping[tuple[str, str], str]) -> str:
    """A paragraph of a Word file as it is typed in a source; `keys` are those of its notes."""
    return inline(_runs_of(paragraph, keys), _TOOLS)


def _runs_of(paragraph: Paragraph, keys: Mapping[tuple[str, str], str]) -> list[Run]:
    """The runs of a paragraph, those of notes with the key of the note."""
    from draftkit.word.fingerprint import letters_of, shown_runs

    runs = [
        Run("", run.format, "note", key)
        if (key := keys.get((run.kind, run.target)))
        else Run(letters_of(run), run.format)
        for run in shown_runs(paragraph)
    ]
    return _emphasised(runs, "".join(run.text for run in runs))


def _emphasised(runs: Sequence[Run], text: str) -> list[Run]:
    """Runs without the looks that all words behind the number have: those are of the paragraph, unless they are the
    bold name of a khoản or điểm."""
    line = labelled(text)
    start = text.find(line.rest.strip(QUOTES)) if line.level else 0
    ends = accumulate(len(run.text) for run in runs)
    words = [run.format for run, end in zip(runs, ends, strict=True) if end > start and run.text.strip(QUOTES)]
    italic = all(look.italic for look in words)
    bold = all(look.bold for look in words) and line.level not in ("clause", "point")
    return [
        run._replace(
            format=run.format._replace(bold=run.format.bold and not bold, italic=run.format.italic and not italic)
        )
        for run in runs
    ]


def with_looks(rows: Sequence[Row], looks: Looks) -> list[Row]:
    """Rows with the paragraphs that their wording is taken from."""
    return [with_look(row, looks.known) for row in rows] if looks.known else [*rows]


def looked(rows: Sequence[Row], looks: Looks) -> list[Row]:
    """Rows with their looks, to be compared with others."""
    told: list[Row] = []
    for table, group in groupby(with_looks(rows, looks), lambda row: row.drawn):
        typed = table.data.decode() if table and not table.single else ""
        notes = [looks.notes.get(key, key) for key in _NOTED.findall(typed)]
        stars = typed.count("*") - typed.count("\\*")
        told += (
            row._replace(look=f"{notes}{stars}" if notes or stars else "")
            if table
            else row._replace(look=_NOTED.sub(lambda one: f"[^{looks.notes.get(one[1], one[1])}]", shown))
            if row.content and (shown := typed_as(row.text, row.content)) != escape(row.text)
            else row
            for row in group
        )
    return told


def with_look(row: Row, known: Mapping[Key, Wording]) -> Row:
    """A row with the paragraph that says what it says, unless it has one."""
    said = _said(row.text)
    return row if row.content else row._replace(content=known.get((row.source, said) if row.source >= 0 else said))


def _said(text: str) -> str:
    return " ".join(labelled(MARK.sub("", text)).rest.split()).strip(QUOTES)


def typed_as(text: str, runs: Wording) -> str:
    """A text as it is typed when its words look as they do in a paragraph that says them, or nearly so; footnotes stand
    behind what they stand behind there."""
    signs: list[tuple[str, int]] = []
    notes: list[tuple[int, int]] = []  # a draft and a Word file print no sign of them
    for at, run in enumerate(runs):
        if run.kind == "note" and not run.text:
            notes.append((len(signs), at))
        for sign in unicodedata.normalize("NFC", run.text):
            if not (sign.isspace() and (not signs or signs[-1][0] == " ")):
                signs.append((" " if sign.isspace() else sign, at))
    bare = MARK.sub("", text)
    printed = "".join(sign for sign, _ in signs)
    places = _places(printed, bare)
    line = labelled(bare)
    label = bare.find(line.rest) if line.level else 0
    marked: dict[int, list[int]] = {}
    whole = bool(bare) and bare in printed  # else words came or went: every note is of these
    for offset, at in notes:
        apart = printed[offset : places[0]] + printed[places[-1] + 1 : offset] if whole else ""
        if apart.strip(QUOTES):
            continue  # of the instruction around
        behind = next((here for here, place in enumerate(places) if place >= offset), len(bare))
        marked.setdefault(max(behind, label), []).append(at)
    styled: list[tuple[int, str]] = []
    here = 0
    for sign in text:
        if MARK.match(sign):
            before = styled[-1][0] if styled else -1
            kept = before if before >= 0 and runs[before].kind == "text" and not runs[before].format.vertical else -1
            styled.append((kept, sign))
            continue
        styled += [(at, "") for at in marked.pop(here, ())]
        styled.append((signs[places[here]][1] if places[here] >= 0 else -1, sign))
        here += 1
    styled += [(at, "") for at in marked.pop(here, ())]
    told = []
    for at, group in groupby(styled, lambda one: one[0]):
        words = "".join(sign for _, sign in group)
        run = runs[at] if at >= 0 else Run("", RunFormat())
        told.append(run._replace(text=words, kind=run.kind if words == run.text else "text"))
    return inline(told, _TOOLS)


def _places(printed: str, text: str) -> list[int]:
    """For each sign of a text where it stands in what is printed; -1 for one that does not."""
    start = printed.find(text)
    if start >= 0:
        return [*range(start, start + len(text))]
    found = [-1] * len(text)
    there, here = ([*_TOKEN.finditer(one)] for one in (printed, text))
    before, after = ([one[0] for one in tokens] for tokens in (there, here))
    for span in filter(operator.attrgetter("same"), matched(before, after)):
        for one, other in zip(there[span.a0 : span.a1], here[span.b0 : span.b1], strict=True):
            found[other.start() : other.end()] = range(one.start(), one.end())
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
