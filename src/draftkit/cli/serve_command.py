"""draftkit serve"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from draftkit.cli.clock import now
from draftkit.cli.common import WholeNumber
from draftkit.cli.language import Translate, choose
from draftkit.errors import needing
from draftkit.files.cache import default_cache


@click.command("serve")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".", metavar="[DIR]")
@click.option("--port", type=WholeNumber(0, 65535), default=0, metavar="SỐ", help="The port. Default: a free one.")
@click.option("--no-browser", is_flag=True, help="Print the address only; do not open the browser.")
@click.pass_obj
def command(translate: Translate, /, folder: Path, port: int, no_browser: bool) -> int:
    with needing(
        "The workbench needs starlette and uvicorn, which are not installed: pip install '{package}'",
        "serve",
        "starlette",
        "uvicorn",
    ):
        from draftkit.workbench.serve import serve as run

    def say(address: str) -> None:
        click.echo(translate("The workbench is open at {address}\nCtrl+C stops it.").format(address=address))

    run(folder, default_cache(), translate, choose(sys.argv[1:]), port, not no_browser, say, now)
    return 0
