"""How Vietnamese law names things: units, acts and their numbers, dates."""
