"""The project and what a session does with its documents: reading, checking, building, importing, versions in git."""
