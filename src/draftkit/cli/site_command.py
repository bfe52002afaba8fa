"""draftkit site"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from draftkit.cli.clock import moment, now_option
from draftkit.cli.common import chosen, open_session, shown_path
from draftkit.cli.language import Translate, word
from draftkit.model.tree import Occasion

if TYPE_CHECKING:
    from draftkit.site.gather import Newsroom
    from draftkit.site.settings import Settings


def make(translate: Translate) -> click.Command:
    """The command, its help in the chosen language."""

    @click.command("site")
    @click.option(
        "--out",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help=translate("Put the site into this folder. Default: “site” in the folder of results."),
    )
    @now_option(translate)
    @click.option(
        "--draft",
        "as_draft",
        is_flag=True,
        help=translate(
            "A site to look at beforehand: with what is not approved or not due yet, marked on every page; not "
            "to be "
            "published."
        ),
    )
    @click.option("--quiet", "-q", is_flag=True, help=translate("Print only errors that stop the build."))
    def site(out: Path | None, now: str | None, as_draft: bool, quiet: bool) -> int:
        from draftkit.site.build import site_files, write_site
        from draftkit.site.former import Former
        from draftkit.site.gather import gather
        from draftkit.site.settings import read_settings

        session = open_session(Occasion(moment(now, translate), as_draft))
        chosen(session, (), None)
        settings = read_settings(session.project)
        room = gather(session, settings)
        folder = out or session.project.build / ("site-draft" if as_draft else "site")
        former = Former(folder)
        write_site(site_files(session, settings, room, former), folder, former)
        if not quiet:
            _report(settings, room, folder, translate)
        return 0

    return site


def _report(settings: Settings, room: Newsroom, folder: Path, translate: Translate) -> None:
    """What the site holds, what was held back and why, and what settings lack."""
    from draftkit.site.settings import is_example

    for name, reason in room.held:
        click.echo(f"{name}: {translate('not published')}: {word(reason, translate)}", err=True)
    if not settings.address:
        click.echo(
            translate(
                "No address of the site is set (dia_chi of trang_tin in draftkit.yaml): no site map, no "
                "canonical addresses."
            ),
            err=True,
        )
    if is_example(settings.comments):
        click.echo(
            translate("Comments go to {address}, which is an example: put the real address into draftkit.yaml.").format(
                address=settings.comments
            ),
            err=True,
        )
    text = translate("{folder}: {news} news, {consultations} for consultation, {references} to refer to")
    click.echo(
        text.format(
            folder=shown_path(folder / "index.html"),
            news=len(room.news),
            consultations=len(room.consultations),
            references=len(room.references),
        )
    )
