"""The clean papers, built once, and what checks them."""

from __future__ import annotations

import pytest

from draftkit.checks.word.check import WordChecker

from .papers import bare_checker, build


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build(tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="session")
def checker(tmp_path_factory: pytest.TempPathFactory) -> WordChecker:
    return bare_checker(tmp_path_factory.mktemp("du-an"))
