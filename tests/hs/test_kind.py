"""The kind, the directive and the commands, through the doors that users take."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import draftkit
from draftkit.checks.catalogue import all_rules
from draftkit.cli.main import main
from draftkit.hs.plugin import RULES
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.plugins import brought_rules
from draftkit.writers.text import write_text
from tests.conftest import CHECKOUT
from tests.helpers import W, parts, xml

META = """\
loai: hs-rules
ten_goi: về danh mục
co_quan: [Bộ Công Thương]
viet_tat: BCT
nam: 2026
can_cu: [Căn cứ Luật A]
theo_de_nghi: Cục trưởng
chu_ky: {quyen_han: [BỘ TRƯỞNG]}
"""
LIST = (
    "loai_dong,ma_hs,mo_ta,gioi_han\nnhom,,Nhóm 01. Nước,\ncha,8421,Lọc,\nhang,8421.21.19,- - Lọc nước,cho nhà "
    "máy\nhang,8421.39.99,- - Lọc khí,\n"
)
NOMENCLATURE = "hs8,mo_ta\n84212119,- - Lọc nước\n84213990,- - Lọc khí\n01012100,- Ngựa\n"
SCHEME = 'tien_to: MT\nnhom_trong_ma: true\nnhom: {"01": nước}\nchu_so_thu_tu: 4\nkiem_tra: mod-11-10\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    content.mkdir()
    (tmp_path / "draftkit.yaml").write_text(
        "danh_muc_hs: {AHTN2022: n.csv}\ndoi_chieu_hs: {AHTN2022: {HS2028: c.csv}}\n", encoding="utf-8"
    )
    (tmp_path / "n.csv").write_text(NOMENCLATURE, encoding="utf-8")
    (tmp_path / "c.csv").write_text("tu,den\n842121,842122\n842139,842131;842132\n", encoding="utf-8")
    (content / "dm.csv").write_text(LIST, encoding="utf-8")
    annex = "# Phụ lục. Danh mục {.ngang}\n```hs dm.csv\nan_ban: AHTN2022\n```\n"
    (content / "thu.md").write_text(f"---\n{META}---\n### Điều. Danh mục\nNội dung.\n{annex}", encoding="utf-8")
    return tmp_path


def test_the_list_is_printed_and_its_faults_name_their_rows(root: Path) -> None:
    session = Session(open_project(root, None))
    made = session.read(root / "content/thu.md")
    text = write_text(made.bound, made.frame)
    assert (
        "Nhóm 01. Nước\n\t84.21\tLọc\t\n1\tex\u00a08421.21.19\t- - Lọc nước\tcho nhà máy\n2\t8421.39.99\t- - Lọc "
        "khí\t\n"
    ) in text
    found = {
        (finding.rule, str(finding.message).split(":")[0])
        for finding in session.check(made)
        if finding.rule.startswith("DK-G")
    }
    assert found == {("DK-G001", "dm.csv, row 5"), ("DK-G009", "dm.csv, row 4"), ("DK-G009", "dm.csv, row 5")}
    docx = session.build(made, ["docx", "html"], root / "out")[0].read_bytes()
    spans = [node.get(f"{W}val") for node in xml(docx).iter(f"{W}gridSpan")]
    assert spans == ["4"]
    assert b'w:orient="landscape"' in parts(docx)["word/document.xml"]
    assert 'colspan="4"' in (root / "out/thu.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "rule"),
    [("an_ban: HS1996", "DK-F010"), ("la: 1", "DK-F010"), ("so_do: khong-co.yaml", "DK-F010"), ("- x", "DK-F010")],
)
def test_a_list_that_cannot_be_made_is_kept_as_typed(root: Path, options: str, rule: str) -> None:
    path = root / "content/thu.md"
    path.write_text(path.read_text(encoding="utf-8").replace("an_ban: AHTN2022", options), encoding="utf-8")
    session = Session(open_project(root, None))
    made = session.read(path)
    assert "```hs dm.csv" in write_text(made.bound, made.frame)
    assert rule in {finding.rule for finding in session.check(made)}


@pytest.mark.parametrize(
    ("options", "settings", "said"),
    [
        ("an_ban: HS1996", "", "draftkit.yaml:2 names no nomenclature of the edition “HS1996”"),
        ("an_ban: HS1996", "danh_muc_hs: {}\n", "draftkit.yaml:1 names no nomenclature of the edition “HS1996”"),
        ("an_ban: HS1996", "# trống\n", "draftkit.yaml names no nomenclature of the edition “HS1996”"),
        ("so_do: s.yaml", "", "s.yaml:5: unknown check algorithm “luhm”; did you mean “luhn”?"),
        ("so_do: t.yaml", "", "t.yaml:4: chu_so_thu_tu must be 1 to 9"),
        ("so_do: u.yaml", "", "u.yaml:3: chu_so_thu_tu must be 1 to 9"),
    ],
)
def test_what_a_file_lacks_is_told_at_its_line(root: Path, options: str, settings: str, said: str) -> None:
    path, project = root / "content/thu.md", root / "draftkit.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("an_ban: AHTN2022", options), encoding="utf-8")
    project.write_text(settings or "# dự án\n" + project.read_text(encoding="utf-8"), encoding="utf-8")
    for name, old, new in (("s", "mod-11-10", "luhm"), ("t", "tu: 4", "tu: 40"), ("u", '"01"', '"?"')):
        (root / f"content/{name}.yaml").write_text(SCHEME.replace(old, new), encoding="utf-8")
    session = Session(open_project(root, None))
    found = [one for one in session.check(session.read(path)) if one.rule == "DK-F010"]
    assert [(str(one.message)[: len(said)], one.span.line) for one in found] == [(said, 14)]


def test_codes_of_a_table_in_the_text_are_read_too(root: Path) -> None:
    path = root / "content/thu.md"
    table = (
        "| Số | Mã số | Chỉ tiêu |\n|---|---|---|\n| 1 | A01 | Số vụ |\n| 2 | 101.1 | Số người |\n\n"
        "| STT | Mã HS (AHTN 2022) | Mô tả |\n|---|---|---|\n| (1) | (2) | (3) |\n| 1 | 8504.40.90 | Bộ sạc 8504.4 |\n"
        "| 2 | **8504**.40.9 | Khác |\n| 2a | 8504.40.9 | Khác |\n"
        "| Nhóm 5 |\n| 9 | {{ ma_1 }} | Khác |\n"
        "| 3 | 8421.39; 8421.99 | Lọc |\n| 4 | Chương 46 | Đồ đan |\n| I | A | Nhóm |\n"
    )
    text = path.read_text(encoding="utf-8").partition("```hs")[0] + table
    path.write_text(text, encoding="utf-8")
    session = Session(open_project(root, None))
    found = [one for one in session.check(session.read(path)) if one.rule.startswith("DK-G")]
    first = text[: text.index("**8504")].count("\n") + 1
    assert [(one.span.line, one.rule) for one in found] == [(first, "DK-G002"), (first + 1, "DK-G002")]


def test_other_kinds_do_not_know_the_directive(root: Path) -> None:
    path = root / "content/thu.md"
    path.write_text(path.read_text(encoding="utf-8").replace("loai: hs-rules", "loai: circular"), encoding="utf-8")
    session = Session(open_project(root, None))
    assert "DK-F010" in {finding.rule for finding in session.check(session.read(path))}


# -- commands


@pytest.fixture
def here(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(root)
    return root


def test_lookup(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hs", "lookup", "8421.21.19", "0101", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "8421.21.19  - - Lọc nước" in out
    assert "→ HS2028: 8421.22" in out
    assert "1 lines of 8 digits" in out
    assert main(["hs", "lookup", "9999", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["codes"][0]["found"] is False


def test_check(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hs", "check", "content/dm.csv", "--lang", "en"]) == 1
    out = capsys.readouterr()
    assert "content/dm.csv:5:2: error DK-G001 8421.39.99 is not in AHTN2022" in out.out
    assert "2 lines of goods, AHTN2022" in out.err
    (here / "s.yaml").write_text(SCHEME, encoding="utf-8")
    (here / "b.csv").write_text(
        "ma_hs,mo_ta,ma_dinh_danh\n8421.21.19,- - Lọc nước,MT-01-0001-8\n8421.39.90,- - Lọc khí,MT-01-0002-5\n",
        encoding="utf-8",
    )
    assert main(["hs", "check", "b.csv", "--scheme", "s.yaml", "--format", "json", "--lang", "en"]) == 1
    found = [item for item in json.loads(capsys.readouterr().out)["findings"] if item["severity"] == "error"]
    assert [(item["rule"], item["line"], item["message"]) for item in found] == [
        ("DK-G011", 3, "MT-01-0002-5: the check character should be 6")
    ]
    assert main(["hs", "check", "n.csv", "--edition", "HS1996"]) == 2


def test_convert(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "b.csv").write_text("ma_hs,mo_ta\n8421.21.19,a\n8421.39.90,b\n1012100,c\n", encoding="utf-8")
    assert main(["hs", "convert", "b.csv", "--to", "HS2028", "--repair", "--out", "moi.xlsx", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["repaired"], data["replaced"], [item["rule"] for item in data["findings"]]) == (
        1,
        1,
        ["DK-G009", "DK-G009", "DK-G014"],
    )
    assert (here / "moi.xlsx").is_file()
    assert main(["hs", "convert", "b.csv", "--to", "AHTN2022"]) == 1
    assert capsys.readouterr().out == "ma_hs,mo_ta\n8421.21.19,a\n8421.39.90,b\n1012100,c\n"
    assert main(["hs", "convert", "b.csv", "--to", "HS1996"]) == 2


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_can_be_explained(rule: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", rule.id, "--lang", "en"]) == 0  # type: ignore[attr-defined]
    assert rule.explanation in capsys.readouterr().out  # type: ignore[attr-defined]


def test_rules_of_goods_are_unique_and_all_are_used() -> None:
    ids = [rule.id for rule in RULES]
    assert ids == sorted(set(ids))
    assert not {rule.id for rule in all_rules()} & set(ids)
    assert [rule.id for rule in brought_rules() if rule.id.startswith("DK-G")] == ids
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (Path(draftkit.__file__).parent / "hs").glob("*.py")
        if path.name != "rules.py"
    )
    assert set(re.findall(r"DK-G\d{3}", text)) == set(ids)


# -- the content of this repository


def test_the_circular_of_this_repository_has_no_findings() -> None:
    folder = CHECKOUT / "content/hs-rules/thong-tu-danh-muc-hang-hoa-moi-truong"
    session = Session(open_project(CHECKOUT, None))
    assert session.check(session.read(folder)) == []
    rows = [row for row in (folder / "danh-muc.csv").read_text(encoding="utf-8").split("\n") if row.startswith("hang")]
    assert len(rows) >= 60


def test_the_excerpt_of_this_repository_is_a_part_of_the_whole(shared: Path) -> None:
    import csv

    with (shared / "data/hs/ahtn2022_vi.csv").open(encoding="utf-8") as file:
        whole = {row["hs8"]: row["mo_ta_vi_la"].strip() for row in csv.DictReader(file)}
    with (CHECKOUT / "content/_shared/hs/ahtn2022-trich.csv").open(encoding="utf-8") as file:
        excerpt = {row["hs8"]: row["mo_ta"] for row in csv.DictReader(file)}
    headings = {code[:4] for code in excerpt}
    assert excerpt == {code: text for code, text in whole.items() if code[:4] in headings}


def test_what_the_workbook_of_a_printed_list_hides_is_a_finding(root: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (["Mã HS", "Mô tả", "Giới hạn"], ["8421.21.19", "- - Lọc nước", "loại A"], ["8421.39.90", "b", "c"]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["C"].hidden = True
    book.save(root / "content/dm.xlsx")
    thu = root / "content/thu.md"
    thu.write_text(thu.read_text(encoding="utf-8").replace("dm.csv", "dm.xlsx"), encoding="utf-8")
    session = Session(open_project(root, None))
    found = [one for one in session.check(session.read(thu)) if one.rule == "DK-G026"]
    assert [str(one.message).partition(": ")[2] for one in found] == [
        "rows that are hidden in the workbook are taken as well: 3",
        "columns that are hidden in the workbook are taken as well: Giới hạn",
    ]
