"""Old place of `draftkit.checks.looks`, kept for one release."""
