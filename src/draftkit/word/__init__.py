"""Word packages: opening them safely, reading what stands in them as values, packing them the same way every time."""
