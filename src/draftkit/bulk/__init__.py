"""Many documents from one text and a table: a document for each row."""
