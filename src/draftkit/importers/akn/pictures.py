"""Pictures of an Akoma Ntoso document as files beside the draft: those it holds itself; none is fetched."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from xml.etree.ElementTree import Element

from draftkit.model.message import Message, msg
from draftkit.recognise.media import SHOWN

_DATA = re.compile(r"data:image/([a-z]{3,5});base64,")


class Pictures:
    """Names the pictures that are used: `files` are their bytes by name, `losses` what could not be taken over."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.losses: list[Message] = []

    def line(self, image: Element, caption: str, label: str) -> str:
        """The source line that shows a picture; empty when the file does not hold it."""
        source = image.get("src") or ""
        found = _DATA.match(source)
        data = b""
        if found and f".{found[1]}" in SHOWN:
            try:
                data = b64decode(source[found.end() :], validate=True)
            except binascii.Error:
                data = b""
        if not (found and data):
            self.losses.append(msg("a picture that is not in the file was left out ({name})", name=source[:80] or "?"))
            return ""
        name = next((name for name, kept in self.files.items() if kept == data), "")
        if not name:
            name = f"hinh-{len(self.files) + 1}.{found[1]}"
            self.files[name] = data
        alt = re.sub(r"[\[\]\\\s]+", " ", image.get("alt") or "").strip()
        title = f' "{caption}"' if caption else ""
        return f"![{alt}]({name}{title}){label}"
