"""Work done in a second process gives what it would have given here."""

from __future__ import annotations

import os
import select
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from time import sleep
from types import SimpleNamespace
from typing import Any

import pytest

from draftkit.checks import engine
from draftkit.checks.catalogue import all_rules
from draftkit.checks.rule import Subject
from draftkit.files.aside import LARGE, aside, end_with, shared
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.message import Fault
from tests.conftest import CHECKOUT

LONG = "### Điều. Tên\n" + "1. Nội dung VNĐ của khoản.\n" * 15_000


def test_the_result_comes_back() -> None:
    assert aside(lambda: {"số": [1, 2]})() == {"số": [1, 2]}


def test_it_runs_in_another_process_where_there_are_two() -> None:
    if (os.cpu_count() or 1) > 1:
        assert aside(os.getpid)() != os.getpid()


def test_an_error_is_raised_where_the_result_is_asked_for() -> None:
    def fail() -> None:
        raise ValueError("hỏng")

    wait = aside(fail)
    with pytest.raises(ValueError, match="hỏng"):
        wait()


@pytest.mark.parametrize("size", [0, LARGE])
def test_what_is_shared_out_is_done_once_or_again_when_a_child_fails(size: int) -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if number == 7 and os.getpid() != here:
            os._exit(1)
        return number * number

    for numbers in (range(5), range(9)):
        done = shared(work, numbers[:3], numbers[3:], size)()
        assert done == {number: number * number for number in numbers}


def test_a_child_is_waited_for_where_a_work_fails_here(monkeypatch: pytest.MonkeyPatch) -> None:
    here, fork, children = os.getpid(), os.fork, []

    def noted() -> int:
        children.append(fork())
        return children[-1]

    monkeypatch.setattr(os, "fork", noted)

    def work(number: int) -> int:
        if number and os.getpid() == here:
            raise ValueError("hỏng")
        return number

    with pytest.raises((ValueError, AssertionError)):
        assert shared(work, (0,), range(1, 200), LARGE)() is None
    assert len(children) == 1
    with pytest.raises(ChildProcessError):
        os.waitpid(children[0], os.WNOHANG)


def test_rules_on_the_tree_alone_need_no_view_of_the_words(tmp_path: Path) -> None:
    """One that does is right all the same, and makes each large build slower."""
    path = tmp_path / "ngan.md"
    path.write_text(f"---\nloai: Nghị định\nten_goi: về mẫu\n---\n{LONG[:2000]}", encoding="utf-8")
    document = Session(open_project(tmp_path, None)).read(path)
    subject = Subject(document.bound, document.frame)
    for rule in all_rules():
        if rule.of_tree and rule.check:
            list(rule.check(subject))
    assert "printed" not in vars(subject)


def test_findings_of_a_large_document_are_the_same_aside(tmp_path: Path) -> None:
    path = tmp_path / "dai.md"
    path.write_text(f"---\nloai: Nghị định\nten_goi: về mẫu\n---\n{LONG}", encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    document = session.read(path)
    assert len(document.bound.draft.source.text) > 300_000
    findings = session.check_aside(document)()
    assert findings == session.check(document)
    assert len(findings) > 15_000


def test_nothing_is_forked_beside_another_thread() -> None:
    done = Event()
    other = Thread(target=done.wait)
    other.start()
    try:
        assert aside(os.getpid)() == os.getpid()
    finally:
        done.set()
        other.join()


def test_what_a_release_says_wrong_is_told_though_it_is_compared_aside(tmp_path: Path) -> None:
    text = (CHECKOUT / "content/press/quyet-dinh-3637.md").read_text(encoding="utf-8")
    wrong = text.replace("Sáu nhiệm vụ", "Bảy nhiệm vụ")
    assert wrong != text
    path = CHECKOUT / "content/press/quyet-dinh-3637.md"
    session = Session(open_project(CHECKOUT, None), texts={path: wrong})
    document = session.read(path)
    findings = session.check_aside(document)()
    looked_at = [one for one in session.check(document) if one.rule != "DK-V007"]  # a build does not tell these
    assert findings == looked_at
    assert "DK-V003" in {finding.rule for finding in findings}


def test_a_child_ends_with_its_parent() -> None:
    reading, writing = os.pipe()
    if not (parent := os.fork()):
        own = os.getpid()
        if not os.fork():
            end_with(own)
            sleep(60)
        os._exit(0)
    os.close(writing)
    os.waitpid(parent, 0)
    assert select.select([reading], [], [], 20)[0], "the child holds its end of the pipe still"
    os.close(reading)


def test_a_worker_that_a_server_began_lives_as_long_as_that() -> None:
    """As pools are made by default since Python 3.14: the build is not the parent of its workers."""
    with ProcessPoolExecutor(1, get_context("forkserver"), end_with) as pool:
        assert pool.submit(sleep, 1.2).result() is None


def test_what_was_begun_besides_is_waited_for_where_a_rule_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise ValueError("broken")

    waited: list[bool] = []

    def besides() -> list[Fault]:
        waited.append(True)
        return []

    monkeypatch.setattr(engine, "shared", lambda *_: broken)
    bound: Any = SimpleNamespace(
        draft=SimpleNamespace(kind=SimpleNamespace(rule_sets=()), source=SimpleNamespace(text="")), faults=()
    )
    frame: Any = None
    judged = engine.asked(bound, frame, (), engine.Regime("", ""), 0, besides)
    with pytest.raises(ValueError, match="broken"):
        judged()
    assert waited
