"""Near misses: what looks like a fault and is none."""

from __future__ import annotations

from draftkit.checks.word.check import WordChecker

from .papers import Desk


def test_a_consolidated_text_has_no_year_in_its_number(papers: dict[str, bytes], checker: WordChecker) -> None:
    desk = Desk(papers["decree"])
    desk.text("Số: 07/", "07/2026/NĐ-CP", "08/VBHN-BCT")
    assert checker.check(desk.data(), "thu.docx").findings == ()


def test_what_is_issued_with_a_decision_has_no_number_of_its_own(
    papers: dict[str, bytes], checker: WordChecker
) -> None:
    desk = Desk(papers["decision"])
    desk.text("Số: 120/", "Số: 120/QĐ-BCT", "")
    desk.text("Hà Nội, ngày", "Hà Nội, ngày 12 tháng 02 năm 2026", "")
    assert {finding.rule for finding in checker.check(desk.data(), "thu.docx").findings} == {"DK-H002"}
    desk.copy_after(
        "Về việc thành lập",
        "(Kèm theo Quyết định số 120/QĐ-BCT ngày 12 tháng 02 năm 2026 của Bộ trưởng Bộ Công Thương)",
    )
    assert "DK-H002" not in {finding.rule for finding in checker.check(desk.data(), "thu.docx").findings}


def test_references_that_are_there_or_elsewhere(papers: dict[str, bytes], checker: WordChecker) -> None:
    desk = Desk(papers["decree"])
    desk.text(
        "Nghị định này có hiệu lực",
        "2026./.",
        (
            "2026, trừ điểm b khoản 1 Điều 3 của Nghị định này, khoản 9 Điều 3 của Luật đó và “khoản 8 Điều 3 Nghị "
            "định này” nêu tại văn bản khác./."
        ),
    )
    assert checker.check(desk.data(), "thu.docx").findings == ()


def test_a_file_that_is_not_recognised_says_so(papers: dict[str, bytes], checker: WordChecker) -> None:
    desk = Desk(papers["decision"])
    for start in ("CỘNG HÒA", "Độc lập", "Số: 120/", "Hà Nội, ngày"):
        paragraph = desk.p(start)
        for run in list(paragraph):
            paragraph.remove(run)
    assert [finding.rule for finding in checker.check(desk.data(), "thu.docx").findings] == ["DK-W000"]


def test_both_lines_of_the_nation_missing(papers: dict[str, bytes], checker: WordChecker) -> None:
    desk = Desk(papers["decree"])
    for start in ("CỘNG HÒA", "Độc lập"):
        paragraph = desk.p(start)
        for run in list(paragraph):
            paragraph.remove(run)
    assert [finding.rule for finding in checker.check(desk.data(), "thu.docx").findings][:2] == ["DK-W020", "DK-W021"]
