"""A copy of a project in which edits are tried before anything is written."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from draftkit.files.whole import write_whole
from draftkit.kinds.registry import packaged_templates
from draftkit.library.project import PROJECT_FILE, open_project
from draftkit.library.session import Session
from draftkit.review.origin import Base


class Workspace:
    """The project of a base in a temporary folder: files are linked, not copied, where the disk allows it."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.folder = Path(tempfile.mkdtemp(prefix="draftkit-"))
        self.written: set[str] = set()
        self._copy()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _copy(self) -> None:
        project, root = self.base.session.project, self.base.root
        if root != project.root:
            _tree(root, self.folder)
            return
        own = [folder for folder in project.registry.folders if folder != packaged_templates()]
        for folder in dict.fromkeys((project.content, project.shared, *own)):
            if folder.is_dir() and folder.is_relative_to(root):
                _tree(folder, self.folder / folder.relative_to(root))
        if (root / PROJECT_FILE).is_file():
            shutil.copy(root / PROJECT_FILE, self.folder / PROJECT_FILE)
        if not self.base.path.resolve().is_relative_to(project.content):
            here = self.base.path if self.base.path.is_dir() else self.base.path.parent
            _tree(here, self.folder / here.resolve().relative_to(root))

    def path(self) -> Path:
        """The document in the copy."""
        return self.folder / self.base.path.resolve().relative_to(self.base.root.resolve())

    def write(self, texts: Mapping[str, str]) -> None:
        """Give files another text; those written before and not named go back to that of the base."""
        for name, text in {**{name: self.base.texts[name] for name in self.written}, **texts}.items():
            if name in self.written or text != self.base.texts.get(name):
                write_whole(self.folder / name, text.encode())
                self.written.add(name)

    def session(self) -> Session:
        """A session on the copy, with the values that the project has from elsewhere."""
        project = open_project(self.folder, self.base.session.project.cache)
        if self.base.root != self.base.session.project.root:
            project = project._replace(
                shared=self.base.session.project.shared,
                registry=self.base.session.project.registry,
                data=self.base.session.project.data,
            )
        return self.base.session.elsewhere(project)

    def rebuilt(self) -> Base:
        """The document built from the copy."""
        return Base(self.session(), self.path())


def _tree(source: Path, target: Path) -> None:
    shutil.copytree(
        source,
        target,
        copy_function=_link,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns(".git", ".venv", "node_modules", "__pycache__"),
    )


def _link(source: str, target: str) -> None:
    """Link a file, or copy it where it cannot be linked. Files are replaced whole: the original never changes."""
    if os.path.exists(target):
        return
    try:
        os.link(os.path.realpath(source), target)
    except OSError:
        shutil.copy(source, target)
