"""What draftkit builds passes its own checks of Word files: every kind, without an error."""

from __future__ import annotations

import pytest

from draftkit.checks.word.check import WordChecker
from draftkit.library.session import Document
from draftkit.model.finding import Severity
from tests.recognise.conftest import SAMPLES, built

__all__ = ["built"]


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_sample_is_clean(name: str, built: dict[str, tuple[Document, bytes]], checker: WordChecker) -> None:
    found = checker.check(built[name][1], name).findings
    assert [(finding.rule, str(finding.message)) for finding in found if finding.severity >= Severity.ERROR] == []
