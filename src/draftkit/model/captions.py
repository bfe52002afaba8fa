"""Lists of tables and figures: of a whole document when its metadata gives them titles (`danh_muc: {bang: …}`), of an
annex when its heading asks for them (`{.danh-muc-bang .danh-muc-hinh}`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from draftkit.model.inline import plain
from draftkit.model.keys import LISTS
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Contents, ContentsLine, Item, Line
from draftkit.model.tree import Draft, Figure, Table, Unit

CREDIT = re.compile(r"(?:Ảnh|Nguồn|Đồ họa|Tác giả|Photo|Source|Graphic|Credit)\s*:", re.IGNORECASE)
"""Where a caption says who made what is shown."""
_CLASS = "danh-muc-"


class _Sort(NamedTuple):
    """What may be listed: the word and role of its captions, the title of the list in an annex, what bears them."""

    word: str
    role: str
    title: str
    block: type[Table] | type[Figure]


_SORTS = {
    "bang": _Sort("Bảng", "table-caption", "DANH MỤC BẢNG", Table),
    "hinh": _Sort("Hình", "figure-caption", "DANH MỤC HÌNH", Figure),
}


def has_lists(draft: Draft) -> bool:
    """Whether a document lists its captions anywhere; then each of them has a bookmark."""
    return bool(draft.meta.values.get(LISTS)) or any(lists_of(annex) for annex in draft.annexes)


def list_class(entry: str) -> str:
    """The class of an annex whose list has this entry."""
    return next((_CLASS + name for name, sort in _SORTS.items() if entry.startswith(f"{sort.word} ")), "")


def list_classes() -> Mapping[str, type[Table] | type[Figure]]:
    """The classes by which an annex asks for its lists, and what each lists."""
    return {_CLASS + name: sort.block for name, sort in _SORTS.items()}


def lists_of(annex: Unit) -> tuple[tuple[str, str], ...]:
    """The lists that an annex asks for, each with its title."""
    return tuple((name, sort.title) for name, sort in _SORTS.items() if _CLASS + name in annex.classes)


def lists_in(draft: Draft) -> tuple[tuple[str, str], ...]:
    """The lists of a whole document, each with the title that its metadata gives."""
    given = draft.meta.values.get(LISTS)
    titles = given if isinstance(given, dict) else {}
    return tuple((name, str(titles[name])) for name in _SORTS if titles.get(name))


def listed(
    items: Iterable[Item], asked: Iterable[tuple[str, str]], pages: Mapping[str, str], within: str = ""
) -> Iterator[Item]:
    """The lists asked for of the captions among `items`, with the `pages` of bookmarks that are known; `within` is the
    number of the annex that they stand in. A list of nothing is not printed."""
    lines = [item for item in items if isinstance(item, Line) and item.bookmark]
    for name, title in asked:
        sort = _SORTS[name]
        found = [line for line in lines if line.role == sort.role and line.before]
        if found:
            yield Line("list-title", (title,))
            entries = (
                ContentsLine(" ".join(line.text().split()), 1, line.bookmark, pages.get(line.bookmark, ""))
                for line in found
            )
            yield Contents(tuple(entries), of=found[0].before.strip(), within=within)


def caption_name(block: Table | Figure) -> str:
    """What a table or picture is called where it has no number: its caption without who made it, else what a picture
    shows; empty when it says neither."""
    words = CREDIT.split(plain(block.caption), maxsplit=1)[0].strip(" .;,(-–—")
    return words or (block.alt.strip() if isinstance(block, Figure) else "")
