"""Floor 1: the plain values that pass between stages. Standard library only."""
