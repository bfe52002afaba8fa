"""Documents as Akoma Ntoso 3.0 (OASIS LegalDocML): the tree with its numbers, references, notes and changes."""
