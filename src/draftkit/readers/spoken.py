"""Data in a language: settings and shared facts are written in Vietnamese, and say under `en` what is worded otherwise
in English."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from draftkit.readers.yaml_text import laid_over

VIETNAMESE = "vi"
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
    return {key: in_language(value, language) for key, value in own.items()}
