"""A bound draft as printed lines: what a reader of plain text would be given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from draftkit.model.inline import plain
from draftkit.model.printed import Equation, Grid, Item, Line, Picture
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, own_flow


def printed_lines(bound: Bound) -> Iterator[tuple[str, int]]:
    """Each paragraph of the body and of the annexes as printed, a row of a table as one, its cells divided by tabs,
    with the 0-based line of the source it comes from; a formula or picture of its own as a table of one cell. What a
    kind prints around the body (cover, contents list) is no provision."""
    return lines_of_items(printed_items(bound))


def printed_items(bound: Bound) -> Iterator[Item]:
    """What is printed of the body and of the annexes."""
    return chain(own_flow(bound), annex_flow(bound, ""))


def lines_of_items(items: Iterable[Item]) -> Iterator[tuple[str, int]]:
    """The lines of what is printed."""
    for item in items:
        if isinstance(item, Line):
            yield f"{item.before}{item.mark}{item.after}{plain(item.content)}", item.line
        elif isinstance(item, Grid):
            for row in item.rows:  # the heading of a group is a row, too
                yield "\t".join(map(plain, row)) + "\t" * (len(row) == 1), item.line
        elif isinstance(item, Equation):
            yield f"${item.tex}$\t", item.line
        elif isinstance(item, Picture):
            yield f"![{item.alt}]\t", item.line
