"""Tables, figures, formulas and their footnotes and symbols, in technical regulations and standards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import DIALECT, E, I, W, directives
from draftkit.checks.standard_parts import floats, passages
from draftkit.model.inline import Content, Math, Sup, every, plain
from draftkit.model.message import Place, msg
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Block, Figure, Formula, Holder, Paragraph, Table, Unit, bodies, inside, text_of
from draftkit.resolve.flow import footnote_mark, notes_below
from draftkit.text.pattern import Pattern

_MENTION, _SYMBOL, _NO_SYMBOL = ways("floats", "mention symbol no_symbol")

_NUMBER = Pattern(r"(?:([A-Z])\.)?([0-9]+)")
_WORDS = {Table: "bảng", Figure: "hình", Formula: "công thức"}


class _Float(NamedTuple):
    word: str
    number: str
    block: Table | Figure | Formula


def _numbered(subject: Subject) -> list[_Float]:
    counted = subject.bound.counted
    return [
        _Float(_WORDS[type(block)], counted.get(block.serial, "").strip("()"), block)
        for block in floats(subject.bound.draft.blocks)
        if counted.get(block.serial)
    ]


def _mentions(subject: Subject) -> list[tuple[str, str, Place]]:
    """What the text names, in order: word, number, place. Ranges name what lies between their ends."""
    out: list[tuple[str, str, Place]] = []
    captions = {block.line for block in floats(subject.bound.draft.blocks)}
    for passage in passages(subject.bound):
        for found in _MENTION.finditer(passage.text):
            word = "công thức" if found["word"].lower() == "phương trình" else found["word"].lower()
            numbers = [number[0] for number in _NUMBER.finditer(found["list"])]
            if re.search(r"đến|tới", found["list"]) and len(numbers) == 2:
                numbers = _between(*numbers)
            if passage.line not in captions or passage.kind != "text":
                out.extend((word, number, Place(passage.line)) for number in numbers)
    return out


def _between(first: str, last: str) -> list[str]:
    head, _, start = first.rpartition(".")
    end = last.rpartition(".")[2]
    span = range(int(start, 10), min(int(end, 10), int(start, 10) + 100) + 1)
    return [f"{head}.{number}" if head else str(number) for number in span]


@rule("DK-Q018", "Table, figure or formula never cited", W, directives("28.1, 29.1"), "standards")
def never_cited(subject: Subject) -> Iterator[Hit]:
    """Each table and figure is named in the text; so is a formula that has a number."""
    named = {(word, number) for word, number, _ in _mentions(subject)}
    for item in _numbered(subject):
        if (item.word, item.number) not in named and (item.word != "công thức" or item.block.label):
            text = msg("{word} {number} is named nowhere in the text", word=item.word.capitalize(), number=item.number)
            yield subject.hit(item.block, text)


@rule("DK-Q019", "Tables or figures cited out of order", I, directives("28.2, 29.2"), "standards")
def out_of_order(subject: Subject) -> Iterator[Hit]:
    """Tables and figures are numbered in the order in which the text first names them."""
    known = {(item.word, item.number): at for at, item in enumerate(_numbered(subject))}
    seen: dict[tuple[str, str], Place] = {}
    for word, number, place in _mentions(subject):
        if (word, number) in known and word != "công thức":
            seen.setdefault((word, number), place)
    last: dict[str, tuple[int, str]] = {}
    for (word, number), place in seen.items():
        series = word + number.partition(".")[0] * ("." in number)
        before = last.get(series)
        if before is not None and known[word, number] < before[0]:
            text = msg("{word} {number} is first named after {before}")
            yield subject.hit(place, text, word=word.capitalize(), number=number, before=before[1])
        else:
            last[series] = known[word, number], number


@rule("DK-Q020", "Mark of a table without its note", W, directives("29.5"), "standards")
def table_notes(subject: Subject) -> Iterator[Hit]:
    """A raised letter in a cell (`^a^`) has its note below the table, which begins with the same mark; and each such
    note has its mark."""
    for body in bodies(subject.bound.draft.blocks):
        for at, block in enumerate(body):
            if not isinstance(block, Table):
                continue
            marks = {mark for row in block.rows for cell in row for mark in _marks(cell)}
            below = notes_below("note-table", body[at + 1 :])
            notes = {mark: note.line for note in below if (mark := footnote_mark(note.content))}
            for mark in sorted(marks - set(notes)):
                yield subject.hit(block, "the table has a mark “{mark}” and no note for it", mark=mark)
            for mark in sorted(set(notes) - marks):
                yield subject.hit(Place(notes[mark]), "the note “{mark}” has no mark in the table", mark=mark)


def _marks(cell: Content) -> Iterator[str]:
    before = ""
    for item in cell:
        if isinstance(item, Sup):
            text = footnote_mark((item,))
            if text and not re.search(r"(?<![^\W_])(?:10|e|m|s|cm|dm|km)$", before):
                yield text
        before = plain((item,))


_EXPLAINS = Pattern(r"\s*(?:,|:|–|-)?\s*(?:là|:|-|–|được tính|ký hiệu|theo)(?!\w)|\s*(?:và|,)\s*\$")
_INDEX = Pattern(r"\\(?:sum|prod)_\{?\s*([a-z])\s*=")


def symbols(tex: str) -> list[str]:
    """The symbols of a formula, indices that only count left out: `c_1`, `\\\\Delta p`."""
    counting = set(_INDEX.findall(tex))
    bare = _INDEX.sub(" ", _NO_SYMBOL.sub(" ", tex))
    bare = re.sub(r"\\Delta\s*\{?\s*([A-Za-z])", r"Δ\1", bare)
    out: list[str] = []
    for found in _SYMBOL.finditer(bare):
        name = re.sub(r"[{}\s]", "", found[0])
        if name not in counting and name not in ("e", "d"):
            out.append(name)
    return list(dict.fromkeys(out))


class _Explained(NamedTuple):
    name: str
    words: str
    line: int


@rule("DK-Q021", "Symbol of a formula", W, directives("27.1, 9.3"), "standards", of_source=True)
def formula_symbols(subject: Subject) -> Iterator[Hit]:
    """Each symbol of a formula is explained, below it or in the list of symbols, once, and always as the same; what is
    explained below a formula stands in it."""
    draft = subject.bound.draft
    if not any(isinstance(block, Formula) for block in floats(draft.blocks)):
        return
    named = _named_anywhere(subject)
    meanings: dict[str, _Explained] = {}
    for body in bodies(draft.blocks):
        for at, block in enumerate(body):
            if isinstance(block, Formula):
                yield from _of_formula(block, _explanations(subject, body[at + 1 :]), named, meanings)


def _of_formula(
    formula: Formula, list_below: list[_Explained], named: set[str], meanings: dict[str, _Explained]
) -> Iterator[Hit]:
    used = symbols(formula.tex)
    result = symbols(formula.tex.partition("=")[0]) if "=" in formula.tex else []
    counting = set(_INDEX.findall(formula.tex)) | set("ijk")
    below = {item.name for item in list_below}
    for name in used:
        # what is computed was named in the sentence above
        if name not in below and name not in named and result != [name]:
            yield Hit(msg("symbol “{name}” of the formula is explained nowhere", name=name), Place(formula.line))
    seen: set[str] = set()
    for item in list_below:
        if item.name in counting:
            continue
        if item.name in seen:
            yield Hit(msg("symbol “{name}” is explained twice", name=item.name), Place(item.line))
        seen.add(item.name)
        if item.name not in used:
            yield Hit(msg("symbol “{name}” does not stand in the formula", name=item.name), Place(item.line))
        first = meanings.setdefault(item.name, item)
        if first.words and item.words and _meaning(first.words) != _meaning(item.words):
            text = msg("symbol “{name}” meant “{words}” before", name=item.name, words=first.words)
            yield Hit(text, Place(item.line))


def _meaning(words: str) -> str:
    return " ".join(
        re.split(r",? tính bằng|,? \(|,? đơn vị|,? quy định|,? theo|;", words.casefold())[0].split()
    ).rstrip(".,;")


def _explanations(subject: Subject, blocks: tuple[Block, ...]) -> list[_Explained]:
    """The list below a formula: “trong đó”, and the paragraphs that begin with a symbol."""
    out: list[_Explained] = []
    begun = False
    for block in blocks:
        content: Content = ()
        if isinstance(block, Paragraph):
            content = subject.bound.text(block)
        elif isinstance(block, Unit) and block.level.marker and begun and block.body:
            inner = block.body[0]
            content = subject.bound.text(inner) if isinstance(inner, Paragraph) else ()
        text = plain(content)
        if re.match(r"\s*(?:trong đó|ở đây|với)(?!\w)", text, re.IGNORECASE):
            begun = True
        elif not begun or not re.match(r"\s*[-–]?\s*\$", text):
            break
        out.extend(_in_sentence(content, block.line))
    return out


def _in_sentence(content: Content, line: int) -> Iterator[_Explained]:
    for at, item in enumerate(content):
        if not isinstance(item, Math):
            continue
        found = symbols(item.tex)
        after = plain(content[at + 1 :])
        if len(found) == 1 and re.sub(r"[{}\s]", "", item.tex.replace("\\Delta", "Δ")) == found[0]:
            words = re.match(r"\s*(?:,|:|-|–)?\s*là\s+([^$;]*)", after)
            if words or _EXPLAINS.match(after):
                yield _Explained(found[0], words[1].strip() if words else "", line)


def _named_anywhere(subject: Subject) -> set[str]:
    """Symbols that tables or sentences outside of lists explain: any that stands alone between dollar signs."""
    out: set[str] = set()
    for content in _contents(subject, subject.bound.draft.blocks):
        for item in content:
            if isinstance(item, Math):
                found = symbols(item.tex)
                if len(found) == 1:
                    out.add(found[0])
    return out


def _contents(subject: Subject, blocks: tuple[Block, ...]) -> Iterator[Content]:
    for block in inside(blocks, quoted=False):
        if isinstance(block, (Paragraph, Unit)):
            yield subject.bound.text(block)
        elif isinstance(block, Table):
            for row in subject.bound.rows(block):
                yield from row


@rule("DK-F014", "Formula that cannot be read", E, DIALECT, "files")
def unreadable(subject: Subject) -> Iterator[Hit]:
    """A formula is LaTeX between $ signs, or alone on its lines between $$. One that cannot be read (a bracket left
    open, an unknown command) would be printed as typed, signs and all."""
    draft = subject.bound.draft
    if "$" not in draft.source.text:
        return
    formulas = [*_formulas(draft.blocks)]
    formulas += [item for note in draft.notes.values() for item in _inside(note.content)]
    if not formulas:
        return
    from draftkit.word.equations import equations

    read = equations(tex for tex, _ in formulas)
    for tex, place in formulas:
        if tex not in read:
            said = "the formula “{tex}” cannot be read as LaTeX; it would be printed as typed"
            yield subject.hit(place, said, tex=tex)


def _formulas(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Place]]:
    """LaTeX and place of every formula in some blocks."""
    for block in inside(blocks):
        if isinstance(block, Formula):
            yield block.tex, Place(block.line)
        elif isinstance(block, Holder):
            yield from _inside(text_of(block))
        for cell in (cell for row in block.rows for cell in row) if isinstance(block, Table) else ():
            yield from _inside(cell)


def _inside(content: Content) -> Iterator[tuple[str, Place]]:
    return ((item.tex, item.place) for item in every(content) if isinstance(item, Math))
