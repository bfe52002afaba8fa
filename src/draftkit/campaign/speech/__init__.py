"""Text as it is read aloud in Vietnamese: numbers, dates, units and abbreviations in words."""
