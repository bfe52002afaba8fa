"""In every document of the sample project, of every kind, each line has one provision and operations lose no letter."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from draftkit.edits.provisions import Provision
from draftkit.edits.values import At, Delete, Insert, Join, Move, Operation, Replace, Split
from draftkit.errors import DraftkitError
from draftkit.live.changes import Change
from draftkit.live.desk import Desk
from draftkit.live.provisions import propose, provisions

ROOT = Path(__file__).parents[2]
DESK = Desk(ROOT, None)


def tried(path: Path, found: list[Provision]) -> Provision:
    """One provision of a document, in each at another place, or its last: each operation takes as long as a build."""
    at = DESK.others().index(path) * 7 % len(found)
    return found[-1 if at % 2 else at]


def letters(text: str) -> Counter[str]:
    """All letters but those of markers, counted in the file itself."""
    return Counter(re.sub(r"^[a-zđ]\)|[\W\d_]", "", text, flags=re.MULTILINE))


def operations(one: Provision) -> list[Operation]:
    """What a drafter could do to it."""
    at = At(one.file, one.line, one.hash)
    found: list[Operation] = [Replace(at, one.text), Delete(at), Insert(at, "Mới."), Insert(at, "Mới.", "before")]
    found += [Insert(at, "Mới.", level=level) for level in one.levels]
    found += [Move(at, up) for word, up in (("up", True), ("down", False)) if word in one.can]
    found += [Join(at)] if "join" in one.can else []
    return found + ([Split(at, len(one.text) // 2)] if "split" in one.can else [])


@pytest.mark.parametrize("path", DESK.others(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_line_has_one_provision_and_nothing_is_lost(path: Path) -> None:
    found = provisions(DESK, path)
    own = [(one.file, line) for one in found for line in range(one.first, one.last + 1)]
    assert len(own) == len(set(own))
    for part in DESK.read(path).bound.draft.source.parts:
        lines = DESK.text(DESK.path(part.name)).split("\n")
        wanted = {at for at in range(part.offset, len(lines)) if lines[at].strip(" \t:")}
        wanted -= {at for at in wanted if lines[at].lstrip().startswith(":::")}
        assert {(part.name, at + 1) for at in wanted} <= set(own)
    for operation in operations(tried(path, found)):
        try:
            change = propose(DESK, path, operation)
        except DraftkitError:
            assert not isinstance(operation, Replace)
            continue
        assert isinstance(change, Change), operation
        assert not (isinstance(operation, Replace) and change.files)
        before, after = (sum((letters(text) for text in texts), Counter()) for texts in _texts(change))
        if isinstance(operation, Move):
            assert before == after, operation
        if isinstance(operation, (Split, Insert)):
            assert not before - after, operation


def _texts(change: Change) -> tuple[list[str], list[str]]:
    return [file.before for file in change.files], [file.after for file in change.files]
