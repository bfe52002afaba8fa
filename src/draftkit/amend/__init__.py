"""What is made of amending acts: the amended text, its consolidation, their papers."""
