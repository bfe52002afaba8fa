"""draftkit dossier comments"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from draftkit.cli.common import open_session, shown_path
from draftkit.cli.language import Translate

if TYPE_CHECKING:
    from draftkit.dossier.mails import Left
    from draftkit.dossier.taking import Taken

_TOLD = 20
"""Mails named one by one; of more the count is enough."""


@click.command(
    "import",
    help="Take the comments in mails (.eml, .mbox, or a folder of them) into the register: sorted by the label in "
    "their subjects, the same words of several senders as one comment. What stands there stays.",
)
@click.argument("mails", type=click.Path(exists=True, path_type=Path), metavar="HỘP-THƯ|THƯ-MỤC")
@click.option("--dossier", "name", metavar="TÊN", help="The dossier. Needless where there is but one.")
@click.option("--dry-run", is_flag=True, help="Only print what would be added.")
@click.pass_obj
def _import(translate: Translate, /, mails: Path, name: str | None, dry_run: bool) -> int:
    from draftkit.dossier.addresses import Wording
    from draftkit.dossier.mails import read_mails
    from draftkit.dossier.read import find_dossiers, read_comments, read_dossier
    from draftkit.dossier.remarks import Remarks
    from draftkit.dossier.taking import taken
    from draftkit.files.whole import write_whole
    from draftkit.readers.source import read_text

    session = open_session(names=())
    paths = find_dossiers(session.project, [name] if name else [], Path.cwd())
    if len(paths) != 1:
        text = translate("{count} dossiers here: name one with --dossier.")
        click.echo(text.format(count=len(paths)), err=True)
        return 2
    dossier = read_dossier(paths[0], session.project)
    if dossier.comments is None:
        click.echo(
            translate("{file} names no register: add “gop_y: gop-y.yaml”.").format(file=shown_path(paths[0])), err=True
        )
        return 2
    sent, left = read_mails(mails)
    there = dossier.comments.is_file()
    register = read_comments(dossier.comments, session.project, Remarks()) if there else ()
    found = taken(sent, register, Wording(session.read(dossier.draft), {}, ""))
    if dry_run:
        click.echo(found.lines, nl=False)
    elif found.lines:
        old = read_text(dossier.comments, dossier.comments.name)[0] if there else ""
        write_whole(dossier.comments, (old + ("\n" if old and not old.endswith("\n") else "") + found.lines).encode())
    _report(found, left, dossier.comments, translate)
    return 1 if any(one.broken for one in left) else 0


def _report(found: Taken, left: list[Left], register: Path, translate: Translate) -> None:
    text = translate("{file}: {count} comments added, {repeated} that say what was said already")
    click.echo(text.format(file=shown_path(register), count=found.added, repeated=found.repeated), err=True)
    for name in found.unknown:
        text = translate("“{name}”: the draft has no such provision (any more); taken as a general comment.")
        click.echo(text.format(name=name), err=True)
    for one in left[:_TOLD]:
        text = translate("{name}: cannot be read") if one.broken else translate("{name}: no comment, left out")
        click.echo(text.format(name=one.name), err=True)
    if len(left) > _TOLD:
        click.echo(translate("… and {count} more mails left out").format(count=len(left) - _TOLD), err=True)


comments = click.Group("comments", help="The register of comments of a dossier.", commands=[_import])
