"""Hashes of data and of texts."""

from __future__ import annotations

from hashlib import sha256

from draftkit.model.meta import Data


def fingerprint(data: Data) -> str:
    """A hash that is the same for the same data, whatever the order of keys."""
    return _fingerprint([data])


def hashed(text: str) -> str:
    """What tells two states of a text apart, in 16 signs."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _fingerprint(data: Data) -> str:
    if not isinstance(data, (dict, list)):
        return f"{'float' if isinstance(data, float) else type(data).__name__}\0{data}"
    # most are texts, and said here
    found = [
        f"str\0{item}" if type(item) is str else _fingerprint(item)
        for item in (data.values() if isinstance(data, dict) else data)
    ]
    inner = sorted(map("{}\0{}".format, data, found)) if isinstance(data, dict) else found
    return sha256("\1".join((type(data).__name__, *inner)).encode("utf-8", "surrogatepass")).hexdigest()
