"""The tool that proposes: an operation of the editing engine, made on what was read, proved, shown as a patch."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from draftkit.agents.places import Json, Room, document_of, provision_of
from draftkit.edits.apply import patch
from draftkit.edits.provisions import Provision
from draftkit.edits.values import At, Delete, Insert, Move, Operation, Replace
from draftkit.errors import ConfigError, SourceError
from draftkit.library.document import Document
from draftkit.live import changes
from draftkit.live.changes import Change, Stale
from draftkit.live.fields import SetKey, fields
from draftkit.live.provisions import propose
from draftkit.model.message import Finding, Severity
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import only_known
from draftkit.model.tree import units

SET = "set_key"
INSERT, REPLACE = "insert", "replace"
_OTHERS: Mapping[str, Callable[[At, str], Operation]] = {
    REPLACE: lambda at, text: Replace(at, text, True),
    "delete": lambda at, _: Delete(at),
    "move_up": lambda at, _: Move(at, True),
    "move_down": lambda at, _: Move(at, False),
}
_WORDED = (REPLACE, INSERT)
DOINGS = (INSERT, *_OTHERS, SET)
WHERE = ("after", "before", "inside")
_MARKERS = (r"#+ ", r"[0-9]+\. ", r"[a-zđ]+\) ")


class New(NamedTuple):
    """Where something new stands, and its level; empty: the like of what is there."""

    where: str = WHERE[0]
    level: str = ""


def propose_edit(
    room: Room,
    document: str,
    do: str,
    hash: str,
    provision: str = "",
    key: str = "",
    text: str = "",
    where: str = WHERE[0],
    level: str = "",
    write: bool = False,
) -> Json:
    """The patch, what stands in it, what people should know of it; written when that is allowed and asked for. Raises a
    DraftkitError with the reason of a refusal: nothing was changed then."""
    if write and not room.write:
        said = "This server only proposes: the user must start it with “draftkit mcp --write” to let programs write."
        raise ConfigError(said)
    wanted, other = (key, provision) if do == SET else (provision, key)
    if not wanted or other:
        raise ConfigError("Name a provision, or with “{do}” a key of the metadata; not both.", do=SET)
    if do in _WORDED and not text.strip():
        raise ConfigError("“{do}” needs a text; to take a provision out, delete it.", do=do)
    desk = room.desk
    owner = document_of(desk, document)
    if do == SET:
        made = _of_key(room, owner, SetKey(key, hash, source=text))
    else:
        made = _of_provision(room, owner, provision, hash, do, text, New(where, level))
    if not made.files:
        raise ConfigError("The text already says so: there is nothing to change.")
    answer: Json = {
        "patch": "".join(patch(file.name, file.before, file.after) for file in made.files),
        "told": [room.say(message) for message in made.told],
        **_findings(room, owner, made),
        "written": write,
    }
    if write and changes.write(desk, made) is not None:
        raise SourceError("the files were changed meanwhile; nothing was written: read again")
    return answer


def _of_provision(room: Room, owner: Path, called: str, hash: str, do: str, text: str, new: New) -> Change:
    found = provision_of(room.desk, owner, called)
    if found.hash != hash:
        raise _stale(called)
    at = At(found.file, found.line, hash)
    if do == INSERT and (new.level or new.where == WHERE[2]) and new.level not in (*found.levels, "paragraph"):
        known = ", ".join(dict.fromkeys((*found.levels, "paragraph")))
        raise ConfigError("Say of which level the new provision is (“level”): {known}", known=known)
    wanted = Insert(at, text, *new) if do == INSERT else _OTHERS[do](at, text)
    made = propose(room.desk, owner, wanted, stay=do in _WORDED)
    if isinstance(made, Stale):
        raise _stale(called)
    first = text.strip().split("\n")[0]
    if do == INSERT:
        _check_level(made, first)
    elif do == REPLACE and made.document and _count(made.document, found) < _count(room.desk.read(owner), found):
        why = "With “{words}” in its place “{name}” would be gone: write it whole as it was read, or delete it."
        raise ConfigError(why, words=first, name=called)
    return made


def _count(document: Document, provision: Provision) -> int:
    """How many units of the level of a provision there are."""
    return sum(unit.level.name == provision.level for unit in units(document.bound.draft.blocks))


def _check_level(change: Change, typed: str) -> None:
    """A text that comes with a marker must stand there with it once more than before: else it became something else."""
    marker = next((one for one in _MARKERS if re.match(one, typed)), None)
    if marker is None:
        return
    words = re.sub(marker, "", typed, count=1)

    def count(text: str) -> int:
        return sum(re.sub(marker, "", line, count=1) == words for line in text.split("\n") if re.match(marker, line))

    if not any(count(file.after) > count(file.before) for file in change.files):
        said = "“{words}” would become a provision of another level there; say “level”, or put it elsewhere."
        raise ConfigError(said, words=typed)


def _of_key(room: Room, owner: Path, wanted: SetKey) -> Change:
    only_known([wanted.key], fields(room.desk, owner), room.name(owner))
    made = propose(room.desk, owner, wanted)
    if isinstance(made, Stale):
        raise _stale(wanted.key)
    return made


def _stale(called: str) -> SourceError:
    return SourceError("“{name}” is no longer what was read; read it again and propose on that.", name=called)


def _findings(room: Room, owner: Path, change: Change) -> Json:
    """What the change would mend, and what would be amiss with it, by rule and words: lines move. Raises SourceError
    where it brings an error: nobody decides on what is known to be wrong."""
    session = room.desk.session
    before = session.check(room.desk.read(owner))
    after = session.check(change.document) if change.document else before
    wrong, was = ([one for one in some if one.severity is Severity.ERROR] for some in (after, before))
    more = Counter(one.rule for one in wrong) - Counter(one.rule for one in was)
    if told := [one for one in _beyond(wrong, was) if one.rule in more]:
        raise SourceError("That would be wrong: {reason} ({rule})", reason=room.say(told[0].message), rule=told[0].rule)
    return {
        "new_findings": [room.finding(one) for one in _beyond(after, before)],
        "mended": [room.finding(one) for one in _beyond(before, after)],
    }


def _beyond(some: Iterable[Finding], others: Iterable[Finding]) -> list[Finding]:
    there = Counter((one.rule, str(one.message)) for one in others)
    out = []
    for one in some:
        said = one.rule, str(one.message)
        there[said] -= 1
        if there[said] < 0:
            out.append(one)
    return out
