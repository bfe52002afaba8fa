"""Akoma Ntoso comes home: ours to the same bytes, that of others with every word, and what has no place is told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from lxml import etree

from draftkit.errors import SourceError
from draftkit.importers.report import Report
from draftkit.library.session import Document
from draftkit.model.message import word
from draftkit.model.numeral import to_roman
from draftkit.word.foreign import where
from tests.importers.making import read_back, session, taken_in
from tests.judge import akn_schema
from tests.review.test_every_kind import DOCUMENTS, OF_EACH, SAMPLES

NS = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def akn(document: Document) -> bytes:
    return session().written(document, "akn")


def again(data: bytes, folder: Path) -> tuple[Document, Report, dict[str, bytes]]:
    folder.mkdir(exist_ok=True)
    path = folder / "tep.xml"
    path.write_bytes(data)
    made = session().import_word(path)
    return read_back(folder, made.files, made.folder.name), made.report, dict(made.files)


def name(path: Path) -> str:
    return f"{path.parent.parent.name if path in SAMPLES else path.parent.name}-{path.stem}"


@pytest.mark.parametrize("path", [*DOCUMENTS, *OF_EACH], ids=name)
def test_every_kind_comes_home_to_the_same_bytes(path: Path, tmp_path: Path) -> None:
    written = session().read(path)
    first = akn(written)
    if path.stem.endswith(".en"):  # a translation needs its original beside it
        shutil.copy(path.with_name(f"{path.stem.removesuffix('.en')}.md"), tmp_path / "tep.md")
    document, report, _ = again(first, tmp_path)
    if written.bound.others:  # what it amends is not at hand there
        first = re.sub(rb"<analysis.*?</analysis>\n", b"", first, flags=re.DOTALL)
    assert akn(document) == first
    assert [one.text for one in report.remarks if one.status == "left out"] == []


@pytest.mark.shared
@pytest.mark.parametrize("number", range(9))
def test_real_acts_are_valid_and_come_home(number: int, tmp_path: Path, shared: Path) -> None:
    schema = akn_schema(shared)
    path = sorted((shared / "samples/docx").glob("*.docx"))[number]
    (tmp_path / "mot").mkdir()
    first = akn(read_back(tmp_path / "mot", taken_in(path).files))
    assert schema.validate(etree.fromstring(first)), schema.error_log.last_error
    document, report, _ = again(first, tmp_path / "hai")
    assert report.complete
    assert akn(document) == first


def test_an_amending_act_comes_home(tmp_path: Path) -> None:
    """A mục of a chapter beside one of a text without chapters; in what is quoted, a number and its name on lines of
    their own or on one; more chapters than a reader tries."""
    chapters = "".join(f"# Chương {to_roman(at)}. Chương thứ {at}\n\n### Điều. Tên\nLời.\n\n" for at in range(3, 30))
    text = (
        "---\nloai: Nghị định\nten_goi: về việc thử\n---\n\n# Chương I. Sửa đổi\n\n## Mục 1. Tên mục\n\n"
        "### Điều. Sửa đổi Nghị định số 5/2020/NĐ-CP\n1. Sửa tên Chương IV như sau:\n> “Chương IV\n>\n> TÊN CHƯƠNG”\n\n"
        "2. Bổ sung Mục 3 như sau:\n> “Mục 3: TÊN MỤC\n>\n> Điều 32. Tên\n>\n> 1. Lời.”\n\n"
        "3. Sửa đổi Điều 4 như sau:\n> “Điều 4.\n>\n> Lời của điều.”\n\n# Chương II. Hai\n\n" + chapters
    )
    (tmp_path / "bai.md").write_text(text, encoding="utf-8")
    first = akn(session().read(tmp_path / "bai.md"))
    assert first.count(b"<textualMod ") == 3
    document, report, _ = again(first, tmp_path / "x")
    assert akn(document) == first
    assert report.complete


def test_labels_and_references_come_home(tmp_path: Path) -> None:
    text = (
        "---\nloai: Nghị định\nten_goi: về việc thử\n---\n\n### Điều. A {#mot}\n1. Theo @hai.\n2. Hai. {#hai}\n"
        "> “3. Lời mới {#khong}.”\n"
    )
    (tmp_path / "bai.md").write_text(text, encoding="utf-8")
    first = session().read(tmp_path / "bai.md")
    document, _, files = again(akn(first), tmp_path / "x")
    assert document.bound.labels.keys() == first.bound.labels.keys()
    assert "1. Theo @hai." in files["01-noi-dung.md"].decode()


def test_emphasis_within_emphasis_comes_home_to_the_same_bytes(tmp_path: Path) -> None:
    lines = (
        "**a *b* c** *d **e** f* ***g* h**",
        "**CO~2~ và *nước*** **x** *y*",
        "**m** ***n*** **o** và **p[^1] q**",
        "**“r *s*”**; **t\\\nu** [v *w* **x**](https://moit.gov.vn)",
        "[**x**](https://a.vn) **[y](https://a.vn)** [***z*** $b$](https://a.vn) **a $b$ [c[^1] d\\\ne]"
        "(https://a.vn)**\tf",
    )
    text = "".join(f"{number}. {line}.\n" for number, line in enumerate(lines, 1))
    text = f"---\nloai: Nghị định\nten_goi: về việc thử\n---\n\n### Điều. A\n{text}\n[^1]: Chú *thích **n***.\n"
    (tmp_path / "bai.md").write_text(text, encoding="utf-8")
    first = akn(session().read(tmp_path / "bai.md"))
    document, _, files = again(first, tmp_path / "x")
    assert akn(document) == first
    assert lines[0] in files["01-noi-dung.md"].decode()


def test_an_edited_text_is_read_as_it_now_stands(tmp_path: Path) -> None:
    data = akn(session().read(SAMPLES[0])).decode()
    inner = re.findall(r"<p>([^<]{40,})</p>", data)[-1]
    _, report, files = again(data.replace(inner, "Câu do người khác viết lại.").encode(), tmp_path)
    assert "Câu do người khác viết lại." in "".join(text.decode() for end, text in files.items() if end.endswith(".md"))
    assert report.complete


def test_an_edited_signature_is_told(tmp_path: Path) -> None:
    path = next(path for path in SAMPLES if path.parent.parent.name == "decree")
    data = akn(session().read(path)).decode().replace("<signature>THỦ TƯỚNG", "<signature>PHÓ CHỦ NHIỆM")
    _, report, _ = again(data.encode(), tmp_path)
    assert [remark.text for remark in report.remarks if remark.status == "left out"] == ["PHÓ CHỦ NHIỆM"]


META = (
    '<meta><identification source="#x"><FRBRWork><FRBRthis value="/x"/><FRBRuri value="/x"/><FRBRdate '
    'date="2020-03-25" name=""/><FRBRauthor href="#x"/><FRBRcountry value="xx"/></FRBRWork></identification></meta>'
)


def foreign(inner: str, sort: str = "act", prefix: str = "") -> bytes:
    text = f'<akomaNtoso xmlns="{NS}"><{sort} name="x">{META}{inner}</{sort}></akomaNtoso>'
    if prefix:
        text = re.sub(r"<(/?)(?=[a-zA-Z])", rf"<\1{prefix}:", text).replace("xmlns=", f"xmlns:{prefix}=")
    return text.encode()


def source(files: dict[str, bytes]) -> str:
    return "\n".join(text.decode() for end, text in files.items() if end != "draft.yaml")


def told(report: Report) -> str:
    return "\n".join(word(loss, str) for loss in report.losses)


def test_articles_of_another_house(tmp_path: Path) -> None:
    _, report, files = again(
        foreign(
            "<body><chapter><num>CHAPTER I</num><heading>GENERAL</heading><article><num>Article 1</num>"
            "<heading>Subject</heading><paragraph><num>1.</num><subparagraph><content><p>First.</p></content>"
            "</subparagraph><subparagraph><content><p>More.</p></content></subparagraph></paragraph><paragraph>"
            "<num>2."
            "</num><list><intro><p>Rules:</p></intro><point><num>(a)</num><content><p>one;</p></content></point>"
            "<indent><num>–</num><content><p>dash.</p></content></indent></list></paragraph></article></chapter>"
            "</body>",
            prefix="akn",
        ),
        tmp_path,
    )
    text = source(files)
    assert "# Chương I. GENERAL" in text
    assert "### Điều 1. Subject\n1. First." in text
    assert "2. Rules:\na) one;" in text
    assert "– dash." in text
    assert "“Article …” is printed as “Điều ….”" in told(report)
    assert report.complete


def test_acts_divided_into_sections(tmp_path: Path) -> None:
    _, report, files = again(
        foreign(
            "<body><part><num>Part 1</num><heading>General</heading><section><num>1</num><heading>Overview</heading>"
            "<subsection><num>(1)</num><intro><p>Applies to—</p></intro><level><num>(a)</num><content>"
            "<p>land, and</p>"
            "</content></level><wrapUp><p>but not to air.</p></wrapUp></subsection></section></part></body>"
        ),
        tmp_path,
    )
    assert "### Điều 1. Overview\n1. Applies to—\na) land, and\n\nbut not to air." in source(files)
    assert report.complete


@pytest.mark.parametrize("number", ["1-bis.", "2a-ter)", "(i)(b)", "Art. 2-bis"])
def test_a_number_that_would_change_stays_text(number: str, tmp_path: Path) -> None:
    _, report, files = again(
        foreign(
            "<body><article><num>1</num><heading>A</heading><paragraph><num>1.</num><content><p>x</p></content>"
            f"</paragraph><paragraph><num>{number}</num><content><p>Lời.</p></content></paragraph></article></body>"
        ),
        tmp_path,
    )
    assert re.search(re.escape(number) + r"\s+Lời\.", source(files).replace("\\", ""))
    assert report.complete


def test_quotation_marks_that_stand_in_an_attribute(tmp_path: Path) -> None:
    inner = (
        '<mod>put: <quotedText startQuote="«" endQuote="»">new</quotedText></mod>; <mod>add: <quotedStructure '
        'startQuote="«" endQuote="»"><article><num>Art. 2</num><content><p>Text.</p></content></article>'
        "</quotedStructure></mod>."
    )
    _, _, files = again(
        foreign(f"<body><article><num>Art. 1</num><content><p>{inner}</p></content></article></body>"), tmp_path
    )
    assert "put: «new»" in source(files)
    assert "> «Art. 2 Text.»" in source(files)


def test_nothing_of_what_is_unknown_is_lost(tmp_path: Path) -> None:
    _, report, files = again(
        foreign(
            "<preface><p><docTitle>Report</docTitle></p><block name='x'>Block ‹một›</block></preface><preamble>"
            "<recitals><recital><num>(1)</num><p>Whereas.</p></recital></recitals></preamble>"
            "<mainBody>Bare ‹hai›<p>Before"
            "<foo xmlns='urn:o'>odd</foo> after<authorialNote><p>Note.</p></authorialNote></p><tblock><heading>Head"
            "</heading><p>In</p></tblock><blockList><listIntroduction>Of:</listIntroduction><item><num>(a)"
            "</num><p>item"
            "</p></item></blockList><ul><li>plain</li><li><p>para</p></li></ul><speech by='#a'><from>Mr A</from>"
            "<p>Says.</p></speech><componentRef src='#c' showAs='C'/><hcontainer name='z'><num>Z.</num>"
            "<heading>Zed</heading>"
            "<content><p>z</p></content></hcontainer></mainBody><conclusions><p>Done</p></conclusions><components>"
            "<component eId='c'><doc name='d'><mainBody><p>Component.</p></mainBody></doc></component>"
            "<component eId='e'><doc name='d'><mainBody><p>Unreferred.</p></mainBody></doc></component></components>",
            sort="doc",
        ),
        tmp_path,
    )
    text = source(files)
    for words in (
        *("Block ‹một›", "(1) Whereas.", "Bare ‹hai›", "Before", "odd", "after", "Note.", "Head", "In", "Of:"),
        *("(a) item", "plain", "para", "Mr A", "Says.", "Component.", "Z. Zed", "Done", "Unreferred."),
    ):
        assert words in text
    assert text.count("Component.") == 1
    assert report.complete
    assert "<hcontainer>: 1 times" in told(report)


def test_what_stands_around_an_annex_and_in_a_note_is_kept(tmp_path: Path) -> None:
    inner = "<doc name='s'><preface><p><docTitle>{}</docTitle></p></preface><mainBody>{}</mainBody></doc>"
    units = "".join(f"<paragraph><num>{at}.</num><content><p>item {at}</p></content></paragraph>" for at in (1, 2))
    note = "<p>Note:</p><paragraph><num>a.</num><content><p>Yep.</p></content></paragraph><ul><li>dot</li></ul>"
    _, report, files = again(
        foreign(
            "<body><section><num>1.</num><heading>One</heading><content><p>Text<authorialNote>"
            f"{note}</authorialNote></p></content></section></body><attachments><attachment><num>SCH 1</num>"
            "<heading>First Schedule</heading><subheading>Laws repealed</subheading>"
            f"{inner.format('Inner title', units)}<p>Below.</p></attachment></attachments>"
        ),
        tmp_path,
    )
    text = source(files)
    for words in ("a. Yep.", "dot", "First Schedule", "Laws repealed", "Inner title", "item 2", "Below.", "SCH 1"):
        assert text.count(words) == 1, words
    assert report.complete  # the number of the section is printed otherwise, those of the annex are not


def test_documents_without_a_body_of_ours_are_compared_too(tmp_path: Path) -> None:
    _, report, _ = again(
        foreign("<debateBody><debateSection name='s'><clause>Bare.</clause></debateSection></debateBody>", "debate"),
        tmp_path,
    )
    assert [remark.text for remark in report.remarks if remark.status == "left out"] == ["Bare."]


def test_a_chart_comes_home_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\nloai: Áp phích\nten_goi: Số\n---\n\n# A\n::: bieu-do-cot\n| Năm | Số |\n|---|---|\n| 1 | 2% |\n\n"
        "Nguồn: B.\n:::\n\n::: bieu-do-cot\n| Năm | Số |\n|---|---|\n| 1 | 4% |\n:::\n",
        encoding="utf-8",
    )
    first = akn(session().read(tmp_path / "a.md"))
    document, report, files = again(first, tmp_path / "lai")
    text = files["01-noi-dung.md"].decode()
    assert text.count("::: bieu-do-cot") == text.count("\n:::\n") == 2
    assert "![" not in text
    assert report.complete
    assert akn(document) == first


def test_a_table_of_another_house(tmp_path: Path) -> None:
    document, report, _ = again(
        foreign(
            "<mainBody><table><caption>Cap</caption><tr><th rowspan='2'><p>a</p></th><th>b</th></tr><tr><td><p>c</p>"
            "<p>d</p></td></tr><tr><td colspan='2'>whole</td></tr></table></mainBody>",
            "doc",
        ),
        tmp_path,
    )
    assert report.complete
    assert not [finding for finding in document.check() if finding.rule == "DK-F012"]


WIDE = "<td colspan='2000000000' rowspan='2000000000'>{}</td>"
LARGE = {
    "one cell over everything": f"<tr>{WIDE.format('Một')}</tr><tr><td>Hai</td></tr>",
    "a thousand of them": f"<tr>{WIDE.format('Một')}</tr>" * 1000 + "<tr><td>Hai</td></tr>",
    "one long row": f"<tr>{'<td>Một</td>' * 5000}</tr>" + "<tr><td>Hai</td></tr>" * 1000,
}


@pytest.mark.parametrize("name", LARGE)
def test_a_table_that_would_take_the_machine_is_read_as_its_words(name: str, tmp_path: Path) -> None:
    data = foreign(f"<mainBody><p>Đầu</p><table>{LARGE[name]}</table></mainBody>", "doc")
    _, report, files = again(data, tmp_path)
    said = b"".join(files.values()).decode()
    assert report.complete
    assert said.count("Một") == LARGE[name].count("Một")
    assert said.count("Hai") == LARGE[name].count("Hai")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html/>", "no Akoma Ntoso"),
        (b'<!DOCTYPE a [<!ENTITY e "x">]><akomaNtoso>&e;</akomaNtoso>', "entities"),
        (b"<akomaNtoso>", "damaged"),
        (b"", "damaged"),
        (f'<akomaNtoso xmlns="{NS}">{"<act>" * 500}{"</act>" * 500}</akomaNtoso>'.encode(), "deep"),
    ],
)
def test_what_is_refused(data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_bytes(data)
    with pytest.raises(SourceError) as error:
        session().import_word(tmp_path / "x.xml")
    assert said in error.value.text or said in str(error.value)


def test_a_name_with_a_colon_is_told_whole(tmp_path: Path) -> None:
    path = tmp_path / "lần 2: hỏng.xml"
    path.write_bytes(b"<akomaNtoso>")
    with pytest.raises(SourceError, match=r"lần 2: hỏng\.xml: “[^”]*lần 2: hỏng\.xml” is damaged"):
        session().import_word(path)
    assert where("lần 2: hỏng.docx:word/document.xml") == {"file": "lần 2: hỏng.docx", "part": "word/document.xml"}
