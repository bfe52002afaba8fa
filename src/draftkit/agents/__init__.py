"""A project offered to programs that help writing: reading, searching, checking, proposals as patches."""
