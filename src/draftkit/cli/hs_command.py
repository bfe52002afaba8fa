"""draftkit hs"""

from __future__ import annotations

import click

from draftkit.cli.hs_identity import assign
from draftkit.cli.hs_lists import check, convert, expand, export
from draftkit.cli.hs_lookup import lookup
from draftkit.cli.hs_reports import correlate, diff

command = click.Group("hs", commands=[lookup, check, convert, expand, export, correlate, diff, assign])
