"""What a text says beside what the project knows: facts, acts, bodies, the documents it names."""
