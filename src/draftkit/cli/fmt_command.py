"""draftkit fmt"""

from __future__ import annotations

from pathlib import Path

import click

from draftkit.cli.common import chosen, kind_option, names_argument, open_session, shown_path, tell_user
from draftkit.cli.language import Translate
from draftkit.cli.stopped import of_each
from draftkit.files.whole import write_all
from draftkit.model.message import Span


@click.command("fmt")
@names_argument
@kind_option
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 when a file is not in canonical layout.")
@click.option(
    "--numbers",
    type=click.Choice(["keep", "drop", "write"]),
    default="keep",
    help="Keep written numbers, drop those that are counted anyway, or write all.",
)
@click.option("--link", is_flag=True, help="Turn references typed by hand into @labels.")
@click.pass_obj
def command(
    translate: Translate, /, names: tuple[str, ...], kind: str | None, check: bool, numbers: str, link: bool
) -> int:

    def tell(span: Span, text: str, printed: str) -> None:
        form = translate("{place}: “{text}” stays as typed")
        if printed:
            form = translate("{place}: “{text}” stays as typed; a label would print “{printed}”")
        click.echo(form.format(place=span, text=text, printed=printed), err=True)

    session = open_session(names=names)

    def lay_out(path: Path) -> int:
        parts = session.formatted(path, numbers, link, tell)
        found = {file: then.encode() for file, now, then in parts if now != then}
        if not check:
            for file in (file for file in found if file.stat().st_nlink > 1):
                tell_user(translate, "{file}: has other names (hard links), which keep the old text.", file=file.name)
            write_all(session.project.root, found)
        for file in found:
            said = translate("not in canonical layout: {file}") if check else translate("formatted: {file}")
            click.echo(said.format(file=shown_path(file)))
        return int(check and bool(found))

    return of_each(chosen(session, names, kind), lay_out, translate)
