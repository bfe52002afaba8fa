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
        raise click.UsageError(translate("Name the pieces of the kit: draftkit kit NAME…"))
    began, gate = instant(), GateOptions(**more)
    session = open_session(gate.occasion(translate), names)
    paths = chosen(session, names, None)
    file = out or session.project.build / "kit" / f"{paths[0].name.removesuffix('.md')}.zip"
    place = Workplace(session, began)
    switches = {"pieces": [place.ground.name(path.resolve()) for path in paths]}
    making = Making(place, Work("kit", paths[0], file, switches, gate.embargoed, whole=False))
    receipt = (None if force else making.current()) or _made(making, paths, file, translate, quiet)
    if isinstance(receipt, int):
        return receipt
    print_findings(receipt.findings, translate, Severity.ERROR if quiet else Severity.WARNING)
    tell_all((*(notice for _, notice in receipt.told), *session.notices), translate)
    if not quiet:
        click.echo(translate("{file}: {count} files").format(file=shown_path(file), count=receipt.values["files"]))
    if out_of_it := receipt.values.get("held"):
        tell_user(translate, "{count} rows are not in the kit: they must not go out yet.", count=out_of_it)
    return int(bool(out_of_it))


def _made(making: Making, paths: Sequence[Path], file: Path, translate: Translate, quiet: bool) -> Receipt | int:
    """The receipt of a kit that was packed; the exit status, and everything said, when a piece must not go out."""
    from draftkit.kit.build import pack, read_pieces

    session = making.place.session
    pieces: list[Piece] = []
    early = making.work.embargoed
    status = of_each(paths, lambda one: pieces.extend(read_pieces(session, one, early)), translate, reported=True)
    good, held = ([piece for piece in pieces if piece.held is one] for one in (False, True))
    stopped = status or {one.document.path for one in held} - {one.document.path for one in good}  # not rows of one
    for piece in pieces if stopped else held:
        _explain(piece, translate, quiet)
    if stopped:
        print_aside((*making.refuse(), *set_aside([file] if file.is_file() else [])), translate)
        return max(status, 1)
    data, packed, missing = pack(session, [piece.document for piece in good])
    write_whole(file, data)
    findings = [finding for piece in good for finding in piece.findings]
    out = sum(1 if piece.document.bound.draft.row else len(piece.refusals) for piece in held)
    values = {"files": str(len(packed)), "held": str(out or "")}
    return making.keep({file: data}, findings, [("", one) for one in missing], values, whole=not held)


def _explain(piece: Piece, translate: Translate, quiet: bool) -> None:
    """What was found in a piece, and why it must not go out."""
    print_findings(piece.findings, translate, Severity.ERROR if quiet else Severity.WARNING)
    path, row = piece.document.path, piece.document.bound.draft.row
    place = path.with_name(f"{path.name} [{row}]") if row else path
    if piece.errors:
        text = translate("{count} errors to mend first").format(count=piece.errors)
        click.echo(f"{shown_path(place)}: {text}", err=True)
    print_refusals(place, piece.refusals, translate)
