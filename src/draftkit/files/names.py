"""Names of files: as the disk spells them, as they are compared, and made of a title."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from draftkit.errors import OutputError, readable
from draftkit.text.fold import bare


def same(name: str) -> str:
    """A name as names are compared: composed (NFC)."""
    return unicodedata.normalize("NFC", name)


def seen_from(path: Path | str, folder: Path) -> str:
    """The way to a file from a folder, as texts say it: `../van-ban/draft.yaml`."""
    whole, base = str(path), os.path.join(folder, "")
    below = whole.startswith(base) and os.path.normpath(whole) == whole  # most are: cut at once
    return (whole[len(base) :] if below else os.path.relpath(path, folder)).replace(os.sep, "/")


def keep_what_is_there(path: Path) -> None:
    """Raise OutputError where something is: a file, a link, or a folder that holds more than hidden files."""
    if any(path.glob("[!.]*")) if path.is_dir() else os.path.lexists(path):
        raise OutputError("{file}: exists already; nothing was changed.", file=path)


def keep_apart(written: Iterable[Path | None], *read: Path | str, taken: set[str] | None = None) -> None:
    """Raise OutputError where two results, or one and what is read or was `taken`, are one file, capitals aside."""
    taken = set() if taken is None else taken
    taken |= {os.path.realpath(one).casefold() for one in read}
    for file in filter(None, written):
        if (full := os.path.realpath(file).casefold()) in taken:
            raise OutputError("{file} is read here, or another result goes there: name another file.", file=file)
        taken.add(full)


def files_below(folder: Path, all_or_none: bool = False) -> Iterator[Path]:
    """All files below a folder in the order of their names, what links lead to once, those of editors at work and
    hidden ones left out. Where it must be all of them (`all_or_none`), raises SourceError for a folder that nobody may
    look into."""
    seen = set()
    for base, folders, names in os.walk(folder, onerror=_no_right if all_or_none else None, followlinks=True):
        again = (real := os.path.realpath(base)) in seen
        seen.add(real)
        folders[:] = () if again else sorted(filter(counts, folders))
        yield from (Path(base, name) for name in sorted(names) if counts(name) and not again)


def _no_right(error: OSError) -> None:
    if isinstance(error, PermissionError):  # what is not there holds nothing
        with readable(error.filename):
            raise error


def counts(name: str) -> bool:
    """Whether a file is one of its folder, and not one of an editor at work or a hidden one."""
    return not name.startswith((".", "~$")) and not name.endswith("~")


def on_disk(path: Path) -> Path:
    """The path under which a file or folder is there, its letters composed or with combining marks; the path as given
    when there is none."""
    if str(path).isascii() or os.path.lexists(path):
        return path
    folder = on_disk(path.parent)
    try:
        names = os.listdir(folder)
    except OSError:
        return path
    wanted = same(path.name)
    return next((folder / name for name in sorted(names) if same(name) == wanted), path)


_LONGEST = 60


_RESERVED = re.compile(r"(?i:con|prn|aux|nul|(?:com|lpt)[0-9])")
"""Names that Windows gives to devices."""


def plain_name(text: str) -> str:
    """A file name out of a title: no accents, words joined by underscores, cut at a word."""
    words = re.findall(r"[A-Za-z0-9]+", bare(text))
    out = ""
    for word in words:
        if out and len(out) + 1 + len(word) > _LONGEST:
            break
        out = f"{out}_{word}" if out else word[:_LONGEST]
    return f"{out}_" if _RESERVED.fullmatch(out) else out or "tai_lieu"
