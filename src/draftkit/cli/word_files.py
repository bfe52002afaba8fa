"""The Word files a command is given: found, checked, annotated, mended."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from draftkit.checks.report.report import Checked
from draftkit.cli.language import Translate
from draftkit.cli.words import SEVERITY_WORDS, print_error
from draftkit.errors import ConfigError, DraftkitError, OutputError
from draftkit.library.session import Session
from draftkit.model.finding import Finding
from draftkit.model.message import word
from draftkit.readers.document import DRAFT_FILE

if TYPE_CHECKING:
    from draftkit.checks.looks.check import Checked as CheckedWord
    from draftkit.checks.looks.check import WordChecker

WORD = (".docx", ".docm", ".dotx", ".dotm")
OLD = (".doc", ".rtf", ".odt")
_DRAFTS = (".md", ".yaml", ".yml")
_PATTERN = frozenset("*?[")


class Wishes(NamedTuple):
    """What the user asked for besides findings."""

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
        path = cwd / name
        if path.suffix and path.suffix.lower() not in _DRAFTS and os.path.isfile(path):
            files.append(path)
        elif os.path.isdir(path) and not os.path.isfile(path / DRAFT_FILE):
            inside = sorted(item for item in path.rglob("*") if _counts(item, path))
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


def _counts(item: Path, folder: Path) -> bool:
    """Whether a file in a folder is a Word file people wrote; lock files of Word and hidden folders are not."""
    parts = item.relative_to(folder).parts
    return (
        item.suffix.lower() in (*WORD, *OLD)
        and not any(part.startswith((".", "~$")) for part in parts)
        and item.is_file()
    )


def check_files(
    session: Session, files: Sequence[Path], wishes: Wishes, wanted: Callable[[str], bool], translate: Translate
) -> tuple[list[Checked], bool]:
    """Check Word files one by one, in one process; a file that cannot be read is said and does not stop the others.
    Second: whether one could not be read."""
    from draftkit.checks.looks.catalogue import described

    checker = session.word_checker(wishes.kind, wishes.profile)
    _check_outputs(files, wishes)
    rules = [rule for rule in described() if wanted(rule.id)]
    out: list[Checked] = []
    refused = False
    for path in files:
        name = _shown(path)
        try:
            findings = _one(session, checker, path, name, wishes, wanted, translate, files)
        except DraftkitError as error:
            print_error(error, translate)
            refused = True
            continue
        out.append(Checked(name, findings, rules))
    return out, refused


def _check_outputs(files: Sequence[Path], wishes: Wishes) -> None:
    for option, target in (("--annotate", wishes.annotate), ("--fix", wishes.fix)):
        if target is None:
            continue
        if len(files) > 1 and target.suffix.lower() in WORD:
            raise ConfigError("{option}: several files need a folder, not a file name.", option=option)
        copies = [_target(target, path, files).resolve() for path in files]
        if any(copy == path.resolve() for copy, path in zip(copies, files, strict=True)):
            raise ConfigError("{option}: the copy must have another name than the file itself.", option=option)
        twice = next((copy for place, copy in enumerate(copies) if copy in copies[:place]), None)
        if twice:
            raise ConfigError(
                "{option}: two files would be written as {file}; give them one after another.",
                option=option,
                file=_shown(twice),
            )


def _target(target: Path, path: Path, files: Sequence[Path]) -> Path:
    """Where a copy goes: the file named, or into the folder named, in the same folders below it that the files stand
    in."""
    if target.suffix.lower() in WORD:
        return target
    top = Path(os.path.commonpath([one.resolve().parent for one in files]))
    return target / path.resolve().relative_to(top).with_suffix(".docx")


def _one(
    session: Session,
    checker: WordChecker,
    path: Path,
    name: str,
    wishes: Wishes,
    wanted: Callable[[str], bool],
    translate: Translate,
    files: Sequence[Path],
) -> list[Finding]:
    from draftkit.checks.looks.intake import take

    taken = take(path, wishes.convert)
    for note in taken.notes:
        click.echo(word(note, translate), err=True)
    checked = checker.check(taken.data, name)
    kind = checked.anatomy.kind
    if checked.profile is not None and checked.anatomy.official:
        text = translate("{file}: checked as {kind}, {profile}")
        click.echo(
            text.format(
                file=name,
                kind=kind.title if kind else translate("a document of unknown kind"),
                profile=checked.profile.title,
            ),
            err=True,
        )
    findings = list(checked.findings)
    if wishes.rendered:
        findings += _rendered(checked, taken.data, name)
    findings = [finding for finding in session.unsilenced(findings) if wanted(finding.rule)]
    if wishes.annotate:
        from draftkit.checks.looks.annotate import annotated

        data = annotated(
            taken.data,
            name,
            [finding for finding in findings if finding.span.sort == "paragraph"],
            lambda finding: _say(finding, translate),
        )
        _write(_target(wishes.annotate, path, files), data, translate)
    if wishes.fix:
        _mend(checker, taken.data, name, wanted, _target(wishes.fix, path, files), translate)
    return findings


def _rendered(checked: CheckedWord, data: bytes, name: str) -> list[Finding]:
    from draftkit.checks.looks.rendered import measured
    from draftkit.word.office import converted
    from draftkit.word.pages import read_pages

    if checked.profile is None:
        return []
    return measured(read_pages(converted(data, "docx", "pdf", name), name), checked.anatomy, checked.profile, name)


def _say(finding: Finding, translate: Translate) -> list[str]:
    severity = translate(SEVERITY_WORDS[finding.severity]).upper()
    return [
        f"{severity} {finding.rule}: {word(finding.message, translate)}",
        translate("Source: {source}").format(source=finding.provision),
    ]


def _mend(
    checker: WordChecker, data: bytes, name: str, wanted: Callable[[str], bool], target: Path, translate: Translate
) -> None:
    from draftkit.checks.looks.mend import mended

    done = mended(data, name, checker, wanted)
    for change in done.changes:
        click.echo(
            (
                f"{change.finding.span}: {translate('mended')} {change.finding.rule} "
                f"{word(change.finding.message, translate)}"
            ),
            err=True,
        )
        for place, before, after in change.texts:
            click.echo(f"  ¶{place}: “{before.strip()}” → “{after.strip()}”", err=True)
    left = sum(wanted(finding.rule) for finding in done.after.findings)
    click.echo(
        translate("{count} mends; {left} findings are left in {file}").format(
            count=len(done.changes), left=left, file=target.name
        ),
        err=True,
    )
    _write(target, done.data, translate)


def _write(path: Path, data: bytes, translate: Translate) -> None:
    from draftkit.files.whole import write_whole

    if path.is_dir():
        raise OutputError("{file}: is a folder.", file=path)
    write_whole(path, data)
    click.echo(translate("written: {file}").format(file=_shown(path)), err=True)


def _shown(path: Path) -> str:
    cwd = Path.cwd()
    full = path.resolve()
    return str(full.relative_to(cwd)) if full.is_relative_to(cwd) else str(path)
