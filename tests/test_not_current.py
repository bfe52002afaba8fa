"""What cannot be made leaves no earlier result looking current: it is set aside and named, whatever stops it; where
only the command or the disk is wrong, it stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from draftkit.kinds.registry import packaged_templates
from tests.dossier.test_build import make_project
from tests.helpers import RELEASE, SERIES
from tests.office import Office

LETTER = "---\nloai: Công văn\nten_goi: về việc nghỉ lễ\nco_quan: Bộ X\nviet_tat: BX\n---\nNội dung.\n"
FAULTS = {
    "yaml": LETTER.replace("ten_goi: ", "ten_goi: [").encode(),
    "utf-8": LETTER.encode().replace("ễ".encode(), b"\xff"),
    "kind": LETTER.replace("Công văn", "Công văn gì").encode(),
    "conflict": f"{LETTER}<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n".encode(),
    "utf-16": LETTER.encode("utf-16"),
}


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(tmp_path, capsys, monkeypatch, {f"content/{name}.md": LETTER for name in ("a", "b")})


def there(office: Office, folder: str = "build") -> list[str]:
    files = (path for path in (office.root / folder).rglob("*") if path.is_file() and path.suffix != ".jsonl")
    return sorted(path.relative_to(office.root / folder).as_posix() for path in files)


@pytest.mark.parametrize("fault", FAULTS)
def test_of_a_text_that_cannot_be_read(office: Office, fault: str) -> None:
    assert office.run("build", "--format", "txt")[0] == 0
    (office.root / "content/a.md").write_bytes(FAULTS[fault])
    status, said = office.run("build", "content/a.md", "--format", "txt")
    assert (status, "set aside what was built before: build/_cu/a.txt" in said) == (2, True)
    assert there(office) == ["_cu/a.receipt.json", "_cu/a.txt", "b.receipt.json", "b.txt"]
    office.write("content/a.md", LETTER)
    assert office.run("build", "--format", "txt")[0] == 0
    assert "a.txt" in there(office)


def test_of_several_texts_with_one_fault_each_is_named(office: Office) -> None:
    office.write("content/_shared/facts.yaml", "a: 1\n")
    assert office.run("build", "--format", "txt")[0] == 0
    office.write("content/_shared/facts.yaml", "a: [1\n")
    said = office.run("build", "--format", "txt")[1]
    assert [name for name in ("a", "b") if f"built before: build/_cu/{name}.txt" in said] == ["a", "b"]
    assert said.count("facts.yaml:") == 1


def test_of_a_text_whose_template_is_broken(office: Office) -> None:
    assert office.run("build", "a", "--format", "docx")[0] == 0
    shutil.copy(packaged_templates() / "_shared/nd30-van-ban.docx.txt", office.root / "content/nd30-van-ban.docx")
    assert "build/_cu/a.docx" in office.run("build", "a", "--format", "docx")[1]
    assert there(office) == ["_cu/a.docx", "_cu/a.receipt.json"]


def test_what_was_asked_for_wrongly_or_could_not_be_written_stays(office: Office) -> None:
    assert office.run("build", "a", "--format", "txt")[0] == 0
    assert office.run("build", "a", "--format", "pptx")[0] == 2
    assert there(office) == ["a.receipt.json", "a.txt"]
    (office.root / "build/a.html").mkdir()
    assert office.run("build", "a", "--format", "html")[0] == 2
    assert there(office) == ["a.receipt.json", "a.txt"]


def test_of_a_series_whose_text_cannot_be_read(office: Office) -> None:
    office.write("content/tin.md", SERIES.replace("\n---\n", "\ndu_thao: true\n---\n", 1))
    office.write("tinh.csv", "Tỉnh,Số cơ sở\nNinh Bình,12\nHà Nội,7\n")
    run = ("build", "tin", "--each", "tinh.csv", "--format", "txt", "--jobs", "1", "--out", "out")
    assert office.run(*run)[0] == 0
    assert there(office, "out") == ["1_Ninh_Binh.txt", "2_Ha_Noi.txt"]
    assert office.run(*run, "--name", "{khong_co}")[0] == 2
    assert there(office, "out") == ["1_Ninh_Binh.txt", "2_Ha_Noi.txt"]
    office.write("content/tin.md", SERIES.replace("ten_goi:", "ten_goi: ["))
    assert "set aside what was built before: out/_cu/1_Ninh_Binh.txt" in office.run(*run)[1]
    assert there(office, "out") == ["_cu/1_Ninh_Binh.txt", "_cu/2_Ha_Noi.txt"]


def test_of_a_kit_and_of_a_dossier(office: Office) -> None:
    assert office.run("kit", "a", "--draft")[0] == 0
    office.write("content/a.md", LETTER.replace("ten_goi: ", "ten_goi: ["))
    status, said = office.run("kit", "a", "--draft")
    assert (status, "set aside what was built before: build/kit/_cu/a.zip" in said) == (2, True)
    assert all(name.startswith("_cu/") for name in there(office, "build/kit"))


def test_of_a_dossier_of_which_a_paper_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_project(tmp_path, {})
    office = Office(tmp_path, capsys, monkeypatch, {})
    assert office.run("dossier", "--allow-pending")[0] == 0
    letter = office.text("content/ho-so/cong-van.md")
    office.write("content/ho-so/cong-van.md", letter.replace("---\n", "---\na: [\n", 1))
    status, said = office.run("dossier", "--allow-pending")
    assert (status, "set aside what was built before: build/dossier/" in said) == (2, True)
    assert not any("_cu" not in name for name in there(office, "build/dossier"))
    office.write("content/ho-so/cong-van.md", letter)
    shutil.copytree(tmp_path / "content/ho-so", tmp_path / "content/ho-so-hai")
    assert office.run("dossier", "--allow-pending")[0] == 0
    office.write("content/ho-so/dossier.yaml", "ten: [\n")
    status, said = office.run("dossier", "--allow-pending")
    assert (status, "set aside what was built before: build/dossier/_cu/ho-so-tham-dinh.zip" in said) == (2, True)
    left = [name for name in there(office, "build/dossier") if "_cu" not in name]
    assert left
    assert all("ho-so-hai" in name for name in left)


def test_of_a_text_that_is_refused_what_was_made_of_it_elsewhere_and_with_others(office: Office) -> None:
    office.write("content/tin.md", RELEASE)
    for command in ("approve tin --by B --date 2026-11-20", "build tin --format txt", "kit tin"):
        assert office.run(*command.split())[0] == 0, command
    office.write("content/tin.md", f"{RELEASE}\nThêm một câu.\n")
    status, said = office.run("build", "tin", "--format", "txt", "--out", "ra")
    assert status == 1
    for file in ("build/_cu/tin.txt", "build/kit/_cu/tin.zip"):
        assert f"set aside what was built before: {file}" in said


@pytest.mark.parametrize("out", ["build/site", "trang"])
def test_of_a_text_that_is_refused_the_pages_that_still_show_it_are_named(office: Office, out: str) -> None:
    """They stayed on the site, and nobody was told."""
    office.write("content/tin.md", RELEASE)
    office.write("content/tin-2.md", RELEASE)
    office.write("draftkit.yaml", "noi_dung: content\ntrang_tin: {ten: Trang tin, dia_chi: 'https://bo.vn'}\n")
    for command in ("approve tin tin-2 --by B --date 2026-11-20", f"site --out {out}", "site --draft"):
        assert office.run(*command.split())[0] == 0, command
    office.write("content/tin.md", f"{RELEASE}\nThêm một câu.\n")
    page = f"{out}/tin/tin.html"
    status, said = office.run("build", "tin", "--format", "txt")
    assert (status, said.count(" still shows it"), f"{page} still shows it" in said) == (1, 1, True)
    assert office.run("site", "--out", out)[0] == 0
    assert "still shows it" not in office.run("build", "tin", "--format", "txt")[1]
    assert "still shows it" not in office.run("build", "tin", "--format", "txt", "--draft")[1]
