"""What communications add to a text: the parts of a release made from its metadata, and when it may be published."""
