"""How severities and errors are said, one way for all commands."""

from __future__ import annotations

import click

from draftkit.cli.language import Translate, word
from draftkit.errors import InternalError, as_error
from draftkit.model.message import Message, Severity

SEVERITY_WORDS = {severity: severity.word for severity in reversed(Severity)}


def print_error(error: Exception, translate: Translate) -> int:
    """One line on the error stream: what stopped us; and whose mistake it is when it is ours. Its exit status."""
    told = as_error(error)
    text = word(Message(told.text, told.values), translate)
    click.echo(f"{click.style(translate('Error:'), fg='red')} {text}", err=True)
    if isinstance(error, InternalError):
        click.echo(translate("This is a mistake in draftkit: please report it, without the real draft."), err=True)
    return told.exit_status
