"""`draftkit build NAME --each rows.csv`: options, workers, progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from draftkit.cli.common import WholeNumber, print_findings, shown_path
from draftkit.cli.language import Translate, word
from draftkit.errors import ConfigError, EngineMissing, OutputError
from draftkit.library.session import Session
from draftkit.model.finding import Severity

if TYPE_CHECKING:
    from concurrent.futures import Executor  # brings logging along, which no other build needs

_SMALL = 60
"""Rows up to which a second process costs more than it brings."""


class EachOptions(NamedTuple):
    """The options of `--each`, as given."""

    rows: Path
    pattern: str
    jobs: int | None
    scheduler: str | None
    fresh: bool
    allow_empty: bool


def each_options(translate: Translate) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Adds the options to a command."""
    options = (
        click.option(
            "--each",
            "rows",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            metavar="FILE",
            help=translate(
                "Make one document for each row of this CSV or XLSX file; its columns are values of the text and "
                "of "
                "the metadata."
            ),
        ),
        click.option(
            "--name",
            "pattern",
            default="",
            metavar="PATTERN",
            help=translate("With --each: how files are called, for example {stt}-{tinh}."),
        ),
        click.option(
            "--jobs",
            type=WholeNumber(1, 256),
            help=translate("With --each: how many processes. Default: one for each processor."),
        ),
        click.option(
            "--scheduler",
            metavar="ADDRESS",
            help=translate("With --each: a Dask scheduler whose workers see the same folders."),
        ),
        click.option(
            "--fresh", is_flag=True, help=translate("With --each: build again the rows that were built before.")
        ),
        click.option("--allow-empty", is_flag=True, help=translate("With --each: let cells be empty.")),
    )

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def build_each(
    session: Session,
    paths: Sequence[Path],
    out: Path | None,
    formats: tuple[str, ...],
    options: EachOptions,
    translate: Translate,
) -> int:
    """Build a document for each row. Exit status 0 when all are there, 1 when a row could not be built."""
    from draftkit.bulk.each import Result, plan, run
    from draftkit.bulk.rows import read_rows

    if len(paths) != 1:
        raise ConfigError("--each builds one document for each row: name one document, not {count}.", count=len(paths))
    rows = read_rows(options.rows, shown_path(options.rows))
    path = paths[0]
    folder = (out or _folder(session, path)).resolve()
    made = plan(
        session, path, rows, folder, formats, pattern=options.pattern, fresh=options.fresh, empty=options.allow_empty
    )
    if made.sample:
        print_findings(session.check(made.sample), translate, Severity.WARNING)
    faults: list[Result] = list(made.faults)
    if made.tasks:
        with _executor(options, len(made.tasks)) as executor, _progress(len(made.tasks), path.stem) as bar:

            def told(result: Result) -> None:
                if result.fault is not None:
                    faults.append(result)
                bar.update(1)

            run(made, executor, told)
    for fault in sorted(faults, key=lambda item: item.number):
        click.echo(f"{rows.name}:{fault.number}: {word(fault.fault, translate) if fault.fault else ''}", err=True)
    text = translate("{folder}: {built} built, {before} there before, {failed} rows could not be built")
    click.echo(
        text.format(
            folder=shown_path(folder),
            built=len(made.tasks) - len(faults) + len(made.faults),
            before=made.done,
            failed=len(faults),
        )
    )
    return int(bool(faults))


def _folder(session: Session, path: Path) -> Path:
    """`build/<folder of content>/<name of the document>`."""
    full = path.resolve()
    inner = (
        full.relative_to(session.project.content).with_suffix("")
        if full.is_relative_to(session.project.content)
        else Path(full.stem)
    )
    return session.project.build / inner


def _progress(count: int, label: str) -> Any:
    return click.progressbar(length=count, label=label, file=sys.stderr)


@contextmanager
def _executor(options: EachOptions, count: int) -> Iterator[Executor]:
    """Who does the work: a Dask cluster when its scheduler is named, this process for a few rows, else processes of
    this machine."""
    if options.scheduler:
        yield from _cluster(options.scheduler)
        return
    jobs = options.jobs or (1 if count <= _SMALL else os.cpu_count() or 1)
    if jobs == 1:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as executor:
            yield executor
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs) as executor:
        yield executor


def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError as error:
        raise EngineMissing(
            "--scheduler needs Dask, which is not installed: pip install '{package}'", extra="dask"
        ) from error
    try:
        client: Any = Client(address, timeout="10s")  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise OutputError(
            "the scheduler at {address} does not answer ({reason})", address=address, reason=error
        ) from error
    with client, client.get_executor() as executor:
        yield executor
