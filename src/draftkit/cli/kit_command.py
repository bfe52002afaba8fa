"""draftkit kit"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from draftkit.cli.common import (
    NEW_FILE,
    chosen,
    names_argument,
    open_session,
    print_findings,
    show_progress,
    shown_path,
)
from draftkit.cli.gate import GateOptions, gate_options, print_aside, print_refusals
from draftkit.cli.language import Translate, word
from draftkit.model.finding import Severity


def make(translate: Translate) -> click.Command:
    """The command, its help in the chosen language."""

    @click.command("kit")
    @names_argument()
    @click.option(
        "--out",
        type=NEW_FILE,
        metavar="TỆP.zip",
        help=translate("Write the kit to this file. Default: kit/<first name>.zip in the folder of results."),
    )
    @click.option("--quiet", "-q", is_flag=True, help=translate("Print only errors that stop the build."))
    @gate_options(translate)
    def kit(names: tuple[str, ...], out: Path | None, quiet: bool, **more: Any) -> int:
        from draftkit.files.former import set_aside
        from draftkit.files.whole import write_whole
        from draftkit.kit.build import pack, read_pieces

        if not names:
            click.echo(translate("Name the pieces of the kit: draftkit kit NAME…"), err=True)
            return 2
        gate = GateOptions(**more)
        session = open_session(gate.occasion(translate), names)
        paths = chosen(session, names, None)
        documents, stopped = [], False
        for number, path in enumerate(paths, 1):
            show_progress(number, len(paths), path)
            for piece in read_pieces(session, path, gate.embargoed):
                documents.append(piece.document)
                print_findings(piece.findings, translate, Severity.ERROR if quiet else Severity.WARNING)
                row = piece.document.bound.draft.row
                place = path.with_name(f"{path.name} [{row}]") if row else path
                if piece.errors:
                    click.echo(
                        f"{shown_path(place)}: {translate('{count} errors to mend first').format(count=piece.errors)}",
                        err=True,
                    )
                print_refusals(place, piece.refusals, translate)
                stopped |= piece.held
        file = out or session.project.build / "kit" / f"{documents[0].bound.draft.name}.zip"
        if stopped:
            print_aside(set_aside([file] if file.is_file() else []), translate)
            return 1
        data, packed, missing = pack(session, documents)
        write_whole(file, data)
        for notice in (*missing, *session.notices):
            click.echo(word(notice, translate), err=True)
        if not quiet:
            click.echo(translate("{file}: {count} files").format(file=shown_path(file), count=len(packed)))
        return 0

    return kit
