"""Runs one rule on what its case file holds (`draftkit.checks.cases`). A draft that does not open with metadata is
given that of `shared/front.yaml`."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from draftkit.checks.cases import Case as Case
from draftkit.checks.cases import folder
from draftkit.checks.cases import read_cases as read_cases
from draftkit.checks.catalogue import all_rules
from draftkit.checks.engine import judged, regime_of, stamp
from draftkit.checks.rule import Rule
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.model.message import Finding
from draftkit.plugins import brought_rules
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame

HERE = Path(__file__).parent
CASES = folder()
_OF_PROJECT = ("DK-F015", "DK-P015", "DK-V003", "DK-V004", "DK-V005", "DK-V006", "DK-V007", "DK-V008")
"""Rules for which a session looks at more of the project than the draft."""
FRONT = "---\n" + (HERE / "shared" / "front.yaml").read_text(encoding="utf-8") + "---\n"


def bound_case(text: str, root: Path, files: tuple[tuple[str, bytes], ...] = ()) -> tuple[Bound, Frame]:
    """Write a draft and its files below `root`, read and bind it."""
    _, document = read_case(text, root, files)
    return document.bound, document.frame


def read_case(text: str, root: Path, files: tuple[tuple[str, bytes], ...] = ()) -> tuple[Session, Document]:
    """Write a draft and its files below `root`, and read it; `ban-da-luu.md` is the draft as it was saved last."""
    folder = root / "content" / "decree"
    folder.mkdir(parents=True)
    shared = root / "content" / "_shared"
    shared.mkdir()
    for name in ("references.yaml", "facts.yaml"):
        (shared / name).write_bytes((HERE / "shared" / name).read_bytes())
    for name, data in files:
        (root / name if name.startswith("content/") else folder / name).write_bytes(data)
    path = folder / ("case.en.md" if any(name == "case.md" for name, _ in files) else "case.md")
    before = dict(files).get("ban-da-luu.md")
    if before is not None:
        path.write_bytes(before)
        for words in ("init -q", "add -A", "-c user.name=A -c user.email=a@b.vn commit -qm Lưu"):
            subprocess.run(("git", *words.split()), cwd=root, check=True)
    path.write_bytes((text if text.startswith("---\n") else FRONT + text).encode())
    session = Session(open_project(root, None))
    return session, session.read(path)


def found_by(rules: Sequence[Rule], bound: Bound, frame: Frame) -> list[Finding]:
    """What rules find in a draft, comments that silence them or not."""
    return [stamp(rule, hit, bound) for rule, hit in judged(bound, frame, rules, regime_of(bound)).hits]


def found_places(case: Case, root: Path) -> list[str]:
    """Where the rule of a case fires, in the notation of the case: only as exact as the case states it."""
    session, document = read_case(case.text, root, case.files)
    findings = alone_found(case, document)
    if findings is None:
        findings = [finding for finding in session.check(document) if finding.rule == case.rule]
    above = 0 if case.text.startswith("---\n") else FRONT.count("\n")
    return _written(findings, above, case.places)


def alone_found(case: Case, document: Document) -> list[Finding] | None:
    """What the rule of a case finds, no other being tried; None for a rule that needs a session or all others."""
    if case.rule in _OF_PROJECT or case.rule.startswith("DK-K"):  # on the silencing of rules: all must have been tried
        return None
    rules = [rule for rule in (*all_rules(), *brought_rules()) if rule.id == case.rule]
    return found_by(rules, document.bound, document.frame)


def _written(findings: list[Finding], above: int, stated: tuple[str, ...]) -> list[str]:
    exact = {place.partition("#")[0] for place in stated}
    counts: dict[str, int] = {}
    for finding in findings:
        line = str(finding.span.line - above)
        full = f"{line}:{finding.span.column}"
        place = line if line in exact and full not in exact else full
        counts[place] = counts.get(place, 0) + 1
    return [place if count == 1 else f"{place}#{count}" for place, count in counts.items()]
