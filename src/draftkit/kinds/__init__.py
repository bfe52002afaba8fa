"""Floor 5: kinds of documents, found as folders with `kind.yaml` and as entry points."""
