"""One module for each part of a document; a rule is a generator under `@word_rule`."""
