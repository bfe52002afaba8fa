"""draftkit pull"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from draftkit.cli.common import open_session, shown_path
from draftkit.cli.language import Translate, word
from draftkit.edits.values import Edit, Question
from draftkit.review.model import Comment, Pulled

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def make(translate: Translate) -> click.Command:
    """The command, its help in the chosen language."""

    @click.command("pull")
    @click.argument("files", nargs=-1, required=True, type=_FILE, metavar="TỆP.docx...")
    @click.option(
        "--document",
        default="",
        metavar="TÊN",
        help=translate("The document the files were built from, when they do not say it."),
    )
    @click.option(
        "--author",
        "authors",
        multiple=True,
        metavar="TÊN",
        help=translate("Only what this person changed or remarked; may be given several times."),
    )
    @click.option(
        "--apply",
        "write",
        is_flag=True,
        help=translate("Write the changes into the sources, and the comments into the register of the dossier."),
    )
    @click.option(
        "--patch",
        "patch_file",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help=translate("Write the patch into this file."),
    )
    @click.option(
        "--format",
        "style",
        type=click.Choice(["text", "json"]),
        default="text",
        help=translate("How to print. Default: text."),
    )
    def pull(
        files: tuple[Path, ...],
        document: str,
        authors: tuple[str, ...],
        write: bool,
        patch_file: Path | None,
        style: str,
    ) -> int:
        from draftkit.edits.apply import patch, restored
        from draftkit.files.whole import write_whole
        from draftkit.review.pull import pull as bring

        session = open_session()
        found = bring(session, files, document, authors)
        root = session.project.root
        changed = list(found.files)
        register = _register(session, found)
        if register is not None:
            changed.append(register)
        stored = {}
        for name, now, then in changed:
            original = (root / name).read_bytes().decode("utf-8") if (root / name).is_file() else ""
            stored[name] = original, restored(original, now, then)
        text = "".join(patch(name, *pair) for name, pair in stored.items())
        if write:
            for name, (_, then) in stored.items():
                write_whole(root / name, then.encode())
        if patch_file is not None:
            write_whole(patch_file, text.encode())
        if style == "json":
            click.echo(json.dumps(_data(found, text, translate), ensure_ascii=False, indent=2))
        else:
            if not write and patch_file is None and text:
                click.echo(text, nl=False)
            _report(found, [shown_path(root / name) for name in stored] if write else [], translate)
            if register is None:  # no dossier keeps them: a program may, so they go where the patch does not
                _print_comments(found, to_error=not write and patch_file is None)
        return 0 if found.settled else 1

    return pull


def _register(session: Any, found: Pulled) -> tuple[str, str, str] | None:
    """The register of comments of the dossier that the document belongs to, with the new comments in it; None when
    there is no dossier."""
    from draftkit.dossier.model import GENERAL, PENDING
    from draftkit.dossier.read import read_comments, read_dossier
    from draftkit.dossier.remarks import Remarks
    from draftkit.library.project import DOSSIER_FILE
    from draftkit.readers.source import read_text
    from draftkit.review.remarks import register

    if not found.comments or not session.project.content.is_dir():
        return None
    for path in sorted(session.project.content.rglob(DOSSIER_FILE)):
        dossier = read_dossier(path, session.project)
        if dossier.comments is None or found.document not in (dossier.draft.name, dossier.draft.stem):
            continue
        name = dossier.comments.relative_to(session.project.root).as_posix()
        text = read_text(dossier.comments, name)[0]
        taken = [
            (body, comment.text)
            for comment in read_comments(dossier.comments, session.project, Remarks())
            for body in comment.bodies
        ]
        return name, text, text + register(found.comments, text, taken, PENDING, GENERAL)
    return None


def _print_comments(found: Pulled, *, to_error: bool) -> None:
    """The comments as entries of a register."""
    from draftkit.dossier.model import GENERAL, PENDING
    from draftkit.review.remarks import register

    click.echo(register(found.comments, "", (), PENDING, GENERAL), nl=False, err=to_error)


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
        say(
            translate("Question")
            + f" {question.place}"
            + (f" ({question.where})" if question.where else "")
            + f": {word(question.reason, translate)}"
        )
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
    def edit(one: Edit) -> dict[str, Any]:
        return {
            "file": one.file,
            "start": one.start,
            "end": one.end,
            "text": one.text,
            "where": one.where,
            "old": one.old,
            "new": one.new,
            "authors": list(one.authors),
        }

    def question(one: Question) -> dict[str, Any]:
        return {
            "key": one.key,
            "place": one.place,
            "where": one.where,
            "old": one.old,
            "new": one.new,
            "reason": word(one.reason, translate),
            "authors": list(one.authors),
        }

    def comment(one: Comment) -> dict[str, Any]:
        return {
            "author": one.author,
            "date": one.date,
            "text": one.text,
            "label": one.label,
            "where": one.where,
            "quote": one.quote,
            "replies": [comment(reply) for reply in one.replies],
        }

    return {
        "version": 1,
        "document": found.document,
        "patch": patch,
        "edits": [edit(one) for one in found.edits],
        "conflicts": [[edit(one) for one in conflict.edits] for conflict in found.conflicts],
        "questions": [question(one) for one in found.questions],
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
