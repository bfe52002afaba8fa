"""`dossier.yaml`, the register of comments and the explanations: YAML to values.

What makes the dossier impossible (a missing paper, a path out of the project, an unknown key) is an error that names
file and line. What is wrong with a comment or an explanation is a finding, and the comment stays."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from draftkit.dossier.addresses import Remarks
from draftkit.dossier.model import DECISIONS, GENERAL, Comment, Dossier, DossierItem, Explanation, Need, Usual
from draftkit.errors import ConfigError, DraftkitError, SourceError
from draftkit.law.dates import is_date, no_date
from draftkit.library.project import DOSSIER_FILE, Project, dossiers
from draftkit.model.grouped import grouped
from draftkit.model.keys import SIGNATURES
from draftkit.model.kind import MetaKey
from draftkit.model.message import Fault, Place, Span, msg
from draftkit.model.meta import Data, Metadata, written
from draftkit.model.nearest import near_or_known, nearest, only_known, or_near
from draftkit.readers.document import DRAFT_FILE, NO_TEXTS, Texts, shown
from draftkit.readers.metadata import check_keys, mistaken
from draftkit.readers.side_files import beside
from draftkit.readers.source import clear_text, inside
from draftkit.readers.yaml_text import keyed, load_kept, parse

_KEYS = tuple("ten giai_doan du_thao tai_lieu gop_y thuyet_minh van_ban_hien_hanh xin_y_kien can_cu chu_ky".split())
_REQUIRED = ("ten", "giai_doan", "du_thao", "tai_lieu")
_ENTRY_KEYS = ("ten", "van_ban", "bang", "tep", "giai_doan")
_WAYS = ("van_ban", "bang", "tep")
_COMMENT_KEYS = ("id", "co_quan", "loai", "ngay", "quy_dinh", "quy_dinh_cu", "noi_dung", "quyet_dinh", "tra_loi")


def usual(project: Project) -> Usual:
    """What dossiers usually are: data beside the kinds. Raises ConfigError when they cannot be understood."""
    path = project.registry.shared(DOSSIER_FILE)
    name = f"_shared/{path.name}"
    data = keyed(load_kept(clear_text(path, path.name), path.name), name)
    stages = {key: keyed(stage, name, key) for key, stage in keyed(data.get("giai_doan"), name, "giai_doan").items()}
    papers = keyed(data.get("giay_to") or {}, name, "giay_to")
    return Usual(
        str(data.get("ten_ho_so") or ""),
        str(data.get("can_cu") or ""),
        {
            key: tuple(_need(one, papers, name, key) for one in _listed(stage.get("can_co")))
            for key, stage in stages.items()
        },
        {key: [str(one) for one in _listed(stage.get("cho"))] for key, stage in stages.items()},
        {key: str(kind) for key, kind in keyed(data.get("bang"), name, "bang").items()},
        str(data.get("bang_hang_hoa") or ""),
        {key: str(called or key) for key, called in keyed(data.get("y_kien") or {}, name, "y_kien").items()},
    )


def _listed(data: Data) -> list[Data]:
    return data if isinstance(data, list) else []


def _need(data: Data, papers: Mapping[str, Data], file: str, stage: str) -> Need:
    """A paper that a stage needs. Raises ConfigError when it is none, or is begun as nobody says."""
    need = keyed(data, file, stage)
    name, kind, about, table, title, as_ = (
        str(need.get(key) or "") for key in ("ten", "loai", "chua", "bang", "ten_goi", "lap")
    )
    if as_ and as_ not in papers:
        raise ConfigError("{file}: {stage}: nobody says how “{paper}” is begun.", file=file, stage=stage, paper=as_)
    begun = keyed(papers[as_], file, as_) if as_ else {}
    meta = keyed(begun.get("thong_tin") or {}, file, as_)
    return Need(name, kind, about, table, title, meta, str(begun.get("noi_dung") or ""))


def find_dossiers(project: Project, names: Iterable[str], cwd: Path) -> list[Path]:
    """Paths of `dossier.yaml` by path or by name of their folder; all of the project when none is named. Raises
    SourceError for an unknown one."""
    known = grouped((path.parent.name, path) for path in dossiers(project))
    found = []
    for name in names:
        path = cwd / name
        path = path / DOSSIER_FILE if os.path.isdir(path) else path
        if os.path.isfile(path):
            found.append(path)
        elif name in known:
            found += known[name]
        else:
            raise no_dossier(name, known)
    return list(dict.fromkeys(found or [path for paths in known.values() for path in paths]))


def no_dossier(name: str, known: Collection[str]) -> SourceError:
    """What is to be raised where a dossier is asked for that is none of those `known`."""
    said = msg("“{name}”: no such dossier", name=name)
    return SourceError.of(near_or_known(said, name, known) if known else said)


def every_dossier(project: Project) -> Iterator[tuple[Path, Dossier | DraftkitError]]:
    """Every dossier of a project, or why it cannot be read."""
    for path in find_dossiers(project, (), project.root):
        try:
            yield path.resolve(), read_dossier(path, project)
        except DraftkitError as error:
            yield path.resolve(), error


def chosen(dossier: Dossier, stage: str | None) -> tuple[str, ...]:
    """The stages to build: all, or the one named. Raises ConfigError when the dossier does not have it."""
    if stage is None:
        return dossier.stages
    if stage not in dossier.stages:
        said = msg("{file}: the dossier has no stage “{stage}”", file=dossier.span.file, stage=stage)
        raise ConfigError.of(near_or_known(said, stage, dossier.stages))
    return (stage,)


class _File:
    """One YAML file with the line of everything in it."""

    def __init__(self, path: Path, root: Path, folded: bool = True, texts: Texts = NO_TEXTS) -> None:
        self.path = path
        self.root = root
        self.name = shown(path, root)
        self.data, self.places, self.faults = parse(clear_text(path, self.name, texts), self.name, folded=folded)

    def span(self, key: str) -> Span:
        """Where a key stands, or the nearest thing around it."""
        while key and key not in self.places:
            key = key.rpartition(".")[0]
        place = self.places.get(key, Place(-1, 0))
        return Span(self.name, -place.line, place.column + 1)

    def spot(self, fault: Fault) -> Span:
        """Where a fault of the file is."""
        return Span(self.name, -fault.place.line, fault.place.column + 1)

    def at(self, key: str) -> dict[str, object]:
        """File and line of a key, for an error."""
        return self.span(key).at

    def refuse(self, faults: Iterable[Fault]) -> None:
        """Raise ConfigError where there is a fault."""
        for fault in faults:
            raise ConfigError("{file}:{line}: {problem}.", **self.spot(fault).at, problem=fault.message)

    def one_text(self, data: Mapping[str, Data], *keys: str, at: str = "") -> None:
        """Raise ConfigError where one of the keys below `at` holds a list or a map."""
        for key in keys:
            if isinstance(data.get(key), (list, dict)):
                raise ConfigError("{file}:{line}: {problem}.", **self.at(at + key), problem=mistaken(at + key, "text"))

    def inside(self, key: str, value: Data) -> Path:
        """A path that stands at a key. Raises ConfigError when it leads out of the project or to nothing."""
        path = (self.path.parent / str(value)).resolve()
        if not inside(self.root, path):
            raise ConfigError("{file}:{line}: “{path}” leads out of the project", **self.at(key), path=value)
        if not os.path.exists(path):
            said = msg("{file}:{line}: “{path}” does not exist", **self.at(key), path=value)
            raise ConfigError.of(or_near(said, beside(path, str(value))))
        return path

    def document(self, key: str, value: Data) -> Path:
        """The path of a document: a .md file, or a folder with draft.yaml (which may be named itself)."""
        path = self.inside(key, value)
        path = path.parent if path.name == DRAFT_FILE else path
        if not ((path / DRAFT_FILE).is_file() if path.is_dir() else path.suffix == ".md"):
            wrong = "{file}:{line}: “{path}” is no document of draftkit; a file to be taken as it is stands under tep"
            raise ConfigError(wrong, **self.at(key), path=value)
        return path


def read_dossier(path: Path, project: Project) -> Dossier:
    """Read a `dossier.yaml`. Raises ConfigError naming file and line."""
    file = _File(path.resolve(), project.root)
    data = keyed(file.data, file.name)
    file.refuse(file.faults)
    only_known(data, _KEYS, file.name, places=file.places)
    for key in _REQUIRED:
        if data.get(key) in (None, "", []):
            raise ConfigError("{file}: key {key} is missing.", file=file.name, key=key)
    file.one_text(data, "ten", "du_thao", "gop_y", "thuyet_minh", "van_ban_hien_hanh", "can_cu")
    known = usual(project)
    stages = _stages(file, "giai_doan", data["giai_doan"], tuple(known.stages))
    papers = data["tai_lieu"]
    if not isinstance(papers, list):
        raise ConfigError("{file}:{line}: “{key}” must be a list", **file.at("tai_lieu"), key="tai_lieu")
    entries = tuple(_entry(file, index, item, stages, tuple(known.tables)) for index, item in enumerate(papers))
    asked, signed = data.get("xin_y_kien"), data.get(SIGNATURES)
    if signed is not None:  # as the kinds of tables have it
        keys = project.registry.find(next(iter(known.tables.values()))).keys
        only = {SIGNATURES: keys.get(SIGNATURES, MetaKey(SIGNATURES, "any"))}
        file.refuse(check_keys(Metadata({SIGNATURES: signed}, file.places), only))
    optional = {key: file.inside(key, data[key]) for key in ("gop_y", "thuyet_minh") if data.get(key)}
    current = file.document("van_ban_hien_hanh", data["van_ban_hien_hanh"]) if data.get("van_ban_hien_hanh") else None
    return Dossier(
        path.resolve().parent.name,
        path.resolve().parent,
        Span(file.name, 1, 1),
        str(data["ten"]),
        stages,
        file.document("du_thao", data["du_thao"]),
        entries,
        optional.get("gop_y"),
        optional.get("thuyet_minh"),
        current,
        str(len(asked) if isinstance(asked, list) else asked or ""),
        str(data.get("can_cu") or ""),
        signed,
    )


def _stages(file: _File, key: str, value: Data, known: tuple[str, ...]) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    for index, item in enumerate(listed):
        file.one_text({f"{key}.{index}": item}, f"{key}.{index}")
    found = tuple(map(written, listed))
    for stage in found:
        if stage not in known:
            said = msg("{file}:{line}: unknown stage “{stage}”", **file.at(key), stage=stage)
            raise ConfigError.of(near_or_known(said, stage, known))
    return found


def _entry(file: _File, index: int, data: Data, stages: tuple[str, ...], tables: tuple[str, ...]) -> DossierItem:
    at = f"tai_lieu.{index}"
    if not isinstance(data, dict):
        raise ConfigError("{file}:{line}: a paper needs ten, and one of {ways}", **file.at(at), ways=", ".join(_WAYS))
    only_known(data, _ENTRY_KEYS, file.name, at, file.places)
    file.one_text(data, "ten", *_WAYS, at=f"{at}.")
    ways = [key for key in _WAYS if data.get(key)]
    if len(ways) != 1 or not data.get("ten"):
        raise ConfigError("{file}:{line}: a paper needs ten, and one of {ways}", **file.at(at), ways=", ".join(_WAYS))
    key, value = f"{at}.{ways[0]}", data[ways[0]]
    own = _stages(file, f"{at}.giai_doan", data["giai_doan"], stages) if data.get("giai_doan") else ()
    title, span = str(data["ten"]), file.span(at)
    if ways[0] == "bang":
        if value not in tables:
            said = msg("{file}:{line}: unknown table “{table}”", **file.at(key), table=value)
            raise ConfigError.of(near_or_known(said, str(value), tables))
        return DossierItem(title, span, table=str(value), stages=own)
    if ways[0] == "tep":
        return DossierItem(title, span, file=file.inside(key, value), stages=own)
    return DossierItem(title, span, document=file.document(key, value), stages=own)


def read_comments(path: Path, project: Project, remarks: Remarks, texts: Texts = NO_TEXTS) -> tuple[Comment, ...]:
    """Read the register of comments. Nothing is left out: what is wrong with a comment is a finding. Raises ConfigError
    when it is no list. `texts` stand for what is on the disk."""
    file = _File(path, project.root, texts=texts)
    data = file.data or []
    if not isinstance(data, list):
        raise ConfigError("{file}: must be a list of comments, each starting with “- id:”.", file=file.name)
    for fault in file.faults:
        remarks.tell("DK-D004", file.spot(fault), fault.message)
    found: dict[str, Comment] = {}
    out = []
    for index, item in enumerate(data):
        if not isinstance(item, dict):
            remarks.tell("DK-D004", file.span(str(index)), "this is no comment: keys with values are needed")
            continue
        comment = _comment(file, str(index), item, remarks)
        if comment.id in found:
            message = msg("comment “{id}” is already at {first}")
            remarks.tell("DK-D003", comment.place("id"), message, id=comment.id, first=str(found[comment.id].span))
        found.setdefault(comment.id, comment)
        out.append(comment)
    return tuple(out)


def _comment(file: _File, at: str, data: dict[str, Data], remarks: Remarks) -> Comment:
    bodies = data.get("co_quan")
    names = tuple(filter(None, map(written, bodies if isinstance(bodies, list) else [bodies])))
    texts = {key: written(data.get(key)).strip() for key in _COMMENT_KEYS}
    places = {key: file.span(f"{at}.{key}") for key in data}
    comment = Comment(
        texts["id"],
        names,
        texts["ngay"],
        texts["quy_dinh"] or GENERAL,
        texts["quy_dinh_cu"],
        texts["noi_dung"],
        " ".join(texts["quyet_dinh"].lower().split()),
        texts["tra_loi"],
        file.span(at),
        places,
    )
    _check_comment(comment, data, texts, remarks)
    return comment


def _check_comment(comment: Comment, data: dict[str, Data], texts: dict[str, str], remarks: Remarks) -> None:
    told = {one.span for one in remarks.findings}
    meant: list[str] = []
    for key, value in data.items():
        if key in _COMMENT_KEYS and isinstance(value, dict if key == "co_quan" else (list, dict)):
            remarks.tell("DK-D004", comment.place(key), mistaken(key, "text"))
            meant.append(key)
        if key not in _COMMENT_KEYS and comment.place(key) not in told:
            near = nearest(key, _COMMENT_KEYS)
            meant += near
            remarks.tell("DK-D004", comment.place(key), or_near(msg("unknown key “{key}”", key=key), near))
    words = () if comment.decision == DECISIONS[0] else ("noi_dung",)
    for key in ("id", "co_quan", *words, "quyet_dinh"):
        if key not in meant and not (comment.bodies if key == "co_quan" else texts[key]):
            remarks.tell("DK-D004", comment.place(key), "comment “{id}” lacks {key}", id=comment.id, key=key)
    if comment.decision and comment.decision not in DECISIONS:
        text = msg("“{decision}” is no decision", decision=comment.decision)
        remarks.tell("DK-D004", comment.place("quyet_dinh"), near_or_known(text, comment.decision, DECISIONS))
    elif comment.decision in DECISIONS[1:4] and not comment.answer and "tra_loi" not in meant:
        said = msg("comment “{id}” is decided ({decision}) but has no answer")
        remarks.tell("DK-D004", comment.place("quyet_dinh"), said, id=comment.id, decision=comment.decision)
    if comment.date and not is_date(comment.date):
        remarks.tell("DK-D004", comment.place("ngay"), no_date("ngay", comment.date))


def read_explanations(
    path: Path, project: Project, remarks: Remarks, texts: Texts = NO_TEXTS
) -> dict[str, Explanation]:
    """Explanations by label. A label written twice is a finding. Raises ConfigError for no map of texts."""
    file = _File(path, project.root, False, texts)
    data = keyed(file.data or {}, file.name)
    for fault in file.faults:
        remarks.tell("DK-D005" if fault.rule == "DK-H003" else fault.rule, file.spot(fault), fault.message)
    out = {}
    for label, text in data.items():
        if isinstance(text, (dict, list)):
            said = "{file}:{line}: the explanation of “{label}” must be a text"
            raise ConfigError(said, **file.at(label), label=label)
        out[label] = Explanation("" if text is None else str(text).strip(), file.span(label))
    return out
