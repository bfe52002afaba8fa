"""Writing files whole or not at all: one, or several together; and setting aside earlier ones that are refused now.

What is no plain file stays what it is: a symbolic link is followed, a device or a pipe is written through. A file that
is there keeps its mode and its owner, a new one follows the umask."""

from __future__ import annotations

import errno
import itertools
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from draftkit.errors import OutputError, refused
from draftkit.model.message import Message, msg
from draftkit.model.numeral import whole
from draftkit.text.pattern import Pattern

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

JOURNAL = ".draftkit-journal"
"""How the names begin under which each `write_all` says what it is about to do, at the top of the project, while it
does."""
_MACHINE = f"{crc32(os.uname().nodename.encode()):x}" if hasattr(os, "uname") else "0"
"""Whose processes are known to run or not: others write to a folder that is shared, too."""
_TEMPORARY = Pattern(r"\.draftkit-(\d+)-([0-9a-f]+)-\w+\.tmp")
_ENTRIES = Pattern(r"(?:(?:[^\0]*/)?\.draftkit-\d+-[0-9a-f]+-\w+\.tmp\0[^\0]+\0[0-9a-f]*\0)*")
"""A journal: of each file the temporary one, where it goes, and what was there (`_digest`)."""
_OPEN_FILE = Pattern(r"(?:/dev/fd|/proc/self/fd)/(\d+)|/dev/(stdout|stderr)")
_NEXT = itertools.count()
_swept: set[str] = set()
_projects: set[Path] = set()
"""Whose folders the first file that is written there sweeps."""


def write_whole(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Write a file whole or not at all: a temporary file beside it, then a rename. Raises OutputError; the old file
    then stays.

    Not `lasting`, it is left to the system when the bytes reach the disk: for many files that can be made again.
    """
    with _said(path):
        target, there = _target(path)
        if target is None:
            _write_through(path, data)
            return
        temporary = _staged(target, there, data, lasting)
        try:
            os.replace(temporary, target)
        except BaseException:
            _remove(temporary)
            raise


def write_all(root: Path, files: Mapping[Path, bytes]) -> None:
    """Write files below `root`, all or none, one process after the other. Killed in between, the next `finish` of that
    folder brings it to its end. Raises OutputError; all old files then stay."""
    if len(files) < 2:
        for path, data in files.items():
            write_whole(path, data)
        return
    staged: dict[str, tuple[str, bytes | None]] = {}
    own = root / f"{JOURNAL}-{os.getpid()}-{_MACHINE}-{next(_NEXT)}"
    with _alone(root):  # what was left comes to its end now, lest it do so later, over what is written
        try:
            for path, data in files.items():
                with _said(path):
                    target, there = _target(path)
                    if target is None:
                        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
                    staged[target] = (_staged(target, there, data, True), path.read_bytes() if there else None)
            top, below = os.path.realpath(root), os.path.relpath
            journal = "".join(
                f"{below(one, top)}\0{below(target, top)}\0{_digest(old)}\0" for target, (one, old) in staged.items()
            )
            write_whole(own, journal.encode("utf-8", "surrogateescape"))
            _move(staged)
        finally:
            for temporary, _ in staged.values():
                _remove(temporary)
            _remove(own)


def scratch(beside: Path | None = None) -> TemporaryDirectory[str]:
    """A folder in another, or in the temporary one of the system, removed when it is closed, which nobody takes for
    one of the project. What killed runs left there is swept. Raises OutputError when it cannot be made."""
    from tempfile import TemporaryDirectory, gettempdir

    with _said(beside or Path()):
        top = str(beside or gettempdir())
        _sweep(top)
        return TemporaryDirectory(".tmp", f".draftkit-{os.getpid()}-{_MACHINE}-", top, ignore_cleanup_errors=True)


def finish(root: Path) -> list[Message]:
    """Bring to its end what a killed `write_all` left behind, and what to say of it. Only files below `root` are
    touched; one that somebody changed since stays as it is, and what it was to be goes into `_cu`. With the first file
    that is written below, all of it will be swept."""
    _projects.add(Path(os.path.realpath(root)))
    if not _journals(root):
        return []
    try:
        with _alone(root) as said:
            return said
    except OutputError as error:  # who only reads goes on
        return [error.message]


@contextmanager
def _alone(root: Path) -> Iterator[list[Message]]:
    """Wait for whoever writes files below a folder together, bring to its end what a killed one left (what to say of
    it), and let others wait. Where the folder cannot be locked, nobody waits; the system takes the lock from who is
    killed."""
    handle = -1
    with suppress(ImportError, OSError):
        import fcntl

        handle = os.open(root, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield [said for left in _journals(root) for said in _end(root, left)]
    finally:
        if handle >= 0:
            os.close(handle)


def _journals(folder: Path) -> list[Path]:
    return [*filter(Path.is_file, folder.glob(f"{JOURNAL}*"))]


def _digest(data: bytes | None) -> str:
    """By which a file is known again; nothing for one that is not there."""
    from hashlib import blake2b

    return "" if data is None else blake2b(data, digest_size=16).hexdigest()


def _end(root: Path, journal: Path) -> list[Message]:
    """Do what a journal says and is not done yet; what to say of it."""
    done, said, base = list[str](), list[Message](), os.path.realpath(root)
    with _said(journal), suppress(FileNotFoundError):  # who began it, or another, may end it meanwhile
        text = journal.read_bytes().decode("utf-8", "surrogateescape")
        if not _ENTRIES.fullmatch(text):
            aside = os.path.relpath(_aside(str(journal), str(journal)), root)
            return [msg("{file}: says nothing that can be done; now {aside}.", file=journal.name, aside=aside)]
        fields = iter(text.split("\0"))
        for one, name, old in zip(fields, fields, fields, strict=False):
            temporary, target = os.path.join(base, one), os.path.join(base, name)
            inside = all(os.path.realpath(place).startswith(base + os.sep) for place in (temporary, target))
            with suppress(FileNotFoundError):  # the same, or its folder is gone
                if not inside or not os.path.isfile(temporary):
                    continue
                now = Path(target).read_bytes() if os.path.lexists(target) else None
                if _digest(now) in (old, _digest(Path(temporary).read_bytes())):
                    os.replace(temporary, target)
                    done.append(name)
                else:
                    text = (
                        "{file}: changed since a command was cut short, and kept so; what that was to write is {aside}."
                    )
                    said.append(msg(text, file=name, aside=os.path.relpath(_aside(temporary, target), base)))
        os.unlink(journal)
    if done:
        said.insert(0, msg("A command that was cut short is brought to its end: {files}.", files=", ".join(done)))
    return said


def _aside(file: str, name: str) -> str:
    """Move a file into `_cu` beside a name, as what has that name; where it is now. What is there stays."""
    place = os.path.join(os.path.dirname(name), FOLDER, os.path.basename(name))
    free = next(one for number in itertools.count() if not os.path.lexists(one := place + f".{number}" * (number > 0)))
    os.makedirs(os.path.dirname(free), exist_ok=True)
    os.replace(file, free)
    return free


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Says an OSError within as an OutputError on this path."""
    try:
        yield
    except OSError as error:
        said = "{file}: cannot be written ({reason}); the old file, if any, is unchanged."
        raise OutputError(said, file=path, reason=refused(error)) from error


def _target(path: Path) -> tuple[str | None, os.stat_result | None]:
    """The plain file that a path leads to, links followed, and what is there; None for what is no plain file."""
    plain = os.path.abspath(path)
    try:
        there = os.stat(path)
    except FileNotFoundError:
        return os.path.realpath(path) if os.path.islink(path) else plain, None
    if stat.S_ISDIR(there.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    streamed = plain.startswith("/proc/") or _OPEN_FILE.fullmatch(plain)  # /dev/stdout may lead to a plain file
    if streamed or not stat.S_ISREG(there.st_mode):
        return None, there
    if not there.st_mode & 0o222 or not os.access(path, os.W_OK):  # a rename would ask for no right to the file
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return os.path.realpath(path) if os.path.islink(path) else plain, there


def is_stream(path: Path) -> bool:
    """Whether a path leads to a device or a pipe."""
    with suppress(OSError):
        return _target(path)[0] is None
    return False


def _write_through(path: Path, data: bytes) -> None:
    """Write to a device or a pipe. One that this process has open is written on where it stands: opened once more, a
    file behind /dev/stdout would be written from its start."""
    found = _OPEN_FILE.fullmatch(os.path.abspath(path))
    handle = whole(found[1] or {"stdout": "1", "stderr": "2"}.get(found[2])) if found else None
    with open(path if handle is None else handle, "wb", buffering=0, closefd=handle is None) as file:
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) or 0 :]


def _staged(target: str, there: os.stat_result | None, data: bytes, lasting: bool) -> str:
    """A temporary file beside the target that holds the data, with the mode and owner of what it will replace."""
    folder = os.path.dirname(target)
    temporary = os.path.join(folder, f".draftkit-{os.getpid()}-{_MACHINE}-{next(_NEXT)}.tmp")
    try:
        handle = _open(temporary, folder)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
            if lasting:
                os.fsync(handle)
        finally:
            os.close(handle)
        if there is not None:
            if hasattr(os, "chown") and (there.st_uid, there.st_gid) != (os.geteuid(), os.getegid()):
                with suppress(OSError):
                    os.chown(temporary, there.st_uid, there.st_gid)
            os.chmod(temporary, stat.S_IMODE(there.st_mode))
    except BaseException:
        _remove(temporary)
        raise
    return temporary


def _open(temporary: str, folder: str) -> int:
    """A new file, the folder made when it is not there; what a killed process of the same number left is taken away."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        _sweep(folder)
        return os.open(temporary, flags, 0o666)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    except FileExistsError:
        os.unlink(temporary)
    return os.open(temporary, flags, 0o666)


def _sweep(folder: str) -> None:
    """Remove what killed processes left in a folder, once a run; with the first of a project, in all of it and in the
    temporary folder of the system. What a journal above still names stays."""
    todo = [(folder, False)]
    with suppress(OSError):
        if home := next((one for one in (Path(folder), *Path(folder).parents) if one in _projects), None):
            _projects.discard(home)  # that of the system as `tempfile` finds it, which takes longer to load
            todo += [(str(home), True), (os.environ.get("TMPDIR") or os.environ.get("TEMP") or "/tmp", False)]  # noqa: S108
    for at, below in todo:
        if at in _swept and not below:
            continue
        _swept.add(at)
        with suppress(OSError), os.scandir(at) as entries:
            for entry in entries:
                found = _TEMPORARY.fullmatch(entry.name)
                if found and found[2] == _MACHINE and not _runs(found[1]) and not _is_named(Path(entry.path)):
                    _remove(entry.path)
                elif below and entry.name[0] != "." and entry.is_dir(follow_symlinks=False):
                    todo.append((entry.path, True))


def _is_named(temporary: Path) -> bool:
    journals = (journal for folder in temporary.absolute().parents for journal in _journals(folder))
    return any(temporary.name.encode() in journal.read_bytes() for journal in journals)


def _runs(process: str) -> bool:
    """Whether a process is there; where that cannot be asked, it is."""
    if os.name != "posix":
        return True
    try:
        os.kill(whole(process, 0), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _move(staged: Mapping[str, tuple[str, bytes | None]]) -> None:
    """Rename all staged files, or put back what was there."""
    done: list[Callable[[], None]] = []
    try:
        for target, (temporary, old) in staged.items():
            with _said(Path(target)), suppress(FileNotFoundError):  # another process may have finished this one
                os.replace(temporary, target)
            done.append(lambda target=target, old=old: _put_back(target, old))  # type: ignore[misc]
    except BaseException:
        for undo in done:
            undo()
        raise


def _put_back(target: str, old: bytes | None) -> None:
    if old is None:
        _remove(target)
    else:
        write_whole(Path(target), old)


def _remove(path: str | Path) -> None:
    if os.path.isdir(path) and not os.path.islink(path):
        from shutil import rmtree

        rmtree(path, ignore_errors=True)
    with suppress(OSError):
        os.unlink(path)


FOLDER = "_cu"
"""Where they go, beside the place they had; no folder of documents is called so, for such names hold none."""


def set_aside(files: Iterable[Path]) -> list[Path]:
    """Move files into `_cu` beside them; where they are now. Raises OutputError when one cannot be moved."""
    moved = []
    for file in files:
        target = file.parent / FOLDER / file.name
        try:
            target.parent.mkdir(exist_ok=True)
            os.replace(file, target)
        except OSError as error:
            said = "{file}: cannot be set aside ({reason}), though it is no longer true; delete it."
            raise OutputError(said, file=file, reason=refused(error)) from error
        moved.append(target)
    return moved
