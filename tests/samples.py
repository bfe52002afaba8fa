"""The starters of all kinds as Word files and as pages: made once for all tests of a process."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from draftkit.library.project import documents, open_project
from draftkit.library.session import Session
from draftkit.plugins import behaviour
from draftkit.writers.paged.pages import write_pages
from tests.conftest import CHECKOUT

SAMPLES = sorted(path.parents[1].name for path in (CHECKOUT / "templates").glob("*/sample/draft.md"))


def one_of_each() -> list[str]:
    """Kinds that bring what others do not: every kind with a gate, and one of each behaviour and set of levels."""
    found: dict[object, str] = {}
    for kind in _session().kinds():
        if kind.name in SAMPLES:
            own = behaviour(kind)
            found.setdefault(kind.name if own.gate else (kind.behaviour, kind.profile, kind.family), kind.name)
    return sorted(found.values())


def one_of_each_make() -> list[str]:
    """Kinds that are written as others are not: of those that share behaviour, forms, format and levels, one."""
    found: dict[object, str] = {}
    for name in one_of_each():
        kind = _session().project.registry.find(name)
        found.setdefault((kind.behaviour, kind.profile, kind.family), name)
    return sorted(found.values())


def first_of_each(session: Session, *more: Path) -> dict[str, Path]:
    """The first document of every kind, by kind: of the content of a project, then of these."""
    found: dict[str, Path] = {}
    for path in (*documents(session.project), *more):
        found.setdefault(session.kind_of(session.raw(path)).name, path)
    return found


def first_of_each_make(session: Session) -> list[Path]:
    """Of these, the documents of kinds that are written as no other is."""
    found: dict[object, Path] = {}
    for name, path in first_of_each(session).items():
        kind = session.project.registry.find(name)
        found.setdefault((kind.behaviour, kind.profile, kind.family), path)
    return list(found.values())


@lru_cache(maxsize=1)
def _session() -> Session:
    return Session(open_project(CHECKOUT, None))


@cache
def word_of(name: str) -> bytes:
    """The Word file of the starter of a kind."""
    return _session().read(CHECKOUT / "templates" / name / "sample/draft.md").docx()


@cache
def pages_of(name: str) -> bytes:
    """Its pages as PDF."""
    return write_pages(word_of(name), name)[0]


@cache
def pdf_of(name: str) -> bytes:
    """The PDF that users get of it: those pages, or for what is laid out in panels a sheet of its own."""
    document = _session().read(CHECKOUT / "templates" / name / "sample/draft.md")
    (made,) = _session().files(document, "pdf").values()
    return made
