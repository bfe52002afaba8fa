"""What thousands of tests ask for in the same way, and what always comes out the same, is made once in a process: the
kinds that come with draftkit, the shell of a Word file, the pages of a contents list.

A command makes each of them once; so does the first test of a process that needs it, and every command that a test
starts as a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from hashlib import blake2b
from pathlib import Path
from typing import Any

from draftkit.kinds.registry import Registry, packaged_templates
from draftkit.model.kept import Kept
from draftkit.model.kind import KindSpec
from draftkit.writers.docx import mould
from draftkit.writers.docx.shell import Context
from draftkit.writers.paged import pages

_OURS = packaged_templates()


def begin() -> None:
    """From now on in this process."""
    for name in ("find", "load", "profile_named"):
        setattr(Registry, name, _of_ours(getattr(Registry, name)))
    mould.render_shell = _shells(mould.render_shell)
    pages.page_numbers = _numbers(pages.page_numbers)


def _of_ours(read: Callable[..., Any]) -> Callable[..., Any]:
    """What a registry reads, once where all it looks into is what came with draftkit, which no test writes to; what
    another package brings is read anew."""
    known: dict[Any, Any] = {}

    @wraps(read)
    def found(self: Registry, asked: str | Path, *language: str) -> Any:
        if any(base != _OURS and base.is_dir() for base in self.folders):
            return read(self, asked, *language)
        made = known.get((asked, *language)) or read(self, asked, *language)
        if not isinstance(made, KindSpec) or Path(made.folder).parent == _OURS:
            known[asked, *language] = made
        return made

    return found


def _shells(render: Callable[[bytes, Context, str], dict[str, bytes]]) -> Callable[..., dict[str, bytes]]:
    made: Kept[dict[str, bytes]] = Kept(300)

    @wraps(render)
    def shell(data: bytes, context: Context, name: str) -> dict[str, bytes]:
        key = (blake2b(data).digest(), _typed(context))
        return dict(made.of(key, lambda: render(data, context, name)))

    return shell


def _typed(value: Any) -> Any:
    """A value to be compared: markup is none of the texts that read the same."""
    if isinstance(value, Mapping):
        return tuple((key, _typed(one)) for key, one in sorted(value.items()))
    if isinstance(value, list | tuple):
        return (type(value), *map(_typed, value))
    return (type(value), value)


def _numbers(measure: Callable[[bytes, str, Sequence[str]], dict[str, str]]) -> Callable[..., dict[str, str]]:
    made: Kept[dict[str, str]] = Kept(300)

    @wraps(measure)
    def numbers(docx: bytes, name: str, bookmarks: Sequence[str]) -> dict[str, str]:
        key = (blake2b(docx).digest(), tuple(bookmarks))
        return dict(made.of(key, lambda: measure(docx, name, bookmarks)))

    return numbers
