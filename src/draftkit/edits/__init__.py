"""Changes of sources: edits as values, applied, with numbers and layout kept."""
