"""Akoma Ntoso documents, ours and those of others, as drafts: no text is lost, what has no place is told."""
