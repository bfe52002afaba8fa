"""The protocol (`mcp` SDK) on one side, the tools on the other: what each is for, and what it is given."""

from __future__ import annotations

import json
import re
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anyio
import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from draftkit.agents import proposals, readings
from draftkit.agents.places import Json, Room
from draftkit.errors import ConfigError, DraftkitError
from draftkit.model.message import Message, Translate, msg, word
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import only_known
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


LONGEST = 100_000
"""Letters of one argument."""
_CONTROL = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f]")
_TYPES: dict[str, type] = {"string": str, "integer": int, "boolean": bool}


class Field(NamedTuple):
    """An argument: what it says, its JSON type, whether it must be there, what it may be (nothing: anything)."""

    help: Message
    type: str = "string"
    required: bool = False
    choices: tuple[str, ...] = ()


class Tool(NamedTuple):
    """A tool: what it does in the words of a drafter, its arguments, and who does it."""

    name: str
    help: Message
    fields: Mapping[str, Field]
    run: Callable[..., Json]
    writes: bool = False


_DOCUMENT = msg("The document: its name, or its path in the project.")
_PLACE = msg("The provision: its label (@viec), its words (khoản 1 Điều 2), or file and line (…/01.md:12).")

TOOLS = (
    Tool(
        "read",
        msg(
            "Read the project: without arguments its documents; with a document the list of its provisions and its "
            "metadata; with a provision its text, and the hash that a proposal on it must give."
        ),
        {"document": Field(_DOCUMENT), "provision": Field(_PLACE)},
        readings.read,
    ),
    Tool(
        "search",
        msg("Find provisions that hold all of these words, with or without accents, in one document or in all."),
        {"words": Field(msg("The words."), required=True), "document": Field(_DOCUMENT)},
        readings.search,
    ),
    Tool(
        "check",
        msg("Check a document, or all: every finding with its rule, place and the provision of law it rests on."),
        {"document": Field(_DOCUMENT)},
        readings.check,
    ),
    Tool(
        "explain",
        msg("Explain a rule: what it asks, on which provision it rests, a wrong and a right text."),
        {"rule": Field(msg("The rule, for example DK-S006."), required=True)},
        readings.explain,
    ),
    Tool(
        "diff",
        msg("Show what became of each provision between two documents, Word files or saved versions (v1..v2)."),
        {
            "old": Field(msg("The older document or Word file, or versions: v1..v2."), required=True),
            "new": Field(msg("The newer document or Word file; after versions the document.")),
        },
        readings.diff,
    ),
    Tool(
        "amend_read",
        msg("List what an amending act changes in another one, unit by unit: a document, a Word file or plain text."),
        {"act": Field(msg("The amending act: document, file, or @name of references.yaml."), required=True)},
        readings.amend_read,
    ),
    Tool(
        "propose_edit",
        msg(
            "Propose a change of one provision, or of one key of the metadata, as a patch. It is proved that nothing "
            "else changes. What would bring an error is refused, other new findings are told. Nothing is written "
            "unless the user allowed it when the server was started, and “write” is asked for."
        ),
        {
            "document": Field(_DOCUMENT, required=True),
            "do": Field(msg("What to do."), required=True, choices=proposals.DOINGS),
            "provision": Field(_PLACE),
            "key": Field(msg("The key of the metadata, for “{do}”.", do=proposals.SET)),
            "hash": Field(msg("The hash that reading the provision or key gave."), required=True),
            "text": Field(msg("The new text in the dialect of drafts; of a key its YAML lines.")),
            "where": Field(
                msg("Where something new stands: before, after, or inside the provision."), choices=proposals.WHERE
            ),
            "level": Field(
                msg("The level of something new, needed inside: paragraph, or one of those that reading named.")
            ),
            "write": Field(msg("Write it, too."), "boolean"),
        },
        proposals.propose_edit,
        writes=True,
    ),
)


def schema(tool: Tool, translate: Translate) -> Json:
    """The arguments of a tool as a JSON schema."""
    properties = {
        name: {
            "type": field.type,
            "description": word(field.help, translate),
            **({"enum": list(field.choices)} if field.choices else {}),
        }
        for name, field in tool.fields.items()
    }
    required = [name for name, field in tool.fields.items() if field.required]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def call(room: Room, name: str, given: Mapping[str, Any]) -> Json:
    """What a tool answers. Raises a DraftkitError with the reason of a refusal."""
    only_known([name], [tool.name for tool in TOOLS], "draftkit mcp")
    tool = next(tool for tool in TOOLS if tool.name == name)
    only_known(given, tool.fields, name)
    for called, field in tool.fields.items():
        value = given.get(called)
        if value is None or value == "":
            if field.required:
                raise ConfigError("{tool}: “{key}” is missing.", tool=name, key=called)
        elif type(value) is not _TYPES[field.type] or (field.choices and value not in field.choices):
            known = ", ".join(field.choices) or field.type
            raise ConfigError("{tool}: “{key}” must be one of: {known}", tool=name, key=called, known=known)
        elif isinstance(value, str) and (found := _CONTROL.search(value)):
            said = "{tool}: “{key}” holds U+{code}, which no text has."
            raise ConfigError(said, tool=name, key=called, code=f"{ord(found[0]):04X}")
        elif isinstance(value, str) and len(value) > LONGEST:
            raise ConfigError("{tool}: “{key}” is longer than {count} letters.", tool=name, key=called, count=LONGEST)
    wanted = {key: value for key, value in given.items() if value is not None}
    return tool.run(room, **wanted)
