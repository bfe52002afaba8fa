"""draftkit hs"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from draftkit.checks.report.data import VERSION, finding_data
from draftkit.cli.common import (
    SEVERITIES,
    Decorator,
    open_session,
    options,
    print_findings,
    shown_path,
    style_option,
    summary,
)
from draftkit.cli.language import Translate, word
from draftkit.hs.check import Ground, check_goods
from draftkit.hs.code import printed, read_code, with_dashes
from draftkit.hs.convert import as_csv, as_xlsx, convert
from draftkit.hs.goods import GoodsList, RowFault, read_goods
from draftkit.hs.identity import read_scheme, read_successors
from draftkit.hs.nomenclature import Library, Nomenclature, open_library
from draftkit.hs.plugin import make_ground
from draftkit.hs.rules import RULES
from draftkit.model.finding import Finding
from draftkit.model.place import Span

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_BY_ID = {rule.id: rule for rule in RULES}


def make(translate: Translate) -> click.Command:
    """The command, its help in the chosen language."""
    group = click.Group("hs")
    group.add_command(_lookup(translate))
    group.add_command(_check(translate))
    group.add_command(_convert(translate))
    return group


def _library() -> Library:
    project = open_session().project
    return open_library(project.root, project.data)


def _edition(translate: Translate) -> Decorator:
    words = translate("Edition of the nomenclature; the first one of draftkit.yaml when left out.")
    return click.option("--edition", default="", metavar="AHTN2022", help=words)


def _lookup(translate: Translate) -> click.Command:
    @click.command(
        "lookup",
        help=translate("Show what HS codes stand for, with their headings and what became of them in other editions."),
    )
    @click.argument("codes", nargs=-1, required=True, metavar="MÃ...")
    @_edition(translate)
    @style_option(translate, "text", "json")
    def lookup(codes: tuple[str, ...], edition: str, style: str) -> int:
        library = _library()
        book = library.nomenclature(edition)
        if book is None:
            click.echo(translate("draftkit.yaml names no nomenclature (danh_muc_hs)."), err=True)
            return 2
        rows = [_code_data(text, book, library) for text in codes]
        if style == "json":
            click.echo(json.dumps({"version": 1, "edition": book.edition, "codes": rows}, ensure_ascii=False, indent=2))
        else:
            for row in rows:
                _print_code(row, book, translate)
        return int(any(not row["found"] for row in rows))

    return lookup


def _code_data(text: str, book: Nomenclature, library: Library) -> dict[str, Any]:
    digits = read_code(text).digits
    chain = [
        {"code": printed(code), "description": with_dashes(entry.depth, entry.description) if entry else ""}
        for code, entry in book.chain(digits)
    ]
    below = sum(code.startswith(digits) and len(code) == book.deepest for code in book.codes) if digits else 0
    others = {}
    for table in library.from_edition(book.edition):
        found = table.of(digits)
        others[table.target] = None if found is None else [printed(code) for code in found]
    covered = bool(digits) and book.covers(digits)
    return {
        "code": printed(digits) or text,
        "found": digits in book.codes,
        "covered": covered,
        "chain": chain,
        "lines": below,
        "editions": others,
    }


def _print_code(row: dict[str, Any], book: Nomenclature, translate: Translate) -> None:
    if not row["found"]:
        text = (
            translate("{code}: not in {edition}")
            if row["covered"]
            else translate("{code}: not a code, or not within what the file of {edition} holds")
        )
        click.echo(text.format(code=row["code"], edition=book.edition))
        return
    for step in row["chain"]:
        click.echo(f"{step['code']:12}{step['description']}".rstrip())
    if len(row["code"].replace(".", "")) < book.deepest:
        click.echo(" " * 12 + translate("{count} lines of {size} digits").format(count=row["lines"], size=book.deepest))
    for edition, codes in row["editions"].items():
        if codes is not None:
            click.echo(f"{'':12}→ {edition}: {', '.join(codes) or '-'}")


def _check(translate: Translate) -> click.Command:
    @click.command(
        "check",
        help=translate(
            "Check lists of goods (CSV or XLSX) against the nomenclature and the scheme of identification codes."
        ),
    )
    @click.argument("files", nargs=-1, required=True, type=_FILE, metavar="TỆP...")
    @_edition(translate)
    @click.option("--scheme", type=_FILE, help=translate("Scheme of identification codes (YAML)."))
    @click.option("--successors", type=_FILE, help=translate("Successor map of identification codes (CSV)."))
    @click.option(
        "--fail-on",
        type=click.Choice(list(SEVERITIES)),
        default="error",
        help=translate("Exit with 1 when a finding is at least this severe. Default: error."),
    )
    @style_option(translate, "text", "json")
    def check(
        files: tuple[Path, ...], edition: str, scheme: Path | None, successors: Path | None, fail_on: str, style: str
    ) -> int:
        base = make_ground(_library(), edition)
        retired = read_successors(successors) if successors else {}
        ground = Ground(
            base.edition, base.nomenclature, base.concordances, read_scheme(scheme) if scheme else None, retired
        )
        findings: list[Finding] = []
        count = 0
        for path in files:
            goods = read_goods(path, shown_path(path))
            count += sum(line.role == "line" for line in goods.lines)
            findings.extend(_findings(goods, check_goods(goods, ground)))
        if style == "json":
            click.echo(
                json.dumps(
                    {"version": VERSION, "findings": [finding_data(finding, translate) for finding in findings]},
                    ensure_ascii=False,
                    indent=2,
                )
            )
        else:
            print_findings(findings, translate)
            text = translate("{count} lines of goods, {edition}: {summary}")
            click.echo(
                text.format(count=count, edition=ground.edition or "-", summary=summary(findings, translate)), err=True
            )
        return int(any(finding.severity >= SEVERITIES[fail_on] for finding in findings))

    return check


def _findings(goods: GoodsList, faults: Sequence[RowFault]) -> list[Finding]:
    found = []
    for fault in faults:
        rule = _BY_ID[fault.rule]
        found.append(
            Finding(rule.id, rule.severity, fault.message, Span(goods.name, fault.row, fault.column + 1), rule.source)
        )
    return found


def _convert_options(translate: Translate) -> Decorator:
    return options(
        click.argument("file", type=_FILE, metavar="TỆP"),
        click.option(
            "--to",
            "target",
            required=True,
            metavar="HS2028",
            help=translate("Edition to convert to; the edition of the list itself when it is only to be repaired."),
        ),
        click.option(
            "--from",
            "source",
            default="",
            metavar="AHTN2022",
            help=translate("Edition of the list; the first one of draftkit.yaml when left out."),
        ),
        click.option(
            "--repair",
            is_flag=True,
            help=translate("Put back zeros that a spreadsheet took from codes, where only one code fits."),
        ),
        click.option(
            "--out",
            type=click.Path(dir_okay=False, path_type=Path),
            help=translate("Write to this file (.csv or .xlsx) instead of the screen."),
        ),
        style_option(translate, "text", "json"),
    )


def _convert(translate: Translate) -> click.Command:
    @click.command(
        "convert",
        help=translate(
            "Bring a list of goods to another edition; every row is kept, split codes are left for you to choose."
        ),
    )
    @_convert_options(translate)
    def convert_list(file: Path, target: str, source: str, repair: bool, out: Path | None, style: str) -> int:
        from draftkit.files.whole import write_whole

        library = _library()
        start = source or next(iter(library.nomenclatures), target)
        table = library.concordance(start, target) if start != target else None
        book = library.nomenclature(start) if start in library.nomenclatures else None
        aim = library.nomenclature(target) if target in library.nomenclatures else None
        goods = read_goods(file, shown_path(file))
        done = convert(goods, table, book, aim, repair)
        data = as_xlsx(done.rows) if out and out.suffix.lower() == ".xlsx" else as_csv(done.rows, goods.separator)
        findings = _findings(goods, done.faults)
        if out:
            write_whole(out, data)
        if style == "json":
            found = [finding_data(finding, translate) for finding in findings]
            values: dict[str, Any] = {
                "version": 1,
                "from": start,
                "to": target,
                "repaired": done.repaired,
                "replaced": done.replaced,
                "findings": found,
            }
            click.echo(json.dumps(values if out else {**values, "rows": done.rows}, ensure_ascii=False, indent=2))
        else:
            if not out:
                click.echo(data.decode(), nl=False)
            for finding in findings:
                click.echo(f"{finding.span}: {finding.rule} {word(finding.message, translate)}", err=True)
            text = translate("{rows} rows: {repaired} codes repaired, {replaced} replaced, {open} left to decide")
            click.echo(
                text.format(rows=len(goods.lines), repaired=done.repaired, replaced=done.replaced, open=len(findings)),
                err=True,
            )
        return int(any(finding.severity >= SEVERITIES["error"] for finding in findings))

    return convert_list
