"""New documents: a form made of the keys that a kind knows, filled in as its starter is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from draftkit.errors import ConfigError
from draftkit.library.starter import begin_translation, has_starter, start, started, starter_of
from draftkit.model.keys import DRAFT, KIND, TITLE
from draftkit.model.kind import KindSpec, MetaKey
from draftkit.model.message import msg
from draftkit.model.meta import Data as Value
from draftkit.model.numeral import whole
from draftkit.readers.yaml_text import load, parse, translation_of
from draftkit.recognise.metadata import as_yaml
from draftkit.text.fold import fold, slug, unused
from draftkit.workbench.bench import Bench, Data


def kinds(bench: Bench, _: Data) -> list[Data]:
    """The kinds of documents that people begin, in groups, those of many kinds first, by title within."""
    registry = bench.desk.session.project.registry
    found = [(registry.group(kind), kind) for kind in bench.desk.session.kinds() if has_starter(kind)]
    sizes = Counter(group for group, _ in found)
    found.sort(key=lambda one: (-sizes[one[0]], one[0], fold(one[1].title)))
    return [{"name": kind.name, "title": kind.title, "group": group} for group, kind in found]


def form(bench: Bench, given: Data) -> Data:
    """What is asked for a document of a kind: each key once, with its help, filled in as the starter is."""
    kind = bench.desk.session.project.registry.find(given["kind"])
    front, _ = starter_of(kind)
    values = parse(front, "draft.md", folded=True)[0]
    known: dict[str, Value] = dict(values) if isinstance(values, dict) else {}
    draft, now = known.get(DRAFT), bench.now()
    if isinstance(draft, dict) and draft.get("ngay") and now:  # the day of the starter is that of its writing
        known[DRAFT] = {**draft, "ngay": datetime.fromisoformat(now).astimezone().date().isoformat()}
    home = f"{bench.name(bench.desk.session.project.content)}/{kind.name}/-"
    fields = [field(bench, key, known.get(key.name), home) for key in _asked(kind)]
    return {"kind": kind.title, "folder": kind.name, "fields": fields}


def _asked(kind: KindSpec) -> list[MetaKey]:
    """The keys to ask for: what must be there first, in the order of the kind."""
    keys = [key for key in kind.keys.values() if key.name not in (KIND, "gia_tri")]
    return sorted(keys, key=asking_order)


def asking_order(key: MetaKey) -> tuple[bool, bool]:
    """Keys are asked for in this order: the title, what must be there, the others."""
    return key.name != TITLE, not key.required


def field(bench: Bench, key: MetaKey, value: Value, home: str = "") -> Data:
    """How a key is asked for: how its value is typed in, its help, what it holds now; a map part by part. What names
    documents is chosen among those of the project as well, seen from `home`; a map of names is not."""
    shape = "truth" if key.is_truth else _shape(key, value)
    told: Data = {"name": key.name, "type": shape, "required": key.required, "help": bench.say(msg(key.help), {})}
    if key.values and key.type == shape == "text":
        told["values"] = [[value, key.parts.get(value, value)] for value in key.values]
    if home and key.type in ("document", "documents") and (shape != "map" or key.keys):
        told["home"] = home
    if shape == "map":
        told["parts"] = _parts(bench, key, [value if isinstance(value, dict) else {}])[0]
    if shape == "items":  # those there are, and one more
        known = value if isinstance(value, list) else []
        told["items"] = _parts(bench, key, [*(one for one in known if isinstance(one, dict)), {}])
    return told | {"value": _yaml(value) if shape == "yaml" else "" if shape in ("map", "items") else _typed(value)}


def _parts(bench: Bench, key: MetaKey, known: Sequence[Mapping[str, Value]]) -> list[list[Data]]:
    """The parts of each map as they are asked for."""
    names = dict.fromkeys((*key.keys, *(name for one in known for name in one)))
    helps = {name: bench.say(msg(key.parts.get(name, "")), {}) for name in names}
    return [[{"name": name, "help": helps[name], "value": _typed(one.get(name))} for name in names] for one in known]


def _shape(key: MetaKey, value: Value) -> str:
    """How a value is typed in: `text`, `date`, `number`; `list`, an entry a line; `map`, a field a part; `items`, a map
    each; `yaml`."""
    if (isinstance(value, list) and value and all(isinstance(one, dict) for one in value)) or (
        value is None and key.keys and key.type == "list"
    ):
        whole = all(_flat(part) for one in value or () if isinstance(one, dict) for part in one.values())
        return "items" if whole else "yaml"
    if isinstance(value, dict) or (value is None and key.keys):
        known = value if isinstance(value, dict) else {}
        return "map" if all(map(_flat, known.values())) else "yaml"
    if isinstance(value, list):
        return "list" if _flat(value) else "yaml"
    return {"map": "yaml", "documents": "list", "document": "text"}.get(key.type, key.type)


def _flat(value: Value) -> bool:
    """Whether a value is one text, or a list of texts."""
    return not isinstance(value, dict) and not (
        isinstance(value, list) and any(isinstance(one, (list, dict)) for one in value)
    )


def _typed(value: Value) -> str:
    """A value as people type it: a list with an entry a line."""
    if isinstance(value, list):
        return "\n".join(str(one) for one in value if one is not None)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _yaml(value: Value) -> str:
    if value is None:
        return ""
    return as_yaml(value).strip() if isinstance(value, dict) else as_yaml({"x": value}).partition("\n")[2].rstrip()


def begin(bench: Bench, given: Data) -> Data:
    """Write a new document with these values, in a folder of its own below that of its kind, which bears its title, or
    what such papers are called where they have none. Raises ConfigError when a value cannot be understood."""
    session = bench.desk.session
    kind = session.project.registry.find(given["kind"])
    name = slug(given["values"].get(TITLE, ""), words=12) or slug(kind.title)
    front, body = starter_of(kind)
    folder = (session.project.content / kind.name).resolve()
    path = folder / unused(name, lambda one: (folder / one).exists())
    start(started(kind, path, _front(kind, front, given["values"]), body))
    with bench.lock:
        bench.changed({path / "draft.yaml"})
    return {"doc": bench.name(path)}


def begin_english(bench: Bench, given: Data) -> Data:
    """Write a copy of a document beside it, to be worded in English. Raises a DraftkitError when there is one."""
    owner = bench.owner(given["doc"])
    bench.changed(set(begin_translation(bench.desk.session, owner, "en")))
    return {"doc": bench.name(translation_of(owner, "en"))}


def _front(kind: KindSpec, starter: str, given: Mapping[str, str | bool | Mapping[str, str]]) -> str:
    """The metadata as YAML: what was typed, what the starter has besides; what is missing has its help beside it."""
    values = parse(starter, "draft.md", folded=True)[0]
    known: dict[str, Value] = dict(values) if isinstance(values, dict) else {}
    out: dict[str, Value] = {KIND: known.get(KIND) or kind.title}
    missing = ""
    asked = {key.name: key for key in _asked(kind)}
    for key in asked.values():
        shape = _shape(key, known.get(key.name))
        value = _value(key.name, shape, given.get(key.name, ""))
        if value not in ("", None, [], {}):
            out[key.name] = value
        elif key.required and shape in ("text", "date", "number"):
            missing += f"{key.name}: # {key.help}\n" if key.help else f"{key.name}:\n"
    rest = {key: value for key, value in known.items() if key not in out and key not in asked}
    return as_yaml(out) + missing + (as_yaml(rest) if rest else "")


def _value(name: str, shape: str, given: str | bool | Mapping[str, str] | list[Mapping[str, str]]) -> Value:
    """What was typed, as a value. Raises ConfigError when it is no YAML where that is wanted."""
    if isinstance(given, list):
        return [one for each in given if isinstance(one := _value(name, "map", each), dict) and one]
    if isinstance(given, bool):
        return given
    if not isinstance(given, str):
        return {part: value for part, text in given.items() if (value := _part(text)) is not None}
    text = given.strip()
    if shape == "list":
        return [line.strip() for line in text.split("\n") if line.strip()]
    if shape in ("yaml", "map") and text:
        try:
            return load(text, name)
        except ConfigError as error:
            raise ConfigError("“{name}”: {problem}", name=name, problem=str(error)) from error
    return _part(text)


def _part(text: str) -> Value:
    """One text, several when there are several lines; a number as one."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > 1:
        return [*lines]
    one = lines[0] if lines else ""
    number = whole(one)
    return (number if number is not None and str(number) == one else one) if one else None
