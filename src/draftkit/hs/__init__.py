"""Lists of goods by HS code: nomenclatures, concordances, identification codes, checks, and the table they print as."""
