"""The proof before anything is written: sources with the edits in them are built, in a copy of the project in which
edits are tried, and read beside the reviewed file."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

from draftkit.edits.values import Question
from draftkit.files.whole import scratch, write_whole
from draftkit.kinds.registry import packaged_templates
from draftkit.library.project import PROJECT_FILE, open_project
from draftkit.library.session import Session
from draftkit.model.named import NamedTuple
from draftkit.review.forms import Forms
from draftkit.review.model import Difference, Found
from draftkit.review.origin import Base, Origin, Placed
from draftkit.review.paper import Paper, Para
from draftkit.review.word_edits import flat, reword
from draftkit.text.marks import normal
from draftkit.text.pair import Passage, pair


class Workspace:
    """The project of a base in a temporary folder: files are linked, not copied, where the disk allows it, and what
    links lead to stands where messages name it."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self._scratch = scratch()
        self.folder = Path(self._scratch.name)
        self.written: set[str] = set()
        self._places: dict[str, Path] = {}
        self._copy()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self._scratch.cleanup()

    def _copy(self) -> None:
        project, root = self.base.session.project, self.base.root
        if root != project.root:
            self._take(root)
            return
        own = [folder for folder in project.registry.folders if folder != packaged_templates()]
        here = self.base.path if self.base.path.is_dir() else self.base.path.parent
        for one in dict.fromkeys((project.content, project.shared, *own, root / PROJECT_FILE, here.resolve())):
            if one.is_relative_to(root):
                self._take(one)

    def _take(self, source: Path, target: Path | None = None) -> None:
        """Link a folder or file into the copy. Files are replaced whole: the original never changes."""
        real, root = os.path.realpath(source), os.path.realpath(self.base.root)
        target = target or self.folder / os.path.relpath(source, self.base.root)
        named = self.folder / os.path.relpath(real, root) if Path(real).is_relative_to(root) else target
        known = real in self._places
        own = self._places.setdefault(real, named)
        for one in (own, target):
            os.makedirs(one.parent, exist_ok=True)
        if own != target and not os.path.lexists(target):
            os.symlink(own, target)
        if os.path.isdir(real) and not known:
            os.makedirs(own, exist_ok=True)
            for name in os.listdir(real):
                if name not in _LEFT and not name.startswith(".draftkit-"):
                    self._take(Path(real, name), own / name)
        elif os.path.isfile(real) and not known:
            try:
                os.link(real, own)
            except OSError:
                shutil.copy(real, own)

    def path(self) -> Path:
        """The document in the copy."""
        return self.folder / self.base.path.resolve().relative_to(self.base.root.resolve())

    def write(self, texts: Mapping[str, str]) -> None:
        """Give files another text; those written before and not named go back to that of the base."""
        for name, text in {**{name: self.base.texts[name] for name in self.written}, **texts}.items():
            if name in self.written or text != self.base.texts.get(name):
                write_whole(self.folder / name, text.encode())
                self.written.add(name)

    def session(self) -> Session:
        """A session on the copy, with the values that the project has from elsewhere."""
        project = open_project(self.folder, self.base.session.project.cache)
        if self.base.root != self.base.session.project.root:
            project = project._replace(
                shared=self.base.session.project.shared,
                registry=self.base.session.project.registry,
                data=self.base.session.project.data,
            )
        return self.base.session.elsewhere(project)

    def rebuilt(self) -> Base:
        """The document built from the copy."""
        return Base(self.session(), self.path(), self.base.flawed)


_LEFT = {".git", ".venv", "node_modules", "__pycache__"}
_NEAR = 20  # signs on each side that are compared
_BEFORE_SIGN = re.compile(r"\s+(?=[;.,])")


class Checked(NamedTuple):
    """What still differs, and questions that answered themselves: references and numbers that follow by counting."""

    differences: tuple[Difference, ...]
    questions: tuple[Question, ...]


def check(wanted: Paper, found: Base, before: Base, brought: Found) -> Checked:
    """Compare the rebuilt file with the reviewed one, which brought what it brought. `before` is our build without the
    edits.

    A number the reviewer left as it was is no difference, nor is the contents list, which follows the headings.
    """
    forms = Forms(before.draft.kind)
    left = [para for para in _said(wanted) if brought.listed.isdisjoint(para.ordinals)]
    placed = list(_placed(found.placed))
    right = [para for para, _ in placed]
    old = {forms.key(para.text): para.text for para in _said(before.paper)}
    told = frozenset(old.values())
    settled: set[int] = set()
    differences: list[Difference] = []
    pairing = pair(*([Passage("", para.text) for para in side] for side in (left, right)))
    for link in pairing.links(len(left)):
        ours, theirs = [right[at] for at in link.new], [left[at] for at in link.old]
        said, meant = " ".join(para.text for para in ours), " ".join(para.text for para in theirs)
        if said == meant and len(ours) == len(theirs):
            settled.update(ordinal for para in theirs for ordinal in para.ordinals)
            continue
        renumbered = forms.key(meant) == forms.key(said)
        kept = any(not brought.numbered.isdisjoint(para.ordinals) for para in theirs[:1])
        # what differs there in signs alone follows from its place in a list; what is made anew was left as it was
        if link.new and placed[link.new[0]][1].sort == "frame" and (meant in told or _bare(said) == _bare(meant)):
            settled.update(ordinal for para in theirs for ordinal in para.ordinals)
            continue
        follows = len(ours) == 1 and _follows(placed[link.new[0]][1], said, meant, found, forms)
        twice = len(theirs) == 1 and _is_twice(left, link.old[0], forms)
        stale = old.get(forms.key(meant)) == meant  # the number is the one the paragraph had before
        # what is printed in capitals is not typed so
        if not ((renumbered and (twice or kept or stale)) or follows or said == meant.upper()):
            differences.append(Difference(meant, said))
    differences += _notes([note.text for note in wanted.notes], [note.text for note in found.paper.notes])
    open_ = tuple(question for question in brought.questions if not question.ordinal or question.ordinal not in settled)
    return Checked(tuple(_one_place(differences, open_)), open_)


def _notes(wanted: list[str], found: list[str]) -> Iterator[Difference]:
    """Footnotes that differ; where there are more on one side, those that the other has not."""
    if len(wanted) != len(found):
        more, less = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
        wanted, found = list(more.elements()), list(less.elements())
    for meant, said in zip_longest(wanted, found, fillvalue=""):
        if meant != said:
            yield Difference(meant, said)


def _is_twice(said: Sequence[Para], at: int, forms: Forms) -> bool:
    """Whether the number of a reviewed paragraph is that of another near it: it was typed without counting."""
    number = said[at].text.removesuffix(forms.key(said[at].text)).strip()
    near = said[max(0, at - _NEAR) : at + _NEAR]
    return bool(number) and sum(one.text.removesuffix(forms.key(one.text)).strip() == number for one in near) > 1


def _bare(text: str) -> str:
    return _BEFORE_SIGN.sub("", text).strip(" -;.")


def _follows(origin: Origin, said: str, meant: str, found: Base, forms: Forms) -> bool:
    """Whether two paragraphs differ in generated words alone, which follow by counting; where the reviewer changed
    them, that is asked about already."""
    traced = found.traced(origin)
    prefix = normal(origin.prefix)
    if traced is None or flat(traced).text != forms.parted(said, prefix)[1]:
        return False
    pieces, asked = reword(flat(traced), forms.parted(meant, prefix)[1])
    return bool(asked) and not pieces


def _one_place(differences: list[Difference], questions: Sequence[Question]) -> Iterator[Difference]:
    """Differences that no question explains. A paragraph that moved is missing in one place and too much in another."""
    for difference in differences:
        asked = any(
            _in_a_table(difference, question)
            or (question.new and question.new in difference.wanted)
            or (question.old and question.old in difference.found)
            for question in questions
            if question.old or question.new
        )
        if not asked:
            yield difference


_CELLS = re.compile(r" \| |\n| ¶ ")


def _in_a_table(difference: Difference, question: Question) -> bool:
    """Whether a question about rows or cells shows the very paragraph."""
    wanted, found = (_CELLS.split(text) for text in (question.new, question.old))
    only = difference.wanted or difference.found
    return len(wanted) + len(found) > 2 and only in (wanted if difference.wanted else found)


def _placed(pieces: Sequence[Placed]) -> Iterator[tuple[Para, Origin]]:
    """The paragraphs of a build with their origins, those of the contents list and empty ones left out."""
    for placed in pieces:
        if isinstance(placed.piece, Para):
            if placed.piece.text and placed.origin.sort != "contents":
                yield placed.piece, placed.origin
        else:
            for cell in placed.cells:
                yield from _placed(cell)


def _said(paper: Paper) -> Iterator[Para]:
    """All paragraphs that say something, those of cells in their place."""
    return (para for piece in paper.pieces for para in piece.paras if para.text)
