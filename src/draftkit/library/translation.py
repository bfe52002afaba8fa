"""The start of a translation: a copy of the original beside it, to be worded anew part by part."""

from __future__ import annotations

from pathlib import Path

from draftkit.errors import OutputError
from draftkit.library import starter
from draftkit.library.reading import Reading
from draftkit.readers.document import DRAFT_FILE
from draftkit.readers.yaml_text import language_of, translation_of


def start(session: Reading, path: Path, language: str) -> list[Path]:
    """Write the copy; the text stays that of the original until it is translated, and check tells what is left.

    Raises KindError when the kind has no words of the language, OutputError when there is a translation already or the
    document is one itself."""
    raw = session.raw(path)
    if language_of(raw.name) == language:
        raise OutputError("{file}: this is a translation itself.", file=path.name)
    session.project.registry.find(session.kind_of(raw).name, language)
    target = translation_of(path, language)
    if target.exists():
        raise OutputError("{file}: exists already; nothing was changed.", file=target)
    old = raw.files if path.is_file() else (path / DRAFT_FILE, *raw.files)
    files = {target if path.is_file() else target / file.name: file.read_bytes() for file in old}
    starter.start(files)
    return list(files)
