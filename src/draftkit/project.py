"""Old name of `draftkit.library.project`, kept for one release."""

from __future__ import annotations

from draftkit.moved import moved

__getattr__ = moved(__name__, "draftkit.library.project")
