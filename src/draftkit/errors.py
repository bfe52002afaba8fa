"""What stops us. A fault in a draft is a Finding, never one of these.

Every error carries a message (English source text plus values) that says what is wrong, where, and what to do; the
command line translates and prints it. Exit status follows the class: user errors 2, our own faults 3."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from draftkit.model.message import Message, msg

PACKAGE = "draftkit-vn"
"""What we are called where packages are installed from; `draftkit` is somebody else's program there."""


class DraftkitError(Exception):
    """Base of all errors that stop a command.

    `text` is the English message with `{name}` fields, the key of its translation; `values` fill the fields."""

    exit_status = 2
    aside: Sequence[Path] = ()
    """Where earlier results were put, of what cannot be made now."""

    def __init__(self, text: str, **values: object) -> None:
        self.text = text
        self.values = values
        super().__init__(text.format(**values) if values else text)

    @classmethod
    def of(cls, message: Message) -> Self:
        """What stops us, said by a message."""
        return cls(message.text, **message.values)

    @property
    def message(self) -> Message:
        """What the error says, to be worded in the language of the reader."""
        return Message(self.text, self.values)


class SourceError(DraftkitError):
    """A source file cannot be read: missing, too large, not UTF-8, outside the project."""


class CircleError(SourceError):
    """A document is asked for while it is being read: it and another one name each other."""


class UndecidedError(SourceError):
    """Nobody can tell what some instructions of an act, or all, shall do; the others could be followed."""


class ConflictError(DraftkitError):
    """A file holds the marks of a git conflict. No stage goes on with one side or both."""


class ConfigError(DraftkitError):
    """A YAML file (metadata, kind, profile, project) is broken or says something impossible."""


class KindError(DraftkitError):
    """A kind, template, style or profile is unknown or incomplete."""


class OutputError(DraftkitError):
    """The result could not be written, or an outside engine did not produce it."""


class EngineMissing(OutputError):
    """An optional engine (LibreOffice) is needed for this output and is not installed.

    Where an extra of ours brings it, `extra` names it, and the field `{package}` is what to install."""

    def __init__(self, text: str, *, extra: str = "", **values: object) -> None:
        super().__init__(text, **values, **({"package": f"{PACKAGE}[{extra}]"} if extra else {}))


@contextmanager
def needing(text: str, extra: str, *packages: str) -> Iterator[None]:
    """Around the import of what an extra of ours brings. Raises EngineMissing, with a text that may hold `{package}`,
    where it is not installed; with `packages` only where one of these is what lacks."""
    try:
        yield
    except ImportError as error:
        if packages and (error.name or "").partition(".")[0] not in packages:
            raise
        raise EngineMissing(text, extra=extra) from error


class InternalError(DraftkitError):
    """draftkit caught itself in a mistake (for example text lost on the way to Word). Nothing was written."""

    exit_status = 3


_REFUSALS = {
    errno.ENAMETOOLONG: msg("a name is longer than the system takes: shorten it"),
    errno.ENOSPC: msg("the disk is full: make room there, or write elsewhere"),
    getattr(errno, "EDQUOT", 0): msg("your share of the disk is used up: make room there, or write elsewhere"),
    errno.EFBIG: msg("no file may be so large there: write elsewhere"),
    **dict.fromkeys((errno.EIO, errno.ENXIO), msg("the disk or the network fails: try again, or take another place")),
    **dict.fromkeys((errno.EINVAL, errno.EILSEQ), msg("no file can be called so there: take another name or place")),
    **dict.fromkeys((errno.EACCES, errno.EPERM), msg("you have no right to it: ask for it, or take another place")),
    errno.ELOOP: msg("a link leads to itself: delete it"),
    errno.EEXIST: msg("a file, or a link to nowhere, stands where a folder should be"),
    errno.ENOTDIR: msg("a file, or a link to nowhere, stands where a folder should be"),
    errno.ENOENT: msg("there is no such file or folder: look at the path"),
    errno.EISDIR: msg("a folder stands where a file should be"),
    errno.EROFS: msg("nothing can be written there: take another place"),
    errno.EADDRINUSE: msg("another program uses it"),
}


def refused(error: Exception) -> Message | str:
    """Why the system, or a reader of XML, refuses something, and what to do about it where that is known."""
    if place := getattr(error, "position", None):
        return msg("wrong at line {line}, column {column}", line=place[0], column=place[1])
    if isinstance(error, FileNotFoundError) and error.filename and os.path.islink(error.filename):
        link = os.path.basename(error.filename).encode("utf-8", "replace").decode()
        return msg("the link {link} leads nowhere: delete it, or mend where it leads", link=link)
    known = _REFUSALS.get(getattr(error, "errno", None) or 0)
    return known or getattr(error, "strerror", None) or msg("it is damaged or incomplete")


@contextmanager
def readable(name: object) -> Iterator[None]:
    """Says what the system refuses within as a SourceError on the file of this name."""
    try:
        yield
    except OSError as error:
        raise SourceError("{file}: cannot be read ({reason}).", file=name, reason=refused(error)) from error


def as_error(error: Exception) -> DraftkitError:
    """Whatever went wrong as what stops us: what the system refuses (a full disk, a path that cannot be) is no mistake
    of ours; of what nobody foresaw the trace goes to a file of the temporary folder, one for all that is alike."""
    if isinstance(error, DraftkitError):
        return error
    behind = error.__context__
    if isinstance(error, RuntimeError) and isinstance(behind, OSError) and behind.errno == errno.ELOOP:
        error = behind  # a link that leads to itself, as pathlib says it
    if isinstance(error, OSError) and error.errno is not None:
        # of two, where it should go; without a name is the folder itself, and what lasts a moment
        file = str(error.filename2 or error.filename or "").encode("utf-8", "replace").decode()
        why = refused(error)
        unnamed = msg("The system refuses this folder, or that of TMPDIR ({reason}).", reason=why)
        return OutputError.of(msg("{file}: the system refuses ({reason}).", file=file, reason=why) if file else unnamed)
    from hashlib import blake2b
    from tempfile import gettempdir
    from traceback import format_exception

    trace = "".join(format_exception(error)).encode("utf-8", "replace")
    log = os.path.join(gettempdir(), f"draftkit-{blake2b(trace, digest_size=5).hexdigest()}.log")
    with suppress(OSError), open(log, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as out:
        out.write(trace)
    said = "draftkit made a mistake ({reason}). Please report it, without the real draft; its trace: {file}"
    return InternalError(said, reason=f"{type(error).__name__}: {error}", file=log)
