"""Reviewers use other software than ours: a file that LibreOffice opened and saved says the same."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from draftkit.library.project import find_documents
from draftkit.review.pull import pull

from ..conftest import CHECKOUT
from .test_every_kind import session
from .word import Reviewer

ENGINE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(not ENGINE and not os.environ.get("CI"), reason="LibreOffice is not installed"),
]


def test_a_round_trip_through_libreoffice_makes_no_edits_of_its_own(tmp_path: Path) -> None:
    own = session()
    path = find_documents(own.project, ("content/decree/nghi-dinh-cong-nghiep-moi-truong",), CHECKOUT)[0]
    data = own.docx(own.read(path))
    word = Reviewer(data, "Nguyễn Văn A")
    word.replace("Đối tượng áp dụng", "Đối tượng chịu sự điều chỉnh")
    word.insert_after("Phát điện và bán điện", "d) Vận chuyển chất thải nguy hại.")
    (tmp_path / "b.docx").write_bytes(word.saved())
    command = [
        str(ENGINE),
        "--headless",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--convert-to",
        "docx:Office Open XML Text",
        "--outdir",
        str(tmp_path / "out"),
    ]
    subprocess.run([*command, str(tmp_path / "b.docx")], check=True, capture_output=True, timeout=300)
    edited = pull(own, [tmp_path / "out/b.docx"])
    assert {(edit.new.strip(), edit.authors) for edit in edited.edits} == {
        ("chịu sự điều chỉnh", ("Nguyễn Văn A",)),
        ("d) Vận chuyển chất thải nguy hại.", ("Nguyễn Văn A",)),
    }
    assert edited.settled
