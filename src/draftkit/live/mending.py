"""All that is certain mended in a document at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from draftkit.live.changes import Change, FileChange, Stale, write
from draftkit.live.desk import Desk
from draftkit.live.fixes import fixes
from draftkit.model.message import Finding, Message
from draftkit.model.named import NamedTuple

_ROUNDS = 3
"""A mend may bring to light what it hid; more often than this it does not."""


class Mended(NamedTuple):
    """What was mended: the finding, and what was done about it."""

    finding: Finding
    title: Message


def mend(desk: Desk, owner: Path, wanted: Callable[[str], bool] = lambda rule: True) -> list[Mended]:
    """Mend what any drafter would mend in the same way, where the rule is `wanted`, and write the files. Raises a
    DraftkitError; nothing is written then."""
    change, done = mends(desk, owner, wanted)
    return [] if isinstance(write(desk, change), Stale) else done


def mends(desk: Desk, owner: Path, wanted: Callable[[str], bool] = lambda rule: True) -> tuple[Change, list[Mended]]:
    """The same without writing: how the files change, and what is mended by that. Raises a DraftkitError."""
    before: dict[Path, tuple[str, str]] = {}
    done: list[Mended] = []
    try:
        for _ in range(_ROUNDS):
            new = _round(desk, owner, before, wanted)
            done += new
            if not new:
                break
        texts = {path: desk.text(path) for path in before}
    finally:
        for path in before:
            desk.edit(path, None)
    files = [FileChange(path, name, old, texts[path]) for path, (name, old) in before.items() if texts[path] != old]
    return Change(owner, tuple(files)), done


def _round(desk: Desk, owner: Path, before: dict[Path, tuple[str, str]], wanted: Callable[[str], bool]) -> list[Mended]:
    """Mend on the desk, from the end of each file to its start, so that places stay what they are."""
    found = [one for items in desk.check(owner).values() for one in items if wanted(one.rule)]
    found = [one for one in found if any(mend.sure for mend in one.mends)]  # each is proved, which takes its time
    done = []
    for finding in sorted(found, key=lambda one: (one.span.file, -one.span.line, -one.span.column)):
        fix = next((one for one in fixes(desk, owner, finding) if one.sure), None)
        if fix is None:
            continue
        for file in fix.change.files:
            before.setdefault(file.path, (file.name, file.before))
            desk.edit(file.path, file.after)
        if fix.change.document:
            desk.adopt(owner, fix.change.document)
        done.append(Mended(finding, fix.title))
    return done
