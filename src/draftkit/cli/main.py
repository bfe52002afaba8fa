"""The `draftkit` command. Sub-commands are imported when used, so that --help costs no more than click itself."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

import click

from draftkit.cli.language import LANGUAGES, Translate, choose, compiled, parted, speak, spoken, translator
from draftkit.files.cache import default_cache
from draftkit.files.expressions import keep as keep_expressions
from draftkit.files.parsed import keep as keep_parsed
from draftkit.model.nearest import nearest
from draftkit.version import VERSION

COMMANDS = {
    "init": "Start a project of your own: settings, shared files, versions.",
    "build": "Build documents: Word, PDF, HTML or plain text.",
    "check": "Check documents against the rules and say what is wrong, where, and why.",
    "verify": "Say whether a Word or PDF file is what was built, and name each difference.",
    "approve": "Record who approved a text, and what it rested on: later changes are then shown.",
    "dossier": "Build the dossier of a draft: numbered folder, tables, list of enclosures, one zip.",
    "site": "Build the static newsroom: releases, documents for consultation, feed.",
    "kit": "Pack the media kit: every form of the pieces, photos, a list of all files.",
    "send-list": "Write who receives a piece, for a mail system: a table, blocks for Bcc; nothing is sent.",
    "list": "List the documents of the project, or the kinds of documents.",
    "new": "Start a new document of a kind, filled with comments.",
    "translate": "Start the English translation of a document: a copy beside it, to be worded in English.",
    "fmt": "Bring sources to their canonical layout; never changes what they say.",
    "import": "Turn Word files into drafts, with a report on what was kept.",
    "pull": "Bring edits and comments made in Word on a built file back to the plain-text sources.",
    "text": "Print what a Word file says as plain text.",
    "git-setup": "Make git show Word files as text and head changes with the điều they are in.",
    "explain": "Explain a rule and name the provision it rests on.",
    "rules": "List all rules.",
    "serve": "Open the workbench: the project in the browser, pages that are edited where they stand.",
    "lsp": "Answer an editor while a draft is being written (language server).",
    "mcp": "Let an assistant program read, search, check and propose changes in this project (MCP, standard input).",
    "versions": "Save versions of the project, list them, go back to one; without the words of git.",
    "diff": (
        "Show what changed between two drafts, revisions or Word files; write it as a redline or a comparison table."
    ),
    "amend": "Read what an amending act changes, and apply it to the act it amends.",
    "consolidate": "Write the consolidated text of an act and the acts that amend it, with its Word file.",
    "cache": "Show what is kept to be faster next time, or delete it.",
    "hs": "Look up, check and convert lists of goods by HS code.",
}


_STAYING = ("serve", "lsp", "mcp")
"""Commands that live on, and have their garbage collected."""
_NOT_COMPILED = "draftkit: thiếu bản dịch tiếng Việt (locale/vi), nên nói tiếng Anh; hãy cài lại draftkit."


class _Commands(click.Group):
    """A group that knows its sub-commands by name and imports the one that is used."""

    def __init__(self, translate: Translate) -> None:
        self.translate = translate
        said = "Language of messages: Vietnamese or English."
        language = click.Option(["--lang"], type=click.Choice(LANGUAGES), help=translate(said), expose_value=False)
        version = click.version_option(
            VERSION, "--version", message="draftkit %(version)s", help=translate("Show the version and exit.")
        )
        super().__init__(
            name="draftkit",
            help=translate("Plain-text drafts in, documents in ministry format out."),
            params=[language],
            options_metavar=translate("[OPTIONS]"),
            subcommand_metavar=translate("COMMAND [ARGS]..."),
            context_settings={"help_option_names": ["-h", "--help"]},
        )
        version(self)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            near = nearest(cmd_name, COMMANDS)
            if near and not cmd_name.startswith("-"):
                said = "No command “{name}”; did you mean “{near}”?"
                ctx.fail(self.translate(said).format(name=cmd_name, near=near[0]))
            return None
        if cmd_name in _STAYING:
            gc.enable()
        module = import_module(f"draftkit.cli.{cmd_name.replace('-', '_')}_command")
        command: click.Command = module.command
        return spoken(command, self.translate, COMMANDS[cmd_name])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(self.translate("Commands")):
            formatter.write_dl([(name, self.translate(text)) for name, text in COMMANDS.items()])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line. Exit status: 0 clean, 1 findings, 2 usage or unreadable input, 3 our fault."""
    _speak_all_letters()
    given = list(sys.argv[1:] if arguments is None else arguments)
    translate = translator(choose(given))
    try:
        return (
            _Commands(translate).main(parted(given)[1], prog_name="draftkit", standalone_mode=False, obj=translate) or 0
        )
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        click.echo(translate("Stopped."), err=True)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:
        from draftkit.cli.stopped import print_error

        return print_error(error, translate)


def _speak_all_letters() -> None:
    """Let output hold every letter: into a file or a pipe it is UTF-8, unless PYTHONIOENCODING says otherwise; a
    console that has not all letters (cp1258, cp1252) shows the others as numbers instead of stopping the command."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper) or stream.encoding.lower().replace("-", "") == "utf8":
            continue
        if stream.isatty() or "PYTHONIOENCODING" in os.environ:
            stream.reconfigure(errors="backslashreplace")
        else:
            stream.reconfigure(encoding="utf-8")


def run() -> None:
    """Entry point of the console script. Ends the process at once: taking a large document apart again costs a tenth of
    its build."""
    language = choose(sys.argv[1:])
    speak(language)
    if not compiled(language):
        click.echo(_NOT_COMPILED, err=True)
    status = 2
    with suppress(OSError):  # where standard error takes nothing, no reason can be told
        status = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody reads any more
            stream.flush()
    cache = default_cache()
    keep_expressions(cache)
    keep_parsed(cache)
    os._exit(status)
