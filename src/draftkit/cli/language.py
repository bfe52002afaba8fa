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


def parted(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The language that `--lang` names among some arguments, wherever it stands (empty: none), and the others; where it
    names none that we speak, it alone, for the first command to refuse: those below it do not know it."""
    told, left = "", list(arguments)
    for at in reversed(range(len(left))):
        named = left[at : at + 2] if left[at] == "--lang" else left[at].split("=", 1)
        if named[0] != "--lang":
            continue
        if named[-1] not in LANGUAGES:
            return "", named
        told = named[-1]
        del left[at : at + 1 + (left[at] == "--lang")]
    return told, left


def choose(arguments: Sequence[str]) -> str:
    """`--lang` among the arguments, else the locale; Vietnamese unless the locale is English."""
    if told := parted(arguments)[0]:
        return told
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
