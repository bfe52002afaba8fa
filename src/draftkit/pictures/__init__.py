"""Pictures made fit for every output: one road for Word, pages, mail, site and media kit."""
