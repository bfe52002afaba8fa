"""Adding a kind as docs/en/kinds.md says: a folder with data only, and a package of its own that brings behaviour."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from draftkit import plugins
from draftkit.errors import KindError
from draftkit.library.project import DOSSIER_FILE, open_project
from draftkit.library.session import Document, Session
from draftkit.plugins import supplies
from tests.conftest import CHECKOUT
from tests.helpers import word_paragraphs

PACKAGE = CHECKOUT / "tests/ext_kind"
KIND = """\
base: nd30
title: Giấy đi đường
words: {code: GĐĐ, act: Giấy đi đường, this: Giấy đi đường này, type_line: GIẤY ĐI ĐƯỜNG}
metadata:
  noi_den: {required: true, help: nơi đến}
"""
TEXT = """\
---
loai: {kind}
co_quan: [Sở A]
viet_tat: SA
ten_goi: về việc thử
ngay: 2026-06-05
so: 3
chu_ky: {{quyen_han: [GIÁM ĐỐC], ho_ten: Nguyễn Văn A}}
---
{body}
"""


def project(root: Path, kind: str, body: str) -> tuple[Session, Path]:
    (root / "content").mkdir(parents=True)
    (root / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    path = root / "content/thu.md"
    path.write_text(TEXT.format(kind=kind, body=body), encoding="utf-8")
    return Session(open_project(root, None)), path


def rules(session: Session, document: Document) -> list[str]:
    return [finding.rule for finding in session.check(document)]


class TestDataOnly:
    def test_folder_with_kind_yaml_is_a_kind(self, tmp_path: Path) -> None:
        folder = tmp_path / "templates/giay-di-duong"
        folder.mkdir(parents=True)
        (folder / "kind.yaml").write_text(KIND, encoding="utf-8")
        session, path = project(tmp_path, "Giấy đi đường", "Cấp cho người có tên.")
        document = session.read(path)
        text = word_paragraphs(session.docx(document))
        assert "GIẤY ĐI ĐƯỜNG" in text
        assert "Số: 03/GĐĐ-SA" in text
        assert "Cấp cho người có tên." in text
        assert "DK-H002" in rules(session, document)  # noi_den is required and missing

    def test_no_python_is_in_the_folder(self, tmp_path: Path) -> None:
        self.test_folder_with_kind_yaml_is_a_kind(tmp_path)
        assert [item.name for item in (tmp_path / "templates").rglob("*.py")] == []


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The package as an installer leaves it: its modules and its dist-info on the path (written by hand, so that no
    network is needed)."""
    target = tmp_path / "site"
    shutil.copytree(PACKAGE / "src/ext_kind", target / "ext_kind", ignore=shutil.ignore_patterns("__pycache__"))
    info = target / "ext_kind-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ext-kind\nVersion: 0.1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[draftkit.kinds]\next-kind = ext_kind:plugin\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(target))
    yield target
    sys.modules.pop("ext_kind", None)


class TestPackage:
    def test_entry_point_of_the_fixture_is_that_of_its_pyproject(self) -> None:
        text = (PACKAGE / "pyproject.toml").read_text(encoding="utf-8")
        assert '[project.entry-points."draftkit.kinds"]\next-kind = "ext_kind:plugin"' in text

    def test_kind_is_found_with_its_opening_and_rule(self, installed: Path, tmp_path: Path) -> None:
        session, path = project(tmp_path / "a", "Phiếu góp ý", "Đồng ý với Điều 1.")
        document = session.read(path)
        text = word_paragraphs(session.docx(document))
        assert text.index("Phiếu dùng nội bộ của SỞ A") < text.index("Đồng ý với Điều 1.")
        assert "EX-001" not in rules(session, document)

    def test_rule_of_the_package_fires(self, installed: Path, tmp_path: Path) -> None:
        session, path = project(tmp_path / "a", "phieu-gop-y", "Đồng ý.")
        findings = [finding for finding in session.check(session.read(path)) if finding.rule == "EX-001"]
        assert [finding.span.line for finding in findings] == [5]
        assert str(findings[0].provision) == "Quy chế của đơn vị, Điều 1"

    def test_rule_of_the_package_leaves_other_kinds_alone(self, installed: Path, tmp_path: Path) -> None:
        session, path = project(tmp_path / "a", "Báo cáo", "Đồng ý.")
        assert "EX-001" not in rules(session, session.read(path))

    def test_kind_is_unknown_without_the_package(self, tmp_path: Path) -> None:
        session, path = project(tmp_path / "a", "Phiếu góp ý", "Đồng ý.")
        with pytest.raises(KindError, match="unknown kind"):
            session.read(path)


SUPPLY = """
from draftkit.plugins import Given


class Supply:
    def __call__(self, session, path):
        return Given({"tien_do": {"viec": "ba việc"}})
"""


class TestSupply:
    """A package gives values to the documents beside which its file lies, and is loaded for no other."""

    @pytest.fixture
    def supplying(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        info = tmp_path / "site/tien_do-1.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tien-do\nVersion: 1\n", encoding="utf-8")
        (info / "entry_points.txt").write_text("[draftkit.supplies]\ntien-do.yaml = tien_do:Supply\n", encoding="utf-8")
        (tmp_path / "site/tien_do.py").write_text(SUPPLY, encoding="utf-8")
        monkeypatch.syspath_prepend(str(tmp_path / "site"))
        yield
        sys.modules.pop("tien_do", None)
        plugins._value.cache_clear()

    def test_values_stand_in_the_document_beside_the_file(self, supplying: None, tmp_path: Path) -> None:
        session, path = project(tmp_path / "a", "Báo cáo", "Còn {{ tien_do.viec }}.")
        path.with_name("tien-do.yaml").write_text("viec: 3\n", encoding="utf-8")
        assert "Còn ba việc." in word_paragraphs(session.docx(session.read(path)))

    def test_package_is_not_loaded_where_its_file_does_not_lie(self, supplying: None, tmp_path: Path) -> None:
        session, path = project(tmp_path / "a", "Báo cáo", "Hết.")
        path.with_name("khac.yaml").write_text("viec: 3\n", encoding="utf-8")
        session.read(path)
        assert "tien_do" not in sys.modules

    def test_supply_that_cannot_be_loaded_is_named(self, supplying: None, tmp_path: Path) -> None:
        (tmp_path / "site/tien_do.py").write_text("", encoding="utf-8")
        session, path = project(tmp_path / "a", "Báo cáo", "Hết.")
        path.with_name("tien-do.yaml").write_text("viec: 3\n", encoding="utf-8")
        with pytest.raises(KindError, match=r"tien-do\.yaml"):
            session.read(path)


def test_a_behaviour_is_looked_up_in_the_package_of_its_name_alone(tmp_path: Path) -> None:
    """A standard loads no campaign, a paper of a dossier neither."""
    program = (
        "import sys; from draftkit.kinds.registry import Registry, packaged_templates; from draftkit.plugins import *; "
        "kind = next(one for one in Registry((packaged_templates(),)).all() if one.behaviour == 'standards'); "
        "behaviour(kind); supplies(); print([one for one in sys.modules if one.startswith('draftkit.campaign')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_file_of_a_dossier_has_one_name() -> None:
    assert DOSSIER_FILE in [one.name for one in supplies()]
