"""draftkit versions"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import click

from draftkit.cli.common import open_session
from draftkit.cli.language import Translate, word
from draftkit.errors import ConfigError
from draftkit.library import saved
from draftkit.library.project import root_around
from draftkit.library.session import Session, find_one
from draftkit.library.wordings import Wordings, choose, of_settings, wordings

_who = click.option("--who", default="", metavar="TÊN", help="Who saves it, where git does not know.")


@click.command("start", help="Begin to keep versions of this project.")
@click.pass_obj
def _start(translate: Translate, /) -> int:
    saved.start(open_session().project)
    click.echo(translate("Versions are kept from now on. Save the first: draftkit versions save “…”"))
    return 0


@click.command("save", help="Save the project as a version, with a sentence on what it is.")
@click.argument("sentence", metavar="“CÂU”")
@_who
@click.pass_obj
def _save(translate: Translate, /, sentence: str, who: str) -> int:
    made = saved.save(open_session().project, sentence, who)
    click.echo(_line(made) if made else translate("Nothing changed since the last version."))
    return 0


@click.command("log", help="List the versions of the project, or of a document: number, when, who.")
@click.argument("name", required=False, metavar="[TÊN]")
@click.option("--provision", default="", metavar="NHÃN", help="What a provision said: label or “khoản 2 Điều 5”.")
@click.pass_obj
def _log(translate: Translate, /, name: str | None, provision: str) -> int:
    session = open_session()
    path = _document(session, name) if name else None
    if provision:
        return _of_provision(session, path, provision, translate)
    left = saved.unsaved(session.project)
    if left:
        click.echo(translate("{count} files changed since the last version").format(count=len(left)))
    for version in saved.history(session.project, path):
        click.echo(_line(version))
    return 0


@click.command("show", help="Show what a version changed in a document, provision by provision.")
@click.argument("name", metavar="TÊN")
@click.argument("number", metavar="SỐ")
@click.pass_obj
def _show(translate: Translate, /, name: str, number: str) -> int:
    from draftkit.compare.terminal import change_lines
    from draftkit.library.past import before, changes

    session = open_session()
    path, wanted = _document(session, name), saved.version(session.project, number)
    click.echo(_line(wanted))
    old = before(session, path, wanted)
    if old is None:
        click.echo(translate("This is the first version of the document."))
        return 0
    with ExitStack() as stack:
        for one in changes(session, path, old, wanted, stack):
            click.echo("\n".join(change_lines(one.change, lambda message: word(message, translate))))
    return 0


@click.command("restore", help="Make a document what it was in a version. That is a new version; nothing is lost.")
@click.argument("name", metavar="TÊN")
@click.argument("number", metavar="SỐ")
@_who
@click.pass_obj
def _restore(translate: Translate, /, name: str, number: str, who: str) -> int:
    session = open_session()
    made = saved.restore(session.project, _document(session, name), saved.version(session.project, number), who)
    click.echo(_line(made) if made else translate("The document is that already."))
    return 0


@click.command("conflicts", help="Show passages that two people changed; choose one wording of each.")
@click.option("--take", type=click.Choice(("ours", "theirs")), help="Take the one or the other everywhere.")
@click.pass_obj
def _conflicts(translate: Translate, /, take: str | None) -> int:
    def told(found: Sequence[Wordings]) -> Sequence[Wordings]:
        for one in reversed(found) if take else ():
            choose(one, one.ours if take == "ours" else one.theirs)
        first, second = translate("one (ours):"), translate("other (theirs):")
        for one in found:
            click.echo(f"{one.name}:{one.line}\n  {first}\n{_indented(one.ours)}\n  {second}\n{_indented(one.theirs)}")
        return found

    root = root_around(Path.cwd())
    found = told(of_settings(root)) if root else ()
    if not found or take:
        found = [*found, *told(wordings(open_session().project))]
    if not found:
        click.echo(translate("Nothing stands in two wordings."))
    elif take:
        text = translate("{count} passages settled; save them: draftkit versions save “…”")
        click.echo(text.format(count=len(found)))
    return int(bool(found) and not take)


@click.command("copies", help="List what colleagues saved beside what is here.")
@click.pass_obj
def _copies(translate: Translate, /) -> int:
    found = saved.copies(open_session().project)
    for one in found:
        click.echo(f"{one.name}  {_moment(one.when)}  {one.who}: {one.sentence}")
    if not found:
        click.echo(translate("There is no copy that holds anything new."))
    return 0


@click.command("take", help="Put the copy of a colleague together with what is here, as a new version.")
@click.argument("name", metavar="BẢN")
@_who
@click.pass_obj
def _take(translate: Translate, /, name: str, who: str) -> int:
    project = open_session().project
    found = next((one for one in saved.copies(project) if name in (one.name, one.id)), None)
    if found is None:
        said = "There is no copy “{name}” that holds anything new; “draftkit versions copies” lists them."
        raise ConfigError(said, name=name)
    waiting = saved.take_in(project, found, who)
    text = translate("{count} passages were changed by both: draftkit versions conflicts")
    click.echo(text.format(count=waiting) if waiting else _line(saved.history(project, limit=1)[0]))
    return int(bool(waiting))


def _of_provision(session: Session, path: Path | None, provision: str, translate: Translate) -> int:
    from draftkit.library.past import past

    if path is None:
        raise click.UsageError(translate("Name the document that the provision stands in."))
    for one in past(session, path, provision.removeprefix("@")) or past(session, path, "", provision):
        click.echo(f"{_line(one.version)}\n{_indented(one.text or translate('(not there)'))}")
    return 0


def _line(version: saved.Version) -> str:
    return f"{version.number:>4}  {_moment(version.when)}  {version.who}: {version.sentence}"


def _moment(when: str) -> str:
    return f"{when[8:10]}/{when[5:7]}/{when[:4]} {when[11:16]}"


def _document(session: Session, name: str) -> Path:
    return find_one(session, name, Path.cwd()).resolve()


def _indented(text: str) -> str:
    return "\n".join(f"      {line}" for line in text.split("\n"))


command = click.Group("versions", commands=[_start, _save, _log, _show, _restore, _copies, _take, _conflicts])
