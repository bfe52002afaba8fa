"""The rules, by topic. Every module-level Rule here belongs to the catalogue; nothing registers itself."""
