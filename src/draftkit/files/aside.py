"""Work done aside: in a forked copy of the process, while this one goes on with something else.

Rules read a large document for as long as the Word file takes to write; both only read it, so they can run on two
processors. Where the system cannot fork, or has one processor, the work is done when its result is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from typing import TypeVar, cast

from draftkit.files.cache import default_cache
from draftkit.files.expressions import keep
from draftkit.files.parsed import keep as keep_parsed

_T = TypeVar("_T")
_EMPTY = b"[]"  # for an empty list, which most comparisons give: loading `pickle` takes longer than they do
LARGE = 300_000
"""Signs below which a process of its own costs more than it saves."""


def aside(work: Callable[[], _T], size: int = LARGE) -> Callable[[], _T]:
    """Start `work` aside; the returned function waits for it and gives its result, which must be picklable. An
    exception is raised there. `size` is how many signs the work goes through; few are done here, when asked for."""
    if not is_worth_it(size):
        return work
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    parent, child = os.getpid(), os.fork()
    if not child:
        end_with(parent)
        os.close(reading)
        _answer(work, writing)
    os.close(writing)

    def wait() -> _T:
        with os.fdopen(reading, "rb") as pipe:
            answer = pipe.read()
        os.waitpid(child, 0)
        if not answer:  # it failed: do the work here, so that the error is raised where it can be handled
            return work()
        if answer == _EMPTY:
            return cast(_T, [])
        import pickle

        return cast(_T, pickle.loads(answer))

    return wait


def end_with(parent: int = 0) -> None:
    """Let this process end within a second of its parent, however that ends: nobody goes on for a build that was
    killed. Without a number it is the one that has begun this process, which for a pool may be a server of its own
    that ends with the build. Where the system has no timers, it is not so."""
    import signal

    parent = parent or os.getppid()

    def look(*_: object) -> None:
        if os.getppid() != parent:
            os._exit(1)

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, look)
        signal.setitimer(signal.ITIMER_REAL, 1, 1)


def shared(
    work: Callable[[int], _T], own: Sequence[int], free: Sequence[int], size: int
) -> Callable[[], dict[int, _T]]:
    """Do works, called by their numbers: `own` aside, as `aside` does, and each of `free` by whichever process comes to
    it first; the returned function does its part of these and gives what all came to."""
    numbers = [*own, *free]
    if not is_worth_it(size):
        return lambda: {number: work(number) for number in numbers}
    reading, writing = os.pipe()
    os.write(writing, b"".join(number.to_bytes(2, "big") for number in free))  # a pipe is never read by two at a time
    os.close(writing)

    def taken() -> Iterator[int]:
        while number := os.read(reading, 2):
            yield int.from_bytes(number, "big")

    wait = aside(lambda: {number: work(number) for number in chain(own, taken())}, size)

    def results() -> dict[int, _T]:
        try:
            done = {number: work(number) for number in taken()}
        finally:  # where a work fails here, the child is waited for all the same
            theirs = wait()
            os.close(reading)
        done |= theirs
        return {number: done[number] if number in done else work(number) for number in numbers}  # lest a child failed

    return results


def is_worth_it(size: int) -> bool:
    """Whether a work that goes through so many signs is done aside here. Where other threads run, nothing is forked: a
    lock that one of them holds would never be let go in the copy."""
    threads = sys.modules.get("threading")
    alone = threads is None or threads.active_count() == 1
    return size >= LARGE and alone and hasattr(os, "fork") and (os.cpu_count() or 1) > 1


def _answer(work: Callable[[], object], writing: int) -> None:
    """In the child: send the result, nothing when it fails, and end at once without running what is the parent's."""
    try:
        with suppress(BaseException), os.fdopen(writing, "wb") as pipe:
            if (result := work()) == []:
                pipe.write(_EMPTY)
            else:
                import pickle

                pipe.write(pickle.dumps(result))
        keep(default_cache())
        keep_parsed(default_cache())
    finally:
        os._exit(0)
