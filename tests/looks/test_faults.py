"""Faults planted one by one in clean papers are found, at the right place, and nothing else is reported for them."""

from __future__ import annotations

import pytest

from draftkit.checks.looks.catalogue import word_rules
from draftkit.checks.word.check import WordChecker
from draftkit.word.xml import W

from .faults import FAULTS, Fault
from .papers import PAPERS, Desk


@pytest.mark.parametrize("name", PAPERS)
def test_the_papers_are_clean(name: str, papers: dict[str, bytes], checker: WordChecker) -> None:
    assert checker.check(papers[name], name).findings == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_is_found(fault: Fault, papers: dict[str, bytes], checker: WordChecker) -> None:
    desk = Desk(papers[fault.paper])
    fault.plant(desk)
    data = desk.data()
    found = checker.check(data, "thu.docx").findings
    assert [finding.rule for finding in found] == [fault.rule], [
        (finding.rule, str(finding.message)) for finding in found
    ]
    place = found[0].span.line
    if not fault.at:
        assert place == 0
        return
    paragraph = Desk(data).package.paragraphs[place - 1]
    assert paragraph is not None
    text = "".join(paragraph.itertext(W + "t")).strip()
    assert text == "" if fault.at == "rule" else text.startswith(fault.at)


def test_there_are_enough() -> None:
    assert len({(fault.paper, fault.name) for fault in FAULTS}) == len(FAULTS) >= 60


def test_most_rules_are_tried() -> None:
    tried = {fault.rule for fault in FAULTS}
    own = {rule.rule.id for rule in word_rules() if "DK-W" < rule.rule.id < "DK-W8"}  # test_accessible.py has the rest
    assert len(own & tried) >= len(own) * 0.7
