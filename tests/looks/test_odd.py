"""Papers with paragraphs taken away, moved and garbled: checked, annotated and mended without stumbling."""

from __future__ import annotations

import random

import pytest

from draftkit.checks.word.annotate import annotated
from draftkit.checks.word.check import WordChecker
from draftkit.checks.word.mend import mended
from draftkit.errors import SourceError
from draftkit.recognise.lines import lines
from draftkit.word.edit import Opened
from draftkit.word.package import read_package, zip_bytes
from draftkit.word.read import read_word
from draftkit.word.xml import W
from tests.steps import steps
from tests.word.word import docx, p, parts, r


def garbled(data: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    package = Opened(data, "thu")
    paragraphs = [item for item in package.paragraphs if item is not None]
    for _ in range(5):
        one, other = chance.choice(paragraphs), chance.choice(paragraphs)
        parent = one.getparent()
        if parent is None or other is one:
            continue
        if chance.random() < 0.4 and (parent.tag != W + "tc" or len(parent.findall(W + "p")) > 1):
            parent.remove(one)
        elif chance.random() < 0.5 and other.getparent() is not None:
            other.addnext(one) if len(parent.findall(W + "p")) > 1 else None
        for node in one.iter(W + "t"):
            node.text = "".join(
                chance.choice((sign, "", ".", "“", " ", "1")) if chance.random() < 0.2 else sign
                for sign in node.text or ""
            )
    return package.data()


@pytest.mark.parametrize("seed", range(40))
def test_odd_papers(seed: int, papers: dict[str, bytes], checker: WordChecker) -> None:
    data = garbled(papers[sorted(papers)[seed % len(papers)]], seed)
    found = checker.check(data, "thu")
    annotated(data, "thu", found.findings, lambda finding: [finding.rule])
    again = mended(data, "thu", checker)
    assert mended(again.data, "thu", checker).changes == ()


def test_a_header_set_with_tabs_keeps_what_stands_beside_the_words_that_are_mended(checker: WordChecker) -> None:
    rows = ("BỘ CÔNG THƯƠNG\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "-------\tĐộc lập – Tự do – Hạnh phúc")
    tabbed = [
        "<w:r><w:tab/></w:r>".join(map(r, row.split("\t")))
        for row in (*rows, "Số: 5/TB-BCT\tHà Nội, ngày 5 tháng 6 năm 2026")
    ]
    after = p("THÔNG BÁO", '<w:jc w:val="center"/>') + p("Về kết quả", '<w:jc w:val="center"/>') + p("Nội dung./.")
    again = mended(docx("".join(p(runs=row) for row in tabbed) + after), "thu", checker)
    shown = [line.text for line in lines(read_word(again.data))]
    assert shown[1:3] == ["------- Độc lập - Tự do - Hạnh phúc", "Số: 05/TB-BCT Hà Nội, ngày 05 tháng 6 năm 2026"]


@pytest.mark.parametrize(
    ("lost", "spoilt"),
    [
        ("", "[Content_Types].xml"),
        ("[Content_Types].xml", ""),
        ("word/comments.xml", ""),
        ("", "word/comments.xml"),
        ("word/document.xml", ""),
    ],
)
def test_a_package_that_lacks_a_part_the_comments_need_is_refused(
    lost: str, spoilt: str, papers: dict[str, bytes], checker: WordChecker
) -> None:
    found = checker.check(docx(p("Ngày 31/02/2026 .")), "thu").findings
    made = parts(p("Ngày 31/02/2026 ."), **({"comments": ""} if "comments" in lost + spoilt else {}))
    made["[Content_Types].xml"] = read_package(papers[min(papers)])["[Content_Types].xml"]
    made.pop(lost, None)
    made |= {spoilt: b"<w:x"} if spoilt else {}
    with pytest.raises(SourceError, match=r"thu.*(damaged|incomplete)"):
        annotated(zip_bytes(made), "thu", found, lambda finding: [finding.rule])


def test_styles_that_rest_on_hundreds_are_work_that_grows_with_their_number_alone() -> None:
    def spent(count: int) -> int:
        each = '<w:style w:type="paragraph" w:styleId="s{0}"><w:name w:val="s{0}"/><w:basedOn w:val="s{1}"/></w:style>'
        styles = "".join(each.format(at, at + 1) for at in range(count))
        data = docx("".join(p("a", f'<w:pStyle w:val="s{at}"/>') for at in range(count)), styles=styles)
        return steps(lambda: list(lines(read_word(data))))

    assert spent(600) < 5 * spent(200)
