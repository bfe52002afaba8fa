"""Operations carried out on a base: `cases/applied.txt` holds the lines of an amending article, the article of the base
that comes out, and after `!` what was not simply done."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest

from draftkit.amending.apply import apply_operations
from draftkit.amending.lines import lines_of
from draftkit.amending.phrase import Swap, matches, swapped
from draftkit.amending.read import read_act
from draftkit.amending.rows import rows_of
from draftkit.amending.tree import Tree
from draftkit.amending.work import Refused, annexes_of, node_at
from draftkit.cli.main import main

CASES = (Path(__file__).parent / "cases/applied.txt").read_text(encoding="utf-8").strip().split("\n\n")

BASE = """12/2020/NĐ-CP
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Nghị định này quy định về kho.
Điều 2. Kho
1. Kho cũ của huyện.
2. Kho gồm:
a) Kho lạnh;
b) Kho nóng của huyện, của cấp huyện;
đ) Kho khô.
Bộ trưởng quy định chi tiết khoản này.
Điều 3. Hiệu lực
Nghị định này có hiệu lực từ ngày 01 tháng 01 năm 2021.
"""
HEAD = "15/2026/NĐ-CP\nĐiều 1. Sửa đổi, bổ sung một số điều của Nghị định số 12/2020/NĐ-CP\n"
TAIL = "\nĐiều 2. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.split("\n")[0][2:80])
def test_the_base_reads_as_a_lawyer_would_write_it(case: str) -> None:
    lines = case.split("\n")[1:]
    cut = lines.index("=>")
    act = read_act(HEAD + "\n".join(lines[:cut]) + TAIL)
    applied = apply_operations(rows_of(lines_of(BASE)), act.operations)
    texts = [row.text for row in applied.rows]
    start, end = (next(at for at, text in enumerate(texts) if text.startswith(f"Điều {label}.")) for label in "23")
    told = [f"! {one.operation.at}: {one.status}" for one in applied.outcomes if one.status != "done"]
    assert texts[start:end] + told == lines[cut + 1 :]
    before = [row.text for row in rows_of(lines_of(BASE))]
    assert texts[:start] == before[:start]
    assert texts[-2:] == before[-2:]


def test_articles_go_in_where_they_belong_and_chapters_get_names() -> None:
    act = read_act(
        HEAD
        + "1. Bổ sung Điều 2a vào sau Điều 2 như sau:\n“Điều 2a. Bãi\nBãi là nơi để hàng.”.\n"
        + "2. Sửa đổi tên Chương I như sau:\n“Chương I\nKHO VÀ BÃI”.\n3. Bãi bỏ Điều 1.\n"
        + "4. Thay thế cụm từ “Nghị định này” bằng cụm từ “Văn bản này” trong toàn bộ Nghị định."
        + TAIL
    )
    applied = apply_operations(rows_of(lines_of(BASE)), act.operations)
    texts = [row.text for row in applied.rows]
    assert texts[1:4] == ["Chương I", "KHO VÀ BÃI", "Điều 1. (được bãi bỏ)"]
    assert texts[-4:-2] == ["Điều 2a. Bãi", "Bãi là nơi để hàng."]
    assert texts[-1] == "Văn bản này có hiệu lực từ ngày 01 tháng 01 năm 2021."


def files(folder: Path, act: str) -> tuple[Path, Path]:
    """The base and an act as plain text."""
    base, amending = folder / "goc.txt", folder / "sua.txt"
    base.write_text(BASE, encoding="utf-8")
    amending.write_text(HEAD + act + TAIL, encoding="utf-8")
    return base, amending


def test_a_plain_text_becomes_the_sources_of_a_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base, act = files(tmp_path, "1. Sửa đổi khoản 1 Điều 2 như sau:\n“1. Mới.”")
    base.write_text(f"{BASE}Phụ lục\nKHO\nKho lạnh.\nPhụ lục I\nBÃI\nBãi một.\n", encoding="utf-8")
    out = tmp_path / "ra"
    assert main(["amend", "apply", str(base), str(act), "--out", str(out)]) == 0
    assert "1 đã làm" in capsys.readouterr().out
    text = (out / "01-noi-dung.md").read_text(encoding="utf-8")
    assert text.startswith("# Chương I. QUY ĐỊNH CHUNG\n\n### Điều 1. Phạm vi\n")
    assert "### Điều 2. Kho\n1. Mới.\n2. Kho gồm:\na) Kho lạnh;" in text
    assert text.endswith("# Phụ lục. KHO {.khong-so}\nKho lạnh.\n\n# Phụ lục I. BÃI\nBãi một.\n")
    assert (out / "draft.yaml").read_text(encoding="utf-8").startswith("loai: Nghị định\n")


def test_a_draft_keeps_its_lines_labels_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "content/nghi-dinh"
    folder.mkdir(parents=True)
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    (folder / "draft.yaml").write_text("loai: Nghị định\nso: 12\nnam: 2020\nten_goi: về kho\n", encoding="utf-8")
    source = (
        "# Chương. Chung {#chung}\n\n### Điều. Phạm vi {#pham-vi}\nVề kho.\n\n### Điều. Kho {#kho}\n"
        "1. Kho cũ. {#kho-cu}\n2. Kho gồm: {#gom}\na) Kho lạnh; {#lanh}\nb) Kho của cấp huyện. {#huyen}\n\n"
        "### Điều. Hết {#het}\nTheo @kho-cu.\n"
    )
    (folder / "01.md").write_text(source, encoding="utf-8")
    _, act = files(
        tmp_path,
        "1. Sửa đổi khoản 1 Điều 2 như sau:\n“1. Kho mới.”.\n"
        "2. Thay thế cụm từ “cấp huyện” bằng cụm từ “cấp xã” tại điểm b khoản 2 Điều 2.\n"
        "3. Bổ sung Điều 2a vào sau Điều 2 như sau:\n“Điều 2a. Bãi\n1. Bãi.”.",
    )
    monkeypatch.chdir(tmp_path)
    assert main(["amend", "apply", "nghi-dinh", str(act), "--out", str(tmp_path / "ra")]) == 0
    expected = (
        source.replace("1. Kho cũ. {#kho-cu}", "1. Kho mới. {#kho-cu}")
        .replace("cấp huyện", "cấp xã")
        .replace("### Điều. Hết", "### Điều 2a. Bãi\n1. Bãi.\n\n### Điều. Hết")
    )
    assert (tmp_path / "ra/01.md").read_text(encoding="utf-8") == expected
    assert (tmp_path / "ra/draft.yaml").read_text(encoding="utf-8").startswith("loai: Nghị định")


NEW = "1. Sửa đổi khoản 1 Điều 2 như sau:\n“1. Mới"
BEYOND_READING = (
    (NEW + ".\n7. Sửa đổi điểm a khoản 2 Điều 2 như sau:\n“a) Kho đông;”.", "khoản 1 Điều 1: lời văn mới"),
    (NEW + ".\nBãi bỏ Điều 3.\nĐiều 3. Khác\nVề bãi.", "trước “Bãi bỏ Điều 3.”"),
    ("1. Thay thế cụm từ “cấp huyện” bằng cụm từ “cấp xã tại Điều 2.", "“cấp xã tại Điều 2.” không đóng"),
    ("1. Thay cụm từ “huyện tại khoản 1 Điều 2 bằng cụm từ “xã”.", "“huyện tại khoản 1 Điều 2” không đóng"),
    (f"{NEW}.”.\n2. Bãi bỏ khoản 1 Điều 2.", "khoản 2 Điều 1: khoản 1 Điều 1 của chính văn bản này"),
    ("1. Điều 1 được đổi thành Điều 9.\n2. Điều 2 được đổi thành Điều 9.", "khoản 2 Điều 1: khoản 1 Điều 1"),
    (
        "1. Thay cụm từ “huyện” bằng cụm từ “xã” tại Điều 2.\n2. Thay cụm từ “huyện” bằng cụm từ “tỉnh” tại Điều 2.",
        "khoản 1 Điều 1 của chính văn bản này nói khác",
    ),
)
"""What an amending article says, and words of the message."""


@pytest.mark.parametrize(
    ("base", "act", "words"),
    [
        (BASE, BASE, "cùng một văn bản"),
        ("", HEAD + "1. Bãi bỏ Điều 2." + TAIL, "không có điều nào"),
        (BASE, HEAD.replace("12/2020", "99/2019") + "1. Bãi bỏ Điều 2." + TAIL, "không sửa đổi 12/2020/NĐ-CP"),
        (BASE, "15/2026/NĐ-CP\nĐiều 1. Phạm vi\nVề bãi.\n", "không sửa đổi gì"),
        (BASE + "Điều 2. Kho nữa\n", HEAD + "1. Bãi bỏ Điều 2." + TAIL, "Điều 2 xuất hiện hai lần"),
        (BASE.replace("Điều 3. Hiệu", "Điều 1. Hiệu"), HEAD + "1. Bãi bỏ Điều 2." + TAIL, "Điều 1 xuất hiện hai lần"),
        (BASE + "Nơi nhận:\n" + BASE, HEAD + "1. Bãi bỏ Điều 2." + TAIL, "Điều 1 xuất hiện hai lần"),
        (
            BASE.replace("Chương I\n", "Hà Nội, ngày 05 tháng 02 năm 2020\nChương I\n"),
            HEAD.rstrip() + " ngày 06 tháng 02 năm 2020\n1. Bãi bỏ Điều 2." + TAIL,
            "ngày 06 tháng 02 năm 2020, nhưng",
        ),
        *((BASE, f"{HEAD}{said}{TAIL}", words) for said, words in BEYOND_READING),
    ],
)
def test_bad_input_is_a_message_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], base: str, act: str, words: str
) -> None:
    for name, text in (("goc.txt", base), ("sua.txt", act)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    out = tmp_path / "ra"
    assert main(["amend", "apply", str(tmp_path / "goc.txt"), str(tmp_path / "sua.txt"), "--out", str(out)]) == 2
    assert words in capsys.readouterr().err
    assert not out.exists()


def test_what_is_beyond_reading_may_be_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--partial` does the rest; new wording whose quote is never closed is left out, too."""
    base, act = files(
        tmp_path, f"{NEW}\n2. Thay thế cụm từ “huyện” bằng cụm từ “xã tại Điều 2.\n3. Bãi bỏ điểm a khoản 2 Điều 2."
    )
    assert main(["amend", "apply", str(base), str(act), "--out", str(tmp_path / "ra"), "--partial"]) == 1
    told = capsys.readouterr().out.removeprefix("1. ")
    assert "1 đã làm, 2 chưa làm được" in told
    assert "không đi thành cặp" in told
    assert "### Điều 2. Kho\n1. Kho cũ của huyện.\n2. Kho gồm:\na) (được bãi bỏ)\nb) Kho nóng của huyện" in (
        tmp_path / "ra/01-noi-dung.md"
    ).read_text(encoding="utf-8")


def test_badly_paired_quotes_whose_ends_are_clear_are_carried_out(tmp_path: Path) -> None:
    """Wording that ends in a full stop before the next instruction; a phrase that “cụm từ” opens."""
    base, act = files(tmp_path, f"{NEW}.\n2. Thay thế cụm từ nóng” bằng cụm từ “ấm” tại điểm b khoản 2 Điều 2.")
    assert main(["amend", "apply", str(base), str(act), "--out", str(tmp_path / "ra")]) == 0
    text = (tmp_path / "ra/01-noi-dung.md").read_text(encoding="utf-8")
    assert "1. Mới.\n" in text
    assert "b) Kho ấm của huyện" in text


def test_what_stands_twice_in_the_base_may_be_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    act = "1. Bãi bỏ Điều 2.\n2. Thay thế cụm từ “kho” bằng cụm từ “bãi” tại Điều 1.\n3. Bổ sung Điều 2a sau Điều 2:"
    base, act_file = files(tmp_path, f"{act}\n“Điều 2a. Bãi\nCó bãi.”.")
    base.write_text(BASE + "Điều 2. Kho nữa\nHết.\n", encoding="utf-8")
    assert main(["amend", "apply", str(base), str(act_file), "--out", str(tmp_path / "ra"), "--partial"]) == 1
    told = capsys.readouterr().out.removeprefix("1. ")
    assert told.count("Điều 2 xuất hiện hai lần") == 2
    assert (tmp_path / "ra/01-noi-dung.md").read_text(encoding="utf-8").count("### Điều 2.") == 2


def test_a_number_that_two_khoan_bear_is_nobodys_and_an_open_quote_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base, act = files(tmp_path, f"{NEW}.\n2. Bổ sung điểm c1 vào sau điểm b khoản 2 Điều 2 như sau:\n“c1) Kho.”.")
    base.write_text(BASE.replace("đ) Kho khô.", "b) Kho khô."), encoding="utf-8")
    assert main(["amend", "apply", str(base), str(act), "--out", str(tmp_path / "ra")]) == 2
    assert "khoản 2 Điều 1: điểm b khoản 2 Điều 2 xuất hiện hai lần" in capsys.readouterr().err
    assert not (tmp_path / "ra").exists()
    base, act = files(tmp_path, f"{NEW}.\n2. Bãi bỏ điểm a khoản 2 Điều 2.")
    assert main(["amend", "apply", str(base), str(act), "--out", str(tmp_path / "ra")]) == 0
    assert "Điều 2 (12/2020/NĐ-CP) — ngoặc kép của lời văn mới không đóng" in capsys.readouterr().out


def test_a_text_that_an_act_issues_counts_anew(tmp_path: Path) -> None:
    base, act = files(tmp_path, "1. Bãi bỏ khoản 1 Điều 2.")
    issued = "QUY CHẾ KHO\n(Ban hành kèm theo Nghị định)\nĐiều 1. Phạm vi quy chế\nVề kho.\n"
    base.write_text(BASE + issued, encoding="utf-8")
    assert main(["amend", "apply", str(base), str(act), "--out", str(tmp_path / "ra")]) == 0


PROJECT = {
    "goc/draft.yaml": "loai: Nghị định\nten_goi: về kho\nso: 12\nnam: 2025\ngia_tri: {han: 10 ngày, sang: 05 ngày}\n",
    "goc/01.md": (
        "# Chương. Kho {#kho}\n### Điều. Kho lạnh {#lanh}\n1. Trả lời trong {{ han }} kể từ ngày nhận.\n"
        "2. Theo @kho, kho lạnh có rào.\n\n### Điều. Kho nóng {#nong}\nBáo trước {{ sang }}.\n"
    ),
    "goc/90.md": "# Phụ lục. Danh mục {#danh-muc}\n\nTheo @lanh.\n",
    "goc/so.csv": "a,b\n",
    "sua/draft.yaml": (
        "loai: Nghị định\nten_goi: sửa đổi Nghị định số 12/2025/NĐ-CP\nnam: 2026\nvan_ban: {goc: ../goc}\n"
    ),
    "sua/01.md": (
        "### Điều. Sửa đổi, bổ sung một số điều của Nghị định số 12/2025/NĐ-CP\n"
        "1. Thay thế cụm từ “10 ngày” bằng cụm từ “07 ngày” tại khoản 1 Điều 1.\n"
        "2. Bổ sung khoản 3 vào sau khoản 2 Điều 1 như sau:\n\n> “3. Kho lạnh có cửa.”.\n\n"
        "3. Sửa đổi tên Điều 2 như sau:\n\n> “Điều 2. Kho ấm”.\n"
    ),
}


def test_a_draft_keeps_its_lines_headings_annexes_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in PROJECT.items():
        file = tmp_path / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["amend", "apply", "content/goc", "content/sua", "--out", "moi"]) == 0
    made = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "moi").iterdir()}
    assert {name: text for name, text in made.items() if name != "01.md"} == {
        name.removeprefix("goc/"): text
        for name, text in PROJECT.items()
        if name.startswith("goc/") and name != "goc/01.md"
    }
    assert made["01.md"] == (
        "# Chương. Kho {#kho}\n### Điều. Kho lạnh {#lanh}\n1. Trả lời trong 07 ngày kể từ ngày nhận.\n"
        "2. Theo @kho, kho lạnh có rào.\n3. Kho lạnh có cửa.\n\n### Điều. Kho ấm {#nong}\nBáo trước {{ sang }}.\n"
    )


TABLE = 'rong: [1, 3, 2]\ngop: [A1:A2, B1:C1, A3:C3]\nphan_cach: ";"\n```\n'
CELLS = "TT;Kho;\n;Tên;Nơi\n1. Nhóm A;;\n1;Kho xăng;{{ han }}\n2;Kho @kho;**Nam**\n"


def with_table(root: Path, name: str, cells: str, annexed: bool) -> None:
    """A document whose khoản, or whose annex, holds a table from a file."""
    home = root / "content" / name
    home.mkdir(parents=True)
    table = f"```bang so.csv {{#so}}\n{TABLE}\nBảng này tính theo tháng.\n"
    (home / "draft.yaml").write_text(PROJECT["goc/draft.yaml"], encoding="utf-8")
    khoan = "" if annexed else f"3. Kho gồm:\n\n{table}4. Kho theo @so.\n"
    text = PROJECT["goc/01.md"].replace("kho lạnh có rào.\n", f"kho lạnh có rào.\n{khoan}")
    (home / "01.md").write_text(text, encoding="utf-8")
    (home / "90.md").write_text(f"# Phụ lục. KHO\n\n{table if annexed else 'Hết.'}", encoding="utf-8")
    (home / "so.csv").write_text(cells, encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("xăng", "dầu", "Thay thế cụm từ “Kho xăng” bằng cụm từ “Kho dầu” tại"),
        (";Nơi", ";Chỗ", "Thay thế cụm từ “Nơi” bằng cụm từ “Chỗ” tại"),
        ("{{ han }}", "07 ngày", "Thay thế cụm từ “10 ngày” bằng cụm từ “07 ngày” tại"),
        ("xăng;{{ han }}\n2;", "xăng;Bắc\n2a;", "W"),
        ("2;Kho", "2;Kho muối;Trung\n3;Kho", "W"),
        ("1;Kho xăng;{{ han }}\n", "", "W"),
    ],
)
@pytest.mark.parametrize("annexed", [False, True])
def test_a_table_in_a_file_is_amended_with_its_form(
    old: str, new: str, said: str, annexed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Cells, rows, a header: written, proved, applied and consolidated in the file of the table."""
    with_table(tmp_path, "goc", CELLS, annexed)
    with_table(tmp_path, "moi", CELLS.replace(old, new), annexed)
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["amend", "write", "content/goc", "content/moi", "--out", "content/sua"]) == 0
    told = capsys.readouterr().out.removeprefix("1. ")
    place = "Phụ lục" if annexed else "khoản 3 Điều 1"
    whole = "Thay thế Phụ lục bằng" if annexed else "Sửa đổi, bổ sung khoản 3 Điều 1"
    assert told.startswith(whole if said == "W" else f"{said} {place}")
    assert main(["amend", "apply", "content/goc", "content/sua", "--out", "ra"]) == 0
    wanted = CELLS.replace(old, new)
    if said == "W":  # what only its own draft can print is written out where the table goes into another
        wanted = wanted.replace("{{ han }}", "10 ngày").replace(
            "@kho", "Chương I của Nghị định này" if annexed else "Chương này"
        )
    assert (tmp_path / "ra/so.csv").read_text(encoding="utf-8") == wanted
    for name in ("01.md", "90.md"):
        made, own = ((tmp_path / home / name).read_text(encoding="utf-8") for home in ("ra", "content/moi"))
        assert made.split() == own.split()
    assert main(["consolidate", "content/goc", "content/sua", "--out", "hn", "--agency", "BCT"]) == 0
    merged = (tmp_path / "hn/so.csv").read_text(encoding="utf-8")
    assert merged.count("[^") == (said != "W")


def noted_acts(root: Path) -> None:
    """A base with footnotes and two acts with more, one of them in a table, as drafts and as Word files."""
    front = "loai: Nghị định\nten_goi: về kho\nso: {}\nnam: 2020\n"
    said = "### Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 12/2020/NĐ-CP\n1. "
    quoted = "> “2. [^đ]Kho có *cửa sắt*[^a] và **khóa**[^b] rộng 5 m^2^.”[^c]\n\n2. Bổ sung khoản 4 vào sau khoản 3 "
    table = "> | STT | Kho |\n> |:--|:--|\n> | 1 | Kho *muối*[^d] |\n>\n> ”.\n"
    quoted += f"Điều 1 như sau:\n\n> “4. Kho gồm:\n>\n{table}"
    notes = "".join(f"\n[^{key}]: Kể cả {key}.\n" for key in "đabcd")
    bodies = {
        "goc": "### Điều 1. Kho\n1. Kho có *rào*[^a].\n2. Kho có cửa.\n3. Kho có nóc.\n\n[^a]: Rào sắt.\n",
        "sua.v1": f"{said}Sửa đổi khoản 2 Điều 1 như sau:\n\n{quoted}{notes}",
        "sua.v2": f"{said}Sửa đổi khoản 3 Điều 1 như sau:\n\n> “3. Kho có nóc[^a].”.\n\n[^a]: Nóc tôn.\n",
    }
    for number, (name, body) in enumerate(bodies.items(), 12):
        home = root / "content" / name
        home.mkdir(parents=True)
        (home / "draft.yaml").write_text(front.format(number), encoding="utf-8")
        (home / "01.md").write_text(body, encoding="utf-8")
    (root / "draftkit.yaml").write_text("", encoding="utf-8")


def test_emphasis_and_footnotes_go_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every note stands where it stood, in text and tables, and is the one that its act or the base has there."""
    noted_acts(tmp_path)
    monkeypatch.chdir(tmp_path)
    main(["build", "content/goc", "content/sua.v1", "content/sua.v2", "--format", "docx"])
    drafts, files = (["content/sua.v1", "content/sua.v2"], ["build/sua.v1.docx", "build/sua.v2.docx"])
    for command, base, acts in (
        ("apply", "content/goc", drafts),
        ("apply", "content/goc", files),
        ("apply", "build/goc.docx", drafts),
        ("apply", "build/goc.docx", files),
        ("consolidate", "build/goc.docx", files),
    ):
        out = f"{command}-{base}-{acts[0]}".replace("/", "-").replace(".", "-")
        assert main([*["amend"] * (command == "apply"), command, base, *acts, "--out", out]) == 0
        told = next((tmp_path / out).glob("01*.md")).read_text(encoding="utf-8")
        told += "".join(file.read_text(encoding="utf-8") for file in (tmp_path / out).glob("*.csv"))
        notes = re.findall(r"^\[\^([\w-]+)\]: (.+)$", told, re.MULTILINE)
        assert len(dict(notes)) == len(notes)
        text = re.sub(r"\[\^hn\d+\](?!:) ?", "", told)  # where it is told what an act did
        for key, note in notes:
            text = text.replace(f"[^{key}]", f"[{note}]")
        assert "1. Kho có *rào*[Rào sắt.]." in text
        assert "2. [Kể cả đ.]Kho có *cửa sắt*[Kể cả a.] và **khóa**[Kể cả b.] rộng 5 m^2^.[Kể cả c.]" in text
        assert "3. Kho có nóc[Nóc tôn.]." in text
        assert "Kho *muối*[Kể cả d.]" in text


def test_the_bold_name_of_an_article_that_is_put_in_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted_acts(tmp_path)
    act = "### Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 12/2020/NĐ-CP\n"
    act += "1. Bổ sung Điều 1a vào sau Điều 1 như sau:\n> **“Điều 1a. Bãi**\n>\n> Bãi có *rào*.”.\n"
    (tmp_path / "content/sua.v1/01.md").write_text(act, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["amend", "apply", "content/goc", "content/sua.v1", "--out", "ra"]) == 0
    assert "### Điều 1a. Bãi\nBãi có *rào*.\n" in (tmp_path / "ra/01.md").read_text(encoding="utf-8")


def test_looks_of_wording_on_the_line_of_its_instruction_go_along_and_those_of_phrases_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    noted_acts(tmp_path)
    act = "### Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 12/2020/NĐ-CP\n"
    act += "1. Khoản 2 Điều 1 được sửa đổi[^o] như sau: “2. Kho có *cửa*[^a] rộng 5 m^2^.”\n"
    act += "2. Thay thế cụm từ “nóc” bằng cụm từ “5 m^2^ nóc” tại khoản 3 Điều 1.\n\n[^a]: Sắt.\n\n[^o]: Đã sửa.\n"
    (tmp_path / "content/sua.v1/01.md").write_text(act, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["amend", "apply", "content/goc", "content/sua.v1", "--out", "ra"]) == 0
    told = (tmp_path / "ra/01.md").read_text(encoding="utf-8")
    assert "2. Kho có *cửa*[^sua-a] rộng 5 m^2^.\n3. Kho có 5 m2 nóc.\n" in told
    assert "“5 m2 nóc” có cước chú hoặc kiểu chữ riêng" in capsys.readouterr().out


def test_a_table_of_a_word_file_keeps_its_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_table(tmp_path, "goc", CELLS, annexed=True)
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    main(["build", "content/goc", "--format", "docx"])
    word = docx.Document("build/goc.docx")
    signed = word.add_table(1, 2)  # right below, without lines: no row of it
    for cell, text in zip(signed.rows[0].cells, ("Người lập", "Thủ trưởng"), strict=True):
        cell.text = text
    word.tables[-2]._tbl.addnext(signed._tbl)
    word.save("build/goc.docx")
    act = HEAD.replace("2020", "2025") + "1. Thay thế cụm từ “Kho xăng” bằng cụm từ “Kho dầu” tại Phụ lục." + TAIL
    (tmp_path / "sua.txt").write_text(act, encoding="utf-8")
    assert main(["amend", "apply", "build/goc.docx", "sua.txt", "--out", "word"]) == 0
    body = (tmp_path / "word/01-noi-dung.md").read_text(encoding="utf-8")
    assert "\ngop: [A1:A2, B1:C1, A3:C3]\n" in body
    assert "\nrong: [17, 50, 33]\n" in body
    assert "1;Kho dầu;10 ngày\n" in (told := (tmp_path / "word/bang-1.csv").read_text(encoding="utf-8"))
    assert "Người lập" not in told
    assert "Người lập" in body


def test_tables_of_one_name_in_two_folders_stay_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each annex is printed with its own table, never with the other's."""
    for name, cells in (("goc", ("a;\n1;2\n", "c;\n3;4\n")), ("moi", ("a;\n1;2\nx;5\n", "c;\n3;4\ny;6\n"))):
        home = tmp_path / "content" / name
        for at, text in zip(("mot", "hai"), cells, strict=True):
            (home / at).mkdir(parents=True)
            (home / at / "so.csv").write_text(text, encoding="utf-8")
        (home / "draft.yaml").write_text(PROJECT["goc/draft.yaml"], encoding="utf-8")
        (home / "01.md").write_text(PROJECT["goc/01.md"], encoding="utf-8")
        options = 'gop: [A1:B1]\nphan_cach: ";"'
        annexes = (f"# Phụ lục. Kho {at}\n\n```bang {at}/so.csv\n{options}\n```\n" for at in ("mot", "hai"))
        (home / "90.md").write_text("\n".join(annexes), encoding="utf-8")
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["amend", "write", "content/goc", "content/moi", "--out", "content/sua"]) == 0
    assert main(["amend", "apply", "content/goc", "content/sua", "--out", "ra"]) == 0
    told = {file.read_text(encoding="utf-8") for file in (tmp_path / "ra").rglob("so.csv")}
    assert told == {"a;\n1;2\nx;5\n", "c;\n3;4\ny;6\n"}


def test_a_new_draft_may_amend_one_of_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "content/goc"
    home.mkdir(parents=True)
    (home / "draft.yaml").write_text(PROJECT["goc/draft.yaml"], encoding="utf-8")
    (home / "01.md").write_text(PROJECT["goc/01.md"], encoding="utf-8")
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["new", "Nghị định", "content/sua", "--amends", "goc"]) == 0
    assert "\nvan_ban: {goc: ../goc} " in (tmp_path / "content/sua/draft.yaml").read_text(encoding="utf-8")
    body = (tmp_path / "content/sua/01-noi-dung.md").read_text(encoding="utf-8")
    assert "1. Sửa đổi, bổ sung khoản 1 Điều 1 như sau:\n\n> “1. Trả lời trong 10 ngày kể từ ngày nhận.”.\n" in body
    assert "Phụ lục" not in body
    assert main(["check", "content/sua"]) == 0


def test_a_new_draft_says_that_it_cannot_name_an_act_outside_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    (tmp_path / "goc.txt").write_text("12/2024/NĐ-CP\nĐiều 1. Kho\nKho là nơi để hàng.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["new", "Nghị định", "content/sua", "--amends", "goc.txt"]) == 0
    assert "sửa đổi 12/2024/NĐ-CP, văn bản không có trong dự án" in capsys.readouterr().err
    front = (tmp_path / "content/sua/draft.yaml").read_text(encoding="utf-8")
    assert "\n# van_ban: {goc: …}   # văn bản được sửa đổi: 12/2024/NĐ-CP\n" in front


@pytest.mark.parametrize(
    ("text", "phrase", "left"),
    [
        ("kèm theo bản sao thẻ, bản sao hộ chiếu.", "bản sao thẻ", "kèm theo* bản sao hộ chiếu."),
        ("thực hiện các quy hoạch, kế hoạch", "quy hoạch", "thực hiện các* kế hoạch"),
        ("doanh nghiệp nhà nước, hợp tác xã", "nhà nước", "doanh nghiệp*, hợp tác xã"),
        ("tỉnh, huyện, xã", "huyện", "tỉnh*, xã"),
        ("tỉnh và huyện.", "huyện", "tỉnh*."),
        ("gửi cấp xã, cấp huyện", "cấp huyện", "gửi cấp xã*"),
        ("a) nhà, xe", "nhà", "a)* xe"),
    ],
)
def test_a_phrase_that_goes_leaves_no_sign_behind(text: str, phrase: str, left: str) -> None:
    found = matches(text, phrase)[0]
    assert swapped(text, [Swap(found.start, found.end, "\ue000")]) == (left.replace("*", "\ue000"), True)
    assert swapped(text, [Swap(found.start, found.end, "")])[0] == left.replace("*", "")


def test_merged_cells_listed_below_each_other_move_with_their_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that is put in above a merged one moves it down, in the options of the table too; its title stays. A file
    that two drafts share stays as it is."""
    merged = "".join(f"  - {area}\n" for area in ("A1:A2", "B1:C1", "A3:C3", "A6:C6"))
    monkeypatch.setitem(globals(), "TABLE", f'ten: Kho của tỉnh\ngop:\n{merged}phan_cach: ";"\n```\n')
    cells = f"{CELLS}2. Nhóm B;;\n3;Kho lạnh;Bắc\n"
    for name in ("goc", "moi"):
        with_table(tmp_path, name, cells, annexed=True)
        shared = (tmp_path / "content" / name / "so.csv").rename(tmp_path / "content/so.csv")
        for part, old, new in (("90.md", "bang so.csv", "bang ../so.csv"), ("01.md", "có rào", f"có rào {name}")):
            file = tmp_path / "content" / name / part
            file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["amend", "write", "content/goc", "content/moi", "--out", "content/sua"]) == 0
    said = "1. Bổ sung số thứ tự 1a vào sau số thứ tự 1 Phụ lục như sau:\n“1a. Kho muối”."
    (tmp_path / "sua.txt").write_text(HEAD.replace("2020", "2025") + said + TAIL, encoding="utf-8")
    assert main(["amend", "apply", "content/goc", "sua.txt", "--out", "ra"]) == 0
    assert "ten: Kho của tỉnh\ngop: [A1:A2, B1:C1, A3:C3, A7:C7]\nphan_cach" in (tmp_path / "ra/90.md").read_text(
        "utf-8"
    )
    assert "\n1a. Kho muối;;\n2. Nhóm B;;\n" in (tmp_path / "ra/so.csv").read_text("utf-8")
    assert shared.read_text("utf-8") == cells
    assert main(["amend", "apply", "content/goc", "content/sua", "--out", "xa/hon/nua"]) == 0
    assert "bang ../../../content/so.csv" in (tmp_path / "xa/hon/nua/90.md").read_text("utf-8")


def test_rows_of_lists_tables_and_annexes_called_by_name_are_units() -> None:
    """Rows by their code or number, `Bảng 2a` with all that stands below it, an annex by its quoted name."""
    base = (
        "Điều 1. Thuế\n1. Một.\nPHỤ LỤC I\nBIỂU THUẾ\n98.30\tNhôm\t5\n98.52\tThép\t0\nPHỤ LỤC IV\nNGÀNH, NGHỀ\n"
        "68 Bãi\n69 Cảng\nBảng 2a. Mức thu\n10 đồng.\n11 đồng.\nBảng 3. Mức khác\n20 đồng.\nPHỤ LỤC\nHỒ SƠ\n1. Đơn.\n"
    )
    act = (
        f"{HEAD}1. Sửa đổi nhóm 98.52 Phụ lục I như sau:\n“98.52\tThép mới\t5”.\n2. Bãi bỏ mã HS 98.30 Phụ lục I.\n"
        "3. Đưa ngành, nghề thứ 69 ra khỏi Danh mục tại Phụ lục IV.\n4. Sửa đổi Bảng 2a như sau:\n“Bảng 2a. Mức thu\n"
        "15 đồng.”.\n5. Bãi bỏ Phụ lục “Hồ sơ”.\n6. Bổ sung Điều 1 bis vào sau Điều 1 như sau:\n“Điều 1 bis. Miễn\n"
        f"Miễn thuế.”.{TAIL}"
    )
    applied = apply_operations(rows_of(lines_of(base)), read_act(act).operations)
    assert [str(one.message) for one in applied.outcomes if one.status != "done"] == []
    assert [row.text for row in applied.rows if row.kind != "khoản"] == [
        "Điều 1. Thuế", "Điều 1 bis. Miễn", "Miễn thuế.", "PHỤ LỤC I", "BIỂU THUẾ", "98.30\t(được bãi bỏ)",
        "98.52\tThép mới\t5", "PHỤ LỤC IV", "NGÀNH, NGHỀ", "68 Bãi", "69 (được bãi bỏ)", "Bảng 2a. Mức thu",
        "15 đồng.", "Bảng 3. Mức khác", "20 đồng.", "Phụ lục “Hồ sơ” (được bãi bỏ)",
    ]  # fmt: skip


def test_a_circular_without_articles_is_amended_by_its_parts_and_sections() -> None:
    base = (
        "05/1999/TT-BTC\nPHẦN A\nI. KHO\n1. Mức thu:\n1.1. Kho nóng 3% một ngày;\n1.2. Kho lạnh.\nII. BÃI\n1. Bãi xe.\n"
    )
    base += "PHẦN B\nI. NỘP\n1. Nộp gồm:\na) Kho nóng.\nb) Kho ấm.\n2. Hết.\n"
    act = "12/2001/TT-BTC\nBộ Tài chính sửa đổi một số điểm của Thông tư số 05/1999/TT-BTC ngày 10/01/1999 như sau:\n"
    act += '1. Tiết b, điểm 1, Mục I, Phần B được sửa đổi như sau:\n"b) Kho khô."\n2. Bãi bỏ khoản 2 Mục I Phần B.\n'
    act += '3. Thay từ "ngày" bằng từ "giờ" tại điểm 1.1 khoản 1 Mục I Phần A.\n4. Bãi bỏ Mục II.\n5. Bãi bỏ Mục I.\n'
    act += "Thông tư này có hiệu lực từ ngày 01/3/2001.\nCó vướng mắc thì phản ánh về Bộ Tài chính.\n"
    reading = read_act(act)
    made = apply_operations(rows_of(lines_of(base)), reading.operations, lambda _: [])
    told = "\n".join(row.text for row in made.rows)
    assert "1.1. Kho nóng 3% một giờ;\n1.2. Kho lạnh.\nII. (được bãi bỏ)\nPHẦN B\nI. NỘP\n" in told
    assert told.endswith("1. Nộp gồm:\na) Kho nóng.\nb) Kho khô.\n2. (được bãi bỏ)")
    assert [one.status for one in made.outcomes] == ["done"] * 4 + ["not done"]  # there are two Mục I
    assert not reading.residue


def test_an_article_comes_into_the_chapter_that_is_named() -> None:
    """Its number alone would put it at the end of the chapter before."""
    base = BASE.replace("Điều 3. Hiệu lực", "Chương II\nHIỆU LỰC\nĐiều 3. Hiệu lực")
    wording = "như sau:\n“Điều 2a. Bãi\nBãi là nơi để hàng.”.\n"
    act = read_act(f"{HEAD}1. Bổ sung Điều 2a vào Chương II {wording}")
    texts = [row.text for row in apply_operations(rows_of(lines_of(base)), act.operations).rows]
    assert texts[texts.index("HIỆU LỰC") + 1 :][:3:2] == ["Điều 2a. Bãi", "Điều 3. Hiệu lực"]
    absent = read_act(f"{HEAD}1. Bổ sung Điều 2a vào Chương V {wording}")
    [told] = apply_operations(rows_of(lines_of(base)), absent.operations).outcomes
    assert told.status == "tidied"


def test_the_points_of_a_point_stay_points_in_the_draft(tmp_path: Path) -> None:
    base, act = tmp_path / "base.txt", tmp_path / "act.txt"
    base.write_text(
        "05/1999/TT-BTC\nI. KHO\n1. Mức thu:\n1.1. Kho nóng:\na) Ngày;\nb) Đêm.\nII. BÃI\n1. Bãi xe.\n",
        encoding="utf-8",
    )
    act.write_text(
        "12/2001/TT-BTC\nBộ Tài chính sửa đổi Thông tư số 05/1999/TT-BTC như sau:\n"
        "1. Bãi bỏ tiết a điểm 1.1 khoản 1 Mục I.\n"
        '2. Bổ sung tiết c vào sau tiết b điểm 1.1 khoản 1 Mục I như sau:\n"c) Tết."\n3. Bãi bỏ Mục II.\n',
        encoding="utf-8",
    )
    assert main(["amend", "apply", str(base), str(act), "--out", str(tmp_path / "out"), "--kind", "circular"]) == 0
    made = (tmp_path / "out/01-noi-dung.md").read_text(encoding="utf-8")
    assert made.endswith("1.1. Kho nóng:\na) (được bãi bỏ)\nb) Đêm.\nc) Tết.\n\nII. (được bãi bỏ)\n")


def test_a_new_annex_or_form_comes_under_the_name_of_the_old_one() -> None:
    """Phụ lục II of the amending act is meant for Phụ lục IV and not for Phụ lục II; what it lacks is said."""
    base = f"{BASE}Phụ lục I\nMẪU\nMẫu số 01\nĐƠN\nMẫu số 02\nTỜ KHAI\nPhụ lục II\nKHO\nPhụ lục IV\nBÃI\n"
    own = "Phụ lục I\nKHO MỚI\nPhụ lục II\nBÃI MỚI\nPhụ lục V\nMẪU\nMẫu số 07\nĐƠN MỚI\n"
    act = read_act(
        f"{HEAD}1. Thay thế Phụ lục II, Phụ lục IV bằng Phụ lục I, Phụ lục II ban hành kèm theo Nghị định này.\n"
        "2. Thay thế Mẫu số 01 Phụ lục I bằng Mẫu số 07 Phụ lục V ban hành kèm theo Nghị định này.\n"
        f"3. Sửa đổi Mẫu số 02 Phụ lục I ban hành kèm theo Nghị định số 12/2020/NĐ-CP.{TAIL}"
    )
    applied = apply_operations(rows_of(lines_of(base)), act.operations, annexes_of(rows_of(lines_of(own))))
    assert [row.text for row in applied.rows][-10:] == [
        "Phụ lục I", "MẪU", "Mẫu số 01", "ĐƠN MỚI", "Mẫu số 02", "TỜ KHAI", "Phụ lục II", "KHO MỚI", "Phụ lục IV",
        "BÃI MỚI",
    ]  # fmt: skip
    assert [one.status for one in applied.outcomes] == ["done", "done", "done", "not done"]


def test_the_only_annex_comes_under_the_number_of_the_old_one() -> None:
    base = f"{BASE}Phụ lục I\nKHO\nPhụ lục II\nBÃI\n"
    act = read_act(f"{HEAD}1. Thay thế Phụ lục II bằng Phụ lục ban hành kèm theo Nghị định này.{TAIL}")
    own = annexes_of(rows_of(lines_of("PHỤ LỤC\nMẪU BÃI\n")))
    applied = apply_operations(rows_of(lines_of(base)), act.operations, own)
    assert [row.text for row in applied.rows][-4:] == ["Phụ lục I", "KHO", "Phụ lục II", "MẪU BÃI"]


def test_a_place_without_a_unit_is_refused_and_no_crash() -> None:
    class Base:
        tree = Tree(rows_of(lines_of(BASE)))

    with pytest.raises(Refused):
        node_at(Base(), ())  # type: ignore[arg-type]


def test_of_several_annexes_one_stands_in_the_place_of_all_and_forms_need_no_annex() -> None:
    base = f"{BASE}Phụ lục I\nKHO\nPhụ lục II\nBÃI\n"
    act = read_act(f"{HEAD}1. Thay thế Phụ lục I, Phụ lục II bằng Phụ lục I ban hành kèm theo Nghị định này.{TAIL}")
    applied = apply_operations(
        rows_of(lines_of(base)), act.operations, annexes_of(rows_of(lines_of("Phụ lục I\nKHO, BÃI\n")))
    )
    assert [row.text for row in applied.rows][-3:] == ["Phụ lục I", "KHO, BÃI", "Phụ lục II (được bãi bỏ)"]
    assert [one.status for one in applied.outcomes] == ["done", "tidied"]
    base = f"{BASE}Nơi nhận:\nMẫu số 01\nĐƠN\nMẫu số 02\nTỜ KHAI\n"
    act = read_act(f"{HEAD}1. Thay thế Mẫu số 02 bằng Mẫu số 02 ban hành kèm theo Nghị định này.{TAIL}")
    own = annexes_of(rows_of(lines_of(f"{BASE}Nơi nhận:\nMẫu số 02\nTỜ KHAI MỚI\n")))
    applied = apply_operations(rows_of(lines_of(base)), act.operations, own)
    assert [row.text for row in applied.rows][-4:] == ["Mẫu số 01", "ĐƠN", "Mẫu số 02", "TỜ KHAI MỚI"]


def test_a_section_of_what_a_decision_approves_is_found_in_its_first_article() -> None:
    lines = (
        "882/QĐ-TTg", "Điều 1. Phê duyệt Chiến lược như sau:", "I. QUAN ĐIỂM", "1. Kho xanh.", "2. Bãi xanh.",
        "II. GIẢI PHÁP", "1. Vốn của tỉnh.", "2. Nhân lực.", "Điều 2. Quyết định này có hiệu lực từ ngày ký.",
    )  # fmt: skip
    act = read_act(
        "17/2026/QĐ-TTg\nĐiều 1. Sửa đổi khoản 1 Mục II Điều 1 Quyết định số 882/QĐ-TTg như sau:\n“1. Vốn vay.”."
    )
    applied = apply_operations(rows_of(lines_of("\n".join(lines))), act.operations)
    assert [one.status for one in applied.outcomes] == ["done"]
    texts = [row.text for row in applied.rows]
    assert (texts[3], texts[6:8]) == ("1. Kho xanh.", ["1. Vốn vay.", "2. Nhân lực."])


def test_the_heading_of_what_a_decision_issues_is_not_of_its_last_article() -> None:
    """“QUY ĐỊNH (Ban hành kèm theo …)” went with Điều 2, without a word."""
    base = (
        "17/2022/QĐ-UBND\nĐiều 1. Ban hành kèm theo Quyết định này Quy định.\nĐiều 2. Chánh Văn phòng thi hành.\n"
        "QUY ĐỊNH\nVỀ BẾN\n(Ban hành kèm theo Quyết định số 17/2022/QĐ-UBND)\nĐiều 1. Bến\n1. Bến xe.\n2. Bến tàu.\n"
        "Phụ lục I\nDANH MỤC\n(Kèm theo Quy định ban hành kèm theo Quyết định số 17/2022/QĐ-UBND)\n1\tBến Nam\t5\n"
    )
    act = read_act(
        "44/2026/QĐ-UBND\nĐiều 1. Sửa đổi, bổ sung Quy định về bến ban hành kèm theo Quyết định số 17/2022/QĐ-UBND\n"
        "1. Bãi bỏ khoản 2 Điều 1.\n2. Thay thế cụm từ “Bến Nam” bằng cụm từ “Bến Bắc” tại Phụ lục I ban hành kèm theo "
        "Quy định ban hành kèm theo Quyết định số 17/2022/QĐ-UBND.\n"
        "Điều 2. Sửa đổi Điều 2 Quyết định số 17/2022/QĐ-UBND như sau:\n“Điều 2. Giám đốc Sở Xây dựng thi hành.”\n"
    )
    applied = apply_operations(rows_of(lines_of(base)), act.operations)
    assert [one.status for one in applied.outcomes] == ["done"] * 3
    assert [row.text for row in applied.rows][2:9] == [
        "Điều 2. Giám đốc Sở Xây dựng thi hành.",
        "QUY ĐỊNH",
        "VỀ BẾN",
        "(Ban hành kèm theo Quyết định số 17/2022/QĐ-UBND)",
        "Điều 1. Bến",
        "1. Bến xe.",
        "2. (được bãi bỏ)",
    ]
    assert applied.rows[-1].text == "1\tBến Bắc\t5"


@pytest.mark.parametrize(
    "typed", ["3 | Bến Đông | 12", "| 3 | Bến Đông | 12 |", "“3 | Bến Đông | 12”", "3\tBến Đông\t12"]
)
def test_a_row_is_a_row_however_it_is_typed(typed: str) -> None:
    """It was put into the first cell, or below the table as a paragraph."""
    base = "17/2022/QĐ-UBND\nĐiều 1. Bến\nPhụ lục I\nBẾN\nTT\tTên\tChỗ\n1\tBến Nam\t5\n3\tBến Tây\t10\n"
    act = read_act(
        "44/2026/QĐ-UBND\nĐiều 1. Sửa đổi Quyết định số 17/2022/QĐ-UBND\n1. Sửa đổi số thứ tự 3 Phụ lục I như sau:\n"
        f"{typed}\n2. Bổ sung số thứ tự 4 vào sau số thứ tự 3 Phụ lục I như sau:\n{typed.replace('3', '4')}\n"
    )
    applied = apply_operations(rows_of(lines_of(base)), act.operations)
    assert [one.status for one in applied.outcomes] == ["done", "done"]
    assert [row.text for row in applied.rows][-2:] == ["3\tBến Đông\t12", "4\tBến Đông\t12"]


def test_a_chapter_of_another_name_stays_in_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its heading stood at the end of the file before, when a unit came in right above it."""
    texts = PROJECT | {
        "goc/02.md": "# Chương. Bãi {#bai}\n### Điều. Bãi\nTheo @bai.\n",
        "sua/01.md": "### Điều. Sửa đổi, bổ sung một số điều của Nghị định số 12/2025/NĐ-CP\n"
        "1. Bổ sung Điều 2a vào sau Điều 2 như sau:\n\n> “Điều 2a. Kho ấm\n>\n> Kho có lò.”.\n\n"
        "2. Sửa đổi tên Chương II như sau:\n\n> “Chương II\n>\n> BẾN”.\n",
    }
    for name, text in texts.items():
        file = tmp_path / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["amend", "apply", "content/goc", "content/sua", "--out", "ra"]) == 0
    assert (
        (tmp_path / "ra/01.md")
        .read_text(encoding="utf-8")
        .endswith("{{ sang }}.\n\n### Điều 2a. Kho ấm\n\nKho có lò.\n")
    )
    assert (tmp_path / "ra/02.md").read_text(encoding="utf-8").startswith("# Chương. BẾN {#bai}\n")


@pytest.mark.parametrize("typed", ["| 3 | Bến Đông | 7 | |", "3 | Bến Đông | 7 |", "| 3 | Bến Đông | 7 |  |"])
def test_a_row_whose_last_cell_is_empty_is_a_row(typed: str) -> None:
    base = "17/2022/QĐ-UBND\nĐiều 1. Bến\nPhụ lục I\nBẾN\nTT\tTên\tChỗ\tKho\n1\tBến Nam\t5\t2\n3\tBến Tây\t5\t\n"
    act = read_act(
        "44/2026/QĐ-UBND\nĐiều 1. Sửa đổi Quyết định số 17/2022/QĐ-UBND\n1. Sửa đổi số thứ tự 1 Phụ lục I như sau:\n"
        f"{typed.replace('3', '1')}\n2. Sửa đổi số thứ tự 3 Phụ lục I như sau:\n| 3 | Bến Tây | 10 | 4 |\n"
    )
    applied = apply_operations(rows_of(lines_of(base)), act.operations)
    assert [one.status for one in applied.outcomes] == ["done", "done"]
    assert [row.text for row in applied.rows][-2:] == ["1\tBến Đông\t7\t", "3\tBến Tây\t10\t4"]


def test_a_note_that_two_tables_have_is_taken_from_none() -> None:
    """The last of them went."""
    table = "Bảng {0}. Bến\nTT\tTên\n1\tBến\nChú thích 1: Một.\nChú thích 2: Hai.\n"
    base = f"12/2025/NĐ-CP\nĐiều 1. Bến\nPhụ lục I\nBẾN\n{table.format(1)}{table.format(2)}"
    act = read_act(
        "44/2026/NĐ-CP\nĐiều 1. Sửa đổi Nghị định số 12/2025/NĐ-CP\n1. Bãi bỏ chú thích 1 Phụ lục I.\n"
        "2. Bãi bỏ chú thích 2 Bảng 1 Phụ lục I.\n"
    )
    applied = apply_operations(rows_of(lines_of(base)), act.operations)
    assert [one.status for one in applied.outcomes] == ["not done", "done"]
    notes = [row.text for row in applied.rows if row.text.startswith("Chú")]
    assert notes == ["Chú thích 1: Một.", "Chú thích 1: Một.", "Chú thích 2: Hai."]


@pytest.mark.parametrize(("tail", "stays"), [("Tại thời điểm này bến đóng.", True), ("Tại điểm này bến đóng.", False)])
def test_a_paragraph_on_a_time_or_a_place_is_of_the_khoan(tail: str, stays: bool) -> None:
    base = f"12/2025/NĐ-CP\nĐiều 1. Bến\n1. Bến gồm:\na) Bến xe;\nb) Bến tàu.\n{tail}\n2. Kho.\n"
    act = read_act(
        "44/2026/NĐ-CP\nĐiều 1. Sửa đổi Nghị định số 12/2025/NĐ-CP\n"
        "1. Sửa đổi điểm b khoản 1 Điều 1 như sau:\n“b) Bãi.”\n"
    )
    applied = apply_operations(rows_of(lines_of(base)), act.operations)
    assert (tail in [row.text for row in applied.rows]) is stays


def test_a_section_of_the_number_leaves_it_to_a_person_what_is_meant() -> None:
    rows = rows_of(lines_of(BASE.replace("Điều 2.", "Mục 2\nKHO\nĐiều 2.", 1)))
    applied = apply_operations(rows, read_act(f"{HEAD}1. Bãi bỏ Mục 2, Điều 2.{TAIL}").operations)
    assert [one.status for one in applied.outcomes] == ["not done"]
    assert applied.rows == rows


def test_a_raised_figure_is_found_by_a_phrase_that_has_it_on_the_line() -> None:
    assert [(one.start, one.same) for one in matches("Kho 100 m², cao 3 m", "100 m2")] == [(4, False)]
    assert matches("Kho 100 m³", "100 m2") == []
