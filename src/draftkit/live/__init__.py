"""The project while it is being edited: texts that are not on the disk yet, places in them, what names mean there."""
