"""Options that name what is written: a file, a folder, or a pipe or device, which takes the one file that is made; and
whether it is made again."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any, TextIO

import click

from draftkit.cli.common import options
from draftkit.errors import OutputError
from draftkit.files.whole import is_stream, scratch, write_whole

_FILES = frozenset((".docx", ".pdf", ".html", ".txt", ".png", ".eml", ".md", ".xml", ".xlsx", ".csv", ".zip"))
"""Ends of names that nobody gives to a folder."""
_PACKED = _FILES - {".html", ".txt", ".eml", ".md", ".xml", ".csv"}
"""Those of files that are no text."""


class Written(click.Path):
    """The path of a file, or of a folder (`file_okay=False`). A pipe or a device is written as a file is (`alone`), or
    a command gets a path in a folder of its own for it; the file it makes there, and what it notes beside, is written
    through at its end, and only then it is told of. What goes to standard output is not mixed with what the command
    says: that goes to standard error. A file is called as the option shows it (`OUT.docx`)."""

    def __init__(self, *, alone: bool = False, **more: bool) -> None:
        super().__init__(path_type=Path, **more)
        self.alone = alone

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if ctx is not None and value is not None and is_stream(Path(value)):
            if self.alone and _is_output(Path(value)):
                ctx.with_resource(redirect_stdout(sys.stderr))
            return Path(value) if self.alone else ctx.with_resource(_through(Path(value)))
        aim = Path(value or "")
        if not self.file_okay and aim.suffix.lower() in _FILES and not aim.exists():
            said = "{file} is called like a file: a folder is wanted, in which files get their names."
            raise OutputError(said, file=value)
        if not self.file_okay and (aim / "draft.yaml").is_file():
            said = "{file} is a document: nothing is put among its sources; name another folder."
            raise OutputError(said, file=value)
        text = aim.suffix.lower() in (".md", ".yaml", ".yml") and not self.dir_okay and aim.is_file()
        if text and (aim.suffix != ".md" or b"---" in aim.read_bytes()[:8] or aim.with_name("draft.yaml").is_file()):
            raise OutputError("{file} is a source: no result is written over it; name another file.", file=value)
        plain = [".txt", ".html", ".json"] if aim.suffix.lower() in _PACKED else []
        endings = re.findall(r"\.\w+", str((param and param.metavar) or "")) or plain if not self.dir_okay else ()
        if endings and aim.suffix and aim.suffix.lower() not in endings and not aim.is_dir():
            said = "{file}: what is made here is {endings}; call the file so, or it will not open."
            raise OutputError(said, file=value, endings=", ".join(endings))
        return super().convert(value or os.curdir, param, ctx)  # an empty name is that of the folder, and no new file's


@contextmanager
def _through(stream: Path) -> Iterator[Path]:
    """A path to write to instead of a stream. Raises OutputError when more than one file came of it."""
    from draftkit.library.receipt import ENDING

    with scratch() as folder:
        aim = Path(folder) / stream.name
        said, aside = io.StringIO(), io.StringIO()
        told, is_made = _Naming(aside, aim, stream), False
        try:
            with redirect_stderr(told), redirect_stdout(told if _is_output(stream) else _Naming(said, aim, stream)):
                yield aim
            made = [path for path in Path(folder).rglob("*") if path.is_file() and not path.name.endswith(ENDING)]
            if len(made) > 1:
                text = (
                    "{file}: a pipe or a device takes one file, and {count} were made; name one document and one "
                    "format."
                )
                raise OutputError(text, file=stream, count=len(made))
            for path in made:
                write_whole(stream, path.read_bytes())
            is_made = True
        finally:  # that it is made is said when it is; what was found, in any case
            for lines, err in ((said.getvalue().splitlines(True), False), (aside.getvalue().splitlines(True), True)):
                click.echo("".join(line for line in lines if is_made or str(stream) not in line), nl=False, err=err)


def _is_output(stream: Path) -> bool:
    """Whether a stream is what standard output goes to."""
    with suppress(OSError):
        return os.path.samestat(os.stat(stream), os.fstat(1))
    return False


class _Naming(io.TextIOBase):
    """What is said, which calls a path, and what is made below it, by the name it was given."""

    def __init__(self, below: TextIO, path: Path, name: Path) -> None:
        self.below, self.path, self.name = below, path, name

    def write(self, text: str) -> int:
        for path in (*self.path.rglob("*"), self.path):
            for called in (str(path), os.path.relpath(path)):
                text = text.replace(called, str(self.name))
        return self.below.write(text)

    def flush(self) -> None:
        self.below.flush()


NEW_FILE, NEW_FOLDER = Written(dir_okay=False, alone=True), Written(file_okay=False)
"""A file and a folder that are written: types of options."""

making_options = options(
    click.option("--force", is_flag=True, help="Build again what is as it was built, too."),
    click.option("--quiet", "-q", is_flag=True, help="Print only errors that stop the build."),
)
"""What is made although it is there as built, and what is told of it."""
