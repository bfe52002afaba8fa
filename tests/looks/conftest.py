"""The clean papers, built once, and what checks them."""

from __future__ import annotations

import pytest

from draftkit.checks.looks.check import WordChecker
from tests.helpers import registry

from .papers import build


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build(tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="session")
def checker() -> WordChecker:
    return WordChecker(registry().all(), registry().profile_named)
