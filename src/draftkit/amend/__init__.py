"""Acts that amend others: their operations read, applied to the base, and told."""
