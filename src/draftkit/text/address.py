"""Addresses of electronic mail, as every way of sending one takes them: ASCII, a name, a host with a dot; and those of
pages."""

from __future__ import annotations

import re

ADDRESS = r"[a-zA-Z0-9_.!#$%&'*+/=?^`{|}~-]{1,64}@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+"
"""An address, for patterns."""
BRACKETED = r"\([^\s()<>\"\\]*\)"
WEB = rf"https?://(?:[^\s()<>\"\\]|{BRACKETED})"
"""The address of a page up to any of its signs, for patterns; what it has in brackets is one."""
_WHOLE = re.compile(ADDRESS)
_SOURCE = re.compile(r"(?:[^:#]*\.md|(?:[^:#]*/)?draft\.yaml)(?:#|$)")


def outward(url: str) -> str:
    """The address of a link as it goes out: empty for that of a source, of which nobody outside has any use."""
    return "" if _SOURCE.match(url) else url


def is_address(text: str) -> bool:
    """Whether a text is an address and nothing else."""
    return _WHOLE.fullmatch(text) is not None
