"""One cause is one finding with its count; a mend changes no meaning and hides nothing."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from draftkit.checks.word.check import WordChecker
from draftkit.checks.word.mend import mended
from draftkit.word.read import read_word
from draftkit.word.xml import W
from tests.word.word import docx, p, r

from .faults import FAULTS
from .papers import Desk
from .test_scope import DATED, NATION, SIGNED, cell, centred, decision, head, table


def rules(data: bytes, checker: WordChecker) -> list[str]:
    return [finding.rule for finding in checker.check(data, "thu.docx").findings]


class TestOneCause:
    def test_a_margin_of_all_sections_is_told_once(self, papers: dict[str, bytes], checker: WordChecker) -> None:
        desk = Desk(papers["decree"])
        assert len(desk.package.sections()) > 1
        desk.margin("top", 35)
        data = desk.data()
        assert rules(data, checker) == ["DK-W002"]
        assert mended(data, "thu", checker).after.findings == ()

    def test_sections_that_differ_are_told_apart(self, papers: dict[str, bytes], checker: WordChecker) -> None:
        desk = Desk(papers["decree"])
        desk.margin("top", 35)
        desk.package.sections()[-1].find(W + "pgMar").set(W + "top", "600")
        assert rules(desk.data(), checker) == ["DK-W002", "DK-W002"]

    def test_a_size_everywhere_is_told_once_with_the_text(self, papers: dict[str, bytes], checker: WordChecker) -> None:
        desk = Desk(papers["letter"])
        for paragraph in desk.package.paragraphs:
            for size in paragraph.iter(W + "sz") if paragraph is not None else ():
                size.set(W + "val", "20")
        for run in desk.package.body.iter(W + "r"):
            plain = run.find(W + "rPr")
            if plain is None:
                plain = etree.SubElement(run, W + "rPr")
                run.insert(0, plain)
            if plain.find(W + "sz") is None:
                etree.SubElement(plain, W + "sz").set(W + "val", "20")
        found = checker.check(desk.data(), "thu.docx").findings
        sizes = [finding for finding in found if finding.rule in ("DK-W012", "DK-W100", "DK-W200", "DK-W400")]
        assert [finding.rule for finding in sizes] == ["DK-W012"]
        assert "Quốc hiệu" in str(sizes[0].message)
        assert sizes[0].message.values["count"] == 2
        assert not [rule for rule in mended(desk.data(), "thu", checker).after.findings if rule.rule == "DK-W012"]

    def test_hyphens_under_two_lines_are_told_once(self, checker: WordChecker) -> None:
        found = [one for one in checker.check(dashed(), "thu.docx").findings if one.rule == "DK-W026"]
        assert [str(one.message.values["what"]) for one in found] == ["Tiêu ngữ, Cơ quan ban hành"]

    def test_a_slip_of_several_paragraphs_is_told_once_with_its_places(
        self, papers: dict[str, bytes], checker: WordChecker
    ) -> None:
        desk = Desk(papers["letter"])
        desk.text("Cục Hóa chất đề nghị", "đề nghị", "đề  nghị")
        desk.text("Văn bản góp ý", "góp ý", "góp  ý")
        (found,) = checker.check(desk.data(), "thu.docx").findings
        assert found.rule == "DK-T002"
        assert str(found.message).endswith(f"(2 times: ¶{found.span.line}, ¶{found.span.line + 1})")


def dashed(broken: bool = False) -> bytes:
    """A decision with hyphens under issuing body and motto, as paragraphs of their own or behind a line break."""
    hyphens = "---------------"
    if broken:
        one = "<w:r><w:br/></w:r>" + r(hyphens)
        left, right = p("", CENTRE, r("BỘ CÔNG THƯƠNG", "<w:b/>") + one), NATION_BROKEN.format(one)
    else:
        left, right = centred("BỘ CÔNG THƯƠNG") + centred(hyphens, ""), NATION + centred(hyphens, "")
    top = table(cell(left) + cell(right), cell(centred("Số: 120/QĐ-BCT", "")) + cell(centred(DATED, "<w:i/>")))
    return docx(decision().replace(head("BỘ CÔNG THƯƠNG", "Số: 120/QĐ-BCT"), top) + SIGNED)


CENTRE = '<w:jc w:val="center"/>'
NATION_BROKEN = centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + (
    f"<w:p><w:pPr>{CENTRE}</w:pPr>{r('Độc lập - Tự do - Hạnh phúc', '<w:b/>')}{{}}</w:p>"
)


class TestMends:
    @pytest.mark.parametrize("broken", [False, True])
    def test_dashed_rules_become_lines(self, broken: bool, checker: WordChecker) -> None:
        data = dashed(broken)
        assert "DK-W026" in rules(data, checker)
        done = mended(data, "thu", checker, lambda rule: rule == "DK-W026")
        left = [(one.rule, str(one.message)) for one in done.after.findings if one.rule[:6] == "DK-W02"]
        assert left == [("DK-W024", "no rule under Tên gọi")]
        root = etree.fromstring(ZipFile(BytesIO(done.data)).read("word/document.xml"))
        drawn = [one for one in root.iter(W + "pBdr") if one.find(W + "bottom") is not None]
        assert len(drawn) == 2
        assert "---" not in "".join(root.itertext(W + "t"))
        assert "Độc lập - Tự do - Hạnh phúc" in "".join(root.itertext(W + "t"))

    def test_words_in_a_header_are_not_taken_away_for_a_page_number(
        self, papers: dict[str, bytes], checker: WordChecker
    ) -> None:
        desk = Desk(papers["decree"])
        next(fault for fault in FAULTS if fault.name == "số trang căn phải").plant(desk)
        desk.header("</w:p>", "<w:r><w:t>LƯU HÀNH NỘI BỘ</w:t></w:r></w:p>")
        data = desk.data()
        assert "DK-W005" in rules(data, checker)
        done = mended(data, "thu", checker)
        shown = [
            "".join(run.text for run in block.runs)  # type: ignore[union-attr]
            for section in read_word(done.data, "thu").sections
            for blocks in section.headers.values()
            for block in blocks
        ]
        assert any("LƯU HÀNH NỘI BỘ" in text for text in shown)

    def test_white_words_are_found_and_stay_white(self, papers: dict[str, bytes], checker: WordChecker) -> None:
        desk = Desk(papers["letter"])
        desk.run("Văn bản góp ý", "color", val="FFFFFF")
        data = desk.data()
        assert rules(data, checker) == ["DK-W011"]
        assert mended(data, "thu", checker).changes == ()

    def test_a_file_copy_without_hyphen_leaves_the_line_above_as_it_is(self, checker: WordChecker) -> None:
        from .test_scope import signed

        data = docx(decision() + signed("- Như Điều 3;", "- Các bộ;", "Lưu: VT, VP."))
        told = [text for change in mended(data, "thu", checker).changes for text in change.texts]
        assert not any("Các bộ" in before for _, before, _ in told)
