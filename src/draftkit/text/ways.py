"""Ways to say things, as they are looked for: expressions in a table beside the code, where whoever knows the language
reads and adds to them without the program.

A line holds a name and an expression, `module.name = …`; a long one goes on below, each further line behind two blanks.
`‹name›` stands for another expression of the same module, `‹module.name›` for one of another module, `‹NAME›` for what
the program knows under that name. `? …` gives the anchors of the expression above, `␣` being a blank in one. What
begins with `#` is told to people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from draftkit.text.pattern import Pattern


class Ways:
    """The table in a file; `known` is what the program knows."""

    def __init__(self, file: Path, known: Mapping[str, str]) -> None:
        self._file, self._known = file, known

    def __call__(self, module: str, names: str) -> Iterator[Pattern]:
        """The expressions of a module by their names, which blanks part. Raises KeyError for one that is not there."""
        for name in names.split():
            yield Pattern(self._filled(module, name), *self._table[f"{module}.{name}"][1])

    @cached_property
    def _table(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Expression and anchors by name."""
        table: dict[str, tuple[str, tuple[str, ...]]] = {}
        name = ""
        for line in self._file.read_text(encoding="utf-8").split("\n"):
            if line.startswith(" "):
                table[name] = table[name][0] + line.strip(), ()
            elif line.startswith("? "):
                table[name] = table[name][0], tuple(one.replace("␣", " ") for one in line[2:].split())
            elif line and line[0] != "#":
                name, _, said = line.partition(" =")
                table[name] = said.removeprefix(" "), ()
        return table

    def _filled(self, module: str, name: str) -> str:
        """An expression with those it names in their places."""

        def put(found: re.Match[str]) -> str:
            room, _, one = found[1].rpartition(".")
            return self._known[one] if one in self._known else self._filled(room or module, one)

        said = self._table[f"{module}.{name}"][0]
        return re.sub("‹(.*?)›", put, said) if "‹" in said else said
