"""The cases of the rules: short drafts in which a rule fires or keeps silent. Tests run all of them; `draftkit explain`
shows the first of each sort.

A case file is Markdown, named after its rule: a title, a sentence, then fenced blocks.

* `draft fires 12:1 15` is a draft in which the rule fires at these places and nowhere else: line, or line:column,
  counted within the block. A second `#2` tells how often at one place: `fires 3#2`.
* `draft silent` is a near miss: the rule says nothing. The first one shows how it is written rightly.
* `file NAME` is a file beside the draft (`content/_shared/…` is meant from the top of the project); `file NAME hex`
  gives its bytes. Where one is `case.md`, the drafts are English translations of it.
* `example wrong` and `example right` say in words what no draft can hold: the look of a Word file, a dossier.
* `escapes` after the words of a draft block reads \\uXXXX as the sign of that number.

A draft that does not open with metadata is given some where it is run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.text.edits import matched

_BLOCK = re.compile(r"^(`{3,})(draft|file) ([^\n]*)\n(.*?)^\1[ \t]*$", re.DOTALL | re.MULTILINE)
_EXAMPLE = re.compile(r"^(`{3,})example (wrong|right)\n(.*?)\n\1[ \t]*$", re.DOTALL | re.MULTILINE)
_PLACE = re.compile(r"(\d+)(?::(\d+))?(?:#(\d+))?")
_WHOLE = 14
"""Lines of a case that is shown whole; of a longer one only what matters."""


class Case(NamedTuple):
    """One draft block: the rule, the number of the block in its file, the draft, and where the rule must fire."""

    rule: str
    number: int
    text: str
    places: tuple[str, ...]
    files: tuple[tuple[str, bytes], ...]

    def __str__(self) -> str:
        return f"{self.rule}-{self.number}-{'fires' if self.places else 'silent'}"


class Example(NamedTuple):
    """Lines of a draft, and whether the rule fires in each; `cut`: it has more."""

    lines: tuple[tuple[str, bool], ...]
    cut: bool


def folder() -> Path:
    """Where the case files are: beside the package when installed from a wheel, among the tests of a checkout."""
    inside = Path(__file__).parent.parent / "_cases"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "tests/checks/cases"


def read_cases(path: Path) -> list[Case]:
    """The cases of one file. Raises ValueError on a block whose words are not understood."""
    blocks = _BLOCK.findall(path.read_text(encoding="utf-8"))
    files = tuple(_file(words, text) for _, name, words, text in blocks if name == "file")
    cases: list[Case] = []
    for _, name, words, text in blocks:
        if name != "draft":
            continue
        kind, *rest = words.split()
        if "escapes" in rest:
            rest.remove("escapes")
            text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
        if (
            kind not in ("fires", "silent")
            or (kind == "fires") != bool(rest)
            or not all(_PLACE.fullmatch(place) for place in rest)
        ):
            raise ValueError(f"{path.name}: not understood: draft {words}")
        cases.append(Case(path.stem, len(cases) + 1, text, tuple(rest), files))
    return cases


def _file(words: str, text: str) -> tuple[str, bytes]:
    name, *rest = words.split()
    return name, bytes.fromhex(text) if rest == ["hex"] else text.encode()


def examples(rule: str) -> tuple[Example, Example]:
    """How a rule is broken and how it is kept; empty for a rule without cases of both sorts."""
    path = folder() / f"{rule}.md"
    if not path.is_file():
        return Example((), False), Example((), False)
    said = {found[2]: found[3] for found in _EXAMPLE.finditer(path.read_text(encoding="utf-8"))}
    if said.keys() == {"wrong", "right"}:
        return _said(said["wrong"]), _said(said["right"])
    cases = read_cases(path)
    wrong = next((case for case in cases if case.places), None)
    right = next((case for case in cases if not case.places), None)
    if wrong is None or right is None:
        return Example((), False), Example((), False)
    fired = {whole(re.split("[:#]", place)[0], 1) - 1 for place in wrong.places}
    old, new = wrong.text.rstrip("\n").split("\n"), right.text.rstrip("\n").split("\n")
    return _shown(old, fired, fired), _shown(new, _changed(old, new), set())


def _changed(old: Sequence[str], new: Sequence[str]) -> set[int]:
    """The lines of `new` that `old` has not, and those beside what it has no more."""
    found: set[int] = set()
    for _, _, _, start, end in (span for span in matched(old, new) if not span.same):
        found.update(range(start, end) if end > start else range(max(start - 1, 0), min(start + 1, len(new))))
    return found


def _said(text: str) -> Example:
    return Example(tuple((line, False) for line in text.split("\n")), False)


def _shown(lines: Sequence[str], wanted: set[int], fired: set[int]) -> Example:
    """A case whole, or the wanted lines of a long one."""
    kept = [at for at in range(len(lines)) if len(lines) <= _WHOLE or at in wanted][:_WHOLE]
    return Example(tuple((lines[at], at in fired) for at in kept), len(kept) < len(lines))
