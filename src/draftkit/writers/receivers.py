"""Who receives the mail of `thu`, and who of them may see whom."""

from __future__ import annotations

import re

from draftkit.model.meta import Data, Metadata
from draftkit.text.address import ADDRESS

RECEIVERS = {"To": "den", "Cc": "dong_gui", "Bcc": "bcc"}
"""The headers of receivers and their keys in `thu`."""
SHOWN = 3
"""Receivers that may see each other's address: more are a mass mail."""
MAILBOX = re.compile(rf"([^<>@]*)<({ADDRESS})>|({ADDRESS})")
"""An address as typed, with a name or without."""


def listed(data: Data) -> list[str]:
    """Addresses as typed: a list, or one text with commas or semicolons between them."""
    texts = [str(item) for item in data if item] if isinstance(data, list) else re.split(r"[;,]", str(data or ""))
    return [words for text in texts if (words := " ".join(text.split()))]


def is_mass_mail(meta: Metadata) -> bool:
    """Whether `thu` would show its receivers to each other."""
    return sum(len(listed(meta.mail.get(key))) for key in ("den", "dong_gui")) > SHOWN
