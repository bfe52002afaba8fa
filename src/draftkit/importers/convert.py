"""Joins the parts of an import: a Word file in, the files of a draft out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from draftkit.importers.report import ADDED, LEFT_OUT, Remark, Said, file_lines
from draftkit.model.keys import ANNEXED, CLOSING, ENACTMENT
from draftkit.model.kind import KindSpec
from draftkit.model.message import Message
from draftkit.model.named import NamedTuple
from draftkit.readers.document import DRAFT_FILE
from draftkit.recognise.lines import MAIN, Piece
from draftkit.recognise.metadata import as_yaml
from draftkit.recognise.output import ANNEX_LINES
from draftkit.recognise.pieces import Choices
from draftkit.recognise.source import Reading
from draftkit.resolve.frame import Frame
from draftkit.text.fold import squeezed
from draftkit.text.marks import normal

TEXT_FILE, ANNEX_FILE = "01-noi-dung.md", "02-phu-luc.md"


_FIRST = Choices()
_NOT_TEXT = frozenset(("signature-note", "rule", "annexed", "enactment", "closing"))
"""Roles that never go back into the text: notes where the signature goes and lines of signs, which no draft needs, and
sentences that the metadata can keep."""


class Converted(NamedTuple):
    """The files of a draft by name, where each unit came from (file name and 0-based line), what could not be kept."""

    files: Mapping[str, bytes]
    kind: KindSpec
    origins: Mapping[tuple[str, int], tuple[int, int]]
    losses: tuple[Message, ...]


class Importer(Reading):
    """Imports one file."""

    def convert(self, how: Choices = _FIRST) -> Converted:
        """The files of the draft."""
        written = self.write(how)
        files = {DRAFT_FILE: as_yaml(written.front).encode(), TEXT_FILE: written.main.text().encode()}
        if written.annexes.lines:
            files[ANNEX_FILE] = written.annexes.text().encode()
        origins = {
            (ANNEX_FILE if at >= ANNEX_LINES else TEXT_FILE, at % ANNEX_LINES): place
            for at, place in written.units.items()
        }
        return Converted({**files, **written.files}, self.kind, origins, written.losses)

    def said(self) -> list[Said]:
        """The lines of the file that a draft must say; those of a contents list say again what headings say."""
        listed = {
            (piece.line.ordinal, piece.line.where.box)
            for piece in self.anatomy.pieces
            if piece.role.startswith(("contents-", "list-")) and not piece.role.endswith("-title")
        }
        shown = [line for line in self.lines if (line.ordinal, line.where.box) not in listed]
        return file_lines(shown, self.notes, self.tools)

    def lost(self, remarks: Iterable[Remark]) -> frozenset[int]:
        """Paragraphs that were taken for metadata and whose words the draft does not say."""
        left = [remark for remark in remarks if remark.status == LEFT_OUT]
        missing = {(remark.paragraph, remark.text) for remark in left if remark.paragraph}
        noted = any(not remark.paragraph for remark in left)

        def is_lost(piece: Piece) -> bool:
            return (piece.line.ordinal, normal(piece.text)) in missing or (
                noted and any(run.kind in ("note", "endnote") for run in piece.line.paragraph.runs)
            )

        printed = (*(one for one in self.anatomy.pieces if one.role not in _NOT_TEXT), *self._own_annexed())
        return frozenset(piece.line.ordinal for piece in printed if not piece.line.where.box and is_lost(piece))

    def printed(self, remarks: Iterable[Remark]) -> frozenset[int]:
        """Paragraphs of the text that the kind prints by itself (“- Hết -”): the draft says them once more than the
        file. The last one of that wording is meant."""
        added = {remark.text for remark in remarks if remark.status == ADDED}
        found = {
            normal(piece.text): piece.line.ordinal
            for piece in self.anatomy.of("paragraph", "other")
            if not (piece.line.where.table or piece.line.where.box or piece.line.part)
        }
        return frozenset(found[text] for text in added if text in found)

    def differing(self, frame: Frame) -> dict[str, str]:
        """Sentences that draftkit writes itself and the file words otherwise, by the metadata key that keeps them."""
        sentences = (
            (ENACTMENT, self.anatomy.joined("enactment"), frame.enactment),
            (CLOSING, self.anatomy.joined("closing"), frame.closing),
            (ANNEXED, self._usually_annexed(), frame.annexed),
        )
        return {
            key: said
            for key, said, printed in sentences
            if said and (printed or key == CLOSING) and squeezed(said) != squeezed(printed)
        }

    def _usually_annexed(self) -> str:
        """The line “(Kèm theo …)” that most annexes have; the metadata can keep one."""
        found = Counter(text for text in map(_whole, self._annexed()) if text.endswith(")"))
        return max(found, key=lambda one: found[one], default="")

    def _own_annexed(self) -> Iterator[Piece]:
        """The lines “(Kèm theo …)” that are not the usual one: the text of their annex begins with them."""
        usual = squeezed(self._usually_annexed())
        for pieces in self._annexed():
            if _whole(pieces).endswith(")") and squeezed(_whole(pieces)) != usual:
                yield from pieces

    def _annexed(self) -> Iterator[list[Piece]]:
        """The lines “(Kèm theo …)” outside the main text, those broken in several together."""
        for following, group in groupby(self.anatomy.pieces, lambda piece: piece.role == "annexed"):
            pieces = [piece for piece in group if piece.region != MAIN]
            if following and pieces:
                yield pieces


def _whole(pieces: Iterable[Piece]) -> str:
    return " ".join(piece.text for piece in pieces)
