"""Floor 4: rules. Each is a value with an id, a title and the provision it enforces; the engine runs them and stamps
what they find."""
