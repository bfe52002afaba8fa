"""The facts all documents of a project share: legal documents to cite, and values to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from draftkit.errors import ConfigError
from draftkit.law.dates import as_day, is_date
from draftkit.model.act import AmendedBy, LegalAct, Organisation
from draftkit.model.message import Message, msg
from draftkit.model.meta import Data, Metadata, written
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import nearest, only_known, or_near
from draftkit.readers.source import clear_text, is_there
from draftkit.readers.yaml_text import TRANSLATIONS, VIETNAMESE, at_lines, fold_key, in_language, keyed, load
from draftkit.text.pattern import Pattern

_FACTS, _BODIES = "facts.yaml", "organisations.yaml"
_ACT = (*"loai ten so ngay co_quan sua_doi hieu_luc toan_van trang_thai nguon ghi_chu".split(), *TRANSLATIONS)
_FORCE = ("tu", "den", "nguon", "ghi_chu")
_AMENDED_BY = ("loai", "so", "ten", "ngay", "nguon", "ghi_chu")
_SAID = ("ten", "viet_tat", "nguoi_dung_dau", "cap_tren", "dia_danh")
_BODY = (*_SAID, "nguon", "ghi_chu", *TRANSLATIONS)
_FACT = ("gia_tri", "nguon", "ghi_chu", *TRANSLATIONS)
_UNPRINTED = ("nguon", "ghi_chu", *TRANSLATIONS)
_CODE = Pattern(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_LIKE, _MUCH_LIKE = 0.8, 0.9
"""How like `gia_tri` a name must be: `gia_thue`, a rent, is not; nor, without a source, is `gia_tra`."""


class Shared(NamedTuple):
    """`acts` and `organisations` by id, `facts` as nested data; `words` of the project's own."""

    acts: Mapping[str, LegalAct] = MappingProxyType({})
    facts: Mapping[str, Data] = MappingProxyType({})
    organisations: Mapping[str, Organisation] = MappingProxyType({})
    words: frozenset[str] = frozenset()


def read_shared(folder: Path, root: Path | None = None, language: str = VIETNAMESE) -> Shared:
    """Read `references.yaml`, `facts.yaml`, `organisations.yaml`, `words.txt` of the shared folder, as they are in a
    language; a missing file is empty. No path in them may leave `root`. Raises ConfigError on broken ones."""
    table, home = _table(folder / "references.yaml", language), (folder, root or folder)
    with at_lines(folder / _BODIES), at_lines(folder / "references.yaml"):
        bodies = {key: _organisation(key, entry) for key, entry in _table(folder / _BODIES, language).items()}
        acts = {key: read_act(key, entry, "references.yaml", home).issued(bodies) for key, entry in table.items()}
    listed = folder / "words.txt"
    words = clear_text(listed, listed.name).split() if is_there(listed) else ()
    facts = _table(folder / _FACTS, language)
    _misnamed(facts)
    return Shared(acts, facts, bodies, frozenset(words))


def _misnamed(facts: Mapping[str, Data], above: str = "") -> None:
    """Raise ConfigError for a name that only looks like one of those a fact has: a misspelt `gia_tri` would print
    nothing, and nothing would be compared with it. Other names are the project's own."""
    for name, data in facts.items():
        full = f"{above}{name}"
        if near := _meant(name, facts):
            raise ConfigError.of(or_near(msg("{file}: unknown key “{key}”", file=_FACTS, key=full), [near]))
        if isinstance(data, dict):
            _misnamed(data, f"{full}.")


def _meant(name: str, beside: Mapping[str, Data]) -> str:
    """The key of a fact that a name beside others was meant to be; empty when it is a name of its own."""
    if name in _FACT or name[:1] not in "gGnN" or len(name) <= len("gia_") or name.startswith("gia_tri_"):
        return ""
    plain = fold_key(name)
    if plain.replace("_", "") == "giatri":
        return "gia_tri"
    known = ["nguon", "ghi_chu"] if "gia_tri" in beside else ["gia_tri"]
    return next(iter(nearest(plain, known, _LIKE if beside.keys() & {"gia_tri", "nguon"} else _MUCH_LIKE)), "")


def _table(path: Path, language: str) -> dict[str, Data]:
    if not is_there(path):
        return {}
    data = load(clear_text(path, path.name), path.name)
    return {} if data is None else in_language(keyed(data, path.name), language)


def read_act(key: str, data: Data, file: str, home: tuple[Path, Path] | None = None) -> LegalAct:
    """An entry of references.yaml, or of its like in `file`. `home` is the folder from which its path to the text of
    the act goes, and the folder that it may not leave. Raises ConfigError when it does not say what it is."""
    if not isinstance(data, dict) or not data.get("loai"):
        raise ConfigError("{file}: “{key}” needs at least loai, ten and so.", file=file, key=key)
    only_known(data, _ACT, file, key)
    no_lists(data, file, key, ("sua_doi", "hieu_luc"))
    amended, force = data.get("sua_doi") or [], data.get("hieu_luc")
    dates = force if isinstance(force, dict) else {"tu": force}
    entries = [
        one if isinstance(one, dict) else {"so": one} for one in (amended if isinstance(amended, list) else [amended])
    ]
    for one in entries:
        only_known(one, _AMENDED_BY, file, f"{key}.sua_doi")
    only_known(dates, _FORCE, file, f"{key}.hieu_luc")
    for name, held in (("ngay", data.get("ngay")), *((f"hieu_luc.{end}", dates.get(end)) for end in _FORCE[:2])):
        if held and not is_date(as_day(str(held))):
            text = "{file}: “{key}” must be a date such as 2026-12-05, not “{value}”"
            raise ConfigError(text, file=file, key=f"{key}.{name}", value=str(held))
    return LegalAct(
        key,
        _text(data, "loai"),
        _text(data, "ten"),
        _text(data, "so"),
        as_day(_text(data, "ngay")),
        _text(data, "co_quan"),
        tuple(AmendedBy(_text(one, "loai") or _text(data, "loai"), _text(one, "so")) for one in entries),
        as_day(_text(dates, "tu")),
        as_day(_text(dates, "den")),
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
        raise ConfigError("{file}: “{key}” needs at least ten.", file=_BODIES, key=key)
    only_known(data, _BODY, _BODIES, key)
    no_lists(data, _BODIES, key)
    return Organisation(key, *(_text(data, name) for name in _SAID))


def no_lists(data: Mapping[str, Data], file: str, where: str, held: Sequence[str] = ()) -> None:
    """Raise ConfigError where a list or a map stands for a text."""
    for key, value in data.items():
        if isinstance(value, (dict, list)) and key not in (*held, *_UNPRINTED):
            raise ConfigError("{file}: “{key}” must be one text on its line", file=file, key=f"{where}.{key}")


def no_body(name: str, bodies: Mapping[str, Organisation]) -> Message | None:
    """What is said of what looks like the code of a body and is none of organisations.yaml; None of a name."""
    if name in bodies or not _CODE.fullmatch(name):
        return None
    return or_near(msg("no body of organisations.yaml has the code “{name}”", name=name), nearest(name, bodies))


def _text(data: Mapping[str, Data], key: str) -> str:
    return written(data.get(key))


def valueless(name: str, *tables: Mapping[str, Data]) -> Message:
    """That a name has no value, with the nearest that has one in these tables."""
    said = msg("{{{{ {name} }}}} has no value in gia_tri or facts.yaml; printed as typed", name=name)
    keys = {key for table in tables for key, _ in Metadata(table).texts_with_keys()}
    known = {key.removesuffix(".gia_tri") for key in keys if not key.endswith((".nguon", ".ghi_chu"))}
    return or_near(said, nearest(name, sorted(known - {name})))


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
