"""What changed between two drafts or two Word files, as values, as tracked changes, and checked both ways."""
