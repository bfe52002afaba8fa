"""Pages of a Word file without a word processor: PDF, pictures of pages."""
