"""Titles of kinds, which are looked up before anything else of a kind is read."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from draftkit.errors import SourceError
from draftkit.kinds.registry import _title
from draftkit.readers.yaml_text import load
from tests.helpers import each

CHECKOUT = Path(__file__).parents[2]


@each(sorted((CHECKOUT / "templates").glob("*/kind.yaml")))
def test_the_title_is_the_one_yaml_reads(path: Path) -> None:
    data = load(path.read_text(encoding="utf-8"), path.name)
    assert isinstance(data, dict)
    assert _title(path) == data["title"]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("title: 'Giấy mời'\n", "Giấy mời"),
        ("title: Giấy mời # ghi chú\n", "Giấy mời"),
        ("words:\n  title: Thư\ntitle: Giấy mời\n", "Giấy mời"),
        ("title: Giấy\n  mời\n", "Giấy mời"),
        ("title: null\n", "giay-moi"),
        ("title: Giấy mời  \n", "Giấy mời"),
        ("title: Giấy mời\r\nprofile: nd30\r\n", "Giấy mời"),
        ("\ufefftitle: Giấy mời", "Giấy mời"),
        ("title: Đề án\n", "Đề án"),
        (unicodedata.normalize("NFD", "title: Giấy mời\n"), "Giấy mời"),
    ],
)
def test_however_it_is_typed(tmp_path: Path, typed: str, title: str) -> None:
    folder = tmp_path / "giay-moi"
    folder.mkdir()
    (folder / "kind.yaml").write_bytes(typed.encode())
    assert _title(folder / "kind.yaml") == title


def test_one_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "kind.yaml").write_bytes("profile: nd30\ntitle: Th\u00f4ng b\u00e1o\n".encode("latin-1"))
    with pytest.raises(SourceError, match=r"kind\.yaml:2"):
        _title(tmp_path / "kind.yaml")
