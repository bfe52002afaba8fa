"""What draftkit builds is recognised as what it is: kind, family, and every part of the frame."""

from __future__ import annotations

from functools import cache

import pytest

from draftkit.library.session import Document
from draftkit.model.inline import plain
from draftkit.model.tree import units
from draftkit.recognise.lines import Anatomy
from draftkit.recognise.recognise import recognise
from draftkit.text.fold import squeezed
from draftkit.word.read import read_word
from tests.helpers import registry

from .conftest import SAMPLES, Built

KINDS = tuple(registry().all())


def read(name: str, built: Built) -> tuple[Document, Anatomy]:
    """The file as somebody else would have made it: its looks alone must tell what it is."""
    document, data = built[name]
    return document, _alone(data, name)


@cache
def _alone(data: bytes, name: str) -> Anatomy:
    return recognise(read_word(data, name)._replace(properties={}), KINDS)


def declaring(name: str, built: Built, kind: str) -> Anatomy:
    file = read_word(built[name][1], name)
    return recognise(file._replace(properties={**file.properties, "draftkit.loai": kind}), KINDS)


@pytest.mark.parametrize("name", sorted(SAMPLES))
class TestEveryKind:
    def test_kind_and_family(self, name: str, built: Built) -> None:
        document, found = read(name, built)
        kind = document.bound.draft.kind
        if not document.frame.nation:  # nothing tells what it is
            assert not found.official
            return
        if "{" in kind.words.get("type_line", ""):  # any words may be its title line
            assert (found.kind, found.family, found.type_line) == (None, kind.family, document.frame.type)
            return
        assert found.kind is not None
        assert (found.kind.words.get("type_line"), found.family) == (kind.words.get("type_line"), kind.family)
        assert found.kind.words["number"] == kind.words["number"]

    def test_parts_of_the_frame(self, name: str, built: Built) -> None:
        document, found = read(name, built)
        frame = document.frame
        if not frame.nation:
            return
        expected = {
            "national-name": frame.nation[:1],
            "motto": frame.nation[1:],
            "parent-agency": frame.parent_agency,
            "agency": frame.agency,
            "number": (frame.number,),
            "place-date": (frame.place_date,),
            "subject": (frame.subject,),
            "type": (frame.type,),
            "authority": (frame.authority,),
            "legal-basis": tuple(plain(content) for content in frame.bases),
            "enactment": (frame.enactment,),
            "decides": (frame.decides,),
            "recipients": frame.recipients,
            "signature-title": tuple(text for one in frame.signatures for text in one.titles),
            "signature-name": tuple(one.name for one in frame.signatures),
        }
        for role, texts in expected.items():
            wanted = [squeezed(text) for text in texts if text]
            assert [piece.text for piece in found.of(role)] == wanted, role

    def test_units(self, name: str, built: Built) -> None:
        document, found = read(name, built)
        if document.frame.nation:
            numbers = document.bound.numbers
            wanted = [
                (unit.level.name, numbers.get(unit.serial, unit.number)) for unit in units(document.bound.draft.body)
            ]
            assert [(piece.level, piece.number) for piece in found.units()] == wanted

    def test_its_identity_tells_the_kind(self, name: str, built: Built) -> None:
        document, data = built[name]
        found = recognise(read_word(data, name), KINDS)
        assert found.kind is not None
        assert found.kind.name == document.bound.draft.kind.name

    def test_a_kind_that_does_not_exist_is_not_believed(self, name: str, built: Built) -> None:
        assert declaring(name, built, "khong-co") == read(name, built)[1]


def test_a_decision_made_from_the_file_of_a_report_is_a_decision(built: Built) -> None:
    found = declaring("decision", built, "report")
    assert found.kind is not None
    assert found.kind.words["type_line"] == "QUYẾT ĐỊNH"
