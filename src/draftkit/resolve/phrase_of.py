"""What words the references of a document, by its language."""

from __future__ import annotations

from draftkit.resolve.phrase import Phrases


def phrases(language: str) -> type[Phrases]:
    """What words references in a language (`vi`, `en`)."""
    if language == "en":
        from draftkit.resolve.phrase_en import EnglishPhrases

        return EnglishPhrases
    return Phrases
