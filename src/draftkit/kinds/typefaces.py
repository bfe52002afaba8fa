"""Where the typefaces of our own identity lie: open ones that carry every Vietnamese letter, from packages."""

from __future__ import annotations

from importlib import import_module, util
from pathlib import Path

from draftkit.kinds.identity import FONTS

_PACKAGES = dict(zip(FONTS.values(), ("font_manrope", "font_source_sans_pro"), strict=True))
_WEIGHTS = ("Regular", "Semibold", "SemiBold", "Bold", "It")


def font_folders() -> list[Path]:
    """The folders of the typefaces that are installed."""
    return [
        Path(str(import_module(package).__file__)).parent / "files"
        for package in _PACKAGES.values()
        if util.find_spec(package)
    ]


def font_files(name: str) -> list[Path]:
    """The TrueType files of one of our typefaces in the weights we print; none when it is not ours or not
    installed."""
    package = _PACKAGES.get(name)
    if not package or not util.find_spec(package):
        return []
    folder = Path(str(import_module(package).__file__)).parent / "files"
    files = (folder / f"{name.replace(' ', '')}-{weight}.ttf" for weight in _WEIGHTS)
    return [file for file in files if file.is_file()]
