"""The language server: what editors ask while a draft is being written. Needs the extra `lsp` (pygls)."""
