"""The folder, the list, the zip; what stops a dossier; the values that papers print; the command."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.dossier.build import plain_name, prepare, write
from draftkit.dossier.read import find_dossiers, read_dossier
from draftkit.errors import ConfigError, SourceError
from draftkit.library.project import dossiers, open_project
from draftkit.writers.text import write_text
from tests.dossier.project import COMMENTS, DOSSIER, DRAFT, LETTER, WHY, made, make_project
from tests.dossier.test_tables import rows
from tests.helpers import META, write_project

NO_NUMBER = META.replace("ngay: 2026-06-05\n", "ngay:\ndu_thao: {lan: 1, ngay: 2026-06-01}\n").replace('so: "7"', "so:")
PENDING = {
    "gop-y.yaml": COMMENTS
    + "- {id: Y6, co_quan: Sở F, quy_dinh: pham-vi, noi_dung: Sửa tên., quyet_dinh: chưa trả lời}\n"
}


def built(root: Path, files: dict[str, str | None] | None = None, stage: str = "thẩm định") -> list[Path]:
    session = make_project(root, files)
    return write(session, prepare(session, read_dossier(root / "content/ho-so/dossier.yaml", session.project), stage))


class TestFolder:
    def test_papers_are_numbered_in_order_with_the_list_at_the_end(self, tmp_path: Path) -> None:
        names = [path.name for path in built(tmp_path)]
        assert names == [
            "01_Cong_van.docx",
            "02_Du_thao_Nghi_dinh.docx",
            "03_Ban_so_sanh.docx",
            "04_Ban_tong_hop_y_kien.docx",
            "05_Danh_muc_tai_lieu_gui_kem.docx",
            "ho-so-tham-dinh.zip",
        ]

    def test_stage_leaves_out_papers_of_other_stages(self, tmp_path: Path) -> None:
        assert not any("tong_hop" in path.name for path in built(tmp_path, stage="lấy ý kiến"))

    def test_zip_holds_the_folder_and_is_the_same_every_time(self, tmp_path: Path) -> None:
        first, second = built(tmp_path / "a")[-1], built(tmp_path / "b")[-1]
        assert first.read_bytes() == second.read_bytes()
        with zipfile.ZipFile(first) as archive:
            assert "ho-so-tham-dinh/01_Cong_van.docx" in archive.namelist()
            assert archive.testzip() is None

    def test_leftovers_of_an_earlier_run_are_taken_out(self, tmp_path: Path) -> None:
        folder = built(tmp_path)[0].parent
        (folder / "09_Cu.docx").write_text("x")
        (folder / "ghi-chu.txt").write_text("của tôi")
        built(tmp_path)
        assert not (folder / "09_Cu.docx").exists()
        assert (folder / "ghi-chu.txt").exists()

    def test_file_is_taken_as_it_is(self, tmp_path: Path) -> None:
        more = DOSSIER + "  - {ten: Ý kiến Bộ Tư pháp, tep: y-kien.txt}\n"
        paths = built(tmp_path, {"dossier.yaml": more, "y-kien.txt": "Nhất trí."})
        assert next(path for path in paths if path.suffix == ".txt").name == "05_Y_kien_Bo_Tu_phap.txt"

    def test_list_of_enclosures_leaves_out_the_letter(self, tmp_path: Path) -> None:
        found = rows(made(tmp_path), "Danh mục tài liệu gửi kèm")
        assert [row[1:] for row in found[1:]] == [
            ["Dự thảo Nghị định", "07/2026/NĐ-CP ngày 05/6/2026", "02"],
            ["Bản so sánh", "", "03"],
            ["Bản tổng hợp ý kiến", "", "04"],
        ]

    @pytest.mark.parametrize(
        ("title", "name"),
        [
            ("Dự thảo Nghị định về đất đai", "Du_thao_Nghi_dinh_ve_dat_dai"),
            ("../../etc/passwd", "etc_passwd"),
            ("…", "tai_lieu"),
            ("Côn", "Con_"),
            ("com 1", "com_1"),
            ("NUL", "NUL_"),
            ("a" * 200, "a" * 60),
            ("x " * 60, "_".join("x" * 30)),
        ],
    )
    def test_file_names_are_plain(self, title: str, name: str) -> None:
        assert plain_name(title) == name


class TestValues:
    def test_papers_print_what_the_draft_says(self, tmp_path: Path) -> None:
        letter = LETTER.replace("./.", "; {{ du_thao.vi_tri.pv_hai_a }}; {{ gop_y.tra_loi }}; {{ ho_so.gui_kem }}./.")
        paper = made(tmp_path, files={"cong-van.md": letter}).papers[0].document
        assert paper
        text = write_text(paper.bound, paper.frame)
        assert (
            "dự thảo Nghị định về thử nghiệm gồm 02 chương, 03 điều; điểm a khoản 2 Điều 1; 05; (1) Dự thảo Nghị "
            "định; (2) Bản so sánh"
        ) in text

    def test_a_body_counts_once_by_its_id_and_by_its_name(self, tmp_path: Path) -> None:
        files = {
            "cong-van.md": LETTER.replace("./.", "; {{ gop_y.tra_loi }} cơ quan./."),
            "gop-y.yaml": COMMENTS.replace("Hội E", "Bộ A"),
        }
        paper = made(tmp_path, files=files).papers[0].document
        assert paper
        assert "; 04 cơ quan" in write_text(paper.bound, paper.frame)

    def test_values_are_there_when_a_paper_is_built_alone(self, tmp_path: Path) -> None:
        session = make_project(tmp_path)
        document = session.read(tmp_path / "content/ho-so/cong-van.md")
        assert "gồm 02 chương, 03 điều" in write_text(document.bound, document.frame)

    def test_other_documents_get_none(self, tmp_path: Path) -> None:
        session = make_project(tmp_path)
        path = tmp_path / "content/khac.md"
        path.write_text(f"---\n{META}---\n### Điều. Tên\nGồm {{{{ du_thao.so_dieu }}}}.\n", encoding="utf-8")
        assert "DK-V001" in [finding.rule for finding in session.check(session.read(path))]

    def test_draft_inside_the_folder_of_its_dossier(self, tmp_path: Path) -> None:
        session = make_project(tmp_path, {"dossier.yaml": DOSSIER.replace("../thu.md", "thu.md")})
        (tmp_path / "content/thu.md").rename(tmp_path / "content/ho-so/thu.md")
        prepared = prepare(session, read_dossier(tmp_path / "content/ho-so/dossier.yaml", session.project), "thẩm định")
        assert prepared.held == ()


def test_words_of_a_register_are_told_at_their_line_and_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    why = WHY.replace("Áp dụng chung.", "Dự thảo Nghị định gồm 9 điều.").replace("hieu-luc:", "hieu-lucc:")
    make_project(tmp_path, {"thuyet-minh.yaml": why, "gop-y.yaml": COMMENTS.replace("@pv-mot", "@pv-mott {{ x.y }}")})
    monkeypatch.chdir(tmp_path)
    assert main(["dossier", "--lang", "en"]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if re.search(r"ho-so/\w+-\w+\.yaml", line)]
    assert told == [
        "content/ho-so/thuyet-minh.yaml:2:1: warning DK-V005 Nghị định số 07/2026/NĐ-CP has 3 điều, here 9",
        "content/ho-so/thuyet-minh.yaml:3:1: error DK-D006 “hieu-lucc” is no provision of the draft (any more); did "
        "you mean “hieu-luc”?",
        "content/ho-so/gop-y.yaml:2:91: error DK-D013 “@pv-mott” points nowhere: no unit, table or legal document "
        "has this label; did you mean “@pv-mot”?",
        "content/ho-so/gop-y.yaml:2:91: error DK-D013 {{ x.y }} has no value in gia_tri or facts.yaml; printed "
        "as typed",
    ]


class TestErrors:
    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("van_ban: cong-van.md", "van_ban: khong-co.md", "dossier.yaml:7: “khong-co.md” does not exist"),
            ("van_ban: cong-van.md", "van_ban: cong-vann.md", "does not exist; did you mean “cong-van.md”?"),
            (
                "van_ban: cong-van.md",
                "van_ban: ../../../x.md",
                "dossier.yaml:7: “../../../x.md” leads out of the project",
            ),
            ("van_ban: cong-van.md", "van_ban: gop-y.yaml", "dossier.yaml:7: “gop-y.yaml” is no document"),
            ("bang: so-sanh", "bang: so-sach", "dossier.yaml:9: unknown table “so-sach”"),
            ("bang: so-sanh", "bnag: so-sanh", "dossier.yaml:9: unknown key “tai_lieu.2.bnag”; did you mean “bang”?"),
            ("bang: so-sanh", "bang: so-sanh, van_ban: cong-van.md", "dossier.yaml:9: a paper needs ten, and one of"),
            ("giai_doan: thẩm định", "giai_doan: thẩm tra", "dossier.yaml:10: unknown stage “thẩm tra”"),
            ("ten: Hồ sơ thử", "tne: Hồ sơ thử", "dossier.yaml:1: unknown key “tne”; did you mean “ten”?"),
            ("ten: Hồ sơ thử", "ten: Hồ sơ thử\nten: Lại", "dossier.yaml:2: key “ten” is written twice"),
            (
                "{ten: Bản so sánh, bang",
                "{ten: Bản so sánh, thuyết minh, bang",
                "9: “thuyết minh” is no key: a comma cuts",
            ),
            ("ten: Hồ sơ thử", "ten: Hồ sơ #2", "dossier.yaml:1: “#2” is a note to YAML and is not printed"),
            ("du_thao: ../thu.md", "du_thao: ../mat.md", "dossier.yaml:3: “../mat.md” does not exist"),
            ("thuyet_minh: thuyet-minh.yaml", "thuyet_minh: mat.yaml", "dossier.yaml:5: “mat.yaml” does not exist"),
            ("ten: Hồ sơ thử\n", "", "key ten is missing"),
            ("ten: Hồ sơ thử", "ten: [a, {b: c}]", "dossier.yaml:1: “ten” must be one text"),
            ("ten: Bản so sánh", "ten: {a: b}", "dossier.yaml:9: “tai_lieu.2.ten” must be one text"),
            ("du_thao: ../thu.md", "du_thao: [a.md, b.md]", "dossier.yaml:3: “du_thao” must be one text"),
            (
                "ten: Hồ sơ thử",
                "chu_ky: {ho_ten: [A]}\nten: Hồ sơ thử",
                "dossier.yaml:1: “chu_ky.ho_ten” must be one text",
            ),
        ],
    )
    def test_error_names_the_line(self, old: str, new: str, said: str, tmp_path: Path) -> None:
        assert old in DOSSIER
        session = make_project(tmp_path, {"dossier.yaml": DOSSIER.replace(old, new)})
        with pytest.raises(ConfigError) as error:
            read_dossier(tmp_path / "content/ho-so/dossier.yaml", session.project)
        assert said in str(error.value)
        _, named, place = said.rpartition("dossier.yaml:")
        assert not named or str(error.value.values["line"]) == place.partition(":")[0], "where the workbench leads"

    def test_link_out_of_the_project_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "ngoai.md").write_text(LETTER, encoding="utf-8")
        session = make_project(tmp_path / "du-an", {"cong-van.md": None})
        (tmp_path / "du-an/content/ho-so/cong-van.md").symlink_to(tmp_path / "ngoai.md")
        with pytest.raises(ConfigError, match="leads out"):
            read_dossier(tmp_path / "du-an/content/ho-so/dossier.yaml", session.project)

    @pytest.mark.parametrize("text", ["chữ\n", "{a: 1}\n"])
    def test_register_that_is_no_list_is_an_error(self, text: str, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match=r"gop-y.yaml: must be a list"):
            made(tmp_path, files={"gop-y.yaml": text})

    @pytest.mark.parametrize("text", ["- chữ\n", "- {}\n", "- {id: [1], co_quan: {a: 1}}\n", "- null\n"])
    def test_odd_comments_are_findings(self, text: str, tmp_path: Path) -> None:
        assert {item.rule for item in made(tmp_path, files={"gop-y.yaml": text}).held} == {"DK-D004"}

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("tra_loi: Đã lùi.", "tra_loii: Đã lùi.", ["unknown key “tra_loii”; did you mean “tra_loi”?"]),
            ("noi_dung: Nên lùi ngày.", "noi_dug: Nên lùi ngày.", ["unknown key “noi_dug”; did you mean “noi_dung”?"]),
            ("quyet_dinh: tiếp", "quyet_din: tiếp", ["unknown key “quyet_din”; did you mean “quyet_dinh”?"]),
            ("id: Y1", "idd: Y1", ["unknown key “idd”; did you mean “id”?"]),
            (
                "noi_dung: Nên lùi ngày.",
                "noi_dung: Nên lùi ngày, thêm hạn.",
                ['“thêm hạn.” is no key: a comma cuts a text in {…}; write noi_dung: "Nên lùi ngày, thêm hạn."'],
            ),
            (", tra_loi: Đã lùi.", "", ["comment “Y1” is decided (tiếp thu) but has no answer"]),
            (
                "noi_dung: Nên lùi ngày., quyet_dinh: tiếp thu, tra_loi: Đã lùi.",
                "xin: 1",
                ["unknown key “xin”", "comment “Y1” lacks noi_dung", "comment “Y1” lacks quyet_dinh"],
            ),
        ],
    )
    def test_one_fault_of_a_comment_is_told_once(self, old: str, new: str, told: list[str], tmp_path: Path) -> None:
        found = made(tmp_path, files={"gop-y.yaml": COMMENTS.replace(old, new, 1)}).held
        assert sorted(str(one.message) for one in found if one.rule == "DK-D004") == sorted(told)

    def test_name_of_a_dossier_almost_right(self, tmp_path: Path) -> None:
        session = make_project(tmp_path)
        with pytest.raises(SourceError, match="did you mean “ho-so”"):
            find_dossiers(session.project, ["ho-soo"], tmp_path)

    def test_table_without_its_register(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match=r"dossier.yaml:9: this table needs the key gop_y"):
            made(tmp_path, files={"dossier.yaml": DOSSIER.replace("gop_y: gop-y.yaml\n", "")})


class TestOneDraft:
    """Faults that rules on single documents find: they show up when the dossier is built."""

    def test_two_signers_of_one_name(self, tmp_path: Path) -> None:
        meta = META.replace(
            "chu_ky: {quyen_han: [TM. CHÍNH PHỦ, THỦ TƯỚNG], ho_ten: Nguyễn Văn A}",
            "chu_ky: [{quyen_han: [BỘ TRƯỞNG], ho_ten: Nguyễn Văn A}, {quyen_han: [BỘ TRƯỞNG], ho_ten: Nguyễn Văn A}]",
        )
        assert "DK-H017" in {item.rule for item in made(tmp_path, meta=meta).findings}

    def test_annex_nobody_refers_to(self, tmp_path: Path) -> None:
        assert "DK-S010" in {
            item.rule for item in made(tmp_path, draft=DRAFT + "\n# Phụ lục. Danh mục {#pl}\n1. Một.\n").findings
        }


class TestCommand:
    def run(self, root: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
        monkeypatch.chdir(root)
        return main(["--lang", "en", "dossier", *arguments])

    def test_builds_every_stage(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        make_project(tmp_path)
        assert self.run(tmp_path, monkeypatch) == 0
        assert sorted(path.name for path in (tmp_path / "build/dossier").glob("*.zip")) == [
            "ho-so-lay-y-kien.zip",
            "ho-so-tham-dinh.zip",
        ]

    def test_no_dossier_is_passed_over_for_one_whose_folder_has_its_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Their results would stand in one place: the second is told, none is written over."""
        make_project(tmp_path)
        shutil.copytree(tmp_path / "content/ho-so", tmp_path / "content/khac/ho-so")
        (tmp_path / "content/khac/thu.md").write_bytes((tmp_path / "content/thu.md").read_bytes())
        for arguments in ((), ("ho-so",)):
            assert self.run(tmp_path, monkeypatch, *arguments) == 2
            said = capsys.readouterr()
            assert "ho-so-lay-y-kien.zip" in said.out
            assert "build/dossier/ho-so-lay-y-kien is read here, or another result goes there" in said.err
            assert "content/khac/ho-so/dossier.yaml: left out because of this error." in said.err
        assert self.run(tmp_path, monkeypatch, "content/khac/ho-so", "--out", "ra") == 0

    def test_a_dossier_behind_a_linked_folder_is_found_once(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_project(tmp_path)
        (tmp_path / "content/ho-so").rename(tmp_path / "kho")
        (tmp_path / "content/ho-so").symlink_to(tmp_path / "kho")
        (tmp_path / "content/z").symlink_to(tmp_path / "kho")
        (tmp_path / "content/vong").symlink_to(tmp_path / "content")
        found = dossiers(open_project(tmp_path, None))
        assert [path.relative_to(tmp_path).as_posix() for path in found] == ["content/ho-so/dossier.yaml"]

    def test_held_back_writes_nothing_and_ends_with_1(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        make_project(tmp_path, dict(PENDING))
        assert self.run(tmp_path, monkeypatch, "ho-so", "--stage", "thẩm định") == 1
        assert not (tmp_path / "build").exists()
        out = capsys.readouterr()
        assert "gop-y.yaml:6" in out.out
        assert "DK-D001" in out.out
        assert "held back" in out.err

    def test_allowed_and_put_elsewhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        make_project(tmp_path, dict(PENDING))
        assert (
            self.run(tmp_path, monkeypatch, "content/ho-so", "--stage", "thẩm định", "--allow-pending", "--out", "ra")
            == 0
        )
        assert (tmp_path / "ra/ho-so-tham-dinh.zip").is_file()

    def test_unknown_stage_and_no_dossier(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        make_project(tmp_path / "a")
        assert self.run(tmp_path / "a", monkeypatch, "--stage", "khác") == 2
        assert "no stage “khác”" in capsys.readouterr().err
        write_project(tmp_path / "b", "")
        assert self.run(tmp_path / "b", monkeypatch) == 2

    def test_the_sample_lies_about_no_number(self) -> None:
        sample = (Path(__file__).parents[2] / "content/dossier").rglob("*.md")
        for path in sample:
            text = path.read_text(encoding="utf-8")
            assert "MINH HỌA" in text
            assert "ho_ten: }" in text


def test_a_word_file_of_ours_that_is_taken_as_it_lies_is_held_against_its_receipt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_project(tmp_path, {"dossier.yaml": DOSSIER + "  - {ten: Bản in, tep: ../../build/thu.docx}\n"}, meta=NO_NUMBER)
    monkeypatch.chdir(tmp_path)
    build, dossier = ["build", "content/thu.md", "--quiet"], ["dossier", "--stage", "thẩm định"]

    def told() -> str:
        main(dossier)
        return next((line for line in capsys.readouterr().out.split("\n") if "DK-D016" in line), "")

    main(build)
    assert not told()
    source = tmp_path / "content/thu.md"
    source.write_text(source.read_text(encoding="utf-8").replace("Khoản một.", "Khoản đầu."), encoding="utf-8")
    assert "nguồn của tệp đã đổi" in told()
    main(build)
    assert not told()
    path = tmp_path / "build/thu.docx"
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data.replace("Khoản đầu.".encode(), "Khoản chót.".encode()))
    assert "“đầu” → “chót”" in told()
