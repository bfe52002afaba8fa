"""What is wrong with draftkit.yaml is told with its line, whoever finds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.errors import ConfigError
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.site.gather import gather
from draftkit.site.settings import read_settings
from tests.forms.project import RELEASE, press_project


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("noi_dungg: content", "draftkit.yaml:2: unknown key “noi_dungg”; did you mean “noi_dung”?"),
        ("mauu: x\nket_quaa: y", "draftkit.yaml:2: unknown keys"),
        ("mau: ../x", "draftkit.yaml:2: “mau” leads out"),
        ("ket_qua: [a]", "draftkit.yaml:2: “ket_qua” must be the name"),
        ("kiem_tra: [x]", "draftkit.yaml:2: kiem_tra holds"),
        ("kiem_tra:\n  muc_do: {DK-S006: nặng}", "draftkit.yaml:3: kiem_tra.muc_do holds"),
        ("kiem_tra:\n  bo_qua: {a.md: {b: c}}", "draftkit.yaml:3: kiem_tra.bo_qua holds"),
        ("kiem_tra:\n  bo_qua: [DK-Z999]", "draftkit.yaml:3: kiem_tra.bo_qua: there is no rule DK-Z999"),
        ("kiem_tra:\n  muc_do: {DK-Z999: lỗi}", "draftkit.yaml:3: kiem_tra.muc_do: there is no rule DK-Z999"),
    ],
)
def test_of_the_project(tmp_path: Path, settings: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = press_project(tmp_path, settings="")
    (tmp_path / "draftkit.yaml").write_text(f"# dự án\n{settings}\n", encoding="utf-8")
    assert main(["check", str(path), "--lang", "en"]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("  tenn: A", "draftkit.yaml:3: unknown key “trang_tin.tenn”; did you mean “ten”?"),
        ("  dia_chi: tin", "draftkit.yaml:3: “trang_tin.dia_chi” must be an address"),
        ("  gop_y: tin", "draftkit.yaml:3: “trang_tin.gop_y”: “tin” is not"),
        ("  lay_y_kien: [tinn]", "draftkit.yaml:3: “trang_tin.lay_y_kien” names “tinn”, which is no document"),
        ("  ten: A\n  tu_lieu: [tinn]", "draftkit.yaml:4: “trang_tin.tu_lieu” names “tinn”, which is no document"),
        ("  lay_y_kien:\n    tin: {den_ngay: mai}", "draftkit.yaml:4: “trang_tin.lay_y_kien.tin.den_ngay”: “mai” is"),
        ("  lay_y_kien:\n    tin: {den_ngayy: mai}", "draftkit.yaml:4: unknown key"),
        ("  bao_chi:\n    lien_he:\n    - {thu_dien_tu: a}", "draftkit.yaml:4: “trang_tin.bao_chi.lien_he."),
        ("  bao_chi:\n    bo_tai_lieu: {x.zip: A}", "draftkit.yaml:4: the media kit x.zip is not"),
    ],
)
def test_of_the_site(tmp_path: Path, settings: str, told: str) -> None:
    press_project(tmp_path, settings=f"trang_tin:\n{settings}\n")
    session = Session(open_project(tmp_path, None))
    with pytest.raises(Exception, match="yaml") as error:
        gather(session, read_settings(session.project))
    assert str(error.value).startswith(told)


def test_a_document_that_is_out_for_comments_says_it_of_itself(tmp_path: Path) -> None:
    press_project(tmp_path, RELEASE.replace("nam: 2026\n", "nam: 2026\nlay_y_kien: {den_ngay: mai}\n"))
    session = Session(open_project(tmp_path, None))
    with pytest.raises(ConfigError, match=r"tin\.md:9: “lay_y_kien\.den_ngay”: “mai” is not a date"):
        gather(session, read_settings(session.project))


def test_of_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    press_project(tmp_path, settings="# mã\ndanh_muc_hs:\n  A2022: {tep: khong-co.csv}\n")
    monkeypatch.chdir(tmp_path)
    assert main(["hs", "lookup", "84212119", "--lang", "en"]) == 2
    assert "draftkit.yaml:4: “danh_muc_hs.A2022” names “khong-co.csv”" in capsys.readouterr().err
