"""Every make of kind as PDF before a reader that is not ours: veraPDF holds it against PDF/A-2a (ISO 19005-2) and
PDF/UA-1 (ISO 14289-1)."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from tests.conftest import CHECKOUT
from tests.samples import one_of_each_make, pdf_of

NO_JAVA = 3
SAID = dict[str, list[str]]
"""Names of files and what is wrong with each."""


def judged(files: dict[str, bytes], folder: Path) -> SAID:
    """What veraPDF has against each file, in a process of its own: a Java machine stays in the one that begins it."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-m", "tests.writers.verapdf", *(str(folder / name) for name in files)],
        capture_output=True,
        text=True,
        check=False,
        cwd=CHECKOUT,
    )
    if done.returncode == NO_JAVA:
        pytest.skip("no Java (default-jre-headless)")
    assert done.returncode == 0, done.stderr[-3000:]
    said: SAID = json.loads(done.stdout)
    return said


def _without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def _without_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot, pdf.Root.MarkInfo


def _without_profile(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def _without_fonts(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
            for key in {"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()):
                del one[key]


def _with_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


HARMS = (_without_language, _without_tags, _without_profile, _without_fonts, _with_script)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> SAID:
    """What is said of every kind, and of one from which something was taken: all in one run."""
    files = {name: pdf_of(name) for name in one_of_each_make()}
    for harm in HARMS:
        with pikepdf.open(io.BytesIO(pdf_of("press"))) as pdf:
            harm(pdf)
            pdf.save(made := io.BytesIO())
        files[harm.__name__] = made.getvalue()
    return judged(files, tmp_path_factory.mktemp("pdf"))


def test_every_kind_is_accessible_and_archival(said: SAID) -> None:
    names = one_of_each_make()
    assert {name: said[name] for name in names} == {name: [] for name in names}


def test_what_is_taken_away_is_missed(said: SAID) -> None:
    assert all(said[harm.__name__] for harm in HARMS)
