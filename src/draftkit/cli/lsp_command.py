"""draftkit lsp"""

from __future__ import annotations

import click

from draftkit.cli.common import WholeNumber
from draftkit.cli.language import Translate
from draftkit.errors import needing
from draftkit.files.cache import default_cache


@click.command("lsp")
@click.option(
    "--port",
    type=WholeNumber(1, 65535),
    metavar="SỐ",
    help="Listen on this port of this machine instead of standard input and output.",
)
@click.pass_obj
def command(translate: Translate, /, port: int | None) -> int:
    with needing(
        "The language server needs pygls, which is not installed: pip install '{package}'", "lsp", "pygls", "lsprotocol"
    ):
        from draftkit.lsp.server import Server
    from draftkit.live.desk import Desk

    server = Server(lambda root: Desk(root, default_cache(), translate), translate)
    if port is None:
        server.start_io()
    else:
        server.start_tcp("127.0.0.1", port)
    return 0
