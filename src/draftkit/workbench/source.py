"""Whole files of a document: shown, and written back when nobody else has changed them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from draftkit.dossier.read import every_dossier
from draftkit.errors import DraftkitError, SourceError
from draftkit.files.line_ends import as_stored, plain_ends
from draftkit.files.stamp import stamp
from draftkit.files.whole import write_whole
from draftkit.live.cursor import offers_after, unnamed
from draftkit.model.fingerprint import hashed
from draftkit.workbench.bench import Bench, Data


class Stale(Exception):
    """The text that was edited is not the one that stands there now, which `now` tells."""

    def __init__(self, now: Data) -> None:
        super().__init__()
        self.now = now


def source(bench: Bench, given: Data) -> Data:
    """The text of a file of a document, and its digest."""
    path = _file(bench, given)
    text = plain_ends(bench.desk.text(path))
    return {"file": given["file"], "text": text, "hash": hashed(text)}


def write_source(bench: Bench, given: Data) -> Data:
    """Write a file whole; line ends and byte order mark stay what they were. Raises Stale when it was changed since."""
    owner, path = bench.owner(given["doc"]), _file(bench, given)
    now = source(bench, given)
    if now["hash"] != given["hash"]:
        raise Stale(now)
    old = path.read_bytes().decode("utf-8")
    text = plain_ends(given["text"])
    write_whole(path, as_stored(old, text).encode())
    wrote(bench, [path])
    return {"hash": hashed(text), "document": bench.document(owner)}


def wrote(bench: Bench, paths: list[Path]) -> None:
    """The bench itself wrote these files: they are read again, other windows are told, the watcher keeps quiet."""
    for path in paths:
        bench.wrote[path] = stamp(path)
    bench.changed(set(paths))


def _file(bench: Bench, given: Data) -> Path:
    """A file of a document or a dossier, or of the data that all share. Raises SourceError when it is none of these."""
    owner = bench.owner(given["doc"])
    last = bench.last(owner)
    known = list(last.files) if last else [bench.name(path) for path in bench.desk.loose_files(owner)]
    if given["file"] not in known:
        shared = bench.desk.session.project.shared.glob("*.yaml")
        known = [bench.name(path) for path in (*_of_dossiers(bench), *shared) if path.is_relative_to(bench.root)]
    if given["file"] not in known:
        raise SourceError("{file}: no such file.", file=given["file"])
    return bench.root / str(given["file"])


def _of_dossiers(bench: Bench) -> Iterator[Path]:
    """The files that dossiers are made of, beside their papers."""
    for path, dossier in every_dossier(bench.desk.session.project):
        yield path
        if not isinstance(dossier, DraftkitError):
            yield from filter(None, (dossier.comments, dossier.explanations))


def offered(bench: Bench, given: Data) -> Data:
    """What could be written after some words of a line: labels, acts, values, and what a label can be given to."""
    document = bench.desk.read(bench.owner(given["doc"]))
    found = [one._asdict() for one in offers_after(bench.desk, document, given["before"])]
    if given.get("unnamed"):
        found += [{**one._asdict(), "file": at.file, "line": at.line} for one, at in unnamed(document)]
    return {"offers": found}
