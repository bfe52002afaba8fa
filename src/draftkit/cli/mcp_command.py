"""draftkit mcp"""

from __future__ import annotations

from pathlib import Path

import click

from draftkit.cli.language import Translate


@click.command("mcp")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".", metavar="[DIR]")
@click.option("--write", is_flag=True, help="Let programs write what they propose, where they ask for it.")
@click.pass_obj
def command(translate: Translate, /, folder: Path, write: bool) -> int:
    from draftkit.errors import needing

    with needing(
        "The server for assistants needs the SDK “mcp” from version 2, which is not installed: pip install '{package}'",
        "mcp",
        *("mcp", "mcp_types", "anyio"),
    ):
        from draftkit.agents.server import serve
    from draftkit.files.cache import default_cache
    from draftkit.library.project import root_around

    serve((root_around(folder.resolve()) or folder).resolve(), default_cache(), translate, write)
    return 0
