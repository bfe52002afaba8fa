"""Copies with comments and mended copies: what changes, what does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from draftkit.checks.looks.rule import WordHit
from draftkit.checks.word.annotate import annotated
from draftkit.checks.word.check import WordChecker
from draftkit.checks.word.mend import mended
from draftkit.errors import SourceError
from draftkit.model.message import Finding
from draftkit.word.edit import Opened, lines_of, retype, texts
from draftkit.word.package import read_package, zip_bytes
from draftkit.word.read import read_word
from draftkit.word.values import Block, Paragraph
from draftkit.word.xml import W
from tests.judge import word_faults
from tests.word.word import docx, p, r

from .faults import FAULTS
from .papers import Desk


def paragraphs(data: bytes) -> list[str]:
    return [block.text() for section in read_word(data, "thu").sections for block in walk(section.blocks)]


def walk(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for one in row.cells:
                    yield from walk(one.blocks)


def say(finding: Finding) -> list[str]:
    return [f"{finding.rule} {finding.message}", str(finding.provision)]


def faulty(papers: dict[str, bytes], *names: str) -> bytes:
    found = [fault for fault in FAULTS if fault.name in names]
    desk = Desk(papers[found[0].paper])
    for fault in found:
        assert fault.paper == found[0].paper
        fault.plant(desk)
    return desk.data()


FOUR = ("chữ đỏ", "Tiêu ngữ thiếu cách", "chương cỡ 16", "điểm dấu chấm")


class TestComments:
    def test_each_finding_is_a_comment_at_its_paragraph(self, papers: dict[str, bytes], checker: WordChecker) -> None:
        data = faulty(papers, *FOUR)
        findings = checker.check(data, "thu").findings
        file = read_word(annotated(data, "thu", findings, say), "thu")
        assert [(comment.paragraph, comment.text.split()[0]) for comment in file.comments] == [
            (finding.span.line, finding.rule) for finding in findings
        ]
        assert {comment.author for comment in file.comments} == {"draftkit"}
        assert file.comments[0].text.splitlines()[-1] == str(findings[0].provision)

    def test_text_and_all_other_parts_stay(self, papers: dict[str, bytes], checker: WordChecker) -> None:
        data = faulty(papers, *FOUR)
        copy = annotated(data, "thu", checker.check(data, "thu").findings, say)
        assert paragraphs(copy) == paragraphs(data)
        before, after = read_package(data, "thu"), read_package(copy, "thu")
        changed = {name for name in after if after[name] != before.get(name)}
        assert changed == {
            "word/document.xml",
            "word/comments.xml",
            "[Content_Types].xml",
            "word/_rels/document.xml.rels",
        }
        assert set(before) <= set(after)

    def test_findings_are_the_same_in_the_copy(self, papers: dict[str, bytes], checker: WordChecker) -> None:
        data = faulty(papers, *FOUR)
        findings = checker.check(data, "thu").findings
        again = checker.check(annotated(data, "thu", findings, say), "thu").findings
        assert [finding for finding in again if finding.rule != "DK-W018"] == list(findings)

    def test_comments_that_are_there_stay(self, papers: dict[str, bytes], checker: WordChecker) -> None:
        data = faulty(papers, *FOUR)
        findings = checker.check(data, "thu").findings
        twice = annotated(annotated(data, "thu", findings[:1], say), "thu", findings[1:], say)
        file = read_word(twice, "thu")
        assert len({comment.id for comment in file.comments}) == len(file.comments) == len(findings)

    def test_a_file_without_findings_gets_no_comments(self, papers: dict[str, bytes]) -> None:
        assert (
            read_package(annotated(papers["decree"], "thu", (), say), "thu").keys()
            == read_package(papers["decree"], "thu").keys()
        )

    @pytest.mark.shared
    def test_valid_by_the_schema(self, papers: dict[str, bytes], checker: WordChecker, shared: Path) -> None:
        data = faulty(papers, *FOUR)
        found = checker.check(data, "thu")
        copies = annotated(data, "thu", found.findings, say), mended(faulty(papers, *MENDED), "thu", checker).data
        assert word_faults(shared, *copies) == []


MENDED = ("chữ đỏ", "Tiêu ngữ thiếu cách", "chương cỡ 16", "phông Arial", "ngày 5", "căn cứ chữ đứng")
MECHANICAL = (
    "khổ Letter",
    "lề trên 30 mm",
    "lề dưới 12 mm",
    "lề trái 25 mm",
    "lề phải 25 mm",
    "trang đầu có số",
    "số trang căn phải",
    "phông Arial",
    "phông Calibri ở tên loại",
    "chữ đỏ",
    "nội dung cỡ 11",
    "dấu tách rời",
    "hai cỡ chữ",
    "Quốc hiệu sai chữ",
    "Tiêu ngữ gạch dài",
    "Tiêu ngữ thiếu cách",
    "Tiêu ngữ viết hoa Phúc",
    "Quốc hiệu 12 với Tiêu ngữ 14",
    "số có dấu cách",
    "số không thêm 0",
    "tháng 03",
    "tháng 2",
    "ngày 5",
    "thiếu phẩy sau địa danh",
    "Quốc hiệu cỡ 15",
    "số cỡ 14",
    "V/v cỡ 14",
    "Quốc hiệu không đậm",
    "cơ quan chủ quản đậm",
    "V/v đậm",
    "ngày không nghiêng",
    "Tiêu ngữ nghiêng",
    "Quốc hiệu căn trái",
    "tên loại cỡ 16",
    "trích yếu không đậm",
    "căn cứ chữ đứng",
    "tên loại căn trái",
    "chương cỡ 16",
    "Điều không đậm",
    "tên chương nghiêng",
    "Nơi nhận cỡ 14",
    "chức vụ không đậm",
    "phụ lục cỡ 12",
    "kèm theo chữ đứng",
    "căn trái",
    "không thụt đầu dòng",
    "thụt 1,5 cm",
    "đoạn sát nhau",
    "cách dòng 2",
    "cách dòng 0,8",
    "thiếu ./.",
    "nơi nhận thiếu chấm phẩy",
    "Lưu không chấm",
)


_PAPERS = {fault.name: fault.paper for fault in FAULTS if fault.name in MECHANICAL}
TOGETHER = tuple(
    tuple(own[at::5])
    for paper in sorted({*_PAPERS.values()})
    for own in [[name for name in MECHANICAL if _PAPERS[name] == paper]]
    for at in range(min(5, len(own)))
)
"""Faults that stand apart from one another in a paper, which is mended of all of them."""


class TestMends:
    @pytest.mark.parametrize("names", TOGETHER, ids=lambda names: f"{names[0]} +{len(names) - 1}")
    def test_what_is_mechanical_is_mended(
        self, names: tuple[str, ...], papers: dict[str, bytes], checker: WordChecker
    ) -> None:
        data = faulty(papers, *names)
        done = mended(data, "thu", checker)
        assert [finding.rule for finding in done.after.findings] == []
        assert [change.finding.rule for change in done.changes] == [
            finding.rule for finding in checker.check(data, "thu").findings
        ]
        told = {(place, after) for change in done.changes for place, _, after in change.texts}
        for place, (before, after) in enumerate(zip(paragraphs(data), paragraphs(done.data), strict=True), 1):
            assert before == after or (place, after) in told

    def test_wording_is_never_touched(self, papers: dict[str, bytes], checker: WordChecker) -> None:
        for name in ("chỗ chờ điền", "nhảy số điều", "luật thiếu ngày", "học vị trước tên"):
            data = faulty(papers, name)
            done = mended(data, "thu", checker)
            assert (done.changes, done.data) == ((), data)

    def test_only_rules_that_are_wanted(self, papers: dict[str, bytes], checker: WordChecker) -> None:
        done = mended(faulty(papers, *MENDED), "thu", checker, lambda rule: rule == "DK-W011")
        assert [change.finding.rule for change in done.changes] == ["DK-W011"]

    def test_a_line_of_a_paragraph_with_breaks(self, checker: WordChecker) -> None:
        break_ = "<w:br/>"
        text = (
            f"<w:r><w:rPr><w:b/></w:rPr><w:t>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</w:t>{break_}<w:t "
            f'xml:space="preserve">Độc lập-Tự do - Hạnh phúc </w:t>{break_}<w:t>-------</w:t></w:r>'
        )
        data = docx(
            p(ppr='<w:jc w:val="center"/>', runs=text)
            + p("Số: 5/BC-HC", '<w:jc w:val="center"/>')
            + p(ppr='<w:jc w:val="center"/>', runs=r("BÁO CÁO", "<w:b/>"))
        )
        done = mended(data, "thu", checker, lambda rule: rule in ("DK-W021", "DK-W030"))
        assert paragraphs(done.data)[:2] == [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc \n-------",
            "Số: 05/BC-HC",
        ]


class TestEditing:
    def test_paragraphs_are_counted_as_the_reader_counts(self, papers: dict[str, bytes]) -> None:
        for data in papers.values():
            found = Opened(data, "thu").paragraphs
            assert len(found) == len(paragraphs(data))

    @pytest.mark.shared
    def test_so_are_those_of_real_files(self, shared: Path) -> None:
        for path in sorted((shared / "samples").rglob("*.docx")):
            data = path.read_bytes()
            found = Opened(data, path.name).paragraphs
            read = [item for section in read_word(data, path.name).sections for item in walk(section.blocks)]
            assert len(found) == len(read), path.name
            for element, paragraph in zip(found, read, strict=True):
                if element is not None:
                    shown = "".join(node.text or "" for line in lines_of(element) for node in texts(line))
                    kept = "".join(
                        run.text
                        for run in paragraph.runs
                        if run.kind == "text" and not (run.revision and run.revision.kind in ("del", "moveFrom"))
                    )
                    kept = kept.replace("\u2011", "").replace("\xad", "")
                    assert shown.replace("\xa0", " ") == kept.replace("\xa0", " "), (path.name, paragraph.ordinal)

    @pytest.mark.parametrize(
        ("pieces", "new"),
        [
            (["Hà Nội, ngày ", "5", " tháng"], "Hà Nội, ngày 05 tháng"),
            (["abc"], ""),
            (["", "a", ""], "xay"),
            (["aa", "aa"], "aaa"),
            (["ab", "cd"], "abXcd"),
            ([""], "mới"),
        ],
    )
    def test_retype(self, pieces: list[str], new: str) -> None:
        nodes = []
        for text in pieces:
            node = etree.Element(W + "t")
            node.text = text
            nodes.append(node)
        retype(nodes, new)
        assert "".join(node.text or "" for node in nodes) == new

    def test_strict_files_are_refused(self) -> None:
        parts = read_package(docx(p("x")), "thu")
        parts["word/document.xml"] = parts["word/document.xml"].replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        with pytest.raises(SourceError, match="Strict"):
            Opened(zip_bytes(parts), "thu")


def test_hits_name_their_lines(papers: dict[str, bytes], checker: WordChecker) -> None:
    found = checker.check(faulty(papers, "chữ đỏ"), "thu")
    assert all(isinstance(hit, WordHit) and hit.lines for hit in found.hits)
