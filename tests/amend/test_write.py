"""An amending act written from two texts: the smallest lawful instructions, and carried out they give the new text."""

from __future__ import annotations

import os
import random
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from docx import Document as Word

from draftkit.amend.act_facts import ActText
from draftkit.amend.instructions import Change
from draftkit.amend.write import broader, written
from draftkit.amending.lines import lines_from
from draftkit.cli.main import main
from draftkit.errors import SourceError
from draftkit.law.amending.placed import Target, Unit
from tests.amend.random_edits import edited, in_memory, text_of

TEXTS = sorted(
    (Path(__file__).parents[3] / "shared/samples/legal-text").glob("*.json"), key=lambda one: (one.stat().st_size, one)
)
COUNT = int(os.environ.get("DRAFTKIT_EDITS", "10"))
"""How many sets of random edits; 2,000 were run once."""

OLD = """Số: 12/2020/NĐ-CP
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Nghị định này quy định về kho bãi và việc để hàng.
Điều 2. Kho
1. Kho là nơi để hàng của cấp huyện theo quy định.
2. Kho gồm:
a) Kho lạnh của cấp huyện;
b) Kho nóng;
c) Kho ấm.
3. Kho có rào.
Điều 3. Bãi
1. Bãi là nơi để xe của tổ chức, cá nhân.
2. Bãi có rào.
Điều 4. Hiệu lực
Nghị định này có hiệu lực từ ngày 01 tháng 01 năm 2021.
"""


SIGNS = re.compile(r"^[0-9]+\. | như sau:$|[.;]$")
"""The number of a line that tells a change, and what it ends in."""


def said(new: str, old: str = OLD) -> list[str]:
    """The instructions that turn the old text into the new one."""
    before, after = (
        ActText(name, "", lines_from((line, at) for at, line in enumerate(text.split("\n"), 1) if line))
        for name, text in (("cũ", old), ("mới", new))
    )
    called = "Nghị định số 12/2020/NĐ-CP"
    lines = written(before, after, called, in_memory(before.lines, called)).lines
    told = ((SIGNS.sub("", one.text), " ⏎ ".join(row.text for row in one.wording)) for one in lines)
    return [f"{text} → {wording}".rstrip(" →") for text, wording in told]


def test_a_share_is_exchanged_with_its_sign() -> None:
    old = OLD.replace("2. Bãi có rào.", "2. Bãi từ 100 chỗ dành ít nhất 10% số chỗ cho xe điện.")
    assert said(old.replace("10%", "12,5%"), old) == ["Thay thế cụm từ “10%” bằng cụm từ “12,5%” tại khoản 2 Điều 3"]
    old = old.replace("10%", "10,5%")
    assert said(old.replace("10,5", "10,8"), old) == ["Thay thế cụm từ “10,5%” bằng cụm từ “10,8%” tại khoản 2 Điều 3"]


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("1.500 đồng", "1.800 đồng"), ("10 %", "12 %"), ("6°C", "8°C"), ("-5 °C", "-8 °C"), ("20 ± 2", "20 ± 3"),
        ("3-5 ngày", "3-7 ngày"), ("500 đồng/m³", "600 đồng/m³"), ("mg/l", "mg/kg"), ("50 MPa", "60 MPa"),
        ("1:500", "1:1.000"), ("Điều 2", "Điều 3"), ("01/7/2026", "01/8/2026"),
        ("ngày 01 tháng 01 năm 2026", "ngày 01 tháng 7 năm 2026"),
        ("ngày 1 tháng 7 năm 2026", "ngày 2 tháng 7 năm 2027"),
    ],
)  # fmt: skip
def test_a_figure_is_exchanged_with_what_it_measures(was: str, becomes: str) -> None:
    old = OLD.replace("2. Bãi có rào.", f"2. Bãi có rào với {was} theo quy định của Bộ trưởng về bãi và rào.")
    told = f"Thay thế cụm từ “{was}” bằng cụm từ “{becomes}” tại khoản 2 Điều 3"
    assert said(old.replace(f"với {was}", f"với {becomes}"), old) == [told]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "của cấp huyện theo",
            "của cấp xã theo",
            "Thay thế cụm từ “cấp huyện” bằng cụm từ “cấp xã” tại khoản 1 Điều 2",
        ),
        ("b) Kho nóng;\n", "", "Bãi bỏ điểm b khoản 2 Điều 2"),
        (
            "3. Kho có rào.\n",
            "3. Kho có rào.\n3a. Kho có cửa.\n",
            "Bổ sung khoản 3a vào sau khoản 3 Điều 2 → 3a. Kho có cửa.",
        ),
        ("Điều 3. Bãi\n", "Điều 3. Bãi xe\n", "Sửa đổi tên Điều 3 → Điều 3. Bãi xe"),
        ("2. Kho gồm:", "2. Kho có các loại:", "Sửa đổi, bổ sung đoạn mở đầu khoản 2 Điều 2 → 2. Kho có các loại:"),
        (
            "3. Kho có rào.",
            "3. Mọi kho phải xây tường.",
            "Sửa đổi, bổ sung khoản 3 Điều 2 → 3. Mọi kho phải xây tường.",
        ),
        (
            "Điều 4. Hiệu lực",
            "Điều 3a. Cảng\nCảng là nơi để tàu.\nĐiều 4. Hiệu lực",
            "Bổ sung Điều 3a vào sau Điều 3 → Điều 3a. Cảng ⏎ Cảng là nơi để tàu.",
        ),
    ],
)
def test_the_smallest_instruction(old: str, new: str, told: str) -> None:
    assert said(OLD.replace(old, new, 1)) == [told]


TABLE = OLD.replace("3. Kho có rào.\n", "3. Mức phí:\nSTT\tLoại\tMức\n1.\tKho lạnh\t15\n2.\tKho nóng\t20\nThu.\n")
ANNEXED = TABLE + "Phụ lục I\nDANH MỤC KHO\nSTT\tTên kho\n1\tKho lạnh\n2\tKho nóng\nPhụ lục II\nMẪU ĐƠN\nKính gửi:\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("\tKho lạnh\t15", "\tKho lạnh\t18", ["Thay thế cụm từ “15” bằng cụm từ “18” tại khoản 3 Điều 2"]),
        (
            "2.\tKho nóng\t20\n",
            "2.\tKho nóng\t20\n3.\tKho ấm\t18\n",
            [
                "Sửa đổi, bổ sung khoản 3 Điều 2 → 3. Mức phí: ⏎ STT\tLoại\tMức ⏎ 1.\tKho lạnh\t15 ⏎ 2.\tKho nóng\t20"
                " ⏎ 3.\tKho ấm\t18 ⏎ Thu."
            ],
        ),
        (  # a row that says nothing any more is no row less
            "1.\tKho lạnh\t15\n",
            "\t\t\n",
            ["Sửa đổi, bổ sung khoản 3 Điều 2 → 3. Mức phí: ⏎ STT\tLoại\tMức ⏎ \t ⏎ 2.\tKho nóng\t20 ⏎ Thu."],
        ),
        ("2\tKho nóng\n", "2\tKho nóng\n\t\n", ["Thay thế Phụ lục I bằng Phụ lục I ban hành kèm theo Nghị định này"]),
        ("1\tKho lạnh", "1\tKho đông lạnh", ["Thay thế cụm từ “Kho lạnh” bằng cụm từ “Kho đông lạnh” tại Phụ lục I"]),
        (
            "2\tKho nóng\n",
            "2\tKho nóng\n3\tKho ấm\n",
            ["Thay thế Phụ lục I bằng Phụ lục I ban hành kèm theo Nghị định này"],
        ),
        (
            "Phụ lục II\n",
            "Phụ lục Ia\nDANH MỤC BÃI\nBãi xe\nPhụ lục II\n",
            ["Bổ sung Phụ lục Ia ban hành kèm theo Nghị định này vào sau Phụ lục I"],
        ),
        ("Phụ lục II\nMẪU ĐƠN\nKính gửi:\n", "", ["Bãi bỏ Phụ lục II"]),
        (  # a khoản that changes its place: the article is said anew
            "1. Bãi là nơi để xe của tổ chức, cá nhân.\n2. Bãi có rào.\n",
            "2. Bãi có rào.\n1. Bãi là nơi để xe của tổ chức, cá nhân.\n",
            ["Sửa đổi, bổ sung Điều 3 → Điều 3. Bãi ⏎ 2. Bãi có rào. ⏎ 1. Bãi là nơi để xe của tổ chức, cá nhân."],
        ),
        (  # or goes elsewhere under another number
            "b) Kho nóng;\nc) Kho ấm.\n",
            "c) Kho ấm.\nc1) Kho nóng;\n",
            ["Bãi bỏ điểm b khoản 2 Điều 2", "Bổ sung điểm c1 vào sau điểm c khoản 2 Điều 2 → c1) Kho nóng;"],
        ),
    ],
)
def test_tables_annexes_and_moves(old: str, new: str, told: list[str]) -> None:
    assert ANNEXED.count(old) == 1
    assert said(ANNEXED.replace(old, new), ANNEXED) == told


NAMED = """12/2020/NĐ-CP
Chương I
QUY ĐỊNH CHUNG
Điều 1. Bộ Giao thông vận tải
1. Bộ Giao thông vận tải quản lý kho; Bộ Lao động - Thương binh và Xã hội quản lý bãi.
2. Giấy phép có thời hạn 05 năm kể từ ngày cấp cho chủ kho.
3. Chủ kho phải nộp báo cáo sử dụng hoặc thanh lý kho hằng năm cho cơ quan quản lý.
4. Việc sử dụng kho theo quy định của Bộ Lao động - Thương binh và Xã hội.
5. Kho có rào.
Điều 2. Bãi
1. Bãi gồm:
a) Bãi xe;
b) Bãi hàng do Bộ Giao thông vận tải quy định, sau khi hỏi ý kiến Bộ Giao thông vận tải;
c) Bãi khác.
2. Việc sử dụng bãi do chủ bãi quy định.
Điều 3. Hiệu lực
Nghị định này có hiệu lực từ ngày 01 tháng 01 năm 2021.
"""


def test_of_an_article_only_its_lead_is_told() -> None:
    old = OLD.replace("Điều 2. Kho\n", "Điều 2. Kho\nTrong Nghị định này, các từ dưới đây được hiểu như sau:\n")
    lead = "Sửa đổi, bổ sung đoạn mở đầu Điều 2 → Các loại kho và yêu cầu đối với từng loại:"
    said_lead, said_name = lead.partition(" → ")[2], "Sửa đổi tên Điều 2 → Điều 2. Các kho"
    new = old.replace("Trong Nghị định này, các từ dưới đây được hiểu như sau:", said_lead)
    assert said(new, old) == [lead]
    assert said(new.replace("Điều 2. Kho", "Điều 2. Các kho"), old) == [said_name, lead]
    new = old.replace("các từ dưới đây", "những từ sau đây")
    told = "Thay thế cụm từ “các từ dưới” bằng cụm từ “những từ sau” tại đoạn mở đầu Điều 2"
    assert said(new, old) == [told]


def test_what_holds_a_phrase_is_told_before_what_holds_that() -> None:
    article, clause = Unit("Điều", "2"), Unit("khoản", "3")
    changes = [Change("Thay thế cụm từ “m2” bằng cụm từ “m3” tại", (Target((article, clause)),))]
    assert broader({(article,)}, changes, (), set()) == {(article, clause)}
    assert broader({(article,)}, changes, (), {(article, clause)}) == {(article,)}


def test_a_phrase_in_capitals_is_not_told_twice() -> None:
    """“Kho bãi” is found in “kho bãi”, too: told of one place, both contradict each other."""
    old = OLD.replace("Kho là nơi", "Kho bãi là nơi").replace("1. Bãi là", "1. Việc dùng kho bãi là")
    old = old.replace("2. Bãi có", "2. Kho bãi có").replace("3. Kho có rào", "3. Ngoài kho bãi có rào")
    new = old.replace("Kho bãi", "Kho hàng hóa").replace("kho bãi", "kho hàng hóa")
    told = " ".join(said(new, old))
    assert told.count("khoản 1 Điều 2") == told.count("khoản 3 Điều 2") == told.count("khoản 2 Điều 3") == 1


def test_changes_are_told_as_lawyers_tell_them() -> None:
    """Those of an article together; a name once for all its places, behind the others; phrases in whole words."""
    new = NAMED.replace("Giao thông vận tải", "Xây dựng").replace("Lao động - Thương binh và Xã hội", "Nội vụ")
    new = new.replace("05 năm", "03 năm").replace("sử dụng hoặc thanh lý", "sử dụng, thanh lý hoặc bán")
    new = new.replace("5. Kho có rào.\n", "").replace("c) Bãi khác.", "b1) Bãi tàu;\nc) Bãi khác.")
    new = new.replace("a) Bãi xe;\n", "").replace("2. Việc sử dụng bãi do chủ bãi quy định.\n", "")
    assert said(new, NAMED) == [
        "Sửa đổi, bổ sung một số khoản của Điều 1",
        "a) Thay thế cụm từ “Bộ Lao động - Thương binh và Xã hội” bằng cụm từ “Bộ Nội vụ” tại khoản 1 và khoản 4",
        "b) Thay thế cụm từ “05 năm” bằng cụm từ “03 năm” tại khoản 2",
        "c) Thay thế cụm từ “sử dụng hoặc thanh lý” bằng cụm từ “sử dụng, thanh lý hoặc bán” tại khoản 3",
        "d) Bãi bỏ khoản 5",
        "Sửa đổi, bổ sung một số điểm, khoản của Điều 2",
        "a) Bãi bỏ điểm a khoản 1",
        "b) Bổ sung điểm b1 vào sau điểm b khoản 1 → b1) Bãi tàu;",
        "c) Bãi bỏ khoản 2",
        "Thay thế cụm từ “Bộ Giao thông vận tải” bằng cụm từ “Bộ Xây dựng” tại tên Điều 1, khoản 1 Điều 1 và điểm b"
        " khoản 1 Điều 2",
    ]


FORMS = """Phụ lục I
DANH MỤC KHO
(Ban hành kèm theo Nghị định số 12/2020/NĐ-CP)
1. Kho lớn.
Nơi nhận: huyện.\tTHỦ TRƯỞNG
Ghi chú: ghi tên kho.
PHỤ LỤC CỦA GIẤY PHÉP
Kho số 1 của huyện.
Phụ lục II
DANH MỤC BÃI
Bãi của huyện.
"""
"""An annex that is a form: it is signed, has notes below that and an annex of its own."""


def test_a_form_in_an_annex_is_replaced_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands below a signature in an annex stayed as it was when the annex was replaced."""
    base = OLD.rstrip("\n") + "\n" + FORMS
    new = base.replace("Kho số 1 của huyện.", "Kho số 1 của xã, gồm nhà và bãi.\nKho số 2.").replace(
        "ghi tên", "ghi rõ"
    )
    for name, text in (("goc.txt", base), ("moi.txt", new), ("draftkit.yaml", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["amend", "write", "goc.txt", "moi.txt", "--out", "content/sua"]) == 0
    body = (tmp_path / "content/sua/01-noi-dung.md").read_text(encoding="utf-8")
    assert "\nThay thế Phụ lục I bằng Phụ lục I ban hành kèm theo Nghị định này.\n" in body
    assert "\n# Phụ lục I. DANH MỤC KHO\n(Ban hành kèm theo Nghị định số 12/2020/NĐ-CP)\n" in body
    assert main(["amend", "apply", "goc.txt", "content/sua", "--out", "ra"]) == 0
    told = (tmp_path / "ra/01-noi-dung.md").read_text(encoding="utf-8")
    assert told.count("Kho số 1") == told.count("Ghi chú") == 1
    assert told.index("Kho số 2.") < told.index("DANH MỤC BÃI")


@pytest.mark.skipif(not TEXTS, reason="needs the sample texts beside the project")
def test_random_edits_of_real_texts_are_proved_or_refused() -> None:
    refused = 0
    for seed in range(COUNT):
        old = text_of(TEXTS[seed % len(TEXTS)])
        new, done = edited(old, seed)
        if done:
            try:
                assert said("\n".join(new), "\n".join(old))
            except SourceError:
                refused += 1
    assert refused <= COUNT * 0.03 + 1


def test_a_draft_in_word_is_amended_with_a_form_in_its_annex(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has no number yet; a cell of the form holds a table, whose cells are none of the form."""

    def saved(name: str, lamp: str) -> None:
        file = Word()
        for line in OLD.replace("12/2020", "     /2020").replace("Nghị định này", "Thông tư này").splitlines():
            file.add_paragraph(line.replace("/NĐ-CP", "/TT-BYT"))
        for line in ("Phụ lục I", "MẪU ĐƠN"):
            file.add_paragraph(line)
        form = file.add_table(2, 2, "Table Grid")
        form.cell(0, 0).text, form.cell(0, 1).text, form.cell(1, 0).text = "Kho", "Đèn", "Số kho"
        inner = form.cell(1, 1).add_table(2, 2)
        inner.style = "Table Grid"
        inner.cell(0, 0).text, inner.cell(0, 1).text, inner.cell(1, 1).text = "Loại", lamp, "Mức"
        file.save(str(tmp_path / name))

    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    saved("cu.docx", "Đèn dầu")
    saved("moi.docx", "Đèn điện")
    assert main(["amend", "write", "cu.docx", "moi.docx", "--out", "sua"]) == 0
    told = (tmp_path / "sua/01-noi-dung.md").read_text(encoding="utf-8")
    assert "Thông tư số …/2020/TT-BYT" in told
    assert "Thay thế cụm từ “Đèn dầu” bằng cụm từ “Đèn điện” tại Phụ lục I" in told


def test_instructions_follow_the_order_of_the_base() -> None:
    new = OLD.replace("2. Bãi có rào.\n", "").replace("b) Kho nóng;\n", "").replace("Phạm vi\n", "Phạm vi điều chỉnh\n")
    assert [one.split(" → ")[0] for one in said(new)] == [
        "Sửa đổi tên Điều 1",
        "Bãi bỏ điểm b khoản 2 Điều 2",
        "Bãi bỏ khoản 2 Điều 3",
    ]


def test_a_heading_put_above_articles_leaves_these_as_they_are() -> None:
    """A grouping is no amendment of the articles: they were repealed and put in again."""
    new = OLD.replace("Điều 3. Bãi", "Chương II\nBÃI\nMục 1\nVỀ BÃI\nĐiều 3. Bãi").replace(
        "Điều 2. Kho", "Mục 1\nVỀ KHO\nĐiều 2. Kho"
    )
    assert said(new.replace("b) Kho nóng;\n", "")) == [
        "Bổ sung Mục 1 vào trước Điều 2 → Mục 1 ⏎ VỀ KHO",
        "Bãi bỏ điểm b khoản 2 Điều 2",
        "Bổ sung Chương II vào trước Điều 3 → Chương II ⏎ BÃI ⏎ Mục 1 ⏎ VỀ BÃI",
    ]


def test_what_no_instruction_can_say_is_refused_with_its_place() -> None:
    with pytest.raises(SourceError, match="same"):
        said(OLD)
    with pytest.raises(SourceError, match="cannot express"):
        said(OLD.replace("Chương I\n", "Lời nói đầu\nChương I\n"))


def test_random_edits_are_written_and_proved() -> None:
    chance = random.Random(7)
    lines = OLD.splitlines()
    done = 0
    for _ in range(60):
        new = list(lines)
        for at in sorted(chance.sample(range(4, len(lines)), 3), reverse=True):
            if new[at].startswith(("1. ", "3. ", "b)")) and chance.random() < 0.4:
                del new[at]
            elif not new[at].startswith("Điều"):
                new[at] = f"{new[at].rstrip('.;:')} {chance.choice(('mới', 'theo luật', 'của xã'))}{new[at][-1]}"
        text = "\n".join(new)
        if new != lines:
            assert said(text)  # raises where the proof fails
            done += 1
    assert done > 40


def states(root: Path, meta: str, bodies: Mapping[str, str]) -> None:
    """A project of documents with one metadata, each body by the name of its document."""
    for name, text in bodies.items():
        home = root / "content" / name
        home.mkdir(parents=True)
        (home / "draft.yaml").write_text(meta, encoding="utf-8")
        (home / "01.md").write_text(text, encoding="utf-8")
    (root / "draftkit.yaml").write_text("", encoding="utf-8")


def test_the_draft_that_is_written_gives_the_new_text_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meta = "loai: Nghị định\nten_goi: về kho\nso: 12\nnam: 2025\n"
    body = "### Điều. Kho {#kho}\n1. Kho có rào.\n2. Theo khoản 1, kho có cửa chắc chắn và khóa.\n"
    states(tmp_path, meta, {"cu": body, "moi": body.replace("cửa chắc chắn", "cửa gỗ") + "3. Kho có mái.\n"})
    monkeypatch.chdir(tmp_path)
    assert main(["amend", "write", "cu", "moi", "--out", "content/sua"]) == 0
    assert main(["amend", "apply", "cu", "content/sua", "--out", "ra"]) == 0
    assert (tmp_path / "ra/01.md").read_text(encoding="utf-8") == (tmp_path / "content/moi/01.md").read_text(
        encoding="utf-8"
    )
    assert main(["amend", "write", "cu", "cu", "--out", "content/khac"]) == 2
    assert not (tmp_path / "content/khac").exists()


def test_an_amending_draft_is_issued_by_whom_its_base_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The starter of its kind speaks of another ministry, and of its laws."""
    meta = "loai: Thông tư\nten_goi: về kho\nso: 12\nnam: 2025\nco_quan: Bộ Y tế\nviet_tat: BYT\n"
    meta += "thu_truong: Bộ trưởng Bộ Y tế\ncan_cu: [Căn cứ Luật Dược số 105/2016/QH13]\n"
    body = "### Điều. Kho\n1. Kho có rào.\n2. Kho có cửa gỗ.\n"
    states(tmp_path, meta, {"cu": body, "moi": body.replace("gỗ", "sắt")})
    (tmp_path / "content/moi/draft.yaml").write_text(meta.replace("về kho", "về kho, bãi"), encoding="utf-8")
    (tmp_path / "moi.txt").write_text(OLD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["amend", "write", "cu", "moi.txt", "--out", "content/sua"]) == 2
    assert "cu và moi.txt không cùng loại tệp" in capsys.readouterr().err
    assert main(["amend", "write", "cu", "moi", "--out", "content/sua"]) == 0
    assert "Thông tư về kho, bãi.…”: không lời dẫn nào sửa" in capsys.readouterr().out
    front = (tmp_path / "content/sua/draft.yaml").read_text(encoding="utf-8")
    assert "co_quan: Bộ Y tế\nviet_tat: BYT\nthu_truong: Bộ trưởng Bộ Y tế\n" in front
    assert "can_cu:\n- Căn cứ Luật Dược số 105/2016/QH13\n" in front
    assert front.count("Căn cứ") == 1
    only = "Thay thế cụm từ “cửa gỗ” bằng cụm từ “cửa sắt” tại khoản 2 Điều 1.\n"  # a single change has no number
    assert f"kho\n{only}" in (tmp_path / "content/sua/01-noi-dung.md").read_text(encoding="utf-8")


def test_two_versions_of_a_document_in_git_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "content/nd"
    home.mkdir(parents=True)
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    (home / "draft.yaml").write_text("loai: Nghị định\nten_goi: về kho\nso: 12\nnam: 2025\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *words], check=True, capture_output=True)

    git("init", "-q")
    for number, word in enumerate(("rào tre", "rào sắt", "rào thép"), 1):
        text = f"### Điều. Kho\n1. Kho phải có {word} chắc chắn bao quanh.\n2. *Cửa* là lối vào.\n"
        (home / "01.md").write_text(text, encoding="utf-8")
        git("add", ".")
        git("commit", "-qm", word)
        git("tag", f"v{number}")
    for at, names in enumerate((["v1..v2", "nd"], ["v1", "nd"], ["v1..v3", "content/nd"])):
        assert main(["amend", "write", *names, "--out", f"ra{at}"]) == 0
        body = (tmp_path / f"ra{at}/01-noi-dung.md").read_text(encoding="utf-8")
        assert f"rào {'sắt' if not at else 'thép'}" in body
        assert "goc" not in (tmp_path / f"ra{at}/draft.yaml").read_text(encoding="utf-8")
    assert main(["amend", "write", "v1", "khong-co", "--out", "ra9"]) == 2


def test_annexes_are_replaced_and_added_as_wholes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = "12/2025/NĐ-CP\n" + OLD.split("\n", 1)[1] + "\nPhụ lục I\nDANH MỤC KHO\nKho lạnh\nKho nóng\n"
    new = old.replace("Kho nóng\n", "Kho ấm\n") + "Phụ lục II\nDANH MỤC BÃI\nBãi xe\n"
    for name, text in (("cu.txt", old), ("moi.txt", new)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["amend", "write", "cu.txt", "moi.txt", "--out", "content/sua"]) == 0
    body = (tmp_path / "content/sua/01-noi-dung.md").read_text(encoding="utf-8")
    assert "1. Thay thế Phụ lục I bằng Phụ lục I ban hành kèm theo Nghị định này." in body
    assert main(["amend", "apply", "cu.txt", "content/sua", "--out", "ra"]) == 0
    made = (tmp_path / "ra/01-noi-dung.md").read_text(encoding="utf-8")
    assert made.endswith("# Phụ lục I. DANH MỤC KHO\nKho lạnh\n\nKho ấm\n\n# Phụ lục II. DANH MỤC BÃI\nBãi xe\n")


def test_a_table_of_a_draft_is_quoted_as_a_table_and_comes_back_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meta = "loai: Nghị định\nten_goi: về kho\nso: 12\nnam: 2025\n"
    table = "| STT | **Loại** * |\n|:-:|--:|\n| 1. | Kho lạnh |\n| 2. | Kho |\n"
    body = f"### Điều. Kho\n1. Kho gồm:\n\n{table}\n2. Viết a_b, x*y*z, ${{n}}$.\n3. *Kho* rộng\n\n$$ a^2 $$\n"
    bodies = {"cu": body, "moi": body.replace("| 2. | Kho |", "| 2. | Kho x*y*z |\n| 3. | \\@bãi xe |")}
    bodies["moi"] = bodies["moi"].replace("rộng", "tính bằng **m^2^** theo").replace("a^2", "a^3") + "\n4. Hết.\n"
    bodies["o"] = body.replace("Kho lạnh |", "Kho đông |")
    states(tmp_path, meta, bodies)
    monkeypatch.chdir(tmp_path)
    assert main(["amend", "write", "cu", "moi", "--out", "content/sua"]) == 0
    assert "> | 3. | \\@bãi xe |\n>\n> ”.\n" in (tmp_path / "content/sua/01-noi-dung.md").read_text(encoding="utf-8")
    assert main(["amend", "apply", "cu", "content/sua", "--out", "ra"]) == 0
    assert (tmp_path / "ra/01.md").read_text(encoding="utf-8") == bodies["moi"]  # with emphasis, formula, alignment
    assert main(["amend", "write", "cu", "o", "--out", "content/sua2"]) == 0
    assert main(["amend", "apply", "cu", "content/sua2", "--out", "ra2"]) == 0
    assert (tmp_path / "ra2/01.md").read_text(encoding="utf-8") == bodies["o"]  # a cell is changed where it stands


def test_what_is_not_read_is_not_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table that lies in a workbook, a file that is not there: what changes in it would go unsaid."""
    meta = "loai: Nghị định\nten_goi: về kho\nso: 12\nnam: 2025\n"
    body = "### Điều. Kho\n1. Kho gồm:\n\n```bang phi.xlsx\n```\n2. Hết.\n"
    states(tmp_path, meta, {"cu": body, "moi": body.replace("Hết", "Xong")})
    (tmp_path / "content/cu/phi.xlsx").write_bytes(b"PK\x03\x04 cu")
    monkeypatch.chdir(tmp_path)
    for name in ("cu", "moi"):
        assert main(["amend", "write", name, "moi", "--out", "content/sua"]) == 2
        assert f"content/{name}/01.md:4:1: văn bản chưa đủ nội dung" in capsys.readouterr().err
    assert not (tmp_path / "content/sua").exists()


def test_footnotes_and_emphasis_are_amended_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meta = "loai: Nghị định\nten_goi: về kho\nso: 12\nnam: 2025\n"
    table = "| STT | Loại |\n|:--|:--|\n| 1 | Kho muối |\n"
    body = f"### Điều. Kho\n1. Kho có *cửa* chắc chắn và có khóa sắt ba vòng.\n2. Kho gồm:\n\n{table}"
    body += "\n3. Kho có cửa chắc chắn và có khóa sắt ba vòng.\n"  # khoản 1 says the same
    more = "\n[^a]: Kể cả nhôm.\n"
    bodies = {
        "cu": body,
        "chu": body.replace("*cửa*", "cửa"),
        "note": body.replace("khóa sắt", "khóa sắt[^a]", 1) + more,
        "cum": body.replace("khóa sắt", "khóa đồng[^a]", 1) + more,
        "o": body.replace("Kho muối", "Kho muối[^a]") + more,
        "loi": body.replace("khóa sắt", "khóa sắt[^a]", 1) + more.replace("nhôm", "đồng"),
    }
    states(tmp_path, meta, bodies)
    monkeypatch.chdir(tmp_path)
    for old, new, place in (
        ("cu", "chu", "khoản 1"),
        ("cu", "note", "khoản 1"),
        ("cu", "cum", "khoản 1"),
        ("cu", "o", "khoản 2"),
        ("note", "loi", "khoản 1"),
        ("note", "cu", "khoản 1"),
    ):
        out = f"{old}-{new}"
        assert main(["amend", "write", old, new, "--out", f"content/{out}"]) == 0
        text = (tmp_path / f"content/{out}/01-noi-dung.md").read_text(encoding="utf-8")
        assert f"Sửa đổi, bổ sung {place} Điều 1 như sau:" in text
        assert main(["amend", "apply", old, f"content/{out}", "--out", f"ra/{out}"]) == 0
        made, wanted = ((tmp_path / name / "01.md").read_text("utf-8") for name in (f"ra/{out}", f"content/{new}"))
        assert made.replace(f"[^{out}-a]", "[^a]").partition("\n[^")[0] == wanted.partition("\n[^")[0]
        assert ("\n[^" not in wanted) or made.endswith(wanted.rpartition(": ")[2])
