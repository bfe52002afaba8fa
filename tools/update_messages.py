"""Bring src/draftkit/locale/vi/LC_MESSAGES/draftkit.po up to date with the messages in the code. Run by `make
messages`.

Translations that are there are kept; texts no longer used are dropped; new ones come in empty; the compiled file
beside it follows. `--check` only says
whether all is translated."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from draftkit.checks.catalogue import all_rules
from draftkit.checks.looks.catalogue import described
from draftkit.checks.rules.patterns import MESSAGES
from draftkit.cli.main import COMMANDS
from draftkit.files.whole import write_whole
from draftkit.plugins import brought_rules
from draftkit.workbench.app import words

ROOT = Path(__file__).parents[1]
_SOURCE = ROOT / "src/draftkit"
PO = ROOT / "src/draftkit/locale/vi/LC_MESSAGES/draftkit.po"
CALLS = {"_pattern": 1, "hit": 1, "tell_user": 1, "fault": 2, "fault_at": 2, "tell": 2} | dict.fromkeys(
    (
        "msg",
        "translate",
        "SourceError",
        "UndecidedError",
        "ConfigError",
        "ConflictError",
        "KindError",
        "OutputError",
        "EngineMissing",
        "needing",
        "InternalError",
    ),
    0,
)
"""Which argument of a call is a text."""
WORDS = ("error", "warning", "info")


def texts() -> Iterator[str]:
    """Every text shown to users, in the order of the code."""
    yield from COMMANDS.values()
    yield from WORDS
    yield from MESSAGES
    yield from words().values()
    modules = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(_SOURCE.rglob("*.py"))}
    shared = _named([node for module in modules.values() for node in module.body])
    for path, module in modules.items():
        nodes = list(ast.walk(module))
        named = {**shared, **_named(nodes)}
        for node in nodes:
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr
                    if isinstance(node.func, ast.Attribute)
                    else node.func.id
                    if isinstance(node.func, ast.Name)
                    else ""
                )
                if name in CALLS:
                    yield from _strings(node.args[CALLS[name] :][:1], named)
                if "/cli/" in path.as_posix():
                    yield from _strings([word.value for word in node.keywords if word.arg == "help"], named)
    for rule in (*all_rules(), *described(), *brought_rules()):
        yield rule.title
        yield rule.explanation


def _named(nodes: Sequence[ast.AST]) -> dict[str, list[ast.expr]]:
    """What each name was given, wherever: a long text stands in the line above its call, or in another module."""
    found: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def _strings(arguments: Sequence[ast.expr], named: Mapping[str, Sequence[ast.expr]]) -> Iterator[str]:
    for argument in arguments:
        for part in (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,):
            if isinstance(part, (ast.Name, ast.Attribute)):
                name = part.id if isinstance(part, ast.Name) else part.attr
                yield from _strings([one for one in named.get(name, ()) if not isinstance(one, ast.Name)], {})
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value:
                yield part.value


def main() -> int:
    """Update the catalogue, or with --check report what is missing."""
    old = Catalog(locale="vi")
    if PO.is_file():
        with PO.open("rb") as file:
            old = read_po(file, locale="vi")
    wanted = list(dict.fromkeys(texts()))
    missing = [text for text in wanted if not (old.get(text) and old.get(text).string)]
    if "--check" in sys.argv:
        if missing:
            print("\n".join(missing))
        return int(bool(missing))
    day = datetime(2026, 1, 1, tzinfo=UTC)  # a fixed date: the file changes only when a text does
    new = Catalog(
        "vi",
        project="draftkit",
        version="0",
        header_comment="# Bản dịch tiếng Việt của draftkit.",
        msgid_bugs_address="-",
        creation_date=day,
        revision_date=day,
        last_translator="-",
        language_team="vi",
        charset="utf-8",
        fuzzy=False,
    )
    for text in wanted:
        found = old.get(text)
        new.add(text, found.string if found else "")
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as target:
        write_po(target, new, width=160, omit_header=False, sort_output=False)
    compiled = BytesIO()
    write_mo(compiled, new)
    write_whole(PO.with_suffix(".mo"), compiled.getvalue())
    print(f"{PO.relative_to(ROOT)}: {len(wanted)} texts, {len(missing)} not translated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
