"""The tables of a dossier: what stands in which cell, merged how, and that nothing is lost when the draft is
renumbered."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.dossier.build import Prepared, prepare, write
from draftkit.dossier.read import read_dossier
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.inline import plain
from draftkit.model.printed import Grid
from draftkit.resolve.flow import body_flow
from draftkit.writers.html_page import write_html
from draftkit.writers.text import write_text
from tests.conftest import CHECKOUT
from tests.dossier.project import COMMENTS, DOSSIER, DRAFT, WHY, made, make_project
from tests.helpers import META, W, word_paragraphs, xml
from tests.judge import word_faults

SAMPLE = CHECKOUT / "content/dossier/nghi-dinh-cong-nghiep-moi-truong/dossier.yaml"


def grid(prepared: Prepared, title: str) -> Grid:
    document = next(paper.document for paper in prepared.papers if paper.entry.title == title)
    assert document
    return next(item for item in body_flow(document.bound) if isinstance(item, Grid))


def rows(prepared: Prepared, title: str) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in grid(prepared, title).rows]


def text(prepared: Prepared, title: str) -> str:
    document = next(paper.document for paper in prepared.papers if paper.entry.title == title)
    assert document
    return write_text(document.bound, document.frame)


class TestComments:
    TITLE = "Bản tổng hợp ý kiến"

    def test_rows_follow_the_draft_and_other_matters_come_last(self, tmp_path: Path) -> None:
        found = rows(made(tmp_path), self.TITLE)
        assert [row[0] for row in found] == [
            "Nhóm vấn đề hoặc điều, khoản",
            "Khoản 2 Điều 1",
            "",
            "Điều 3. Hiệu lực",
            "Vấn đề khác",
        ]
        assert found[1][1:] == ["Sở B", "Bỏ điểm b.", "Giải trình. Giữ, xem khoản 1 Điều 1 của dự thảo Nghị định."]
        assert found[3][1] == "Bộ A"

    def test_first_column_is_merged_over_the_comments_of_a_provision(self, tmp_path: Path) -> None:
        assert [tuple(merge) for merge in grid(made(tmp_path), self.TITLE).merges] == [(1, 0, 2, 1)]

    def test_counts_are_printed(self, tmp_path: Path) -> None:
        found = text(made(tmp_path, files={"dossier.yaml": DOSSIER + "xin_y_kien: [Bộ A, Sở B, Sở C]\n"}), self.TITLE)
        assert "được xin ý kiến: 3; số đã có ý kiến: 05; tổng số ý kiến nhận được: 04." in found
        assert (
            "nhất trí 01; tiếp thu 02; tiếp thu một phần 01; giải trình 01; xin ý kiến lãnh đạo 00; chưa trả lời 00."
            in found
        )
        assert "Nhất trí với dự thảo: Hội E." in found

    def test_labels_survive_renumbering(self, tmp_path: Path) -> None:
        moved = DRAFT.replace("### Điều. Phạm vi", "### Điều. Mới {#moi}\nĐiều mới.\n\n### Điều. Phạm vi")
        found = rows(made(tmp_path, draft=moved), self.TITLE)
        assert [row[0] for row in found[1:]] == ["Khoản 2 Điều 2", "", "Điều 4. Hiệu lực", "Vấn đề khác"]
        assert found[1][3].endswith("khoản 1 Điều 2 của dự thảo Nghị định.")

    def test_order_follows_the_draft_when_articles_move(self, tmp_path: Path) -> None:
        head, scope = DRAFT.split("### Điều. Phạm vi {#pham-vi}")
        scope, rest = scope.split("### Điều. Đối tượng", 1)
        moved = (
            f"{head}### Điều. Đối tượng{rest.removesuffix('./.' + chr(10))}.\n\n### Điều. Phạm vi {{#pham-vi}}{scope}"
        )
        assert [row[0] for row in rows(made(tmp_path, draft=moved), self.TITLE)[1:3]] == [
            "Điều 2. Hiệu lực",
            "Khoản 2 Điều 3",
        ]

    def test_comment_on_a_dropped_provision_is_kept(self, tmp_path: Path) -> None:
        told = COMMENTS.replace("quy_dinh: hieu-luc", "quy_dinh: cu, quy_dinh_cu: Điều về quỹ")
        prepared = made(tmp_path, files={"gop-y.yaml": told})
        assert "DK-D002" not in {item.rule for item in prepared.findings}
        assert [row[0] for row in rows(prepared, self.TITLE)][-2:] == [
            "Quy định không còn trong dự thảo: Điều về quỹ",
            "Vấn đề khác",
        ]

    def test_comment_on_a_label_that_is_gone_is_kept_too(self, tmp_path: Path) -> None:
        prepared = made(tmp_path, files={"gop-y.yaml": COMMENTS.replace("quy_dinh: hieu-luc", "quy_dinh: da-bo")})
        assert "Nên lùi ngày." in text(prepared, self.TITLE)

    def test_open_comment_is_shown_as_such(self, tmp_path: Path) -> None:
        files = {"gop-y.yaml": COMMENTS.replace("quyet_dinh: tiếp thu, tra_loi: Đã lùi.", "quyet_dinh: chưa trả lời")}
        assert rows(made(tmp_path, files=files, allow=True), self.TITLE)[3][3] == "(Chưa trả lời.)"

    @pytest.mark.parametrize("register", ["", "[]\n", "- {id: A, co_quan: Hội E, quyet_dinh: nhất trí}\n"])
    def test_register_without_comments_says_so(self, register: str, tmp_path: Path) -> None:
        assert "(Không có ý kiến góp ý.)" in text(made(tmp_path, files={"gop-y.yaml": register}), self.TITLE)


class TestExplanations:
    TITLE = "Bản so sánh"

    def test_two_columns_without_a_predecessor(self, tmp_path: Path) -> None:
        found = rows(made(tmp_path), self.TITLE)
        assert found[0] == ["Quy định của dự thảo", "Thuyết minh, căn cứ"]
        assert found[1] == ["Chương I\nQUY ĐỊNH CHUNG", ""]
        assert found[2] == [
            "Điều 1. Phạm vi\n1. Khoản một.\n2. Khoản hai:\na) Điểm a;\nb) Điểm b.",
            "Vì Luật Bảo vệ môi trường quy định.",
        ]
        assert len(found) == 6
        assert (1, 0, 1, 2) in [tuple(merge) for merge in grid(made(tmp_path), self.TITLE).merges]

    def test_khoan_with_an_explanation_of_its_own_has_its_own_row(self, tmp_path: Path) -> None:
        prepared = made(tmp_path, files={"thuyet-minh.yaml": WHY + "pv-hai: Vì cần.\n"})
        found = rows(prepared, self.TITLE)
        assert found[2][0] == "Điều 1. Phạm vi\n1. Khoản một."
        assert found[3] == ["2. Khoản hai:\na) Điểm a;\nb) Điểm b.", "Vì cần."]

    def test_all_words_of_the_draft_are_there(self, tmp_path: Path) -> None:
        prepared = made(tmp_path, files={"thuyet-minh.yaml": WHY + "pv-hai: Vì cần.\n"})
        shown = " ".join(row[0] for row in rows(prepared, self.TITLE)).replace("\n", " ")
        document = next(paper.document for paper in prepared.papers if paper.entry.title == "Dự thảo Nghị định")
        assert document
        body = [
            plain(item.content)
            for item in body_flow(document.bound)
            if not isinstance(item, Grid) and hasattr(item, "content")
        ]
        assert [line for line in body if line not in shown] == []

    def test_three_columns_pair_by_label(self, tmp_path: Path) -> None:
        old = DRAFT.replace("2. Khoản hai: {#pv-hai}", "2. Khoản hai cũ: {#pv-hai}").replace(
            "# Chương. Thi hành", "### Điều. Quỹ {#quy}\nLập quỹ.\n\n# Chương. Thi hành"
        )
        new = DRAFT.replace("# Chương. Thi hành", "### Điều. Thống kê {#thong-ke}\nCó thống kê.\n\n# Chương. Thi hành")
        session = make_project(tmp_path, {"dossier.yaml": DOSSIER + "van_ban_hien_hanh: ../cu.md\n"}, new)
        (tmp_path / "content/cu.md").write_text(
            f"---\n{META.replace('thử nghiệm', 'thử nghiệm cũ')}---\n{old}", encoding="utf-8"
        )

        prepared = prepare(session, read_dossier(tmp_path / "content/ho-so/dossier.yaml", session.project), "thẩm định")
        found = rows(prepared, self.TITLE)
        assert found[0] == ["Nghị định về thử nghiệm cũ", "Dự thảo Nghị định về thử nghiệm", "Thuyết minh"]
        by_new = {row[1].split("\n")[0]: row for row in found}
        assert by_new["2. Khoản hai:"][0].startswith("2. Khoản hai cũ:")
        assert by_new["Điều 3. Thống kê"][0] == "(Dòng mới)"
        assert [row[0].split("\n")[0] for row in found if row[1] == "(Bãi bỏ)"] == ["Điều 3. Quỹ"]


class TestFiles:
    def test_merged_cells_reach_word_and_html(self, tmp_path: Path) -> None:
        prepared = made(tmp_path)
        document = next(paper.document for paper in prepared.papers if paper.entry.table == "tong-hop-y-kien")
        assert document
        session = make_project(tmp_path)
        tree = xml(session.docx(document))
        marks = [node.get(f"{W}val") for node in tree.iter(f"{W}vMerge")]
        assert marks == ["restart", None]
        assert tree.find(f".//{W}pgSz").get(f"{W}orient") == "landscape"
        assert "Bỏ điểm b." in word_paragraphs(session.docx(document))
        html = write_html(document.bound, document.frame)
        assert html.count('rowspan="2"') == 1

    def test_sample_papers_are_valid_word_files(self, shared: Path, tmp_path: Path) -> None:
        session = Session(open_project(CHECKOUT, None))
        for stage in ("lấy ý kiến", "thẩm định"):
            prepared = prepare(session, read_dossier(SAMPLE, session.project), stage)
            assert prepared.held == ()
            papers = [path for path in write(session, prepared, tmp_path / stage) if path.suffix == ".docx"]
            assert papers
            assert word_faults(shared, *papers) == []
