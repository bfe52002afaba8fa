"""A project of one's own: the folder, its settings, its shared files; the folder may hold other things.

What is written lies as files in `templates/_shared/du-an`, where a ministry can put its own."""

from __future__ import annotations

import os
import re
from pathlib import Path

from draftkit.errors import ConfigError, EngineMissing, readable
from draftkit.files.whole import write_whole
from draftkit.kinds.registry import Registry, packaged_templates
from draftkit.library.git_setup import Step, set_up
from draftkit.library.project import PROJECT_FILE, root_around
from draftkit.library.versions import begin
from draftkit.model.message import Message, msg

_STARTS = "du-an"
_HIDDEN = {"gitignore": ".gitignore"}
"""Files that packagers and git would take for their own under their real names."""


def start(folder: Path) -> list[Step]:
    """Write what a project needs into `folder`, and make it a repository of git where git is there and none is around
    it. What is there already stays as it is. Every step is named, with whether it changed anything. Raises ConfigError
    when `folder` lies inside another project, OutputError when a file cannot be written, SourceError where a link to
    nowhere stands in its place."""
    folder = folder.resolve()
    around = root_around(folder)
    if around is not None and around != folder:
        said = "{folder} lies in the project {project} already; nothing was written."
        raise ConfigError(said, folder=folder, project=around)
    first = Registry((packaged_templates(),)).shared(f"{_STARTS}/{PROJECT_FILE}").parent
    names = sorted(file.relative_to(first).as_posix() for file in first.rglob("*") if file.is_file())
    files = {folder / _HIDDEN.get(name, name): (first / name).read_bytes() for name in names}
    fresh = {file for file in files if not file.is_file()}
    for file in filter(os.path.lexists, fresh):
        with readable(file):
            file.stat()  # a link to nowhere is nothing to write through
    for file in sorted(fresh):
        write_whole(file, files[file])
    told = {file: re.match(r"# ([^.:;]*)", data.decode()) for file, data in files.items()}
    steps = [
        Step(msg("{file}: {what}", file=file.relative_to(folder).as_posix(), what=what[1]), file in fresh)
        for file, what in told.items()
        if what and not file.name.startswith(".")
    ]
    return [*steps, *_versions(folder)]


def _versions(folder: Path) -> list[Step]:
    try:
        kept = Step(msg("versions are kept in this folder"), begin(folder))
        compared = any(step.changed for step in set_up(folder))
        return [kept, Step(msg("versions of Word files are compared word by word"), compared)]
    except EngineMissing as error:
        return [Step(Message(error.text), False)]
