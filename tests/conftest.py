"""What all tests share."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterator
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from draftkit.files import parsed
from tests import forked, once

CHECKOUT = Path(__file__).parents[1]

# A green run says the same the next time: examples are always the same ones. `make fuzz` looks for others.
settings.register_profile("sure", derandomize=True, database=None, deadline=None, max_examples=30)
settings.register_profile("fuzz", print_blob=True, database=None, deadline=None, max_examples=3000)
settings.load_profile("sure")
once.begin()


_RUN, _SWEPT, _OBJECTS = count(1), 400, 20_000
"""How many tests have run, after how many all garbage is swept up, and after how many new objects that among these."""
SLOW = (
    "agents/test_requests.py",
    "amend/test_apply.py",
    "amend/test_never_wider.py",
    "amend/test_read.py",
    "amend/test_write.py",
    "bulk",
    "campaign",
    "checks/test_pairs.py",
    "dossier",
    "editors",
    "files/test_odd_paths.py",
    "forms",
    "fuzz",
    "importers",
    "kinds/test_contract.py",
    "kinds/test_standard_seeds.py",
    "kinds/test_starters.py",
    "library/test_receipts",
    "library/test_verify.py",
    "library/test_versions.py",
    "live/test_every_document.py",
    "live/test_fixes.py",
    "looks",
    "lsp",
    "outreach",
    "pictures",
    "recognise/test_built.py",
    "review",
    "site",
    "workbench",
    "writers",
    "checks/test_truth.py",
    "compare/test_beyond.py",
    "compare/test_many.py",
    "compare/test_redline_marks.py",
    "test_architecture.py",
    "test_aside.py",
    "test_messages.py",
    "test_own_project.py",
    "test_packages.py",
    "test_portable.py",
    "test_sixty_faults.py",
)
"""What takes most of the time: whole files, pages, pictures, second processes, looks at all the code. `make test-fast`
leaves it out."""
FIRST = (
    "writers/test_same_bytes.py",
    "writers/test_pages_beside.py",
    "files/test_kills.py",
    "compare/test_redline_m",
    "workbench",
)
"""Tests so long, or with so much waiting for a browser, that at the end of a run they would be waited for alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow, and begin with what is longest."""

    @cache
    def stands_in(path: Path, names: tuple[str, ...]) -> bool:
        return path.relative_to(CHECKOUT / "tests").as_posix().startswith(names)

    for item in items:
        if stands_in(item.path, SLOW):
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: not stands_in(item.path, FIRST))


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One more than there are processors: some tests wait for a browser or for another program, and each worker more
    takes half a minute of processor to collect the tests and to make what they share."""
    return (yield) + 1


def pytest_collection_finish() -> None:
    """What was imported and collected is no garbage, and is not looked through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS, 20, 1000)


@pytest.fixture(autouse=True)
def tidied() -> Iterator[None]:
    """A command lets garbage lie, since it ends at once; a run of many thousand tests sweeps it up now and then."""
    yield
    if next(_RUN) % _SWEPT == 0:
        gc.collect()


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the user's cache. What was made of texts is known again, as to a command. Commands as
    processes are copies of this one as it is now."""
    cache = tmp_path_factory.mktemp("cache")
    os.environ["DRAFTKIT_CACHE"] = str(cache)
    forked.begin()
    parsed.begin(cache)
    yield
    forked.end()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference samples beside the checkout; they are not ours to copy, so tests that need them are skipped where
    they are absent."""
    folder = CHECKOUT.parent / "shared"
    if not (folder / "samples").is_dir():
        pytest.skip(f"no reference samples at {folder}")
    return folder


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where DRAFTKIT_NO_SKIPS is set (CI), a skipped test is a failure: an engine that is missing must not go unseen.
    Reference samples may be absent."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not os.environ.get("DRAFTKIT_NO_SKIPS") or reporter is None:
        return
    unseen = [
        report.nodeid
        for report in reporter.stats.get("skipped", ())
        if "no reference samples" not in str(report.longrepr)
    ]
    if unseen:
        reporter.write_line(f"skipped where nothing may be skipped: {', '.join(unseen[:20])}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
