"""Floor 4: a bound draft as text, HTML, Word, PDF. Writers walk `resolve.flow`; none knows another."""
