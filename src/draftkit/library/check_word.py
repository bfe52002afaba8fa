"""A check of many documents: which rules count, and what draftkit.yaml silences without need; a check of Word files:
found, checked, annotated, mended."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from draftkit.checks.report.report import Checked
from draftkit.errors import ConfigError, OutputError
from draftkit.files.names import files_below, keep_apart, on_disk
from draftkit.files.whole import is_stream, write_whole
from draftkit.library.checking import Checking
from draftkit.library.project import PROJECT_FILE
from draftkit.library.session import Session
from draftkit.model.message import Finding, Message, Translate, msg, word
from draftkit.model.named import NamedTuple
from draftkit.readers.document import DRAFT_FILE, shown
from draftkit.word.package import OFFICE, WORD

if TYPE_CHECKING:
    from draftkit.checks.word.check import Checked as CheckedWord
    from draftkit.checks.word.check import WordChecker


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

    return chosen([item for name in names for item in name.split(",") if item.strip()], known_ids(), lambda: where)


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


_DRAFTS = (".md", ".yaml", ".yml")
_PATTERN = frozenset("*?[")


class Wishes(NamedTuple):
    """What is wanted besides findings: converting old formats, measuring printed pages, a copy with the findings as
    comments, a copy with what is mechanical mended (files, or folders for them), and as what the files are taken."""

    convert: bool = False
    rendered: bool = False
    annotate: Path | None = None
    fix: Path | None = None
    kind: str = ""
    profile: str = ""


def split(names: Sequence[str], cwd: Path) -> tuple[list[str], list[Path]]:
    """Names of drafts, and Word files: those named, and those in folders named. A folder that holds Word files only is
    not looked through for drafts.

    A name with `*`, `?` or `[…]` that no file has stands for all files it fits: not every shell puts them in. A file
    that is no draft by its suffix counts as a Word file, so that what it is gets said."""
    drafts: list[str] = []
    files: list[Path] = []
    for name in (one for given in names for one in _fitting(given, cwd)):
        path = on_disk(cwd / name)
        if path.suffix and path.suffix.lower() not in _DRAFTS and os.path.isfile(path):
            files.append(path)
        elif os.path.isdir(path) and not os.path.isfile(path / DRAFT_FILE):
            below = sorted(files_below(path))
            inside = [item for item in below if item.suffix.lower() in OFFICE and item.is_file()]
            files += inside
            if not inside or any(path.rglob("*.md")) or any(path.rglob(DRAFT_FILE)):
                drafts.append(name)
        else:
            drafts.append(name)
    return drafts, list(dict.fromkeys(files))


def _fitting(name: str, cwd: Path) -> list[str]:
    from glob import glob

    if not _PATTERN & set(name) or os.path.exists(cwd / name):
        return [name]
    return sorted(glob(name, root_dir=cwd, recursive=True)) or [name]


class WordChecks:
    """One check of several Word files: `wanted` says which rules count, `translate` is for comments in copies; `notes`
    are what the user should know of the last one, in order. Raises ConfigError when copies would overwrite something.
    """

    def __init__(
        self,
        session: Checking,
        files: Sequence[Path],
        wishes: Wishes,
        wanted: Callable[[str], bool],
        translate: Translate,
    ) -> None:
        self.session, self.files, self.wishes, self.wanted = session, files, wishes, wanted
        self.translate = translate
        self.checker: WordChecker = session.word_checker(wishes.kind, wishes.profile)
        self.notes: list[Message] = []
        asked = {option: at for option, at in (("--annotate", wishes.annotate), ("--fix", wishes.fix)) if at}
        for option, target in asked.items():
            if len(files) > 1 and _is_one(target):
                raise ConfigError("{option}: several files need a folder, not a file name.", option=option)
        keep_apart((self._copy(target, path) for target in asked.values() for path in files), *files)

    def _copy(self, target: Path, path: Path) -> Path:
        """Where a copy goes: the file, pipe or device named, or into the folder named, in the same folders below it
        that the files stand in."""
        if _is_one(target):
            return target
        top = Path(os.path.commonpath([one.resolve().parent for one in self.files]))
        return target / path.resolve().relative_to(top).with_suffix(".docx")

    def check(self, path: Path) -> Checked:
        """Check one file and write what is wanted of it. Raises a DraftkitError when that cannot be done."""
        from draftkit.checks.looks.rendered import RENDERED
        from draftkit.checks.word.intake import take

        wishes, name, self.notes = self.wishes, _shown(path), []
        taken = take(path, wishes.convert)
        self.notes += taken.notes
        checked = self.checker.check(taken.data, name)
        if checked.profile is not None and checked.anatomy.official:
            kind = checked.anatomy.kind
            called = kind.title if kind else msg("a document of unknown kind")
            self.notes.append(
                msg("{file}: checked as {kind}, {profile}", file=name, kind=called, profile=checked.profile.title)
            )
        found = [*checked.findings, *(_rendered(checked, taken.data, name) if wishes.rendered else ())]
        findings = [finding for finding in self.session.unsilenced(found) if self.wanted(finding.rule)]
        if wishes.annotate:
            from draftkit.checks.word.annotate import annotated

            placed = [finding for finding in findings if finding.span.sort == "paragraph"]
            self.notes.append(
                self._write(self._copy(wishes.annotate, path), annotated(taken.data, name, placed, self._said))
            )
        if wishes.fix:
            self._mend(taken.data, name, self._copy(wishes.fix, path))
        rules = (*checked.rules, *(RENDERED if wishes.rendered and checked.profile else ()))
        return Checked(name, findings, [rule for rule in rules if self.wanted(rule.id)])

    def _said(self, finding: Finding) -> list[str]:
        severity = self.translate(finding.severity.word).upper()
        return [
            f"{severity} {finding.rule}: {word(finding.message, self.translate)}",
            self.translate("Source: {source}").format(source=finding.provision),
        ]

    def _mend(self, data: bytes, name: str, target: Path) -> None:
        from draftkit.checks.word.mend import mended

        done = mended(data, name, self.checker, self.wanted)
        written = self._write(target, done.data)
        for change in done.changes:
            finding = change.finding
            said = "{place}: mended {rule} {what}"
            self.notes.append(msg(said, place=finding.span, rule=finding.rule, what=finding.message))
            text = "  ¶{place}: “{before}” → “{after}”"
            self.notes += (
                Message(text, {"place": place, "before": before.strip(), "after": after.strip()})
                for place, before, after in change.texts
            )
        left = sum(self.wanted(finding.rule) for finding in done.after.findings)
        said = "{count} mends; {left} findings are left in {file}"
        self.notes += (msg(said, count=len(done.changes), left=left, file=_shown(target)), written)

    def _write(self, path: Path, data: bytes) -> Message:
        """Write a copy; what is said of it then."""
        if path.is_dir():
            raise OutputError("{file}: is a folder.", file=path)
        write_whole(path, data)
        return msg("written: {file}", file=_shown(path))


def _is_one(target: Path) -> bool:
    """Whether a target is one file by its name, or a pipe or device, and no folder for several."""
    return target.suffix.lower() in WORD or is_stream(target)


def _rendered(checked: CheckedWord, data: bytes, name: str) -> list[Finding]:
    from draftkit.checks.looks.rendered import measured
    from draftkit.word.office import converted
    from draftkit.word.pages import read_pages

    if checked.profile is None:
        return []
    return measured(read_pages(converted(data, "docx", "pdf", name), name), checked.anatomy, checked.profile, name)


def _shown(path: Path) -> str:
    return shown(path, Path.cwd())
