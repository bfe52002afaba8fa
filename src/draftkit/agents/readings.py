"""The tools that read: nothing is written by them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from draftkit.agents.places import Json, Room, all_documents, document_of, provision_of, within
from draftkit.edits.provisions import Provision
from draftkit.errors import DraftkitError, SourceError
from draftkit.live.fields import fields
from draftkit.live.provisions import provisions
from draftkit.text.fold import fold

_MOST = 100
"""Entries of one answer; how many more there are is said."""
_BEGIN = 80


def read(room: Room, document: str = "", provision: str = "") -> Json:
    """The documents, a document, or a provision."""
    desk = room.desk
    if not document:
        return {"documents": [_listed(room, path) for path in all_documents(desk)]}
    owner = document_of(desk, document)
    if provision:
        found = provision_of(desk, owner, provision)
        own = {"text": found.whole, "hash": found.hash, "can": found.can, "levels": found.levels}
        return {"document": room.name(owner), **_shown(found), **own}
    bound = desk.read(owner).bound
    keys = [
        {"key": name, "text": one.text, "hash": one.hash, "required": one.key.required, "help": one.key.help}
        for name, one in fields(desk, owner).items()
        if one.text or one.key.required
    ]
    listed = [{**_shown(one), "begins": one.text.strip()[:_BEGIN]} for one in provisions(desk, owner)]
    return {
        "document": room.name(owner),
        "kind": bound.draft.kind.title,
        "files": [room.name(path) for path in desk.files(desk.read(owner))],
        "metadata": keys,
        "passages": listed,
    }


def _listed(room: Room, path: Path) -> Json:
    session = room.desk.session
    try:
        raw = session.raw(path)
        return {"document": room.name(path), "kind": session.kind_of(raw).title, "title": raw.meta.title}
    except DraftkitError as error:
        return {"document": room.name(path), "problem": room.say(error.message)}


def _shown(one: Provision) -> Json:
    said = {"provision": one.name, "label": f"@{one.label}" if one.label else "", "sort": one.level or one.sort}
    return {**{key: value for key, value in said.items() if value}, "at": f"{one.file}:{one.line}"}


def search(room: Room, words: str, document: str = "") -> Json:
    """The provisions that hold all words themselves, in the order of the documents."""
    desk = room.desk
    wanted = list(dict.fromkeys(filter(None, map(fold, words.split()))))
    if not wanted:
        raise SourceError("“{words}” holds no word to look for.", words=words)
    found: list[Json] = []
    problems: list[str] = []
    for owner in [document_of(desk, document)] if document else all_documents(desk):
        try:
            found += _holding(room, owner, wanted)
        except DraftkitError as error:
            problems.append(room.say(error.message))
    return {"found": found[:_MOST], "more": max(len(found) - _MOST, 0), "problems": problems}


def _holding(room: Room, owner: Path, wanted: list[str]) -> Iterator[Json]:
    for one in provisions(room.desk, owner):
        text = " ".join(map(fold, one.text.split()))
        if all(part in text for part in wanted):
            yield {"document": room.name(owner), **_shown(one), "text": one.text}


def check(room: Room, document: str = "") -> Json:
    """The findings on a document, or on all; of those that cannot be read why."""
    desk = room.desk
    out = []
    for owner in [document_of(desk, document)] if document else all_documents(desk):
        told: Json = {"document": room.name(owner)}
        try:
            told["findings"] = [room.finding(one) for one in desk.session.check(desk.read(owner))]
        except DraftkitError as error:
            if document:
                raise
            told["problem"] = room.say(error.message)
        out.append(told)
    return {"documents": out}


def explain(room: Room, rule: str) -> Json:
    """A rule, with the text of its cases."""
    from draftkit.checks.cases import examples
    from draftkit.library.known import rules_of

    told = []
    for one in rules_of(rule):
        wrong, right = ("\n".join(line for line, _ in example.lines) for example in examples(one.id))
        said = {"title": room.translate(one.title), "explanation": room.translate(one.explanation)}
        said |= {"source": str(one.source), "wrong": wrong, "right": right}
        told.append({"rule": one.id, "severity": one.severity.word, **said})
    return {"rules": told}


def diff(room: Room, old: str, new: str = "") -> Json:
    """What became of each provision."""
    from draftkit.compare.data import data
    from draftkit.library.comparing import Changes, pairs

    root = room.desk.root
    names = [within(root, name) for name in (old, new) if name]
    with ExitStack() as stack:
        found = pairs(room.desk.session, names, root, stack)
        return data([Changes(*pair).comparison for pair in found])


def amend_read(room: Room, act: str) -> Json:
    """What an amending act changes."""
    from draftkit.amend.act_facts import act_and_document
    from draftkit.amending.operation import as_data
    from draftkit.amending.read import read_lines

    name = act if act.startswith("@") else within(room.desk.root, act)
    source, _ = act_and_document(lambda: room.desk.session, name, room.desk.root)
    return as_data(read_lines(source.lines, source.number, source.head))
