"""A template of others that lacks a part is told so in our words, by `check` as by `build`."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.office import Office

LETTER = CHECKOUT / "templates/_shared/nd30-van-ban.docx"
DECK = CHECKOUT / "templates/slides/trinh-chieu.pptx"
LETTER_PARTS = (*zipfile.ZipFile(LETTER).namelist(), "stiles.xml")
DECK_PARTS = ("[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml", "ppt/slideLayouts/slideLayout1.xml")
TEXTS = {
    LETTER: "loai: Công văn\nten_goi: Việc\nkinh_gui: [Sở A]\nco_quan: Bộ X\ndon_vi: PC",
    DECK: "loai: Bài trình chiếu\nten_goi: Việc\nco_quan: Bộ X",
}


@pytest.mark.parametrize(
    ("template", "part"), [(LETTER, part) for part in LETTER_PARTS] + [(DECK, part) for part in DECK_PARTS]
)
def test_a_part_that_a_template_lacks_is_named(
    template: Path, part: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"---\n{TEXTS[template]}\ndu_thao: true\n---\n# Việc\n\nNội dung.\n"
    office = Office(tmp_path, capsys, monkeypatch, {"content/bai.md": text})
    with zipfile.ZipFile(template) as given, zipfile.ZipFile(tmp_path / "content" / template.name, "w") as made:
        for name in given.namelist():
            data = given.read(name)
            if name == "word/_rels/document.xml.rels" and part == "stiles.xml":
                data = data.replace(b"styles.xml", part.encode())
            if name != part:
                made.writestr(name, data)
    for command, wrong in (("check", 1), ("build", 2)):
        status, said = office.run(command, "bai")
        told = f"template {template.name} lacks the part {'word/' * (part == 'stiles.xml')}{part}: copy one of ours"
        assert (status, told in said) == (wrong, True), said
