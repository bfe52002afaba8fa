"""Bytes to text; and what other programs leave in a text: marks of a git conflict, and blanks and invisible signs where
the grammar of a line wants a space or nothing."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from draftkit.errors import ConflictError, SourceError, readable
from draftkit.files.line_ends import plain_ends
from draftkit.model.message import Command, Fault, Mend, Message, Place, fault_at, msg
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Part, Source
from draftkit.readers.comments import NOTE, NOTED, has_notes, notes, without_notes
from draftkit.text.fold import UNSEEN
from draftkit.text.pattern import Pattern, holds, start_of_line

_CONFLICT = Pattern(
    r"^<{7}(?: [^\n]*)?\n(?P<ours>.*?)(?:^\|{7}[^\n]*\n.*?)?^={7}\n(?P<theirs>.*?)^>{7}(?: [^\n]*|$)(?:\n|\Z)",
    flags=re.MULTILINE | re.DOTALL,
)
_LEFT_OVER = Pattern(r"^(?:<{7}|>{7}) [^\n]*$", flags=re.MULTILINE)
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
ODD = _BLANKS + UNSEEN
"""Blanks that are no spaces, and signs that are not seen; to stand between the brackets of an expression."""
_ODD = Pattern(f"[{ODD}]")
_ANY = rf"[ \t{_BLANKS}{UNSEEN}]"
_HEAD = Pattern(
    rf"{_ANY}*(?:>{_ANY}*)*[“\"]?{_ANY}*"
    rf"(?:#{{1,6}}{_ANY}*(?:[^\W\d_]+{_ANY}+){{0,3}}[\w.:]{{0,8}}{_ANY}+|[0-9]{{1,5}}[a-zđ]{{0,2}}{_ANY}*\.{_ANY}+"
    rf"|[a-zđ][0-9]{{0,2}}{_ANY}*\){_ANY}+|[-|`:$!]+{_ANY}*)?"
)
_TO_SPACE = Pattern(f"[{_BLANKS}]")
_TO_NOTHING = Pattern(f"[{UNSEEN}]")


class Sides(NamedTuple):
    """A conflict in a text: from where to where, and both wordings."""

    start: int
    end: int
    ours: str
    theirs: str


def sides(text: str) -> Iterator[Sides]:
    """The conflicts that git left in a text."""
    if "<<<<<<<" in text:
        for found in _CONFLICT.finditer(text):
            yield Sides(found.start(), found.end(), found["ours"], found["theirs"])


def refuse_conflict(text: str, name: str) -> None:
    """Raise ConflictError when git left the marks of a conflict in a text: whoever reads on would print both sides."""
    if not holds(text, "<<<<<<<", ">>>>>>>"):
        return
    found = _CONFLICT.search(text)
    start = found or _LEFT_OVER.search(text)
    if start is None:
        return
    raise ConflictError(
        "{file}:{line}: two people changed this. Here: {ours} | There: {theirs}. Choose one: draftkit versions "
        "conflicts; or delete the other and the lines <<<<<<<, =======, >>>>>>>.",
        file=name,
        line=text.count("\n", 0, start.start()) + 1,
        ours=_side(found["ours"] if found else ""),
        theirs=_side(found["theirs"] if found else ""),
    )


def _side(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words[:160]}…”" if len(words) > 160 else f"“{words}”"


def _plain_head(line: str) -> str:
    found = _HEAD.match(line)
    end = found.end() if found else 0
    return _TO_NOTHING.sub("", _TO_SPACE.sub(" ", line[:end])) + line[end:]


LIMIT_MB = 32
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff"
CONTROL = re.compile(f"[{_CONTROL}]")
"""Signs that no Word file can hold."""
UNPRINTED = re.compile(f"[{_CONTROL}\r\x85\u2028\u2029]")
"""Those, and the signs that end a line for some programs only: no value has them."""
_LEFT_OUT = "DK-F003"
_STRANGE = re.compile(f"[{_CONTROL}{ODD}]")
_OPENS = re.compile(r"[#|`>!$:\[-]|[0-9]{1,5}[a-zđ]{0,2}\.(?:[ \t]|$)|[a-zđ]{1,2}[0-9]{0,2}\)(?:[ \t]|$)")
"""What opens a block or a unit."""
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x1f"
"""Those of them that stand for a break (a line of a slide, a page of a PDF): a blank, or words would run together."""


def refuse_endless(path: Path, name: str) -> os.stat_result:
    """What is at a path. Raises SourceError when it is no plain file: a device or a pipe may have no end; OSError when
    nothing is there."""
    there = path.stat()
    if not stat.S_ISREG(there.st_mode):
        raise SourceError("{file}: no plain file; nothing is read from folders, devices and pipes.", file=name)
    return there


def is_there(place: Path) -> bool:
    """Whether a file is there. Raises SourceError for what stands there and is none that can be read (a link
    to nowhere, a folder, a device), and where nobody may look: who put it there meant it."""
    with readable(place):
        try:
            os.lstat(place)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
                return False
            raise
        refuse_endless(place, str(place))
    return True


def file_bytes(path: Path, name: str, most_mb: int = 0) -> bytes:
    """The bytes of a file. Raises SourceError when it is no plain file, larger than so much, or cannot be read."""
    with readable(name):
        if (size := refuse_endless(path, name).st_size // 1_000_000) >= most_mb > 0:
            said = "{file}: {size} MB, over {limit} MB; split it, or make it smaller"
            raise SourceError(said, file=name, size=size, limit=most_mb)
        return path.read_bytes()


def read_text(path: Path, name: str) -> tuple[str, list[Fault]]:
    """Read one file. `name` is how messages call it. Raises SourceError when it is missing, no plain file, over 32 MB,
    or not UTF-8 (the message gives line and byte), ConflictError when git left the marks of a conflict in it."""
    data = file_bytes(path, name, LIMIT_MB)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError("{file}: saved as UTF-16; save it as UTF-8.", file=name)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise SourceError(
            "{file}: no text but a packed file (Excel, Word, zip). A table is saved from Excel or LibreOffice as “CSV "
            "UTF-8”.",
            file=name,
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = (
            "{file}:{line}: not UTF-8 (byte 0x{byte:02X}); the file was probably saved in an old encoding (TCVN3, "
            "VNI, Windows-1258): open it and save it as UTF-8."
        )
        raise SourceError(said, file=name, line=line, byte=data[error.start]) from error
    refuse_conflict(text, name)
    return clean(text)


def clear_text(path: Path, name: str, texts: Mapping[Path, str] = MappingProxyType({})) -> str:
    """Read one file of which no finding is told, as `read_text`; a sign that would be left out is a SourceError too.
    `texts` stand for what is on the disk."""
    text, faults = clean(texts[path]) if path in texts else read_text(path, name)
    for left in (fault for fault in faults if fault.rule == _LEFT_OUT):
        told = unprintable(chr(int(str(left.message.values["code"])[2:], 16)))
        raise SourceError("{file}:{line}: {problem}.", file=name, line=left.place.line + 1, problem=told)
    return text


def unprintable(sign: str) -> Message:
    """What is said of a sign that cannot be printed."""
    return msg("the sign {code} cannot be printed; delete it", code=f"U+{ord(sign):04X}")


def clean(text: str) -> tuple[str, list[Fault]]:
    """Bring text to the form promised above; faults carry places within `text`."""
    faults: list[Fault] = []
    text = plain_ends(text)
    if not unicodedata.is_normalized("NFC", text):
        line = next(i for i, line in enumerate(text.split("\n")) if not unicodedata.is_normalized("NFC", line))
        message = msg("decomposed letters (NFD): read as NFC{typed}; best stored so", typed=Command(" (draftkit fmt)"))
        faults.append(Fault("DK-F002", message, Place(line), mends=(Mend(target="layout"),)))
        text = unicodedata.normalize("NFC", text)
    if not _STRANGE.search(text):
        return text, faults
    left_out: dict[str, int] = {}
    for found in CONTROL.finditer(text):
        left_out.setdefault(found[0], found.start())
    for sign, at in left_out.items():
        message = msg("invisible control character {code} left out", code=f"U+{ord(sign):04X}")
        place = Place(text.count("\n", 0, at), at - start_of_line(text, at))
        faults.append(Fault(_LEFT_OUT, message, place, mends=(Mend(target="layout"),)))
    text = CONTROL.sub(_instead, text)
    return "\n".join(_plain_head(line) if _ODD.search(line) else line for line in text.split("\n")), faults


def _instead(found: re.Match[str]) -> str:
    """What stands for a sign that is left out: a blank for a break between two words."""
    text, start, end = found.string, found.start(), found.end()
    apart = text[start - 1 : start].isspace() or text[end : end + 1].isspace() or not start
    return " " if found[0] in _BREAKS and not apart else ""


def join(
    parts: Iterable[tuple[str, str, list[Fault], int]], folder: str, meta_file: str, front: str = ""
) -> tuple[Source, list[Fault]]:
    """Join parts (name, text, faults, lines cut off above) into one source, an empty line between them."""
    texts: list[str] = []
    marks: list[Part] = []
    faults: list[Fault] = []
    line = 0
    for name, text, own, offset in parts:
        marks.append(Part(name, line, offset))
        faults.extend(fault._replace(place=fault.place._replace(line=fault.place.line + line)) for fault in own)
        texts.append(text)
        line += text.count("\n") + 2
    typed = "\n\n".join(texts)
    faults.extend(_told(typed))
    return retyped(Source("", tuple(marks), folder, meta_file, front), typed), faults


def retyped(source: Source, typed: str) -> Source:
    """The source with another text, as it stands in files."""
    text = without_notes(typed)
    return source._replace(text=text, noted="" if text == typed else typed)


def _told(typed: str) -> Iterator[Fault]:
    """A fault for each note for colleagues, and where one divides a paragraph."""
    lines = typed.split("\n") if has_notes(typed) else []
    for place, words in notes(typed):
        yield Fault(NOTED, msg("note for colleagues: “{text}”", text=words), place)
        own = not lines[place.line][: place.column].strip()
        above, below = (lines[at : at + 1] for at in (max(place.line - 1, 0), place.line + 1))
        if own and place.line and _runs_on("".join(above), "".join(below)):
            yield fault_at("DK-K005", place, "the note divides a paragraph or a table; put it above, or behind a line")


def _runs_on(above: str, below: str) -> bool:
    """Whether two lines would be of one paragraph, or of one table."""
    above, below = above.strip(), below.strip()
    if above.startswith("|"):
        return below.startswith("|")
    opens = _OPENS.match(below) or below.startswith(NOTE)
    return bool(above and below) and not above.startswith(("#", NOTE, "<!--")) and not opens


def inside(root: Path, path: Path) -> bool:
    """Whether `path`, links followed, stays within `root`."""
    full = path.resolve()
    return full.is_relative_to(root) or full.is_relative_to(root.resolve())
