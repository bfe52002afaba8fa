"""Pictures of a Word file as files beside the draft."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from draftkit.model.message import Message, msg
from draftkit.word.values import Drawing

SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp")
"""Endings of the pictures that a draft can show."""


class Media:
    """Names the pictures that are used; `files` are then their bytes by name, `losses` what could not be shown."""

    def __init__(self, media: Mapping[str, bytes] = MappingProxyType({})) -> None:
        self.media = media
        self.files: dict[str, bytes] = {}
        self.losses: list[Message] = []

    def line(self, drawing: Drawing) -> str:
        """The source line that shows a picture; empty when it cannot be shown."""
        data = self.media.get(drawing.target)
        suffix = "." + drawing.target.rpartition(".")[2].lower()
        if drawing.embedded and not data:
            said = "an embedded object without a picture was left out: insert it as a picture or a table"
            self.losses.append(msg(said))
            return ""
        name = self.named(data, drawing.target, suffix)
        if drawing.embedded and name and suffix in SHOWN:
            self.losses.append(msg("an embedded object was kept as the picture of it ({name})", name=name))
        if name and suffix not in SHOWN:
            said = "picture {name} is of a type that cannot be shown; convert it to PNG and insert it"
            self.losses.append(msg(said, name=name))
            return ""
        if name and drawing.crop:
            self.losses.append(msg("picture {name}: what Word cuts off is shown again", name=name))
        return name and shown(name, drawing.alt, f"Hình {name.removeprefix('hinh-').removesuffix(suffix)}")

    def named(self, data: bytes | None, source: str, suffix: str) -> str:
        """The file of a picture, the same for the same bytes; empty when there are none."""
        if not data:
            said = "a picture that is not in the file was left out ({name}): save it as PNG and insert it"
            self.losses.append(msg(said, name=source or "?"))
            return ""
        name = next((name for name, kept in self.files.items() if kept == data), f"hinh-{len(self.files) + 1}{suffix}")
        self.files[name] = data
        return name

    def lose(self) -> None:
        """A picture in header or ending, for example of a signature or a stamp."""
        self.losses.append(msg("a picture in the header or beside the signature was left out"))


def shown(name: str, alt: str, otherwise: str = "", title: str = "") -> str:
    """The source line that shows a picture, with words for those who do not see it, and its title."""
    words = re.sub(r"[\[\]\\\s]+", " ", alt).strip() or otherwise
    return f"![{words}]({name}" + (f' "{title}")' if title else ")")
