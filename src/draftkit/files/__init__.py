"""Files written whole or not at all; work done in a second process."""
