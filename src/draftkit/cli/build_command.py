"""draftkit build"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from draftkit.cli import common
from draftkit.cli.clock import instant
from draftkit.cli.each import EachOptions, build_each, each_options
from draftkit.cli.gate import GateOptions, gate_options, print_aside, print_flawed, print_refusals
from draftkit.cli.language import Translate
from draftkit.cli.stopped import Stopped, leave_out, of_each, print_error
from draftkit.cli.written import NEW_FOLDER, making_options
from draftkit.errors import ConfigError
from draftkit.files.names import keep_apart
from draftkit.library.ground import Ground
from draftkit.library.session import Session
from draftkit.model.message import Severity
from draftkit.writers.formats import FORMATS, PDF_WORD

_STILL_SHOWN = (
    "{file} still shows it, and lists and feeds of that site may: put the site out again, with “draftkit site”."
)


@click.command("build")
@common.names_argument
@common.kind_option
@click.option("--out", type=NEW_FOLDER, metavar="DIR", help="Put the files into this folder.")
@click.option(
    "--format",
    "formats",
    metavar="|".join(one.name for one in FORMATS),
    multiple=True,
    callback=lambda _, __, given: tuple(one.strip() for name in given for one in name.split(",")),
    help="What to make; may be given several times. Default: what the kind makes.",
)
@click.option(
    "--pdf-engine",
    "engine",
    type=click.Choice(["pages", "word"]),
    default="pages",
    help="Who sets the PDF: draftkit itself (tagged, PDF/A-2a), or LibreOffice from the Word file.",
)
@click.option(
    "--fail-on",
    type=click.Choice([*common.SEVERITIES, "never"]),
    default="never",
    help="Exit with 1 when a finding is at least this severe. Default: never.",
)
@click.option("--line-numbers", is_flag=True, help="Number the lines of each page, in Word and PDF: for review.")
@click.option("--watch", is_flag=True, help="Go on: build again what changes, until Ctrl+C.")
@making_options
@gate_options
@each_options
@click.pass_obj
def command(translate: Translate, /, names: tuple[str, ...], kind: str | None, **more: Any) -> int:
    gate = GateOptions(**{name: more.pop(name) for name in GateOptions._fields})
    if more.pop("engine") == "word":
        more["formats"] = tuple(PDF_WORD if name == "pdf" else name for name in more["formats"])
    each = EachOptions(**{name: more.pop(name) for name in EachOptions._fields})
    if not each.rows and any(each[1:]):
        raise ConfigError("--sheet, --name, --jobs, --scheduler, --fresh and --allow-empty need a table: --each FILE.")
    watched, lined = more.pop("watch"), more.pop("line_numbers")

    def once(told: bool = True) -> int:
        began = instant()
        session = common.open_session(gate.occasion(translate)._replace(lined=lined), names)
        paths = common.chosen(session, names, kind)
        if each.rows:
            return build_each(session, paths, more["out"], more["formats"], each, gate.embargoed, translate)
        ground = session.ground = Ground(session.project, began)
        return _build(session, ground, paths, gate.embargoed, translate, told=told, **more)

    return _watch(once, translate) if watched and not each.rows else once()


def _watch(once: Callable[[bool], int], translate: Translate) -> int:
    """Build, and build again what changes, until the user stops it; what stops a round is said, the next one tried."""
    from threading import Event

    from draftkit.workbench.watch import rounds

    changes = rounds(common.open_session().project.root, Event())
    told = True
    try:
        while True:
            try:
                once(told)
            except Exception as error:
                print_error(error, translate)
            if told:
                common.tell_user(translate, "Waiting for changes; Ctrl+C stops.")
            told = False
            next(changes)
    except KeyboardInterrupt:
        return 0


def _build(
    session: Session,
    ground: Ground,
    paths: list[Path],
    embargoed: bool,
    translate: Translate,
    out: Path | None,
    formats: tuple[str, ...],
    fail_on: str,
    force: bool,
    quiet: bool,
    told: bool,
) -> int:
    from draftkit.library.build_run import Order, as_built, build_at
    from draftkit.library.together import pages_of, put_away_with

    order = Order(formats, out, embargoed)
    stopped, aims, severities = Stopped(), set[str](), set[int]()
    if len(paths) > 1:
        session.expect_many()

    def make(path: Path) -> int:
        keep_apart([order.folder(session, path) / path.name.removesuffix(".md")], taken=aims)
        built = None if force else as_built(session, ground, path, order)
        if built and not told:
            return 0
        built = built or build_at(session, path, order, ground)
        print_refusals(path, built.refusals, translate)
        print_aside(built.aside, translate)
        if built.refusals:
            print_aside(put_away_with(ground.name(path.resolve()), session.project.build / "kit"), translate)
            for page in pages_of(session, path):
                common.tell_user(translate, _STILL_SHOWN, file=common.shown_path(page))
        lacking = [leave_out(stopped, error, None, paths) for error in built.missing]
        severities.update(finding.severity for finding in built.findings)
        if built.flawed:
            print_flawed(path, built.marked, translate)
        if not quiet:
            common.print_findings(built.findings, translate, Severity.WARNING)
            for file in built.files:
                click.echo(f"{common.shown_path(file)}  ({common.summary(built.findings, translate)})")
        return max([int(bool(built.refusals or built.flawed)), *lacking])

    status = of_each(paths, make, translate, stopped)
    common.tell_all(session.notices, translate)
    return status or int(fail_on != "never" and max(severities, default=0) >= common.SEVERITIES[fail_on])
