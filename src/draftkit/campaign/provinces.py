"""The provinces of a map, and where their tiles stand; data of `data/tinh.yaml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from draftkit.campaign.tables import read_table

_FILE = Path(__file__).with_name("data") / "tinh.yaml"
_BEFORE = ("tỉnh ", "thành phố ", "tp. ", "tp ")
Places = dict[str, tuple[float, float]]
Islands = dict[str, tuple[float, float, float]]


@lru_cache(maxsize=1)
def _read() -> tuple[Places, Islands, dict[str, str]]:
    data = read_table(_FILE)
    places = {name: (float(x), float(y)) for name, (x, y) in data["tinh"].items()}
    islands = {name: (float(x), float(y), float(wide)) for name, (x, y, wide) in data["quan_dao"].items()}
    called = {name.casefold(): name for name in places} | {
        other.casefold(): name for other, name in data["ten_khac"].items()
    }
    return places, islands, called


def provinces() -> tuple[Places, Islands]:
    """Column and row of the tile of each province; of the islands, with how many tiles they are wide."""
    return _read()[:2]


def province(name: str) -> str:
    """A province as the map calls it, however it is written; empty when there is none of that name."""
    told, called = " ".join(name.split()).casefold(), _read()[2]
    bare = next((told.removeprefix(word) for word in _BEFORE if told.startswith(word)), told)
    return called.get(told) or called.get(bare, "")
