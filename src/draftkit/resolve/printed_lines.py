"""A bound draft as printed lines: what a reader of plain text would be given; and its contents list: the headings whose
style has an outline level, as Word gathers them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from draftkit.model.captions import lists_of
from draftkit.model.inline import plain
from draftkit.model.printed import Contents, ContentsLine, Equation, Grid, Item, Line, Picture
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, own_flow
from draftkit.word.in_line import in_line


def contents(bound: Bound, before: Iterable[Item], deepest: int) -> Contents:
    """The list of the headings down to the outline level `deepest`: of `before`, then of body and annexes."""
    levels = {style.role: style.outline for style in bound.profile.styles.values() if 0 < style.outline <= deepest}
    lines = (item for item in chain(before, printed_items(bound)) if isinstance(item, Line) and item.bookmark)
    return Contents(
        tuple(
            ContentsLine(" ".join(f"{item.number()}{in_line(item.content)}".split()), levels[item.role], item.bookmark)
            for item in lines
            if item.role in levels
        )
    )


def bookmarks(bound: Bound) -> tuple[str, ...]:
    """The bookmarks whose pages the lists of a draft want to know; empty when it has none."""
    annexes = annex_flow(bound, "") if any(map(lists_of, bound.draft.annexes)) else ()
    lists = (item for item in chain(bound.opening, annexes) if isinstance(item, Contents))
    return tuple(dict.fromkeys(entry.bookmark for item in lists for entry in item.entries))


def with_pages(bound: Bound, pages: Mapping[str, str]) -> Bound:
    """The same draft, the pages of its lists filled in."""
    opening = tuple(
        item._replace(entries=tuple(entry._replace(page=pages.get(entry.bookmark, "")) for entry in item.entries))
        if isinstance(item, Contents)
        else item
        for item in bound.opening
    )
    return bound._replace(opening=opening, pages=pages)


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
            yield item.text(), item.line
        elif isinstance(item, Grid):
            for row in item.rows:  # the heading of a group is a row, too
                yield "\t".join(map(plain, row)) + "\t" * (len(row) == 1), item.line
        elif isinstance(item, Equation):
            yield f"${item.tex}$\t", item.line
        elif isinstance(item, Picture):
            yield f"![{item.alt}]\t", item.line
