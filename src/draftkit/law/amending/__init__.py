"""How a text of law says that it changes another: verbs, places, lists of places, acts and quoted phrases, composed."""
