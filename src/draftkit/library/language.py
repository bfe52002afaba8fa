"""The languages of messages."""

from __future__ import annotations

import gettext
import os

from draftkit.model.message import Translate

LANGUAGES = ("vi", "en")
FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "locale")


def translator(language: str) -> Translate:
    """A function from English message texts to the chosen language. English when the translation was not compiled."""
    if language == "en":
        return _same
    return gettext.translation("draftkit", FOLDER, [language], fallback=True).gettext


def compiled(language: str) -> bool:
    """Whether the messages of a language are there; those of English stand in the code."""
    return language == "en" or gettext.find("draftkit", FOLDER, [language]) is not None


def _same(text: str) -> str:
    return text
