"""The text of a recognised file as source: units by their headings and numbers as written, everything else as blocks
between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draftkit.model.captions import list_class
from draftkit.model.grouped import grouped
from draftkit.model.kind import AS_IT_STANDS, HEADLESS, LANDSCAPE, UNCOUNTED, KindSpec, Level
from draftkit.readers.grammar import Grammar
from draftkit.recognise import tables
from draftkit.recognise.blocks import called, heading, inner_lines, paragraph, status_class
from draftkit.recognise.casing import Casing
from draftkit.recognise.inline import Marks, Tools, inline
from draftkit.recognise.lines import ANNEX, ATTACHMENT, MAIN, Anatomy, Piece
from draftkit.recognise.media import Media
from draftkit.recognise.output import FIGURE, TABLE, Captions, Output
from draftkit.recognise.pieces import Choices, behind_number, normal, with_number
from draftkit.recognise.roles import META_ROLES, as_text
from draftkit.text.fold import with_small
from draftkit.word.values import Drawing, Paragraph, Run, Table, WordFile

_KEPT_IN_HEADINGS = Marks(bold=True)
_NO_CAPTION = ("", "", 0)
_CENTRED = {"center": "giua", "right": "phai"}


class Body:
    """Writes the text of one file to `output`; `files` are then the CSV tables beside it by name."""

    def __init__(
        self, file: WordFile, anatomy: Anatomy, kind: KindSpec, casing: Casing, tools: Tools, media: Media, how: Choices
    ) -> None:
        self.file, self.kind, self.casing, self.tools, self.media = file, kind, casing, tools, media
        self.plain_lines, self.rescued, self.loose, self.printed = how.plain_lines, how.rescued, how.loose, how.printed
        self.counted_annexes = any(piece.number for piece in anatomy.of("annex-number", region=ANNEX))
        self.headed = self.lettered = False
        self.caption = _NO_CAPTION
        self.formulas = self.annex_count = self.boxes = 0
        self.annex_mark = ""
        self.captions = Captions(kind.words)
        self.taken = META_ROLES - as_text(kind)
        self.grammars = (
            Grammar.of(kind.outline, kind.outer_levels, kind.divisions),
            Grammar.of(kind.annex, kind.outer_levels, kind.divisions),
        )
        self.levels = {level.name: level for level in (*kind.annex.levels, *kind.outline.levels)}
        self.annex_levels = {level.name: level for level in (*kind.outline.levels, *kind.annex.levels)}
        self.marked = {level.name for level in self.levels.values() if level.marker}
        self.output = Output()
        self.files: dict[str, str] = {}
        self.region = MAIN
        at = ((piece.line.where, piece.line.ordinal, piece) for piece in anatomy.pieces)
        self.by_place = grouped(((where.table, where.box, ordinal), piece) for where, ordinal, piece in at)
        self.by_table = grouped((piece.line.where.table, piece) for piece in anatomy.pieces)
        self.pending: list[Piece] = []
        self.at = 0
        """The paragraph at work."""

    # -- the walk

    def write(self) -> None:
        for section in self.file.sections:
            for block in section.blocks:
                self._table(block) if isinstance(block, Table) else self._paragraph(block)
        self._close()

    def _table(self, table: Table) -> None:
        pieces = self.by_table.get(table.ordinal, [])
        if any(
            piece.role in self.taken and piece.role != "rule" and piece.region in (MAIN, ATTACHMENT) for piece in pieces
        ):
            self.lettered = self.lettered or any(
                piece.role == "national-name" and piece.region == ATTACHMENT for piece in pieces
            )
            for _ in tables.pictures(table):
                self.media.lose()
            for piece in pieces:
                if piece.line.ordinal in self.rescued and not piece.line.where.box:
                    self._piece(piece)
            return
        if any(piece.region == ANNEX and piece.role in ("annex-number", "annex-title") for piece in pieces):
            for piece in pieces:
                self._piece(piece)
            return
        self._flush_heading()
        found = tables.sheet(table, self._cell)
        if not found.rows or not found.rows[0]:
            return
        self.at = next((piece.line.place for piece in pieces), self.at)
        self._captioned()
        written = tables.write(found, f"bang-{len(self.files) + 1}.csv")
        if written.file:
            self.files[written.file[0]] = written.file[1]
        self._block(list(written.lines), quoted=bool(pieces and pieces[0].quoted))
        self._pictures(tables.pictures(table))

    def _captioned(self) -> None:
        """Write the caption that stands before a table."""
        (title, text, at), self.caption = self.caption, _NO_CAPTION
        if text:
            self._block([f"Bảng. {title} {{#{self._label('bang', self.captions.count(TABLE))}}}"], at=at)

    def _cell(self, paragraph: Paragraph) -> str:
        text = inline(normal(paragraph.shown()), self.tools)
        return f"{paragraph.number} {text}".strip() if paragraph.number else text

    def _paragraph(self, paragraph: Paragraph) -> None:
        for drawing in paragraph.drawings:
            if drawing.blocks:
                self.boxes += 1
        for piece in self._joined(self.by_place.get((0, 0, paragraph.ordinal), [])):
            self._piece(piece)
        self._boxed(paragraph)
        self._pictures(drawing for drawing in paragraph.drawings if drawing.kind == "picture")

    def _joined(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Plain lines of one paragraph put together again; headings keep theirs apart."""
        groups: list[list[Piece]] = []
        for piece in pieces:
            first, more = (groups[-1][0], len(groups[-1]) > 1) if groups else (piece, False)
            titled = first.title or (more and first.role == first.level)
            if (
                groups
                and piece.role == "paragraph"
                and (first.role == "paragraph" or first.role in self.marked or (first.level and not titled))
                and first.region == piece.region
                and first.quoted == piece.quoted
            ):
                groups[-1].append(piece)
            else:
                groups.append([piece])
        return [_one(*group) for group in groups]

    def _boxed(self, paragraph: Paragraph) -> None:
        """What stands in text boxes, after the paragraph they hang on."""
        for drawing in paragraph.drawings:
            for block in drawing.blocks:
                if isinstance(block, Table):
                    self._table(block)
                    continue
                for (_, box, ordinal), found in list(self.by_place.items()):
                    if box and ordinal == block.ordinal:
                        for piece in found:
                            if piece.line.paragraph is block:
                                self._piece(piece)

    # -- one piece

    def _piece(self, piece: Piece) -> None:
        self.at = piece.line.place
        if piece.line.ordinal in self.printed and not piece.line.where.box:
            return
        if piece.region != self.region and piece.region != MAIN:
            self._close()
            self.region = piece.region
            self.output.turn()
        self.lettered = self.lettered or (piece.role == "national-name" and piece.region == ATTACHMENT)
        if piece.role == "enclosed":
            self._enclosure()
            piece = piece._replace(role="paragraph")
        if piece.role in ("annex-number", "annex-title") and piece.region == ANNEX:
            self._annex(piece)
        elif piece.region == ATTACHMENT and piece.role in ("type", "title"):
            self._attachment(piece)
        elif piece.line.ordinal in self.rescued and piece.role in self.taken and not piece.line.where.box:
            self._plain(piece._replace(role="paragraph", level=""))
        elif piece.role in self.taken and (
            piece.role != "annexed" or piece.region == MAIN or self.pending or self.headed
        ):
            self._flush_heading()
            if piece.role == "list-item" and self.region == ANNEX:
                self.output.classed(list_class(piece.text))
        elif piece.quoted:
            self._flush_heading()
            text = inline(normal(with_number(piece.line)), self.tools)
            self.output.quote(text.split("\n") if text else (), piece.line.place)
        elif piece.role.endswith("-title") and self.pending:
            self.pending.append(piece)
        else:
            self._plain(piece)

    def _plain(self, piece: Piece) -> None:
        level = self._level(piece)
        if level and level.heading == "stacked":
            self._flush_heading()
            self.pending = [piece]
            return
        self._flush_heading()
        if level and piece.role.endswith("-run-in"):
            text = inline(behind_number(piece), self.tools)
            if level.bare:
                first, *rest = inner_lines(text, self._grammar())
                self._block([*heading(level, piece.number, f". {first}"), *rest], mark=piece)
                return
            self._block(heading(level, piece.number, ""), mark=piece)
            self._block(paragraph(text, self._grammar()), tight=True)
        elif level and not level.marker:
            text = self._heading(behind_number(piece))
            title = self.casing.sentence(text) if level.caps else text
            self._block(heading(level, piece.number, title), mark=piece)
        elif level and level.marker:
            text = inline(behind_number(piece), self.tools)
            first, *rest = inner_lines(text, self._grammar())
            self._block([level.typed(piece.number, first), *rest], mark=piece, tight=True)
        else:
            self._running(piece)

    def _running(self, piece: Piece) -> None:
        """A paragraph, a formula on a line of its own, or the caption of a table that follows."""
        formula = self._formula(piece)
        if formula:
            self._block([formula])
            return
        text = inline(normal(with_number(piece.line)), self.tools)
        if not text:
            return
        word, title = self.captions.next(piece.text)
        if word:
            title = self._heading(behind_number(piece._replace(title=title)))
        if word == TABLE:
            self.caption = title, text, piece.line.place
            return
        if word and self.output.titled(title, self._label("hinh", self.captions.counts[FIGURE] + 1)):
            self.captions.count(FIGURE)
            return
        self._block(paragraph(text, self._grammar()), role=_CENTRED.get(piece.line.paragraph.format.align, ""))

    def _formula(self, piece: Piece) -> str:
        """The source of a formula that stands alone, with the number it is printed with."""
        runs = [run for run in piece.line.runs if run.kind == "math" or run.text.strip()]
        tex = self.tools.tex(runs[0].target) if runs and runs[0].kind == "math" else ""
        rest = "".join(run.text for run in runs[1:]).strip()
        if not tex or any(run.kind == "math" for run in runs[1:]):
            return ""
        if not rest:
            return f"$$ {tex} $$"
        if rest not in (f"({self.formulas + 1})", f"({self.annex_mark}.{self.formulas + 1})"):
            return ""
        self.formulas += 1
        return f"$$ {tex} $$ {{#{self._label('ct', self.formulas)}}}"

    def _label(self, word: str, count: int) -> str:
        """A label for what is counted anew in each annex."""
        return f"{word}-{count}" if self.region == MAIN else f"{word}-{self.annex_count}-{count}"

    def _uncaptioned(self) -> None:
        """Write a line that looked like the caption of a table and is none."""
        (_, text, at), self.caption = self.caption, _NO_CAPTION
        if text:
            self._block(paragraph(text, self._grammar()), at=at)

    def _level(self, piece: Piece) -> Level | None:
        """The outline level that a piece starts; None when printing it again would not give the same words."""
        place = piece.line.ordinal, piece.line.part
        if not piece.level or place in self.plain_lines or piece.line.where.table or piece.line.where.box:
            return None
        levels = self.annex_levels if self.region == ANNEX else self.levels
        level = levels.get(piece.level)
        if level is None:
            return None
        printed = level.label.replace("{n}", piece.number)
        if level.marker or level.label.startswith("{n}"):
            signed = printed if not self.loose else f"{piece.number}{piece.sign}"
            if not piece.line.text.startswith(signed) or (level.caps and not piece.title.isupper()):
                return None
            grammar = self._grammar()
            found = grammar.marker.match(f"{printed} x") if level.marker and grammar.marker else None
            return level if not level.marker or (found and found[level.name]) else None
        return level

    def _heading(self, runs: Sequence[Run]) -> str:
        """Runs of a heading, which is bold anyway."""
        return inline(runs, self.tools, plain_look=_KEPT_IN_HEADINGS)

    def _flush_heading(self) -> None:
        """Write the heading whose number line, and title lines if any, have been read."""
        if not self.pending:
            return
        first, *titles = self.pending
        self.pending = []
        level = (self.annex_levels if self.region == ANNEX else self.levels).get(first.level)
        if level is None:
            return
        words = [self._heading(behind_number(first))] if first.title else []
        said = next((title.text for title in titles if status_class(level, title.text)), "")
        words += [self._heading(normal(title.line.runs)) for title in titles if title.text != said]
        text = " ".join(words)
        title = self.casing.sentence(text) if level.caps else text
        name = called(level, first.text)
        self._block(heading(level, first.number, title, said, name), mark=first, at=first.line.place)
        if first.role == "annex-number" and self.file.sections[first.line.where.section].landscape:
            self.output.classed(LANDSCAPE)
        if first.role == "annex-number" and self._uncounted(first, level):
            self.output.classed(UNCOUNTED)

    def _annex(self, piece: Piece) -> None:
        level = next((one for one in self.kind.outer_levels if one.name == piece.level), self.kind.annex_level)
        held = self.annex_count and piece.role == "annex-number" and level and self._uncounted(piece, level)
        if level is None or held:
            self._plain(piece._replace(level=""))  # a form may hold an annex of its own
        elif piece.role == "annex-number":
            self._close()
            self.region = ANNEX
            self.output.turn()
            self.captions.begin()
            self.formulas, self.annex_count = 0, self.annex_count + 1
            self.annex_mark = piece.number
            self.annex_levels[level.name] = level
            self.pending = [piece._replace(level=level.name)]
        elif self.pending:
            self.pending.append(piece)
        else:
            self._plain(piece._replace(level=""))

    def _uncounted(self, piece: Piece, level: Level) -> bool:
        """Whether an annex has no number though others have."""
        return self.counted_annexes and not piece.number and level is self.kind.annex_level

    def _attachment(self, piece: Piece) -> None:
        """The type and name of a text issued together with the document make its heading."""
        level = self.kind.attachment_level
        words = self.casing.sentence(piece.text)
        if level is None:
            self._plain(piece._replace(level="", role="paragraph"))
        elif piece.role == "type":
            self._close()
            self.region = ATTACHMENT
            self.output.turn()
            bare = "" if self.lettered else f" {{.{HEADLESS}}}"
            self._block([f"{heading(level, '', words)[0]}{bare}"])
            self.headed, self.lettered = True, False
        elif self.output.annexes.lines and self.output.annexes.lines[-1].startswith(level.typed("")):
            before, brace, classes = self.output.annexes.lines[-1].partition(" {.")
            self.output.annexes.lines[-1] = f"{before} {with_small(words)}{brace}{classes}"

    def _enclosure(self) -> None:
        """What follows was enclosed and is kept as it stands."""
        self._close()
        level = self.kind.attachment_level
        if level is not None:
            self._block([level.typed("", f"{{.{AS_IT_STANDS}}}")])

    # -- output

    def _grammar(self) -> Grammar:
        return self.grammars[self.region == ANNEX]

    def _block(
        self,
        lines: Sequence[str],
        *,
        role: str = "",
        quoted: bool = False,
        mark: Piece | None = None,
        tight: bool = False,
        at: int = 0,
    ) -> None:
        """Write the lines of a block. `at` is the paragraph they come from when it is not the one at work."""
        if self.caption[1] and not quoted:
            self._uncaptioned()
        if not (quoted or role):
            self.headed = mark is not None and mark.role == "annex-number"
        self.output.block(lines, at or self.at, role=role, quoted=quoted, mark=mark, tight=tight)

    def _close(self) -> None:
        self._flush_heading()
        self._uncaptioned()
        self.output.close()

    def _pictures(self, found: Iterator[Drawing] | Sequence[Drawing]) -> None:
        for drawing in found:
            line = self.media.line(drawing)
            if line:
                self._flush_heading()
                self._block([line])


def _one(first: Piece, *more: Piece) -> Piece:
    """A piece with the lines that go on with it, a break before each."""
    runs = list(first.line.runs)
    for piece in more:
        gap = Run("\n", runs[-1].format if runs else piece.line.paragraph.mark_format, "break")
        runs += (gap, *piece.line.runs)
    words = [piece.line.text for piece in more]
    title = " ".join((first.title, *words)) if first.title or first.role == first.level else first.title
    return first._replace(
        line=first.line._replace(runs=tuple(runs), text=" ".join((first.line.text, *words))), title=title
    )
