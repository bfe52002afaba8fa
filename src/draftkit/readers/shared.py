"""The facts all documents of a project share: legal documents to cite, and values to print."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from draftkit.errors import ConfigError
from draftkit.model.act import AmendedBy, LegalAct
from draftkit.model.meta import Data, written
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import nearest
from draftkit.model.organisation import Organisation
from draftkit.readers.source import read_text
from draftkit.readers.spoken import VIETNAMESE, in_language
from draftkit.readers.yaml_text import fold_key, load

_AS_GOOD_AS = 0.8
"""How like `gia_tri` a name must be: `gia_thue`, a price of rent, is not."""


class Shared(NamedTuple):
    """`acts` and `organisations` by id, `facts` as nested data; `words` of the project's own."""

    acts: Mapping[str, LegalAct] = MappingProxyType({})
    facts: Mapping[str, Data] = MappingProxyType({})
    organisations: Mapping[str, Organisation] = MappingProxyType({})
    words: frozenset[str] = frozenset()


def read_shared(folder: Path, root: Path | None = None, language: str = VIETNAMESE) -> Shared:
    """Read `references.yaml`, `facts.yaml`, `organisations.yaml`, `words.txt` of the shared folder, as they are in a
    language; a missing file is empty. No path in them may leave `root`. Raises ConfigError on broken ones."""
    table = _table(folder / "references.yaml", language)
    acts = {key: read_act(key, entry, "references.yaml", (folder, root or folder)) for key, entry in table.items()}
    bodies = {key: _organisation(key, entry) for key, entry in _table(folder / "organisations.yaml", language).items()}
    listed = folder / "words.txt"
    words = read_text(listed, listed.name)[0].split() if listed.is_file() else ()
    facts = _table(folder / "facts.yaml", language)
    _misnamed(facts)
    return Shared(acts, facts, bodies, frozenset(words))


def _misnamed(facts: Mapping[str, Data], above: str = "") -> None:
    """Raise ConfigError for a fact whose value stands under a name that only looks like `gia_tri`: it would print
    nothing, and nothing would be compared with it."""
    for key, data in facts.items():
        if isinstance(data, dict):
            if "nguon" in data and "gia_tri" not in data:
                for name in data:
                    if len(name) > len("gia_") and nearest(fold_key(name), ("gia_tri",), _AS_GOOD_AS):
                        raise ConfigError(
                            "{file}: unknown key “{key}”; did you mean “{near}”?",
                            file="facts.yaml",
                            key=f"{above}{key}.{name}",
                            near="gia_tri",
                        )
            _misnamed(data, f"{above}{key}.")


def _table(path: Path, language: str) -> dict[str, Data]:
    if not path.is_file():
        return {}
    data = load(read_text(path, path.name)[0], path.name)
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise ConfigError("{file}: must hold lines of “key: value”.", file=path.name)
    return in_language(data, language)  # type: ignore[no-any-return]


def read_act(key: str, data: Data, file: str, home: tuple[Path, Path] | None = None) -> LegalAct:
    """An entry of references.yaml, or of its like in `file`. `home` is the folder from which its path to the text of
    the act goes, and the folder that it may not leave. Raises ConfigError when it does not say what it is."""
    if not isinstance(data, dict) or not data.get("loai"):
        raise ConfigError("{file}: “{key}” needs at least loai, ten and so.", file=file, key=key)
    amended = data.get("sua_doi")
    force = data.get("hieu_luc")
    dates = force if isinstance(force, dict) else {}
    return LegalAct(
        key,
        _text(data, "loai"),
        _text(data, "ten"),
        _text(data, "so"),
        _text(data, "ngay"),
        _text(data, "co_quan"),
        tuple(
            AmendedBy(_text(item, "loai") or _text(data, "loai"), _text(item, "so"))
            for item in amended
            if isinstance(item, dict)
        )
        if isinstance(amended, list)
        else (),
        _text(dates, "tu"),
        _text(dates, "den"),
        _full_text(_text(data, "toan_van"), file, home),
    )


def _full_text(typed: str, file: str, home: tuple[Path, Path] | None) -> str:
    if not typed or home is None:
        return ""
    folder, root = (part.resolve() for part in home)
    path = (folder / typed).resolve()
    if not path.is_relative_to(root):
        raise ConfigError("{file}: “toan_van: {path}” leaves the folder of the project.", file=file, path=typed)
    return str(path)


def _organisation(key: str, data: Data) -> Organisation:
    if not isinstance(data, dict) or not data.get("ten"):
        raise ConfigError("{file}: “{key}” needs at least ten.", file="organisations.yaml", key=key)
    return Organisation(
        key, _text(data, "ten"), _text(data, "viet_tat"), _text(data, "nguoi_dung_dau"), _text(data, "cap_tren")
    )


def _text(data: Mapping[str, Data], key: str) -> str:
    value = data.get(key)
    return "" if isinstance(value, (dict, list)) else written(value)


def look_up(name: str, *tables: Mapping[str, Data]) -> str | None:
    """The value of a dotted name in the first table that has it; an entry with `gia_tri` stands for that, as it was
    typed. None when there is none."""
    first, *steps = name.split(".")
    for table in tables:
        value = table.get(first)
        for step in steps:
            value = value.get(step) if isinstance(value, dict) else None
        if isinstance(value, dict):
            value = value.get("gia_tri")
        if value is not None and not isinstance(value, (list, dict)):
            return written(value)
    return None
