"""Floor 3: numbers counted, references bound and worded, the printed order of blocks."""
