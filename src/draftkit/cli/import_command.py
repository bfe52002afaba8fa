"""draftkit import"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from draftkit.cli.common import open_session, put_data, shown_path, style_option
from draftkit.cli.language import Translate, word
from draftkit.cli.stopped import of_each
from draftkit.cli.written import NEW_FOLDER
from draftkit.errors import OutputError
from draftkit.importers.report import FATES, MOVED, NORMALISED, Report

_SHOWN = 100


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="TỆP.docx...")
@click.option(
    "--out",
    type=NEW_FOLDER,
    help="Folder for the drafts, one folder each; the content folder of the project by default.",
)
@click.option(
    "--kind", default="", metavar="LOẠI", help="The kind of document, when the file does not tell it rightly."
)
@click.option("--accept/--reject", "accept", default=True, help="Accept tracked changes (default) or reject them.")
@click.option(
    "--link/--no-link",
    "link",
    default=True,
    help="Turn references typed by hand into @labels where certain (default), or leave them.",
)
@click.option(
    "--convert",
    is_flag=True,
    help="Let LibreOffice make Word files of .doc, .rtf, .odt and web pages called .doc first.",
)
@click.option("--force", is_flag=True, help="Write into folders that exist already.")
@style_option("text", "json", name="form")
@click.option("--verbose", "-v", is_flag=True, help="List every line that is not exactly as in the file.")
@click.pass_obj
def command(
    translate: Translate,
    /,
    files: tuple[Path, ...],
    out: Path | None,
    kind: str,
    accept: bool,
    link: bool,
    force: bool,
    convert: bool,
    form: str,
    verbose: bool,
) -> int:

    _refuse_folder(files, out)
    session = open_session(names=(out,) if out else ())
    found: list[dict[str, Any]] = []

    def take(file: Path) -> int:
        made = session.import_word(file, kind, "accept" if accept else "reject", link, out, convert)
        made.write(force)
        if form == "json":
            found.append(_data(made.report, made.folder, translate))
        else:
            _show(made.report, made.folder, translate, verbose)
        return int(not made.report.complete or bool(made.report.counts.get(MOVED)))

    status = of_each(files, take, translate, reported=form == "json")
    if form == "json":
        put_data(found)
    return status


def _refuse_folder(files: tuple[Path, ...], out: Path | None) -> None:
    """`import F.docx DEST`: where the drafts go is no argument. Raises OutputError with the command that is meant."""
    last = files[-1]
    if out is None and len(files) > 1 and not last.is_file() and (last.is_dir() or not last.suffix):
        command = f"draftkit import {' '.join(str(file) for file in files[:-1])} --out {last}"
        said = "“{name}” is no Word file; to name the folder of the drafts write: {command}"
        raise OutputError(said, name=last, command=command)
    if folder := next((file for file in files if file.is_dir()), None):
        said = "“{name}” is a folder; to import the files in it write: {command}"
        raise OutputError(said, name=folder, command=f"draftkit import {folder}/*.docx")


def _show(report: Report, folder: Path, translate: Translate, verbose: bool) -> None:
    units = ", ".join(f"{count} {name}" for name, count in report.units.items())
    said = "{file} → {folder}: {kind}; {units}"
    click.echo(translate(said).format(file=report.file, folder=shown_path(folder), kind=report.kind, units=units))
    click.echo(
        "  "
        + ", ".join(
            f"{report.counts.get(status, 0)} {word(text, translate)}"
            for status, text in FATES.items()
            if status != MOVED or MOVED in report.counts
        )
    )
    for remark in report.remarks:
        if remark.status == NORMALISED and not verbose:
            continue
        place = translate("paragraph {number}").format(number=remark.paragraph) if remark.paragraph else "-"
        after = remark.status == MOVED and remark.became
        arrow = f" → {_short(remark.became)}" if remark.became and not after else ""
        if after:
            arrow = " → " + translate("after “{text}”").format(text=_short(remark.became))
        click.echo(f"  {place}: {word(FATES[remark.status], translate)}: {_short(remark.text)}{arrow}")
    for loss in report.losses:
        click.echo(f"  {word(loss, translate)}")


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _data(report: Report, folder: Path, translate: Translate) -> dict[str, Any]:
    return {
        "file": report.file,
        "folder": shown_path(folder),
        "kind": report.kind,
        "units": report.units,
        "counts": report.counts,
        "remarks": [remark._asdict() for remark in report.remarks],
        "losses": [word(loss, translate) for loss in report.losses],
    }
