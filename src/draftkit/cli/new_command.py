"""draftkit new"""

from __future__ import annotations

from pathlib import Path

import click

from draftkit.cli.common import open_session, shown_path, tell_user
from draftkit.cli.language import Translate
from draftkit.library.starter import start, started, starter_of
from draftkit.readers.document import readable_name


@click.command("new")
@click.argument("kind", metavar="LOẠI")
@click.argument("path", type=click.Path(path_type=Path), metavar="ĐƯỜNG-DẪN")
@click.option("--amends", metavar="VĂN-BẢN", help="The document of the project that the new one amends.")
@click.pass_obj
def command(translate: Translate, kind: str, path: Path, amends: str | None) -> int:
    session = open_session(names=(path,))
    spec = session.project.registry.find(kind)
    front, body = starter_of(spec)
    readable_name(path)
    if amends:
        front, body = _amending(front, body, amends, path, translate)
    files = started(spec, path, front, body)
    start(files)
    for file in files:
        click.echo(shown_path(file))
    return 0


def _amending(front: str, body: str, name: str, path: Path, translate: Translate) -> tuple[str, str]:
    """Front matter and body of a draft at a path that amends the act of a name; told when it cannot name that act."""
    from draftkit.amend.starter import amending_starter, quoted_id, where_is
    from draftkit.cli.amend_command import act_and_document

    base, document = act_and_document(name)
    home = (path.parent if path.suffix == ".md" else path).resolve()
    where = where_is(document, home) if document else quoted_id(base)
    if not where:
        act = base.number or base.name
        tell_user(translate, "{act} is amended and is not in the project: name it in van_ban", act=act)
    return amending_starter(front, body, base, where, document)
