"""How severities and errors are said, one way for all commands."""

from __future__ import annotations

import click

from draftkit.cli.language import Translate, word
from draftkit.errors import DraftkitError
from draftkit.model.message import Message, Severity

SEVERITY_WORDS = {severity: severity.word for severity in reversed(Severity)}


def print_error(error: DraftkitError, translate: Translate) -> None:
    """One line on the error stream: what stopped us."""
    click.echo(
        click.style(translate("Error:"), fg="red") + " " + word(Message(error.text, error.values), translate), err=True
    )
