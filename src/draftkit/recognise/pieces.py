"""The runs of recognised lines, with and without their numbers, and what earlier tries of an import have shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from draftkit.model.named import NamedTuple
from draftkit.recognise.lines import Line, Piece
from draftkit.word.values import Run


class Choices(NamedTuple):
    """What earlier tries have shown: lines (paragraph, part) that must stay text whatever they look like, paragraphs
    whose words would be lost as metadata, and sentences by metadata key that are kept as the file has them. `loose`
    is for reading alone: units count as such whatever sign stands behind their number, which is then not kept.
    `printed`: paragraphs that the kind prints by itself, so that the text must not."""

    plain_lines: frozenset[tuple[int, int]] = frozenset()
    rescued: frozenset[int] = frozenset()
    as_typed: Mapping[str, str] = MappingProxyType({})
    loose: bool = False
    printed: frozenset[int] = frozenset()


def normal(runs: Sequence[Run]) -> list[Run]:
    """Runs in NFC."""
    return [run if run.text.isascii() else run._replace(text=unicodedata.normalize("NFC", run.text)) for run in runs]


def with_number(line: Line) -> tuple[Run, ...]:
    """The runs of a line, its automatic number before them."""
    number = line.paragraph.number
    if not number or line.part:
        return line.runs
    form = line.runs[0].format if line.runs else line.paragraph.mark_format
    return (Run(f"{number} ", form), *line.runs)


def behind_number(piece: Piece) -> list[Run]:
    """The runs of a piece behind its number."""
    line = piece.line
    runs = normal(line.runs)
    prefix = (
        line.text[: len(line.text) - len(piece.title)] if piece.title and line.text.endswith(piece.title) else line.text
    )
    if line.paragraph.number and not line.part:
        prefix = prefix.removeprefix(line.paragraph.number)
    if runs and prefix and runs[0].kind == "text" and runs[0].text.startswith(prefix):
        return [runs[0]._replace(text=runs[0].text[len(prefix) :]), *runs[1:]]
    left = sum(not sign.isspace() for sign in prefix)
    out: list[Run] = []
    for run in runs:
        text = run.text
        if left and run.kind in ("text", "symbol", "tab"):
            at = 0
            while at < len(text) and left:
                left -= not text[at].isspace()
                at += 1
            text = text[at:]
            if not text:
                continue
        out.append(run._replace(text=text) if text != run.text else run)
    while out and out[0].kind == "tab":
        out.pop(0)
    return out
