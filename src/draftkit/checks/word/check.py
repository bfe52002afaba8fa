"""Old name of `draftkit.checks.looks.check`, kept for one release."""

from __future__ import annotations

from draftkit.moved import moved

__getattr__ = moved(__name__, "draftkit.checks.looks.check")
