"""draftkit pull"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

import draftkit as dk
from draftkit.cli.common import FILE, open_session, put_data, shown_path, style_option, tell_user
from draftkit.cli.language import Translate, word
from draftkit.cli.written import NEW_FILE
from draftkit.edits.values import Edit, Question
from draftkit.files.names import keep_apart
from draftkit.files.whole import write_whole
from draftkit.review.model import Comment, Pulled


@click.command("pull")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="TỆP.docx...")
@click.option(
    "--document", default="", metavar="TÊN", help="The document the files were built from, when they do not say it."
)
@click.option(
    "--author",
    "authors",
    multiple=True,
    metavar="TÊN",
    help="Only what this person changed or remarked; may be given several times.",
)
@click.option(
    "--apply",
    "write",
    is_flag=True,
    help="Write the changes into the sources, and the comments into the register of the dossier.",
)
@click.option("--patch", "patch_file", type=NEW_FILE, metavar="FILE", help="Write the patch into this file.")
@click.option(
    "--redline",
    type=NEW_FILE,
    metavar="OUT.docx",
    help="Write one Word file with what all of them changed, tracked under their names, conflicts as comments.",
)
@style_option("text", "json")
@click.pass_obj
def command(
    translate: Translate,
    /,
    files: tuple[Path, ...],
    document: str,
    authors: tuple[str, ...],
    write: bool,
    patch_file: Path | None,
    redline: Path | None,
    style: str,
) -> int:
    keep_apart((patch_file, redline), *files)
    session = open_session(names=(document,))
    say = (lambda message: word(message, translate)) if redline else None
    came = dk.pull(session, *files, document=document, authors=authors, redline=say)
    found, text = came.found, came.patch
    for path, data in ((patch_file, text.encode()), (redline, found.redline)):
        if path is not None:
            write_whole(path, data)
    written = came.apply() if write else []  # last: where a file cannot be written, all can be done again
    if style == "json":
        put_data(_data(found, text, translate))
    else:
        if not write and patch_file is None and redline is None and text:
            click.echo(text, nl=False)
        _report(found, [shown_path(path) for path in written], translate)
        # comments that no dossier keeps: a program may, so they go where the patch does not
        if came.comments:
            text = "These comments are written nowhere: no dossier of this document has a register (gop_y)."
            tell_user(translate, text)
        click.echo(came.comments, nl=False, err=not write and patch_file is None and redline is None)
    return 0 if found.settled else 1


def _report(found: Pulled, written: Sequence[str], translate: Translate) -> None:
    """What the user should know besides the patch, on the error stream, so that the patch can be piped on."""

    def say(text: str = "") -> None:
        click.echo(text, err=True)

    for one in found.reviewed:
        for notice in one.notices:
            say(f"{one.name}: {word(notice, translate)}")
    for path in written:
        say(translate("changed: {file}").format(file=path))
    edits = len({edit.where or edit.file for edit in found.edits})
    say(
        translate(
            "{edits} changes in {places} places, {questions} questions, {conflicts} conflicts, {comments} comments."
        ).format(
            edits=len(found.edits),
            places=edits,
            questions=len(found.questions),
            conflicts=len(found.conflicts),
            comments=len(found.comments),
        )
    )
    for question in found.questions:
        asked = translate("Question") + f" {question.place}" + (f" ({question.where})" if question.where else "")
        say(asked + f": {word(question.reason, translate)}")
        if question.key:
            say("  " + translate("source: {key}").format(key=question.key))
        say(
            f"  - {question.old}\n  + {question.new}"
            + (f"  ({', '.join(question.authors)})" if question.authors else "")
        )
    for conflict in found.conflicts:
        first = conflict.edits[0]
        say(translate("Conflict") + f" {first.file}" + (f" ({first.where})" if first.where else "") + ":")
        for edit in conflict.edits:
            say(f"  {', '.join(edit.authors) or '?'}:  - {edit.old}  + {edit.new}")
    for one in found.reviewed:
        for difference in one.differences:
            say(translate("{file}: this paragraph would still be different").format(file=one.name))
            say(f"  {translate('reviewed')}: {difference.wanted}\n  {translate('rebuilt')}:  {difference.found}")


def _data(found: Pulled, patch: str, translate: Translate) -> dict[str, Any]:
    def told(one: Edit | Question | Comment, inner: str, **more: Any) -> dict[str, Any]:
        """All it holds but one field, some of it otherwise."""
        return {**{key: value for key, value in one._asdict().items() if key != inner}, **more}

    def comment(one: Comment) -> dict[str, Any]:
        return told(one, "done", replies=[comment(reply) for reply in one.replies], resolved=one.done)

    return {
        "version": 1,
        "document": found.document,
        "patch": patch,
        "edits": [told(one, "acts") for one in found.edits],
        "conflicts": [[told(one, "acts") for one in conflict.edits] for conflict in found.conflicts],
        "questions": [told(one, "ordinal", reason=word(one.reason, translate)) for one in found.questions],
        "comments": [comment(one) for one in found.comments],
        "files": [
            {
                "name": one.name,
                "notices": [word(notice, translate) for notice in one.notices],
                "differences": [{"wanted": item.wanted, "found": item.found} for item in one.differences],
            }
            for one in found.reviewed
        ],
    }
