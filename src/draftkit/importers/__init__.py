"""Word files to drafts: any legal or administrative document becomes a draft in the source dialect, and what cannot be
kept is said."""
