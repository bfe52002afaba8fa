"""The review round: what people do to a Word file that was built here comes back to the plain-text sources."""
