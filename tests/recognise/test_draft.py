"""A Word file read as a draft: the same units as in the source it was built from, places told by paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from draftkit.model.kind import KindSpec
from draftkit.model.message import Place
from draftkit.model.tree import Draft, Unit, units
from draftkit.recognise.source import Reading, draft_of
from draftkit.word.names import W
from draftkit.word.read import read_word
from tests.conftest import CHECKOUT
from tests.helpers import registry
from tests.importers.making import bold, circular, session
from tests.word.word import p

DECREE = CHECKOUT / "content/decree/nghi-dinh-cong-nghiep-moi-truong"


def roles(kind: KindSpec) -> Mapping[str, str]:
    return {id: style.role for id, style in registry().profile(kind).styles.items()}


def drafted(data: bytes) -> Draft:
    reading = Reading(read_word(data, "tep.docx", changes="accept"), registry().all(), None, roles)
    return draft_of(reading.write(), reading.kind, "tep.docx")


def outline(blocks: tuple[object, ...]) -> list[tuple[str, str]]:
    return [(unit.level.name, unit.number) for unit in units(blocks)]  # type: ignore[arg-type]


def test_the_decree_of_the_sample_comes_back_with_all_its_units() -> None:
    own = session().read(DECREE)
    back = drafted(session().written(own, "docx"))
    numbers = own.bound.numbers
    wanted = [(unit.level.name, numbers[unit.serial]) for unit in units(own.bound.draft.blocks)]
    assert len(wanted) > 500
    assert outline(back.blocks) == wanted
    assert back.kind.name == own.bound.draft.kind.name
    assert back.meta.title == own.bound.draft.meta.title
    assert len(back.meta.bases) == len(own.bound.draft.meta.bases)


def test_units_bases_and_recipients_are_told_by_their_paragraphs() -> None:
    data = circular(bold("Điều 1. Phạm vi") + p("1. Một.") + p("2. Hai."))
    back = drafted(data)
    texts = paragraphs(data)
    found = {unit.number: back.source.span(Place(unit.line)) for unit in units(back.body)}
    assert {number: texts[span.line] for number, span in found.items() if number == "2"} == {"2": "2. Hai."}
    article = next(unit for unit in back.body if isinstance(unit, Unit))
    assert texts[back.source.span(Place(article.line)).line] == "Điều 1. Phạm vi"
    assert texts[back.source.span(back.meta.place("can_cu.0")).line].startswith("Căn cứ Luật")
    assert texts[back.source.span(back.meta.place("noi_nhan.0")).line] == "- Văn phòng Chính phủ;"
    assert texts[back.source.span(back.meta.place("luu")).line].startswith("- Lưu:")
    assert {span.sort for span in found.values()} == {"paragraph"}


def paragraphs(data: bytes) -> dict[int, str]:
    """The text of each paragraph by its ordinal, counted here from the XML and not by the reader under test."""
    root = etree.fromstring(ZipFile(BytesIO(data)).read("word/document.xml"))
    return {number: "".join(one.itertext(W + "t")) for number, one in enumerate(root.iter(W + "p"), 1)}
