"""Data in a language: settings and shared facts are written in Vietnamese, and say under `en` what is worded otherwise
in English."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
    """YAML data as it reads in a language: in each map, what stands under the key of the language takes the place of
    what stands beside it. The words of other languages are left out."""
    if isinstance(data, list):
        return [in_language(item, language) for item in data]
    if not isinstance(data, dict):
        return data
    own = {key: value for key, value in data.items() if key not in TRANSLATIONS}
    said = data.get(language)
    return {key: in_language(value, language) for key, value in (_over(own, said) if said else own).items()}


def _over(below: Any, above: Any) -> Any:
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return below | {key: _over(below[key], value) if key in below else value for key, value in above.items()}
