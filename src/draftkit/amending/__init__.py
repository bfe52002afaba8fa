"""Amending acts as values: their operations read, found in the act they amend, carried out on its text."""
