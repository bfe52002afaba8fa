"""Old name of `draftkit.plugins`, kept for one release."""

from __future__ import annotations

from draftkit.moved import moved

__getattr__ = moved(__name__, "draftkit.plugins")
