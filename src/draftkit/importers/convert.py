"""Joins the parts of an import: a Word file in, the files of a draft out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from draftkit.errors import KindError
from draftkit.importers.formulas import latex
from draftkit.importers.report import LEFT_OUT, Remark, Said, file_lines, squeeze
from draftkit.model.kind import KindSpec
from draftkit.model.message import Message, msg
from draftkit.model.meta import Data
from draftkit.readers.document import DRAFT_FILE
from draftkit.recognise.blocks import plain_line
from draftkit.recognise.casing import Casing
from draftkit.recognise.inline import Marks, Tools, inline
from draftkit.recognise.kinds import declared
from draftkit.recognise.lines import lines, squeezed
from draftkit.recognise.media import Media
from draftkit.recognise.metadata import Front, as_yaml
from draftkit.recognise.pieces import Choices, with_number
from draftkit.recognise.recognise import recognise
from draftkit.recognise.styled import by_style
from draftkit.recognise.text import ANNEX_LINES, Body
from draftkit.recognise.values import MAIN, Anatomy, Piece
from draftkit.resolve.frame import Frame
from draftkit.word.identity import identity_of
from draftkit.word.values import Block, Paragraph, Run, WordFile

TEXT_FILE, ANNEX_FILE = "01-noi-dung.md", "02-phu-luc.md"


_FIRST = Choices()
_NOT_TEXT = frozenset(("signature-note", "rule", "annexed", "enactment"))
"""Roles that never go back into the text: notes where the signature goes and lines of signs, which no draft needs, and
sentences that the metadata can keep."""


class Converted(NamedTuple):
    """The files of a draft by name, what recognition found, where each unit came from (by file name and 0-based line),
    and what could not be kept."""

    files: Mapping[str, bytes]
    kind: KindSpec
    anatomy: Anatomy
    origins: Mapping[tuple[str, int], tuple[int, int]]
    losses: tuple[Message, ...]


class Importer:
    """Imports one file. `roles` gives the roles of a kind's own styles by their ids."""

    def __init__(
        self,
        file: WordFile,
        kinds: Sequence[KindSpec],
        forced: KindSpec | None,
        roles: Callable[[KindSpec], Mapping[str, str]],
    ) -> None:
        self.file = file
        self.lines = lines(file)
        # kinds of any title line fit every document: only who built a file can say that it is of one of these
        forced = forced or declared(identity_of(file.properties), filter(is_open, kinds))
        self.anatomy = recognise(file, [kind for kind in kinds if not is_open(kind)], forced)
        self.known = self.anatomy.kind is not None
        self.kind = forced or self.anatomy.kind or _open_kind(kinds, self.anatomy)
        if not self.known:
            self.anatomy = recognise(file, kinds, self.kind)._replace(type_line=self.anatomy.type_line)
        self.anatomy = by_style(self.lines, self.anatomy, self.kind, roles(self.kind))
        texts = [piece.text for piece in self.anatomy.pieces]
        self.casing = Casing(texts)
        self.formulas = latex(run.target for run in runs_of(file) if run.kind == "math")
        marks = dict.fromkeys((run.kind, run.target) for run in runs_of(file) if run.kind in ("note", "endnote"))
        self.notes = [(file.footnotes if kind == "note" else file.endnotes).get(id, ()) for kind, id in marks]
        """The notes that have a mark; Word shows no others."""
        self._notes: dict[tuple[str, str], str] = {}
        self.tools = Tools(self._note, lambda omml: self.formulas.get(omml, ""))

    def convert(self, how: Choices = _FIRST) -> Converted:
        """The files of the draft."""
        self._notes = {}
        media = Media(self.file.media)
        front = Front(self.anatomy, self.kind, self.casing, self._basis).metadata()
        front |= {key: text for key, text in how.as_typed.items() if key in self.kind.keys}
        body = Body(self.file, self.anatomy, self.kind, self.casing, self.tools, media, how)
        body.write()
        body.main += self._note_lines(body)
        files: dict[str, bytes] = {DRAFT_FILE: as_yaml(front).encode(), TEXT_FILE: _text(body.main)}
        if body.annexes:
            files[ANNEX_FILE] = _text(body.annexes)
        files |= {name: text.encode() for name, text in body.files.items()}
        files |= media.files
        origins = {
            (ANNEX_FILE if at >= ANNEX_LINES else TEXT_FILE, at % ANNEX_LINES): place
            for at, place in body.written.items()
        }
        return Converted(
            files, self.kind, self.anatomy, origins, (*self.file.losses, *media.losses, *self._losses(front))
        )

    def said(self) -> list[Said]:
        """The lines of the file that a draft must say; those of a contents list say again what headings say."""
        listed = {
            (piece.line.ordinal, piece.line.where.box)
            for piece in self.anatomy.pieces
            if piece.role.startswith("contents-") and piece.role != "contents-title"
        }
        shown = [line for line in self.lines if (line.ordinal, line.where.box) not in listed]
        return file_lines(shown, self.notes, self.tools)

    def lost(self, remarks: Iterable[Remark]) -> frozenset[int]:
        """Paragraphs that were taken for metadata and whose words the draft does not say."""
        left = [remark for remark in remarks if remark.status == LEFT_OUT]
        missing = {(remark.paragraph, remark.text) for remark in left if remark.paragraph}
        noted = any(not remark.paragraph for remark in left)

        def is_lost(piece: Piece) -> bool:
            return (piece.line.ordinal, squeeze(piece.text)) in missing or (
                noted and any(run.kind in ("note", "endnote") for run in piece.line.paragraph.runs)
            )

        return frozenset(
            piece.line.ordinal
            for piece in self.anatomy.pieces
            if piece.role not in _NOT_TEXT and not piece.line.where.box and is_lost(piece)
        )

    def differing(self, frame: Frame) -> dict[str, str]:
        """Sentences that draftkit writes by itself and the file words otherwise, by the metadata key that keeps
        them."""
        found: dict[str, str] = {}
        enacted = " ".join(piece.text for piece in self.anatomy.of("enactment"))
        if enacted and frame.enactment and squeezed(enacted) != squeezed(frame.enactment):
            found["cau_ban_hanh"] = enacted
        annexed = Counter(
            piece.text
            for piece in self.anatomy.of("annexed", region="")
            if piece.region != MAIN and piece.text.rstrip().endswith(")")
        )
        if annexed and frame.annexed:
            text = max(annexed, key=lambda one: annexed[one])
            if squeezed(text) != squeezed(frame.annexed):
                found["kem_theo"] = text
        return found

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
            yield from (plain_line(line, body.grammars[0]) for line in rest)

    def _losses(self, front: Mapping[str, Data]) -> Iterator[Message]:
        if not self.known:
            yield msg(
                "the kind of document was not recognised; the draft was made as “{kind}”: change “loai” or use --kind",
                kind=self.kind.title,
            )
        for comment in self.file.comments:
            yield msg("comment by {author}: {text}", author=comment.author, text=squeezed(comment.text))
        if any(section.headers or section.footers for section in self.file.sections):
            seen = {
                squeezed(block.text())
                for section in self.file.sections
                for blocks in (*section.headers.values(), *section.footers.values())
                for block in blocks
                if isinstance(block, Paragraph)
            }
            for text in sorted(text for text in seen if any(sign.isalpha() for sign in text)):
                yield msg("header or footer of the pages left out: {text}", text=text)


def is_open(kind: KindSpec) -> bool:
    """Whether a kind takes the words of its title line from the metadata, and so fits documents of types that have no
    kind."""
    return "{" in kind.words.get("type_line", "")


def _open_kind(kinds: Sequence[KindSpec], anatomy: Anatomy) -> KindSpec:
    """The kind for a document of an unknown type, of its family. Raises KindError when there is none."""
    fitting = [kind for kind in kinds if is_open(kind)]
    family = anatomy.family or "nd30"
    found = next((kind for kind in fitting if family in kind.rule_sets), None) or next(iter(fitting), None)
    if found is None:
        raise KindError("the kind of document was not recognised; say it with --kind")
    return found


def _note_text(block: Block, tools: Tools) -> str:
    if isinstance(block, Paragraph):
        text = inline(block.runs, tools)
        return f"{block.number} {text}".strip() if block.number else text
    return " ".join(_note_text(inner, tools) for row in block.rows for cell in row.cells for inner in cell.blocks)


def _text(lines: Sequence[str]) -> bytes:
    out: list[str] = []
    for line in lines:
        if line or (out and out[-1]):
            out.append(line)
    return ("\n".join(out).strip("\n") + "\n").encode()


def runs_of(file: WordFile) -> Iterator[Run]:
    """Every run of a file: text, tables, text boxes, notes."""
    for section in file.sections:
        yield from _runs(section.blocks)
    for note in (*file.footnotes.values(), *file.endnotes.values()):
        yield from _runs(note)


def _runs(blocks: Iterable[Block]) -> Iterator[Run]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
            for drawing in block.drawings:
                yield from _runs(drawing.blocks)
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _runs(cell.blocks)
