"""How a text of law says that it changes another: verbs, places, lists of places, acts and quoted phrases, composed."""

NEEDS = ("replace", "insert", "append")
"""Operations that put new wording in place; the others say all there is to say."""
IN_WORDS = ("replace-phrase", "insert-phrase", "delete-phrase")
"""Operations on words within units."""
