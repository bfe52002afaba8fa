"""A process of its own that costs no start: this one, forked, with its own folder, environment, streams and end.

It has all modules that were imported here, so whoever looks at the start of a command, at what it imports or at the
machine's own language starts a real one."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired
from typing import BinaryIO

from draftkit.cli.language import choose, speak
from draftkit.cli.main import main

_AWAKE = 0.002
"""Seconds between looks whether a process has ended."""


class Forked:
    """Work that goes on in a process of its own. What it says is kept in files, or goes to a pipe that it is given."""

    def __init__(
        self,
        work: Callable[[], int],
        cwd: Path,
        env: Mapping[str, str] | None = None,
        stdin: int | None = None,
        stdout: int | None = None,
    ) -> None:
        self.out: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115
        self.err: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115
        self.returncode: int | None = None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # a worker has a thread that listens
            self.pid = os.fork()
        if not self.pid:
            status = 70
            try:
                given = os.open(os.devnull, os.O_RDONLY) if stdin is None else stdin
                _become(cwd, env, given, self.out.fileno() if stdout is None else stdout, self.err.fileno())
                status = work()
                for stream in (sys.stdout, sys.stderr):
                    stream.flush()
            except BaseException:
                sys.__excepthook__(*sys.exc_info())
                sys.stderr.flush()
            finally:
                os._exit(status)

    def wait(self, seconds: float = 300) -> int:
        """Its status once it has ended: the signal, below zero, where one ended it."""
        end = time.monotonic() + seconds
        while self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > end:
                raise TimeoutExpired("forked", seconds)
            else:
                time.sleep(_AWAKE)
        return self.returncode

    def said(self, seconds: float = 300) -> CompletedProcess[bytes]:
        """What it said until it ended; one that takes longer is ended, and TimeoutExpired raised."""
        with self.out, self.err:
            try:
                self.wait(seconds)
            except TimeoutExpired:
                self.kill()
                raise
            told = []
            for file in (self.out, self.err):
                file.seek(0)
                told.append(file.read())
        return CompletedProcess("forked", self.wait(), *told)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        self.wait()


def command(arguments: Sequence[str]) -> int:
    """The whole command, as `draftkit` runs it."""
    speak(choose(arguments))
    return main(arguments)


def run(
    arguments: Sequence[str],
    cwd: Path,
    env: Mapping[str, str] | None = None,
    before: Callable[[], object] | None = None,
    seconds: float = 300,
) -> CompletedProcess[bytes]:
    """A command in a folder: its status, and what it says to both outputs. `before` is done first in its process."""

    def work() -> int:
        if before:
            before()
        return command(arguments)

    return Forked(work, cwd, env).said(seconds)


def _become(cwd: Path, env: Mapping[str, str] | None, *streams: int) -> None:
    """Be a process of one's own: what the tests changed in theirs is as in a new one."""
    gc.disable()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    for at, stream in enumerate(streams):
        os.dup2(stream, at)
    os.chdir(cwd)
    if env is not None:
        os.environ.clear()
        os.environ.update(env)
    tempfile.tempdir = None
    warnings.resetwarnings()
    warnings.simplefilter("ignore")
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(open(0, "rb", closefd=False), encoding="utf-8")  # noqa: SIM115
    encoding, _, errors = os.environ.get("PYTHONIOENCODING", "utf-8").partition(":")
    for at, name in ((1, "stdout"), (2, "stderr")):
        how = errors or ("strict" if at == 1 else "backslashreplace")
        stream = io.TextIOWrapper(open(at, "wb", closefd=False), encoding, how, line_buffering=at == 2)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
