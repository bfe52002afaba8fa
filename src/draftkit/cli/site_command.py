"""draftkit site"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from draftkit.cli.clock import instant, now_option
from draftkit.cli.common import chosen, open_session, print_findings, shown_path, tell_user
from draftkit.cli.gate import GateOptions, print_aside
from draftkit.cli.language import Translate, word
from draftkit.cli.stopped import Stopped, leave_out, print_stopped
from draftkit.cli.written import NEW_FOLDER, making_options
from draftkit.errors import OutputError
from draftkit.library.outputs import SITES
from draftkit.library.project import PROJECT_FILE
from draftkit.model.message import Finding, Severity, msg

if TYPE_CHECKING:
    from draftkit.library.receipt import Receipt
    from draftkit.library.together import Making
    from draftkit.site.settings import Settings


@click.command("site")
@click.option(
    "--out",
    type=NEW_FOLDER,
    metavar="DIR",
    help="Put the site into this folder. Default: “site” in the folder of results.",
)
@now_option
@click.option(
    "--draft",
    "as_draft",
    is_flag=True,
    help="A site to look at beforehand: with what is not approved or not due yet, marked on every page; not to be "
    "published.",
)
@making_options
@click.pass_obj
def command(
    translate: Translate, /, out: Path | None, now: str | None, as_draft: bool, force: bool, quiet: bool
) -> int:
    from draftkit.bulk.judging import stopping
    from draftkit.library.together import Making, Work, Workplace
    from draftkit.site.settings import printed_raw, read_settings

    began = instant()
    session = open_session(GateOptions(now, False, as_draft).occasion(translate))
    chosen(session, (), None)
    project = session.project
    settings = read_settings(project)
    usual = project.build / SITES[as_draft]
    folder = out or usual
    place = Workplace(session, began)
    there = folder.resolve()
    content, build = project.content, project.build
    if any(one.is_relative_to(other) for one, other in ((there, content), (content, there), (build, there))):
        said = "{file}: a site is put out as its folder lies, and other texts lie here; name a folder of its own."
        raise OutputError(said, file=folder)
    stem = usual if there == usual.resolve() else usual.with_name(f"{usual.name}-{there.name}")  # each its receipt
    work = Work("site", project.root / PROJECT_FILE, stem, {"out": place.ground.name(folder)}, sealed=False)
    making = Making(place, work)
    receipt, status, stopped = None if force else making.current(), 0, Stopped()
    if receipt is None:
        typed = [finding for _, found in printed_raw(session) for finding in found]
        if not as_draft and (stops := stopping(typed)):
            print_findings(stops, translate)
            tell_user(translate, "The site was not written: mend this first, or look at it with --draft.")
            return 1
        receipt, unread = _made(making, settings, folder, force, typed)
        status = max((leave_out(stopped, error, path, ()) for path, error in unread), default=0)
    print_findings(receipt.findings, translate, Severity.ERROR if quiet else Severity.WARNING)
    print_aside(making.aside, translate)
    print_stopped(stopped, translate)
    if not quiet:
        _report(settings, receipt, folder, translate)
    return status


def _made(
    making: Making, settings: Settings, folder: Path, force: bool, typed: Sequence[Finding]
) -> tuple[Receipt, Sequence[tuple[Path, Exception]]]:
    """The receipt of a site that was written now, and what could not be read; with `force` all its documents are read
    and checked."""
    from draftkit.library.receipt import ENDING
    from draftkit.site.build import site_files, write_site
    from draftkit.site.former import ENTRIES, Former
    from draftkit.site.gather import gather, turns

    place = making.place
    for name, _ in settings.press.kits:
        kit = place.ground.name(place.session.project.root / name)
        place.noted.files.update({kit: None, f"{kit}.{ENDING}": None})
    former = Former(folder, making.work.stem.with_name(f"{making.work.stem.name}.{ENTRIES}"), place)
    if force:
        former.forget()
    room = gather(place.session, settings, former)
    files = site_files(place.session, settings, room, former)
    write_site(files, folder, former)
    counts = {"news": room.news, "consultations": room.consultations, "references": room.references}
    empty = set(settings.topics).difference(*(entry.said.keywords for entry in room.news))
    receipt = making.keep(
        {folder / name: data for name, data in files.items()},
        typed,
        [
            *((name, msg("not published: {reason}", reason=reason)) for name, reason in room.held),
            *((name, msg("shown with errors, which its draft mark says; mend them")) for name in room.flawed),
            *((name, msg("topic without page: no news has it as tu_khoa")) for name in sorted(empty)),
        ],
        values={name: str(len(entries)) for name, entries in counts.items()},
        instants=turns(room, place.noted.days),
        whole=not room.unread,
    )
    return receipt, room.unread


def _report(settings: Settings, receipt: Receipt, folder: Path, translate: Translate) -> None:
    """What the site holds, what was held back and why, and what settings lack."""
    from draftkit.site.settings import is_example

    for name, reason in receipt.told:
        click.echo(f"{name}: {word(reason, translate)}", err=True)
    if not settings.address:
        tell_user(
            translate,
            "No address of the site is set (dia_chi of trang_tin in draftkit.yaml): no site map, no "
            "canonical addresses.",
        )
    if is_example(settings.comments):
        text = "Comments go to {address}, which is an example: put the real address into draftkit.yaml."
        tell_user(translate, text, address=settings.comments)
    text = translate("{folder}: {news} news, {consultations} for consultation, {references} to refer to")
    click.echo(text.format(folder=shown_path(folder / "index.html"), **receipt.values))
