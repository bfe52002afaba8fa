"""The contents list of a bound draft: the headings whose style has an outline level, as Word gathers them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from draftkit.model.captions import lists_of
from draftkit.model.printed import Contents, ContentsLine, Item, Line
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, own_flow
from draftkit.word.in_line import in_line


def contents(bound: Bound, before: Iterable[Item], deepest: int) -> Contents:
    """The list of the headings down to the outline level `deepest`: of `before`, then of body and annexes."""
    levels = {style.role: style.outline for style in bound.profile.styles.values() if 0 < style.outline <= deepest}
    lines = (
        item
        for item in chain(before, own_flow(bound), annex_flow(bound, ""))
        if isinstance(item, Line) and item.bookmark
    )
    return Contents(
        tuple(
            ContentsLine(
                " ".join(f"{item.before}{item.mark}{item.after}{in_line(item.content)}".split()),
                levels[item.role],
                item.bookmark,
            )
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
