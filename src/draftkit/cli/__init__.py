"""Floor 7: commands. They read flags, call the pipeline and print; they decide nothing."""
