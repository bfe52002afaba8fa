"""A new document of a kind: its starter, and the files it becomes; and the start of a translation: a copy of the
original beside it, to be worded anew part by part."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from draftkit.errors import KindError, OutputError
from draftkit.files.names import keep_what_is_there
from draftkit.files.whole import write_all
from draftkit.kinds.registry import SAMPLE
from draftkit.library.project import refuse_unseen, root_around
from draftkit.library.reading import Reading
from draftkit.model.kind import KindSpec
from draftkit.readers.document import DRAFT_FILE
from draftkit.readers.metadata import split_front_matter
from draftkit.readers.source import read_text
from draftkit.readers.yaml_text import language_of, translation_of
from draftkit.text.pattern import alternatives

FIRST_PART = "01-noi-dung.md"


def has_starter(spec: KindSpec) -> bool:
    """Whether people begin documents of a kind; others are made from papers that are there."""
    return (Path(spec.folder) / SAMPLE).is_file()


def starter_of(spec: KindSpec) -> tuple[str, str]:
    """Front matter and body of the starter of a kind. Raises KindError when it has none."""
    if not has_starter(spec):
        said = "kind “{kind}” has no starter: it is made from other papers, or brings no sample"
        raise KindError(said, kind=spec.title)
    return split_front_matter(read_text(Path(spec.folder) / SAMPLE, SAMPLE)[0])[:2]


def started(spec: KindSpec, path: Path, front: str, body: str) -> dict[Path, bytes]:
    """The files of a new document: a folder, or one `.md` file, with the files beside it that the starter shows (steps,
    terms). Raises OutputError when something else is there already, or the path lies in a document."""
    if home := next((up for up in path.resolve().parents if (up / DRAFT_FILE).is_file()), None):
        raise OutputError("{file} is a document: nothing is put among its sources; name another folder.", file=home)
    refuse_unseen(path)
    if path.suffix == ".md":
        folder, out = path.parent, {path: f"---\n{front}---\n{body}".encode()}
    else:
        folder, out = path, {path / DRAFT_FILE: front.encode(), path / FIRST_PART: body.encode()}
    beside = (Path(spec.folder) / SAMPLE).parent
    out |= {folder / file.name: file.read_bytes() for file in sorted(beside.iterdir()) if file.suffix != ".md"}
    for file in (path, *(one for one, data in out.items() if one.exists() and one.read_bytes() != data)):
        keep_what_is_there(file)
    return out


def start(files: dict[Path, bytes]) -> None:
    """Write the files of a new document, all or none."""
    write_all(root_around(next(iter(files)).resolve()) or Path(), files)


def begin_translation(session: Reading, path: Path, language: str) -> list[Path]:
    """Write the copy: its headings open with words of the language (`# Chương.`), the text stays that of the original
    until it is translated, and check tells what is left. Raises KindError when the kind has no words of the language,
    OutputError when there is a translation already or the document is one itself."""
    raw = session.raw(path)
    if language_of(raw.name) == language:
        raise OutputError("{file}: this is a translation itself.", file=path.name)
    kind = session.kind_of(raw)
    pairs = zip(kind.levels, session.project.registry.find(kind.name, language).levels, strict=False)
    opening = {one.keyword: other.keyword for one, other in pairs if one.keyword}
    heading = re.compile(rf"(?m)^(#+[ \t]+)({alternatives(opening)})(?=[ \t.:])".encode())
    target = translation_of(path, language)
    keep_what_is_there(target)
    old = raw.files if path.is_file() else (path / DRAFT_FILE, *raw.files)
    files = {target if path.is_file() else target / file.name: file.read_bytes() for file in old}
    if opening:
        worded = partial(heading.sub, lambda found: found[1] + opening[found[2].decode()].encode())
        files = {file: worded(data) for file, data in files.items()}
    start(files)
    return list(files)
