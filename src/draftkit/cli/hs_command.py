"""draftkit hs"""

from __future__ import annotations

import click

from draftkit.cli import hs_identity, hs_lists, hs_lookup, hs_reports
from draftkit.cli.language import Translate


def make(translate: Translate) -> click.Command:
    """The command, its help in the chosen language."""
    group = click.Group("hs")
    for command in (
        hs_lookup.lookup(translate),
        hs_lists.check(translate),
        hs_lists.convert(translate),
        hs_lists.expand(translate),
        hs_lists.export(translate),
        hs_reports.correlate(translate),
        hs_reports.diff(translate),
        hs_identity.assign(translate),
    ):
        group.add_command(command)
    return group
