"""Automatic numbers as the text Word shows (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable

from draftkit.model.named import NamedTuple
from draftkit.model.numeral import number, spell, to_roman, whole
from draftkit.word.xml import Element, W, flag, val

_HOLE = re.compile(r"%([1-9])")


class ListLevel(NamedTuple):
    """One level of a list: how it counts, what it shows, its paragraph and character properties, the paragraph style
    tied to it."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""
    ppr: Element | None = None
    rpr: Element | None = None


class _List(NamedTuple):
    """A numbering instance: its definition, its levels, and the levels that begin again at its first use."""

    abstract: str
    levels: dict[int, ListLevel]
    starts: dict[int, int]


class Numbering:
    """The lists of a file and how far each has counted. `numbering_style`: the numId of a numbering style."""

    def __init__(self, root: Element | None, numbering_style: Callable[[str], str]) -> None:
        self._abstract: dict[str, dict[int, ListLevel]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        definitions = {item.get(W + "abstractNumId", ""): item for item in root.findall(W + "abstractNum")}
        instances = {item.get(W + "numId", ""): item for item in root.findall(W + "num")}
        for key, item in definitions.items():
            link = val(item, "numStyleLink")
            linked = instances.get(numbering_style(link)) if link else None
            target = definitions.get(val(linked, "abstractNumId") or "") if linked is not None else None
            own = (target if target is not None else item).findall(W + "lvl")
            self._abstract[key] = {number(level.get(W + "ilvl")): _level(level) for level in own}
        for key, item in instances.items():
            abstract = val(item, "abstractNumId") or ""
            levels = dict(self._abstract.get(abstract, {}))
            starts: dict[int, int] = {}
            for override in item.findall(W + "lvlOverride"):
                depth = number(override.get(W + "ilvl"))
                over = override.find(W + "lvl")
                if over is not None:
                    levels[depth] = _level(over)
                begin = val(override, "startOverride")
                if begin is not None:
                    starts[depth] = number(begin, 1)
            self._lists[key] = _List(abstract, levels, starts)

    def level(self, num_id: str, depth: int) -> ListLevel | None:
        """A level of a list; None when there is no such list."""
        found = self._lists.get(num_id)
        return found.levels.get(depth) if found else None

    def level_of_style(self, num_id: str, style: str) -> int:
        """The level a paragraph style is tied to; 0 when to none."""
        found = self._lists.get(num_id)
        return next((depth for depth, level in found.levels.items() if level.style == style), 0) if found else 0

    def next(self, num_id: str, depth: int) -> str:
        """Count one paragraph and say its number as shown; empty for no list, bullets as their sign."""
        found = self._lists.get(num_id)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return ""
        counts = self._counts.setdefault(found.abstract, {})
        if depth in found.starts and (num_id, depth) not in self._begun:
            self._begun.add((num_id, depth))
            counts[depth] = found.starts[depth]
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = level.start
        for below in [key for key in counts if key > depth]:
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or (restart and depth < restart):
                del counts[below]
        if level.format == "bullet":
            return bullet(level)

        def shown(hole: re.Match[str]) -> str:
            at = whole(hole[1], 1) - 1
            other = found.levels.get(at, ListLevel()) if found else ListLevel()
            count = counts.setdefault(at, found.starts.get(at, other.start) if found else 1)
            return written(count, "decimal" if level.legal and other.format != "decimalZero" else other.format)

        return "" if level.format == "none" and not level.text else _HOLE.sub(shown, level.text)


def _level(item: Element) -> ListLevel:
    restart = val(item, "lvlRestart")
    return ListLevel(
        number(val(item, "start"), 0),
        val(item, "numFmt") or "decimal",
        val(item, "lvlText") or "",
        None if restart is None else number(restart),
        flag(item, "isLgl"),
        val(item, "pStyle") or "",
        item.find(W + "pPr"),
        item.find(W + "rPr"),
    )


_BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf076": "❖",
    "\uf02d": "-",
    "\uf0be": "-",
    "o": "o",
}


def bullet(level: ListLevel) -> str:
    """The sign of a bulleted level; those of symbol fonts as the Unicode sign that looks like them."""
    fonts = level.rpr.find(W + "rFonts") if level.rpr is not None else None
    symbol = fonts is not None and (fonts.get(W + "ascii") or "") in ("Symbol", "Wingdings")
    text = "".join(_BULLETS.get(sign, "•" if "\ue000" <= sign <= "\uf8ff" else sign) for sign in level.text)
    return "•" if symbol and text.isascii() and text.isalnum() else text


def written(count: int, format: str) -> str:
    """A count in a number format of Word; formats of other scripts fall back to digits."""
    if format == "decimalZero":
        return f"{count:02d}"
    if format in ("upperRoman", "lowerRoman"):
        text = to_roman(count) if 0 < count < 4000 else str(count)
        return text if format == "upperRoman" else text.lower()
    if format in ("upperLetter", "lowerLetter"):
        if count < 1:
            return ""
        letter = chr(ord("A") + (count - 1) % 26) * min((count - 1) // 26 + 1, 30)
        return letter if format == "upperLetter" else letter.lower()
    if format == "none":
        return ""
    if format == "vietnameseCounting":
        return spell(count)
    if format == "ordinal":
        return f"{count}{'th' if 10 < count % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"
    if format == "numberInDash":
        return f"- {count} -"
    if format == "chicago":
        return "*†‡§"[(count - 1) % 4] * ((count - 1) // 4 + 1) if 0 < count < 200 else str(count)
    return str(count)
