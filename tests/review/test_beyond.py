"""What a reviewer changes without changing a letter is asked, or comes home; it is never “0 edits”."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from .rounds import TEXT, review
from .word import NS, Reviewer, W, text_of

WITH_FORMULA = TEXT.replace(
    "Câu thứ hai nằm trên dòng riêng của nó.",
    "Diện tích là 5 m2, theo [trang chính](https://a.vn/x).\n\n$$ x = y + 1 $$",
)


def look(words: str, *props: str) -> Callable[[Reviewer], object]:
    """Give words a look of their own, by hand and untracked."""

    def change(word: Reviewer) -> None:
        word.replace(words, "\ufdd0")
        run = next(item for item in word.root.iter(W + "t") if item.text == "\ufdd0").getparent()
        run.find(W + "t").text = words
        own = run.find(W + "rPr")
        if own is None:
            own = etree.Element(W + "rPr")
            run.insert(0, own)
        for prop in props:
            etree.SubElement(own, W + prop)

    return change


def formula(word: Reviewer) -> None:
    for item in word.root.iter("{http://schemas.openxmlformats.org/officeDocument/2006/math}t"):
        if item.text == "1":
            item.text = "2"


def box(word: Reviewer) -> None:
    paragraph = word.paragraph("Nghị định này quy định về")
    paragraph.append(
        etree.fromstring(
            f'<w:r xmlns:w="{NS}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
            "<w:p><w:r><w:t>Xem lại chỗ này</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
    )


def link(word: Reviewer) -> None:
    for item in word.root.iter(W + "fldSimple"):
        item.set(W + "instr", item.get(W + "instr").replace("https://a.vn/x", "https://b.vn/y"))


def footer(word: Reviewer) -> None:
    name = next(name for name in word.parts if name.startswith("word/header") and b"PAGE" in word.parts[name])
    root = etree.fromstring(word.parts[name])
    paragraph = next(root.iter(W + "p"))
    run = etree.SubElement(paragraph, W + "r")
    etree.SubElement(run, W + "t").text = "LƯU HÀNH NỘI BỘ"
    word.parts[name] = etree.tostring(root)


def field(word: Reviewer) -> None:
    paragraph = word.paragraph("Cơ quan tiếp nhận kiểm tra")
    run = next(item for item in paragraph.iter(W + "r") if "kiểm tra" in text_of(item))
    simple = etree.Element(W + "fldSimple", {W + "instr": " DATE "})
    run.addprevious(simple)
    simple.append(run)


CASES: dict[str, tuple[Callable[[Reviewer], object], str]] = {
    "struck": (look("công khai", "strike"), "struck"),
    "hidden": (look("Kết quả", "vanish"), "hidden"),
    "formula": (formula, "formula"),
    "box": (box, "text box"),
    "link": (link, "link"),
    "header": (footer, "header"),
    "field": (field, "field"),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_asked(name: str, tmp_path: Path) -> None:
    change, said = CASES[name]
    found = review(tmp_path, change, text=WITH_FORMULA)
    reasons = [str(question.reason) for question in found.pulled.questions]
    assert reasons
    assert all(said in reason for reason in reasons)
    assert not found.pulled.settled
    assert found.pulled.files == ()


def test_it_is_asked_beside_edits_and_only_once(tmp_path: Path) -> None:
    def change(word: Reviewer) -> None:
        word.replace("Tên của", "Tên đầy đủ của")
        look("công khai", "strike")(word)

    found = review(tmp_path, change, text=WITH_FORMULA)
    assert len(found.pulled.edits) == 1
    assert [str(question.reason).count("struck") for question in found.pulled.questions] == [1]


def test_raised_and_lowered_figures_come_home(tmp_path: Path) -> None:
    def raised(word: Reviewer) -> None:
        paragraph = word.paragraph("Diện tích là 5 m")
        run = next(item for item in paragraph.iter(W + "r") if "m2" in text_of(item))
        item = run.find(W + "t")
        before, after = item.text.split("m2")
        parts = [word._run(before + "m", run), word._run("2", run), word._run(after, run)]
        own = parts[1].find(W + "rPr")
        if own is None:
            own = etree.Element(W + "rPr")
            parts[1].insert(0, own)
        etree.SubElement(own, W + "vertAlign", {W + "val": "superscript"})
        for part in parts:
            run.addprevious(part)
        run.getparent().remove(run)

    found = review(tmp_path, raised, text=WITH_FORMULA)
    assert "Diện tích là 5 m^2^, theo" in found.file("01.md")
    assert found.pulled.settled
