"""Finds kinds and the files that belong to them.

A kind is a folder with `kind.yaml`. Its files are looked up beside the draft, then in the project's `templates/<kind>`,
then in `templates/_shared`, then in the copy that came with draftkit."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from draftkit.errors import ConfigError, KindError, readable
from draftkit.kinds.fields import held
from draftkit.kinds.profiles import fixed, load_layered, read_profile
from draftkit.model.keys import SUBTITLE, TITLE
from draftkit.model.kind import KindSpec, Level, MetaKey, Outline, Signing
from draftkit.model.message import Provision
from draftkit.model.meta import Data, Metadata
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import nearest
from draftkit.model.profile import FormatProfile
from draftkit.readers.metadata import split_front_matter
from draftkit.readers.source import clear_text, file_bytes, is_there, read_text
from draftkit.readers.yaml_text import TRANSLATIONS, VIETNAMESE, at_lines, in_language, load_kept
from draftkit.text.fold import fold

KIND_FILE = "kind.yaml"
SAMPLE = "sample/draft.md"
_TITLED = re.compile(r"^ten_goi:[^\n#]*", re.MULTILINE)
_NOBODYS = re.compile(r"\b(?:nội dung|sản phẩm|luật|công ty|quỹ|cục|danh mục) mẫu\b", re.IGNORECASE)
_RUN = 4
"""Words in a row that a line of a starter has in common with its title."""
_SAYS = 8
"""Words of a line of a public starter that says something of its own."""
_MADE = (
    "name folder annex_level keys attachment_level attachment_types language called_in public example sample".split()
)
_KIND = dict.fromkeys(_MADE, "") | dict.fromkeys(("metadata", "attachment", "signing"), "Mapping") | {"numbers": "str"}
_KIND |= {"outline": "str | tuple | Mapping", "annex": "str | tuple | Mapping | None"}
_SAME = "title profile template words rule_sets behaviour outputs page paragraphs divisions".split()
_COMMON_KEYS = "_shared/keys.yaml"
_AS_WRITTEN = "written"
"""What a kind says of its numbers that are those of the act it prints, and the numeral of its headings then."""


@cache
def packaged_templates() -> Path:
    """The templates that came with draftkit: beside the package when installed, at the top of a checkout."""
    inside = Path(__file__).parent.parent / "_templates"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "templates"


def is_foreign(template: Path) -> bool:
    """Whether a template is not one of ours."""
    full, ours = (os.path.normcase(os.path.realpath(path)) for path in (template, packaged_templates()))
    return not full.startswith(os.path.join(ours, ""))


class Registry(NamedTuple):
    """Template folders in order of precedence; `brought` tells the folders of kinds that installed packages bring,
    asked only when a kind needs them."""

    folders: tuple[Path, ...]
    brought: Callable[[], Sequence[Path]] = tuple

    def kind_folders(self, with_brought: bool = True) -> dict[str, Path]:
        """Folder of each kind by its name; the first found wins."""
        found: dict[str, Path] = {}
        for base in self.folders:
            with readable(base), suppress(FileNotFoundError, NotADirectoryError):
                for name in sorted(os.listdir(base)):
                    if not name.startswith((".", "_")) and is_there(base / name / KIND_FILE):
                        found.setdefault(name, base / name)
        if with_brought:
            for item in self.brought():
                found.setdefault(item.name, item)
        return found

    def find(self, name: str, language: str = VIETNAMESE) -> KindSpec:
        """The kind with this folder name or title, in a language. Raises KindError with the nearest three, or when the
        kind has no words of that language."""
        wanted = fold(name)
        titles: dict[str, Path] = {}
        for with_brought in (False, True):
            folders = self.kind_folders(with_brought)
            for folder_name, folder in folders.items():
                if fold(folder_name) == wanted:
                    return self.load(folder, language)
            for folder in folders.values():
                title = _title(folder / KIND_FILE)
                if fold(title) == wanted:
                    return self.load(folder, language)
                titles[title] = folder
        called = {
            fold(one): f"{title} ({folder.name})" for title, folder in titles.items() for one in (title, folder.name)
        }
        alike = dict.fromkeys(called[one] for one in nearest(wanted, called, 0, len(called)))
        near = ", ".join(list(alike)[:3])
        said = "unknown kind “{name}”; the nearest are: {near}. “draftkit list --kinds” shows all"
        raise KindError(said, name=name, near=near)

    def all(self) -> list[KindSpec]:
        """Every kind, by folder name."""
        return [self.load(folder) for _, folder in sorted(self.kind_folders().items())]

    def group(self, kind: KindSpec) -> str:
        """What kinds that build on the same as this one are called together; empty when it builds on nothing."""
        base = _BASE.search(clear_text(Path(kind.folder) / KIND_FILE, KIND_FILE))
        return _title(self.shared(f"kinds/{base[1]}.yaml")) if base else ""

    def shared(self, name: str, file: str = KIND_FILE, key: str = "") -> Path:
        """A file below `_shared`, which a key of a file names. Raises ConfigError when no template folder has it."""
        for base in self.folders:
            if "/" in name and os.path.isfile(os.path.join(base, name)):
                here, right = f"{base.name}/{name}", f"{base.name}/_shared/{name}"
                raise KindError("“{file}” is not read there: move it to “{right}”", file=here, right=right)
            if is_there(base / "_shared" / name):
                return base / "_shared" / name
        said = "shared template file “{name}” is missing: mend its name in {file}"
        raise ConfigError(said, name=name, file=file, key=key)

    def template(self, kind: KindSpec, beside: Path) -> Path:
        """The Word template of a kind. Raises KindError saying where it was looked for."""
        return self.template_named(kind, kind.template, beside)

    def template_named(self, kind: KindSpec, name: str, beside: Path) -> Path:
        """A template file of a kind by its name. Raises KindError saying where it was looked for."""
        around = (base / kind.name / name for base in self.folders)
        places = [beside / name, *around, Path(kind.folder) / name, *(base / "_shared" / name for base in self.folders)]
        for place in places:
            if is_there(place):
                return place
        said = "template {name} of kind “{kind}” not found; looked in: {places}"
        raise KindError(
            said, name=name, kind=kind.title, places=", ".join(dict.fromkeys(str(place.parent) for place in places))
        )

    def profile(self, kind: KindSpec) -> FormatProfile:
        return self.profile_named(kind.profile, kind.language)

    def profile_named(self, name: str, language: str = VIETNAMESE) -> FormatProfile:
        """A format profile by its file name below `_shared/profiles`."""
        return read_profile(
            self.shared(f"profiles/{name}.yaml"), lambda base: self.shared(f"profiles/{base}.yaml"), language
        )

    def load(self, folder: Path, language: str = VIETNAMESE) -> KindSpec:
        """Read `kind.yaml`. Raises ConfigError naming an unknown or missing key, KindError when it has no words of that
        language."""
        name = f"{folder.name}/{KIND_FILE}"
        said = "kind “{kind}” has no words in that language: its {file} needs “{language}:” with title and words"
        with at_lines(folder / KIND_FILE, name):
            data = load_layered(folder / KIND_FILE, name, lambda base: self.shared(f"kinds/{base}.yaml", name, "base"))
            spoken = {one: Metadata(Metadata(data).table(one)).table("words").get("act") for one in TRANSLATIONS}
            data = held(in_language(data, language), KindSpec, name, **_KIND)
            if language != VIETNAMESE and not spoken[language]:
                raise KindError(said, kind=_title(folder / KIND_FILE), file=KIND_FILE, language=language)
            if data.get("numbers", _AS_WRITTEN) != _AS_WRITTEN:
                raise ConfigError("{file}: numbers: can only be “{value}”.", file=name, value=_AS_WRITTEN)
            annex = self._outline(data, "annex", name, language)
            attached = data.get("attachment")
            attachment = _level(attached, 0, name, "attachment", types="tuple[str, ...]") if attached else None
            public = "press" in (data.get("rule_sets") or ())
            example, sample = _sample(folder / SAMPLE, public)
            common = load_layered(packaged_templates() / _COMMON_KEYS, _COMMON_KEYS, self.shared)
            keys: dict[str, MetaKey] = {}
            for key, entry in (*common.items(), *(data.get("metadata") or {}).items()):
                if entry is not False:  # what a base has and this kind prints nowhere
                    keys[key] = _meta_key(keys.get(key, MetaKey(key)), entry or {}, name, f"metadata.{key}")
            return KindSpec(
                name=folder.name,
                folder=str(folder),
                **{key: fixed(data[key]) for key in _SAME if data.get(key)},
                outline=Outline(self._outline(data, "outline", name, language)[0]),
                annex=Outline(annex[0]),
                annex_level=annex[1],
                keys=keys,
                attachment_level=attachment,
                attachment_types=tuple(attached.get("types") or ()) if attached else (),
                signing=_signing(data["signing"], name) if data.get("signing") else None,
                language=language,
                called_in={one: str(called) for one, called in spoken.items() if called},
                public=public,
                example=example,
                sample=sample,
            )

    def _outline(self, data: Any, key: str, file: str, language: str) -> tuple[tuple[Level, ...], Level | None]:
        """The levels of an outline that a key of a file holds or names, and that of the annexes."""
        source, path = data.get(key) or [], Path()
        if isinstance(source, str):
            path = self.shared(f"outlines/{source}.yaml", file, key)
            source, file, key = in_language(load_kept(clear_text(path, path.name), path.name), language), path.name, ""
        listed: Any = source if isinstance(source, dict) else {"levels": source}
        with at_lines(path, file):
            listed = held(listed, Outline, file, key, annex="Mapping", levels="tuple", beside="tuple")
            annex = _level(listed["annex"], 0, file, f"{key}.annex") if listed.get("annex") else None
            levels = (*(_level(one, depth, file, key) for depth, one in enumerate(listed.get("levels", ()), 1)),)
            levels += tuple(_level(one, 0, file, f"{key}.beside") for one in listed.get("beside", ()))
        if "numbers" in data:
            levels, annex = tuple(map(_as_written, levels)), _as_written(annex) if annex else None
        return levels, annex


def _title(path: Path) -> str:
    """The title alone of a kind or of what kinds build on; a plain one without reading what else stands there."""
    said = file_bytes(path, path.name)
    plain = _PLAIN_TITLE.search(said)
    if plain and said.count(b"title") == 1:
        with suppress(UnicodeDecodeError):  # told below, with its line
            return unicodedata.normalize("NFC", plain[1].decode()).rstrip()
    data = load_kept(clear_text(path, path.name), f"{path.parent.name}/{path.name}")
    return str(data.get("title") or path.parent.name) if isinstance(data, dict) else path.parent.name


_BASE = re.compile(r"^base: *([\w-]+)", re.MULTILINE)
_PLAIN_TITLE = re.compile(
    rb"^title: (?!null|true|false)([A-Za-z\xc3-\xe1][^#:\r\n]*)(?:\r?\n(?![ \t])|\Z)", re.MULTILINE
)


def _level(data: Data, depth: int, file: str, where: str, **other: str) -> Level:
    values = held(data, Level, file, where.lstrip("."), depth="", **other)
    return Level(depth=depth, **{key: fixed(value) for key, value in values.items() if key not in other})


def _as_written(level: Level) -> Level:
    """The level in a text that keeps the numbers of another act: of a heading above others any number is one."""
    outer = level.numeral in ("roman", "ordinal") or (level.heading == "stacked" and level.numeral != "padded")
    return level._replace(numeral=_AS_WRITTEN) if level.keyword and outer else level


def _signing(data: Data, name: str) -> Signing:
    said = held(data, Signing, name, "signing", source="str", capacities="tuple[str, ...] | None")
    act, _, place = str(said.get("source") or "").partition(", ")
    capacities = tuple(said.get("capacities") or ())
    return Signing(Provision(act, place), capacities, tuple(said.get("heads") or ()), str(said.get("collective") or ""))


def _sample(path: Path, public: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Title and lines of the body of a starter; and the lines that no document keeps: they name a thing of nobody
    (“Luật mẫu”), or speak of what its title speaks of, which is an example. Of a `public` text all that says something
    is one."""
    if not path.is_file():
        return (), ()
    front, body, _ = split_front_matter(read_text(path, path.name)[0])
    words = (_TITLED.search(front) or [""])[0].split()[1:]
    runs = [" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
    head, lines = front.split("\n"), body.split("\n")
    titles = [line for line in head if line.startswith(f"{TITLE}:")]
    subtitles = [line for line in head if public and line.startswith(f"{SUBTITLE}:")]
    return (*titles, *lines), tuple(
        line
        for line in (*(line for line in lines if not line.startswith("|")), *subtitles)
        if (public and line[:1] != "#" and len(line.split()) >= _SAYS)
        or _NOBODYS.search(line)
        or any(run in line for run in runs)
    )


def _meta_key(key: MetaKey, said: Data, file: str, where: str) -> MetaKey:
    """A key as a kind has it: what it does not say is as with all kinds."""
    data = held(said, MetaKey, file, where, name="", parts="", keys="tuple | Mapping")
    keys, values = data.get("keys", key.keys), tuple(data.get("values", key.values))
    parts = keys if isinstance(keys, dict) else {} if "keys" in data else key.parts
    lists = tuple(data.get("lists", key.lists))
    return key._replace(**{**data, "keys": tuple(keys), "values": values, "parts": parts, "lists": lists})
