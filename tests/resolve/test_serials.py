"""Trees replaced before and after binding: every paragraph shows its own text, never that of another.

Each text holds a number of its own and the value `{{ gia }}`, which is 7: `Lời 3 giá {{ gia }}`. Bound, it says “Lời 3
giá 7”; written in after binding, it stands as it is."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from draftkit.library.session import Document
from draftkit.model.inline import Content, Strong, Value, plain
from draftkit.model.message import Place
from draftkit.model.printed import Grid
from draftkit.model.tree import Block, Division, Draft, Paragraph, Quote, Table, Unit, units
from draftkit.readers.shared import Shared
from draftkit.resolve.bind import bind
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import own_flow
from tests.helpers import META, document, profile

PRICED = META + "gia_tri: {gia: 7}\n"
BODY = """### Điều. Lời 1 giá {{ gia }}
Lời 2 giá {{ gia }}
1. Lời 3 giá {{ gia }}
a) Lời 4 giá {{ gia }}
a) Lời 5 giá {{ gia }}
1. Lời 6 giá {{ gia }}
### Điều. Lời 7 giá {{ gia }}
> Lời 8 giá {{ gia }}

::: giua
Lời 9 giá {{ gia }}
:::

Bảng. Lời 10 giá {{ gia }}

| Lời 11 giá {{ gia }} | Lời 12 giá {{ gia }} |
|---|---|
| Lời 13 giá {{ gia }} | Lời 14 giá {{ gia }} |

Lời 15 giá {{ gia }}
"""
VALUE = Value("gia", "{{ gia }}", Place(0))


@lru_cache(maxsize=1)
def made() -> Document:
    with TemporaryDirectory() as folder:
        return document(Path(folder), BODY, PRICED)


def bound_again(draft: Draft) -> Bound:
    return bind(draft, profile(), Shared({}, {}, {}))


def said(bound: Bound) -> list[str]:
    """What is printed, numbers of units left out."""
    out: list[str] = []
    for item in own_flow(bound):
        if isinstance(item, Grid):
            out.extend(plain(cell) for row in item.rows for cell in row)
        else:
            out.append(plain(getattr(item, "content", ())))
    return [text for text in out if text]


def written(blocks: tuple[Block, ...]) -> list[int]:
    """The numbers of the texts of a tree, in the order in which they are printed."""
    out: list[int] = []
    for block in blocks:
        if isinstance(block, (Quote, Division)):
            out += written(block.blocks)
            continue
        own = (
            (block.content,)
            if isinstance(block, Paragraph)
            else (getattr(block, "title", getattr(block, "caption", ())),)
        )
        cells = (cell for row in block.rows for cell in row) if isinstance(block, Table) else ()
        out += [int(found) for found in re.findall(r"Lời (\d+)", "".join(map(plain, (*own, *cells))))]
        out += written(block.body) if isinstance(block, Unit) else []
    return out


def test_texts_put_in_after_binding_are_never_taken_for_those_they_replace(tmp_path: Path) -> None:
    lines = "\n\n".join(f"Lời cũ {number} giá {{{{ gia }}}}" for number in range(500))
    bound = document(tmp_path, f"### Điều. Tên\n{lines}\n", PRICED).bound
    bound = bound._replace(draft=bound.draft._replace(body=()))  # nothing holds the old texts any more
    fresh = tuple(Paragraph((f"Lời {number} giá ", Strong(("7",))), -1) for number in range(2000))
    replaced = bound._replace(draft=bound.draft._replace(body=fresh))
    assert said(replaced) == [f"Lời {number} giá 7" for number in range(2000)]


def test_blocks_made_without_numbers_are_bound_and_counted_each_by_itself() -> None:
    article, *_ = units(made().bound.draft.body)
    two = tuple(
        Unit(article.level, "", (f"Lời {number}",), "", 0, (Paragraph((f"Lời {number + 1} giá ", VALUE), 0),))
        for number in (20, 30)
    )
    bound = bound_again(made().bound.draft._replace(body=two))
    assert said(bound) == ["Lời 20", "Lời 21 giá 7", "Lời 30", "Lời 31 giá 7"]
    assert [bound.numbers[unit.serial] for unit in units(bound.draft.body)] == ["1", "2"]
    assert len(set(bound.bookmarks.values())) == 2


def test_a_draft_that_was_read_keeps_its_numbers() -> None:
    before = made().bound.draft
    assert bound_again(before).draft is before


CHANGES = ("keep", "reword", "twice", "make", "take", "divide", "quote", "drop")


class Hand:
    """Changes a tree as kinds and programs do, choice by choice."""

    def __init__(self, choose: list[str], serials: list[int]) -> None:
        self.choose, self.serials, self.next = choose, serials, 100

    def content(self) -> Content:
        self.next += 1
        return (f"Lời {self.next} giá ", VALUE)

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(new for block in blocks for new in self.block(block))

    def block(self, block: Block) -> tuple[Block, ...]:
        choice = self.choose.pop() if self.choose else "keep"
        if isinstance(block, Unit):
            lead = block.body[:1] if block.level.marker else ()
            block = block._replace(body=(*lead, *self.blocks(block.body[len(lead) :])))
            return (block._replace(title=self.content()) if choice == "reword" and block.title else block,)
        if isinstance(block, (Quote, Division)):
            return (block._replace(blocks=self.blocks(block.blocks)),)
        if isinstance(block, Table):
            rows = tuple(tuple(self.content() for _ in row) for row in block.rows)
            return (block._replace(rows=rows) if choice == "reword" else block,)
        if not isinstance(block, Paragraph) or choice == "keep":
            return (block,)
        made: dict[str, tuple[Block, ...]] = {
            "reword": (block._replace(content=self.content()),),
            "twice": (block, block),
            "make": (Paragraph(self.content(), block.line), block),
            "take": (Paragraph(self.content(), block.line, self.serials[self.next % len(self.serials)]), block),
            "divide": (Division("phai", (block,), 0),),
            "quote": (Quote((block,), 0),),
            "drop": (),
        }
        return made[choice]


hands = st.lists(st.sampled_from(CHANGES), max_size=40).map(lambda choose: Hand(choose, list(range(20))))


@settings(max_examples=200, deadline=None)
@given(hands)
def test_a_tree_changed_before_binding_is_bound_whole(hand: Hand) -> None:
    draft = made().bound.draft
    draft = draft._replace(body=hand.blocks(draft.body))
    bound = bound_again(draft)
    assert said(bound) == [f"Lời {number} giá 7" for number in written(draft.body)]
    serials = re.findall(r"serial=(\d+)", repr(bound.draft.body))
    assert len(set(serials)) == len(serials)
    assert "0" not in serials


@settings(max_examples=200, deadline=None)
@given(hands)
def test_a_tree_changed_after_binding_shows_its_own_texts(hand: Hand) -> None:
    bound = made().bound
    body = hand.blocks(bound.draft.body)
    changed = bound._replace(draft=bound.draft._replace(body=body))
    assert said(changed) == [f"Lời {number} giá {'7' if number < 100 else '{{ gia }}'}" for number in written(body)]
