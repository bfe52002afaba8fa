"""What a Word file is taken for decides what is asked of it: whole documents, parts in files of their own, copies,
private papers, papers from before the law, two documents in one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.checks.word.check import Checked, WordChecker
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.message import Severity
from tests.conftest import CHECKOUT
from tests.importers.making import BOLD, CENTRE, bold, cell, centred, circular, table
from tests.word.word import docx, p, r

NATION = centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + centred("Độc lập - Tự do - Hạnh phúc")
RIGHT = '<w:jc w:val="right"/>'
DATED = "Hà Nội, ngày 05 tháng 3 năm 2026"
BODY = (
    bold("Điều 1. Thành lập Tổ công tác về công nghiệp môi trường.")
    + bold("Điều 2. Quyết định này có hiệu lực kể từ ngày ký.")
    + bold("Điều 3. Chánh Văn phòng Bộ chịu trách nhiệm thi hành Quyết định này./.")
)
NAME = centred("Về việc thành lập Tổ công tác")
DECIDES = centred("QUYẾT ĐỊNH:")


def head(issuer: str, number: str, date: str = DATED) -> str:
    return table(
        cell(centred(issuer)) + cell(NATION), cell(centred(number, "")) + cell(centred(date, "<w:i/>")), borders="none"
    )


def signed(*recipients: str, title: str = "BỘ TRƯỞNG", name: str = "Nguyễn Văn An") -> str:
    left = (p("", "", r("Nơi nhận:", BOLD)), *map(p, recipients)) if recipients else (p(""),)
    return table(cell(*left) + cell(centred(title), p(), p(), centred(name)), borders="none")


def decision(date: str = DATED, name: str = NAME, decides: str = DECIDES) -> str:
    return (
        head("BỘ CÔNG THƯƠNG", "Số: 120/QĐ-BCT", date)
        + centred("QUYẾT ĐỊNH")
        + name
        + centred("BỘ TRƯỞNG BỘ CÔNG THƯƠNG")
        + p("Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025;")
        + p("Theo đề nghị của Chánh Văn phòng Bộ.")
        + decides
        + BODY
    )


SIGNED = signed("- Như Điều 3;", "- Lưu: VT, VP.")


def said(checked: Checked, *prefixes: str) -> list[tuple[str, str]]:
    """Rules and severities of the findings, those on looks left out, and that handmade files tell no language."""
    wanted = prefixes or ("DK-H", "DK-S", "DK-N", "DK-T", "DK-R", "DK-W000", "DK-W019", "DK-W072")
    return [
        (one.rule, one.severity.word)
        for one in checked.findings
        if one.rule.startswith(wanted) and one.rule != "DK-W803"
    ]


@pytest.mark.parametrize(
    "body",
    [
        NATION + centred("ĐƠN KHIẾU NẠI") + p("Kính gửi: Ủy ban nhân dân phường") + p("Tôi tên là Nguyễn Văn A."),
        NATION + centred("HỢP ĐỒNG") + centred("Thuê nhà ở") + bold("BÊN A: Ông A") + bold("Điều 1. Nhà cho thuê"),
        NATION + centred("HỢP ĐỒNG MUA BÁN HÀNG HÓA") + p("Số: 12/2025/HĐMB", CENTRE) + bold("Điều 1. Hàng hóa"),
        NATION + centred("THỎA THUẬN HỢP TÁC") + p("Số: 07/2026/TTHT", CENTRE) + bold("Điều 1. Nội dung hợp tác"),
        NATION + centred("GIẤY BIÊN NHẬN") + p("Tôi đã nhận của ông B số tiền 5.000.000 đồng."),
    ],
)
def test_the_national_name_alone_makes_no_official_paper(body: str, checker: WordChecker) -> None:
    assert said(checker.check(docx(body), "thu.docx"), "DK-") == [("DK-W000", "info")]


def test_what_the_user_says_it_is_is_measured(tmp_path: Path) -> None:
    session = Session(open_project(tmp_path, None))
    private = docx(NATION + centred("HỢP ĐỒNG") + centred("Thuê nhà ở") + bold("Điều 1. Nhà cho thuê"))
    for checker in (session.word_checker(kind="contract"), session.word_checker(profile="nd30")):
        found = checker.check(private, "thu.docx")
        assert found.profile
        assert "DK-H002" in {one.rule for one in found.findings}


def test_a_contract_of_a_state_body_is_one_of_the_types(checker: WordChecker) -> None:
    body = head("BỘ CÔNG THƯƠNG", "Số: 15/HĐ-BCT") + centred("HỢP ĐỒNG") + centred("Mua sắm thiết bị") + BODY
    found = checker.check(docx(body), "thu.docx")
    assert found.anatomy.official
    assert found.anatomy.kind
    assert found.anatomy.kind.name == "contract"


@pytest.mark.parametrize(
    ("body", "alone"),
    [
        (centred("PHỤ LỤC II") + centred("DANH MỤC THIẾT BỊ") + p("(Kèm theo Nghị định số 15/2026/NĐ-CP)"), "annex"),
        (
            p("", '<w:jc w:val="right"/>', r("Mẫu số 01", BOLD)) + head("TÊN TỔ CHỨC", "Số: .../...", "..., ngày ..."),
            "form",
        ),
    ],
)
def test_an_annex_or_form_alone_is_asked_for_what_it_has(body: str, alone: str, checker: WordChecker) -> None:
    found = checker.check(docx(body + p("1. Thiết bị đo  nước.")), "thu.docx")
    assert found.anatomy.alone == alone
    assert [rule for rule, _ in said(found)] == ["DK-W000", "DK-T002"] if alone == "annex" else ["DK-W000"]
    assert not any(one.rule.startswith(("DK-H", "DK-S")) for one in found.findings)
    if alone == "annex":
        assert found.profile
        assert found.profile.name == "qppl"


def test_a_copy_is_told_and_the_original_measured(checker: WordChecker) -> None:
    block = table(
        cell(centred("VĂN PHÒNG BỘ"), centred("Số: 05/SY-VP", "")) + cell(centred("SAO Y"), centred(DATED, "<w:i/>")),
        borders="none",
    )
    found = checker.check(docx(decision() + SIGNED + block + signed("- Lưu: VT.")), "thu.docx")
    assert found.anatomy.copied
    assert found.anatomy.copied.name == "copy"
    assert found.anatomy.kind
    assert found.anatomy.kind.name == "decision"
    assert said(found) == [("DK-W000", "info")]
    extract = p("Điều 1. Phạm vi") + block.replace("SAO Y", "TRÍCH SAO") + signed("- Lưu: VT.")
    assert said(checker.check(docx(extract), "thu.docx"), "DK-") == [("DK-W000", "info")]


class TestRegime:
    def test_a_paper_from_before_the_regime_is_not_measured_and_says_why(self, checker: WordChecker) -> None:
        data = docx(decision("Hà Nội, ngày 05 tháng 3 năm 2015") + SIGNED)
        old, new = checker.check(data, "cu.docx"), checker.check(docx(decision() + SIGNED), "moi.docx")
        assert old.profile is None
        (why,) = [one for one in old.findings if one.rule == "DK-W000"]
        assert "2015-03-05" in str(why.message)
        assert "Nghị định 30/2020/NĐ-CP" in str(why.message)
        tried = {rule.id for rule in old.rules}
        assert not tried & {"DK-W010", "DK-W100", "DK-H020"}
        assert tried < {rule.id for rule in new.rules} | {"DK-C008"}
        assert max(one.severity for one in old.findings) < Severity.ERROR

    def test_a_profile_given_is_obeyed_whatever_the_date(self) -> None:
        session = Session(open_project(CHECKOUT, None))
        data = docx(decision("Hà Nội, ngày 05 tháng 3 năm 2015") + SIGNED)
        found = session.word_checker(profile="nd30").check(data, "cu.docx")
        assert found.profile
        assert found.profile.name == "nd30"
        assert {"DK-W010", "DK-H020"} <= {rule.id for rule in found.rules}
        asked = session.word_checker(profile="qppl").check(data, "cu.docx")
        assert {one.provision.act[:9] for one in asked.findings if one.rule.startswith("DK-W1")} == {"Nghị định"}
        assert not any("30/2020" in one.provision.act for one in asked.findings)


@pytest.mark.parametrize(("number", "profile"), [("90/2026/QH16", "luat"), ("36/2024/QH15", "luat-2016")])
def test_a_law_has_forms_of_its_own(number: str, profile: str, checker: WordChecker) -> None:
    law = (
        table(cell(centred("QUỐC HỘI")) + cell(NATION), cell(centred(f"Luật số: {number}", "")) + cell(p("")))
        + centred("LUẬT")
        + centred("AN TOÀN GIAO THÔNG")
        + p("", "", r("Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;", "<w:i/>"))
        + p("", "", r("Quốc hội ban hành Luật An toàn giao thông.", "<w:i/>"))
        + bold("Điều 1. Phạm vi điều chỉnh")
        + p("Luật này quy định về quy tắc giao thông đường bộ.")
        + bold("Điều 2. Hiệu lực thi hành")
        + p("Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2027.")
        + p("Luật này được Quốc hội khóa XV, kỳ họp thứ 9 thông qua ngày 27 tháng 12 năm 2025.")
        + table(cell(p("")) + cell(centred("CHỦ TỊCH QUỐC HỘI"), p(), p(), centred("Trần Văn An")), borders="none")
    )
    found = checker.check(docx(law), "luat.docx")
    assert found.anatomy.kind
    assert found.anatomy.kind.name == "law"
    assert found.profile
    assert found.profile.name == profile
    assert said(found) == []
    assert "DK-W230" not in {one.rule for one in found.findings}


class TestAbsent:
    def test_nothing_is_missing(self, checker: WordChecker) -> None:
        assert said(checker.check(docx(decision() + SIGNED), "thu.docx")) == []

    def test_recipients_and_signature(self, checker: WordChecker) -> None:
        assert said(checker.check(docx(decision()), "thu.docx")) == [("DK-H002", "warning")] * 2

    def test_enactment(self, checker: WordChecker) -> None:
        found = checker.check(docx(decision(decides="") + SIGNED), "thu.docx")
        assert said(found, "DK-W048") == [("DK-W048", "warning")]

    def test_the_file_copy_without_its_hyphen_is_there(self, checker: WordChecker) -> None:
        found = checker.check(docx(decision() + signed("- Như Điều 3;", "- Các bộ;", "Lưu: VT, VP.")), "thu.docx")
        assert said(found) == [("DK-W072", "warning")]

    @pytest.mark.parametrize("ppr", ["", CENTRE])
    def test_a_name_that_is_not_bold_is_there(self, ppr: str, checker: WordChecker) -> None:
        found = checker.check(docx(decision(name=p("Về việc thành lập Tổ công tác", ppr)) + SIGNED), "thu.docx")
        assert said(found) == []
        assert said(found, "DK-W210") == [("DK-W210", "error")]


def test_numbers_of_forms_and_annexes_elsewhere_are_not_guessed(checker: WordChecker) -> None:
    text = bold("Điều 1. Phạm vi") + p("Thông tư này quy định theo Phụ lục I Thông tư này.")
    assert "DK-R024" not in {rule for rule, _ in said(checker.check(circular(text), "thu.docx"))}
    form = centred("PHỤ LỤC I") + centred("BIỂU MẪU") + p("1. Họ tên") + p("3. Ngày sinh") + p("1. Nơi ở")
    assert "DK-N001" not in {rule for rule, _ in said(checker.check(circular(text, form), "thu.docx"))}
    wrong = bold("Điều 1. Phạm vi") + p("1. Một.") + p("3. Ba.")
    assert "DK-N001" in {rule for rule, _ in said(checker.check(circular(wrong), "thu.docx"))}


def test_the_procedure_a_word_file_does_not_tell_leaves_doubt(checker: WordChecker) -> None:
    text = bold("Điều 1. Hiệu lực") + p("Thông tư này có hiệu lực thi hành từ ngày 09 tháng 3 năm 2026./.")
    found = said(checker.check(circular(text), "thu.docx"), "DK-H014")
    assert found == [("DK-H014", "warning")]


def test_deleted_words_are_no_words_of_the_document(checker: WordChecker) -> None:
    gone = '<w:del w:id="1" w:author="A"><w:r><w:delText xml:space="preserve">số  liệu </w:delText></w:r></w:del>'
    text = bold("Điều 1. Phạm vi") + p("Một.", runs=gone) + table(cell(p("Cột", runs=gone)) + cell(p("Số")))
    found = checker.check(circular(text), "thu.docx")
    assert "DK-T002" not in {one.rule for one in found.findings}
    assert "DK-W017" in {one.rule for one in found.findings}
    kept = checker.check(circular(text.replace("w:delText", "w:t").replace("w:del", "w:ins")), "thu.docx")
    assert "DK-T002" in {one.rule for one in kept.findings}


def test_two_documents_in_one_file_are_remarked(checker: WordChecker) -> None:
    other = head("BỘ CÔNG THƯƠNG", "Số: 121/QĐ-BCT") + centred("QUYẾT ĐỊNH") + BODY
    assert said(checker.check(docx(decision() + SIGNED + other), "thu.docx")) == [("DK-W019", "warning")]
