"""Word files of every kind, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from tests.conftest import CHECKOUT
from tests.helpers import TEMPLATES


def samples() -> dict[str, Path]:
    """The sample of each kind that is laid out by Decree 30/2020 or as a normative document."""
    session = Session(open_project(CHECKOUT, None))
    found = {}
    for kind in session.project.registry.all():
        if {"nd30", "qppl"} & set(kind.rule_sets):
            path = sample(kind.name)
            if path:
                found[kind.name] = path
    return found


def sample(name: str) -> Path | None:
    """The sample of a kind, if it has one."""
    folder = TEMPLATES / name / "sample"
    return folder if (folder / "draft.yaml").is_file() else next(iter(sorted(folder.glob("*.md"))), None)


SAMPLES = samples()


class Built(dict[str, tuple[Document, bytes]]):
    """Each sample read, and as a Word file, made when it is asked for."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def __missing__(self, name: str) -> tuple[Document, bytes]:
        document = self.session.read(SAMPLES[name])
        self[name] = document, self.session.docx(document)
        return self[name]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The samples of all kinds."""
    return Built(Session(open_project(CHECKOUT, tmp_path_factory.mktemp("shells"))))
