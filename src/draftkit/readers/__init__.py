"""Floor 2: text, YAML and CSV become a Draft. Reading never fails on odd text: it stays text, with a fault noted."""
