"""draftkit kit"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from draftkit.cli.clock import instant
from draftkit.cli.common import chosen, names_argument, open_session, print_findings, shown_path, tell_all, tell_user
from draftkit.cli.gate import GateOptions, gate_options, print_aside, print_refusals
from draftkit.cli.language import Translate
from draftkit.cli.stopped import of_each
from draftkit.cli.written import Written, making_options
from draftkit.files.whole import set_aside, write_whole
from draftkit.model.message import Severity

if TYPE_CHECKING:
    from draftkit.kit.build import Piece
    from draftkit.library.receipt import Receipt
    from draftkit.library.together import Making


@click.command("kit")
@names_argument
@click.option(
    "--out",
    type=Written(dir_okay=False),
    metavar="TỆP.zip",
    help="Write the kit to this file. Default: kit/<first name>.zip in the folder of results.",
)
@making_options
@gate_options
@click.pass_obj
def command(
    translate: Translate, /, names: tuple[str, ...], out: Path | None, force: bool, quiet: bool, **more: Any
) -> int:
    from draftkit.library.together import Making, Work, Workplace

    if not names:
        tell_user(translate, "Name the pieces of the kit: draftkit kit NAME…")
        return 2
    began, gate = instant(), GateOptions(**more)
    session = open_session(gate.occasion(translate), names)
    paths = chosen(session, names, None)
    file = out or session.project.build / "kit" / f"{paths[0].name.removesuffix('.md')}.zip"
    place = Workplace(session, began)
    switches = {"pieces": [place.ground.name(path.resolve()) for path in paths]}
    making = Making(place, Work("kit", paths[0], file, switches, gate.embargoed, whole=False))
    current = None if force else making.current()
    receipt = current or _made(making, paths, file, translate, quiet)
    if isinstance(receipt, int):
        return receipt
    told = Severity.ERROR if quiet else Severity.WARNING
    print_findings(receipt.findings, translate, told)
    tell_all((*(notice for _, notice in receipt.told), *session.notices), translate)
    if not quiet:
        click.echo(translate("{file}: {count} files").format(file=shown_path(file), count=receipt.values["files"]))
    return 0


def _made(making: Making, paths: Sequence[Path], file: Path, translate: Translate, quiet: bool) -> Receipt | int:
    """The receipt of a kit that was packed; the exit status, and everything said, when a piece must not go out."""
    from draftkit.kit.build import pack, read_pieces

    session = making.place.session
    pieces: list[Piece] = []
    early = making.work.embargoed
    status = of_each(paths, lambda one: pieces.extend(read_pieces(session, one, early)), translate, reported=True)
    if status or any(piece.held for piece in pieces):
        for piece in pieces:
            _explain(piece, translate, quiet)
        print_aside((*making.refuse(), *set_aside([file] if file.is_file() else [])), translate)
        return max(status, 1)
    data, packed, missing = pack(session, [piece.document for piece in pieces])
    write_whole(file, data)
    findings = [finding for piece in pieces for finding in piece.findings]
    return making.keep({file: data}, findings, [("", one) for one in missing], {"files": str(len(packed))})


def _explain(piece: Piece, translate: Translate, quiet: bool) -> None:
    """What was found in a piece, and why it must not go out."""
    print_findings(piece.findings, translate, Severity.ERROR if quiet else Severity.WARNING)
    path, row = piece.document.path, piece.document.bound.draft.row
    place = path.with_name(f"{path.name} [{row}]") if row else path
    if piece.errors:
        text = translate("{count} errors to mend first").format(count=piece.errors)
        click.echo(f"{shown_path(place)}: {text}", err=True)
    print_refusals(place, piece.refusals, translate)
