"""draftkit dossier"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from draftkit.cli.clock import instant
from draftkit.cli.common import open_session, print_findings, shown_path, summary
from draftkit.cli.dossier_comments import comments
from draftkit.cli.gate import print_aside
from draftkit.cli.language import Translate, spoken, word


class _WithComments(click.Command):
    """Builds dossiers; `comments …` is a group of commands of its own."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        if parent and args[:1] == ["comments"] and not Path("comments").exists():
            return spoken(comments, parent.obj).make_context(f"{info_name} comments", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command("dossier", cls=_WithComments)
@click.argument("names", nargs=-1, metavar="[TÊN | ĐƯỜNG DẪN]...")
@click.option(
    "--stage",
    metavar="GIAI-ĐOẠN",
    help="Only this stage, for example “thẩm định”. Default: every stage that dossier.yaml names.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Put the numbered folders into this folder.",
)
@click.option("--allow-pending", is_flag=True, help="Let the dossier go out although comments are not answered yet.")
@click.option("--force", is_flag=True, help="Build again what is as it was built, too.")
@click.option("--quiet", "-q", is_flag=True, help="Print only errors that stop the build.")
@click.pass_obj
def command(
    translate: Translate, /, names: tuple[str, ...], stage: str | None, out: Path | None, quiet: bool, **more: bool
) -> int:
    from draftkit.dossier.read import chosen, find_dossiers, read_dossier
    from draftkit.dossier.run import Wish, make
    from draftkit.library.together import Workplace

    began = instant()
    session = open_session(names=names)
    paths = find_dossiers(session.project, names, Path.cwd())
    if not paths:
        click.echo(translate("No dossiers to build."), err=True)
        return 2
    status, place, wish = 0, Workplace(session, began), Wish(out, **more)
    for path in paths:
        found = read_dossier(path, session.project)
        for name in chosen(found, stage):
            made = make(place, found, name, wish)
            if not quiet:
                print_findings(made.findings, translate)
            print_aside(made.aside, translate)
            if made.held:
                text = translate("{dossier}, {stage}: held back, {count} faults to mend first; nothing was written.")
                click.echo(text.format(dossier=found.name, stage=name, count=len(made.held)), err=True)
                status = 1
            elif not quiet:
                for file in made.files:
                    click.echo(shown_path(file))
                click.echo(f"{found.name}, {name}: {summary(made.findings, translate)}", err=True)
    for notice in session.notices:
        click.echo(word(notice, translate), err=True)
    return status
