"""Floor 4: rules. Each is a value with id, title and the provision it enforces; the engine stamps what they find."""
