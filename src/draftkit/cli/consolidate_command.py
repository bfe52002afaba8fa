"""draftkit consolidate"""

from __future__ import annotations

from pathlib import Path

import click

from draftkit.cli.amend_command import act_and_document, act_text, offering_partial, partial_option
from draftkit.cli.clock import today
from draftkit.cli.common import open_session, print_findings
from draftkit.cli.gate import print_flawed
from draftkit.cli.language import Translate, word
from draftkit.cli.written import NEW_FOLDER
from draftkit.errors import ConfigError
from draftkit.files.names import keep_what_is_there
from draftkit.law.dates import as_day, is_date, long_date, no_date
from draftkit.model.message import Severity


@click.command("consolidate")
@click.argument("base", metavar="VĂN-BẢN-GỐC | TỆP")
@click.argument("acts", nargs=-1, required=True, metavar="VĂN-BẢN-SỬA-ĐỔI...")
@click.option(
    "--out",
    type=NEW_FOLDER,
    required=True,
    metavar="THƯ-MỤC",
    help="Folder for the draft of the consolidated text; the Word file goes beside it.",
)
@click.option("--at", default="", metavar="NGÀY", help="The text in force on this day, 2026-12-05.")
@click.option("--agency", default="", metavar="MÃ", help="Abbreviation of the agency that consolidates.")
@click.option(
    "--law-form", is_flag=True, help="The letter of the law where practice differs: “được bãi bỏ” without brackets."
)
@partial_option
@click.pass_obj
def command(
    translate: Translate,
    /,
    base: str,
    acts: tuple[str, ...],
    out: Path,
    at: str,
    agency: str,
    law_form: bool,
    partial: bool,
) -> int:
    from draftkit.amend.consolidate import consolidated
    from draftkit.amend.laid_out import put
    from draftkit.amend.paper import paper_files
    from draftkit.amending.terminal import outcome_lines, undone
    from draftkit.library.build_run import TO_COME, Order, build

    if at and not is_date(at := as_day(at)):
        raise ConfigError.of(no_date("--at", at))
    keep_what_is_there(out)
    session = open_session(names=(base,))
    text, document = act_and_document(base)
    with offering_partial():
        result = consolidated(text, [act_text(name) for name in acts], at, law_form, partial)
    if at and at < (begins := result.base.starts()):
        raise ConfigError("{file} has effect from {begins} only", file=base, begins=long_date(begins))
    put(session, paper_files(result, session, document, today(), agency), out.resolve(), document)
    built = build(session, session.read(out.resolve()), Order(("docx",), out.resolve().parent))
    for line in (*outcome_lines(result.told(), translate), *(word(one, translate) for one in result.undated())):
        click.echo(line)
    print_findings([one for one in built.findings if one.rule not in TO_COME], translate, Severity.ERROR)
    if built.flawed:
        print_flawed(out, built.marked, translate)
    return int(built.flawed or undone(result.told()) > 0)
