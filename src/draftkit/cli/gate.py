"""What `draftkit build` and `kit` ask before a text goes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from draftkit.cli.clock import moment, now, now_option
from draftkit.cli.common import options, shown_path, tell_user
from draftkit.cli.language import Translate, word
from draftkit.model.message import Message
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Occasion


class GateOptions(NamedTuple):
    """The options of the gate, as given."""

    now: str | None
    embargoed: bool
    as_draft: bool

    def occasion(self, translate: Translate) -> Occasion:
        """The occasion documents are made on; one that is still to come is told. Raises ConfigError when the moment is
        not understood."""
        then = moment(self.now, translate)
        if datetime.fromisoformat(then) > datetime.fromisoformat(now()):
            text = "--now: made as on {moment}, which is still to come; nothing of it may go out before."
            tell_user(translate, text, moment=self.now)
        return Occasion(then, self.as_draft)


def print_refusals(path: Path, against: Sequence[Message], translate: Translate) -> None:
    """Say why a document must not go out; nothing when nothing stands against it."""
    for message in against:
        click.echo(f"{shown_path(path)}: {word(message, translate)}", err=True)
    if against:
        tell_user(
            translate,
            "{file}: not built: mend this, or build it as a draft with --draft; "
            "--embargoed builds what only has to wait.",
            file=shown_path(path),
        )


def print_flawed(path: Path, marked: bool, translate: Translate) -> None:
    """Say that a document was built with errors, and whether its draft mark says so."""
    text = "{file}: built with errors; mend them before it goes out."
    if marked:
        text = "{file}: built with errors, which its draft mark says; mend them before it goes out."
    tell_user(translate, text, file=shown_path(path))


def print_aside(files: Sequence[Path], translate: Translate) -> None:
    """Say where results of earlier days went that are no longer true."""
    for file in files:
        tell_user(translate, "set aside what was built before: {file}", file=shown_path(file))


gate_options = options(
    click.option("--draft", "as_draft", is_flag=True, help="Build with a draft mark what is not approved yet."),
    click.option(
        "--embargoed",
        is_flag=True,
        help="Build before the time of publication; every form says not to publish before it.",
    ),
    now_option,
)
"""The options that GateOptions holds."""
