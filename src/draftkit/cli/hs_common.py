"""What the commands on lists of goods share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from draftkit.cli.common import Decorator, open_session, options, shown_path, tell_all
from draftkit.cli.each import sheet_option
from draftkit.cli.language import Translate, word
from draftkit.cli.written import NEW_FILE
from draftkit.errors import ConfigError
from draftkit.files.names import keep_apart
from draftkit.files.whole import write_whole
from draftkit.hs.account import account, account_data, sentences
from draftkit.hs.convert import as_csv
from draftkit.hs.goods import GoodsList, RowFault, read_goods
from draftkit.hs.nomenclature import Concordance, Library, Nomenclature, open_library
from draftkit.hs.plugin import RULES
from draftkit.hs.workbook import Cells, as_xlsx, changed
from draftkit.model.message import Finding, Message, Span

_BY_ID = {rule.id: rule for rule in RULES}


def library() -> Library:
    """The nomenclatures and concordances of the project around the current folder."""
    project = open_session().project
    return open_library(project.root, project.data)


def between(
    known: Library, source: str, target: str
) -> tuple[str, Concordance | None, Nomenclature | None, Nomenclature | None]:
    """What `--from` and `--to` name: from which edition a list goes, the table between both (None when they are one),
    their nomenclatures where the project has them."""
    start = source or next(iter(known.nomenclatures), target)
    book, aim = (known.nomenclature(name) if name in known.nomenclatures else None for name in (start, target))
    return start, known.concordance(start, target) if start != target else None, book, aim


def editions_options(help: str) -> Decorator:
    """From which edition to which; `help` says what the latter is."""
    said = "Edition of the list; the first one of draftkit.yaml when left out."
    return options(
        click.option("--to", "target", required=True, metavar="HS2028", help=help),
        click.option("--from", "source", default="", metavar="AHTN2022", help=said),
    )


edition_option = click.option(
    "--edition",
    default="",
    metavar="AHTN2022",
    help="Edition of the nomenclature; the first one of draftkit.yaml when left out.",
)
"""The edition of the list."""


reading_options = options(
    click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="mo_ta=C",
        help="Which column holds what, by title or letter: ma_hs, mo_ta, dvt, gioi_han … May be repeated.",
    ),
    sheet_option,
)
"""Which column holds what, and which sheet is read."""


report_option = click.option(
    "--out", type=NEW_FILE, metavar="TỆP.docx|.csv|.xlsx|.json", help="Write to this file instead of the screen."
)
"""Where to write a report."""


out_option = click.option(
    "--out", type=NEW_FILE, metavar="TỆP.csv|.xlsx", help="Write to this file instead of the screen."
)
"""Where to write a list."""


def style_of(out: Path | None, style: str) -> str:
    """How a result is written: as the ending of its file says, and as `style` asks where there is none. Raises
    ConfigError where `--format` asks for something else than the ending."""
    if out is None or not out.suffix:
        return style
    meant = {".json": "json", ".csv": "csv", ".xlsx": "csv"}.get(out.suffix.lower(), "text")
    asked = click.get_current_context().get_parameter_source("style") is not ParameterSource.DEFAULT
    if asked and style != meant:
        raise ConfigError("--format {style} and --out {file} name two formats: leave one out.", style=style, file=out)
    return meant


def read_list(path: Path, edition: str, columns: Sequence[str], sheet: str, out: Path | None = None) -> GoodsList:
    """A list as the options ask. Raises ConfigError on a `--column` without “=”, OutputError where `out` is it."""
    keep_apart([out], path)
    asked: dict[str, str] = {}
    for item in columns:
        key, sign, title = item.partition("=")
        if not sign or not title.strip():
            raise ConfigError("--column “{value}” must be of the form mo_ta=C or mo_ta=Title", value=item)
        asked[key.strip()] = title.strip()
    return read_goods(path, shown_path(path), edition, asked, sheet)


def tell(goods: GoodsList, book: Nomenclature | None, edition: str, translate: Translate, gaps: bool = True) -> None:
    """Say what was read, and what could not be compared (`gaps`)."""
    tell_all(sentences(account(goods, book, edition, gaps)), translate)


def told(goods: GoodsList, book: Nomenclature | None, edition: str, translate: Translate) -> dict[str, Any]:
    """The same as data."""
    return account_data(account(goods, book, edition), say(translate))


def say(translate: Translate) -> Callable[[Message], str]:
    """Words a message."""
    return lambda message: word(message, translate)


def findings(goods: GoodsList, faults: Sequence[RowFault]) -> list[Finding]:
    """The faults as findings, at their row and column."""
    found = []
    for fault in faults:
        rule = _BY_ID[fault.rule]
        span = Span(fault.file or goods.name, fault.row, fault.column + 1)
        found.append(Finding(rule.id, rule.severity, fault.message, span, rule.source))
    return found


def rewritten(path: Path, goods: GoodsList, rows: Sequence[Sequence[str]], cells: Cells, out: Path) -> bytes:
    """A list anew for the file `out`, its rows or the `cells` that changed: a workbook made of the one it came from, so
    that its looks stay."""
    if goods.sheet and out.suffix.lower() == ".xlsx":
        return changed(path, goods.name, goods.sheet, cells)
    return packed(rows, out, goods.separator)


def write_rows(rows: Sequence[Sequence[str]], out: Path | None, separator: str = ",") -> None:
    """Write rows to a file, CSV or XLSX by its name, or to the screen."""
    if out is None:
        click.echo(as_csv(rows, separator).decode(), nl=False)
        return
    write_whole(out, packed(rows, out, separator))


def packed(rows: Sequence[Sequence[str]], out: Path, separator: str = ",") -> bytes:
    """Rows as the file that `out` is called like: a workbook, else CSV."""
    return as_xlsx(rows) if out.suffix.lower() == ".xlsx" else as_csv(rows, separator)
