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


def told_at(file: str, places: Mapping[str, Place], *keys: str) -> str:
    """A file with the line of the first of some keys that has a place in it, else the file."""
    return next((f"{file}:{abs(places[key].line)}" for key in keys if key in places), file)


def only_known(
    data: Iterable[object], known: Iterable[str], file: str, where: str = "", places: Mapping[str, Place] = NOWHERE
) -> None:
    """Raise ConfigError when keys of a settings file are not among the known ones, naming all of them; `where` is the
    table they stand in, `places` where keys stand."""
    names = list(known)
    wrong = [str(key) for key in data if key not in names]
    named = [f"{where}.{key}" if where else key for key in wrong]
    near = [nearest(key, names) for key in wrong]
    if len(wrong) > 1:
        keys = (
            f"{told_at('', places, key).lstrip(':')} “{key}”{f' (“{like[0]}”?)' if like else ''}".lstrip()
            for key, like in zip(named, near, strict=True)
        )
        raise ConfigError("{file}: unknown keys: {keys}", file=file, keys=", ".join(keys))
    for key, like in zip(named, near, strict=True):
        file = told_at(file, places, key)
        if like:
            raise ConfigError("{file}: unknown key “{key}”; did you mean “{near}”?", file=file, key=key, near=like[0])
        raise ConfigError("{file}: unknown key “{key}”; known: {known}", file=file, key=key, known=", ".join(names))
