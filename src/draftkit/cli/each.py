"""`draftkit build NAME --each rows.csv`: options, progress."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from draftkit.cli.common import FILE, WholeNumber, options, print_findings, read_table, shown_path, tell_all, tell_user
from draftkit.cli.gate import print_flawed
from draftkit.cli.language import Translate, word
from draftkit.library.session import Session
from draftkit.model.message import Severity, Span
from draftkit.model.named import NamedTuple

if TYPE_CHECKING:
    from draftkit.bulk.notes import Result


class EachOptions(NamedTuple):
    """The options of `--each`, as given."""

    rows: Path
    sheet: str
    pattern: str
    jobs: int | None
    scheduler: str | None
    fresh: bool
    allow_empty: bool


called_option = click.option(
    "--name",
    "pattern",
    default="",
    metavar="PATTERN",
    help="With --each: how files are called, for example {stt}-{tinh}.",
)
sheet_option = click.option(
    "--sheet", default="", metavar="TRANG", help="Sheet of a workbook; the first when left out."
)
empty_option = click.option("--allow-empty", is_flag=True, help="With --each: let cells be empty.")
each_options = options(
    click.option(
        "--each",
        "rows",
        type=FILE,
        metavar="FILE",
        help="Make one document for each row of this CSV or XLSX file; its columns are values of the text and of "
        "the metadata.",
    ),
    sheet_option,
    called_option,
    click.option(
        "--jobs", type=WholeNumber(1, 256), help="With --each: how many processes. Default: one for each processor."
    ),
    click.option(
        "--scheduler", metavar="ADDRESS", help="With --each: a Dask scheduler whose workers see the same folders."
    ),
    click.option("--fresh", is_flag=True, help="With --each: build again the rows that were built before."),
    empty_option,
)
"""Adds the options to a command."""


def build_each(
    session: Session,
    paths: Sequence[Path],
    out: Path | None,
    formats: tuple[str, ...],
    given: EachOptions,
    embargoed: bool,
    translate: Translate,
) -> int:
    """Build a document for each row. Exit status 0 when all are there, 1 when a row could not be built."""
    from draftkit.bulk.each import place, plan, run
    from draftkit.bulk.judging import told
    from draftkit.bulk.workers import workers

    path, folder = place(session, paths, out)
    rows = read_table(given.rows, given.sheet, translate, path)
    made = plan(
        session,
        path,
        rows,
        folder,
        formats,
        pattern=given.pattern,
        fresh=given.fresh,
        empty=given.allow_empty,
        embargoed=embargoed,
    )
    done: list[Result] = []
    count = len(made.tasks)
    if made.tasks:
        _warn_of_open_lines(given.scheduler, translate)
        with workers(count, given.jobs, given.scheduler) as executor:
            results = run(made, executor)
            with click.progressbar(length=count, label=path.stem, file=sys.stderr) as bar:
                for result in results:
                    done.append(result)
                    bar.update(1)
    done.sort(key=lambda item: item.number)
    findings, of_rows, others = told((one.number, one.findings) for one in done if one.judged)
    told_there = [one._replace(span=Span(rows.name, number)) for number, one in of_rows]
    print_findings((*findings, *told_there), translate, Severity.WARNING)
    tell_all([others] if others else [], translate)
    faults = [one for one in (*made.faults, *done) if one.fault is not None]
    for fault in sorted(faults, key=lambda item: item.number):
        click.echo(f"{rows.name}:{fault.number}: {word(fault.fault, translate) if fault.fault else ''}", err=True)
    text = translate("{folder}: {built} built, {before} there before, {failed} rows could not be built")
    built = count - len(faults) + len(made.faults)
    click.echo(text.format(folder=shown_path(folder), built=built, before=made.done, failed=len(faults)))
    tell_all(made.told, translate)
    flawed = any(one.flawed for one in done)
    if flawed:
        print_flawed(path, True, translate)
    return int(bool(faults or flawed))


def _warn_of_open_lines(scheduler: str | None, translate: Translate) -> None:
    """Say that a cluster is reached without encryption, where it is; one on this machine aside."""
    scheme, _, host = (scheduler or "").rpartition("://")
    if host and scheme in ("", "tcp", "ws") and not host.startswith(("127.", "localhost", "[::1]")):
        tell_user(
            translate,
            "{address}: this connection is not encrypted, so documents travel openly, and whoever reaches the port of "
            "the cluster can run programs on it; use an address tls://…",
            address=scheduler,
        )
