"""A process of its own that costs no start: a copy of one that has everything imported and has done nothing yet.

Each worker makes one such copy of itself before its first test, which waits and is copied again for every command.
None is made of the worker as it is later: the threads of the engine that lays out pages do not come along, and the
copy would wait for them for ever. Whoever looks at the start of a command, at what it imports or at the machine's own
language starts a real process."""

from __future__ import annotations

import gc
import io
import os
import pickle
import signal
import socket
import sys
import tempfile
import time
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired
from typing import Any, BinaryIO

from draftkit.cli.language import choose, speak
from draftkit.cli.main import main
from draftkit.files import parsed
from draftkit.files.cache import default_cache

_AWAKE = 0.003
"""Seconds between looks whether a process has ended."""
_waiting: list[tuple[socket.socket, int]] = []


class Forked:
    """A command in a folder, in a process of its own that has done `code` first. What it says is kept in files, or
    goes to a pipe that it is given."""

    def __init__(
        self,
        arguments: Sequence[str],
        cwd: Path,
        env: Mapping[str, str] | None = None,
        code: str = "",
        stdout: int | None = None,
    ) -> None:
        self.arguments, self.returncode = arguments, None
        self.out: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115
        self.err: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115
        how = (list(arguments), str(cwd), dict(os.environ if env is None else env), code)
        with open(os.devnull, "rb") as nothing:
            out = self.out.fileno() if stdout is None else stdout
            self.pid: int = _ask(how, nothing.fileno(), out, self.err.fileno())

    def wait(self, seconds: float = 300) -> int:
        """Its status once it has ended: the signal, below zero, where one ended it."""
        end = time.monotonic() + seconds
        while self.returncode is None:
            self.returncode = _ask(self.pid)
            if self.returncode is None:
                if time.monotonic() > end:
                    raise TimeoutExpired([*self.arguments], seconds)
                time.sleep(_AWAKE)
        return self.returncode

    def said(self, seconds: float = 300) -> CompletedProcess[bytes]:
        """What it said until it ended; one that takes longer is ended, and TimeoutExpired raised."""
        with self.out, self.err:
            try:
                status = self.wait(seconds)
            except TimeoutExpired:
                self.kill()
                self.wait()
                raise
            told = []
            for file in (self.out, self.err):
                file.seek(0)
                told.append(file.read())
        return CompletedProcess([*self.arguments], status, *told)

    def kill(self, number: int = signal.SIGKILL) -> None:
        os.kill(self.pid, number)


def run(
    arguments: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None, code: str = "", seconds: float = 300
) -> CompletedProcess[bytes]:
    """The status of a command in a folder, and what it says to both outputs."""
    return Forked(arguments, cwd, env, code).said(seconds)


def begin() -> None:
    """Make the copy that waits; it ends with this process."""
    ours, theirs = socket.socketpair()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # a worker has a thread that listens
        waiting = os.fork()
    if not waiting:
        ours.close()
        try:
            _wait(theirs)
        finally:
            os._exit(0)
    theirs.close()
    _waiting.append((ours, waiting))


def end() -> None:
    """Let it end, with all that it began."""
    asked, waiting = _waiting.pop()
    asked.close()
    os.waitpid(waiting, 0)


def _ask(what: Any, *streams: int) -> Any:
    data = pickle.dumps(what)
    ((asked, _),) = _waiting
    socket.send_fds(asked, [bytes([len(streams)])], streams)
    asked.sendall(len(data).to_bytes(4, "big") + data)
    answer = asked.recv(8)
    return None if answer == b"goes on" else int(answer)


def _wait(asked: socket.socket) -> None:
    """Begin what is asked for, given with three streams, or tell of one by its number whether it has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    begun: set[int] = set()
    while True:
        count, streams, *_ = socket.recv_fds(asked, 1, 3)
        if not count:
            break
        size = int.from_bytes(asked.recv(4, socket.MSG_WAITALL), "big")
        what = pickle.loads(asked.recv(size, socket.MSG_WAITALL))
        if isinstance(what, int):
            pid, status = os.waitpid(what, os.WNOHANG)
            begun -= {pid}
            asked.sendall(str(os.waitstatus_to_exitcode(status)).encode() if pid else b"goes on")
            continue
        pid = os.fork()
        if not pid:
            asked.close()
            _be(streams, *what)
        begun.add(pid)
        for stream in streams:
            os.close(stream)
        asked.sendall(str(pid).encode())
    for pid in begun:
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _be(streams: Sequence[int], arguments: list[str], cwd: str, env: dict[str, str], code: str) -> None:
    """Be a command, from its start to its end."""
    status = 70
    try:
        gc.disable()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for at, stream in enumerate(streams):
            os.dup2(stream, at)
            os.close(stream)
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update(env)
        _speak()
        sys.argv = ["draftkit", *arguments]
        tempfile.tempdir = None
        exec(code, {})
        speak(choose(arguments))
        cache = default_cache()
        parsed.begin(cache)
        status = main(arguments)
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        parsed.keep(cache)
    except BaseException:
        sys.__excepthook__(*sys.exc_info())
    finally:
        os._exit(status)


def _speak() -> None:
    """Streams of one's own, of the encoding that the environment asks for."""
    warnings.resetwarnings()
    warnings.simplefilter("ignore")
    encoding, _, errors = os.environ.get("PYTHONIOENCODING", "utf-8").partition(":")
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(open(0, "rb", closefd=False), encoding="utf-8")  # noqa: SIM115
    for at, name in ((1, "stdout"), (2, "stderr")):
        how = errors or ("strict" if at == 1 else "backslashreplace")
        stream = io.TextIOWrapper(open(at, "wb", closefd=False), encoding, how, line_buffering=at == 2)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
