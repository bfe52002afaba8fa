"""Shortened places and roads, and figures that only look like dates: written out, so that later steps read words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from draftkit.campaign.speech.lexicon import unsaid
from draftkit.campaign.ways import ways
from draftkit.model.numeral import from_roman, number, spell
from draftkit.text.pattern import LOWER, UPPER, Pattern

_PLACES = {"TP": "thành phố", "T.P": "thành phố", "TX": "thị xã", "TT": "thị trấn", "T.T": "thị trấn"}
_PLACES |= {"P": "phường", "Q": "quận", "H": "huyện", "X": "xã"}
_ROADS = {"QL": "quốc lộ", "TL": "tỉnh lộ", "ĐT": "đường tỉnh", "HL": "hương lộ", "ĐH": "đường huyện", "ĐX": "đường xã"}
_PLACE, _BEHIND_NAME, _CAMEL, _SHARE = ways("places", "place behind_name camel share")
_SIGNED = {"TM": "thay mặt", "KT": "ký thay", "TL": "thừa lệnh", "TUQ": "thừa ủy quyền", "TUN": "thừa ủy nhiệm"}
_PARTED = {"kg": "ki-lô-gam", "km": "ki-lô-mét", "ha": "héc-ta", "m": "mét", "tr": "triệu"}
_WINDS = {"N": " bắc", "B": " bắc", "S": " nam", "E": " đông", "Đ": " đông", "W": " tây", None: ""}
_SIDES = dict(zip("ĐTBN", ("đông", "tây", "bắc", "nam"), strict=True))
_POSTS = {"P": "phó", "Q": "quyền"}
"""Posts that a letter stands for before what somebody is the head or deputy of; no ward is called so."""


_KNOWN = {"UPPER": UPPER, "LOWER": LOWER, "share": _SHARE.source}
_SAID: Mapping[str, Callable[[re.Match[str]], str]] = {
    "post": lambda found: f"{_POSTS[found[1]]} ",
    "parted": lambda found: f" {_PARTED[found[1].strip()]} ",
    "road": lambda found: f"{_ROADS[found[1] or found[2]]} {found[3]}",
    "stone": lambda found: f"ki-lô-mét số {found[1]}" + (f" cộng {found[2]}" if found[2] else ""),
    "house": lambda found: found[1] + found[2].replace("/", " xuyệt "),
    "signed": lambda found: f"{_SIGNED[found[1]]} ",
    "angle": lambda found: f"{found[1]} độ {found[2]} phút{f' {found[3]} giây' * bool(found[3])}{_WINDS[found[4]]}",
    "wind": lambda found: f" độ{_WINDS[found[1]]}",
    "fuel": lambda found: f"{found[1]} {from_roman(found[2])}",
    "sides": lambda found: found[1] + " ".join(_SIDES[one] for one in found[2].replace("-", "")),
    "more": lambda found: f"{found[1] or 'hơn '}{found[2]}",
    "form": lambda found: f"{found[1]}{spell(number(found[2]))} {found[3]} ".replace("  ", " "),
    "tag": lambda found: f"thẻ {_CAMEL.sub(' ', found[1])}",
}


def _steps() -> Iterator[tuple[Pattern, str]]:
    """The expressions of `places.txt` and what is said for each."""
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            expression, words = line.removesuffix('"').split(' ⇒ "')
            yield Pattern(re.sub("‹(\\w+)›", lambda name: _KNOWN[name[1]], expression)), words


_STEPS = (*_steps(),)


def _once(words: str, found: re.Match[str]) -> str:
    """What is said for a find, without words that stand before it anyway: “quốc lộ QL1A”."""
    said = _SAID[words[1:-1]](found) if words[:1] == "{" else found.expand(words)
    return unsaid(said, found.string[: found.start()]) if said[:1].isalpha() else said


def places(text: str) -> str:
    """Shortened names of places and roads in words; house numbers, scales and powers so that they are no dates."""

    def place(found: re.Match[str]) -> str:
        before, behind = text[: found.start()], text[found.end() :].split(maxsplit=2)
        heading = not before.strip() and len(behind) > 1 and behind[1][0].islower()  # X. Tổ chức thực hiện
        if len(found[1]) == 1 and (heading or (found["counted"] is None and _BEHIND_NAME.search(before))):
            return found[0]
        return unsaid(f"{_PLACES[found[1].upper()]} ", before)

    for pattern, words in _STEPS:
        text = pattern.sub(partial(_once, words), text)
    return _PLACE.sub(place, text)
