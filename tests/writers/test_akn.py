"""Akoma Ntoso: valid for every kind, nothing left out, every address leads somewhere. Read by lxml, not by us."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from lxml import etree

from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.writers.text import write_text
from tests.conftest import CHECKOUT
from tests.judge import akn_schema
from tests.review.test_every_kind import DOCUMENTS, OF_EACH, SAMPLES

NS = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
HEAD = "loai: Nghị định\nten_goi: về việc thử\nso: 12\nngay: 2026-12-05\ntheo_de_nghi: Bộ trưởng Bộ Công Thương\n"


@lru_cache(maxsize=1)
def session() -> Session:
    return Session(open_project(CHECKOUT, None))


def tree(document: Document) -> etree._Element:
    home = document.home
    assert isinstance(home, Session)
    return etree.fromstring(home.written(document, "akn"))


def made(tmp_path: Path, text: str, head: str = HEAD) -> etree._Element:
    (tmp_path / "bai.md").write_text(f"---\n{head}---\n\n{text}\n", encoding="utf-8")
    return tree(session().read(tmp_path / "bai.md"))


def found(root: etree._Element, path: str) -> list[str]:
    return [str(one) for one in root.xpath(path, namespaces=NS)]


@pytest.mark.shared
@pytest.mark.parametrize("path", [*DOCUMENTS, *SAMPLES], ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_every_kind_is_valid(path: Path, shared: Path) -> None:
    schema = akn_schema(shared)
    root = tree(session().read(path))
    assert schema.validate(root), schema.error_log.last_error
    names = found(root, "//@eId[not(ancestor::a:meta)]")
    assert len(names) == len(set(names))
    known = {*names, *found(root, "//@eId")}
    lost = [href for href in found(root, "//@href") if href.startswith("#") and href[1:] not in known]
    assert lost == []


@pytest.mark.parametrize("path", OF_EACH, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_every_word_is_there(path: Path) -> None:
    document = session().read(path)
    made = tree(document)
    text = " ".join("".join(made.itertext()).split()).casefold()
    math = " ".join("".join(found(made, "//*[local-name()='annotation']/text()")).split())
    for line in write_text(document.bound, document.frame, public=False).split("\n"):
        for word in line.replace("$", " ").replace("[", " ").replace("]", " ").split():
            if not word.isdigit() and not (document.bound.notes and word.strip("0123456789") != word):
                assert word.casefold() in text or word in math, line


def test_the_tree_has_the_names_of_the_standard(tmp_path: Path) -> None:
    root = made(
        tmp_path,
        "# Chương. Chung {#chuong-chung}\n### Điều. Phạm vi {#pham-vi}\n1. Một:\na) Chữ;\nđ) Chữ. {#diem}\n2. Hai.\n",
    )
    assert found(root, "//a:chapter/a:article/a:paragraph/a:point/@eId")[-1] == "art_1__para_1__point_dd"
    assert found(root, "//a:point[@wId='diem']/a:num/text()") == ["đ)"]
    assert found(root, "//a:article/@wId") == ["pham-vi"]
    assert found(root, "/a:akomaNtoso/*/@name") == ["decree"]
    assert root[0].tag.endswith("}act")
    assert found(root, "//a:FRBRWork/a:FRBRuri/@value")[0] == "/akn/vn/act/nghi-dinh/2026/12-2026-nd-cp"


def test_identifiers_stay_when_chapters_are_drawn_otherwise(tmp_path: Path) -> None:
    articles = "### Điều. A\n1. Một.\n### Điều. B\nHai.\n"
    plain, drawn = made(tmp_path, articles), made(tmp_path, f"# Chương. X\n{articles}")
    names = "//a:article/@eId | //a:paragraph/@eId"
    assert found(plain, names) == found(drawn, names)


def test_references_lead_to_provisions_and_acts(tmp_path: Path) -> None:
    root = made(
        tmp_path,
        "### Điều. A\n1. Theo khoản 2 Điều này và Điều 2 của Nghị định này.\n2. Hai.\n### Điều. B\n"
        "Theo khoản 3 Điều 8 Nghị định số 08/2022/NĐ-CP ngày 10 tháng 01 năm 2022 và Luật Đất đai số 31/2024/QH15.\n",
    )
    assert found(root, "//a:body//a:ref/@href") == [
        "#art_1__para_2",
        "#art_2",
        "/akn/vn/act/nghi-dinh/2022/8-2022-nd-cp/~art_8__para_3",
        "/akn/vn/act/nghi-dinh/2022/8-2022-nd-cp",
        "/akn/vn/act/luat/2024/31-2024-qh15",
    ]


def test_annexes_are_called_by_the_number_they_are_referred_to_by(tmp_path: Path) -> None:
    root = made(
        tmp_path,
        "### Điều. A\nTheo Phụ lục II ban hành kèm theo Nghị định này và @mot.\n\n# Phụ lục. Một {#mot}\n1. Một.\n\n"
        "# Phụ lục. Hai {.danh-muc-bang}\n\nBảng. Mức thu {#muc}\n\n| A | B |\n|---|---|\n| 1 | 2 |\n",
    )
    assert found(root, "//a:body//a:ref/@href") == ["#att_II", "#att_I"]
    assert found(root, "//a:attachment/@eId") == ["att_I", "att_II"]
    assert found(root, "//a:attachment[2]//a:preface//a:p[@class='toc']/text()") == ["Bảng 1. Mức thu"]


def test_an_english_text_has_english_words_around_it(tmp_path: Path) -> None:
    (tmp_path / "bai.en.md").write_text(
        "---\nloai: decree\nten_goi: on X\nnoi_nhan: [The Bank]\n---\n\nText.\n", "utf-8"
    )
    root = tree(session().read(tmp_path / "bai.en.md"))
    assert found(root, "//a:p[@class='recipients-label']/text()") == ["Recipients:"]


def test_a_range_of_provisions_is_one_reference(tmp_path: Path) -> None:
    root = made(
        tmp_path,
        "### Điều. A\n1. Theo từ Điều 1 đến Điều 3 Nghị định này, các điều 1, 2 Nghị định này.\n2. Theo các khoản 1 "
        "và 3 đến 5 Điều 8 Nghị định số 08/2022/NĐ-CP; Điều 2 đến Điều 9 Nghị định này."
        "\n### Điều. B\nHai.\n### Điều. C\nBa.\n",
    )
    assert found(root, "//a:rref/@from") == ["#art_1", "/akn/vn/act/nghi-dinh/2022/8-2022-nd-cp/~art_8__para_3"]
    assert found(root, "//a:rref/@upTo") == ["#art_3", "/akn/vn/act/nghi-dinh/2022/8-2022-nd-cp/~art_8__para_5"]
    assert found(root, "//a:rref/text()") == ["Điều 1 đến Điều 3", "3 đến 5 Điều 8"]
    assert found(root, "//a:body//a:ref/@href")[:2] == ["#art_1", "#art_2"]
    assert found(root, "//a:body//a:ref/@href")[-1] == "#art_2"


def test_what_an_act_changes_is_told(tmp_path: Path) -> None:
    root = made(
        tmp_path,
        "### Điều. Sửa đổi, bổ sung một số điều của Nghị định số 08/2022/NĐ-CP\n"
        "1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau:\n\n> “2. Nội dung mới.”.\n\n2. Bãi bỏ Điều 7.\n",
    )
    sorts = found(root, "//a:activeModifications/a:textualMod/@type")
    assert sorts == ["substitution", "repeal"]
    assert found(root, "//a:textualMod/a:source/@href") == ["#art_1__para_1", "#art_1__para_2"]
    assert found(root, "//a:textualMod/a:destination/@href") == [
        "/akn/vn/act/nghi-dinh/2022/8-2022-nd-cp/~art_5__para_2",
        "/akn/vn/act/nghi-dinh/2022/8-2022-nd-cp/~art_7",
    ]
    (new,) = found(root, "//a:textualMod/a:new/@href")
    assert found(root, f"//a:quotedStructure[@eId='{new[1:]}']/a:paragraph/a:num/text()") == ["“2."]


def test_an_act_at_hand_is_known_by_the_name_of_its_draft(tmp_path: Path) -> None:
    """It has no number yet; the act that is replaced besides is none that is amended."""
    (tmp_path / "kho.md").write_text("---\nloai: Nghị định\nten_goi: về kho bãi\n---\n### Điều. A\n1. Một.\n", "utf-8")
    root = made(
        tmp_path,
        "### Điều. Sửa đổi, bổ sung Nghị định về kho bãi\n1. Bãi bỏ khoản 1 Điều 1.\n### Điều. Hiệu lực\n"
        "Nghị định này có hiệu lực từ ngày 01 tháng 3 năm 2027 và thay thế Nghị định số 8/2018/NĐ-CP.\n",
        f"{HEAD}van_ban: {{goc: kho.md}}\n",
    )
    assert found(root, "//a:textualMod/a:destination/@href") == [
        "/akn/vn/bill/nghi-dinh/ve-kho-bai/~art_1__para_1",
        "/akn/vn/act/nghi-dinh/2018/8-2018-nd-cp",
    ]


def test_what_changed_a_text_is_told(tmp_path: Path) -> None:
    root = made(
        tmp_path,
        "### Điều. A\n1. Một.[^1]\n\n[^1]: Khoản này được sửa đổi, bổ sung theo quy định tại khoản 4 Điều 1 Nghị định "
        "số 01/2025/NĐ-CP ngày 02 tháng 01 năm 2025.\n",
    )
    assert found(root, "//a:passiveModifications/a:textualMod/*/@href") == [
        "/akn/vn/act/nghi-dinh/2025/1-2025-nd-cp/~art_1__para_4",
        "#art_1__para_1",
    ]
    assert found(root, "//a:eventRef[@type='amendment']") == []  # nothing says from when


def test_a_consolidated_text_tells_each_act_that_changed_it(tmp_path: Path) -> None:
    root = made(
        tmp_path,
        "### Điều. A\n1. Một.[^1]\n2. Hai.[^2]\n\n[^1]: Khoản này được sửa đổi lần thứ nhất theo quy định tại khoản 4 "
        "và khoản 5 Điều 1 của Nghị định số 01/2025/NĐ-CP sửa đổi Nghị định số 09/2020/NĐ-CP, có hiệu lực từ ngày 01 "
        "tháng 3 năm 2025; lần thứ hai theo quy định tại Điều 2 của Nghị định số 02/2026/NĐ-CP, có hiệu lực kể từ ngày "
        "05 tháng 4 năm 2026.\n\n[^2]: Cụm từ “Điều 7 Nghị định số 03/2019/NĐ-CP” được thay thế theo quy định của Nghị "
        "định số 02/2026/NĐ-CP.\n",
    )
    first, second = "/akn/vn/act/nghi-dinh/2025/1-2025-nd-cp", "/akn/vn/act/nghi-dinh/2026/2-2026-nd-cp"
    sources = [found(one, "a:source/@href") for one in root.iter(f"{{{NS['a']}}}textualMod")]
    assert sources == [[f"{first}/~art_1__para_4", f"{first}/~art_1__para_5"], [f"{second}/~art_2"], [second]]
    assert found(root, "//a:textualMod/a:destination/@href") == ["#art_1__para_1"] * 2 + ["#art_1__para_2"]
    assert found(root, "//a:passiveRef/@href") == [first, second]
    assert found(root, "//a:eventRef[@type='amendment']/@date") == ["2025-03-01", "2026-04-05"]
    assert found(root, "//a:act/@contains") == ["singleVersion"]


def test_what_is_printed_above_an_annex_is_there(tmp_path: Path) -> None:
    annexed = "### Điều. A\nMột.\n\n# Kèm theo. Quy chế làm việc{}\n\n### Điều. B\nHai.\n"
    for classes, lines in (("", 3), (" {.khong-tieu-de}", 0)):
        root = made(
            tmp_path, annexed.format(classes), HEAD.replace("loai: Nghị định", "loai: Quyết định\nco_quan: Bộ A")
        )
        assert len(found(root, "//a:attachment//a:preface//a:blockContainer[@class='made']/a:p")) == lines
    head = "loai: QCVN\nso: 1\nnam: 2027\nten_goi: Khí thải\n"
    root = made(tmp_path, "# Quy định chung\nMột.\n\n# Phụ lục. Phép đo {.quy-dinh}\nHai.\n", head)
    assert found(root, "//a:attachment//a:blockContainer[@class='made']/a:p/text()") == ["(quy định)"]


def test_notes_tables_and_formulas(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("Cột,Hai,Ba\n,Một,Hai\nx,1,2\n", encoding="utf-8")
    root = made(
        tmp_path,
        "### Điều. A\nLời[^1] và $x^2$ và **đậm** *nghiêng*.\n\n[^1]: Chú.\n\nBảng. Tên {#bang}\n```bang b.csv\n"
        "gop: [A1:A2]\n```\n\n$$ a = b $$ {#ct}\n",
    )
    assert found(root, "//a:authorialNote/@marker") == ["1"]
    assert found(root, "//a:table[@wId='bang']/a:caption/text()") == ["Bảng 1. Tên"]
    assert found(root, "//a:th[@rowspan='2']/a:p/text()") == ["Cột"]
    assert [len(row) for row in root.iter("{*}tr")] == [3, 2, 3]
    assert found(root, "//*[local-name()='annotation']/text()") == ["x^2", "a = b"]
    assert found(root, "//a:blockContainer[@wId='ct']/a:num/text()") == ["(1)"]


def test_signs_that_xml_cannot_hold_do_no_harm(tmp_path: Path) -> None:
    root = made(tmp_path, "### Điều. A & <b>\nLời ]]> “&lt;” \u0085 \ufffe x.\n")
    assert "A & <b>" in found(root, "//a:heading/text()")
    assert "]]> “&lt;”" in found(root, "//a:content/a:p/text()")[0]
