"""A consolidated text: every change told in a footnote where it stands, the form that ministries print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from draftkit.amend.act_facts import ActText, info_of, resolved
from draftkit.amend.consolidate import blame, consolidated
from draftkit.amending.lines import lines_of
from draftkit.amending.operation import NOT_DONE
from draftkit.amending.terminal import outcome_lines
from draftkit.cli.main import main
from draftkit.errors import UndecidedError
from draftkit.word.plain_text import word_text
from draftkit.word.read import read_word
from tests.amend.test_write import states

BASE = """THÔNG TƯ
Số: 10/2024/TT-BCT
Hà Nội, ngày 05 tháng 4 năm 2024
Căn cứ Nghị định số 96/2022/NĐ-CP ngày 29 tháng 11 năm 2022;
Bộ trưởng Bộ Công Thương ban hành Thông tư quy định về kho bãi.
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Thông tư này quy định về kho.
Điều 2. Kho
1. Kho cũ.
2. Kho gồm:
a) Kho lạnh;
b) Kho của cấp huyện.
Điều 3. Bãi
Bãi cũ.
Điều 4. Hiệu lực thi hành
Thông tư này có hiệu lực từ ngày 20 tháng 5 năm 2024.
"""
ACT = """THÔNG TƯ
Số: 15/2026/TT-BCT
Hà Nội, ngày 10 tháng 7 năm 2026
Căn cứ Luật Thương mại số 36/2005/QH11;
Bộ trưởng Bộ Công Thương ban hành Thông tư sửa đổi, bổ sung một số điều của Thông tư số 10/2024/TT-BCT.
Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 10/2024/TT-BCT
1. Sửa đổi khoản 1 Điều 2 như sau:
“1. Kho mới.”.
2. Bãi bỏ điểm a khoản 2 Điều 2 và Điều 3.
3. Thay thế cụm từ “cấp huyện” bằng cụm từ “cấp xã” tại điểm b khoản 2 Điều 2.
4. Bổ sung Điều 2a vào sau Điều 2 như sau:
“Điều 2a. Cảng
1. Cảng.”.
Điều 2. Điều khoản thi hành
1. Thông tư này có hiệu lực từ ngày 01 tháng 9 năm 2026, trừ quy định tại khoản 2 Điều này.
2. Khoản 2 Điều 1 Thông tư này có hiệu lực từ ngày 01 tháng 01 năm 2027.
"""
NAMED = "Thông tư số 15/2026/TT-BCT sửa đổi, bổ sung một số điều của Thông tư số 10/2024/TT-BCT"


def act(text: str) -> ActText:
    """An act as plain text."""
    lines = lines_of(text)
    return ActText("thử", "10/2024/TT-BCT" if "10/2024" in lines[1].text else "15/2026/TT-BCT", lines)


def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> str:
    """The text of the draft that the command writes."""
    for name, text in (("goc.txt", BASE), ("sua.txt", ACT), ("draftkit.yaml", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    shared = tmp_path / "content/_shared"
    shared.mkdir(parents=True)
    (shared / "organisations.yaml").write_text(
        "bct: {ten: Bộ Công Thương, viet_tat: BCT, nguoi_dung_dau: Bộ trưởng Bộ Công Thương}\n", encoding="utf-8"
    )
    assert main(["consolidate", "goc.txt", "sua.txt", "--out", "hn", *options]) == 0
    assert (tmp_path / "hn.docx").read_bytes().startswith(b"PK")
    return (tmp_path / "hn/01-noi-dung.md").read_text(encoding="utf-8")


def test_the_source_of_the_paper_is_in_canonical_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper(tmp_path, monkeypatch, "--agency", "BCT")
    assert main(["fmt", "--check", "hn"]) == 0
    assert "co_quan:\n- bct\n" in (tmp_path / "hn/draft.yaml").read_text(encoding="utf-8")


def test_the_paper_is_what_ministries_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = paper(tmp_path, monkeypatch, "--agency", "BCT")
    body, _, notes = text.partition("\n[^1]: ")
    assert body == (
        "Thông tư số 10/2024/TT-BCT ngày 05 tháng 4 năm 2024 của Bộ trưởng Bộ Công Thương quy định về kho bãi, "
        "có hiệu lực kể từ ngày 20 tháng 5 năm 2024, được sửa đổi, bổ sung bởi:\n\n"
        "Thông tư số 15/2026/TT-BCT ngày 10 tháng 7 năm 2026 của Bộ trưởng Bộ Công Thương sửa đổi, bổ sung một số "
        "điều của Thông tư số 10/2024/TT-BCT, có hiệu lực kể từ ngày 01 tháng 9 năm 2026.\n\n"
        "*Căn cứ Nghị định số 96/2022/NĐ-CP ngày 29 tháng 11 năm 2022;*\n\n"
        "*Bộ trưởng Bộ Công Thương ban hành Thông tư quy định về kho bãi[^1].*\n\n"
        "# Chương I. QUY ĐỊNH CHUNG\n\n### Điều 1. Phạm vi\nThông tư này quy định về kho.\n\n"
        "### Điều 2. Kho\n1. [^2] Kho mới.\n2. Kho gồm:\na) [^3] (được bãi bỏ)\nb) Kho của cấp xã[^4].\n\n"
        "### Điều 2a. Cảng[^5]\n1. Cảng.\n\n### Điều 3. [^6] (được bãi bỏ)\n\n"
        "### Điều 4. Hiệu lực thi hành[^7]\nThông tư này có hiệu lực từ ngày 20 tháng 5 năm 2024.\n"
    )
    told = dict(re.findall(r"^(?:\[\^)?(\d)\]: (.*)$", "1]: " + notes, re.MULTILINE))
    assert told["1"].startswith(f"{NAMED} có căn cứ ban hành như sau:")
    assert told["2"] == (
        f"Khoản này được sửa đổi, bổ sung theo quy định tại khoản 1 Điều 1 của {NAMED}, có hiệu lực kể từ ngày 01 "
        "tháng 9 năm 2026."
    )
    assert told["3"] == (
        f"Điểm này được bãi bỏ theo quy định tại khoản 2 Điều 1 của {NAMED}, có hiệu lực kể từ ngày 01 "
        "tháng 01 năm 2027."
    )
    assert told["4"].startswith(
        "Cụm từ “cấp huyện” được thay thế bằng cụm từ “cấp xã” theo quy định tại khoản 3 Điều 1"
    )
    assert told["5"].startswith("Điều này được bổ sung theo quy định tại khoản 4 Điều 1")
    assert told["7"].startswith(f"Điều 2 của {NAMED}, có hiệu lực kể từ ngày 01 tháng 9 năm 2026, quy định như sau:")
    printed = word_text(read_word(tmp_path / "hn.docx", "hn.docx")).split("\n")
    assert "1.[2] Kho mới." in printed
    assert "a)[3] (được bãi bỏ)" in printed
    front = (tmp_path / "hn/draft.yaml").read_text(encoding="utf-8")
    assert "ten_loai: THÔNG TƯ\n" in front
    assert "- XÁC THỰC VĂN BẢN HỢP NHẤT\n  - BỘ TRƯỞNG\n" in front


def test_the_text_of_a_day_holds_what_is_in_force_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = paper(tmp_path, monkeypatch, "--at", "2026-10-01")
    assert "1. [^2] Kho mới." in text
    assert "a) Kho lạnh;" in text
    assert "### Điều 3. Bãi\n" in text


def test_the_letter_of_the_law_has_no_brackets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "a) [^3] được bãi bỏ\n" in paper(tmp_path, monkeypatch, "--law-form")


def test_blame_tells_where_each_sentence_comes_from() -> None:
    base = BASE.replace("cấp huyện.", "cấp huyện. Kho có mái.")
    told = blame(consolidated(act(base), [act(ACT)]), "khoản 2 Điều 2", str)
    assert [text for text, _ in told] == ["2. Kho gồm:", "a) (được bãi bỏ)", "b) Kho của cấp xã.", "Kho có mái."]
    assert told[0][1] == "Thông tư số 10/2024/TT-BCT quy định về kho bãi"
    assert told[1][1].startswith(f"khoản 2 Điều 1, {NAMED}")
    assert told[2][1].startswith(f"khoản 3 Điều 1, {NAMED}: replace a phrase in điểm b khoản 2 Điều 2: “cấp huyện” →")
    assert told[2][1].endswith("; Thông tư số 10/2024/TT-BCT quy định về kho bãi")
    assert told[3][1] == "Thông tư số 10/2024/TT-BCT quy định về kho bãi"
    act_of = f"{ACT.partition('Điều 1.')[0]}Điều 1. Sửa đổi Thông tư số 10/2024/TT-BCT\n"
    act_of += "1. Sửa đổi câu thứ hai điểm b khoản 2 Điều 2 như sau:\n“Kho có cửa.”.\n"
    told = blame(consolidated(act(base), [act(act_of)]), "điểm b khoản 2 Điều 2", str)
    assert told[0][1] == "Thông tư số 10/2024/TT-BCT quy định về kho bãi"
    assert told[1][1].endswith("replace câu 2 điểm b khoản 2 Điều 2")  # nothing of it is of the base


def test_an_act_of_unknown_day_has_a_blank_that_is_told_and_no_text_of_a_day() -> None:
    """One that does not say from when it has effect, and one whose day hangs on another act."""
    silent = re.sub(r"có hiệu lực (?:kể )?từ [^.;]*", "được công bố", ACT)
    hanging = re.sub(r"(?<=có hiệu lực )(?:kể )?từ [^.;]*", "từ ngày Luật Kho bãi có hiệu lực", ACT)
    for text, why in ((silent, "does not say from which day"), (hanging, "“ngày Luật Kho bãi có hiệu lực”")):
        result = consolidated(act(BASE), [act(text)])
        assert why in str(result.undated()[0])
        assert f"{NAMED}, có hiệu lực kể từ ngày ……." in next(iter(result.notes)).paragraphs[0]
        with pytest.raises(UndecidedError, match="what is in force on"):
            consolidated(act(BASE), [act(text)], "2026-10-01")
        left = consolidated(act(BASE), [act(text)], "2026-10-01", partial=True)
        assert {one.status for one in left.acts[0][1]} == {NOT_DONE}
        assert (left.rows, left.undated(), len(left.opening)) == (left.old, [], 1)
    assert consolidated(act(BASE), [act(ACT)]).undated() == []
    early = consolidated(act(BASE), [act(ACT)], "2024-05-20")
    assert (early.rows, [*outcome_lines(early.told(), str)]) == (early.old, ["15/2026/TT-BCT:", "  0 done"])


def test_a_bad_day_is_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("goc.txt", BASE), ("sua.txt", ACT), ("draftkit.yaml", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    for day in ("mai", "2026-02-30", "2024-05-19"):
        assert main(["consolidate", "goc.txt", "sua.txt", "--out", "hn", "--at", day]) == 2
    assert "goc.txt chỉ có hiệu lực từ ngày 20 tháng 5 năm 2024" in capsys.readouterr().err
    assert not (tmp_path / "hn").exists()


def test_a_basis_however_it_is_worded_is_a_basis_and_its_day_not_that_of_the_act() -> None:
    lines = lines_of("Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 12/2020/NĐ-CP\n1. Bãi bỏ Điều 2.")
    basis = "Luật Đường bộ ngày 27 tháng 6 năm 2024;"
    head = ("NGHỊ ĐỊNH", basis, "Chính phủ ban hành Nghị định sửa đổi Nghị định số 12/2020/NĐ-CP.")
    info = info_of(ActText("sua", "15/2026/NĐ-CP", lines, head, bases=(basis,)))
    assert (info.bases, info.day) == ((basis,), "")


def test_the_day_in_the_name_of_an_act_is_that_of_the_act_it_changes() -> None:
    """A text copied from its number on, without the line of its type."""
    name = "Sửa đổi, bổ sung một số điều của Nghị định số 12/2020/NĐ-CP ngày 05 tháng 5 năm 2020 của Chính phủ về kho"
    text = f"15/2026/NĐ-CP\n{name}\nĐiều 1. Bãi bỏ Điều 2 Nghị định số 12/2020/NĐ-CP\nNghị định này có hiệu lực từ nay."
    info = info_of(ActText("sua", "15/2026/NĐ-CP", lines_of(text)))
    assert (info.type, info.name, info.day) == ("Nghị định", f"s{name[1:]}", "")
    dated = lines_of(text.replace("CP\n", "CP\nHà Nội, ngày 03 tháng 3 năm 2026\n", 1))
    assert info_of(ActText("sua", "15/2026/NĐ-CP", dated)).day == "2026-03-03"


OLD = """THỦ TƯỚNG CHÍNH PHỦ
Số: 14/2008/QĐ-TTg
Hà Nội, ngày 27 tháng 10 năm 2008
QUYẾT ĐỊNH
VỀ CHẾ ĐỘ TRỢ CẤP
Căn cứ Luật Tổ chức Chính phủ;
Xét đề nghị của Bộ trưởng Bộ Nội vụ,
QUYẾT ĐỊNH:
Điều 1. Người đã nghỉ trước ngày Quyết định này có hiệu lực thi hành được hưởng trợ cấp.
Điều 2. Bộ Lao động chi trả.
Điều 3.
1. Quyết định này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2009.
2. Ngành Lao động thực hiện.
"""
NEW = """THỦ TƯỚNG CHÍNH PHỦ
Số: 22/2025/QĐ-TTg
Hà Nội, ngày 10 tháng 7 năm 2025
QUYẾT ĐỊNH
Sửa đổi, bổ sung các Quyết định về trợ cấp
Căn cứ Luật Tổ chức Chính phủ;
QUYẾT ĐỊNH:
Điều 1. Sửa đổi, bổ sung Quyết định số 6/2011/QĐ-TTg
1. Bãi bỏ khoản 9 Điều 9.
Điều 2. Điều khoản thi hành
1. Quyết định này có hiệu lực thi hành từ ngày 10 tháng 7 năm 2025.
2. Thay thế cụm từ “Lao động” bằng cụm từ “Nội vụ” tại các điều, khoản sau đây:
- Tại Điều 5 Quyết định số 4/2002/QĐ-TTg;
- Tại Điều 2, khoản 2 Điều 3 Quyết định số 14/2008/QĐ-TTg ngày 27 tháng 10 năm 2008 của Thủ tướng Chính phủ về \
chế độ trợ cấp (một lần) cho người đã nghỉ.
"""


def test_an_act_of_the_old_form_has_the_form_of_92_vbhn_bqp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("goc.txt", OLD), ("sua.txt", NEW), ("draftkit.yaml", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["consolidate", "goc.txt", "sua.txt", "--out", "hn"]) == 0
    text = (tmp_path / "hn/01-noi-dung.md").read_text(encoding="utf-8")
    body, _, notes = text.partition("\n[^1]: ")
    assert body.split("\n\n")[:2] == [
        "Quyết định số 14/2008/QĐ-TTg ngày 27 tháng 10 năm 2008 của Thủ tướng Chính phủ về chế độ trợ cấp, có hiệu lực "
        "kể từ ngày 01 tháng 01 năm 2009, được sửa đổi, bổ sung bởi:",
        "Quyết định số 22/2025/QĐ-TTg ngày 10 tháng 7 năm 2025 của Thủ tướng Chính phủ sửa đổi, bổ sung các Quyết định "
        "về trợ cấp, có hiệu lực kể từ ngày 10 tháng 7 năm 2025.",
    ]
    assert "Bộ Nội vụ[^1],*\n\n::: giua\n**QUYẾT ĐỊNH:**\n:::\n\n### Điều 1.\n" in body
    assert "### Điều 2.\nBộ Nội vụ[^2] chi trả.\n\n### Điều 3. [^3]\n" in body
    assert "Ngành Nội vụ[^4] thực hiện." in body
    told = notes.partition("[^3]: ")[2].partition("\n[^4]")[0]
    assert told.startswith("Điều 2 của Quyết định số 22/2025/QĐ-TTg")
    assert "Thay thế cụm từ “Lao động”" in told
    printed = word_text(read_word(tmp_path / "hn.docx", "hn.docx")).split("\n")
    assert "Điều 2. Bộ Nội vụ[2] chi trả." in printed  # an article without a name: its text follows its number
    assert printed[printed.index("Điều 3.[3]") + 1].startswith("1. Quyết định này")


def test_a_unit_amended_twice_has_both_marks_and_a_chapter_that_goes_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = ACT.replace("15/2026", "16/2026").replace(
        "2. Bãi bỏ điểm a khoản 2 Điều 2 và Điều 3.", "2. Bãi bỏ Chương I."
    )
    again = again.partition("3. Thay thế")[0] + again[again.index("Điều 2. Điều khoản") :]
    base = BASE.replace("Điều 2. Kho", "Chương II\nKHO\nĐiều 2. Kho")
    for name, text in (("goc.txt", base), ("sua.txt", ACT), ("lai.txt", again), ("draftkit.yaml", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["consolidate", "goc.txt", "sua.txt", "lai.txt", "--out", "hn"]) == 0
    text = (tmp_path / "hn/01-noi-dung.md").read_text(encoding="utf-8")
    assert "# Chương I. [^2] (được bãi bỏ)\n\n# Chương II. KHO\n" in text
    assert "1. [^3] [^4] Kho mới." in text
    printed = word_text(read_word(tmp_path / "hn.docx", "hn.docx")).split("\n")
    assert printed[printed.index("Chương I") + 1] == "[2] (được bãi bỏ)"  # that is no name: not in capitals


def test_numbers_stay_as_the_amended_act_writes_them_and_glued_ones_are_units(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """“Phần thứ nhất”, “Mục I”, “Phụ lục 1” are headings though decrees of today write others; “a. …” of an old annex
    is told, which no draft mark need say."""
    base = BASE.replace("Chương I\n", "Phần thứ nhất\nPHẦN CHUNG\nChương I\n").replace(
        "Điều 2. Kho\n", "Mục I\nVỀ KHO\nĐiều 2. Kho\n"
    )
    base = base.replace("2. Kho gồm", "2.Kho gồm, phạt 1.500.000 đồng, 2.5 lần").replace("b) Kho", "b)Kho")
    base += "Phụ lục 1\nDANH MỤC KHO\nA. Kho lớn\nDanh mục gồm kho của huyện.\na. Kho lớn của tỉnh.\n"
    for name, text in (("goc.txt", base), ("sua.txt", ACT), ("draftkit.yaml", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["consolidate", "goc.txt", "sua.txt", "--out", "hn"]) == 0
    text = (tmp_path / "hn/01-noi-dung.md").read_text(encoding="utf-8")
    assert "\n# Phần thứ nhất. PHẦN CHUNG\n\n# Chương I." in text
    assert "\n## Mục I. VỀ KHO\n" in text
    assert "\n2. Kho gồm, phạt 1.500.000 đồng, 2.5 lần:\na) [^3] (được bãi bỏ)\nb) Kho của cấp xã[^4].\n" in text
    capsys.readouterr()
    main(["check", "hn"])
    told = capsys.readouterr().out
    assert "DK-N003" not in told
    assert re.findall(r"(\S+ \S+|\S+) DK-M001", told) == ["cảnh báo"]
    front = (tmp_path / "hn/draft.yaml").read_text(encoding="utf-8")
    assert "BỘ TRƯỞNG" not in front  # nobody said which agency consolidates


def test_an_act_of_its_own_content_gives_only_what_stands_below_its_amendments() -> None:
    """Final clauses are in italics within one pair of quotes, as in 94/VBHN-BQP; the scope of the act is none of them,
    and its name loses “về việc” in notes alone."""
    own = "Điều 1. Phạm vi\nThông tư này quy định về phân cấp *.\nĐiều 2. Sửa đổi"
    text = ACT.replace("Điều 2. Điều khoản", "Điều 4. Điều khoản").replace("Điều 1. Sửa đổi", own)
    text = text.replace("Điều 4.", "Điều 3. Chuyển tiếp\nHồ sơ cũ (*) giữ nguyên.\nĐiều 4.").replace(
        "Thông tư sửa đổi", "Thông tư về việc sửa đổi"
    )
    result = consolidated(act(BASE), [act(text)])
    told = result.notes[-1].paragraphs
    assert told[0].startswith(f"Điều 3 và Điều 4 của {NAMED}, có hiệu lực kể từ ngày")
    assert told[1:4] == ("*“Điều 3. Chuyển tiếp*", "*Hồ sơ cũ (\\*) giữ nguyên.*", "*Điều 4. Điều khoản thi hành*")
    assert told[-1].endswith("năm 2027.”*")
    assert "của Bộ trưởng Bộ Công Thương về việc sửa đổi, bổ sung" in result.opening[1]


def test_what_is_repealed_in_an_amending_act_is_no_line_for_a_person() -> None:
    text = ACT.replace("2. Bãi bỏ điểm a khoản 2 Điều 2 và Điều 3.", "2. (được bãi bỏ)")
    (_, outcomes, residue), *_ = consolidated(act(BASE), [act(text)]).acts
    assert ([one.operation.at for one in outcomes], residue) == (
        ["khoản 1 Điều 1", "khoản 3 Điều 1", "khoản 4 Điều 1"],
        (),
    )


def test_a_law_is_called_by_its_name_and_a_new_name_is_told_behind_the_first() -> None:
    head = "QUỐC HỘI\nLuật số: {number}\nHà Nội, ngày 14 tháng 11 năm {year}\nLUẬT\n{name}\nQuốc hội ban hành Luật "
    head += "{said}.\n"
    base = head.format(number="25/2008/QH12", year=2008, name="KHO BÃI", said="Kho bãi")
    base += "Điều 1. Kho\nKho cũ.\nĐiều 2\nLuật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2009.\n"
    change = "sửa đổi, bổ sung một số điều của Luật Kho bãi"
    act = head.format(number="46/2014/QH13", year=2014, name=change.upper(), said=f"{change} số 25/2008/QH12")
    act += """Điều 1. Sửa đổi, bổ sung một số điều của Luật Kho bãi số 25/2008/QH12
1. Sửa đổi tên Luật Kho bãi số 25/2008/QH12 như sau:
“Luật Kho, bãi và cảng cạn”.
2. Bãi bỏ Điều 1.
Điều 2
Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2015.
"""
    texts = (ActText("thử", number, lines_of(text)) for number, text in (("25/2008/QH12", base), ("46/2014/QH13", act)))
    made = consolidated(next(texts), [*texts])
    assert (made.base.name, made.title) == ("Kho bãi", "Kho, bãi và cảng cạn")
    old = lines_of(OLD.replace(" của Thủ tướng Chính phủ", ""))
    assert "ngày 27 tháng 10 năm 2008 của Thủ tướng Chính phủ về" in info_of(ActText("thử", "14/2008/QĐ-TTg", old)).full
    assert [re.sub("[\ue000-\uf8ff]", "*", text) for text in made.opening] == [
        "Luật Kho bãi số 25/2008/QH12 ngày 14 tháng 11 năm 2008 của Quốc hội*, có hiệu lực kể từ ngày 01 tháng 7 năm "
        "2009, được sửa đổi, bổ sung bởi:",
        "Luật số 46/2014/QH13 ngày 14 tháng 11 năm 2014 của Quốc hội sửa đổi, bổ sung một số điều của Luật Kho bãi, có "
        "hiệu lực kể từ ngày 01 tháng 01 năm 2015.",
    ]


def test_what_nobody_understood_is_told_and_corrections_are_called_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A suspended article keeps its words: only a person can say what becomes of it."""
    correction = """BỘ CÔNG THƯƠNG
Số: 99/QĐ-BCT\tHà Nội, ngày 05 tháng 5 năm 2024
QUYẾT ĐỊNH
Về việc đính chính Thông tư số 10/2024/TT-BCT
BỘ TRƯỞNG BỘ CÔNG THƯƠNG
QUYẾT ĐỊNH:
Điều 1. Đính chính Thông tư số 10/2024/TT-BCT như sau:
1. Tại khoản 1 Điều 2 đã in là “cấp huyện” nay sửa lại là “cấp xã”.
2. Ngưng hiệu lực Điều 3 đến hết ngày 31 tháng 12 năm 2026.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
"""
    base = "Số: 10/2024/TT-BCT\nĐiều 2. Kho\n1. Kho của cấp huyện.\n2. Kho có rào.\nĐiều 3. Phí\nPhí kho.\n"
    for name, text in (("goc.txt", base), ("dinh-chinh.txt", correction), ("draftkit.yaml", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["consolidate", "goc.txt", "dinh-chinh.txt", "--out", "hn"]) == 1
    assert "khoản 2 Điều 1: thay đổi khác tại Điều 3" in capsys.readouterr().out
    text = (tmp_path / "hn/01-noi-dung.md").read_text(encoding="utf-8")
    said = "Cụm từ “cấp huyện” được đính chính thành cụm từ “cấp xã” theo quy định tại khoản 1 Điều 1 của Quyết định"
    assert f"{said} số 99/QĐ-BCT về việc đính chính Thông tư số 10/2024/TT-BCT, có hiệu lực" in text
    assert main(["amend", "apply", "goc.txt", "dinh-chinh.txt", "--kind", "Thông tư", "--out", "ra"]) == 1
    assert "khoản 2 Điều 1: thay đổi khác tại Điều 3" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("sau 45 ngày kể từ ngày ký", "2026-08-24"),
        ("kể từ ngày ký", "2026-07-10"),
        ("sau 45 ngày làm việc kể từ ngày ký", "sau 45 ngày làm việc kể từ ngày ký"),
        ("sau 99999999 ngày kể từ ngày ký", "sau 99999999 ngày kể từ ngày ký"),
    ],
)
def test_days_after_signing_are_counted_where_they_can_be(said: str, day: str) -> None:
    assert resolved(said, "2026-07-10") == day
    assert resolved("sau 45 ngày kể từ ngày ký", "9999-12-01").startswith("sau 45")


def test_a_note_calls_a_sentence_as_law_does() -> None:
    base = act("15/2026/TT-BCT\nĐiều 1. Kho\n1. Kho là nhà. Kho có rào.\nĐiều 2. Hiệu lực\nTừ nay.\n")
    change = act(
        "16/2026/TT-BCT\nĐiều 1. Sửa đổi, bổ sung một số điều của Thông tư số 15/2026/TT-BCT\n"
        "1. Sửa đổi câu thứ hai đoạn thứ nhất khoản 1 Điều 1 như sau:\n“Kho có cửa.”.\n"
        "Điều 2. Thông tư này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.\n"
    )
    told = consolidated(base, [change])
    assert "Câu thứ hai đoạn thứ nhất của khoản này được sửa đổi, bổ sung theo quy định tại khoản 1 Điều 1" in str(told)


def test_headings_that_are_counted_keep_the_numbers_of_the_base(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chapters and annexes of a draft came out as “Chương 1”, “Phụ lục 2”."""
    body = "# Chương. Kho\n\n### Điều. Kho\n1. Kho có rào.\n2. Kho có cửa.\n"
    body += "\n# Phụ lục. Một\n\nMột.\n\n# Phụ lục. Hai\n\nHai.\n"
    states(tmp_path, "loai: Nghị định\nten_goi: về kho\nso: 12\nnam: 2025\n", {"goc": body})
    amending = "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 12/2025/NĐ-CP\n1. Bãi bỏ khoản 2 Điều 1.\n"
    (tmp_path / "sua.txt").write_text(f"Số: 15/2026/NĐ-CP\n{amending}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    main(["consolidate", "content/goc", "sua.txt", "--out", "hn"])
    made = (tmp_path / "hn/01.md").read_text(encoding="utf-8")
    assert "# Chương I. Kho" in made
    assert "# Phụ lục II. Hai" in made
