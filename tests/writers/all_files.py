"""Writes every file of every sort of a project into a folder and prints the digest of each: a document of every kind in
the content and a sample of every other sort of kind in every form it can have, a kit, the site, a dossier.

Run in processes that differ in all that must not matter, by `test_same_bytes`."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from draftkit.cli.main import main
from draftkit.errors import EngineMissing
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.tree import Occasion
from draftkit.writers.formats import PDF_WORD
from tests.samples import first_of_each

PICTURES = ("to-gap",)
STARTER = "draft"
DOSSIER = "content/dossier/nghi-dinh-cong-nghiep-moi-truong"
NOW = "2026-12-06T00:00:00+07:00"


def left_out(path: Path, every: list[Path]) -> set[str]:
    """Forms of a document that are made of another form of it in one way for all kinds: of pictures and of the sheet
    for the printer one document is enough, of pages each fifth."""
    out = set() if path.stem in PICTURES else {"png", "in"}
    return out | {"pdf"} if every.index(path) % 5 else out


def made(root: Path) -> Iterator[tuple[str, bytes]]:
    session = Session(open_project(root, None), Occasion(NOW, as_draft=True))
    every = [*first_of_each(session, *sorted((root / "samples").glob(f"*/{STARTER}.md"))).values()]
    for path in every:
        document = session.read(path)
        for form in session.formats(document):
            if form != PDF_WORD and form not in left_out(path, every):
                try:
                    files = session.files(document, form)
                except EngineMissing:
                    continue
                yield from ((f"{path.relative_to(root)}.{end}", data) for end, data in files.items())
    for arguments in (
        ["kit", "to-thong-tin", "thu-moi", "--draft", "--now", NOW, "--out", "kit.zip"],
        ["site", "--draft", "--now", NOW, "--out", "site"],
        [*f"dossier {DOSSIER} --allow-pending --out ho-so --stage".split(), "thẩm định"],
        ["hs", "export", "content/hs-rules/thong-tu-danh-muc-hang-hoa-moi-truong/danh-muc.csv", "--out", "ma.csv"],
    ):
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            status = main(arguments)
        assert status in (0, 1), arguments
    for place in ("kit.zip", "site", "ho-so", "ma.csv"):
        found = [root / place] if (root / place).is_file() else sorted((root / place).rglob("*"))
        yield from ((path.relative_to(root).as_posix(), path.read_bytes()) for path in found if path.is_file())


if __name__ == "__main__":
    for name, data in made(Path.cwd()):
        sys.stdout.buffer.write(f"{hashlib.sha256(data).hexdigest()}  {name}\n".encode())
