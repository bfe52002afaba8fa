"""Tests side by side: one process reads all of them in, and copies of it run them. Each would otherwise read them in
for itself, which takes as long as two hundred tests; a copy has what was imported, and what was made of it.

The copies are given the tests in their order, each from a part of its own, so that what a module makes for its tests
is made once; one that is through takes half of what the slowest has left. `--copies N` asks for it, or `--copies
auto`."""

from __future__ import annotations

import atexit
import os
import sys
import traceback
import warnings
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from multiprocessing.connection import Connection, Pipe, wait

import pytest

_AHEAD = 2
"""So many tests a copy knows ahead: what a test leaves to the next is torn down by what that needs, and none waits."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many run side by side."""
    parser.addoption("--copies", help="run the tests in so many copies of this process; auto: as many as is best")


def how_many(asked: str | None) -> int:
    """Of copies: one more than there are processors, for some tests wait for a browser or for another program."""
    if asked != "auto":
        return int(asked or 0)
    return (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1) + 1


class Parts:
    """The numbers of all tests that nobody has begun, in a part for each copy."""

    def __init__(self, tests: int, copies: int) -> None:
        ends = [tests * at // copies for at in range(copies + 1)]
        self.left = [deque(range(*part)) for part in pairwise(ends)]

    def next(self, copy: int) -> int | None:
        """The number of the next test of a copy, if there is one yet."""
        own = self.left[copy]
        if not own:
            most = max(self.left, key=len)
            own.extendleft([most.pop() for _ in range((len(most) + 1) // 2)])
        return own.popleft() if own else None


class Copy:
    """A process that runs the tests it is given the numbers of, and tells what it found."""

    def __init__(self, session: pytest.Session, number: int) -> None:
        self.given: deque[int] = deque()
        self.last = False
        self.ours, theirs = Pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid = os.fork()
        if not self.pid:
            self.ours.close()
            _be(session, number, theirs)
        theirs.close()

    def give(self, test: int | None) -> None:
        """Its next test; None, said once, when there is none."""
        if self.last:
            return
        self.last = test is None
        if test is not None:
            self.given.append(test)
        with suppress(OSError):  # of one that died, which is told where it is heard
            self.ours.send(test)

    def ended(self) -> int:
        """Its status, once it has nothing more to tell."""
        self.ours.close()
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """All tests in copies, where that was asked for."""
    config = session.config
    copies = min(how_many(config.option.copies), len(session.items))
    if not copies or config.option.collectonly or session.testsfailed:
        return None
    config._tmp_path_factory.getbasetemp()
    sys.stdout.flush()
    sys.stderr.flush()
    parts = Parts(len(session.items), copies)
    running: dict[Connection, tuple[int, Copy]] = {}
    for number in range(copies):
        copy = Copy(session, number)
        running[copy.ours] = number, copy
        for _ in range(_AHEAD):
            copy.give(parts.next(number))
    try:
        while running:
            for told in wait([*running]):
                number, copy = running[told]
                try:
                    reports = copy.ours.recv()
                except (EOFError, OSError):
                    del running[copy.ours]
                    if status := copy.ended():
                        parts.left[number].extendleft([*copy.given][:0:-1])
                        _died(session, copy.given, status)
                    continue
                _tell(session, session.items[copy.given.popleft()], reports)
                copy.give(None if session.shouldfail or session.shouldstop else parts.next(number))
    finally:
        for _, copy in running.values():
            copy.ours.close()
    if session.shouldfail:
        raise session.Failed(session.shouldfail)
    if session.shouldstop:
        raise session.Interrupted(session.shouldstop)
    if unseen := sum(map(len, parts.left)):
        raise session.Interrupted(f"no copy was left to run {unseen} tests")
    return True


def _tell(session: pytest.Session, item: pytest.Item, reports: list[dict[str, object]]) -> None:
    hook = session.config.hook
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for data in reports:
        report = hook.pytest_report_from_serializable(config=session.config, data=data)
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)


def _died(session: pytest.Session, given: deque[int], status: int) -> None:
    """What a copy ran when it died is a failure; without any it is one of the run."""
    why = f"the process that ran it ended with status {status}"
    if not given:
        session.shouldfail = session.shouldfail or why
        return
    item = session.items[given[0]]
    report = pytest.TestReport(item.nodeid, item.location, {}, "failed", why, "call")
    item.ihook.pytest_runtest_logreport(report=report)


def _be(session: pytest.Session, number: int, asked: Connection) -> None:
    """Be a copy, to its end: with output and folders of its own, and saying nothing but what goes to the first."""
    status = 70
    try:
        config = session.config
        config.pluginmanager.unregister(name="terminalreporter")
        if capture := config.pluginmanager.get_plugin("capturemanager"):
            capture.stop_global_capturing()
            capture.start_global_capturing()
            capture.suspend_global_capture()
        folders = config._tmp_path_factory
        folders._basetemp = folders.getbasetemp() / f"copy{number}"
        folders._basetemp.mkdir()
        reports = _Reports(config)
        config.pluginmanager.register(reports)
        tests = _given(session, asked)
        item = next(tests, None)
        while item:
            following = next(tests, None)
            config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            asked.send(reports.all())
            item = following
        session._setupstate.teardown_exact(None)
        atexit._run_exitfuncs()
        status = 0
    except (KeyboardInterrupt, EOFError, BrokenPipeError):
        pass  # the first has ended
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(status)


def _given(session: pytest.Session, asked: Connection) -> Iterator[pytest.Item]:
    while (number := asked.recv()) is not None:
        yield session.items[number]


class _Reports:
    """What a test was found to be; that it was set up and taken down is told only where it failed, or is timed."""

    def __init__(self, config: pytest.Config) -> None:
        self.config, self.told = config, []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or not report.passed or self.config.option.durations is not None:
            self.told.append(self.config.hook.pytest_report_to_serializable(config=self.config, report=report))

    def all(self) -> list[dict[str, object]]:
        """Of the last test."""
        told, self.told = self.told, []
        return told
