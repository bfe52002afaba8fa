"""A series goes through the gate row by row: what was approved is the text and its table, and no row goes out that was
not."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from draftkit.model.kind import NEWS
from tests.helpers import SERIES
from tests.office import Office

TEXT = SERIES.replace("cơ sở.", "cơ sở đến năm {{ muc_tieu.nam }}.")
ROWS = "Tỉnh,Số cơ sở\nNinh Bình,12\nHà Nội,7\n"


FILES = {"content/_shared/facts.yaml": "muc_tieu: {nam: 2030}\n", "content/tin.md": TEXT, "tinh.csv": ROWS}


class Series(Office):
    def approve(self) -> tuple[int, str]:
        return self.run("approve", "tin", "--each", "tinh.csv", "--by", "B", "--date", "2026-11-21")

    def build(self, *more: str) -> tuple[int, str]:
        arguments = ("--each", "tinh.csv", "--format", "txt", "--jobs", "1", "--out", "out")
        return self.run("build", "tin", *arguments, *more)

    def made(self) -> list[str]:
        return sorted(path.relative_to(self.root / "out").as_posix() for path in (self.root / "out").rglob("*.txt"))


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Series:
    return Series(tmp_path, capsys, monkeypatch, FILES)


def test_the_text_and_its_table_are_approved_together_and_then_every_row_goes_out(office: Series) -> None:
    assert office.build()[0] == 1
    assert office.made() == []
    status, out = office.approve()
    assert (status, out.split()) == (0, ["content/tin.duyet.yaml", "content/tin.duyet.csv"])
    assert (office.root / "content/tin.duyet.csv").read_text(encoding="utf-8") == (
        "tinh,so_co_so\nNinh Bình,12\nHà Nội,7\n"
    )
    assert office.build()[0] == 0
    assert office.made() == ["1_Ninh_Binh.txt", "2_Ha_Noi.txt"]


def test_a_changed_row_and_a_new_one_are_refused_and_named(office: Series) -> None:
    office.approve()
    office.build()
    office.write("tinh.csv", ROWS.replace("Ninh Bình,12", "Ninh Bình,13") + "Huế,3\n")
    status, out = office.build()
    assert status == 1
    assert "tinh.csv:2: changed since approval: so_co_so: “12” → “13”" in out
    assert "tinh.csv:4: “Huế” is no row of the table that was approved" in out
    assert "2 rows could not be built" in out
    assert office.made() == ["2_Ha_Noi.txt", "_cu/1_Ninh_Binh.txt"], "the old one is set aside"
    office.approve()
    assert office.build()[0] == 0


def test_what_is_there_of_rows_that_are_gone_is_told(office: Series) -> None:
    """A folder that is sent as it stands went to those who were taken out of the table, too."""
    office.approve()
    office.build()
    office.write("tinh.csv", ROWS.replace("Ninh Bình,12\n", ""))
    said = office.build()[1]
    assert "out: files of earlier runs that this table does not give are still there: 1_Ninh_Binh, 2_Ha_Noi" in said
    assert office.made() == ["1_Ha_Noi.txt", "1_Ninh_Binh.txt", "2_Ha_Noi.txt"]
    (office.root / "out/1_Ninh_Binh.txt").unlink()
    (office.root / "out/2_Ha_Noi.txt").unlink()
    assert "still there" not in office.build("--fresh")[1]


def test_another_table_of_the_text_in_the_folder_is_told_as_what_it_is(office: Series) -> None:
    """Its files are no left-overs of this one; those that are written over are named."""
    office.approve()
    office.build()
    draft = ("--format", "txt", "--jobs", "1", "--out", "out", "--draft")

    def build(table: str, name: str) -> str:
        return office.run("build", "content/tin.md", "--each", table, "--name", name, *draft)[1]

    office.write("mien-trung.csv", ROWS.replace("Ninh Bình", "Huế"))
    said = build("mien-trung.csv", "{tinh}")
    assert "out: files made of tinh.csv are there, too: 1_Ninh_Binh, 2_Ha_Noi (2)" in said
    assert "still there" not in said
    assert "written over" not in said
    assert "out: files made of mien-trung.csv are there, too: Hue, Ha_Noi (2)" in office.build()[1]
    office.write("mien-nam.csv", ROWS.replace("Ninh Bình,12", "Cần Thơ,7").replace("Hà Nội,7", "Huế,8"))
    said = build("mien-nam.csv", "{tinh}")
    assert "out: these are written over, and were made of mien-trung.csv: Hue (1)" in said
    office.write("mien-nam.csv", ROWS.replace("Ninh Bình,12\n", "").replace("Hà Nội,7", "Huế,8"))
    said = build("mien-nam.csv", "{tinh}")
    assert "out: files of earlier runs that this table does not give are still there: Can_Tho (1)" in said
    assert "written over" not in said
    office.write("content/khac.md", (office.root / "content/tin.md").read_text("utf-8"))
    said = office.run("build", "content/khac.md", "--each", "mien-nam.csv", "--name", "{tinh}", *draft)[1]
    assert "out: these are written over, and were made of content/tin.md: Hue (1)" in said


def test_what_another_text_left_in_the_folder_is_not_told_as_gone(office: Series) -> None:
    office.approve()
    office.build()
    office.write("content/khac.md", (office.root / "content/tin.md").read_text("utf-8"))
    office.write("it.csv", ROWS.replace("Ninh Bình,12\n", ""))
    arguments = ("--each", "it.csv", "--format", "txt", "--jobs", "1", "--out", "out", "--draft", "--name", "k-{tinh}")
    assert "still there" not in office.run("build", "khac", *arguments)[1]
    assert "k_Ha_Noi.txt" in office.made()
    assert "still there" not in office.build()[1]
    office.write("it.csv", ROWS.replace("Hà Nội,7\n", ""))
    assert "still there: k_Ha_Noi (1)" in office.run("build", "khac", *arguments)[1]


@pytest.mark.parametrize("row", ["Ninh Bình,\n", "Ninh Bình,12,thừa\n", "Ninh Bình,{{ khong }}\n"])
def test_a_row_that_can_no_longer_be_made_leaves_no_file(row: str, office: Series) -> None:
    office.approve()
    office.build()
    office.write("tinh.csv", ROWS.replace("Ninh Bình,12\n", row))
    assert office.build()[0] == 1
    assert office.made() == ["2_Ha_Noi.txt", "_cu/1_Ninh_Binh.txt"]


def test_among_sources_only_what_a_series_made_is_set_aside(office: Series) -> None:
    office.write(
        "tinh.csv", ROWS.replace("Tỉnh", "Tỉnh,Tên tệp").replace("Bình,", "Bình,tin,").replace("Nội,", "Nội,b,")
    )
    office.approve()
    assert office.build("--out", "content")[0] == 0
    office.write("content/tin.csv", "của người dùng")
    office.write("tinh.csv", office.text("tinh.csv").replace("12", "13"))
    assert office.build("--out", "content")[0] == 1
    there = {path.name for path in (office.root / "content").iterdir()}
    assert {"tin.md", "tin.csv", "tin.duyet.yaml", "tin.duyet.csv", "b.txt"} <= there
    assert [path.name for path in (office.root / "content/_cu").iterdir()] == ["tin.txt"]


def test_a_changed_text_or_figure_refuses_all_rows(office: Series) -> None:
    office.approve()
    office.write("content/tin.md", TEXT.replace("Tại {{", "Ở {{"))
    assert office.build()[1].count("the text has been changed since B approved it on 2026-11-21") >= 2
    office.write("content/tin.md", TEXT)
    office.write("content/_shared/facts.yaml", "muc_tieu: {nam: 2035}\n")
    status, out = office.build()
    assert status == 1
    assert "it was “2030”; it is “2035”" in out
    assert office.made() == []


def test_a_cell_in_the_place_of_a_value_is_what_was_approved(office: Series) -> None:
    """It was said to be a value that had changed since, however often the series was approved."""
    office.write("content/tin.md", TEXT.replace("ten_goi:", "tom_tat: Đến {{ muc_tieu.ty_le }}\nten_goi:"))
    office.write("content/_shared/facts.yaml", "muc_tieu: {nam: 2030, ty_le: 70%}\n")
    office.write("tinh.csv", "Tỉnh,Số cơ sở,Tóm tắt\nNinh Bình,12,Tin của tỉnh\n")
    assert office.approve()[0] == 0
    assert office.build()[0] == 0
    assert office.made() == ["1_Ninh_Binh.txt"]


def test_each_row_bears_the_time_of_its_own_also_where_the_column_is_called_as_the_key(office: Series) -> None:
    """A row that was out already went on saying that nobody may publish it before the last of the others."""
    office.write("tinh.csv", "tinh,so_co_so,cam_cong_bo\nA,1,2026-12-01 10:00 +07:00\nB,2,2026-12-03 10:00 +07:00\n")
    assert office.approve()[0] == 0
    for more in ((), ("--embargoed",)):
        office.build("--now", "2026-12-02 10:00 +07:00", *more)
        assert "CẤM CÔNG BỐ" not in (office.root / "out/1_A.txt").read_text("utf-8")
    assert "CẤM CÔNG BỐ TRƯỚC 10 giờ 00 ngày 03/12/2026" in (office.root / "out/2_B.txt").read_text("utf-8")
    office.build("--now", "2026-11-30 10:00 +07:00", "--embargoed", "--fresh")
    assert "CẤM CÔNG BỐ TRƯỚC 10 giờ 00 ngày 01/12/2026" in (office.root / "out/1_A.txt").read_text("utf-8")
    office.build("--now", "2026-12-02 10:00 +07:00", "--embargoed")
    assert "CẤM CÔNG BỐ" not in (office.root / "out/1_A.txt").read_text("utf-8"), "made again when its time has come"


def test_rows_wait_for_their_time(office: Series) -> None:
    office.write(
        "content/tin.md",
        TEXT.replace("nam: 2026\n", "nam: 2026\ncam_cong_bo: {{ luc }}\n", 1).replace("{{ luc }}", '"{{ luc }}"'),
    )
    office.write("tinh.csv", "tinh,so_co_so,luc\nA,1,2026-12-01 10:00 +07:00\nB,2,2026-12-03 10:00 +07:00\n")
    assert office.approve()[0] == 0
    status, out = office.build("--now", "2026-12-02 10:00 +07:00")
    assert status == 1
    assert "tinh.csv:3: cam_cong_bo: not to be published before 10 giờ 00 ngày 03/12/2026" in out
    assert office.made() == ["1_A.txt"]
    assert office.build("--now", "2026-12-02 10:00 +07:00", "--embargoed")[0] == 0
    assert office.made() == ["1_A.txt", "2_B.txt"]


def test_a_table_that_was_changed_beside_its_approval_counts_for_nothing(office: Series) -> None:
    office.approve()
    path = office.root / "content/tin.duyet.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("7", "8"), encoding="utf-8")
    assert office.build()[0] == 1
    assert office.made() == []


def test_rows_with_errors_are_not_approved(office: Series) -> None:
    office.write("tinh.csv", ROWS + "Huế,\n")
    status, out = office.approve()
    assert status == 1
    assert "tinh.csv:4: has nothing in the column “so_co_so”" in out
    assert not (office.root / "content/tin.duyet.yaml").exists()


def test_an_error_that_only_a_late_row_has_is_found_and_told_with_its_row(office: Series) -> None:
    office.write("content/tin.md", TEXT.replace("nam: 2026\n", 'nam: 2026\ncam_cong_bo: "{{ luc }}"\n', 1))
    good = "".join(f"T{number},1,2026-12-01 10:00 +07:00\n" for number in range(51))
    office.write("tinh.csv", f"tinh,so_co_so,luc\n{good}Huế,1,sáng mai\n")
    status, out = office.approve()
    assert (status, re.findall(r"^tinh.csv:(\d+):", out, re.M)) == (1, ["53"])
    assert not (office.root / "content/tin.duyet.yaml").exists()


def test_warnings_that_stand_in_a_series_are_told_to_whoever_approves_it(office: Series) -> None:
    text = TEXT.replace("---\n", "---\ngia_tri: {con_lai: 5}\n", 1)
    office.write("content/tin.md", text + "\nNăm  2026 có {{ so_co_so }} cơ sở.\n")
    office.write("tinh.csv", "Tỉnh,Số cơ sở,thu_dien_tu\nHuế,7,hue@vi-du.vn\n")
    status, out = office.approve()
    assert status == 0
    assert "warning DK-" in out
    assert "{{ con_lai }} is never used" in out
    assert "thu_dien_tu" not in out, "a column that the text does not use is for others"


def test_the_text_of_a_series_is_no_page_and_no_piece_of_a_kit(office: Series) -> None:
    office.approve()
    status, out = office.run("build", "tin", "--format", "txt", "--out", "out")
    assert status == 1
    assert "a document is made of this text for each row" in out
    office.run("site", "--now", "2026-11-25 10:00 +07:00")
    assert not list((office.root / "build").rglob("tin.*"))


def packed(office: Series) -> dict[str, str]:
    with zipfile.ZipFile(office.root / "build/kit/tin.zip") as kit:
        return {name: kit.read(name).decode(errors="replace") for name in kit.namelist()}


def test_rows_that_were_approved_are_pieces_of_a_kit_and_what_stands_in_each_is_told_once(office: Series) -> None:
    office.write("tinh.csv", "Mã,Tỉnh,Số cơ sở\nNB,Ninh Bình,12\nHN,Hà Nội,7\n")
    office.approve()
    status, said = office.run("kit", "tin")
    assert (status, said.count("DK-V002")) == (0, 1)
    files = packed(office)
    assert {name.split("/")[0] for name in files if "/" in name} == {"tin-1-nb", "tin-2-hn"}
    assert "Tại Hà Nội có 7 cơ sở đến năm 2030" in files["tin-2-hn/tin-2-hn.txt"]
    assert [piece["ten"] for piece in json.loads(files["manifest.json"])["van_ban"]] == [
        "Bộ X khởi công tại Ninh Bình",
        "Bộ X khởi công tại Hà Nội",
    ]
    assert not [name for name, text in files.items() if name.endswith(("txt", "html", "json")) and "{{" in text]


def test_rows_that_were_approved_are_pages_of_the_site(office: Series) -> None:
    office.write("draftkit.yaml", "noi_dung: content\ntrang_tin: {dia_chi: 'https://tin.bo.vn'}\n")
    office.approve()
    assert "2 news" in office.run("site", "--now", "2026-11-25 10:00 +07:00")[1]
    site = office.root / "build/site"
    pages = {path.stem: path.read_text(encoding="utf-8") for path in site.rglob("tin-*.html")}
    assert sorted(pages) == ["tin-1-ninh-binh", "tin-2-ha-noi"]
    for name, page in pages.items():
        assert re.findall(r'rel="canonical" href="([^"]*)"', page) == [f"https://tin.bo.vn/{NEWS}/{name}.html"]
        assert f"{NEWS}/{name}.html" in (site / "feed.xml").read_text(encoding="utf-8")
        assert f"{NEWS}/{name}.html" in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_rows_of_the_site_and_of_a_kit_wait_as_any_text_does(office: Series) -> None:
    office.write("content/tin.md", TEXT.replace("nam: 2026\n", 'nam: 2026\ncam_cong_bo: "{{ luc }}"\n', 1))
    office.write("tinh.csv", "tinh,so_co_so,luc\nA,1,2026-11-20 10:00 +07:00\nB,2,2026-12-03 10:00 +07:00\n")
    assert office.approve()[0] == 0
    at = ("--now", "2026-12-02 10:00 +07:00")
    said = office.run("site", *at)[1]
    assert "1 news" in said
    assert "tin-2-B: not published: cam_cong_bo: not to be published before 10 giờ 00 ngày 03/12/2026" in said
    status, said = office.run("kit", "tin", *at)
    assert status == 1
    assert "tin.md [2_B]: cam_cong_bo" in said
    assert "1 rows are not in the kit" in said
    assert {name.split("/")[0] for name in packed(office) if "/" in name} == {"tin-1-a"}
    assert "cam_cong_bo" in office.run("kit", "tin", *at)[1], "told each time"
    assert office.run("kit", "tin", "--now", "2026-12-04 10:00 +07:00")[0] == 0
    assert {name.split("/")[0] for name in packed(office) if "/" in name} == {"tin-1-a", "tin-2-b"}
    assert office.run("kit", "tin", "--now", "2026-11-02 10:00 +07:00")[0] == 1
    assert not (office.root / "build/kit/tin.zip").exists(), "no row may go"
    assert office.run("kit", "tin", *at, "--embargoed")[0] == 0
    files = packed(office)
    assert "CẤM CÔNG BỐ TRƯỚC" in files["tin-2-b/tin-2-b.txt"]
    assert "CẤM CÔNG BỐ TRƯỚC" not in files["tin-1-a/tin-1-a.txt"]


def test_a_piece_of_its_own_that_must_wait_keeps_the_kit_from_being_packed_and_a_row_does_not(office: Series) -> None:
    own = TEXT.replace("{{ tinh }}", "Huế").replace("{{ so_co_so }}", "3")
    office.write("content/rieng.md", own)
    office.write("content/tin.md", TEXT.replace("nam: 2026\n", 'nam: 2026\ncam_cong_bo: "{{ luc }}"\n', 1))
    office.write("tinh.csv", "tinh,so_co_so,luc\nA,1,2026-11-20 10:00 +07:00\nB,2,2026-12-03 10:00 +07:00\n")
    office.approve()
    pack = ("kit", "tin", "rieng", "--now", "2026-12-02 10:00 +07:00")
    status, said = office.run(*pack)
    assert (status, "rieng.md: not built" in said) == (1, True), "nobody approved it"
    assert not (office.root / "build/kit/tin.zip").exists()
    assert office.run("approve", "rieng", "--by", "B", "--date", "2026-11-21")[0] == 0
    assert office.run(*pack)[0] == 1
    assert {name.split("/")[0] for name in packed(office) if "/" in name} == {"tin-1-a", "rieng"}


def test_a_table_changed_beside_its_approval_makes_neither_pages_nor_pieces(office: Series) -> None:
    office.approve()
    office.write("content/tin.duyet.csv", ROWS.replace("7", "8"))
    status, said = office.run("kit", "tin")
    assert status == 1
    assert "tin.duyet.csv is not the table that was approved" in said
    assert "tin: not published: tin.duyet.csv is not the table that was approved" in office.run("site")[1]
    listed = office.root / "build/site/tin"  # the page of all news, which has none
    assert [path.name for path in listed.iterdir()] == ["index.html"]
    assert [path for path in (office.root / "build").rglob("tin*") if path != listed] == []


def test_no_table_is_approved_with_a_row_that_cannot_be_made(office: Series) -> None:
    office.write(
        "tinh.csv",
        "Tỉnh,Số cơ sở,Ngày\n"
        + "Huế,3,1/12/2026\n" * 60
        + "Hà Nội {{ khong_co }},3,1/12/2026\nBắc Ninh,3,30/02/2026\n",
    )
    status, out = office.approve()
    assert status == 1
    assert "tinh.csv:62: " in out
    assert "tinh.csv:63: " in out
    assert not (office.root / "content/tin.duyet.csv").exists()


def test_a_series_whose_kept_table_is_another_is_listed_as_changed(office: Series) -> None:
    office.approve()
    assert "\tpublished\t" in office.run("list")[1]
    office.write("content/tin.duyet.csv", "tinh,so_co_so\nNinh Bình,13\n")
    assert "\tchanged since approval\t" in office.run("list")[1]


def test_a_file_whose_name_has_a_line_break_is_one_line_of_the_list(office: Series) -> None:
    office.write("content/tin\nhai\tba.md", TEXT)
    assert sorted(line.count("\t") for line in office.run("list")[1].splitlines()) == [3, 3]


def test_a_series_that_is_approved_as_one_text_is_told_to_name_its_table(office: Series) -> None:
    status, said = office.run("build", "tin", "--each", "tinh.csv")
    assert "draftkit approve tin --each tinh.csv --by …" in said, "the cure works"
    office.write("bảng số.csv", ROWS)
    status, said = office.run("build", "tin", "--each", "bảng số.csv")
    assert 'draftkit approve tin --each "bảng số.csv" --by …' in said
    for _ in range(2):  # never approved; approved with its rows
        status, said = office.run("approve", "tin", "--by", "B", "--date", "2026-11-21")
        assert (status, "is approved with them: draftkit approve … --each FILE" in said) == (1, True)
        office.approve()


def test_a_column_that_nothing_prints_is_nobodys_business_until_the_files_are_called_by_it(office: Series) -> None:
    table = "Tỉnh,Số cơ sở,CCCD\nNinh Bình,12,001085012345\nHà Nội,7,001085012346\n"
    office.write("tinh.csv", table)
    assert office.approve()[0] == 0
    assert office.build()[0] == 0
    office.write("tinh.csv", "\n".join(",".join(row.split(",")[::-1]) for row in table.split("\n")))
    status, out = office.approve()
    assert (status, "the number of an identity paper" in out, "“001085012345”" in out) == (1, True, True)
    office.write("tinh.csv", table)
    office.write("content/tin.md", TEXT.replace("cơ sở đến", "cơ sở (số {{ cccd }}) đến"))
    assert office.approve()[0] == 1


@pytest.mark.parametrize("cell", ["05/12/2026", "12.345.678", "1.234 5678"])
def test_the_place_of_a_row_and_a_day_or_an_amount_are_no_telephone(office: Series, cell: str) -> None:
    office.write("content/tin.md", TEXT.replace("{{ tinh }}", "Huế").replace("cơ sở đến", "cơ sở, {{ tinh }}, đến"))
    office.write("tinh.csv", "tinh,so_co_so\n" + "".join(f"{cell},{at}\n" for at in range(1, 11)))
    assert "is a personal telephone number" not in office.approve()[1]
    assert office.build()[0] == 0


@pytest.mark.parametrize("cell", ["0912 345 678", "ông A 0912.345.678", "(0912) 345678"])
def test_a_telephone_by_which_the_files_of_a_row_are_called_is_told(office: Series, cell: str) -> None:
    table = "cot,tinh,so_co_so\n" + "".join(f"{cell[:-1]}{at},Huế {at},{at}\n" for at in range(1, 10))
    office.write("tinh.csv", table)
    assert "is a personal telephone number" in office.approve()[1]
    office.write("tinh.csv", table.replace("cot,", "ten_tep,"))
    assert "is a personal telephone number" in office.approve()[1]


@pytest.mark.parametrize("column", ["luc", "cam_cong_bo"])
def test_two_languages_of_a_series_are_paired_row_by_row(column: str, office: Series) -> None:
    office.write("draftkit.yaml", "noi_dung: content\ntrang_tin: {dia_chi: 'https://tin.bo.vn'}\n")
    if column == "luc":
        office.write("content/tin.md", TEXT.replace("nam: 2026\n", 'nam: 2026\ncam_cong_bo: "{{ luc }}"\n', 1))
    rows = f"tinh,so_co_so,{column}\nA,1200,2026-11-20 10:00 +07:00\nB,7,2026-11-21 10:00 +07:00\n"
    office.write("tinh.csv", f"{rows}C,9,2026-12-03 10:00 +07:00\n")
    english = re.sub(r"(?m)^ten_goi:.*", 'ten_goi: "{{ tinh }} opens"', TEXT.partition("\n---\n")[0])
    office.write("content/tin.en.md", f"{english}\n---\n{{{{ tinh }}}} has {{{{ so_co_so }}}} sites by 2030.\n")
    assert office.approve()[0] == 0
    status, said = office.run("approve", "tin.en", "--each", "tinh.csv", "--by", "B", "--date", "2026-11-21")
    assert (status, "DK-E002" in said) == (0, False), "the figures of a row are those its original has of it"
    at = ("--now", "2026-11-25 10:00 +07:00")
    key = {"luc": "tin.cam_cong_bo"}.get(column, column)
    told = f"tin.en-3-C: not published: {key}: not to be published before 10:00, 3 December 2026 (Vietnam time"
    assert told in office.run("site", *at)[1], "it waits as its original does"
    made = (office.root / "build/site").rglob("tin*-?-*.html")
    pages = {path.stem: path.read_text(encoding="utf-8") for path in made}
    assert sorted(pages) == ["tin-1-a", "tin-2-b", "tin-en-1-a", "tin-en-2-b"]
    for name, page in pages.items():
        twins = [f"https://tin.bo.vn/{NEWS}/{one}{name[-4:]}.html" for one in ("tin", "tin-en")]
        assert re.findall(r'<link rel="alternate" hreflang="\w+" href="([^"]*)"', page) == twins
    office.run("kit", "tin", "tin.en", *at, "--embargoed")
    kit = packed(office)
    pieces = {piece["ten"]: piece["ban_ngon_ngu_khac"] for piece in json.loads(kit["manifest.json"])["van_ban"]}
    assert pieces == {
        **{f"Bộ X khởi công tại {one}": f"tin-en-{at}-{one.lower()}" for at, one in enumerate("AB", 1)},
        **{f"{one} opens": f"tin-{at}-{one.lower()}" for at, one in enumerate("AB", 1)},
        "[CẤM CÔNG BỐ TRƯỚC 10 giờ 00 ngày 03/12/2026 (giờ Việt Nam, UTC+7)] Bộ X khởi công tại C": "tin-en-3-c",
        "[EMBARGOED UNTIL 10:00, 3 December 2026 (Vietnam time, UTC+7)] C opens": "tin-3-c",
    }
    assert 'hreflang="en" href="../tin-en-2-b/tin-en-2-b.html"' in kit["tin-2-b/tin-2-b.html"]
    assert kit["danh-muc.txt"].count(": tin-en-3-c/") == 1


def test_a_translation_of_no_series_is_no_twin_of_its_rows(office: Series) -> None:
    english = TEXT.replace("{{ tinh }}", "Hanoi").replace("{{ so_co_so }}", "7")
    office.write("content/tin.en.md", english)
    office.approve()
    office.run("approve", "tin.en", "--by", "B", "--date", "2026-11-21")
    assert "3 news" in office.run("site", "--now", "2026-11-25 10:00 +07:00")[1]
    for path in (office.root / "build/site").rglob("tin*-?-*.html"):
        assert 'rel="alternate" hreflang' not in path.read_text(encoding="utf-8")


def test_a_series_is_held_until_its_last_row_may_go_out(office: Series) -> None:
    office.write("content/tin.md", TEXT.replace("nam: 2026\n", 'nam: 2026\ncam_cong_bo: "{{ luc }}"\n', 1))
    office.write("tinh.csv", "tinh,so_co_so,luc\nA,1,2026-11-20 10:00 +07:00\nB,2,2099-12-03 10:00 +07:00\n")
    office.write("content/khac.md", TEXT.partition("\n---\n")[0].replace("{{ tinh }}", "X") + "\n---\n[Tin](tin.md).\n")
    assert office.approve()[0] == 0
    assert office.run("approve", "khac", "--by", "B", "--date", "2026-11-21")[0] == 0
    assert office.run("list")[1].count("held until 10 giờ 00 ngày 03/12/2099") == 2
    status, said = office.run("build", "khac", "--out", "out", "--now", "2026-11-25 10:00 +07:00")
    assert status == 1
    assert "tin.cam_cong_bo: not to be published before 10 giờ 00 ngày 03/12/2099" in said


def test_no_list_names_who_is_not_to_get_it_yet(office: Series) -> None:
    """A row whose time has come was refused as one that must wait, and those who must wait stood on the lists."""
    rows = "Tỉnh,Số cơ sở,Thư điện tử,cam_cong_bo\nNinh Bình,12,nb@x.vn,2020-01-01 08:00\nHà Nội,7,hn@x.vn,{}\n"
    office.write("tinh.csv", rows.format("2020-01-01 08:00"))
    office.approve()
    send = ("send-list", "tin", "--each", "tinh.csv", "--block", "1", "--out", "ra")
    assert office.run(*send)[0] == 0
    assert (office.root / "ra/tin.bcc-002.txt").read_text(encoding="utf-8") == "hn@x.vn\n"
    office.write("tinh.csv", rows.format("2999-01-01 08:00"))
    office.approve()
    status, said = office.run(*send)
    assert (status, "tinh.csv:3: cam_cong_bo: not to be published before" in said) == (1, True)
    assert "1 receive it" in said
    lists = sorted(path.relative_to(office.root / "ra").as_posix() for path in (office.root / "ra").rglob("*.*"))
    assert lists == ["_cu/tin.bcc-002.txt", "tin.bcc-001.txt", "tin.gui.csv"]
    assert "hn@x.vn" not in (office.root / "ra/tin.gui.csv").read_text(encoding="utf-8")
    assert office.run(*send, "--embargoed")[0] == 0
    assert "hn@x.vn" in (office.root / "ra/tin.gui.csv").read_text(encoding="utf-8")
    (office.root / "content/tin.duyet.csv").unlink()
    (office.root / "content/tin.duyet.yaml").unlink()
    status, said = office.run(*send, "--embargoed")
    assert (status, "nobody has approved this text" in said, "0 receive it" in said) == (1, True, True)
    assert [path for path in (office.root / "ra").rglob("*.*") if path.parent.name != "_cu"] == []


def test_what_the_first_row_alone_has_is_told_of_that_row(office: Series) -> None:
    office.write("tinh.csv", "Tỉnh,Số cơ sở\nNinh Bình,CCCD 001085012345\nHà Nội,7\n")
    said = office.build("--draft")[1]
    assert [line.split(" ")[0] for line in said.splitlines() if "DK-P030" in line] == ["tinh.csv:2:"]
