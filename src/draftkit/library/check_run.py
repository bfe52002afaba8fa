"""A check of many documents: which rules count, and what draftkit.yaml silences without need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from draftkit.checks.report.report import Checked
from draftkit.library.project import PROJECT_FILE
from draftkit.library.session import Session
from draftkit.readers.document import shown


class Wanted:
    """Which rules count: ids, or beginnings of ids, that are chosen and that are left out. Raises ConfigError naming
    one that no rule starts with, and the option it was given with."""

    def __init__(self, selected: Sequence[str] = (), ignored: Sequence[str] = ()) -> None:
        self.selected, self.ignored = _ids(selected, "--select"), _ids(ignored, "--ignore")

    def __call__(self, rule: str) -> bool:
        """Whether a rule counts."""
        from draftkit.checks.catalogue import meant

        return (not self.selected or any(meant(name, rule) for name in self.selected)) and not any(
            meant(name, rule) for name in self.ignored
        )


def _ids(names: Sequence[str], where: str) -> tuple[str, ...]:
    if not names:
        return ()
    from draftkit.checks.silence import chosen
    from draftkit.library.known import known_ids

    return chosen([item for name in names for item in name.split(",") if item.strip()], known_ids(), where)


def check_document(session: Session, path: Path, wanted: Callable[[str], bool]) -> Checked:
    """Read and check the document at a path."""
    document = session.read(path)
    findings = [finding for finding in session.check(document) if wanted(finding.rule)]
    rules = [rule for rule in session.rules(document) if wanted(rule.id)]
    return Checked(shown(path, session.project.root), findings, rules)


def stale(session: Session, checked: Sequence[Checked]) -> list[Checked]:
    """What draftkit.yaml silences without need: only a check of the whole project with all rules can tell."""
    from draftkit.checks.rules.noted import UNUSED
    from draftkit.checks.silence import stale

    path = session.project.root / PROJECT_FILE
    if not session.project.silenced or not path.is_file():
        return []
    files = [name for one in checked for name in {one.name, *(finding.span.file for finding in one.findings)}]
    settings = [(pattern, tuple(id.strip().upper() for id in ids)) for pattern, ids in session.project.silenced]
    found = stale(settings, session.silenced, files, PROJECT_FILE, path.read_text(encoding="utf-8"))
    return [Checked(PROJECT_FILE, found, [UNUSED])] if found else []
