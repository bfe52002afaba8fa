"""What every reporter is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from draftkit.checks.rule import Rule
from draftkit.errors import DraftkitError
from draftkit.model.message import Finding, Severity, Translate
from draftkit.model.named import NamedTuple
from draftkit.model.place import Span

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class Checked(NamedTuple):
    """A document or Word file that was checked: how people call it, what was found, which rules were tried."""

    name: str
    findings: Sequence[Finding]
    rules: Sequence[Rule] = ()


class Report(NamedTuple):
    """All that was checked in one run, and how to say it.

    `line` gives the source line at a place, empty when there is none (a Word file, a file as a whole).
    """

    checked: Sequence[Checked]
    translate: Translate
    line: Callable[[Span], str] = lambda span: ""

    @property
    def language(self) -> str:
        """The code of the language of the messages: the translation of “en” is the code of the language it is into."""
        return self.translate("en")

    @property
    def findings(self) -> list[Finding]:
        """The findings of all documents, in order."""
        return [finding for one in self.checked for finding in one.findings]

    @property
    def rules(self) -> dict[str, Rule]:
        """The rules that were tried, by id."""
        found = {rule.id: rule for one in self.checked for rule in one.rules}
        return {key: found[key] for key in sorted(found)}


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings of each severity, the worst first."""
    found = Counter(finding.severity for finding in findings)
    return {severity: found[severity] for severity in SEVERITIES}


class Lines:
    """Source lines of the files of a project, each read once. Files that cannot be read, and Word files, have none."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files: dict[str, list[str]] = {}

    def __call__(self, span: Span) -> str:
        """The line of a place; empty when there is none."""
        if span.sort != "line" or not span.line:
            return ""
        if span.file not in self._files:
            self._files[span.file] = self._read(span.file)
        lines = self._files[span.file]
        return lines[span.line - 1] if span.line <= len(lines) else ""

    def _read(self, name: str) -> list[str]:
        from draftkit.readers.source import read_text

        try:
            return read_text(self.root / name, name)[0].split("\n")
        except DraftkitError:
            return []
