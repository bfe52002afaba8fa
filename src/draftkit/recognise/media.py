"""Pictures of a Word file as files beside the draft."""

from __future__ import annotations

import re
from collections.abc import Mapping

from draftkit.model.message import Message, msg
from draftkit.word.values import Drawing

SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp")
"""Endings of the pictures that a draft can show."""


class Media:
    """Names the pictures that are used; `files` are then their bytes by name, `losses` what could not be shown."""

    def __init__(self, media: Mapping[str, bytes]) -> None:
        self.media = media
        self.files: dict[str, bytes] = {}
        self.losses: list[Message] = []
        self._names: dict[str, str] = {}

    def line(self, drawing: Drawing) -> str:
        """The source line that shows a picture; empty when it cannot be shown."""
        data = self.media.get(drawing.target)
        suffix = "." + drawing.target.rpartition(".")[2].lower()
        if data is None:
            self.losses.append(
                msg("a picture that is not in the file was left out ({name})", name=drawing.target or "?")
            )
            return ""
        name = self._names.get(drawing.target)
        if name is None:
            name = self._names[drawing.target] = f"hinh-{len(self._names) + 1}{suffix}"
            self.files[name] = data
        if suffix not in SHOWN:
            self.losses.append(
                msg("picture {name} is of a type that cannot be shown; convert it to PNG and insert it", name=name)
            )
            return ""
        if drawing.crop:
            self.losses.append(msg("picture {name}: what Word cuts off is shown again", name=name))
        alt = re.sub(r"[\[\]\\\s]+", " ", drawing.alt).strip() or f"Hình {name.split('-')[1].split('.')[0]}"
        return f"![{alt}]({name})"

    def lose(self) -> None:
        """A picture in header or ending, for example of a signature or a stamp."""
        self.losses.append(msg("a picture in the header or beside the signature was left out"))
