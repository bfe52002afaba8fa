"""draftkit build"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from draftkit.cli.common import (
    SEVERITIES,
    kind_option,
    names_argument,
    open_session,
    print_findings,
    select,
    show_progress,
    shown_path,
    summary,
)
from draftkit.cli.each import EachOptions, build_each, each_options
from draftkit.cli.gate import GateOptions, gate_options
from draftkit.cli.language import Translate, word
from draftkit.cli.words import print_error
from draftkit.errors import EngineMissing
from draftkit.library.session import FORMATS
from draftkit.model.finding import Severity


def make(translate: Translate) -> click.Command:
    """The command, its help in the chosen language."""

    @click.command("build")
    @names_argument()
    @kind_option(translate)
    @click.option(
        "--out",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help=translate("Put the files into this folder."),
    )
    @click.option(
        "--format",
        "formats",
        metavar="|".join(FORMATS),
        multiple=True,
        help=translate("What to make; may be given several times. Default: what the kind makes."),
    )
    @click.option(
        "--fail-on",
        type=click.Choice([*SEVERITIES, "never"]),
        default="never",
        help=translate("Exit with 1 when a finding is at least this severe. Default: never."),
    )
    @click.option("--quiet", "-q", is_flag=True, help=translate("Print only errors that stop the build."))
    @gate_options(translate)
    @each_options(translate)
    def build(
        names: tuple[str, ...],
        kind: str | None,
        out: Path | None,
        formats: tuple[str, ...],
        fail_on: str,
        quiet: bool,
        **more: Any,
    ) -> int:
        gate = GateOptions(**{name: more.pop(name) for name in GateOptions._fields})
        each = more
        session = open_session(gate.occasion(translate))
        paths = select(session, names, kind)
        if each["rows"]:
            if any(
                gate.refuse(session, session.read(path), translate) for path in paths
            ):  # what was approved is the mould of all rows
                return 1
            return build_each(session, paths, out, formats, EachOptions(**each), translate)
        if not paths:
            click.echo(translate("No documents to build."), err=True)
            return 2
        worst = 0
        status = 0
        for number, path in enumerate(paths, 1):
            show_progress(number, len(paths), path)
            document = session.read(path)
            if gate.refuse(session, document, translate):
                status = 1
                continue
            found = session.check_aside(document)
            files: list[Path] = []
            for name in formats or document.bound.draft.kind.outputs:
                try:
                    files += session.build(document, (name,), out)
                except EngineMissing as error:
                    status = error.exit_status
                    print_error(error, translate)
            findings = found()
            worst = max([worst, *(finding.severity for finding in findings)])
            if not quiet:
                print_findings(findings, translate, Severity.WARNING)
                for file in files:
                    click.echo(f"{shown_path(file)}  ({summary(findings, translate)})")
        for notice in session.notices:
            click.echo(word(notice, translate), err=True)
        return status or int(fail_on != "never" and worst >= SEVERITIES[fail_on])

    return build
