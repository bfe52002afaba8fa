"""What a rule on Word files is, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from draftkit.checks.rule import Rule
from draftkit.model.message import Message, Provision, Severity, with_values
from draftkit.model.named import NamedTuple
from draftkit.model.profile import FormatProfile, StyleSpec
from draftkit.recognise.lines import MAIN, Anatomy, Line, Piece
from draftkit.word.identity import identity_of
from draftkit.word.values import Run, Section, WordFile

BODY = frozenset(("paragraph", "article", "clause", "point", "article-run-in"))
"""Roles of running text."""
_HEADINGS = frozenset(("article", "heading", "annex", "part", "chapter", "section", "subsection"))
_RUNNING = ("text", "symbol")


class Mend(NamedTuple):
    """A mechanical mend: what to do (`font`, `size`, `replace`, …), with which values, and at which lines; none:
    those of the hit."""

    verb: str
    values: Mapping[str, object] = MappingProxyType({})
    lines: tuple[Line, ...] = ()


class WordHit(NamedTuple):
    """What a rule yields. `lines` are all the places, the first being where it is reported; none means the file as a
    whole.

    `sure` is False where the file leaves room for doubt, `certain` True where no source allows it (`Rule.firm`)."""

    message: Message
    lines: tuple[Line, ...] = ()
    quote: str = ""
    mend: Mend | None = None
    sure: bool = True
    certain: bool = False


class WordSubject:
    """A recognised file and what it is measured against. Expensive views are made once, when first asked for."""

    def __init__(self, file: WordFile, anatomy: Anatomy, profile: FormatProfile | None) -> None:
        self.file, self.anatomy, self._profile = file, anatomy, profile
        self.own = bool(identity_of(file.properties).kind)
        """Whether draftkit built the file: then units and signature are read as written, without a guess."""

    @property
    def profile(self) -> FormatProfile:
        """The profile; only rules that need one ask (`WordRule.families`)."""
        assert self._profile is not None  # noqa: S101
        return self._profile

    @property
    def has_profile(self) -> bool:
        """Whether the family is known."""
        return self._profile is not None

    @cached_property
    def styles(self) -> Mapping[str, StyleSpec]:
        """Styles of the profile by role."""
        return self.profile.roles

    @cached_property
    def main(self) -> tuple[Piece, ...]:
        """The pieces of the document itself, without annexes and attached texts."""
        return tuple(piece for piece in self.anatomy.pieces if piece.region == MAIN)

    @cached_property
    def body(self) -> tuple[Piece, ...]:
        """Running text and unit headings of the document itself, quoted wording left out."""
        return tuple(piece for piece in self.main if piece.role in BODY and not piece.quoted)

    @cached_property
    def headings(self) -> tuple[Piece, ...]:
        """The headings a place can be told by, in the order of their paragraphs."""
        found = [piece for piece in self.anatomy.pieces if piece.level in _HEADINGS and not piece.quoted]
        return tuple(sorted(found, key=lambda piece: piece.line.place))

    @cached_property
    def header_understood(self) -> bool:
        """Whether every line of the header was recognised: only then is a part that is not found certainly missing."""
        first = self.anatomy.first("type", "legal-basis", "addressees")
        end = first.line.place if first else 0
        return not any(piece.role == "other" and piece.line.place < end for piece in self.main)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Sections that hold something."""
        return tuple(section for section in self.file.sections if section.blocks) or self.file.sections

    @cached_property
    def inked(self) -> tuple[tuple[Line, Run], ...]:
        """The runs with text of the document and of all that belongs to it, each with its line."""
        return tuple(self.runs(piece for piece in self.anatomy.pieces if piece.text))

    def name(self, role: str) -> str:
        """What a component is called."""
        style = self.styles.get(role)
        return style.name if style else role

    def runs(self, pieces: Iterable[Piece]) -> Iterator[tuple[Line, Run]]:
        """The runs with text of some pieces."""
        for piece in pieces:
            for run in piece.line.runs:
                if run.kind in _RUNNING and run.text.strip():
                    yield piece.line, run

    def hit(
        self,
        at: Piece | tuple[Line, ...],
        said: str | Message,
        /,
        quote: str = "",
        mend: Mend | None = None,
        sure: bool = True,
        certain: bool = False,
        **values: object,
    ) -> WordHit:
        """What a rule says of lines, or of those of a piece. `{count}`, where it is not given, is how many paragraphs
        they belong to."""
        lines = at if isinstance(at, tuple) and not isinstance(at, Piece) else (at.line,)
        message = with_values(said, values)
        if "{count}" in message.text and "count" not in message.values:
            message = with_values(message, {"count": paragraphs(lines)})
        mend = mend and mend._replace(lines=mend.lines or lines)
        return WordHit(message, lines, quote, mend, sure, certain)


Find = Callable[[WordSubject], Iterator[WordHit]]


class WordRule(NamedTuple):
    """A rule on Word files. `official`: looks only at files with an official header; no `families`: needs no profile;
    `of_act`: is for files whose profile rests on the act of the rule."""

    rule: Rule
    find: Find
    families: tuple[str, ...] = ("nd30", "qppl")
    official: bool = True
    of_act: bool = False


def word_rule(
    id: str,
    title: str,
    severity: Severity,
    source: Provision,
    *,
    firm: bool = False,
    families: tuple[str, ...] = ("nd30", "qppl"),
    official: bool = True,
    of_act: bool = False,
) -> Callable[[Find], WordRule]:
    """Make a rule of a generator function; its docstring is what `draftkit explain` shows. Registers nothing."""

    def make(find: Find) -> WordRule:
        return WordRule(
            Rule(id, title, severity, source, "word", find.__doc__ or "", None, firm), find, families, official, of_act
        )

    return make


def noticed(
    rule: Rule, *, families: tuple[str, ...] = ("nd30", "qppl"), official: bool = True
) -> Callable[[Find], WordRule]:
    """Let a generator function notice in Word files the faults of a rule that in drafts are noted while read."""
    return lambda find: WordRule(rule, find, families, official)


def at(*pieces: Piece) -> tuple[Line, ...]:
    """The lines of some pieces."""
    return tuple(piece.line for piece in pieces)


_Key = TypeVar("_Key")


def gathered(found: Iterable[tuple[_Key, Line]]) -> Iterator[tuple[_Key, tuple[Line, ...]]]:
    """Lines by what is wrong with them, so that a fault of a whole text is one finding."""
    groups: dict[_Key, dict[tuple[tuple[int, int], int, str], Line]] = {}
    for key, line in found:
        groups.setdefault(key, {}).setdefault((line.holder, line.part, line.text), line)
    for key, lines in groups.items():
        yield key, tuple(lines.values())


def paragraphs(lines: Iterable[Line]) -> int:
    """How many paragraphs some lines belong to."""
    return len({line.holder for line in lines})
