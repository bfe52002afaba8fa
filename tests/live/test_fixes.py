"""Each fix that is offered removes its finding, brings no other, and changes nothing else of the text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.live.changes import undo, write
from draftkit.live.desk import Desk
from draftkit.live.fixes import Fix, fixes, links, mend
from draftkit.model.message import Finding, Span
from tests.checks.case_files import CASES, Case, alone_found, read_case, read_cases
from tests.helpers import write_project

_FIRING = [case for path in sorted(CASES.glob("*.md")) for case in read_cases(path) if case.places]
_FIXED = {
    *("DK-C002", "DK-C003", "DK-C004", "DK-F002", "DK-F003", "DK-H001", "DK-H002", "DK-H005", "DK-H008", "DK-H034"),
    *("DK-K001", "DK-M001", "DK-N001", "DK-N002", "DK-Q016", "DK-R001", "DK-R004", "DK-R014"),
    *("DK-R026", "DK-T001", "DK-T002", "DK-T003", "DK-T004", "DK-T005", "DK-T006", "DK-T007", "DK-T008", "DK-T011"),
    *("DK-T012", "DK-T013", "DK-T019", "DK-T020", "DK-T022", "DK-T036"),
}


def said(findings: list[Finding]) -> list[tuple[str, str]]:
    return sorted((one.rule, str(one.message.values)) for one in findings)


def offered(case: Case, root: Path) -> tuple[Desk, Path, list[Finding], list[tuple[Finding, Fix]]]:
    """The fixes for what the rule of a case finds, and all findings; none where nothing is offered for the rule."""
    session, document = read_case(case.text, root, case.files)
    desk = Desk(root, None)
    path = document.path.resolve()

    def those(findings: list[Finding]) -> list[tuple[Finding, Fix]]:
        return [(one, fix) for one in findings if one.rule == case.rule for fix in fixes(desk, path, one)]

    alone = alone_found(case, document)
    every = session.check(document) if alone is None or those(alone) else []
    return desk, path, every, those(every)


@pytest.mark.parametrize("case", _FIRING, ids=str)
def test_a_fix_removes_its_finding_and_nothing_else(case: Case, tmp_path: Path) -> None:
    desk, path, every, found = offered(case, tmp_path)
    before, old = said(every), path.read_bytes()
    for finding, fix in found:
        assert write(desk, fix.change) is None
        session = Session(open_project(tmp_path, None))
        after = session.check(session.read(path))
        counted = sum(one.rule == finding.rule for one in after), sum(rule == finding.rule for rule, _ in before)
        lines = path.read_text(encoding="utf-8").split("\n")
        to_fill = any(one.rule == finding.rule and lines[one.span.line - 1].endswith(": …") for one in after)
        assert counted[0] < counted[1] or to_fill, (finding, fix)  # dots are no value: the place to fill in is told
        new = {rule for rule, _ in said(after)} - {rule for rule, _ in before}
        pasted = finding.mends[0].target == "headings"  # all lines are laid out; numbers and references come to be seen
        if fix.sure and not pasted:  # what is only proposed may bring to light what was hidden: numbers, titles
            assert new <= {"DK-T014"} if finding.rule == "DK-T001" else not new, (finding, fix)  # one quote of two
        assert pasted or path.read_text(encoding="utf-8").count("\n") - old.count(b"\n") in (0, 1)
        assert write(desk, undo(fix.change)) is None
        assert path.read_bytes() == old


@pytest.mark.parametrize("rule", sorted(_FIXED))
def test_rules_that_mend_do(rule: str, tmp_path: Path) -> None:
    cases = [case for case in _FIRING if case.rule == rule]
    assert any(offered(case, tmp_path / str(number))[3] for number, case in enumerate(cases)), rule


def test_a_typed_reference_becomes_a_label(tmp_path: Path) -> None:
    path = write_project(
        tmp_path, "\n### Điều 1. Phạm vi {#pv}\n\nNội dung.\n\n### Điều 2. Khác\n\nTheo Điều 1 của Nghị định này./.\n"
    )
    desk = Desk(tmp_path, None)
    line = path.read_text(encoding="utf-8").split("\n").index("Theo Điều 1 của Nghị định này./.") + 1
    [fix], _ = links(desk, path.resolve(), Span("content/thu.md", line, 6))
    assert write(desk, fix.change) is None
    assert "\nTheo @pv./.\n" in path.read_text(encoding="utf-8")


def test_check_mends_what_is_certain_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = '1. Gọi là "kế hoạch"  của ủy ban theo @kh.', "2. Diện tích 20 m2 , giá 5 triệu VNĐ./."
    path = write_project(tmp_path, f"\n### Điều 1. Phạm vi\n\n{first}\n{second}\n")
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    assert main(["check", "--mend", "--lang", "en", str(path)]) == 1
    told = "".join(capsys.readouterr())
    text = path.read_text(encoding="utf-8")
    assert "1. Gọi là “kế hoạch” của ủy ban theo @kh.\n2. Diện tích 20 m^2^, giá 5 triệu đồng./.\n" in text
    assert "Write “đồng” instead of “VNĐ” [DK-T004]" in told
    assert "DK-R001" in told  # what is not certain is left, and told


def test_many_mends_are_proved_together_and_one_that_builds_otherwise_alone(tmp_path: Path) -> None:
    """With “41.” for “41 .” the text has a khoản more."""

    class Counted(Desk):
        read_again = 0

        def with_texts(self, document: Document, new: Mapping[str, str]) -> Document:
            self.read_again += 1
            return super().with_texts(document, new)

    items = "".join(f"{number}. Tổ chức  nộp hồ sơ ; cơ quan  nhận.\n" for number in range(1, 41))
    path = write_project(tmp_path, f"\n### Điều 1. Phạm vi\n\n{items}41 . Việc khác./.\n").resolve()
    desk = Counted(tmp_path, None)
    done = mend(desk, path)
    text = path.read_text(encoding="utf-8")
    assert text.endswith("\n40. Tổ chức nộp hồ sơ; cơ quan nhận.\n41. Việc khác./.\n")
    assert ("  " in text, len(done)) == (False, 121)
    assert desk.read_again < 30
