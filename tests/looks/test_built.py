"""What draftkit builds passes its own checks of Word files: every kind is recognised, without an error."""

from __future__ import annotations

import pytest

from draftkit.checks.word.check import WordChecker
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.model.message import Severity
from tests.conftest import CHECKOUT
from tests.helpers import TEMPLATES
from tests.recognise.conftest import SAMPLES, built, sample

__all__ = ["built"]
OTHERS = sorted(
    folder.parent.name
    for folder in TEMPLATES.glob("*/sample")
    if not folder.parent.name.startswith("_") and folder.parent.name not in SAMPLES
)
"""Kinds whose format no law lays down: what is for the press and the public, standards."""


def errors(name: str, data: bytes, checker: WordChecker) -> list[tuple[str, str]]:
    found = checker.check(data, name)
    assert found.anatomy.kind
    assert found.anatomy.kind.name == name
    return [(one.rule, str(one.message)) for one in found.findings if one.severity >= Severity.ERROR]


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_sample_is_clean(name: str, built: dict[str, tuple[Document, bytes]], checker: WordChecker) -> None:
    assert errors(name, built[name][1], checker) == []


@pytest.mark.parametrize("name", OTHERS)
def test_sample_without_a_format_of_law_is_clean(name: str, checker: WordChecker) -> None:
    session = Session(open_project(CHECKOUT, None))
    path = sample(name)
    assert path
    document = session.read(path)
    assert errors(name, session.docx(document), checker) == []
