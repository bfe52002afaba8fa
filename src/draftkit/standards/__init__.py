"""Technical regulations and standards: the behaviour their kinds bring."""
