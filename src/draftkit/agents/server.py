"""The protocol (`mcp` SDK) on one side, the tools on the other."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anyio
import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from draftkit.agents.places import Room
from draftkit.agents.tools import TOOLS, call, schema
from draftkit.errors import DraftkitError
from draftkit.model.message import Translate, msg, word
from draftkit.version import VERSION

_FIRST = msg(
    "Vietnamese legal drafts as plain text. Read before proposing: a proposal names the provision and the hash that "
    "reading gave. Propose one provision at a time; the patch is what the user decides on."
)

_MISTAKE = (
    "draftkit made a mistake ({reason}); nothing was written. The log of the server tells more: please report it."
)


def serve(root: Path, cache: Path | None, translate: Translate, write: bool) -> None:
    """Answer on standard input and output until they close."""
    server = made(root, cache, translate, write)

    async def run() -> None:
        async with stdio_server() as (source, target):
            await server.run(source, target, server.create_initialization_options())

    anyio.run(run)


def made(root: Path, cache: Path | None, translate: Translate, write: bool) -> Server[Any]:
    """The server of a project."""
    listed = [
        types.Tool(
            name=tool.name,
            description=word(tool.help, translate),
            input_schema=schema(tool, translate),
            annotations=types.ToolAnnotations(
                read_only_hint=not (tool.writes and write), destructive_hint=False, open_world_hint=False
            ),
        )
        for tool in TOOLS
    ]

    async def list_tools(_context: Any, _params: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=listed)

    async def call_tool(_context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        return answered(lambda: Room(root, cache, translate, write), params.name, params.arguments or {}, translate)

    return Server(
        "draftkit",
        version=VERSION,
        instructions=word(_FIRST, translate),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def answered(
    room: Callable[[], Room], name: str, given: Mapping[str, Any], translate: Translate
) -> types.CallToolResult:
    """What a tool answers; a refusal with its reason. A mistake of ours is told, too: one request ends no other."""
    try:
        return _said(json.dumps(call(room(), name, given), ensure_ascii=False, indent=1), False)
    except DraftkitError as error:
        return _said(word(error.message, translate), True)
    except Exception as error:
        traceback.print_exception(error, file=sys.stderr)
        return _said(word(msg(_MISTAKE, reason=f"{type(error).__name__}: {error}"), translate), True)


def _said(text: str, is_error: bool) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=text)], is_error=is_error)
