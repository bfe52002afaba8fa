"""What a dossier consists of, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from draftkit.files.names import plain_name
from draftkit.model.kind import KindSpec
from draftkit.model.message import Span
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple

AGREED, ACCEPTED, PARTLY, EXPLAINED, LEADER, PENDING = (
    "nhất trí",
    "tiếp thu",
    "tiếp thu một phần",
    "giải trình",
    "xin ý kiến lãnh đạo",
    "chưa trả lời",
)
DECISIONS = (AGREED, ACCEPTED, PARTLY, EXPLAINED, LEADER, PENDING)
OPEN = (LEADER, PENDING)
GENERAL = "chung"


class DossierItem(NamedTuple):
    """One paper of a dossier as named: a document, a table that draftkit makes, or a file taken as it is. Without
    stages it belongs to all."""

    title: str
    span: Span
    document: Path | None = None
    table: str = ""
    file: Path | None = None
    stages: tuple[str, ...] = ()


class Dossier(NamedTuple):
    """A `dossier.yaml`: paths absolute and within the project. `asked` is how many bodies were asked for comments,
    empty when not known."""

    name: str
    folder: Path
    span: Span
    title: str
    stages: tuple[str, ...]
    draft: Path
    entries: tuple[DossierItem, ...]
    comments: Path | None = None
    explanations: Path | None = None
    current: Path | None = None
    asked: str = ""
    basis: str = ""
    signature: Data = None

    def papers(self, stage: str) -> tuple[DossierItem, ...]:
        return tuple(entry for entry in self.entries if not entry.stages or stage in entry.stages)


class Need(NamedTuple):
    """A paper that a stage usually holds, and how it is called: a document of a `kind`, whose title has the words
    `about`, begun with this title, metadata and text; else a table, else the draft."""

    name: str
    kind: str = ""
    about: str = ""
    table: str = ""
    title: str = ""
    meta: Mapping[str, Data] = MappingProxyType({})
    body: str = ""


class Usual(NamedTuple):
    """What dossiers usually are: how one is called, what its table of comments rests on, what each stage holds and for
    which drafts it is (their kinds or rule sets), the kinds of the tables and of a list of goods, what the keys of a
    comment are called."""

    title: str
    basis: str
    stages: Mapping[str, Sequence[Need]]
    drafts: Mapping[str, Sequence[str]]
    tables: Mapping[str, str]
    goods: str
    comment: Mapping[str, str]

    def stages_of(self, kind: KindSpec) -> list[str]:
        """The stages of the dossier of a draft of a kind; none for what is no draft of a rule."""
        return [name for name, of in self.drafts.items() if not {kind.name, *kind.rule_sets}.isdisjoint(of)]


class Comment(NamedTuple):
    """One comment of the register. `bodies` are ids or names; `provision` is a label, or `GENERAL`; `old` the words of
    a provision since dropped."""

    id: str
    bodies: tuple[str, ...]
    date: str
    provision: str
    old: str
    text: str
    decision: str
    answer: str
    span: Span
    places: Mapping[str, Span]

    def place(self, key: str) -> Span:
        """Where a key of the comment stands; the comment itself when it does not."""
        return self.places.get(key, self.span)


class Explanation(NamedTuple):
    """Why a provision says what it says."""

    text: str
    span: Span


def stage_folder(build: Path, dossier: Dossier, stage: str) -> Path:
    """Where a stage goes by default: `build/dossier/<name>-<stage>`."""
    return build / "dossier" / f"{dossier.name}-{plain_name(stage).lower().replace('_', '-')}"
