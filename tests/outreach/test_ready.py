"""What keeps a printed piece from being made is told by `check` before any build, in the same words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.office import Office

IDENTITY = "ten: Bộ X\n"
FONT = "phong: {tieu_de: Chữ Lạ}\n"
LONG = f"https://bo.vn/{'a' * 400}"


OF_ALL = [
    (FONT, "", "the typeface Chữ Lạ is not on this machine"),
    ("", f"ma_qr: {LONG}", "too dense for"),
    ("ma_qr: https://bo.vn/gop-y\n", "", ""),
]
OF_ONE = [
    ("ma_qr: abc\n", "", "must be an address such as https://vi-du.vn, not “abc”"),
    ("", "ma_qr: bo.vn/gop-y", "must be an address such as https://vi-du.vn, not “bo.vn/gop-y”"),
    ("ma_qr: https://\n", "", "nhan-dien.yaml: ma_qr must be an address such as https://vi-du.vn, not “https://”"),
    ("", "ma_qr: http://khong co", "must be an address such as https://vi-du.vn, not “http://khong co”"),
    ("", "ma_qr: HTTPS://PHONGTIN.VN/", ""),
    ("", "ma_qr: mailto:gop-y@bo.vn", ""),
]
"""What is an address is one thing for all kinds; what else holds them back each looks at itself."""


@pytest.mark.parametrize(
    ("kind", "identity", "more", "said"),
    [
        *((kind, *case) for kind in ("flyer", "leaflet", "placard", "infographic") for case in OF_ALL),
        *(("leaflet", *case) for case in OF_ONE),
    ],
)
def test_what_keeps_a_piece_from_being_printed_is_told_before(
    kind: str,
    identity: str,
    more: str,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(CHECKOUT / "templates" / kind / "sample", tmp_path / "content")
    text = (tmp_path / "content/draft.md").read_text(encoding="utf-8")
    (tmp_path / "content/draft.md").write_text(text.replace("---\n", f"---\n{more}\n", 1), encoding="utf-8")
    files = {"draftkit.yaml": "noi_dung: content\n", "content/_shared/nhan-dien.yaml": IDENTITY + identity}
    office = Office(tmp_path, capsys, monkeypatch, files)
    told = [line for line in office.run("check", "draft")[1].splitlines() if "DK-F015" in line]
    status, out = office.run("build", "draft", "--draft", "--format", "svg" if kind == "infographic" else "pdf")
    assert [said in line for line in told] == [True] * bool(said)
    assert (status != 0, said in out) == (bool(said), True)
    if said:
        words = told[0].partition("DK-F015 ")[2].rstrip(".")
        assert words in out, "in the same words"
