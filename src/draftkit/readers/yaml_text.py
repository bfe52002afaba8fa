"""Safe YAML with places: maps, lists, texts, numbers; nothing is constructed that is not data. Settings and shared
facts are written in Vietnamese, and say under `en` what is worded otherwise in English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from draftkit.errors import ConfigError
from draftkit.files import parsed
from draftkit.law.dates import as_day
from draftkit.model.keys import DATE, EFFECTIVE_DATE
from draftkit.model.message import Fault, Message, Place, fault_at, msg
from draftkit.model.meta import Data, Typed
from draftkit.model.nearest import told_at
from draftkit.model.numeral import number
from draftkit.readers.source import UNPRINTED, clear_text, unprintable
from draftkit.text.fold import bare
from draftkit.text.passage import shortened
from draftkit.text.pattern import Pattern

_MAX_DEPTH = 50
_MOST_REPEATED = 10_000
"""Values that aliases may stand for together: whoever walks through data meets each of them."""
_ENDS = Pattern(r"[\x85\u2028\u2029]")
"""Signs that end a line for YAML, and for no editor that counts lines."""
_NUMBER_SIGN = Pattern(r"[ \t]+(#[0-9].*)")


def load(text: str, name: str) -> Data:
    """Load YAML text. Raises ConfigError with the line when it is broken, a key stands twice, or a value is cut off."""
    data, _, faults = _read(text, name, 1, False)
    for fault in faults:
        raise ConfigError("{file}:{line}: {problem}.", file=name, line=-fault.place.line, problem=fault.message)
    return data


def told_in(path: Path, key: str, name: str = "") -> str:
    """A file of settings, as messages call it, with the line of a key, or of what it stands below."""
    places = parse(clear_text(path, path.name), path.name)[1] if path.is_file() else {}
    return told_at(name or path.name, places, *(key.rsplit(".", steps)[0] for steps in range(key.count(".") + 1)))


@contextmanager
def at_lines(path: Path, name: str = "") -> Iterator[None]:
    """Around what judges a file of settings: an error that names it and a key says on which line that stands."""
    try:
        yield
    except ConfigError as error:
        if error.values.get("file") != (name or path.name) or "key" not in error.values:
            raise
        raise ConfigError.of(_in_file(error.message, told_in(path, str(error.values["key"]), name))) from error


def _in_file(said: Message, file: str) -> Message:
    inner = {key: _in_file(value, file) for key, value in said.values.items() if isinstance(value, Message)}
    return said._replace(values={**said.values, **inner, "file": file})


def keyed(data: Data, file: str, key: str = "") -> dict[str, Data]:
    """Data that must be lines of “key: value”. Raises ConfigError, naming the `key` above them, else."""
    if isinstance(data, dict):
        return data
    if key:
        raise ConfigError("{file}: “{key}” must hold lines of “key: value”.", file=file, key=key)
    raise ConfigError("{file}: must hold lines of “key: value”.", file=file)


@lru_cache(maxsize=256)
def load_kept(text: str, name: str) -> Data:
    """The same for files that many others build on: read once, and nobody changes what it gives."""
    return load(text, name)


def parse(
    text: str, name: str, first_line: int = 1, folded: bool = False
) -> tuple[Data, dict[str, Place], list[Fault]]:
    """Load YAML text with the place of each key (keys of nested maps joined by dots) and faults such as a key written
    twice.

    Scalars stay as typed (`01` is the text “01”, a date is its ISO text), save true/false, null, whole and decimal
    numbers without leading zeros. `folded` brings keys to plain form (`Tên gọi` → `ten_goi`) and days below the keys
    `_DAYS` to ISO (`05/12/2026`), save below `_AS_TYPED`, whose keys are the drafter's own.

    Raises ConfigError with file, line, and the line itself when the YAML is broken.
    """
    data, places, faults = _read(text, name, first_line, folded)
    return data, {key: Place(*place) for key, place in places.items()}, faults


def _read(
    text: str, name: str, first_line: int, folded: bool
) -> tuple[Data, Mapping[str, tuple[int, int]], list[Fault]]:
    if (known := parsed.recall(text, first_line, folded)) is not None:
        data, places = known
        return _revived(data), places, []
    import yaml  # takes as long as all that is read with it: most runs have read it before

    if odd := _ENDS.search(text):
        line = text.count("\n", 0, odd.start())
        raise _broken(name, line + first_line, text.split("\n")[line].strip(), unprintable(odd[0]))
    try:
        node = yaml.compose(text, Loader=_loader())
    except yaml.MarkedYAMLError as error:
        from draftkit.readers.yaml_faults import explain

        broken = explain(error, text)
        raise _broken(name, broken.line + first_line, broken.shown, broken.problem) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ConfigError("{file}: broken YAML: {problem}.", file=name, problem=str(error).splitlines()[0]) from error
    reader = _Reader(name, first_line, folded, text)
    data = reader.build(node, "", 0) if node is not None else None
    if not reader.faults:
        parsed.note((_plain(data), {key: tuple(at) for key, at in reader.places.items()}), text, first_line, folded)
    return data, reader.places, reader.faults


@lru_cache(maxsize=1)
def _loader() -> Any:
    """Composes nodes without guessing their types: `_scalar` knows better, and guessing takes a third of the time."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    same = {"resolve": lambda *_: "", "descend_resolver": lambda *_: None, "ascend_resolver": lambda *_: None}
    return type("Loader", (base,), same)


def _plain(data: Data) -> Any:
    """Data as plain values: a number that keeps its digits is a tuple of them."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return (data.text,) if isinstance(data, Typed) else data


def _revived(data: Any) -> Data:
    """The data that were made plain."""
    kind = type(data)
    if kind is dict:
        for key, value in data.items():
            if type(value) is not str:
                data[key] = _revived(value)
    elif kind is list:
        return [value if type(value) is str else _revived(value) for value in data]
    return Typed(data[0]) if kind is tuple else data


class _Reader:
    def __init__(self, name: str, first_line: int, folded: bool, text: str) -> None:
        self.name = name
        self.lines = text.split("\n")
        self.folded = folded
        self.first_line = first_line
        self.places: dict[str, Place] = {}
        self.faults: list[Fault] = []
        self.done: dict[Any, tuple[Data, int]] = {}
        self.built = self.repeated = 0

    def build(self, node: Any, path: str, depth: int) -> Data:
        if depth > _MAX_DEPTH:
            raise self._broken(node, msg("nested more than {limit} levels deep", limit=_MAX_DEPTH))
        if node in self.done:  # an alias
            data, size = self.done[node]
            if not size:
                raise self._broken(node, msg("this holds itself (*name within &name); write out what is meant"))
            self.built += size
            self.repeated += size
            if self.repeated > _MOST_REPEATED:
                told = "{file}: aliases (*name) repeat more than {limit} values; write out what is meant."
                raise ConfigError(told, file=self.name, limit=_MOST_REPEATED)
            return data
        if node.tag:
            self.refuse(node)
        before, self.built = self.built, self.built + 1
        if node.id == "scalar":
            return self.scalar(node)
        self.done[node] = None, 0  # until it is read
        if node.id == "sequence":
            items: list[Data] = [
                self.build(item, f"{path}.{index}" if path else str(index), depth + 1)
                for index, item in enumerate(node.value)
            ]
            for index, item in enumerate(node.value):
                self.places.setdefault(f"{path}.{index}" if path else str(index), self._place(item))
            self.done[node] = items, self.built - before
            return items
        table: dict[str, Data] = {}
        last: Sequence[Any] = ()
        for key_node, value_node in node.value:
            if key_node.id != "scalar" or key_node.tag:  # `a: {{ x }}`: a map is the key of a map
                self.refuse(key_node if key_node.tag else node)
                raise self._broken(
                    key_node, msg("this is no line “key: value”; a colon and a blank stand behind the key")
                )
            self.scalar(key_node)
            key = str(key_node.value)
            ours = self.folded and not path.startswith(_AS_TYPED)
            key = fold_key(key) if ours else key
            full = f"{path}.{key}" if path else key
            if key in table:
                message = msg("key “{key}” is written twice; keep one of them", key=key_node.value)
                self.faults.append(Fault("DK-H003", message, self._place(key_node)))
            self.places[full] = self._place(key_node)
            if node.flow_style and table:
                self.parted(last, key_node, value_node)
            last = (key_node, value_node)
            value = self.build(value_node, full, depth + 1)
            table[key] = as_day(value) if ours and key in _DAYS and isinstance(value, str) else value
        self.done[node] = table, self.built - before
        return table

    def scalar(self, node: Any) -> Data:
        """The value of a text. Raises ConfigError where YAML reads something else than stands there."""
        if not node.style:
            start, end = node.start_mark, node.end_mark
            sign = self.lines[start.line][start.column : start.column + 1] if start.line < len(self.lines) else ""
            if sign in ("&", "!") or end.line > start.line:
                self.refuse(node)
            self.cut_off(node)
        elif UNPRINTED.search(node.value):
            self.refuse(node)
        return _scalar(node)

    def cut_off(self, node: Any) -> None:
        """Note what stands behind an unquoted text as a note, but was hardly meant as one: `Phòng #2`."""
        end = node.end_mark
        found = _NUMBER_SIGN.match(self.lines[end.line], end.column) if end.line < len(self.lines) else None
        if found:
            message = msg("“{text}” is a note to YAML and is not printed; put the text in quotes", text=found[1])
            self.faults.append(Fault("DK-H004", message, self._place(node)))

    def parted(self, before: Sequence[Any], key: Any, value: Any) -> None:
        """Note what stands in `{…}` without a colon behind a `key: text`: what is left of that, cut by a comma."""
        line, end = self.lines[key.end_mark.line], key.end_mark.column
        cut = value.id == "scalar" and not (value.value or value.style) and line[end:].lstrip()[:1] in (",", "}")
        if cut and before[1].id == "scalar" and before[1].value and before[0].start_mark.line == key.end_mark.line:
            right = f'{before[0].value}: "{line[before[1].start_mark.column : end]}"'
            message = msg("“{text}” is no key: a comma cuts a text in {{…}}; write {right}")
            self.faults.append(fault_at("DK-H004", self._place(key), message, text=key.value, right=right))

    def refuse(self, node: Any) -> None:
        """Raise ConfigError when a node is not what stands there."""
        from draftkit.readers.yaml_faults import misread

        problem = misread(self.lines, node)
        if problem:
            raise self._broken(node, problem)

    def _broken(self, node: Any, problem: Message) -> ConfigError:
        line = node.start_mark.line
        return _broken(self.name, line + self.first_line, self.lines[line].strip(), problem)

    def _place(self, node: Any) -> Place:
        return Place(-(node.start_mark.line + self.first_line), node.start_mark.column)


def _broken(name: str, line: int, shown: str, problem: Message) -> ConfigError:
    text = "{file}:{line}: “{shown}” cannot be read: {problem}."
    return ConfigError(text, file=name, line=line, shown=shortened(shown), problem=problem)


_INT = Pattern(r"0|-?[1-9][0-9]{0,14}")
_FLOAT = Pattern(r"-?(0|[1-9][0-9]{0,14})\.[0-9]+")


def _scalar(node: Any) -> Data:
    text: str = node.value
    if node.style in ("'", '"', "|", ">"):
        return unicodedata.normalize("NFC", text)
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INT.fullmatch(text):
        return number(text)
    if _FLOAT.fullmatch(text):
        return Typed(text)
    return unicodedata.normalize("NFC", text)


def fold_key(key: str) -> str:
    """`Tên gọi` → `ten_goi`: lower case, no accents, underscores; keys such as `luat-bvmt` (no capitals, no accents, no
    spaces) stay as typed."""
    if re.fullmatch(r"[a-z0-9_.-]+", key):
        return key
    return re.sub(r"[\s-]+", "_", bare(key.strip().lower()))


def laid_over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """A map with another one over it: what both have as maps is laid over in turn, the rest is the upper one's."""
    out = dict(below)
    for key, value in above.items():
        known = out.get(key)
        out[key] = laid_over(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return out


VIETNAMESE = "vi"
_DAYS = frozenset((DATE, EFFECTIVE_DATE, "ngay_thong_qua", "tu_ngay", "den_ngay"))
_AS_TYPED = ("gia_tri", "doc_la", "tieu_diem")
"""Maps of values, of words and how they are read, of files and what must be seen of them."""
TRANSLATIONS = ("en",)
"""The languages that documents are translated into, by the end of their names: `quyet-dinh.en.md`."""


def language_of(name: str) -> str:
    """The language of a document by its name: `quyet-dinh.en` is English."""
    suffix = name.rpartition(".")[2]
    return suffix if suffix in TRANSLATIONS and suffix != name else VIETNAMESE


def original_of(name: str) -> str:
    """The name of the document that one is a translation of; empty when it is none."""
    language = language_of(name)
    return "" if language == VIETNAMESE else name.removesuffix(f".{language}")


def translation_of(path: Path, language: str) -> Path:
    """Where the translation of a document stands: `thu.md` → `thu.en.md`."""
    single = path.suffix == ".md"
    return path.with_name(f"{path.stem}.{language}.md" if single else f"{path.name}.{language}")


def in_language(data: Any, language: str) -> Any:
    """YAML data as it reads in a language: in each map, the map under the key of the language is laid over what stands
    beside it; a text there is what `gia_tri` is in that language, and otherwise a value like any other. The maps of
    other languages are left out."""
    if isinstance(data, list):
        return [in_language(item, language) for item in data]
    if not isinstance(data, dict):
        return data
    own = {
        key: value
        for key, value in data.items()
        if key not in TRANSLATIONS or not (value is None or isinstance(value, dict))
    }
    said = data.get(language)
    if isinstance(said, dict):
        own = laid_over(own, said)
    elif said is not None and "gia_tri" in own:
        own = own | {"gia_tri": said}
    return {key: value if type(value) is str else in_language(value, language) for key, value in own.items()}
