"""Addresses of electronic mail, as every way of sending one takes them: ASCII, a name, a host with a dot; those of
pages; numbers of telephones."""

from __future__ import annotations

import re

ADDRESS = r"[a-zA-Z0-9_.!#$%&'*+/=?^`{|}~-]{1,64}@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+"
"""An address, for patterns."""
BRACKETED = r"\([^\s()<>\"\\]*\)"
WEB = rf"https?://(?:[^\s()<>\"\\]|{BRACKETED})"
"""The address of a page up to any of its signs, for patterns; what it has in brackets is one."""
_WHOLE = re.compile(ADDRESS)
_D = r"(?:[\s().–-]*\d)"
_CALLED = re.compile(rf"\+{_D}{{9}}|(?<!\d)(?:0{_D}{{9}}|0(?:80|69){_D}{{5}}|[1-9]{_D}{{6}}|1\d{{2,4}}(?!\d))")
"""+84 24 2220 2222, 024.2220 2222, 080 43162 (of the State), 1900 6868, 113."""
_SOURCE = re.compile(r"(?:[^:#]*\.md|(?:[^:#]*/)?draft\.yaml)(?:#|$)")


def outward(url: str) -> str:
    """The address of a link as it goes out: empty for that of a source, of which nobody outside has any use."""
    return "" if _SOURCE.match(url) else url


def is_address(text: str) -> bool:
    """Whether a text is an address and nothing else."""
    return _WHOLE.fullmatch(text) is not None


def is_telephone(text: str) -> bool:
    """Whether a text holds a number that can be called, whatever else it says: an extension, another number, a name."""
    return _CALLED.search(text) is not None
