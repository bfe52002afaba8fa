"""The known words nearest to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from draftkit.errors import ConfigError
from draftkit.model.place import Place

NOWHERE: Mapping[str, Place] = MappingProxyType({})


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6, most: int = 1) -> list[str]:
    """The known words nearest to one, `most` of them; empty when none is near. Those that begin with what was typed
    come first, the shortest before the longer. difflib is only loaded when there is something to mend."""
    from difflib import get_close_matches

    names = list(known)
    begun = sorted((name for name in names if word and name.casefold().startswith(word.casefold())), key=len)
    if len(begun) >= most:
        return begun[:most]
    return [*begun, *(name for name in get_close_matches(word, names, most, cutoff) if name not in begun)][:most]


def only_known(
    data: Iterable[object], known: Iterable[str], file: str, where: str = "", places: Mapping[str, Place] = NOWHERE
) -> None:
    """Raise ConfigError at the first key of a settings file that is not among the known ones; `where` names the table
    it stands in, `places` where keys stand."""
    names = list(known)
    for key in data:
        if key in names:
            continue
        named, near = f"{where}.{key}" if where else key, nearest(str(key), names)
        if at := places.get(str(named)):
            file = f"{file}:{abs(at.line)}"
        if near:
            raise ConfigError("{file}: unknown key “{key}”; did you mean “{near}”?", file=file, key=named, near=near[0])
        raise ConfigError("{file}: unknown key “{key}”; known: {known}", file=file, key=named, known=", ".join(names))
