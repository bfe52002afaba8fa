"""A bound draft as printed lines: what a reader of plain text would be given."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from draftkit.model.inline import plain
from draftkit.model.printed import Grid, Line
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, own_flow


def printed_lines(bound: Bound) -> Iterator[tuple[str, int]]:
    """Each paragraph of the body and of the annexes as printed, a row of a table as one, its cells divided by tabs,
    with the 0-based line of the source it comes from. What a kind prints around the body (cover, contents list) is no
    provision."""
    for item in chain(own_flow(bound), annex_flow(bound, "")):
        if isinstance(item, Line):
            yield f"{item.before}{item.mark}{item.after}{plain(item.content)}", item.line
        elif isinstance(item, Grid):
            across = max(map(len, item.rows), default=0) > 1
            for row in item.rows:  # the heading of a group is a row, too
                yield "\t".join(map(plain, row)) + "\t" * (across and len(row) == 1), item.line
