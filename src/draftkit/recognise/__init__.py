"""What the parts of a Word file are: family, kind, header, title, bases, units, signature, recipients, annexes. The
importer and the checks of Word files build on it."""
