"""The language of messages: Vietnamese or English, by --lang, else by the locale."""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from typing import TypeVar

import click

from draftkit.library.language import FOLDER
from draftkit.library.language import LANGUAGES as LANGUAGES
from draftkit.library.language import compiled as compiled
from draftkit.library.language import translator as translator
from draftkit.model.message import Translate as Translate
from draftkit.model.message import word as word


def choose(arguments: Sequence[str]) -> str:
    """`--lang` among the arguments, else the locale; Vietnamese unless the locale is English."""
    for index, argument in enumerate(arguments):
        value = (
            arguments[index + 1]
            if argument == "--lang" and index + 1 < len(arguments)
            else argument.removeprefix("--lang=")
            if argument.startswith("--lang=")
            else ""
        )
        if value in LANGUAGES:
            return value
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and value not in ("C", "POSIX", "C.UTF-8"):
            return "en" if value.startswith("en") else "vi"
    return "vi"


Said = TypeVar("Said", bound=click.Command)


def spoken(command: Said, translate: Translate) -> Said:
    """A command that calls its options and commands in the language, and so do those below it."""
    command.options_metavar = translate("[OPTIONS]")
    if isinstance(command, click.Group):
        command.subcommand_metavar = translate("COMMAND [ARGS]...")
        for one in command.commands.values():
            spoken(one, translate)
    return command


def speak(language: str) -> None:
    """Let Click say its own words (“Usage”, “Missing option”) in the language too. It asks the default domain of this
    process, so only the entry point may call this."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("click", FOLDER)
    gettext.textdomain("click")
