"""The languages of messages."""

from __future__ import annotations

import gettext
import os

from draftkit.model.message import Translate

LANGUAGES = ("vi", "en")


def translator(language: str) -> Translate:
    """A function from English message texts to the chosen language. English when the translation was not compiled."""
    if language == "en":
        return _same
    folder = os.path.join(os.path.dirname(os.path.dirname(__file__)), "locale")
    return gettext.translation("draftkit", folder, [language], fallback=True).gettext


def _same(text: str) -> str:
    return text
