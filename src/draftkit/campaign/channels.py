"""Channels of social media as data, and how each counts the length of a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from draftkit.campaign.ways import ways
from draftkit.errors import ConfigError
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.text.fold import bare, fold

(_URL,) = ways("channels", "url")

_X_URL = 23
_X_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that X counts once (twitter-text, configuration v3); all others, most Vietnamese letters with two marks
among them, count twice."""
_JOINERS = re.compile("[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]")
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;"
    "<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("\f^{}\\[~]|€")
_TYPESET = str.maketrans({**dict(zip("“”‘’–—•\u00a0", "\"\"''--- ", strict=True)), "…": "..."})
COUNTS = ("ky-tu", "utf-16", "x", "sms")


class Channel(NamedTuple):
    """A channel: its id (the end of its file name), name, other names, way of counting, limit, limit of the title,
    where “see more” begins."""

    id: str
    name: str
    aliases: tuple[str, ...]
    counting: str
    limit: int
    title: int = 0
    fold: int = 0
    bare: bool = False

    def answers(self, name: str) -> bool:
        """Whether it is called so: id, name or another name, capitals and accents aside."""
        return fold(name) in {fold(text) for text in (self.id, self.name, *self.aliases)}


def channels(table: Mapping[str, Any], file: str) -> tuple[Channel, ...]:
    """The channels of `kenh.yaml`. Raises ConfigError naming the channel whose name, counting or limit is wrong."""
    found = []
    for key, entry in table.items():
        known = (
            isinstance(entry, dict)
            and entry.get("ten")
            and entry.get("dem") in COUNTS
            and isinstance(entry.get("gioi_han"), int)
        )
        if not known or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", key):
            raise ConfigError(
                "{file}: channel “{key}” needs ten, gioi_han (a number) and dem (one of {known}); its id has plain "
                "letters, digits and dashes.",
                file=file,
                key=key,
                known=", ".join(COUNTS),
            )
        aliases = tuple(str(name) for name in entry.get("ten_khac") or ())
        title, more = (whole(str(entry.get(name)), 0) for name in ("tieu_de", "xem_them"))
        found.append(
            Channel(
                key,
                str(entry["ten"]),
                aliases,
                entry["dem"],
                entry["gioi_han"],
                title,
                more,
                entry.get("bo_dau") is True,
            )
        )
    return tuple(found)


def length(text: str, count: str) -> int:
    """How long a text is to a channel that counts so: in characters, weighted characters, or for `sms` messages."""
    text = unicodedata.normalize("NFC", text)
    if count == "x":
        return weighted(text)
    if count == "sms":
        return messages(text)
    return len(text.encode("utf-16-le")) // 2 if count == "utf-16" else len(text)


def weighted(text: str) -> int:
    """The length on X: an address is 23 however long, letters outside the light ranges and emoji are 2."""
    addresses = len(_URL.findall(text))
    rest = _JOINERS.sub("", re.sub(r"(.)\u200d(?=.)", "", _URL.sub("", text)))
    return addresses * _X_URL + sum(
        1 if any(low <= ord(sign) <= high for low, high in _X_LIGHT) else 2 for sign in rest
    )


def messages(text: str) -> int:
    """How many messages a text is sent in: 160 signs of the GSM alphabet or 70 of any other, 153 and 67 when several
    are joined (3GPP TS 23.038)."""
    if not text:
        return 0
    if all(sign in _GSM or sign in _GSM_TWICE for sign in text):
        size, single, part = sum(2 if sign in _GSM_TWICE else 1 for sign in text), 160, 153
    else:
        size, single, part = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if size <= single else -(-size // part)


def unmarked(text: str) -> str:
    """A text without accents, as sent where each accented letter costs: đ is d, typographic signs are plain ones."""
    return bare(text.translate(_TYPESET))
