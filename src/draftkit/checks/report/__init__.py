"""Ways to say findings: text, JSON, SARIF, GitHub workflow commands, one HTML page. Each takes a `Report` and returns
text; none prints or reads a file."""
