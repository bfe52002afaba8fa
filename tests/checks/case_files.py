"""Reads case files and runs one rule on what they hold.

A case file is Markdown: a title, a sentence, then fenced blocks.

* `draft fires 12:1 15` is a draft in which the rule fires at these places and nowhere else: line, or line:column,
  counted within the block. A second `#2` tells how often at one place: `fires 3#2`.
* `draft silent` is a near miss: the rule says nothing.
* `file NAME` is a file beside the draft (`content/_shared/…` is meant from the top of the project); `file NAME hex`
  gives its bytes.
* `escapes` after the words of a draft block reads \\uXXXX as the sign of that number.

A draft that does not open with metadata is given that of `shared/front.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from draftkit.checks.catalogue import all_rules
from draftkit.checks.engine import run
from draftkit.checks.silence import check
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.finding import Finding
from draftkit.plugins import brought_rules
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame

HERE = Path(__file__).parent
CASES = HERE / "cases"
FRONT = "---\n" + (HERE / "shared" / "front.yaml").read_text(encoding="utf-8") + "---\n"
_BLOCK = re.compile(r"^(`{3,})(draft|file) ([^\n]*)\n(.*?)^\1[ \t]*$", re.DOTALL | re.MULTILINE)
_PLACE = re.compile(r"(\d+)(?::(\d+))?(?:#(\d+))?")


@dataclass(frozen=True)
class Case:
    """One draft block: the rule, the number of the block in its file, the draft, and the places where the rule must
    fire."""

    rule: str
    number: int
    text: str
    places: tuple[str, ...]
    files: tuple[tuple[str, bytes], ...]

    def __str__(self) -> str:
        return f"{self.rule}-{self.number}-{'fires' if self.places else 'silent'}"


def read_cases(path: Path) -> list[Case]:
    """The cases of one file. Raises ValueError on a block whose words are not understood."""
    blocks = _BLOCK.findall(path.read_text(encoding="utf-8"))
    files = tuple(_file(words, text) for _, name, words, text in blocks if name == "file")
    cases = []
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


def bound_case(text: str, root: Path, files: tuple[tuple[str, bytes], ...] = ()) -> tuple[Bound, Frame]:
    """Write a draft and its files below `root`, read and bind it."""
    folder = root / "content" / "decree"
    folder.mkdir(parents=True)
    shared = root / "content" / "_shared"
    shared.mkdir()
    for name in ("references.yaml", "facts.yaml"):
        (shared / name).write_bytes((HERE / "shared" / name).read_bytes())
    for name, data in files:
        (root / name if name.startswith("content/") else folder / name).write_bytes(data)
    path = folder / "case.md"
    path.write_bytes((text if text.startswith("---\n") else FRONT + text).encode())
    document = Session(open_project(root, None)).read(path)
    return document.bound, document.frame


def found_places(case: Case, root: Path) -> list[str]:
    """Where the rule of a case fires, in the notation of the case: only as exact as the case states it."""
    bound, frame = bound_case(case.text, root, case.files)
    rules = [rule for rule in (*all_rules(), *brought_rules()) if rule.id == case.rule]
    findings = run(bound, frame, rules)
    if case.rule.startswith("DK-K"):  # rules on the silencing of rules: all of them must have been tried
        findings = [finding for finding in check(bound, frame, all_rules()) if finding.rule == case.rule]
    above = 0 if case.text.startswith("---\n") else FRONT.count("\n")
    return _written(findings, above, case.places)


def _written(findings: list[Finding], above: int, stated: tuple[str, ...]) -> list[str]:
    exact = {place.partition("#")[0] for place in stated}
    counts: dict[str, int] = {}
    for finding in findings:
        line = str(finding.span.line - above)
        full = f"{line}:{finding.span.column}"
        place = line if line in exact and full not in exact else full
        counts[place] = counts.get(place, 0) + 1
    return [place if count == 1 else f"{place}#{count}" for place, count in counts.items()]
