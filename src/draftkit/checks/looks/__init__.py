"""Rules on Word files, whoever wrote them: page, type, header, text, units, ending, annexes."""
