"""The known words nearest to a misspelt one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from draftkit.errors import ConfigError
from draftkit.model.message import Message, Place, msg

_SHOWN = 60
NOWHERE: Mapping[str, Place] = MappingProxyType({})


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6, most: int = 1) -> list[str]:
    """The known words nearest to one, `most` of them; empty when none is near. Those that begin with what was typed
    come first, the shortest before the longer. difflib is only loaded where a name has so many letters of the word."""
    names = list(filter(None, known))
    begun = sorted((name for name in names if word and name.casefold().startswith(word.casefold())), key=len)
    letters = ((Counter(word) & Counter(name), len(word) + len(name)) for name in names)
    if len(begun) >= most or all(2.0 * sum(both.values()) / of < cutoff for both, of in letters):
        return begun[:most]
    from difflib import get_close_matches

    return [*begun, *(name for name in get_close_matches(word, names, most, cutoff) if name not in begun)][:most]


def or_near(said: Message, near: Sequence[str]) -> Message:
    """What is said of a word that nobody knows, and which may have been meant (the first of `near`), if one may."""
    return _more(msg("{problem}; did you mean “{near}”?"), said, near=near[0]) if near else said


def near_or_known(said: Message, name: str, known: Iterable[str]) -> Message:
    """What is said of a name that nobody knows, and the one that may have been meant, or those there are."""
    names = list(known)
    near = nearest(name, names)
    shown = ", ".join(names[:_SHOWN]) + ", …" * (len(names) > _SHOWN)
    return or_near(said, near) if near else _more(msg("{problem}; known: {known}"), said, known=shown)


def _more(told: Message, said: Message, **values: str) -> Message:
    """More said of a problem; the file, line and key of the problem are found among its values as before."""
    return told._replace(values={**said.values, "problem": said, **values})


def line_at(places: Mapping[str, Place], *keys: str) -> str:
    """The line of the first of some keys that has a place; empty when none has."""
    return next((str(abs(places[key].line)) for key in keys if key in places), "")


def told_at(file: str, places: Mapping[str, Place], *keys: str) -> str:
    """A file with that line, else the file."""
    line = line_at(places, *keys)
    return f"{file}:{line}" if line else file


def only_known(
    data: Iterable[object], known: Iterable[str], file: str, where: str = "", places: Mapping[str, Place] = NOWHERE
) -> None:
    """Raise ConfigError when keys of a settings file are not among the known ones, naming all of them; `where` is the
    table they stand in, `places` where keys stand."""
    names = list(known)
    wrong = [str(key) for key in data if key not in names]
    named = [f"{where}.{key}" if where else key for key in wrong]
    if len(wrong) > 1:
        near = [nearest(key, names) for key in wrong]
        keys = (
            f"{line_at(places, key)} “{key}”{f' (“{like[0]}”?)' if like else ''}".lstrip()
            for key, like in zip(named, near, strict=True)
        )
        raise ConfigError("{file}: unknown keys: {keys}", file=file, keys=", ".join(keys), key=named[0])
    for key, name in zip(wrong, named, strict=True):
        line = line_at(places, name)
        said = msg("{file}: unknown key “{key}”", file=told_at(file, places, name), line=line, key=name)
        raise ConfigError.of(near_or_known(said, key, names))
