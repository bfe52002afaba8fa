"""What `draftkit build` asks before a text goes out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import click

from draftkit.cli.clock import moment, now_option
from draftkit.cli.common import shown_path
from draftkit.cli.language import Translate, word
from draftkit.library.session import Document, Session
from draftkit.model.tree import Occasion


class GateOptions(NamedTuple):
    """The options of the gate, as given."""

    now: str | None
    embargoed: bool
    as_draft: bool

    def occasion(self, translate: Translate) -> Occasion:
        """The occasion documents are made on. Raises ConfigError when the moment is not understood."""
        return Occasion(moment(self.now, translate), self.as_draft)

    def refuse(self, session: Session, document: Document, translate: Translate) -> bool:
        """Say why a document must not go out, and whether anything stands against it. Before its time only --embargoed
        lets it pass."""
        against = [refusal for refusal in session.refusals(document) if not (refusal.early and self.embargoed)]
        for refusal in against:
            click.echo(f"{shown_path(document.path)}: {word(refusal.message, translate)}", err=True)
        if against:
            text = translate("{file}: not built: mend this, or build it as a draft with --draft.")
            click.echo(text.format(file=shown_path(document.path)), err=True)
        return bool(against)


def gate_options(translate: Translate) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options that GateOptions holds."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        command = now_option(translate)(command)
        command = click.option(
            "--embargoed",
            is_flag=True,
            help=translate("Build before the time of publication; every form says not to publish before it."),
        )(command)
        return click.option(
            "--draft", "as_draft", is_flag=True, help=translate("Build with a draft mark what is not approved yet.")
        )(command)

    return add
