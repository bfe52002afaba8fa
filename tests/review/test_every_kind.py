"""What every document must do: no edit, no patch; a word changed in each paragraph comes back or is asked about, and
nothing is lost."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from draftkit.files.cache import default_cache
from draftkit.kinds.registry import packaged_templates
from draftkit.library.project import documents, open_project
from draftkit.library.session import Session
from draftkit.plugins import behaviour
from draftkit.review.against_build import compare
from draftkit.review.origin import Base
from draftkit.review.paper import Para, accept_all
from draftkit.review.pull import pull
from draftkit.word.read import read_word

from ..conftest import CHECKOUT
from ..samples import one_of_each
from .word import Reviewer

SAMPLES = sorted(
    path.parent if path.name == "draft.yaml" else path
    for path in packaged_templates().glob("*/sample/*")
    if path.suffix == ".md" or path.name == "draft.yaml"
)
DOCUMENTS = documents(open_project(CHECKOUT, None))
OF_EACH_NAME = {
    re.search(r"(?m)^loai: .*", (path / "draft.yaml" if path.is_dir() else path).read_text("utf-8"))[0]: path
    for path in reversed(DOCUMENTS)
}
"""The first document of each kind, as it is named."""
OF_EACH = [path for path in SAMPLES if path.parent.parent.name in one_of_each()]
"""Of kinds that differ in nothing but words, the starter of one."""


@cache
def session() -> Session:
    return Session(open_project(CHECKOUT, default_cache()))


@pytest.mark.parametrize("path", [*DOCUMENTS, *OF_EACH], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_edit_no_patch(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "draftkit.writers.contents_pages.page_numbers",
        lambda build, wanted, cache, called: {name: str(number + 3) for number, name in enumerate(wanted)},
    )
    own = session()
    base = Base(own, path)
    found = compare(base, read_word(base.docx, path.name), accept_all, "")
    assert found.edits == ()
    assert found.questions == ()
    texts = [
        placed
        for placed in base.placed
        if isinstance(placed.piece, Para)
        and placed.origin.sort == "text"
        and placed.origin.content
        and placed.origin.line >= 0
    ]
    reworded = (
        behaviour(own.kind_of(own.raw(path))).worded is not None
    )  # a kind that words its text anew makes questions of edits
    assert reworded or sum(base.traced(placed.origin) is not None for placed in texts) >= 0.6 * len(texts)
    # nor in the file that a build makes: with the pages of a contents list, and with what a kind does to its Word file
    found = compare(base, read_word(own.written(base.document, "docx"), path.name), accept_all, "")
    assert found.edits == ()
    assert found.questions == ()


def test_the_panels_of_a_leaflet_are_traced_in_the_order_of_the_sheet() -> None:
    base = Base(session(), CHECKOUT / "content/outreach/to-gap.md")
    texts = [
        placed for placed in base.placed if isinstance(placed.piece, Para) and "Rà soát sản phẩm" in placed.piece.text
    ]
    assert [placed.origin.sort for placed in texts] == ["text"]


@pytest.mark.parametrize("path", OF_EACH_NAME.values(), ids=lambda path: path.stem)
def test_a_word_in_every_paragraph(path: Path, tmp_path: Path) -> None:
    """Every third paragraph gets a word more: all come back, or are asked about."""
    own = session()
    word = Reviewer(own.written(own.read(path), "docx", pages=False), "Nguyễn Văn A")
    planted = []
    for number, paragraph in enumerate(word.paragraphs()):
        texts = [
            item for item in paragraph.iter("{*}t") if len(item.text or "") > 8 and " " in (item.text or "").strip()
        ]
        if number % 3 == 0 and texts:
            texts[-1].text = texts[-1].text.replace(" ", " thật ", 1)
            planted.append((number + 1, "".join(item.text or "" for item in paragraph.iter("{*}t"))))
    file = tmp_path / "ban.docx"
    file.write_bytes(word.saved())
    found = pull(own, [file], str(path))
    (one,) = found.reviewed
    # the contents list follows the headings; the same question about cells that read the same is asked once
    count = len({text for ordinal, text in planted if ordinal not in one.found.listed})
    made = sum("thật" in edit.text for edit in found.edits) + sum(
        "thật" in question.new for question in found.questions
    )
    assert made >= count - count // 50 - sum("thật" in item.wanted for item in one.differences)
    made_of = {edit.new for edit in found.edits}  # a list goes with the words of its heading that name it
    lost = [
        item
        for item in one.differences
        if "thật" in item.wanted and "thật" not in item.found and item.wanted not in made_of
    ]
    assert len(lost) <= count // 50, lost
