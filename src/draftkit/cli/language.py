"""The language of messages: Vietnamese or English, by --lang, else by the locale."""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from copy import copy
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


def spoken(command: Said, translate: Translate, help: str = "") -> Said:
    """The command as it says in a language what it does (`help`, or its own), its options and subcommands."""
    out = copy(command)
    out.help = _said(help or command.help, translate)
    out.options_metavar = translate("[OPTIONS]")
    out.params = [copy(param) for param in command.params]
    for param in out.params:
        if isinstance(param, click.Option):
            param.help = _said(param.help, translate)
    if isinstance(out, click.Group):
        out.subcommand_metavar = translate("COMMAND [ARGS]...")
        out.commands = {name: spoken(one, translate) for name, one in out.commands.items()}
    return out


def _said(text: str | None, translate: Translate) -> str | None:
    return translate(text) if text else text


def speak(language: str) -> None:
    """Let Click say its own words (“Usage”, “Missing option”) in the language too. It asks the default domain of this
    process, so only the entry point may call this."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("click", FOLDER)
    gettext.textdomain("click")
