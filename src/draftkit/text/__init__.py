"""Plain-text values that other rooms build on: strings only, no document, no file."""
