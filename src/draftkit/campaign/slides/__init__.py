"""A deck of slides from a document: planned page by page as plain values, then written on a designer's master."""
