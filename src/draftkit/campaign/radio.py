"""A script to be read on the air: every text of the document in words, with its reading time above it. Only Vietnamese
is worded; a script in another language stays as it is typed, and is told what nobody could read out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from draftkit.campaign.language import unexplained_in, well_known
from draftkit.campaign.points import by_row, in_words
from draftkit.campaign.privacy import personal_in
from draftkit.campaign.speech.lexicon import FILE, Lexicon, read_lexicon
from draftkit.campaign.speech.speak import Spoken, as_typed, speak, syllables
from draftkit.campaign.tables import data_file
from draftkit.model.inline import Content, Inline, Math, Sub, Sup, mapped, plain
from draftkit.model.message import Fault, Message, Place, fault_at, msg
from draftkit.model.meta import Metadata
from draftkit.model.numeral import spell, whole, with_comma
from draftkit.model.tree import Block, Division, Figure, Formula, Paragraph, Quote, Table, Unit, inside
from draftkit.resolve.bound import Bound
from draftkit.word.equations import said

_MINUS = re.compile(r"(^|[(=] ?)− ?")
_SPOKEN = ("ten_goi", "tieu_de_phu")


def worded(bound: Bound) -> Bound:
    """The same script in words: no digit is left, no number of a list, no footnote mark; a guess is a fault."""
    said = bound.draft.kind.words
    reader = _Reader(bound, _lexicon(bound), bound.draft.kind.language == "vi")
    body = tuple(reader.blocks(bound.draft.blocks))
    notes = tuple(
        Paragraph((f"{said.get('ghi_chu', 'Chú thích')}: {reader.say(note.content, note.line)}",), note.line)
        for note in bound.notes
    )
    meta = reader.metadata(bound.meta)
    texts = [plain(block.content) for block in inside((*body, *notes)) if isinstance(block, Paragraph)]
    words = sum(syllables(text) if reader.words else len(text.split()) for text in texts)
    length = _duration(words, _pace(bound), said, spell if reader.words else str)
    opening = (Division("subtitle", (Paragraph((length,), -1),), -1),) if length else ()
    draft = bound.draft._replace(body=(*opening, *body, *notes), annexes=())
    faults = (*bound.faults, *reader.faults, *_unread(bound), *_too_long(bound, words), *personal_in(bound, _SPOKEN))
    return bound._replace(draft=draft, meta=meta, notes=(), faults=faults)


def _lexicon(bound: Bound) -> Lexicon:
    """The tables beside the kind, else ours; names of the project's bodies, words of the script stand above them."""
    lexicon = read_lexicon(data_file(bound.draft.kind, FILE, "radio"))
    bodies = {body.abbreviation: body.name for body in bound.organisations.values() if body.abbreviation}
    return lexicon.with_more(bodies, {key: str(value) for key, value in bound.meta.table("doc_la").items() if value})


class _Reader:
    """Reads blocks aloud, noting what was guessed; in words, or as they are typed."""

    def __init__(self, bound: Bound, lexicon: Lexicon, words: bool) -> None:
        self.bound, self.lexicon, self.words = bound, lexicon, words
        self.faults: list[Fault] = []
        self.seen = set[str]()

    def blocks(self, blocks: tuple[Block, ...]) -> Iterator[Block]:
        for block in blocks:
            if isinstance(block, Paragraph):
                yield Paragraph((self.say(self.bound.text(block), block.line),), block.line)
            elif isinstance(block, Unit):
                yield from self.unit(block)
            elif isinstance(block, (Quote, Division)):
                yield block._replace(blocks=tuple(self.blocks(block.blocks)))
            elif isinstance(block, Table):
                yield from self.table(block)
            elif isinstance(block, Figure):
                self.unheard(block, msg("a picture cannot be heard: say what it shows in sentences"))
                yield Paragraph((self.say((block.alt,), block.line),), block.line)
                yield from self.caption(block)
            elif isinstance(block, Formula):
                self.unheard(block, msg("a formula cannot be heard: say what it means in sentences"))
                yield Paragraph((self.say((Math(block.tex, Place(block.line)),), block.line),), block.line)

    def unit(self, unit: Unit) -> Iterator[Block]:
        """A heading stays one, without a number; items of a list are counted in words."""
        body = tuple(self.blocks(unit.body))
        number = self.bound.numbers.get(unit.serial, "")
        if not unit.level.marker:
            yield unit._replace(title=(self.say(self.bound.text(unit), unit.line),), body=body)
            return
        count = whole(number) if self.words else None
        lead = f"{spell(count).capitalize()} là: " if count is not None else f"{number}) " if number else ""
        first = body[0] if body and isinstance(body[0], Paragraph) else Paragraph((), unit.line)
        yield Paragraph((lead + plain(first.content),), unit.line)
        yield from body[1:] if body and isinstance(body[0], Paragraph) else body

    def table(self, table: Table) -> Iterator[Block]:
        """Its name, then row by row, each cell after the heading of its column; a heading alone as it is."""
        self.unheard(table, msg("a table cannot be heard: say what it shows in sentences"))
        yield from self.caption(table)
        flattened = (map(self.flat, row) for row in self.bound.rows(table))
        heads, rows = by_row(flattened, table.merges, table.ruled)
        for cells in rows:
            named = zip(heads if len(cells) == len(heads) else [""] * len(cells), cells, strict=True)
            said = (f"{head}: {cell}" if head else cell for head, cell in named if cell)
            yield Paragraph((self.say(("; ".join(said) + ".",), table.line),), table.line)

    def caption(self, block: Table | Figure) -> Iterator[Block]:
        """What a table or a picture is called, as a sentence."""
        if called := self.flat(self.bound.text(block)).strip():
            yield Paragraph((self.say((called if called[-1] in ".!?:" else f"{called}.",), block.line),), block.line)

    def unheard(self, block: Table | Figure | Formula, why: Message) -> None:
        self.faults.append(Fault("DK-O023", why, Place(block.line)))

    def say(self, content: Content, line: int) -> str:
        text = self.flat(content)
        if self.words:
            spoken = speak(text, self.lexicon)
        else:
            known = (well_known() - self.lexicon.bodies.keys()) | self.bound.meta.table("doc_la").keys()
            spoken = as_typed(text, unexplained_in(text, known, self.seen), self.lexicon.signs)
        self.note(spoken, line)
        return spoken.text

    def flat(self, content: Content) -> str:
        """A content as one text; marks of footnotes are not said, formulas and raised letters get signs that are."""

        def heard(one: Inline) -> Inline:
            if not isinstance(one, Math) or not self.words:
                return one
            return _MINUS.sub(r"\1âm ", said(one.tex).replace("/", " trên ")).replace("−", " trừ ")

        def held(one: Inline, words: str) -> str:
            shift = "^" if isinstance(one, Sup) else "_" if isinstance(one, Sub) else ""
            return f"{shift}({words})" if shift and self.words and words.isalpha() else words

        return in_words(mapped(content, heard), held).replace("\n", " ")

    def note(self, spoken: Spoken, line: int) -> None:
        for short in spoken.unknown:
            message = msg("“{short}” is read letter by letter: write it out, or say how it is read in doc_la")
            self.faults.append(fault_at("DK-O020", Place(line), message, short=short))
        for sign in spoken.unread:
            message = msg("“{sign}” has no words: write what is to be said")
            self.faults.append(fault_at("DK-O021", Place(line), message, sign=sign))
        for text in spoken.doubtful:
            message = msg("“{text}” can be read in more than one way: write it in words", text=text)
            self.faults.append(Fault("DK-O022", message, Place(line)))

    def metadata(self, meta: Metadata) -> Metadata:
        """Title and sub-head in words; the draft mark without its number and date, which would be read out."""
        values = dict(meta.values)
        for key in _SPOKEN:
            if meta.text(key):
                values[key] = self.say((meta.text(key),), meta.place(key).line)
        if values.get("du_thao"):
            values["du_thao"] = True
        return meta._replace(values=values)


def _pace(bound: Bound) -> int:
    """Syllables a minute: of the script, else of the kind."""
    asked = round(_number(bound.meta.values, "toc_do"))
    return asked if asked > 0 else whole(bound.draft.kind.words.get("toc_do", "")) or 200


def _unread(bound: Bound) -> Iterator[Fault]:
    """A pace or a length that is none: nothing can be reckoned with it."""
    for key, least in (("toc_do", 1.0), ("thoi_luong", 0.1)):
        value = bound.meta.values.get(key)  # one that is no number is told by the kind
        if isinstance(value, (int, float)) and value < least:
            text = msg("“{key}” must be more than 0, not “{value}”", key=key, value=bound.meta.text(key))
            yield Fault("DK-H004", text, bound.meta.place(key))


def _duration(count: int, pace: int, words: Mapping[str, str], spelled: Callable[[int], str]) -> str:
    seconds = max(5, round(count * 60 / pace / 5) * 5)
    minutes, rest = divmod(seconds, 60)
    units = ((minutes, words.get("phut", "phút")), (rest, words.get("giay", "giây")))
    said = " ".join(f"{spelled(number)} {unit}" for number, unit in units if number)
    return words.get("duration", "").format(thoi_gian=said, am_tiet=spelled(count), toc_do=spelled(pace))


def _too_long(bound: Bound, words: int) -> Iterator[Fault]:
    limit, pace = _number(bound.meta.values, "thoi_luong"), _pace(bound)
    if limit and words > limit * pace:
        text = msg("reading takes about {found} minutes, {limit} are planned")
        text = text._replace(values={"found": with_comma(words / pace, ".1f"), "limit": with_comma(limit)})
        yield Fault("DK-O024", text, bound.meta.place("thoi_luong"))


def _number(values: Mapping[str, object], key: str) -> float:
    value = values.get(key)
    return float(value) if isinstance(value, (int, float)) else 0.0
