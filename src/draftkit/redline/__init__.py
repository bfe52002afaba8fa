"""Two Word files become one with tracked changes: every change marked, both texts proved to be in it."""
