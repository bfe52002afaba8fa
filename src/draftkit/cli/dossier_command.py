"""draftkit dossier, dossier comments"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from draftkit.cli.clock import instant
from draftkit.cli.common import open_session, print_findings, shown_path, summary, tell_all, tell_user
from draftkit.cli.gate import print_aside
from draftkit.cli.language import Translate, spoken
from draftkit.cli.stopped import Stopped, leave_out, of_each
from draftkit.cli.written import NEW_FOLDER, making_options
from draftkit.errors import DraftkitError
from draftkit.files.names import keep_apart
from draftkit.files.whole import write_whole
from draftkit.model.message import Finding
from draftkit.readers.source import read_text


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
    from draftkit.dossier.read import find_dossiers, read_dossier
    from draftkit.dossier.taking import take_mails, told, with_lines

    session = open_session(names=(name,) if name else ())
    paths = find_dossiers(session.project, [name] if name else [], Path.cwd())
    if len(paths) != 1:
        tell_user(translate, "{count} dossiers here: name one with --dossier.", count=len(paths))
        return 2
    dossier = read_dossier(paths[0], session.project)
    register = dossier.comments
    if register is None:
        tell_user(translate, "{file} names no register: add “gop_y: gop-y.yaml”.", file=shown_path(paths[0]))
        return 2
    found, left = take_mails(session, dossier, register, [mails])
    if dry_run:
        click.echo(found.lines, nl=False)
    elif found.lines:
        write_whole(register, with_lines(read_text(register, register.name)[0], found.lines).encode())
    tell_all(told(found, left, shown_path(register)), translate)
    return 1 if any(one.broken for one in left) else 0


comments = click.Group("comments", help="The register of comments of a dossier.", commands=[_import])


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
@click.option("--out", type=NEW_FOLDER, metavar="DIR", help="Put the numbered folders into this folder.")
@click.option("--allow-pending", is_flag=True, help="Let the dossier go out although comments are not answered yet.")
@making_options
@click.pass_obj
def command(
    translate: Translate, /, names: tuple[str, ...], stage: str | None, out: Path | None, quiet: bool, **more: bool
) -> int:
    from draftkit.dossier.build import Wish, make, read
    from draftkit.dossier.model import stage_folder
    from draftkit.dossier.read import chosen, find_dossiers
    from draftkit.library.together import Workplace

    began = instant()
    session = open_session(names=names)
    paths = find_dossiers(session.project, names, Path.cwd())
    if not paths:
        tell_user(translate, "No dossier to build: one is a folder with dossier.yaml, such as content/dossier/NAME.")
        return 2
    place, wish = Workplace(session, began), Wish(out, **more)
    told, aims, stopped = list[Finding](), set[str](), Stopped()

    def build(path: Path) -> int:
        status, found = 0, read(place, path, wish)
        for name in chosen(found, stage):
            keep_apart([stage_folder(session.project.build, found, name)], taken=aims)
            try:
                made = make(place, found, name, wish)
            except DraftkitError as error:
                status = max(status, leave_out(stopped, error, None, ()))
                continue
            if not quiet:
                print_findings([one for one in made.findings if one not in told], translate)
                told.extend(made.findings)
            print_aside(made.aside, translate)
            if made.held:
                text = "{dossier}, {stage}: held back, {count} faults to mend first; nothing was written."
                tell_user(translate, text, dossier=found.name, stage=name, count=len(made.held))
                status = 1
            elif not quiet:
                for file in made.files:
                    click.echo(shown_path(file))
                click.echo(f"{found.name}, {name}: {summary(made.findings, translate)}", err=True)
        return status

    status = of_each(paths, build, translate, stopped)
    tell_all(session.notices, translate)
    return status
