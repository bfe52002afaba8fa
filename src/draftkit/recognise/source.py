"""A Word file as source: metadata and text in the dialect, with the paragraphs of the file they come from; and as the
draft that this source is, so that a provision is the same value whichever medium it comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from draftkit.errors import KindError
from draftkit.model.keys import CLOSING, ENACTMENT
from draftkit.model.kind import KindSpec
from draftkit.model.message import Command, Message, Place, msg
from draftkit.model.meta import Data, Metadata
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Draft, Part, Source
from draftkit.readers.document import Raw, read_draft
from draftkit.recognise.as_source import Body
from draftkit.recognise.blocks import continued
from draftkit.recognise.casing import Casing
from draftkit.recognise.foreign_standard import standard, styled_as
from draftkit.recognise.inline import Marks, Tools, inline
from draftkit.recognise.kinds import declared
from draftkit.recognise.lines import MAIN, Anatomy, Piece, lines, lines_of, unwrapped
from draftkit.recognise.media import Media
from draftkit.recognise.metadata import Front
from draftkit.recognise.output import Sheet
from draftkit.recognise.pieces import Choices, with_number
from draftkit.recognise.recognise import recognise
from draftkit.recognise.styled import by_style
from draftkit.recognise.terms import filled
from draftkit.text.fold import squeezed
from draftkit.word.identity import identity_of
from draftkit.word.markup import LIST_ROLES
from draftkit.word.values import Block, Paragraph, Run, WordFile, paragraphs

_FIRST = Choices()
_ENOUGH = 100  # texts, from which the capitals of a file are learnt
_OPENING = 20
"""By how many of its first signs a sentence that closes a text is known."""


class Written(NamedTuple):
    """A Word file as source. `front` is its metadata, `places` the paragraph that each key of it comes from (keys of
    nested maps joined by dots); `main` and `annexes` its text; `files` what stands beside it by name; `units` the
    paragraph and line of it each unit came from, by the number of its line on the two sheets; `losses` what cannot be
    kept."""

    front: Mapping[str, Data]
    places: Mapping[str, int]
    main: Sheet
    annexes: Sheet
    files: Mapping[str, bytes]
    units: Mapping[int, tuple[int, int]]
    losses: tuple[Message, ...]


class Reading:
    """Reads one file as source. `roles` gives the roles of a kind's own styles by their ids, `tex` the LaTeX of
    formulas by their OMML; what it does not know is not read as a formula. `family` overrules the one it tells. With
    `as_typed` headings in capitals stay in capitals; `names` are names of bodies and acts as they are spelled."""

    def __init__(
        self,
        file: WordFile,
        kinds: Sequence[KindSpec],
        forced: KindSpec | None,
        roles: Callable[[KindSpec], Mapping[str, str]],
        tex: Callable[[str], str] = lambda _omml: "",
        family: str = "",
        *,
        as_typed: bool = False,
        names: Iterable[str] = (),
    ) -> None:
        self.file = file = unwrapped(file)
        self.names = names
        self.lines = lines(file)
        # kinds of any title line fit every document: only who built a file, or the letters of the number, can say that
        # it is of one of these
        identity = identity_of(file.properties)
        named = declared(identity, kinds)
        forced = forced or (named if named and is_open(named) else None)
        told = None if identity.kind else standard(self.lines, [forced] if forced else kinds)
        self.standard = told is not None
        """Whether it is a technical regulation or a standard that others set."""
        forced = told.kind if told else forced
        self.seen = self.anatomy = recognise(
            file, [kind for kind in kinds if kind.words.get("code") or not is_open(kind)], forced, family, self.lines
        )
        """What the words and looks of the file tell, whatever its styles say."""
        self.known = self.anatomy.kind is not None
        self.kind = forced or self.anatomy.kind or open_kind(kinds, self.anatomy.family or "nd30")
        if not self.known:
            self.anatomy = recognise(file, kinds, self.kind, family, self.lines)._replace(
                type_line=self.anatomy.type_line
            )
        own = {**roles(self.kind), **LIST_ROLES}
        shown = styled_as(told, own) if told else self.lines
        self.anatomy = with_made(by_style(shown, self.anatomy, self.kind, own), self.kind)
        self._as_typed = as_typed
        marks = dict.fromkeys((run.kind, run.target) for run in runs_of(file) if run.kind in ("note", "endnote"))
        self.notes = [(file.footnotes if kind == "note" else file.endnotes).get(id, ()) for kind, id in marks]
        """The notes that have a mark; Word shows no others."""
        self._notes: dict[tuple[str, str], str] = {}
        self.tools = Tools(self._note, tex)

    def _casing(self, how: Choices) -> Casing:
        """How the file spells what it prints in capitals; for reading alone its first pages tell enough."""
        texts = [piece.text for piece in self.anatomy.pieces]
        return Casing(texts[:_ENOUGH] if how.loose else texts, self.names, as_typed=self._as_typed)

    def loosely(self) -> Choices:
        """How it is read for what it says alone: the sentences that a kind words by itself stand as in the file."""
        said = {ENACTMENT: self.anatomy.joined("enactment"), CLOSING: self.anatomy.joined("closing")}
        return Choices(as_typed={key: text for key, text in said.items() if text}, loose=True)

    def write(self, how: Choices = _FIRST) -> Written:
        self._notes = {}
        media, casing = Media(self.file.media), self._casing(how)
        gathered = Front(self.anatomy, self.kind, casing, self._basis)
        front = gathered.metadata()
        front |= {key: text for key, text in how.as_typed.items() if key in self.kind.keys}
        body = Body(self.file, self.anatomy, self.kind, casing, self.tools, media, how)
        body.write()
        body.output.main.add(self._note_lines(body), 0)
        files = {name: text.encode() for name, text in body.files.items()} | media.files
        losses = (*self.file.losses, *media.losses, *self._losses())
        return Written(
            front, gathered.places(), body.output.main, body.output.annexes, files, body.output.units, losses
        )

    def _basis(self, piece: Piece) -> str:
        return inline(with_number(piece.line), self.tools, plain_look=Marks(bold=True, italic=True))

    def _note(self, kind: str, id: str) -> str:
        return self._notes.setdefault((kind, id), str(len(self._notes) + 1))

    def _note_lines(self, body: Body) -> Iterator[str]:
        """The definitions of the notes that were met; writing one may bring another."""
        done = 0
        while done < len(self._notes):
            (kind, id), key = list(self._notes.items())[done]
            done += 1
            blocks = (self.file.footnotes if kind == "note" else self.file.endnotes).get(id, ())
            texts = [text for block in blocks if (text := _note_text(block, self.tools))]
            first, *rest = "\\\n".join(texts).split("\n") if texts else [""]
            yield ""
            yield f"[^{key}]: {first}".rstrip()
            yield from (continued(line, body.grammars[0]) for line in rest)

    def _losses(self) -> Iterator[Message]:
        if not self.known:
            said = "the kind of document was not recognised; the draft was made as “{kind}”: change “loai”{typed}"
            yield msg(said, kind=self.kind.title, typed=Command(" / --kind"))
        for comment in self.file.comments:
            text = squeezed(comment.text)
            if comment.done:
                yield msg("comment by {author}, marked as resolved: {text}", author=comment.author, text=text)
            else:
                yield msg("comment by {author}: {text}", author=comment.author, text=text)
        for run in runs_of(self.file):
            if run.kind == "math" and not self.tools.tex(run.target):
                yield msg("a formula was taken over as running text: {text}", text=squeezed(run.text))
        if any(section.headers or section.footers for section in self.file.sections):
            ours = bool(identity_of(self.file.properties).kind)
            seen = {
                line.text
                for section in self.file.sections
                for blocks in (*section.headers.values(), *section.footers.values())
                for line in lines_of(blocks)
                # mark and name of a body, which a build sets there
                if not (ours and line.text in (one.alt for one in line.paragraph.drawings))
            }
            seen -= {piece.text for piece in self.anatomy.of("circulation")}  # printed on every page
            for text in sorted(text for text in seen if any(sign.isalpha() for sign in text)):
                yield msg("header or footer of the pages left out: {text}", text=text)


def with_made(anatomy: Anatomy, kind: KindSpec) -> Anatomy:
    """The anatomy with what its kind writes by itself told from the text: how long it takes to read, at its beginning,
    and the sentence that closes it, which says who adopted it, and when."""
    pieces = list(anatomy.pieces)
    text = [
        at
        for at, piece in enumerate(pieces)
        if piece.role in ("paragraph", "closing") and piece.text and piece.region == MAIN
    ]
    for role, at in (("duration", text[:1]), ("closing", text[-1:])):
        alone = bool(at) and pieces[at[0] - 1].level == "article"  # what an article says, not what stands behind all
        said = pieces[at[0]].text if at and not (role == "closing" and alone) else ""
        if filled(kind, role, said) or _adopts(kind, role, said):
            pieces[at[0]] = pieces[at[0]]._replace(role=role, quoted=False)
    return anatomy._replace(pieces=tuple(pieces))


def _adopts(kind: KindSpec, role: str, text: str) -> bool:
    """Whether a text is the sentence that says who adopted it, worded otherwise than the kind does."""
    opening = kind.words.get(role, "").partition("{")[0][:_OPENING]
    return role == "closing" and len(opening) > 4 and text.startswith(opening) and " thông qua " in text


def is_open(kind: KindSpec) -> bool:
    """Whether a kind takes the words of its title line from the metadata, so fits types that have no kind."""
    return "{" in kind.words.get("type_line", "")


def open_kind(kinds: Sequence[KindSpec], family: str) -> KindSpec:
    """The kind for a document of an unknown type, of its family. Raises KindError when there is none."""
    fitting = [kind for kind in kinds if is_open(kind)]
    found = next((kind for kind in fitting if family in kind.rule_sets), None) or next(iter(fitting), None)
    if found is None:
        raise KindError("the kind of document was not recognised; say which it is{typed}", typed=Command(" (--kind)"))
    return found


def _note_text(block: Block, tools: Tools) -> str:
    if isinstance(block, Paragraph):
        text = inline(block.shown(), tools)
        return f"{block.number} {text}".strip() if block.number else text
    return " ".join(_note_text(inner, tools) for row in block.rows for cell in row.cells for inner in cell.blocks)


def runs_of(file: WordFile) -> Iterator[Run]:
    """Every run of a file: text, tables, text boxes, notes."""
    parts = (*(section.blocks for section in file.sections), *file.footnotes.values(), *file.endnotes.values())
    return (run for blocks in parts for paragraph in paragraphs(blocks) for run in paragraph.runs)


def draft_of(written: Written, kind: KindSpec, name: str) -> Draft:
    """The draft that a recognised file is. `name` is how messages call the file."""
    main, annexes = written.main.trimmed(), written.annexes.trimmed()
    lines, ordinals = main.lines, main.ordinals
    if annexes.lines:
        lines, ordinals = [*lines, "", *annexes.lines], [*ordinals, 0, *annexes.ordinals]
    keys = list(written.places)
    front = (0, *(written.places[key] for key in keys))
    source = Source(
        "\n".join(lines), (Part(name, 0),), meta_file=name, paragraphs=tuple(ordinals), front_paragraphs=front
    )
    places = {key: Place(-at) for at, key in enumerate(keys, 2)}
    raw = Raw(Path(name).stem, Metadata(written.front, places), source, Path(), Path(), (), ())
    return read_draft(raw, kind, None, written.files)
