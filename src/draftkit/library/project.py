"""A project: the folder with `draftkit.yaml`, and where its content, templates and output are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from draftkit.errors import ConfigError, OutputError, SourceError, readable
from draftkit.files.names import files_below, on_disk, same
from draftkit.files.whole import finish
from draftkit.kinds.registry import Registry, packaged_templates
from draftkit.model.message import Message, Severity, msg
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import nearest, only_known, or_near
from draftkit.plugins import brought_folders
from draftkit.readers.document import DRAFT_FILE, whole_of
from draftkit.readers.source import clear_text
from draftkit.readers.yaml_text import at_lines, keyed, load
from draftkit.text.fold import fold

PROJECT_FILE = "draftkit.yaml"
CHECK_KEY = "kiem_tra"
SITE_KEY = "trang_tin"
NAMES_KEY = "ten_thu_muc"
DATA_KEYS = ("danh_muc_hs", "doi_chieu_hs", SITE_KEY, NAMES_KEY)
"""Settings that hold no folder of the project: behaviour of kinds and single commands read them."""
DOSSIER_FILE = "dossier.yaml"
_OPENS = re.compile(rb"\xff\xfe|\xfe\xff|(?:\s|[\xc2\xe2\xef][\x80-\xbf]{1,2})*(?:---|[Ll]o(?:a|\xe1\xba\xa1)i *:)")
"""How a document begins, or what was to be one: blanks before its metadata, no first line of it, in UTF-16."""
_KEYS = {"noi_dung": "content", "dung_chung": "content/_shared", "mau": "templates", "ket_qua": "build"}


class Project(NamedTuple):
    """Absolute folders of a project. `cache` holds what can be made again; None switches it off. `data` holds what
    behaviour of kinds reads."""

    root: Path
    content: Path
    shared: Path
    build: Path
    registry: Registry
    cache: Path | None
    data: Mapping[str, Data] = MappingProxyType({})
    silenced: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Patterns of file names, and the rules (or beginnings of their ids) that do not count in such files."""
    weights: tuple[tuple[str, Severity], ...] = ()
    """Rules (or beginnings of their ids) that weigh otherwise in this project."""
    told: tuple[Message, ...] = ()
    """What was done to files when it was opened."""

    @property
    def site_address(self) -> str:
        """Where the site of the project stands (`dia_chi` of `trang_tin`); empty when that is not said."""
        site = self.data.get(SITE_KEY)
        return str(site.get("dia_chi") or "") if isinstance(site, dict) else ""

    def folder_name(self, folder: str) -> str:
        """What people call a folder of the content (`ten_thu_muc`); empty when that is not said."""
        names = self.data.get(NAMES_KEY)
        return str(names.get(folder) or "") if isinstance(names, dict) else ""


_UNSEEN = (".", "_")
"""How the names begin of what holds no documents."""


def root_around(start: Path) -> Path | None:
    """The nearest folder upwards with `draftkit.yaml`, be it a folder or a link to nowhere; None when there is none."""
    return next((folder for folder in (start, *start.parents) if os.path.lexists(folder / PROJECT_FILE)), None)


def refuse_unseen(path: Path) -> None:
    """Raise OutputError for the place of a new document that no command would find there by itself."""
    full = path.resolve()
    names = full.relative_to(root_around(full) or full.parent).parts
    if name := next((name for name in names if name.startswith(_UNSEEN)), ""):
        said = "{file}: no command goes into what is called “{name}”, with such a sign first; name another folder."
        raise OutputError(said, file=path, name=name)


def open_project(start: Path, cache: Path | None) -> Project:
    """The project around `start` (the nearest folder upwards with `draftkit.yaml`, else `start` itself). Raises
    ConfigError on an unknown key or a folder outside the project."""
    root = (root_around(start) or start).resolve()
    told = tuple(finish(root))
    with at_lines(root / PROJECT_FILE):
        settings, data = _settings(root)
        folders = {key: (root / value).resolve() for key, value in settings.items()}
        for key, folder in folders.items():
            if not folder.is_relative_to(root):
                raise ConfigError("{file}: “{key}” leads out of the project.", file=PROJECT_FILE, key=key)
        checking = _checking(data.get(CHECK_KEY))
    packaged = packaged_templates()
    registry = Registry(
        (folders["mau"],) if folders["mau"] == packaged else (folders["mau"], packaged), brought_folders
    )
    read_by_kinds = {key: value for key, value in data.items() if key in DATA_KEYS}
    return Project(
        root, folders["noi_dung"], folders["dung_chung"], folders["ket_qua"], registry, cache, read_by_kinds, *checking
    )._replace(told=told)


def _settings(root: Path) -> tuple[dict[str, str], dict[str, Data]]:
    path = root / PROJECT_FILE
    if not os.path.lexists(path):
        return dict(_KEYS), {}
    data = keyed(load(clear_text(path, PROJECT_FILE), PROJECT_FILE) or {}, PROJECT_FILE)
    known = (*_KEYS, *DATA_KEYS, CHECK_KEY)
    only_known(data, known, PROJECT_FILE)
    folders = {key: value for key, value in data.items() if isinstance(value, str) and key in _KEYS}
    if odd := next((key for key in _KEYS if key in data and key not in folders), ""):
        raise ConfigError("{file}: “{key}” must be the name of one folder.", file=PROJECT_FILE, key=odd)
    return {**_KEYS, **folders}, {key: value for key, value in data.items() if key in (*DATA_KEYS, CHECK_KEY)}


_WEIGHTS = {"loi": Severity.ERROR, "canhbao": Severity.WARNING, "luuy": Severity.INFO}


def _checking(data: Data) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[tuple[str, Severity], ...]]:
    """`kiem_tra: {bo_qua: …, muc_do: …}`: rules for all files, or a map from patterns of file names to rules; a map
    from rules to how they weigh. Raises ConfigError when it is anything else."""
    if data is None:
        return (), ()
    if not isinstance(data, dict) or set(data) - {"bo_qua", "muc_do"}:
        text = "{file}: kiem_tra holds bo_qua (rules that do not count) and muc_do (how rules weigh)."
        raise ConfigError(text, file=PROJECT_FILE, key=CHECK_KEY)
    return _silenced(data.get("bo_qua")), _weighed(data.get("muc_do") or {})


def _weighed(given: Data) -> tuple[tuple[str, Severity], ...]:
    table = (
        {name: _WEIGHTS.get(fold(str(word))) for name, word in given.items()} if isinstance(given, dict) else {"": None}
    )
    if None in table.values():
        text = "{file}: {key} holds a line for each rule: DK-S006: lỗi, cảnh báo or lưu ý."
        raise ConfigError(text, file=PROJECT_FILE, key=f"{CHECK_KEY}.muc_do")
    return tuple((name, weight) for name, weight in table.items() if weight)


def _silenced(given: Data) -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = given if isinstance(given, dict) else {"**": given}
    listed = {one: names if isinstance(names, list) else [names] if names else [] for one, names in table.items()}
    if not all(isinstance(item, str) for items in listed.values() for item in items):
        said = "{file}: {key} holds a list of rules, or a map from file names to lists of rules."
        raise ConfigError(said, file=PROJECT_FILE, key=f"{CHECK_KEY}.bo_qua")
    return tuple((pattern, tuple(map(str, items))) for pattern, items in listed.items())


def documents(project: Project) -> list[Path]:
    """All documents below the content folder: folders with `draft.yaml`, and `.md` files that open with metadata."""
    return sorted(_documents(project.content, project.shared)) if project.content.is_dir() else []


def _documents(folder: Path, shared: Path, above: tuple[Path, ...] = ()) -> Iterator[Path]:
    """`above`: the folders that links led to on the way here; one that leads back to such a folder is left out. What
    may be a document and is no file (a link to nowhere, a pipe), or nobody may look into, cannot be read."""
    above = above or (folder.resolve(),)
    if os.path.lexists(folder / DRAFT_FILE) or not os.access(folder, os.R_OK | os.X_OK):
        yield folder
        return
    for item in folder.iterdir():
        if item == shared or item.name.startswith(_UNSEEN):
            continue
        if item.is_dir():
            real = item.resolve() if item.is_symlink() else None
            if real is None or not (real in above or folder.resolve().is_relative_to(real)):
                yield from _documents(item, shared, (*above, real) if real else above)
        elif _may_be_one(item):
            yield item


def _may_be_one(path: Path) -> bool:
    if path.suffix != ".md" or not path.is_file():
        return path.suffix == ".md" or (not path.suffix and path.is_symlink() and not path.exists())
    try:
        with path.open("rb") as file:
            return _OPENS.match(file.read(999)) is not None
    except OSError:  # whoever reads it is told why
        return True


def dossiers(project: Project) -> list[Path]:
    """Every `dossier.yaml` below the content folder, one that is a link to nowhere too. Raises SourceError for a folder
    that nobody may look into."""
    return sorted(path for path in files_below(project.content, all_or_none=True) if path.name == DOSSIER_FILE)


def find_documents(project: Project, names: tuple[str, ...], cwd: Path) -> list[Path]:
    """Documents by path (of the document, a part of it, a folder of several), by name, or by the name of a folder of
    the content; all when no name is given. Raises SourceError with the nearest known name when one is not found."""
    if not names:
        return documents(project)
    found: list[Path] = []
    known: dict[str, list[Path]] = {}
    for name in names:
        path = on_disk(cwd / name)
        if path.suffix == ".md" or path.name == DRAFT_FILE:
            path = whole_of(path)
        elif not os.path.exists(path) and os.path.isdir(project.content / name):
            path = project.content / name
        if os.path.isdir(path) and not os.path.isfile(path / DRAFT_FILE):
            inside = sorted(_documents(path, project.shared))
            if not inside:
                raise SourceError("{file}: no document in this folder.", file=name)
            found.extend(inside)
            continue
        if os.path.lexists(path):
            found.append(path)
            continue
        for item in () if known else documents(project):
            known.setdefault(same(item.stem), []).append(item)
        if same(name) not in known:
            for item in filter(os.path.isdir, chain(*known.values())):
                with readable(item):
                    os.listdir(item)  # it may lie where nobody may look
            said = msg("“{name}”: no such document (“draftkit list” shows all)", name=name)
            raise SourceError.of(or_near(said, nearest(os.path.basename(name).removesuffix(".md"), known)))
        found.extend(known[same(name)])
    return list(dict.fromkeys(found))


def find_document(project: Project, name: str, cwd: Path) -> Path:
    """The one document of a path or a name. Raises SourceError when there is none, or several."""
    return only(find_documents(project, (name,), cwd), name)


def only(found: list[Path], name: str) -> Path:
    """The one document that a name stands for. Raises SourceError when there are several."""
    if len(found) != 1:
        raise SourceError("“{name}” stands for {count} documents; name one of them.", name=name, count=len(found))
    return found[0]
