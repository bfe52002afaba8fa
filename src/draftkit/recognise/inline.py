"""Runs of a Word file as the inside of a paragraph in the source dialect. What the dialect would misread is escaped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from draftkit.model.inline import Content, Math, mapped, plain
from draftkit.model.named import NamedTuple
from draftkit.readers.comments import NOTE
from draftkit.readers.inline import parse_inline
from draftkit.text.fold import one_line
from draftkit.word.in_line import typed_formula
from draftkit.word.values import Run

_RISKY = re.compile(r"[\\*\[\]^~$@{]")
_SCRIPT = re.compile(r"[^\s^~]{1,40}")
_SINGLE = frozenset("^~$")
_AT = re.compile(r"@(?=[^\W\d_])")
_NOTE = re.compile(r"(?<![^\s>])%%(?=\s|$)")
_SPACES = re.compile(r"[\t\r\n\u2028\u2029\x0b\x0c]+")
_ODD = re.compile(r"[\\*\[\]^~$@{\t\r\n\u2028\u2029\x00-\x08\x0b-\x1f\ufeff]")
"""What needs a closer look: the signs of the dialect, and what no line of text holds."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufeff]")


class Marks(NamedTuple):
    """The marks a stretch of text gets."""

    bold: bool = False
    italic: bool = False
    vertical: str = ""
    link: str = ""


_PLAIN = Marks()
_STARS = {"bold": "**", "italic": "*", "link": ""}
"""What may stand within each other, and the stars it is written with."""


class Tools(NamedTuple):
    """What the text of runs needs from around it: the key of a note by kind and id, the LaTeX of a formula by its OMML
    (empty: unknown)."""

    note: Callable[[str, str], str]
    tex: Callable[[str], str]


def escape(text: str, signs: frozenset[str] = _SINGLE) -> str:
    """Escape what the dialect would read as marks; of `^ ~ $`, which need a partner, only those in `signs`."""
    if _RISKY.search(text):
        text = re.sub(r"[\\*\[\]]|\{(?=\{)", r"\\\g<0>", text)
        text = _AT.sub(r"\\@", text)
        text = re.sub("[" + re.escape("".join(sorted(signs))) + "]", r"\\\g<0>", text) if signs else text
    return _NOTE.sub(r"\\%%", text) if NOTE in text else text


def inline(runs: Sequence[Run], tools: Tools, *, plain_look: Marks = _PLAIN) -> str:
    """The text of runs with its marks; `plain_look` is how the paragraph looks anyway, so that it needs no marks.

    Marks that would not be read back as they are meant are left out: the text always stays.
    """
    if all(run.kind == "text" and _unmarked(run, plain_look) for run in runs):
        text = unicodedata.normalize("NFC", "".join(run.text for run in runs))
        if not _ODD.search(text) and NOTE not in text:
            return text.strip(" \u00a0\u3000")
    pieces = _pieces(runs, tools, plain_look)
    wanted = one_line(_shown(pieces))
    for level in (3, 2, 1, 0):
        text = _written(pieces, level)
        if not _RISKY.search(text) or one_line(_visible(parse_inline(text, 0))) == wanted:
            return text
    return text


def _unmarked(run: Run, look: Marks) -> bool:
    form = run.format
    return not (form.vertical or run.link or (form.bold and not look.bold) or (form.italic and not look.italic))


class _Piece(NamedTuple):
    """A stretch of text with its marks; `kind` is `text`, `break`, `note` or `math`, the text of the latter two being
    key and LaTeX; `blank` the marks of one at its end."""

    kind: str
    text: str
    marks: Marks
    blank: Marks | None = None


def _pieces(runs: Sequence[Run], tools: Tools, look: Marks) -> list[_Piece]:
    out: list[_Piece] = []
    for run in runs:
        marks = Marks(
            run.format.bold and not look.bold, run.format.italic and not look.italic, run.format.vertical, run.link
        )
        kind, text = "text", _CONTROL.sub("", _SPACES.sub(" ", unicodedata.normalize("NFC", run.text)))
        if run.kind in ("break", "page-break"):
            kind, text = "break", "\n"
        elif run.kind in ("note", "endnote"):
            kind, text = "note", tools.note(run.kind, run.target)
        elif run.kind == "math" and (tex := tools.tex(run.target)):
            kind, text = "math", tex
        elif run.kind == "tab":
            text = "    "
        if text and run.kind not in ("field-code", "drawing"):
            last = out[-1] if out else None
            if last and last.kind == kind == "text" and (last.marks == marks or not text.strip()):
                out[-1] = last._replace(text=last.text + text, blank=None if text.strip() else marks)
            else:
                out.append(_Piece(kind, text, marks))
    return out


def _written(pieces: Sequence[_Piece], level: int) -> str:
    """The text with all marks, emphasis within emphasis (3) or piece by piece (2), without bold and italic (1), or
    without any (0)."""
    whole = "".join(piece.text for piece in pieces if piece.kind == "text")
    marked = any(piece.kind == "math" or piece.marks.vertical for piece in pieces)
    signs = frozenset(sign for sign in _SINGLE if marked or whole.count(sign) > 1)
    text = _emphasised(pieces, signs, level, _STARS)
    while text.endswith("\\\n"):
        text = text[:-2]
    while text.startswith("\\\n"):
        text = text[2:]
    return re.sub(r"\\\n[ ]+", "\\\n", re.sub(r"(?:\\\n[ ]*){2,}", r"\\\n", text)).strip(" \u00a0\u3000")


def _emphasised(pieces: Sequence[_Piece], signs: frozenset[str], level: int, stars: Mapping[str, str]) -> str:
    """Pieces with the marks that `stars` are left for: the one that holds for longest goes around the other."""
    out: list[str] = []
    at = 0
    while at < len(pieces):
        piece, end, mark = pieces[at], at + 1, ""
        if piece.kind == "text" and level:
            asked = [one for one in stars if getattr(piece.marks, one) and (level > 1 or not stars[one])]
            ends = {one: _end(pieces, at, one, level) for one in asked}
            mark = max(ends, key=lambda one: ends[one], default="")
            end = ends.get(mark, end)
        if mark and not (stars[mark] and piece.marks.vertical and end == at + 1):
            text = _emphasised(pieces[at:end], signs, level, {one: stars[one] for one in stars if one != mark})
            core = text.strip(" ")
            star = stars[mark] if any(sign.isalnum() for sign in core) else ""
            link = piece.marks.link
            bare = stars[mark] or link.startswith("#") or re.search(r"[\s()<>\\]", link)
            new = f"{star}{core}{star}" if bare else f"[{core}]({link})"
            out.append(text.replace(core, new, 1) if core else text)
        elif piece.kind == "text":
            out.append(_marked(piece, signs, level))
        elif piece.kind == "break":
            out[-1:] = [out[-1].rstrip(" ")] if out else []
            out.append("\\\n")
        else:
            out.append(f"[^{piece.text}]" if piece.kind == "note" else typed_formula(piece.text))
        at = end
    return "".join(out)


def _end(pieces: Sequence[_Piece], at: int, mark: str, level: int) -> int:
    """Up to where a mark holds; what has no marks of its own, a note or formula, has those of what follows it."""
    end = at + 1
    for index in range(at + 1, len(pieces) if level > 2 else 0):
        piece, blank = pieces[index], pieces[index - 1].blank
        there = [*([blank] if blank else []), *([piece.marks] if piece.kind == "text" else [])]
        if piece.kind == "break" or any(getattr(one, mark) != getattr(pieces[at].marks, mark) for one in there):
            break
        end = index + 1 if piece.kind == "text" else end
    return end


def _marked(piece: _Piece, signs: frozenset[str], level: int) -> str:
    text = escape(piece.text, signs)
    core = text.strip(" ")
    if not core or level == 0:
        return text
    marks = piece.marks
    before, after = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    if marks.vertical and _SCRIPT.fullmatch(piece.text.strip(" ")):
        sign = "^" if marks.vertical == "superscript" else "~"
        core = f"{sign}{piece.text.strip(' ')}{sign}"
    return f"{before}{core}{after}"


def _shown(pieces: Sequence[_Piece]) -> str:
    return "".join("" if piece.kind == "note" else "\ufffc" if piece.kind == "math" else piece.text for piece in pieces)


def _visible(content: Content) -> str:
    return plain(mapped(content, lambda item: "\ufffc" if isinstance(item, Math) else item))
