"""Who receives the mail of `thu`, who of them may see whom, and when it is sent."""

from __future__ import annotations

import re
from datetime import datetime

from draftkit.law.dates import VIETNAM
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


def sent_at(text: str) -> datetime | None:
    """The time that a date or time of the metadata says, without a zone that of Vietnam; None when it says none."""
    try:
        when = datetime.fromisoformat(text.replace(" +", "+"))
    except ValueError:
        return None
    return when if when.tzinfo else datetime.fromisoformat(f"{when.isoformat()}{VIETNAM}")
